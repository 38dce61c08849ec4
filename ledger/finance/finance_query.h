// Answers questions to the finance read model by scanning its columns. The last few selections and ordered lists are kept, so
// that pages, groups and jumps of one filter cost next to nothing. Every function: any thread, at any time; at most two threads
// work for one question. An answer is of one consistent state. Descending orders are the exact reverse of ascending ones:
// payments with the same date or amount stand in the order of their numbers, or its reverse. Errors: NotFound (no such
// payment), and those of the source of arguments.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>

#include "ledger/finance/finance_name_counts.h"
#include "ledger/finance/finance_projection.h"
#include "ledger/finance/finance_row_list.h"

namespace mz {

// The arguments, as canonical JSON, of an executed transaction: where id, reference and description of a payment are read. Must
// be callable from any thread. NotFound when the envelope was dropped: those members are then empty.
using ArgumentsSource = std::function<Result<std::string>(TransactionNumber)>;

class FinanceQuery {
 public:
  // The projection must outlive this object.
  FinanceQuery(const FinanceProjection& projection, ArgumentsSource source);

  // Sorts and counts what the first questions would otherwise wait for: for a thread of its own after opening.
  void prepare() const;

  Result<FinanceTable> table(const FinanceFilter& filter, FinanceOrder order, std::uint64_t offset, std::size_t count) const;
  // Largest |sum| first; months and years in order. One group per name and currency; the first `most` of them.
  Result<FinanceGroups> groups(const FinanceFilter& filter, FinanceGrouping grouping, std::size_t most) const;
  Result<FinanceRow> payment(std::uint64_t number) const;
  Result<FinanceRow> paymentOfTransaction(TransactionNumber number) const;

  FinanceNames names() const;
  // Names that contain the text (folded), most payments first; none for months and years.
  std::vector<FinanceNames::Entry> suggest(FinanceGrouping kind, std::string_view text, std::size_t count) const;
  std::vector<BudgetLineRow> budgetLines(int year) const { return m_projection.budgetLines(year); }
  // What led to the payment: budget line, its adjustments until then, allocation. Empty where the payment names no allocation;
  // Damaged where it names one that is not there.
  Result<std::vector<FinanceRecord>> budgetTrail(const FinanceRow& payment) const;

  // Calls the visitor with every row that the filter leaves, in order, all of one state; the visitor's error ends it.
  Status forEach(const FinanceFilter& filter, FinanceOrder order,
                 const std::function<Status(const FinanceRow&)>& visitor) const;

 private:
  using Snapshot = std::shared_ptr<const FinanceSnapshot>;

  Result<std::shared_ptr<const FinanceSelection>> select(const FinanceFilter& filter, const Snapshot& snapshot) const;
  std::shared_ptr<const FinanceRowList> ordered(const std::shared_ptr<const FinanceSelection>& selection,
                                                FinanceOrder order) const;
  Result<FinanceRow> row(const FinanceSnapshot& snapshot, std::size_t number) const;

  const FinanceProjection& m_projection;
  const ArgumentsSource m_source;
  mutable OrderKeeper m_byDate{SortKey::Date};
  mutable OrderKeeper m_byAmount{SortKey::Amount};
  mutable FinanceNameCounts m_nameCounts;
  mutable std::mutex m_cacheMutex;  // newest first
  mutable std::list<std::shared_ptr<const FinanceSelection>> m_selections;
  mutable std::list<std::shared_ptr<const FinanceRowList>> m_lists;
};

}  // namespace mz
