// The engine as the window uses it beside blocks and payments: sums over ranges and periods, everybody's activity, the journal,
// alarms, the last audit.
#include "tests/support/test_network.h"

#include <QTest>
#include <fstream>
#include <thread>

#include "ledger/local_engine.h"
#include "tests/support/file_tamper.h"

using namespace mz;
using namespace mz::test;

namespace {

constexpr std::int64_t kToday = 1'800'000'000;  // after the demonstration's history, long before its certificates end

const Alarm* find(const std::vector<Alarm>& alarms, std::string_view kind, std::string_view subject = {}) {
  const auto found = std::ranges::find_if(alarms, [&](const Alarm& alarm) {
    return alarm.lasts() && alarm.kind == kind && (subject.empty() || alarm.subject == subject);
  });
  return found == alarms.end() ? nullptr : &*found;
}

}  // namespace

class AttendingTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  std::filesystem::path m_directory;
  ManualClock m_clock{UnixSeconds(kToday)};
  int m_copies = 0;

  std::filesystem::path copyOfNetwork() {
    const auto copy = std::filesystem::path(m_root.path().toStdString()) / ("copy-" + std::to_string(++m_copies));
    std::filesystem::copy(m_directory, copy, std::filesystem::copy_options::recursive);
    return copy;
  }
  std::unique_ptr<LocalEngine> open(const std::filesystem::path& directory) {
    auto engine = must(LocalEngine::open(directory, m_clock));
    must(engine->attend());
    return engine;
  }
  // A call that the contract refuses: nobody may define such a thing.
  static void beRefused(LocalEngine& engine) {
    const auto result = must(engine.submit("finance", "finance/clerk-31", "public-finance", "define_codes",
                                           R"({"codes":["New"],"kind":"department"})"));
    QVERIFY(result.result != ResultCode::Executed);
  }

 private Q_SLOTS:
  void initTestCase() {
    m_directory = m_root.filePath(QStringLiteral("network")).toStdString();
    must(createDemoNetwork(m_directory, {.payments = 300, .seed = 5}, Progress()));
  }
  void init() { m_clock.set(UnixSeconds(kToday)); }

  void makingTheDemonstrationLeavesNoJournal() {
    QVERIFY(!std::filesystem::exists(m_directory / "journal.jsonl"));
    QVERIFY(!std::filesystem::exists(m_directory / "alarms.json"));
  }

  void rangesSumUpTheirBlocks() {
    const auto engine = open(copyOfNetwork());
    const std::uint64_t newest = must(engine->status("finance")).height.value;
    const auto blocks = must(engine->blocks("finance", Height(0), 10'000));
    for (std::size_t i = 1; i < blocks.size(); ++i) QCOMPARE(blocks[i].previous, blocks[i - 1].record);
    for (const std::uint64_t each : {std::uint64_t(1), std::uint64_t(7), std::uint64_t(64), newest, newest + 1, UINT64_MAX}) {
      const auto ranges = must(engine->blockRanges("finance", Height(0), each, 10'000));
      std::uint64_t at = 0;
      for (const BlockRange& range : ranges) {
        QVERIFY(range.readable);
        QCOMPARE(range.first, Height(at));
        std::uint64_t transactions = 0, refused = 0;
        QCOMPARE(range.from, blocks[at].time);
        for (std::uint64_t i = 0; i < range.blocks; ++i, ++at) {
          transactions += blocks[at].transactions;
          refused += blocks[at].refused;
        }
        QCOMPARE(range.until, blocks[at - 1].time);
        QCOMPARE(range.transactions, transactions);
        QCOMPARE(range.refused, refused);
      }
      QCOMPARE(at, newest + 1);
    }
    QVERIFY(must(engine->blockRanges("finance", Height(newest + 1), 4, 10)).empty());
    QVERIFY(must(engine->blockRanges("finance", Height(UINT64_MAX), 4, 10)).empty());
    QCOMPARE(must(engine->blockRanges("finance", Height(2), 3, 2)).size(), std::size_t(2));
    QCOMPARE(engine->blockRanges("finance", Height(0), 0, 2).error().code, ErrorCode::InvalidArgument);
  }

  void periodsHaveEveryTransactionOnce() {
    const auto engine = open(copyOfNetwork());
    const auto blocks = must(engine->blocks("finance", Height(0), 10'000));
    const ChannelStatus status = must(engine->status("finance"));
    for (const std::uint32_t seconds : {3'600U, 86'400U, 7 * 86'400U}) {
      const UnixSeconds from(blocks[3].time.value - 100);
      const std::size_t count = static_cast<std::size_t>((status.time.value - from.value) / seconds) + 2;
      const auto periods = must(engine->periods("finance", from, seconds, std::min<std::size_t>(count, 10'000)));
      std::vector<PeriodCount> expected(periods.size());
      for (const BlockSummary& block : blocks) {
        if (block.time < from) continue;
        const auto at = static_cast<std::size_t>((block.time.value - from.value) / seconds);
        if (at >= expected.size()) continue;
        ++expected[at].blocks;
        expected[at].transactions += block.transactions;
        expected[at].refused += block.refused;
      }
      for (std::size_t i = 0; i < periods.size(); ++i) {
        QCOMPARE(periods[i].from.value, from.value + static_cast<std::int64_t>(i) * seconds);
        QCOMPARE(periods[i].blocks, expected[i].blocks);
        QCOMPARE(periods[i].transactions, expected[i].transactions);
        QCOMPARE(periods[i].refused, expected[i].refused);
      }
    }
    QCOMPARE(must(engine->periods("finance", UnixSeconds(0), 60, 3)).at(2).blocks, std::uint64_t(0));
    QCOMPARE(must(engine->periods("finance", UnixSeconds(kToday * 2), 60, 1)).at(0).blocks, std::uint64_t(0));
    QCOMPARE(engine->periods("finance", UnixSeconds(0), 0, 1).error().code, ErrorCode::InvalidArgument);
  }

  void activityGoesThroughEverythingOnce() {
    const auto engine = open(copyOfNetwork());
    must(engine->unlock(std::string(kDemoPassword)));
    must(engine->submit("budget-drafts", "finance/admin-01", "public-finance", "configure",
                        R"({"currencies":["CNY"],"fiscal_year_start":"01-01"})"));
    beRefused(*engine);
    const std::uint64_t all = must(engine->status("finance")).transactions + must(engine->status("budget-drafts")).transactions;
    for (const std::size_t count : {std::size_t(1000), std::size_t(17)}) {
      ActivityCursor cursor;
      std::vector<ActivityRow> rows;
      for (bool complete = false; !complete;) {
        const ActivityPage page = must(engine->activity({}, cursor, count));
        QVERIFY(page.rows.size() <= count);
        rows.insert(rows.end(), page.rows.begin(), page.rows.end());
        cursor = page.next;
        complete = page.complete;
        QVERIFY(rows.size() <= all);
      }
      QCOMPARE(rows.size(), all);
      QVERIFY(
          std::ranges::is_sorted(rows, std::ranges::greater(), [](const ActivityRow& row) { return row.transaction.time; }));
      QVERIFY(std::ranges::any_of(rows, [](const ActivityRow& row) { return row.channel == "budget-drafts"; }));
    }
  }

  void activityIsFilteredByEverythingThatTheRowsSay() {
    const auto engine = open(copyOfNetwork());
    must(engine->unlock(std::string(kDemoPassword)));
    beRefused(*engine);
    const auto all = must(engine->activity({}, {}, 1000)).rows;
    const auto count = [&](const ActivityFilter& filter) {
      const ActivityPage page = must(engine->activity(filter, {}, 1000));
      if (!page.complete) qFatal("one page was to have all");
      return page.rows.size();
    };
    const auto expected = [&](auto holds) { return static_cast<std::size_t>(std::ranges::count_if(all, holds)); };
    const TransactionSummary& some = all[40].transaction;
    ActivityFilter filter;
    filter.org = some.org;
    QCOMPARE(count(filter), expected([&](const ActivityRow& row) { return row.transaction.org == some.org; }));
    filter.signer = some.signer;
    QCOMPARE(count(filter), expected([&](const ActivityRow& row) {
               return row.transaction.org == some.org && row.transaction.signer == some.signer;
             }));
    filter = {};
    filter.contract = "public-finance";
    filter.function = "record_allocation";
    QVERIFY(count(filter) > 0);
    QCOMPARE(count(filter), expected([](const ActivityRow& row) { return row.transaction.function == "record_allocation"; }));
    filter = {};
    filter.refused = true;
    QCOMPARE(count(filter), std::size_t(1));
    filter.refused = false;
    QCOMPARE(count(filter), all.size() - 1);
    filter = {};
    filter.from = all[100].transaction.time;
    filter.until = all[50].transaction.time;
    QCOMPARE(count(filter), expected([&](const ActivityRow& row) {
               return row.transaction.time >= *filter.from && row.transaction.time <= *filter.until;
             }));
    filter = {};
    filter.channels = {"budget-drafts"};
    QCOMPARE(count(filter), std::size_t(0));
    filter = {};
    filter.org = "no-such";
    QCOMPARE(count(filter), std::size_t(0));
  }

  void whatIsDoneStandsInTheJournal() {
    const auto directory = copyOfNetwork();
    {
      const auto engine = open(directory);
      QVERIFY(!engine->unlock("wrong"));
      must(engine->unlock(std::string(kDemoPassword)));
      beRefused(*engine);
      must(engine->audit("finance", Progress(), AuditWatch()));
      must(engine->note({.what = "export", .subject = "payments.csv", .result = "done"}));
      engine->lock();
      engine->lock();  // already
    }
    const auto engine = open(directory);
    std::vector<std::string> done;
    for (const JournalEntry& entry : engine->journal(0, 100)) done.push_back(entry.what + ": " + entry.result);
    std::ranges::reverse(done);
    const std::vector<std::string> expected = {
        "unlock: wrong_password", "unlock: done", "submit: role_not_allowed", "audit: done", "export: done", "lock: done"};
    QCOMPARE(done, expected);
    QCOMPARE(engine->journal(0, 100)[3].who, std::string("finance/clerk-31"));
    QVERIFY(engine->journal(0, 100)[3].subject.starts_with("public-finance.define_codes "));
  }

  void theLastAuditIsKept() {
    const auto directory = copyOfNetwork();
    {
      const auto engine = open(directory);
      QVERIFY(!must(engine->lastAudit("finance")));
      must(engine->audit("finance", Progress(), AuditWatch()));
    }
    const auto engine = open(directory);
    const auto report = must(engine->lastAudit("finance"));
    QVERIFY(report);
    QCOMPARE(report->height, must(engine->status("finance")).height);
    QCOMPARE(report->ended, UnixSeconds(kToday));
    QVERIFY(report->signatures > 0);
    QVERIFY(report->damages.empty());
    QCOMPARE(engine->lastAudit("no-such").error().code, ErrorCode::NotFound);
    // A cancelled one does not count.
    Progress cancelled;
    cancelled.cancel();
    m_clock.set(UnixSeconds(kToday + 60));
    QVERIFY(!engine->audit("finance", cancelled, AuditWatch()));
    QCOMPARE(must(engine->lastAudit("finance"))->ended, UnixSeconds(kToday));
  }

  void certificatesThatEndSoonRaiseAnAlarm() {
    const auto engine = open(copyOfNetwork());
    must(engine->checkAlarms());
    QVERIFY(!find(engine->alarms(), "certificate_ends"));
    const auto ends = engine->certificateEnds();
    QVERIFY(ends.size() > 100);
    m_clock.set(UnixSeconds(ends.front().second.value - 20 * kDay));
    must(engine->checkAlarms());
    const auto alarms = engine->alarms();
    const Alarm* alarm = find(alarms, "certificate_ends", ends.front().first);
    QVERIFY(alarm);
    QCOMPARE(alarm->value, 20);
    QVERIFY(!alarm->urgent);
    m_clock.set(UnixSeconds(ends.front().second.value - 3 * kDay));
    must(engine->checkAlarms());
    const auto later = engine->alarms();
    QVERIFY(find(later, "certificate_ends", ends.front().first)->urgent);
  }

  void failedUnlocksAndRefusalsRaiseAlarmsAndEnd() {
    const auto engine = open(copyOfNetwork());
    int told = 0;
    const Handle handle = engine->onAlarm([&] { ++told; });
    for (int i = 0; i < 3; ++i) QVERIFY(!engine->unlock("guess"));
    must(engine->unlock(std::string(kDemoPassword)));
    AlarmRule rule = engine->alarmRules().at(1);
    QCOMPARE(rule.kind, std::string("refusals"));
    rule.threshold = 2;
    must(engine->setAlarmRule(rule));
    for (int i = 0; i < 3; ++i) beRefused(*engine);
    must(engine->checkAlarms());
    auto alarms = engine->alarms();
    QVERIFY(find(alarms, "failed_unlocks"));
    QCOMPARE(find(alarms, "failed_unlocks")->value, 3);
    QVERIFY(find(alarms, "refusals", "finance"));
    QCOMPARE(find(alarms, "refusals")->value, 3);
    QVERIFY(told > 0);
    m_clock.set(UnixSeconds(kToday + 7200));
    must(engine->checkAlarms());
    alarms = engine->alarms();
    QVERIFY(!find(alarms, "failed_unlocks"));
    QVERIFY(!find(alarms, "refusals"));
    QVERIFY(alarms.size() >= 2);  // as history
  }

  void aClockBehindTheChainRaisesAnAlarm() {
    const auto engine = open(copyOfNetwork());
    m_clock.set(UnixSeconds(must(engine->status("finance")).time.value - 300));
    must(engine->checkAlarms());
    const auto alarms = engine->alarms();
    QVERIFY(find(alarms, "clock_off", "finance"));
    QCOMPARE(find(alarms, "clock_off", "finance")->value, 300);
  }

  void damageRaisesAnAlarmUntilAnAuditIsClean() {
    const auto directory = copyOfNetwork();
    {
      FileTamper tamper(channelFile(directory, "finance"));
      tamper.flip({"chunk", "data", "first = 0"}, 40, 3);
    }
    const auto engine = open(directory);
    std::vector<Damage> seen;
    AuditWatch watch;
    watch.damaged = [&](const Damage& damage) { seen.push_back(damage); };
    const AuditReport report = must(engine->audit("finance", Progress(), watch));
    QVERIFY(!report.damages.empty());
    QCOMPARE(seen.size(), report.damages.size());
    must(engine->checkAlarms());
    const auto alarms = engine->alarms();
    QVERIFY(find(alarms, "audit_failed", "finance"));
    QVERIFY(find(alarms, "audit_failed", "finance")->urgent);
    const auto again = must(engine->lastAudit("finance"));
    QCOMPARE(again->damages.size(), report.damages.size());
    QCOMPARE(again->damages[0].height, report.damages[0].height);
    QCOMPARE(again->damages[0].transaction, report.damages[0].transaction);
    QCOMPARE(again->damages[0].part, report.damages[0].part);
  }

  void alarmsAreAcknowledgedAndSurviveARestart() {
    const auto directory = copyOfNetwork();
    {
      const auto engine = open(directory);
      for (int i = 0; i < 3; ++i) QVERIFY(!engine->unlock("guess"));
      must(engine->checkAlarms());
      const auto alarms = engine->alarms();
      must(engine->acknowledgeAlarm(find(alarms, "failed_unlocks")->number, "finance/admin-01", "that was me"));
      QVERIFY(!engine->acknowledgeAlarm(999, "finance/admin-01", ""));
    }
    const auto engine = open(directory);
    const auto alarms = engine->alarms();
    QVERIFY(find(alarms, "failed_unlocks"));
    QCOMPARE(find(alarms, "failed_unlocks")->note, std::string("that was me"));
    QCOMPARE(engine->journal(0, 1).at(0).what, std::string("alarm"));
  }

  void alarmsThatCannotBeReadArePutAside() {
    const auto directory = copyOfNetwork();
    std::ofstream(directory / "alarms.json") << "torn";
    const auto engine = open(directory);
    QVERIFY(engine->alarms().empty());
    QVERIFY(std::filesystem::exists(directory / "alarms.json.damaged"));
    m_clock.set(UnixSeconds(must(engine->status("finance")).time.value - 300));
    must(engine->checkAlarms());
    QVERIFY(!engine->alarms().empty());
  }

  void pausedWorkWaitsUntilItGoesOnOrIsCancelled() {
    Progress progress;
    std::atomic<int> rounds{0};
    progress.pause();
    std::thread worker([&] {
      while (!progress.cancelled()) ++rounds;
    });
    QTest::qWait(20);
    QCOMPARE(rounds.load(), 0);
    QVERIFY(progress.pauseRequested());
    progress.resume();
    QTRY_VERIFY(rounds.load() > 0);
    progress.pause();
    progress.cancel();  // also while it waits
    worker.join();
    QVERIFY(progress.cancelRequested());
  }
};

QTEST_GUILESS_MAIN(AttendingTest)
#include "attending_test.moc"
