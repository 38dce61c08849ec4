#include "ledger/finance/payment_order.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <system_error>

namespace mz {
namespace {

constexpr std::size_t kLeastTail = 16384;
constexpr int kDigitBits = 11;
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;

template <class Value>
struct Keyed {
  Value value;
  std::uint32_t row;
};

// Least significant digit first, which is stable; digits that are the same everywhere are skipped.
template <class Value>
void radixSort(std::vector<Keyed<Value>>& items) {
  Value common = ~Value{0};
  Value any = 0;
  for (const auto& item : items) {
    common &= item.value;
    any |= item.value;
  }
  const Value varying = any & ~common;
  std::vector<Keyed<Value>> other(items.size());
  for (unsigned shift = 0; shift < sizeof(Value) * 8; shift += kDigitBits) {
    if (((varying >> shift) & (kDigits - 1)) == 0) continue;
    std::array<std::size_t, kDigits> starts{};
    for (const auto& item : items) ++starts[(item.value >> shift) & (kDigits - 1)];
    std::exclusive_scan(starts.begin(), starts.end(), starts.begin(), std::size_t{0});
    for (const auto& item : items) other[starts[(item.value >> shift) & (kDigits - 1)]++] = item;
    items.swap(other);
  }
}

template <class Value>
std::vector<std::uint32_t> sortWith(const FinanceSnapshot& snapshot, SortKey key, std::vector<std::uint32_t> rows) {
  std::vector<Keyed<Value>> items(rows.size());
  // Less the least one: the differences are small, and their high digits need no sorting.
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const std::uint32_t row : rows) least = std::min(least, sortValue(snapshot, key, row));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto value = static_cast<std::uint64_t>(sortValue(snapshot, key, rows[i]));
    items[i] = {static_cast<Value>(value - static_cast<std::uint64_t>(least)), rows[i]};
  }
  radixSort(items);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = items[i].row;
  return rows;
}

std::vector<std::uint32_t> range(std::size_t first, std::size_t end) {
  std::vector<std::uint32_t> rows(end - first);
  std::iota(rows.begin(), rows.end(), static_cast<std::uint32_t>(first));
  return rows;
}

}  // namespace

std::int64_t sortValue(const FinanceSnapshot& snapshot, SortKey key, std::uint32_t row) {
  return key == SortKey::Date ? snapshot.date(row) : snapshot.amount(row);
}

std::vector<std::uint32_t> sortRows(const FinanceSnapshot& snapshot, SortKey key, std::vector<std::uint32_t> rows) {
  if (key == SortKey::Date) return sortWith<std::uint32_t>(snapshot, key, std::move(rows));
  return sortWith<std::uint64_t>(snapshot, key, std::move(rows));
}

OrderKeeper::~OrderKeeper() {
  if (m_merger.joinable()) m_merger.join();
}

std::shared_ptr<const std::vector<std::uint32_t>> OrderKeeper::rows(const std::shared_ptr<const FinanceSnapshot>& snapshot) {
  const std::lock_guard lock(m_mutex);
  if (!m_rows || m_generation != snapshot->generation) {
    m_rows = std::make_shared<const std::vector<std::uint32_t>>(sortRows(*snapshot, m_key, range(0, snapshot->size)));
    m_generation = snapshot->generation;
    return m_rows;
  }
  const std::size_t covered = m_rows->size();
  if (snapshot->size > covered + std::max(kLeastTail, covered / 32) && !m_merging) startMerge(snapshot);
  return m_rows;
}

void OrderKeeper::startMerge(std::shared_ptr<const FinanceSnapshot> snapshot) {
  if (m_merger.joinable()) m_merger.join();  // has ended: m_merging is false
  m_merging = true;
  try {
    m_merger = std::thread([this, snapshot = std::move(snapshot), old = m_rows] {
      const std::vector<std::uint32_t> tail = sortRows(*snapshot, m_key, range(old->size(), snapshot->size));
      std::vector<std::uint32_t> merged(snapshot->size);
      std::merge(old->begin(), old->end(), tail.begin(), tail.end(), merged.begin(), [&](std::uint32_t a, std::uint32_t b) {
        const std::int64_t left = sortValue(*snapshot, m_key, a);
        const std::int64_t right = sortValue(*snapshot, m_key, b);
        return left != right ? left < right : a < b;
      });
      auto result = std::make_shared<const std::vector<std::uint32_t>>(std::move(merged));
      const std::lock_guard lock(m_mutex);
      m_merging = false;
      if (m_generation == snapshot->generation) m_rows = std::move(result);
    });
  } catch (const std::system_error&) {
    m_merging = false;  // no thread to be had: tried again with the next question
  }
}

}  // namespace mz
