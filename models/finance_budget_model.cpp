#include "models/finance_budget_model.h"

#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

int alignment(bool figure) { return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter); }

QString differenceText(Amount from, Amount what, const std::string& currency) {
  const auto rest = subtract(from, what);
  return rest ? amountText(*rest, currency) : QStringLiteral("–");
}

}  // namespace

FinanceBudgetModel::FinanceBudgetModel(QObject* parent) : QAbstractTableModel(parent) {}

void FinanceBudgetModel::setLines(std::vector<BudgetLineRow> lines) {
  beginResetModel();
  m_lines = std::move(lines);
  endResetModel();
}

void FinanceBudgetModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  if (!m_lines.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int FinanceBudgetModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}
int FinanceBudgetModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant FinanceBudgetModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const BudgetLineRow& row = line(index.row());
  const int column = index.column();
  if (role == Qt::TextAlignmentRole) return alignment(column >= Original && column <= Open);
  if (role == kTransactionRole) return static_cast<qulonglong>(row.transaction.value);
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

QVariant FinanceBudgetModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return alignment(section >= Original && section <= Open);
  if (role == Qt::ToolTipRole && section == Open) return tr("Adjusted budget that is not allocated yet.");
  if (role != Qt::DisplayRole) return {};
  switch (section) {
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
  beginResetModel();
  std::stable_sort(m_lines.begin(), m_lines.end(), [&less, order](const BudgetLineRow& a, const BudgetLineRow& b) {
    return order == Qt::AscendingOrder ? less(a, b) : less(b, a);
  });
  endResetModel();
}

}  // namespace mz
