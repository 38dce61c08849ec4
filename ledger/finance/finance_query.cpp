#include "ledger/finance/finance_query.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <map>
#include <system_error>
#include <thread>

#include "ledger/finance/argument_reader.h"
#include "ledger/finance/radix_sort.h"
#include "ledger/finance/text_fold.h"

namespace mz {
namespace {

__extension__ typedef __int128 WideSum;

constexpr std::size_t kSelectionsKept = 6;
constexpr std::size_t kListsKept = 4;
constexpr std::size_t kListBytesKept = 16 * 1024 * 1024;  // beyond the newest list
constexpr std::size_t kSparse = 64;           // one row in so many or fewer: sorting them beats walking the whole order
constexpr std::size_t kFewOpen = 16;          // a sixteenth of the rows
constexpr std::size_t kFewCurrencies = 5;     // as many runs over the amounts cost less than looking at each row
constexpr std::size_t kSumsAtOnce = 1 << 18;  // 8 MB
constexpr std::size_t kVerifiedRows = 512;    // candidates of a hash that are confirmed against their envelopes
constexpr std::size_t kWordsOfChunk = kChunkRows / 64;
constexpr std::array kSearched = {TextColumn::Payee,       TextColumn::Entity, TextColumn::Department,
                                  TextColumn::Description, TextColumn::Class,  TextColumn::Programme};

// work(first, end) over both halves at once when that is worth a thread.
template <class Work>
void inHalves(std::size_t count, std::size_t worthIt, const Work& work) {
  const std::size_t middle = count / 2;
  if (count < worthIt) {
    work(std::size_t{0}, std::size_t{0}, count);
    return;
  }
  std::thread other;
  try {
    other = std::thread([&] { work(std::size_t{1}, middle, count); });
  } catch (const std::system_error&) {
    work(std::size_t{1}, middle, count);
  }
  work(std::size_t{0}, std::size_t{0}, middle);
  if (other.joinable()) other.join();
}

// Which ids of a column are wanted.
struct IdSet {
  std::vector<std::uint8_t> marks;  // by id
  std::uint32_t only = 0;           // the one, when there is exactly one
  std::size_t count = 0;

