#include "ledger/chain/audit.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <deque>

#include "ledger/chain/audit_state.h"
#include "ledger/chain/replica.h"
#include "ledger/channel/system_contract.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

constexpr std::size_t kMostDamages = 1000;
constexpr std::size_t kChunksAhead = 64;

// A chunk whose envelopes are decoded and whose signatures are verified ahead of execution, on the pool.
struct AheadChunk {
  TransactionNumber first;
  Height height;
  std::uint64_t firstVersion = 0;
  std::size_t count = 0;
  Bytes data, ids;
  Chunk chunk;
  std::vector<PreparedEnvelope> envelopes;
  WorkPool::Group ready;
};

// A scratch file for rebuilding read models, gone at the end.
class ScratchDatabase {
 public:
  static Result<std::unique_ptr<ScratchDatabase>> make() {
    std::string pattern = (std::filesystem::temp_directory_path() / "mingzhang-audit-XXXXXX").string();
    if (!mkdtemp(pattern.data())) return fail(ErrorCode::Io, "no temporary directory can be made");
    std::unique_ptr<ScratchDatabase> scratch(new ScratchDatabase(pattern));
    MZ_TRY(Database opened, Database::open(scratch->m_directory / "models", OpenMode::Create));
    scratch->database = std::make_unique<Database>(std::move(opened));
    return scratch;
  }
  ~ScratchDatabase() {
    database.reset();
    std::error_code ignored;
    std::filesystem::remove_all(m_directory, ignored);
  }
  std::unique_ptr<Database> database;

 private:
  explicit ScratchDatabase(std::filesystem::path directory) : m_directory(std::move(directory)) {}
  std::filesystem::path m_directory;
};

class Auditor {
 public:
  Auditor(Database database, std::string channel, ChannelId expected, std::span<Projection* const> models, WorkPool& pool,
          const Progress& progress, const AuditWatch& watch)
      : m_database(std::move(database)),
        m_tables(m_database),
        m_state(m_tables),
        m_models(models),
        m_pool(pool),
        m_progress(progress),
        m_watch(watch) {
    m_report.channel = std::move(channel);
    m_channel = expected;
  }
  ~Auditor() {
    for (const auto& ahead : m_ahead) m_pool.finish(ahead->ready);
  }

  Result<AuditReport> run();

 private:
  struct Place {
    std::optional<Height> height;
    std::optional<TransactionNumber> transaction;
    std::optional<TransactionId> id;
  };
  struct BlockWork {  // one block's transactions while they are gone through
    StoredBlock stored;
    std::vector<StoredTransaction> transactions;
    std::vector<PreparedEnvelope> envelopes;
    std::vector<Digest> computed;        // leaf hashes from the bytes
    std::vector<Digest> writes;          // digests of the transaction leaves
    std::vector<CallOutcome> outcomes;   // of those with an envelope
    std::vector<std::size_t> outcomeOf;  // index into outcomes, or npos
    std::vector<bool> unreadable;        // of transactions whose chunk is lost
  };
  // A sum over entries that does not depend on their order.
  struct EntrySum {
    std::uint64_t sum = 0, entries = 0;
    void add(std::uint64_t hash, std::uint64_t row);
    bool operator==(const EntrySum&) const = default;
  };
  struct IndexCheck {
    std::optional<HashIndex> index;
    EntrySum expected;  // of the rows that the index should have stored
    void add(std::uint64_t hash, std::uint64_t row) {
      if (index && row < index->storedRows()) expected.add(hash, row);
    }
  };

  void damage(Place place, std::string part, std::string detail);
  bool note(const Status& status, Place place, const std::string& part);
  Status checkGenesis();
  Status startReadingAhead(Height last);
  Status readAhead();
  Status checkBlock(Height height);
  Status gather(BlockWork& work);
  void keepPlaces(BlockWork& work, std::uint64_t until);
  void checkHeader(const BlockWork& work, std::string& cutterOrg, UnixSeconds& time, BatchHeader& header);
  Status checkTransactions(BlockWork& work, UnixSeconds time, const Fingerprint& cutter);
  Status checkTransaction(BlockWork& work, std::size_t i, UnixSeconds time, CallExecutor& executor);
  Status keepWrite(const Write& write, bool& configurationChanged);
  Status skipVersions(std::uint64_t until, Height height);
  void compareVersions(const CallOutcome& outcome, const StoredTransaction& stored, Place place);
  Status checkTree(BlockWork& work, const std::string& record);
  std::vector<bool> compareTiles(std::span<const Tile> tiles, LeafIndex firstLeaf, std::uint64_t leaves, Height height);
  Result<bool> checkSignatures(Height height, std::uint64_t size, const Digest& root, bool report);
  Status checkOrdered();
  void openIndex(IndexCheck& check, const std::string& name);
  void checkIndex(const IndexCheck& check, const std::string& name, std::uint64_t rows);
  Status checkNothingBehind();
  Status checkClocks();
  Status feedModels(const BlockWork& work);
  Status checkModels();

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  Database m_database;
  ChannelTables m_tables;
  AuditState m_state;
  std::span<Projection* const> m_models;
  WorkPool& m_pool;
  const Progress& m_progress;
  const AuditWatch& m_watch;
  AuditReport m_report;

