#include "ledger/chain/audit_reader.h"

#include <algorithm>
#include <cstring>

#include "ledger/base/bounds.h"

namespace mz {

namespace {
constexpr std::size_t kChunksAhead = 64;
}

AuditReader::~AuditReader() {
  for (const auto& ahead : m_ahead) m_pool.finish(ahead->ready);
}

Status AuditReader::start() {
  MZ_TRY(Statement scan,
         m_database.prepare("SELECT first, transactions, height, first_version, data, ids FROM chunk WHERE first >= ?1 "
                            "ORDER BY first"));
  m_scan = std::make_unique<Statement>(std::move(scan));
  m_scan->bindInteger(1, 0);
  return {};
}

Status AuditReader::readAhead() {
  while (!m_ended && m_ahead.size() < kChunksAhead) {
    const auto row = m_scan->step();
    if (!row) {
      m_ended = true;  // what lies behind is reported as missing, block by block
      return std::unexpected(row.error());
    }
    if (!*row) {
      m_ended = true;
      return {};
    }
    auto ahead = std::make_unique<AheadChunk>();
    ahead->first = TransactionNumber(static_cast<std::uint64_t>(m_scan->integer(0)));
    // A count that no writer gives is damage, and is not believed.
    ahead->count = std::min(static_cast<std::size_t>(m_scan->integer(1)), kTransactionsPerChunk + 1);
    ahead->height = Height(static_cast<std::uint64_t>(m_scan->integer(2)));
    ahead->firstVersion = static_cast<std::uint64_t>(m_scan->integer(3));
    const ByteView data = m_scan->blob(4), ids = m_scan->blob(5);
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
        raw->envelopes.push_back(stored.envelope.empty() ? PreparedEnvelope()
                                                         : prepareEnvelope(stored.envelope, m_chain.identities));
    });
  }
  return {};
}

// Keeps places where nothing could be read, so that what follows is not misjudged.
void AuditReader::keepPlaces(AuditedBlock& block, std::uint64_t until) const {
  while (m_chain.nextTransaction + block.transactions.size() < until && block.transactions.size() < bounds::kBatchEnvelopes) {
    StoredTransaction unreadable;
    unreadable.number = TransactionNumber(m_chain.nextTransaction + block.transactions.size());
    unreadable.result = ResultCode::Malformed;
    block.transactions.push_back(std::move(unreadable));
    block.envelopes.emplace_back();
    block.envelopes.back().form = ResultCode::Malformed;
    block.unreadable.push_back(true);
  }
}

void AuditReader::take(AheadChunk& ahead, AuditedBlock& block) {
  std::size_t i = 0;
  for (StoredTransaction& stored : ahead.chunk.transactions) {
    std::uint64_t prefix = 0, kept = 0;
    if (!stored.envelope.empty()) prefix = idPrefix(ahead.envelopes[i].id);
    if (ahead.ids.size() >= (i + 1) * 8) std::memcpy(&kept, ahead.ids.data() + i * 8, 8);
    if (kept != prefix || ahead.ids.size() != ahead.count * 8)
      m_findings.damage({block.stored.height, stored.number, ahead.envelopes[i].id}, "index", "the id is listed differently");
    if (prefix != 0) m_indexes.addId(prefix, stored.number);
    block.envelopes.push_back(std::move(ahead.envelopes[i++]));
    block.transactions.push_back(std::move(stored));
    block.unreadable.push_back(false);
  }
}

void AuditReader::gather(AuditedBlock& block) {
  const Height height = block.stored.height;
  const AuditPlace place{height, {}, {}};
  const std::uint64_t end = m_chain.nextTransaction + block.stored.transactions;
  std::uint64_t expected = m_chain.nextTransaction;
  while (expected < end) {
    m_findings.note(readAhead(), place, "block");
    if (m_ahead.empty() || m_ahead.front()->first.value >= end) break;
    m_pool.finish(m_ahead.front()->ready);
    const std::unique_ptr<AheadChunk> ahead = std::move(m_ahead.front());
    m_ahead.pop_front();
    // No chunk reaches into the next block, whatever its row says.
    const std::uint64_t chunkEnd = std::min(ahead->first.value + ahead->count, end);
    if (ahead->first.value != expected || ahead->height != height)
      m_findings.damage({height, ahead->first, {}}, "block", "transactions are numbered or placed wrongly");
    if (ahead->first.value + ahead->count > end)
      m_findings.damage(place, "block", "the block has more transactions than its row says");
    if (ahead->chunk.damaged) {
      const std::uint64_t readable = ahead->first.value + ahead->chunk.transactions.size();
      for (std::uint64_t n = readable; n < chunkEnd; ++n)
        m_findings.damage({height, TransactionNumber(n), {}}, "envelope", "the transaction's stored bytes cannot be read");
      if (ahead->chunk.transactions.size() == ahead->count)
        m_findings.damage({height, ahead->first, {}}, "envelope",
                          "the stored bytes of this group of " + std::to_string(ahead->count) + " transactions have changed");
    }
    take(*ahead, block);
    expected = chunkEnd;
    keepPlaces(block, expected);
  }
  if (expected < end) keepPlaces(block, end);
  if (expected != end)
    m_findings.damage(place, "block", "transactions of the block are missing, from number " + std::to_string(expected));
}

}  // namespace mz
