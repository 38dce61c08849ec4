// Reads the stored transactions of a channel in order, decodes them and verifies their signatures ahead, on the pool; and
// checks that they are numbered and placed as their blocks say. What cannot be read keeps its place. One thread.
#pragma once

#include <deque>
#include <memory>

#include "ledger/base/work_pool.h"
#include "ledger/chain/audit_findings.h"
#include "ledger/chain/audit_indexes.h"
#include "ledger/chain/audited_chain.h"

namespace mz {

class AuditReader {
 public:
  AuditReader(Database& database, const AuditedChain& chain, AuditIndexes& indexes, AuditFindings& findings, WorkPool& pool)
      : m_database(database), m_chain(chain), m_indexes(indexes), m_findings(findings), m_pool(pool) {}
  ~AuditReader();

  Status start();
  // Fills in the transactions of `block`, whose row has been read.
  void gather(AuditedBlock& block);

 private:
  // A chunk whose envelopes are decoded and whose signatures are verified ahead of execution.
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
  Status readAhead();
  void take(AheadChunk& ahead, AuditedBlock& block);
  void keepPlaces(AuditedBlock& block, std::uint64_t until) const;

  Database& m_database;
  const AuditedChain& m_chain;
  AuditIndexes& m_indexes;
  AuditFindings& m_findings;
  WorkPool& m_pool;
  std::unique_ptr<Statement> m_scan;
  std::deque<std::unique_ptr<AheadChunk>> m_ahead;
  bool m_ended = false;
};

}  // namespace mz
