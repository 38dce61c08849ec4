// Block time: decided by the median of what the cosigning orgs show, moved by no minority, never backwards.
#include "tests/support/test_network.h"

#include <QTest>

using namespace mz;
using namespace mz::test;

class BlockTimeTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  TestReplica replicaOf(TestNetwork& network) {
    return TestReplica::made(network, m_directory.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString());
  }
  static UnixSeconds at(std::int64_t seconds) { return UnixSeconds(kStart + seconds); }

 private Q_SLOTS:
  void itIsTheLowerMedianOfTheCosigningOrgs() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const auto show = [&](const std::string& org, std::int64_t seconds) {
      return network.evidence(org, replica->newestCheckpoint(), replica->view().newest.height, at(seconds));
    };
    // Only the cutter has shown its clock: one of three is no majority.
    network.clock.set(at(1000));
    QCOMPARE(replica.apply({}).time, at(0));
    QCOMPARE(replica.apply({}, {show("education", 700)}).time, at(700));
    QCOMPARE(replica.apply({}, {show("justice", 900)}).time, at(900));
    network.clock.set(at(5000));  // the cutter's clock runs ahead alone
    QCOMPARE(replica.apply({}).time, at(900));
    QCOMPARE(replica.apply({}, {show("education", 1200), show("justice", 1100)}).time, at(1200));
    // The newest clock of an org counts, not the latest that came.
    QCOMPARE(replica.apply({}, {show("education", 1000)}).time, at(1200));
    replica.reopen();
    QCOMPARE(replica.apply({}).time, at(1200));
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void aMinorityCannotMoveIt() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    const auto show = [&](const std::string& org, std::int64_t seconds) {
      return network.evidence(org, replica->newestCheckpoint(), replica->view().newest.height, at(seconds));
    };
    network.clock.set(at(100));
    QCOMPARE(replica.apply({}, {show("education", 101), show("justice", 102)}).time, at(101));
    // One org lies far ahead: the later of the two honest ones at most.
    network.clock.set(at(110));
    const UnixSeconds ahead = replica.apply({}, {show("education", 111), show("justice", 1'000'000'000)}).time;
    QCOMPARE(ahead, at(111));
    // One org stands still: the honest ones go on.
    network.clock.set(at(200));
    QVERIFY(replica.apply({}, {show("education", 198)}).time <= at(200));
    QVERIFY(replica->view().newest.time >= at(198));
  }

  void itNeverGoesBack() {
    TestNetwork network(TestNetwork::oneOrg());
    TestReplica replica = replicaOf(network);
    network.clock.set(at(500));
    QCOMPARE(replica.apply({}).time, at(500));
    network.clock.set(at(20));
    QCOMPARE(replica.apply({}).time, at(500));
    network.clock.set(UnixSeconds(-7));
    QCOMPARE(replica.apply({}).time, at(500));
    replica.reopen();
    network.clock.set(at(501));
    QCOMPARE(replica.apply({}).time, at(501));
  }

  void evidenceThatDoesNotHoldIsIgnored() {
    TestNetwork network;
    TestReplica replica = replicaOf(network);
    network.clock.set(at(50));
    replica.apply({}, {network.evidence("education", replica->newestCheckpoint(), Height(0), at(50)),
                       network.evidence("justice", replica->newestCheckpoint(), Height(0), at(50))});
    QCOMPARE(replica->view().newest.time, at(50));
    const std::string checkpoint = replica->newestCheckpoint();
    const Height height = replica->view().newest.height;
    const ClockEvidence good = network.evidence("education", checkpoint, height, at(90));
    const auto changed = [&](const auto& change) {
      ClockEvidence evidence = good;
      change(evidence);
      return evidence;
    };
    network.clock.set(at(95));
    for (const ClockEvidence& bad :
         {changed([](ClockEvidence& e) { e.signature[5] ^= 1; }), changed([](ClockEvidence& e) { e.time = at(91); }),
          changed([](ClockEvidence& e) { e.height = Height(0); }), changed([](ClockEvidence& e) { e.height = Height(999); }),
          changed([](ClockEvidence& e) { e.height = Height(UINT64_MAX); }),
          changed([](ClockEvidence& e) { e.cosigner = TestNetwork::cosignerName("justice"); }),
          changed([](ClockEvidence& e) { e.cosigner = "test.example/audit/node-1"; }),
          changed([](ClockEvidence& e) { e.cosigner = "nobody"; }),
          network.evidence("education", "test.example/other" + checkpoint.substr(checkpoint.find('\n')), height, at(90)),
          changed([](ClockEvidence& e) { e.time = UnixSeconds(-1); })}) {
      QCOMPARE(replica.apply({}, {bad}).time, at(50));
    }
    const auto unreadable = replica.step(
        network.seal(replica->view(), {}, {changed([](ClockEvidence& e) { e.signature.resize(20); })}), *network.signer);
    QVERIFY(!unreadable);
    QCOMPARE(unreadable.error().code, ErrorCode::Malformed);
    QCOMPARE(replica.apply({}, {good}).time, at(90));  // of an earlier block: it is a clock all the same
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void validityIsJudgedAtBlockTime() {
    TestNetwork network(TestNetwork::oneOrg());
    TestReplica replica = replicaOf(network);
    replica.apply(network.opening());
    const Identity temporary = network.makePerson("finance", Role::Clerk, "temporary", {at(0), at(100)});
    const auto resultOf = [&](Bytes envelope) { return replica.apply({std::move(envelope)}).results[0].result; };
    QCOMPARE(resultOf(network.enrolment(network.person("finance/admin"), temporary.certificate)), ResultCode::Executed);
    network.clock.set(at(100));
    QCOMPARE(resultOf(network.payment(temporary, "in-time")), ResultCode::Executed);
    network.clock.set(at(101));
    QCOMPARE(resultOf(network.payment(temporary, "too-late")), ResultCode::CertificateExpired);
    QCOMPARE(resultOf(network.payment(network.person("finance/clerk"), "others-go-on")), ResultCode::Executed);
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }
};

QTEST_GUILESS_MAIN(BlockTimeTest)
#include "block_time_test.moc"
