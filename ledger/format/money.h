// Money as an integer of minor units with an ISO 4217 currency; sums are checked. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/error.h"

namespace mz {

struct Amount {
  std::int64_t minor = 0;

  Amount() = default;
  constexpr explicit Amount(std::int64_t v) : minor(v) {}
  auto operator<=>(const Amount&) const = default;
};
std::optional<Amount> add(Amount a, Amount b);  // nullopt on overflow
std::optional<Amount> subtract(Amount a, Amount b);

// Decimal places of a currency in ISO 4217 (2 for CNY, 0 for JPY); nullopt for a code that is not in it.
std::optional<int> currencyDigits(std::string_view code);

enum class DecimalStyle : std::uint8_t { Point, Comma };  // 1,234.56 or 1.234,56
// "1,234.56", "-12", "(12.00)", "£5.10", "¥ 3", "12-": what spreadsheets write. Exact: more digits than the currency has are an
// error unless they are zero. Malformed otherwise.
Result<Amount> parseAmount(std::string_view text, int digits, DecimalStyle style);
std::string formatAmount(Amount amount, int digits);  // plain: "-1234.56"

}  // namespace mz
