#include "ledger/format/date.h"

#include <fmt/format.h>

#include <array>

namespace mz {

namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
constexpr std::int64_t kSecondsPerDay = 86'400;

constexpr bool isLeap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int daysInMonth(int year, int month) {
  constexpr std::array kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && isLeap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Eras of 400 years that begin on 1 March, so that the leap day is an era's and a year's last (H. Hinnant, "chrono-compatible
// low-level date algorithms").
constexpr std::int32_t daysFromCivil(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int yearOfEra = y - era * 400;
  const int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return era * 146'097 + dayOfEra - 719'468;
}

constexpr std::int32_t kFirstDay = daysFromCivil(kFirstYear, 1, 1);
constexpr std::int32_t kLastDay = daysFromCivil(kLastYear, 12, 31);

// Exactly `width` digits at `position`; -1 otherwise.
int digitsAt(std::string_view text, std::size_t position, std::size_t width) {
  int value = 0;
  for (std::size_t i = position; i < position + width; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

std::optional<Date> Date::fromCivil(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return std::nullopt;
  return Date(daysFromCivil(year, month, day));
}

std::optional<Date> Date::fromIso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  return fromCivil(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2));
}

void Date::toCivil(int& year, int& month, int& day) const {
  const std::int64_t z = std::int64_t{days} + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const auto dayOfEra = static_cast<int>(z - era * 146'097);
  const int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
  const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const int shifted = (5 * dayOfYear + 2) / 153;
  day = dayOfYear - (153 * shifted + 2) / 5 + 1;
  month = shifted < 10 ? shifted + 3 : shifted - 9;
  year = yearOfEra + static_cast<int>(era) * 400 + (month <= 2 ? 1 : 0);
}

int Date::year() const {
  int y = 0, m = 0, d = 0;
  toCivil(y, m, d);
  return y;
}

int Date::month() const {
  int y = 0, m = 0, d = 0;
  toCivil(y, m, d);
  return m;
}

int Date::weekday() const {
  const std::int64_t sinceMonday = (std::int64_t{days} + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

std::string Date::iso() const {
  int y = 0, m = 0, d = 0;
  toCivil(y, m, d);
  return fmt::format("{:04}-{:02}-{:02}", y, m, d);
}

std::string formatTime(UnixSeconds time) {
  std::int64_t day = time.value / kSecondsPerDay;
  std::int64_t second = time.value % kSecondsPerDay;
  if (second < 0) {
    second += kSecondsPerDay;
    --day;
  }
  if (day < kFirstDay || day > kLastDay) return fmt::format("@{}", time.value);
  return fmt::format("{}T{:02}:{:02}:{:02}Z", Date(static_cast<std::int32_t>(day)).iso(), second / 3600, second / 60 % 60,
                     second % 60);
}

std::optional<UnixSeconds> parseTime(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z') return std::nullopt;
  const auto date = Date::fromIso(text.substr(0, 10));
  const int hour = digitsAt(text, 11, 2);
  const int minute = digitsAt(text, 14, 2);
  const int second = digitsAt(text, 17, 2);
  if (!date || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  return UnixSeconds(date->days * kSecondsPerDay + hour * 3600 + minute * 60 + second);
}

}  // namespace mz
