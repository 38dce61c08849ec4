// The alarms' own rules: when one is raised, told again, ended, forgotten; and that the file keeps them.
#include "tests/support/test_network.h"

#include <QTest>

#include "ledger/alarm_book.h"
#include "ledger/base/file.h"

using namespace mz;
using namespace mz::test;

namespace {

const std::vector<AlarmRule> kRules = {{"refusals", 10, "per_hour", 60, 3600, true},
                                       {"disk_full", 1024, "megabytes", 60, 600, true}};
constexpr UnixSeconds kNoon(1'800'000'000);
UnixSeconds later(std::int64_t seconds) { return UnixSeconds(kNoon.value + seconds); }

}  // namespace

class AlarmBookTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  std::filesystem::path newFile() {
    return m_directory.filePath(QStringLiteral("alarms-%1.json").arg(++m_files)).toStdString();
  }

 private Q_SLOTS:
  void oneIsRaisedOnceLastsAndEnds() {
    AlarmBook book = AlarmBook::fresh(newFile(), kRules);
    const AlarmFinding found[] = {{"finance", 14, false}};
    QVERIFY(book.apply("refusals", found, kNoon));
    QVERIFY(!book.apply("refusals", found, later(60)));
    QCOMPARE(book.alarms().size(), std::size_t(1));
    QCOMPARE(book.alarms()[0].value, 14);
    QCOMPARE(book.alarms()[0].threshold, 10);
    QCOMPARE(book.alarms()[0].measured, later(60));
    QVERIFY(book.alarms()[0].lasts());
    QVERIFY(book.apply("refusals", {}, later(120)));
    QCOMPARE(book.alarms()[0].ended, later(120));
    // The next time it is another alarm.
    QVERIFY(book.apply("refusals", found, later(180)));
    QCOMPARE(book.alarms().size(), std::size_t(2));
    QCOMPARE(book.alarms()[0].number, std::uint64_t(2));
    QVERIFY(book.alarms()[0].lasts());
  }

  void kindsAndSubjectsAreApart() {
    AlarmBook book = AlarmBook::fresh(newFile(), kRules);
    const AlarmFinding two[] = {{"finance", 14, false}, {"welfare", 99, false}};
    const AlarmFinding disk[] = {{"/ledger", 800, false}};
    QVERIFY(book.apply("refusals", two, kNoon));
    QVERIFY(book.apply("disk_full", disk, kNoon));
    QVERIFY(book.apply("refusals", std::span(two).first(1), later(60)));
    int lasting = 0;
    for (const Alarm& alarm : book.alarms()) lasting += alarm.lasts();
    QCOMPARE(lasting, 2);
    QVERIFY(!book.apply("unheard_of", disk, kNoon));
  }

  void untilSomebodyTakesCareItIsToldAgain() {
    AlarmBook book = AlarmBook::fresh(newFile(), kRules);
    const AlarmFinding found[] = {{"finance", 14, false}};
    book.apply("refusals", found, kNoon);
    QVERIFY(!book.apply("refusals", found, later(3599)));
    QVERIFY(book.apply("refusals", found, later(3600)));
    QVERIFY(!book.apply("refusals", found, later(3660)));
    must(book.acknowledge(1, "finance/admin-01", "the market bureau's officer is not enrolled", later(3700)));
    QVERIFY(!book.apply("refusals", found, later(9000)));
    QCOMPARE(book.alarms()[0].acknowledgedBy, std::string("finance/admin-01"));
  }

  void whatBecomesUrgentIsNewsAgain() {
    AlarmBook book = AlarmBook::fresh(newFile(), kRules);
    const AlarmFinding found[] = {{"finance", 14, false}}, worse[] = {{"finance", 140, true}};
    book.apply("refusals", found, kNoon);
    must(book.acknowledge(1, "somebody", "", kNoon));
    QVERIFY(book.apply("refusals", worse, later(60)));
    QVERIFY(book.alarms()[0].urgent);
    QVERIFY(!book.alarms()[0].isAcknowledged());
    QVERIFY(!book.apply("refusals", worse, later(120)));
  }

