#include "ledger/chain/audit_indexes.h"

namespace mz {

void AuditIndexes::EntrySum::add(std::uint64_t hash, std::uint64_t row) {
  std::uint64_t mixed = (hash ^ (row * 0x9e3779b97f4a7c15ULL)) + 0x9e3779b97f4a7c15ULL;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
  sum += mixed ^ (mixed >> 31);
  ++entries;
}

void AuditIndexes::open() {
  const auto stateHash = StateKeyHash::fromMeta(m_tables);
  if (stateHash)
    m_stateHash = *stateHash;
  else
    m_findings.damage({}, "index", stateHash.error().detail);
  open(m_state);
  open(m_ids);
}

void AuditIndexes::open(Index& index) {
  auto opened = HashIndex::open(m_tables.database(), index.name);
  if (!opened) return m_findings.damage({}, "index", "the index " + index.name + " is not readable: " + opened.error().detail);
  index.stored = std::move(*opened);
}

void AuditIndexes::check(std::uint64_t versions, std::uint64_t transactions) {
  check(m_state, versions);
  check(m_ids, transactions);
}

void AuditIndexes::check(const Index& index, std::uint64_t rows) {
  if (!index.stored) return;
  EntrySum stored;
  const auto read =
      index.stored->forEachStored(m_tables.database(), [&](std::uint64_t hash, std::uint64_t row) { stored.add(hash, row); });
  if (!read)
    m_findings.damage({}, "index", "the index " + index.name + " is not readable: " + read.error().detail);
  else if (stored != index.expected || index.stored->storedRows() > rows)
    m_findings.damage({}, "index", "the index " + index.name + " does not have the entries that the chain gives");
}

Status AuditIndexes::checkOrdered(const std::map<std::string, std::uint64_t, std::less<>>& expected) {
  MZ_TRY(Statement scan, m_tables.database().prepare("SELECT key, row FROM ordered ORDER BY key"));
  auto next = expected.begin();
  for (;;) {
    MZ_TRY(const bool row, scan.step());
    if (!row) break;
    if (next == expected.end() || next->first != scan.text(0) || next->second != static_cast<std::uint64_t>(scan.integer(1)))
      return fail(ErrorCode::Damaged, "the ordered keys differ from the state");
    ++next;
  }
  if (next != expected.end()) return fail(ErrorCode::Damaged, "ordered keys are missing");
  return {};
}

}  // namespace mz
