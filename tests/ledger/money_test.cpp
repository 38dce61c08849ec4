#include "ledger/format/money.h"

#include <QtTest>
#include <limits>

using mz::Amount;
using mz::DecimalStyle;

class MoneyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void whatSpreadsheetsWriteIsRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("digits");
    QTest::addColumn<bool>("comma");
    QTest::addColumn<qint64>("minor");
    const auto row = [](const char* text, int digits, bool comma, qint64 minor) {
      QTest::addRow("%s/%d%s", text, digits, comma ? "/comma" : "") << QString::fromUtf8(text) << digits << comma << minor;
    };
    row("0", 2, false, 0);
    row("1234.56", 2, false, 123456);
    row("1,234.56", 2, false, 123456);
    row("1,234,567.8", 2, false, 123456780);
    row("-12", 2, false, -1200);
    row("+12", 2, false, 1200);
    row("(12.00)", 2, false, -1200);
    row("( 12.00 )", 2, false, -1200);
    row("£5.10", 2, false, 510);
    row("-£5.10", 2, false, -510);
    row("£-5.10", 2, false, -510);
    row("(£5.10)", 2, false, -510);
    row("£(5.10)", 2, false, -510);
    row("¥ 3", 2, false, 300);
    row("￥３，０００．５０", 2, false, 300050);
    row("（１２）", 2, false, -1200);
    row("3.50元", 2, false, 350);
    row("5,10 €", 2, true, 510);
    row("$1", 0, false, 1);
    row("12-", 2, false, -1200);
    row("12.34 -", 2, false, -1234);
    row("\u221212.34", 2, false, -1234);
    row(" 12 ", 2, false, 1200);
    row("\u00A012\u00A0", 2, false, 1200);
    row("1 234 567,89", 2, true, 123456789);
    row("1\u00A0234,50", 2, true, 123450);
    row("1\u202F234,50", 2, true, 123450);
    row("1.234,56", 2, true, 123456);
    row("1'234.50", 2, false, 123450);
    row(".50", 2, false, 50);
    row("12.3400", 2, false, 1234);
    row("12.000", 0, false, 12);
    row("1.234", 3, false, 1234);
    row("92233720368547758.07", 2, false, std::numeric_limits<qint64>::max());
    row("-92233720368547758.08", 2, false, std::numeric_limits<qint64>::min());
    row("000012.00", 2, false, 1200);
  }
  void whatSpreadsheetsWriteIsRead() {
    QFETCH(QString, text);
    QFETCH(int, digits);
    QFETCH(bool, comma);
    QFETCH(qint64, minor);
    const auto amount = mz::parseAmount(text.toStdString(), digits, comma ? DecimalStyle::Comma : DecimalStyle::Point);
    QVERIFY2(amount, amount ? "" : amount.error().detail.c_str());
    QCOMPARE(amount->minor, minor);
  }

  void whatIsNoAmountIsRefused_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             " ",
                             "-",
                             "£",
                             "()",
                             "abc",
                             "12a",
                             "1.2.3",
                             "12.345",
                             "12.001",
                             "1,23",
                             "1,2345.00",
                             "12,34,567",
                             ",123",
                             "1,,234",
                             "1,234 567",
                             "12.",
                             ".",
                             "--1",
                             "-12-",
                             "(-12)",
                             "(12",
                             "12)",
                             "((12))",
                             "££5",
                             "1e3",
                             "1E+05",
                             "0x12",
                             "NaN",
                             "inf",
                             "1.234,56",
                             "92233720368547758.08",
                             "-92233720368547758.09",
                             "99999999999999999999999",
                             "1 2",
                             "12.34.",
                             "GBP 12",
                             "12 CR",
                             "1;2"})
      QTest::addRow("\"%s\"", text) << QString::fromUtf8(text);
    QTest::addRow("very long") << QString(200, QLatin1Char('0'));
  }
  void whatIsNoAmountIsRefused() {
    QFETCH(QString, text);
    const auto amount = mz::parseAmount(text.toStdString(), 2, DecimalStyle::Point);
    QVERIFY(!amount);
    QCOMPARE(amount.error().code, mz::ErrorCode::Malformed);
  }

  void latinOneBytesAreRefused() {
    QVERIFY(
        !mz::parseAmount("\xA3"
                         "12.00",
                         2, DecimalStyle::Point));
  }

  void plainTextOfAnAmountIsReadAgain() {
    for (const int digits : {0, 2, 3}) {
      for (const std::int64_t minor :
           {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{99}, std::int64_t{-100}, std::int64_t{123456789},
            std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        const auto back = mz::parseAmount(mz::formatAmount(Amount(minor), digits), digits, DecimalStyle::Point);
        QVERIFY(back);
        QCOMPARE(back->minor, minor);
      }
    }
    QCOMPARE(mz::formatAmount(Amount(-123456), 2), std::string("-1234.56"));
    QCOMPARE(mz::formatAmount(Amount(-5), 2), std::string("-0.05"));
    QCOMPARE(mz::formatAmount(Amount(5), 0), std::string("5"));
  }

  void sumsAreChecked() {
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    constexpr auto kMin = std::numeric_limits<std::int64_t>::min();
    QCOMPARE(mz::add(Amount(2), Amount(3))->minor, std::int64_t{5});
    QVERIFY(!mz::add(Amount(kMax), Amount(1)));
    QVERIFY(!mz::add(Amount(kMin), Amount(-1)));
    QCOMPARE(mz::subtract(Amount(2), Amount(3))->minor, std::int64_t{-1});
    QVERIFY(!mz::subtract(Amount(kMin), Amount(1)));
  }

  void currenciesHaveTheDigitsOfIso4217() {
    QCOMPARE(mz::currencyDigits("CNY"), std::optional(2));
    QCOMPARE(mz::currencyDigits("GBP"), std::optional(2));
    QCOMPARE(mz::currencyDigits("TWD"), std::optional(2));
    QCOMPARE(mz::currencyDigits("JPY"), std::optional(0));
    QCOMPARE(mz::currencyDigits("KWD"), std::optional(3));
    for (const char* code : {"", "cny", "CN", "CNYY", "XYZ", "NY ", "D A"}) QVERIFY2(!mz::currencyDigits(code), code);
  }
};

QTEST_GUILESS_MAIN(MoneyTest)
#include "money_test.moc"
