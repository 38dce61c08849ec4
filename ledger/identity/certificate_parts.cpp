#include "ledger/identity/certificate_parts.h"

#include <algorithm>
#include <array>

#include "ledger/base/bounds.h"
#include "ledger/crypto/key_description.h"
#include "ledger/identity/extension_reading.h"

namespace mz {

namespace {

Status checkName(std::string_view what, std::string_view value) {
  const bool printable = std::ranges::none_of(value, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (value.empty() || value.size() > bounds::kNameBytes || !printable)
    return fail(ErrorCode::InvalidArgument, std::string(what) + " must have 1 to 64 bytes and no control characters");
  return {};
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

}  // namespace

Result<X509Name> makeName(const Subject& subject) {
  MZ_CHECK(checkName("the org", subject.org));
  MZ_CHECK(checkName("the name", subject.name));
  const std::string role(roleName(subject.role));
  X509Name name(X509_NAME_new());
  const std::array<std::pair<int, const std::string*>, 3> entries = {
      {{NID_organizationName, &subject.org}, {NID_organizationalUnitName, &role}, {NID_commonName, &subject.name}}};
  // The type is given as it shall be encoded, so that OpenSSL does not choose PrintableString for plain names; UTF-8 is
  // checked when the finished certificate is read.
  for (const auto& [nid, text] : entries)
    if (!name ||
        X509_NAME_add_entry_by_NID(name.get(), nid, V_ASN1_UTF8STRING, reinterpret_cast<const std::uint8_t*>(text->data()),
                                   static_cast<int>(text->size()), -1, 0) != 1)
      return openSslFailure("a name cannot be put into a certificate", ErrorCode::InvalidArgument);
  return name;
}

evp_pkey_st* evpOf(const PublicKey& key) { return static_cast<evp_pkey_st*>(KeyAccess::evpKey(key)); }

std::string signatureName(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  return objectName(object);
}

void describeKey(CertificateDescription& out, X509_PUBKEY* key) {
  out.publicKey = publicKeyDer(key);
  const KeyDescription description = describePublicKey(out.publicKey);
  out.keyAlgorithm = description.algorithm;
  out.keyBits = description.bits;
  out.weak = description.weak || isWeakHash(out.signatureAlgorithm);
}

}  // namespace mz
