#include "ledger/crypto/sealing.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace mz;

namespace {

constexpr Suite kSuites[] = {Suite::International, Suite::Guomi};

// RFC 5869 over a MAC, written out.
Bytes hkdfByDefinition(Bytes (*mac)(ByteView, ByteView), ByteView secret, ByteView salt, ByteView info, std::size_t length) {
  const Bytes zeros(32);
  const Bytes key = mac(salt.empty() ? ByteView(zeros) : salt, secret);
  Bytes out, block;
  for (std::uint8_t i = 1; out.size() < length; ++i) {
    block.insert(block.end(), info.begin(), info.end());
    block.push_back(i);
    block = mac(key, block);
    out.insert(out.end(), block.begin(), block.end());
  }
  out.resize(length);
  return out;
}

}  // namespace

class SealingTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void whatIsSealedComesBack() {
    SystemRandom random;
    const Bytes key(32, 1);
    for (const Suite suite : kSuites)
      for (const std::size_t size : {0u, 1u, 15u, 16u, 17u, 1000u, 100'000u}) {
        Bytes text(size);
        random.fill(text);
        for (const Bytes& aad : {Bytes(), Bytes(100, 3)}) {
          const auto sealed = seal(suite, key, aad, text, random);
          QVERIFY(sealed);
          QCOMPARE(sealed->size(), size + (suite == Suite::International ? 28u : 48u));
          const auto opened = unseal(suite, key, aad, *sealed);
          QVERIFY(opened);
          QCOMPARE(*opened, text);
        }
      }
  }