  bool everyName() const { return count + 1 == marks.size() && marks[0] == 0; }  // all but the empty text
};

IdSet idsNamed(const DictionaryView& dictionary, std::span<const std::string> names) {
  IdSet set;
  set.marks.resize(dictionary.size());
  for (const std::string& name : names) {
    const auto id = dictionary.find(name);
    if (!id || set.marks[*id] != 0) continue;
    set.marks[*id] = 1;
    set.only = *id;
    ++set.count;
  }
  return set;
}

IdSet idsContaining(const DictionaryView& dictionary, std::string_view word) {
  IdSet set;
  set.marks.resize(dictionary.size());
  set.count = dictionary.markContaining(word, set.marks);
  if (set.count == 1) {
    set.only = static_cast<std::uint32_t>(std::find(set.marks.begin(), set.marks.end(), 1) - set.marks.begin());
  }
  return set;
}

// One word of the search text: where it occurs as a substring, and the rows that have it as id or reference.
struct Word {
  std::vector<std::pair<TextColumn, IdSet>> columns;
  std::vector<std::uint32_t> rows;  // ascending
};

// The filter, with names resolved to ids of one snapshot.
struct Compiled {
  bool nothing = false;  // a condition that no payment meets
  bool dates = false;
  std::int32_t from = std::numeric_limits<std::int32_t>::min();
  std::int32_t until = std::numeric_limits<std::int32_t>::max();
  bool amounts = false;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::vector<std::pair<TextColumn, IdSet>> columns;
};

Compiled compile(const FinanceFilter& filter, const FinanceSnapshot& snapshot) {
  Compiled compiled;
  if (filter.from || filter.until) {
    compiled.dates = true;
    if (filter.from) compiled.from = static_cast<std::int32_t>(storedDate(*filter.from));
    if (filter.until) compiled.until = static_cast<std::int32_t>(storedDate(*filter.until));
    compiled.nothing = compiled.from > compiled.until;
  }
  if (filter.least || filter.most) {
    compiled.amounts = true;
    if (filter.least) compiled.least = filter.least->minor;
    if (filter.most) compiled.most = filter.most->minor;
    compiled.nothing = compiled.nothing || compiled.least > compiled.most;
  }
  const auto restrict = [&](TextColumn column, std::span<const std::string> names) {
    if (names.empty()) return;
    IdSet set = idsNamed(snapshot.dictionary(column), names);
    compiled.nothing = compiled.nothing || set.count == 0;
    compiled.columns.emplace_back(column, std::move(set));
  };
  restrict(TextColumn::Department, filter.departments);
  restrict(TextColumn::Entity, filter.entities);
  restrict(TextColumn::Programme, filter.programmes);
  restrict(TextColumn::Class, filter.classes);
  restrict(TextColumn::Payee, filter.payees);
  if (!filter.currency.empty()) restrict(TextColumn::Currency, {&filter.currency, 1});
  return compiled;
}

// mask[i] is 0 or 1. Plain loops over arrays, which the compiler turns into vector instructions where it can.
void keepIds(const NarrowColumn& column, const IdSet& set, std::size_t rows, std::uint8_t* mask) {
  column.visit([&](const auto* ids) {
    if (set.count == 1) {
      const std::uint32_t only = set.only;
      for (std::size_t i = 0; i < rows; ++i) mask[i] &= static_cast<std::uint8_t>(ids[i] == only);
    } else {
      const std::uint8_t* marks = set.marks.data();
      for (std::size_t i = 0; i < rows; ++i) mask[i] &= marks[ids[i]];
    }
  });
}
void addIds(const NarrowColumn& column, const IdSet& set, std::size_t rows, std::uint8_t* mask) {
  column.visit([&](const auto* ids) {
    if (set.count == 1) {
      const std::uint32_t only = set.only;
      for (std::size_t i = 0; i < rows; ++i) mask[i] |= static_cast<std::uint8_t>(ids[i] == only);
    } else if (set.everyName()) {
      for (std::size_t i = 0; i < rows; ++i) mask[i] |= static_cast<std::uint8_t>(ids[i] != 0);
    } else {
      const std::uint8_t* marks = set.marks.data();
      for (std::size_t i = 0; i < rows; ++i) mask[i] |= marks[ids[i]];
    }
  });
}
std::size_t countOpen(const std::uint8_t* mask, const std::uint8_t* found, std::size_t rows) {
  std::size_t open = 0;
  for (std::size_t i = 0; i < rows; ++i) open += static_cast<std::size_t>(mask[i] & (found[i] ^ 1));
  return open;
}
// Sets found[i] for the rows of the mask that have the word in one of its columns; stops looking when all have it.
void findWord(const PaymentChunk& chunk, const Word& word, std::size_t rows, const std::uint8_t* mask, std::uint8_t* found) {
  std::fill_n(found, rows, std::uint8_t{0});
  std::vector<std::uint32_t> left;  // once few rows are open, they are looked at one by one
  bool few = false;
  for (const auto& [column, set] : word.columns) {
    const NarrowColumn& ids = chunk.text(column);
    if (few) {
      std::erase_if(left, [&](std::uint32_t row) {
        if (set.marks[ids.at(row)] == 0) return false;
        found[row] = 1;
        return true;
      });
      if (left.empty()) return;
      continue;
    }
    const std::size_t open = countOpen(mask, found, rows);
    if (open == 0) return;
    if (open < rows / kFewOpen) {
      few = true;
      for (std::size_t i = 0; i < rows; ++i) {
        if ((mask[i] & (found[i] ^ 1)) == 0) continue;
        if (set.marks[ids.at(i)] != 0) {
          found[i] = 1;
        } else {
          left.push_back(static_cast<std::uint32_t>(i));
        }
      }
    } else {
      addIds(ids, set, rows, found);
    }
  }
}
void keepDates(const NarrowColumn& column, std::int32_t from, std::int32_t until, std::size_t rows, std::uint8_t* mask) {
  column.visit([&](const auto* dates) {
    for (std::size_t i = 0; i < rows; ++i) {
      const auto date = static_cast<std::int32_t>(dates[i]);
      mask[i] &= static_cast<std::uint8_t>((date >= from) & (date <= until));
    }
  });
}
void keepAmounts(const std::int64_t* amounts, std::int64_t least, std::int64_t most, std::size_t rows, std::uint8_t* mask) {
  for (std::size_t i = 0; i < rows; ++i) mask[i] &= static_cast<std::uint8_t>((amounts[i] >= least) & (amounts[i] <= most));
}

void pack(const std::uint8_t* mask, std::size_t rows, std::uint64_t* bits) {
  std::fill_n(bits, (rows + 63) / 64, 0);
  for (std::size_t i = 0; i < rows; i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, mask + i, std::min<std::size_t>(8, rows - i));
    bits[i / 64] |= ((eight * 0x0102040810204080ULL) >> 56) << (i % 64);
  }
}
void unpack(const std::uint64_t* bits, std::size_t rows, std::uint8_t* mask) {
  for (std::size_t i = 0; i < rows; ++i) mask[i] = static_cast<std::uint8_t>((bits[i / 64] >> (i % 64)) & 1);
}

// Exact sums of any number of amounts.
struct Sum {
  WideSum sum = 0;
  std::uint64_t count = 0;

  void add(const Sum& other) {
    sum += other.sum;
    count += other.count;
  }
  bool overflowed() const {
    return sum > std::numeric_limits<std::int64_t>::max() || sum < std::numeric_limits<std::int64_t>::min();
  }
  Amount amount() const {
    if (!overflowed()) return Amount(static_cast<std::int64_t>(sum));
    return Amount(sum > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min());
  }
};

bool oneValue(const NarrowColumn& column, std::size_t rows) {
  return column.visit([&](const auto* ids) {
    std::uint32_t differs = 0;
    for (std::size_t i = 0; i < rows; ++i) differs |= static_cast<std::uint32_t>(ids[i] ^ ids[0]);
    return differs == 0;
  });
}

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
  void addTo(Sum& sum) const {
    sum.sum += (static_cast<WideSum>(high) << 32) + static_cast<WideSum>(low) - (static_cast<WideSum>(count) << 63);
    sum.count += count;
  }
};

