#include "ledger/channel/change_policy.h"

#include <algorithm>

#include "ledger/base/bounds.h"

namespace mz {

namespace {

constexpr std::size_t kGroups = 16;
constexpr std::string_view kMajority = "majority", kAll = "all";

std::unexpected<Error> bad(std::string_view why) {
  return fail(ErrorCode::Malformed, "the policy for changes: " + std::string(why));
}

Result<ChangePolicy::Group> groupOf(const Json& json) {
  const Json* need = json.find("need");
  const Json* orgs = json.find("orgs");
  if (!json.isObject() || json.members().size() != 2 || !need || !orgs || !orgs->isArray())
    return bad("a group is {need, orgs}");
  ChangePolicy::Group group;
  if (need->isInteger() && need->integer() >= 1 && need->integer() <= static_cast<std::int64_t>(bounds::kMembers)) {
    group.need = ChangePolicy::Need::Count;
    group.count = static_cast<std::uint32_t>(need->integer());
  } else if (need->isString() && need->string() == kAll) {
    group.need = ChangePolicy::Need::All;
  } else if (!need->isString() || need->string() != kMajority) {
    return bad("a group needs \"majority\", \"all\", or so many");
  }
  if (orgs->array().size() > bounds::kMembers) return bad("a group has too many organizations");
  for (const Json& org : orgs->array()) {
    if (!org.isString() || org.string().empty() || org.string().size() > bounds::kNameBytes)
      return bad("an organization of a group is not named");
    if (!group.orgs.empty() && group.orgs.back() >= org.string()) return bad("the organizations of a group are not sorted");
    group.orgs.push_back(org.string());
  }
  return group;
}

}  // namespace

Result<ChangePolicy> ChangePolicy::parse(const Json& item) {
  const Json* groups = item.find("groups");
  if (!item.isObject() || item.members().size() != 1 || !groups || !groups->isArray() || groups->array().empty() ||
      groups->array().size() > kGroups)
    return bad("expected 1 to 16 groups");
  ChangePolicy policy;
  policy.m_groups.clear();
  for (const Json& json : groups->array()) {
    MZ_TRY(Group group, groupOf(json));
    policy.m_groups.push_back(std::move(group));
  }
  return policy;
}

Json ChangePolicy::item() const {
  Json::Array groups;
  for (const Group& group : m_groups) {
    Json::Array orgs;
    for (const std::string& org : group.orgs) orgs.emplace_back(org);
    Json need = group.need == Need::Count ? Json(std::int64_t{group.count}) : Json(group.need == Need::All ? kAll : kMajority);
    groups.push_back(Json::object({{"need", std::move(need)}, {"orgs", Json(std::move(orgs))}}));
  }
  return Json::object({{"groups", Json(std::move(groups))}});
}

OrgSet ChangePolicy::voters(const Group& group, const OrgSet& voting) {
  if (group.orgs.empty()) return voting;
  OrgSet out;
  std::ranges::set_intersection(group.orgs, voting, std::inserter(out, out.end()));
  return out;
}

std::size_t ChangePolicy::needed(const Group& group, const OrgSet& voting) {
  const std::size_t present = voters(group, voting).size();
  switch (group.need) {
    case Need::Majority: return present / 2 + 1;
    case Need::All: return std::max<std::size_t>(present, 1);
    case Need::Count: return group.count;
  }
  return 0;
}

bool ChangePolicy::isMet(const OrgSet& agreeing, const OrgSet& voting) const {
  return std::ranges::all_of(m_groups, [&](const Group& group) {
    const OrgSet voters = ChangePolicy::voters(group, voting);
    const auto agreed = std::ranges::count_if(voters, [&](const std::string& org) { return agreeing.contains(org); });
    return static_cast<std::size_t>(agreed) >= needed(group, voting);
  });
}

bool ChangePolicy::isReachable(const OrgSet& voting, const OrgSet& disagreeing) const {
  OrgSet others;
  std::ranges::set_difference(voting, disagreeing, std::inserter(others, others.end()));
  return isMet(others, voting);
}

}  // namespace mz
