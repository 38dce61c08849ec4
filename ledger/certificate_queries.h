// What a channel says of certificates: the chain from a signer up to the network's root as it was judged at one transaction
// (IdentityBook::judge, docs/formats/configuration.md), and which enrolled ones fit a text. Each call belongs to the thread of
// its tables. Errors: Damaged, Io.
#pragma once

#include "ledger/chain/replica.h"
#include "ledger/engine.h"

namespace mz {

// The leaf first. `firstVersion`: of the transaction; the state before it counts. `root` may be empty: it is not kept here.
Result<std::vector<CertificateLink>> signerChain(ChannelTables& tables, const Replica& replica, const Certificate& leaf,
                                                 const Certificate& root, UnixSeconds blockTime, std::uint64_t firstVersion);

// Each word of the text is part of the org, its titles, the role, the name, the serial number or the fingerprint. By org, role
// and name; as they are judged now.
Result<std::vector<CertificateLink>> certificatesWith(ChannelTables& tables, const Replica& replica, std::string_view text,
                                                      std::size_t count);

// One that is enrolled or listed, as it is judged now.
Result<CertificateLink> certificateNow(ChannelTables& tables, const Replica& replica, const Certificate& certificate);

}  // namespace mz
