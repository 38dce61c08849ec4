// OpenSSL 3 has no other way to hand it one signature than a provider of some hundred lines; its EC_KEY methods are deprecated
// and do it in one function.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "ledger/crypto/device_key.h"

#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>

namespace mz {

namespace {

using EcKey = OpenSslPointer<EC_KEY, EC_KEY_free>;
using EcdsaSignature = OpenSslPointer<ECDSA_SIG, ECDSA_SIG_free>;
using BigNumber = OpenSslPointer<BIGNUM, BN_free>;
using DevicePointer = std::shared_ptr<const KeyDevice>;

constexpr std::size_t kNumberBytes = 32;

void freeDevice(void*, void* device, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<DevicePointer*>(device); }
int copyDevice(CRYPTO_EX_DATA*, const CRYPTO_EX_DATA*, void** device, int, long, void*) {
  if (*device) *device = new DevicePointer(*static_cast<DevicePointer*>(*device));
  return 1;
}

int deviceIndex() {
  static const int index = EC_KEY_get_ex_new_index(0, nullptr, nullptr, copyDevice, freeDevice);
  return index;
}

EcdsaSignature pairToSignature(ByteView pair) {
  if (pair.size() != 2 * kNumberBytes) return nullptr;
  EcdsaSignature signature(ECDSA_SIG_new());
  BigNumber r(BN_bin2bn(pair.data(), kNumberBytes, nullptr)), s(BN_bin2bn(pair.data() + kNumberBytes, kNumberBytes, nullptr));
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1) return nullptr;
  (void)r.release();  // the signature owns them now
  (void)s.release();
  return signature;
}

ECDSA_SIG* signOnDevice(const unsigned char* digest, int size, const BIGNUM*, const BIGNUM*, EC_KEY* key) {
  const auto* device = static_cast<const DevicePointer*>(EC_KEY_get_ex_data(key, deviceIndex()));
  if (!device || size < 0) return nullptr;
  const auto pair = (*device)->signDigest({digest, static_cast<std::size_t>(size)});
  if (!pair) {
    ERR_raise_data(ERR_LIB_USER, ERR_R_OPERATION_FAIL, "%s", pair.error().detail.c_str());
    return nullptr;
  }
  return pairToSignature(*pair).release();
}

const EC_KEY_METHOD* deviceMethod() {
  static const EC_KEY_METHOD* const method = []() -> const EC_KEY_METHOD* {
    EC_KEY_METHOD* made = EC_KEY_METHOD_new(EC_KEY_OpenSSL());
    if (!made) return nullptr;
    int (*sign)(int, const unsigned char*, int, unsigned char*, unsigned int*, const BIGNUM*, const BIGNUM*, EC_KEY*) = nullptr;
    int (*setup)(EC_KEY*, BN_CTX*, BIGNUM**, BIGNUM**) = nullptr;
    EC_KEY_METHOD_get_sign(made, &sign, &setup, nullptr);
    EC_KEY_METHOD_set_sign(made, sign, setup, signOnDevice);
    return made;
  }();
  return method;
}

}  // namespace

Result<EvpKey> deviceKey(ByteView subjectPublicKeyInfo, DevicePointer device) {
  const std::uint8_t* at = subjectPublicKeyInfo.data();
  EcKey key(d2i_EC_PUBKEY(nullptr, &at, static_cast<long>(subjectPublicKeyInfo.size())));
  if (!key || !deviceMethod() || EC_KEY_set_method(key.get(), deviceMethod()) != 1)
    return openSslFailure("a device's key could not be set up");
  auto held = std::make_unique<DevicePointer>(std::move(device));
  if (EC_KEY_set_ex_data(key.get(), deviceIndex(), held.get()) != 1)
    return openSslFailure("a device's key could not be set up");
  (void)held.release();  // the key owns it now
  EvpKey evp(EVP_PKEY_new());
  if (!evp || EVP_PKEY_assign_EC_KEY(evp.get(), key.get()) != 1) return openSslFailure("a device's key could not be set up");
  (void)key.release();
  return evp;
}

Result<Bytes> signatureFromPair(ByteView pair) {
  const EcdsaSignature signature = pairToSignature(pair);
  std::uint8_t* der = nullptr;
  const int size = signature ? i2d_ECDSA_SIG(signature.get(), &der) : 0;
  if (size <= 0) return openSslFailure("a device's signature could not be encoded");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace mz
