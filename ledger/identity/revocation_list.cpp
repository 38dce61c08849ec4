#include "ledger/identity/revocation_list.h"

#include <openssl/err.h>

#include "ledger/identity/extension_reading.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::size_t kListBytes = std::size_t{64} << 20;

Result<X509Crl> parsed(ByteView der) {
  if (der.size() > kListBytes) return fail(ErrorCode::TooLarge, "a revocation list has at most 64 MiB");
  const std::uint8_t* at = der.data();
  X509Crl list(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  if (!list || at != der.data() + der.size()) return openSslFailure("not a revocation list", ErrorCode::Malformed);
  return list;
}

Result<RevokedEntry> entryOf(const X509_REVOKED* revoked) {
  RevokedEntry out;
  out.serial = serialText(X509_REVOKED_get0_serialNumber(revoked));
  if (out.serial.empty()) return fail(ErrorCode::Malformed, "a serial number in the list is none");
  MZ_TRY(out.date, timeOf(X509_REVOKED_get0_revocationDate(revoked)));
  using Enumerated = OpenSslPointer<ASN1_ENUMERATED, ASN1_ENUMERATED_free>;
  using Generalized = OpenSslPointer<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free>;
  const Enumerated reason(static_cast<ASN1_ENUMERATED*>(X509_REVOKED_get_ext_d2i(revoked, NID_crl_reason, nullptr, nullptr)));
  if (reason) out.reason = static_cast<int>(ASN1_ENUMERATED_get(reason.get()));
  const Generalized since(
      static_cast<ASN1_GENERALIZEDTIME*>(X509_REVOKED_get_ext_d2i(revoked, NID_invalidity_date, nullptr, nullptr)));
  if (since)
    if (const auto time = timeOf(since.get())) out.invalidSince = *time;
  return out;
}

}  // namespace

Result<RevocationListContent> readRevocationList(ByteView der) {
  MZ_TRY(const X509Crl list, parsed(der));
  for (int i = 0; i < X509_CRL_get_ext_count(list.get()); ++i)
    if (X509_EXTENSION_get_critical(X509_CRL_get_ext(list.get(), i)))
      return fail(ErrorCode::Malformed, "it is no whole revocation list, or has a critical extension that nobody here knows");
  RevocationListContent out;
  out.issuer = attributesOf(X509_CRL_get_issuer(list.get()));
  const Asn1Integer number(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(list.get(), NID_crl_number, nullptr, nullptr)));
  if (number && ASN1_INTEGER_get_uint64(&out.number, number.get()) != 1) out.number = 0;  // larger than anybody counts
  MZ_TRY(out.from, timeOf(X509_CRL_get0_lastUpdate(list.get())));
  if (const ASN1_TIME* until = X509_CRL_get0_nextUpdate(list.get())) {
    MZ_TRY(out.until, timeOf(until));
  }
  const STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(list.get());
  for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
    MZ_TRY(RevokedEntry entry, entryOf(sk_X509_REVOKED_value(entries, i)));
    out.entries.push_back(std::move(entry));
  }
  ERR_clear_error();
  return out;
}

bool isListOf(ByteView der, const Certificate& authority) {
  const auto list = parsed(der);
  if (!list || authority.empty()) return false;
  const Certificate::Data& data = CertificateAccess::data(authority);
  if (nameDer(X509_CRL_get_issuer(list->get())) != data.subjectName) return false;
  const ASN1_BIT_STRING* signature = nullptr;
  const X509_ALGOR* algorithm = nullptr;
  X509_CRL_get0_signature(list->get(), &signature, &algorithm);
  const auto part = signedPartOf(der, nullptr, algorithm, signature);
  return part && verifies(*part, authority.publicKey());
}

}  // namespace mz
