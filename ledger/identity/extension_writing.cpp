#include "ledger/identity/extension_writing.h"

#include <openssl/objects.h>

#include <algorithm>
#include <array>

#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::array<std::pair<std::string_view, int>, 5> kUsageBits = {{{"digital_signature", KU_DIGITAL_SIGNATURE},
                                                                         {"non_repudiation", KU_NON_REPUDIATION},
                                                                         {"key_encipherment", KU_KEY_ENCIPHERMENT},
                                                                         {"data_encipherment", KU_DATA_ENCIPHERMENT},
                                                                         {"key_agreement", KU_KEY_AGREEMENT}}};

using GeneralName = OpenSslPointer<GENERAL_NAME, GENERAL_NAME_free>;

GeneralName textName(int type, std::string_view text) {
  GeneralName name(GENERAL_NAME_new());
  ASN1_IA5STRING* value = ASN1_IA5STRING_new();
  if (!name || !value || ASN1_STRING_set(value, text.data(), static_cast<int>(text.size())) != 1) {
    ASN1_IA5STRING_free(value);
    return nullptr;
  }
  GENERAL_NAME_set0_value(name.get(), type, value);
  return name;
}

GeneralName addressName(const std::string& text) {
  GeneralName name(GENERAL_NAME_new());
  ASN1_OCTET_STRING* value = a2i_IPADDRESS(text.c_str());
  if (!name || !value) {
    ASN1_OCTET_STRING_free(value);
    return nullptr;
  }
  GENERAL_NAME_set0_value(name.get(), GEN_IPADD, value);
  return name;
}

GeneralName generalName(const AlternativeName& name) {
  if (name.kind == "ip") return addressName(name.value);
  return textName(name.kind == "dns" ? GEN_DNS : name.kind == "email" ? GEN_EMAIL : GEN_URI, name.value);
}

bool addPurposes(X509* x509, const std::vector<std::string>& purposes) {
  const OpenSslPointer<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free> value(sk_ASN1_OBJECT_new_null());
  for (const std::string& purpose : purposes) {
    Asn1Object object = objectNamed(purpose);
    if (!value || !object || sk_ASN1_OBJECT_push(value.get(), object.get()) <= 0) return false;
    object.release();
  }
  return X509_add1_ext_i2d(x509, NID_ext_key_usage, value.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

bool addPolicies(X509* x509, const std::vector<std::string>& policies) {
  const OpenSslPointer<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free> value(sk_POLICYINFO_new_null());
  for (const std::string& policy : policies) {
    OpenSslPointer<POLICYINFO, POLICYINFO_free> info(POLICYINFO_new());
    Asn1Object object = objectNamed(policy);
    if (!value || !info || !object) return false;
    ASN1_OBJECT_free(info->policyid);
    info->policyid = object.release();
    if (sk_POLICYINFO_push(value.get(), info.get()) <= 0) return false;
    info.release();
  }
  return X509_add1_ext_i2d(x509, NID_certificate_policies, value.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

bool addListAddress(X509* x509, const std::string& address) {
  const OpenSslPointer<CRL_DIST_POINTS, CRL_DIST_POINTS_free> value(sk_DIST_POINT_new_null());
  OpenSslPointer<DIST_POINT, DIST_POINT_free> point(DIST_POINT_new());
  const std::array<AlternativeName, 1> names = {{{"uri", address}}};
  GeneralNames full = generalNames(names);
  if (!value || !point || !full) return false;
  point->distpoint = DIST_POINT_NAME_new();
  if (!point->distpoint) return false;
  point->distpoint->type = 0;
  point->distpoint->name.fullname = full.release();
  if (sk_DIST_POINT_push(value.get(), point.get()) <= 0) return false;
  point.release();
  return X509_add1_ext_i2d(x509, NID_crl_distribution_points, value.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

bool addIssuerAddress(X509* x509, const std::string& address) {
  const OpenSslPointer<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free> value(sk_ACCESS_DESCRIPTION_new_null());
  OpenSslPointer<ACCESS_DESCRIPTION, ACCESS_DESCRIPTION_free> access(ACCESS_DESCRIPTION_new());
  GeneralName location = textName(GEN_URI, address);
  if (!value || !access || !location) return false;
  ASN1_OBJECT_free(access->method);
  access->method = OBJ_nid2obj(NID_ad_ca_issuers);  // static: freeing does nothing
  GENERAL_NAME_free(access->location);
  access->location = location.release();
  if (sk_ACCESS_DESCRIPTION_push(value.get(), access.get()) <= 0) return false;
  access.release();
  return X509_add1_ext_i2d(x509, NID_info_access, value.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

}  // namespace

std::optional<int> usageBit(std::string_view usage) {
  const auto found = std::ranges::find(kUsageBits, usage, &std::pair<std::string_view, int>::first);
  return found == kUsageBits.end() ? std::nullopt : std::optional(found->second);
}

Asn1Object objectNamed(const std::string& text) {
  const bool isOid = !text.empty() && text.size() <= 128 && text.find_first_not_of("0123456789.") == text.npos;
  if (!isOid && OBJ_sn2nid(text.c_str()) == NID_undef) return nullptr;
  return Asn1Object(OBJ_txt2obj(text.c_str(), isOid ? 1 : 0));
}

GeneralNames generalNames(std::span<const AlternativeName> names) {
  GeneralNames out(sk_GENERAL_NAME_new_null());
  for (const AlternativeName& each : names) {
    GeneralName name = generalName(each);
    if (!out || !name || sk_GENERAL_NAME_push(out.get(), name.get()) <= 0) return nullptr;
    name.release();
  }
  return out;
}

bool addProfile(X509* x509, const CertificateProfile& profile) {
  if (!profile.names.empty()) {
    const GeneralNames names = generalNames(profile.names);
    if (!names || X509_add1_ext_i2d(x509, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) != 1) return false;
  }
  return (profile.purposes.empty() || addPurposes(x509, profile.purposes)) &&
         (profile.policies.empty() || addPolicies(x509, profile.policies)) &&
         (profile.listAddress.empty() || addListAddress(x509, profile.listAddress)) &&
         (profile.issuerAddress.empty() || addIssuerAddress(x509, profile.issuerAddress));
}

}  // namespace mz
