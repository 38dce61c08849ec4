// What profiles, requests, templates and tables of people say, and what other programs make of them.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "ledger/base/file.h"
#include "ledger/certificate_batch.h"
#include "ledger/certificate_template_book.h"
#include "ledger/identity/authority.h"
#include "ledger/identity/certificate_reading.h"
#include "ledger/identity/certificate_request.h"
#include "ledger/identity/pem.h"

using namespace mz;

namespace {

constexpr UnixSeconds kFrom{1'750'000'000}, kUntil{1'900'000'000};

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

CertificateProfile serverProfile() {
  CertificateProfile profile;
  profile.usages = {"digital_signature", "key_agreement"};
  profile.purposes = {"serverAuth", "1.2.3.4.5"};
  profile.names = {
      {"dns", "www.example"}, {"ip", "10.0.0.1"}, {"ip", "fd00::1"}, {"email", "web@example"}, {"uri", "https://www.example/"}};
  profile.policies = {"1.3.6.1.4.1.99999.1"};
  profile.listAddress = "http://lists.example/ca.crl";
  profile.issuerAddress = "http://lists.example/ca.cer";
  return profile;
}

}  // namespace

class CertificatePapersTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;

  QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
  std::filesystem::path file(const char* name) const { return path(name).toStdString(); }
  void write(const char* name, std::string_view text) { must(writeFileAtomically(file(name), bytesOf(text))); }
  // What openssl prints; empty where it fails.
  QByteArray openssl(const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("openssl"), arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) return {};
    return process.readAll() + "done";
  }
  static Authority authority(KeyAlgorithm algorithm = KeyAlgorithm::P256) {
    SystemRandom random;
    return must(createOwnAuthority("finance", must(PrivateKey::generate(algorithm)), {kFrom, kUntil}, random));
  }

 private Q_SLOTS:
  void aProfileIsWhatOpenSslReads() {
    SystemRandom random;
    const Authority root =
        must(createRoot("city.example", must(PrivateKey::generate(KeyAlgorithm::P256)), {kFrom, kUntil}, random));
    const Authority org =
        must(createOrgAuthority(root, "finance", must(PrivateKey::generate(KeyAlgorithm::P256)), {kFrom, kUntil}, random));
    const CertificateProfile profile = serverProfile();
    const Certificate made =
        must(issue(org, {"finance", Role::Service, "web-1"}, must(PrivateKey::generate(KeyAlgorithm::P256)).publicKey(),
                   {kFrom, kUntil}, random, profile));
    QVERIFY(isLimited(made));
    CertificateProfile read = profileIn(made);
    QCOMPARE(read.names[2].value, std::string("fd00:0000:0000:0000:0000:0000:0000:0001"));
    read.names[2] = profile.names[2];
    QVERIFY(read == profile);

    write("root.pem", root.certificate.pem());
    write("org.pem", org.certificate.pem());
    write("web.pem", made.pem());
    const QByteArray text = openssl(
        {QStringLiteral("x509"), QStringLiteral("-noout"), QStringLiteral("-text"), QStringLiteral("-in"), path("web.pem")});
    for (const char* part :
         {"DNS:www.example", "IP Address:10.0.0.1", "IP Address:FD00:0:0:0:0:0:0:1", "email:web@example",
          "URI:https://www.example/", "TLS Web Server Authentication, 1.2.3.4.5", "Digital Signature, Key Agreement",
          "URI:http://lists.example/ca.crl", "CA Issuers - URI:http://lists.example/ca.cer", "Policy: 1.3.6.1.4.1.99999.1"})
      QVERIFY2(text.contains(part), part);
    const QByteArray verified = openssl(
        {QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-attime"), QStringLiteral("1800000000"),
         QStringLiteral("-CAfile"), path("root.pem"), QStringLiteral("-untrusted"), path("org.pem"), QStringLiteral("-purpose"),
         QStringLiteral("sslserver"), QStringLiteral("-verify_hostname"), QStringLiteral("www.example"), path("web.pem")});
    QVERIFY(verified.contains("OK"));
  }

  void aProfileThatCannotBeIsRefused_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    for (const auto& [field, value] :
         {std::pair("usages", "key_cert_sign"), std::pair("usages", ""), std::pair("purposes", "no such purpose"),
          std::pair("purposes", "1.2.3.x"), std::pair("policies", "anything"), std::pair("names", "dns:-bad.example"),
          std::pair("names", "dns:a..b"), std::pair("names", "dns:1.2.3.4"), std::pair("names", "ip:1.2.3"),
          std::pair("names", "email:nobody"), std::pair("names", "uri:no scheme"), std::pair("names", "fax:1"),
          std::pair("listAddress", "no scheme")})
      QTest::addRow("%s %s", field, value) << QString::fromLatin1(field) << QString::fromLatin1(value);
  }
  void aProfileThatCannotBeIsRefused() {
    QFETCH(const QString, field);
    QFETCH(const QString, value);
    const std::string text = value.toStdString();
    CertificateProfile profile = serverProfile();
    if (field == u"usages") profile.usages = text.empty() ? std::vector<std::string>() : std::vector{text};
    if (field == u"purposes") profile.purposes = {text};
    if (field == u"policies") profile.policies = {text};
    if (field == u"names") profile.names = {{text.substr(0, text.find(':')), text.substr(text.find(':') + 1)}};
    if (field == u"listAddress") profile.listAddress = text;
    const Status checked = checkProfile(profile);
    QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(QString::fromStdString(std::string(checked.error().parameter("field"))), field);
  }

  void requestsProveTheirKeyAndAreReadBack_data() {
    QTest::addColumn<int>("algorithm");
    QTest::newRow("P-256") << static_cast<int>(KeyAlgorithm::P256);
    QTest::newRow("SM2") << static_cast<int>(KeyAlgorithm::Sm2);
    QTest::newRow("Ed25519") << static_cast<int>(KeyAlgorithm::Ed25519);
  }
  void requestsProveTheirKeyAndAreReadBack() {
    QFETCH(const int, algorithm);
    const PrivateKey key = must(PrivateKey::generate(static_cast<KeyAlgorithm>(algorithm)));
    const std::vector<AlternativeName> names = {{"dns", "web.example"}, {"ip", "10.1.2.3"}};
    const Bytes der = must(makeRequest({"finance", Role::Service, "web-1"}, key, names));
    const CertificateRequest read = must(readRequest(der));
    QCOMPARE(read.org, std::string("finance"));
    QCOMPARE(read.role, std::string("service"));
    QCOMPARE(read.name, std::string("web-1"));
    QVERIFY(read.names == names);
    QCOMPARE(read.key.subjectPublicKeyInfo(), key.publicKey().subjectPublicKeyInfo());
    QVERIFY(!read.description.weak);
    const std::string pem = pemOf("CERTIFICATE REQUEST", der);
    QCOMPARE(must(readRequest(bytesOf("some words\n" + pem))).der, der);
    write("request.pem", pem);
    QStringList verify{QStringLiteral("req"), QStringLiteral("-verify"), QStringLiteral("-noout"), QStringLiteral("-in"),
                       path("request.pem")};
    if (algorithm == static_cast<int>(KeyAlgorithm::Sm2))
      verify << QStringLiteral("-sm3") << QStringLiteral("-vfyopt") << QStringLiteral("distid:1234567812345678");
    QVERIFY(!openssl(verify).isEmpty());

    // A changed one proves nothing, and half a one is none.
    for (const std::size_t place : {der.size() / 3, der.size() - 3}) {
      Bytes changed = der;
      changed[place] ^= 1;
      QVERIFY(!readRequest(changed));
    }
    QCOMPARE(readRequest(ByteView(der).first(der.size() / 2)).error().code, ErrorCode::Malformed);
    Bytes longer = der;
    longer.push_back(0);
    QCOMPARE(readRequest(longer).error().code, ErrorCode::Malformed);
    QCOMPARE(readRequest(bytesOf(pem + pem)).error().code, ErrorCode::Malformed);
  }

  void requestsOfOtherProgramsAreReadWhateverTheirKey_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("usable");
    QTest::addColumn<bool>("weak");
    QTest::newRow("P-256") << "ec:prime256v1" << "P-256" << true << false;
    QTest::newRow("P-384") << "ec:secp384r1" << "P-384" << false << false;
    QTest::newRow("RSA") << "rsa:2048" << "RSA" << false << false;
    QTest::newRow("short RSA") << "rsa:1024" << "RSA" << false << true;
  }
  void requestsOfOtherProgramsAreReadWhateverTheirKey() {
    QFETCH(const QString, key);
    QFETCH(const QString, algorithm);
    QFETCH(const bool, usable);
    QFETCH(const bool, weak);
    QStringList make{QStringLiteral("req"),
                     QStringLiteral("-new"),
                     QStringLiteral("-nodes"),
                     QStringLiteral("-keyout"),
                     path("other.key"),
                     QStringLiteral("-out"),
                     path("other.pem"),
                     QStringLiteral("-subj"),
                     QStringLiteral("/C=CN/O=finance/CN=printer 7"),
                     QStringLiteral("-addext"),
                     QStringLiteral("subjectAltName=DNS:printer.example"),
                     QStringLiteral("-newkey")};
    if (key.startsWith(u"ec:"))
      make << QStringLiteral("ec") << QStringLiteral("-pkeyopt") << QStringLiteral("ec_paramgen_curve:") + key.mid(3);
    else
      make << key;
    QVERIFY(!openssl(make).isEmpty());
    const CertificateRequest read = must(readRequest(must(readFile(file("other.pem"), 100'000))));
    QCOMPARE(QString::fromStdString(read.description.keyAlgorithm), algorithm);
    QCOMPARE(!read.key.empty(), usable);
    QCOMPARE(read.description.weak, weak);
    QCOMPARE(read.name, std::string("printer 7"));
    QVERIFY(read.role.empty());
    QCOMPARE(read.names.front().value, std::string("printer.example"));
    QCOMPARE(read.description.subject.front().name, std::string("C"));
  }

  void ownTemplatesLastAndShippedOnesStay() {
    const QTemporaryDir folder;
    const std::filesystem::path directory = folder.path().toStdString();
    CertificateTemplateBook book = must(CertificateTemplateBook::open(directory));
    const std::size_t shipped = book.all().size();
    QCOMPARE(findTemplate(book.all(), {}, "officer")->days, std::uint32_t{1095});
    QVERIFY(findTemplate(book.all(), "tls-server", {})->needsNames);
    QVERIFY(!findTemplate(book.all(), {}, "ca"));
    CertificateTemplate made;
    made.id = "mail";
    made.title = "邮件网关";
    made.role = "service";
    made.days = 100;
    made.profile.purposes = {"emailProtection"};
    must(book.save(made));
    made.days = 200;
    must(book.save(made));
    const CertificateTemplateBook again = must(CertificateTemplateBook::open(directory));
    QCOMPARE(again.all().size(), shipped + 1);
    QVERIFY(*findTemplate(again.all(), "mail", {}) == made);

    CertificateTemplate other = made;
    other.id = "officer";
    QCOMPARE(book.save(other).error().code, ErrorCode::AlreadyThere);
    QCOMPARE(book.remove("officer").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(book.remove("nothing").error().code, ErrorCode::NotFound);
    other.id = "Not An Id";
    QCOMPARE(std::string(book.save(other).error().parameter("field")), std::string("id"));
    other.id = "x";
    other.role = "ca";
    QCOMPARE(std::string(book.save(other).error().parameter("field")), std::string("role"));
    other.role = "clerk";
    other.days = 0;
    QCOMPARE(std::string(book.save(other).error().parameter("field")), std::string("days"));
    must(book.remove("mail"));
    QCOMPARE(must(CertificateTemplateBook::open(directory)).all().size(), shipped);

    std::ofstream(directory / "certificate-templates.json") << R"({"format":"mingzhang/certificate-templates","version":9})";
    QCOMPARE(CertificateTemplateBook::open(directory).error().code, ErrorCode::UnsupportedVersion);
    std::ofstream(directory / "certificate-templates.json") << "{";
    QCOMPARE(CertificateTemplateBook::open(directory).error().code, ErrorCode::Malformed);
  }

  void tablesOfPeopleBecomeOrders() {
    write("people.csv",
          "工号;角色;模板;有效期至;主机名;电话\r\n"
          "officer-1; Officer;;2027-12-31;;123\r\n"
          "web-1;service;tls-server;;www.example 10.0.0.7;\r\n"
          "clerk-1;clerk;;2027-02-30;;\r\n"
          ";clerk;;;;\r\n");
    CertificateOrder otherwise;
    otherwise.org = "finance";
    otherwise.days = 50;
    const BatchReview read = must(readBatch(file("people.csv"), otherwise));
    QCOMPARE(read.orders.size(), std::size_t{3});
    QCOMPARE(read.orders[0].org, std::string("finance"));
    QCOMPARE(read.orders[0].role, std::string("officer"));
    QCOMPARE(read.orders[0].name, std::string("officer-1"));
    QCOMPARE(read.orders[0].until->value, std::int64_t{1'830'297'599});  // 2027-12-31T23:59:59Z
    QCOMPARE(read.orders[1].templateId, std::string("tls-server"));
    QCOMPARE(read.orders[1].names.size(), std::size_t{2});
    QCOMPARE(read.orders[1].names[1].kind, std::string("ip"));
    QCOMPARE(read.orders[1].days, std::uint32_t{50});
    QVERIFY(read.orders[2].name.empty());  // what is missing is found when the orders are checked
    QCOMPARE(read.lines, (std::vector<std::uint64_t>{2, 3, 5}));
    QCOMPARE(read.problems.size(), std::size_t{1});
    QCOMPARE(read.problems[0].line, std::uint64_t{4});
    QCOMPARE(read.ignored, std::vector<std::string>{"电话"});
    write("nobody.csv", "role,days\nclerk,3\n");
    QCOMPARE(readBatch(file("nobody.csv"), otherwise).error().code, ErrorCode::InvalidArgument);
  }

  void severalObjectsInOneTextAreFoundAndHalfOnesAreNot() {
    const Authority one = authority();
    const std::string pem = one.certificate.pem();
    const auto blocks = must(readPem("before\n" + pem + "between\r\n" + pem + "after", 5));
    QCOMPARE(blocks.size(), std::size_t{2});
    QCOMPARE(blocks[1].der, one.certificate.der());
    QCOMPARE(readPem(pem + pem, 1).error().code, ErrorCode::TooLarge);
    QCOMPARE(readPem(pem.substr(0, pem.size() - 20), 5).error().code, ErrorCode::Malformed);
    QCOMPARE(readPem("-----BEGIN X-----\nnot*base64\n-----END X-----\n", 5).error().code, ErrorCode::Malformed);
    const auto old = must(readPem("-----BEGIN X-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: A,B\n\nAAAA\n-----END X-----\n", 5));
    QCOMPARE(old[0].headers, std::string("Proc-Type: 4,ENCRYPTED\nDEK-Info: A,B"));
    QCOMPARE(old[0].der, Bytes(3, 0));
    QVERIFY(must(readPem("no object at all", 5)).empty());
  }
};

QTEST_GUILESS_MAIN(CertificatePapersTest)
#include "certificate_papers_test.moc"
