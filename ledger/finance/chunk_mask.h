// Which rows of one chunk meet a condition: masks of a byte a row, 0 or 1, while conditions are tried, and bits where they are
// kept. Pure functions over arrays; any thread.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ledger/finance/id_set.h"
#include "ledger/finance/payment_columns.h"

namespace mz {

inline constexpr std::size_t kWordsOfChunk = kChunkRows / 64;

// mask[i] stays 1 where the value is wanted.
void keepIds(const NarrowColumn& column, const IdSet& set, std::size_t rows, std::uint8_t* mask);
void keepDates(const NarrowColumn& column, std::int32_t from, std::int32_t until, std::size_t rows, std::uint8_t* mask);
void keepAmounts(const std::int64_t* amounts, std::int64_t least, std::int64_t most, std::size_t rows, std::uint8_t* mask);

// One word of the search text: where it occurs as a substring, and the rows that have it as id or reference.
struct SearchWord {
  std::vector<std::pair<TextColumn, IdSet>> columns;
  std::vector<std::uint32_t> rows;  // ascending
};
// Sets found[i] for the rows of the mask that have the word in one of its columns; stops looking when all have it.
void findWord(const PaymentChunk& chunk, const SearchWord& word, std::size_t rows, const std::uint8_t* mask,
              std::uint8_t* found);

void pack(const std::uint8_t* mask, std::size_t rows, std::uint64_t* bits);
void unpack(const std::uint64_t* bits, std::size_t rows, std::uint8_t* mask);

template <class Visit>
void forEachBit(std::uint64_t word, const Visit& visit) {
  for (; word != 0; word &= word - 1) visit(static_cast<std::size_t>(std::countr_zero(word)));
}

inline bool bitAt(std::span<const std::uint64_t> bits, std::size_t row) { return ((bits[row / 64] >> (row % 64)) & 1) != 0; }

}  // namespace mz
