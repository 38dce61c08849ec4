// The payments in the order of their date or amount, ties in the order of their numbers. The sorted rows cover a prefix of the
// payments; what came since is merged in on a thread of its own when it has grown, so that no question waits for it.
// OrderKeeper: any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "ledger/finance/payment_columns.h"

namespace mz {

enum class SortKey : std::uint8_t { Date, Amount };

std::int64_t sortValue(const FinanceSnapshot& snapshot, SortKey key, std::uint32_t row);
// Sorts rows that are given in ascending order.
std::vector<std::uint32_t> sortRows(const FinanceSnapshot& snapshot, SortKey key, std::vector<std::uint32_t> rows);

class OrderKeeper {
 public:
  explicit OrderKeeper(SortKey key) : m_key(key) {}
  ~OrderKeeper();
  OrderKeeper(const OrderKeeper&) = delete;
  OrderKeeper& operator=(const OrderKeeper&) = delete;

  // Rows 0 to size - 1 of the answer, sorted. It may cover fewer rows than the snapshot has, or more: a newer one was asked
  // about meanwhile. The first call of a generation sorts and takes some 10 ms per million.
  std::shared_ptr<const std::vector<std::uint32_t>> rows(const std::shared_ptr<const FinanceSnapshot>& snapshot);

 private:
  void startMerge(std::shared_ptr<const FinanceSnapshot> snapshot);

  const SortKey m_key;
  std::mutex m_mutex;
  std::uint64_t m_generation = 0;
  std::shared_ptr<const std::vector<std::uint32_t>> m_rows;
  bool m_merging = false;
  std::thread m_merger;
};

}  // namespace mz
