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

  void whatIsAwaitedIsVersionTwo() {
    NetworkFile file;
    file.domain = "city.internal";
    file.node = "education/node-1";
    file.awaited.push_back({"finance", ChannelId(), {"Public finance", "财政公开"}, true, "finance/admin-01", UnixSeconds(7)});
    QVERIFY(file.write(directory()));
    const auto bytes = readFile(directory() / "network.json", 10'000);
    QVERIFY(bytes && textOf(*bytes).find(R"("version":2)") != std::string_view::npos);
    const auto read = NetworkFile::read(directory());
    QVERIFY(read);
    QCOMPARE(read->awaited.size(), std::size_t{1});
    QCOMPARE(read->awaited[0].inviter, std::string("finance/admin-01"));
    QCOMPARE(read->awaited[0].title.zh, std::string("财政公开"));
    QVERIFY(read->awaited[0].isPublic);
    QCOMPARE(read->awaited[0].expires.value, std::int64_t{7});
    QVERIFY(readWith("") && readWith("")->awaited.empty());
    for (const char* wrong : {R"({"a":1})", R"([{"name":"../x","id":"00"}])", R"([{"name":"finance"}])"})
      QCOMPARE(readWith(std::string(R"(,"awaited":)") + wrong).error().code, ErrorCode::Malformed);
    const std::string newer = R"({"channels":[],"domain":"d.internal","format":"mingzhang/network","node":"a/b","version":3})";
    QVERIFY(writeFileAtomically(directory() / "network.json", bytesOf(newer)));
    QCOMPARE(NetworkFile::read(directory()).error().code, ErrorCode::UnsupportedVersion);
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
