#include "app/mz_certificate_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/mz_json.h"
#include "app/mz_terminal.h"
#include "ledger/format/date.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

template <class T>
Object listOf(const std::vector<T>& values, Object (*one)(const T&)) {
  Object out = Object::array();
  for (const T& value : values) out.push_back(one(value));
  return out;
}

Object timeOrNull(const std::optional<UnixSeconds>& time) { return time ? Object(formatTime(*time)) : Object(nullptr); }

Object nameOrNull(const std::optional<RevocationReason>& reason) {
  return reason ? Object(revocationReasonName(*reason)) : Object(nullptr);
}

Object names(const std::vector<DescribedAttribute>& attributes) {
  Object out = Object::array();
  for (const DescribedAttribute& attribute : attributes)
    out.push_back({{"oid", attribute.oid}, {"name", attribute.name}, {"value", attribute.value}});
  return out;
}

Object extensionJson(const DescribedExtension& extension) {
  Object items = Object::array();
  for (const DescribedItem& item : extension.items) items.push_back({{"kind", item.kind}, {"value", item.value}});
  return {{"oid", extension.oid},
          {"name", extension.name},
          {"critical", extension.critical},
          {"items", std::move(items)},
          {"text", extension.text}};
}

Object settlementJson(const ChannelSettlement& settlement) {
  return {{"channel", settlement.channel},
          {"enrolled", settlement.enrolled},
          {"revoked", settlement.revoked},
          {"missing", settlement.missing},
          {"failure", failureJson(settlement.failure)}};
}

Object channelJson(const CertificateDetail::OnChannel& channel) {
  return {{"channel", channel.channel},
          {"link", channel.link ? mz::toJson(*channel.link) : Object(nullptr)},
          {"reason", nameOrNull(channel.reason)},
          {"failure", failureJson(channel.failure)}};
}

std::string nameText(const std::vector<DescribedAttribute>& attributes) {
  std::string out;
  for (const DescribedAttribute& attribute : attributes)
    out += fmt::format("{}{}={}", out.empty() ? "" : ", ", attribute.name, visible(attribute.value));
  return out;
}

}  // namespace

Object failureJson(const std::optional<Error>& failure) {
  if (!failure) return nullptr;
  return {{"error", errorName(failure->code)}, {"detail", failure->detail}};
}

std::string_view keyPlaceName(KeyPlace place) {
  switch (place) {
    case KeyPlace::Keystore: return "keystore";
    case KeyPlace::Token: return "token";
    case KeyPlace::Elsewhere: break;
  }
  return "elsewhere";
}

Object toJson(const CertificateRow& row) {
  const CertificateInfo& info = row.certificate;
  return {{"org", info.org},
          {"role", info.role},
          {"name", info.name},
          {"fingerprint", info.fingerprint.hex()},
          {"issuer", info.issuer},
          {"serial", info.serial},
          {"from", formatTime(info.from)},
          {"until", formatTime(info.until)},
          {"state", certificateStateName(row.state)},
          {"authority", row.isAuthority},
          {"limited", row.isLimited},
          {"issuedBy", row.authority ? Object(row.authority->hex()) : Object(nullptr)},
          {"algorithm", row.keyAlgorithm},
          {"key", keyPlaceName(row.key)},
          {"label", row.label.empty() ? Object(nullptr) : Object(row.label)},
          {"channels", row.channels},
          {"enrolled", row.enrolled},
          {"revoked", row.revoked},
          {"revokedAt", timeOrNull(row.revokedAt)},
          {"reason", nameOrNull(row.reason)},
          {"invalidSince", timeOrNull(row.invalidSince)}};
}

Object toJson(const AuthorityInfo& authority) {
  const CertificateInfo& info = authority.certificate;
  return {{"org", info.org},
          {"name", info.name},
          {"fingerprint", info.fingerprint.hex()},
          {"issuer", info.issuer},
          {"serial", info.serial},
          {"from", formatTime(info.from)},
          {"until", formatTime(info.until)},
          {"state", certificateStateName(authority.state)},
          {"algorithm", authority.keyAlgorithm},
          {"root", authority.isRoot},
          {"parent", authority.parent ? Object(authority.parent->hex()) : Object(nullptr)},
          {"key", keyPlaceName(authority.key)},
          {"needsPin", authority.needsPin},
          {"label", authority.label.empty() ? Object(nullptr) : Object(authority.label)},
          {"channels", authority.channels},
          {"issued", authority.issued},
          {"valid", authority.valid},
          {"listNumber", authority.listNumber}};
}

Object toJson(const CertificateDescription& description) {
  return {{"version", description.version},
          {"serial", description.serial},
          {"subject", names(description.subject)},
          {"issuer", names(description.issuer)},
          {"from", timeOrNull(description.from)},
          {"until", timeOrNull(description.until)},
          {"keyAlgorithm", description.keyAlgorithm},
          {"keyBits", description.keyBits},
          {"signatureAlgorithm", description.signatureAlgorithm},
          {"weak", description.weak},
          {"publicKey", toBase64(description.publicKey)},
          {"extensions", listOf(description.extensions, extensionJson)},
          {"sha256", description.sha256.hex()}};
}

