#include "ledger/finance/finance_selection.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "ledger/finance/amount_sums.h"
#include "ledger/finance/cell_text.h"
#include "ledger/finance/chunk_mask.h"
#include "ledger/finance/in_halves.h"
#include "ledger/finance/text_fold.h"

namespace mz {
namespace {

constexpr std::size_t kVerifiedRows = 512;  // candidates of a hash that are confirmed by reading them
constexpr std::array kSearched = {TextColumn::Payee,       TextColumn::Entity, TextColumn::Department,
                                  TextColumn::Description, TextColumn::Class,  TextColumn::Programme};

using Snapshot = std::shared_ptr<const FinanceSnapshot>;

// The filter, with names resolved to ids of one snapshot.
struct ResolvedFilter {
  bool nothing = false;  // a condition that no payment meets
  bool dates = false;
  std::int32_t from = std::numeric_limits<std::int32_t>::min();
  std::int32_t until = std::numeric_limits<std::int32_t>::max();
  bool amounts = false;
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::vector<std::pair<TextColumn, IdSet>> columns;
};

ResolvedFilter resolve(const FinanceFilter& filter, const FinanceSnapshot& snapshot) {
  ResolvedFilter resolved;
  if (filter.from || filter.until) {
    resolved.dates = true;
    if (filter.from) resolved.from = static_cast<std::int32_t>(storedDate(*filter.from));
    if (filter.until) resolved.until = static_cast<std::int32_t>(storedDate(*filter.until));
    resolved.nothing = resolved.from > resolved.until;
  }
  if (filter.least || filter.most) {
    resolved.amounts = true;
    if (filter.least) resolved.least = filter.least->minor;
    if (filter.most) resolved.most = filter.most->minor;
    resolved.nothing = resolved.nothing || resolved.least > resolved.most;
  }
  const auto restrict = [&](TextColumn column, std::span<const std::string> names) {
    if (names.empty()) return;
    IdSet set = idsNamed(snapshot.dictionary(column), names);
    resolved.nothing = resolved.nothing || set.count == 0;
    resolved.columns.emplace_back(column, std::move(set));
  };
  restrict(TextColumn::Department, filter.departments);
  restrict(TextColumn::Entity, filter.entities);
  restrict(TextColumn::Programme, filter.programmes);
  restrict(TextColumn::Class, filter.classes);
  restrict(TextColumn::Payee, filter.payees);
  if (!filter.currency.empty()) restrict(TextColumn::Currency, {&filter.currency, 1});
  return resolved;
}

// For each text the rows, among those whose bits are set, that have it as id or reference: ascending.
Result<std::vector<std::vector<std::uint32_t>>> rowsWithExactTexts(const FinanceSnapshot& snapshot,
                                                                   std::span<const std::string_view> texts,
                                                                   std::span<const std::uint64_t> among,
                                                                   const PaymentReader& reader) {
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
          MZ_TRY(const FinanceRow payment, reader(candidate));
          if (payment.id != texts[t] && payment.reference != texts[t]) continue;
        }
        confirmed[t].push_back(candidate);
      }
    }
  }
  return confirmed;
}

// Where each word occurs in the names and descriptions. What matches the most texts comes first, as it may leave nothing to
// look for.
std::vector<SearchWord> findWords(const FinanceSnapshot& snapshot, const std::vector<std::string>& typed) {
  std::vector<SearchWord> words(typed.size());
  // Work item n: one word in one dictionary. The dictionaries are ordered so that both halves are about as large.
  std::vector<IdSet> sets(words.size() * kSearched.size());
  inHalves(sets.size(), 2, [&](std::size_t, std::size_t first, std::size_t end) {
    for (std::size_t n = first; n < end; ++n) {
      const DictionaryView& dictionary = snapshot.dictionary(kSearched[n / words.size()]);
      sets[n] = idsContaining(dictionary, folded(typed[n % words.size()]));
    }
  });
  for (std::size_t n = 0; n < sets.size(); ++n) {
    if (sets[n].count > 0) words[n % words.size()].columns.emplace_back(kSearched[n / words.size()], std::move(sets[n]));
  }
  for (SearchWord& word : words) {
    std::sort(word.columns.begin(), word.columns.end(), [](const auto& a, const auto& b) {
      return a.second.count * b.second.marks.size() > b.second.count * a.second.marks.size();
    });
  }
  return words;
}

