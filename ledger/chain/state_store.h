// The channel's state: every value a key ever had, as an append-only log of versions with a hash index, and an ordered table
// for the keys that may be ranged over. Belongs to the writing thread. Rolled back by throwing it away and opening it again.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "ledger/chain/channel_tables.h"
#include "ledger/store/hash_index.h"

namespace mz {

// 64-bit hash of a key, keyed so that nobody outside can aim at a collision (SipHash-2-4).
struct StateKeyHash {
  std::uint64_t k0 = 0, k1 = 0;
  std::uint64_t operator()(std::string_view key) const;
  static Result<StateKeyHash> fromMeta(ChannelTables& tables);  // made when the channel file is made
};

class StateStore {
 public:
  static Result<StateStore> open(ChannelTables& tables);

  Result<std::optional<std::string>> get(std::string_view key);
  Status put(std::string_view key, const std::optional<std::string>& value, TransactionNumber transaction, bool ordered);
  // Keys from <= key < to with the prefix, by bytes, with their current values.
  Result<std::vector<std::pair<std::string, std::string>>> range(std::string_view prefix, std::string_view from,
                                                                 std::string_view to, std::size_t limit);
  std::uint64_t versions() const { return m_next; }
  Status storeIndex();  // once per block, in its transaction

  const HashIndex& index() const { return *m_index; }
  const StateKeyHash& hash() const { return m_hash; }

 private:
  StateStore(ChannelTables& tables, StateKeyHash hash, std::unique_ptr<HashIndex> index, std::uint64_t next)
      : m_tables(&tables), m_hash(hash), m_index(std::move(index)), m_next(next) {}
  void remember(std::string_view key, std::optional<std::string> value);

  struct TransparentHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
  };
  using Cache = std::unordered_map<std::string, std::optional<std::string>, TransparentHash, std::equal_to<>>;

  ChannelTables* m_tables;
  StateKeyHash m_hash;
  std::unique_ptr<HashIndex> m_index;
  std::uint64_t m_next = 0;
  Cache m_recent, m_older;  // two generations: the older is dropped when the newer is full
};

// The version of a key that was current before `beforeRow`; any thread with its own tables.
Result<std::optional<StoredVersion>> versionBefore(ChannelTables& tables, const HashIndex& index, const StateKeyHash& hash,
                                                   std::string_view key, std::uint64_t beforeRow);

}  // namespace mz
