#include "ledger/chain/channel_tables.h"

#include <zstd.h>

#include <cstring>

#include "ledger/base/bounds.h"

namespace mz {

namespace {

constexpr std::string_view kSchema1 = R"sql(
-- The ledger itself.
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE genesis(id INTEGER PRIMARY KEY CHECK(id = 0), text TEXT NOT NULL);
CREATE TABLE block(height INTEGER PRIMARY KEY, time INTEGER NOT NULL, first_transaction INTEGER NOT NULL,
  transactions INTEGER NOT NULL, refused INTEGER NOT NULL, refused_before INTEGER NOT NULL, first_version INTEGER NOT NULL, record TEXT NOT NULL,
  header BLOB NOT NULL, header_signature BLOB NOT NULL, dropped BLOB NOT NULL);
CREATE TABLE chunk(first INTEGER PRIMARY KEY, transactions INTEGER NOT NULL, height INTEGER NOT NULL,
  first_version INTEGER NOT NULL, ids BLOB NOT NULL, data BLOB NOT NULL);
CREATE TABLE version(row INTEGER PRIMARY KEY, tx INTEGER NOT NULL, key TEXT NOT NULL, value TEXT);
CREATE TABLE signature(height INTEGER NOT NULL, type INTEGER NOT NULL, cosigner TEXT NOT NULL, signature BLOB NOT NULL,
  PRIMARY KEY(height, type, cosigner)) WITHOUT ROWID;
CREATE TABLE divergence(id INTEGER PRIMARY KEY, height INTEGER NOT NULL, note TEXT NOT NULL);
-- Level 0 tiles hold what each leaf hashed to when it was written; the rest below is derived.
CREATE TABLE tile(key INTEGER PRIMARY KEY, hashes BLOB NOT NULL);
CREATE TABLE ordered(key TEXT PRIMARY KEY, row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE clock(org TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE projection(name TEXT PRIMARY KEY, version INTEGER NOT NULL, stale INTEGER NOT NULL) WITHOUT ROWID;
)sql";

constexpr Migration kMigrations[] = {{1, kSchema1}};

std::unexpected<Error> damaged(std::string what) { return fail(ErrorCode::Damaged, std::move(what)); }

void putVarint(Bytes& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<std::uint8_t>(value));
}

// Reads the parts of a chunk; `ok` turns false at the first one that is not there.
struct Reader {
  ByteView in;
  bool ok = true;

  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      if (in.empty()) break;
      const std::uint8_t byte = in[0];
      in = in.subspan(1);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    ok = false;
    return 0;
  }
  ByteView take(std::uint64_t size) {
    if (size > in.size()) {
      ok = false;
      return {};
    }
    const ByteView out = in.first(size);
    in = in.subspan(size);
    return out;
  }
};

StoredBlock readBlock(const Statement& s, int column) {
  StoredBlock block;
  block.height = Height(static_cast<std::uint64_t>(s.integer(column)));
  block.time = UnixSeconds(s.integer(column + 1));
  block.firstTransaction = TransactionNumber(static_cast<std::uint64_t>(s.integer(column + 2)));
  block.transactions = static_cast<std::uint64_t>(s.integer(column + 3));
  block.refused = static_cast<std::uint64_t>(s.integer(column + 4));
  block.refusedBefore = static_cast<std::uint64_t>(s.integer(column + 5));
  block.firstVersion = static_cast<std::uint64_t>(s.integer(column + 6));
  block.record = s.text(column + 7);
  const auto header = s.blob(column + 8);
  block.header.assign(header.begin(), header.end());
  const auto signature = s.blob(column + 9);
  block.headerSignature.assign(signature.begin(), signature.end());
  ByteView dropped = s.blob(column + 10);
  while (dropped.size() >= 36) {
    DroppedCopy copy;
    std::memcpy(&copy.position, dropped.data(), 4);
    std::memcpy(copy.envelope.bytes.data(), dropped.data() + 4, 32);
    block.dropped.push_back(copy);
    dropped = dropped.subspan(36);
  }
  return block;
}

constexpr std::string_view kBlockColumns =
    "SELECT height, time, first_transaction, transactions, refused, refused_before, first_version, record, header, "
    "header_signature, dropped "
    "FROM block ";

// One flipped bit makes a text a blob, which reads the same here and compares as another value in SQL.
std::unexpected<Error> noText(std::uint64_t row) {
  return fail(ErrorCode::Damaged, "state version " + std::to_string(row) + " is not stored as text");
}

}  // namespace

