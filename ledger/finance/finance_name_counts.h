// How many payments each name has, and the dates between which payments lie: what filters offer, and what completes while
// typing. Counted once and brought up to date from then on. Any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "ledger/finance/payment_columns.h"
#include "ledger/finance/query.h"

namespace mz {

class FinanceNameCounts {
 public:
  using Snapshot = std::shared_ptr<const FinanceSnapshot>;

  void update(const Snapshot& snapshot) { (void)counts(snapshot); }
  FinanceNames names(const Snapshot& snapshot);
  // Names that contain the text (folded), most payments first.
  std::vector<FinanceNames::Entry> suggest(const Snapshot& snapshot, TextColumn column, std::string_view text,
                                           std::size_t count);

 private:
  struct Counts;
  std::shared_ptr<const Counts> counts(const Snapshot& snapshot);

  std::mutex m_mutex;
  std::shared_ptr<const Counts> m_counts;
};

}  // namespace mz
