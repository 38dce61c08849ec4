#include "ledger/chain/audit.h"

#include <algorithm>
#include <chrono>

#include "ledger/chain/audit_execution.h"
#include "ledger/chain/audit_headers.h"
#include "ledger/chain/audit_ids.h"
#include "ledger/chain/audit_models.h"
#include "ledger/chain/audit_reader.h"
#include "ledger/chain/audit_tree.h"
#include "ledger/chain/replica.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

// The order of the checks; what each one looks at is in its own file.
class Auditor {
 public:
  Auditor(Database database, std::string channel, ChannelId expected, std::span<Projection* const> models, WorkPool& pool,
          const AuditWatch& watch)
      : m_database(std::move(database)),
        m_tables(m_database),
        m_findings(std::move(channel), watch),
        m_indexes(m_tables, m_findings),
        m_ids(m_tables, m_findings),
        m_execution(m_tables, m_chain, m_indexes, m_findings),
        m_tree(m_tables, m_chain, m_findings),
        m_headers(m_tables, m_chain, m_tree, m_findings),
        m_models(m_database, models, m_findings),
        m_reader(m_database, m_chain, m_indexes, m_findings, pool),
        m_watch(watch) {
    m_chain.id = expected;
  }

  Result<AuditReport> run(const Progress& progress);

 private:
  Result<bool> checkBlocks(const StoredBlock& last, const Progress& progress);
  Status checkGenesis();
  Status checkBlock(Height height);
  void checkTheRest();
  Status checkNothingBehind();

  Database m_database;
  ChannelTables m_tables;
  AuditFindings m_findings;
  AuditedChain m_chain;
  AuditIndexes m_indexes;
  AuditIds m_ids;
  AuditExecution m_execution;
  AuditTree m_tree;
  AuditHeaders m_headers;
  AuditModels m_models;
  AuditReader m_reader;
  const AuditWatch& m_watch;
  Digest m_previousBatch;
};

Status Auditor::checkGenesis() {
  MZ_TRY(const auto text, m_tables.genesis());
  if (!text) return fail(ErrorCode::Damaged, "the genesis block is missing");
  if (sha256(bytesOf(*text)).bytes != m_chain.id.bytes)
    return fail(ErrorCode::Damaged, "the genesis block is not the one that the channel id names");
  MZ_TRY(const Genesis genesis, Genesis::parse(*text));
  MZ_CHECK(m_chain.contracts.take(genesis));
  const std::vector<Write> writes = genesisWrites(genesis);
  MZ_CHECK(m_execution.begin(writes));

  const Digest digest = writesDigest(writes);
  BlockRecord record;
  record.channel = m_chain.id;
  record.time = genesis.time;
  record.rules = m_chain.configuration.inForce().rules();
  record.transactions = 1;
  record.writes = blockWritesDigest(std::span(&digest, 1));
  AuditedBlock block;
  const auto stored = m_tables.block(Height(0));
  if (!stored || !*stored)
    m_findings.damage({Height(0), {}, {}}, "block", "the record of the genesis block is missing or not readable");
  else
    block.stored = **stored;
  block.computed = {leafHash(bytesOf(formatLeaf(GenesisLeaf{genesis.time, Digest{m_chain.id.bytes}, digest})))};
  m_chain.time = genesis.time;
  return m_tree.check(block, formatLeaf(record));
}