  ChannelId m_channel;
  Configuration m_configuration;
  std::uint64_t m_configurationNumber = 0;
  IdentityBook m_identities;
  ChannelContracts m_contracts;
  BlockClock m_clock;
  HistoryTree m_tree;
  std::vector<std::pair<std::uint64_t, Digest>> m_recentRoots;  // tree size, root: for clock evidence
  std::string m_previousRecord;
  Digest m_previousBatch;
  UnixSeconds m_time;
  std::uint64_t m_nextTransaction = 0, m_nextVersion = 0, m_total = 0;
  std::optional<std::uint64_t> m_refused = 0;  // nullopt after a block whose count is not known
  StateKeyHash m_stateHash;
  IndexCheck m_stateIndex, m_idIndex;

  std::unique_ptr<Statement> m_chunkScan;
  std::deque<std::unique_ptr<AheadChunk>> m_ahead;
  bool m_scanEnded = false;
  std::unique_ptr<ScratchDatabase> m_scratch;
};

void Auditor::damage(Place place, std::string part, std::string detail) {
  if (m_report.damages.size() >= kMostDamages) {
    m_report.more = true;
    return;
  }
  m_report.damages.push_back({m_report.channel, place.height, place.transaction, place.id, std::move(part), std::move(detail)});
  m_watch.damaged(m_report.damages.back());
}

bool Auditor::note(const Status& status, Place place, const std::string& part) {
  if (!status) damage(place, part, status.error().detail);
  return status.has_value();
}

Status Auditor::checkGenesis() {
  MZ_TRY(const auto text, m_tables.genesis());
  if (!text) return fail(ErrorCode::Damaged, "the genesis block is missing");
  if (sha256(bytesOf(*text)).bytes != m_channel.bytes)
    return fail(ErrorCode::Damaged, "the genesis block is not the one that the channel id names");
  MZ_TRY(const Genesis genesis, Genesis::parse(*text));
  MZ_CHECK(m_contracts.take(genesis));
  const std::vector<Write> writes = genesisWrites(genesis);
  for (const Write& write : writes) {
    MZ_CHECK(m_configuration.apply(write.key, write.value));
    MZ_CHECK(m_identities.apply(write.key, write.value));
    const std::string key = std::string(kSystemContract) + "/" + write.key;
    const auto stored = m_tables.version(m_nextVersion);
    if (!stored || !*stored || (*stored)->key != key || (*stored)->value != write.value ||
        (*stored)->transaction != kGenesisTransaction)
      damage({Height(0), {}, {}}, "state", "item " + write.key + " of the genesis block is stored differently");
    m_stateIndex.add(m_stateHash(key), m_nextVersion);
    MZ_CHECK(m_state.put(key, write.value, m_nextVersion++, true));
  }
  MZ_CHECK(m_contracts.bind(m_configuration, m_identities));

  const Digest digest = writesDigest(writes);
  BlockRecord record;
  record.channel = m_channel;
  record.time = genesis.time;
  record.rules = m_configuration.rules();
  record.transactions = 1;
  record.writes = blockWritesDigest(std::span(&digest, 1));
  BlockWork work;
  const auto stored = m_tables.block(Height(0));
  if (!stored || !*stored)
    damage({Height(0), {}, {}}, "block", "the record of the genesis block is missing or not readable");
  else
    work.stored = **stored;
  work.computed = {leafHash(bytesOf(formatLeaf(GenesisLeaf{genesis.time, Digest{m_channel.bytes}, digest})))};
  m_time = genesis.time;
  return checkTree(work, formatLeaf(record));
}

Status Auditor::startReadingAhead(Height last) {
  m_report.height = last;
  MZ_TRY(Statement scan,
         m_database.prepare("SELECT first, transactions, height, first_version, data, ids FROM chunk WHERE first >= ?1 "
                            "ORDER BY first"));
  m_chunkScan = std::make_unique<Statement>(std::move(scan));
  m_chunkScan->bindInteger(1, 0);
  return {};
}

