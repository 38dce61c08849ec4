// The engine's values as the JSON that `mz --json` prints (docs/mz.md). Amounts are integers of minor units, ids and digests
// lower-case hexadecimal, times RFC 3339 in UTC. Pure; any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "ledger/engine.h"

namespace mz {

nlohmann::ordered_json toJson(const NetworkInfo& network);
nlohmann::ordered_json toJson(const ChannelInfo& channel, const ChannelStatus& status);
nlohmann::ordered_json toJson(const BlockDetail& block);
nlohmann::ordered_json toJson(const TransactionSummary& transaction);
nlohmann::ordered_json toJson(const TransactionDetail& transaction);
nlohmann::ordered_json toJson(const CertificateLink& link);
const char* standingName(CertificateStanding standing);  // "valid", "revoked", …
nlohmann::ordered_json toJson(const AuditReport& report);
nlohmann::ordered_json toJson(const Damage& damage);
nlohmann::ordered_json toJson(const ActivityRow& row);
nlohmann::ordered_json toJson(const JournalEntry& entry);
nlohmann::ordered_json toJson(const Alarm& alarm);
nlohmann::ordered_json toJson(const AlarmRule& rule);
nlohmann::ordered_json toJson(const FinanceTotals& totals);  // {"count", "sum", "sums"}; sum is null unless one currency
nlohmann::ordered_json toJson(const FinanceGroup& group);
nlohmann::ordered_json toJson(const FinanceRow& row, const TransactionId& transaction);
nlohmann::ordered_json toJson(const BudgetLineRow& line);
nlohmann::ordered_json toJson(const TrailStep& step);
std::string_view kindName(FinanceRecord::Kind kind);  // "budget_line", "adjustment", "allocation", "payment"
nlohmann::ordered_json toJson(const ImportReport& report);

// Text that should be JSON as a value; as a string where it is not.
nlohmann::ordered_json embedded(const std::string& text);

// "1234.56 GBP"; minor units where the currency is not in ISO 4217.
std::string moneyText(Amount amount, const std::string& currency);

}  // namespace mz
