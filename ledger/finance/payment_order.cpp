#include "ledger/finance/payment_order.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <system_error>

#include "ledger/finance/radix_sort.h"

namespace mz {
namespace {

constexpr std::size_t kLeastTail = 16384;
// Calls visit(position, value) for each row.
template <class Visit>
void forValues(const FinanceSnapshot& snapshot, SortKey key, std::span<const std::uint32_t> rows, const Visit& visit) {
  const bool contiguous = !rows.empty() && rows.back() - rows.front() + 1 == rows.size();
  if (!contiguous) {
    for (std::size_t i = 0; i < rows.size(); ++i) visit(i, sortValue(snapshot, key, rows[i]));
    return;
  }
  for (std::size_t done = 0; done < rows.size();) {
    const std::size_t start = (rows.front() + done) % kChunkRows;
    const std::size_t count = std::min(rows.size() - done, kChunkRows - start);
    const PaymentChunk& chunk = *snapshot.chunks[(rows.front() + done) / kChunkRows];
    if (key == SortKey::Date) {
      chunk.date.visit([&](const auto* dates) {
        for (std::size_t i = 0; i < count; ++i) visit(done + i, static_cast<std::int32_t>(dates[start + i]));
      });
    } else {
      const std::int64_t* amounts = chunk.amount.get();
      for (std::size_t i = 0; i < count; ++i) visit(done + i, amounts[start + i]);
    }
    done += count;
  }
}

template <class Value>
void sortWith(const FinanceSnapshot& snapshot, SortKey key, std::int64_t least, std::vector<std::uint32_t>& rows) {
  std::vector<Keyed<Value>> items(rows.size());
  forValues(snapshot, key, rows, [&](std::size_t i, std::int64_t value) {
    items[i] = {static_cast<Value>(static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(least)), rows[i]};
  });
  radixSort(items);
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = items[i].row;
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
  // Less the least one: the differences are small, and their high digits need no sorting.
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t most = std::numeric_limits<std::int64_t>::min();
  forValues(snapshot, key, rows, [&](std::size_t, std::int64_t value) {
    least = std::min(least, value);
    most = std::max(most, value);
  });
  const std::uint64_t span = rows.empty() ? 0 : static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
  if (span <= std::numeric_limits<std::uint32_t>::max()) {
    sortWith<std::uint32_t>(snapshot, key, least, rows);
  } else {
    sortWith<std::uint64_t>(snapshot, key, least, rows);
  }
  return rows;
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
