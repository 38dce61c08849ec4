#include "models/department_budget_model.h"

#include <algorithm>
#include <map>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "models/status_role.h"

namespace mz {

DepartmentBudgetModel::DepartmentBudgetModel(QObject* parent) : TableModel(kColumns, parent) {}

void DepartmentBudgetModel::setBudgets(std::vector<DepartmentBudget> budgets) {
  reset([&] { m_budgets = std::move(budgets); });
}

int DepartmentBudgetModel::rows() const { return static_cast<int>(m_budgets.size()); }

bool DepartmentBudgetModel::isFigure(int column) const { return column >= Original && column <= Used; }

QVariant DepartmentBudgetModel::cell(int row, int column, int role) const {
  const DepartmentBudget& budget = m_budgets[static_cast<std::size_t>(row)];
  const bool comparable = budget.spent && budget.adjusted.minor > 0 && !budget.overflowed;
  const double used =
      comparable ? chartValue(*budget.spent, budget.currency) / chartValue(budget.adjusted, budget.currency) : 0;
  const bool over = comparable && used > 1;
  if (role == kStatusRole) return column == Used && over ? QVariant(static_cast<int>(StatusRole::Attention)) : QVariant();
  if (role == Qt::ToolTipRole && over && column == Used) return tr("More was paid than the adjusted budget allows.");
  if (role == Qt::ToolTipRole && !budget.spent && (column == Spent || column == Used))
    return tr("No payments of a department with this name in this year.");
  if (role != Qt::DisplayRole) return {};
  const QString unknown = QStringLiteral("–");
  const auto figure = [&](Amount amount) {
    return budget.overflowed ? tr("too large to add up") : amountText(amount, budget.currency);
  };
  switch (column) {
    case Department: return nameText(budget.department);
    case Original: return figure(budget.original);
    case Adjusted: return figure(budget.adjusted);
    case Allocated: return figure(budget.allocated);
    case Spent: return budget.spent ? amountText(*budget.spent, budget.currency) : unknown;
    case Used: return comparable ? percentText(used) : unknown;
    case Currency: return fromText(budget.currency);
    default: return {};
  }
}

QString DepartmentBudgetModel::heading(int column) const {
  switch (column) {
    case Department: return tr("Department");
    case Original: return tr("Original");
    case Adjusted: return tr("Adjusted");
    case Allocated: return tr("Allocated");
    case Spent: return tr("Paid");
    case Used: return tr("Paid of budget");
    case Currency: return tr("Currency");
    default: return {};
  }
}

QString DepartmentBudgetModel::headingHelp(int column) const {
  return column == Spent ? tr("Payments of the department dated in this year.") : QString();
}

std::vector<DepartmentBudget> departmentBudgets(const std::vector<BudgetLineRow>& lines, int year,
                                                const std::vector<FinanceGroup>& spent) {
  std::map<std::pair<std::string, std::string>, DepartmentBudget> found;
  for (const BudgetLineRow& line : lines) {
    if (line.year != year) continue;
    DepartmentBudget& budget = found[{line.department, line.currency}];
    budget.department = line.department;
    budget.currency = line.currency;
    const auto accumulate = [&budget](Amount& into, Amount what) {
      if (const auto sum = add(into, what)) {
        into = *sum;
      } else {
        budget.overflowed = true;
      }
    };
    accumulate(budget.original, line.amount);
    accumulate(budget.adjusted, line.adjusted);
    accumulate(budget.allocated, line.allocated);
  }
  for (const FinanceGroup& group : spent) {
    const auto it = found.find({group.key, group.currency});
    if (it != found.end()) it->second.spent = group.sum;
  }
  std::vector<DepartmentBudget> out;
  for (auto& [key, budget] : found) out.push_back(std::move(budget));
  std::stable_sort(out.begin(), out.end(),
                   [](const DepartmentBudget& a, const DepartmentBudget& b) { return a.adjusted > b.adjusted; });
  return out;
}

}  // namespace mz
