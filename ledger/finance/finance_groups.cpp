#include "ledger/finance/finance_groups.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <span>
#include <tuple>

#include "ledger/finance/amount_sums.h"
#include "ledger/finance/chunk_mask.h"
#include "ledger/finance/in_halves.h"
#include "ledger/finance/radix_sort.h"

namespace mz {
namespace {

constexpr std::size_t kSumsAtOnce = 1 << 18;  // 8 MB

std::uint32_t monthOf(Date date) {
  int year = 0;
  int month = 0;
  int day = 0;
  date.toCivil(year, month, day);
  return static_cast<std::uint32_t>(year * 12 + month - 1);
}
constexpr std::uint32_t kMonths = 12 * 10000;

std::string periodName(std::uint32_t month, bool year) {
  const std::string digits = std::to_string(month / 12);
  std::string name = std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
  if (!year) name += (month % 12 < 9 ? "-0" : "-") + std::to_string(month % 12 + 1);
  return name;
}

// Of each date that fits two bytes: year * 12 + month - 1.
std::span<const std::uint32_t> monthsOfDates() {
  static const std::vector<std::uint32_t> months = [] {
    std::vector<std::uint32_t> out(0x10000);
    for (std::uint32_t stored = 0; stored < out.size(); ++stored) out[stored] = monthOf(dateOf(stored));
    return out;
  }();
  return months;
}

// Adds the selected amounts of one chunk to sums[key * width + slot of the currency]; null bits: all rows.
void addGroups(const PaymentChunk& chunk, std::size_t rows, const std::uint64_t* bits, std::optional<TextColumn> column,
               std::span<const std::uint32_t> slotOf, std::size_t width, AmountSum* sums) {
  const std::int64_t* amounts = chunk.amount.get();
  const auto forRows = [&](const auto& add) {
    if (bits == nullptr) {
      for (std::size_t i = 0; i < rows; ++i) add(i);
      return;
    }
    for (std::size_t word = 0; word < (rows + 63) / 64; ++word) {
      forEachBit(bits[word], [&](std::size_t bit) { add(word * 64 + bit); });
    }
  };
  const auto addKeys = [&](const auto& keyOf) {
    const NarrowColumn& currency = chunk.text(TextColumn::Currency);
    if (oneValue(currency, rows)) {
      const std::uint32_t slot = slotOf[currency.at(0)];
      if (slot >= width) return;
      forRows([&](std::size_t i) {
        AmountSum& sum = sums[keyOf(i) * width + slot];
        sum.sum += amounts[i];
        ++sum.count;
      });
      return;
    }
    currency.visit([&](const auto* ids) {
      forRows([&](std::size_t i) {
        const std::uint32_t slot = slotOf[ids[i]];
        if (slot >= width) return;
        AmountSum& sum = sums[keyOf(i) * width + slot];
        sum.sum += amounts[i];
        ++sum.count;
      });
    });
  };
  if (column) {
    chunk.text(*column).visit([&](const auto* ids) { addKeys([ids](std::size_t i) { return std::size_t{ids[i]}; }); });
    return;
  }
  const std::span<const std::uint32_t> months = monthsOfDates();
  chunk.date.visit([&](const auto* dates) {
    addKeys([&](std::size_t i) {
      const std::uint32_t stored = dates[i];
      const std::uint32_t month = stored < months.size() ? months[stored] : monthOf(dateOf(stored));
      return std::size_t{std::min(month, kMonths - 1)};
    });
  });
}

struct FoundGroup {
  std::uint32_t key = 0;       // number of the text, or month
  std::uint32_t currency = 0;  // position in the totals
  AmountSum sum;
};

// One sum for each key and currency that occurs; currencies in as many rounds as keep the table of sums small.
std::vector<FoundGroup> findGroups(const FinanceSelection& selection, std::optional<TextColumn> column) {
  const FinanceSnapshot& snapshot = *selection.snapshot;
  const DictionaryView& currencyNames = snapshot.dictionary(TextColumn::Currency);
  std::vector<std::uint32_t> currencies;
  for (const FinanceTotals::Sum& total : selection.totals.sums) {
    currencies.push_back(currencyNames.find(total.currency).value_or(0));
  }
  const std::size_t keys = column ? snapshot.dictionary(*column).size() : kMonths;
  const std::size_t atOnce = std::max<std::size_t>(1, kSumsAtOnce / keys);
  std::vector<FoundGroup> found;
  for (std::size_t round = 0; round < currencies.size(); round += atOnce) {
    const std::size_t width = std::min(atOnce, currencies.size() - round);
    constexpr std::uint32_t kNotNow = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> slotOf(currencyNames.size(), kNotNow);
    for (std::size_t i = 0; i < width; ++i) slotOf[currencies[round + i]] = static_cast<std::uint32_t>(i);

    std::array<std::vector<AmountSum>, 2> sums;
    inHalves(snapshot.chunks.size(), 4, [&](std::size_t half, std::size_t first, std::size_t end) {
      sums[half].resize(keys * width);
      for (std::size_t c = first; c < end; ++c) {
        const std::uint64_t* bits = selection.all ? nullptr : selection.bits.data() + c * kWordsOfChunk;
        addGroups(*snapshot.chunks[c], snapshot.rowsOf(c), bits, column, slotOf, width, sums[half].data());
      }
    });
    for (std::size_t i = 0; i < sums[1].size(); ++i) sums[0][i].add(sums[1][i]);
    for (std::size_t i = 0; i < sums[0].size(); ++i) {
      if (sums[0][i].count == 0) continue;
      found.push_back({static_cast<std::uint32_t>(i / width), static_cast<std::uint32_t>(round + i % width), sums[0][i]});
    }
  }
  return found;
}

// By year instead of month.
std::vector<FoundGroup> yearsOf(const std::vector<FoundGroup>& months) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, AmountSum> sums;
  for (const FoundGroup& month : months) sums[{month.key / 12 * 12, month.currency}].add(month.sum);
  std::vector<FoundGroup> years;
  for (const auto& [key, sum] : sums) years.push_back({key.first, key.second, sum});
  return years;
}

}  // namespace

