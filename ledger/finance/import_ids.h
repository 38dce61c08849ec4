// Gives the rows of one file that have no id one that is the same whenever the file is read again, and tells rows that repeat
// an earlier one from rows that contradict it. About 32 bytes a row. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ledger/finance/import.h"

namespace mz {

class ImportIds {
 public:
  ImportIds() { m_slots.resize(1024); }

  // "r" and a digest of the fields; "-2", "-3" … behind it for the second and third of several equal rows.
  void give(PaymentDraft& draft);

  enum class Seen : std::uint8_t { New, Repeat, OtherContent };  // by id, and then by all other fields
  Seen see(const PaymentDraft& draft);
  Seen see(const BudgetLineDraft& draft);

 private:
  // 64-bit keys to 64-bit values in one flat table, as millions of rows are remembered.
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t value = 0;
    bool used = false;
  };
  template <class Draft>
  Seen seeDraft(const Draft& draft);
  // The value of the key, and whether it was there before; new ones begin with `initial`.
  std::pair<std::uint64_t*, bool> at(std::uint64_t key, std::uint64_t initial);
  Slot& find(std::uint64_t key);
  void grow();

  std::vector<Slot> m_slots;
  std::size_t m_used = 0;
  std::string m_content;
};

}  // namespace mz
