// What everybody did on the ledger: filters, the rows found so far, how far they reach, and what has come since. Window's
// thread.
#pragma once

#include "models/activity_filter.h"
#include "models/activity_model.h"
#include "ui/shell/page.h"

class QLabel;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace mz {

class DataTable;
class StateView;

class LedgerView : public QWidget {
  Q_OBJECT

 public:
  explicit LedgerView(const PageContext& context, QWidget* parent = nullptr);

  void setActive(bool active);
  void showRefusedToday() { m_filter.showRefusedToday(); }
  ActivityFilterModel& filter() { return m_filter; }
  DataTable* table() const { return m_table; }

 Q_SIGNALS:
  void linkActivated(const QString& link);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void query();
  void showState();
  void addCellActions(QMenu& menu);
  QString countText() const;

  EngineClient& m_client;
  const Theme& m_theme;
  ActivityFilterModel m_filter;
  ActivityModel* m_model;
  std::optional<Error> m_error;
  bool m_active = false, m_stale = true;
  DataTable* m_table;
  QLabel* m_count;
  QPushButton *m_newer, *m_further;
  StateView* m_state;
  QStackedLayout* m_stack;
};

}  // namespace mz
