#include "ledger/finance/cell_styles.h"

#include <algorithm>
#include <vector>

#include "ledger/finance/cell_text.h"

namespace mz {
namespace {

constexpr std::size_t kDateBytes = 64;
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
constexpr std::int32_t kExcelEpoch = -25569;  // 1899-12-30, which makes serial 1 of 1900-01-01 right from March 1900 on

constexpr std::array<std::string_view, 12> kMonthNames = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::optional<Date> civil(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear) return std::nullopt;
  return Date::fromCivil(year, month, day);
}

bool matchesName(std::string_view lower, std::string_view name) {
  return lower.size() >= 3 && lower.size() <= name.size() && name.starts_with(lower);
}

struct Parts {
  struct Number {
    int value = 0;
    std::size_t digits = 0;
  };
  std::array<Number, 3> numbers;
  std::size_t count = 0;
  int month = 0;  // by name
  bool chinese = false;
};

// "2022-05-04T10:00:00Z" and "04/05/2022 10:00 am" without their times.
std::string_view withoutTime(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  const std::size_t before = text.find_last_of(" T", colon);
  return before == std::string_view::npos ? std::string_view() : withoutSpace(text.substr(0, before));
}

bool takeWord(std::string_view text, std::size_t& at, Parts& parts) {
  std::string lower;
  for (; at < text.size() && isLetter(text[at]); ++at) lower.push_back(static_cast<char>(text[at] | 0x20));
  for (std::size_t month = 0; month < kMonthNames.size(); ++month) {
    if (!matchesName(lower, kMonthNames[month]) && !(month == 8 && lower == "sept")) continue;
    if (parts.month != 0) return false;
    parts.month = static_cast<int>(month) + 1;
    return true;
  }
  if (std::any_of(kWeekdays.begin(), kWeekdays.end(), [&](std::string_view name) { return matchesName(lower, name); }))
    return true;
  return lower == "st" || lower == "nd" || lower == "rd" || lower == "th" || lower == "of";
}

std::optional<Parts> takeApart(std::string_view text) {
  Parts parts;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (isDigit(c)) {
      if (parts.count == parts.numbers.size()) return std::nullopt;
      Parts::Number& number = parts.numbers[parts.count++];
      for (; at < text.size() && isDigit(text[at]); ++at, ++number.digits) {
        if (number.digits == 4) return std::nullopt;
        number.value = number.value * 10 + (text[at] - '0');
      }
    } else if (isLetter(c)) {
      if (!takeWord(text, at, parts)) return std::nullopt;
    } else if (c == '-' || c == '/' || c == '.' || c == ',' || c == ' ') {
      ++at;
    } else {
      const std::string_view three = text.substr(at, 3);
      if (three != "年" && three != "月" && three != "日") return std::nullopt;
      parts.chinese = true;
      at += 3;
    }
  }
  return parts;
}

int fullYear(const Parts::Number& number) {
  if (number.digits > 2) return number.value;
  return number.value < 70 ? 2000 + number.value : 1900 + number.value;
}

DateReading readSerial(std::string_view text) {
  DateReading reading;
  const std::string_view whole = text.substr(0, text.find('.'));
  const std::string_view fraction = whole.size() < text.size() ? text.substr(whole.size() + 1) : std::string_view("0");
  const bool digits = std::all_of(whole.begin(), whole.end(), isDigit) && !fraction.empty() &&
                      std::all_of(fraction.begin(), fraction.end(), isDigit);
  if (!digits) return reading;
  int value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  if (whole.size() == 5 && value >= 10000) {
    reading.form = DateForm::ExcelSerial;
    reading.date = Date(kExcelEpoch + value);
  } else if (whole.size() == 8 && whole.size() == text.size()) {
    reading.form = DateForm::Compact;
    reading.date = civil(value / 10000, value / 100 % 100, value % 100);
  }
  return reading;
}

}  // namespace

