// What lies inside a Certificate, and OpenSSL's X.509 objects that free themselves. For the .cpp files of this room only.
#pragma once

#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <optional>

#include "ledger/crypto/openssl.h"
#include "ledger/identity/certificate.h"

namespace mz {

using X509Certificate = OpenSslPointer<X509, X509_free>;
using X509Crl = OpenSslPointer<X509_CRL, X509_CRL_free>;
using X509Revoked = OpenSslPointer<X509_REVOKED, X509_REVOKED_free>;
using X509Name = OpenSslPointer<X509_NAME, X509_NAME_free>;
using Asn1Integer = OpenSslPointer<ASN1_INTEGER, ASN1_INTEGER_free>;
using Asn1Time = OpenSslPointer<ASN1_TIME, ASN1_TIME_free>;
using Asn1Octets = OpenSslPointer<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;

// A signed X.509 object: what is signed as it was received, never re-encoded, and with what.
struct SignedPart {
  Bytes toBeSigned;
  KeyAlgorithm algorithm = KeyAlgorithm::P256;
  Bytes signature;
};

struct Certificate::Data {
  Bytes der;
  Fingerprint fingerprint;
  Subject subject, issuer;
  Bytes subjectName, issuerName;  // DER: what chains compare
  std::string serial;
  UnixSeconds notBefore, notAfter;
  bool authority = false;
  bool limited = false;  // extended key usage is there
  std::optional<long> pathLength;
  Bytes subjectKeyId, authorityKeyId;  // empty when absent
  PublicKey publicKey;
  SignedPart signedPart;
};

struct CertificateAccess {
  static const Certificate::Data& data(const Certificate& certificate);  // of an empty one: empty data
};

// The signed part of a certificate or CRL: SEQUENCE { toBeSigned, algorithm, BIT STRING }. `inner` is the algorithm as said
// inside toBeSigned, null where OpenSSL does not tell it (CRLs); the signer's key fixes the algorithm in any case.
Result<SignedPart> signedPartOf(ByteView der, const X509_ALGOR* inner, const X509_ALGOR* outer,
                                const ASN1_BIT_STRING* signature);
bool verifies(const SignedPart& part, const PublicKey& key);
Bytes nameDer(const X509_NAME* name);
std::string serialText(const ASN1_INTEGER* serial);  // empty unless positive and at most 20 bytes
Result<UnixSeconds> timeOf(const ASN1_TIME* time);
Bytes octetsOf(const ASN1_OCTET_STRING* octets);  // empty for null

}  // namespace mz
