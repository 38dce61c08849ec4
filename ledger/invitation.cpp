#include "ledger/invitation.h"

#include <algorithm>
#include <set>

#include "ledger/base/bounds.h"
#include "ledger/channel/genesis.h"
#include "ledger/crypto/hash.h"
#include "ledger/format/date.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

constexpr std::string_view kInvitation = "mingzhang/invitation/v";
constexpr std::string_view kAnswer = "mingzhang/answer/v";
constexpr std::string_view kVersion = "1";
constexpr std::size_t kNodes = 64, kNodeBytes = 255;
constexpr std::int64_t kTolerance = 24 * 3600;

std::unexpected<Error> malformed(std::string_view kind, std::string_view why) {
  return fail(ErrorCode::Malformed, "the " + std::string(kind) + " cannot be used: " + std::string(why));
}

// Of a text of three lines: what is signed, the document in it, and the signature.
struct Parts {
  std::string_view signedText;
  Json document;
  Bytes signature;
};

Result<Parts> split(std::string_view text, std::string_view head, std::string_view kind, std::size_t limit,
                    const std::set<std::string_view>& members) {
  if (text.size() > limit) return fail(ErrorCode::TooLarge, "the " + std::string(kind) + " is too large to be one");
  const std::size_t first = text.find('\n');
  if (!text.starts_with(head) || first == text.npos) return malformed(kind, "this file is something else");
  if (text.substr(head.size(), first - head.size()) != kVersion)
    return fail(ErrorCode::UnsupportedVersion, "the " + std::string(kind) + " is of a newer version; use a newer program");
  const std::size_t second = text.find('\n', first + 1);
  if (second == text.npos || text.find('\n', second + 1) != text.size() - 1)
    return malformed(kind, "it was cut off, or something was added");
  Parts parts;
  parts.signedText = text.substr(0, second + 1);
  auto document = Json::parseCanonical(text.substr(first + 1, second - first - 1));
  if (!document || !document->isObject()) return malformed(kind, "its second line is not canonical JSON");
  parts.document = std::move(*document);
  std::set<std::string_view> found;
  for (const auto& [name, value] : parts.document.members()) found.insert(name);
  if (found != members) return malformed(kind, "a member is missing or not known");
  auto signature = fromBase64(text.substr(second + 1, text.size() - second - 2));
  if (!signature) return malformed(kind, "its signature is not base64");
  parts.signature = std::move(*signature);
  return parts;
}

Result<std::string> sign(std::string_view head, const Json& document, const PrivateKey& key) {
  std::string text = std::string(head) + std::string(kVersion) + "\n" + document.serialize() + "\n";
  MZ_TRY(const Bytes signature, key.sign(bytesOf(text)));
  return text + toBase64(signature) + "\n";
}

Json titleJson(const Title& title) { return mz::titleJson(title.en, title.zh); }
Title titleOf(const Json* json) {
  return json ? Title{std::string(json->stringAt("en")), std::string(json->stringAt("zh"))} : Title();
}

Status checkShownTitle(const Json* json, const Title& title, std::string_view kind) {
  const bool right = json && json->isObject() && json->members().size() == 2 && checkPlanField(PlanField::Title, title.en) &&
                     checkPlanField(PlanField::Title, title.zh);
  if (!right) return malformed(kind, "a title is not one");
  return {};
}

Result<Certificate> certificateAt(const Json& document, std::string_view name, std::string_view kind) {
  const auto der = fromBase64(document.stringAt(name));
  if (!der || der->empty()) return malformed(kind, "a certificate is not base64");
  return Certificate::fromDer(*der);
}

Status checkNodes(const std::vector<std::string>& nodes) {
  if (nodes.size() > kNodes) return malformed("invitation", "it names too many nodes");
  for (const std::string& node : nodes)
    if (node.empty() || node.size() > kNodeBytes || !std::ranges::all_of(node, [](char c) { return c > 0x20 && c < 0x7f; }))
      return malformed("invitation", "the address of a node is not one");
  return {};
}

// Names and order of `items` are the genesis' own affair; here only what it makes of the configuration.
Result<Configuration> configurationOf(const Genesis& genesis) {
  Configuration configuration;
  // Other items name the domain, which this one gives.
  const auto channel = std::ranges::find(genesis.items, "channel", &std::pair<std::string, Json>::first);
  if (channel == genesis.items.end()) return malformed("invitation", "its genesis names no channel");
  MZ_CHECK(configuration.apply(channel->first, channel->second.serialize()));
  for (const auto& [key, value] : genesis.items) MZ_CHECK(configuration.apply(key, value.serialize()));
  return configuration;
}

