// One replica of one channel as a state machine: batches and cosignatures go in, effects come out. The same code runs on every
// node. Steps, and what is done between them, come one after the other, from whatever thread; readers have their own
// connections and the snapshots that `view` gives. Its surroundings (disk, via the VFS; threads, via preparing batches outside)
// are given from outside, so that several can be simulated in one process.
//
// A batch that is refused changes nothing. After a step that fails (disk) the replica refuses further steps; open the channel
// again: what was acknowledged is there.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "ledger/chain/block_clock.h"
#include "ledger/chain/channel_contracts.h"
#include "ledger/chain/judgement.h"
#include "ledger/chain/projection.h"
#include "ledger/chain/state_store.h"
#include "ledger/channel/configuration_history.h"
#include "ledger/format/leaf.h"

namespace mz {

// Signs checkpoints for the orgs whose node keys this program holds. Called on the stepping thread, before the block is
// durable: the signatures are written with it and leave only after.
class CheckpointSigner {
 public:
  virtual ~CheckpointSigner() = default;
  virtual std::vector<StoredSignature> sign(const Configuration& configuration, const ChannelId& channel,
                                            std::string_view checkpoint, UnixSeconds blockTime) = 0;
};

struct EnvelopeResult {
  Digest envelope;
  TransactionId id;
  std::optional<TransactionNumber> number;  // nullopt: a copy of one that was already there, dropped
  ResultCode result = ResultCode::Executed;
  std::string log;  // English, for people; never part of the ledger
};

struct BlockEffects {
  Height height;
  UnixSeconds time;
  std::vector<EnvelopeResult> results;  // in the batch's order
  std::uint64_t refused = 0;
  Digest root;
  std::uint64_t treeSize = 0;
  std::uint32_t cosigned = 0;  // orgs
  bool isFinal = false;
  std::vector<std::string> staleProjections;
};

enum class CosignatureVerdict : std::uint8_t { Added, AlreadyThere, Invalid, Divergence };

// What readers may know of a replica at one moment.
struct ReplicaView {
  ChannelId channel;
  std::shared_ptr<const Configuration> configuration;  // in force for the next block
  std::shared_ptr<const Configuration> ofNewest;       // in force while the newest block was executed: says who cosigns it
  std::shared_ptr<const ConfigurationHistory> history;
  StoredBlock newest;
  Digest root;
  std::uint64_t configurationNumber = 0;
  std::uint64_t transactions = 0, refused = 0, versions = 0;
  Height finalHeight;
  std::uint32_t cosigned = 0;
  Digest batchDigest;                   // of the newest batch; zero after genesis
  std::uint64_t divergences = 0;        // notes in which a cosigner of this channel signed another history; kept as evidence
  Height firstDivergence;               // block of the first of them
  std::vector<std::string> dissenters;  // orgs whose cosigners signed them, sorted

  // The configuration in force while a block was executed.
  Result<std::shared_ptr<const Configuration>> configurationAt(Height height) const;
};

class Replica {
 public:
  // Makes the channel's file with its genesis block, wholly or not at all: a file in which this was cut off is taken over the
  // next time. AlreadyThere where the file holds something.
  static Status create(const std::filesystem::path& file, const std::string& genesis, CheckpointSigner& signer,
                       std::string_view vfs = {});
  // NotFound: making the channel was cut off. `projections` are borrowed and must outlive the replica. A stale one is not
  // applied until it is rebuilt (projection_rebuild.h).
  static Result<std::unique_ptr<Replica>> open(const std::filesystem::path& file, std::span<Projection* const> projections,
                                               std::string_view vfs = {});
  ~Replica();

  Result<BlockEffects> step(PreparedBatch& batch, CheckpointSigner& signer);
  // Takes one node's cosignature of the checkpoint at the end of block `height`. Divergence: the cosigner signed a history that
  // is not this one, whatever block it is said to be of; the note is kept. Invalid: not a cosigner's signature, or of a block
  // that is not here (yet).
  Result<CosignatureVerdict> stepCosignature(Height height, const Checkpoint& checkpoint, const NoteSignature& signature);

