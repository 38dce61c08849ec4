#include <openssl/evp.h>

#include <QtTest>
#include <nlohmann/json.hpp>

#include "ledger/crypto/hash.h"
#include "ledger/crypto/sealing.h"
#include "ledger/crypto/signature.h"
#include "tests/support/shared_files.h"

using namespace mz;
using nlohmann::json;

namespace {

json readJson(const std::filesystem::path& file) { return json::parse(test::readText(file)); }

Bytes hexField(const json& object, const char* name) {
  std::string text = object.at(name).get<std::string>();
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return fromHex(text).value();
}

// Gives the nonce of a vector to seal().
class FixedRandom final : public Random {
 public:
  explicit FixedRandom(Bytes bytes) : m_bytes(std::move(bytes)) {}
  void fill(std::span<std::uint8_t> out) override {
    if (out.size() != m_bytes.size()) qFatal("other number of random bytes asked for than the vector has");
    std::ranges::copy(m_bytes, out.begin());
  }

 private:
  Bytes m_bytes;
};

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes out;
  for (const Bytes& part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

// One INTEGER of an unsigned number.
Bytes derInteger(Bytes value) {
  while (value.size() > 1 && value.front() == 0) value.erase(value.begin());
  if (value.front() & 0x80) value.insert(value.begin(), 0);
  return joined({{0x02, static_cast<std::uint8_t>(value.size())}, value});
}

Bytes derSignature(const Bytes& r, const Bytes& s) {
  const Bytes body = joined({derInteger(r), derInteger(s)});
  return joined({{0x30, static_cast<std::uint8_t>(body.size())}, body});
}

// Verifies every case of a signature suite; gives how many were valid and invalid as the suite says.
template <class Judge>
void runCases(const json& suite, int& valid, int& invalid, Judge judge) {
  for (const json& group : suite.at("testGroups"))
    for (const json& each : group.at("tests")) {
      const bool expected = each.at("result") == "valid";
      ++(expected ? valid : invalid);
      if (judge(group, each) != expected)
        QFAIL(qPrintable(QStringLiteral("case %1: %2")
                             .arg(each.at("tcId").get<int>())
                             .arg(QString::fromStdString(each.at("comment").get<std::string>()))));
    }
}

}  // namespace

class CryptoVectorsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void ecdsaP256AcceptsAndRefusesAsWycheproofSays() {
    MZ_REQUIRE_SHARED(file, "vectors/wycheproof/ecdsa_secp256r1_sha256_test.json");
    int valid = 0, invalid = 0;
    runCases(readJson(file), valid, invalid, [](const json& group, const json& each) {
      const auto key = PublicKey::fromSubjectPublicKeyInfo(hexField(group, "publicKeyDer"));
      return key && key->algorithm() == KeyAlgorithm::P256 && key->verify(hexField(each, "msg"), hexField(each, "sig"));
    });
    QCOMPARE(valid, 174);
    QCOMPARE(invalid, 310);
  }

  void ed25519AcceptsAndRefusesAsWycheproofSays() {
    MZ_REQUIRE_SHARED(file, "vectors/wycheproof/ed25519_test.json");
    int valid = 0, invalid = 0;
    runCases(readJson(file), valid, invalid, [](const json& group, const json& each) {
      const auto key = PublicKey::fromEd25519(hexField(group.at("publicKey"), "pk"));
      return key && key->verify(hexField(each, "msg"), hexField(each, "sig"));
    });
    QCOMPARE(valid, 88);
    QCOMPARE(invalid, 63);
  }

  void aesGcmSealsAndUnsealsAsWycheproofSays() {
    MZ_REQUIRE_SHARED(file, "vectors/wycheproof/aes_gcm_test.json");
    int valid = 0, invalid = 0;
    json suite = readJson(file);
    json ours = json::array();  // the form that is used here
    for (json& group : suite.at("testGroups"))
      if (group.at("keySize") == 256 && group.at("ivSize") == 96 && group.at("tagSize") == 128) ours.push_back(group);
    suite["testGroups"] = ours;
    runCases(suite, valid, invalid, [](const json&, const json& each) {
      const Bytes key = hexField(each, "key"), aad = hexField(each, "aad"), text = hexField(each, "msg");
      const Bytes sealed = joined({hexField(each, "iv"), hexField(each, "ct"), hexField(each, "tag")});
      const auto opened = unseal(Suite::International, key, aad, sealed);
      if (opened) {
        FixedRandom nonce(hexField(each, "iv"));
        return *opened == text && seal(Suite::International, key, aad, text, nonce).value() == sealed;
      }
      return opened.error().code != ErrorCode::BadSignature;
    });
    QVERIFY(valid > 20);
    QVERIFY(invalid > 20);
  }

