// Who may call which contract of the channel (item policy/write, rules version 2), before the contract's own manifest is asked.
// A contract that no rule names is open to every member that is not a reader; otherwise one of its rules has to fit. Calls of
// "system" are not meant. Values; any thread.
//
//   {"rules": [{"contract": name or "" for every, "orgs": [org, …] or [] for all, "roles": [role, …] or [] for all}, …]}
#pragma once

#include <string>
#include <vector>

#include "ledger/channel/change_policy.h"
#include "ledger/format/result_code.h"
#include "ledger/identity/certificate.h"

namespace mz {

class WritePolicy {
 public:
  struct Rule {
    std::string contract;           // empty: every contract
    std::vector<std::string> orgs;  // sorted; empty: all
    std::vector<Role> roles;        // in the order of their names; empty: all
  };

  static Result<WritePolicy> parse(const Json& item);  // strict: Malformed
  Json item() const;

  const std::vector<Rule>& rules() const { return m_rules; }
  // Executed, OrgNotAllowed or RoleNotAllowed.
  ResultCode judge(std::string_view contract, const Subject& subject) const;
  // Whether each rule leaves some of these members the right to write.
  bool isReachable(const OrgSet& writers) const;

 private:
  std::vector<Rule> m_rules;
};

}  // namespace mz
