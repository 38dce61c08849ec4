// Groups of payments (departments, payees, …) as a table: name, payments, sum, share of the same currency's total. Sorted here:
// a grouping has at most some ten thousand rows. Window's thread.
#pragma once

#include <vector>

#include "ledger/finance/query.h"
#include "models/table_model.h"

namespace mz {

// The currencies that occur, the one with most payments first.
std::vector<std::string> currenciesOf(const std::vector<FinanceGroup>& groups,
                                      const std::vector<FinanceGroups::Others>& others = {});

class FinanceGroupsModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { Name, Payments, Sum, Currency, Share, kColumns };

  explicit FinanceGroupsModel(QObject* parent = nullptr);

  void setGroups(FinanceGrouping grouping, FinanceGroups groups);
  FinanceGrouping grouping() const { return m_grouping; }
  const std::vector<FinanceGroup>& groups() const { return m_groups; }
  std::vector<std::string> currencies() const { return currenciesOf(m_groups, m_others); }
  std::uint64_t groupsOf(const std::string& currency) const;  // also those that are not here yet
  // Of one currency, largest |sum| first, at most `most`.
  std::vector<FinanceGroup> largest(const std::string& currency, std::size_t most) const;
  double share(const FinanceGroup& group) const;  // of the sum of magnitudes in its currency; 0 to 1

  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;

  FinanceGrouping m_grouping = FinanceGrouping::Department;
  std::vector<FinanceGroup> m_groups;
  std::vector<FinanceGroups::Others> m_others;
  std::vector<std::pair<std::string, double>> m_magnitudes;  // per currency
  int m_sortColumn = Sum;
  Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

}  // namespace mz
