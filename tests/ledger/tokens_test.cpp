// Identities of a real network whose keys lie on tokens: what they sign is taken by every replica, and whatever a token does
// beside signing is said.
#include "ledger/local_engine.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>

#include "ledger/base/file.h"
#include "ledger/certificates.h"
#include "tests/support/soft_token.h"

using namespace mz;
using namespace mz::test;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

template <class T>
ErrorCode codeOf(const Result<T>& result) {
  return result ? ErrorCode::NotFinal : result.error().code;  // no token says that
}

constexpr const char* kPassword = "green tea cup 47";
constexpr const char* kOfficer = "finance/officer-01";
constexpr const char* kDefine = R"({"codes":["%1"],"kind":"department"})";

Secret pin(std::string text = kPin) { return Secret::take(text); }

NetworkPlan planOf(Suite suite) {
  NetworkPlan plan;
  plan.title = {"River City", ""};
  plan.domain = "river-city.internal";
  plan.org = {"finance", {"Finance", ""}, "", "", suite};
  plan.channel.title = {"Finance", ""};
  plan.password = kPassword;
  return plan;
}

}  // namespace

class TokensTest : public QObject {
  Q_OBJECT

  std::unique_ptr<SoftToken> m_soft;
  QTemporaryDir m_made;
  std::unique_ptr<QTemporaryDir> m_folder;
  std::filesystem::path m_network;
  std::unique_ptr<Engine> m_engine;
  TokenName m_first, m_other;
  int m_defined = 0;

  void open(bool unlocked = true) {
    m_engine.reset();
    m_engine = must(openEngine(m_network));
    if (unlocked) must(m_engine->unlock(kPassword));
  }
  Result<SubmitResult> signBy(const std::string& identity) {
    const std::string text = QString::fromLatin1(kDefine).arg(++m_defined).toStdString();
    return m_engine->submit("finance", identity, "public-finance", "define_codes", text);
  }
  bool signs(const std::string& identity) {
    const auto result = signBy(identity);
    if (!result) qWarning("%s", result.error().detail.c_str());
    return result && result->resultName == "executed";
  }
  bool auditIsClean() const { return must(m_engine->audit("finance", Progress(), AuditWatch())).damages.empty(); }
  IdentityInfo identity(const std::string& label) const {
    const auto all = m_engine->identities();
    return *std::ranges::find(all, label, &IdentityInfo::label);
  }

 private Q_SLOTS:
  void initTestCase() {
    MZ_REQUIRE_SOFT_TOKEN();
    m_soft = std::make_unique<SoftToken>(std::vector<std::string>{"first", "other"});
    m_first = m_soft->name("first");
    m_other = m_soft->name("other");
    must(createNetwork(m_made.path().toStdString(), planOf(Suite::International), Progress()));
  }
  void init() {
    if (!m_soft) QSKIP("softhsm2 is not on this machine");
    m_soft->setFault("none");
    m_folder = std::make_unique<QTemporaryDir>();
    m_network = std::filesystem::path(m_folder->path().toStdString()) / "network";
    std::filesystem::copy(m_made.path().toStdString(), m_network, std::filesystem::copy_options::recursive);
    open();
  }
  void cleanup() { m_engine.reset(); }

