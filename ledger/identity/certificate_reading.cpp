#include "ledger/identity/certificate_reading.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>
#include <memory>

#include "ledger/crypto/hash.h"
#include "ledger/crypto/key_description.h"
#include "ledger/identity/extension_reading.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::size_t kDescribedBytes = 64 * 1024;

std::string signatureName(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return objectName(object);
}

bool isWeakHash(std::string_view signatureAlgorithm) {
  constexpr std::array<std::string_view, 4> kWeak = {"MD2", "MD4", "MD5", "SHA1"};
  std::string upper(signatureAlgorithm);
  std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  std::erase(upper, '-');
  return std::ranges::any_of(kWeak, [&](std::string_view weak) { return upper.find(weak) != upper.npos; });
}

Bytes publicKeyDer(X509_PUBKEY* key) {
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_PUBKEY(key, &der);
  if (size <= 0) return {};
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

void describeKey(CertificateDescription& out, X509_PUBKEY* key) {
  out.publicKey = publicKeyDer(key);
  const KeyDescription description = describePublicKey(out.publicKey);
  out.keyAlgorithm = description.algorithm;
  out.keyBits = description.bits;
  out.weak = description.weak || isWeakHash(out.signatureAlgorithm);
}

std::optional<UnixSeconds> readTime(const ASN1_TIME* time) {
  const auto read = timeOf(time);
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace

Result<CertificateDescription> describeCertificate(ByteView der) {
  if (der.size() > kDescribedBytes) return fail(ErrorCode::TooLarge, "a certificate to be looked at has at most 64 KiB");
  const std::uint8_t* at = der.data();
  const X509Certificate x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!x509) return openSslFailure("not a certificate", ErrorCode::Malformed);
  if (at != der.data() + der.size()) return fail(ErrorCode::Malformed, "bytes follow the certificate");

  CertificateDescription out;
  out.version = static_cast<int>(X509_get_version(x509.get())) + 1;
  const ASN1_INTEGER* serial = X509_get0_serialNumber(x509.get());
  out.serial = serialText(serial);
  if (out.serial.empty() && serial) out.serial = toHex({serial->data, static_cast<std::size_t>(serial->length)});
  out.subject = attributesOf(X509_get_subject_name(x509.get()));
  out.issuer = attributesOf(X509_get_issuer_name(x509.get()));
  out.from = readTime(X509_get0_notBefore(x509.get()));
  out.until = readTime(X509_get0_notAfter(x509.get()));
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, x509.get());
  out.signatureAlgorithm = signatureName(algorithm);
  describeKey(out, X509_get_X509_PUBKEY(x509.get()));
  for (int i = 0; i < X509_get_ext_count(x509.get()); ++i)
    out.extensions.push_back(describeExtension(X509_get_ext(x509.get(), i)));
  out.sha256 = sha256(der);
  ERR_clear_error();  // of what could only be described as bytes
  return out;
}

}  // namespace mz
