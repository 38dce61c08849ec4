// The configurations that a channel has had: which one was in force while a block was executed, and so whose cosignatures of it
// count. A value; readers hold snapshots. Errors: Damaged.
#pragma once

#include <vector>

#include "ledger/channel/configuration_turn.h"

namespace mz {

class ConfigurationHistory {
 public:
  explicit ConfigurationHistory(std::vector<ItemWrite> genesis = {}) : m_genesis(std::move(genesis)) {}

  // Came into force after this block; blocks in ascending order, several changes of one block in theirs.
  void add(Height after, std::vector<ItemWrite> writes);
  // How many changes were in force while the block was executed: blocks with the same number have the same configuration.
  std::size_t epoch(Height height) const;
  // True where the newest configuration is the one that was in force.
  bool isNewest(Height height) const { return m_changes.empty() || m_changes.back().after < height; }
  Result<Configuration> at(Height height) const;

 private:
  struct Change {
    Height after;
    std::vector<ItemWrite> writes;
  };
  std::vector<ItemWrite> m_genesis;
  std::vector<Change> m_changes;
};

}  // namespace mz