Object toJson(const CertificateDetail& detail) {
  Object out = toJson(detail.row);
  out["description"] = toJson(detail.description);
  out["onChannels"] = listOf(detail.channels, channelJson);
  out["chain"] = listOf<CertificateRow>(detail.chain, toJson);
  out["der"] = toBase64(detail.der);
  return out;
}

Object toJson(const CertificateTemplate& made) {
  const CertificateProfile& profile = made.profile;
  return {{"id", made.id},
          {"title", made.title},
          {"shipped", made.shipped},
          {"role", made.role},
          {"days", made.days},
          {"remindDays", made.remindDays},
          {"needsNames", made.needsNames},
          {"usages", profile.usages},
          {"purposes", profile.purposes},
          {"policies", profile.policies},
          {"listAddress", profile.listAddress},
          {"issuerAddress", profile.issuerAddress}};
}

Object toJson(const IssuedCertificate& issued) {
  return {{"label", issued.label.empty() ? Object(nullptr) : Object(issued.label)},
          {"org", issued.org},
          {"role", issued.role},
          {"name", issued.name},
          {"serial", issued.serial},
          {"from", formatTime(issued.from)},
          {"until", formatTime(issued.until)},
          {"fingerprint", issued.fingerprint.hex()}};
}

Object toJson(const RevocationPreview& preview) {
  Object certificates = Object::array(), channels = Object::array();
  for (const RevocationPreview::Certificate& one : preview.certificates)
    certificates.push_back({{"serial", one.serial},
                            {"org", one.org},
                            {"role", one.role},
                            {"name", one.name},
                            {"label", one.label.empty() ? Object(nullptr) : Object(one.label)},
                            {"refusal", one.refusal ? Object(one.refusal->detail) : Object(nullptr)}});
  for (const RevocationPreview::Channel& channel : preview.channels)
    channels.push_back({{"channel", channel.channel},
                        {"people", channel.people},
                        {"machines", channel.machines},
                        {"rolesEmptied", channel.rolesEmptied},
                        {"stopsHere", channel.stopsHere},
                        {"failure", failureJson(channel.failure)}});
  return {{"certificates", std::move(certificates)}, {"channels", std::move(channels)}};
}

Object toJson(const std::vector<ChannelSettlement>& channels) { return listOf(channels, settlementJson); }

std::string rowText(const CertificateRow& row) {
  const CertificateInfo& info = row.certificate;
  std::string text =
      fmt::format("{}\n  {}/{} ({}): {}, serial {}, {} to {}", info.fingerprint.hex(), visible(info.org), visible(info.name),
                  info.role, certificateStateName(row.state), info.serial, formatTime(info.from), formatTime(info.until));
  if (row.reason)
    text += fmt::format(", {} on {} of {} channels", revocationReasonName(*row.reason), row.revoked, row.channels);
  if (!row.isLimited) text += fmt::format(", enrolled on {} of {}", row.enrolled, row.channels);
  if (!row.label.empty()) text += fmt::format(", here as {}", visible(row.label));
  return text + "\n";
}

std::string descriptionText(const CertificateDescription& description) {
  std::string text = fmt::format("Subject     {}\n", nameText(description.subject));
  if (!description.issuer.empty()) text += fmt::format("Issuer      {}\n", nameText(description.issuer));
  if (!description.serial.empty()) text += fmt::format("Serial      {}\n", description.serial);
  if (description.from) text += fmt::format("From        {}\n", formatTime(*description.from));
  if (description.until) text += fmt::format("Until       {}\n", formatTime(*description.until));
  text += fmt::format("Key         {}, {} bits{}\n", description.keyAlgorithm, description.keyBits,
                      description.weak ? " (weak)" : "");
  text += fmt::format("Signature   {}\nSHA-256     {}\n", description.signatureAlgorithm, description.sha256.hex());
  for (const DescribedExtension& extension : description.extensions) {
    text += fmt::format("{}{}\n", extension.name, extension.critical ? " (critical)" : "");
    for (const DescribedItem& item : extension.items) text += fmt::format("    {}: {}\n", item.kind, visible(item.value));
  }
  return text;
}

std::string settlementText(const std::vector<ChannelSettlement>& channels) {
  std::string text;
  for (const ChannelSettlement& one : channels) {
    if (one.failure)
      text += fmt::format("  {:<16} not reached, settled later: {}\n", visible(one.channel), visible(one.failure->detail));
    else if (one.enrolled + one.revoked > 0)
      text += fmt::format("  {:<16} certificates enrolled: {}, revocation lists sent: {}\n", visible(one.channel), one.enrolled,
                          one.revoked);
  }
  return text;
}

int settledCode(const std::vector<ChannelSettlement>& channels) {
  for (const ChannelSettlement& one : channels)
    if (one.failure || one.missing > 0) return 1;
  return 0;
}

}  // namespace mz