const Member* memberOf(const std::vector<Member>& members, std::string_view org) {
  const auto found = std::ranges::find(members, org, &Member::org);
  return found == members.end() ? nullptr : &*found;
}

}  // namespace

Result<std::string> Invitation::write(const PrivateKey& key) const {
  Json::Array list, addresses;
  for (const Member& member : members) list.push_back(Json::object({{"item", memberItem(member)}, {"org", Json(member.org)}}));
  for (const std::string& node : nodes) addresses.emplace_back(node);
  return sign(kInvitation,
              Json::object({{"channel", Json(sha256(bytesOf(genesis)).hex())},
                            {"expires", Json(expires.value)},
                            {"genesis", Json(genesis)},
                            {"inviter", Json(toBase64(inviter.der()))},
                            {"issued", Json(issued.value)},
                            {"members", Json(std::move(list))},
                            {"network", titleJson(network)},
                            {"nodes", Json(std::move(addresses))}}),
              key);
}

Result<Invitation> Invitation::read(std::string_view text) {
  constexpr std::string_view kKind = "invitation";
  MZ_TRY(const Parts parts, split(text, kInvitation, kKind, kInvitationBytes,
                                  {"channel", "expires", "genesis", "inviter", "issued", "members", "network", "nodes"}));
  const Json& document = parts.document;
  Invitation out;
  out.digest = sha256(bytesOf(text));
  out.genesis = document.stringAt("genesis");
  MZ_TRY(out.channel, ChannelId::fromView(sha256(bytesOf(out.genesis)).view()));
  if (document.stringAt("channel") != out.channel.hex()) return malformed(kKind, "its genesis is not that of its channel");
  MZ_TRY(const Genesis genesis, Genesis::parse(out.genesis));
  MZ_TRY(out.configuration, configurationOf(genesis));
  if (out.configuration.rules() > kRulesVersion)
    return fail(ErrorCode::UnsupportedVersion, "the channel has newer rules; use a newer program");
  out.network = titleOf(document.find("network"));
  MZ_CHECK(checkShownTitle(document.find("network"), out.network, kKind));

  const Json* issued = document.find("issued");
  const Json* expires = document.find("expires");
  if (!issued->isInteger() || !expires->isInteger()) return malformed(kKind, "its time is not one");
  out.issued = UnixSeconds(issued->integer());
  out.expires = UnixSeconds(expires->integer());
  if (out.issued.value < 0 || out.expires <= out.issued || out.expires.value - out.issued.value > kLongestInvitation)
    return malformed(kKind, "it is valid for no time, or for more than 90 days");

  const Json* nodes = document.find("nodes");
  if (!nodes->isArray()) return malformed(kKind, "its nodes are not a list");
  for (const Json& node : nodes->array()) {
    if (!node.isString()) return malformed(kKind, "the address of a node is not one");
    out.nodes.push_back(node.string());
  }
  MZ_CHECK(checkNodes(out.nodes));

  const Json* members = document.find("members");
  if (!members->isArray() || members->array().empty() || members->array().size() > bounds::kMembers)
    return malformed(kKind, "it has no members, or too many");
  Configuration present;
  for (const Json& each : members->array()) {
    const Json* item = each.find("item");
    const std::string org(each.stringAt("org"));
    if (!item || !each.isObject() || each.members().size() != 2 || present.member(org))
      return malformed(kKind, "a member of it is not in the right form, or is there twice");
    if (!out.members.empty() && out.members.back().org >= org) return malformed(kKind, "its members are not sorted");
    MZ_CHECK(present.apply("member/" + org, item->serialize()));
    out.members.push_back(*present.member(org));
  }

  MZ_TRY(out.inviter, certificateAt(document, "inviter", kKind));
  const Subject& subject = out.inviter.subject();
  const Member* own = memberOf(out.members, subject.org);
  if (!own || own->kind != MemberKind::Voting || subject.role != Role::Admin)
    return fail(ErrorCode::CertificateInvalid,
                "the invitation was not signed by an administrator of a voting member of the channel");
  Status issuedByOwn = fail(ErrorCode::CertificateInvalid, "the inviter's organization has no authority");
  for (const Certificate& authority : own->authorities)
    if ((issuedByOwn = issuedBy(out.inviter, authority))) break;
  MZ_CHECK(issuedByOwn);
  if (out.issued < out.inviter.notBefore() || out.issued > out.inviter.notAfter())
    return fail(ErrorCode::CertificateInvalid, "the inviter's certificate was not valid when the invitation was signed");
  if (!out.inviter.publicKey().verify(bytesOf(parts.signedText), parts.signature))
    return fail(ErrorCode::BadSignature, "the invitation was altered: its signature does not fit");
  return out;
}

