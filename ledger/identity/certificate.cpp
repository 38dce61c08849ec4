#include "ledger/identity/certificate.h"

#include <openssl/objects.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "ledger/identity/pem.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::array<std::pair<Role, std::string_view>, 11> kRoles = {{{Role::Admin, "admin"},
                                                                       {Role::Officer, "officer"},
                                                                       {Role::Auditor, "auditor"},
                                                                       {Role::Clerk, "clerk"},
                                                                       {Role::Applicant, "applicant"},
                                                                       {Role::Service, "service"},
                                                                       {Role::Device, "device"},
                                                                       {Role::Node, "node"},
                                                                       {Role::Orderer, "orderer"},
                                                                       {Role::Kiosk, "kiosk"},
                                                                       {Role::Ca, "ca"}}};

constexpr std::string_view kPemLabel = "CERTIFICATE";
constexpr std::size_t kPemBytes = 4 * bounds::kCertificateBytes;  // base64 and some text around it

std::unexpected<Error> malformed(std::string detail) { return fail(ErrorCode::Malformed, "certificate: " + std::move(detail)); }

// The text of entry `index`, which must be the attribute `nid` alone in its relative name.
Result<std::string> nameEntry(const X509_NAME* name, int index, int nid) {
  const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, index);
  if (!entry || OBJ_obj2nid(X509_NAME_ENTRY_get_object(entry)) != nid || X509_NAME_ENTRY_set(entry) != index)
    return malformed("a name is not O, OU, CN in this order");
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(entry);
  const int type = ASN1_STRING_type(value);
  if (type != V_ASN1_UTF8STRING && type != V_ASN1_PRINTABLESTRING) return malformed("a name is not a UTF8String");
  std::uint8_t* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, value);
  if (size < 0) return openSslFailure("certificate: a name is not UTF-8", ErrorCode::Malformed);
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  if (text.empty() || text.size() > bounds::kNameBytes) return malformed("a name is empty or over 64 bytes long");
  if (std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return malformed("a name has a control character");
  return text;
}

Result<Subject> subjectOf(const X509_NAME* name) {
  if (X509_NAME_entry_count(name) != 3) return malformed("a name is not O, OU, CN");
  Subject subject;
  MZ_TRY(subject.org, nameEntry(name, 0, NID_organizationName));
  MZ_TRY(const std::string role, nameEntry(name, 1, NID_organizationalUnitName));
  MZ_TRY(subject.name, nameEntry(name, 2, NID_commonName));
  const auto known = roleFromName(role);
  if (!known) return malformed("OU \"" + role + "\" is not a role");
  subject.role = *known;
  return subject;
}

std::optional<KeyAlgorithm> keyAlgorithmOf(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  int parameterType = V_ASN1_UNDEF;
  X509_ALGOR_get0(&object, &parameterType, nullptr, algorithm);
  if (parameterType != V_ASN1_UNDEF && parameterType != V_ASN1_NULL) return std::nullopt;
  switch (OBJ_obj2nid(object)) {
    case NID_ecdsa_with_SHA256: return KeyAlgorithm::P256;
    case NID_SM2_with_SM3: return KeyAlgorithm::Sm2;
    case NID_ED25519: return KeyAlgorithm::Ed25519;
    default: return std::nullopt;
  }
}

Result<PublicKey> publicKeyOf(const X509* x509) {
  std::uint8_t* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509), &der);
  if (size <= 0) return openSslFailure("certificate: the public key cannot be read", ErrorCode::Malformed);
  auto key = PublicKey::fromSubjectPublicKeyInfo({der, static_cast<std::size_t>(size)});
  OPENSSL_free(der);
  return key;
}

}  // namespace

std::string_view roleName(Role role) {
  for (const auto& [value, name] : kRoles)
    if (value == role) return name;
  return {};
}

std::optional<Role> roleFromName(std::string_view name) {
  for (const auto& [value, known] : kRoles)
    if (known == name) return value;
  return std::nullopt;
}

Result<SignedPart> signedPartOf(ByteView der, const X509_ALGOR* inner, const X509_ALGOR* outer,
                                const ASN1_BIT_STRING* signature) {
  SignedPart part;
  const auto algorithm = keyAlgorithmOf(outer);
  if (!algorithm || (inner && X509_ALGOR_cmp(inner, outer) != 0))
    return malformed("the signature is not ECDSA with SHA-256, SM2 with SM3 or Ed25519");
  if (signature->flags & 7) return malformed("its signature has unused bits");  // a second encoding of the same signature
  part.algorithm = *algorithm;
  part.signature.assign(signature->data, signature->data + signature->length);

  const std::uint8_t* at = der.data();
  long length = 0;
  int tag = 0, tagClass = 0;
  // It has been parsed once, so only its borders are looked for.
  if (ASN1_get_object(&at, &length, &tag, &tagClass, static_cast<long>(der.size())) & 0x80) return malformed("no sequence");
  const std::uint8_t* start = at;
  if (ASN1_get_object(&at, &length, &tag, &tagClass, der.data() + der.size() - at) & 0x80) return malformed("no sequence");
  part.toBeSigned.assign(start, at + length);
  return part;
}

bool verifies(const SignedPart& part, const PublicKey& key) {
  return !key.empty() && key.algorithm() == part.algorithm && key.verify(part.toBeSigned, part.signature);
}

Bytes nameDer(const X509_NAME* name) {
  const std::uint8_t* der = nullptr;
  std::size_t size = 0;
  if (X509_NAME_get0_der(name, &der, &size) != 1) return {};
  return Bytes(der, der + size);
}