// Adds the masked amounts of one chunk to the sums of their currencies.
void addTotals(const PaymentChunk& chunk, std::size_t rows, const std::uint8_t* mask, std::vector<Sum>& byCurrency) {
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
      Sum& sum = byCurrency[ids[i]];
      sum.sum += amounts[i];
      ++sum.count;
    }
  });
}

FinanceTotals totalsOf(const std::vector<Sum>& byCurrency, const DictionaryView& currencies) {
  FinanceTotals totals;
  for (std::uint32_t id = 0; id < byCurrency.size(); ++id) {
    const Sum& sum = byCurrency[id];
    if (sum.count == 0) continue;
    totals.count += sum.count;
    totals.sums.push_back({std::string(currencies.text(id)), sum.amount(), sum.count, sum.overflowed()});
  }
  std::sort(totals.sums.begin(), totals.sums.end(), [](const auto& a, const auto& b) { return a.currency < b.currency; });
  return totals;
}

template <class Visit>
void forEachBit(std::uint64_t word, const Visit& visit) {
  for (; word != 0; word &= word - 1) visit(static_cast<std::size_t>(std::countr_zero(word)));
}

bool bitAt(std::span<const std::uint64_t> bits, std::size_t row) { return ((bits[row / 64] >> (row % 64)) & 1) != 0; }

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

// Adds the selected amounts of one chunk to sums[key * width + slot of the currency]; null bits: all rows.
void addGroups(const PaymentChunk& chunk, std::size_t rows, const std::uint64_t* bits, std::optional<TextColumn> column,
               std::span<const std::uint32_t> months, std::span<const std::uint32_t> slotOf, std::size_t width, Sum* sums) {
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
        Sum& sum = sums[keyOf(i) * width + slot];
        sum.sum += amounts[i];
        ++sum.count;
      });
      return;
    }
    currency.visit([&](const auto* ids) {
      forRows([&](std::size_t i) {
        const std::uint32_t slot = slotOf[ids[i]];
        if (slot >= width) return;
        Sum& sum = sums[keyOf(i) * width + slot];
        sum.sum += amounts[i];
        ++sum.count;
      });
    });
  };
  if (column) {
    chunk.text(*column).visit([&](const auto* ids) { addKeys([ids](std::size_t i) { return std::size_t{ids[i]}; }); });
    return;
  }
  chunk.date.visit([&](const auto* dates) {
    addKeys([&](std::size_t i) {
      const std::uint32_t stored = dates[i];
      const std::uint32_t month = stored < months.size() ? months[stored] : monthOf(dateOf(stored));
      return std::size_t{std::min(month, kMonths - 1)};
    });
  });
}

std::vector<FinanceNames::Entry> mostFirst(std::vector<FinanceNames::Entry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.name < b.name; });
  return entries;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

// What a filter leaves of one snapshot.
struct FinanceQuery::Selection {
  FinanceFilter filter;
  Snapshot snapshot;
  bool all = false;                 // every payment; `bits` is empty then
  std::vector<std::uint64_t> bits;  // whole chunks
  FinanceTotals totals;
};

// A selection in order: two sorted sequences that are merged where a row is asked for.
struct FinanceQuery::RowList {
  std::shared_ptr<const Selection> selection;
  FinanceOrder order = FinanceOrder::Recorded;
  std::shared_ptr<const std::vector<std::uint32_t>> first;
  std::vector<std::uint32_t> second;  // rows that the kept order does not cover yet

  std::size_t size() const { return selection->totals.count; }
  std::size_t bytes() const { return (first ? first->size() * 4 : 0) + second.size() * 4; }
  std::uint32_t at(std::size_t position) const;
};

std::uint32_t FinanceQuery::RowList::at(std::size_t position) const {
  if (order == FinanceOrder::Recorded) return first ? (*first)[position] : static_cast<std::uint32_t>(position);
  if (order == FinanceOrder::DateDescending || order == FinanceOrder::AmountDescending) position = size() - 1 - position;
  if (second.empty()) return (*first)[position];

  const bool byDate = order == FinanceOrder::DateAscending || order == FinanceOrder::DateDescending;
  const SortKey key = byDate ? SortKey::Date : SortKey::Amount;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const std::int64_t left = sortValue(*selection->snapshot, key, a);
    const std::int64_t right = sortValue(*selection->snapshot, key, b);
    return left != right ? left < right : a < b;
  };
  // How many of the `position` rows before this one come from the first sequence.
  std::size_t low = position > second.size() ? position - second.size() : 0;
  std::size_t high = std::min(position, first->size());
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (before((*first)[middle], second[position - middle - 1])) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const std::size_t other = position - low;
  if (low == first->size()) return second[other];
  if (other == second.size()) return (*first)[low];
  return before((*first)[low], second[other]) ? (*first)[low] : second[other];
}

