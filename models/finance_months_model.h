// The twelve months of a year beside those of the year before, in one currency: table and source of the bar chart. Values only
// come in; window's thread.
#pragma once

#include <QtCore/QAbstractTableModel>
#include <array>
#include <vector>

#include "ledger/finance/query.h"

namespace mz {

class FinanceMonthsModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { Month, ThisYear, Before, Change, Payments, kColumns };
  static constexpr int kMonths = 12;

  struct Cell {
    Amount sum;
    std::uint64_t count = 0;
  };
  using Year = std::array<Cell, kMonths>;

  explicit FinanceMonthsModel(QObject* parent = nullptr);

  // Groups by month of both years, all currencies; what lies outside the two years is left out.
  void setGroups(int year, std::vector<FinanceGroup> groups);
  void chooseCurrency(const std::string& currency);  // empty: the one with most payments
  const std::string& currency() const { return m_currency; }
  std::vector<std::string> currencies() const;  // most payments first
  int year() const { return m_year; }
  const Year& thisYear() const { return m_this; }
  const Year& before() const { return m_before; }
  bool isEmpty() const { return m_groups.empty(); }
  void retranslate();

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

 private:
  void fill();

  int m_year = 0;
  std::vector<FinanceGroup> m_groups;
  std::string m_currency;
  Year m_this{}, m_before{};
};

}  // namespace mz
