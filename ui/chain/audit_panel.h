// What a verification of the channel found: one line when all is well, each damage with its place when not. Window's thread.
#pragma once

#include "models/settings.h"
#include "models/text_table_model.h"
#include "ui/parts/card.h"

class QToolButton;

namespace mz {

class DataTable;

class AuditPanel : public Card {
  Q_OBJECT

 public:
  AuditPanel(const Theme& theme, Settings& settings, QWidget* parent = nullptr);

  void showReport(AuditReport report);

 Q_SIGNALS:
  void blockActivated(mz::Height height);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void fill();

  AuditReport m_report;
  Badge* m_state;
  QLabel* m_sentence;
  QToolButton* m_close;
  DataTable* m_table;
  TextTableModel* m_model;
};

}  // namespace mz
