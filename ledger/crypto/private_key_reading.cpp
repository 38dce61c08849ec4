#include "ledger/crypto/private_key_reading.h"

#include "ledger/crypto/evp.h"

namespace mz {

namespace {

constexpr std::size_t kKeyBytes = 64 * 1024;

}  // namespace

Result<ReadPrivateKey> readPrivateKey(ByteView der) {
  if (der.size() > kKeyBytes) return fail(ErrorCode::TooLarge, "a private key has at most 64 KiB");
  const std::uint8_t* at = der.data();
  const EvpKey key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(der.size())));
  if (!key || at != der.data() + der.size()) return openSslFailure("not a private key", ErrorCode::Malformed);
  ReadPrivateKey out;
  std::uint8_t* half = nullptr;
  const int halfSize = i2d_PUBKEY(key.get(), &half);
  if (halfSize <= 0) return openSslFailure("the private key has no public half", ErrorCode::Malformed);
  out.publicKey.assign(half, half + halfSize);
  OPENSSL_free(half);
  out.description = describePublicKey(out.publicKey);

  const Pkcs8Info info(EVP_PKEY2PKCS8(key.get()));
  std::uint8_t* plain = nullptr;
  const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &plain) : 0;
  if (size <= 0) return openSslFailure("the private key cannot be encoded");
  auto read = PrivateKey::fromPkcs8({plain, static_cast<std::size_t>(size)});
  OPENSSL_clear_free(plain, static_cast<std::size_t>(size));
  if (read) out.key = std::move(*read);
  return out;
}

}  // namespace mz
