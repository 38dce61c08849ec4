#include "ledger/channel_queries.h"

#include <algorithm>
#include <cstring>

#include "ledger/certificate_queries.h"
#include "ledger/chain/finality.h"
#include "ledger/crypto/hash.h"
#include "ledger/merkle/receipt.h"

namespace mz {

namespace {

constexpr std::size_t kMostRows = 10'000;

// Packages name their texts by locale (docs/formats/package.md).
Title titleOf(const Json& json) { return {std::string(json.stringAt("en")), std::string(json.stringAt("zh_cn"))}; }

Title systemTitle(std::string_view function) {
  if (function == "enrol") return {"Enrol a certificate", "登记证书"};
  if (function == "revoke") return {"Revoke certificates", "吊销证书"};
  if (function == "propose") return {"Propose a change", "提出变更提案"};
  if (function == "decide") return {"Decide on a proposal", "对提案表态"};
  if (function == "withdraw") return {"Withdraw a proposal", "撤回提案"};
  return {};
}

const Package* packageOf(const Replica& replica, std::string_view contract) {
  const auto found =
      std::ranges::find_if(replica.packages(), [&](const Package& package) { return package.manifest().name == contract; });
  return found == replica.packages().end() ? nullptr : &*found;
}

std::unexpected<Error> noTransaction(TransactionNumber number) {
  return fail(ErrorCode::NotFound, "the channel has no transaction number " + std::to_string(number.value));
}

}  // namespace

class ChannelQueries::Connection {
 public:
  explicit Connection(Database opened) : database(std::move(opened)), tables(database) {}
  Database database;
  ChannelTables tables;
  std::optional<Chunk> chunk;  // the one read last: neighbouring payments mostly lie in one
};

// A connection that goes back when it is done with.
class ChannelQueries::Lease {
 public:
  Lease(const ChannelQueries& owner, std::unique_ptr<Connection> connection)
      : m_owner(&owner), m_connection(std::move(connection)) {}
  Lease(Lease&&) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease() {
    if (!m_connection) return;
    const std::lock_guard lock(m_owner->m_mutex);
    m_owner->m_free.push_back(std::move(m_connection));
  }
  ChannelTables* operator->() const { return &m_connection->tables; }
  ChannelTables& operator*() const { return m_connection->tables; }
  std::optional<Chunk>& chunk() const { return m_connection->chunk; }