std::uint64_t idPrefix(const TransactionId& id) {
  std::uint64_t prefix;
  std::memcpy(&prefix, id.bytes.data(), sizeof prefix);
  return prefix;
}

std::int64_t tileKey(int level, std::uint64_t index) {
  return static_cast<std::int64_t>((static_cast<std::uint64_t>(level) << 48) | index);
}

LeafIndex StoredBlock::firstLeaf() const {
  // Leaves before it: one per transaction, one record per earlier block, and the genesis leaf.
  return height.value == 0 ? LeafIndex(0) : LeafIndex(firstTransaction.value + height.value + 1);
}

LeafIndex StoredBlock::recordLeaf() const {
  return height.value == 0 ? LeafIndex(1) : LeafIndex(firstLeaf().value + transactions);
}

Status ChannelTables::create(Database& writer) { return migrate(writer, kMigrations); }

Bytes ChannelTables::encodeChunk(std::span<const StoredTransaction> transactions) {
  thread_local Bytes plain;
  plain.clear();
  for (const StoredTransaction& t : transactions) {
    putVarint(plain, static_cast<std::uint32_t>(t.result));
    putVarint(plain, t.writes);
    putVarint(plain, t.events.size());
    plain.insert(plain.end(), t.events.begin(), t.events.end());
    putVarint(plain, t.envelope.size());
    if (t.envelope.empty())
      plain.insert(plain.end(), t.digest.bytes.begin(), t.digest.bytes.end());
    else
      plain.insert(plain.end(), t.envelope.begin(), t.envelope.end());
  }
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, 1);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  Bytes out(ZSTD_compressBound(plain.size()));
  const std::size_t size = ZSTD_compress2(context.get(), out.data(), out.size(), plain.data(), plain.size());
  out.resize(ZSTD_isError(size) ? 0 : size);
  return out;
}

Result<Chunk> ChannelTables::decodeChunk(TransactionNumber first, Height height, std::uint64_t firstVersion, std::size_t count,
                                         ByteView data, bool lenient) {
  const std::string where = "transactions from " + std::to_string(first.value) + " of block " + std::to_string(height.value);
  const unsigned long long size = ZSTD_getFrameContentSize(data.data(), data.size());
  if (count > kTransactionsPerChunk || size > kTransactionsPerChunk * (2 * bounds::kEnvelopeBytes + 64))
    return damaged(where + " are not readable: the size is impossible");
  Bytes plain(size);
  Chunk chunk{first, height, {}, false};
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  if (const auto got = ZSTD_decompressDCtx(context.get(), plain.data(), plain.size(), data.data(), data.size());
      ZSTD_isError(got) || got != plain.size()) {
    if (!lenient) return damaged(where + " are not readable: the stored bytes have changed");
    chunk.damaged = true;
    ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
    // A frame whose checksum alone fails still yields its content; one that cannot be decoded yields nothing.
    ZSTD_inBuffer in{data.data(), data.size(), 0};
    ZSTD_outBuffer out{plain.data(), plain.size(), 0};
    while (in.pos < in.size && out.pos < out.size) {
      const std::size_t before = in.pos + out.pos;
      if (ZSTD_isError(ZSTD_decompressStream(context.get(), &out, &in)) || in.pos + out.pos == before) break;
    }
    plain.resize(out.pos);
  }
  Reader reader{plain};
  std::uint64_t version = firstVersion;
  for (std::size_t i = 0; i < count; ++i) {
    StoredTransaction t;
    t.number = TransactionNumber(first.value + i);
    t.result = static_cast<ResultCode>(reader.varint());
    t.firstVersion = version;
    const std::uint64_t writes = reader.varint();
    reader.ok &= writes <= bounds::kCallWrites;
    t.writes = static_cast<std::uint32_t>(writes);
    version += t.writes;
    t.events = textOf(reader.take(reader.varint()));
    const std::uint64_t bytes = reader.varint();
    if (bytes == 0) {
      const ByteView digest = reader.take(32);
      if (reader.ok) std::memcpy(t.digest.bytes.data(), digest.data(), 32);
    } else {
      const ByteView envelope = reader.take(bytes);
      t.envelope.assign(envelope.begin(), envelope.end());
    }
    if (!reader.ok) {
      if (!lenient) return damaged(where + " are not readable: the chunk ends early");
      chunk.damaged = true;
      break;
    }
    chunk.transactions.push_back(std::move(t));
  }
  if (!reader.in.empty()) {
    if (!lenient) return damaged(where + " are not readable: the chunk has bytes left over");
    chunk.damaged = true;
  }
  return chunk;
}

