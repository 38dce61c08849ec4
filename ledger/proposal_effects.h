// What a change of the configuration means, in plain values: who gains or loses what. Pure; any thread.
#pragma once

#include <vector>

#include "ledger/channel/identity_book.h"
#include "ledger/proposals.h"

namespace mz {

std::vector<ProposalEffect> effectsOf(const Configuration& before, const Configuration& after, const IdentityBook& identities,
                                      UnixSeconds at);

}  // namespace mz
