// Gives one channel its order: envelopes go in, numbered and signed batches come out, the same for every node. `submit` and
// `stop` are safe on any thread; `next` belongs to the thread that steps the replica. docs/architecture names the promise: a
// ticket is nothing more than "it was taken"; what was acknowledged is what the replica made durable.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ledger/chain/prepared_batch.h"

namespace mz {

// The answer while nobody's node key is there to cut batches with.
Error lockedChannel();

class Orderer {
 public:
  virtual ~Orderer() = default;

  // The cutting node's check of form, size, signature, certificate, expiry and quota, and its answer to the client: one Status
  // each. Those that pass are queued, in this order, and moved from. What a quota holds back (QuotaExceeded) holds back all
  // that follows it, so that the rest can be handed in later in its order. After stop() none passes (Locked).
  virtual std::vector<Status> submit(std::span<PreparedEnvelope> envelopes) = 0;

  // Waits for the next batch; nullopt after stop().
  virtual Result<std::optional<PreparedBatch>> next() = 0;
  virtual void stop() = 0;
  virtual std::size_t waiting() const = 0;  // envelopes queued and not cut yet
};

}  // namespace mz
