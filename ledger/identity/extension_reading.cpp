#include "ledger/identity/extension_reading.h"

#include <openssl/bio.h>
#include <openssl/objects.h>

#include <algorithm>
#include <array>

#include "ledger/crypto/openssl.h"
#include "ledger/format/json.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::size_t kMostItems = 1000;
constexpr std::size_t kTextBytes = 16 * 1024;

using Items = std::vector<DescribedItem>;

std::string oidText(const ASN1_OBJECT* object) {
  std::array<char, 128> text{};
  if (!object || OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1) <= 0) return {};
  return text.data();
}

// As UTF-8; bytes that are none in hexadecimal.
std::string textIn(const ASN1_STRING* string) {
  std::uint8_t* utf8 = nullptr;
  const int size = string ? ASN1_STRING_to_UTF8(&utf8, string) : -1;
  if (size < 0) return string ? toHex({string->data, static_cast<std::size_t>(string->length)}) : std::string();
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  return isValidUtf8(text) ? text : toHex(bytesOf(text));
}

std::string addressText(const ASN1_OCTET_STRING* address) {
  const std::uint8_t* bytes = address->data;
  std::string text;
  if (address->length == 4 || address->length == 8) {  // the second four are a mask
    for (int i = 0; i < address->length; ++i) text.append(i == 0 ? "" : i == 4 ? "/" : ".").append(std::to_string(bytes[i]));
    return text;
  }
  if (address->length != 16) return toHex({bytes, static_cast<std::size_t>(address->length)});
  for (int i = 0; i < 16; i += 2) text.append(i == 0 ? "" : ":").append(toHex({bytes + i, 2}));
  return text;
}

std::string nameText(const X509_NAME* name) {
  std::string text;
  for (const DescribedAttribute& attribute : attributesOf(name))
    text.append(text.empty() ? "" : ", ").append(attribute.name).append("=").append(attribute.value);
  return text;
}

DescribedItem itemOf(const GENERAL_NAME* name) {
  switch (name->type) {
    case GEN_DNS: return {"dns", textIn(name->d.dNSName)};
    case GEN_EMAIL: return {"email", textIn(name->d.rfc822Name)};
    case GEN_URI: return {"uri", textIn(name->d.uniformResourceIdentifier)};
    case GEN_IPADD: return {"ip", addressText(name->d.iPAddress)};
    case GEN_DIRNAME: return {"directory", nameText(name->d.directoryName)};
    case GEN_RID: return {"other", oidText(name->d.registeredID)};
    case GEN_OTHERNAME: return {"other", oidText(name->d.otherName->type_id)};
    default: return {"other", {}};
  }
}

void addNames(const GENERAL_NAMES* names, const std::string& kind, const std::string& before, Items& items) {
  for (int i = 0; i < sk_GENERAL_NAME_num(names) && items.size() < kMostItems; ++i) {
    DescribedItem item = itemOf(sk_GENERAL_NAME_value(names, i));
    if (!kind.empty()) item = {kind, before + item.value};
    items.push_back(std::move(item));
  }
}

template <class T, auto free>
OpenSslPointer<T, free> parsed(X509_EXTENSION* extension) {
  return OpenSslPointer<T, free>(static_cast<T*>(X509V3_EXT_d2i(extension)));
}

Items basicConstraints(X509_EXTENSION* extension) {
  const auto value = parsed<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>(extension);
  if (!value) return {};
  Items items = {{"ca", value->ca ? "yes" : "no"}};
  if (value->pathlen) items.push_back({"path_length", std::to_string(ASN1_INTEGER_get(value->pathlen))});
  return items;
}

Items keyUsage(X509_EXTENSION* extension) {
  constexpr std::array<const char*, 9> kBits = {"digital_signature", "non_repudiation", "key_encipherment",
                                                "data_encipherment", "key_agreement",   "key_cert_sign",
                                                "crl_sign",          "encipher_only",   "decipher_only"};
  const auto value = parsed<ASN1_BIT_STRING, ASN1_BIT_STRING_free>(extension);
  Items items;
  for (std::size_t bit = 0; value && bit < kBits.size(); ++bit)
    if (ASN1_BIT_STRING_get_bit(value.get(), static_cast<int>(bit))) items.push_back({"usage", kBits[bit]});
  return items;
}

Items purposes(X509_EXTENSION* extension) {
  const auto value = parsed<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free>(extension);
  Items items;
  for (int i = 0; value && i < sk_ASN1_OBJECT_num(value.get()) && items.size() < kMostItems; ++i)
    items.push_back({"purpose", objectName(sk_ASN1_OBJECT_value(value.get(), i))});
  return items;
}

Items alternativeNames(X509_EXTENSION* extension) {
  const auto value = parsed<GENERAL_NAMES, GENERAL_NAMES_free>(extension);
  Items items;
  if (value) addNames(value.get(), {}, {}, items);
  return items;
}

