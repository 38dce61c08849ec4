#include "ledger/finance/finance_row_list.h"

#include <algorithm>
#include <array>
#include <span>

#include "ledger/finance/chunk_mask.h"
#include "ledger/finance/in_halves.h"

namespace mz {
namespace {

bool isByDate(FinanceOrder order) { return order == FinanceOrder::DateAscending || order == FinanceOrder::DateDescending; }

constexpr std::size_t kSparse = 64;  // one row in so many or fewer: sorting them beats walking the whole order

std::vector<std::uint32_t> selectedFrom(const FinanceSelection& selection, std::size_t start) {
  std::vector<std::uint32_t> rows;
  if (selection.all) {
    for (std::size_t row = start; row < selection.snapshot->size; ++row) rows.push_back(static_cast<std::uint32_t>(row));
    return rows;
  }
  for (std::size_t word = start / 64; word < selection.bits.size(); ++word) {
    std::uint64_t left = selection.bits[word];
    if (word == start / 64) left &= ~std::uint64_t{0} << (start % 64);
    forEachBit(left, [&](std::size_t bit) { rows.push_back(static_cast<std::uint32_t>(word * 64 + bit)); });
  }
  return rows;
}

// The rows of a kept order that are selected. It may be newer than the selection's snapshot, and have rows beyond it.
std::vector<std::uint32_t> selectedOf(const std::vector<std::uint32_t>& kept, const FinanceSelection& selection) {
  const std::size_t size = selection.snapshot->size;
  const std::size_t count = selection.totals.count;
  std::array<std::vector<std::uint32_t>, 2> halves;
  inHalves(kept.size(), 1 << 18, [&](std::size_t half, std::size_t first, std::size_t end) {
    std::vector<std::uint32_t>& out = halves[half];
    out.resize(std::min(end - first, count) + 1);  // one more, as each row is written before it is judged
    std::size_t used = 0;
    for (std::size_t i = first; i < end; ++i) {
      const std::uint32_t row = kept[i];
      const bool keep = row < size && (selection.all || bitAt(selection.bits, row));
      out[used] = row;
      used += static_cast<std::size_t>(keep);
    }
    out.resize(used);
  });
  halves[0].insert(halves[0].end(), halves[1].begin(), halves[1].end());
  return std::move(halves[0]);
}

}  // namespace

std::shared_ptr<const FinanceRowList> FinanceRowList::make(std::shared_ptr<const FinanceSelection> selection,
                                                           FinanceOrder order, OrderKeeper& byDate, OrderKeeper& byAmount) {
  const auto shared = [](std::vector<std::uint32_t> rows) {
    return std::make_shared<const std::vector<std::uint32_t>>(std::move(rows));
  };
  auto list = std::make_shared<FinanceRowList>();
  list->m_selection = std::move(selection);
  list->m_order = order;
  const FinanceSelection& selected = *list->m_selection;
  const FinanceSnapshot& snapshot = *selected.snapshot;
  if (order == FinanceOrder::Recorded) {
    if (!selected.all) list->m_first = shared(selectedFrom(selected, 0));
    return list;
  }

  const SortKey key = isByDate(order) ? SortKey::Date : SortKey::Amount;
  if (!selected.all && selected.totals.count < snapshot.size / kSparse) {
    list->m_first = shared(sortRows(snapshot, key, selectedFrom(selected, 0)));
    return list;
  }
  const auto kept = (isByDate(order) ? byDate : byAmount).rows(selected.snapshot);
  list->m_first = selected.all && kept->size() <= snapshot.size ? kept : shared(selectedOf(*kept, selected));
  if (kept->size() < snapshot.size) list->m_second = sortRows(snapshot, key, selectedFrom(selected, kept->size()));
  return list;
}

std::size_t FinanceRowList::ownBytes() const {
  if (m_selection->all && m_order != FinanceOrder::Recorded) return 0;
  return (m_first ? m_first->size() * 4 : 0) + m_second.size() * 4;
}

std::uint32_t FinanceRowList::at(std::size_t position) const {
  if (m_order == FinanceOrder::Recorded) return m_first ? (*m_first)[position] : static_cast<std::uint32_t>(position);
  if (m_order == FinanceOrder::DateDescending || m_order == FinanceOrder::AmountDescending) position = size() - 1 - position;
  if (m_second.empty()) return (*m_first)[position];

  const SortKey key = isByDate(m_order) ? SortKey::Date : SortKey::Amount;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const std::int64_t left = sortValue(*m_selection->snapshot, key, a);
    const std::int64_t right = sortValue(*m_selection->snapshot, key, b);
    return left != right ? left < right : a < b;
  };
  // How many of the `position` rows before this one come from the first sequence.
  std::size_t low = position > m_second.size() ? position - m_second.size() : 0;
  std::size_t high = std::min(position, m_first->size());
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (before((*m_first)[middle], m_second[position - middle - 1])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const std::size_t other = position - low;
  if (low == m_first->size()) return m_second[other];
  if (other == m_second.size()) return (*m_first)[low];
  return before((*m_first)[low], m_second[other]) ? (*m_first)[low] : m_second[other];
}

}  // namespace mz