Status Invitation::checkTime(UnixSeconds now) const {
  if (now > expires)
    return std::unexpected(Error(ErrorCode::Expired, "the invitation ended on " + formatTime(expires) + "; ask for a new one")
                               .with("until", formatTime(expires)));
  if (issued.value > now.value + kTolerance)
    return fail(ErrorCode::Expired, "the invitation comes from the future, " + formatTime(issued) +
                                        "; check the clocks of this computer and of the inviter");
  return {};
}

InvitationInfo Invitation::info() const {
  InvitationInfo info;
  info.domain = configuration.domain();
  info.network = network;
  info.demonstration = configuration.isDemonstration();
  info.channel = channel;
  info.channelName = configuration.name();
  const Json& title = configuration.title();
  info.channelTitle = titleOf(&title);
  info.isPublic = configuration.isPublic();
  for (const auto& [contract, ignored] : configuration.contracts()) info.contracts.push_back(contract);
  for (const Member& member : members)
    info.members.push_back(
        {member.org, titleOf(&member.title), member.region, member.level, member.kind == MemberKind::Voting, false});
  info.nodes = nodes;
  info.inviterOrg = inviter.subject().org;
  info.inviterName = inviter.subject().name;
  if (const Member* own = memberOf(members, info.inviterOrg))
    for (const Certificate& authority : own->authorities)
      if (issuedBy(inviter, authority)) info.inviterAuthority = authority.fingerprint();
  info.issued = issued;
  info.expires = expires;
  info.digest = digest;
  return info;
}

Result<std::string> Answer::write(const PrivateKey& key) const {
  return sign(kAnswer,
              Json::object({{"authority", Json(toBase64(authority.der()))},
                            {"channel", Json(channel.hex())},
                            {"cosigner", cosigner},
                            {"domain", Json(domain)},
                            {"invitation", Json(invitation.hex())},
                            {"level", Json(org.level)},
                            {"made", Json(made.value)},
                            {"org", Json(org.id)},
                            {"region", Json(org.region)},
                            {"suite", Json(org.suite == Suite::Guomi ? "guomi" : "international")},
                            {"title", titleJson(org.title)}}),
              key);
}

Result<Answer> Answer::read(std::string_view text) {
  constexpr std::string_view kKind = "answer";
  MZ_TRY(const Parts parts, split(text, kAnswer, kKind, kAnswerBytes,
                                  {"authority", "channel", "cosigner", "domain", "invitation", "level", "made", "org", "region",
                                   "suite", "title"}));
  const Json& document = parts.document;
  Answer out;
  const auto invitation = Digest::fromHex(document.stringAt("invitation"));
  const auto channel = ChannelId::fromHex(document.stringAt("channel"));
  if (!invitation || !channel || !document.find("made")->isInteger() || document.integerAt("made") < 0)
    return malformed(kKind, "it does not say what it answers");
  out.invitation = *invitation;
  out.channel = *channel;
  out.made = UnixSeconds(document.integerAt("made"));
  out.domain = document.stringAt("domain");
  out.org.id = document.stringAt("org");
  out.org.title = titleOf(document.find("title"));
  out.org.region = document.stringAt("region");
  out.org.level = document.stringAt("level");
  const std::string_view suite = document.stringAt("suite");
  if (suite != "guomi" && suite != "international") return malformed(kKind, "its suite is not known");
  out.org.suite = suite == "guomi" ? Suite::Guomi : Suite::International;
  MZ_CHECK(checkShownTitle(document.find("title"), out.org.title, kKind));
  if (!checkOrgPlan(out.org)) return malformed(kKind, "the organization's id, region or level is not one");

  MZ_TRY(out.authority, certificateAt(document, "authority", kKind));
  if (!out.authority.isAuthority() || out.authority.subject().org != out.org.id ||
      out.authority.publicKey().algorithm() != keyAlgorithm(out.org.suite))
    return fail(ErrorCode::CertificateInvalid, "the certificate in the answer is not that of the organization's authority");
  // The same check as of a channel's own item.
  out.cosigner = *document.find("cosigner");
  Configuration trial;
  if (!trial.apply("channel", Json::object({{"domain", Json(out.domain)}, {"name", Json("trial")}}).serialize()) ||
      !out.cosigner.isObject() ||
      !trial.apply("cosigner/" + out.org.id + "/" + std::string(kNodeName), out.cosigner.serialize()))
    return malformed(kKind, "the keys of the organization's node are not proved");
  if (!out.authority.publicKey().verify(bytesOf(parts.signedText), parts.signature))
    return fail(ErrorCode::BadSignature, "the answer was altered: its signature does not fit");
  return out;
}

}  // namespace mz
