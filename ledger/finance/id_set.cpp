#include "ledger/finance/id_set.h"

#include <algorithm>

namespace mz {

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

IdSet idsContaining(const DictionaryView& dictionary, std::string_view foldedWord) {
  IdSet set;
  set.marks.resize(dictionary.size());
  set.count = dictionary.markContaining(foldedWord, set.marks);
  if (set.count == 1) {
    set.only = static_cast<std::uint32_t>(std::find(set.marks.begin(), set.marks.end(), 1) - set.marks.begin());
  }
  return set;
}

}  // namespace mz
