// What a filter leaves of one state of the finance read model, found by scanning its columns on two threads. Any thread.
#pragma once

#include <functional>
#include <memory>

#include "ledger/finance/payment_columns.h"
#include "ledger/finance/query.h"

namespace mz {

struct FinanceSelection {
  FinanceFilter filter;
  std::shared_ptr<const FinanceSnapshot> snapshot;
  bool all = false;                 // every payment; `bits` is empty then
  std::vector<std::uint64_t> bits;  // whole chunks
  FinanceTotals totals;
};

// Reads a payment with its id and reference, which the columns only have as hashes.
using PaymentReader = std::function<Result<FinanceRow>(std::size_t row)>;

// Errors: those of the reader.
Result<std::shared_ptr<const FinanceSelection>> selectPayments(const FinanceFilter& filter,
                                                               const std::shared_ptr<const FinanceSnapshot>& snapshot,
                                                               const PaymentReader& reader);

}  // namespace mz