 private:
  const ChannelQueries* m_owner;
  std::unique_ptr<Connection> m_connection;
};

ChannelQueries::ChannelQueries(std::filesystem::path file, const Replica& replica)
    : m_file(std::move(file)), m_replica(replica) {}

ChannelQueries::~ChannelQueries() = default;

Result<ChannelQueries::Lease> ChannelQueries::lease() const {
  {
    const std::lock_guard lock(m_mutex);
    if (!m_free.empty()) {
      auto connection = std::move(m_free.back());
      m_free.pop_back();
      return Lease(*this, std::move(connection));
    }
  }
  MZ_TRY(Database database, Database::open(m_file, OpenMode::Read));
  return Lease(*this, std::make_unique<Connection>(std::move(database)));
}

std::string ChannelQueries::resultName(ResultCode code, std::string_view contract) const {
  if (code >= ResultCode::ContractRefusal)
    if (const Package* package = packageOf(m_replica, contract)) {
      const auto number = static_cast<std::uint32_t>(code) - static_cast<std::uint32_t>(ResultCode::ContractRefusal);
      for (const RefusalManifest& refusal : package->manifest().refusals)
        if (refusal.number == number) return refusal.name;
    }
  return std::string(mz::resultName(code));
}

namespace {

// What stored bytes say of one block. Where they cannot be read, only its height, so that one bad page hides no other block.
Result<BlockSummary> summaryOf(ChannelTables& tables, Height height, const Configuration& configuration) {
  BlockSummary summary;
  summary.height = height;
  summary.readable = false;
  const auto block = tables.block(height);
  const auto signatures = tables.signatures(height);
  if (!block && block.error().code != ErrorCode::Damaged) return std::unexpected(block.error());
  if (!signatures && signatures.error().code != ErrorCode::Damaged) return std::unexpected(signatures.error());
  if (!block || !*block || !signatures) return summary;
  const auto leaf = parseLeaf((*block)->record);
  const auto* record = leaf ? std::get_if<BlockRecord>(&*leaf) : nullptr;
  if (!record) return summary;
  summary.time = (*block)->time;
  summary.transactions = (*block)->transactions;
  summary.refused = (*block)->refused;
  summary.cosigned = countCosigningOrgs(configuration, *signatures);
  summary.isFinal = isFinal(configuration, summary.cosigned);
  summary.record = sha256(bytesOf((*block)->record));
  summary.previous = record->previous;
  summary.readable = true;
  return summary;
}

}  // namespace

Result<std::vector<BlockSummary>> ChannelQueries::blocks(Height first, std::size_t count) const {
  MZ_TRY(const Lease tables, lease());
  const ReplicaView view = m_replica.view();
  std::vector<BlockSummary> out;
  count = std::min(count, kMostRows);
  std::shared_ptr<const Configuration> configuration;
  std::size_t epoch = 0;
  for (std::uint64_t h = first.value; h <= view.newest.height.value && out.size() < count; ++h) {
    if (const std::size_t then = view.history->epoch(Height(h)); !configuration || then != epoch) {
      MZ_TRY(configuration, view.configurationAt(Height(h)));
      epoch = then;
    }
    MZ_TRY(BlockSummary summary, summaryOf(*tables, Height(h), *configuration));
    out.push_back(summary);
  }
  return out;
}

Result<std::vector<BlockRange>> ChannelQueries::blockRanges(Height first, std::uint64_t blocksPerRange,
                                                            std::size_t count) const {
  if (blocksPerRange == 0) return fail(ErrorCode::InvalidArgument, "a range has at least one block");
  MZ_TRY(const Lease tables, lease());
  const std::uint64_t newest = m_replica.view().newest.height.value;
  std::vector<BlockRange> out;
  count = std::min(count, kMostRows);
  for (std::uint64_t begin = first.value; begin <= newest && out.size() < count;) {
    const std::uint64_t last = blocksPerRange - 1 < newest - begin ? begin + blocksPerRange - 1 : newest;
    BlockRange range{Height(begin), last - begin + 1, {}, {}, 0, 0, true};
    const auto lower = tables->blockCounts(Height(begin)), upper = tables->blockCounts(Height(last));
    for (const auto* side : {&lower, &upper})
      if (!*side && side->error().code != ErrorCode::Damaged) return std::unexpected(side->error());
    range.readable = lower && *lower && upper && *upper;
    if (range.readable) {
      range.from = (*lower)->time;
      range.until = (*upper)->time;
      range.transactions = (*upper)->transactionsBefore + (*upper)->transactions - (*lower)->transactionsBefore;
      range.refused = (*upper)->refusedBefore + (*upper)->refused - (*lower)->refusedBefore;
    }
    out.push_back(range);
    if (last == newest) break;
    begin = last + 1;
  }
  return out;
}

namespace {

Result<BlockCounts> countsOf(ChannelTables& tables, std::uint64_t height) {
  MZ_TRY(const auto counts, tables.blockCounts(Height(height)));
  if (!counts) return fail(ErrorCode::Damaged, "block " + std::to_string(height) + " is missing");
  return *counts;
}

}  // namespace

// Block times never go back. Periods in a row lie close together, so the steps begin small.
Result<std::uint64_t> ChannelQueries::firstBlockAt(ChannelTables& tables, std::int64_t time, std::uint64_t low) const {
  const std::uint64_t end = m_replica.view().newest.height.value + 1;
  std::uint64_t high = low;
  for (std::uint64_t step = 1; high < end; step *= 2) {
    MZ_TRY(const BlockCounts counts, countsOf(tables, high));
    if (counts.time.value >= time) break;
    low = high + 1;
    high = step < end - high ? high + step : end;
  }
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    MZ_TRY(const BlockCounts counts, countsOf(tables, middle));
    if (counts.time.value >= time)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

Result<std::vector<PeriodCount>> ChannelQueries::periods(UnixSeconds from, std::uint32_t seconds, std::size_t count) const {
  if (seconds == 0) return fail(ErrorCode::InvalidArgument, "a period has at least one second");
  MZ_TRY(const Lease tables, lease());
  struct Totals {
    std::uint64_t transactions = 0, refused = 0;
  };
  const auto totalsBefore = [&](std::uint64_t height) -> Result<Totals> {
    if (height == 0) return Totals{};
    MZ_TRY(const BlockCounts counts, countsOf(*tables, height - 1));
    return Totals{counts.transactionsBefore + counts.transactions, counts.refusedBefore + counts.refused};
  };
  std::vector<PeriodCount> out;
  MZ_TRY(std::uint64_t block, firstBlockAt(*tables, from.value, 0));
  MZ_TRY(Totals before, totalsBefore(block));
  for (std::size_t i = 0; i < std::min(count, kMostRows); ++i) {
    const std::int64_t begin = from.value + static_cast<std::int64_t>(i) * seconds;
    MZ_TRY(const std::uint64_t next, firstBlockAt(*tables, begin + seconds, block));
    Totals after = before;
    if (next != block) {
      MZ_TRY(after, totalsBefore(next));
    }
    out.push_back({UnixSeconds(begin), next - block, after.transactions - before.transactions, after.refused - before.refused});
    block = next;
    before = after;
  }
  return out;
}

Result<BlockDetail> ChannelQueries::block(Height height) const {
  MZ_TRY(const Lease tables, lease());
  const ReplicaView view = m_replica.view();
  MZ_TRY(const auto block, tables->block(height));
  if (!block)
    return std::unexpected(Error(ErrorCode::NotFound, "there is no block " + std::to_string(height.value) + "; the newest is " +
                                                          std::to_string(view.newest.height.value))
                               .with("height", std::to_string(height.value)));
  MZ_TRY(const Leaf leaf, parseLeaf(block->record));
  const auto* record = std::get_if<BlockRecord>(&leaf);
  if (!record) return fail(ErrorCode::Damaged, "the record of block " + std::to_string(height.value) + " is not readable");
  MZ_TRY(const auto inForce, view.configurationAt(height));
  const Configuration& configuration = *inForce;
  BlockDetail out;
  out.channel = record->channel;
  out.epoch = record->epoch;
  out.batch = record->batch;
  out.batchDigest = record->batchDigest;
  out.previous = record->previous;
  out.writes = record->writes;
  out.configuration = record->configuration;
  out.rules = record->rules;
  out.record = block->record;
  out.firstLeaf = block->firstLeaf();
  out.firstTransaction = block->firstTransaction;
  if (!block->header.empty()) {
    MZ_TRY(const BatchHeader header, decodeBatchHeader(block->header));
    if (const auto cutter = m_replica.identities().find(header.cutter))
      out.cutter = cutter->subject().org + "/" + cutter->subject().name;
  }
  MZ_TRY(const Digest root, treeRoot(*tables, block->treeSize()));
  SignedNote note{Checkpoint{configuration.origin(view.channel), block->treeSize(), root}.format(), {}};
  MZ_TRY(const auto signatures, tables->signatures(height));
  for (const StoredSignature& one : signatures) {
    const auto keys = configuration.cosigners().find(one.cosigner);
    if (keys == configuration.cosigners().end()) continue;
    const bool isLog = one.type == NoteKeyType::Log;
    MZ_TRY(const NoteKey key, NoteKey::make(isLog ? configuration.origin(view.channel) : one.cosigner, one.type,
                                            isLog ? keys->second.log : keys->second.cosigner));
    const NoteSignature signature{key.name, key.id(), one.signature};
    note.signatures.push_back(signature);
    if (isLog) continue;
    out.cosignatures.push_back({one.cosigner, keys->second.org, cosignatureTime(signature).value_or(UnixSeconds()),
                                verifyNoteSignature(note.text, signature, key)});
  }
  out.checkpoint = note.format();
  MZ_TRY(out.summary, summaryOf(*tables, height, configuration));
  return out;
}

TransactionSummary ChannelQueries::summarize(const StoredTransaction& stored, Height height, UnixSeconds time) const {
  TransactionSummary out;
  out.number = stored.number;
  out.height = height;
  out.time = time;
  out.result = stored.result;
  out.hasEnvelope = !stored.envelope.empty();
  if (const auto envelope = decodeEnvelope(stored.envelope); out.hasEnvelope && envelope) {
    out.id = envelope->id();
    out.contract = envelope->call.contract;
    out.function = envelope->call.function;
    if (const auto signer = m_replica.identities().find(envelope->call.creator)) {
      out.org = signer->subject().org;
      out.signer = signer->subject().name;
    }
  }
  out.resultName = resultName(stored.result, out.contract);
  if (out.contract == kSystemContract) out.functionTitle = systemTitle(out.function);
  if (const Package* package = packageOf(m_replica, out.contract)) {
    for (const FunctionManifest& function : package->manifest().functions)
      if (function.name == out.function) out.functionTitle = titleOf(function.title);
    for (const RefusalManifest& refusal : package->manifest().refusals)
      if (refusal.name == out.resultName) out.resultTitle = titleOf(refusal.title);
  }
  return out;
}

Result<std::vector<TransactionSummary>> ChannelQueries::transactions(TransactionNumber first, std::size_t count) const {
  MZ_TRY(const Lease tables, lease());
  std::vector<TransactionSummary> out;
  count = std::min(count, kMostRows);
  UnixSeconds time;
  std::optional<Height> timeOf;
  for (std::uint64_t n = first.value; out.size() < count;) {
    MZ_TRY(const auto chunk, tables->chunkOf(TransactionNumber(n)));
    if (!chunk) break;
    if (timeOf != chunk->height) {
      MZ_TRY(const auto block, tables->block(chunk->height));
      if (!block) return fail(ErrorCode::Damaged, "block " + std::to_string(chunk->height.value) + " is missing");
      time = block->time;
      timeOf = chunk->height;
    }
    for (std::size_t i = n - chunk->first.value; i < chunk->transactions.size() && out.size() < count; ++i, ++n)
      out.push_back(summarize(chunk->transactions[i], chunk->height, time));
  }
  return out;
}

namespace {

bool letsThrough(const ActivityFilter& filter, const TransactionSummary& row) {
  const auto is = [](const std::string& wanted, const std::string& value) { return wanted.empty() || wanted == value; };
  return is(filter.org, row.org) && is(filter.signer, row.signer) && is(filter.contract, row.contract) &&
         is(filter.function, row.function) && (!filter.refused || *filter.refused == (row.result != ResultCode::Executed));
}

}  // namespace

Result<ActivityScan> ChannelQueries::activity(const ActivityFilter& filter, TransactionNumber below, std::size_t count) const {
  constexpr std::size_t kMostLookedAt = 20'000;
  MZ_TRY(const Lease tables, lease());
  ActivityScan scan{{}, below, false, {}};
  if (filter.until && below.value > 0) {
    MZ_TRY(const std::uint64_t behind, firstBlockAt(*tables, filter.until->value + 1, 0));
    MZ_TRY(const auto counts, tables->blockCounts(Height(behind)));
    if (counts) scan.next = std::min(below, TransactionNumber(counts->transactionsBefore));
  }
  std::size_t looked = 0;
  while (scan.next.value > 0 && scan.rows.size() < count && looked < kMostLookedAt) {
    MZ_TRY(const auto height, tables->heightOf(TransactionNumber(scan.next.value - 1)));
    if (!height) return noTransaction(TransactionNumber(scan.next.value - 1));
    MZ_TRY(const BlockCounts counts, countsOf(*tables, height->value));
    scan.reached = counts.time;
    if (filter.from && counts.time < *filter.from) {
      scan.complete = true;
      return scan;
    }
    ++looked;
    if (filter.refused == true && counts.refused == 0) {  // a whole block without any
      scan.next = TransactionNumber(counts.transactionsBefore);
      continue;
    }
    while (scan.next.value > counts.transactionsBefore && scan.rows.size() < count && looked < kMostLookedAt) {
      MZ_TRY(const auto chunk, tables->chunkOf(TransactionNumber(scan.next.value - 1)));
      if (!chunk) return noTransaction(TransactionNumber(scan.next.value - 1));
      for (std::size_t i = scan.next.value - chunk->first.value; i-- > 0 && scan.rows.size() < count;) {
        TransactionSummary row = summarize(chunk->transactions[i], chunk->height, counts.time);
        scan.next = row.number;
        ++looked;
        if (letsThrough(filter, row)) scan.rows.push_back(std::move(row));
      }
    }
  }
  scan.complete = scan.next.value == 0;
  return scan;
}

namespace {

struct LeafParts {
  std::string leaf;
  std::vector<StoredVersion> versions;
  std::vector<Event> events;
  std::optional<Envelope> envelope;
};

// The leaf of a stored transaction, from what lies beside it.
Result<LeafParts> leafOf(ChannelTables& tables, const StoredTransaction& stored, const StoredBlock& block) {
  LeafParts parts;
  if (stored.envelope.empty()) {
    MZ_TRY(const BatchHeader header, decodeBatchHeader(block.header));
    parts.leaf = formatLeaf(RejectedLeaf{block.height, block.time, stored.digest, stored.result, header.cutter});
    return parts;
  }
  MZ_TRY(parts.envelope, decodeEnvelope(stored.envelope));
  MZ_TRY(parts.versions, tables.versions(stored.firstVersion, stored.writes));
  if (!stored.events.empty()) {
    MZ_TRY(parts.events, parseEvents(stored.events));
  }
  std::vector<Write> writes;
  for (const StoredVersion& version : parts.versions) {
    const auto slash = version.key.find('/');
    writes.push_back({version.key.substr(0, slash), version.key.substr(slash + 1), version.value});
  }
  parts.leaf = formatLeaf(TransactionLeaf{block.height, block.time, parts.envelope->id(), sha256(stored.envelope),
                                          stored.result, writesDigest(writes), eventsDigest(parts.events)});
  return parts;
}

}  // namespace

Result<TransactionDetail> ChannelQueries::transaction(TransactionNumber number, const Certificate& root) const {
  MZ_TRY(const Lease tables, lease());
  const ReplicaView view = m_replica.view();
  MZ_TRY(const auto height, tables->heightOf(number));
  if (!height) return noTransaction(number);
  MZ_TRY(const auto block, tables->block(*height));
  MZ_TRY(const auto stored, tables->transaction(number));
  if (!block || !stored) return noTransaction(number);
  MZ_TRY(const LeafParts parts, leafOf(*tables, *stored, *block));

  TransactionDetail out;
  out.summary = summarize(*stored, *height, block->time);
  out.envelopeBytes = stored->envelope.size();
  if (parts.envelope) {
    out.arguments = parts.envelope->call.arguments;
    out.expiry = parts.envelope->call.expiry;
    out.certificate = parts.envelope->call.creator;
    if (const auto certificate = m_replica.identities().find(out.certificate)) {
      const auto describe = [](const Subject& s) {
        return "O=" + s.org + ", OU=" + std::string(roleName(s.role)) + ", CN=" + s.name;
      };
      out.certificateSubject = describe(certificate->subject());
      out.certificateIssuer = describe(certificate->issuer());
      out.certificateSerial = certificate->serial();
      out.certificateFrom = certificate->notBefore();
      out.certificateUntil = certificate->notAfter();
      out.role = roleName(certificate->subject().role);
      MZ_TRY(out.chain, signerChain(*tables, m_replica, *certificate, root, block->time, stored->firstVersion));
    }
  }
  for (const StoredVersion& version : parts.versions) {
    const auto slash = version.key.find('/');
    WriteDetail write{version.key.substr(0, slash), version.key.substr(slash + 1), std::nullopt, version.value};
    MZ_TRY(const auto before, versionBefore(*tables, m_replica.stateIndex(), m_replica.stateHash(), version.key, version.row));
    if (before) write.before = before->value;
    out.writes.push_back(std::move(write));
  }
  for (const Event& event : parts.events) out.events.emplace_back(event.name, event.payload);
  out.leaf = parts.leaf;
  out.leafHash = leafHash(bytesOf(parts.leaf));
  out.leafIndex = LeafIndex(block->firstLeaf().value + number.value - block->firstTransaction.value);
  out.treeSize = block->treeSize();
  MZ_TRY(out.proof, inclusionProof(*tables, out.treeSize, out.leafIndex));
  MZ_TRY(out.root, treeRoot(*tables, out.treeSize));
  MZ_TRY(const auto signatures, tables->signatures(*height));
  MZ_TRY(const auto configuration, view.configurationAt(*height));
  out.cosigned = countCosigningOrgs(*configuration, signatures);
  out.cosigners = static_cast<std::uint32_t>(configuration->cosigningOrgs().size());
  out.threshold = configuration->finalityThreshold();
  out.isFinal = isFinal(*configuration, out.cosigned);
  return out;
}

Result<std::vector<CertificateLink>> ChannelQueries::certificates(std::string_view text, std::size_t count) const {
  constexpr std::size_t kMostCertificates = 1'000;
  MZ_TRY(const Lease tables, lease());
  return certificatesWith(*tables, m_replica, text, std::min(count, kMostCertificates));
}

Result<std::optional<CertificateLink>> ChannelQueries::certificate(const Fingerprint& fingerprint) const {
  const auto known = m_replica.identities().find(fingerprint);
  if (!known) return std::nullopt;
  MZ_TRY(const Lease tables, lease());
  MZ_TRY(CertificateLink link, certificateNow(*tables, m_replica, *known));
  return link;
}

Result<TransactionNumber> ChannelQueries::find(std::string_view idPrefix) const {
  constexpr std::size_t kShortest = 8, kIndexed = 16;
  if (idPrefix.size() < kShortest || idPrefix.size() > 64)
    return fail(ErrorCode::InvalidArgument, "a transaction id has 64 hexadecimal digits; at least the first 8 are needed");
  std::string lower(idPrefix);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
  MZ_TRY(const Bytes even, fromHex(std::string_view(lower).substr(0, lower.size() / 2 * 2)));
  MZ_TRY(const Lease tables, lease());
  std::optional<TransactionNumber> found;
  bool several = false;
  const auto confirm = [&](std::uint64_t number) -> Result<bool> {
    MZ_TRY(const auto stored, tables->transaction(TransactionNumber(number)));
    if (!stored || stored->envelope.empty()) return true;
    MZ_TRY(const Envelope envelope, decodeEnvelope(stored->envelope));
    if (!envelope.id().hex().starts_with(lower)) return true;
    several = found.has_value() && found->value != number;
    found = TransactionNumber(number);
    return !several;
  };
  if (lower.size() >= kIndexed) {
    std::uint64_t prefix;
    std::memcpy(&prefix, even.data(), sizeof prefix);
    MZ_CHECK(m_replica.idIndex().find(tables->database(), prefix, confirm));
  } else {
    // Shorter than the index's hash: look through the chunks' id columns.
    MZ_TRY(Statement scan, tables->database().prepare("SELECT first, ids FROM chunk ORDER BY first DESC"));
    for (bool more = true; more;) {
      MZ_TRY(const bool row, scan.step());
      if (!row) break;
      const auto first = static_cast<std::uint64_t>(scan.integer(0));
      const ByteView ids = scan.blob(1);
      for (std::size_t i = 0; more && i + 8 <= ids.size(); i += 8)
        if (std::memcmp(ids.data() + i, even.data(), even.size()) == 0) {
          MZ_TRY(more, confirm(first + i / 8));
        }
    }
  }
  if (several) return fail(ErrorCode::InvalidArgument, "several transactions begin with " + lower + "; give more digits");
  if (!found)
    return std::unexpected(Error(ErrorCode::NotFound, "no transaction on this channel begins with " + lower).with("id", lower));
  return *found;
}

Result<std::string> ChannelQueries::receipt(TransactionNumber number) const {
  MZ_TRY(const TransactionDetail detail, transaction(number));
  if (!detail.summary.hasEnvelope)
    return fail(ErrorCode::NotFound, "this entry was recorded as a digest only; there is nothing that a receipt could prove");
  if (!detail.isFinal)
    return std::unexpected(Error(ErrorCode::NotFinal, "block " + std::to_string(detail.summary.height.value) +
                                                          " is cosigned by " + std::to_string(detail.cosigned) + " of " +
                                                          std::to_string(detail.cosigners) + ", " +
                                                          std::to_string(detail.threshold) + " are needed")
                               .with("cosigned", std::to_string(detail.cosigned))
                               .with("threshold", std::to_string(detail.threshold)));
  MZ_TRY(const BlockDetail atBlock, block(detail.summary.height));
  Receipt receipt;
  receipt.leaf = detail.leaf;
  receipt.index = detail.leafIndex;
  receipt.proof = detail.proof;
  MZ_TRY(receipt.checkpoint, SignedNote::parse(atBlock.checkpoint));
  MZ_TRY(const Lease tables, lease());
  MZ_TRY(auto stored, tables->transaction(number));
  if (!stored) return noTransaction(number);
  receipt.envelope = std::move(stored->envelope);
  return receipt.format();
}

Result<std::string> ChannelQueries::policy() const {
  const ReplicaView view = m_replica.view();
  MZ_TRY(const Policy policy, view.configuration->policy(view.channel));
  return policy.format();
}

Result<std::string> ChannelQueries::genesis() const {
  MZ_TRY(const Lease tables, lease());
  MZ_TRY(std::optional<std::string> text, tables->genesis());
  if (!text) return fail(ErrorCode::Damaged, m_file.string() + " has lost its genesis");
  return std::move(*text);
}

Result<std::optional<std::string>> ChannelQueries::state(std::string_view contract, std::string_view key) const {
  MZ_TRY(const Lease tables, lease());
  std::string full(contract);
  full.append(1, '/').append(key);
  MZ_TRY(auto version, versionBefore(*tables, m_replica.stateIndex(), m_replica.stateHash(), full, UINT64_MAX));
  if (!version) return std::nullopt;
  return std::move(version->value);
}

Result<std::vector<bool>> ChannelQueries::known(std::string_view contract, std::span<const std::string> keys) const {
  MZ_TRY(const Lease tables, lease());
  std::vector<bool> out;
  out.reserve(keys.size());
  std::string full;
  for (const std::string& key : keys) {
    if (key.empty()) {
      out.push_back(false);
      continue;
    }
    full.assign(contract).append(1, '/').append(key);
    MZ_TRY(const auto version, versionBefore(*tables, m_replica.stateIndex(), m_replica.stateHash(), full, UINT64_MAX));
    out.push_back(version && version->value);
  }
  return out;
}

Result<std::string> ChannelQueries::arguments(TransactionNumber number) const {
  MZ_TRY(const Lease tables, lease());
  std::optional<Chunk>& chunk = tables.chunk();
  if (!chunk || number < chunk->first || number.value >= chunk->first.value + chunk->transactions.size()) {
    MZ_TRY(chunk, tables->chunkOf(number));
  }
  if (!chunk) return noTransaction(number);
  const Bytes& envelope = chunk->transactions[number.value - chunk->first.value].envelope;
  if (envelope.empty()) return noTransaction(number);
  MZ_TRY(Envelope decoded, decodeEnvelope(envelope));
  return std::move(decoded.call.arguments);
}

}  // namespace mz
