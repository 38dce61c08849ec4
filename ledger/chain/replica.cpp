#include "ledger/chain/replica.h"

#include <algorithm>
#include <cstring>
#include <mutex>

#include "ledger/chain/finality.h"
#include "ledger/channel/system_contract.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

class StoredStateView final : public StateView {
 public:
  explicit StoredStateView(StateStore& state) : m_state(state) {}
  Result<std::optional<std::string>> get(std::string_view key) override { return m_state.get(key); }
  Result<std::vector<std::pair<std::string, std::string>>> range(std::string_view prefix, std::string_view from,
                                                                 std::string_view to, std::size_t limit) override {
    return m_state.range(prefix, from, to, limit);
  }

 private:
  StateStore& m_state;
};

std::unexpected<Error> refuseBatch(ErrorCode code, const std::string& why) {
  return std::unexpected(Error(code, "the batch was not accepted: " + why).with("reason", why));
}

}  // namespace

Digest blockWritesDigest(std::span<const Digest> writes) {
  Sha256 hash;
  for (const Digest& digest : writes) hash.update(digest.view());
  return hash.finish();
}

std::vector<Write> genesisWrites(const Genesis& genesis) {
  std::vector<Write> writes;
  for (const auto& [key, value] : genesis.items) writes.push_back({std::string(kSystemContract), key, value.serialize()});
  return writes;
}

Error unknownRules(std::uint32_t rules) {
  return Error(ErrorCode::UnsupportedVersion, "the channel runs under rules version " + std::to_string(rules) +
                                                  ", which this program does not know; a newer program is needed")
      .with("rules", std::to_string(rules));
}

Result<std::shared_ptr<const Configuration>> ReplicaView::configurationAt(Height height) const {
  if (height == newest.height) return ofNewest;
  if (history->isNewest(height)) return configuration;
  MZ_TRY(Configuration then, history->at(height));
  return std::make_shared<const Configuration>(std::move(then));
}

Replica::~Replica() = default;

Status Replica::create(const std::filesystem::path& file, const std::string& genesisText, CheckpointSigner& signer,
                       std::string_view vfs) {
  MZ_TRY(const Genesis genesis, Genesis::parse(genesisText));
  const auto channel = ChannelId::fromView(sha256(bytesOf(genesisText)).view());
  const std::vector<Write> writes = genesisWrites(genesis);
  Configuration configuration;
  IdentityBook identities;
  for (const Write& write : writes) {
    MZ_CHECK(configuration.apply(write.key, write.value));
    MZ_CHECK(identities.apply(write.key, write.value));
  }
  if (configuration.rules() == 0 || configuration.name().empty())
    return fail(ErrorCode::Malformed, "the genesis lacks the item channel or rules");
  if (const auto strange = configuration.strangeItem())
    return fail(ErrorCode::Malformed, "the genesis has the item " + *strange + ", which its rules version does not know");

  MZ_TRY(Database database, Database::open(file, OpenMode::Create, vfs));
  ChannelTables tables(database);
  // In one transaction with the tables: a file in which creating was cut off has none, and is made anew the next time.
  MZ_CHECK(database.begin());
  MZ_CHECK(ChannelTables::create(database));
  MZ_CHECK(HashIndex::createTables(database, "state"));
  MZ_CHECK(HashIndex::createTables(database, "ids"));
  Bytes stateKey(16);
  SystemRandom().fill(stateKey);
  MZ_CHECK(tables.setMeta("state_key", stateKey));
  MZ_CHECK(tables.setMeta("channel", channel->view()));
  MZ_TRY(Statement insert, database.prepare("INSERT INTO genesis(id, text) VALUES(0, ?1)"));
  insert.bindText(1, genesisText);
  MZ_CHECK(insert.run());

  MZ_TRY(StateStore state, StateStore::open(tables));
  for (const Write& write : writes)
    MZ_CHECK(state.put(std::string(kSystemContract) + "/" + write.key, write.value, kGenesisTransaction, true));

  const Digest digest = writesDigest(writes);
  BlockRecord record;
  record.channel = *channel;
  record.time = genesis.time;
  record.rules = configuration.rules();
  record.transactions = 1;
  record.writes = blockWritesDigest(std::span(&digest, 1));
  StoredBlock block;
  block.time = genesis.time;
  block.record = formatLeaf(record);
  HistoryTree tree;
  tree.append(leafHash(bytesOf(formatLeaf(GenesisLeaf{genesis.time, Digest{channel->bytes}, digest}))));
  tree.append(leafHash(bytesOf(block.record)));
  MZ_CHECK(tables.insertTiles(tree.takeChangedTiles()));
  MZ_CHECK(tables.insertBlock(block));
  const std::string checkpoint = Checkpoint{configuration.origin(*channel), tree.size(), tree.root()}.format();
  MZ_CHECK(tables.insertSignatures(Height(0), signer.sign(configuration, *channel, checkpoint, genesis.time)));
  MZ_CHECK(state.storeIndex());
  return database.commit();
}

