// Drives one replica: takes batches from the orderer, steps, and tells whoever waits for an envelope what became of it, after
// the block is durable. One thread inside; all functions are safe on any thread. Once it has stopped (a failed block, another
// history signed by a cosigner, stop()) every submission is answered with the reason; reading goes on.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include "ledger/chain/replica.h"
#include "ledger/order/orderer.h"

namespace mz {

// What became of the envelopes of one submission.
class Submission {
 public:
  struct Answer {
    Status taken;                  // the cutter's answer; a refused one never gets further
    std::optional<Error> failure;  // the channel stopped before the envelope was durable
    EnvelopeResult result;
    Height height;
    UnixSeconds time;
  };
  // What the cutter's quota held back of it, in its order, with the places that it had; to be handed in again when more fits.
  // Known as soon as the submission is.
  struct HeldBack {
    std::vector<std::size_t> places;
    std::vector<PreparedEnvelope> envelopes;
  };
  HeldBack takeHeldBack() { return std::exchange(m_heldBack, {}); }
  // Waits until every envelope has an answer. The answers live as long as the submission.
  const std::vector<Answer>& wait();
  bool done() const;

 private:
  friend class ChannelRunner;
  mutable std::mutex m_mutex;
  std::condition_variable m_complete;
  std::vector<Answer> m_answers;
  std::size_t m_left = 0;
  HeldBack m_heldBack;  // the submitter's
};

class ChannelRunner {
 public:
  // Runs on the runner's thread after each durable block.
  using BlockCallback = std::function<void(const BlockEffects&)>;

  ChannelRunner(Replica& replica, std::unique_ptr<Orderer> orderer, CheckpointSigner& signer, BlockCallback onBlock);
  ~ChannelRunner();  // stops

  std::shared_ptr<Submission> submit(std::vector<PreparedEnvelope> envelopes);
  // Runs `work` between two blocks with the replica to itself, and waits for it.
  void betweenBlocks(const std::function<void(Replica&)>& work);
  std::optional<Error> stopped() const;  // why it takes no more calls
  // Executes what is queued and ends the thread: neither signer nor callback is used afterwards. Not from the callback.
  void stop();

 private:
  struct Waiter {
    std::shared_ptr<Submission> submission;
    std::size_t index;
  };
  void run();
  void failAll(const Error& error);

  Replica& m_replica;
  std::unique_ptr<Orderer> m_orderer;
  CheckpointSigner& m_signer;
  BlockCallback m_onBlock;
  std::mutex m_stepping;  // held while the replica steps
  std::mutex m_ending;    // held while the thread is waited for
  mutable std::mutex m_mutex;
  std::unordered_multimap<Digest, Waiter> m_waiters;
  std::optional<Error> m_stopped;
  std::thread m_thread;
};

}  // namespace mz