Status Auditor::readAhead() {
  while (!m_scanEnded && m_ahead.size() < kChunksAhead) {
    const auto row = m_chunkScan->step();
    if (!row) {
      m_scanEnded = true;  // what lies behind is reported as missing, block by block
      return std::unexpected(row.error());
    }
    if (!*row) {
      m_scanEnded = true;
      return {};
    }
    auto ahead = std::make_unique<AheadChunk>();
    ahead->first = TransactionNumber(static_cast<std::uint64_t>(m_chunkScan->integer(0)));
    // A count that no writer gives is damage, and is not believed.
    ahead->count = std::min(static_cast<std::size_t>(m_chunkScan->integer(1)), kTransactionsPerChunk + 1);
    ahead->height = Height(static_cast<std::uint64_t>(m_chunkScan->integer(2)));
    ahead->firstVersion = static_cast<std::uint64_t>(m_chunkScan->integer(3));
    const ByteView data = m_chunkScan->blob(4), ids = m_chunkScan->blob(5);
    ahead->data.assign(data.begin(), data.end());
    ahead->ids.assign(ids.begin(), ids.end());
    AheadChunk* raw = ahead.get();
    m_ahead.push_back(std::move(ahead));
    m_pool.post(raw->ready, [this, raw] {
      auto chunk = ChannelTables::decodeChunk(raw->first, raw->height, raw->firstVersion, raw->count, raw->data, true);
      raw->data.clear();
      if (!chunk) {
        raw->chunk.damaged = true;
        return;
      }
      raw->chunk = std::move(*chunk);
      for (const StoredTransaction& stored : raw->chunk.transactions)
        raw->envelopes.push_back(stored.envelope.empty() ? PreparedEnvelope() : prepareEnvelope(stored.envelope, m_identities));
    });
  }
  return {};
}

// Keeps places where nothing could be read, so that what follows is not misjudged.
void Auditor::keepPlaces(BlockWork& work, std::uint64_t until) {
  while (m_nextTransaction + work.transactions.size() < until && work.transactions.size() < bounds::kBatchEnvelopes) {
    StoredTransaction unreadable;
    unreadable.number = TransactionNumber(m_nextTransaction + work.transactions.size());
    unreadable.result = ResultCode::Malformed;
    work.transactions.push_back(std::move(unreadable));
    work.envelopes.emplace_back();
    work.envelopes.back().form = ResultCode::Malformed;
    work.unreadable.push_back(true);
  }
}

Status Auditor::gather(BlockWork& work) {
  const Place place{work.stored.height, {}, {}};
  const std::uint64_t end = m_nextTransaction + work.stored.transactions;
  std::uint64_t expected = m_nextTransaction;
  while (expected < end) {
    if (const auto read = readAhead(); !read) damage(place, "block", read.error().detail);
    if (m_ahead.empty() || m_ahead.front()->first.value >= end) break;
    m_pool.finish(m_ahead.front()->ready);
    const std::unique_ptr<AheadChunk> ahead = std::move(m_ahead.front());
    m_ahead.pop_front();
    // No chunk reaches into the next block, whatever its row says.
    const std::uint64_t chunkEnd = std::min(ahead->first.value + ahead->count, end);
    if (ahead->first.value != expected || ahead->height != work.stored.height)
      damage({work.stored.height, ahead->first, {}}, "block", "transactions are numbered or placed wrongly");
    if (ahead->first.value + ahead->count > end) damage(place, "block", "the block has more transactions than its row says");
    if (ahead->chunk.damaged) {
      const std::uint64_t readable = ahead->first.value + ahead->chunk.transactions.size();
      for (std::uint64_t n = readable; n < chunkEnd; ++n)
        damage({work.stored.height, TransactionNumber(n), {}}, "envelope", "the transaction's stored bytes cannot be read");
      if (ahead->chunk.transactions.size() == ahead->count)
        damage({work.stored.height, ahead->first, {}}, "envelope",
               "the stored bytes of this group of " + std::to_string(ahead->count) + " transactions have changed");
    }
    std::size_t i = 0;
    for (StoredTransaction& stored : ahead->chunk.transactions) {
      std::uint64_t prefix = 0, kept = 0;
      if (!stored.envelope.empty()) std::memcpy(&prefix, ahead->envelopes[i].id.bytes.data(), 8);
      if (ahead->ids.size() >= (i + 1) * 8) std::memcpy(&kept, ahead->ids.data() + i * 8, 8);
      if (kept != prefix || ahead->ids.size() != ahead->count * 8)
        damage({work.stored.height, stored.number, ahead->envelopes[i].id}, "index", "the id is listed differently");
      if (prefix != 0) m_idIndex.add(prefix, stored.number.value);
      work.envelopes.push_back(std::move(ahead->envelopes[i++]));
      work.transactions.push_back(std::move(stored));
      work.unreadable.push_back(false);
    }
    expected = chunkEnd;
    keepPlaces(work, expected);
  }
  if (expected < end) keepPlaces(work, end);
  if (expected != end) damage(place, "block", "transactions of the block are missing, from number " + std::to_string(expected));
  return {};
}