ReplicaView Replica::view() const {
  const std::shared_lock lock(m_viewMutex);
  return m_view;
}

std::string Replica::newestCheckpoint() const {
  const std::shared_lock lock(m_viewMutex);
  return Checkpoint{m_view.configuration->origin(m_channel), m_view.newest.treeSize(), m_view.root}.format();
}

Status Replica::checkHeader(const PreparedBatch& prepared) {
  const BatchHeader& header = prepared.batch.header;
  if (header.channel != m_channel) return refuseBatch(ErrorCode::WrongChannel, "it is of another channel");
  if (header.epoch != 1) return refuseBatch(ErrorCode::Malformed, "its epoch is not the channel's");
  if (header.number.value != m_view.newest.height.value + 1)
    return refuseBatch(ErrorCode::InvalidArgument, "batch " + std::to_string(m_view.newest.height.value + 1) +
                                                       " comes next, not " + std::to_string(header.number.value));
  if (prepared.envelopes.size() > bounds::kBatchEnvelopes) return refuseBatch(ErrorCode::TooLarge, "it has too many envelopes");
  std::size_t bytes = 0;
  for (const PreparedEnvelope& envelope : prepared.envelopes) bytes += envelope.bytes.size();
  if (bytes > bounds::kBatchBytes) return refuseBatch(ErrorCode::TooLarge, "its envelopes are larger than 1 MB");
  if (header.previous != m_view.batchDigest) return refuseBatch(ErrorCode::Divergence, "it does not name the batch before it");
  std::vector<Digest> digests;
  digests.reserve(prepared.envelopes.size());
  for (const PreparedEnvelope& envelope : prepared.envelopes) digests.push_back(envelope.digest);
  if (header.count != digests.size() || header.content != contentDigest(digests))
    return refuseBatch(ErrorCode::Malformed, "its header does not cover its envelopes");
  const auto cutter = m_identities.find(header.cutter);
  if (!cutter || (cutter->subject().role != Role::Node && cutter->subject().role != Role::Orderer))
    return refuseBatch(ErrorCode::NotEnrolled, "its cutter is not a node of this channel");
  if (!cutter->publicKey().verify(prepared.batch.headerBytes, prepared.batch.signature))
    return refuseBatch(ErrorCode::BadSignature, "its cutter's signature does not verify");
  return {};
}

Result<Digest> Replica::rootAt(const StoredBlock& block) {
  if (block.height == m_view.newest.height) return m_view.root;
  return treeRoot(*m_tables, block.treeSize());
}

Result<UnixSeconds> Replica::advanceClock(BlockClock& clock, const BatchHeader& header, const std::string& cutterOrg) {
  return clock.advance(header, cutterOrg, m_configuration.inForce(), m_view.newest.time,
                       [this](Height height) -> Result<std::optional<std::string>> {
                         if (height > m_view.newest.height) return std::nullopt;
                         MZ_TRY(const auto block, m_tables->block(height));
                         if (!block) return std::nullopt;
                         MZ_TRY(const Digest root, rootAt(*block));
                         return Checkpoint{m_configuration.inForce().origin(m_channel), block->treeSize(), root}.format();
                       });
}

