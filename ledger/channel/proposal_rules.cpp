#include "ledger/channel/proposal_rules.h"

#include <algorithm>

namespace mz {

namespace {

constexpr std::size_t kTitleBytes = 200, kReasonBytes = 1000;
constexpr std::size_t kNodesOfOrg = 16;

using Checked = std::expected<void, ChangeRefusal>;

std::unexpected<ChangeRefusal> refuse(ResultCode code, std::string item, std::string log) {
  return std::unexpected(ChangeRefusal{code, std::move(item), std::move(log)});
}

bool hasExactly(const Json& object, std::span<const std::string_view> names) {
  return object.members().size() == names.size() &&
         std::ranges::all_of(names, [&](std::string_view name) { return object.find(name) != nullptr; });
}

bool isText(const Json* json, std::size_t least, std::size_t most) {
  return json && json->isString() && json->string().size() >= least && json->string().size() <= most;
}

bool isMemberValue(const Json& value) {
  const Json* title = value.find("title");
  const std::string_view suite = value.stringAt("suite");
  return value.find("authorities")->isArray() && !value.find("authorities")->array().empty() && title->isObject() &&
         title->members().size() == 2 && isText(title->find("en"), 1, kTitleBytes) &&
         isText(title->find("zh"), 1, kTitleBytes) && isText(value.find("region"), 0, bounds::kNameBytes) &&
         isText(value.find("level"), 0, bounds::kNameBytes) && isText(value.find("superior"), 0, bounds::kNameBytes) &&
         (suite == "guomi" || suite == "international");
}

bool isFinalityValue(const Json& value) {
  const std::int64_t k = value.integerAt("k");
  return k >= 1 && k <= static_cast<std::int64_t>(bounds::kMembers);
}

bool isReasonValue(const Json& value) { return isText(value.find("reason"), 1, kReasonBytes); }
bool isAnyValue(const Json&) { return true; }  // judged where it is applied

constexpr std::string_view kMemberNames[] = {"authorities", "kind", "level", "region", "suite", "superior", "title"};
constexpr std::string_view kCosignerNames[] = {"cosigner_key", "cosigner_possession", "log_key", "log_possession"};
constexpr std::string_view kFinalityNames[] = {"k"};
constexpr std::string_view kChangesNames[] = {"groups"};
constexpr std::string_view kWriteNames[] = {"rules"};
constexpr std::string_view kLimitsNames[] = {"clock_tolerance", "envelope_lifetime"};
constexpr std::string_view kRulesNames[] = {"version"};
constexpr std::string_view kStatusNames[] = {"state"};
constexpr std::string_view kFrozenNames[] = {"reason"};

struct ItemForm {
  std::string_view key;  // with a slash at its end: all that begin with it
  std::span<const std::string_view> names;
  bool removable;
  bool (*fits)(const Json& value);
};
constexpr ItemForm kForms[] = {
    {"member/", kMemberNames, true, &isMemberValue},
    {"cosigner/", kCosignerNames, true, &isAnyValue},
    {"policy/finality", kFinalityNames, true, &isFinalityValue},
    {"policy/changes", kChangesNames, true, &isAnyValue},
    {"policy/write", kWriteNames, true, &isAnyValue},
    {"policy/limits", kLimitsNames, true, &isAnyValue},
    {"rules", kRulesNames, false, &isAnyValue},
    {"status", kStatusNames, true, &isAnyValue},
    {"frozen/", kFrozenNames, true, &isReasonValue},
};

Checked checkForm(const ItemChange& change) {
  const auto form = std::ranges::find_if(kForms, [&](const ItemForm& one) {
    return one.key.ends_with('/') ? change.item.size() > one.key.size() && change.item.starts_with(one.key)
                                  : change.item == one.key;
  });
  if (form == std::end(kForms)) return refuse(ResultCode::ChangeNotAllowed, change.item, "no proposal changes this item");
  if (!change.value && !form->removable) return refuse(ResultCode::ChangeNotAllowed, change.item, "it cannot be removed");
  if (change.value && (!hasExactly(*change.value, form->names) || !form->fits(*change.value)))
    return refuse(ResultCode::ChangeNotAllowed, change.item, "its value is not in the form of this item");
  return {};
}

// One key in two places would give one holder two votes.
Checked checkKeys(const Configuration& after) {
  std::set<std::string> keys;
  std::map<std::string_view, std::size_t> nodes;
  for (const auto& [name, cosigner] : after.cosigners()) {
    const std::string item = "cosigner/" + cosigner.org + "/" + cosigner.node;
    if (!after.member(cosigner.org))
      return refuse(ResultCode::ChangeNotAllowed, item, "a node's keys belong to a member; remove them with it");
    if (++nodes[cosigner.org] > kNodesOfOrg) return refuse(ResultCode::ChangeNotAllowed, item, "the org has too many nodes");
    if (!keys.insert(toBase64(cosigner.log.rawEd25519())).second ||
        !keys.insert(toBase64(cosigner.cosigner.rawEd25519())).second)
      return refuse(ResultCode::KeyInUse, item, "one of its keys is registered for something else already");
  }
  return {};
}

Checked checkFreezing(std::span<const ItemChange> changes, const IdentityBook& identities) {
  for (const ItemChange& change : changes) {
    if (!change.item.starts_with("frozen/") || !change.value) continue;
    const auto fingerprint = Fingerprint::fromHex(std::string_view(change.item).substr(7));
    const auto certificate = fingerprint ? identities.find(*fingerprint) : nullptr;
    if (!certificate || certificate->isAuthority())
      return refuse(ResultCode::ChangeNotAllowed, change.item, "only an enrolled certificate that is no CA can be frozen");
  }
  return {};
}

Checked checkPolicies(const Configuration& before, const Configuration& after) {
  const OrgSet voting = after.votingOrgs();
  if (voting.empty()) return refuse(ResultCode::LastVotingMember, {}, "no voting member would be left");
  if (!after.changePolicy().isReachable(voting))
    return refuse(ResultCode::PolicyUnreachable, "policy/changes", "the voting members could never agree to a change again");
  const auto cosigning = static_cast<std::uint32_t>(after.cosigningOrgs().size());
  if (after.fixedFinality() > cosigning)
    return refuse(ResultCode::PolicyUnreachable, "policy/finality", "fewer orgs cosign than a final block needs");
  if (cosigning == 0 && !before.cosigningOrgs().empty())
    return refuse(ResultCode::PolicyUnreachable, {}, "no voting member would cosign, so that nothing could become final");
  OrgSet writers;
  for (const auto& [org, member] : after.members())
    if (member.kind != MemberKind::Reader) writers.insert(org);
  if (!after.writePolicy().isReachable(writers))
    return refuse(ResultCode::PolicyUnreachable, "policy/write", "a rule would let nobody write");
  return {};
}

// Who keeps its vote keeps somebody who can cast it: to silence an org it has to be made an observer, or removed, by name.
Checked checkAdministrators(const Configuration& before, const Configuration& after, const IdentityBook& identities,
                            UnixSeconds at) {
  const OrgSet had = orgsWithAdministrator(before, identities, at);
  const OrgSet have = orgsWithAdministrator(after, identities, at);
  for (const std::string& org : had)
    if (after.votingOrgs().contains(org) && !have.contains(org))
      return refuse(ResultCode::LastAdministrator, "member/" + org,
                    org + " would vote and have no administrator left to do so");
  return {};
}

bool touches(std::span<const ItemChange> changes, std::string_view prefix) {
  return std::ranges::any_of(changes, [&](const ItemChange& change) { return change.item.starts_with(prefix); });
}

}  // namespace

OrgSet orgsWithAdministrator(const Configuration& configuration, const IdentityBook& identities, UnixSeconds at) {
  std::vector<std::shared_ptr<const Certificate>> administrators;
  identities.forEach([&](const std::shared_ptr<const Certificate>& certificate) {
    if (certificate->subject().role == Role::Admin) administrators.push_back(certificate);
  });
  OrgSet orgs;
  for (const auto& certificate : administrators) {
    const std::string& org = certificate->subject().org;
    const Member* member = configuration.member(org);
    if (member && member->kind == MemberKind::Voting && !orgs.contains(org) &&
        identities.judge(*certificate, configuration, at) == ResultCode::Executed)
      orgs.insert(org);
  }
  return orgs;
}

std::expected<Configuration, ChangeRefusal> configurationAfter(const Configuration& before, std::span<const ItemChange> changes,
                                                               const IdentityBook& identities, UnixSeconds at) {
  Configuration after = before;
  for (const ItemChange& change : changes) {
    if (auto form = checkForm(change); !form) return std::unexpected(std::move(form.error()));
    const auto value = change.value ? std::optional(change.value->serialize()) : std::nullopt;
    if (const Status applied = after.apply(change.item, value); !applied)
      return refuse(change.item.starts_with("cosigner/") ? ResultCode::KeyNotProved : ResultCode::ChangeNotAllowed, change.item,
                    applied.error().detail);
  }
  if (touches(changes, "rules") && after.rules() != before.rules() + 1)
    return refuse(ResultCode::ChangeNotAllowed, "rules", "the rules version goes up by one");
  if (auto keys = checkKeys(after); !keys) return std::unexpected(std::move(keys.error()));
  if (auto freezing = checkFreezing(changes, identities); !freezing) return std::unexpected(std::move(freezing.error()));
  if (auto policies = checkPolicies(before, after); !policies) return std::unexpected(std::move(policies.error()));
  if (touches(changes, "member/") || touches(changes, "frozen/"))
    if (auto administrators = checkAdministrators(before, after, identities, at); !administrators)
      return std::unexpected(std::move(administrators.error()));
  return after;
}

}  // namespace mz
