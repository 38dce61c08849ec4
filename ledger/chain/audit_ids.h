// Checks that every id stands for one transaction: a copy of one that is there should have been dropped when its batch was
// executed. Remembers all ids, 32 bytes each. One thread.
#pragma once

#include "ledger/chain/audit_findings.h"
#include "ledger/chain/audited_chain.h"
#include "ledger/store/hash_table.h"

namespace mz {

class AuditIds {
 public:
  AuditIds(ChannelTables& tables, AuditFindings& findings) : m_tables(tables), m_findings(findings) {}

  void check(const AuditedBlock& block);

 private:
  std::optional<TransactionNumber> earlier(const TransactionId& id) const;
  bool hasId(TransactionNumber number, const TransactionId& id) const;

  ChannelTables& m_tables;
  AuditFindings& m_findings;
  HashTable m_seen;
};

}  // namespace mz
