#include "models/chain_audit.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/audit_text.h"
#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;

class ChainAuditTest : public QObject {
  Q_OBJECT

 private:
  static FakeEngine* attach(EngineClient& client, FakeLedger ledger = {}) {
    auto engine = std::make_unique<FakeEngine>(ledger);
    FakeEngine* raw = engine.get();
    client.attach(std::move(engine));
    return QTest::qWaitFor([&] { return client.isIdle() && client.status().has_value(); }) ? raw : nullptr;
  }
  static std::vector<Damage> damageAt(std::uint64_t height) {
    return {{"finance", Height(height), TransactionNumber(280), FakeEngine::idOf(280), "envelope", "digest differs"}};
  }

 private Q_SLOTS:
  void statesFollowFromFinalityAndAudit() {
    EngineClient client;
    Operations operations;
    ChainAudit audit(client, operations);
    QVERIFY(attach(client));
    QCOMPARE(audit.stateOf(Height(39), Height(39)), BlockState::Executed);
    QCOMPARE(audit.stateOf(Height(3), Height(38)), BlockState::Final);
    QCOMPARE(audit.stateOf(Height(30), Height(39)), BlockState::Executed);
    QVERIFY(!audit.checkedUntil());
    QSignalSpy ended(&audit, &ChainAudit::ended);
    audit.start();
    QVERIFY(audit.running());
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(!audit.running());
    QCOMPARE(audit.checkedUntil(), std::optional(Height(39)));
    QCOMPARE(audit.stateOf(Height(3), Height(38)), BlockState::Verified);
    QCOMPARE(audit.stateOf(Height(39), Height(39)), BlockState::Executed);
  }

  void damageIsWhereItIsAndWinsOverEverythingButDivergence() {
    EngineClient client;
    Operations operations;
    ChainAudit audit(client, operations);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setDamages(damageAt(12));
    audit.start();
    QTRY_VERIFY(!audit.running());
    QCOMPARE(audit.damages().size(), std::size_t(1));
    QCOMPARE(audit.stateOf(Height(12), Height(12)), BlockState::Damaged);
    QCOMPARE(audit.stateOf(Height(8), Height(15)), BlockState::Damaged);
    QCOMPARE(audit.stateOf(Height(13), Height(15)), BlockState::Verified);
    engine->setDivergence(Height(10));
    engine->appendBlocks(1);
    QTRY_COMPARE(audit.stateOf(Height(12), Height(12)), BlockState::Divergent);
    QCOMPARE(audit.stateOf(Height(9), Height(9)), BlockState::Verified);
  }

  void whileItRunsItTellsItsPlaceAndItsFinds() {
    EngineClient client;
    Operations operations;
    ChainAudit audit(client, operations);
    FakeEngine* engine = attach(client, {1000, 25, false});
    QVERIFY(engine);
    engine->setDamages(damageAt(12));
    engine->setDelay(200);  // fifty milliseconds a step
    audit.start();
    QTRY_VERIFY(audit.checkedUntil() && audit.checkedUntil()->value > 100 && audit.checkedUntil()->value < 900);
    QCOMPARE(audit.damages().size(), std::size_t(1));
    QCOMPARE(audit.stateOf(Height(12), Height(12)), BlockState::Damaged);
    QCOMPARE(audit.stateOf(Height(50), Height(50)), BlockState::Verified);
    QCOMPARE(audit.stateOf(Height(950), Height(950)), BlockState::Final);
    audit.cancel();
    QTRY_VERIFY(!audit.running());
    QVERIFY(!audit.checkedUntil());  // a cancelled one says nothing
  }

  void itPausesAndGoesOn() {
    EngineClient client;
    Operations operations;
    ChainAudit audit(client, operations);
    FakeEngine* engine = attach(client, {1000, 25, false});
    QVERIFY(engine);
    engine->setDelay(60);
    audit.start();
    audit.pause();
    QVERIFY(audit.paused());
    QTest::qWait(150);
    const auto checked = audit.checkedUntil();
    QTest::qWait(300);
    QCOMPARE(audit.checkedUntil(), checked);
    QVERIFY(audit.running());
    audit.resume();
    QTRY_VERIFY(!audit.running());
    QCOMPARE(audit.checkedUntil(), std::optional(Height(999)));
  }

  void aPausedOneCanBeStopped() {
    EngineClient client;
    Operations operations;
    ChainAudit audit(client, operations);
    QVERIFY(attach(client));
    QSignalSpy failed(&audit, &ChainAudit::failed);
    audit.start();
    audit.pause();
    audit.cancel();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(!audit.running());
  }

  void theLastReportIsThereAgainAndEachChannelHasItsOwn() {
    EngineClient client;
    Operations operations;
    FakeEngine* engine = nullptr;
    {
      ChainAudit first(client, operations);
      engine = attach(client);
      QVERIFY(engine);
      first.start();
      QTRY_VERIFY(first.lastReport());
    }
    ChainAudit audit(client, operations);
    QTRY_VERIFY(audit.lastReport());
    QCOMPARE(audit.checkedUntil(), std::optional(Height(39)));
    client.chooseChannel("welfare");
    QVERIFY(!audit.lastReport());
    QTRY_VERIFY(client.isIdle());
    QVERIFY(!audit.lastReport());
    QVERIFY(!audit.checkedUntil());
  }

  void anAuditGoesOnWhileAnotherChannelIsLookedAt() {
    EngineClient client;
    Operations operations;
    ChainAudit audit(client, operations);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setDelay(40);
    audit.start();
    client.chooseChannel("welfare");
    QVERIFY(!audit.running());
    client.chooseChannel("finance");
    QVERIFY(audit.running());
    QTRY_VERIFY(!audit.running());
    QVERIFY(audit.lastReport());
  }

  void reportsAreSavedForProgramsAndForPeople() {
    AuditReport report{"finance", Height(39), 1000, 1400, damageAt(12), false, 1.25, UnixSeconds(1'795'132'800)};
    const QJsonObject json = QJsonDocument::fromJson(auditJson(report)).object();
    QCOMPARE(json[u"height"].toInt(), 39);
    QCOMPARE(json[u"damages"].toArray().size(), 1);
    QCOMPARE(json[u"damages"][0][u"height"].toInt(), 12);
    QCOMPARE(json[u"damages"][0][u"tx"].toString(), QString::fromStdString(FakeEngine::idOf(280).hex()));
    const QString text = auditPlainText(report, QStringLiteral("Public finance"));
    QVERIFY(text.contains(QStringLiteral("Public finance")));
    QVERIFY(text.contains(QStringLiteral("block 12")));
    QVERIFY(text.contains(QStringLiteral("digest differs")));
    report.damages.clear();
    QVERIFY(auditPlainText(report, QStringLiteral("x")).contains(QStringLiteral("Everything agrees")));
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::ChainAuditTest)
#include "chain_audit_test.moc"