using HalfSums = std::array<std::vector<AmountSum>, 2>;

// Leaves of the selected rows those that have every word of the text, or have it whole as id or reference.
Status keepText(FinanceSelection& selection, std::string_view text, const PaymentReader& reader, HalfSums& sums) {
  const FinanceSnapshot& snapshot = *selection.snapshot;
  std::vector<std::uint64_t>& bits = selection.bits;
  const std::vector<std::string> typed = plainWords(text);
  std::vector<SearchWord> words = findWords(snapshot, typed);
  std::vector<std::string_view> exact(typed.begin(), typed.end());
  if (typed.size() > 1) exact.push_back(text);
  MZ_TRY(auto exactRows, rowsWithExactTexts(snapshot, exact, bits, reader));
  for (std::size_t i = 0; i < words.size(); ++i) words[i].rows = std::move(exactRows[i]);
  const std::vector<std::uint32_t> whole = typed.size() > 1 ? std::move(exactRows.back()) : std::vector<std::uint32_t>();

  inHalves(snapshot.chunks.size(), 2, [&](std::size_t half, std::size_t first, std::size_t end) {
    std::vector<std::uint8_t> mask(kChunkRows);
    std::vector<std::uint8_t> found(kChunkRows);
    for (std::size_t c = first; c < end; ++c) {
      const PaymentChunk& chunk = *snapshot.chunks[c];
      const std::size_t rows = snapshot.rowsOf(c);
      const std::size_t base = c * kChunkRows;
      const auto setRows = [&](const std::vector<std::uint32_t>& list, std::vector<std::uint8_t>& into) {
        for (auto at = std::lower_bound(list.begin(), list.end(), base); at != list.end() && *at < base + rows; ++at) {
          into[*at - base] = 1;
        }
      };
      unpack(bits.data() + c * kWordsOfChunk, rows, mask.data());
      const std::uint8_t* const afterMask = mask.data() + rows;
      for (const SearchWord& word : words) {
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
  return {};
}

}  // namespace

Result<std::shared_ptr<const FinanceSelection>> selectPayments(const FinanceFilter& filter, const Snapshot& snapshot,
                                                               const PaymentReader& reader) {
  auto selection = std::make_shared<FinanceSelection>();
  selection->filter = filter;
  selection->snapshot = snapshot;
  const std::string_view text = withoutSpace(filter.text);
  const ResolvedFilter resolved = resolve(filter, *snapshot);
  selection->all = !resolved.nothing && !resolved.dates && !resolved.amounts && resolved.columns.empty() && text.empty();

  const std::size_t chunkCount = snapshot->chunks.size();
  std::vector<std::uint64_t>& bits = selection->bits;
  if (!selection->all) bits.resize(chunkCount * kWordsOfChunk);
  if (resolved.nothing) return selection;

  HalfSums sums;
  for (auto& half : sums) half.resize(snapshot->dictionary(TextColumn::Currency).size());
  inHalves(chunkCount, 4, [&](std::size_t half, std::size_t first, std::size_t end) {
    std::vector<std::uint8_t> mask(kChunkRows);
    for (std::size_t c = first; c < end; ++c) {
      const PaymentChunk& chunk = *snapshot->chunks[c];
      const std::size_t rows = snapshot->rowsOf(c);
      std::fill_n(mask.data(), rows, std::uint8_t{1});
      if (resolved.dates) keepDates(chunk.date, resolved.from, resolved.until, rows, mask.data());
      for (const auto& [column, set] : resolved.columns) keepIds(chunk.text(column), set, rows, mask.data());
      if (resolved.amounts) keepAmounts(chunk.amount.get(), resolved.least, resolved.most, rows, mask.data());
      if (text.empty()) addTotals(chunk, rows, mask.data(), sums[half]);
      if (!selection->all) pack(mask.data(), rows, bits.data() + c * kWordsOfChunk);
    }
  });
  if (!text.empty()) MZ_CHECK(keepText(*selection, text, reader, sums));

  for (std::size_t i = 0; i < sums[0].size(); ++i) sums[0][i].add(sums[1][i]);
  selection->totals = totalsOf(sums[0], snapshot->dictionary(TextColumn::Currency));
  return selection;
}

}  // namespace mz
