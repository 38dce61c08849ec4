#include "ledger/finance/amount_sums.h"

#include <algorithm>

namespace mz {
namespace {

constexpr std::size_t kFewCurrencies = 5;  // as many runs over the amounts cost less than looking at each row

// Halves of 32 bits, of which 65,536 cannot overflow 64. Amounts are shifted by 2^63 to be unsigned: vector instructions have
// no signed shift of 64 bits.
struct HalvesSum {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::uint64_t count = 0;

  void add(std::int64_t amount, std::uint8_t kept) {
    const std::uint64_t shifted = static_cast<std::uint64_t>(amount) ^ (std::uint64_t{1} << 63);
    const std::uint64_t value = shifted & (std::uint64_t{0} - kept);
    low += value & 0xFFFFFFFF;
    high += value >> 32;
    count += kept;
  }
  void addTo(AmountSum& sum) const {
    sum.sum += (static_cast<WideSum>(high) << 32) + static_cast<WideSum>(low) - (static_cast<WideSum>(count) << 63);
    sum.count += count;
  }
};

}  // namespace

bool oneValue(const NarrowColumn& column, std::size_t rows) {
  return column.visit([&](const auto* ids) {
    std::uint32_t differs = 0;
    for (std::size_t i = 0; i < rows; ++i) differs |= static_cast<std::uint32_t>(ids[i] ^ ids[0]);
    return differs == 0;
  });
}

void addTotals(const PaymentChunk& chunk, std::size_t rows, const std::uint8_t* mask, std::vector<AmountSum>& byCurrency) {
  const NarrowColumn& currency = chunk.text(TextColumn::Currency);
  const std::int64_t* amounts = chunk.amount.get();
  if (oneValue(currency, rows)) {
    HalvesSum sum;
    for (std::size_t i = 0; i < rows; ++i) sum.add(amounts[i], mask[i]);
    sum.addTo(byCurrency[currency.at(0)]);
    return;
  }
  currency.visit([&](const auto* ids) {
    if (byCurrency.size() <= kFewCurrencies) {
      std::uint64_t left = 0;
      for (std::size_t i = 0; i < rows; ++i) left += mask[i];
      // The empty text is the first of the dictionary and rarely a currency: last.
      for (std::size_t n = 1; n <= byCurrency.size() && left > 0; ++n) {
        const auto id = static_cast<std::uint32_t>(n % byCurrency.size());
        HalvesSum sum;
        for (std::size_t i = 0; i < rows; ++i) sum.add(amounts[i], mask[i] & static_cast<std::uint8_t>(ids[i] == id));
        sum.addTo(byCurrency[id]);
        left -= sum.count;
      }
      return;
    }
    for (std::size_t i = 0; i < rows; ++i) {
      if (mask[i] == 0) continue;
      AmountSum& sum = byCurrency[ids[i]];
      sum.sum += amounts[i];
      ++sum.count;
    }
  });
}

FinanceTotals totalsOf(const std::vector<AmountSum>& byCurrency, const DictionaryView& currencies) {
  FinanceTotals totals;
  for (std::uint32_t id = 0; id < byCurrency.size(); ++id) {
    const AmountSum& sum = byCurrency[id];
    if (sum.count == 0) continue;
    totals.count += sum.count;
    totals.sums.push_back({std::string(currencies.text(id)), sum.amount(), sum.count, sum.overflowed()});
  }
  std::sort(totals.sums.begin(), totals.sums.end(), [](const auto& a, const auto& b) { return a.currency < b.currency; });
  return totals;
}

}  // namespace mz