Result<Statement*> ChannelTables::statement(std::string_view sql) const {
  for (auto& [text, kept] : m_statements)
    if (text == sql) {
      kept->reset();
      return kept.get();
    }
  MZ_TRY(Statement made, m_database.prepare(sql));
  m_statements.emplace_back(sql, std::make_unique<Statement>(std::move(made)));
  return m_statements.back().second.get();
}

Result<std::optional<std::string>> ChannelTables::genesis() {
  MZ_TRY(Statement * s, statement("SELECT text FROM genesis WHERE id = 0"));
  MZ_TRY(const bool row, s->step());
  if (!row) return std::nullopt;
  std::string text(s->text(0));
  s->reset();
  return text;
}

Result<std::optional<Bytes>> ChannelTables::meta(std::string_view key) {
  MZ_TRY(Statement * s, statement("SELECT value FROM meta WHERE key = ?1"));
  s->bindText(1, key);
  MZ_TRY(const bool row, s->step());
  if (!row) return std::nullopt;
  const ByteView view = s->blob(0);
  Bytes value(view.begin(), view.end());
  s->reset();
  return value;
}

Status ChannelTables::setMeta(std::string_view key, ByteView value) {
  MZ_TRY(Statement * s, statement("INSERT OR REPLACE INTO meta(key, value) VALUES(?1, ?2)"));
  s->bindText(1, key).bindBlob(2, value);
  return s->run();
}

Result<std::optional<StoredBlock>> ChannelTables::newestBlock() {
  static const std::string sql = std::string(kBlockColumns) + "ORDER BY height DESC LIMIT 1";
  MZ_TRY(Statement * s, statement(sql));
  MZ_TRY(const bool row, s->step());
  if (!row) return std::nullopt;
  StoredBlock block = readBlock(*s, 0);
  s->reset();
  return block;
}

Result<std::optional<StoredBlock>> ChannelTables::block(Height height) {
  static const std::string sql = std::string(kBlockColumns) + "WHERE height = ?1";
  MZ_TRY(Statement * s, statement(sql));
  s->bindInteger(1, static_cast<std::int64_t>(height.value));
  MZ_TRY(const bool row, s->step());
  if (!row) return std::nullopt;
  StoredBlock block = readBlock(*s, 0);
  s->reset();
  return block;
}

Result<std::optional<BlockCounts>> ChannelTables::blockCounts(Height height) {
  MZ_TRY(Statement * s,
         statement("SELECT time, first_transaction, transactions, refused_before, refused FROM block WHERE height = ?1"));
  s->bindInteger(1, static_cast<std::int64_t>(height.value));
  MZ_TRY(const bool row, s->step());
  std::optional<BlockCounts> counts;
  if (row) {
    const auto count = [&](int column) { return static_cast<std::uint64_t>(s->integer(column)); };
    counts = {UnixSeconds(s->integer(0)), count(1), count(2), count(3), count(4)};
  }
  s->reset();
  return counts;
}

Result<std::optional<Height>> ChannelTables::heightOf(TransactionNumber number) {
  MZ_TRY(Statement * s,
         statement("SELECT height, first, transactions FROM chunk WHERE first <= ?1 ORDER BY first DESC LIMIT 1"));
  s->bindInteger(1, static_cast<std::int64_t>(number.value));
  MZ_TRY(const bool row, s->step());
  if (!row) return std::nullopt;
  const auto height = static_cast<std::uint64_t>(s->integer(0));
  const auto end = static_cast<std::uint64_t>(s->integer(1) + s->integer(2));
  s->reset();
  if (number.value >= end) return std::nullopt;
  return Height(height);
}

