#include "ledger/identity/authority.h"

#include <openssl/bn.h>

#include <algorithm>
#include <array>

#include "ledger/crypto/hash.h"
#include "ledger/identity/certificate_parts.h"
#include "ledger/identity/extension_writing.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr int kChainLength = 4;
constexpr std::size_t kCrlBytes = std::size_t{64} << 20;
constexpr std::int64_t kLastSecond = 253402300799;  // 9999-12-31T23:59:59Z: X.509 has no later time

enum class Kind { Root, OrgAuthority, Leaf };

struct Usage {
  Kind kind;
  long pathLength;  // below 0: not said
  int keyUsage;     // bits as in the first byte of the BIT STRING; of a leaf those of its profile
};
constexpr Usage kUsages[] = {{Kind::Root, -1, KU_KEY_CERT_SIGN | KU_CRL_SIGN},
                             {Kind::OrgAuthority, 0, KU_KEY_CERT_SIGN | KU_CRL_SIGN},
                             {Kind::Leaf, -1, 0}};

std::unexpected<Error> invalid(const char* reason, const Certificate& certificate, const char* detail) {
  const Subject& subject = certificate.subject();
  return std::unexpected(Error(ErrorCode::CertificateInvalid, "certificate " + subject.org + "/" + subject.name + " (serial " +
                                                                  certificate.serial() + "): " + detail)
                             .with("reason", reason)
                             .with("subject", subject.org + "/" + subject.name)
                             .with("serial", certificate.serial()));
}

Status checkValidity(const Validity& validity) {
  if (validity.from.value < 0 || validity.until < validity.from || validity.until.value > kLastSecond)
    return fail(ErrorCode::InvalidArgument, "a validity begins after 1970, ends before 10000 and not before it begins");
  return {};
}

Result<X509Name> nameFrom(const Bytes& der) {
  const std::uint8_t* at = der.data();
  X509Name name(d2i_X509_NAME(nullptr, &at, static_cast<long>(der.size())));
  if (!name) return openSslFailure("the issuer's name cannot be read");
  return name;
}

// RFC 7093 method 1: the first 160 bits of the SHA-256 of the key's bits.
Bytes keyIdOf(const X509* x509) {
  const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(x509);
  const Digest digest = sha256({bits->data, static_cast<std::size_t>(bits->length)});
  return Bytes(digest.bytes.begin(), digest.bytes.begin() + 20);
}

Asn1Octets octets(const Bytes& bytes) {
  Asn1Octets out(ASN1_OCTET_STRING_new());
  if (out && ASN1_OCTET_STRING_set(out.get(), bytes.data(), static_cast<int>(bytes.size())) != 1) out.reset();
  return out;
}

using AuthorityKeyId = OpenSslPointer<AUTHORITY_KEYID, AUTHORITY_KEYID_free>;

AuthorityKeyId authorityKeyId(const Bytes& keyId) {
  AuthorityKeyId out(AUTHORITY_KEYID_new());
  if (out) out->keyid = octets(keyId).release();
  if (out && !out->keyid) out.reset();
  return out;
}