Items nameConstraints(X509_EXTENSION* extension) {
  const auto value = parsed<NAME_CONSTRAINTS, NAME_CONSTRAINTS_free>(extension);
  Items items;
  const auto add = [&](const STACK_OF(GENERAL_SUBTREE) * trees, const char* kind) {
    for (int i = 0; i < sk_GENERAL_SUBTREE_num(trees) && items.size() < kMostItems; ++i) {
      const DescribedItem item = itemOf(sk_GENERAL_SUBTREE_value(trees, i)->base);
      items.push_back({kind, item.kind + ":" + item.value});
    }
  };
  if (value) add(value->permittedSubtrees, "permitted");
  if (value) add(value->excludedSubtrees, "excluded");
  return items;
}

Items policies(X509_EXTENSION* extension) {
  const auto value = parsed<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free>(extension);
  Items items;
  for (int i = 0; value && i < sk_POLICYINFO_num(value.get()) && items.size() < kMostItems; ++i)
    items.push_back({"policy", oidText(sk_POLICYINFO_value(value.get(), i)->policyid)});
  return items;
}

Items listAddresses(X509_EXTENSION* extension) {
  const auto value = parsed<CRL_DIST_POINTS, CRL_DIST_POINTS_free>(extension);
  Items items;
  for (int i = 0; value && i < sk_DIST_POINT_num(value.get()); ++i) {
    const DIST_POINT_NAME* where = sk_DIST_POINT_value(value.get(), i)->distpoint;
    if (where && where->type == 0) addNames(where->name.fullname, "address", "crl ", items);
  }
  return items;
}

Items issuerAddresses(X509_EXTENSION* extension) {
  const auto value = parsed<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free>(extension);
  Items items;
  for (int i = 0; value && i < sk_ACCESS_DESCRIPTION_num(value.get()) && items.size() < kMostItems; ++i) {
    const ACCESS_DESCRIPTION* access = sk_ACCESS_DESCRIPTION_value(value.get(), i);
    const char* what = OBJ_obj2nid(access->method) == NID_ad_OCSP ? "ocsp " : "issuer ";
    items.push_back({"address", what + itemOf(access->location).value});
  }
  return items;
}

Items subjectKeyId(X509_EXTENSION* extension) {
  const auto value = parsed<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>(extension);
  if (!value) return {};
  return {{"key_id", toHex(octetsOf(value.get()))}};
}

Items authorityKeyId(X509_EXTENSION* extension) {
  const auto value = parsed<AUTHORITY_KEYID, AUTHORITY_KEYID_free>(extension);
  if (!value || !value->keyid) return {};
  return {{"issuer_key_id", toHex(octetsOf(value->keyid))}};
}

struct Reader {
  int nid;
  Items (*read)(X509_EXTENSION*);
};
constexpr Reader kReaders[] = {{NID_basic_constraints, basicConstraints},
                               {NID_key_usage, keyUsage},
                               {NID_ext_key_usage, purposes},
                               {NID_subject_alt_name, alternativeNames},
                               {NID_issuer_alt_name, alternativeNames},
                               {NID_name_constraints, nameConstraints},
                               {NID_certificate_policies, policies},
                               {NID_crl_distribution_points, listAddresses},
                               {NID_info_access, issuerAddresses},
                               {NID_subject_key_identifier, subjectKeyId},
                               {NID_authority_key_identifier, authorityKeyId}};

std::string openSslText(X509_EXTENSION* extension) {
  const OpenSslPointer<BIO, BIO_free> memory(BIO_new(BIO_s_mem()));
  if (!memory || X509V3_EXT_print(memory.get(), extension, 0, 0) != 1) return {};
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  std::string text(data, std::min(static_cast<std::size_t>(std::max(size, 0L)), kTextBytes));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return isValidUtf8(text) ? text : std::string();
}

}  // namespace

std::string objectName(const ASN1_OBJECT* object) {
  const int nid = OBJ_obj2nid(object);
  const char* name = nid == NID_undef ? nullptr : OBJ_nid2sn(nid);
  return name ? name : oidText(object);
}

std::vector<DescribedAttribute> attributesOf(const X509_NAME* name) {
  std::vector<DescribedAttribute> out;
  for (int i = 0; i < X509_NAME_entry_count(name) && out.size() < kMostItems; ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const ASN1_OBJECT* object = X509_NAME_ENTRY_get_object(entry);
    out.push_back({oidText(object), objectName(object), textIn(X509_NAME_ENTRY_get_data(entry))});
  }
  return out;
}

DescribedExtension describeExtension(X509_EXTENSION* extension) {
  const ASN1_OBJECT* object = X509_EXTENSION_get_object(extension);
  DescribedExtension out{oidText(object), objectName(object), X509_EXTENSION_get_critical(extension) != 0, {}, {}};
  const auto reader = std::ranges::find(kReaders, OBJ_obj2nid(object), &Reader::nid);
  if (reader != std::end(kReaders)) out.items = reader->read(extension);
  if (out.items.empty()) out.items.push_back({"hex", toHex(octetsOf(X509_EXTENSION_get_data(extension)))});
  out.text = openSslText(extension);
  return out;
}

}  // namespace mz
