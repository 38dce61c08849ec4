// Opening a channel's file: what memory holds of it, and what must fit.
#include <cstring>

#include "ledger/chain/finality.h"
#include "ledger/chain/replica.h"
#include "ledger/channel/proposal.h"
#include "ledger/channel/system_contract.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

// The block in which a state version was written: the last that begins at it or before.
Result<Height> heightOfVersion(ChannelTables& tables, std::uint64_t row, Height newest) {
  std::uint64_t low = 0, high = newest.value;
  while (low < high) {
    const std::uint64_t middle = high - (high - low) / 2;
    MZ_TRY(const auto block, tables.block(Height(middle)));
    if (!block) return fail(ErrorCode::Damaged, "block " + std::to_string(middle) + " is missing");
    if (block->firstVersion <= row)
      low = middle;
    else
      high = middle - 1;
  }
  return Height(low);
}

}  // namespace

Result<std::unique_ptr<Replica>> Replica::open(const std::filesystem::path& file, std::span<Projection* const> projections,
                                               std::string_view vfs) {
  std::unique_ptr<Replica> replica(new Replica());
  MZ_TRY(Database database, Database::open(file, OpenMode::Write, vfs));
  replica->m_database = std::make_unique<Database>(std::move(database));
  MZ_TRY(const int version, replica->m_database->version());
  if (version == 0)
    return std::unexpected(Error(ErrorCode::NotFound, file.string() +
                                                          ": making this channel was cut off; it holds nothing yet, "
                                                          "and can be made again")
                               .with("path", file.string()));
  MZ_CHECK(ChannelTables::create(*replica->m_database));
  replica->m_tables = std::make_unique<ChannelTables>(*replica->m_database);
  replica->m_projections.assign(projections.begin(), projections.end());
  if (auto loaded = replica->load(); !loaded) {
    Error error = std::move(loaded.error());
    // What cannot be read in a file of this program's own making is damage, whatever the reader called it.
    if (error.code == ErrorCode::Malformed || error.code == ErrorCode::TooLarge || error.code == ErrorCode::NotFound)
      error.code = ErrorCode::Damaged;
    return std::unexpected(std::move(error));
  }
  return replica;
}

Status Replica::load() {
  MZ_TRY(const auto genesisText, m_tables->genesis());
  MZ_TRY(const auto channel, m_tables->meta("channel"));
  if (!genesisText || !channel) return fail(ErrorCode::Damaged, "the channel file has no genesis block");
  MZ_TRY(m_channel, ChannelId::fromView(*channel));
  if (sha256(bytesOf(*genesisText)).bytes != m_channel.bytes)
    return fail(ErrorCode::Damaged, "the genesis block is not the one that the channel id names");
  MZ_TRY(const Genesis genesis, Genesis::parse(*genesisText));
  MZ_CHECK(m_contracts.take(genesis));

  MZ_TRY(const auto newest, m_tables->newestBlock());
  if (!newest) return fail(ErrorCode::Damaged, "the channel file has no blocks");
  MZ_TRY(Statement behind, m_database->prepare("SELECT first + transactions FROM chunk ORDER BY first DESC LIMIT 1"));
  MZ_TRY(const bool any, behind.step());
  if (any && static_cast<std::uint64_t>(behind.integer(0)) > newest->firstTransaction.value + newest->transactions)
    return fail(ErrorCode::Damaged, "the channel file has transactions behind its newest block: blocks are missing");
  behind.reset();
  MZ_TRY(StateStore state, StateStore::open(*m_tables));
  m_state = std::make_unique<StateStore>(std::move(state));
  const std::string prefix = std::string(kSystemContract) + "/";
  MZ_TRY(const auto items, m_state->range(prefix, prefix, "", SIZE_MAX));
  for (const auto& [key, value] : items) {
    MZ_CHECK(m_configuration.begin(std::string_view(key).substr(prefix.size()), value, m_identities));
  }
  MZ_TRY(ConfigurationHistory history, readHistory(genesis, newest->height));
  // What was executed under rules that are known can be read; what comes after cannot be executed.
  MZ_TRY(const Configuration first, history.at(Height(0)));
  if (first.rules() > kRulesVersion) return std::unexpected(unknownRules(first.rules()));
  m_view.history = std::make_shared<const ConfigurationHistory>(std::move(history));
  MZ_CHECK(m_contracts.bind(m_channel, m_configuration, m_identities));

  MZ_TRY(m_tree, HistoryTree::open(newest->treeSize(), *m_tables));
  MZ_TRY(const Leaf leaf, parseLeaf(newest->record));
  const auto* record = std::get_if<BlockRecord>(&leaf);
  if (!record || record->height != newest->height) return fail(ErrorCode::Damaged, "the newest block record is not readable");
  m_configurationNumber = record->configuration;

  MZ_TRY(Statement clocks, m_database->prepare("SELECT org, time FROM clock"));
  for (;;) {
    MZ_TRY(const bool row, clocks.step());
    if (!row) break;
    m_clock.set(std::string(clocks.text(0)), UnixSeconds(clocks.integer(1)));
  }
  MZ_CHECK(openIds());

  m_view.channel = m_channel;
  m_view.configuration = std::make_shared<const Configuration>(m_configuration.inForce());
  m_view.ofNewest = m_view.configuration;
  if (!m_view.history->isNewest(newest->height)) {
    MZ_TRY(Configuration then, m_view.history->at(newest->height));
    m_view.ofNewest = std::make_shared<const Configuration>(std::move(then));
  }
  m_view.newest = *newest;
  m_view.root = m_tree.root();
  m_view.configurationNumber = m_configurationNumber;
  m_view.transactions = newest->firstTransaction.value + newest->transactions;
  m_view.refused = newest->refusedBefore + newest->refused;
  m_view.versions = m_state->versions();
  if (!newest->header.empty()) m_view.batchDigest = sha256(newest->header);
  MZ_CHECK(readDivergences());
  MZ_CHECK(readFinality());
  return openProjections();
}