  void librariesAreRemembered() {
    Tokens* tokens = &m_engine->tokens();
    QVERIFY(tokens->libraries().empty());
    QVERIFY(must(tokens->tokens({})).empty());
    QCOMPARE(codeOf(tokens->addLibrary("/no/such/library.so")), ErrorCode::NotFound);
    QCOMPARE(codeOf(tokens->addLibrary("library.so")), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(tokens->addLibrary((m_made.filePath(QStringLiteral("network.json"))).toStdString())), ErrorCode::Malformed);
    QCOMPARE(codeOf(tokens->addLibrary("/\xff.so")), ErrorCode::InvalidArgument);
    // Whoever gives away a network's directory does not give away programs with it.
    std::filesystem::copy_file(SoftToken::library(), m_network / "channels" / "library.so");
    QCOMPARE(codeOf(tokens->addLibrary((m_network / "channels" / "library.so").string())), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(tokens->addLibrary((m_network / "channels" / ".." / "channels" / "library.so").string())),
             ErrorCode::InvalidArgument);
    QVERIFY(tokens->libraries().empty());
    QCOMPARE(must(tokens->addLibrary(SoftToken::faulty())).manufacturer, std::string("SoftHSM"));
    QVERIFY(tokens->addLibrary(SoftToken::faulty()));
    open();
    tokens = &m_engine->tokens();
    const auto libraries = tokens->libraries();
    QCOMPARE(libraries.size(), 1u);
    QCOMPARE(libraries[0].info.path, SoftToken::faulty());
    QVERIFY(!libraries[0].failure);
    QCOMPARE(must(tokens->tokens({})).size(), 3u);
    const auto suggested = tokens->suggestedLibraries();
    QVERIFY(std::ranges::find(suggested, SoftToken::library()) != suggested.end());

    // One that went away since.
    QVERIFY(writeFileAtomically(m_network / "tokens.json",
                                bytesOf(R"({"format":"mingzhang/tokens","libraries":["/gone.so"],"version":1})")));
    QCOMPARE(tokens->libraries()[0].failure->code, ErrorCode::NotFound);
    QVERIFY(must(tokens->tokens({})).empty());
    QCOMPARE(codeOf(tokens->tokens("/gone.so")), ErrorCode::NotFound);
    QCOMPARE(codeOf(tokens->forgetLibrary("/other.so")), ErrorCode::NotFound);
    QVERIFY(tokens->forgetLibrary("/gone.so"));
    QVERIFY(tokens->libraries().empty());
    for (const char* bad : {"no JSON", "{}", R"({"format":"mingzhang/tokens","libraries":[1],"version":1})"}) {
      QVERIFY(writeFileAtomically(m_network / "tokens.json", bytesOf(bad)));
      QCOMPARE(tokens->libraries()[0].failure->code, ErrorCode::Malformed);
      QCOMPARE(codeOf(tokens->addLibrary(SoftToken::faulty())), ErrorCode::Malformed);
    }
  }

