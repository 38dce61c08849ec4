#include "models/finance_groups_model.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/finance_filter_model.h"
#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

double magnitude(const FinanceGroup& group) { return std::abs(chartValue(group.sum, group.currency)); }

}  // namespace

FinanceGroupsModel::FinanceGroupsModel(QObject* parent) : QAbstractTableModel(parent) {}

void FinanceGroupsModel::setGroups(FinanceGrouping grouping, std::vector<FinanceGroup> groups) {
  beginResetModel();
  m_grouping = grouping;
  m_groups = std::move(groups);
  std::map<std::string, double> magnitudes;
  for (const FinanceGroup& group : m_groups) magnitudes[group.currency] += magnitude(group);
  m_magnitudes.assign(magnitudes.begin(), magnitudes.end());
  sortGroups();
  endResetModel();
}

std::vector<std::string> FinanceGroupsModel::currencies() const {
  std::map<std::string, std::uint64_t> counts;
  for (const FinanceGroup& group : m_groups) counts[group.currency] += group.count;
  std::vector<std::string> out;
  for (const auto& [currency, count] : counts) out.push_back(currency);
  std::stable_sort(out.begin(), out.end(),
                   [&counts](const std::string& a, const std::string& b) { return counts.at(a) > counts.at(b); });
  return out;
}

std::vector<FinanceGroup> FinanceGroupsModel::largest(const std::string& currency, std::size_t most) const {
  std::vector<FinanceGroup> out;
  for (const FinanceGroup& group : m_groups) {
    if (group.currency == currency) out.push_back(group);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const FinanceGroup& a, const FinanceGroup& b) { return magnitude(a) > magnitude(b); });
  if (out.size() > most) out.resize(most);
  return out;
}

double FinanceGroupsModel::share(const FinanceGroup& group) const {
  for (const auto& [currency, total] : m_magnitudes) {
    if (currency == group.currency) return total > 0 ? magnitude(group) / total : 0;
  }
  return 0;
}

void FinanceGroupsModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
  if (!m_groups.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int FinanceGroupsModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_groups.size());
}
int FinanceGroupsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant FinanceGroupsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const FinanceGroup& group = m_groups[static_cast<std::size_t>(index.row())];
  const int column = index.column();
  if (role == Qt::TextAlignmentRole) {
    const bool figure = column == Payments || column == Sum || column == Share;
    return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role == Qt::ToolTipRole && column == Name) return nameText(group.key);
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    case Name: return nameText(group.key);
    case Payments: return numberText(group.count);
    case Sum: return amountText(group.sum, group.currency);
    case Currency: return fromText(group.currency);
    case Share: return percentText(share(group));
    default: return {};
  }
}

QVariant FinanceGroupsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) {
    const bool figure = section == Payments || section == Sum || section == Share;
    return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Name: {
      const auto kind = FinanceFilterModel::kindOf(m_grouping);
      return kind ? FinanceFilterModel::title(*kind) : tr("Period");
    }
    case Payments: return tr("Payments");
    case Sum: return tr("Amount");
    case Currency: return tr("Currency");
    case Share: return tr("Share");
    default: return {};
  }
}

void FinanceGroupsModel::sort(int column, Qt::SortOrder order) {
  if (column < 0 || column >= kColumns) return;
  m_sortColumn = column;
  m_sortOrder = order;
  beginResetModel();
  sortGroups();
  endResetModel();
}

void FinanceGroupsModel::sortGroups() {
  const auto less = [column = m_sortColumn](const FinanceGroup& a, const FinanceGroup& b) {
    switch (column) {
      case Name: return a.key < b.key;
      case Payments: return a.count < b.count;
      case Currency: return a.currency < b.currency;
      default: return a.currency == b.currency ? a.sum < b.sum : a.currency > b.currency;
    }
  };
  const auto shareLess = [](const FinanceGroup& a, const FinanceGroup& b) { return magnitude(a) < magnitude(b); };
  const bool ascending = m_sortOrder == Qt::AscendingOrder;
  if (m_sortColumn == Share) {
    std::stable_sort(m_groups.begin(), m_groups.end(), [&](const FinanceGroup& a, const FinanceGroup& b) {
      return ascending ? shareLess(a, b) : shareLess(b, a);
    });
    return;
  }
  std::stable_sort(m_groups.begin(), m_groups.end(),
                   [&](const FinanceGroup& a, const FinanceGroup& b) { return ascending ? less(a, b) : less(b, a); });
}

}  // namespace mz
