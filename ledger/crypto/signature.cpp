#include "ledger/crypto/signature.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>

#include "ledger/crypto/device_key.h"
#include "ledger/crypto/evp.h"
#include "ledger/crypto/hash.h"
#include "ledger/crypto/sealing.h"

namespace mz {

struct PublicKey::Key {
  EvpKey evp;
  KeyAlgorithm algorithm;
  Bytes subjectPublicKeyInfo;
  // Of a private key only: its public half as an object of its own, so that who keeps the public key does not keep the secret.
  std::shared_ptr<const Key> publicHalf;
  // Of a P-256 public key only: a context made ready once, of which verify() takes copies (5 % less for each signature). Not
  // of the others, which are rare; nothing but copying is done with it, from any number of threads.
  EvpDigestContext verifier = nullptr;
  // Of a private key that lies elsewhere; `evp` then asks it too.
  std::shared_ptr<const KeyDevice> device = nullptr;
};

namespace {

// The fixed head of each algorithm's SubjectPublicKeyInfo. Naming it whole leaves one encoding for each key: no explicit curve
// parameters, no compressed points, no other lengths.
constexpr std::uint8_t kP256Head[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
                                      0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
constexpr std::uint8_t kSm2Head[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
                                     0x08, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d, 0x03, 0x42, 0x00, 0x04};
constexpr std::uint8_t kEd25519Head[] = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

struct Form {
  KeyAlgorithm algorithm;
  ByteView head;
  std::size_t pointBytes;  // after the head
};
const std::array<Form, 3> kForms = {
    {{KeyAlgorithm::P256, kP256Head, 64}, {KeyAlgorithm::Sm2, kSm2Head, 64}, {KeyAlgorithm::Ed25519, kEd25519Head, 32}}};

constexpr std::size_t kPkcs8Limit = 4096;
constexpr std::string_view kSm2Identifier = "1234567812345678";

const Form* formOf(ByteView subjectPublicKeyInfo) {
  for (const Form& form : kForms)
    if (subjectPublicKeyInfo.size() == form.head.size() + form.pointBytes &&
        std::ranges::equal(subjectPublicKeyInfo.first(form.head.size()), form.head))
      return &form;
  return nullptr;
}

Result<Bytes> encodePublic(EVP_PKEY* key) {
  std::uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  if (size <= 0) return openSslFailure("a public key could not be encoded");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

const char* digestName(KeyAlgorithm algorithm) {
  switch (algorithm) {
    case KeyAlgorithm::P256: return "SHA256";
    case KeyAlgorithm::Sm2: return "SM3";
    case KeyAlgorithm::Ed25519: break;
  }
  return nullptr;
}

using DigestInit = int (*)(EVP_MD_CTX*, EVP_PKEY_CTX**, const char*, OSSL_LIB_CTX*, const char*, EVP_PKEY*, const OSSL_PARAM*);

// A digest context on which messages can be signed or verified with the key.
EvpDigestContext start(const PublicKey::Key& key, DigestInit init) {
  EvpDigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* inner = nullptr;  // belongs to the digest context
  if (!context || init(context.get(), &inner, digestName(key.algorithm), nullptr, nullptr, key.evp.get(), nullptr) != 1)
    return nullptr;
  if (key.algorithm == KeyAlgorithm::Sm2) {  // given at init, OpenSSL 3.0 refuses it
    const OSSL_PARAM identifier[] = {
        OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_DIST_ID, const_cast<char*>(kSm2Identifier.data()),
                                          kSm2Identifier.size()),
        OSSL_PARAM_construct_end()};
    if (EVP_PKEY_CTX_set_params(inner, identifier) != 1) return nullptr;
  }
  return context;
}

// A public key of a form: the bytes after its head, with the 0x04 before a point. Refuses what is no point of the curve.
// (OpenSSL 3 takes seven times as long where it has to find out what a DER is.)
EvpKey evpFromPoint(KeyAlgorithm algorithm, ByteView point) {
  if (algorithm == KeyAlgorithm::Ed25519)
    return EvpKey(EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, point.data(), point.size()));
  const bool sm2 = algorithm == KeyAlgorithm::Sm2;
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, const_cast<char*>(sm2 ? "SM2" : "prime256v1"), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, const_cast<std::uint8_t*>(point.data()), point.size()),
      OSSL_PARAM_construct_end()};
  const EvpKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, sm2 ? "SM2" : "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, const_cast<OSSL_PARAM*>(parameters)) != 1)
    return nullptr;
  return EvpKey(key);
}

