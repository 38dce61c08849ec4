// Groups of payments (departments, payees, …) as a table: name, payments, sum, share of the same currency's total. Sorted here:
// a grouping has at most some ten thousand rows. Window's thread.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <vector>

#include "ledger/finance/query.h"

namespace mz {

class FinanceGroupsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Name, Payments, Sum, Currency, Share, kColumns };

  explicit FinanceGroupsModel(QObject* parent = nullptr);

  void setGroups(FinanceGrouping grouping, std::vector<FinanceGroup> groups);
  FinanceGrouping grouping() const { return m_grouping; }
  const std::vector<FinanceGroup>& groups() const { return m_groups; }
  // The currencies that occur, the one with most payments first.
  std::vector<std::string> currencies() const;
  // Of one currency, largest |sum| first, at most `most`.
  std::vector<FinanceGroup> largest(const std::string& currency, std::size_t most) const;
  double share(const FinanceGroup& group) const;  // of the sum of magnitudes in its currency; 0 to 1
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

 private:
  void sortGroups();

  FinanceGrouping m_grouping = FinanceGrouping::Department;
  std::vector<FinanceGroup> m_groups;
  std::vector<std::pair<std::string, double>> m_magnitudes;  // per currency
  int m_sortColumn = Sum;
  Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
};

}  // namespace mz
