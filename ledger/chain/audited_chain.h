// A chain as it is up to where its audit has come, and the block that is on its way through the checks. Values; one thread
// changes them, and others may look identities up meanwhile.
#pragma once

#include "ledger/chain/channel_contracts.h"
#include "ledger/chain/channel_tables.h"
#include "ledger/chain/prepared_batch.h"

namespace mz {

struct AuditedChain {
  ChannelId id;
  ConfigurationTurn configuration;
  std::uint64_t configurationNumber = 0;
  IdentityBook identities;
  ChannelContracts contracts;
  UnixSeconds time;  // of the newest block that was gone through
  std::uint64_t nextTransaction = 0, nextVersion = 0;
};

struct AuditedBlock {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  StoredBlock stored;
  std::vector<StoredTransaction> transactions;
  std::vector<PreparedEnvelope> envelopes;
  std::vector<bool> unreadable;        // of transactions whose chunk is lost
  std::vector<Digest> computed;        // leaf hashes from the bytes
  std::vector<Digest> writes;          // digests of the transaction leaves
  std::vector<CallOutcome> outcomes;   // of those with an envelope
  std::vector<std::size_t> outcomeOf;  // index into outcomes, or kNone
};

}  // namespace mz
