#include "ledger/finance/finance_totals.h"

#include <algorithm>

namespace mz {

void addToTotals(FinanceTotals& totals, std::string_view currency, Amount amount) {
  ++totals.count;
  auto at = std::lower_bound(totals.sums.begin(), totals.sums.end(), currency,
                             [](const FinanceTotals::Sum& sum, std::string_view code) { return sum.currency < code; });
  if (at == totals.sums.end() || at->currency != currency) {
    at = totals.sums.insert(at, FinanceTotals::Sum{std::string(currency), Amount(), 0, false});
  }
  ++at->count;
  if (const auto sum = add(at->sum, amount)) {
    at->sum = *sum;
  } else {
    at->overflowed = true;
  }
}

}  // namespace mz
