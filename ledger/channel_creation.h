// A further channel in a network of this program: its file, with a genesis that names the members, their authorities and the
// keys of those nodes that this keystore holds. Works on a directory that no program has open.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/base/types.h"
#include "ledger/network_plan.h"

namespace mz {

struct ChannelMemberPlan {
  std::string org;
  std::string role;  // voting, observer, reader
};

struct NewChannelPlan {
  ChannelPlan channel;
  // Besides the own org, which votes. What is known of each comes from a channel here of which it is a member.
  std::vector<ChannelMemberPlan> members;
};

struct MadeChannel {
  ChannelId id;
  std::vector<std::string> cosigning;  // orgs whose nodes' keys lie here; others come by proposal when their nodes run
};

// The channel is there wholly or not at all; a contract is configured by the own org's administrator after that.
// InvalidArgument with "field", AlreadyThere (the name), NotFound (an org that no channel here knows), WrongPassword,
// PinNeeded, InUse, and what writing can fail with.
Result<MadeChannel> createChannel(const std::filesystem::path& directory, const NewChannelPlan& plan,
                                  const std::string& password);

}  // namespace mz
