// The orderer of one machine: cuts a batch by size or age. It keeps no log of its own: its one consumer writes each batch
// durably as a block, and its head is that block. Group commit comes by itself: while a block is written, the next batch
// gathers.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

#include "ledger/base/clock.h"
#include "ledger/chain/replica.h"
#include "ledger/order/orderer.h"
#include "ledger/order/submission_quota.h"

namespace mz {

// The node that cuts: its certificate's key signs batch headers.
struct Cutter {
  Certificate certificate;
  PrivateKey key;
};

// Timestamped cosignatures of the newest checkpoint by the nodes whose keys this program holds.
class ClockSource {
 public:
  virtual ~ClockSource() = default;
  virtual std::vector<ClockEvidence> evidence(const Configuration& configuration, const std::string& checkpoint, Height height,
                                              UnixSeconds now) = 0;
};

class EmbeddedOrderer final : public Orderer {
 public:
  struct Limits {
    std::size_t envelopes = 4000;
    std::size_t bytes = bounds::kBatchBytes;
    std::chrono::milliseconds age{2};
    SubmissionQuota quota;
  };
  EmbeddedOrderer(const Replica& replica, Cutter cutter, ClockSource& clocks, const Clock& clock, Limits limits);

  std::vector<Status> submit(std::span<PreparedEnvelope> envelopes) override;
  Result<std::optional<PreparedBatch>> next() override;
  void stop() override;
  std::size_t waiting() const override;

 private:
  Status check(const PreparedEnvelope& envelope, const ReplicaView& view) const;
  Result<PreparedBatch> seal(std::vector<PreparedEnvelope> envelopes);

  const Replica& m_replica;
  const Cutter m_cutter;
  ClockSource& m_clocks;
  const Clock& m_clock;
  const Limits m_limits;

  mutable std::mutex m_mutex;
  std::condition_variable m_arrived;
  std::deque<PreparedEnvelope> m_queue;
  std::size_t m_queuedBytes = 0;
  QuotaBook m_quota;
  std::chrono::steady_clock::time_point m_oldest;
  bool m_stopped = false;
  UnixSeconds m_lastEvidence;  // stepping thread
};

}  // namespace mz
