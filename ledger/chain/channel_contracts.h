// The contracts that run on a channel: the system contract, and those whose packages the genesis block brought and the
// configuration names. Belongs to the thread that executes. Errors: Damaged (a named package is not there), Malformed.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "ledger/chain/call_executor.h"
#include "ledger/channel/configuration_turn.h"
#include "ledger/channel/genesis.h"
#include "ledger/contract/package.h"

namespace mz {

class ChannelContracts {
 public:
  Status take(const Genesis& genesis);
  // After each change of the configuration. All three must outlive the table; each package is loaded once.
  Status bind(const ChannelId& channel, const ConfigurationTurn& configuration, const IdentityBook& identities);

  const ContractTable& table() const { return m_table; }
  const std::vector<Package>& packages() const { return m_packages; }

 private:
  std::vector<Package> m_packages;
  std::map<Digest, std::shared_ptr<const Contract>> m_loaded;
  ContractTable m_table;
};

}  // namespace mz