Result<std::shared_ptr<const PublicKey::Key>> publicFromDer(ByteView der) {
  const Form* form = formOf(der);
  if (!form) return fail(ErrorCode::Malformed, "not a public key of P-256, SM2 (uncompressed point, named curve) or Ed25519");
  EvpKey evp = evpFromPoint(form->algorithm, der.last(form->pointBytes + (form->algorithm == KeyAlgorithm::Ed25519 ? 0 : 1)));
  if (!evp) return openSslFailure("the public key is not a point of its curve", ErrorCode::Malformed);
  PublicKey::Key key{std::move(evp), form->algorithm, Bytes(der.begin(), der.end()), nullptr};
  if (key.algorithm == KeyAlgorithm::P256) {
    key.verifier = start(key, EVP_DigestVerifyInit_ex);
    if (!key.verifier) return openSslFailure("verification could not be made ready");
  }
  return std::make_shared<const PublicKey::Key>(std::move(key));
}

// `der`: its public half.
Result<std::shared_ptr<const PublicKey::Key>> privateFromParts(EvpKey evp, Bytes der) {
  MZ_TRY(auto half, publicFromDer(der));
  const KeyAlgorithm algorithm = half->algorithm;
  return std::make_shared<const PublicKey::Key>(PublicKey::Key{std::move(evp), algorithm, std::move(der), std::move(half)});
}

Result<std::shared_ptr<const PublicKey::Key>> privateFromEvp(EvpKey evp) {
  MZ_TRY(Bytes der, encodePublic(evp.get()));
  return privateFromParts(std::move(evp), std::move(der));
}

EvpDigestContext copyOf(const EVP_MD_CTX& ready) {
  EvpDigestContext context(EVP_MD_CTX_new());
  if (!context || EVP_MD_CTX_copy_ex(context.get(), &ready) != 1) return nullptr;
  return context;
}

// One DER INTEGER that is positive, minimal and at most 256 bits long, taken off the front.
bool takeInteger(ByteView& der) {
  if (der.size() < 3 || der[0] != 0x02) return false;
  const std::size_t length = der[1];
  if (length == 0 || length > 33 || der.size() < 2 + length) return false;
  const ByteView value = der.subspan(2, length);
  if (value[0] & 0x80) return false;
  if (value[0] == 0 && (length == 1 || !(value[1] & 0x80))) return false;  // zero, or a needless leading zero
  if (length == 33 && value[0] != 0) return false;
  der = der.subspan(2 + length);
  return true;
}

// SEQUENCE { r INTEGER, s INTEGER } and nothing else: one encoding for each pair.
bool isStrictSignature(ByteView der) {
  if (der.size() < 2 || der[0] != 0x30 || der[1] != der.size() - 2) return false;  // at most 72 bytes, so always short form
  ByteView rest = der.subspan(2);
  const bool hasR = takeInteger(rest);
  const bool hasS = hasR && takeInteger(rest);
  return hasS && rest.empty();
}

using Point = std::array<std::uint8_t, 65>;  // uncompressed

// The key with scalar `secret` on a named curve, and its point.
Result<EvpKey> keyFromScalar(KeyAlgorithm algorithm, const EC_GROUP* group, const BIGNUM* secret, Point& encoded) {
  const OpenSslPointer<EC_POINT, EC_POINT_free> point(EC_POINT_new(group));
  if (!point || EC_POINT_mul(group, point.get(), secret, nullptr, nullptr, nullptr) != 1 ||
      EC_POINT_point2oct(group, point.get(), POINT_CONVERSION_UNCOMPRESSED, encoded.data(), encoded.size(), nullptr) !=
          encoded.size())
    return openSslFailure("a public point could not be computed");

  const bool sm2 = algorithm == KeyAlgorithm::Sm2;
  const OpenSslPointer<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
  if (!builder ||
      OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, sm2 ? "SM2" : "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, encoded.data(), encoded.size()) != 1 ||
      OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret) != 1)
    return openSslFailure("key parameters could not be built");
  const OpenSslPointer<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const EvpKeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, sm2 ? "SM2" : "EC", nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_KEYPAIR, parameters.get()) != 1)
    return openSslFailure("a key could not be built from its scalar");
  return EvpKey(key);
}

