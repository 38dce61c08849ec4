#include "ledger/finance/finance_name_counts.h"

#include <algorithm>
#include <array>
#include <limits>

#include "ledger/finance/cell_text.h"
#include "ledger/finance/id_set.h"
#include "ledger/finance/text_fold.h"

namespace mz {

struct FinanceNameCounts::Counts {
  std::uint64_t generation = 0;
  std::size_t rows = 0;
  std::array<std::vector<std::uint64_t>, kTextColumns> byId;
  std::int32_t first = std::numeric_limits<std::int32_t>::max();
  std::int32_t last = std::numeric_limits<std::int32_t>::min();
};

std::shared_ptr<const FinanceNameCounts::Counts> FinanceNameCounts::counts(const Snapshot& snapshot) {
  const std::lock_guard lock(m_mutex);
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

FinanceNames FinanceNameCounts::names(const Snapshot& snapshot) {
  const auto counted = counts(snapshot);
  const auto namesOf = [&](TextColumn column) {
    std::vector<FinanceNames::Entry> entries;
    const DictionaryView& dictionary = snapshot->dictionary(column);
    const auto& byId = counted->byId[static_cast<std::size_t>(column)];
    for (std::uint32_t id = 1; id < dictionary.size(); ++id) {
      if (byId[id] > 0) entries.push_back({std::string(dictionary.text(id)), byId[id]});
    }
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.count != b.count ? a.count > b.count : a.name < b.name; });
    return entries;
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

std::vector<FinanceNames::Entry> FinanceNameCounts::suggest(const Snapshot& snapshot, TextColumn column, std::string_view text,
                                                            std::size_t count) {
  const auto counted = counts(snapshot);
  const DictionaryView& dictionary = snapshot->dictionary(column);
  const auto& byId = counted->byId[static_cast<std::size_t>(column)];
  const IdSet set = idsContaining(dictionary, folded(withoutSpace(text)));
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
