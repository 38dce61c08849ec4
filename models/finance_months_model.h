// The twelve months of a year beside those of the year before, and below them the sum of each, in one currency: table and
// source of the bar chart. Values only come in; window's thread.
#pragma once

#include <array>
#include <vector>

#include "ledger/finance/query.h"
#include "models/finance_groups_model.h"

namespace mz {

class FinanceMonthsModel : public TableModel {
  Q_OBJECT

 public:
  enum Column { Month, ThisYear, Before, Change, Payments, kColumns };
  static constexpr int kMonths = 12;  // the row below them is their sum

  struct Cell {
    Amount sum;
    std::uint64_t count = 0;
    bool overflowed = false;  // the sum left the range of the ledger's amounts
  };
  using Year = std::array<Cell, kMonths>;

  explicit FinanceMonthsModel(QObject* parent = nullptr);

  // Groups by month of both years, all currencies; what lies outside the two years is left out.
  void setGroups(int year, std::vector<FinanceGroup> groups);
  void chooseCurrency(const std::string& currency);  // empty: the one with most payments
  const std::string& currency() const { return m_currency; }
  std::vector<std::string> currencies() const { return currenciesOf(m_groups); }
  int year() const { return m_year; }
  const Year& thisYear() const { return m_this; }
  const Year& before() const { return m_before; }
  bool isEmpty() const { return m_groups.empty(); }

 private:
  int rows() const override;
  bool isFigure(int column) const override;
  QVariant cell(int row, int column, int role) const override;
  QString heading(int column) const override;
  void fill();

  int m_year = 0;
  std::vector<FinanceGroup> m_groups;
  std::string m_currency;
  Year m_this{}, m_before{};
  Cell m_thisSum, m_beforeSum;
};

}  // namespace mz