Result<bool> Replica::isKnown(const TransactionId& id) {
  bool known = false;
  MZ_CHECK(m_ids->find(*m_database, idPrefix(id), [&](std::uint64_t number) -> Result<bool> {
    MZ_TRY(const auto stored, m_tables->transaction(TransactionNumber(number)));
    if (!stored) return true;
    const auto envelope = decodeEnvelope(stored->envelope);
    known = envelope && envelope->id() == id;
    return !known;
  }));
  return known;
}

Status Replica::keepWrites(std::span<const Write> writes, TransactionNumber number) {
  for (const Write& write : writes) {
    const auto contract = m_contracts.table().find(write.contract);
    const bool ordered = contract != m_contracts.table().end() && isOrderedKey(*contract->second, write.key);
    std::string full;
    full.reserve(write.contract.size() + 1 + write.key.size());
    full.append(write.contract).append(1, '/').append(write.key);
    MZ_CHECK(m_state->put(full, write.value, number, ordered));
    if (write.contract == kSystemContract) MZ_CHECK(m_configuration.write(write.key, write.value, m_identities));
  }
  return {};
}

Result<BlockEffects> Replica::step(PreparedBatch& batch, CheckpointSigner& signer) {
  const std::lock_guard stepping(m_stepping);
  if (m_failed) return fail(ErrorCode::Io, "this channel stopped after a disk error; open it again");
  if (const std::uint32_t rules = m_configuration.inForce().rules(); rules > kRulesVersion)
    return std::unexpected(unknownRules(rules));
  // What is signed and kept are the bytes, so they are what counts.
  auto header = decodeBatchHeader(batch.batch.headerBytes);
  if (!header) return refuseBatch(ErrorCode::Malformed, header.error().detail);
  batch.batch.header = std::move(*header);
  MZ_CHECK(checkHeader(batch));
  // Until here and for the cutter's certificate nothing is changed: a batch that is refused leaves the way free for the right
  // one.
  const auto cutter = m_identities.find(batch.batch.header.cutter);
  BlockClock clock = m_clock;
  MZ_TRY(const UnixSeconds time, advanceClock(clock, batch.batch.header, cutter->subject().org));
  if (const ResultCode verdict = m_identities.judge(*cutter, m_configuration.inForce(), time); verdict != ResultCode::Executed)
    return refuseBatch(ErrorCode::CertificateInvalid,
                       "its cutter's certificate may not sign at this time (" + std::string(resultName(verdict)) + ")");
  MZ_CHECK(m_database->begin());
  auto effects = commitBlock(batch, *cutter, std::move(clock), time, signer);
  if (!effects) {
    m_failed = true;
    m_database->rollback();
  }
  return effects;
}

// What is collected while one batch becomes a block.
struct Replica::BlockWork {
  PreparedBatch& batch;
  const Certificate& cutter;
  StoredBlock block;
  BlockEffects effects;
  std::vector<CallOutcome> outcomes;  // that `executed` refers to
  std::vector<ExecutedTransaction> executed;
  std::vector<Digest> writes;
};

