// Adds up amounts one by one, per currency. Values; any thread.
#pragma once

#include <string_view>

#include "ledger/finance/query.h"

namespace mz {

// Sums stay sorted by code, and are checked.
void addToTotals(FinanceTotals& totals, std::string_view currency, Amount amount);

}  // namespace mz
