#include "ledger/crypto/signature.h"

#include <QtTest>
#include <atomic>
#include <thread>

#include "ledger/crypto/hash.h"

using namespace mz;

namespace {

constexpr KeyAlgorithm kAll[] = {KeyAlgorithm::P256, KeyAlgorithm::Sm2, KeyAlgorithm::Ed25519};
const ByteView kMessage = bytesOf("Pay the school 1,200.00");

// SEQUENCE { r, s } taken apart, to be put together wrongly.
struct Pair {
  Bytes r, s;  // contents of the INTEGERs
};
Pair pairOf(const Bytes& der) {
  const std::size_t rSize = der[3];
  return {Bytes(der.begin() + 4, der.begin() + 4 + rSize), Bytes(der.begin() + 6 + rSize, der.end())};
}
void append(Bytes& out, const Bytes& part) {
  for (const std::uint8_t byte : part) out.push_back(byte);
}
Bytes integer(const Bytes& content) {
  Bytes out = {0x02, static_cast<std::uint8_t>(content.size())};
  append(out, content);
  return out;
}
Bytes sequence(const Bytes& first, const Bytes& second, Bytes head = {0x30}) {
  head.push_back(static_cast<std::uint8_t>(first.size() + second.size()));
  append(head, first);
  append(head, second);
  return head;
}

}  // namespace

class SignatureTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyAlgorithmSignsAndVerifies() {
    for (const KeyAlgorithm algorithm : kAll) {
      const auto key = PrivateKey::generate(algorithm);
      QVERIFY(key);
      QVERIFY(key->algorithm() == algorithm);
      const PublicKey publicKey = key->publicKey();
      QVERIFY(publicKey.algorithm() == algorithm);
      for (const ByteView message : {kMessage, ByteView()}) {
        const auto signature = key->sign(message);
        QVERIFY(signature);
        QVERIFY(publicKey.verify(message, *signature));
      }
    }
  }

  void anyChangedBitIsRefused() {
    for (const KeyAlgorithm algorithm : kAll) {
      const auto key = PrivateKey::generate(algorithm);
      const Bytes signature = key->sign(kMessage).value();
      const PublicKey publicKey = key->publicKey();
      for (std::size_t bit = 0; bit < signature.size() * 8; bit += 3) {
        Bytes changed = signature;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        QVERIFY(!publicKey.verify(kMessage, changed));
      }
      Bytes message(kMessage.begin(), kMessage.end());
      message[3] ^= 1;
      QVERIFY(!publicKey.verify(message, signature));
      QVERIFY(!PrivateKey::generate(algorithm)->publicKey().verify(kMessage, signature));
      QVERIFY(!publicKey.verify(kMessage, {}));
      Bytes longer = signature;
      longer.push_back(0);
      QVERIFY(!publicKey.verify(kMessage, longer));
    }
  }

  void curveSignaturesHaveOneEncoding() {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::P256, KeyAlgorithm::Sm2}) {
      const auto key = PrivateKey::generate(algorithm);
      const PublicKey publicKey = key->publicKey();
      const Bytes signature = key->sign(kMessage).value();
      const Pair pair = pairOf(signature);
      QCOMPARE(sequence(integer(pair.r), integer(pair.s)), signature);

      Bytes padded = pair.r;
      padded.insert(padded.begin(), 0);
      QVERIFY(!publicKey.verify(kMessage, sequence(integer(padded), integer(pair.s))));
      Bytes negative = pair.s;
      if (!negative.empty() && negative.front() == 0) {
        negative.erase(negative.begin());  // the same bits, read as a negative number
        QVERIFY(!publicKey.verify(kMessage, sequence(integer(pair.r), integer(negative))));
      }
      QVERIFY(!publicKey.verify(kMessage, sequence(integer(pair.r), integer(pair.s), {0x30, 0x81})));
      QVERIFY(!publicKey.verify(kMessage, sequence(integer({0}), integer(pair.s))));
      QVERIFY(!publicKey.verify(kMessage, sequence(integer(pair.r), integer({0}))));
      Bytes followed = integer(pair.s);
      followed.push_back(0x05);
      followed.push_back(0x00);
      QVERIFY(!publicKey.verify(kMessage, sequence(integer(pair.r), followed)));
      // Indefinite length, as BER allows it.
      Bytes indefinite = {0x30, 0x80};
      for (const Bytes& part : {integer(pair.r), integer(pair.s), Bytes{0, 0}})
        indefinite.insert(indefinite.end(), part.begin(), part.end());
      QVERIFY(!publicKey.verify(kMessage, indefinite));
    }
  }

  void publicKeysComeBackFromTheirEncoding() {
    for (const KeyAlgorithm algorithm : kAll) {
      const auto key = PrivateKey::generate(algorithm);
      const Bytes der = key->publicKey().subjectPublicKeyInfo();
      const auto again = PublicKey::fromSubjectPublicKeyInfo(der);
      QVERIFY(again);
      QCOMPARE(again->subjectPublicKeyInfo(), der);
      QVERIFY(again->verify(kMessage, key->sign(kMessage).value()));
      QCOMPARE(again->rawEd25519().size(), algorithm == KeyAlgorithm::Ed25519 ? 32u : 0u);
    }
    const auto key = PrivateKey::generate(KeyAlgorithm::Ed25519);
    const auto raw = PublicKey::fromEd25519(key->publicKey().rawEd25519());
    QVERIFY(raw);
    QVERIFY(raw->verify(kMessage, key->sign(kMessage).value()));
  }

  void damagedPublicKeysAreRefused() {
    for (const KeyAlgorithm algorithm : kAll) {
      const Bytes der = PrivateKey::generate(algorithm)->publicKey().subjectPublicKeyInfo();
      for (std::size_t size = 0; size < der.size(); ++size) {
        const auto cut = PublicKey::fromSubjectPublicKeyInfo(ByteView(der).first(size));
        QVERIFY(!cut);
        QCOMPARE(cut.error().code, ErrorCode::Malformed);
      }
      Bytes longer = der;
      longer.push_back(0);
      QVERIFY(!PublicKey::fromSubjectPublicKeyInfo(longer));
      if (algorithm == KeyAlgorithm::Ed25519) continue;
      Bytes offCurve = der;
      offCurve.back() ^= 1;
      QVERIFY(!PublicKey::fromSubjectPublicKeyInfo(offCurve));
    }
    QVERIFY(!PublicKey::fromEd25519(Bytes(31)));
  }

  // A compressed point is the same key in other bytes, and its certificate would have another fingerprint.
  void compressedPointsAreRefused() {
    const Bytes der = PrivateKey::generate(KeyAlgorithm::P256)->publicKey().subjectPublicKeyInfo();
    Bytes compressed = fromHex("3039301306072a8648ce3d020106082a8648ce3d030107032200").value();
    compressed.push_back(der.back() & 1 ? 3 : 2);
    compressed.insert(compressed.end(), der.begin() + 27, der.begin() + 59);
    const auto key = PublicKey::fromSubjectPublicKeyInfo(compressed);
    QVERIFY(!key);
    QCOMPARE(key.error().code, ErrorCode::Malformed);
  }

  void privateKeysComeBackFromPkcs8() {
    for (const KeyAlgorithm algorithm : kAll) {
      const auto key = PrivateKey::generate(algorithm);
      const Bytes der = key->toPkcs8().value();
      const auto again = PrivateKey::fromPkcs8(der);
      QVERIFY(again);
      QVERIFY(again->algorithm() == algorithm);
      QCOMPARE(again->publicKey().subjectPublicKeyInfo(), key->publicKey().subjectPublicKeyInfo());
      QVERIFY(key->publicKey().verify(kMessage, again->sign(kMessage).value()));
      for (std::size_t size = 0; size < der.size(); ++size) QVERIFY(!PrivateKey::fromPkcs8(ByteView(der).first(size)));
      Bytes longer = der;
      longer.push_back(0);
      QVERIFY(!PrivateKey::fromPkcs8(longer));
    }
    QCOMPARE(PrivateKey::fromPkcs8(Bytes(5000)).error().code, ErrorCode::TooLarge);
  }

  // RFC 5958 lets the public half be left out; other programs do.
  void aPrivateKeyOfAnotherFormIsTheSameKey() {
    const auto key = PrivateKey::generate(KeyAlgorithm::P256);
    Bytes der = key->toPkcs8().value();
    der.resize(68);  // up to and with the scalar
    der.erase(der.begin() + 1);
    der[1] = 0x41;   // lengths in short form: of the whole,
    der[27] = 0x27;  // the OCTET STRING
    der[29] = 0x25;  // and the SEQUENCE in it
    const auto again = PrivateKey::fromPkcs8(der);
    QVERIFY2(again, again ? "" : again.error().detail.c_str());
    QCOMPARE(again->publicKey().subjectPublicKeyInfo(), key->publicKey().subjectPublicKeyInfo());
    QVERIFY(key->publicKey().verify(kMessage, again->sign(kMessage).value()));
  }

  void aScalarBeyondTheCurvesOrderIsRefused() {
    const Bytes order = fromHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551").value();
    const Bytes good = PrivateKey::generate(KeyAlgorithm::P256)->toPkcs8().value();
    for (const Bytes& scalar : {Bytes(32, 0), order, Bytes(32, 0xff)}) {
      Bytes der = good;
      std::ranges::copy(scalar, der.begin() + 36);
      QCOMPARE(PrivateKey::fromPkcs8(der).error().code, ErrorCode::Malformed);
    }
  }

  void aPrivateKeyWithSomeoneElsesPublicHalfIsRefused() {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::P256, KeyAlgorithm::Sm2}) {
      Bytes mixed = PrivateKey::generate(algorithm)->toPkcs8().value();
      const Bytes other = PrivateKey::generate(algorithm)->toPkcs8().value();
      std::copy(other.end() - 64, other.end(), mixed.end() - 64);  // the point is the last that PKCS#8 has
      const auto key = PrivateKey::fromPkcs8(mixed);
      QVERIFY(!key);
      QCOMPARE(key.error().code, ErrorCode::Malformed);
    }
  }

  void aSeedGivesAlwaysTheSameKey() {
    const Bytes seed(32, 0x5a), other(32, 0x5b);
    for (const KeyAlgorithm algorithm : kAll) {
      const auto key = PrivateKey::fromSeed(algorithm, seed);
      QVERIFY(key);
      QVERIFY(key->algorithm() == algorithm);
      QCOMPARE(PrivateKey::fromSeed(algorithm, seed)->toPkcs8().value(), key->toPkcs8().value());
      QVERIFY(PrivateKey::fromSeed(algorithm, other)->toPkcs8().value() != key->toPkcs8().value());
      QVERIFY(key->publicKey().verify(kMessage, key->sign(kMessage).value()));
      QVERIFY(PrivateKey::fromPkcs8(key->toPkcs8().value()));
      QCOMPARE(PrivateKey::fromSeed(algorithm, Bytes(31)).error().code, ErrorCode::InvalidArgument);
    }
    // The key of one seed must not be readable from the other curve's.
    QVERIFY(PrivateKey::fromSeed(KeyAlgorithm::P256, seed)->toPkcs8().value() !=
            PrivateKey::fromSeed(KeyAlgorithm::Sm2, seed)->toPkcs8().value());
  }

  void emptyKeysDoNothing() {
    QVERIFY(PublicKey().empty());
    QVERIFY(!PublicKey().verify(kMessage, Bytes(64)));
    QVERIFY(PublicKey().subjectPublicKeyInfo().empty());
    QVERIFY(PrivateKey().publicKey().empty());
    QCOMPARE(PrivateKey().sign(kMessage).error().code, ErrorCode::Locked);
    QCOMPARE(PrivateKey().toPkcs8().error().code, ErrorCode::Locked);
  }

  void oneKeyServesManyThreads() {
    for (const KeyAlgorithm algorithm : kAll) {
      const auto key = PrivateKey::generate(algorithm);
      const PublicKey publicKey = key->publicKey();
      std::atomic<int> good = 0;
      std::vector<std::thread> threads;
      for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
          for (int i = 0; i < 50; ++i) {
            const auto signature = key->sign(kMessage);
            if (signature && publicKey.verify(kMessage, *signature) && !publicKey.verify(bytesOf("other"), *signature)) ++good;
          }
        });
      for (std::thread& thread : threads) thread.join();
      QCOMPARE(good.load(), 200);
    }
  }

  void hashingInPartsIsHashingTheWhole() {
    Bytes text(1000);
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<std::uint8_t>(i * 7);
    for (const std::size_t cut : {0u, 1u, 33u, 64u, 999u, 1000u}) {
      const ByteView first = ByteView(text).first(cut), second = ByteView(text).subspan(cut);
      QCOMPARE(sha256Of(first, second).hex(), sha256(text).hex());
      Sha256 hasher;
      QCOMPARE(hasher.update(first).update(second).finish().hex(), sha256(text).hex());
      QCOMPARE(hasher.finish().hex(), sha256({}).hex());  // and starts anew
    }
    QVERIFY(sha256(text).hex() != sm3(text).hex());
  }
};

QTEST_GUILESS_MAIN(SignatureTest)
#include "signature_test.moc"
