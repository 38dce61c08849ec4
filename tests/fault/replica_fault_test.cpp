// A replica on a disk that fails or loses power at any operation: every block that was told to be durable is there afterwards
// with the same root, the audit is clean, and the next batch applies. A failing seed is printed and replays.
#include "ledger/store/fault_vfs.h"
#include "tests/support/test_network.h"

#include <QTest>

#include "ledger/base/random.h"

using namespace mz;
using namespace mz::test;

namespace {

constexpr const char* kFile = "/channel.mzc";
constexpr DiskFault kFaults[] = {DiskFault::PowerCut, DiskFault::IoError, DiskFault::NoSpace, DiskFault::ShortWrite};

// The same batches for every seed; what a replica makes of them is known from one that met no fault.
struct Script {
  TestNetwork network{TestNetwork::oneOrg()};
  std::vector<Batch> batches;
  std::vector<Digest> roots;
  std::uint64_t creation = 0, operations = 0;  // of the disk

  Script() {
    Digest previous;
    const auto add = [&](std::vector<Bytes> envelopes) {
      batches.push_back(network.seal(batches.size() + 1, previous, std::move(envelopes)));
      previous = batches.back().digest();
      network.clock.set(UnixSeconds(network.clock.now().value + 5));
    };
    add(network.opening());
    const Identity& clerk = network.person("finance/clerk");
    const Identity hired = network.makePerson("finance", Role::Clerk, "hired");
    add({network.enrolment(network.person("finance/admin"), hired.certificate), network.payment(hired, "h-1")});
    for (int block = 0; block < 6; ++block) {
      std::vector<Bytes> envelopes;
      for (int i = 0; i < 3; ++i) envelopes.push_back(network.payment(clerk, "p-" + std::to_string(block * 3 + i)));
      if (block == 2) envelopes.push_back(envelopes.front());
      if (block == 3) envelopes.push_back(Bytes(9, 9));
      add(std::move(envelopes));
    }
    FaultVfs disk(1);
    disk.failAt(1'000'000, DiskFault::IoError);  // never: it counts
    must(Replica::create(kFile, network.genesis, *network.signer, disk.name()));
    TestReplica replica(network, kFile, disk.name());
    creation = disk.operations();
    must(replica.open());
    disk.failAt(1'000'000, DiskFault::IoError);
    for (const Batch& batch : batches) roots.push_back(must(replica.step(batch, *network.signer)).root);
    operations = disk.operations();
  }
};

}  // namespace

class ReplicaFaultTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyDurableBlockSurvivesEveryFault() {
    Script script;
    const std::uint64_t seeds = smallScale() ? 60 : 400;
    QVERIFY2(script.operations > 50, std::to_string(script.operations).c_str());
    std::uint64_t fired = 0, afterWork = 0, beyond = 0, full = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const std::string name = "seed " + std::to_string(seed);
      const DiskFault fault = kFaults[seed % 4];
      SeededRandom random(seed);
      FaultVfs disk(seed);
      must(Replica::create(kFile, script.network.genesis, *script.network.signer, disk.name()));
      std::size_t durable = 0;
      {
        TestReplica replica(script.network, kFile, disk.name());
        must(replica.open());
        disk.failAt(1 + random.below(script.operations + script.operations / 10), fault);
        for (const Batch& batch : script.batches) {
          const auto effects = replica.step(batch, *script.network.signer);
          if (!effects) {
            const ErrorCode code = effects.error().code;
            const bool isFull = fault == DiskFault::NoSpace || fault == DiskFault::ShortWrite;
            const bool told = code == (isFull ? ErrorCode::DiskFull : ErrorCode::Io);
            full += code == ErrorCode::DiskFull ? 1 : 0;
            QVERIFY2(told, (name + ": " + effects.error().detail).c_str());
            // It takes nothing more until it is opened again, rather than going on from memory that the disk does not have.
            QVERIFY2(!replica.step(batch, *script.network.signer), name.c_str());
            break;
          }
          QCOMPARE(effects->root, script.roots[durable]);
          ++durable;
          if (random.below(5) == 0) (void)replica->checkpointFile();
        }
        fired += disk.fired() ? 1 : 0;
        afterWork += disk.fired() && durable > 0 ? 1 : 0;
        if (random.below(2) == 0) disk.cutPower();
      }
      disk.cutPower();
      disk.restorePower();

