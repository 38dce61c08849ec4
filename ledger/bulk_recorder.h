// Records many calls of one contract, in order: signs on all cores, submits, and hands each answer over when its block is
// durable. Where the node's quota holds calls back it waits and hands them in again. One thread calls run(), as often as it
// likes.
#pragma once

#include <functional>
#include <vector>

#include "ledger/base/clock.h"
#include "ledger/base/progress.h"
#include "ledger/channel_queries.h"
#include "ledger/identity/keystore.h"
#include "ledger/order/channel_runner.h"

namespace mz {

struct PendingCall {
  std::string function;
  std::string arguments;   // canonical JSON
  std::string knownKey;    // a state key of the contract that exists when this was recorded before; empty: not looked up
  std::size_t signer = 0;  // index into the recorder's signers
};

struct RecordedCall {
  bool alreadyThere = false;  // not submitted: knownKey exists
  TransactionId id;
  Height height;
  ResultCode result = ResultCode::Executed;
  std::string resultName;
};

class BulkRecorder {
 public:
  struct Signer {
    Fingerprint certificate;
    PrivateKey key;
  };
  // Gives the next calls; an empty vector ends.
  using Source = std::function<Result<std::vector<PendingCall>>()>;
  // Gets the answers in the order of the calls.
  using Sink = std::function<Status(std::span<const RecordedCall>)>;

  BulkRecorder(const Replica& replica, const ChannelQueries& queries, ChannelRunner& runner, WorkPool& pool, const Clock& clock,
               std::string contract, std::vector<Signer> signers);

  // Cancelled: what was submitted until then is recorded and reported first.
  Status run(const Source& source, const Sink& sink, const Progress& progress);

 private:
  struct Piece;
  void prepare(Piece& piece) const;
  Status submit(Piece& piece, const std::function<Status(Submission&)>& makeRoom, const Progress& progress) const;
  Status finish(Piece& piece, const Sink& sink) const;

  const Replica& m_replica;
  const ChannelQueries& m_queries;
  ChannelRunner& m_runner;
  WorkPool& m_pool;
  const Clock& m_clock;
  const std::string m_contract;
  const std::vector<Signer> m_signers;
};

}  // namespace mz