Result<EvpKey> curveKeyFromSeed(KeyAlgorithm algorithm, ByteView seed) {
  const OpenSslPointer<EC_GROUP, EC_GROUP_free> group(
      EC_GROUP_new_by_curve_name(algorithm == KeyAlgorithm::Sm2 ? NID_sm2 : NID_X9_62_prime256v1));
  const OpenSslPointer<BIGNUM, BN_clear_free> secret(BN_new());
  const OpenSslPointer<BIGNUM, BN_free> limit(group ? BN_dup(EC_GROUP_get0_order(group.get())) : nullptr);
  // SM2 signs only with scalars up to n-2, P-256 with those up to n-1: the smaller range serves both.
  if (!secret || !limit || BN_sub_word(limit.get(), 1) != 1) return openSslFailure("the curve could not be set up");
  Point point{};

  // Rejection keeps the scalar uniform; each try is another block of the same derivation.
  for (std::uint8_t attempt = 0; attempt < 255; ++attempt) {
    Bytes info(bytesOf("mingzhang key from seed").begin(), bytesOf("mingzhang key from seed").end());
    info.push_back(static_cast<std::uint8_t>(algorithm));
    info.push_back(attempt);
    MZ_TRY(Bytes candidate, hkdfSha256(seed, {}, info, 32));
    const bool read = BN_bin2bn(candidate.data(), 32, secret.get()) != nullptr;
    wipe(candidate);
    if (!read) return openSslFailure("a scalar could not be read");
    if (!BN_is_zero(secret.get()) && BN_cmp(secret.get(), limit.get()) < 0)
      return keyFromScalar(algorithm, group.get(), secret.get(), point);
  }
  return fail(ErrorCode::CryptoFailure, "no scalar below the order in 255 tries");
}

// A P-256 key in the one form in which OpenSSL, and with it this program, writes it: these heads before the scalar and the
// point.
constexpr std::uint8_t kP256ScalarHead[] = {0x30, 0x81, 0x87, 0x02, 0x01, 0x00, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86,
                                            0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d,
                                            0x03, 0x01, 0x07, 0x04, 0x6d, 0x30, 0x6b, 0x02, 0x01, 0x01, 0x04, 0x20};
constexpr std::uint8_t kP256PointHead[] = {0xa1, 0x44, 0x03, 0x42, 0x00};

// Null where it has another form. That is read in the general way, which takes ten times as long: too long for a keystore with
// some thousands of keys.
Result<std::shared_ptr<const PublicKey::Key>> plainP256Key(ByteView der) {
  constexpr std::size_t kScalar = sizeof kP256ScalarHead, kHead = kScalar + 32, kPoint = kHead + sizeof kP256PointHead;
  if (der.size() != kPoint + sizeof(Point) || !std::ranges::equal(der.first(kScalar), kP256ScalarHead) ||
      !std::ranges::equal(der.subspan(kHead, sizeof kP256PointHead), kP256PointHead))
    return nullptr;
  static const OpenSslPointer<EC_GROUP, EC_GROUP_free> group(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1));
  const OpenSslPointer<BIGNUM, BN_clear_free> secret(BN_bin2bn(der.data() + kScalar, 32, nullptr));
  if (!group || !secret) return openSslFailure("a private key could not be read");
  if (BN_is_zero(secret.get()) || BN_cmp(secret.get(), EC_GROUP_get0_order(group.get())) >= 0)
    return fail(ErrorCode::Malformed, "the private key is not below its curve's order");
  Point point{};
  MZ_TRY(EvpKey evp, keyFromScalar(KeyAlgorithm::P256, group.get(), secret.get(), point));
  if (!std::ranges::equal(point, der.subspan(kPoint)))
    return fail(ErrorCode::Malformed, "private and public part of the key do not belong together");
  Bytes half(std::begin(kP256Head), std::end(kP256Head));
  half.insert(half.end(), point.begin() + 1, point.end());  // the head ends with the 0x04
  return privateFromParts(std::move(evp), std::move(half));
}

}  // namespace

