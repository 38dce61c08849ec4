#include "ledger/crypto/token.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>
#include <atomic>
#include <thread>

#include "ledger/base/file.h"
#include "ledger/identity/authority.h"
#include "tests/support/soft_token.h"

using namespace mz;
using namespace mz::test;

namespace {

constexpr Validity kValidity{UnixSeconds(1'750'000'000), UnixSeconds(1'900'000'000)};
const ByteView kMessage = bytesOf("Pay the school 1,200.00");

Secret pin(std::string text = kPin) { return Secret::take(text); }

template <class T>
ErrorCode codeOf(const Result<T>& result) {
  return result ? ErrorCode::NotFinal : result.error().code;  // no token says that
}

PublicKey publicOf(const TokenKey& key) { return PublicKey::fromSubjectPublicKeyInfo(key.publicKey).value(); }

}  // namespace

class TokenTest : public QObject {
  Q_OBJECT

  std::unique_ptr<SoftToken> m_soft;

  std::shared_ptr<Token> opened(const char* label = "first", const std::string& library = SoftToken::faulty()) {
    const auto loaded = TokenLibrary::load(library).value();
    return loaded->token(m_soft->name(label, library)).value();
  }
  std::shared_ptr<Token> loggedIn(const char* label = "first") {
    auto token = opened(label);
    if (!token->logIn(pin())) qFatal("no login");
    return token;
  }

 private Q_SLOTS:
  void initTestCase() {
    MZ_REQUIRE_SOFT_TOKEN();
    m_soft = std::make_unique<SoftToken>(std::vector<std::string>{"first", "other"});
  }
  void cleanup() {
    if (m_soft) m_soft->setFault("none");
  }

  void whatIsNoTokenLibraryIsSaidToBeNone() {
    QTemporaryDir directory;
    const std::filesystem::path folder = directory.path().toStdString();
    const auto text = folder / "text.so";
    QVERIFY(writeFileAtomically(text, bytesOf("no library at all")));
    QCOMPARE(codeOf(TokenLibrary::load(folder / "none.so")), ErrorCode::NotFound);
    QCOMPARE(codeOf(TokenLibrary::load(folder)), ErrorCode::NotFound);
    QCOMPARE(codeOf(TokenLibrary::load("libsofthsm2.so")), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(TokenLibrary::load("/" + std::string(5000, 'x'))), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(TokenLibrary::load(text)), ErrorCode::Malformed);
    const auto other = std::filesystem::path("/usr/lib/x86_64-linux-gnu/libzstd.so.1");  // a library, of something else
    if (std::filesystem::exists(other)) QCOMPARE(codeOf(TokenLibrary::load(other)), ErrorCode::Malformed);
    const auto failure = TokenLibrary::load(text);
    QCOMPARE(failure.error().parameter("path"), std::string_view(text.native()));
    m_soft->setFault("no-start");
    QCOMPARE(codeOf(TokenLibrary::load(SoftToken::faulty())), ErrorCode::Environment);
    m_soft->setFault("none");
    QVERIFY(TokenLibrary::load(SoftToken::faulty()));
  }

  void tokensAreListedWithWhatTheySay() {
    const auto library = TokenLibrary::load(SoftToken::faulty()).value();
    const auto about = library->info().value();
    QCOMPARE(about.manufacturer, std::string("SoftHSM"));
    QCOMPARE(about.readers, 3u);
    const auto tokens = library->tokens().value();
    QCOMPARE(tokens.size(), 3u);
    int initialised = 0;
    for (const TokenInfo& token : tokens) {
      if (!token.initialised) continue;
      ++initialised;
      QVERIFY(token.name.label == "first" || token.name.label == "other");
      QVERIFY(!token.name.serial.empty());
      QCOMPARE(token.name.library, SoftToken::faulty());
      QVERIFY(token.pinSet && token.loginRequired && !token.pinLocked && !token.loggedIn && !token.readOnly);
    }
    QCOMPARE(initialised, 2);
    m_soft->setFault("no-reader");
    QCOMPARE(library->info().value().readers, 0u);
    QVERIFY(library->tokens().value().empty());
    QCOMPARE(codeOf(library->token({{}, "first", "0"})), ErrorCode::TokenAbsent);
  }

