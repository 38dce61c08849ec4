#include "ledger/finance/chunk_mask.h"

#include <algorithm>
#include <cstring>

namespace mz {
namespace {

constexpr std::size_t kFewOpen = 16;  // a sixteenth of the rows

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

}  // namespace

// Plain loops over arrays, which the compiler turns into vector instructions where it can.
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

void findWord(const PaymentChunk& chunk, const SearchWord& word, std::size_t rows, const std::uint8_t* mask,
              std::uint8_t* found) {
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

}  // namespace mz