std::string serialText(const ASN1_INTEGER* serial) {
  if (!serial || ASN1_STRING_type(serial) != V_ASN1_INTEGER || serial->length < 1 || serial->length > 20) return {};
  std::string hex = toHex({serial->data, static_cast<std::size_t>(serial->length)});
  hex.erase(0, hex.find_first_not_of('0'));  // of zero nothing is left
  return hex;
}

Result<UnixSeconds> timeOf(const ASN1_TIME* time) {
  std::tm fields{};
  if (!time || ASN1_TIME_to_tm(time, &fields) != 1) return openSslFailure("a time cannot be read", ErrorCode::Malformed);
  return UnixSeconds(timegm(&fields));
}

Bytes octetsOf(const ASN1_OCTET_STRING* octets) {
  return octets ? Bytes(octets->data, octets->data + octets->length) : Bytes();
}

const Certificate::Data& CertificateAccess::data(const Certificate& certificate) {
  static const Certificate::Data empty;
  return certificate.m_data ? *certificate.m_data : empty;
}

Certificate::Certificate() = default;

Result<Certificate> Certificate::fromDer(ByteView der) {
  if (der.size() > bounds::kCertificateBytes) return fail(ErrorCode::TooLarge, "a certificate has at most 16 KiB");
  const std::uint8_t* at = der.data();
  const X509Certificate x509(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!x509) return openSslFailure("not a certificate", ErrorCode::Malformed);
  if (at != der.data() + der.size()) return malformed("bytes follow it");
  std::uint8_t* again = nullptr;
  const int size = i2d_X509(x509.get(), &again);
  const bool canonical = size > 0 && std::ranges::equal(der, ByteView(again, static_cast<std::size_t>(size)));
  OPENSSL_free(again);
  if (!canonical) return malformed("not in DER");
  if (X509_get_version(x509.get()) != X509_VERSION_3) return malformed("not version 3");

  auto data = std::make_shared<Data>();
  data->der.assign(der.begin(), der.end());
  data->fingerprint.bytes = sha256(der).bytes;
  MZ_TRY(data->subject, subjectOf(X509_get_subject_name(x509.get())));
  MZ_TRY(data->issuer, subjectOf(X509_get_issuer_name(x509.get())));
  data->subjectName = nameDer(X509_get_subject_name(x509.get()));
  data->issuerName = nameDer(X509_get_issuer_name(x509.get()));
  data->serial = serialText(X509_get0_serialNumber(x509.get()));
  if (data->serial.empty()) return malformed("the serial number is not positive or over 20 bytes long");
  MZ_TRY(data->notBefore, timeOf(X509_get0_notBefore(x509.get())));
  MZ_TRY(data->notAfter, timeOf(X509_get0_notAfter(x509.get())));
  MZ_TRY(data->publicKey, publicKeyOf(x509.get()));

  const std::uint32_t flags = X509_get_extension_flags(x509.get());
  if (flags & EXFLAG_INVALID) return openSslFailure("certificate: an extension is damaged", ErrorCode::Malformed);
  if (flags & EXFLAG_CRITICAL) return malformed("it has a critical extension that this program does not know");
  const bool mayCertify = (flags & EXFLAG_KUSAGE) && (X509_get_key_usage(x509.get()) & KU_KEY_CERT_SIGN);
  data->authority = (flags & EXFLAG_CA) && mayCertify;
  data->limited = (flags & EXFLAG_XKUSAGE) != 0;
  if (const long length = X509_get_pathlen(x509.get()); length >= 0) data->pathLength = length;
  data->subjectKeyId = octetsOf(X509_get0_subject_key_id(x509.get()));
  data->authorityKeyId = octetsOf(X509_get0_authority_key_id(x509.get()));

  const ASN1_BIT_STRING* signature = nullptr;
  const X509_ALGOR* outer = nullptr;
  X509_get0_signature(&signature, &outer, x509.get());
  MZ_TRY(data->signedPart, signedPartOf(der, X509_get0_tbs_sigalg(x509.get()), outer, signature));
  return Certificate(std::shared_ptr<const Data>(std::move(data)));
}

Result<Certificate> Certificate::fromPem(std::string_view pem) {
  if (pem.size() > kPemBytes) return fail(ErrorCode::TooLarge, "a certificate file has at most 64 KiB");
  MZ_TRY(std::vector<PemBlock> blocks, readPem(pem, 64));
  std::erase_if(blocks, [](const PemBlock& block) { return block.label != kPemLabel; });
  if (blocks.empty()) return malformed("no \"BEGIN CERTIFICATE\" with its \"END CERTIFICATE\"");
  if (blocks.size() > 1) return malformed("the file has more than one certificate");
  return fromDer(blocks.front().der);
}

const Bytes& Certificate::der() const { return CertificateAccess::data(*this).der; }

std::string Certificate::pem() const { return pemOf(kPemLabel, der()); }

const Fingerprint& Certificate::fingerprint() const { return CertificateAccess::data(*this).fingerprint; }
const Subject& Certificate::subject() const { return CertificateAccess::data(*this).subject; }
const Subject& Certificate::issuer() const { return CertificateAccess::data(*this).issuer; }
const std::string& Certificate::serial() const { return CertificateAccess::data(*this).serial; }
UnixSeconds Certificate::notBefore() const { return CertificateAccess::data(*this).notBefore; }
UnixSeconds Certificate::notAfter() const { return CertificateAccess::data(*this).notAfter; }
bool Certificate::isAuthority() const { return CertificateAccess::data(*this).authority; }
const PublicKey& Certificate::publicKey() const { return CertificateAccess::data(*this).publicKey; }

}  // namespace mz
