// What every way of making a network shares: a directory that has a whole network in it or none, the keys of an org, and its
// entry into a genesis. Any thread, one at a time on a directory.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "ledger/channel/configuration.h"
#include "ledger/channel/genesis.h"
#include "ledger/identity/keystore.h"
#include "ledger/network_directory.h"
#include "ledger/node_keys.h"

namespace mz {

inline constexpr std::string_view kNodeName = "node-1";

// Lets `fill` make the network in a folder inside the directory and then moves it to its place, network.json last: whenever
// this is cut off there is a network, or what the next call clears away. Failure leaves nothing behind. AlreadyThere where
// something else lies there, InUse, DiskFull, ReadOnly, Io, and what `fill` fails with.
Status makeNetworkDirectory(const std::filesystem::path& directory,
                            const std::function<Status(const std::filesystem::path& unfinished)>& fill);

KeyAlgorithm keyAlgorithm(Suite suite);

struct Person {
  Role role;
  std::string_view name;  // staff number
};

// An org's own keys: its CA ("<org>/ca"), people, the node with its cosigner and log keys.
struct OrgKeys {
  Authority authority;
  std::vector<Identity> identities;

  const Identity& at(std::string_view label) const;  // one that is there
};
// Issued by its CA to people and the node.
Result<OrgKeys> makeOrgKeys(const Authority& authority, Suite suite, std::span<const Person> people, Validity validity,
                            Random& random);

// The org as a member, with its enrolled certificates; a voting one also cosigns.
void enterMember(GenesisBuilder& genesis, std::string_view domain, Member member, const OrgKeys& keys);

// The channel's file with its genesis block.
Result<NetworkFile::Channel> makeChannel(const std::filesystem::path& directory, const std::string& name,
                                         GenesisBuilder& genesis, NodeKeys& keys);

}  // namespace mz
