#include "ledger/channel/configuration.h"

#include <algorithm>
#include <set>

namespace mz {

namespace {

std::unexpected<Error> bad(std::string_view key, std::string_view why) {
  return std::unexpected(Error(ErrorCode::Malformed, "configuration item " + std::string(key) + ": " + std::string(why))
                             .with("item", std::string(key)));
}

bool validName(std::string_view name) {
  return !name.empty() && name.size() <= bounds::kNameBytes && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

Result<PublicKey> possessedKey(const Json& item, std::string_view key, const std::string& which, std::string_view cosigner) {
  MZ_TRY(const Bytes raw, fromBase64(item.stringAt(which + "_key")));
  MZ_TRY(PublicKey parsed, PublicKey::fromEd25519(raw));
  MZ_TRY(const Bytes possession, fromBase64(item.stringAt(which + "_possession")));
  if (!parsed.verify(bytesOf(possessionText(parsed, cosigner)), possession))
    return bad(key, "the proof of possession of its " + which + " key does not verify");
  return parsed;
}

constexpr std::string_view kMemberKinds[] = {"voting", "observer", "reader"};
constexpr std::int64_t kShortestLifetime = 60, kLongestTolerance = 3600;  // seconds
// Items of "system" that are no part of the configuration.
constexpr std::string_view kOtherItems[] = {"certificate/", "revoked/", "crl/",   "proposal/",
                                            "decision/",    "outcome/", "change/"};

}  // namespace

bool isConfigurationKey(std::string_view key) {
  return std::ranges::none_of(kOtherItems, [&](std::string_view prefix) { return key.starts_with(prefix); });
}

std::string possessionText(const PublicKey& key, std::string_view cosignerName) {
  return "mingzhang/possession/v1\n" + std::string(cosignerName) + "\n" + toBase64(key.rawEd25519()) + "\n";
}

Json cosignerItem(const PrivateKey& log, const PrivateKey& cosigner, std::string_view cosignerName) {
  Json item = Json::object();
  const auto add = [&](const std::string& which, const PrivateKey& key) {
    item.set(which + "_key", toBase64(key.publicKey().rawEd25519()));
    const auto proof = key.sign(bytesOf(possessionText(key.publicKey(), cosignerName)));
    item.set(which + "_possession", proof ? toBase64(*proof) : std::string());
  };
  add("log", log);
  add("cosigner", cosigner);
  return item;
}

Json memberItem(const Member& member) {
  Json::Array authorities;
  for (const Certificate& authority : member.authorities) authorities.emplace_back(toBase64(authority.der()));
  return Json::object({{"authorities", Json(std::move(authorities))},
                       {"kind", Json(kMemberKinds[static_cast<int>(member.kind)])},
                       {"level", Json(member.level)},
                       {"region", Json(member.region)},
                       {"suite", Json(member.suite == Suite::Guomi ? "guomi" : "international")},
                       {"superior", Json(member.superior)},
                       {"title", member.title}});
}

Status Configuration::apply(std::string_view key, const std::optional<std::string>& value) {
  if (!isConfigurationKey(key)) return {};
  Json parsedItem;
  const Json* item = nullptr;
  if (value) {
    auto parsed = Json::parseCanonical(*value);
    if (!parsed || !parsed->isObject()) return bad(key, "its value is not a canonical JSON object");
    parsedItem = std::move(*parsed);
    item = &parsedItem;
  }
  const auto rest = [&](std::string_view prefix) -> std::optional<std::string> {
    if (!key.starts_with(prefix)) return std::nullopt;
    return std::string(key.substr(prefix.size()));
  };

  if (key == "channel") {
    if (!item) return bad(key, "it cannot be removed");
    m_domain = item->stringAt("domain");
    m_name = item->stringAt("name");
    if (!validName(m_domain) || !validName(m_name)) return bad(key, "domain and name are lower-case letters, digits, - . _");
    const Json* title = item->find("title");
    m_title = title ? *title : Json();
    m_public = item->booleanAt("public");
    m_demonstration = item->booleanAt("demonstration");
    return {};
  }
  if (key == "rules") {
    const std::int64_t version = item ? item->integerAt("version") : 0;
    if (version < 1) return bad(key, "the rules version is 1 or more");
    m_rules = static_cast<std::uint32_t>(version);
    return {};
  }
  if (key == "policy/finality") {
    m_finality = item ? static_cast<std::uint32_t>(std::clamp<std::int64_t>(item->integerAt("k"), 0, bounds::kMembers)) : 0;
    return {};
  }
  if (const auto org = rest("member/")) return applyMember(key, *org, item);
  if (const auto path = rest("cosigner/")) return applyCosigner(key, *path, item);
  if (const auto contract = rest("contract/")) {
    if (!validName(*contract)) return bad(key, "the contract's name is lower-case letters, digits, - . _");
    if (!item) {
      m_contracts.erase(*contract);
      return {};
    }
    MZ_TRY(m_contracts[*contract], Digest::fromHex(item->stringAt("digest")));
    return {};
  }
  if (!key.starts_with("policy/") && key != "status" && !key.starts_with("frozen/"))
    return bad(key, "there is no such item in this rules version");
  m_newItem = key;
  return key.starts_with("policy/") ? applyPolicy(key, item) : applyState(key, item);
}

Status Configuration::applyMember(std::string_view key, const std::string& org, const Json* item) {
  if (!validName(org)) return bad(key, "the org's id is lower-case letters, digits, - . _");
  if (!item) {
    m_members.erase(org);
    return {};
  }
  if (m_members.size() >= bounds::kMembers && !m_members.contains(org))
    return bad(key, "the channel has as many members as it can");
  Member member;
  member.org = org;
  const auto kind = std::ranges::find(kMemberKinds, item->stringAt("kind"));
  if (kind == std::end(kMemberKinds)) return bad(key, "kind is voting, observer or reader");
  member.kind = static_cast<MemberKind>(kind - std::begin(kMemberKinds));
  if (const Json* title = item->find("title")) member.title = *title;
  member.region = item->stringAt("region");
  member.level = item->stringAt("level");
  member.superior = item->stringAt("superior");
  member.suite = item->stringAt("suite") == "guomi" ? Suite::Guomi : Suite::International;
  const Json* authorities = item->find("authorities");
  if (!authorities || !authorities->isArray() || authorities->array().size() > 16)
    return bad(key, "authorities is a list of at most 16 certificates");
  for (const Json& text : authorities->array()) {
    if (!text.isString()) return bad(key, "an authority is base64 text");
    MZ_TRY(const Bytes der, fromBase64(text.string()));
    MZ_TRY(Certificate authority, Certificate::fromDer(der));
    if (!authority.isAuthority() || authority.subject().org != org) return bad(key, "an authority is not this org's CA");
    member.authorities.push_back(std::move(authority));
  }
  m_members[org] = std::move(member);
  return {};
}

Status Configuration::applyCosigner(std::string_view key, std::string_view path, const Json* item) {
  const auto slash = path.find('/');
  if (slash == std::string::npos || !validName(path.substr(0, slash)) || !validName(path.substr(slash + 1)))
    return bad(key, "expected cosigner/<org>/<node>");
  const std::string name = m_domain + "/" + std::string(path);
  if (!item) {
    m_cosigners.erase(name);
    return {};
  }
  CosignerKeys keys;
  keys.org = path.substr(0, slash);
  keys.node = path.substr(slash + 1);
  keys.name = name;
  MZ_TRY(keys.log, possessedKey(*item, key, "log", name));
  MZ_TRY(keys.cosigner, possessedKey(*item, key, "cosigner", name));
  m_cosigners[name] = std::move(keys);
  return {};
}

Status Configuration::applyPolicy(std::string_view key, const Json* item) {
  if (key == "policy/changes") {
    m_changePolicy = ChangePolicy();
    if (item) {
      MZ_TRY(m_changePolicy, ChangePolicy::parse(*item));
    }
    return {};
  }
  if (key == "policy/write") {
    m_writePolicy = WritePolicy();
    if (item) {
      MZ_TRY(m_writePolicy, WritePolicy::parse(*item));
    }
    return {};
  }
  if (key != "policy/limits") return bad(key, "there is no such policy");
  m_limits = ChannelLimits();
  if (!item) return {};
  m_limits.envelopeLifetime = item->integerAt("envelope_lifetime");
  m_limits.clockTolerance = item->integerAt("clock_tolerance");
  if (m_limits.envelopeLifetime < kShortestLifetime || m_limits.envelopeLifetime > bounds::kEnvelopeLifetimeSeconds)
    return bad(key, "an envelope lives from a minute to a day");
  if (m_limits.clockTolerance < 1 || m_limits.clockTolerance > kLongestTolerance)
    return bad(key, "a clock may be off by a second to an hour");
  return {};
}

Status Configuration::applyState(std::string_view key, const Json* item) {
  if (key == "status") {
    const std::string_view state = item ? item->stringAt("state") : std::string_view();
    if (item && state != "frozen" && state != "closed") return bad(key, "the state is frozen or closed");
    m_state = !item ? ChannelState::Open : state == "frozen" ? ChannelState::Frozen : ChannelState::Closed;
    return {};
  }
  const auto fingerprint = Fingerprint::fromHex(key.substr(std::string_view("frozen/").size()));
  if (!fingerprint) return bad(key, "expected frozen/<fingerprint>");
  if (item)
    m_frozen.insert(*fingerprint);
  else
    m_frozen.erase(*fingerprint);
  return {};
}

OrgSet Configuration::votingOrgs() const {
  OrgSet orgs;
  for (const auto& [org, member] : m_members)
    if (member.kind == MemberKind::Voting) orgs.insert(org);
  return orgs;
}

std::optional<std::string> Configuration::strangeItem() const {
  return m_rules >= kProposalRules || m_newItem.empty() ? std::nullopt : std::optional(m_newItem);
}

const Member* Configuration::member(std::string_view org) const {
  const auto found = m_members.find(org);
  return found == m_members.end() ? nullptr : &found->second;
}

std::vector<std::string> Configuration::cosigningOrgs() const {
  std::set<std::string> orgs;
  for (const auto& [name, keys] : m_cosigners)
    if (const Member* owner = member(keys.org); owner && owner->kind == MemberKind::Voting) orgs.insert(keys.org);
  return {orgs.begin(), orgs.end()};
}

std::uint32_t Configuration::finalityThreshold() const {
  const auto n = static_cast<std::uint32_t>(cosigningOrgs().size());
  if (n == 0) return 0;
  return m_finality > 0 ? std::min(m_finality, n) : 2 * n / 3 + 1;
}

std::string Configuration::origin(const ChannelId& channel) const { return m_domain + "/" + channel.hex(); }

Result<Policy> Configuration::policy(const ChannelId& channel) const {
  std::vector<NoteKey> logs;
  std::map<std::string, Policy::OrgCosigners> orgs;
  for (const auto& [name, keys] : m_cosigners) {
    MZ_TRY(NoteKey log, NoteKey::make(origin(channel), NoteKeyType::Log, keys.log));
    logs.push_back(std::move(log));
    const Member* owner = member(keys.org);
    if (!owner || owner->kind != MemberKind::Voting) continue;
    MZ_TRY(NoteKey cosigner, NoteKey::make(name, NoteKeyType::Cosigner, keys.cosigner));
    auto& entry = orgs[keys.org];
    entry.org = keys.org;
    entry.keys.push_back(std::move(cosigner));
  }
  std::vector<Policy::OrgCosigners> list;
  for (auto& [org, keys] : orgs) list.push_back(std::move(keys));
  return Policy::make(logs, list, finalityThreshold());
}

}  // namespace mz
