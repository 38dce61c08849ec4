// The Finance page: all payments of the chosen channel, combinable filters with exact totals, breakdown, months, budget, the
// detail of a payment, import and export. Window's thread; everything that reads or writes runs on workers.
#pragma once

#include <QtCore/QTimer>

#include "models/finance_export.h"
#include "models/finance_filter_model.h"
#include "models/finance_table_model.h"
#include "ui/shell/page.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTabBar;

namespace mz {

class BreakdownView;
class BudgetView;
class ChannelFailureView;
class FilterBar;
class ImportDialog;
class MonthsView;
class PaymentDetail;
class PaymentTable;
class StateView;

class FinancePage : public Page {
  Q_OBJECT

 public:
  enum class Tab { Payments, Breakdown, Months, Budget };

  explicit FinancePage(const PageContext& context, QWidget* parent = nullptr);
  ~FinancePage() override;

  bool openLink(const QString& link) override;  // "payment/<number>", "payee/<name>", "department/<name>"
  QString place() const override;
  QString deepLink() const override;
  QStringList views() const override;
  void showView(const QString& view) override;

  FinanceFilterModel& filter() { return m_filter; }
  FinanceTableModel& payments() { return *m_payments; }
  void showTab(Tab tab);
  void openImport(const QString& file = {});
  ImportDialog* importDialog() const { return m_import; }
  void exportTo(const QString& file);  // CSV of what the filter leaves, in the columns that are shown

 protected:
  void changeEvent(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void addActions();
  void retranslate();
  void channelChanged();
  void statusChanged();
  void query();    // filter or channel changed
  void refresh();  // the ledger grew
  void loadTab();
  void loadNames();
  void loadFinality();
  void showNotice();
  void showState();
  void showDetail(int row);
  void hideDetail();
  void takeFailure(const Error& error);
  void askExportFile();
  bool keepsPayments() const;  // the channel has the contract

  PageContext m_context;
  EngineClient& m_client;
  FinanceFilterModel m_filter;
  FinanceTableModel* m_payments;
  Request m_tableRequest, m_namesRequest, m_finalityRequest, m_linkRequest;
  QTimer m_refreshSoon;
  Height m_height;  // up to which everything was read
  std::string m_channel;
  std::optional<Error> m_error;
  bool m_answered = false;  // the first answer for this channel is there
  bool m_tabStale = true;

  FilterBar* m_bar;
  QLabel* m_notice;
  QTabBar* m_tabs;
  QPushButton* m_columns;
  QPushButton* m_export;
  QPushButton* m_importButton;
  ChannelFailureView* m_failure;
  QStackedLayout* m_stack;  // state, or the tab's view
  StateView* m_state;
  QSplitter* m_split;
  PaymentTable* m_table;
  PaymentDetail* m_detail;
  BreakdownView* m_breakdown;
  MonthsView* m_months;
  BudgetView* m_budget;
  ImportDialog* m_import = nullptr;  // made when first asked for
};

}  // namespace mz