PublicKey::PublicKey() = default;

Result<PublicKey> PublicKey::fromSubjectPublicKeyInfo(ByteView der) {
  MZ_TRY(auto key, publicFromDer(der));
  return PublicKey(std::move(key));
}

Result<PublicKey> PublicKey::fromEd25519(ByteView raw) {
  if (raw.size() != 32) return fail(ErrorCode::Malformed, "an Ed25519 public key has 32 bytes");
  Bytes der(std::begin(kEd25519Head), std::end(kEd25519Head));
  der.insert(der.end(), raw.begin(), raw.end());
  return fromSubjectPublicKeyInfo(der);
}

Result<PublicKey> PublicKey::fromP256Point(ByteView point) {
  if (point.size() != 65 || point[0] != 0x04) return fail(ErrorCode::Malformed, "an uncompressed point of P-256 has 65 bytes");
  Bytes der(std::begin(kP256Head), std::end(kP256Head));
  der.insert(der.end(), point.begin() + 1, point.end());  // the head ends with the 0x04
  return fromSubjectPublicKeyInfo(der);
}

KeyAlgorithm PublicKey::algorithm() const { return m_key ? m_key->algorithm : KeyAlgorithm::P256; }

Bytes PublicKey::subjectPublicKeyInfo() const { return m_key ? m_key->subjectPublicKeyInfo : Bytes(); }

Bytes PublicKey::rawEd25519() const {
  if (!m_key || m_key->algorithm != KeyAlgorithm::Ed25519) return {};
  return Bytes(m_key->subjectPublicKeyInfo.end() - 32, m_key->subjectPublicKeyInfo.end());
}

bool PublicKey::verify(ByteView message, ByteView signature) const {
  if (!m_key) return false;
  if (m_key->algorithm == KeyAlgorithm::Ed25519 ? signature.size() != 64 : !isStrictSignature(signature)) return false;
  const EvpDigestContext context = m_key->verifier ? copyOf(*m_key->verifier) : start(*m_key, EVP_DigestVerifyInit_ex);
  const bool good =
      context && EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  if (!good) ERR_clear_error();
  return good;
}

PrivateKey::PrivateKey() = default;

Result<PrivateKey> PrivateKey::generate(KeyAlgorithm algorithm) {
  EvpKey evp;
  switch (algorithm) {
    case KeyAlgorithm::P256: evp.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")); break;
    case KeyAlgorithm::Sm2: evp.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "SM2")); break;
    case KeyAlgorithm::Ed25519: evp.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")); break;
  }
  if (!evp) return openSslFailure("a key could not be generated");
  MZ_TRY(auto key, privateFromEvp(std::move(evp)));
  return PrivateKey(std::move(key));
}

Result<PrivateKey> PrivateKey::fromPkcs8(ByteView der) {
  if (der.size() > kPkcs8Limit) return fail(ErrorCode::TooLarge, "a private key of over 4096 bytes");
  MZ_TRY(auto plain, plainP256Key(der));
  if (plain) return PrivateKey(std::move(plain));
  const std::uint8_t* at = der.data();
  const Pkcs8Info info(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  if (!info || at != der.data() + der.size()) return openSslFailure("not a PKCS#8 private key", ErrorCode::Malformed);
  EvpKey evp(EVP_PKCS82PKEY(info.get()));
  if (!evp) return openSslFailure("the PKCS#8 private key is of no known kind", ErrorCode::Malformed);
  const EvpKeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, evp.get(), nullptr));
  if (!check || EVP_PKEY_pairwise_check(check.get()) != 1)
    return openSslFailure("private and public part of the key do not belong together", ErrorCode::Malformed);
  MZ_TRY(auto key, privateFromEvp(std::move(evp)));
  return PrivateKey(std::move(key));
}

