#include "ledger/crypto/sealing.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "ledger/crypto/evp.h"

namespace mz {

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kPlaintextLimit = std::size_t{1} << 30;  // OpenSSL counts in int
constexpr std::size_t kHkdfLimit = 255 * 32;                   // RFC 5869
// What a cost parameter read from a file may ask of this machine.
constexpr std::uint64_t kScryptMemory = std::uint64_t{512} << 20;
constexpr std::uint64_t kScryptParallel = 16;

struct Shape {
  const char* cipher;
  std::size_t nonceBytes;
  std::size_t tagBytes;
};
constexpr Shape kAesGcm = {"AES-256-GCM", 12, 16};
constexpr Shape kSm4Ctr = {"SM4-CTR", 16, 32};

Shape shapeOf(Suite suite) { return suite == Suite::International ? kAesGcm : kSm4Ctr; }

OSSL_PARAM textParameter(const char* name, const char* value) {
  return OSSL_PARAM_construct_utf8_string(name, const_cast<char*>(value), 0);
}

// OpenSSL refuses a null pointer or takes it for "not given", also where the length is zero.
const std::uint8_t* dataOf(ByteView value) {
  static constexpr std::uint8_t kNone = 0;
  return value.empty() ? &kNone : value.data();
}

OSSL_PARAM bytesParameter(const char* name, ByteView value) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<std::uint8_t*>(dataOf(value)), value.size());
}

// HMAC over several parts, which need not be joined. A digest that fails leaves nothing sensible to return.
Bytes hmac(const char* digest, ByteView key, std::initializer_list<ByteView> parts) {
  static const EvpMac algorithm(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  const EvpMacContext context(EVP_MAC_CTX_new(algorithm.get()));
  const OSSL_PARAM parameters[] = {textParameter(OSSL_MAC_PARAM_DIGEST, digest), OSSL_PARAM_construct_end()};
  bool done = context && EVP_MAC_init(context.get(), dataOf(key), key.size(), parameters) == 1;
  for (const ByteView part : parts) done = done && EVP_MAC_update(context.get(), part.data(), part.size()) == 1;
  Bytes out(32);
  std::size_t size = 0;
  if (!done || EVP_MAC_final(context.get(), out.data(), &size, out.size()) != 1 || size != out.size()) std::abort();
  return out;
}

Result<Bytes> derive(const char* algorithm, const OSSL_PARAM* parameters, std::size_t length) {
  const EvpKdf kdf(EVP_KDF_fetch(nullptr, algorithm, nullptr));
  const EvpKdfContext context(kdf ? EVP_KDF_CTX_new(kdf.get()) : nullptr);
  Bytes out(length);
  if (!context || EVP_KDF_derive(context.get(), out.data(), out.size(), parameters) != 1)
    return openSslFailure("a key could not be derived");
  return out;
}

Result<Bytes> hkdf(const char* digest, ByteView secret, ByteView salt, ByteView info, std::size_t length) {
  if (secret.empty() || length == 0 || length > kHkdfLimit)
    return fail(ErrorCode::InvalidArgument, "HKDF takes a secret and gives 1 to 8160 bytes");
  const OSSL_PARAM parameters[] = {textParameter(OSSL_KDF_PARAM_DIGEST, digest), bytesParameter(OSSL_KDF_PARAM_KEY, secret),
                                   bytesParameter(OSSL_KDF_PARAM_SALT, salt), bytesParameter(OSSL_KDF_PARAM_INFO, info),
                                   OSSL_PARAM_construct_end()};
  return derive("HKDF", parameters, length);
}

// One pass of a cipher over `in`, to `out` of the same size. With a tag to fill (sealing) or to check (unsealing) where the
// cipher has one.
bool run(const Shape& shape, bool encrypt, ByteView key, ByteView nonce, ByteView aad, ByteView in, std::uint8_t* out,
         std::span<std::uint8_t> gcmTag) {
  const EvpCipher cipher(EVP_CIPHER_fetch(nullptr, shape.cipher, nullptr));
  const EvpCipherContext context(EVP_CIPHER_CTX_new());
  if (!cipher || !context ||
      EVP_CipherInit_ex2(context.get(), cipher.get(), key.data(), nonce.data(), encrypt ? 1 : 0, nullptr) != 1)
    return false;
  int size = 0;
  if (!aad.empty() && EVP_CipherUpdate(context.get(), nullptr, &size, aad.data(), static_cast<int>(aad.size())) != 1)
    return false;
  if (!in.empty() && EVP_CipherUpdate(context.get(), out, &size, in.data(), static_cast<int>(in.size())) != 1) return false;
  if (!gcmTag.empty() && !encrypt &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(gcmTag.size()), gcmTag.data()) != 1)
    return false;
  std::uint8_t none[EVP_MAX_BLOCK_LENGTH];  // neither cipher keeps anything back for the end
  if (EVP_CipherFinal_ex(context.get(), none, &size) != 1) return false;
  return gcmTag.empty() || !encrypt ||
         EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(gcmTag.size()), gcmTag.data()) == 1;
}

struct GuomiKeys {
  Bytes both;  // 16 bytes for SM4, 32 for HMAC-SM3

  explicit GuomiKeys(Bytes derived) : both(std::move(derived)) {}
  GuomiKeys(GuomiKeys&&) = default;
  ~GuomiKeys() { wipe(both); }
  ByteView cipher() const { return ByteView(both).first(16); }
  ByteView mac() const { return ByteView(both).subspan(16); }
};

Result<GuomiKeys> guomiKeys(ByteView key) {
  MZ_TRY(Bytes both, hkdfSm3(key, {}, bytesOf("mingzhang seal sm4-ctr hmac-sm3"), 48));
  return GuomiKeys(std::move(both));
}

