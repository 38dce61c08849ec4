#include "models/finance_budget_model.h"

#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

QString differenceText(Amount from, Amount what, const std::string& currency) {
  const auto rest = subtract(from, what);
  return rest ? amountText(*rest, currency) : QStringLiteral("–");
}

}  // namespace

FinanceBudgetModel::FinanceBudgetModel(QObject* parent) : TableModel(kColumns, parent) {}

void FinanceBudgetModel::setLines(std::vector<BudgetLineRow> lines) {
  reset([&] { m_lines = std::move(lines); });
}

int FinanceBudgetModel::rows() const { return static_cast<int>(m_lines.size()); }

bool FinanceBudgetModel::isFigure(int column) const { return column >= Original && column <= Open; }

QVariant FinanceBudgetModel::cell(int number, int column, int role) const {
  const BudgetLineRow& row = line(number);
  if (role == Qt::ToolTipRole && column == Project) return fromText(row.title.empty() ? row.project : row.title);
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    case Year: return QString::number(row.year);
    case Department: return nameText(row.department);
    case Class: return fromText(row.functionalClass);
    case Project: return fromText(row.project.empty() ? row.title : row.project);
    case Original: return amountText(row.amount, row.currency);
    case Adjusted: return amountText(row.adjusted, row.currency);
    case Allocated: return amountText(row.allocated, row.currency);
    case Open: return differenceText(row.adjusted, row.allocated, row.currency);
    case Currency: return fromText(row.currency);
    default: return {};
  }
}

QString FinanceBudgetModel::heading(int column) const {
  switch (column) {
    case Year: return tr("Year");
    case Department: return tr("Department");
    case Class: return tr("Class");
    case Project: return tr("Project");
    case Original: return tr("Original");
    case Adjusted: return tr("Adjusted");
    case Allocated: return tr("Allocated");
    case Open: return tr("Not allocated");
    case Currency: return tr("Currency");
    default: return {};
  }
}

QString FinanceBudgetModel::headingHelp(int column) const {
  return column == Open ? tr("Adjusted budget that is not allocated yet.") : QString();
}

void FinanceBudgetModel::sort(int column, Qt::SortOrder order) {
  const auto open = [](const BudgetLineRow& line) { return subtract(line.adjusted, line.allocated).value_or(Amount()); };
  const auto less = [column, &open](const BudgetLineRow& a, const BudgetLineRow& b) {
    switch (column) {
      case Year: return a.year < b.year;
      case Department: return a.department < b.department;
      case Class: return a.functionalClass < b.functionalClass;
      case Project: return a.project < b.project;
      case Original: return a.amount < b.amount;
      case Adjusted: return a.adjusted < b.adjusted;
      case Allocated: return a.allocated < b.allocated;
      case Open: return open(a) < open(b);
      default: return a.currency < b.currency;
    }
  };
  sortRows(m_lines, order, less);
}

}  // namespace mz
