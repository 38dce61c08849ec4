#include "ledger/channel/write_policy.h"

#include <algorithm>

#include "ledger/base/bounds.h"

namespace mz {

namespace {

constexpr std::size_t kRules = 64;

std::unexpected<Error> bad(std::string_view why) {
  return fail(ErrorCode::Malformed, "the policy for writing: " + std::string(why));
}

// Texts that are sorted and no longer than names.
Result<std::vector<std::string>> namesOf(const Json* list) {
  if (!list || !list->isArray() || list->array().size() > bounds::kMembers) return bad("a rule has no list of names");
  std::vector<std::string> names;
  for (const Json& name : list->array()) {
    if (!name.isString() || name.string().empty() || name.string().size() > bounds::kNameBytes) return bad("a name is none");
    if (!names.empty() && names.back() >= name.string()) return bad("the names of a rule are not sorted");
    names.push_back(name.string());
  }
  return names;
}

}  // namespace

Result<WritePolicy> WritePolicy::parse(const Json& item) {
  const Json* rules = item.find("rules");
  if (!item.isObject() || item.members().size() != 1 || !rules || !rules->isArray() || rules->array().empty() ||
      rules->array().size() > kRules)
    return bad("expected 1 to 64 rules");
  WritePolicy policy;
  for (const Json& json : rules->array()) {
    const Json* contract = json.find("contract");
    if (!json.isObject() || json.members().size() != 3 || !contract || !contract->isString() ||
        contract->string().size() > bounds::kNameBytes)
      return bad("a rule is {contract, orgs, roles}");
    Rule rule;
    rule.contract = contract->string();
    MZ_TRY(rule.orgs, namesOf(json.find("orgs")));
    MZ_TRY(const std::vector<std::string> roles, namesOf(json.find("roles")));
    for (const std::string& name : roles) {
      const auto role = roleFromName(name);
      if (!role) return bad("there is no role " + name);
      rule.roles.push_back(*role);
    }
    policy.m_rules.push_back(std::move(rule));
  }
  return policy;
}

Json WritePolicy::item() const {
  Json::Array rules;
  for (const Rule& rule : m_rules) {
    Json::Array orgs, roles;
    for (const std::string& org : rule.orgs) orgs.emplace_back(org);
    for (const Role role : rule.roles) roles.emplace_back(roleName(role));
    rules.push_back(
        Json::object({{"contract", Json(rule.contract)}, {"orgs", Json(std::move(orgs))}, {"roles", Json(std::move(roles))}}));
  }
  return Json::object({{"rules", Json(std::move(rules))}});
}

ResultCode WritePolicy::judge(std::string_view contract, const Subject& subject) const {
  bool named = false, orgFits = false;
  for (const Rule& rule : m_rules) {
    if (!rule.contract.empty() && rule.contract != contract) continue;
    named = true;
    if (!rule.orgs.empty() && !std::ranges::binary_search(rule.orgs, subject.org)) continue;
    orgFits = true;
    if (rule.roles.empty() || std::ranges::find(rule.roles, subject.role) != rule.roles.end()) return ResultCode::Executed;
  }
  if (!named) return ResultCode::Executed;
  return orgFits ? ResultCode::RoleNotAllowed : ResultCode::OrgNotAllowed;
}

bool WritePolicy::isReachable(const OrgSet& writers) const {
  return std::ranges::all_of(m_rules, [&](const Rule& rule) {
    return rule.orgs.empty() || std::ranges::any_of(rule.orgs, [&](const std::string& org) { return writers.contains(org); });
  });
}

}  // namespace mz
