#include "ledger/proposal_drafting.h"

#include <algorithm>
#include <charconv>

#include "ledger/invitation.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

std::unexpected<Error> wrong(const std::string& field, const std::string& why) {
  return std::unexpected(Error(ErrorCode::InvalidArgument, why).with("field", field));
}

std::unexpected<Error> noMember(const std::string& org) {
  return std::unexpected(Error(ErrorCode::NotFound, org + " is no member of this channel").with("org", org));
}

Result<Certificate> certificateIn(const Bytes& file) {
  const std::string_view text = textOf(file);
  return text.find("-----BEGIN") == text.npos ? Certificate::fromDer(file) : Certificate::fromPem(text);
}

Json::Array sortedNames(std::vector<std::string> names) {
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  names.erase(repeated.begin(), repeated.end());
  Json::Array out;
  for (std::string& name : names) out.emplace_back(std::move(name));
  return out;
}

class Drafting {
 public:
  Drafting(const Configuration& configuration, const ChannelId& channel) : m_configuration(configuration), m_channel(channel) {}

  Status take(const ProposalEdit& edit);
  ItemValues items;

 private:
  using Kind = ProposalEdit::Kind;
  using Step = Status (Drafting::*)(const ProposalEdit&);

  // The member's item as the edits so far have made it.
  Result<Json> member(const std::string& org) const;
  Result<Answer> answer(const ProposalEdit& edit) const;
  Status memberIn(const ProposalEdit& edit);
  Status memberOut(const ProposalEdit& edit);
  Status memberRole(const ProposalEdit& edit);
  Status authorityIn(const ProposalEdit& edit);
  Status authorityOut(const ProposalEdit& edit);
  Status nodeIn(const ProposalEdit& edit);
  Status nodeOut(const ProposalEdit& edit);
  Status finality(const ProposalEdit& edit);
  Status threshold(const ProposalEdit& edit);
  Status write(const ProposalEdit& edit);
  Status limits(const ProposalEdit& edit);
  Status freeze(const ProposalEdit& edit);
  Status thaw(const ProposalEdit& edit);
  Status state(const ProposalEdit& edit);
  Status rules(const ProposalEdit& edit);

  const Configuration& m_configuration;
  const ChannelId& m_channel;
};

Status Drafting::take(const ProposalEdit& edit) {
  static constexpr Step kSteps[] = {
      &Drafting::memberIn, &Drafting::memberOut, &Drafting::memberRole, &Drafting::authorityIn, &Drafting::authorityOut,
      &Drafting::nodeIn,   &Drafting::nodeOut,   &Drafting::finality,   &Drafting::threshold,   &Drafting::write,
      &Drafting::limits,   &Drafting::freeze,    &Drafting::thaw,       &Drafting::state,       &Drafting::rules};
  return (this->*kSteps[static_cast<std::size_t>(edit.kind)])(edit);
}

Result<Json> Drafting::member(const std::string& org) const {
  if (const auto known = items.find("member/" + org); known != items.end()) {
    if (!known->second) return noMember(org);
    return *known->second;
  }
  const Member* present = m_configuration.member(org);
  if (!present) return noMember(org);
  return memberItem(*present);
}

Result<Answer> Drafting::answer(const ProposalEdit& edit) const {
  MZ_TRY(Answer read, Answer::read(textOf(edit.file)));
  if (read.channel != m_channel || read.domain != m_configuration.domain())
    return fail(ErrorCode::WrongChannel, "this answer is to an invitation to another channel");
  return read;
}

Status Drafting::memberIn(const ProposalEdit& edit) {
  MZ_TRY(const Answer read, answer(edit));
  if (member(read.org.id))
    return std::unexpected(
        Error(ErrorCode::AlreadyThere, read.org.id + " is a member of this channel already").with("org", read.org.id));
  Member in;
  in.org = read.org.id;
  in.title = titleJson(read.org.title.en, read.org.title.zh);
  in.region = read.org.region;
  in.level = read.org.level;
  in.suite = read.org.suite;
  in.authorities = {read.authority};
  items["member/" + in.org] = memberItem(in);
  ProposalEdit role = edit;
  role.org = in.org;
  return memberRole(role);
}

Status Drafting::memberOut(const ProposalEdit& edit) {
  MZ_CHECK(member(edit.org));
  items["member/" + edit.org] = std::nullopt;
  for (const auto& [name, keys] : m_configuration.cosigners())
    if (keys.org == edit.org) items["cosigner/" + keys.org + "/" + keys.node] = std::nullopt;
  return {};
}

Status Drafting::memberRole(const ProposalEdit& edit) {
  if (edit.value != "voting" && edit.value != "observer" && edit.value != "reader")
    return wrong("value", "a member is voting, an observer or a reader");
  MZ_TRY(Json item, member(edit.org));
  item.set("kind", Json(edit.value));
  items["member/" + edit.org] = std::move(item);
  return {};
}

Status Drafting::authorityIn(const ProposalEdit& edit) {
  MZ_TRY(const Certificate authority, certificateIn(edit.file));
  const std::string& org = authority.subject().org;
  if (!authority.isAuthority()) return wrong("file", "this certificate is not that of an authority");
  MZ_TRY(Json item, member(org));
  Json::Array listed = item.find("authorities")->array();
  const Json text(toBase64(authority.der()));
  if (std::ranges::find(listed, text) != listed.end())
    return std::unexpected(Error(ErrorCode::AlreadyThere, "the channel lists this authority already").with("org", org));
  listed.push_back(text);
  item.set("authorities", Json(std::move(listed)));
  items["member/" + org] = std::move(item);
  return {};
}

