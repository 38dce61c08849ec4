// The verification of the channel: how far it is, with pause and stop; then one line when all is well, each damage with its
// place when not, and the report to save. Window's thread.
#pragma once

#include "models/chain_audit.h"
#include "models/text_table_model.h"
#include "ui/parts/card.h"
#include "ui/shell/page.h"

class QProgressBar;
class QToolButton;

namespace mz {

class DataTable;

class AuditPanel : public Card {
  Q_OBJECT

 public:
  AuditPanel(const PageContext& context, ChainAudit& audit, QWidget* parent = nullptr);

  // The last one's, where it found damage or was asked for: hidden otherwise, unless one runs.
  void showReport();
  void dismiss();

 Q_SIGNALS:
  void blockActivated(mz::Height height);
  void messageRaised(const QString& sentence, mz::StatusRole role);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void retranslate();
  void fillTable();
  void save();

  EngineClient& m_client;
  FileDialogs& m_files;
  ChainAudit& m_audit;
  Request m_saving;
  bool m_wanted = false;     // a report that is clean is shown only to who asked for it
  bool m_dismissed = false;  // by who has seen the damage
  std::size_t m_listed = 0;
  Badge* m_state;
  QLabel* m_sentence;
  QProgressBar* m_progress;
  QToolButton *m_pause, *m_stop, *m_save, *m_close;
  DataTable* m_table;
  TextTableModel* m_model;
};

}  // namespace mz
