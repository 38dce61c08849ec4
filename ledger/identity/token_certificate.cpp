#include "ledger/identity/token_certificate.h"

#include "ledger/identity/x509.h"

namespace mz {

Status storeOnToken(const Token& token, const Bytes& key, const Certificate& certificate) {
  const Certificate::Data& data = CertificateAccess::data(certificate);
  const Bytes& der = certificate.der();
  const std::uint8_t* at = der.data();
  const X509Certificate x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  std::uint8_t* serial = nullptr;
  const int size = x509 ? i2d_ASN1_INTEGER(X509_get0_serialNumber(x509.get()), &serial) : 0;
  if (size <= 0) return openSslFailure("a serial number could not be encoded");
  const Bytes serialDer(serial, serial + size);
  OPENSSL_free(serial);
  const Subject& subject = certificate.subject();
  return token.storeCertificate({key, subject.org + "/" + subject.name, der}, {data.subjectName, data.issuerName, serialDer});
}

}  // namespace mz
