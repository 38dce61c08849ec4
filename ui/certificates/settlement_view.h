// What came of an act of an authority: a sentence, and how far each channel is with it. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "ledger/certificates.h"
#include "models/text_table_model.h"
#include "ui/shell/page.h"

class QLabel;

namespace mz {

class Badge;
class DataTable;

class SettlementView : public QWidget {
  Q_OBJECT

 public:
  explicit SettlementView(const PageContext& context, QWidget* parent = nullptr);

  void showReport(const QString& headline, const QString& sentence, const std::vector<ChannelSettlement>& channels);

 private:
  const EngineClient& m_client;
  QLabel *m_headline, *m_sentence;
  Badge* m_state;
  TextTableModel* m_channels;
  DataTable* m_table;
};

}  // namespace mz
