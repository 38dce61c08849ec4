// What each department may spend in a year, set against what it paid, as a table. Sums are checked. Window's thread.
#pragma once

#include <optional>
#include <vector>

#include "ledger/finance/query.h"
#include "models/table_model.h"

namespace mz {

// One department's budget of a year in one currency, and what it paid.
struct DepartmentBudget {
  std::string department, currency;
  Amount original, adjusted, allocated;
  std::optional<Amount> spent;  // nullopt: no payments under this name
  bool overflowed = false;      // a sum left the range of the ledger's amounts
};
// `spent`: payments of the year grouped by department. Largest adjusted budget first.
std::vector<DepartmentBudget> departmentBudgets(const std::vector<BudgetLineRow>& lines, int year,
                                                const std::vector<FinanceGroup>& spent);

class DepartmentBudgetModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { Department, Original, Adjusted, Allocated, Spent, Used, Currency, kColumns };

  explicit DepartmentBudgetModel(QObject* parent = nullptr);
  void setBudgets(std::vector<DepartmentBudget> budgets);
  const std::vector<DepartmentBudget>& budgets() const { return m_budgets; }

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;
  QString headingHelp(int column) const override;
  std::vector<DepartmentBudget> m_budgets;
};

}  // namespace mz