void Auditor::checkHeader(const BlockWork& work, std::string& cutterOrg, UnixSeconds& time, BatchHeader& header) {
  const Place place{work.stored.height, {}, {}};
  auto decoded = decodeBatchHeader(work.stored.header);
  if (!decoded) return damage(place, "block", "the batch header is not readable: " + decoded.error().detail);
  header = std::move(*decoded);
  if (header.channel != m_channel || header.number.value != work.stored.height.value || header.previous != m_previousBatch)
    damage(place, "block", "the batch header does not continue the batch before");
  const auto cutter = m_identities.find(header.cutter);
  if (!cutter || (cutter->subject().role != Role::Node && cutter->subject().role != Role::Orderer))
    return damage(place, "block", "the batch's cutter is not a node of this channel");
  cutterOrg = cutter->subject().org;
  ++m_report.signatures;
  const bool isSigned = cutter->publicKey().verify(work.stored.header, work.stored.headerSignature);
  if (!isSigned) damage(place, "block", "the cutter's signature of the batch does not verify");

  std::vector<Digest> content;
  auto dropped = work.stored.dropped.begin();
  std::size_t next = 0;
  while (content.size() < header.count) {
    if (dropped != work.stored.dropped.end() && dropped->position == content.size()) {
      content.push_back((dropped++)->envelope);
    } else if (next < work.transactions.size()) {
      content.push_back(work.transactions[next].envelope.empty() ? work.transactions[next].digest
                                                                 : work.envelopes[next].digest);
      ++next;
    } else {
      break;
    }
  }
  if (content.size() != header.count || next != work.transactions.size() || contentDigest(content) != header.content)
    damage(place, "block", "the batch's envelopes are not the ones that its header covers");

  const BlockClock before = m_clock;
  const auto at =
      m_clock.advance(header, cutterOrg, m_configuration, m_time, [this](Height height) -> Result<std::optional<std::string>> {
        MZ_TRY(const auto block, m_tables.block(height));
        if (!block || block->treeSize() > m_tree.size()) return std::nullopt;
        const auto known = std::ranges::find(m_recentRoots, block->treeSize(), &std::pair<std::uint64_t, Digest>::first);
        Digest root;
        if (known != m_recentRoots.end()) {
          root = known->second;
        } else {
          MZ_TRY(root, treeRoot(m_tables, block->treeSize()));
        }
        return Checkpoint{m_configuration.origin(m_channel), block->treeSize(), root}.format();
      });
  if (!at) return damage(place, "block", at.error().detail);
  time = *at;
  if (!isSigned && time != work.stored.time) {  // a damaged header must not move the clocks of the blocks that follow
    m_clock = before;
    time = work.stored.time;
  }
  if (m_identities.judge(*cutter, m_configuration, time) != ResultCode::Executed)
    damage(place, "block", "the cutter's certificate might not sign at this time");
}

void Auditor::compareVersions(const CallOutcome& outcome, const StoredTransaction& stored, Place place) {
  const auto versions = m_tables.versions(stored.firstVersion, stored.writes);
  if (!versions) return damage(place, "state", versions.error().detail);
  bool same = versions->size() == outcome.writes.size() && stored.firstVersion == m_nextVersion;
  for (std::size_t i = 0; same && i < versions->size(); ++i) {
    const StoredVersion& version = (*versions)[i];
    const Write& write = outcome.writes[i];
    same = version.row == m_nextVersion + i && version.transaction == stored.number && version.value == write.value &&
           version.key.size() == write.contract.size() + 1 + write.key.size() && version.key.starts_with(write.contract) &&
           version.key[write.contract.size()] == '/' && version.key.ends_with(write.key);
  }
  if (!same) damage(place, "state", "the stored writes are not the ones that executing the call gives");
}

Status Auditor::keepWrite(const Write& write, bool& configurationChanged) {
  const auto contract = m_contracts.table().find(write.contract);
  const std::string key = write.contract + "/" + write.key;
  m_stateIndex.add(m_stateHash(key), m_nextVersion);
  MZ_CHECK(m_state.put(key, write.value, m_nextVersion++,
                       contract != m_contracts.table().end() && isOrderedKey(*contract->second, write.key)));
  if (write.contract != kSystemContract) return {};
  MZ_CHECK(m_configuration.apply(write.key, write.value));
  MZ_CHECK(m_identities.apply(write.key, write.value));
  configurationChanged |= isConfigurationKey(write.key);
  return {};
}

// Takes over what the file says was written by transactions that cannot be read, so that the later ones find their state.
Status Auditor::skipVersions(std::uint64_t until, Height height) {
  bool configurationChanged = false;
  while (m_nextVersion < until) {
    const auto version = m_tables.version(m_nextVersion);
    const auto slash = version && *version ? (*version)->key.find('/') : std::string::npos;
    if (slash == std::string::npos) {
      damage({height, {}, {}}, "state", "state version " + std::to_string(m_nextVersion) + " is missing or not readable");
      m_nextVersion = until;
      break;
    }
    MZ_CHECK(keepWrite({(*version)->key.substr(0, slash), (*version)->key.substr(slash + 1), (*version)->value},
                       configurationChanged));
  }
  if (configurationChanged) {
    ++m_configurationNumber;
    MZ_CHECK(m_contracts.bind(m_configuration, m_identities));
  }
  return {};
}

