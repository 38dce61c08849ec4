// Recording many calls keeps their order and ends well, also where the node's quota lets only a few of them wait.
#include "tests/support/test_network.h"

#include <QTest>
#include <atomic>
#include <thread>

#include "ledger/bulk_recorder.h"
#include "ledger/finance/record_arguments.h"

using namespace mz;
using namespace mz::test;

class BulkRecorderTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;

  // A channel that takes payments of two signers.
  struct Channel {
    Channel(const std::filesystem::path& file, const SubmissionQuota& quota) : replica(TestReplica::made(network, file)) {
      replica.apply(network.opening());
      EmbeddedOrderer::Limits limits;
      limits.quota = quota;
      const Identity& node = network.person("finance/node-1");
      runner = std::make_unique<ChannelRunner>(*replica,
                                               std::make_unique<EmbeddedOrderer>(*replica, Cutter{node.certificate, node.key},
                                                                                 *network.signer, network.clock, limits),
                                               *network.signer, [](const BlockEffects&) {});
      queries = std::make_unique<ChannelQueries>(file, *replica);
      std::vector<BulkRecorder::Signer> signers;
      for (const char* name : {"finance/clerk", "finance/officer"})
        signers.push_back({network.person(name).certificate.fingerprint(), network.person(name).key});
      recorder = std::make_unique<BulkRecorder>(*replica, *queries, *runner, pool, network.clock, "public-finance", signers);
    }
    // Gives so many payments, 100 at a time.
    BulkRecorder::Source payments(int count) {
      return [this, count, given = 0]() mutable -> Result<std::vector<PendingCall>> {
        std::vector<PendingCall> calls;
        for (; given < count && calls.size() < 100; ++given) {
          PaymentDraft draft;
          draft.id = "P-" + std::to_string(given);
          draft.date = *Date::fromIso("2025-03-04");
          draft.department = "Education";
          draft.entity = "School 7";
          draft.payee = "Supplier";
          draft.amount = Amount{100 + given};
          draft.currency = "CNY";
          calls.push_back({"record_payment", paymentArguments(draft), {}, static_cast<std::size_t>(given % 2)});
        }
        return calls;
      };
    }
    // The answers as they came; each one has to be executed.
    BulkRecorder::Sink keep(std::vector<TransactionId>& ids) {
      return [&ids](std::span<const RecordedCall> answers) -> Status {
        for (const RecordedCall& answer : answers) {
          if (answer.result != ResultCode::Executed) return fail(ErrorCode::Refused, answer.resultName);
          ids.push_back(answer.id);
        }
        return {};
      };
    }
    // Those of the chain, behind the opening.
    std::vector<TransactionId> onChain() const {
      std::vector<TransactionId> ids;
      for (const auto& each : must(queries->transactions(TransactionNumber(3), 10'000))) ids.push_back(each.id);
      return ids;
    }

    TestNetwork network;
    TestReplica replica;
    WorkPool pool{2};
    std::unique_ptr<ChannelRunner> runner;
    std::unique_ptr<ChannelQueries> queries;
    std::unique_ptr<BulkRecorder> recorder;
  };
  std::filesystem::path newFile() { return m_directory.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString(); }

 private Q_SLOTS:
  void everythingIsRecordedInItsOrder_data() {
    QTest::addColumn<SubmissionQuota>("quota");
    QTest::newRow("default") << SubmissionQuota();
    QTest::newRow("unbounded") << SubmissionQuota{0, 0, 0, 0};
    QTest::newRow("one at a time") << SubmissionQuota{1, 0, 0, 0};
    QTest::newRow("less than a piece") << SubmissionQuota{30, 0, 0, 0};
    QTest::newRow("some pieces") << SubmissionQuota{250, 0, 0, 0};
    QTest::newRow("bytes") << SubmissionQuota{0, 9'000, 0, 0};
  }
  void everythingIsRecordedInItsOrder() {
    QFETCH(SubmissionQuota, quota);
    Channel channel(newFile(), quota);
    std::vector<TransactionId> ids;
    const int count = quota.pendingEnvelopes == 1 ? 150 : 1500;
    must(channel.recorder->run(channel.payments(count), channel.keep(ids), Progress()));
    QCOMPARE(ids.size(), static_cast<std::size_t>(count));
    QVERIFY(ids == channel.onChain());
  }

  void aQuotaOfASecondIsWaitedFor() {
    Channel channel(newFile(), {0, 0, 40, 0});
    std::atomic<bool> ended = false;
    std::thread seconds([&] {
      for (int i = 1; !ended; ++i) {
        channel.network.clock.set(UnixSeconds(kStart + i));
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    });
    std::vector<TransactionId> ids;
    const Status recorded = channel.recorder->run(channel.payments(500), channel.keep(ids), Progress());
    ended = true;
    seconds.join();
    QVERIFY(recorded);
    QCOMPARE(ids.size(), std::size_t{500});
    QVERIFY(ids == channel.onChain());
  }

  // The clock stands still, so that the rest never gets its turn.
  void cancellingWhileHeldBackReportsWhatIsRecorded() {
    Channel channel(newFile(), {0, 0, 70, 0});
    Progress progress;
    std::vector<TransactionId> ids;
    std::thread canceller([&] {
      while (channel.replica->view().transactions < 3 + 140) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      progress.cancel();
    });
    const Status cancelled = channel.recorder->run(channel.payments(1000), channel.keep(ids), progress);
    canceller.join();
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QCOMPARE(ids.size(), std::size_t{140});  // 70 of each of the two
    QVERIFY(ids == channel.onChain());
  }

  void aFailureEndsTheWaiting() {
    Channel channel(newFile(), {0, 0, 70, 0});
    std::vector<TransactionId> ids;
    std::thread stopper([&] {
      while (channel.replica->view().transactions < 3 + 140) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      channel.runner->stop();
    });
    const Status failed = channel.recorder->run(channel.payments(1000), channel.keep(ids), Progress());
    stopper.join();
    QCOMPARE(failed.error().code, ErrorCode::Locked);
    QVERIFY(ids.size() <= 140);
    QCOMPARE(channel.onChain().size(), std::size_t{140});
  }
};

QTEST_GUILESS_MAIN(BulkRecorderTest)
#include "bulk_recorder_test.moc"
