// Wishes in plain values (proposals.h) as changes of configuration items (channel/proposal.h). Pure; any thread. Errors:
// InvalidArgument with "field" (what of the edit is wrong), NotFound (no such member, node, certificate), and those of reading
// a file: Malformed, TooLarge, BadSignature, CertificateInvalid, WrongChannel.
#pragma once

#include <map>

#include "ledger/channel/configuration.h"
#include "ledger/proposals.h"

namespace mz {

// By item; nullopt: to be removed. Later edits of one item build on earlier ones.
using ItemValues = std::map<std::string, std::optional<Json>>;
Result<ItemValues> itemsOf(const Configuration& configuration, const ChannelId& channel,
                           const std::vector<ProposalEdit>& edits);

}  // namespace mz
