// Everything that was done: on the ledger by anybody, in this program, and what needed attention (alarms), each a view of its
// own. Window's thread.
#pragma once

#include "ui/shell/page.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTabBar;

namespace mz {

class AlarmView;
class DataTable;
class JournalView;
class LedgerView;

class ActivitiesPage : public Page {
  Q_OBJECT

 public:
  explicit ActivitiesPage(const PageContext& context, QWidget* parent = nullptr);

  // "activity/ledger", "activity/refused" (today), "activity/journal", "activity/alarms", "alarm/<number>".
  bool openLink(const QString& link) override;
  QString place() const override;
  QString deepLink() const override;
  QStringList views() const override;
  void showView(const QString& view) override;

 protected:
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  enum class View { Ledger, Journal, Alarms };
  View current() const;
  void show(View view);
  void activate();
  DataTable* table() const;  // of the view that is shown
  void enableButtons();
  void retranslate();

  PageContext m_context;
  QLabel* m_title;
  QTabBar* m_tabs;
  QPushButton *m_columns, *m_export;
  LedgerView* m_ledger;
  JournalView* m_journal;
  AlarmView* m_alarms;
  QStackedLayout* m_stack;
};

}  // namespace mz
