// Certificates, keys and lists go to other programs and come from them: OpenSSL's and GnuTLS's tools have the second opinion.
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "ledger/base/file.h"
#include "ledger/certificates.h"
#include "ledger/engine.h"
#include "ledger/identity/certificate_file.h"

using namespace mz;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

constexpr const char* kPassword = "green tea cup 47";
constexpr const char* kFilePassword = "file password 9";

Secret secret(std::string text) { return Secret::take(text); }

}  // namespace

class CertificateFilesTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  std::filesystem::path m_network;
  std::unique_ptr<Engine> m_engine;
  IssuedCertificate m_clerk;

  Certificates& certificates() { return m_engine->certificates(); }
  QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
  QString write(const char* name, const Bytes& content) {
    must(writeFileAtomically(path(name).toStdString(), content));
    return path(name);
  }
  Bytes read(const char* name) { return must(readFile(path(name).toStdString(), 1'000'000)); }
  // What the program prints; empty where it fails. The test is skipped where it is not there.
  QByteArray run(const char* program, const QStringList& arguments) {
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QString::fromLatin1(program), arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) return {};
    return process.readAll() + "done";
  }
  static QStringList words(const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); }
  Bytes exported(ExportForm form, const std::string& password = kFilePassword) {
    return must(certificates().exported({m_clerk.fingerprint}, form, secret(password)));
  }
  ImportFinding first(const Bytes& file, const std::string& password = kFilePassword) {
    return must(certificates().reviewImport({{"file", file}}, secret(password))).findings.front();
  }

 private Q_SLOTS:
  void initTestCase() {
    NetworkPlan plan;
    plan.title = {"River City", ""};
    plan.domain = "river-city.internal";
    plan.org = {"finance", {"Finance", ""}, "", "", Suite::International};
    plan.channel.title = {"Finance", ""};
    plan.password = kPassword;
    m_network = path("network").toStdString();
    must(createNetwork(m_network, plan, Progress()));
    m_engine = must(openEngine(m_network));
    must(m_engine->unlock(kPassword));
    m_clerk = must(certificates().issue({{"finance", "clerk", "clerk-1", 0}}, false, Progress())).issued.front();
  }

  void otherProgramsReadWhatIsExported() {
    const QByteArray serial = QByteArray::fromStdString(m_clerk.serial).toUpper();
    const QString password = QStringLiteral("pass:") + QString::fromLatin1(kFilePassword);
    const QString der = write("one.cer", exported(ExportForm::Der));
    QVERIFY(run("openssl", words("x509 -inform DER -noout -serial -in") << der).contains(serial));
    const QString chain = write("chain.pem", exported(ExportForm::Chain));
    QCOMPARE(QByteArray(textOf(read("chain.pem")).data(), static_cast<qsizetype>(read("chain.pem").size())).count("BEGIN"), 3);
    const QString bag = write("bag.p7b", exported(ExportForm::Pkcs7));
    QCOMPARE(run("openssl", words("pkcs7 -inform DER -print_certs -in") << bag).count("subject="), 3);
    const QString store = write("store.p12", exported(ExportForm::Pkcs12));
    const QByteArray opened = run("openssl", words("pkcs12 -nodes -in") << store << QStringLiteral("-passin") << password);
    QVERIFY(opened.contains("PRIVATE KEY"));
    QCOMPARE(opened.count("BEGIN CERTIFICATE"), 3);
    const QString bundle = write("bundle.pem", exported(ExportForm::Bundle));
    QVERIFY(!run("openssl", words("pkey -noout -in") << bundle << QStringLiteral("-passin") << password).isEmpty());
    QVERIFY(!QByteArray::fromStdString(std::string(textOf(read("bundle.pem")))).contains("BEGIN PRIVATE KEY"));

    if (QStandardPaths::findExecutable(QStringLiteral("certtool")).isEmpty()) QSKIP("certtool is not there");
    QVERIFY(run("certtool", words("--p7-info --inder --infile") << bag).contains("BEGIN CERTIFICATE"));
    QVERIFY(run("certtool", words("--p12-info --inder --infile")
                                << store << QStringLiteral("--password") << QString::fromLatin1(kFilePassword))
                .contains("Encrypted key"));
    const auto authorities = must(certificates().authorities());
    write("root.pem", must(certificates().exported({authorities.front().certificate.fingerprint}, ExportForm::Pem, {})));
    QVERIFY(run("certtool", words("--verify --infile") << chain << QStringLiteral("--load-ca-certificate") << path("root.pem"))
                .contains("Verified"));
  }

  void otherProgramsReadRevocationLists() {
    const IssuedCertificate held =
        must(certificates().issue({{"finance", "clerk", "clerk-2", 0}}, false, Progress())).issued[0];
    const IssuedCertificate lost =
        must(certificates().issue({{"finance", "clerk", "clerk-3", 0}}, false, Progress())).issued[0];
    must(certificates().revoke({"finance", {held.serial}, RevocationReason::CertificateHold}, Progress()));
    must(certificates().revoke({"finance", {lost.serial}, RevocationReason::KeyCompromise, UnixSeconds(1'767'225'600)},
                               Progress()));
    const QString list = write("finance.crl", must(certificates().revocationList("finance", 30)));
    const QByteArray text = run("openssl", words("crl -inform DER -noout -text -in") << list);
    for (const char* part : {"Certificate Hold", "Key Compromise", "Invalidity Date", "Jan  1 00:00:00 2026"})
      QVERIFY2(text.contains(part), part);
    const auto authorities = must(certificates().authorities());
    const Fingerprint ca = authorities.back().certificate.fingerprint;
    write("ca.pem", must(certificates().exported({ca}, ExportForm::Pem, {})));
    QVERIFY(run("openssl", words("crl -inform DER -noout -in") << list << QStringLiteral("-CAfile") << path("ca.pem"))
                .contains("verify OK"));
    if (QStandardPaths::findExecutable(QStringLiteral("certtool")).isEmpty()) QSKIP("certtool is not there");
    write("ca.cer", must(certificates().exported({ca}, ExportForm::Der, {})));
    QVERIFY(run("certtool", words("--verify-crl --inder --infile")
                                << list << QStringLiteral("--load-ca-certificate") << path("ca.cer"))
                .contains("Verified"));
  }

  void whatIsExportedIsKnownHere() {
    for (const ExportForm form : {ExportForm::Pem, ExportForm::Der, ExportForm::Chain, ExportForm::Pkcs7}) {
      const ImportFinding finding = first(exported(form));
      QCOMPARE(finding.kind, ImportKind::Certificate);
      QCOMPARE(finding.standing, ImportStanding::AlreadyThere);
    }
    const auto review = must(certificates().reviewImport({{"store", exported(ExportForm::Pkcs12)}}, secret(kFilePassword)));
    QCOMPARE(review.findings.size(), std::size_t{4});
    const auto own = std::ranges::find(review.findings, "finance/clerk-1", &ImportFinding::label);
    QVERIFY(own != review.findings.end() && own->hasKey);
    QCOMPARE(own->name, std::string("finance/clerk-1"));
    // Without its password, and with a wrong one.
    QCOMPARE(first(exported(ExportForm::Pkcs12), "").failure->code, ErrorCode::Locked);
    QCOMPARE(first(exported(ExportForm::Pkcs12), "wrong").failure->code, ErrorCode::WrongPassword);
    QCOMPARE(first(exported(ExportForm::Bundle), "wrong").failure->code, ErrorCode::WrongPassword);
    QCOMPARE(certificates().exported({m_clerk.fingerprint}, ExportForm::Pkcs12, {}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(certificates().exported({Fingerprint()}, ExportForm::Pem, {}).error().code, ErrorCode::NotFound);
  }

  // A password that would take for ever to try is refused, not tried.
  void hugeRoundCountsAreRefused() {
    Bytes store = exported(ExportForm::Pkcs12);
    const Bytes rounds = {0x02, 0x03, 0x01, 0x86, 0xa0}, many = {0x02, 0x03, 0x7f, 0xff, 0xff};
    int changed = 0;
    for (auto at = std::ranges::search(store, rounds); !at.empty(); at = std::ranges::search(store, rounds), ++changed)
      std::ranges::copy(many, at.begin());
    QVERIFY(changed > 0);
    QCOMPARE(first(store).failure->code, ErrorCode::TooLarge);
  }

  void anIdentityComesFromAnotherProgram() {
    QVERIFY(!run("openssl", words("req -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -subj "
                                  "/O=finance/OU=clerk/CN=clerk-9 -keyout")
                                << path("own.key") << QStringLiteral("-out") << path("own.csr"))
                 .isEmpty());
    CertificateOrder order{"finance", "clerk", "clerk-9", 0};
    order.request = read("own.csr");
    const IssuedCertificate made = must(certificates().issue({order}, false, Progress())).issued.front();
    write("own.cer", must(certificates().exported({made.fingerprint}, ExportForm::Pem, {})));
    // Its certificate alone is known; with the key it is an identity.
    QCOMPARE(first(read("own.cer")).standing, ImportStanding::AlreadyThere);
    QVERIFY(!run("openssl", words("pkcs12 -export -name mine -inkey")
                                << path("own.key") << QStringLiteral("-in") << path("own.cer") << QStringLiteral("-out")
                                << path("own.p12") << QStringLiteral("-passout") << QStringLiteral("pass:secret 77"))
                 .isEmpty());
    const std::vector<ImportSource> sources = {{"own.p12", read("own.p12")}};
    const auto review = must(certificates().reviewImport(sources, secret("secret 77")));
    const auto found = std::ranges::find(review.findings, ImportStanding::CanBeTaken, &ImportFinding::standing);
    QVERIFY(found != review.findings.end());
    QVERIFY(found->hasKey);
    const auto place = static_cast<std::size_t>(found - review.findings.begin());
    const auto imported = must(certificates().importFiles(sources, secret("secret 77"), {place}, Progress()));
    QCOMPARE(imported.labels, std::vector<std::string>{"finance/clerk-9"});
    QCOMPARE(must(certificates().detail(made.fingerprint)).row.key, KeyPlace::Keystore);
    QCOMPARE(first(read("own.p12"), "secret 77").standing, ImportStanding::AlreadyThere);
    QCOMPARE(certificates().importFiles(sources, secret("secret 77"), {place}, Progress()).error().code,
             ErrorCode::InvalidArgument);

    // What this network cannot use is said, with the reason.
    QVERIFY(!run("openssl", words("req -x509 -nodes -newkey rsa:2048 -days 30 -subj /CN=printer -keyout")
                                << path("rsa.key") << QStringLiteral("-out") << path("rsa.cer"))
                 .isEmpty());
    Bytes both = read("rsa.cer");
    const Bytes key = read("rsa.key");
    both.insert(both.end(), key.begin(), key.end());
    const auto foreign = must(certificates().reviewImport({{"both", both}}, {}));
    QCOMPARE(foreign.findings.size(), std::size_t{2});
    for (const ImportFinding& finding : foreign.findings) {
      QCOMPARE(finding.standing, ImportStanding::NotUsable);
      QVERIFY(!finding.detail.empty());
    }
    QCOMPARE(foreign.findings[0].title, std::string("CN=printer"));
    QCOMPARE(first({1, 2, 3}).failure->code, ErrorCode::Malformed);
  }

  void aDatabaseOfXcaIsReviewed() {
    if (QStandardPaths::findExecutable(QStringLiteral("sqlite3")).isEmpty()) QSKIP("sqlite3 is not there");
    const auto base64 = [](const Bytes& bytes) { return QString::fromStdString(toBase64(bytes)); };
    const CertificateDetail clerk = must(certificates().detail(m_clerk.fingerprint));
    const Bytes bundle = exported(ExportForm::Bundle);
    const std::string pem(textOf(bundle));
    const auto begin = pem.find('\n') + 1, end = pem.find("-----END");
    QString key = QString::fromStdString(pem.substr(begin, end - begin));
    key.remove(u'\n');
    const QString schema = QStringLiteral(
        "CREATE TABLE items(id INTEGER PRIMARY KEY, name VARCHAR(128), type INTEGER, del SMALLINT NOT NULL DEFAULT 0);"
        "CREATE TABLE private_keys(item INTEGER, ownPass INTEGER, private TEXT);"
        "CREATE TABLE requests(item INTEGER, hash INTEGER, signed INTEGER, request TEXT);"
        "CREATE TABLE certs(item INTEGER, hash INTEGER, serial VARCHAR(64), issuer INTEGER, ca INTEGER, cert TEXT);"
        "CREATE TABLE crls(item INTEGER, hash INTEGER, num INTEGER, crl TEXT);");
    const QString rows = QStringLiteral(
                             "INSERT INTO items VALUES(1,'the CA',1,0),(2,'a clerk',1,0),(3,'his key',2,0),(4,'gone',1,1);"
                             "INSERT INTO certs VALUES(1,0,'',NULL,1,'%1'),(2,0,'',1,0,'%2'),(4,0,'',1,0,'%2');"
                             "INSERT INTO private_keys VALUES(3,0,'%3');")
                             .arg(base64(clerk.chainDer[0]), base64(clerk.der), key);
    QVERIFY(!run("sqlite3", {path("old.xdb"), schema + rows}).isEmpty());
    const auto review = must(certificates().reviewImport({{"old.xdb", read("old.xdb")}}, secret(kFilePassword)));
    QCOMPARE(review.findings.size(), std::size_t{3});
    QCOMPARE(review.findings[0].name, std::string("the CA"));
    QCOMPARE(review.findings[1].name, std::string("a clerk"));
    QCOMPARE(review.findings[1].container, std::string("XCA"));
    QCOMPARE(review.findings[1].standing, ImportStanding::AlreadyThere);
    QVERIFY(review.findings[1].hasKey);
    QCOMPARE(review.findings[2].kind, ImportKind::PrivateKey);
    QCOMPARE(first(read("old.xdb"), "wrong").failure->code, ErrorCode::WrongPassword);
    // Of another program, and a ruined one.
    QVERIFY(!run("sqlite3", {path("other.db"), QStringLiteral("CREATE TABLE notes(text)")}).isEmpty());
    QCOMPARE(first(read("other.db")).failure->code, ErrorCode::Malformed);
    Bytes ruined = read("old.xdb");
    std::ranges::fill(ruined.begin() + 100, ruined.begin() + 4000, std::uint8_t{0x5a});
    QCOMPARE(first(ruined).failure->code, ErrorCode::Malformed);
  }

  // A list of a CA that lies here as well as there.
  void revocationsComeFromAnotherProgram() {
    const IssuedCertificate gone =
        must(certificates().issue({{"finance", "clerk", "clerk-20", 0}}, false, Progress())).issued[0];
    const std::filesystem::path other = path("other").toStdString();
    m_engine.reset();
    std::filesystem::copy(m_network, other, std::filesystem::copy_options::recursive);
    Bytes list;
    {
      const auto engine = must(openEngine(other));
      must(engine->unlock(kPassword));
      must(engine->certificates().revoke({"finance", {gone.serial}, RevocationReason::KeyCompromise}, Progress()));
      list = must(engine->certificates().revocationList("finance", 30));
    }
    m_engine = must(openEngine(m_network));
    must(m_engine->unlock(kPassword));
    const ImportFinding finding = first(list);
    QCOMPARE(finding.kind, ImportKind::RevocationList);
    QCOMPARE(finding.standing, ImportStanding::CanBeTaken);
    QCOMPARE(finding.entries, std::uint64_t{1});
    const auto imported = must(certificates().importFiles({{"list", list}}, {}, {0}, Progress()));
    QCOMPARE(imported.revoked, std::uint64_t{1});
    const CertificateRow row = must(certificates().detail(gone.fingerprint)).row;
    QCOMPARE(row.state, CertificateState::Revoked);
    QCOMPARE(row.revoked, row.channels);
    QCOMPARE(first(list).standing, ImportStanding::AlreadyThere);
  }

  void pathsAreJudgedStepByStep() {
    const CertificateDetail detail = must(certificates().detail(m_clerk.fingerprint));
    PathQuestion question;
    question.certificate = detail.der;
    question.intermediates = {detail.chainDer[0]};
    question.anchors = {detail.chainDer[1]};
    question.at = UnixSeconds(m_clerk.from.value + 60);
    const PathReport good = must(certificates().validate(question));
    QVERIFY(good.good);
    QCOMPARE(good.steps.size(), std::size_t{3});
    const auto reason = [&](const PathQuestion& asked) {
      const PathReport report = must(certificates().validate(asked));
      for (const PathStep& step : report.steps)
        if (!step.problems.empty()) return step.problems.front().reason;
      return std::string("good");
    };
    PathQuestion asked = question;
    asked.at = UnixSeconds(m_clerk.until.value + 60);
    QCOMPARE(reason(asked), std::string("expired"));
    asked.at = UnixSeconds(m_clerk.from.value - 60);
    QVERIFY(reason(asked) != "good");
    asked = question;
    asked.intermediates.clear();
    QCOMPARE(reason(asked), std::string("unknown_issuer"));
    asked = question;
    asked.anchors = {detail.chainDer[0]};  // an anchor that somebody else has issued is one all the same
    QCOMPARE(reason(asked), std::string("good"));
    asked = question;
    asked.anchors.clear();
    asked.intermediates = detail.chainDer;
    QCOMPARE(reason(asked), std::string("not_trusted"));
    asked = question;
    asked.hostName = "www.example";
    QCOMPARE(reason(asked), std::string("host_name"));
    asked = question;
    asked.certificate[asked.certificate.size() - 1] ^= 1;
    QVERIFY(reason(asked) == "bad_signature" || reason(asked) == "unknown_issuer");
    asked = question;
    asked.certificate = detail.chainDer[0];
    asked.purpose = "sslserver";
    QCOMPARE(certificates().validate({{}, {}, {}, {}, {}, {}, {}}).error().code, ErrorCode::Malformed);
    asked.purpose = "nonsense";
    QCOMPARE(certificates().validate(asked).error().code, ErrorCode::InvalidArgument);

    const IssuedCertificate gone =
        must(certificates().issue({{"finance", "clerk", "clerk-30", 0}}, false, Progress())).issued[0];
    must(certificates().revoke({"finance", {gone.serial}, RevocationReason::KeyCompromise}, Progress()));
    asked = question;
    asked.certificate = must(certificates().detail(gone.fingerprint)).der;
    asked.at = UnixSeconds(gone.from.value + 60);
    asked.anchors = {detail.chainDer[0]};
    asked.lists = {must(certificates().revocationList("finance", 30))};
    const PathReport revoked = must(certificates().validate(asked));
    QCOMPARE(revoked.steps.front().problems.front().reason, std::string("revoked"));
    asked.certificate = question.certificate;
    QCOMPARE(reason(asked), std::string("good"));
  }

  // A renewed CA stands beside the old one until the members list it; what is issued meanwhile comes from the listed one.
  void authoritiesAreMadeAndRenewed() {
    const auto authorities = must(certificates().authorities());
    const Fingerprint root = authorities.front().certificate.fingerprint, ca = authorities.back().certificate.fingerprint;
    QCOMPARE(certificates().makeAuthority({"finance"}).error().code, ErrorCode::AlreadyThere);
    const IssuedCertificate renewed = must(certificates().makeAuthority({{}, false, ca, true, 400}));
    QCOMPARE(renewed.org, std::string("finance"));
    const CertificateDetail detail = must(certificates().detail(renewed.fingerprint));
    QCOMPARE(detail.chain.front().certificate.fingerprint, root);
    QCOMPARE(detail.row.enrolled, std::uint32_t{0});
    // The same key: what the old one issued has a path over the new one.
    const CertificateDetail clerk = must(certificates().detail(m_clerk.fingerprint));
    PathQuestion question;
    question.certificate = clerk.der;
    question.intermediates = {detail.der};
    question.anchors = {clerk.chainDer.back()};
    question.at = UnixSeconds(std::max(renewed.from, m_clerk.from).value + 60);
    QVERIFY(must(certificates().validate(question)).good);
    const auto issued = must(certificates().issue({{"finance", "clerk", "clerk-40", 0}}, false, Progress()));
    QCOMPARE(issued.channels.front().enrolled, std::uint64_t{1});

    // For an org that is to come, under the root.
    const IssuedCertificate other = must(certificates().makeAuthority({"education", true}));
    const CertificateDetail made = must(certificates().detail(other.fingerprint));
    QCOMPARE(made.row.keyAlgorithm, std::string("SM2"));
    QCOMPARE(made.chain.front().certificate.fingerprint, root);
    QVERIFY(made.row.certificate.until <= must(certificates().detail(root)).row.certificate.until);
    const auto early = must(certificates().issue({{"education", "clerk", "clerk-1", 0}}, false, Progress()));
    QCOMPARE(early.channels.front().enrolled + early.channels.front().missing, std::uint64_t{0});
    PathQuestion mixed;
    mixed.certificate = must(certificates().detail(early.issued[0].fingerprint)).der;
    mixed.intermediates = {made.der};
    mixed.anchors = {clerk.chainDer.back()};
    mixed.at = UnixSeconds(early.issued[0].from.value + 60);
    QVERIFY(must(certificates().validate(mixed)).good);  // SM2 under P-256
    QCOMPARE(certificates().makeAuthority({{}, false, Fingerprint()}).error().code, ErrorCode::NotFound);
    QVERIFY(must(certificates().makeAuthority({{}, false, root})).label.starts_with("root"));
  }

  void endsAreACalendar() {
    const Bytes calendar = must(certificates().exported({m_clerk.fingerprint}, ExportForm::Calendar, {}));
    const QByteArray text = QByteArray::fromStdString(std::string(textOf(calendar)));
    QVERIFY(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    QVERIFY(text.endsWith("END:VCALENDAR\r\n"));
    QVERIFY(text.contains("TRIGGER:-P30D\r\n"));
    QVERIFY(text.contains("SUMMARY:The certificate of finance/clerk-1 (clerk) ends\r\n"));
    for (const QByteArray& line : text.split('\n')) QVERIFY(line.size() <= 76);
  }
};

QTEST_GUILESS_MAIN(CertificateFilesTest)
#include "certificate_files_test.moc"
