#include "ledger/identity/certificate_profile.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "ledger/identity/authority.h"
#include "ledger/identity/certificate_reading.h"
#include "ledger/identity/extension_writing.h"
#include "ledger/identity/x509.h"

namespace mz {

namespace {

constexpr std::size_t kMostNames = 100, kMostPurposes = 16, kNameBytes = 253, kAddressBytes = 256;

std::unexpected<Error> bad(std::string field, std::string value, const std::string& why) {
  return std::unexpected(
      Error(ErrorCode::InvalidArgument, "\"" + value + "\" " + why).with("field", std::move(field)).with("value", value));
}

bool isVisibleAscii(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

bool isAddress(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool isLetterOrDigit(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool isLabel(std::string_view label) {
  return !label.empty() && label.size() <= 63 && isLetterOrDigit(static_cast<unsigned char>(label.front())) &&
         isLetterOrDigit(static_cast<unsigned char>(label.back())) &&
         std::ranges::all_of(label, [](unsigned char c) { return isLetterOrDigit(c) || c == '-'; });
}

bool isMailAddress(std::string_view text) {
  const auto at = text.rfind('@');
  return at != text.npos && at > 0 && isVisibleAscii(text.substr(0, at)) && isHostName(text.substr(at + 1));
}

bool isUri(std::string_view text) {
  const auto colon = text.find(':');
  return colon != text.npos && colon > 0 && colon + 1 < text.size() && isVisibleAscii(text) &&
         std::ranges::all_of(text.substr(0, colon),
                             [](unsigned char c) { return isLetterOrDigit(c) || c == '+' || c == '-' || c == '.'; });
}

}  // namespace

bool isHostName(std::string_view text) {
  if (text.size() > kNameBytes) return false;
  if (text.starts_with("*.")) text.remove_prefix(2);
  for (;;) {
    const auto dot = text.find('.');
    if (!isLabel(text.substr(0, dot))) return false;
    if (dot == text.npos) return true;
    text.remove_prefix(dot + 1);
  }
}

Status checkAlternativeName(const AlternativeName& name) {
  if (name.value.size() > kNameBytes) return bad("names", name.value, "is longer than 253 bytes");
  const bool good = name.kind == "dns"     ? isHostName(name.value) && !isAddress(name.value)
                    : name.kind == "ip"    ? isAddress(name.value)
                    : name.kind == "email" ? isMailAddress(name.value)
                    : name.kind == "uri"   ? isUri(name.value)
                                           : false;
  if (!good) return bad("names", name.kind + ":" + name.value, "is no host name, address, mail address or URI");
  return {};
}

Result<AlternativeName> parseAlternativeName(std::string_view text) {
  AlternativeName out;
  for (const std::string_view kind : {"dns", "ip", "email", "uri"})
    if (text.starts_with(kind) && text.substr(kind.size()).starts_with(':'))
      out = {std::string(kind), std::string(text.substr(kind.size() + 1))};
  if (out.kind.empty()) {
    out.value = text;
    out.kind = isAddress(out.value) ? "ip" : "dns";
  }
  MZ_CHECK(checkAlternativeName(out));
  return out;
}

Status checkProfile(const CertificateProfile& profile) {
  if (profile.usages.empty()) return bad("usages", "", "is no use of a key; at least one is needed");
  for (const std::string& usage : profile.usages)
    if (!usageBit(usage)) return bad("usages", usage, "is no use of a key that people or machines have");
  if (profile.purposes.size() > kMostPurposes || profile.policies.size() > kMostPurposes)
    return bad("purposes", std::to_string(profile.purposes.size()), "purposes or policies are too many; at most 16");
  for (const std::string& purpose : profile.purposes)
    if (!objectNamed(purpose)) return bad("purposes", purpose, "is neither a known purpose nor an object identifier");
  for (const std::string& policy : profile.policies)
    if (!objectNamed(policy)) return bad("policies", policy, "is no object identifier");
  if (profile.names.size() > kMostNames)
    return bad("names", std::to_string(profile.names.size()), "names are too many; at most 100");
  for (const AlternativeName& name : profile.names) MZ_CHECK(checkAlternativeName(name));
  for (const auto& [field, address] :
       {std::pair("listAddress", &profile.listAddress), std::pair("issuerAddress", &profile.issuerAddress)})
    if (!address->empty() && (!isUri(*address) || address->size() > kAddressBytes))
      return bad(field, *address, "is no address with a scheme, such as http");
  return {};
}

CertificateProfile profileIn(const Certificate& certificate) {
  CertificateProfile out;
  const auto description = describeCertificate(certificate.der());
  if (!description) return out;
  const auto take = [](std::vector<std::string>& into, const DescribedItem& item) { into.push_back(item.value); };
  for (const DescribedExtension& extension : description->extensions) {
    if (extension.name == "keyUsage") out.usages.clear();
    for (const DescribedItem& item : extension.items) {
      if (item.kind == "usage" && usageBit(item.value)) take(out.usages, item);
      if (item.kind == "purpose") take(out.purposes, item);
      if (item.kind == "policy") take(out.policies, item);
      if (item.kind == "address" && item.value.starts_with("crl ")) out.listAddress = item.value.substr(4);
      if (item.kind == "address" && item.value.starts_with("issuer ")) out.issuerAddress = item.value.substr(7);
      if (AlternativeName name{item.kind, item.value}; extension.name == "subjectAltName" && checkAlternativeName(name))
        out.names.push_back(std::move(name));
    }
  }
  if (out.usages.empty()) out.usages = CertificateProfile().usages;
  return out;
}

bool isLimited(const Certificate& certificate) { return CertificateAccess::data(certificate).limited; }

}  // namespace mz