// How many payments each name has, up to a row; and the dates between which they lie.
struct FinanceQuery::Counts {
  std::uint64_t generation = 0;
  std::size_t rows = 0;
  std::array<std::vector<std::uint64_t>, kTextColumns> byId;
  std::int32_t first = std::numeric_limits<std::int32_t>::max();
  std::int32_t last = std::numeric_limits<std::int32_t>::min();
};

FinanceQuery::FinanceQuery(const FinanceProjection& projection, ArgumentsSource source)
    : m_projection(projection), m_source(std::move(source)), m_months(0x10000) {
  for (std::uint32_t stored = 0; stored < m_months.size(); ++stored) m_months[stored] = monthOf(dateOf(stored));
}
FinanceQuery::~FinanceQuery() = default;

Result<std::shared_ptr<const FinanceQuery::Selection>> FinanceQuery::select(const FinanceFilter& filter,
                                                                            const Snapshot& snapshot) const {
  {
    const std::lock_guard lock(m_cacheMutex);
    for (auto found = m_selections.begin(); found != m_selections.end(); ++found) {
      if ((*found)->snapshot->revision != snapshot->revision || (*found)->filter != filter) continue;
      m_selections.splice(m_selections.begin(), m_selections, found);
      return m_selections.front();
    }
  }
  MZ_TRY(auto selection, scan(filter, snapshot));
  const std::lock_guard lock(m_cacheMutex);
  m_selections.push_front(selection);
  if (m_selections.size() > kSelectionsKept) m_selections.pop_back();
  return selection;
}

Result<std::shared_ptr<const FinanceQuery::Selection>> FinanceQuery::scan(const FinanceFilter& filter,
                                                                          const Snapshot& snapshot) const {
  auto selection = std::make_shared<Selection>();
  selection->filter = filter;
  selection->snapshot = snapshot;
  const std::string_view text = trimmed(filter.text);
  const Compiled compiled = compile(filter, *snapshot);
  selection->all = !compiled.nothing && !compiled.dates && !compiled.amounts && compiled.columns.empty() && text.empty();

  const std::size_t chunkCount = snapshot->chunks.size();
  std::vector<std::uint64_t>& bits = selection->bits;
  if (!selection->all) bits.resize(chunkCount * kWordsOfChunk);
  if (compiled.nothing) return selection;

  std::array<std::vector<Sum>, 2> sums;
  for (auto& half : sums) half.resize(snapshot->dictionary(TextColumn::Currency).size());
  const bool totalsNow = text.empty();
  inHalves(chunkCount, 4, [&](std::size_t half, std::size_t first, std::size_t end) {
    std::vector<std::uint8_t> mask(kChunkRows);
    for (std::size_t c = first; c < end; ++c) {
      const PaymentChunk& chunk = *snapshot->chunks[c];
      const std::size_t rows = snapshot->rowsOf(c);
      std::fill_n(mask.data(), rows, std::uint8_t{1});
      if (compiled.dates) keepDates(chunk.date, compiled.from, compiled.until, rows, mask.data());
      for (const auto& [column, set] : compiled.columns) keepIds(chunk.text(column), set, rows, mask.data());
      if (compiled.amounts) keepAmounts(chunk.amount.get(), compiled.least, compiled.most, rows, mask.data());
      if (totalsNow) addTotals(chunk, rows, mask.data(), sums[half]);
      if (!selection->all) pack(mask.data(), rows, bits.data() + c * kWordsOfChunk);
    }
  });

  if (!totalsNow) {
    const std::vector<std::string> typed = plainWords(text);
    std::vector<Word> words(typed.size());
    // Work item n: one word in one dictionary. The dictionaries are ordered so that both halves are about as large.
    std::vector<IdSet> sets(words.size() * kSearched.size());
    inHalves(sets.size(), 2, [&](std::size_t, std::size_t first, std::size_t end) {
      for (std::size_t n = first; n < end; ++n) {
        const DictionaryView& dictionary = snapshot->dictionary(kSearched[n / words.size()]);
        sets[n] = idsContaining(dictionary, folded(typed[n % words.size()]));
      }
    });
    for (std::size_t n = 0; n < sets.size(); ++n) {
      if (sets[n].count > 0) words[n % words.size()].columns.emplace_back(kSearched[n / words.size()], std::move(sets[n]));
    }
    // What matches the most texts first, as it may leave nothing to look for.
    for (Word& word : words) {
      std::sort(word.columns.begin(), word.columns.end(), [](const auto& a, const auto& b) {
        return a.second.count * b.second.marks.size() > b.second.count * a.second.marks.size();
      });
    }
    std::vector<std::string_view> exact(typed.begin(), typed.end());
    if (typed.size() > 1) exact.push_back(text);
    MZ_TRY(auto exactRows, rowsWithExactTexts(*snapshot, exact, bits));
    for (std::size_t i = 0; i < words.size(); ++i) words[i].rows = std::move(exactRows[i]);
    const std::vector<std::uint32_t> whole = typed.size() > 1 ? std::move(exactRows.back()) : std::vector<std::uint32_t>();

    inHalves(chunkCount, 2, [&](std::size_t half, std::size_t first, std::size_t end) {
      std::vector<std::uint8_t> mask(kChunkRows);
      std::vector<std::uint8_t> found(kChunkRows);
      for (std::size_t c = first; c < end; ++c) {
        const PaymentChunk& chunk = *snapshot->chunks[c];
        const std::size_t rows = snapshot->rowsOf(c);
        const std::size_t base = c * kChunkRows;
        const auto setRows = [&](const std::vector<std::uint32_t>& list, std::vector<std::uint8_t>& into) {
          for (auto at = std::lower_bound(list.begin(), list.end(), base); at != list.end() && *at < base + rows; ++at) {
            into[*at - base] = 1;
          }
        };
        unpack(bits.data() + c * kWordsOfChunk, rows, mask.data());
        const std::uint8_t* const afterMask = mask.data() + rows;
        for (const Word& word : words) {
          if (std::find(static_cast<const std::uint8_t*>(mask.data()), afterMask, 1) == afterMask) break;
          findWord(chunk, word, rows, mask.data(), found.data());
          setRows(word.rows, found);
          for (std::size_t i = 0; i < rows; ++i) mask[i] &= found[i];
        }
        setRows(whole, mask);
        addTotals(chunk, rows, mask.data(), sums[half]);
        pack(mask.data(), rows, bits.data() + c * kWordsOfChunk);
      }
    });
  }

  for (std::size_t i = 0; i < sums[0].size(); ++i) sums[0][i].add(sums[1][i]);
  selection->totals = totalsOf(sums[0], snapshot->dictionary(TextColumn::Currency));
  return selection;
}

