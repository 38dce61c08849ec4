// Adds up amounts of payments, exactly and per currency. Values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "ledger/finance/payment_columns.h"
#include "ledger/finance/query.h"

namespace mz {

__extension__ typedef __int128 WideSum;

// Exact sums of any number of amounts.
struct AmountSum {
  WideSum sum = 0;
  std::uint64_t count = 0;

  void add(std::int64_t amount) {
    sum += amount;
    ++count;
  }
  void add(const AmountSum& other) {
    sum += other.sum;
    count += other.count;
  }
  AmountSum wide() const { return *this; }
  bool overflowed() const {
    return sum > std::numeric_limits<std::int64_t>::max() || sum < std::numeric_limits<std::int64_t>::min();
  }
  // The largest or smallest there is where it overflowed.
  Amount amount() const {
    if (!overflowed()) return Amount(static_cast<std::int64_t>(sum));
    return Amount(sum > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min());
  }
};

// Whether all rows have the value of the first.
bool oneValue(const NarrowColumn& column, std::size_t rows);

// Adds the masked amounts of one chunk to the sums of their currencies.
void addTotals(const PaymentChunk& chunk, std::size_t rows, const std::uint8_t* mask, std::vector<AmountSum>& byCurrency);

// Currencies without payments are left out.
FinanceTotals totalsOf(const std::vector<AmountSum>& byCurrency, const DictionaryView& currencies);

}  // namespace mz
