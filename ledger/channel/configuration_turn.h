// The configuration in force while a block is executed, and the one that its transactions make of it, which comes into force
// after the last of them (architecture, "Proposals"). What enrols and revokes takes effect at once. Belongs to the executing
// thread; the two configurations keep their addresses.
#pragma once

#include <utility>
#include <vector>

#include "ledger/channel/identity_book.h"

namespace mz {

using ItemWrite = std::pair<std::string, std::optional<std::string>>;  // item of "system", canonical JSON or removed

class ConfigurationTurn {
 public:
  const Configuration& inForce() const { return m_inForce; }
  const Configuration& next() const { return m_next; }
  bool changed() const { return !m_writes.empty(); }

  // Takes effect at once: the genesis block, and loading.
  Status begin(std::string_view key, const std::optional<std::string>& value, IdentityBook& identities);
  // One write of the system contract.
  Status write(std::string_view key, const std::optional<std::string>& value, IdentityBook& identities);
  // The block is over; returns what came into force, in order.
  Result<std::vector<ItemWrite>> turn(IdentityBook& identities);

 private:
  Configuration m_inForce, m_next;
  std::vector<ItemWrite> m_writes;
};

}  // namespace mz
