// network.json: what is written is read again, and what cannot be meant is refused by name.
#include <QTemporaryDir>
#include <QTest>

#include "ledger/base/file.h"
#include "ledger/network_directory.h"

using namespace mz;

class NetworkDirectoryTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  std::filesystem::path directory() const { return m_directory.path().toStdString(); }
  Result<NetworkFile> readWith(const std::string& members) {
    const std::string text =
        R"({"channels":[],"domain":"d.example","format":"mingzhang/network","node":"a/b","version":1)" + members + "}";
    if (!writeFileAtomically(directory() / "network.json", bytesOf(text))) qFatal("cannot write");
    return NetworkFile::read(directory());
  }

 private Q_SLOTS:
  void whatIsWrittenIsReadAgain() {
    NetworkFile file;
    file.domain = "city.example";
    file.title = {"City", "市"};
    file.node = "finance/node-1";
    file.channels.push_back({"finance", ChannelId()});
    for (const SubmissionQuota& quota : {SubmissionQuota(), SubmissionQuota{0, 1, 2, 3}}) {
      file.quota = quota;
      QVERIFY(file.write(directory()));
      const auto read = NetworkFile::read(directory());
      QVERIFY(read);
      QVERIFY(read->quota == quota);
      QCOMPARE(read->domain, file.domain);
      QCOMPARE(read->title.zh, file.title.zh);
      QCOMPARE(read->channels.size(), std::size_t{1});
    }
  }

  void theQuotaIsASetting() {
    QVERIFY(readWith("")->quota == SubmissionQuota());
    const auto some = readWith(R"(,"quota":{"envelopesPerSecond":50,"pendingBytes":0})");
    QVERIFY(some);
    QCOMPARE(some->quota.envelopesPerSecond, std::uint64_t{50});
    QCOMPARE(some->quota.pendingBytes, std::uint64_t{0});
    QCOMPARE(some->quota.pendingEnvelopes, SubmissionQuota().pendingEnvelopes);
    for (const char* wrong : {R"({"pendingBytes":-1})", R"({"pendingBytes":"5"})", R"({"pending_bytes":5})", "7", "[]"}) {
      const auto refused = readWith(std::string(R"(,"quota":)") + wrong);
      QVERIFY2(!refused, wrong);
      QCOMPARE(refused.error().code, ErrorCode::Malformed);
      QVERIFY(refused.error().detail.find("quota") != std::string::npos);
    }
  }
};

QTEST_GUILESS_MAIN(NetworkDirectoryTest)
#include "network_directory_test.moc"
