// A sorted run of a HashIndex in the database: pieces of 678 entries that fill a page of 8,192 bytes each, and per seven pieces
// a guide (their first hashes and a small Bloom filter for each) that is kept in memory. Pieces and guides are rows of
// "<name>_piece" with numbers that only grow and are never used again; guides come first in an extent, so that opening reads
// in sequence. All integers little-endian; each row ends with a check value over its bytes and its number.
// A Run is immutable once shared. Errors: Damaged, and those of the Database.
#pragma once

#include <array>
#include <compare>
#include <optional>

#include "ledger/store/database.h"

namespace mz {

struct HashEntry {
  std::uint64_t hash;
  std::uint32_t row;

  auto operator<=>(const HashEntry&) const = default;
};

inline constexpr std::size_t kPieceEntries = 678;
inline constexpr std::size_t kGuidePieces = 7;
inline constexpr std::size_t kFilterLines = 18;  // of 512 bits for each piece: 13.6 bits an entry, 0.2 % false answers

// SQL of one index, prepared once per connection by Database::cached.
struct HashIndexSql {
  explicit HashIndexSql(const std::string& name);
  std::string selectPiece, selectPieces, insertPiece, deletePieces;
  std::string selectExtents, insertExtent, deleteExtent;
  std::string selectRuns, insertRun, deleteRun, setTarget, setState, setSourcesState;
};

// Rows of one run that were written together: the guides of `pieces`, then the pieces.
struct HashExtent {
  std::int64_t id = 0;  // number of the first row
  std::size_t pieces = 0;
  std::size_t firstPiece = 0;  // within the run

  std::size_t guides() const { return (pieces + kGuidePieces - 1) / kGuidePieces; }
  std::int64_t end() const { return id + static_cast<std::int64_t>(guides() + pieces); }
};

struct alignas(64) FilterLine {
  std::array<std::uint64_t, 8> words{};
};

enum class HashRunState : std::uint8_t { Live = 0, Building = 1, Dead = 2 };

struct HashRun {
  std::int64_t id = 0;
  int level = 0;
  std::uint64_t endRow = 0;  // all its rows are below, and above those of older runs
  std::uint64_t entries = 0;
  HashRunState state = HashRunState::Live;
  std::int64_t target = 0;  // as opened: the run it is being merged into
  std::vector<HashExtent> extents;
  std::vector<std::uint64_t> fences;  // first hash of each piece
  std::vector<FilterLine> filter;     // kFilterLines a piece

  std::size_t pieces() const { return fences.size(); }
  std::int64_t pieceId(std::size_t piece) const;
  // The last piece that can hold the hash, where the filter does not exclude it.
  std::optional<std::size_t> pieceOf(std::uint64_t hash) const;
  void addPiece(std::span<const HashEntry> entries);
  Status loadGuides(Database& database, const HashIndexSql& sql);
  std::size_t memoryBytes() const;
};

// A piece's bytes, checked. Views live as long as the bytes.
class HashPiece {
 public:
  static Result<HashPiece> parse(ByteView bytes, std::int64_t id);
  std::size_t size() const { return m_size; }
  HashEntry entry(std::size_t index) const;
  std::uint64_t hash(std::size_t index) const;
  std::size_t upperBound(std::uint64_t hash) const;  // first entry with a larger hash

 private:
  const std::uint8_t* m_hashes = nullptr;
  const std::uint8_t* m_rows = nullptr;
  std::size_t m_size = 0;
};

// Takes sorted entries and writes them as extents of a run.
class HashRunWriter {
 public:
  explicit HashRunWriter(std::shared_ptr<HashRun> run) : m_run(std::move(run)) {}
  void add(const HashEntry& entry);
  // Writes what has been added, in whole groups of pieces, or to the last entry when `last`. nextPiece: the first free number.
  Status write(Database& writer, const HashIndexSql& sql, std::int64_t& nextPiece, bool last);
  const std::shared_ptr<HashRun>& run() const { return m_run; }

 private:
  std::shared_ptr<HashRun> m_run;
  std::vector<HashEntry> m_waiting;
};

// Walks over a run in order.
class HashRunCursor {
 public:
  explicit HashRunCursor(std::shared_ptr<const HashRun> run) : m_run(std::move(run)) {}
  // To the first entry, or to the first one after `last`.
  Status start(Database& database, const HashIndexSql& sql, const std::optional<HashEntry>& last);
  Status advance(Database& database, const HashIndexSql& sql);
  bool atEnd() const { return m_piece == m_run->pieces(); }
  const HashEntry& head() const { return m_head; }

 private:
  Status load(Database& database, const HashIndexSql& sql);

  std::shared_ptr<const HashRun> m_run;
  std::size_t m_piece = 0;
  std::size_t m_index = 0;
  Bytes m_bytes;
  HashPiece m_view;
  HashEntry m_head{};
};

// nullopt: there is no such row in this connection's snapshot.
Result<std::optional<Bytes>> readPieceRow(Database& database, const HashIndexSql& sql, std::int64_t id);

}  // namespace mz
