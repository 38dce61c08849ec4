// A selection in order. Any thread.
#pragma once

#include <memory>
#include <vector>

#include "ledger/finance/finance_selection.h"
#include "ledger/finance/payment_order.h"

namespace mz {

// Two sorted sequences, which are merged where a row is asked for.
class FinanceRowList {
 public:
  // byDate and byAmount keep the orders of all payments, from which that of a selection is taken.
  static std::shared_ptr<const FinanceRowList> make(std::shared_ptr<const FinanceSelection> selection, FinanceOrder order,
                                                    OrderKeeper& byDate, OrderKeeper& byAmount);

  const std::shared_ptr<const FinanceSelection>& selection() const { return m_selection; }
  FinanceOrder order() const { return m_order; }
  std::size_t size() const { return m_selection->totals.count; }
  std::uint32_t at(std::size_t position) const;
  std::size_t ownBytes() const;  // without those of an order that is kept anyway

 private:
  std::shared_ptr<const FinanceSelection> m_selection;
  FinanceOrder m_order = FinanceOrder::Recorded;
  std::shared_ptr<const std::vector<std::uint32_t>> m_first;
  std::vector<std::uint32_t> m_second;  // rows that the kept order does not cover yet
};

}  // namespace mz