Status Auditor::checkTransaction(BlockWork& work, std::size_t i, UnixSeconds time, CallExecutor& executor) {
  StoredTransaction& stored = work.transactions[i];
  PreparedEnvelope& prepared = work.envelopes[i];
  const Place place{work.stored.height, stored.number, prepared.id};
  ResultCode code = judgeForm(prepared, m_channel, m_configuration, time);
  if (code == ResultCode::Executed) {
    ++m_report.signatures;
    code = judgeSigner(prepared, m_identities, m_configuration, time);
  }
  CallOutcome outcome;
  if (code == ResultCode::Executed) {
    MZ_TRY(outcome, execute(executor, prepared, m_configuration, time));
    code = outcome.code;
  } else {
    damage(place, "envelope",
           "the envelope does not pass the checks that it once passed (" + std::string(resultName(code)) +
               "): its bytes have changed");
    // Go on from what the file says was written, so that one damage is not reported as many.
    if (const auto versions = m_tables.versions(stored.firstVersion, stored.writes))
      for (const StoredVersion& version : *versions) {
        const auto slash = version.key.find('/');
        if (slash != std::string::npos)
          outcome.writes.push_back({version.key.substr(0, slash), version.key.substr(slash + 1), version.value});
      }
    code = stored.result;
  }
  if (code != stored.result)
    damage(place, "block",
           "the stored result is " + std::string(resultName(stored.result)) + ", executing the call gives " +
               std::string(resultName(code)));
  if (serializeEvents(outcome.events) != (stored.events.empty() ? "[]" : stored.events))
    damage(place, "block", "the stored events are not the ones that executing the call gives");
  compareVersions(outcome, stored, place);

  bool configurationChanged = false;
  for (const Write& write : outcome.writes) MZ_CHECK(keepWrite(write, configurationChanged));
  if (configurationChanged) {
    ++m_configurationNumber;
    MZ_CHECK(m_contracts.bind(m_configuration, m_identities));
  }
  const TransactionLeaf leaf{
      work.stored.height, time, prepared.id, prepared.digest, code, writesDigest(outcome.writes), eventsDigest(outcome.events)};
  work.computed.push_back(leafHash(bytesOf(formatLeaf(leaf))));
  work.writes.push_back(leaf.writes);
  work.outcomeOf.push_back(work.outcomes.size());
  work.outcomes.push_back(std::move(outcome));
  return {};
}

Status Auditor::checkTransactions(BlockWork& work, UnixSeconds time, const Fingerprint& cutter) {
  CallExecutor executor(m_state, m_contracts.table());
  std::uint64_t refused = 0;
  bool gap = false;
  for (std::size_t i = 0; i < work.transactions.size(); ++i) {
    const StoredTransaction& stored = work.transactions[i];
    if (gap && !work.unreadable[i]) MZ_CHECK(skipVersions(stored.firstVersion, work.stored.height));
    gap = work.unreadable[i];
    if (stored.result != ResultCode::Executed) ++refused;
    if (!stored.envelope.empty()) {
      MZ_CHECK(checkTransaction(work, i, time, executor));
      continue;
    }
    if (!isCutterFault(stored.result)) damage({work.stored.height, stored.number, {}}, "envelope", "the envelope is missing");
    work.computed.push_back(
        leafHash(bytesOf(formatLeaf(RejectedLeaf{work.stored.height, time, stored.digest, stored.result, cutter}))));
    work.outcomeOf.push_back(kNone);
  }
  if (gap) {
    const auto next = m_tables.block(work.stored.height.next());
    std::uint64_t until = next && *next ? (*next)->firstVersion : m_nextVersion;
    if (next && !*next) {
      MZ_TRY(Statement end, m_database.prepare("SELECT ifnull(max(row) + 1, 0) FROM version"));
      if (end.step()) until = static_cast<std::uint64_t>(end.integer(0));
    }
    MZ_CHECK(skipVersions(until, work.stored.height));
  }
  const std::uint64_t before = m_refused.value_or(work.stored.refusedBefore);
  if (refused != work.stored.refused || before != work.stored.refusedBefore)
    damage({work.stored.height, {}, {}}, "block", "the counts of refused transactions are wrong");
  // What was lost may have been refused or not.
  const bool lost = std::ranges::find(work.unreadable, true) != work.unreadable.end();
  m_refused = lost ? std::nullopt : std::optional(before + refused);
  return {};
}

std::vector<bool> Auditor::compareTiles(std::span<const Tile> tiles, LeafIndex firstLeaf, std::uint64_t leaves, Height height) {
  std::vector<bool> differs(leaves, false);
  for (const Tile& tile : tiles) {
    const auto stored = m_tables.tile(tile.level, tile.index);
    const std::size_t hashes = tile.hashes.size() / 32;
    // Those before it came with earlier blocks and were compared there.
    const std::uint64_t firstNew = firstLeaf.value >> (8 * tile.level);
    for (std::size_t h = 0; h < hashes; ++h) {
      const bool same = stored && stored->size() >= (h + 1) * 32 &&
                        std::equal(tile.hashes.begin() + static_cast<std::ptrdiff_t>(h * 32),
                                   tile.hashes.begin() + static_cast<std::ptrdiff_t>((h + 1) * 32),
                                   stored->begin() + static_cast<std::ptrdiff_t>(h * 32));
      const std::uint64_t index = tile.index * 256 + h;
      if (same) continue;
      if (tile.level == 0 && index >= firstLeaf.value && index < firstLeaf.value + leaves) {
        differs[index - firstLeaf.value] = true;
      } else if (tile.level > 0 && index >= firstNew) {
        damage({height, {}, {}}, "tree",
               "history tree tile " + std::to_string(tile.level) + "/" + std::to_string(tile.index) + " has a wrong hash at " +
                   std::to_string(h));
      }
    }
  }
  return differs;
}