Result<BlockEffects> Replica::commitBlock(PreparedBatch& batch, const Certificate& cutter, BlockClock clock, UnixSeconds time,
                                          CheckpointSigner& signer) {
  MZ_TRY(Statement * keepClock, m_tables->statement("INSERT OR REPLACE INTO clock(org, time) VALUES(?1, ?2)"));
  for (const auto& [org, newest] : clock.changed()) {
    keepClock->bindText(1, org).bindInteger(2, newest.value);
    MZ_CHECK(keepClock->run());
  }

  BlockWork work{batch, cutter, {}, {}, {}, {}, {}};
  StoredBlock& block = work.block;
  BlockEffects& effects = work.effects;
  effects.height = block.height = m_view.newest.height.next();
  effects.time = block.time = time;
  block.firstTransaction = TransactionNumber(m_view.transactions);
  block.refusedBefore = m_view.refused;
  block.firstVersion = m_state->versions();
  block.header = std::move(batch.batch.headerBytes);
  block.headerSignature = std::move(batch.batch.signature);

  MZ_CHECK(executeBatch(work));
  effects.refused = block.refused;
  if (m_configuration.changed()) ++m_configurationNumber;
  const BlockRecord record = recordOf(work);
  block.record = formatLeaf(record);
  m_tree.append(leafHash(bytesOf(block.record)));

  MZ_CHECK(m_tables->insertBlock(block));
  MZ_CHECK(m_tables->insertTiles(m_tree.takeChangedTiles()));
  MZ_CHECK(m_ids->store(*m_database, block.firstTransaction.value + block.transactions));
  MZ_CHECK(m_state->storeIndex());
  MZ_TRY(const std::vector<Projection*> applied, applyProjections(work));

  effects.root = m_tree.root();
  effects.treeSize = m_tree.size();
  const std::string checkpoint =
      Checkpoint{m_configuration.inForce().origin(m_channel), effects.treeSize, effects.root}.format();
  const std::vector<StoredSignature> signatures = signer.sign(m_configuration.inForce(), m_channel, checkpoint, effects.time);
  MZ_CHECK(m_tables->insertSignatures(effects.height, signatures));
  effects.cosigned = countCosigningOrgs(m_configuration.inForce(), signatures);
  effects.isFinal = isFinal(m_configuration.inForce(), effects.cosigned);

  std::shared_ptr<const Configuration> configuration = m_view.configuration;
  std::shared_ptr<const ConfigurationHistory> history = m_view.history;
  const std::shared_ptr<const Configuration> executedUnder = configuration;
  if (m_configuration.changed()) {
    MZ_TRY(std::vector<ItemWrite> writes, m_configuration.turn(m_identities));
    MZ_CHECK(m_contracts.bind(m_channel, m_configuration, m_identities));
    configuration = std::make_shared<const Configuration>(m_configuration.inForce());
    ConfigurationHistory longer = *history;
    longer.add(effects.height, std::move(writes));
    history = std::make_shared<const ConfigurationHistory>(std::move(longer));
  }

  MZ_CHECK(m_database->commit());
  for (Projection* projection : applied) projection->committed();
  m_clock = std::move(clock);

  const std::unique_lock lock(m_viewMutex);
  m_view.transactions = block.firstTransaction.value + block.transactions;
  m_view.refused = block.refusedBefore + block.refused;
  m_view.versions = m_state->versions();
  m_view.root = effects.root;
  m_view.cosigned = effects.cosigned;
  m_view.batchDigest = record.batchDigest;
  m_view.configurationNumber = m_configurationNumber;
  m_view.configuration = std::move(configuration);
  m_view.ofNewest = executedUnder;
  m_view.history = std::move(history);
  if (effects.isFinal) m_view.finalHeight = effects.height;
  m_view.newest = std::move(block);
  return std::move(work.effects);
}

