// Maps 64-bit hashes to row numbers, append-only, for millions of random keys: a table in memory for the newest entries, then
// sorted runs as blobs of fixed-size pieces inside the channel's file, merged a bounded piece at a time inside the block's own
// transaction. Found in memory in about 0.1 us, on disk in about 5 us from SQLite's cache; a missing hash is mostly answered
// by a filter in memory. About 14 bytes an entry on disk, 1.8 in memory.
// Several rows may have one hash: a hit must be confirmed by the caller against the full key, and refuses nothing by itself.
// Derived data: can be dropped and rebuilt from the rows. `insert` and `store` belong to the writing thread; `find` is safe on
// any thread with that thread's own Database, whatever snapshot that has: it answers at least the rows of that snapshot. After
// a rolled back transaction with insert or store, destroy the index and open it again. Errors: Damaged, TooLarge (rows from
// 2^32 on), and those of the Database.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "ledger/store/database.h"

namespace mz {

class HashIndex {
 public:
  // Tables are named "<name>_run", "<name>_extent" and "<name>_piece"; made in a migration's transaction. name: [a-z0-9_].
  static Status createTables(Database& database, std::string_view name);
  static Status dropTables(Database& database, std::string_view name);
  // Reads fences and filters. Entries of rows >= storedRows() must then be inserted again by the caller.
  static Result<HashIndex> open(Database& database, std::string_view name);
  HashIndex(HashIndex&&) noexcept;
  HashIndex& operator=(HashIndex&&) noexcept;
  ~HashIndex();

  std::uint64_t storedRows() const;                    // rows below this are in runs
  void insert(std::uint64_t hash, std::uint64_t row);  // rows come in ascending order
  // Inside the block's transaction, once per block: writes the table in memory as a run when it has grown over its limit
  // (65,536 entries), and does a bounded step of merging. rowsSoFar: all rows below it have been inserted. Call it only when
  // the transaction of the previous call has been committed.
  Status store(Database& writer, std::uint64_t rowsSoFar);

  // Candidates newest first, until `visit` returns false.
  Status find(Database& database, std::uint64_t hash, const std::function<Result<bool>(std::uint64_t row)>& visit) const;
  // Every entry of the runs, in no order: for checking the index against the rows that it was made from.
  Status forEachStored(Database& database, const std::function<void(std::uint64_t hash, std::uint64_t row)>& visit) const;
  std::size_t memoryBytes() const;

 private:
  struct Data;
  explicit HashIndex(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace mz