Result<bool> Auditor::checkSignatures(Height height, std::uint64_t size, const Digest& root, bool report) {
  const Place place{height, {}, {}};
  const std::string text = Checkpoint{m_configuration.origin(m_channel), size, root}.format();
  const auto signatures = m_tables.signatures(height);
  if (!signatures) {
    if (report) damage(place, "cosignature", signatures.error().detail);
    return false;
  }
  bool any = false;
  for (const StoredSignature& one : *signatures) {
    const auto keys = m_configuration.cosigners().find(one.cosigner);
    bool good = false;
    if (keys != m_configuration.cosigners().end() && (one.type == NoteKeyType::Log || one.type == NoteKeyType::Cosigner)) {
      const bool isLog = one.type == NoteKeyType::Log;
      MZ_TRY(const NoteKey key, NoteKey::make(isLog ? m_configuration.origin(m_channel) : one.cosigner, one.type,
                                              isLog ? keys->second.log : keys->second.cosigner));
      good = verifyNoteSignature(text, {key.name, key.id(), one.signature}, key);
      if (report) ++m_report.signatures;
    }
    any |= good;
    if (!good && report)
      damage(place, "cosignature", "the signature of " + one.cosigner + " does not fit the block's checkpoint");
  }
  return any;
}

Status Auditor::checkTree(BlockWork& work, const std::string& record) {
  const Height height = work.stored.height;
  const Place place{height, {}, {}};
  if (work.stored.record != record)
    damage(place, "block", "the stored block record is not the one that the block's content gives");
  work.computed.push_back(leafHash(bytesOf(record)));

  const HistoryTree before = m_tree;
  const LeafIndex firstLeaf(before.size());
  for (const Digest& leaf : work.computed) m_tree.append(leaf);
  const std::vector<bool> differs = compareTiles(m_tree.takeChangedTiles(), firstLeaf, work.computed.size(), height);
  const bool anyDiffers = std::ranges::find(differs, true) != differs.end();
  MZ_TRY(const bool computedSigned, checkSignatures(height, m_tree.size(), m_tree.root(), false));
  bool storedSigned = false;
  if (anyDiffers && !computedSigned) {
    // Which is right, the bytes or the tile? What was signed decides.
    HistoryTree asStored = before;
    for (std::size_t i = 0; i < work.computed.size(); ++i) {
      Digest leaf = work.computed[i];
      const std::uint64_t index = firstLeaf.value + i;
      if (const auto tile = m_tables.tile(0, index / 256); differs[i] && tile && tile->size() >= (index % 256 + 1) * 32)
        std::memcpy(leaf.bytes.data(), tile->data() + index % 256 * 32, 32);
      asStored.append(leaf);
    }
    MZ_TRY(storedSigned, checkSignatures(height, asStored.size(), asStored.root(), false));
    if (storedSigned) {
      (void)asStored.takeChangedTiles();
      m_tree = std::move(asStored);
    }
  }
  for (std::size_t i = 0; i < differs.size(); ++i) {
    if (!differs[i]) continue;
    Place where = place;
    const bool isTransaction = height.value > 0 && i + 1 < differs.size();
    if (isTransaction) {
      where.transaction = work.transactions[i].number;
      where.id = work.envelopes[i].id;
    }
    damage(where, computedSigned ? "tree" : "leaf",
           computedSigned ? "the history tree's stored hash of this leaf is wrong"
                          : "the leaf is not the one that was signed: what it was made from has changed");
  }
  MZ_TRY(const bool anyGood, checkSignatures(height, m_tree.size(), m_tree.root(), true));
  if (!anyGood && m_configuration.finalityThreshold() > 0)
    damage(place, "checkpoint", "no signature of this block's checkpoint fits its history tree");
  m_recentRoots.emplace_back(m_tree.size(), m_tree.root());
  if (m_recentRoots.size() > 64) m_recentRoots.erase(m_recentRoots.begin());
  // What follows is judged by what was signed, so that one damage is not reported again with every later block.
  m_previousRecord = storedSigned ? work.stored.record : record;
  return {};
}