Result<PrivateKey> PrivateKey::fromSeed(KeyAlgorithm algorithm, ByteView seed) {
  if (seed.size() != 32) return fail(ErrorCode::InvalidArgument, "a seed has 32 bytes");
  EvpKey evp;
  if (algorithm == KeyAlgorithm::Ed25519) {
    evp.reset(EVP_PKEY_new_raw_private_key_ex(nullptr, "ED25519", nullptr, seed.data(), seed.size()));
    if (!evp) return openSslFailure("an Ed25519 key could not be made from its seed");
  } else {
    MZ_TRY(evp, curveKeyFromSeed(algorithm, seed));
  }
  MZ_TRY(auto key, privateFromEvp(std::move(evp)));
  return PrivateKey(std::move(key));
}

Result<PrivateKey> PrivateKey::onDevice(const PublicKey& publicKey, std::shared_ptr<const KeyDevice> device) {
  if (publicKey.empty() || publicKey.algorithm() != KeyAlgorithm::P256)
    return fail(ErrorCode::InvalidArgument, "keys on devices are of P-256");
  MZ_TRY(EvpKey evp, deviceKey(publicKey.subjectPublicKeyInfo(), device));
  PublicKey::Key key{std::move(evp), KeyAlgorithm::P256, publicKey.subjectPublicKeyInfo(), publicKey.m_key};
  key.device = std::move(device);
  return PrivateKey(std::make_shared<const PublicKey::Key>(std::move(key)));
}

bool PrivateKey::isOnDevice() const { return m_key && m_key->device; }

KeyAlgorithm PrivateKey::algorithm() const { return m_key ? m_key->algorithm : KeyAlgorithm::P256; }

PublicKey PrivateKey::publicKey() const { return m_key ? PublicKey(m_key->publicHalf) : PublicKey(); }

Result<Bytes> PrivateKey::toPkcs8() const {
  if (!m_key) return fail(ErrorCode::Locked, "there is no private key to export");
  if (m_key->device)
    return fail(ErrorCode::InvalidArgument, "the private key lies on " + m_key->device->place() + " and cannot leave it");
  const Pkcs8Info info(EVP_PKEY2PKCS8(m_key->evp.get()));
  std::uint8_t* der = nullptr;
  const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der) : 0;
  if (size <= 0) return openSslFailure("the private key could not be encoded");
  Bytes out(der, der + size);
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return out;
}

Result<Bytes> PrivateKey::sign(ByteView message) const {
  if (!m_key) return fail(ErrorCode::Locked, "there is no private key to sign with");
  if (m_key->device) {  // past OpenSSL, which would make one error of all that can go wrong there
    MZ_TRY(const Bytes pair, m_key->device->signDigest(sha256(message).view()));
    return signatureFromPair(pair);
  }
  const EvpDigestContext context = start(*m_key, EVP_DigestSignInit_ex);
  Bytes signature(72);  // the longest of the three forms
  std::size_t size = signature.size();
  if (!context || EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
    return openSslFailure("signing failed");
  signature.resize(size);
  return signature;
}

void* KeyAccess::evpKey(const PublicKey& key) { return key.m_key ? key.m_key->evp.get() : nullptr; }
void* KeyAccess::evpKey(const PrivateKey& key) { return key.m_key ? key.m_key->evp.get() : nullptr; }

Result<std::shared_ptr<void>> KeyAccess::signingContext(const PrivateKey& key) {
  if (!key.m_key) return fail(ErrorCode::Locked, "there is no private key to sign with");
  if (key.m_key->device) MZ_CHECK(key.m_key->device->ready());
  EvpDigestContext context = start(*key.m_key, EVP_DigestSignInit_ex);
  if (!context) return openSslFailure("signing could not begin");
  return std::shared_ptr<void>(context.release(), [](void* p) { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(p)); });
}

}  // namespace mz
