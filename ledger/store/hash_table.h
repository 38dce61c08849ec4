// The newest entries of a HashIndex, in memory: a flat table over a log of entries, where equal hashes form a chain from the
// newest to the oldest. Not safe by itself: whoever shares it locks it, or freezes it. About 32 bytes an entry.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "ledger/store/hash_run.h"

namespace mz {

class HashTable {
 public:
  HashTable();

  // A few rows of one hash, newest first. `next` continues; 0 at the end.
  struct Rows {
    std::array<std::uint32_t, 8> rows;
    std::uint32_t count = 0;
    std::uint32_t next = 0;
  };

  void insert(std::uint64_t hash, std::uint32_t row);
  Rows find(std::uint64_t hash) const;
  Rows more(std::uint32_t next) const;
  std::size_t size() const { return m_entries.size(); }
  std::size_t memoryBytes() const;
  std::vector<HashEntry> sorted() const;  // by hash, equal ones in the order in which they came

 private:
  struct Logged {
    std::uint64_t hash;
    std::uint32_t row;
    std::uint32_t older;  // place + 1 in the log of the entry before it with this hash; 0: none
  };
  struct Slot {
    std::uint32_t tag;     // low bits of the hash, so that most strangers are passed without a look at the log
    std::uint32_t newest;  // place + 1 in the log; 0: free
  };

  std::size_t slotOf(std::uint64_t hash) const { return (hash * m_secret) >> m_shift; }
  void grow();

  std::uint64_t m_secret;  // odd; callers' hashes may be chosen by an adversary who wants one crowded place
  unsigned m_shift;
  std::vector<Slot> m_slots;
  std::vector<Logged> m_entries;
};

}  // namespace mz
