#include "models/activity_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/activity_filter.h"
#include "models/alarm_model.h"
#include "models/alarm_notices.h"
#include "models/journal_model.h"
#include "models/journal_note.h"
#include "models/notifications.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;

class ActivityModelTest : public QObject {
  Q_OBJECT

 private:
  static FakeEngine* attach(EngineClient& client, FakeLedger ledger = {}) {
    auto engine = std::make_unique<FakeEngine>(ledger);
    FakeEngine* raw = engine.get();
    client.attach(std::move(engine));
    return QTest::qWaitFor([&] { return client.isIdle() && client.status().has_value(); }) ? raw : nullptr;
  }
  static Alarm alarm(std::uint64_t number, const char* kind, std::int64_t told) {
    Alarm made;
    made.number = number;
    made.kind = kind;
    made.subject = "finance";
    made.raised = made.measured = made.told = UnixSeconds(told);
    return made;
  }

 private Q_SLOTS:
  void theNewestComesFirstAndScrollingGoesOn() {
    EngineClient client;
    QVERIFY(attach(client));
    ActivityModel model(client);
    model.restart();
    QTRY_VERIFY(model.isAnswered());
    QCOMPARE(model.rowCount(), 200);
    QVERIFY(!model.isComplete());
    for (int row = 1; row < model.rowCount(); ++row)
      QVERIFY(model.row(row).transaction.number < model.row(row - 1).transaction.number);
    QVERIFY(model.canFetchMore({}));
    while (!model.isComplete()) {
      const int before = model.rowCount();
      model.fetchMore({});
      QTRY_VERIFY(!model.isLoading());
      QVERIFY(model.rowCount() > before || model.isComplete());
    }
    QCOMPARE(static_cast<std::uint64_t>(model.rowCount()), client.status()->transactions);
    QVERIFY(!model.canFetchMore({}));
    const QAbstractItemModelTester tester(&model);  // asks for more by itself
    model.restart();
    QTRY_VERIFY(model.isComplete());
  }

