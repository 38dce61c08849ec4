// One opened channel of the engine: calls are taken while keys are there and the history is undisputed; reading always goes on.
#include "tests/support/test_network.h"

#include <QTest>

#include "ledger/channel_host.h"

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
};

QTEST_GUILESS_MAIN(ChannelHostTest)
#include "channel_host_test.moc"