Result<std::vector<std::vector<std::uint32_t>>> FinanceQuery::rowsWithExactTexts(const FinanceSnapshot& snapshot,
                                                                                 std::span<const std::string_view> texts,
                                                                                 std::span<const std::uint64_t> among) const {
  std::vector<std::uint32_t> hashes;
  for (const std::string_view text : texts) hashes.push_back(static_cast<std::uint32_t>(textHash(text)));
  std::array<std::vector<std::vector<std::uint32_t>>, 2> candidates;
  for (auto& half : candidates) half.resize(texts.size());
  inHalves(snapshot.chunks.size(), 2, [&](std::size_t half, std::size_t first, std::size_t end) {
    for (std::size_t c = first; c < end; ++c) {
      const std::uint32_t* ids = snapshot.chunks[c]->idHash.get();
      const std::uint32_t* references = snapshot.chunks[c]->referenceHash.get();
      const std::size_t count = snapshot.rowsOf(c);
      constexpr std::size_t kStride = 512;  // short runs without a branch inside, which become vector instructions
      for (std::size_t start = 0; start < count; start += kStride) {
        const std::size_t stop = std::min(count, start + kStride);
        for (std::size_t t = 0; t < hashes.size(); ++t) {
          const std::uint32_t hash = hashes[t];
          std::uint32_t any = 0;
          for (std::size_t i = start; i < stop; ++i)
            any |= static_cast<std::uint32_t>((ids[i] == hash) | (references[i] == hash));
          if (any == 0) continue;
          for (std::size_t i = start; i < stop; ++i) {
            const std::size_t row = c * kChunkRows + i;
            if (ids[i] != hash && references[i] != hash) continue;
            if (bitAt(among, row)) candidates[half][t].push_back(static_cast<std::uint32_t>(row));
          }
        }
      }
    }
  });

  std::vector<std::vector<std::uint32_t>> confirmed(texts.size());
  for (std::size_t t = 0; t < texts.size(); ++t) {
    // A reference that very many payments share is taken by its hash alone.
    std::size_t verified = 0;
    for (const auto& half : candidates) {
      for (const std::uint32_t candidate : half[t]) {
        if (verified++ < kVerifiedRows) {
          MZ_TRY(const FinanceRow payment, row(snapshot, candidate));
          if (payment.id != texts[t] && payment.reference != texts[t]) continue;
        }
        confirmed[t].push_back(candidate);
      }
    }
  }
  return confirmed;
}