  void nothingIsDoneBeforeTheLogIn() {
    const auto token = opened();
    QVERIFY(!token->loggedIn());
    QCOMPARE(codeOf(token->keys()), ErrorCode::PinNeeded);
    QCOMPARE(codeOf(token->generate("key")), ErrorCode::PinNeeded);
    QCOMPARE(codeOf(token->privateKey(Bytes{1}, PublicKey())), ErrorCode::PinNeeded);
    QCOMPARE(codeOf(token->remove(Bytes{1})), ErrorCode::PinNeeded);
    QVERIFY(token->certificates());  // they are public

    for (const std::string& wrong : {std::string(), std::string("4711"), std::string(kPin) + " ", std::string(300, '1')}) {
      const auto answer = token->logIn(pin(wrong));
      QCOMPARE(codeOf(answer), ErrorCode::WrongPin);
      QVERIFY(wrong.empty() || answer.error().detail.find(wrong) == std::string::npos);
    }
    QVERIFY(!token->loggedIn());
    QCOMPARE(token->logIn(pin("12345")).error().parameter("tries"), std::string_view("few"));
    QVERIFY(token->logIn(pin()));
    QVERIFY(token->loggedIn());
    QVERIFY(token->info().value().loggedIn);
    QVERIFY(!token->info().value().pinTriesFew);  // the right one makes good for the wrong ones
    QVERIFY(token->keys());

    // Somebody who is in already has to give the right PIN all the same.
    QCOMPARE(codeOf(token->logIn(pin("wrong"))), ErrorCode::WrongPin);
    QVERIFY(token->logIn(pin()));
    token->logOut();
    QVERIFY(!token->loggedIn());
    QCOMPARE(codeOf(token->keys()), ErrorCode::PinNeeded);
  }

  void eachPartOfTheProgramGivesThePinItself() {
    const auto mine = loggedIn();
    const auto library = TokenLibrary::load(SoftToken::faulty()).value();
    const auto theirs = library->token(mine->name()).value();
    QVERIFY(theirs != mine);
    QCOMPARE(codeOf(theirs->logIn(pin("not this"))), ErrorCode::WrongPin);
    QVERIFY(theirs->logIn(pin()));
    QVERIFY(theirs->keys());
    QCOMPARE(library->token(mine->name()).value(), theirs);
    theirs->logOut();
    QVERIFY(!mine->loggedIn());
    QCOMPARE(codeOf(mine->keys()), ErrorCode::PinNeeded);
  }

  void keysThatWereMadeOnATokenSign() {
    const auto token = loggedIn();
    const TokenKey made = token->generate("CA of finance").value();
    QCOMPARE(made.label, std::string("CA of finance"));
    QCOMPARE(made.algorithm, std::string("P-256"));
    QVERIFY(made.usable && made.madeThere && !made.canLeave && !made.eachTime);
    const PrivateKey key = token->privateKey(made.id, publicOf(made)).value();
    QVERIFY(key.isOnDevice());
    QVERIFY(!PrivateKey::generate(KeyAlgorithm::P256)->isOnDevice());
    for (int i = 0; i < 20; ++i) {  // r and s of every length
      const Bytes signature = key.sign(kMessage).value();
      QVERIFY(publicOf(made).verify(kMessage, signature));
      QVERIFY(!publicOf(made).verify(bytesOf("something else"), signature));
    }
    QCOMPARE(key.publicKey().subjectPublicKeyInfo(), made.publicKey);
    QVERIFY(key.toPkcs8().error().detail.find("cannot leave it") != std::string::npos);

    const auto listed = token->keys().value();
    QVERIFY(
        std::ranges::any_of(listed, [&](const TokenKey& one) { return one.id == made.id && one.publicKey == made.publicKey; }));
    // A certificate of another key.
    QCOMPARE(codeOf(token->privateKey(made.id, PrivateKey::generate(KeyAlgorithm::P256)->publicKey())),
             ErrorCode::VerificationFailed);
    QCOMPARE(codeOf(token->privateKey(Bytes{1, 2, 3}, publicOf(made))), ErrorCode::NotFound);
    QCOMPARE(codeOf(token->generate("")), ErrorCode::InvalidArgument);
    QCOMPARE(codeOf(token->generate(std::string(300, 'x'))), ErrorCode::InvalidArgument);

    QVERIFY(token->remove(made.id));
    QCOMPARE(codeOf(token->remove(made.id)), ErrorCode::NotFound);
    QCOMPARE(codeOf(token->remove(Bytes())), ErrorCode::NotFound);
    QCOMPARE(codeOf(key.sign(kMessage)), ErrorCode::NotFound);
  }

