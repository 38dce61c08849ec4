#include "ledger/channel/configuration_turn.h"

namespace mz {

Status ConfigurationTurn::begin(std::string_view key, const std::optional<std::string>& value, IdentityBook& identities) {
  MZ_CHECK(m_inForce.apply(key, value));
  MZ_CHECK(m_next.apply(key, value));
  return identities.apply(key, value);
}

Status ConfigurationTurn::write(std::string_view key, const std::optional<std::string>& value, IdentityBook& identities) {
  if (!isConfigurationKey(key)) return identities.apply(key, value);
  MZ_CHECK(m_next.apply(key, value));
  m_writes.emplace_back(std::string(key), value);
  return {};
}

Result<std::vector<ItemWrite>> ConfigurationTurn::turn(IdentityBook& identities) {
  for (const auto& [key, value] : m_writes) {
    MZ_CHECK(m_inForce.apply(key, value));
    MZ_CHECK(identities.apply(key, value));
  }
  return std::exchange(m_writes, {});
}

}  // namespace mz