Result<std::optional<Chunk>> ChannelTables::chunkOf(TransactionNumber number, bool lenient) {
  MZ_TRY(Statement * s, statement("SELECT first, transactions, height, first_version, data FROM chunk WHERE first <= ?1 "
                                  "ORDER BY first DESC LIMIT 1"));
  s->bindInteger(1, static_cast<std::int64_t>(number.value));
  MZ_TRY(const bool row, s->step());
  if (!row) return std::nullopt;
  const TransactionNumber first(static_cast<std::uint64_t>(s->integer(0)));
  const auto count = static_cast<std::uint64_t>(s->integer(1));
  if (number.value >= first.value + count) {
    s->reset();
    return std::nullopt;
  }
  auto chunk = decodeChunk(first, Height(static_cast<std::uint64_t>(s->integer(2))), static_cast<std::uint64_t>(s->integer(3)),
                           count, s->blob(4), lenient);
  s->reset();
  if (!chunk) return std::unexpected(chunk.error());
  return std::move(*chunk);
}

Result<std::optional<StoredTransaction>> ChannelTables::transaction(TransactionNumber number) {
  MZ_TRY(auto chunk, chunkOf(number));
  if (!chunk) return std::nullopt;
  return std::move(chunk->transactions[number.value - chunk->first.value]);
}

Result<std::optional<StoredVersion>> ChannelTables::version(std::uint64_t row) {
  MZ_TRY(Statement * s,
         statement("SELECT tx, key, value, typeof(key) = 'blob' OR typeof(value) = 'blob' FROM version WHERE row = ?1"));
  s->bindInteger(1, static_cast<std::int64_t>(row));
  MZ_TRY(const bool there, s->step());
  if (!there) return std::nullopt;
  StoredVersion version{row, TransactionNumber(static_cast<std::uint64_t>(s->integer(0))), std::string(s->text(1)),
                        std::nullopt};
  if (!s->isNull(2)) version.value = std::string(s->text(2));
  const bool isBlob = s->integer(3) != 0;
  s->reset();
  if (isBlob) return noText(row);
  return version;
}

Result<std::vector<StoredVersion>> ChannelTables::versions(std::uint64_t first, std::size_t count) {
  std::vector<StoredVersion> out;
  if (count == 0) return out;
  MZ_TRY(Statement * s, statement("SELECT row, tx, key, value, typeof(key) = 'blob' OR typeof(value) = 'blob' FROM version "
                                  "WHERE row >= ?1 AND row < ?2 ORDER BY row"));
  s->bindInteger(1, static_cast<std::int64_t>(first)).bindInteger(2, static_cast<std::int64_t>(first + count));
  for (;;) {
    MZ_TRY(const bool row, s->step());
    if (!row) break;
    StoredVersion version{static_cast<std::uint64_t>(s->integer(0)),
                          TransactionNumber(static_cast<std::uint64_t>(s->integer(1))), std::string(s->text(2)), std::nullopt};
    if (!s->isNull(3)) version.value = std::string(s->text(3));
    if (s->integer(4) != 0) {
      s->reset();
      return noText(version.row);
    }
    out.push_back(std::move(version));
  }
  return out;
}

Result<std::vector<std::uint64_t>> ChannelTables::idPrefixes(TransactionNumber chunkFirst) {
  MZ_TRY(Statement * s, statement("SELECT ids FROM chunk WHERE first = ?1"));
  s->bindInteger(1, static_cast<std::int64_t>(chunkFirst.value));
  MZ_TRY(const bool row, s->step());
  std::vector<std::uint64_t> out;
  if (!row) return out;
  const ByteView ids = s->blob(0);
  out.resize(ids.size() / 8);
  std::memcpy(out.data(), ids.data(), out.size() * 8);
  s->reset();
  return out;
}

