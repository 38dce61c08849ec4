// Who has to agree to a change of the channel (item policy/changes, rules version 2): groups of voting members, each with what
// it needs; all of them have to be met. Without the item, more than half of the voting members. Values; any thread.
//
//   {"groups": [{"need": "majority" | "all" | n, "orgs": [org, …]}, …]}      no orgs: every voting member
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ledger/format/json.h"

namespace mz {

using OrgSet = std::set<std::string, std::less<>>;

class ChangePolicy {
 public:
  enum class Need : std::uint8_t { Majority, All, Count };
  struct Group {
    Need need = Need::Majority;
    std::uint32_t count = 0;        // with Count; 1 or more
    std::vector<std::string> orgs;  // sorted; empty: every voting member
  };

  ChangePolicy() : m_groups(1) {}
  static Result<ChangePolicy> parse(const Json& item);  // strict: Malformed
  Json item() const;

  const std::vector<Group>& groups() const { return m_groups; }
  // Those of the group that vote on the channel now.
  static OrgSet voters(const Group& group, const OrgSet& voting);
  static std::size_t needed(const Group& group, const OrgSet& voting);
  bool isMet(const OrgSet& agreeing, const OrgSet& voting) const;
  // Whether it can be met at all, if these disagree for good.
  bool isReachable(const OrgSet& voting, const OrgSet& disagreeing = {}) const;

 private:
  std::vector<Group> m_groups;
};

}  // namespace mz
