#include "ledger/crypto/key_description.h"

#include <openssl/core_names.h>
#include <openssl/err.h>

#include <array>
#include <utility>

#include "ledger/crypto/evp.h"

namespace mz {

namespace {

// OpenSSL's names of curves, and those that people know them by.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kCurves = {
    {{"prime256v1", "P-256"}, {"secp384r1", "P-384"}, {"secp521r1", "P-521"}, {"secp224r1", "P-224"}}};

std::string curveOf(const EVP_PKEY* key) {
  std::array<char, 64> name{};
  if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, name.data(), name.size(), nullptr) != 1) return "EC";
  for (const auto& [theirs, ours] : kCurves)
    if (theirs == name.data()) return std::string(ours);
  return name.data();
}

}  // namespace

KeyDescription describePublicKey(ByteView subjectPublicKeyInfo) {
  const std::uint8_t* at = subjectPublicKeyInfo.data();
  const EvpKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(subjectPublicKeyInfo.size())));
  if (!key) {
    ERR_clear_error();
    return {"unknown", 0, false};
  }
  KeyDescription out;
  out.bits = static_cast<std::uint32_t>(std::max(EVP_PKEY_get_bits(key.get()), 0));
  const char* type = EVP_PKEY_get0_type_name(key.get());
  const std::string_view name = type ? type : "unknown";
  if (name == "EC") {
    out.algorithm = curveOf(key.get());
    out.weak = out.bits < 224;
  } else if (name == "ED25519") {
    out.algorithm = "Ed25519";
  } else {
    out.algorithm = name;
    out.weak = (name == "RSA" || name == "RSA-PSS" || name == "DSA" || name == "DH") && out.bits < 2048;
  }
  return out;
}

}  // namespace mz