Status ChannelTables::insertBlock(const StoredBlock& block) {
  MZ_TRY(Statement * s, statement("INSERT INTO block(height, time, first_transaction, transactions, refused, refused_before, "
                                  "first_version, record, header, header_signature, dropped) "
                                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
  Bytes dropped;
  for (const DroppedCopy& copy : block.dropped) {
    const auto* position = reinterpret_cast<const std::uint8_t*>(&copy.position);
    dropped.insert(dropped.end(), position, position + 4);
    dropped.insert(dropped.end(), copy.envelope.bytes.begin(), copy.envelope.bytes.end());
  }
  const auto number = [](std::uint64_t value) { return static_cast<std::int64_t>(value); };
  s->bindInteger(1, number(block.height.value)).bindInteger(2, block.time.value);
  s->bindInteger(3, number(block.firstTransaction.value)).bindInteger(4, number(block.transactions));
  s->bindInteger(5, number(block.refused)).bindInteger(6, number(block.refusedBefore));
  s->bindInteger(7, number(block.firstVersion)).bindText(8, block.record).bindBlob(9, block.header);
  s->bindBlob(10, block.headerSignature).bindBlob(11, dropped);
  return s->run();
}

Status ChannelTables::insertChunk(Height height, std::span<const StoredTransaction> transactions,
                                  std::span<const std::uint64_t> ids) {
  const Bytes data = encodeChunk(transactions);
  if (data.empty()) return fail(ErrorCode::OutOfMemory, "a chunk of transactions could not be compressed");
  MZ_TRY(Statement * s, statement("INSERT INTO chunk(first, transactions, height, first_version, ids, data) "
                                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  s->bindInteger(1, static_cast<std::int64_t>(transactions.front().number.value));
  s->bindInteger(2, static_cast<std::int64_t>(transactions.size())).bindInteger(3, static_cast<std::int64_t>(height.value));
  s->bindInteger(4, static_cast<std::int64_t>(transactions.front().firstVersion));
  s->bindBlob(5, {reinterpret_cast<const std::uint8_t*>(ids.data()), ids.size_bytes()}).bindBlob(6, data);
  return s->run();
}

Status ChannelTables::insertTiles(std::span<const Tile> tiles) {
  MZ_TRY(Statement * s, statement("INSERT OR REPLACE INTO tile(key, hashes) VALUES(?1, ?2)"));
  for (const Tile& tile : tiles) {
    s->bindInteger(1, tileKey(tile.level, tile.index)).bindBlob(2, tile.hashes);
    MZ_CHECK(s->run());
  }
  return {};
}

Status ChannelTables::insertSignatures(Height height, std::span<const StoredSignature> signatures) {
  MZ_TRY(Statement * s, statement("INSERT OR IGNORE INTO signature(height, type, cosigner, signature) VALUES(?1, ?2, ?3, ?4)"));
  for (const StoredSignature& one : signatures) {
    s->bindInteger(1, static_cast<std::int64_t>(height.value)).bindInteger(2, static_cast<int>(one.type));
    s->bindText(3, one.cosigner).bindBlob(4, one.signature);
    MZ_CHECK(s->run());
  }
  return {};
}

Result<std::vector<StoredSignature>> ChannelTables::signatures(Height height) {
  MZ_TRY(Statement * s, statement("SELECT type, cosigner, signature FROM signature WHERE height = ?1 ORDER BY type, cosigner"));
  s->bindInteger(1, static_cast<std::int64_t>(height.value));
  std::vector<StoredSignature> out;
  for (;;) {
    MZ_TRY(const bool row, s->step());
    if (!row) break;
    const ByteView signature = s->blob(2);
    out.push_back(
        {static_cast<NoteKeyType>(s->integer(0)), std::string(s->text(1)), Bytes(signature.begin(), signature.end())});
  }
  return out;
}

Result<Bytes> ChannelTables::tile(int level, std::uint64_t index) const {
  MZ_TRY(Statement * s, statement("SELECT hashes FROM tile WHERE key = ?1"));
  s->bindInteger(1, tileKey(level, index));
  MZ_TRY(const bool row, s->step());
  if (!row)
    return fail(ErrorCode::NotFound,
                "history tree tile " + std::to_string(level) + "/" + std::to_string(index) + " is missing");
  const ByteView view = s->blob(0);
  Bytes hashes(view.begin(), view.end());
  s->reset();
  return hashes;
}

}  // namespace mz