Bytes guomiTag(const GuomiKeys& keys, ByteView aad, ByteView nonceAndCiphertext) {
  std::array<std::uint8_t, 8> length;  // big-endian; keeps aad and nonce from sliding into each other
  for (std::size_t i = 0; i < 8; ++i) length[i] = static_cast<std::uint8_t>(std::uint64_t{aad.size()} >> (56 - 8 * i));
  return hmac("SM3", keys.mac(), {length, aad, nonceAndCiphertext});
}

Status checkSizes(ByteView key, ByteView aad, std::size_t text) {
  if (key.size() != kKeyBytes) return fail(ErrorCode::InvalidArgument, "a sealing key has 32 bytes");
  if (text > kPlaintextLimit || aad.size() > kPlaintextLimit)
    return fail(ErrorCode::TooLarge, "at most 1 GiB can be sealed at once");
  return {};
}

}  // namespace

Bytes hmacSha256(ByteView key, ByteView message) { return hmac("SHA256", key, {message}); }
Bytes hmacSm3(ByteView key, ByteView message) { return hmac("SM3", key, {message}); }

Result<Bytes> hkdfSha256(ByteView secret, ByteView salt, ByteView info, std::size_t length) {
  return hkdf("SHA256", secret, salt, info, length);
}
Result<Bytes> hkdfSm3(ByteView secret, ByteView salt, ByteView info, std::size_t length) {
  return hkdf("SM3", secret, salt, info, length);
}

Status checkScryptCost(ScryptCost cost) {
  if (cost.n < 2 || !std::has_single_bit(cost.n) || cost.r == 0 || cost.r > kScryptMemory || cost.n > kScryptMemory ||
      128 * cost.r * cost.n > kScryptMemory || cost.p == 0 || cost.p > kScryptParallel)
    return fail(ErrorCode::InvalidArgument, "scrypt: n is a power of two, 128*n*r is at most 512 MiB, p at most 16");
  return {};
}

Result<Bytes> scrypt(ByteView password, ByteView salt, ScryptCost cost, std::size_t length) {
  MZ_CHECK(checkScryptCost(cost));
  if (length == 0 || length > 1024) return fail(ErrorCode::InvalidArgument, "scrypt gives 1 to 1024 bytes here");
  std::uint64_t memory = 2 * kScryptMemory;  // ours is the limit that counts
  const OSSL_PARAM parameters[] = {bytesParameter(OSSL_KDF_PARAM_PASSWORD, password),
                                   bytesParameter(OSSL_KDF_PARAM_SALT, salt),
                                   OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &cost.n),
                                   OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_R, &cost.r),
                                   OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_P, &cost.p),
                                   OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_MAXMEM, &memory),
                                   OSSL_PARAM_construct_end()};
  return derive("SCRYPT", parameters, length);
}

Result<Bytes> seal(Suite suite, ByteView key, ByteView aad, ByteView plaintext, Random& random) {
  MZ_CHECK(checkSizes(key, aad, plaintext.size()));
  const Shape shape = shapeOf(suite);
  Bytes out(shape.nonceBytes + plaintext.size() + shape.tagBytes);
  const std::span<std::uint8_t> nonce = std::span(out).first(shape.nonceBytes);
  const std::span<std::uint8_t> tag = std::span(out).last(shape.tagBytes);
  std::uint8_t* ciphertext = out.data() + shape.nonceBytes;
  random.fill(nonce);

  if (suite == Suite::International) {
    if (!run(shape, true, key, nonce, aad, plaintext, ciphertext, tag)) return openSslFailure("sealing failed");
    return out;
  }
  MZ_TRY(const GuomiKeys keys, guomiKeys(key));
  if (!run(shape, true, keys.cipher(), nonce, {}, plaintext, ciphertext, {})) return openSslFailure("sealing failed");
  std::ranges::copy(guomiTag(keys, aad, ByteView(out).first(out.size() - shape.tagBytes)), tag.begin());
  return out;
}

Result<Bytes> unseal(Suite suite, ByteView key, ByteView aad, ByteView sealed) {
  const Shape shape = shapeOf(suite);
  if (sealed.size() < shape.nonceBytes + shape.tagBytes)
    return fail(ErrorCode::BadSignature, "too short for a nonce and a tag");
  MZ_CHECK(checkSizes(key, aad, sealed.size() - shape.nonceBytes - shape.tagBytes));
  const ByteView nonce = sealed.first(shape.nonceBytes);
  const ByteView tag = sealed.last(shape.tagBytes);
  const ByteView ciphertext = sealed.subspan(shape.nonceBytes, sealed.size() - shape.nonceBytes - shape.tagBytes);
  Bytes out(ciphertext.size());

  if (suite == Suite::International) {
    Bytes expected(tag.begin(), tag.end());
    if (!run(shape, false, key, nonce, aad, ciphertext, out.data(), expected)) {
      wipe(out);  // what was deciphered before the tag was found wrong
      ERR_clear_error();
      return fail(ErrorCode::BadSignature, "the sealed bytes, the key or what they were bound to is not right");
    }
    return out;
  }
  MZ_TRY(const GuomiKeys keys, guomiKeys(key));
  if (!equalInConstantTime(tag, guomiTag(keys, aad, sealed.first(sealed.size() - shape.tagBytes))))
    return fail(ErrorCode::BadSignature, "the sealed bytes, the key or what they were bound to is not right");
  if (!run(shape, false, keys.cipher(), nonce, {}, ciphertext, out.data(), {})) return openSslFailure("unsealing failed");
  return out;
}

void wipe(std::span<std::uint8_t> secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

bool equalInConstantTime(ByteView a, ByteView b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace mz