  void theFileKeepsAlarmsNotesAndRules() {
    const auto file = newFile();
    {
      AlarmBook book = must(AlarmBook::open(file, kRules));
      const AlarmFinding found[] = {{"财政", 14, true}};
      book.apply("refusals", found, kNoon);
      must(book.acknowledge(1, "周敏", "已通知市场监管局", later(5)));
      must(book.setRule({"disk_full", 2048, "ignored", 30, 7200, false}));
      must(book.save());
    }
    AlarmBook book = must(AlarmBook::open(file, kRules));
    QCOMPARE(book.alarms().size(), std::size_t(1));
    QCOMPARE(book.alarms()[0].note, std::string("已通知市场监管局"));
    QCOMPARE(book.alarms()[0].acknowledged, later(5));
    QVERIFY(book.alarms()[0].urgent);
    const AlarmRule& rule = *book.rule("disk_full");
    QCOMPARE(rule.threshold, 2048);
    QCOMPARE(rule.checkSeconds, 30U);
    QCOMPARE(rule.repeatSeconds, 7200U);
    QCOMPARE(rule.unit, std::string("megabytes"));
    QVERIFY(!rule.enabled);
    // Numbers are not used again.
    const AlarmFinding other[] = {{"welfare", 11, false}};
    book.apply("refusals", other, later(10));
    QCOMPARE(book.alarms()[0].number, std::uint64_t(2));
  }

  void whatIsNoRuleIsRefused() {
    AlarmBook book = AlarmBook::fresh(newFile(), kRules);
    QCOMPARE(book.setRule({"unheard_of", 1, "", 60, 60, true}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(book.setRule({"refusals", -1, "", 60, 60, true}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(book.setRule({"refusals", 1, "", 0, 60, true}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(book.acknowledge(7, "somebody", "", kNoon).error().code, ErrorCode::NotFound);
    const AlarmFinding found[] = {{"finance", 14, false}};
    book.apply("refusals", found, kNoon);
    QCOMPARE(book.acknowledge(1, "somebody", std::string(5000, 'x'), kNoon).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(book.acknowledge(1, "somebody", "\xff", kNoon).error().code, ErrorCode::InvalidArgument);
  }

  void filesThatAreNoneAreRefused() {
    for (const char* text : {"", "{}", "[1,2", R"({"format":"mingzhang/alarms","version":1,"rules":[]})",
                             R"({"format":"mingzhang/alarms","version":1,"rules":[],"alarms":[{"number":2},{"number":1}]})"}) {
      const auto file = newFile();
      must(writeFileAtomically(file, bytesOf(std::string_view(text))));
      const auto book = AlarmBook::open(file, kRules);
      QVERIFY2(!book, text);
      QCOMPARE(book.error().code, ErrorCode::Malformed);
    }
    const auto file = newFile();
    must(writeFileAtomically(file,
                             bytesOf(std::string_view(R"({"format":"mingzhang/alarms","version":2,"rules":[],"alarms":[]})"))));
    QCOMPARE(AlarmBook::open(file, kRules).error().code, ErrorCode::UnsupportedVersion);
  }

  void theOldestThatAreOverAreForgotten() {
    AlarmBook book = AlarmBook::fresh(newFile(), kRules);
    const AlarmFinding lasting[] = {{"/ledger", 800, false}};
    book.apply("disk_full", lasting, kNoon);
    for (int i = 0; i < 1200; ++i) {
      const AlarmFinding found[] = {{"channel-" + std::to_string(i), 14, false}};
      book.apply("refusals", found, later(i));
    }
    book.apply("refusals", {}, later(2000));
    const std::vector<Alarm> alarms = book.alarms();
    QCOMPARE(alarms.size(), AlarmBook::kMostEnded + 1);
    QCOMPARE(alarms.front().kind, std::string("disk_full"));  // lasting ones stay
    QCOMPARE(alarms.back().subject, std::string("channel-200"));
  }
};

QTEST_GUILESS_MAIN(AlarmBookTest)
#include "alarm_book_test.moc"
