#include "ledger/identity/certificate_export.h"

#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>

#include "ledger/crypto/password_cipher.h"
#include "ledger/crypto/secret.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

void freeCertificates(STACK_OF(X509) * certificates) { sk_X509_pop_free(certificates, X509_free); }
using Certificates509 = OpenSslPointer<STACK_OF(X509), freeCertificates>;

X509Certificate x509Of(const Certificate& certificate) {
  const Bytes& der = certificate.der();
  const std::uint8_t* at = der.data();
  return X509Certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

Status checkPassword(std::string_view password) {
  if (password.empty() || password.size() > 1024)
    return fail(ErrorCode::InvalidArgument, "a password with 1 to 1024 bytes is needed, for the key must not lie about openly");
  return {};
}

template <class T, int (*encode)(const T*, std::uint8_t**)>
Result<Bytes> encoded(const T* object) {
  std::uint8_t* der = nullptr;
  const int size = object ? encode(object, &der) : 0;
  if (size <= 0) return openSslFailure("the file could not be encoded");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace

std::string pemChain(std::span<const Certificate> certificates) {
  std::string out;
  for (const Certificate& certificate : certificates) out += certificate.pem();
  return out;
}

Result<Bytes> makePkcs7(std::span<const Certificate> certificates) {
  if (certificates.empty()) return fail(ErrorCode::InvalidArgument, "there is no certificate to write");
  const OpenSslPointer<PKCS7, PKCS7_free> store(PKCS7_new());
  if (!store || PKCS7_set_type(store.get(), NID_pkcs7_signed) != 1 || PKCS7_content_new(store.get(), NID_pkcs7_data) != 1)
    return openSslFailure("PKCS#7 could not be set up");
  for (const Certificate& certificate : certificates) {
    const X509Certificate x509 = x509Of(certificate);
    if (!x509 || PKCS7_add_certificate(store.get(), x509.get()) != 1)
      return openSslFailure("a certificate could not be put into PKCS#7");
  }
  return encoded<PKCS7, i2d_PKCS7>(store.get());
}

Result<Bytes> makePkcs12(const PrivateKey& key, const Certificate& certificate, std::span<const Certificate> chain,
                         const std::string& name, std::string_view password, int rounds) {
  MZ_CHECK(checkPassword(password));
  if (key.empty()) return fail(ErrorCode::Locked, "the key is locked");
  if (key.isOnDevice()) return fail(ErrorCode::InvalidArgument, "the key lies on a token, which gives it to nobody");
  const X509Certificate x509 = x509Of(certificate);
  const Certificates509 above(sk_X509_new_null());
  if (!x509 || !above) return openSslFailure("PKCS#12 could not be set up");
  for (const Certificate& each : chain) {
    X509Certificate next = x509Of(each);
    if (!next || sk_X509_push(above.get(), next.get()) <= 0) return openSslFailure("a chain could not be put into PKCS#12");
    next.release();
  }
  const std::string terminated(password);
  const OpenSslPointer<PKCS12, PKCS12_free> store(
      PKCS12_create(terminated.c_str(), name.c_str(), static_cast<evp_pkey_st*>(KeyAccess::evpKey(key)), x509.get(),
                    above.get(), NID_aes_256_cbc, NID_aes_256_cbc, rounds, rounds, 0));
  if (!store) return openSslFailure("PKCS#12 could not be made");
  return encoded<PKCS12, i2d_PKCS12>(store.get());
}

Result<std::string> sealedKeyPem(const PrivateKey& key, std::string_view password, int rounds) {
  MZ_CHECK(checkPassword(password));
  if (key.empty()) return fail(ErrorCode::Locked, "the key is locked");
  MZ_TRY(Bytes raw, key.toPkcs8());
  const Secret plain(std::move(raw));
  const std::uint8_t* at = plain.view().data();
  const OpenSslPointer<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info(
      d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(plain.view().size())));
  const OpenSslPointer<X509_SIG, X509_SIG_free> sealed(
      info ? PKCS8_encrypt(NID_hmacWithSHA256, static_cast<const evp_cipher_st*>(passwordCipher()), password.data(),
                           static_cast<int>(password.size()), nullptr, 0, rounds, info.get())
           : nullptr);
  if (!sealed) return openSslFailure("the key could not be encrypted");
  MZ_TRY(const Bytes der, encoded<X509_SIG, i2d_X509_SIG>(sealed.get()));
  return pemOf("ENCRYPTED PRIVATE KEY", der);
}

}  // namespace mz