Status Drafting::authorityOut(const ProposalEdit& edit) {
  for (const auto& [org, present] : m_configuration.members())
    for (const Certificate& authority : present.authorities) {
      if (authority.fingerprint().hex() != edit.value) continue;
      MZ_TRY(Json item, member(org));
      Json::Array listed = item.find("authorities")->array();
      std::erase(listed, Json(toBase64(authority.der())));
      if (listed.empty()) return wrong("value", org + " would have no authority left; remove the member, or add another first");
      item.set("authorities", Json(std::move(listed)));
      items["member/" + org] = std::move(item);
      return {};
    }
  return std::unexpected(
      Error(ErrorCode::NotFound, "the channel lists no authority with this fingerprint").with("certificate", edit.value));
}

Status Drafting::nodeIn(const ProposalEdit& edit) {
  MZ_TRY(const Answer read, answer(edit));
  MZ_CHECK(member(read.org.id));
  items["cosigner/" + read.org.id + "/" + std::string(kNodeName)] = read.cosigner;
  return {};
}

Status Drafting::nodeOut(const ProposalEdit& edit) {
  if (!m_configuration.cosigners().contains(m_configuration.domain() + "/" + edit.org + "/" + edit.node))
    return std::unexpected(
        Error(ErrorCode::NotFound, edit.org + " has no node " + edit.node + " that cosigns here").with("org", edit.org));
  items["cosigner/" + edit.org + "/" + edit.node] = std::nullopt;
  return {};
}

Status Drafting::finality(const ProposalEdit& edit) {
  if (edit.number < 0 || edit.number > static_cast<std::int64_t>(bounds::kMembers))
    return wrong("number", "so many organizations cannot cosign");
  items["policy/finality"] = edit.number == 0 ? std::nullopt : std::optional(Json::object({{"k", Json(edit.number)}}));
  return {};
}

Status Drafting::threshold(const ProposalEdit& edit) {
  Json::Array groups;
  for (const ProposalEdit::Group& group : edit.groups) {
    std::int64_t number = 0;
    const char* end = group.need.data() + group.need.size();
    const auto [read, problem] = std::from_chars(group.need.data(), end, number);
    const bool isNumber = problem == std::errc() && read == end;
    groups.push_back(
        Json::object({{"need", isNumber ? Json(number) : Json(group.need)}, {"orgs", Json(sortedNames(group.orgs))}}));
  }
  Json item = Json::object({{"groups", Json(std::move(groups))}});
  if (const auto parsed = ChangePolicy::parse(item); !parsed) return wrong("groups", parsed.error().detail);
  items["policy/changes"] = std::move(item);
  return {};
}

Status Drafting::write(const ProposalEdit& edit) {
  if (edit.groups.empty()) {
    items["policy/write"] = std::nullopt;
    return {};
  }
  Json::Array rules;
  for (const ProposalEdit::Group& group : edit.groups)
    rules.push_back(Json::object({{"contract", Json(group.contract)},
                                  {"orgs", Json(sortedNames(group.orgs))},
                                  {"roles", Json(sortedNames(group.roles))}}));
  Json item = Json::object({{"rules", Json(std::move(rules))}});
  if (const auto parsed = WritePolicy::parse(item); !parsed) return wrong("groups", parsed.error().detail);
  items["policy/write"] = std::move(item);
  return {};
}

Status Drafting::limits(const ProposalEdit& edit) {
  if (edit.number == 0 && edit.second == 0) {
    items["policy/limits"] = std::nullopt;
    return {};
  }
  const ChannelLimits& present = m_configuration.limits();
  items["policy/limits"] =
      Json::object({{"clock_tolerance", Json(edit.second == 0 ? present.clockTolerance : edit.second)},
                    {"envelope_lifetime", Json(edit.number == 0 ? present.envelopeLifetime : edit.number)}});
  return {};
}

Status Drafting::freeze(const ProposalEdit& edit) {
  if (!Fingerprint::fromHex(edit.value)) return wrong("value", "a certificate is named by its fingerprint, 64 digits");
  if (edit.reason.empty()) return wrong("reason", "say why the certificate is to be frozen");
  items["frozen/" + edit.value] = Json::object({{"reason", Json(edit.reason)}});
  return {};
}

Status Drafting::thaw(const ProposalEdit& edit) {
  const auto fingerprint = Fingerprint::fromHex(edit.value);
  if (!fingerprint || !m_configuration.frozen().contains(*fingerprint))
    return std::unexpected(Error(ErrorCode::NotFound, "this certificate is not frozen").with("certificate", edit.value));
  items["frozen/" + edit.value] = std::nullopt;
  return {};
}

Status Drafting::state(const ProposalEdit& edit) {
  if (edit.value != "open" && edit.value != "frozen" && edit.value != "closed")
    return wrong("value", "a channel is open, frozen or closed");
  items["status"] = edit.value == "open" ? std::nullopt : std::optional(Json::object({{"state", Json(edit.value)}}));
  return {};
}

Status Drafting::rules(const ProposalEdit& edit) {
  if (edit.number != std::int64_t{m_configuration.rules()} + 1)
    return wrong("number", "the rules version goes up by one, to " + std::to_string(m_configuration.rules() + 1));
  if (edit.number > std::int64_t{kRulesVersion})
    return wrong("number", "this program does not know rules version " + std::to_string(edit.number) +
                               "; every member needs a newer one before it is proposed");
  items["rules"] = Json::object({{"version", Json(edit.number)}});
  return {};
}

}  // namespace

Result<ItemValues> itemsOf(const Configuration& configuration, const ChannelId& channel,
                           const std::vector<ProposalEdit>& edits) {
  Drafting drafting(configuration, channel);
  for (const ProposalEdit& edit : edits) MZ_CHECK(drafting.take(edit));
  if (drafting.items.empty()) return wrong("edits", "the draft changes nothing");
  return std::move(drafting.items);
}

}  // namespace mz