bool addExtensions(X509* x509, const Usage& usage, const Bytes& issuerKeyId) {
  using BasicConstraints = OpenSslPointer<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;
  using BitString = OpenSslPointer<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;

  const BasicConstraints constraints(BASIC_CONSTRAINTS_new());
  if (!constraints) return false;
  constraints->ca = usage.kind == Kind::Leaf ? 0 : 0xff;
  if (usage.pathLength >= 0) {
    constraints->pathlen = ASN1_INTEGER_new();
    if (!constraints->pathlen || ASN1_INTEGER_set(constraints->pathlen, usage.pathLength) != 1) return false;
  }
  const BitString bits(ASN1_BIT_STRING_new());
  if (!bits) return false;
  for (int bit = 0; bit < 8; ++bit)
    if ((usage.keyUsage & (0x80 >> bit)) && ASN1_BIT_STRING_set_bit(bits.get(), bit, 1) != 1) return false;

  const Bytes ownKeyId = keyIdOf(x509);
  const Asn1Octets subjectId = octets(ownKeyId);
  const AuthorityKeyId issuerId = authorityKeyId(issuerKeyId.empty() ? ownKeyId : issuerKeyId);
  return subjectId && issuerId &&
         X509_add1_ext_i2d(x509, NID_basic_constraints, constraints.get(), 1, X509V3_ADD_DEFAULT) == 1 &&
         X509_add1_ext_i2d(x509, NID_key_usage, bits.get(), 1, X509V3_ADD_DEFAULT) == 1 &&
         X509_add1_ext_i2d(x509, NID_subject_key_identifier, subjectId.get(), 0, X509V3_ADD_DEFAULT) == 1 &&
         X509_add1_ext_i2d(x509, NID_authority_key_identifier, issuerId.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

Result<Certificate> makeCertificate(const Subject& subject, const Certificate* issuer, const PrivateKey& issuerKey,
                                    const PublicKey& key, const Validity& validity, Kind kind, Random& random,
                                    const CertificateProfile& profile = {}) {
  MZ_CHECK(checkValidity(validity));
  MZ_CHECK(checkProfile(profile));
  if (key.empty()) return fail(ErrorCode::InvalidArgument, "a certificate needs a public key");
  MZ_TRY(const X509Name subjectName, makeName(subject));
  X509Name issuerName;
  if (issuer) {
    MZ_TRY(issuerName, nameFrom(CertificateAccess::data(*issuer).subjectName));
  }

  std::array<std::uint8_t, 16> serialBytes{};
  random.fill(serialBytes);
  serialBytes.back() |= serialBytes == std::array<std::uint8_t, 16>{} ? 1 : 0;  // zero is no serial number
  const OpenSslPointer<BIGNUM, BN_free> number(BN_bin2bn(serialBytes.data(), static_cast<int>(serialBytes.size()), nullptr));

  const X509Certificate x509(X509_new());
  if (!x509 || !number || X509_set_version(x509.get(), X509_VERSION_3) != 1 ||
      !BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(x509.get())) ||
      X509_set_subject_name(x509.get(), subjectName.get()) != 1 ||
      X509_set_issuer_name(x509.get(), issuer ? issuerName.get() : subjectName.get()) != 1 ||
      !ASN1_TIME_set(X509_getm_notBefore(x509.get()), validity.from.value) ||
      !ASN1_TIME_set(X509_getm_notAfter(x509.get()), validity.until.value) || X509_set_pubkey(x509.get(), evpOf(key)) != 1)
    return openSslFailure("a certificate could not be filled in");
  Usage usage = *std::ranges::find(kUsages, kind, &Usage::kind);
  if (kind == Kind::Leaf)
    for (const std::string& use : profile.usages) usage.keyUsage |= usageBit(use).value_or(0);
  if (!addExtensions(x509.get(), usage, issuer ? CertificateAccess::data(*issuer).subjectKeyId : Bytes()) ||
      !addProfile(x509.get(), profile))
    return openSslFailure("a certificate's extensions could not be filled in");

  MZ_TRY(const auto context, KeyAccess::signingContext(issuerKey));
  if (X509_sign_ctx(x509.get(), static_cast<evp_md_ctx_st*>(context.get())) <= 0)
    return openSslFailure("a certificate could not be signed");
  std::uint8_t* der = nullptr;
  const int size = i2d_X509(x509.get(), &der);
  if (size <= 0) return openSslFailure("a certificate could not be encoded");
  auto certificate = Certificate::fromDer({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return certificate;
}

Status checkAuthority(const Authority& authority) {
  if (authority.key.empty()) return fail(ErrorCode::Locked, "the authority's key is locked");
  if (!authority.certificate.isAuthority())
    return fail(ErrorCode::InvalidArgument, "the issuer's certificate is not that of an authority");
  if (authority.key.publicKey().subjectPublicKeyInfo() != authority.certificate.publicKey().subjectPublicKeyInfo())
    return fail(ErrorCode::InvalidArgument, "the issuer's key is not the one in its certificate");
  return {};
}

// Serial text to number; null unless it is a serial in the form of Certificate::serial.
Asn1Integer serialNumber(const std::string& hex) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  if (hex.empty() || hex.size() > 40 || hex.front() == '0' || hex.find_first_not_of(kDigits) != hex.npos) return nullptr;
  BIGNUM* raw = nullptr;
  if (BN_hex2bn(&raw, hex.c_str()) == 0) return nullptr;
  const OpenSslPointer<BIGNUM, BN_free> number(raw);
  return Asn1Integer(BN_to_ASN1_INTEGER(number.get(), nullptr));
}

Result<X509Revoked> revokedEntry(const RevokedEntry& entry) {
  Asn1Integer serial = serialNumber(entry.serial);
  if (!serial) return fail(ErrorCode::InvalidArgument, "\"" + entry.serial + "\" is not a serial number in hexadecimal");
  if (entry.reason < 0 || entry.reason > 10 || entry.reason == 7 || entry.reason == 8)
    return fail(ErrorCode::InvalidArgument, "reason " + std::to_string(entry.reason) + " does not revoke (RFC 5280, 5.3.1)");
  if (entry.date.value < 0 || entry.date.value > kLastSecond)
    return fail(ErrorCode::InvalidArgument, "a revocation's date is not between 1970 and 9999");
  X509Revoked revoked(X509_REVOKED_new());
  const Asn1Time date(ASN1_TIME_set(nullptr, entry.date.value));
  if (!revoked || !date || X509_REVOKED_set_serialNumber(revoked.get(), serial.get()) != 1 ||
      X509_REVOKED_set_revocationDate(revoked.get(), date.get()) != 1)
    return openSslFailure("a revocation could not be filled in");
  if (entry.reason != 0) {  // RFC 5280: "unspecified" is said by leaving it out
    const OpenSslPointer<ASN1_ENUMERATED, ASN1_ENUMERATED_free> reason(ASN1_ENUMERATED_new());
    if (!reason || ASN1_ENUMERATED_set(reason.get(), entry.reason) != 1 ||
        X509_REVOKED_add1_ext_i2d(revoked.get(), NID_crl_reason, reason.get(), 0, X509V3_ADD_DEFAULT) != 1)
      return openSslFailure("a revocation's reason could not be filled in");
  }
  if (entry.invalidSince) {
    if (entry.invalidSince->value < 0 || entry.invalidSince->value > kLastSecond)
      return fail(ErrorCode::InvalidArgument, "an invalidity date is not between 1970 and 9999");
    const OpenSslPointer<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free> since(
        ASN1_GENERALIZEDTIME_set(nullptr, entry.invalidSince->value));
    if (!since || X509_REVOKED_add1_ext_i2d(revoked.get(), NID_invalidity_date, since.get(), 0, X509V3_ADD_DEFAULT) != 1)
      return openSslFailure("a revocation's invalidity date could not be filled in");
  }
  return revoked;
}

// A CRL that was given, as far as it has been read.
struct RevocationList {
  X509Crl crl;
  Bytes issuerName, authorityKeyId;
  Bytes number;  // big-endian without leading zeros; empty when absent
  SignedPart signedPart;
  std::optional<UnixSeconds> nextUpdate;

  // Numbers compare as numbers: the longer is the larger.
  bool olderThan(const RevocationList& other) const {
    return number.size() != other.number.size() ? number.size() < other.number.size() : number < other.number;
  }
};

Result<RevocationList> readCrl(ByteView der) {
  if (der.size() > kCrlBytes) return fail(ErrorCode::TooLarge, "a revocation list has at most 64 MiB");
  RevocationList list;
  const std::uint8_t* at = der.data();
  list.crl.reset(d2i_X509_CRL(nullptr, &at, static_cast<long>(der.size())));
  if (!list.crl || at != der.data() + der.size()) return openSslFailure("not a revocation list", ErrorCode::Malformed);
  X509_CRL* crl = list.crl.get();
  list.issuerName = nameDer(X509_CRL_get_issuer(crl));
  if (const ASN1_TIME* next = X509_CRL_get0_nextUpdate(crl)) {
    MZ_TRY(list.nextUpdate, timeOf(next));
  }

  const AuthorityKeyId keyId(
      static_cast<AUTHORITY_KEYID*>(X509_CRL_get_ext_d2i(crl, NID_authority_key_identifier, nullptr, nullptr)));
  if (keyId) list.authorityKeyId = octetsOf(keyId->keyid);
  const Asn1Integer number(static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(crl, NID_crl_number, nullptr, nullptr)));
  if (number) {
    list.number.assign(number->data, number->data + number->length);
    list.number.erase(list.number.begin(), std::ranges::find_if(list.number, [](std::uint8_t b) { return b != 0; }));
  }

  // Partial lists (deltas, indirect lists, lists by reason) say so in critical extensions; taken for whole ones they would
  // let revoked certificates pass.
  for (int i = 0; i < X509_CRL_get_ext_count(crl); ++i)
    if (X509_EXTENSION_get_critical(X509_CRL_get_ext(crl, i)))
      return fail(ErrorCode::Malformed, "the revocation list has a critical extension that this program does not know");

  const ASN1_BIT_STRING* signature = nullptr;
  const X509_ALGOR* outer = nullptr;
  X509_CRL_get0_signature(crl, &signature, &outer);
  MZ_TRY(list.signedPart, signedPartOf(der, nullptr, outer, signature));
  return list;
}

Status checkTime(const Certificate& certificate, UnixSeconds at) {
  if (at < certificate.notBefore()) return invalid("not_yet_valid", certificate, "it is not valid yet");
  if (at > certificate.notAfter()) return invalid("expired", certificate, "it has expired");
  return {};
}

// What holds between any certificate and its issuer, but for time and revocation.
Status checkIssuer(const Certificate& certificate, const Certificate& issuer) {
  const Certificate::Data& lower = CertificateAccess::data(certificate);
  const Certificate::Data& upper = CertificateAccess::data(issuer);
  if (certificate.empty() || issuer.empty() || lower.issuerName != upper.subjectName)
    return invalid("unknown_issuer", certificate, "it was issued by someone else");
  if (!upper.authority) return invalid("not_an_authority", issuer, "it may not issue certificates");
  if (lower.authority && upper.pathLength && *upper.pathLength == 0)
    return invalid("not_an_authority", issuer, "it may not issue certificates of authorities");
  // An org CA speaks for its org alone; what stands above orgs issues authorities only.
  if (!lower.authority && lower.subject.org != upper.subject.org)
    return invalid("org_differs", certificate, "its org is not its issuer's");
  if (!verifies(lower.signedPart, upper.publicKey)) return invalid("bad_signature", certificate, "its signature is wrong");
  return {};
}

Status checkRevocation(const Certificate& certificate, const Certificate& issuer, std::span<const RevocationList> lists,
                       UnixSeconds at) {
  const Certificate::Data& upper = CertificateAccess::data(issuer);
  const RevocationList* newest = nullptr;
  for (const RevocationList& list : lists) {
    if (list.issuerName != upper.subjectName) continue;
    // A renewed authority keeps its name: lists under its other key are not about certificates under this one.
    if (!list.authorityKeyId.empty() && !upper.subjectKeyId.empty() && list.authorityKeyId != upper.subjectKeyId) continue;
    if (!verifies(list.signedPart, upper.publicKey))
      return invalid("bad_signature", issuer, "a revocation list in its name has a wrong signature");
    if (!newest || newest->olderThan(list)) newest = &list;
  }
  if (!newest) return {};

  const Asn1Integer serial = serialNumber(certificate.serial());
  X509_REVOKED* entry = nullptr;
  if (!serial) return openSslFailure("a serial number could not be looked up");
  if (X509_CRL_get0_by_serial(newest->crl.get(), &entry, serial.get()) == 1) {
    MZ_TRY(const UnixSeconds date, timeOf(X509_REVOKED_get0_revocationDate(entry)));
    if (date <= at) return invalid("revoked", certificate, "it has been revoked");
  }
  if (!newest->nextUpdate || *newest->nextUpdate < at)
    return invalid("crl_expired", issuer, "its newest revocation list is too old to tell");
  return {};
}

}  // namespace

