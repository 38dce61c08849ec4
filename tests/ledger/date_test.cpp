#include "ledger/format/date.h"

#include <QtTest>
#include <limits>

using mz::Date;
using mz::UnixSeconds;

class DateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyDayOfTenThousandYearsFollowsTheOneBefore() {
    const auto first = Date::fromIso("0001-01-01");
    const auto last = Date::fromIso("9999-12-31");
    QVERIFY(first && last);
    QCOMPARE(last->days - first->days + 1, 3'652'059);
    int year = 1, month = 1, day = 1;
    for (std::int32_t days = first->days; days <= last->days; ++days) {
      const auto date = Date::fromCivil(year, month, day);
      if (!date || date->days != days) QFAIL(qPrintable(QString::fromStdString(Date(days).iso())));
      int y = 0, m = 0, d = 0;
      Date(days).toCivil(y, m, d);
      if (y != year || m != month || d != day) QFAIL("toCivil");
      const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
      const int length = month == 2 ? (leap ? 29 : 28) : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
      if (++day > length) {
        QVERIFY(!Date::fromCivil(year, month, day));
        day = 1;
        if (++month > 12) {
          month = 1;
          ++year;
        }
      }
    }
  }

  void knownDaysHaveTheirNumbers() {
    QCOMPARE(Date::fromIso("1970-01-01")->days, 0);
    QCOMPARE(Date::fromIso("2000-02-29")->days, 11'016);
    QCOMPARE(Date::fromIso("1969-12-31")->days, -1);
    QCOMPARE(Date::fromIso("1970-01-01")->weekday(), 4);
    QCOMPARE(Date::fromIso("2026-11-21")->weekday(), 6);
    QCOMPARE(Date::fromIso("1969-12-28")->weekday(), 7);
    QCOMPARE(Date::fromIso("2026-11-21")->year(), 2026);
    QCOMPARE(Date::fromIso("2026-11-21")->month(), 11);
    QCOMPARE(Date::fromIso("0987-06-05")->iso(), std::string("0987-06-05"));
  }

  void whatIsNoDateIsRefused() {
    for (const char* text :
         {"", "2026-11-31", "2026-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-01-00", "0000-01-01", "2026-1-01",
          "2026-01-1", "20260101", "2026/01/01", " 2026-01-01", "2026-01-01 ", "+026-01-01", "2026-01-0a"})
      QVERIFY2(!Date::fromIso(text), text);
    QVERIFY(!Date::fromCivil(10'000, 1, 1));
    QVERIFY(!Date::fromCivil(-1, 1, 1));
  }

  void timesAreWrittenAndReadInUtc() {
    QCOMPARE(mz::formatTime(UnixSeconds(0)), std::string("1970-01-01T00:00:00Z"));
    QCOMPARE(mz::formatTime(UnixSeconds(-1)), std::string("1969-12-31T23:59:59Z"));
    QCOMPARE(mz::formatTime(UnixSeconds(1'763'712'000)), std::string("2025-11-21T08:00:00Z"));
    for (const std::int64_t seconds : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{951'782'400},
                                       std::int64_t{253'402'300'799}, std::int64_t{-62'135'596'800}})
      QCOMPARE(mz::parseTime(mz::formatTime(UnixSeconds(seconds)))->value, seconds);
    for (const char* text : {"", "2026-11-21", "2026-11-21T24:00:00Z", "2026-11-21T08:60:00Z", "2026-11-21T08:00:60Z",
                             "2026-11-21 08:00:00Z", "2026-11-21T08:00:00", "2026-11-21T08:00:00+00:00", "2026-11-31T08:00:00Z",
                             "2026-11-21T08:00:00.0Z", "2026-11-21T8:00:000Z"})
      QVERIFY2(!mz::parseTime(text), text);
  }

  void timesBeyondTheCalendarAreStillShown() {
    QCOMPARE(mz::formatTime(UnixSeconds(253'402'300'800)), std::string("@253402300800"));
    QCOMPARE(mz::formatTime(UnixSeconds(std::numeric_limits<std::int64_t>::max())), std::string("@9223372036854775807"));
    QCOMPARE(mz::formatTime(UnixSeconds(std::numeric_limits<std::int64_t>::min())), std::string("@-9223372036854775808"));
  }
};

QTEST_GUILESS_MAIN(DateTest)
#include "date_test.moc"
