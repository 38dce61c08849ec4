// Which texts of a dictionary are wanted, by their numbers. Values; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/finance/dictionary.h"

namespace mz {

struct IdSet {
  std::vector<std::uint8_t> marks;  // by number
  std::uint32_t only = 0;           // the one, when there is exactly one
  std::size_t count = 0;

  bool everyName() const { return count + 1 == marks.size() && marks[0] == 0; }  // all but the empty text
};

IdSet idsNamed(const DictionaryView& dictionary, std::span<const std::string> names);
IdSet idsContaining(const DictionaryView& dictionary, std::string_view foldedWord);

}  // namespace mz