Status Auditor::checkBlock(Height height) {
  BlockWork work;
  const auto stored = m_tables.block(height);
  if (!stored || !*stored) {
    // Without its row a block's transactions cannot be told from the next one's.
    return fail(ErrorCode::Damaged, "block " + std::to_string(height.value) + (stored ? " is missing" : " is not readable"));
  }
  work.stored = **stored;
  const Place place{height, {}, {}};
  if (work.stored.firstTransaction.value != m_nextTransaction || work.stored.firstVersion != m_nextVersion)
    damage(place, "block", "the block does not begin where the one before ends");
  MZ_CHECK(gather(work));

  std::string cutterOrg;
  BatchHeader header;
  UnixSeconds time = work.stored.time;
  checkHeader(work, cutterOrg, time, header);
  if (time != work.stored.time) damage(place, "block", "the stored block time is not the one that the clocks give");
  const std::uint64_t configurationBefore = m_configurationNumber;
  MZ_CHECK(checkTransactions(work, time, header.cutter));
  // However many transactions changed it, the configuration gets one new number a block.
  if (m_configurationNumber != configurationBefore) m_configurationNumber = configurationBefore + 1;

  BlockRecord record;
  record.channel = m_channel;
  record.height = height;
  record.batch = header.number;
  record.batchDigest = sha256(work.stored.header);
  record.previous = sha256(bytesOf(m_previousRecord));
  record.time = time;
  record.configuration = m_configurationNumber;
  record.rules = m_configuration.rules();
  record.transactions = work.transactions.size();
  record.writes = blockWritesDigest(work.writes);
  MZ_CHECK(checkTree(work, formatLeaf(record)));
  MZ_CHECK(feedModels(work));

  m_time = time;
  m_previousBatch = record.batchDigest;
  if (const auto leaf = parseLeaf(m_previousRecord))
    if (const auto* signedRecord = std::get_if<BlockRecord>(&*leaf)) m_previousBatch = signedRecord->batchDigest;
  m_nextTransaction += work.transactions.size();
  m_report.transactions = m_nextTransaction;
  return {};
}

Status Auditor::feedModels(const BlockWork& work) {
  if (!m_scratch) return {};
  std::vector<ExecutedTransaction> executed;
  for (std::size_t i = 0; i < work.transactions.size(); ++i) {
    if (work.outcomeOf[i] == kNone) continue;
    const CallOutcome& outcome = work.outcomes[work.outcomeOf[i]];
    executed.push_back({work.transactions[i].number, work.stored.height, work.stored.time, &work.envelopes[i].envelope,
                        work.transactions[i].result, outcome.writes, outcome.events});
  }
  for (Projection* model : m_models)
    if (auto applied = model->apply(executed, *m_scratch->database); !applied) {
      m_scratch->database->rollback();
      damage({work.stored.height, {}, {}}, "read_model", "it cannot be rebuilt: " + applied.error().detail);
      m_scratch.reset();
      return {};
    }
  for (Projection* model : m_models) model->committed();
  return {};
}

Status Auditor::checkModels() {
  if (!m_scratch) return {};
  MZ_CHECK(m_scratch->database->commit());
  for (Projection* model : m_models) {
    MZ_TRY(Statement known, m_database.prepare("SELECT stale FROM projection WHERE name = ?1 AND version = ?2"));
    known.bindText(1, model->name()).bindInteger(2, model->version());
    MZ_TRY(const bool there, known.step());
    const bool comparable = there && known.integer(0) == 0;
    known.reset();
    if (!comparable) continue;  // it is about to be rebuilt anyway
    Sha256 stored, rebuilt;
    const auto into = [](Sha256& hash) {
      return [&hash](std::string_view line) { hash.update(bytesOf(line)).update(bytesOf("\n")); };
    };
    const auto storedDump = model->dump(m_database, into(stored));
    MZ_CHECK(model->dump(*m_scratch->database, into(rebuilt)));
    if (!storedDump)
      damage({}, "read_model", std::string(model->name()) + " is not readable: " + storedDump.error().detail);
    else if (stored.finish() != rebuilt.finish())
      damage({}, "read_model", std::string(model->name()) + " does not have the rows that the chain gives; rebuild it");
  }
  return {};
}

Status Auditor::checkOrdered() {
  MZ_TRY(Statement scan, m_database.prepare("SELECT key, row FROM ordered ORDER BY key"));
  auto expected = m_state.ordered().begin();
  for (;;) {
    const auto row = scan.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    if (expected == m_state.ordered().end() || expected->first != scan.text(0) ||
        expected->second != static_cast<std::uint64_t>(scan.integer(1)))
      return fail(ErrorCode::Damaged, "the ordered keys differ from the state");
    ++expected;
  }
  if (expected != m_state.ordered().end()) return fail(ErrorCode::Damaged, "ordered keys are missing");
  return {};
}

void Auditor::EntrySum::add(std::uint64_t hash, std::uint64_t row) {
  std::uint64_t mixed = (hash ^ (row * 0x9e3779b97f4a7c15ULL)) + 0x9e3779b97f4a7c15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  sum += mixed ^ (mixed >> 31);
  ++entries;
}

void Auditor::openIndex(IndexCheck& check, const std::string& name) {
  auto opened = HashIndex::open(m_database, name);
  if (!opened) return damage({}, "index", "the index " + name + " is not readable: " + opened.error().detail);
  check.index = std::move(*opened);
}