  void whereAFilterLetsLittleThroughScrollingStopsAndLookingFurtherGoesOn() {
    EngineClient client;
    QVERIFY(attach(client, {8'000, 25, false}));
    ActivityModel model(client);
    ActivityFilter filter;
    filter.until = UnixSeconds(client.status()->time.value - 4'000);  // 2,000 blocks and 50,000 transactions back
    model.setFilter(filter);
    QTRY_VERIFY(model.isAnswered());
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.isComplete());
    QVERIFY(!model.canFetchMore({}));  // nobody waits for a search that scrolling set off
    QVERIFY(model.reached() > *filter.until);
    model.lookFurther();
    QTRY_VERIFY(!model.isLoading());
    QVERIFY(model.rowCount() > 0);
    QVERIFY(model.row(0).transaction.time <= *filter.until);
    QVERIFY(model.canFetchMore({}));
  }

  void filtersBecomeTheEnginesQuestion() {
    EngineClient client;
    QVERIFY(attach(client));
    ActivityFilterModel filter(client);
    QSignalSpy changed(&filter, &TableFilter::valuesChanged);
    const QDate today(2026, 11, 21);
    QVERIFY(filter.filter(today) == ActivityFilter());
    filter.setValue(QStringLiteral("channel"), QStringLiteral("welfare"));
    filter.setValue(QStringLiteral("call"), QStringLiteral("public-finance/record_payment"));
    filter.setValue(QStringLiteral("result"), QStringLiteral("refused"));
    filter.setValue(QStringLiteral("period"), QStringLiteral("today"));
    QCOMPARE(changed.count(), 4);
    const ActivityFilter asked = filter.filter(today);
    QCOMPARE(asked.channels, std::vector<std::string>{"welfare"});
    QCOMPARE(asked.contract, std::string("public-finance"));
    QCOMPARE(asked.function, std::string("record_payment"));
    QCOMPARE(asked.refused, std::optional(true));
    QCOMPARE(asked.from->value, today.startOfDay().toSecsSinceEpoch());
    QVERIFY(!asked.until);
    const QJsonObject kept = filter.json();
    filter.clear();
    QVERIFY(filter.isEmpty());
    filter.setJson(kept);
    QVERIFY(filter.filter(today) == asked);
    filter.setJson({{QStringLiteral("period"), QStringLiteral("days")},
                    {QStringLiteral("from"), QStringLiteral("2026-01-02")},
                    {QStringLiteral("until"), QStringLiteral("2026-01-02")}});
    const ActivityFilter oneDay = filter.filter(today);
    QCOMPARE(oneDay.until->value - oneDay.from->value, 86'399);
    QCOMPARE(filter.fields().back().kind, TableFilter::Field::Kind::Day);
  }

  void callsAreOfferedOnceTheyWereSeen() {
    EngineClient client;
    QVERIFY(attach(client));
    ActivityFilterModel filter(client);
    const auto calls = [&] { return filter.fields()[3].choices.size(); };
    const std::size_t before = calls();
    ActivityRow row;
    row.transaction.contract = "public-finance";
    row.transaction.function = "adjust_budget";
    filter.learn({row, row});
    QCOMPARE(calls(), before + 1);
  }

  void newBlocksAreCountedAndDoNotMoveTheRows() {
    EngineClient client;
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    ActivityModel model(client);
    model.setActive(true);
    model.restart();
    QTRY_VERIFY(model.isAnswered());
    const TransactionNumber top = model.row(0).transaction.number;
    engine->appendBlocks(2);
    QTRY_COMPARE(model.newer(), std::uint64_t(50));
    QVERIFY(!model.newerAtLeast());
    QCOMPARE(model.row(0).transaction.number, top);
    model.restart();
    QTRY_VERIFY(model.isAnswered());
    QCOMPARE(model.newer(), std::uint64_t(0));
    QCOMPARE(model.row(0).transaction.number.value, top.value + 50);
  }

  void aFailureIsToldAndEndsTheSearch() {
    EngineClient client;
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    ActivityModel model(client);
    QSignalSpy failed(&model, &ActivityModel::failed);
    engine->setFailure(Error(ErrorCode::Damaged, "torn"));
    model.restart();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!model.isLoading());
    QVERIFY(!model.canFetchMore({}));
  }

  void theJournalIsReadAnewAtItsTopAndFiltered() {
    EngineClient client;
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    for (int i = 0; i < 1'500; ++i) {
      const Result<int> result = i % 2 == 0 ? Result<int>(1) : Result<int>(fail(ErrorCode::Cancelled, "no"));
      (void)noted(*engine, {i % 3 == 0 ? "export" : "receipt", "finance-admin", "finance", "file " + std::to_string(i)},
                  result);
    }
    JournalFilterModel filter;
    JournalModel model(client, filter);
    const QAbstractItemModelTester tester(&model);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1'500);
    QCOMPARE(model.entry(0).subject, std::string("file 1499"));
    QVERIFY(engine->note({.what = "print", .result = "done"}));
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 1'501);
    QCOMPARE(model.entry(0).what, std::string("print"));
    filter.setValue(QStringLiteral("what"), QStringLiteral("export"));
    QCOMPARE(model.rowCount(), 500);
    filter.setValue(QStringLiteral("result"), QStringLiteral("failed"));
    QCOMPARE(model.rowCount(), 250);
    filter.setValue(QStringLiteral("text"), QStringLiteral("FILE 1497"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.total(), std::size_t(1'501));
  }

  void alarmsAreAcknowledgedWithANote() {
    EngineClient client;
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    AlarmModel model(client);
    const QAbstractItemModelTester tester(&model);
    engine->setAlarms({alarm(2, "disk_full", 5), alarm(1, "refusals", 4)});
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.waiting(), std::size_t(2));
    std::optional<bool> done;
    model.acknowledge(1, QStringLiteral("new contract is on its way"),
                      [&](const Status& status) { done = status.has_value(); });
    QTRY_COMPARE(done, std::optional(true));
    QTRY_COMPARE(model.waiting(), std::size_t(1));
    const Alarm& taken = model.alarm(model.rowOf(1));
    QCOMPARE(taken.note, std::string("new contract is on its way"));
    QCOMPARE(taken.acknowledgedBy, std::string("finance-admin"));
    model.acknowledge(9, {}, [&](const Status& status) { done = status.has_value(); });
    QTRY_COMPARE(done, std::optional(false));
  }

  void onlyRulesThatChangedAreSet() {
    EngineClient client;
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    AlarmModel model(client);
    QTRY_COMPARE(model.rules().size(), std::size_t(2));
    std::vector<AlarmRule> rules = model.rules();
    rules[1].threshold = 3;
    rules[1].checkSeconds = 10;
    bool done = false;
    model.setRules(rules, [&](const Status& status) { done = status.has_value(); });
    QTRY_VERIFY(done);
    QCOMPARE(engine->alarmRules()[1].threshold, 3);
    QCOMPARE(engine->alarmRules()[1].checkSeconds, 10U);
    QCOMPARE(engine->alarmRules()[1].repeatSeconds, 3600U);
    QCOMPARE(engine->alarmRules()[0].threshold, 30);
  }

  void alarmsAreToldOnceAgainWhenTheyAreRepeatedAndWithdrawnAfterwards() {
    EngineClient client;
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    Notifications notifications;
    const AlarmNotices notices(client, notifications);
    engine->setAlarms({alarm(1, "refusals", 4)});
    QTRY_COMPARE(notifications.rowCount(), 1);
    QCOMPARE(notifications.index(0).data(Notifications::LinkRole).toString(), QStringLiteral("alarm/1"));
    notifications.markAllRead();
    engine->setAlarms({alarm(1, "refusals", 4)});
    QTest::qWait(50);
    QCOMPARE(notifications.unread(), 0);  // the same measurement is no news
    engine->setAlarms({alarm(1, "refusals", 3'604)});
    QTRY_COMPARE(notifications.unread(), 1);
    QVERIFY(engine->acknowledgeAlarm(1, "me", "on it"));
    QTRY_COMPARE(notifications.rowCount(), 0);
    engine->setAlarms({alarm(2, "disk_full", 9)});
    QTRY_COMPARE(notifications.rowCount(), 1);
    engine->setAlarms({alarm(6, "refusals", 9), alarm(5, "refusals", 9), alarm(4, "refusals", 9), alarm(3, "refusals", 9)});
    QTRY_COMPARE(notifications.index(0).data(Notifications::LinkRole).toString(), QStringLiteral("activity/alarms"));
    QCOMPARE(notifications.rowCount(), 1);
    client.detach();
    QCOMPARE(notifications.rowCount(), 0);
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::ActivityModelTest)
#include "activity_model_test.moc"
