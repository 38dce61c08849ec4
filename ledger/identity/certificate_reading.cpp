#include "ledger/identity/certificate_reading.h"

#include <openssl/err.h>
#include <openssl/objects.h>

#include <algorithm>

#include "ledger/crypto/hash.h"
#include "ledger/identity/certificate_parts.h"
#include "ledger/identity/extension_reading.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::size_t kDescribedBytes = 64 * 1024;

std::optional<UnixSeconds> readTime(const ASN1_TIME* time) {
  const auto read = timeOf(time);
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace

Result<CertificateDescription> describeCertificate(ByteView file) {
  Bytes der(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(std::min(file.size(), 2 * kDescribedBytes)));
  if (looksLikePem(textOf(der))) {
    MZ_TRY(std::vector<PemBlock> blocks, readPem(textOf(der), 64));
    const auto first = std::ranges::find(blocks, "CERTIFICATE", &PemBlock::label);
    if (first == blocks.end()) return fail(ErrorCode::Malformed, "the file has no certificate");
    der = std::move(first->der);
  }
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
