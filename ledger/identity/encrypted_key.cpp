#include "ledger/identity/encrypted_key.h"

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/objects.h>

namespace mz {

namespace {

constexpr std::uint64_t kMostRounds = 5'000'000;
constexpr std::uint64_t kMostMemory = std::uint64_t{256} << 20;

template <class T, auto item, auto free>
OpenSslPointer<T, free> parameters(const X509_ALGOR* algorithm) {
  const void* value = nullptr;
  int type = V_ASN1_UNDEF;
  X509_ALGOR_get0(nullptr, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE) return nullptr;
  return OpenSslPointer<T, free>(static_cast<T*>(ASN1_item_unpack(static_cast<const ASN1_STRING*>(value), item())));
}

int nidOf(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return OBJ_obj2nid(object);
}

std::unexpected<Error> malformed() {
  ERR_clear_error();
  return fail(ErrorCode::Malformed, "it does not say how its password becomes a key");
}

Result<std::uint64_t> number(const ASN1_INTEGER* value) {
  std::uint64_t out = 0;
  if (!value || ASN1_INTEGER_get_uint64(&out, value) != 1) return malformed();
  return out;
}

Status checkScrypt(const X509_ALGOR* function) {
  const auto scrypt = parameters<SCRYPT_PARAMS, SCRYPT_PARAMS_it, SCRYPT_PARAMS_free>(function);
  if (!scrypt) return malformed();
  MZ_TRY(const std::uint64_t cost, number(scrypt->costParameter));
  MZ_TRY(const std::uint64_t block, number(scrypt->blockSize));
  MZ_TRY(const std::uint64_t parallel, number(scrypt->parallelizationParameter));
  if (cost > kMostMemory || block > 1024 || parallel > 64 || 128 * cost * block > kMostMemory)
    return fail(ErrorCode::TooLarge, "its password would need more than 256 MiB of memory to try");
  return {};
}

}  // namespace

Status checkRounds(const ASN1_INTEGER* rounds) {
  if (!rounds) return {};  // one round
  const auto count = number(rounds);
  if (!count || *count > kMostRounds) {
    ERR_clear_error();
    return fail(ErrorCode::TooLarge, "its password would take more than 5,000,000 rounds to try");
  }
  return {};
}

Status checkPasswordCost(const X509_ALGOR* algorithm) {
  if (nidOf(algorithm) != NID_pbes2) {
    const auto simple = parameters<PBEPARAM, PBEPARAM_it, PBEPARAM_free>(algorithm);
    return simple ? checkRounds(simple->iter) : Status(malformed());
  }
  const auto scheme = parameters<PBE2PARAM, PBE2PARAM_it, PBE2PARAM_free>(algorithm);
  if (!scheme) return malformed();
  if (nidOf(scheme->keyfunc) == NID_id_scrypt) return checkScrypt(scheme->keyfunc);
  if (nidOf(scheme->keyfunc) != NID_id_pbkdf2) return malformed();
  const auto function = parameters<PBKDF2PARAM, PBKDF2PARAM_it, PBKDF2PARAM_free>(scheme->keyfunc);
  return function ? checkRounds(function->iter) : Status(malformed());
}

Result<ReadPrivateKey> openKey(const X509_SIG* sealed, std::string_view password) {
  const X509_ALGOR* algorithm = nullptr;
  X509_SIG_get0(sealed, &algorithm, nullptr);
  MZ_CHECK(checkPasswordCost(algorithm));
  if (password.empty()) return fail(ErrorCode::Locked, "a private key in it needs a password");
  const OpenSslPointer<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info(
      PKCS8_decrypt(sealed, password.data(), static_cast<int>(password.size())));
  if (!info) return openSslFailure("the password does not open a private key in it", ErrorCode::WrongPassword);
  std::uint8_t* der = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &der);
  if (size <= 0) return openSslFailure("a private key in it cannot be encoded");
  auto read = readPrivateKey({der, static_cast<std::size_t>(size)});
  OPENSSL_clear_free(der, static_cast<std::size_t>(size));
  return read;
}

}  // namespace mz