DateReading readDate(std::string_view text, DateOrder order) {
  DateReading reading;
  text = withoutSpace(text);
  if (text.empty() || text.size() > kDateBytes) return reading;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    reading.date = Date::fromIso(text);
    if (reading.date &&
        (*reading.date < *Date::fromCivil(kFirstYear, 1, 1) || *reading.date > *Date::fromCivil(kLastYear, 12, 31))) {
      reading.date.reset();
    }
    return reading;
  }
  text = withoutTime(text);
  if (text.size() >= 5 && std::all_of(text.begin(), text.begin() + 5, isDigit)) return readSerial(text);

  const auto parts = takeApart(text);
  if (!parts) return reading;
  const auto& numbers = parts->numbers;
  if (parts->month != 0) {
    if (parts->count != 2) return reading;
    reading.form = DateForm::MonthName;
    const bool yearFirst = numbers[0].digits > 2;
    const auto& year = numbers[yearFirst ? 0 : 1];
    const auto& day = numbers[yearFirst ? 1 : 0];
    if (day.digits <= 2) reading.date = civil(fullYear(year), parts->month, day.value);
    return reading;
  }
  if (parts->count != 3) return reading;
  if (numbers[0].digits > 2) {
    reading.form = parts->chinese ? DateForm::Chinese : DateForm::YearFirst;
    reading.date = civil(numbers[0].value, numbers[1].value, numbers[2].value);
    return reading;
  }
  reading.form = DateForm::Numbers;
  if (numbers[1].digits > 2) return reading;
  const int year = fullYear(numbers[2]);
  const auto dayFirst = civil(year, numbers[1].value, numbers[0].value);
  const auto monthFirst = civil(year, numbers[0].value, numbers[1].value);
  if (dayFirst && !monthFirst) reading.shows = DateOrder::DayFirst;
  if (monthFirst && !dayFirst) reading.shows = DateOrder::MonthFirst;
  switch (order) {
    case DateOrder::DayFirst: reading.date = dayFirst; break;
    case DateOrder::MonthFirst: reading.date = monthFirst; break;
    case DateOrder::YearFirst:
      if (numbers[2].digits <= 2) reading.date = civil(fullYear(numbers[0]), numbers[1].value, numbers[2].value);
      break;
    case DateOrder::Undecided:
      reading.ambiguous = dayFirst && monthFirst && *dayFirst != *monthFirst;
      if (!reading.ambiguous) reading.date = dayFirst ? dayFirst : monthFirst;
      break;
  }
  return reading;
}

void DateColumn::add(std::string_view text) {
  const DateReading reading = readDate(text, DateOrder::Undecided);
  if (!reading.date && !reading.ambiguous) return;
  ++m_forms[static_cast<std::size_t>(reading.form)];
  if (reading.shows == DateOrder::DayFirst) ++m_dayFirst;
  if (reading.shows == DateOrder::MonthFirst) ++m_monthFirst;
}

DateOrder DateColumn::order(DateOrder otherwise) const {
  if (m_dayFirst > 0 && m_monthFirst > 0) return DateOrder::Undecided;
  if (m_dayFirst > 0) return DateOrder::DayFirst;
  if (m_monthFirst > 0) return DateOrder::MonthFirst;
  return otherwise;
}

std::string DateColumn::style(DateOrder otherwise) const {
  const bool proven = m_dayFirst > 0 || m_monthFirst > 0;
  const auto name = [&](DateForm form) -> std::string {
    switch (form) {
      case DateForm::YearFirst: return "yyyy-mm-dd";
      case DateForm::MonthName: return "dd Month yyyy";
      case DateForm::Chinese: return "yyyy年m月d日";
      case DateForm::Compact: return "yyyymmdd";
      case DateForm::ExcelSerial: return "Excel serial";
      case DateForm::Numbers: break;
    }
    const DateOrder used = order(otherwise);
    if (used == DateOrder::Undecided) return "dd/mm/yyyy and mm/dd/yyyy mixed";
    return std::string(used == DateOrder::DayFirst ? "dd/mm/yyyy" : "mm/dd/yyyy") + (proven ? "" : " (assumed)");
  };
  std::vector<std::size_t> present;
  for (std::size_t form = 0; form < kDateForms; ++form) {
    if (m_forms[form] > 0) present.push_back(form);
  }
  std::stable_sort(present.begin(), present.end(), [&](std::size_t a, std::size_t b) { return m_forms[a] > m_forms[b]; });
  std::string out;
  for (const std::size_t form : present) {
    if (!out.empty()) out += ", ";
    out += name(static_cast<DateForm>(form));
  }
  return out;
}

void DecimalColumn::add(std::string_view text) {
  const std::size_t point = text.rfind('.');
  const std::size_t comma = text.rfind(',');
  if (point == std::string_view::npos && comma == std::string_view::npos) return;
  if (point != std::string_view::npos && comma != std::string_view::npos) {
    ++(point > comma ? m_point : m_comma);
    return;
  }
  const bool isPoint = point != std::string_view::npos;
  const char sign = isPoint ? '.' : ',';
  const std::size_t last = isPoint ? point : comma;
  std::size_t after = 0;
  while (last + 1 + after < text.size() && isDigit(text[last + 1 + after])) ++after;
  if (text.find(sign) != last) {
    ++(isPoint ? m_comma : m_point);  // twice the same sign: thousands
  } else if (after != 3) {
    ++(isPoint ? m_point : m_comma);
  }
}

DecimalStyle DecimalColumn::style() const { return m_comma > m_point ? DecimalStyle::Comma : DecimalStyle::Point; }

}  // namespace mz
