#include "ledger/store/hash_table.h"

#include <cstring>
#include <utility>

#include "ledger/base/random.h"

namespace mz {
namespace {

constexpr unsigned kFirstSlotBits = 17;
constexpr unsigned kDigitBits = 11;

std::uint64_t oddSecret() {
  SystemRandom random;
  std::array<std::uint8_t, 8> bytes{};
  random.fill(bytes);
  std::uint64_t secret = 0;
  std::memcpy(&secret, bytes.data(), bytes.size());
  return secret | 1;
}

}  // namespace

HashTable::HashTable() : m_secret(oddSecret()), m_shift(64 - kFirstSlotBits), m_slots(std::size_t{1} << kFirstSlotBits) {
  m_entries.reserve(m_slots.size() / 2 + m_slots.size() / 16);
}

void HashTable::insert(std::uint64_t hash, std::uint32_t row) {
  if ((m_entries.size() + 1) * 5 > m_slots.size() * 3) grow();
  const auto tag = static_cast<std::uint32_t>(hash);
  std::size_t at = slotOf(hash);
  for (;; at = (at + 1) & (m_slots.size() - 1)) {
    const Slot& slot = m_slots[at];
    if (slot.newest == 0 || (slot.tag == tag && m_entries[slot.newest - 1].hash == hash)) break;
  }
  m_entries.push_back({hash, row, m_slots[at].newest});
  m_slots[at] = {tag, static_cast<std::uint32_t>(m_entries.size())};
}

HashTable::Rows HashTable::find(std::uint64_t hash) const {
  const auto tag = static_cast<std::uint32_t>(hash);
  for (std::size_t at = slotOf(hash);; at = (at + 1) & (m_slots.size() - 1)) {
    const Slot& slot = m_slots[at];
    if (slot.newest == 0) return {};
    if (slot.tag == tag && m_entries[slot.newest - 1].hash == hash) return more(slot.newest);
  }
}

HashTable::Rows HashTable::more(std::uint32_t next) const {
  Rows out;
  for (out.next = next; out.next != 0 && out.count < out.rows.size(); out.next = m_entries[out.next - 1].older)
    out.rows[out.count++] = m_entries[out.next - 1].row;
  return out;
}

void HashTable::grow() {
  m_shift -= 1;
  m_slots.assign(m_slots.size() * 2, Slot{});
  for (std::size_t place = 0; place < m_entries.size(); ++place) {
    const std::uint64_t hash = m_entries[place].hash;
    std::size_t at = slotOf(hash);
    // The chain of a hash is in the entries already; the slot only has to end at the newest of them.
    while (m_slots[at].newest != 0 && m_entries[m_slots[at].newest - 1].hash != hash) at = (at + 1) & (m_slots.size() - 1);
    m_slots[at] = {static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(place + 1)};
  }
}

std::size_t HashTable::memoryBytes() const { return m_slots.capacity() * sizeof(Slot) + m_entries.capacity() * sizeof(Logged); }

std::vector<HashEntry> HashTable::sorted() const {
  std::vector<HashEntry> from;
  from.reserve(m_entries.size());
  for (const Logged& entry : m_entries) from.push_back({entry.hash, entry.row});
  std::vector<HashEntry> to(from.size());
  // By digits and not by comparisons: stable, and its time does not depend on who chose the hashes.
  for (unsigned shift = 0; shift < 64; shift += kDigitBits) {
    constexpr std::uint64_t kMask = (1U << kDigitBits) - 1;
    std::array<std::uint32_t, kMask + 1> place{};
    for (const HashEntry& entry : from) ++place[(entry.hash >> shift) & kMask];
    std::uint32_t begin = 0;
    for (std::uint32_t& p : place) begin += std::exchange(p, begin);
    for (const HashEntry& entry : from) to[place[(entry.hash >> shift) & kMask]++] = entry;
    from.swap(to);
  }
  return from;
}

}  // namespace mz
