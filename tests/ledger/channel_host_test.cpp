// One opened channel of the engine: calls are taken while keys are there and the history is undisputed; reading always goes on.
#include "tests/support/test_network.h"

#include <QTest>

#include "ledger/channel_host.h"
#include "tests/support/file_tamper.h"

using namespace mz;
using namespace mz::test;

class ChannelHostTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  std::filesystem::path newChannel(TestNetwork& network) {
    auto file = std::filesystem::path(m_directory.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString());
    TestReplica::made(network, file).apply(network.opening());
    return file;
  }
  // A channel with so many blocks of payments that a rebuild takes several steps.
  std::filesystem::path longChannel(TestNetwork& network) {
    const auto file = newChannel(network);
    TestReplica replica(network, file);
    must(replica.open());
    for (int block = 0; block < 12; ++block) {
      std::vector<Bytes> payments;
      for (int i = 0; i < 400; ++i)
        payments.push_back(
            network.payment(network.person("finance/clerk"), "b" + std::to_string(block) + "-" + std::to_string(i), 100 + i));
      replica.apply(std::move(payments));
    }
    return file;
  }
  static std::vector<std::string> dumpOf(const ChannelHost& host) {
    std::vector<std::string> lines;
    must(host.dumpFinance([&](std::string_view line) { lines.emplace_back(line); }));
    return lines;
  }
  static std::uint64_t paymentsOf(const ChannelHost& host) {
    return must(host.finance().table({}, FinanceOrder::Recorded, 0, 0)).totals.count;
  }
  static void start(ChannelHost& host, TestNetwork& network) {
    const Identity& node = network.person("finance/node-1");
    host.start(Cutter{node.certificate, node.key}, *network.signer, network.clock, SubmissionQuota(),
               [](const BlockEffects&) {});
  }
  static std::shared_ptr<Submission> pay(ChannelRunner& runner, ChannelHost& host, TestNetwork& network,
                                         const std::string& id) {
    std::vector<PreparedEnvelope> envelopes;
    envelopes.push_back(prepareEnvelope(network.payment(network.person("finance/clerk"), id), host.replica().identities()));
    return runner.submit(std::move(envelopes));
  }

 private Q_SLOTS:
  void aDisputedHistoryIsReadAndNotContinued() {
    TestNetwork network;
    const auto file = newChannel(network);
    {
      ChannelHost host("finance", file, network.channel);
      QVERIFY(!host.openError());
      start(host, network);
      QVERIFY(pay(*host.runner(), host, network, "p-1")->wait()[0].result.number);
      QVERIFY(host.status().stopped.empty());
      host.runner()->betweenBlocks([&](Replica& replica) {
        Checkpoint other = must(Checkpoint::parse(replica.newestCheckpoint()));
        other.root.bytes[0] ^= 1;
        must(replica.stepCosignature(replica.view().newest.height, other,
                                     network.cosignature("justice", other.format(), network.clock.now())));
      });
      QCOMPARE(pay(*host.runner(), host, network, "p-2")->wait()[0].failure->code, ErrorCode::Divergence);
    }
    // It is as disputed after opening again.
    ChannelHost host("finance", file, network.channel);
    const auto disputed = [&] { return host.status().stopped.find("different history") != std::string::npos; };
    QVERIFY(disputed());
    start(host, network);
    QVERIFY(disputed());
    QCOMPARE(pay(*host.runner(), host, network, "p-3")->wait()[0].failure->code, ErrorCode::Divergence);
    QCOMPARE(host.status().height, Height(2));
    QCOMPARE(must(host.queries().blocks(Height(0), 10)).size(), std::size_t{3});
    QVERIFY(must(host.queries().state("public-finance", "payment/p-1")));
    QVERIFY(!must(host.queries().state("public-finance", "payment/p-2")));
    host.stop();
    QVERIFY(disputed());
  }

  // An import may hold the runner while the identities are locked: its calls are answered, and the keys are left alone.
  void afterStopTheKeysAreNotUsed() {
    TestNetwork network;
    const auto file = newChannel(network);
    ChannelHost host("finance", file, network.channel);
    start(host, network);
    const auto held = host.runner();
    const auto submission = pay(*held, host, network, "p-1");
    host.stop();
    network.signer.reset();
    QVERIFY(!host.runner());
    QVERIFY(submission->wait()[0].result.number);
    QCOMPARE(pay(*held, host, network, "p-2")->wait()[0].failure->code, ErrorCode::Locked);
    QVERIFY(host.status().stopped.empty());
  }

  void blocksAreCommittedAndQuestionsAnsweredDuringARebuild() {
    TestNetwork network(TestNetwork::oneOrg());
    const auto file = longChannel(network);
    std::vector<std::string> before;
    {
      ChannelHost host("finance", file, network.channel);
      start(host, network);
      int steps = 0;
      const Progress progress([&](std::uint64_t, std::uint64_t) {
        const std::string id = "during-" + std::to_string(steps);
        // Held up here, the rebuild holds nothing up: a block is committed, and the model in use has it at once.
        const auto answer = pay(*host.runner(), host, network, id)->wait()[0];
        QVERIFY(answer.result.number);
        QCOMPARE(answer.result.result, ResultCode::Executed);
        QCOMPARE(paymentsOf(host), static_cast<std::uint64_t>(4800 + ++steps));
        QVERIFY(host.status().financeReady);
      });
      must(host.rebuildFinance(progress));
      QVERIFY(steps >= 3);
      QCOMPARE(paymentsOf(host), static_cast<std::uint64_t>(4800 + steps));
      before = dumpOf(host);
      QCOMPARE(before.size(), static_cast<std::size_t>(4800 + steps));
      // The model goes on from where it took over.
      QVERIFY(pay(*host.runner(), host, network, "after")->wait()[0].result.number);
      QCOMPARE(paymentsOf(host), static_cast<std::uint64_t>(4801 + steps));
      before = dumpOf(host);
      must(host.rebuildFinance(Progress()));
      QVERIFY(dumpOf(host) == before);
    }
    ChannelHost again("finance", file, network.channel);
    QVERIFY(dumpOf(again) == before);
    QCOMPARE(paymentsOf(again), static_cast<std::uint64_t>(before.size()));
    const AuditReport report = auditFile(file, network.channel);
    QVERIFY2(report.damages.empty(), describe(report).c_str());
  }

  void aRebuildThatIsCutOffLeavesTheModelAsItWas() {
    TestNetwork network(TestNetwork::oneOrg());
    const auto file = longChannel(network);
    const auto tables = [&] {
      return FileTamper(file).column("SELECT name FROM sqlite_schema WHERE name LIKE 'finance%' ORDER BY 1");
    };
    const auto wanted = tables();
    {
      ChannelHost host("finance", file, network.channel);
      const auto before = dumpOf(host);
      Progress progress;
      progress.cancel();
      QCOMPARE(host.rebuildFinance(progress).error().code, ErrorCode::Cancelled);
      QVERIFY(dumpOf(host) == before);
      QVERIFY(host.status().financeReady);
      start(host, network);
      QVERIFY(pay(*host.runner(), host, network, "after")->wait()[0].result.number);
      QCOMPARE(paymentsOf(host), std::uint64_t{4801});
    }
    QVERIFY(tables() == wanted);
    // As a program that was killed in the middle leaves it.
    FileTamper(file).execute("CREATE TABLE finance_beside_segment(first INTEGER PRIMARY KEY)");
    {
      ChannelHost host("finance", file, network.channel);
      QCOMPARE(paymentsOf(host), std::uint64_t{4801});
    }
    QVERIFY(tables() == wanted);
  }

  void aStaleModelIsRebuiltAfterOpening() {
    TestNetwork network(TestNetwork::oneOrg());
    const auto file = longChannel(network);
    const auto before = [&] {
      ChannelHost host("finance", file, network.channel);
      return dumpOf(host);
    }();
    FileTamper(file).execute("DELETE FROM finance_text; UPDATE projection SET stale = 1");
    ChannelHost host("finance", file, network.channel);
    start(host, network);
    QVERIFY(pay(*host.runner(), host, network, "meanwhile")->wait()[0].result.number);
    QTRY_VERIFY_WITH_TIMEOUT(host.status().financeReady, 60000);
    QCOMPARE(paymentsOf(host), std::uint64_t{4801});
    const auto after = dumpOf(host);
    QVERIFY(std::equal(before.begin(), before.end(), after.begin()));
  }
};

QTEST_GUILESS_MAIN(ChannelHostTest)
#include "channel_host_test.moc"