// Judges and executes the batch's envelopes one after the other: results, state and leaves. A copy of a known id is dropped.
Status Replica::executeBatch(BlockWork& work) {
  StoredBlock& block = work.block;
  BlockEffects& effects = work.effects;
  StoredStateView stateView(*m_state);
  CallExecutor executor(stateView, m_contracts.table());
  work.outcomes.reserve(work.batch.envelopes.size());
  std::vector<StoredTransaction> chunk;
  std::vector<std::uint64_t> chunkIds;
  std::unordered_set<TransactionId> seenHere;

  const auto flushChunk = [&]() -> Status {
    if (chunk.empty()) return {};
    MZ_CHECK(m_tables->insertChunk(effects.height, chunk, chunkIds));
    chunk.clear();
    chunkIds.clear();
    return {};
  };

  for (std::size_t i = 0; i < work.batch.envelopes.size(); ++i) {
    PreparedEnvelope& prepared = work.batch.envelopes[i];
    EnvelopeResult result;
    result.envelope = prepared.digest;
    result.id = prepared.id;
    ResultCode code = judgeForm(prepared, m_channel, m_configuration.inForce(), effects.time);
    if (code == ResultCode::Executed) {
      bool known = seenHere.contains(prepared.id);
      if (!known) {
        MZ_TRY(known, isKnown(prepared.id));
      }
      if (known) {
        block.dropped.push_back({static_cast<std::uint32_t>(i), prepared.digest});
        effects.results.push_back(std::move(result));
        continue;
      }
      code = judgeSigner(prepared, m_identities, m_configuration.inForce(), effects.time);
    }

    StoredTransaction stored;
    stored.number = TransactionNumber(block.firstTransaction.value + block.transactions);
    stored.firstVersion = m_state->versions();
    if (isCutterFault(code)) {
      stored.result = code;
      stored.digest = prepared.digest;
      const RejectedLeaf leaf{effects.height, effects.time, prepared.digest, code, work.cutter.fingerprint()};
      m_tree.append(leafHash(bytesOf(formatLeaf(leaf))));
      chunkIds.push_back(0);
    } else {
      seenHere.insert(prepared.id);
      MZ_TRY(CallOutcome outcome, execute(executor, prepared, m_configuration.inForce(), effects.time));
      code = outcome.code;
      result.log = outcome.log;
      MZ_CHECK(keepWrites(outcome.writes, stored.number));
      stored.result = code;
      stored.writes = static_cast<std::uint32_t>(outcome.writes.size());
      if (!outcome.events.empty()) stored.events = serializeEvents(outcome.events);
      const TransactionLeaf leaf{effects.height,
                                 effects.time,
                                 prepared.id,
                                 prepared.digest,
                                 code,
                                 writesDigest(outcome.writes),
                                 eventsDigest(outcome.events)};
      m_tree.append(leafHash(bytesOf(formatLeaf(leaf))));
      work.writes.push_back(leaf.writes);
      const std::uint64_t prefix = idPrefix(prepared.id);
      m_ids->insert(prefix, stored.number.value);
      chunkIds.push_back(prefix);
      stored.envelope = std::move(prepared.bytes);
      const CallOutcome& kept = work.outcomes.emplace_back(std::move(outcome));
      work.executed.push_back(
          {stored.number, effects.height, effects.time, &prepared.envelope, code, kept.writes, kept.events});
    }
    result.number = stored.number;
    result.result = code;
    if (code != ResultCode::Executed) ++block.refused;
    ++block.transactions;
    effects.results.push_back(std::move(result));
    chunk.push_back(std::move(stored));
    if (chunk.size() == kTransactionsPerChunk) MZ_CHECK(flushChunk());
  }
  return flushChunk();
}

BlockRecord Replica::recordOf(const BlockWork& work) const {
  BlockRecord record;
  record.channel = m_channel;
  record.height = work.block.height;
  record.batch = work.batch.batch.header.number;
  record.batchDigest = sha256(work.block.header);
  record.previous = sha256(bytesOf(m_view.newest.record));
  record.time = work.block.time;
  record.configuration = m_configurationNumber;
  record.rules = m_configuration.inForce().rules();
  record.transactions = work.block.transactions;
  record.writes = blockWritesDigest(work.writes);
  return record;
}

// Those that took the block. One that fails is marked stale, and stops nothing.
Result<std::vector<Projection*>> Replica::applyProjections(BlockWork& work) {
  std::vector<Projection*> applied;
  for (Projection* projection : m_projections) {
    if (m_stale.contains(std::string(projection->name()))) continue;
    MZ_CHECK(m_database->savepoint("projection"));
    if (projection->apply(work.executed, *m_database)) {
      MZ_CHECK(m_database->releaseSavepoint("projection"));
      applied.push_back(projection);
    } else {
      MZ_CHECK(m_database->rollbackToSavepoint("projection"));
      MZ_CHECK(m_database->releaseSavepoint("projection"));
      MZ_CHECK(storeStale(*projection, true));
      setStale(*projection, true);
      work.effects.staleProjections.emplace_back(projection->name());
    }
  }
  return applied;
}

}  // namespace mz