std::optional<TextColumn> columnOf(FinanceGrouping grouping) {
  switch (grouping) {
    case FinanceGrouping::Department: return TextColumn::Department;
    case FinanceGrouping::Entity: return TextColumn::Entity;
    case FinanceGrouping::Programme: return TextColumn::Programme;
    case FinanceGrouping::Class: return TextColumn::Class;
    case FinanceGrouping::Payee: return TextColumn::Payee;
    case FinanceGrouping::Month:
    case FinanceGrouping::Year: break;
  }
  return std::nullopt;
}

std::vector<FinanceGroup> groupPayments(const FinanceSelection& selection, FinanceGrouping grouping, std::size_t most) {
  const auto column = columnOf(grouping);
  std::vector<FoundGroup> found = findGroups(selection, column);
  if (grouping == FinanceGrouping::Year) found = yearsOf(found);

  const auto name = [&](const FoundGroup& each) { return selection.snapshot->dictionary(*column).text(each.key); };
  const auto byName = [&](const FoundGroup& a, const FoundGroup& b) {
    if (!column) return std::tie(a.key, a.currency) < std::tie(b.key, b.currency);
    return a.key != b.key ? name(a) < name(b) : a.currency < b.currency;
  };
  std::vector<Keyed<std::uint64_t>> order(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const WideSum size = found[i].sum.sum < 0 ? -found[i].sum.sum : found[i].sum.sum;
    const WideSum limit = std::numeric_limits<std::uint64_t>::max();
    // The largest first; periods in their order.
    order[i] = {column ? ~static_cast<std::uint64_t>(std::min(size, limit)) : found[i].key, static_cast<std::uint32_t>(i)};
  }
  radixSort(order);
  for (auto first = order.begin(); first != order.end();) {
    const auto end = std::find_if(first, order.end(), [&](const auto& each) { return each.value != first->value; });
    std::sort(first, end, [&](const auto& a, const auto& b) { return byName(found[a.row], found[b.row]); });
    first = end;
  }
  if (order.size() > most) order.resize(most);
  std::vector<FinanceGroup> groups;
  groups.reserve(order.size());
  for (const auto& place : order) {
    const FoundGroup& each = found[place.row];
    groups.push_back({column ? std::string(name(each)) : periodName(each.key, grouping == FinanceGrouping::Year),
                      selection.totals.sums[each.currency].currency, each.sum.count, each.sum.amount(), each.sum.overflowed()});
  }
  return groups;
}

}  // namespace mz
