// What each department may spend in a year, set against what it paid, as a table. Sums are checked. Window's thread.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <optional>
#include <vector>

#include "ledger/finance/query.h"

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

class DepartmentBudgetModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Department, Original, Adjusted, Allocated, Spent, Used, Currency, kColumns };
  enum Role : int { kUsedRole = Qt::UserRole + 22 };  // double: share of the adjusted budget that is spent; invalid: unknown

  explicit DepartmentBudgetModel(QObject* parent = nullptr);
  void setBudgets(std::vector<DepartmentBudget> budgets);
  const std::vector<DepartmentBudget>& budgets() const { return m_budgets; }
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  std::vector<DepartmentBudget> m_budgets;
};

}  // namespace mz