  void nothingChangedOpens() {
    SystemRandom random;
    const Bytes key(32, 1), otherKey(32, 2), aad = {1, 2, 3}, otherAad = {1, 2};
    const Bytes text(50, 9);
    for (const Suite suite : kSuites) {
      const Bytes sealed = seal(suite, key, aad, text, random).value();
      for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        Bytes changed = sealed;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        const auto opened = unseal(suite, key, aad, changed);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::BadSignature);
      }
      for (std::size_t size = 0; size < sealed.size(); ++size)
        QCOMPARE(unseal(suite, key, aad, ByteView(sealed).first(size)).error().code, ErrorCode::BadSignature);
      QCOMPARE(unseal(suite, otherKey, aad, sealed).error().code, ErrorCode::BadSignature);
      QCOMPARE(unseal(suite, key, otherAad, sealed).error().code, ErrorCode::BadSignature);
      QCOMPARE(unseal(suite, key, {}, sealed).error().code, ErrorCode::BadSignature);
    }
    const Bytes sealed = seal(Suite::International, key, aad, text, random).value();
    QVERIFY(!unseal(Suite::Guomi, key, aad, sealed));
  }

  // aad "ab" before nonce "c…" must not be what aad "a" before nonce "bc…" is.
  void theBorderOfTheBoundDataIsAuthenticated() {
    SystemRandom random;
    const Bytes key(32, 1), aad = {1, 2, 3, 4};
    const Bytes sealed = seal(Suite::Guomi, key, aad, Bytes(20, 5), random).value();
    Bytes slid = {4};
    slid.insert(slid.end(), sealed.begin(), sealed.end());
    QVERIFY(!unseal(Suite::Guomi, key, ByteView(aad).first(3), slid));
  }

  void theSameTextIsSealedDifferentlyEachTime() {
    SystemRandom random;
    const Bytes key(32, 1), text(20, 2);
    for (const Suite suite : kSuites)
      QVERIFY(seal(suite, key, {}, text, random).value() != seal(suite, key, {}, text, random).value());
  }

  void keysOfOtherLengthsAreRefused() {
    SystemRandom random;
    for (const Suite suite : kSuites)
      for (const std::size_t size : {0u, 16u, 31u, 33u}) {
        QCOMPARE(seal(suite, Bytes(size), {}, Bytes(5), random).error().code, ErrorCode::InvalidArgument);
        QCOMPARE(unseal(suite, Bytes(size), {}, Bytes(100)).error().code, ErrorCode::InvalidArgument);
      }
  }

  void hkdfIsTheOneOfRfc5869OverBothHashes() {
    const Bytes secret(30, 4), salt(10, 5), info(7, 6);
    for (const std::size_t length : {1u, 32u, 33u, 100u, 8160u})
      for (const Bytes& s : {Bytes(), salt}) {
        QCOMPARE(hkdfSm3(secret, s, info, length).value(), hkdfByDefinition(hmacSm3, secret, s, info, length));
        QCOMPARE(hkdfSha256(secret, s, info, length).value(), hkdfByDefinition(hmacSha256, secret, s, info, length));
      }
    for (const std::size_t length : {0u, 8161u})
      QCOMPARE(hkdfSm3(secret, salt, info, length).error().code, ErrorCode::InvalidArgument);
  }

  void scryptAgreesWithTheOpensslCommand() {
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty()) QSKIP("no openssl command on this machine");
    QProcess process;
    process.start(openssl, {QStringLiteral("kdf"), QStringLiteral("-keylen"), QStringLiteral("40"), QStringLiteral("-kdfopt"),
                            QStringLiteral("pass:correct horse"), QStringLiteral("-kdfopt"), QStringLiteral("salt:battery"),
                            QStringLiteral("-kdfopt"), QStringLiteral("n:1024"), QStringLiteral("-kdfopt"),
                            QStringLiteral("r:4"), QStringLiteral("-kdfopt"), QStringLiteral("p:3"), QStringLiteral("SCRYPT")});
    QVERIFY(process.waitForFinished());
    const QByteArray expected = process.readAllStandardOutput().trimmed().replace(":", "").toLower();
    QCOMPARE(expected.size(), 80);
    const auto derived = scrypt(bytesOf("correct horse"), bytesOf("battery"), {1024, 4, 3}, 40);
    QVERIFY(derived);
    QCOMPARE(toHex(*derived), expected.toStdString());
  }

  void scryptTakesAnEmptyPasswordAndSalt() {
    const auto derived = scrypt({}, {}, {16, 1, 1}, 32);
    QVERIFY(derived);
    QVERIFY(*derived != scrypt(bytesOf("x"), {}, {16, 1, 1}, 32).value());
  }

  void scryptCostsOutOfBoundsAreRefused() {
    for (const ScryptCost cost : {ScryptCost{0, 8, 1}, ScryptCost{1, 8, 1}, ScryptCost{1000, 8, 1}, ScryptCost{1 << 16, 0, 1},
                                  ScryptCost{1 << 16, 8, 0}, ScryptCost{1 << 16, 8, 17}, ScryptCost{1 << 20, 8, 1},
                                  ScryptCost{std::uint64_t{1} << 63, 8, 1}, ScryptCost{2, std::uint64_t{1} << 60, 1},
                                  ScryptCost{std::uint64_t{1} << 32, std::uint64_t{1} << 32, 1}})
      QCOMPARE(scrypt(bytesOf("x"), {}, cost, 32).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(scrypt(bytesOf("x"), {}, {16, 1, 1}, 0).error().code, ErrorCode::InvalidArgument);
  }

  void wipingAndComparing() {
    Bytes secret(10, 7);
    wipe(secret);
    QCOMPARE(secret, Bytes(10));
    QVERIFY(equalInConstantTime(Bytes{1, 2}, Bytes{1, 2}));
    QVERIFY(!equalInConstantTime(Bytes{1, 2}, Bytes{1, 3}));
    QVERIFY(!equalInConstantTime(Bytes{1, 2}, Bytes{1, 2, 3}));
    QVERIFY(equalInConstantTime({}, {}));
  }
};

QTEST_GUILESS_MAIN(SealingTest)
#include "sealing_test.moc"
