// The tables of a channel's file, and reading them. Blocks, transactions, versions, signatures and genesis are the ledger;
// everything else (tiles of inner levels, indexes, ordered keys, clocks, read models) is derived and can be rebuilt by replay.
// Works on any Database of the channel, writer or reader; belongs to that Database's thread. Errors: Damaged, Io.
#pragma once

#include <optional>
#include <vector>

#include "ledger/base/types.h"
#include "ledger/format/result_code.h"
#include "ledger/format/write.h"
#include "ledger/merkle/history_tree.h"
#include "ledger/merkle/note.h"
#include "ledger/store/database.h"

namespace mz {

inline constexpr int kChannelSchemaVersion = 1;
inline constexpr std::size_t kTransactionsPerChunk = 32;

struct DroppedCopy {  // of a transaction id already seen: no leaf, but part of the batch's content
  std::uint32_t position = 0;
  Digest envelope;
};

struct StoredBlock {
  Height height;
  UnixSeconds time;
  TransactionNumber firstTransaction;
  std::uint64_t transactions = 0;
  std::uint64_t refused = 0;
  std::uint64_t refusedBefore = 0;  // in all earlier blocks
  std::uint64_t firstVersion = 0;
  std::string record;  // text of the block record
  Bytes header;        // of the batch; empty in the genesis block
  Bytes headerSignature;
  std::vector<DroppedCopy> dropped;
  LeafIndex firstLeaf() const;  // of its first transaction (or, in the genesis block, of the genesis leaf)
  LeafIndex recordLeaf() const;
  std::uint64_t treeSize() const { return recordLeaf().value + 1; }  // at its checkpoint
};

// What sums over many blocks need of one: the counts are running totals, so any range is the difference of two blocks.
struct BlockCounts {
  UnixSeconds time;
  std::uint64_t transactionsBefore = 0, transactions = 0;
  std::uint64_t refusedBefore = 0, refused = 0;
};

struct StoredTransaction {
  TransactionNumber number;
  ResultCode result = ResultCode::Executed;
  std::uint64_t firstVersion = 0;
  std::uint32_t writes = 0;
  std::string events;  // serialized; empty: none
  Bytes envelope;      // empty where only the digest was kept
  Digest digest;       // of an envelope that was not kept
};

// Up to kTransactionsPerChunk transactions of one block, compressed together (zstd with checksum).
struct Chunk {
  TransactionNumber first;
  Height height;
  std::vector<StoredTransaction> transactions;
  bool damaged = false;  // the checksum did not match: contents are what could be read
};

struct StoredVersion {
  std::uint64_t row = 0;
  TransactionNumber transaction;  // kGenesisTransaction for the genesis block's
  std::string key;                // "<contract>/<key>"
  std::optional<std::string> value;
};
inline constexpr TransactionNumber kGenesisTransaction{0xffffffffu};

struct StoredSignature {
  NoteKeyType type = NoteKeyType::Cosigner;
  std::string cosigner;  // "<domain>/<org>/<node>", for log signatures too
  Bytes signature;       // as in NoteSignature
};

class ChannelTables final : public TileReader {
 public:
  explicit ChannelTables(Database& database) : m_database(database) {}

  static Status create(Database& writer);  // migrates to kChannelSchemaVersion
  static Bytes encodeChunk(std::span<const StoredTransaction> transactions);
  // lenient: where the checksum fails, returns what can be read, marked damaged
  static Result<Chunk> decodeChunk(TransactionNumber first, Height height, std::uint64_t firstVersion, std::size_t count,
                                   ByteView data, bool lenient);

  Result<std::optional<std::string>> genesis();
  Result<std::optional<Bytes>> meta(std::string_view key);
  Status setMeta(std::string_view key, ByteView value);
  Result<std::optional<StoredBlock>> newestBlock();
  Result<std::optional<StoredBlock>> block(Height height);
  Result<std::optional<BlockCounts>> blockCounts(Height height);
  Result<std::optional<Height>> heightOf(TransactionNumber number);
  Result<std::optional<Chunk>> chunkOf(TransactionNumber number, bool lenient = false);
  Result<std::optional<StoredTransaction>> transaction(TransactionNumber number);
  Result<std::vector<std::uint64_t>> idPrefixes(TransactionNumber chunkFirst);
  Result<std::optional<StoredVersion>> version(std::uint64_t row);
  Result<std::vector<StoredVersion>> versions(std::uint64_t first, std::size_t count);
  Result<std::vector<StoredSignature>> signatures(Height height);
  Status insertBlock(const StoredBlock& block);
  Status insertChunk(Height height, std::span<const StoredTransaction> transactions, std::span<const std::uint64_t> ids);
  Status insertTiles(std::span<const Tile> tiles);
  Status insertSignatures(Height height, std::span<const StoredSignature> signatures);
  Result<Bytes> tile(int level, std::uint64_t index) const override;

  Database& database() { return m_database; }
  // A statement that is prepared once and kept.
  Result<Statement*> statement(std::string_view sql) const;

 private:
  Database& m_database;
  mutable std::vector<std::pair<std::string_view, std::unique_ptr<Statement>>> m_statements;
};

// What the index of ids and the chunks' lists of them keep of an id.
std::uint64_t idPrefix(const TransactionId& id);
std::int64_t tileKey(int level, std::uint64_t index);

}  // namespace mz