      TestReplica again(script.network, kFile, disk.name());
      const Status opened = again.open();
      QVERIFY2(opened, (name + ": " + (opened ? "" : opened.error().detail)).c_str());
      const ReplicaView view = again->view();
      const auto height = static_cast<std::size_t>(view.newest.height.value);
      // A block whose commit was not heard of may be there, whole.
      QVERIFY2(height == durable || height == durable + 1, (name + ": block " + std::to_string(height)).c_str());
      beyond += height > durable ? 1 : 0;
      if (height > 0) QCOMPARE(view.root, script.roots[height - 1]);
      if (height < script.batches.size()) {
        const auto effects = again.step(script.batches[height], *script.network.signer);
        QVERIFY2(effects, (name + ": " + (effects ? "" : effects.error().detail)).c_str());
        QCOMPARE(effects->root, script.roots[height]);
      }
      const AuditReport report = auditFile(kFile, script.network.channel, seed % 8 == 0, disk.name());
      QVERIFY2(report.damages.empty(), (name + ": " + describe(report)).c_str());
      QVERIFY2(!again->isStale("finance"), name.c_str());
    }
    qInfo("%llu of %llu faults met, %llu after work; %llu times one more block was there than was told",
          static_cast<unsigned long long>(fired), static_cast<unsigned long long>(seeds),
          static_cast<unsigned long long>(afterWork), static_cast<unsigned long long>(beyond));
    QVERIFY(full > seeds / 10);
    QVERIFY(fired > seeds / 2);
    QVERIFY(afterWork > seeds / 3);
  }

  void aFullDiskIsToldAndLosesNothing() {
    Script script;
    FaultVfs disk(11);
    must(Replica::create(kFile, script.network.genesis, *script.network.signer, disk.name()));
    TestReplica replica(script.network, kFile, disk.name());
    must(replica.open());
    must(replica.step(script.batches[0], *script.network.signer));
    disk.failAt(1, DiskFault::NoSpace);
    const auto full = replica.step(script.batches[1], *script.network.signer);
    QVERIFY(!full);
    QCOMPARE(full.error().code, ErrorCode::DiskFull);
    QCOMPARE(replica->view().root, script.roots[0]);  // readers see the last durable block
    replica.reopen();
    QCOMPARE(replica->view().root, script.roots[0]);
    QCOMPARE(must(replica.step(script.batches[1], *script.network.signer)).root, script.roots[1]);
    const AuditReport report = replica.audit();
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  // Cut off at any operation, by anything: what is there is the whole channel, or something that is not taken for one and that
  // the next try makes into one.
  void aChannelIsMadeWhollyOrAnew() {
    Script script;
    QVERIFY(script.creation > 10);
    const auto create = [&](const FaultVfs& disk) {
      return Replica::create(kFile, script.network.genesis, *script.network.signer, disk.name());
    };
    enum class End { PowerCut, Killed, Closed };
    struct Way {
      DiskFault fault;
      End end;
      std::uint64_t seeds;  // chance decides what a power cut leaves
    };
    const Way ways[] = {{DiskFault::PowerCut, End::PowerCut, smallScale() ? 1U : 3U},
                        {DiskFault::PowerCut, End::Killed, 1},
                        {DiskFault::NoSpace, End::PowerCut, 1},
                        {DiskFault::NoSpace, End::Closed, 1},
                        {DiskFault::IoError, End::Closed, 1},
                        {DiskFault::ShortWrite, End::Closed, 1}};
    int whole = 0, unfinished = 0;
    for (std::uint64_t operation = 1; operation <= script.creation + 1; ++operation)
      for (const auto& [fault, end, seeds] : ways)
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
          const std::string name = "operation " + std::to_string(operation) + ", fault " +
                                   std::to_string(static_cast<int>(fault)) + ", end " + std::to_string(static_cast<int>(end)) +
                                   ", seed " + std::to_string(seed);
          FaultVfs disk(seed);
          disk.failAt(operation, fault);
          const Status created = create(disk);
          disk.failAt(0, DiskFault::None);
          if (end != End::Closed) disk.cutPower();
          if (end == End::PowerCut) disk.restorePower();
          if (end == End::Killed) disk.revive();
          {
            TestReplica replica(script.network, kFile, disk.name());
            const Status opened = replica.open();
            QVERIFY2(opened || !created, (name + (opened ? "" : ": " + opened.error().detail)).c_str());
            opened ? ++whole : ++unfinished;
            const Status again = create(disk);
            if (opened) {
              QVERIFY2(!again && again.error().code == ErrorCode::AlreadyThere, name.c_str());
            } else {
              const ErrorCode code = opened.error().code;
              QVERIFY2(code == ErrorCode::Damaged || code == ErrorCode::NotFound, (name + opened.error().detail).c_str());
              QVERIFY2(again, (name + (again ? "" : ": " + again.error().detail)).c_str());
            }
          }
          if (seed > 1) continue;
          TestReplica replica(script.network, kFile, disk.name());
          must(replica.open());
          QCOMPARE(must(replica.step(script.batches[0], *script.network.signer)).root, script.roots[0]);
        }
    qInfo("%llu operations; %d times the channel was there, %d times not", static_cast<unsigned long long>(script.creation),
          whole, unfinished);
    QVERIFY(whole > 0 && unfinished > whole);
  }
};

QTEST_GUILESS_MAIN(ReplicaFaultTest)
#include "replica_fault_test.moc"