Status Auditor::checkBlock(Height height) {
  AuditedBlock block;
  const auto stored = m_tables.block(height);
  if (!stored || !*stored) {
    // Without its row a block's transactions cannot be told from the next one's.
    return fail(ErrorCode::Damaged, "block " + std::to_string(height.value) + (stored ? " is missing" : " is not readable"));
  }
  block.stored = **stored;
  const AuditPlace place{height, {}, {}};
  if (block.stored.firstTransaction.value != m_chain.nextTransaction || block.stored.firstVersion != m_chain.nextVersion)
    m_findings.damage(place, "block", "the block does not begin where the one before ends");
  m_reader.gather(block);
  m_ids.check(block);

  const auto [header, time] = m_headers.check(block, m_previousBatch);
  if (time != block.stored.time) m_findings.damage(place, "block", "the stored block time is not the one that the clocks give");
  MZ_CHECK(m_execution.check(block, time, header.cutter));

  BlockRecord record;
  record.channel = m_chain.id;
  record.height = height;
  record.batch = header.number;
  record.batchDigest = sha256(block.stored.header);
  record.previous = sha256(bytesOf(m_tree.newestRecord()));
  record.time = time;
  record.configuration = m_chain.configurationNumber;
  record.rules = m_chain.configuration.inForce().rules();
  record.transactions = block.transactions.size();
  record.writes = blockWritesDigest(block.writes);
  MZ_CHECK(m_tree.check(block, formatLeaf(record)));
  m_models.feed(block);
  MZ_CHECK(m_execution.endBlock());

  m_chain.time = time;
  m_previousBatch = record.batchDigest;
  if (const auto leaf = parseLeaf(m_tree.newestRecord()))
    if (const auto* signedRecord = std::get_if<BlockRecord>(&*leaf)) m_previousBatch = signedRecord->batchDigest;
  m_chain.nextTransaction += block.transactions.size();
  m_findings.report().transactions = m_chain.nextTransaction;
  return {};
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
  MZ_CHECK(none("SELECT count(*) FROM version WHERE row >= ?1 OR row < 0", m_chain.nextVersion, "state versions"));
  MZ_CHECK(none("SELECT count(*) FROM chunk WHERE first >= ?1 OR first < 0", m_chain.nextTransaction, "transactions"));
  MZ_CHECK(
      none("SELECT count(*) FROM signature WHERE height > ?1 OR height < 0", m_findings.report().height.value, "signatures"));
  const auto channel = m_tables.meta("channel");
  if (!channel || !*channel || !std::ranges::equal(**channel, m_chain.id.bytes))
    return fail(ErrorCode::Damaged, "the file names another channel than its genesis block");
  return {};
}

// False where what follows cannot be followed.
Result<bool> Auditor::checkBlocks(const StoredBlock& last, const Progress& progress) {
  const std::uint64_t total = last.firstTransaction.value + last.transactions;
  m_indexes.open();
  if (!m_findings.note(checkGenesis(), {Height(0), {}, {}}, "block")) return false;
  MZ_CHECK(m_models.start());
  m_findings.report().height = last.height;
  MZ_CHECK(m_reader.start());
  for (std::uint64_t height = 1; height <= last.height.value; ++height) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "the audit was cancelled");
    if (const std::uint32_t rules = m_chain.configuration.inForce().rules(); rules > kRulesVersion)
      return std::unexpected(unknownRules(rules));
    if (!m_findings.note(checkBlock(Height(height)), {Height(height), {}, {}}, "block")) return false;
    progress.report(m_chain.nextTransaction, total);
    m_watch.checked(Height(height));
  }
  return true;
}

void Auditor::checkTheRest() {
  m_findings.note(m_indexes.checkOrdered(m_execution.state().ordered()), {}, "index");
  m_findings.note(checkNothingBehind(), {}, "state");
  // After damage these differ by what could not be followed.
  if (m_findings.none()) {
    m_findings.note(m_headers.checkStoredClocks(), {}, "index");
    m_indexes.check(m_chain.nextVersion, m_chain.nextTransaction);
  }
  if (m_findings.none()) m_findings.note(m_models.compare(), {}, "read_model");
}

Result<AuditReport> Auditor::run(const Progress& progress) {
  const auto begun = std::chrono::steady_clock::now();
  if (m_findings.note(m_database.begin(), {}, "file")) {
    const auto last = m_tables.newestBlock();
    if (last && *last) {
      MZ_TRY(const bool followed, checkBlocks(**last, progress));
      if (followed) checkTheRest();
    } else {
      m_findings.damage({}, "file", last ? "the file has no blocks" : last.error().detail);
    }
  }
  m_findings.report().seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return m_findings.report();
}

}  // namespace

Result<AuditReport> auditChannel(const std::filesystem::path& file, const std::string& channel, ChannelId expected,
                                 std::span<Projection* const> models, WorkPool& pool, const Progress& progress,
                                 std::string_view vfs, const AuditWatch& watch) {
  auto database = Database::open(file, OpenMode::Read, vfs);
  if (!database) {
    AuditFindings findings(channel, watch);
    findings.damage({}, "file", database.error().detail);
    return findings.report();
  }
  return Auditor(std::move(*database), channel, expected, models, pool, watch).run(progress);
}

}  // namespace mz
