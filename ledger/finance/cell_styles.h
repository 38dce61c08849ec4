// How dates and decimals are written in a column of a file: found out from all of its cells, then used to read each. Values;
// any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "ledger/format/date.h"
#include "ledger/format/money.h"

namespace mz {

// YearFirst is never found out, only asked for: years of four digits are known as years wherever they stand.
enum class DateOrder : std::uint8_t { DayFirst, MonthFirst, YearFirst, Undecided };

enum class DateForm : std::uint8_t { YearFirst, Numbers, MonthName, Chinese, Compact, ExcelSerial };
inline constexpr std::size_t kDateForms = 6;

struct DateReading {
  std::optional<Date> date;  // nullopt: no date, or ambiguous
  bool ambiguous = false;    // both orders give a date, and the order is undecided
  DateForm form = DateForm::YearFirst;
  DateOrder shows = DateOrder::Undecided;  // the order that this cell alone proves
};
// Years 1900 to 2199. Understands 2022-05-04, 2022/5/4, 04/05/2022, 4.5.22, 04-May-22, "Wednesday, May 04, 2022", 2022年5月4日,
// 20220504, Excel's serial numbers 10000 to 99999, each also with a time of day behind it, which is left out. The order only
// matters where a date could be read in several.
DateReading readDate(std::string_view text, DateOrder order);

// Counts the forms in one column.
class DateColumn {
 public:
  void add(std::string_view text);
  DateOrder order(DateOrder otherwise) const;    // Undecided where the column proves both
  std::string style(DateOrder otherwise) const;  // "yyyy-mm-dd", "dd/mm/yyyy, Month dd yyyy", …

 private:
  std::array<std::uint64_t, kDateForms> m_forms{};
  std::uint64_t m_dayFirst = 0, m_monthFirst = 0;
};

class DecimalColumn {
 public:
  void add(std::string_view text);
  DecimalStyle style() const;

 private:
  std::uint64_t m_point = 0, m_comma = 0;
};

}  // namespace mz
