// Checks a block's batch header: that it continues the batch before, is signed by a node, covers the block's envelopes, and
// that the clocks in it give the block's time. One thread.
#pragma once

#include "ledger/chain/audit_findings.h"
#include "ledger/chain/audit_tree.h"
#include "ledger/chain/audited_chain.h"
#include "ledger/chain/block_clock.h"

namespace mz {

class AuditHeaders {
 public:
  AuditHeaders(ChannelTables& tables, const AuditedChain& chain, const AuditTree& tree, AuditFindings& findings)
      : m_tables(tables), m_chain(chain), m_tree(tree), m_findings(findings) {}

  struct Judged {
    BatchHeader header;  // empty where it is not readable
    UnixSeconds time;    // by the clocks; the stored one where they cannot be trusted
  };
  Judged check(const AuditedBlock& block, const Digest& previousBatch);
  // After the last block: the stored clocks are the ones that the headers showed.
  Status checkStoredClocks();

 private:
  bool coversEnvelopes(const BatchHeader& header, const AuditedBlock& block) const;
  Result<UnixSeconds> advance(const BatchHeader& header, const std::string& cutterOrg);

  ChannelTables& m_tables;
  const AuditedChain& m_chain;
  const AuditTree& m_tree;
  AuditFindings& m_findings;
  BlockClock m_clock;
};

}  // namespace mz
