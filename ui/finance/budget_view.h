// The budget: per department what was planned, adjusted, allocated and paid in a year, and below it every budget line. Window's
// thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/department_budget_model.h"
#include "models/finance_budget_model.h"
#include "models/finance_filter_model.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/state_view.h"
#include "ui/shell/page.h"

class QComboBox;
class QLabel;
class QStackedLayout;

namespace mz {

class BudgetView : public QWidget {
  Q_OBJECT

 public:
  BudgetView(const PageContext& context, FinanceFilterModel& filter, QWidget* parent = nullptr);

  void load();
  void clear();  // another channel
  FinanceBudgetModel& lines() { return m_lines; }
  DepartmentBudgetModel& departments() { return m_departments; }

 Q_SIGNALS:
  void failed(const mz::Error& error);
  void importAsked();
  void departmentPicked();  // the filter has been narrowed to it and the year
  void transactionAsked(mz::TransactionNumber number);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  struct Answer {
    std::vector<BudgetLineRow> lines;
    std::vector<FinanceGroup> spent;
  };
  void take(int year, Answer answer);
  void retranslate();
  void showTitles();

  EngineClient& m_client;
  FinanceFilterModel& m_filter;
  FinanceBudgetModel m_lines;
  DepartmentBudgetModel m_departments;
  Request m_request;
  bool m_answered = false;
  QString m_onlyCurrency;  // of all that is shown; empty: several
  QStackedLayout* m_stack;
  StateView* m_state;
  QComboBox* m_year;
  QLabel* m_yearLabel;
  Card* m_departmentsCard;
  Card* m_linesCard;
  DataTable* m_departmentTable;
  DataTable* m_lineTable;
};

}  // namespace mz