  void aKeyFromOutsideSignsOnTheToken() {
    const auto token = loggedIn();
    const PrivateKey original = PrivateKey::generate(KeyAlgorithm::P256).value();
    const TokenKey copy = token->import(original, "from the keystore").value();
    QVERIFY(copy.usable && !copy.madeThere && !copy.canLeave);
    QCOMPARE(copy.publicKey, original.publicKey().subjectPublicKeyInfo());
    const PrivateKey there = token->privateKey(copy.id, original.publicKey()).value();
    QVERIFY(original.publicKey().verify(kMessage, there.sign(kMessage).value()));
    QCOMPARE(codeOf(token->import(there, "again")), ErrorCode::InvalidArgument);
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::Sm2, KeyAlgorithm::Ed25519})
      QCOMPARE(codeOf(token->import(PrivateKey::generate(algorithm).value(), "other")), ErrorCode::InvalidArgument);

    const std::size_t before = token->keys()->size();
    m_soft->setFault("no-import");
    QCOMPARE(codeOf(token->import(original, "refused")), ErrorCode::Environment);
    m_soft->setFault("no-generation");
    QCOMPARE(codeOf(token->generate("refused")), ErrorCode::Environment);
    m_soft->setFault("none");
    QCOMPARE(token->keys()->size(), before);
  }

  // A CA whose key never leaves its token: what it issues, other programs verify.
  void certificatesAndListsAreSignedOnTheToken() {
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty()) QSKIP("no openssl command on this machine");
    const auto token = loggedIn();
    SystemRandom random;
    const TokenKey made = token->generate("root").value();
    const PrivateKey key = token->privateKey(made.id, publicOf(made)).value();
    const Authority root = createRoot("river.internal", key, kValidity, random).value();
    const PrivateKey orgKey = PrivateKey::generate(KeyAlgorithm::P256).value();
    const Authority org = createOrgAuthority(root, "finance", orgKey, kValidity, random).value();
    QVERIFY(validateChain(org.certificate, {}, std::vector{root.certificate}, {}, UnixSeconds(1'800'000'000)));
    const Bytes list = makeCrl(root, 1, std::vector<RevokedEntry>{{"4711", UnixSeconds(1'760'000'000), 1}}, kValidity).value();

    QTemporaryDir directory;
    const auto path = [&](const char* name) { return directory.filePath(QLatin1String(name)); };
    QVERIFY(writeFileAtomically(path("root.pem").toStdString(), bytesOf(root.certificate.pem())));
    QVERIFY(writeFileAtomically(path("org.pem").toStdString(), bytesOf(org.certificate.pem())));
    QVERIFY(writeFileAtomically(path("list.crl").toStdString(), list));
    const auto verified = [&](const QStringList& arguments) {
      QProcess process;
      process.start(openssl, arguments);
      return process.waitForFinished() && process.exitCode() == 0;
    };
    QVERIFY(verified({QStringLiteral("verify"), QStringLiteral("-x509_strict"), QStringLiteral("-check_ss_sig"),
                      QStringLiteral("-attime"), QStringLiteral("1800000000"), QStringLiteral("-CAfile"), path("root.pem"),
                      path("org.pem")}));
    QVERIFY(verified({QStringLiteral("crl"), QStringLiteral("-inform"), QStringLiteral("DER"), QStringLiteral("-noout"),
                      QStringLiteral("-CAfile"), path("root.pem"), QStringLiteral("-in"), path("list.crl")}));

    m_soft->setFault("removed");
    QCOMPARE(codeOf(createOrgAuthority(root, "finance", orgKey, kValidity, random)), ErrorCode::TokenAbsent);
    m_soft->setFault("none");
    QCOMPARE(codeOf(makeCrl(root, 2, {}, kValidity)), ErrorCode::PinNeeded);
  }

  void aTokenThatWasPulledOutIsMissedAndComesBack() {
    const auto token = loggedIn();
    const TokenKey made = token->generate("pulled").value();
    const PrivateKey key = token->privateKey(made.id, publicOf(made)).value();
    m_soft->setFault("removed");
    const auto missing = key.sign(kMessage);
    QCOMPARE(codeOf(missing), ErrorCode::TokenAbsent);
    QCOMPARE(missing.error().parameter("token"), std::string_view("first"));
    QVERIFY(!token->loggedIn());
    QCOMPARE(codeOf(token->logIn(pin())), ErrorCode::TokenAbsent);
    m_soft->setFault("none");
    QCOMPARE(codeOf(key.sign(kMessage)), ErrorCode::PinNeeded);
    QVERIFY(token->logIn(pin()));
    QVERIFY(publicOf(made).verify(kMessage, key.sign(kMessage).value()));

    m_soft->setFault("removed-signing");
    QCOMPARE(codeOf(key.sign(kMessage)), ErrorCode::TokenAbsent);
    m_soft->setFault("none");
    QVERIFY(token->logIn(pin()));
    QVERIFY(key.sign(kMessage));

    m_soft->setFault("session-lost");
    QCOMPARE(codeOf(key.sign(kMessage)), ErrorCode::PinNeeded);
    m_soft->setFault("none");
    QVERIFY(!token->loggedIn());
    QVERIFY(token->logIn(pin()));

    m_soft->setFault("device-error");
    const auto failure = key.sign(kMessage);
    QCOMPARE(codeOf(failure), ErrorCode::CryptoFailure);
    QCOMPARE(failure.error().parameter("pkcs11"), std::string_view("00000030"));
    m_soft->setFault("none");
    QVERIFY(key.sign(kMessage));
  }

  void aLockedTokenIsExplained() {
    const auto token = opened("other");
    m_soft->setFault("last-try");
    const auto wrong = token->logIn(pin("wrong"));
    QCOMPARE(codeOf(wrong), ErrorCode::WrongPin);
    QCOMPARE(wrong.error().parameter("tries"), std::string_view("last"));
    QVERIFY(token->info().value().pinLastTry);
    m_soft->setFault("locks");  // the last wrong PIN
    QCOMPARE(codeOf(token->logIn(pin("wrong"))), ErrorCode::PinLocked);
    m_soft->setFault("locked");
    QCOMPARE(codeOf(token->logIn(pin())), ErrorCode::PinLocked);
    QVERIFY(token->info().value().pinLocked);
    m_soft->setFault("no-pin");
    QCOMPARE(codeOf(token->logIn(pin())), ErrorCode::Environment);
    m_soft->setFault("none");
    QVERIFY(token->logIn(pin()));

    const auto library = TokenLibrary::load(SoftToken::faulty()).value();
    const auto tokens = library->tokens().value();
    for (const TokenInfo& info : tokens)
      if (!info.initialised) QCOMPARE(codeOf(library->token(info.name).value()->logIn(pin())), ErrorCode::Environment);
  }

  void keysThatCannotBeUsedSayWhy() {
    const auto token = loggedIn();
    const TokenKey made = token->generate("each time").value();
    m_soft->setFault("pin-each-time");
    const auto listed = token->keys().value();
    QVERIFY(std::ranges::all_of(listed, [](const TokenKey& key) { return key.eachTime && !key.usable; }));
    QCOMPARE(codeOf(token->privateKey(made.id, publicOf(made))), ErrorCode::InvalidArgument);
    m_soft->setFault("huge-attribute");
    const auto bounded = token->keys().value();
    for (const TokenKey& key : bounded) QVERIFY(key.label.empty());
  }

  // What another program has put there: RSA, and P-384.
  void keysOfOtherKindsAreListedAndNotUsed() {
    const QString tool = QStandardPaths::findExecutable(QStringLiteral("pkcs11-tool"));
    if (tool.isEmpty()) QSKIP("opensc is not on this machine");
    const auto before = opened("other")->name();
    for (const auto& [kind, id] : {std::pair{"rsa:2048", "a1"}, std::pair{"EC:secp384r1", "a2"}}) {
      QProcess process;
      process.start(tool,
                    {QStringLiteral("--module"), QString::fromStdString(SoftToken::library()), QStringLiteral("--token-label"),
                     QStringLiteral("other"), QStringLiteral("--login"), QStringLiteral("--pin"), QString::fromLatin1(kPin),
                     QStringLiteral("--keypairgen"), QStringLiteral("--key-type"), QString::fromLatin1(kind),
                     QStringLiteral("--id"), QString::fromLatin1(id)});
      QVERIFY(process.waitForFinished());
      QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    const auto token = loggedIn("other");
    const auto keys = token->keys().value();
    const auto kindOf = [&](std::uint8_t id) {
      const auto found = std::ranges::find(keys, Bytes{id}, &TokenKey::id);
      return found == keys.end() ? std::string("none") : found->usable ? std::string("usable") : found->algorithm;
    };
    QCOMPARE(kindOf(0xa1), std::string("RSA"));
    QCOMPARE(kindOf(0xa2), std::string("P-384"));
    QCOMPARE(codeOf(token->privateKey(Bytes{0xa1}, PrivateKey::generate(KeyAlgorithm::P256)->publicKey())),
             ErrorCode::InvalidArgument);
    QCOMPARE(before, token->name());
  }

  void certificatesAreKeptBesideTheirKeys() {
    const auto token = loggedIn();
    const TokenKey made = token->generate("with certificate").value();
    const TokenCertificate certificate{made.id, "with certificate", Bytes(600, 0x30)};
    const Token::CertificateNames names{{0x30, 0x00}, {0x30, 0x00}, {0x02, 0x01, 0x01}};
    QVERIFY(token->storeCertificate(certificate, names));
    QCOMPARE(codeOf(token->storeCertificate(certificate, names)), ErrorCode::AlreadyThere);
    const auto all = token->certificates().value();
    const auto found = std::ranges::find(all, made.id, &TokenCertificate::id);
    QVERIFY(found != all.end());
    QCOMPARE(found->der, certificate.der);
    QVERIFY(token->remove(made.id));
    const auto left = token->certificates().value();
    QVERIFY(std::ranges::none_of(left, [&](const auto& each) { return each.id == made.id; }));
  }

  void manyThreadsSignWithOneKey() {
    const auto token = loggedIn();
    const TokenKey made = token->generate("many").value();
    const PrivateKey key = token->privateKey(made.id, publicOf(made)).value();
    std::atomic<int> good = 0;
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
          for (int n = 0; n < 25; ++n) {
            const auto signature = key.sign(kMessage);
            if (signature && publicOf(made).verify(kMessage, *signature)) ++good;
          }
        });
    }
    QCOMPARE(good.load(), 100);
  }

  void aKeyOutlivesTokenAndLibrary() {
    PrivateKey key;
    {
      const auto token = loggedIn();
      const TokenKey made = token->generate("outlives").value();
      key = token->privateKey(made.id, publicOf(made)).value();
    }
    QVERIFY(key.publicKey().verify(kMessage, key.sign(kMessage).value()));
  }
};

QTEST_GUILESS_MAIN(TokenTest)
#include "token_test.moc"
