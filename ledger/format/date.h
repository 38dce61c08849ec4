// Calendar dates (proleptic Gregorian, years 1 to 9999) as days since 1970-01-01, and times as RFC 3339 text in UTC. Values;
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/base/types.h"

namespace mz {

struct Date {
  std::int32_t days = 0;

  Date() = default;
  constexpr explicit Date(std::int32_t d) : days(d) {}
  auto operator<=>(const Date&) const = default;

  static std::optional<Date> fromCivil(int year, int month, int day);  // nullopt where there is no such day
  static std::optional<Date> fromIso(std::string_view text);           // exactly YYYY-MM-DD
  void toCivil(int& year, int& month, int& day) const;
  int year() const;
  int month() const;
  int weekday() const;  // 1 Monday … 7 Sunday
  std::string iso() const;
};

// 2026-11-21T08:00:00Z; "@<seconds>" outside the years 1 to 9999, which RFC 3339 cannot write.
std::string formatTime(UnixSeconds time);
std::optional<UnixSeconds> parseTime(std::string_view text);  // exactly the first form; no leap seconds

}  // namespace mz
