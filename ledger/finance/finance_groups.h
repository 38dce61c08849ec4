// Payments of a selection added up by name or period. Any thread; at most two work for one question.
#pragma once

#include <optional>
#include <vector>

#include "ledger/finance/finance_selection.h"

namespace mz {

// The column that a grouping is by; nullopt: months and years.
std::optional<TextColumn> columnOf(FinanceGrouping grouping);

// Largest |sum| first; months and years in order. One group per name and currency; the first `most` of them.
FinanceGroups groupPayments(const FinanceSelection& selection, FinanceGrouping grouping, std::size_t most);

}  // namespace mz
