// Executes a block's transactions again and compares what comes out with what is stored: results, events, writes. Where
// something differs it goes on from what is right, so that one damage is not reported as many. One thread.
#pragma once

#include "ledger/chain/audit_findings.h"
#include "ledger/chain/audit_indexes.h"
#include "ledger/chain/audit_state.h"
#include "ledger/chain/audited_chain.h"

namespace mz {

class AuditExecution {
 public:
  AuditExecution(ChannelTables& tables, AuditedChain& chain, AuditIndexes& indexes, AuditFindings& findings)
      : m_tables(tables), m_chain(chain), m_indexes(indexes), m_findings(findings), m_state(tables) {}

  // The genesis block's items: into the configuration and the state, compared with the stored ones.
  Status begin(std::span<const Write> genesis);
  // Fills in what the leaves are made of: computed, writes, outcomes.
  Status check(AuditedBlock& block, UnixSeconds time, const Fingerprint& cutter);
  // After the block's signatures were checked: what it changed in the configuration comes into force.
  Status endBlock();

  const AuditState& state() const { return m_state; }

 private:
  Status checkTransaction(AuditedBlock& block, std::size_t i, UnixSeconds time, CallExecutor& executor);
  Result<CallOutcome> outcomeOf(AuditedBlock& block, std::size_t i, UnixSeconds time, CallExecutor& executor);
  void compareVersions(const CallOutcome& outcome, const StoredTransaction& stored, const AuditPlace& place);
  Status keep(const Write& write);
  Status skipVersions(std::uint64_t until, Height height);
  Status skipToNextBlock(Height height);
  void checkRefused(const AuditedBlock& block, std::uint64_t refused);

  ChannelTables& m_tables;
  AuditedChain& m_chain;
  AuditIndexes& m_indexes;
  AuditFindings& m_findings;
  AuditState m_state;
  std::optional<std::uint64_t> m_refused = 0;  // in all blocks until now; nullopt after one whose count is not known
};

}  // namespace mz
