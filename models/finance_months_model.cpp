#include "models/finance_months_model.h"

#include <algorithm>
#include <map>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

FinanceMonthsModel::FinanceMonthsModel(QObject* parent) : QAbstractTableModel(parent) {}

void FinanceMonthsModel::setGroups(int year, std::vector<FinanceGroup> groups) {
  beginResetModel();
  m_year = year;
  m_groups = std::move(groups);
  const auto known = currencies();
  if (std::find(known.begin(), known.end(), m_currency) == known.end())
    m_currency = known.empty() ? std::string() : known.front();
  fill();
  endResetModel();
}

void FinanceMonthsModel::chooseCurrency(const std::string& currency) {
  beginResetModel();
  const auto known = currencies();
  m_currency = currency.empty() && !known.empty() ? known.front() : currency;
  fill();
  endResetModel();
}

std::vector<std::string> FinanceMonthsModel::currencies() const {
  std::map<std::string, std::uint64_t> counts;
  for (const FinanceGroup& group : m_groups) counts[group.currency] += group.count;
  std::vector<std::string> out;
  for (const auto& [currency, count] : counts) out.push_back(currency);
  std::stable_sort(out.begin(), out.end(),
                   [&counts](const std::string& a, const std::string& b) { return counts.at(a) > counts.at(b); });
  return out;
}

void FinanceMonthsModel::fill() {
  m_this = {};
  m_before = {};
  for (const FinanceGroup& group : m_groups) {
    if (group.currency != m_currency || group.key.size() != 7) continue;
    const QString key = fromText(group.key);
    const int year = key.left(4).toInt();
    const int month = key.mid(5, 2).toInt();
    if (month < 1 || month > kMonths) continue;
    const auto at = static_cast<std::size_t>(month - 1);
    if (year == m_year) m_this[at] = {group.sum, group.count};
    if (year == m_year - 1) m_before[at] = {group.sum, group.count};
  }
}

void FinanceMonthsModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  Q_EMIT dataChanged(index(0, 0), index(kMonths - 1, kColumns - 1));
}

int FinanceMonthsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kMonths; }
int FinanceMonthsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant FinanceMonthsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>((index.column() == Month ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const auto at = static_cast<std::size_t>(index.row());
  const Cell& now = m_this[at];
  const Cell& then = m_before[at];
  const QString nothing = QStringLiteral("–");
  switch (index.column()) {
    case Month: return monthText(m_year, index.row() + 1);
    case ThisYear: return now.count > 0 ? amountText(now.sum, m_currency) : nothing;
    case Before: return then.count > 0 ? amountText(then.sum, m_currency) : nothing;
    case Change: {
      // A change from or to nothing, or across zero, has no meaningful percentage.
      if (now.count == 0 || then.sum.minor <= 0 || now.sum.minor < 0) return nothing;
      const double change = chartValue(now.sum, m_currency) / chartValue(then.sum, m_currency) - 1.0;
      return change > 0 ? QStringLiteral("+") + percentText(change) : percentText(change);
    }
    case Payments: return numberText(now.count);
    default: return {};
  }
}

QVariant FinanceMonthsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole)
    return static_cast<int>((section == Month ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Month: return tr("Month");
    case ThisYear: return QString::number(m_year);
    case Before: return QString::number(m_year - 1);
    case Change: return tr("Change");
    case Payments: return tr("Payments");
    default: return {};
  }
}

}  // namespace mz
