#include "ledger/finance/finance_groups.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <span>
#include <tuple>
#include <type_traits>

#include "ledger/finance/amount_sums.h"
#include "ledger/finance/chunk_mask.h"
#include "ledger/finance/in_halves.h"
#include "ledger/finance/radix_sort.h"

namespace mz {
namespace {

constexpr std::size_t kSumsAtOnce = 1 << 18;  // 4 MB

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

// Half as large as an AmountSum, for tables that are hit everywhere: a sum that does not fit says so.
struct SmallSum {
  std::int64_t sum = 0;
  std::uint32_t count = 0;
  std::uint32_t overflowed = 0;

  void add(std::int64_t amount) {
    overflowed |= static_cast<std::uint32_t>(__builtin_add_overflow(sum, amount, &sum));
    ++count;
  }
  void add(const SmallSum& other) {
    overflowed |= other.overflowed | static_cast<std::uint32_t>(__builtin_add_overflow(sum, other.sum, &sum));
    count += other.count;
  }
  AmountSum wide() const { return {sum, count}; }
};

// Adds the selected amounts of one chunk to sums[key * width + slot of the currency]; null bits: all rows.
template <class Sum>
void addGroups(const PaymentChunk& chunk, std::size_t rows, const std::uint64_t* bits, std::optional<TextColumn> column,
               std::span<const std::uint32_t> slotOf, std::size_t width, Sum* sums) {
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
      forRows([&](std::size_t i) { sums[keyOf(i) * width + slot].add(amounts[i]); });
      return;
    }
    currency.visit([&](const auto* ids) {
      forRows([&](std::size_t i) {
        const std::uint32_t slot = slotOf[ids[i]];
        if (slot >= width) return;
        sums[keyOf(i) * width + slot].add(amounts[i]);
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

// Some of the currencies, which one table of sums has room for.
struct Round {
  std::size_t first = 0;              // position in the totals
  std::size_t width = 0;              // how many
  std::vector<std::uint32_t> slotOf;  // of each currency's number; none of this round: beyond the width
};

// False: a sum did not fit, and nothing was found.
template <class Sum>
bool findInRound(const FinanceSelection& selection, std::optional<TextColumn> column, std::size_t keys, const Round& round,
                 std::vector<FoundGroup>& found) {
  const FinanceSnapshot& snapshot = *selection.snapshot;
  std::array<std::vector<Sum>, 2> halves;
  inHalves(snapshot.chunks.size(), 4, [&](std::size_t half, std::size_t first, std::size_t end) {
    halves[half].resize(keys * round.width);
    for (std::size_t c = first; c < end; ++c) {
      const std::uint64_t* bits = selection.all ? nullptr : selection.bits.data() + c * kWordsOfChunk;
      addGroups(*snapshot.chunks[c], snapshot.rowsOf(c), bits, column, round.slotOf, round.width, halves[half].data());
    }
  });
  std::vector<Sum>& sums = halves[0];
  for (std::size_t i = 0; i < halves[1].size(); ++i) sums[i].add(halves[1][i]);
  std::size_t groups = 0;
  for (const Sum& sum : sums) {
    if constexpr (std::is_same_v<Sum, SmallSum>) {
      if (sum.overflowed != 0) return false;
    }
    groups += static_cast<std::size_t>(sum.count != 0);
  }
  found.reserve(found.size() + groups);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (sums[i].count == 0) continue;
    found.push_back({static_cast<std::uint32_t>(i / round.width), static_cast<std::uint32_t>(round.first + i % round.width),
                     sums[i].wide()});
  }
  return true;
}

// One sum for each key and currency that occurs; currencies in as many rounds as keep the table of sums small.
std::vector<FoundGroup> findGroups(const FinanceSelection& selection, std::optional<TextColumn> column) {
  const FinanceSnapshot& snapshot = *selection.snapshot;
  const DictionaryView& currencyNames = snapshot.dictionary(TextColumn::Currency);
  const std::vector<FinanceTotals::Sum>& totals = selection.totals.sums;
  const std::size_t keys = column ? snapshot.dictionary(*column).size() : kMonths;
  const std::size_t atOnce = std::max<std::size_t>(1, kSumsAtOnce / keys);
  std::vector<FoundGroup> found;
  for (std::size_t first = 0; first < totals.size(); first += atOnce) {
    constexpr std::uint32_t kNotNow = std::numeric_limits<std::uint32_t>::max();
    Round round{first, std::min(atOnce, totals.size() - first), std::vector<std::uint32_t>(currencyNames.size(), kNotNow)};
    for (std::size_t i = 0; i < round.width; ++i) {
      const std::uint32_t currency = currencyNames.find(totals[first + i].currency).value_or(0);
      round.slotOf[currency] = static_cast<std::uint32_t>(i);
    }
    if (!findInRound<SmallSum>(selection, column, keys, round, found))
      findInRound<AmountSum>(selection, column, keys, round, found);
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

using GroupOrder = std::vector<Keyed<std::uint64_t>>;

WideSum magnitudeOf(const AmountSum& sum) { return sum.sum < 0 ? -sum.sum : sum.sum; }

// The currencies are those of the totals, which are sorted by code.
std::vector<FinanceGroups::Others> sumOthers(std::span<const Keyed<std::uint64_t>> left, const std::vector<FoundGroup>& found,
                                             const FinanceTotals& totals) {
  struct Rest {
    std::uint64_t groups = 0;
    AmountSum sum, magnitude;
  };
  std::vector<Rest> rests(totals.sums.size());
  for (const auto& place : left) {
    const FoundGroup& each = found[place.row];
    Rest& rest = rests[each.currency];
    ++rest.groups;
    rest.sum.add(each.sum);
    rest.magnitude.sum += magnitudeOf(each.sum);
  }
  std::vector<FinanceGroups::Others> others;
  for (std::size_t i = 0; i < rests.size(); ++i) {
    const Rest& rest = rests[i];
    if (rest.groups == 0) continue;
    others.push_back({totals.sums[i].currency, rest.groups, rest.sum.count, rest.sum.amount(), rest.magnitude.amount()});
  }
  return others;
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

FinanceGroups groupPayments(const FinanceSelection& selection, FinanceGrouping grouping, std::size_t most) {
  const auto column = columnOf(grouping);
  std::vector<FoundGroup> found = findGroups(selection, column);
  if (grouping == FinanceGrouping::Year) found = yearsOf(found);

  const auto name = [&](const FoundGroup& each) { return selection.snapshot->dictionary(*column).text(each.key); };
  const auto byName = [&](const FoundGroup& a, const FoundGroup& b) {
    if (!column) return std::tie(a.key, a.currency) < std::tie(b.key, b.currency);
    return a.key != b.key ? name(a) < name(b) : a.currency < b.currency;
  };
  GroupOrder order(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const WideSum limit = std::numeric_limits<std::uint64_t>::max();
    // The largest first; periods in their order.
    const WideSum size = std::min(magnitudeOf(found[i].sum), limit);
    order[i] = {column ? ~static_cast<std::uint64_t>(size) : found[i].key, static_cast<std::uint32_t>(i)};
  }
  const auto before = [&](const auto& a, const auto& b) {
    return a.value != b.value ? a.value < b.value : byName(found[a.row], found[b.row]);
  };
  FinanceGroups answer;
  if (order.size() > most) {
    const auto end = order.begin() + static_cast<std::ptrdiff_t>(most);
    std::nth_element(order.begin(), end, order.end(), before);
    answer.others = sumOthers(std::span(end, order.end()), found, selection.totals);
    order.resize(most);
  }
  radixSort(order);
  for (auto first = order.begin(); first != order.end();) {
    const auto end = std::find_if(first, order.end(), [&](const auto& each) { return each.value != first->value; });
    if (end - first > 1) std::sort(first, end, before);
    first = end;
  }
  answer.groups.reserve(order.size());
  for (const auto& place : order) {
    const FoundGroup& each = found[place.row];
    answer.groups.push_back({column ? std::string(name(each)) : periodName(each.key, grouping == FinanceGrouping::Year),
                             selection.totals.sums[each.currency].currency, each.sum.count, each.sum.amount(),
                             each.sum.overflowed()});
  }
  return answer;
}

}  // namespace mz