  void hkdfSha256DerivesAsWycheproofSays() {
    MZ_REQUIRE_SHARED(file, "vectors/wycheproof/hkdf_sha256_test.json");
    int valid = 0, invalid = 0;
    runCases(readJson(file), valid, invalid, [](const json&, const json& each) {
      const auto derived =
          hkdfSha256(hexField(each, "ikm"), hexField(each, "salt"), hexField(each, "info"), each.at("size").get<std::size_t>());
      return derived && *derived == hexField(each, "okm");
    });
    QCOMPARE(valid, 83);
    QCOMPARE(invalid, 3);
  }

  void hmacSm3IsAsWycheproofSays() {
    MZ_REQUIRE_SHARED(file, "vectors/wycheproof/hmac_sm3_test.json");
    int valid = 0, invalid = 0;
    runCases(readJson(file), valid, invalid, [](const json&, const json& each) {
      const Bytes tag = hexField(each, "tag");
      Bytes code = hmacSm3(hexField(each, "key"), hexField(each, "msg"));
      code.resize(tag.size());  // the suite has truncated codes too
      return equalInConstantTime(code, tag);
    });
    QCOMPARE(valid, 66);
    QCOMPARE(invalid, 108);
  }

  void sm3HashesAsTheStandardSays() {
    MZ_REQUIRE_SHARED(file, "vectors/gm/sm3.json");
    const json suite = readJson(file);
    QCOMPARE(suite.at("vectors").size(), 10u);
    for (const json& each : suite.at("vectors"))
      QCOMPARE(sm3(hexField(each, "msg")).hex(), each.at("digest").get<std::string>());
  }

  void sm2VerifiesTheStandardsSignatureUnderTheDefaultIdentifier() {
    MZ_REQUIRE_SHARED(file, "vectors/gm/sm2.json");
    int checked = 0;
    const json suite = readJson(file);
    for (const json& each : suite.at("sign")) {
      if (each.at("curve") != "sm2p256v1") continue;
      QCOMPARE(each.at("id").get<std::string>(), std::string("1234567812345678"));
      const Bytes head = fromHex("3059301306072a8648ce3d020106082a811ccf5501822d03420004").value();
      const auto key = PublicKey::fromSubjectPublicKeyInfo(joined({head, hexField(each, "pub_x"), hexField(each, "pub_y")}));
      QVERIFY(key);
      QVERIFY(key->algorithm() == KeyAlgorithm::Sm2);
      const std::string message = each.at("msg_ascii");
      const Bytes signature = derSignature(hexField(each, "r"), hexField(each, "s"));
      QVERIFY(key->verify(bytesOf(message), signature));
      QVERIFY(!key->verify(bytesOf(message + "."), signature));
      QVERIFY(!key->verify(bytesOf(message), derSignature(hexField(each, "s"), hexField(each, "r"))));
      ++checked;
    }
    QCOMPARE(checked, 1);
  }

  // The cipher below the guomi suite, and that the suite is put together as sealing.h says: rebuilt here block by block.
  void sm4EnciphersAsTheStandardSays() {
    MZ_REQUIRE_SHARED(file, "vectors/gm/sm4.json");
    const json vector = readJson(file).at("vectors").at(0);
    const Bytes text = hexField(vector, "pt");
    QCOMPARE(sm4Block(hexField(vector, "key"), text), hexField(vector, "ct"));
  }

  void guomiSealingIsSm4CtrThenHmacSm3() {
    const Bytes key(32, 7), nonce = fromHex("000102030405060708090a0b0c0d0eff").value();
    const Bytes aad = {1, 2, 3};
    Bytes text(40);
    for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<std::uint8_t>(i);
    FixedRandom random(nonce);
    const auto sealed = seal(Suite::Guomi, key, aad, text, random);
    QVERIFY(sealed);

    const Bytes keys = hkdfSm3(key, {}, bytesOf("mingzhang seal sm4-ctr hmac-sm3"), 48).value();
    Bytes counter = nonce, ciphertext;
    for (std::size_t at = 0; at < text.size(); at += 16) {
      const Bytes block = sm4Block(Bytes(keys.begin(), keys.begin() + 16), counter);
      for (std::size_t i = 0; i < 16 && at + i < text.size(); ++i) ciphertext.push_back(text[at + i] ^ block[i]);
      for (std::size_t i = 16; i-- > 0 && ++counter[i] == 0;) {
      }
    }
    const Bytes covered = joined({{0, 0, 0, 0, 0, 0, 0, 3}, aad, nonce, ciphertext});
    const Bytes tag = hmacSm3(ByteView(keys).subspan(16), covered);
    QCOMPARE(*sealed, joined({nonce, ciphertext, tag}));
  }

 private:
  static Bytes sm4Block(const Bytes& key, const Bytes& block) {
    EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
    Bytes out(16);
    int size = 0;
    const bool done = EVP_EncryptInit_ex(context, EVP_sm4_ecb(), nullptr, key.data(), nullptr) == 1 &&
                      EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
                      EVP_EncryptUpdate(context, out.data(), &size, block.data(), 16) == 1 && size == 16;
    EVP_CIPHER_CTX_free(context);
    return done ? out : Bytes();
  }
};

QTEST_GUILESS_MAIN(CryptoVectorsTest)
#include "crypto_vectors_test.moc"