std::shared_ptr<const FinanceQuery::RowList> FinanceQuery::ordered(const std::shared_ptr<const Selection>& selection,
                                                                   FinanceOrder order) const {
  {
    const std::lock_guard lock(m_cacheMutex);
    for (auto found = m_lists.begin(); found != m_lists.end(); ++found) {
      if ((*found)->selection != selection || (*found)->order != order) continue;
      m_lists.splice(m_lists.begin(), m_lists, found);
      return m_lists.front();
    }
  }

  const FinanceSnapshot& snapshot = *selection->snapshot;
  const std::span<const std::uint64_t> bits = selection->bits;
  const std::size_t count = selection->totals.count;
  auto list = std::make_shared<RowList>();
  list->selection = selection;
  list->order = order;
  const auto selectedFrom = [&](std::size_t start) {
    std::vector<std::uint32_t> rows;
    if (selection->all) {
      for (std::size_t row = start; row < snapshot.size; ++row) rows.push_back(static_cast<std::uint32_t>(row));
      return rows;
    }
    for (std::size_t word = start / 64; word < bits.size(); ++word) {
      std::uint64_t left = bits[word];
      if (word == start / 64) left &= ~std::uint64_t{0} << (start % 64);
      forEachBit(left, [&](std::size_t bit) { rows.push_back(static_cast<std::uint32_t>(word * 64 + bit)); });
    }
    return rows;
  };

  if (order == FinanceOrder::Recorded) {
    if (!selection->all) list->first = std::make_shared<const std::vector<std::uint32_t>>(selectedFrom(0));
  } else {
    const bool byDate = order == FinanceOrder::DateAscending || order == FinanceOrder::DateDescending;
    const SortKey key = byDate ? SortKey::Date : SortKey::Amount;
    if (!selection->all && count < snapshot.size / kSparse) {
      list->first = std::make_shared<const std::vector<std::uint32_t>>(sortRows(snapshot, key, selectedFrom(0)));
    } else {
      const auto kept = (byDate ? m_byDate : m_byAmount).rows(selection->snapshot);
      if (selection->all && kept->size() <= snapshot.size) {
        list->first = kept;
      } else {
        // Also where everything is selected, when the kept order is newer than this snapshot and has rows beyond it.
        std::array<std::vector<std::uint32_t>, 2> halves;
        inHalves(kept->size(), 1 << 18, [&](std::size_t half, std::size_t first, std::size_t end) {
          std::vector<std::uint32_t>& out = halves[half];
          out.resize(std::min(end - first, count) + 1);  // one more, as each row is written before it is judged
          std::size_t used = 0;
          for (std::size_t i = first; i < end; ++i) {
            const std::uint32_t row = (*kept)[i];
            const bool keep = row < snapshot.size && (selection->all || bitAt(bits, row));
            out[used] = row;
            used += static_cast<std::size_t>(keep);
          }
          out.resize(used);
        });
        halves[0].insert(halves[0].end(), halves[1].begin(), halves[1].end());
        list->first = std::make_shared<const std::vector<std::uint32_t>>(std::move(halves[0]));
      }
      if (kept->size() < snapshot.size) list->second = sortRows(snapshot, key, selectedFrom(kept->size()));
    }
  }

  const std::lock_guard lock(m_cacheMutex);
  m_lists.push_front(list);
  std::size_t bytes = 0;
  std::size_t keep = 0;
  for (const auto& each : m_lists) {
    const bool shared = each->selection->all && each->order != FinanceOrder::Recorded;
    if (!shared) bytes += each->bytes();
    if (keep > 0 && (bytes > kListBytesKept || keep >= kListsKept)) break;
    ++keep;
  }
  while (m_lists.size() > keep) m_lists.pop_back();
  return list;
}

Result<FinanceRow> FinanceQuery::row(const FinanceSnapshot& snapshot, std::size_t number) const {
  const PaymentValues values = snapshot.at(number);
  const auto text = [&](TextColumn column) {
    return std::string(snapshot.dictionary(column).text(values.texts[static_cast<std::size_t>(column)]));
  };
  FinanceRow row;
  row.payment = number;
  row.transaction = TransactionNumber(values.transaction);
  row.date = dateOf(values.date);
  row.department = text(TextColumn::Department);
  row.entity = text(TextColumn::Entity);
  row.programme = text(TextColumn::Programme);
  row.functionalClass = text(TextColumn::Class);
  row.payee = text(TextColumn::Payee);
  row.currency = text(TextColumn::Currency);
  row.amount = Amount(values.amount);

  const Result<std::string> arguments = m_source(row.transaction);
  if (!arguments) {
    if (arguments.error().code == ErrorCode::NotFound) return row;
    return std::unexpected(arguments.error());
  }
  ArgumentReader reader(*arguments);
  for (auto kind = reader.next(); kind != ArgumentReader::Kind::End; kind = reader.next()) {
    if (kind == ArgumentReader::Kind::Malformed) {
      return fail(ErrorCode::Damaged, "the arguments of transaction " + std::to_string(values.transaction) + " cannot be read");
    }
    if (kind != ArgumentReader::Kind::Text) continue;
    if (reader.name() == "id") row.id = reader.text();
    if (reader.name() == "reference") row.reference = reader.text();
    if (reader.name() == "allocation") row.allocation = reader.text();
    if (reader.name() == "description") row.description = reader.text();
  }
  return row;
}