Result<Authority> createRoot(std::string_view domain, const PrivateKey& key, Validity validity, Random& random) {
  if (key.empty()) return fail(ErrorCode::Locked, "the root's key is locked");
  const Subject subject{std::string(domain), Role::Ca, "root"};
  MZ_TRY(Certificate certificate, makeCertificate(subject, nullptr, key, key.publicKey(), validity, Kind::Root, random));
  return Authority{std::move(certificate), key};
}

Result<Authority> createOrgAuthority(const Authority& root, std::string_view org, const PrivateKey& key, Validity validity,
                                     Random& random) {
  MZ_CHECK(checkAuthority(root));
  if (CertificateAccess::data(root.certificate).pathLength == 0)
    return fail(ErrorCode::InvalidArgument, "the authority of an org cannot issue another authority");
  if (key.empty()) return fail(ErrorCode::Locked, "the new authority's key is locked");
  const Subject subject{std::string(org), Role::Ca, "ca"};
  MZ_TRY(Certificate certificate,
         makeCertificate(subject, &root.certificate, root.key, key.publicKey(), validity, Kind::OrgAuthority, random));
  return Authority{std::move(certificate), key};
}

Result<Authority> createOwnAuthority(std::string_view org, const PrivateKey& key, Validity validity, Random& random) {
  if (key.empty()) return fail(ErrorCode::Locked, "the new authority's key is locked");
  const Subject subject{std::string(org), Role::Ca, "ca"};
  MZ_TRY(Certificate certificate,
         makeCertificate(subject, nullptr, key, key.publicKey(), validity, Kind::OrgAuthority, random));
  return Authority{std::move(certificate), key};
}

