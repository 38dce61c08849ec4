// Builds the history tree again from the leaves that were computed, and compares it with the stored tiles, block records and
// checkpoint signatures. Where bytes and tree disagree, what was signed decides which of them has changed. One thread.
#pragma once

#include "ledger/chain/audit_findings.h"
#include "ledger/chain/audited_chain.h"

namespace mz {

class AuditTree {
 public:
  AuditTree(ChannelTables& tables, const AuditedChain& chain, AuditFindings& findings)
      : m_tables(tables), m_chain(chain), m_findings(findings) {}

  // Appends the block's computed leaves and `record`, which is the block record that its content gives.
  Status check(AuditedBlock& block, const std::string& record);

  std::uint64_t size() const { return m_tree.size(); }
  Result<Digest> rootAt(std::uint64_t size) const;  // at the end of a block that was checked
  // Record of the newest block: the one that was signed, where the stored bytes differ.
  const std::string& newestRecord() const { return m_newestRecord; }

 private:
  std::vector<bool> compareTiles(std::span<const Tile> tiles, LeafIndex firstLeaf, std::uint64_t leaves, Height height);
  HistoryTree withStoredLeaves(HistoryTree before, std::span<const Digest> computed, const std::vector<bool>& differs) const;
  void reportLeaves(const AuditedBlock& block, const std::vector<bool>& differs, bool computedSigned);
  Result<bool> checkSignatures(Height height, std::uint64_t size, const Digest& root, bool report);

  ChannelTables& m_tables;
  const AuditedChain& m_chain;
  AuditFindings& m_findings;
  HistoryTree m_tree;
  std::vector<std::pair<std::uint64_t, Digest>> m_recentRoots;  // tree size, root: for clock evidence
  std::string m_newestRecord;
};

}  // namespace mz
