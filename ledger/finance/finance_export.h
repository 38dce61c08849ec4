// Writes the payments that a filter leaves, in order, as text: CSV that Mingzhang's own profile imports again, or one JSON
// array. Any thread. Errors: those of FinanceQuery, of the sink, and Cancelled.
#pragma once

#include <functional>
#include <string_view>

#include "ledger/base/progress.h"
#include "ledger/finance/finance_query.h"

namespace mz {

enum class ExportFormat : std::uint8_t { Csv, Json };

// The sink gets pieces of some 64 KB, in order.
Status exportPayments(const FinanceQuery& query, const FinanceFilter& filter, FinanceOrder order, ExportFormat format,
                      const std::function<Status(std::string_view text)>& sink, const Progress& progress = {});

}  // namespace mz