Result<Certificate> issue(const Authority& issuer, const Subject& subject, const PublicKey& key, Validity validity,
                          Random& random, const CertificateProfile& profile) {
  MZ_CHECK(checkAuthority(issuer));
  if (subject.role == Role::Ca) return fail(ErrorCode::InvalidArgument, "the role \"ca\" is for authorities only");
  if (subject.org != issuer.certificate.subject().org)
    return fail(ErrorCode::InvalidArgument,
                "the authority of " + issuer.certificate.subject().org + " cannot issue a certificate for " + subject.org);
  return makeCertificate(subject, &issuer.certificate, issuer.key, key, validity, Kind::Leaf, random, profile);
}

Result<Bytes> makeCrl(const Authority& issuer, std::uint64_t number, std::span<const RevokedEntry> revoked, Validity validity) {
  MZ_CHECK(checkAuthority(issuer));
  MZ_CHECK(checkValidity(validity));
  const Certificate::Data& data = CertificateAccess::data(issuer.certificate);
  MZ_TRY(const X509Name name, nameFrom(data.subjectName));
  const X509Crl crl(X509_CRL_new());
  const Asn1Time from(ASN1_TIME_set(nullptr, validity.from.value)), until(ASN1_TIME_set(nullptr, validity.until.value));
  const Asn1Integer crlNumber(ASN1_INTEGER_new());
  const AuthorityKeyId keyId = authorityKeyId(data.subjectKeyId);
  if (!crl || !from || !until || !crlNumber || !keyId || X509_CRL_set_version(crl.get(), X509_CRL_VERSION_2) != 1 ||
      X509_CRL_set_issuer_name(crl.get(), name.get()) != 1 || X509_CRL_set1_lastUpdate(crl.get(), from.get()) != 1 ||
      X509_CRL_set1_nextUpdate(crl.get(), until.get()) != 1 || ASN1_INTEGER_set_uint64(crlNumber.get(), number) != 1 ||
      X509_CRL_add1_ext_i2d(crl.get(), NID_authority_key_identifier, keyId.get(), 0, X509V3_ADD_DEFAULT) != 1 ||
      X509_CRL_add1_ext_i2d(crl.get(), NID_crl_number, crlNumber.get(), 0, X509V3_ADD_DEFAULT) != 1)
    return openSslFailure("a revocation list could not be filled in");
  for (const RevokedEntry& each : revoked) {
    MZ_TRY(X509Revoked entry, revokedEntry(each));
    if (X509_CRL_add0_revoked(crl.get(), entry.get()) != 1) return openSslFailure("a revocation could not be added");
    entry.release();  // the list owns it now
  }
  X509_CRL_sort(crl.get());

  MZ_TRY(const auto context, KeyAccess::signingContext(issuer.key));
  if (X509_CRL_sign_ctx(crl.get(), static_cast<evp_md_ctx_st*>(context.get())) <= 0)
    return openSslFailure("a revocation list could not be signed");
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_CRL(crl.get(), &der);
  if (size <= 0) return openSslFailure("a revocation list could not be encoded");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

Status validateChain(const Certificate& leaf, std::span<const Certificate> intermediates, std::span<const Certificate> anchors,
                     std::span<const Bytes> crls, UnixSeconds at) {
  std::vector<RevocationList> lists;
  for (const Bytes& der : crls) {
    MZ_TRY(RevocationList list, readCrl(der));
    lists.push_back(std::move(list));
  }

  if (leaf.empty()) return invalid("unknown_issuer", leaf, "there is no certificate");
  Certificate current = leaf;
  for (int depth = 0; depth < kChainLength; ++depth) {
    MZ_CHECK(checkTime(current, at));
    const auto isCurrent = [&](const Certificate& c) { return !c.empty() && c.fingerprint() == current.fingerprint(); };
    if (std::ranges::any_of(anchors, isCurrent)) return {};

    // Several certificates may bear the issuer's name (renewals, forgeries): the first that fits is taken, anchors before
    // the rest, and where none fits, what is wrong with the last one of that name is told.
    Status found = invalid("unknown_issuer", current, "nobody known has issued it");
    const Certificate* issuer = nullptr;
    for (const auto& candidates : {anchors, intermediates}) {
      for (const Certificate& candidate : candidates) {
        if (candidate.empty() || CertificateAccess::data(candidate).subjectName != CertificateAccess::data(current).issuerName)
          continue;
        found = checkIssuer(current, candidate);
        if (found) {
          issuer = &candidate;
          break;
        }
      }
      if (issuer) break;
    }
    MZ_CHECK(found);
    MZ_CHECK(checkRevocation(current, *issuer, lists, at));
    current = *issuer;
  }
  return invalid("unknown_issuer", leaf, "its chain is too long");
}

Status issuedBy(const Certificate& leaf, const Certificate& authority) { return checkIssuer(leaf, authority); }

bool namesIssuer(const Certificate& certificate, const Certificate& authority) {
  const Certificate::Data& lower = CertificateAccess::data(certificate);
  const Certificate::Data& upper = CertificateAccess::data(authority);
  return !certificate.empty() && !authority.empty() && lower.issuerName == upper.subjectName &&
         (lower.authorityKeyId.empty() || upper.subjectKeyId.empty() || lower.authorityKeyId == upper.subjectKeyId);
}

}  // namespace mz