  ReplicaView view() const;  // any thread
  // Why nothing more may be ordered here. Divergence: so many orgs signed another history that this one can no longer become
  // final; the replica itself still steps, so that what the network decides can be followed; whoever feeds it asks first.
  // UnsupportedVersion: the members have agreed on rules that this program does not know. Any thread.
  std::optional<Error> stopReason() const;
  const IdentityBook& identities() const { return m_identities; }  // find(): any thread
  const HashIndex& idIndex() const { return *m_ids; }              // find(): any thread
  const HashIndex& stateIndex() const { return m_state->index(); }
  const StateKeyHash& stateHash() const { return m_state->hash(); }
  const std::vector<Package>& packages() const { return m_contracts.packages(); }

  // The checkpoint at the newest block's end: what cosigners sign, again and again, to show their clocks.
  std::string newestCheckpoint() const;  // any thread

  // Runs `work` in a transaction of its own between two blocks; it may only touch what is derived from the chain. What fails is
  // undone. Any thread.
  Status betweenBlocks(const std::function<Status(Database& writer)>& work);
  // The same; then `beside`, which has been given all blocks when `work` is done, takes the projection's place, and is not
  // stale.
  Status replaceProjection(Projection& projection, Projection& beside, const std::function<Status(Database& writer)>& work);
  bool isStale(std::string_view projection) const;  // any thread

  Status checkpointFile() { return m_database->checkpoint(); }

 private:
  struct BlockWork;

  Replica() = default;
  Status load();
  Status checkHeader(const PreparedBatch& batch);
  Result<UnixSeconds> advanceClock(BlockClock& clock, const BatchHeader& header, const std::string& cutterOrg);
  Result<Digest> rootAt(const StoredBlock& block);
  Result<bool> isKnown(const TransactionId& id);
  Status openIds();
  Status keepWrites(std::span<const Write> writes, TransactionNumber number);
  Result<ConfigurationHistory> readHistory(const Genesis& genesis, Height newest);
  Status readFinality();
  Result<BlockEffects> commitBlock(PreparedBatch& batch, const Certificate& cutter, BlockClock clock, UnixSeconds time,
                                   CheckpointSigner& signer);
  Status executeBatch(BlockWork& work);
  BlockRecord recordOf(const BlockWork& work) const;
  Result<std::vector<Projection*>> applyProjections(BlockWork& work);
  Status keepDivergence(Height height, const std::string& org, const std::string& note);
  Status readDivergences();
  Status openProjections();
  // Without the lock that betweenBlocks() takes.
  Status writeApart(const std::function<Status(Database& writer)>& work);
  Status storeStale(const Projection& projection, bool stale);
  void setStale(const Projection& projection, bool stale);

  std::mutex m_stepping;  // held while something is written
  std::unique_ptr<Database> m_database;
  std::unique_ptr<ChannelTables> m_tables;
  std::unique_ptr<StateStore> m_state;
  std::unique_ptr<HashIndex> m_ids;
  std::vector<Projection*> m_projections;
  std::unordered_set<std::string> m_stale;

  ChannelId m_channel;
  ConfigurationTurn m_configuration;
  std::uint64_t m_configurationNumber = 0;
  IdentityBook m_identities;
  ChannelContracts m_contracts;
  HistoryTree m_tree;
  BlockClock m_clock;
  bool m_failed = false;

  mutable std::shared_mutex m_viewMutex;
  ReplicaView m_view;
};

// UnsupportedVersion, in a clear sentence.
Error unknownRules(std::uint32_t rules);
// The block's writes as its record has them: SHA-256 over the `writes` digests of its transaction leaves, in order.
Digest blockWritesDigest(std::span<const Digest> writes);
// What the genesis block writes, in order: its items as writes of "system".
std::vector<Write> genesisWrites(const Genesis& genesis);

}  // namespace mz