// The newest final block; and what its cosigners say of the newest block must fit the tree that the file has.
Status Replica::readFinality() {
  for (std::uint64_t height = m_view.newest.height.value;; --height) {
    MZ_TRY(const auto configuration, m_view.configurationAt(Height(height)));
    MZ_TRY(const auto signatures, m_tables->signatures(Height(height)));
    const std::uint32_t cosigned = countCosigningOrgs(*configuration, signatures);
    if (height == m_view.newest.height.value) {
      m_view.cosigned = cosigned;
      const std::string text = Checkpoint{configuration->origin(m_channel), m_tree.size(), m_view.root}.format();
      for (const StoredSignature& one : signatures) {
        const auto keys = configuration->cosigners().find(one.cosigner);
        if (keys == configuration->cosigners().end() || one.type != NoteKeyType::Cosigner) continue;
        MZ_TRY(const NoteKey key, NoteKey::make(one.cosigner, NoteKeyType::Cosigner, keys->second.cosigner));
        if (!verifyNoteSignature(text, {one.cosigner, key.id(), one.signature}, key))
          return std::unexpected(Error(ErrorCode::Damaged, "the history tree does not have the root that " + one.cosigner +
                                                               " signed at block " + std::to_string(height))
                                     .with("height", std::to_string(height)));
        break;
      }
    }
    if (isFinal(*configuration, cosigned) || height == 0) {
      m_view.finalHeight = Height(height);
      return {};
    }
  }
}

// The configurations until now, from the genesis and the proposals that were accepted.
Result<ConfigurationHistory> Replica::readHistory(const Genesis& genesis, Height newest) {
  std::vector<ItemWrite> first;
  for (const Write& write : genesisWrites(genesis)) first.emplace_back(write.key, write.value);
  ConfigurationHistory history(std::move(first));
  const std::string outcomes = std::string(kSystemContract) + "/outcome/";
  MZ_TRY(const auto settled, m_state->range(outcomes, outcomes, "", SIZE_MAX));
  std::map<std::uint64_t, Json> accepted;  // by the row of its outcome
  for (const auto& [key, value] : settled) {
    MZ_TRY(const Json outcome, Json::parseCanonical(value));
    if (outcome.stringAt("outcome") != "accepted") continue;
    MZ_TRY(const auto version, versionBefore(*m_tables, m_state->index(), m_state->hash(), key, m_state->versions()));
    MZ_TRY(const auto kept, m_state->get(std::string(kSystemContract) + "/proposal/" + key.substr(outcomes.size())));
    if (!version || !kept) return fail(ErrorCode::Damaged, "a proposal that was accepted is missing");
    MZ_TRY(Json proposal, Json::parseCanonical(*kept));
    accepted.emplace(version->row, std::move(proposal));
  }
  for (const auto& [row, kept] : accepted) {
    const Json* document = kept.find("proposal");
    MZ_TRY(const Proposal proposal, Proposal::parse(document ? *document : Json()));
    MZ_TRY(const Height height, heightOfVersion(*m_tables, row, newest));
    std::vector<ItemWrite> writes;
    for (const ItemChange& change : proposal.changes)
      writes.emplace_back(change.item, change.value ? std::optional(change.value->serialize()) : std::nullopt);
    history.add(height, std::move(writes));
  }
  return history;
}

Status Replica::openIds() {
  MZ_TRY(HashIndex index, HashIndex::open(*m_database, "ids"));
  m_ids = std::make_unique<HashIndex>(std::move(index));
  const std::uint64_t stored = m_ids->storedRows();
  MZ_TRY(Statement tail,
         m_database->prepare("SELECT first, ids FROM chunk WHERE first + transactions > ?1 AND first >= ?1 - ?2 "
                             "ORDER BY first"));
  tail.bindInteger(1, static_cast<std::int64_t>(stored)).bindInteger(2, static_cast<std::int64_t>(kTransactionsPerChunk));
  for (;;) {
    MZ_TRY(const bool row, tail.step());
    if (!row) return {};
    const auto first = static_cast<std::uint64_t>(tail.integer(0));
    const ByteView ids = tail.blob(1);
    for (std::size_t i = 0; i + 8 <= ids.size(); i += 8) {
      std::uint64_t prefix;
      std::memcpy(&prefix, ids.data() + i, 8);
      if (first + i / 8 >= stored && prefix != 0) m_ids->insert(prefix, first + i / 8);
    }
  }
}

}  // namespace mz
