#include "ledger/chain/audit_ids.h"

#include <limits>

namespace mz {

bool AuditIds::hasId(TransactionNumber number, const TransactionId& id) const {
  const auto stored = m_tables.transaction(number);
  if (!stored || !*stored) return false;  // that it cannot be read was reported when it came by
  const auto envelope = decodeEnvelope((*stored)->envelope);
  return envelope && envelope->id() == id;
}

std::optional<TransactionNumber> AuditIds::earlier(const TransactionId& id) const {
  HashTable::Rows rows = m_seen.find(idPrefix(id));
  for (;;) {
    for (std::uint32_t i = 0; i < rows.count; ++i)
      if (const TransactionNumber number(rows.rows[i]); hasId(number, id)) return number;
    if (rows.next == 0) return std::nullopt;
    rows = m_seen.more(rows.next);
  }
}

void AuditIds::check(const AuditedBlock& block) {
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    const StoredTransaction& stored = block.transactions[i];
    const PreparedEnvelope& prepared = block.envelopes[i];
    if (stored.envelope.empty() || prepared.form != ResultCode::Executed) continue;
    if (stored.number.value > std::numeric_limits<std::uint32_t>::max()) continue;  // reported as numbered wrongly
    if (const auto original = earlier(prepared.id))
      m_findings.damage({block.stored.height, stored.number, prepared.id}, "block",
                        "this is a second copy of transaction " + std::to_string(original->value) +
                            ", which should have been dropped: its id was executed twice");
    m_seen.insert(idPrefix(prepared.id), static_cast<std::uint32_t>(stored.number.value));
  }
}

}  // namespace mz
