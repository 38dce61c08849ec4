#include "ledger/channel/configuration_history.h"

#include <algorithm>

namespace mz {

void ConfigurationHistory::add(Height after, std::vector<ItemWrite> writes) { m_changes.push_back({after, std::move(writes)}); }

std::size_t ConfigurationHistory::epoch(Height height) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(m_changes, height, {}, &Change::after) - m_changes.begin());
}

Result<Configuration> ConfigurationHistory::at(Height height) const {
  Configuration configuration;
  for (const auto& [key, value] : m_genesis) MZ_CHECK(configuration.apply(key, value));
  for (const Change& change : m_changes) {
    if (change.after >= height) break;
    for (const auto& [key, value] : change.writes) MZ_CHECK(configuration.apply(key, value));
  }
  return configuration;
}

}  // namespace mz
