#include "ledger/chain/channel_contracts.h"

#include <algorithm>

#include "ledger/channel/system_contract.h"

namespace mz {

Status ChannelContracts::take(const Genesis& genesis) {
  for (const Bytes& archive : genesis.packages) {
    MZ_TRY(Package package, Package::fromArchive(archive));
    m_packages.push_back(std::move(package));
  }
  return {};
}

Status ChannelContracts::bind(const ChannelId& channel, const ConfigurationTurn& configuration,
                              const IdentityBook& identities) {
  m_table.clear();
  m_table.emplace(kSystemContract, std::make_shared<SystemContract>(channel, configuration, identities));
  for (const auto& [name, digest] : configuration.inForce().contracts()) {
    auto& loaded = m_loaded[digest];
    if (!loaded) {
      const auto package = std::ranges::find(m_packages, digest, &Package::digest);
      if (package == m_packages.end())
        return fail(ErrorCode::Damaged, "the package of contract " + name + " is not in the channel file");
      MZ_TRY(auto contract, package->load());
      loaded = std::move(contract);
    }
    m_table.emplace(name, loaded);
  }
  return {};
}

}  // namespace mz
