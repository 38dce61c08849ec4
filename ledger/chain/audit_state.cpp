#include "ledger/chain/audit_state.h"

#include "ledger/base/random.h"

namespace mz {

namespace {
constexpr std::size_t kRecentEntries = 64 * 1024;
}

AuditState::AuditState(ChannelTables& tables) : m_tables(tables), m_slots(1024) {
  std::uint8_t key[16];
  SystemRandom().fill(key);
  std::memcpy(&m_hash.k0, key, 8);
  std::memcpy(&m_hash.k1, key + 8, 8);
}

void AuditState::remember(std::string_view key, std::optional<std::string> value) {
  if (m_recent.size() >= kRecentEntries) m_recent.clear();
  m_recent.insert_or_assign(std::string(key), std::move(value));
}

Result<std::optional<std::string>> AuditState::get(std::string_view fullKey) {
  if (const auto changed = m_changed.find(fullKey); changed != m_changed.end()) return changed->second;
  std::string key(fullKey);
  if (const auto recent = m_recent.find(key); recent != m_recent.end()) return recent->second;
  const std::uint64_t hash = m_hash(fullKey);
  for (std::size_t i = hash & (m_slots.size() - 1); m_slots[i].row != kFree; i = (i + 1) & (m_slots.size() - 1)) {
    if (m_slots[i].hash != hash) continue;
    MZ_TRY(auto version, m_tables.version(m_slots[i].row));
    if (!version || version->key != fullKey) continue;
    remember(fullKey, version->value);
    return std::move(version->value);
  }
  return std::nullopt;
}

Result<std::vector<std::pair<std::string, std::string>>> AuditState::range(std::string_view prefix, std::string_view from,
                                                                           std::string_view to, std::size_t limit) {
  std::vector<std::pair<std::string, std::string>> out;
  for (auto it = m_ordered.lower_bound(from < prefix ? prefix : from); it != m_ordered.end() && out.size() < limit; ++it) {
    if (!it->first.starts_with(prefix) || (!to.empty() && it->first >= to)) break;
    MZ_TRY(auto value, get(it->first));
    if (value) out.emplace_back(it->first, std::move(*value));
  }
  return out;
}

void AuditState::grow() {
  std::vector<Slot> old(m_slots.size() * 2);
  old.swap(m_slots);
  for (const Slot& slot : old) {
    if (slot.row == kFree) continue;
    std::size_t i = slot.hash & (m_slots.size() - 1);
    while (m_slots[i].row != kFree) i = (i + 1) & (m_slots.size() - 1);
    m_slots[i] = slot;
  }
}

Status AuditState::put(const std::string& fullKey, const std::optional<std::string>& value, std::uint64_t row, bool ordered) {
  MZ_TRY(const auto stored, m_tables.version(row));
  const bool asStored = stored && stored->key == fullKey && stored->value == value;
  if (asStored)
    m_changed.erase(fullKey);
  else
    m_changed.insert_or_assign(fullKey, value);  // the damage is reported by who compares; execution goes on with what is right
  if (ordered && value)
    m_ordered.insert_or_assign(fullKey, row);
  else if (ordered)
    m_ordered.erase(fullKey);
  remember(fullKey, value);

  const std::uint64_t hash = m_hash(fullKey);
  std::size_t i = hash & (m_slots.size() - 1);
  for (; m_slots[i].row != kFree; i = (i + 1) & (m_slots.size() - 1)) {
    if (m_slots[i].hash != hash) continue;
    MZ_TRY(const auto older, m_tables.version(m_slots[i].row));
    if (older && older->key == fullKey) break;  // the key's newest row replaces the one before
  }
  if (m_slots[i].row == kFree) ++m_used;
  m_slots[i] = {hash, row};
  if (m_used * 10 > m_slots.size() * 6) grow();
  return {};
}

}  // namespace mz