void Auditor::checkIndex(const IndexCheck& check, const std::string& name, std::uint64_t rows) {
  if (!check.index) return;
  EntrySum stored;
  const auto read =
      check.index->forEachStored(m_database, [&](std::uint64_t hash, std::uint64_t row) { stored.add(hash, row); });
  if (!read)
    damage({}, "index", "the index " + name + " is not readable: " + read.error().detail);
  else if (stored != check.expected || check.index->storedRows() > rows)
    damage({}, "index", "the index " + name + " does not have the entries that the chain gives");
}

// Rows behind the newest block would be taken for newer ones.
Status Auditor::checkNothingBehind() {
  const auto none = [this](std::string_view sql, std::uint64_t from, const std::string& what) -> Status {
    MZ_TRY(Statement count, m_database.prepare(sql));
    count.bindInteger(1, static_cast<std::int64_t>(from));
    MZ_TRY(const bool there, count.step());
    if (there && count.integer(0) != 0) return fail(ErrorCode::Damaged, "the file has " + what + " behind its newest block");
    return {};
  };
  MZ_CHECK(none("SELECT count(*) FROM version WHERE row >= ?1 OR row < 0", m_nextVersion, "state versions"));
  MZ_CHECK(none("SELECT count(*) FROM chunk WHERE first >= ?1 OR first < 0", m_nextTransaction, "transactions"));
  MZ_CHECK(none("SELECT count(*) FROM signature WHERE height > ?1 OR height < 0", m_report.height.value, "signatures"));
  const auto channel = m_tables.meta("channel");
  if (!channel || !*channel || !std::ranges::equal(**channel, m_channel.bytes))
    return fail(ErrorCode::Damaged, "the file names another channel than its genesis block");
  return {};
}

Status Auditor::checkClocks() {
  MZ_TRY(Statement scan, m_database.prepare("SELECT org, time FROM clock ORDER BY org"));
  std::map<std::string, UnixSeconds, std::less<>> stored;
  for (;;) {
    MZ_TRY(const bool row, scan.step());
    if (!row) break;
    stored[std::string(scan.text(0))] = UnixSeconds(scan.integer(1));
  }
  if (stored != m_clock.clocks()) return fail(ErrorCode::Damaged, "the stored clocks are not the ones that the batches show");
  return {};
}

Result<AuditReport> Auditor::run() {
  const auto begun = std::chrono::steady_clock::now();
  const auto finish = [&] {
    m_report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return m_report;
  };
  if (!note(m_database.begin(), {}, "file")) return finish();
  const auto last = m_tables.newestBlock();
  if (!last || !*last) {
    damage({}, "file", last ? "the file has no blocks" : last.error().detail);
    return finish();
  }
  m_total = (*last)->firstTransaction.value + (*last)->transactions;
  const auto stateHash = StateKeyHash::fromMeta(m_tables);
  if (stateHash)
    m_stateHash = *stateHash;
  else
    damage({}, "index", stateHash.error().detail);
  openIndex(m_stateIndex, "state");
  openIndex(m_idIndex, "ids");
  if (!note(checkGenesis(), {Height(0), {}, {}}, "block")) return finish();
  if (!m_models.empty()) {
    MZ_TRY(m_scratch, ScratchDatabase::make());
    MZ_CHECK(m_scratch->database->begin());  // until the end: nothing of it has to survive
    for (Projection* model : m_models) MZ_CHECK(model->createTables(*m_scratch->database));
  }
  MZ_CHECK(startReadingAhead((*last)->height));
  for (std::uint64_t height = 1; height <= (*last)->height.value; ++height) {
    if (m_progress.cancelled()) return fail(ErrorCode::Cancelled, "the audit was cancelled");
    if (!note(checkBlock(Height(height)), {Height(height), {}, {}}, "block")) return finish();
    m_progress.report(m_nextTransaction, m_total);
    m_watch.checked(Height(height));
  }
  note(checkOrdered(), {}, "index");
  note(checkNothingBehind(), {}, "state");
  // After damage these differ by what could not be followed.
  if (m_report.damages.empty()) {
    note(checkClocks(), {}, "index");
    checkIndex(m_stateIndex, "state", m_nextVersion);
    checkIndex(m_idIndex, "ids", m_nextTransaction);
  }
  if (m_report.damages.empty()) note(checkModels(), {}, "read_model");
  return finish();
}

}  // namespace

Result<AuditReport> auditChannel(const std::filesystem::path& file, const std::string& channel, ChannelId expected,
                                 std::span<Projection* const> models, WorkPool& pool, const Progress& progress,
                                 std::string_view vfs, const AuditWatch& watch) {
  auto database = Database::open(file, OpenMode::Read, vfs);
  if (!database) {
    AuditReport report;
    report.channel = channel;
    report.damages.push_back({channel, {}, {}, {}, "file", database.error().detail});
    watch.damaged(report.damages.back());
    return report;
  }
  return Auditor(std::move(*database), channel, expected, models, pool, progress, watch).run();
}

}  // namespace mz
