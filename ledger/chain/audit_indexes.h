// Compares the indexes that a channel's file keeps with the entries that the chain gives. One thread.
#pragma once

#include <map>
#include <optional>

#include "ledger/chain/audit_findings.h"
#include "ledger/chain/state_store.h"
#include "ledger/store/hash_index.h"

namespace mz {

class AuditIndexes {
 public:
  AuditIndexes(ChannelTables& tables, AuditFindings& findings) : m_tables(tables), m_findings(findings) {}

  void open();
  void addState(std::string_view key, std::uint64_t version) { m_state.add(m_stateHash(key), version); }
  void addId(std::uint64_t prefix, TransactionNumber number) { m_ids.add(prefix, number.value); }

  // After the last block.
  void check(std::uint64_t versions, std::uint64_t transactions);
  Status checkOrdered(const std::map<std::string, std::uint64_t, std::less<>>& expected);

 private:
  // A sum over entries that does not depend on their order.
  struct EntrySum {
    std::uint64_t sum = 0, entries = 0;
    void add(std::uint64_t hash, std::uint64_t row);
    bool operator==(const EntrySum&) const = default;
  };
  struct Index {
    std::string name;
    std::optional<HashIndex> stored = std::nullopt;
    EntrySum expected = {};  // of the rows that it should have stored
    void add(std::uint64_t hash, std::uint64_t row) {
      if (stored && row < stored->storedRows()) expected.add(hash, row);
    }
  };
  void open(Index& index);
  void check(const Index& index, std::uint64_t rows);

  ChannelTables& m_tables;
  AuditFindings& m_findings;
  StateKeyHash m_stateHash;
  Index m_state{"state"}, m_ids{"ids"};
};

}  // namespace mz
