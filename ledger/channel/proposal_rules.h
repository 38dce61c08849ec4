// Which changes of a configuration members may agree on (rules version 2): the items that a proposal may touch, the form of
// each, and what must hold afterwards. Pure functions of what they are given; the same answer on every replica.
#pragma once

#include <span>

#include "ledger/channel/identity_book.h"
#include "ledger/channel/proposal.h"

namespace mz {

struct ChangeRefusal {
  ResultCode code = ResultCode::ChangeNotAllowed;
  std::string item;  // that it is about; empty: the whole
  std::string log;   // English, for people
};

// `before` with the changes made, or why they may not be made.
std::expected<Configuration, ChangeRefusal> configurationAfter(const Configuration& before, std::span<const ItemChange> changes,
                                                               const IdentityBook& identities, UnixSeconds at);

// Voting members for which somebody can decide now: with an administrator whose certificate is enrolled and may sign.
OrgSet orgsWithAdministrator(const Configuration& configuration, const IdentityBook& identities, UnixSeconds at);

}  // namespace mz
