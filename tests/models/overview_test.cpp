#include "models/overview.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <numeric>

#include "models/alarm_text.h"
#include "models/overview_text.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;

class OverviewTest : public QObject {
  Q_OBJECT

 private:
  static constexpr std::int64_t kGenesis = 1'795'132'800;  // the fake's; two seconds a block
  static OverviewFigures read(FakeEngine& engine, UnixSeconds now) {
    auto figures = readOverview(engine, "finance", now, UnixSeconds(kGenesis), 2026);
    if (!figures) qFatal("%s", figures.error().detail.c_str());
    return *figures;
  }
  static Alarm alarm(std::uint64_t number, const char* kind, bool urgent) {
    Alarm made;
    made.number = number;
    made.kind = kind;
    made.subject = "finance";
    made.value = 14;
    made.urgent = urgent;
    made.raised = UnixSeconds(kGenesis);
    return made;
  }
  static FakeEngine* attach(EngineClient& client) {
    auto engine = std::make_unique<FakeEngine>();
    FakeEngine* raw = engine.get();
    client.attach(std::move(engine));
    return QTest::qWaitFor([&] { return client.isIdle() && client.status().has_value(); }) ? raw : nullptr;
  }

 private Q_SLOTS:
  void theDayIsCountedFromTheBlocks() {
    FakeEngine engine({1'000, 25, false});
    const OverviewFigures figures = read(engine, UnixSeconds(kGenesis + 2'100));
    QVERIFY(figures.dayEndsNow);
    QCOMPARE(figures.day.size(), OverviewFigures::kPeriods);
    const auto sum =
        std::accumulate(figures.day.begin(), figures.day.end(), std::uint64_t(0),
                        [](std::uint64_t total, const PeriodCount& period) { return total + period.transactions; });
    QCOMPARE(sum, figures.status.transactions);
    QVERIFY(figures.day.back().from.value + OverviewFigures::kPeriodSeconds > kGenesis + 2'100);
    QCOMPARE(figures.today.transactions, figures.status.transactions);
  }

  void aLedgerThatRestsShowsItsOwnLastDayAndSaysSo() {
    FakeEngine engine({1'000, 25, false});
    const OverviewFigures figures = read(engine, UnixSeconds(kGenesis + 30 * 86'400));
    QVERIFY(!figures.dayEndsNow);
    QVERIFY(std::ranges::any_of(figures.day, [](const PeriodCount& period) { return period.transactions > 0; }));
  }

  void theNewestBlocksComeFirstAndFinalityIsMeasured() {
    FakeEngine engine;
    const OverviewFigures figures = read(engine, UnixSeconds(kGenesis + 100));
    QCOMPARE(figures.newest.size(), std::size_t(9));
    QCOMPARE(figures.newest.front().height, Height(39));
    QCOMPARE(figures.medianToFinal, std::optional(std::int64_t(0)));
    QVERIFY(!figures.audit);
    FakeEngine young({1, 25, false});
    QVERIFY(!read(young, UnixSeconds(kGenesis)).medianToFinal);  // not made up
  }

  void reasonsSayWhatIsKnownAndWhatIsNot() {
    FakeEngine engine;
    OverviewFigures figures = read(engine, UnixSeconds(kGenesis + 100));
    NetworkInfo network = engine.network();
    auto reasons = believeReasons(figures, network, UnixSeconds(kGenesis + 100));
    QCOMPARE(reasons.size(), std::size_t(4));
    QVERIFY(reasons[0].sentence.contains(QStringLiteral("demonstration")));
    QVERIFY(reasons[1].sentence.contains(QStringLiteral("5 of 9")));
    QCOMPARE(reasons[1].role, StatusRole::Pending);
    QCOMPARE(reasons[2].role, StatusRole::Attention);
    QVERIFY(reasons[2].sentence.contains(QStringLiteral("Not verified")));
    network.demonstration = false;
    reasons = believeReasons(figures, network, UnixSeconds(kGenesis + 100));
    QVERIFY(reasons[0].sentence.contains(QStringLiteral("not known")));
    AuditReport report;
    report.height = Height(39);
    report.ended = UnixSeconds(kGenesis);
    figures.audit = report;
    reasons = believeReasons(figures, network, UnixSeconds(kGenesis + 7'300));
    QCOMPARE(reasons[2].role, StatusRole::Good);
    QVERIFY(reasons[2].sentence.contains(QStringLiteral("2 hour")));
    figures.audit->damages.emplace_back();
    QCOMPARE(believeReasons(figures, network, UnixSeconds(kGenesis)).at(2).role, StatusRole::Danger);
  }

  void liarsAreCountedFromTheOverlap() {
    QCOMPARE(toleratedLiars(7, 9), 4U);
    QCOMPARE(toleratedLiars(1, 1), 0U);
    QCOMPARE(toleratedLiars(3, 4), 1U);
    QCOMPARE(toleratedLiars(2, 4), 0U);
    QCOMPARE(toleratedLiars(0, 0), 0U);
  }

  void whatIsGraveComesFirstAndWhatIsTakenCareOfNotAtAll() {
    FakeEngine engine;
    OverviewFigures figures = read(engine, UnixSeconds(kGenesis + 100));
    figures.today.refused = 0;
    QVERIFY(attentionRows(figures, nullptr).empty());
    Alarm taken = alarm(3, "disk_full", true);
    taken.acknowledged = UnixSeconds(kGenesis);
    figures.alarms = {alarm(1, "certificate_ends", false), alarm(2, "divergence", true), taken};
    const IdentityInfo locked = engine.identities().front();
    const auto rows = attentionRows(figures, &locked);
    QCOMPARE(rows.size(), std::size_t(3));
    QCOMPARE(rows[0].role, StatusRole::Danger);
    QCOMPARE(rows[0].link, QStringLiteral("alarm/2"));
    QVERIFY(rows[1].sentence.contains(QStringLiteral("14 day")));
    QCOMPARE(rows[2].link, QStringLiteral("identity.unlock"));
    for (std::uint64_t number = 4; number < 40; ++number) figures.alarms.push_back(alarm(number, "refusals", false));
    const auto many = attentionRows(figures, nullptr);
    QCOMPARE(many.size(), std::size_t(6));
    QCOMPARE(many[0].link, QStringLiteral("alarm/2"));
    QCOMPARE(many[5].link, QStringLiteral("activity/alarms"));
    QVERIFY(many[5].sentence.contains(QStringLiteral("33")));
  }

  void everyKindOfAlarmHasItsWords() {
    for (const char* kind : {"certificate_ends", "refusals", "failed_unlocks", "audit_failed", "clock_off", "disk_full",
                             "divergence", "channel_stopped"}) {
      QVERIFY(alarmTitle(kind) != QString::fromLatin1(kind));
      QVERIFY(!alarmSentence(alarm(1, kind, true)).isEmpty());
      QVERIFY(!alarmAdvice(kind).isEmpty());
    }
  }

  void itReadsOnlyWhileSomebodyLooksAndFollowsTheChain() {
    EngineClient client;
    Overview overview(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    const int before = engine->calls();
    engine->appendBlocks(1);
    QTest::qWait(1'300);
    QCOMPARE(engine->calls(), before);
    QVERIFY(!overview.figures());
    overview.setActive(true);
    QTRY_VERIFY(overview.figures());
    QCOMPARE(overview.figures()->status.height, Height(40));
    engine->appendBlocks(2);
    QTRY_COMPARE(overview.figures()->status.height, Height(42));
    QSignalSpy changed(&overview, &Overview::changed);
    engine->setAlarms({alarm(1, "refusals", false)});
    QTRY_COMPARE(overview.figures()->alarms.size(), std::size_t(1));
    QVERIFY(changed.count() >= 1);
  }

  void aChannelThatCannotBeReadIsAnErrorAndNoFigures() {
    EngineClient client;
    Overview overview(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setFailure(Error(ErrorCode::Damaged, "torn"));
    overview.setActive(true);
    QTRY_VERIFY(overview.error());
    QVERIFY(!overview.figures());
    engine->setFailure(std::nullopt);
    client.chooseChannel("welfare");
    QTRY_VERIFY(overview.figures());
    QVERIFY(!overview.error());
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::OverviewTest)
#include "overview_test.moc"
