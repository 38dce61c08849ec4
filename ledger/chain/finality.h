// How many orgs stand behind a block: one vote for each cosigning org, whatever number of nodes it signs with. Pure; any
// thread.
#pragma once

#include <span>

#include "ledger/chain/channel_tables.h"
#include "ledger/channel/configuration.h"

namespace mz {

// Distinct cosigning orgs among these signatures of one block's checkpoint. Signatures by others do not count.
std::uint32_t countCosigningOrgs(const Configuration& configuration, std::span<const StoredSignature> signatures);
// A channel in which nobody cosigns has no final blocks.
bool isFinal(const Configuration& configuration, std::uint32_t cosigned);
// Whether these orgs (sorted), having signed another history, are so many that the others can no longer make a block of this
// one final. Fewer are liars or broken nodes that the channel's policy withstands.
bool preventsFinality(const Configuration& configuration, std::span<const std::string> dissenters);

}  // namespace mz