void FinanceQuery::prepare() const {
  const Snapshot snapshot = m_projection.snapshot();
  inHalves(2, 2, [&](std::size_t half, std::size_t, std::size_t) { (half == 0 ? m_byDate : m_byAmount).rows(snapshot); });
  counts(snapshot);
}

Result<FinanceTable> FinanceQuery::table(const FinanceFilter& filter, FinanceOrder order, std::uint64_t offset,
                                         std::size_t count) const {
  const Snapshot snapshot = m_projection.snapshot();
  MZ_TRY(const auto selection, select(filter, snapshot));
  FinanceTable table;
  table.revision = snapshot->revision;
  table.totals = selection->totals;
  table.offset = offset;
  if (count == 0 || offset >= selection->totals.count) return table;
  const auto list = ordered(selection, order);
  const std::size_t end = offset + std::min<std::uint64_t>(count, list->size() - offset);
  table.rows.reserve(end - offset);
  for (std::size_t position = offset; position < end; ++position) {
    MZ_TRY(FinanceRow made, row(*snapshot, list->at(position)));
    table.rows.push_back(std::move(made));
  }
  return table;
}

Status FinanceQuery::forEach(const FinanceFilter& filter, FinanceOrder order,
                             const std::function<Status(const FinanceRow&)>& visitor) const {
  const Snapshot snapshot = m_projection.snapshot();
  MZ_TRY(const auto selection, select(filter, snapshot));
  if (selection->totals.count == 0) return {};
  const auto list = ordered(selection, order);
  for (std::size_t position = 0; position < list->size(); ++position) {
    MZ_TRY(const FinanceRow each, row(*snapshot, list->at(position)));
    MZ_CHECK(visitor(each));
  }
  return {};
}

Result<std::vector<FinanceGroup>> FinanceQuery::groups(const FinanceFilter& filter, FinanceGrouping grouping,
                                                       std::size_t most) const {
  const Snapshot snapshot = m_projection.snapshot();
  MZ_TRY(const auto selection, select(filter, snapshot));
  const auto column = columnOf(grouping);
  const std::size_t keys = column ? snapshot->dictionary(*column).size() : kMonths;

  // One sum for each key and currency that occurs; currencies in as many rounds as keep the table of sums small.
  std::vector<std::uint32_t> currencies;
  for (const FinanceTotals::Sum& total : selection->totals.sums) {
    currencies.push_back(snapshot->dictionary(TextColumn::Currency).find(total.currency).value_or(0));
  }
  struct Found {
    std::uint32_t key = 0;
    std::uint32_t currency = 0;  // position in the totals
    Sum sum;
  };
  std::vector<Found> found;
  const std::size_t atOnce = std::max<std::size_t>(1, kSumsAtOnce / keys);
  for (std::size_t round = 0; round < currencies.size(); round += atOnce) {
    const std::size_t width = std::min(atOnce, currencies.size() - round);
    constexpr std::uint32_t kNotNow = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> slotOf(snapshot->dictionary(TextColumn::Currency).size(), kNotNow);
    for (std::size_t i = 0; i < width; ++i) slotOf[currencies[round + i]] = static_cast<std::uint32_t>(i);

    std::array<std::vector<Sum>, 2> sums;
    inHalves(snapshot->chunks.size(), 4, [&](std::size_t half, std::size_t first, std::size_t end) {
      sums[half].resize(keys * width);
      for (std::size_t c = first; c < end; ++c) {
        const std::uint64_t* bits = selection->all ? nullptr : selection->bits.data() + c * kWordsOfChunk;
        addGroups(*snapshot->chunks[c], snapshot->rowsOf(c), bits, column, m_months, slotOf, width, sums[half].data());
      }
    });
    for (std::size_t i = 0; i < sums[1].size(); ++i) sums[0][i].add(sums[1][i]);
    for (std::size_t i = 0; i < sums[0].size(); ++i) {
      if (sums[0][i].count == 0) continue;
      found.push_back({static_cast<std::uint32_t>(i / width), static_cast<std::uint32_t>(round + i % width), sums[0][i]});
    }
  }

  if (grouping == FinanceGrouping::Year) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, Sum> years;
    for (const Found& month : found) years[{month.key / 12 * 12, month.currency}].add(month.sum);
    found.clear();
    for (const auto& [key, sum] : years) found.push_back({key.first, key.second, sum});
  }
  const auto name = [&](const Found& each) { return snapshot->dictionary(*column).text(each.key); };
  const auto byName = [&](const Found& a, const Found& b) {
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
    const Found& each = found[place.row];
    groups.push_back({column ? std::string(name(each)) : periodName(each.key, grouping == FinanceGrouping::Year),
                      selection->totals.sums[each.currency].currency, each.sum.count, each.sum.amount(),
                      each.sum.overflowed()});
  }
  return groups;
}

Result<FinanceRow> FinanceQuery::payment(std::uint64_t number) const {
  const Snapshot snapshot = m_projection.snapshot();
  if (number >= snapshot->size) {
    return fail(ErrorCode::NotFound, "there is no payment number " + std::to_string(number));
  }
  return row(*snapshot, number);
}