  void anIdentityMovesToATokenAndSignsFromThere() {
    QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, kOfficer)), ErrorCode::PinNeeded);
    QVERIFY(!identity(kOfficer).token);
    must(m_engine->tokens().logIn(m_first, pin()));
    const TokenKey key = must(m_engine->tokens().moveIdentity(m_first, kOfficer));
    QVERIFY(identity(kOfficer).token == m_first);
    QVERIFY(!identity(kOfficer).needsPin && !identity(kOfficer).locked);
    QVERIFY(signs(kOfficer));
    const auto contents = must(m_engine->tokens().contents(m_first));
    const auto entry = std::ranges::find(contents.keys, key.id, [](const TokenContents::Key& each) { return each.key.id; });
    QCOMPARE(entry->identities, std::vector<std::string>{kOfficer});

    // Its key is here no more: the password alone does not sign.
    open();
    QVERIFY(identity(kOfficer).needsPin && identity(kOfficer).locked);
    QVERIFY(!identity("finance/admin-01").needsPin && !identity("finance/admin-01").locked);
    const auto refused = signBy(kOfficer);
    QCOMPARE(codeOf(refused), ErrorCode::PinNeeded);
    QCOMPARE(refused.error().parameter("library"), std::string_view(m_first.library));
    QCOMPARE(refused.error().parameter("serial"), std::string_view(m_first.serial));
    QCOMPARE(refused.error().parameter("token"), std::string_view("first"));
    QCOMPARE(codeOf(m_engine->tokens().logIn(m_first, pin("wrong"))), ErrorCode::WrongPin);
    QVERIFY(identity(kOfficer).needsPin);
    QCOMPARE(must(m_engine->tokens().logIn(m_first, pin())).opened, std::vector<std::string>{kOfficer});
    QVERIFY(signs(kOfficer));

    m_engine->tokens().logOut(m_first);
    QVERIFY(identity(kOfficer).needsPin);
    QCOMPARE(codeOf(signBy(kOfficer)), ErrorCode::PinNeeded);

    // Whichever comes first, PIN or password.
    open(false);
    QVERIFY(must(m_engine->tokens().logIn(m_first, pin())).opened.empty());
    QCOMPARE(codeOf(signBy(kOfficer)), ErrorCode::Locked);
    must(m_engine->unlock(kPassword));
    QVERIFY(signs(kOfficer));
    // Locking closes the token too.
    m_engine->lock();
    must(m_engine->unlock(kPassword));
    QVERIFY(!m_engine->tokens().loggedIn(m_first));
    QCOMPARE(codeOf(signBy(kOfficer)), ErrorCode::PinNeeded);
    QVERIFY(auditIsClean());
    const auto journal = m_engine->journal(0, 1000);
    for (const JournalEntry& each : journal)
      QVERIFY(each.subject.find(kPin) == std::string::npos && each.result.find(kPin) == std::string::npos);
    QVERIFY(std::ranges::any_of(journal, [](const JournalEntry& each) { return each.what == "token_move"; }));
  }

  void aTokenThatIsPulledOutIsMissed() {
    must(m_engine->tokens().logIn(m_first, pin()));
    must(m_engine->tokens().moveIdentity(m_first, kOfficer));
    m_soft->setFault("removed");
    QVERIFY(identity(kOfficer).needsPin);
    QCOMPARE(codeOf(signBy(kOfficer)), ErrorCode::TokenAbsent);
    QVERIFY(signs("finance/admin-01"));
    m_soft->setFault("none");
    QCOMPARE(codeOf(signBy(kOfficer)), ErrorCode::PinNeeded);
    must(m_engine->tokens().logIn(m_first, pin()));
    QVERIFY(signs(kOfficer));
    m_soft->setFault("locked");
    QCOMPARE(codeOf(m_engine->tokens().logIn(m_first, pin())), ErrorCode::PinLocked);
  }

  void theCaOnATokenIssuesRevokesAndMakesLists() {
    must(m_engine->tokens().logIn(m_first, pin()));
    must(m_engine->tokens().moveIdentity(m_first, "finance/ca"));
    must(m_engine->tokens().moveIdentity(m_first, "root"));
    const auto issued = must(m_engine->certificates().issue({{"finance", "clerk", "clerk-1", 0}}, false, Progress()));
    QCOMPARE(issued.channels.front().enrolled, std::uint64_t{1});
    QVERIFY(signBy("finance/clerk-1"));  // the contract may refuse a clerk, the channel does not
    must(m_engine->certificates().revoke({"finance", {issued.issued[0].serial}, RevocationReason::Superseded}, Progress()));
    QVERIFY(toHex(must(m_engine->certificates().revocationList("finance", 30))).find(issued.issued[0].serial) !=
            std::string::npos);

    open();
    const CertificateOrder order{"finance", "clerk", "clerk-2", 0};
    const auto finding = must(m_engine->certificates().check({order})).front();
    QCOMPARE(finding.problem, OrderProblem::AuthorityNeedsPin);
    QCOMPARE(codeOf(m_engine->certificates().issue({order}, false, Progress())), ErrorCode::PinNeeded);
    QCOMPARE(codeOf(m_engine->certificates().revocationList("finance", 30)), ErrorCode::PinNeeded);
    must(m_engine->tokens().logIn(m_first, pin()));
    m_soft->setFault("removed");
    QCOMPARE(codeOf(m_engine->certificates().issue({order}, false, Progress())), ErrorCode::TokenAbsent);
    m_soft->setFault("none");
    QVERIFY(!std::ranges::any_of(m_engine->identities(), [](const IdentityInfo& each) { return each.name == "clerk-2"; }));
    must(m_engine->tokens().logIn(m_first, pin()));
    must(m_engine->certificates().issue({order}, false, Progress()));
    QVERIFY(auditIsClean());
  }

  // The key never was anywhere but on the token.
  void aKeyThatWasMadeOnTheTokenGetsACertificate() {
    must(m_engine->tokens().logIn(m_first, pin()));
    const TokenKey key = must(m_engine->tokens().generate(m_first, "officer seven"));
    CertificateOrder order{"finance", "officer", "officer-07", 0};
    order.key = TokenReference{m_first, {9, 9, 9}};
    QCOMPARE(codeOf(m_engine->certificates().issue({order}, false, Progress())), ErrorCode::NotFound);
    order.key = TokenReference{m_first, key.id};
    const auto issued = must(m_engine->certificates().issue({order}, false, Progress()));
    const std::string label = issued.issued.front().label;
    QCOMPARE(issued.channels.front().enrolled, std::uint64_t{1});
    QVERIFY(identity(label).token == m_first);
    QVERIFY(signs(label));
    QCOMPARE(codeOf(m_engine->tokens().remove({m_first, key.id})), ErrorCode::InvalidArgument);

    // While its token is away nobody else waits for it: others are enrolled.
    order.name = "officer-08";
    order.key = TokenReference{m_first, must(m_engine->tokens().generate(m_first, "eight")).id};
    m_engine->tokens().logOut(m_first);
    QCOMPARE(codeOf(m_engine->certificates().issue({order}, false, Progress())), ErrorCode::PinNeeded);
    open();
    must(m_engine->certificates().issue({{"finance", "clerk", "clerk-1", 0}}, false, Progress()));
    QVERIFY(auditIsClean());
  }

  void aCertificateIsBoundToItsKeyAlone() {
    must(m_engine->tokens().logIn(m_first, pin()));
    must(m_engine->tokens().logIn(m_other, pin()));
    CertificateOrder order{"finance", "auditor", "auditor-1", 0};
    const TokenKey key = must(m_engine->tokens().generate(m_first, "auditor"));
    const TokenKey second = must(m_engine->tokens().generate(m_first, "another"));
    order.key = TokenReference{m_first, key.id};
    const auto issued = must(m_engine->certificates().issue({order}, false, Progress())).issued.front();
    Keystore keystore = must(Keystore::open(m_network / "keystore.mzk"));
    const Bytes der = keystore.find(issued.label)->certificate.der();

    QCOMPARE(codeOf(m_engine->tokens().bind({m_first, second.id}, der, "x")), ErrorCode::VerificationFailed);
    QCOMPARE(codeOf(m_engine->tokens().bind({m_other, key.id}, der, "x")), ErrorCode::NotFound);
    QCOMPARE(codeOf(m_engine->tokens().bind({m_first, key.id}, Bytes(40, 0x30), "x")), ErrorCode::Malformed);
    QCOMPARE(codeOf(m_engine->tokens().bind({m_first, key.id}, der, issued.label)), ErrorCode::AlreadyThere);
    QCOMPARE(must(m_engine->tokens().bind({m_first, key.id}, der, "finance/auditor-1/spare")),
             std::string("finance/auditor-1/spare"));
    QVERIFY(must(m_engine->tokens().bind({m_first, key.id}, der, {})).starts_with("finance/auditor-1/"));
    QVERIFY(signBy("finance/auditor-1/spare"));

    QCOMPARE(codeOf(m_engine->tokens().storeCertificate({m_first, second.id}, der)), ErrorCode::VerificationFailed);
    QCOMPARE(codeOf(m_engine->tokens().storeCertificate({m_first, second.id}, {})), ErrorCode::NotFound);
    QVERIFY(m_engine->tokens().storeCertificate({m_first, key.id}, {}));  // that of its identity
    QCOMPARE(codeOf(m_engine->tokens().storeCertificate({m_first, key.id}, der)), ErrorCode::AlreadyThere);
    const auto contents = must(m_engine->tokens().contents(m_first));
    QVERIFY(std::ranges::any_of(contents.certificates, [&](const TokenCertificate& each) { return each.der == der; }));
    // Other programs see it there, with its names.
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("pkcs11-tool"));
    if (!tool.isEmpty()) {
      QProcess process;
      process.start(
          tool, {QStringLiteral("--module"), QString::fromStdString(SoftToken::library()), QStringLiteral("--token-label"),
                 QStringLiteral("first"), QStringLiteral("--list-objects"), QStringLiteral("--type"), QStringLiteral("cert")});
      QVERIFY(process.waitForFinished());
      QVERIFY(process.readAllStandardOutput().contains("auditor-1"));
    }
    QVERIFY(m_engine->tokens().remove({m_first, second.id}));
    QCOMPARE(codeOf(m_engine->tokens().remove({m_first, second.id})), ErrorCode::NotFound);
  }

  void whatWorksWithoutPeopleStaysInTheKeystore() {
    must(m_engine->tokens().logIn(m_first, pin()));
    for (const char* label : {"finance/node-1", "finance/node-1/cosigner", "finance/node-1/log"})
      QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, label)), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, "finance/nobody")), ErrorCode::NotFound);
    must(m_engine->tokens().moveIdentity(m_first, kOfficer));
    QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, kOfficer)), ErrorCode::InvalidArgument);
    m_soft->setFault("no-import");
    QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, "finance/admin-01")), ErrorCode::Environment);
    m_soft->setFault("none");
    QVERIFY(!identity("finance/admin-01").token);
    QVERIFY(signs("finance/admin-01"));
    m_engine->lock();
    must(m_engine->tokens().logIn(m_first, pin()));
    QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, "finance/admin-01")), ErrorCode::Locked);
  }

  void keysOfTheOtherSuiteStayInTheKeystore() {
    m_network = std::filesystem::path(m_folder->path().toStdString()) / "guomi";
    must(createNetwork(m_network, planOf(Suite::Guomi), Progress()));
    open();
    must(m_engine->tokens().logIn(m_first, pin()));
    QCOMPARE(codeOf(m_engine->tokens().moveIdentity(m_first, kOfficer)), ErrorCode::InvalidArgument);
    CertificateOrder order{"finance", "officer", "officer-07", 0};
    order.key = TokenReference{m_first, must(m_engine->tokens().generate(m_first, "seven")).id};
    QCOMPARE(codeOf(m_engine->certificates().issue({order}, false, Progress())), ErrorCode::InvalidArgument);
  }

  void theKeystoresPasswordIsChanged() {
    QCOMPARE(codeOf(m_engine->changePassword("wrong", "another long enough 8")), ErrorCode::WrongPassword);
    const auto weak = m_engine->changePassword(kPassword, "short");
    QCOMPARE(codeOf(weak), ErrorCode::InvalidArgument);
    QCOMPARE(weak.error().parameter("field"), std::string_view("password"));
    QVERIFY(m_engine->changePassword(kPassword, "another long enough 8"));
    QVERIFY(signs(kOfficer));
    open(false);
    QCOMPARE(codeOf(m_engine->unlock(kPassword)), ErrorCode::WrongPassword);
    QVERIFY(m_engine->unlock("another long enough 8"));
    m_engine->lock();
    QVERIFY(m_engine->changePassword("another long enough 8", kPassword));  // also while it is locked
    QVERIFY(m_engine->unlock(kPassword));
  }
};

QTEST_GUILESS_MAIN(TokensTest)
#include "tokens_test.moc"
