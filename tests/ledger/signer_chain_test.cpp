// Who stands behind a signer: the chain as it was judged at a transaction, finding certificates by text, and that a channel in
// which an audit found damage is read and not continued.
#include "tests/support/test_network.h"

#include <QTest>
#include <fstream>

#include "ledger/channel_host.h"
#include "ledger/local_engine.h"
#include "tests/support/file_tamper.h"

using namespace mz;
using namespace mz::test;

class SignerChainTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_root;
  int m_files = 0;

  std::filesystem::path newFile() {
    return std::filesystem::path(m_root.filePath(QStringLiteral("%1.mzc").arg(m_files++)).toStdString());
  }
  static TransactionDetail newest(const ChannelHost& host) {
    return must(host.queries().transaction(TransactionNumber(host.status().transactions - 1)));
  }

 private Q_SLOTS:
  void theChainLeadsFromTheSignerToTheRoot() {
    TestNetwork network;
    const auto file = newFile();
    TestReplica::made(network, file).apply(network.opening());
    const ChannelHost host("finance", file, network.channel);
    const TransactionDetail detail = newest(host);
    QCOMPARE(detail.chain.size(), std::size_t(3));
    const Certificate signer = *host.replica().identities().find(detail.certificate);
    const CertificateLink &leaf = detail.chain[0], &authority = detail.chain[1], &root = detail.chain[2];
    QCOMPARE(leaf.certificate.fingerprint, detail.certificate);
    QCOMPARE(leaf.standing, CertificateStanding::Valid);
    QCOMPARE(leaf.since, std::optional(Height(0)));
    QVERIFY(!leaf.transaction && !leaf.revoked);
    QCOMPARE(authority.certificate.fingerprint, network.authority(detail.summary.org).certificate.fingerprint());
    QCOMPARE(authority.certificate.role, std::string("ca"));
    QCOMPARE(authority.standing, CertificateStanding::Valid);
    // Its certificate is not on the ledger: only its name is.
    QCOMPARE(root.standing, CertificateStanding::NotKept);
    QCOMPARE(root.certificate.name, std::string("root"));
    QVERIFY(root.certificate.serial.empty());
  }

  void aLaterRevocationIsSaidAndChangesNoJudgement() {
    TestNetwork network;
    const auto file = newFile();
    const Identity& clerk = network.person("finance/clerk");
    {
      TestReplica replica = TestReplica::made(network, file);
      replica.apply(network.opening());
      replica.apply({network.payment(clerk, "before")});
      replica.apply({network.revocation(network.person("finance/ca"), "finance", 1, {{clerk.certificate.serial(), 1}})});
    }
    const ChannelHost host("finance", file, network.channel);
    const Height revoked = host.status().height;
    const auto detail = must(host.queries().transaction(TransactionNumber(host.status().transactions - 2)));
    QCOMPARE(detail.certificate, clerk.certificate.fingerprint());
    QCOMPARE(detail.chain[0].standing, CertificateStanding::Valid);
    QCOMPARE(detail.chain[0].revoked, std::optional(revoked));
    QVERIFY(detail.chain[0].revoked > detail.summary.height);
    // The revocation itself is signed by the authority: its chain has no leaf below it.
    const TransactionDetail revocation = newest(host);
    QCOMPARE(revocation.chain.size(), std::size_t(2));
    QCOMPARE(revocation.chain[0].standing, CertificateStanding::Valid);
    // Judged now, it is revoked.
    const auto now = must(host.queries().certificates(clerk.certificate.fingerprint().hex(), 10));
    QCOMPARE(now.size(), std::size_t(1));
    QCOMPARE(now[0].standing, CertificateStanding::Revoked);
  }

  void anEnrolmentNamesTheTransactionThatMadeIt() {
    TestNetwork network;
    const auto file = newFile();
    const Identity somebody = network.makePerson("finance", Role::Clerk, "newcomer");
    {
      TestReplica replica = TestReplica::made(network, file);
      replica.apply(network.opening());
      replica.apply({network.enrolment(network.person("finance/admin"), somebody.certificate)});
      replica.apply({network.payment(somebody, "theirs")});
    }
    const ChannelHost host("finance", file, network.channel);
    const TransactionDetail detail = newest(host);
    QCOMPARE(detail.certificate, somebody.certificate.fingerprint());
    QCOMPARE(detail.chain[0].standing, CertificateStanding::Valid);
    QCOMPARE(detail.chain[0].transaction, std::optional(TransactionNumber(detail.summary.number.value - 1)));
  }

  void certificatesAreFoundByAnyPartOfThem() {
    TestNetwork network;
    const auto file = newFile();
    TestReplica::made(network, file).apply(network.opening());
    const ChannelHost host("finance", file, network.channel);
    const auto find = [&](const std::string& text, std::size_t count = 100) {
      return must(host.queries().certificates(text, count));
    };
    const Certificate& clerk = network.person("justice/clerk").certificate;
    for (const std::string& text : {clerk.serial().substr(0, 12), clerk.fingerprint().hex().substr(8, 12)}) {
      QCOMPARE(find(text).size(), std::size_t(1));
      QCOMPARE(find(text)[0].certificate.fingerprint, clerk.fingerprint());
    }
    const auto clerks = find("JUSTICE clerk");
    QCOMPARE(clerks.size(), std::size_t(1));
    QCOMPARE(clerks[0].certificate.org, std::string("justice"));
    QVERIFY(find("nobody here").empty());
    // In a fixed order, and never more than are asked for.
    const auto all = find("");
    QVERIFY(all.size() > 10);
    QVERIFY(std::ranges::is_sorted(all, {}, [](const CertificateLink& link) { return link.certificate.org; }));
    QCOMPARE(find("", 3).size(), std::size_t(3));
    QCOMPARE(find("", 3)[2].certificate.fingerprint, all[2].certificate.fingerprint);
  }

  void whatAnAuditFoundDamagedTakesNoCallsUntilACleanOne() {
    const auto directory = std::filesystem::path(m_root.filePath(QStringLiteral("network")).toStdString());
    must(createDemoNetwork(directory, {.payments = 20}, Progress()));
    const auto file = channelFile(directory, "finance");
    const auto copy = directory / "sound.mzc";
    std::filesystem::copy_file(file, copy);
    // The network's root is kept beside the channels, and shown.
    {
      const auto engine = must(openEngine(directory));
      const auto detail = must(engine->transaction("finance", TransactionNumber(0)));
      QCOMPARE(detail.chain.size(), std::size_t(3));
      QCOMPARE(detail.chain[2].standing, CertificateStanding::Valid);
      QVERIFY(!detail.chain[2].certificate.serial.empty());
    }
    FileTamper(file).flip({"block", "record", "height = 5"}, 40, 1);
    const auto submit = [](Engine& engine) {
      must(engine.unlock(std::string(kDemoPassword)));
      const auto answer = engine.submit("finance", "finance/clerk-31", "public-finance", "define_codes",
                                        R"({"codes":["New"],"kind":"department"})");
      return answer ? std::optional<Error>() : std::optional(answer.error());
    };
    {
      const auto engine = must(openEngine(directory));
      QVERIFY(!submit(*engine));  // nobody has looked yet
      QVERIFY(!must(engine->audit("finance", Progress(), AuditWatch())).damages.empty());
      const auto refused = submit(*engine);
      QVERIFY(refused);
      QCOMPARE(refused->code, ErrorCode::Damaged);
      QCOMPARE(refused->parameter("channel"), std::string_view("finance"));
      QVERIFY(!refused->parameter("height").empty());
      const ChannelStatus status = must(engine->status("finance"));
      QVERIFY(status.open && !status.stopped.empty());
      QCOMPARE(status.stoppedBy->code, ErrorCode::Damaged);
      QVERIFY(!must(engine->transactions("finance", TransactionNumber(0), 5)).empty());
      QVERIFY(must(engine->status("budget-drafts")).stopped.empty());
    }
    {  // opened again, it is refused still
      const auto engine = must(openEngine(directory));
      QCOMPARE(submit(*engine)->code, ErrorCode::Damaged);
    }
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix);
    std::filesystem::copy_file(copy, file);
    const auto engine = must(openEngine(directory));
    QCOMPARE(submit(*engine)->code, ErrorCode::Damaged);  // nobody has looked at the one that was brought back
    QVERIFY(must(engine->audit("finance", Progress(), AuditWatch())).damages.empty());
    QVERIFY(!submit(*engine));
    QVERIFY(must(engine->status("finance")).stopped.empty());
  }

  void damageInAReadModelAloneStopsNothing() {
    TestNetwork network;
    const auto file = newFile();
    TestReplica::made(network, file).apply(network.opening());
    ChannelHost host("finance", file, network.channel);
    AuditReport report;
    report.channel = "finance";
    report.damages.push_back({"finance", {}, {}, {}, "read_model", "a row differs"});
    host.takeAudit(report);
    QVERIFY(host.status().stopped.empty());
    QCOMPARE(host.taking().error().code, ErrorCode::Locked);
    report.damages.push_back({"finance", Height(1), {}, {}, "block", "its record differs"});
    host.takeAudit(report);
    QCOMPARE(host.taking().error().code, ErrorCode::Damaged);
  }

  void aChannelThatDoesNotOpenSaysWhatIsLeftOfIt() {
    TestNetwork network;
    const auto file = newFile();
    std::uint64_t height = 0;
    {
      TestReplica replica = TestReplica::made(network, file);
      replica.apply(network.opening());
      height = replica->view().newest.height.value;
    }
    FileTamper(file).execute("PRAGMA user_version = 99");
    {
      const ChannelHost newer("finance", file, network.channel);
      const ChannelStatus status = newer.status();
      QVERIFY(!status.open);
      QCOMPARE(status.stoppedBy->code, ErrorCode::UnsupportedVersion);
      QCOMPARE(status.stoppedBy->parameter("path"), std::string_view(file.string()));
      QCOMPARE(status.height.value, height);
    }
    {
      std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
      out << std::string(64, '\xff');
    }
    const ChannelHost damaged("finance", file, network.channel);
    const ChannelStatus status = damaged.status();
    QVERIFY(!status.open);
    QCOMPARE(status.stoppedBy->code, ErrorCode::Damaged);
    QCOMPARE(status.treeSize, std::uint64_t{0});  // nothing of it is known
    const ChannelHost missing("finance", newFile(), network.channel);
    QVERIFY(!missing.status().open);
    QCOMPARE(missing.status().stoppedBy->code, ErrorCode::NotFound);
  }
};

QTEST_GUILESS_MAIN(SignerChainTest)
#include "signer_chain_test.moc"