Result<FinanceRow> FinanceQuery::paymentOfTransaction(TransactionNumber number) const {
  const Snapshot snapshot = m_projection.snapshot();
  std::size_t low = 0;
  std::size_t high = snapshot->size;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (snapshot->transaction(middle) < number.value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == snapshot->size || snapshot->transaction(low) != number.value) {
    return fail(ErrorCode::NotFound, "transaction " + std::to_string(number.value) + " is no payment");
  }
  return row(*snapshot, low);
}

Result<std::vector<FinanceRecord>> FinanceQuery::budgetTrail(const FinanceRow& payment) const {
  if (payment.allocation.empty()) return std::vector<FinanceRecord>();
  std::vector<FinanceRecord> trail = m_projection.budgetTrail(payment.allocation, payment.transaction);
  if (trail.empty())
    return fail(ErrorCode::Damaged, "transaction " + std::to_string(payment.transaction.value) + " draws on allocation " +
                                        payment.allocation + ", which the finance read model does not have");
  return trail;
}

std::shared_ptr<const FinanceQuery::Counts> FinanceQuery::counts(const Snapshot& snapshot) const {
  const std::lock_guard lock(m_countsMutex);
  if (m_counts && m_counts->generation == snapshot->generation && m_counts->rows >= snapshot->size) return m_counts;
  auto counts = m_counts && m_counts->generation == snapshot->generation ? std::make_shared<Counts>(*m_counts)
                                                                         : std::make_shared<Counts>();
  counts->generation = snapshot->generation;
  for (std::size_t column = 0; column < kTextColumns; ++column) {
    counts->byId[column].resize(snapshot->dictionaries[column].size());
  }
  for (std::size_t c = counts->rows / kChunkRows; c < snapshot->chunks.size(); ++c) {
    const PaymentChunk& chunk = *snapshot->chunks[c];
    const std::size_t start = c == counts->rows / kChunkRows ? counts->rows % kChunkRows : 0;
    const std::size_t rows = snapshot->rowsOf(c);
    for (std::size_t column = 0; column < kTextColumns; ++column) {
      chunk.texts[column].visit([&](const auto* ids) {
        for (std::size_t i = start; i < rows; ++i) ++counts->byId[column][ids[i]];
      });
    }
    chunk.date.visit([&](const auto* dates) {
      for (std::size_t i = start; i < rows; ++i) {
        counts->first = std::min(counts->first, static_cast<std::int32_t>(dates[i]));
        counts->last = std::max(counts->last, static_cast<std::int32_t>(dates[i]));
      }
    });
  }
  counts->rows = snapshot->size;
  m_counts = counts;
  return counts;
}

FinanceNames FinanceQuery::names() const {
  const Snapshot snapshot = m_projection.snapshot();
  const auto counted = counts(snapshot);
  const auto namesOf = [&](TextColumn column) {
    std::vector<FinanceNames::Entry> entries;
    const DictionaryView& dictionary = snapshot->dictionary(column);
    const auto& byId = counted->byId[static_cast<std::size_t>(column)];
    for (std::uint32_t id = 1; id < dictionary.size(); ++id) {
      if (byId[id] > 0) entries.push_back({std::string(dictionary.text(id)), byId[id]});
    }
    return mostFirst(std::move(entries));
  };
  FinanceNames names;
  names.departments = namesOf(TextColumn::Department);
  names.entities = namesOf(TextColumn::Entity);
  names.programmes = namesOf(TextColumn::Programme);
  names.classes = namesOf(TextColumn::Class);
  names.currencies = namesOf(TextColumn::Currency);
  if (counted->rows > 0) {
    names.first = dateOf(static_cast<std::uint32_t>(counted->first));
    names.last = dateOf(static_cast<std::uint32_t>(counted->last));
  }
  return names;
}

std::vector<FinanceNames::Entry> FinanceQuery::suggest(FinanceGrouping kind, std::string_view text, std::size_t count) const {
  const auto column = columnOf(kind);
  if (!column) return {};
  const Snapshot snapshot = m_projection.snapshot();
  const auto counted = counts(snapshot);
  const DictionaryView& dictionary = snapshot->dictionary(*column);
  const auto& byId = counted->byId[static_cast<std::size_t>(*column)];
  const IdSet set = idsContaining(dictionary, folded(trimmed(text)));
  std::vector<std::pair<std::uint64_t, std::uint32_t>> ids;
  for (std::uint32_t id = 1; id < dictionary.size(); ++id) {
    if (set.marks[id] != 0 && byId[id] > 0) ids.emplace_back(byId[id], id);
  }
  const std::size_t kept = std::min(count, ids.size());
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(kept), ids.end(),
                    [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<FinanceNames::Entry> entries;
  for (std::size_t i = 0; i < kept; ++i) entries.push_back({std::string(dictionary.text(ids[i].second)), ids[i].first});
  return entries;
}

}  // namespace mz
