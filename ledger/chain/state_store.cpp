#include "ledger/chain/state_store.h"

#include <bit>
#include <cstring>

namespace mz {

namespace {
constexpr std::size_t kCacheEntries = 32 * 1024;  // per generation
}

std::uint64_t StateKeyHash::operator()(std::string_view key) const {
  std::uint64_t v0 = k0 ^ 0x736f6d6570736575ULL, v1 = k1 ^ 0x646f72616e646f6dULL;
  std::uint64_t v2 = k0 ^ 0x6c7967656e657261ULL, v3 = k1 ^ 0x7465646279746573ULL;
  const auto round = [&] {
    v0 += v1, v1 = std::rotl(v1, 13), v1 ^= v0, v0 = std::rotl(v0, 32);
    v2 += v3, v3 = std::rotl(v3, 16), v3 ^= v2;
    v0 += v3, v3 = std::rotl(v3, 21), v3 ^= v0;
    v2 += v1, v1 = std::rotl(v1, 17), v1 ^= v2, v2 = std::rotl(v2, 32);
  };
  std::size_t i = 0;
  for (; i + 8 <= key.size(); i += 8) {
    std::uint64_t m;
    std::memcpy(&m, key.data() + i, 8);
    v3 ^= m, round(), round(), v0 ^= m;
  }
  std::uint64_t last = static_cast<std::uint64_t>(key.size()) << 56;
  for (std::size_t j = 0; i + j < key.size(); ++j)
    last |= static_cast<std::uint64_t>(static_cast<unsigned char>(key[i + j])) << (8 * j);
  v3 ^= last, round(), round(), v0 ^= last;
  v2 ^= 0xff, round(), round(), round(), round();
  return v0 ^ v1 ^ v2 ^ v3;
}

Result<StateKeyHash> StateKeyHash::fromMeta(ChannelTables& tables) {
  MZ_TRY(const auto key, tables.meta("state_key"));
  if (!key || key->size() != 16) return fail(ErrorCode::Damaged, "the channel file lacks the key of its state index");
  StateKeyHash hash;
  std::memcpy(&hash.k0, key->data(), 8);
  std::memcpy(&hash.k1, key->data() + 8, 8);
  return hash;
}

Result<StateStore> StateStore::open(ChannelTables& tables) {
  MZ_TRY(const StateKeyHash hash, StateKeyHash::fromMeta(tables));
  MZ_TRY(HashIndex opened, HashIndex::open(tables.database(), "state"));
  auto index = std::make_unique<HashIndex>(std::move(opened));
  std::uint64_t next = index->storedRows();
  MZ_TRY(Statement tail, tables.database().prepare("SELECT row, key FROM version WHERE row >= ?1 ORDER BY row"));
  tail.bindInteger(1, static_cast<std::int64_t>(next));
  for (;;) {
    MZ_TRY(const bool row, tail.step());
    if (!row) break;
    const auto number = static_cast<std::uint64_t>(tail.integer(0));
    if (number != next) return fail(ErrorCode::Damaged, "state version " + std::to_string(next) + " is missing");
    index->insert(hash(tail.text(1)), number);
    ++next;
  }
  return StateStore(tables, hash, std::move(index), next);
}

void StateStore::remember(std::string_view key, std::optional<std::string> value) {
  if (m_recent.size() >= kCacheEntries) {
    m_older = std::move(m_recent);
    m_recent = Cache();
  }
  m_recent.insert_or_assign(std::string(key), std::move(value));
}

Result<std::optional<std::string>> StateStore::get(std::string_view key) {
  if (const auto found = m_recent.find(key); found != m_recent.end()) return found->second;
  if (const auto found = m_older.find(key); found != m_older.end()) {
    std::optional<std::string> value = found->second;
    remember(key, value);
    return value;
  }
  MZ_TRY(auto version, versionBefore(*m_tables, *m_index, m_hash, key, m_next));
  std::optional<std::string> value;
  if (version) value = std::move(version->value);
  if (value) remember(key, value);  // absent keys are mostly new ids, asked for once
  return value;
}

Status StateStore::put(std::string_view key, const std::optional<std::string>& value, TransactionNumber transaction,
                       bool ordered) {
  const std::uint64_t row = m_next;
  MZ_TRY(Statement * insert, m_tables->statement("INSERT INTO version(row, tx, key, value) VALUES(?1, ?2, ?3, ?4)"));
  insert->bindInteger(1, static_cast<std::int64_t>(row)).bindInteger(2, static_cast<std::int64_t>(transaction.value));
  insert->bindText(3, key);
  if (value)
    insert->bindText(4, *value);
  else
    insert->bindNull(4);
  MZ_CHECK(insert->run());
  if (ordered && value) {
    MZ_TRY(Statement * place, m_tables->statement("INSERT OR REPLACE INTO ordered(key, row) VALUES(?1, ?2)"));
    place->bindText(1, key).bindInteger(2, static_cast<std::int64_t>(row));
    MZ_CHECK(place->run());
  } else if (ordered) {
    MZ_TRY(Statement * remove, m_tables->statement("DELETE FROM ordered WHERE key = ?1"));
    remove->bindText(1, key);
    MZ_CHECK(remove->run());
  }
  m_index->insert(m_hash(key), row);
  remember(key, value);
  ++m_next;
  return {};
}

Result<std::vector<std::pair<std::string, std::string>>> StateStore::range(std::string_view prefix, std::string_view from,
                                                                           std::string_view to, std::size_t limit) {
  std::string low(from < prefix ? prefix : from);
  std::vector<std::pair<std::string, std::string>> out;
  MZ_TRY(Statement * s, m_tables->statement("SELECT o.key, v.value FROM ordered o JOIN version v ON v.row = o.row "
                                            "WHERE o.key >= ?1 ORDER BY o.key"));
  s->bindText(1, low);
  while (out.size() < limit) {
    MZ_TRY(const bool row, s->step());
    if (!row) return out;
    const std::string_view key = s->text(0);
    if (!key.starts_with(prefix) || (!to.empty() && key >= to)) break;
    out.emplace_back(std::string(key), std::string(s->text(1)));
  }
  s->reset();
  return out;
}

Status StateStore::storeIndex() { return m_index->store(m_tables->database(), m_next); }

Result<std::optional<StoredVersion>> versionBefore(ChannelTables& tables, const HashIndex& index, const StateKeyHash& hash,
                                                   std::string_view key, std::uint64_t beforeRow) {
  std::optional<StoredVersion> found;
  MZ_CHECK(index.find(tables.database(), hash(key), [&](std::uint64_t row) -> Result<bool> {
    if (row >= beforeRow) return true;
    MZ_TRY(auto version, tables.version(row));
    if (!version || version->key != key) return true;  // another key with this hash
    found = std::move(version);
    return false;
  }));
  return found;
}

}  // namespace mz
