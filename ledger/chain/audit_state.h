// The state as it was while a chain is executed again: a small table in memory from key hashes to version rows, whose values
// are read from the file (they were compared with what execution gave when they came by). One thread.
#pragma once

#include <cstring>
#include <map>
#include <unordered_map>
#include <vector>

#include "ledger/chain/call_executor.h"
#include "ledger/chain/state_store.h"

namespace mz {

class AuditState final : public StateView {
 public:
  explicit AuditState(ChannelTables& tables);

  Result<std::optional<std::string>> get(std::string_view fullKey) override;
  Result<std::vector<std::pair<std::string, std::string>>> range(std::string_view prefix, std::string_view from,
                                                                 std::string_view to, std::size_t limit) override;
  // `value` is what execution gave; `row` is where the file has it.
  Status put(const std::string& fullKey, const std::optional<std::string>& value, std::uint64_t row, bool ordered);

  const std::map<std::string, std::uint64_t, std::less<>>& ordered() const { return m_ordered; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint64_t row = kFree;
  };
  static constexpr std::uint64_t kFree = ~std::uint64_t{0};
  void grow();
  void remember(std::string_view key, std::optional<std::string> value);

  ChannelTables& m_tables;
  StateKeyHash m_hash;
  std::vector<Slot> m_slots;  // open addressing; rows of different keys may share a hash
  std::size_t m_used = 0;
  std::map<std::string, std::uint64_t, std::less<>> m_ordered;
  std::map<std::string, std::optional<std::string>, std::less<>> m_changed;  // of values that the file has wrong
  std::unordered_map<std::string, std::optional<std::string>> m_recent;
};

}  // namespace mz
