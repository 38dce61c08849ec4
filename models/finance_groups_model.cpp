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

std::vector<std::string> currenciesOf(const std::vector<FinanceGroup>& groups,
                                      const std::vector<FinanceGroups::Others>& others) {
  std::map<std::string, std::uint64_t> counts;
  for (const FinanceGroup& group : groups) counts[group.currency] += group.count;
  for (const auto& rest : others) counts[rest.currency] += rest.count;
  std::vector<std::string> out;
  for (const auto& [currency, count] : counts) out.push_back(currency);
  std::stable_sort(out.begin(), out.end(),
                   [&counts](const std::string& a, const std::string& b) { return counts.at(a) > counts.at(b); });
  return out;
}

FinanceGroupsModel::FinanceGroupsModel(QObject* parent) : TableModel(kColumns, parent) {}

void FinanceGroupsModel::setGroups(FinanceGrouping grouping, FinanceGroups groups) {
  m_grouping = grouping;
  std::map<std::string, double> magnitudes;
  for (const FinanceGroup& group : groups.groups) magnitudes[group.currency] += magnitude(group);
  for (const auto& rest : groups.others) magnitudes[rest.currency] += chartValue(rest.magnitude, rest.currency);
  m_magnitudes.assign(magnitudes.begin(), magnitudes.end());
  m_others = std::move(groups.others);
  reset([&] { m_groups = std::move(groups.groups); });
  sort(m_sortColumn, m_sortOrder);
}

std::uint64_t FinanceGroupsModel::groupsOf(const std::string& currency) const {
  auto groups = static_cast<std::uint64_t>(std::ranges::count(m_groups, currency, &FinanceGroup::currency));
  for (const auto& rest : m_others) groups += rest.currency == currency ? rest.groups : 0;
  return groups;
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

int FinanceGroupsModel::rows() const { return static_cast<int>(m_groups.size()); }

bool FinanceGroupsModel::isFigure(int column) const { return column == Payments || column == Sum || column == Share; }

QVariant FinanceGroupsModel::cell(int row, int column, int role) const {
  const FinanceGroup& group = m_groups[static_cast<std::size_t>(row)];
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

QString FinanceGroupsModel::heading(int column) const {
  switch (column) {
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
  sortRows(m_groups, order, [column](const FinanceGroup& a, const FinanceGroup& b) {
    switch (column) {
      case Name: return a.key < b.key;
      case Payments: return a.count < b.count;
      case Currency: return a.currency < b.currency;
      case Share: return magnitude(a) < magnitude(b);
      default: return a.currency == b.currency ? a.sum < b.sum : a.currency > b.currency;
    }
  });
}

}  // namespace mz
