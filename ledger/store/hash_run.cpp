#include "ledger/store/hash_run.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace mz {
namespace {

static_assert(std::endian::native == std::endian::little, "pieces are read and written as they lie in memory");

constexpr std::size_t kEntryBytes = 12;
constexpr std::size_t kCheckBytes = 8;
constexpr std::size_t kFilterBytes = kFilterLines * sizeof(FilterLine);
constexpr std::size_t kGuideBytesPerPiece = 8 + kFilterBytes;
constexpr unsigned kFilterProbes = 7;

std::uint64_t word(const std::uint8_t* bytes) {
  std::uint64_t out;
  std::memcpy(&out, bytes, sizeof out);
  return out;
}

// Not a defence against a forger, who could as well drop the row: it finds what disks do to a page. `bytes` ends on a word
// boundary or with a half word.
std::uint64_t checkValue(ByteView bytes, std::int64_t id) {
  constexpr std::uint64_t kFactor = 0x9E3779B97F4A7C15;
  std::array<std::uint64_t, 4> lanes{static_cast<std::uint64_t>(id), 1, 2, bytes.size()};
  std::size_t at = 0;
  for (; at + 32 <= bytes.size(); at += 32)
    for (std::size_t lane = 0; lane < 4; ++lane)
      lanes[lane] = std::rotl((lanes[lane] ^ word(bytes.data() + at + 8 * lane)) * kFactor, 29);
  for (; at < bytes.size(); at += 4) {
    std::uint32_t half;
    std::memcpy(&half, bytes.data() + at, sizeof half);
    lanes[at / 4 % 4] = std::rotl((lanes[at / 4 % 4] ^ half) * kFactor, 29);
  }
  std::uint64_t out = 0;
  for (const std::uint64_t lane : lanes) out = std::rotl((out ^ lane) * kFactor, 29);
  return out;
}

void appendCheck(Bytes& bytes, std::int64_t id) {
  const std::uint64_t check = checkValue(bytes, id);
  const std::size_t at = bytes.size();
  bytes.resize(at + kCheckBytes);
  std::memcpy(bytes.data() + at, &check, kCheckBytes);
}

// The content without its check value.
Result<ByteView> checked(ByteView bytes, std::int64_t id) {
  if (bytes.size() > kCheckBytes && bytes.size() % 4 == 0) {
    const ByteView content = bytes.first(bytes.size() - kCheckBytes);
    if (checkValue(content, id) == word(content.data() + content.size())) return content;
  }
  return fail(ErrorCode::Damaged, "row " + std::to_string(id) + " of a hash index is damaged; the index can be rebuilt");
}

// Where a hash leaves its bits: a line of the piece's filter and positions in it.
struct Probe {
  std::size_t line;
  std::uint64_t bits;
};

Probe probeOf(std::uint64_t hash) {
  // Hashes of one piece share their upper bits, so they are mixed first.
  std::uint64_t mixed = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
  mixed ^= mixed >> 33;
  return {((mixed >> 32) * kFilterLines) >> 32, (mixed * 0xC4CEB9FE1A85EC53) >> 1};
}

Bytes encodePiece(std::span<const HashEntry> entries, std::int64_t id) {
  Bytes out;
  out.reserve(kPieceEntries * kEntryBytes + kCheckBytes);
  out.resize(entries.size() * kEntryBytes);
  std::uint8_t* hashes = out.data();
  std::uint8_t* rows = hashes + entries.size() * 8;
  for (const HashEntry& entry : entries) {
    std::memcpy(hashes, &entry.hash, 8);
    std::memcpy(rows, &entry.row, 4);
    hashes += 8;
    rows += 4;
  }
  appendCheck(out, id);
  return out;
}

Bytes encodeGuide(const HashRun& run, std::size_t firstPiece, std::size_t pieces, std::int64_t id) {
  Bytes out;
  out.reserve(kGuidePieces * kGuideBytesPerPiece + kCheckBytes);
  out.resize(pieces * kGuideBytesPerPiece);
  std::memcpy(out.data(), run.fences.data() + firstPiece, pieces * 8);
  std::memcpy(out.data() + pieces * 8, run.filter.data() + firstPiece * kFilterLines, pieces * kFilterBytes);
  appendCheck(out, id);
  return out;
}

Status insertRow(Database& writer, const HashIndexSql& sql, std::int64_t id, const Bytes& bytes) {
  MZ_TRY(Statement * insert, writer.cached(sql.insertPiece));
  return insert->bindInteger(1, id).bindBlob(2, bytes).run();
}

}  // namespace

HashIndexSql::HashIndexSql(const std::string& name)
    : selectPiece("SELECT data FROM " + name + "_piece WHERE id = ?1"),
      selectPieces("SELECT id, data FROM " + name + "_piece WHERE id >= ?1 AND id < ?2 ORDER BY id"),
      insertPiece("INSERT INTO " + name + "_piece (id, data) VALUES (?1, ?2)"),
      deletePieces("DELETE FROM " + name + "_piece WHERE id >= ?1 AND id < ?2"),
      selectExtents("SELECT id, run, pieces FROM " + name + "_extent ORDER BY id"),
      insertExtent("INSERT INTO " + name + "_extent (id, run, pieces) VALUES (?1, ?2, ?3)"),
      deleteExtent("DELETE FROM " + name + "_extent WHERE id = ?1"),
      selectRuns("SELECT id, level, end_row, entries, state, target FROM " + name + "_run ORDER BY id"),
      insertRun("INSERT INTO " + name + "_run (id, level, end_row, entries, state, target) VALUES (?1, ?2, ?3, ?4, ?5, 0)"),
      deleteRun("DELETE FROM " + name + "_run WHERE id = ?1"),
      setTarget("UPDATE " + name + "_run SET target = ?2 WHERE id = ?1"),
      setState("UPDATE " + name + "_run SET state = ?2 WHERE id = ?1"),
      setSourcesState("UPDATE " + name + "_run SET state = ?2 WHERE target = ?1") {}

Result<std::optional<Bytes>> readPieceRow(Database& database, const HashIndexSql& sql, std::int64_t id) {
  MZ_TRY(Statement * select, database.cached(sql.selectPiece));
  MZ_TRY(const bool there, select->bindInteger(1, id).step());
  if (!there) return std::nullopt;
  const ByteView view = select->blob(0);
  std::optional<Bytes> out(std::in_place, view.begin(), view.end());
  select->reset();
  return out;
}

// ---- HashRun

std::int64_t HashRun::pieceId(std::size_t piece) const {
  const auto after = std::ranges::upper_bound(extents, piece, {}, &HashExtent::firstPiece);
  const HashExtent& extent = *std::prev(after);
  return extent.id + static_cast<std::int64_t>(extent.guides() + piece - extent.firstPiece);
}

std::optional<std::size_t> HashRun::pieceOf(std::uint64_t hash) const {
  const auto after = std::ranges::upper_bound(fences, hash);
  if (after == fences.begin()) return std::nullopt;
  const auto piece = static_cast<std::size_t>(after - fences.begin()) - 1;
  const Probe probe = probeOf(hash);
  const FilterLine& line = filter[piece * kFilterLines + probe.line];
  for (unsigned i = 0; i < kFilterProbes; ++i) {
    const std::uint64_t bit = (probe.bits >> (9 * i)) & 511;
    if (((line.words[bit / 64] >> (bit % 64)) & 1) == 0) return std::nullopt;
  }
  return piece;
}

void HashRun::addPiece(std::span<const HashEntry> sorted) {
  fences.push_back(sorted.front().hash);
  filter.resize(filter.size() + kFilterLines);
  for (const HashEntry& entry : sorted) {
    const Probe probe = probeOf(entry.hash);
    FilterLine& line = filter[filter.size() - kFilterLines + probe.line];
    for (unsigned i = 0; i < kFilterProbes; ++i) {
      const std::uint64_t bit = (probe.bits >> (9 * i)) & 511;
      line.words[bit / 64] |= std::uint64_t{1} << (bit % 64);
    }
  }
}

Status HashRun::loadGuides(Database& database, const HashIndexSql& sql) {
  MZ_TRY(Statement * select, database.cached(sql.selectPieces));
  for (const HashExtent& extent : extents) {
    const auto guides = static_cast<std::int64_t>(extent.guides());
    select->bindInteger(1, extent.id).bindInteger(2, extent.id + guides);
    std::int64_t expected = extent.id;
    std::size_t left = extent.pieces;
    for (;;) {
      MZ_TRY(const bool there, select->step());
      if (!there) break;
      const std::size_t pieces = std::min(left, kGuidePieces);
      const auto content = checked(select->blob(1), expected);
      if (select->integer(0) != expected || !content || content->size() != pieces * kGuideBytesPerPiece) {
        select->reset();
        return fail(ErrorCode::Damaged,
                    "guide " + std::to_string(expected) + " of a hash index is damaged; the index can be rebuilt");
      }
      fences.resize(fences.size() + pieces);
      std::memcpy(fences.data() + fences.size() - pieces, content->data(), pieces * 8);
      filter.resize(filter.size() + pieces * kFilterLines);
      std::memcpy(static_cast<void*>(filter.data() + filter.size() - pieces * kFilterLines), content->data() + pieces * 8,
                  pieces * kFilterBytes);
      left -= pieces;
      ++expected;
    }
    if (left != 0)
      return fail(ErrorCode::Damaged,
                  "guide " + std::to_string(expected) + " of a hash index is missing; the index can be rebuilt");
  }
  if (!std::ranges::is_sorted(fences)) return fail(ErrorCode::Damaged, "a hash index is out of order; it can be rebuilt");
  return {};
}

std::size_t HashRun::memoryBytes() const {
  return extents.capacity() * sizeof(HashExtent) + fences.capacity() * 8 + filter.capacity() * sizeof(FilterLine);
}

// ---- HashPiece

Result<HashPiece> HashPiece::parse(ByteView bytes, std::int64_t id) {
  MZ_TRY(const ByteView content, checked(bytes, id));
  const std::size_t size = content.size() / kEntryBytes;
  if (size * kEntryBytes != content.size() || size > kPieceEntries)
    return fail(ErrorCode::Damaged,
                "piece " + std::to_string(id) + " of a hash index has a wrong size; the index can be rebuilt");
  HashPiece out;
  out.m_hashes = content.data();
  out.m_rows = content.data() + size * 8;
  out.m_size = size;
  return out;
}

std::uint64_t HashPiece::hash(std::size_t index) const { return word(m_hashes + index * 8); }

HashEntry HashPiece::entry(std::size_t index) const {
  HashEntry out{hash(index), 0};
  std::memcpy(&out.row, m_rows + index * 4, 4);
  return out;
}

std::size_t HashPiece::upperBound(std::uint64_t wanted) const {
  std::size_t low = 0;
  for (std::size_t high = m_size; low < high;) {
    const std::size_t middle = (low + high) / 2;
    if (hash(middle) <= wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

// ---- HashRunWriter

void HashRunWriter::add(const HashEntry& entry) { m_waiting.push_back(entry); }

Status HashRunWriter::write(Database& writer, const HashIndexSql& sql, std::int64_t& nextPiece, bool last) {
  constexpr std::size_t kGroupEntries = kPieceEntries * kGuidePieces;
  const std::size_t taken = last ? m_waiting.size() : m_waiting.size() / kGroupEntries * kGroupEntries;
  if (taken == 0) return {};
  HashRun& run = *m_run;
  const HashExtent extent{nextPiece, (taken + kPieceEntries - 1) / kPieceEntries, run.pieces()};
  const auto pieceEntries = [&](std::size_t piece) {
    return std::span(m_waiting).subspan(piece * kPieceEntries, std::min(kPieceEntries, taken - piece * kPieceEntries));
  };
  for (std::size_t piece = 0; piece < extent.pieces; ++piece) run.addPiece(pieceEntries(piece));
  // In the order of their numbers, so that SQLite only ever appends to the table.
  for (std::size_t piece = 0; piece < extent.pieces; piece += kGuidePieces, ++nextPiece) {
    const Bytes guide = encodeGuide(run, extent.firstPiece + piece, std::min(kGuidePieces, extent.pieces - piece), nextPiece);
    MZ_CHECK(insertRow(writer, sql, nextPiece, guide));
  }
  for (std::size_t piece = 0; piece < extent.pieces; ++piece, ++nextPiece)
    MZ_CHECK(insertRow(writer, sql, nextPiece, encodePiece(pieceEntries(piece), nextPiece)));
  MZ_TRY(Statement * insert, writer.cached(sql.insertExtent));
  MZ_CHECK(
      insert->bindInteger(1, extent.id).bindInteger(2, run.id).bindInteger(3, static_cast<std::int64_t>(extent.pieces)).run());
  run.extents.push_back(extent);
  m_waiting.erase(m_waiting.begin(), m_waiting.begin() + static_cast<std::ptrdiff_t>(taken));
  return {};
}

// ---- HashRunCursor

Status HashRunCursor::load(Database& database, const HashIndexSql& sql) {
  const std::int64_t id = m_run->pieceId(m_piece);
  MZ_TRY(std::optional<Bytes> bytes, readPieceRow(database, sql, id));
  if (!bytes)
    return fail(ErrorCode::Damaged, "piece " + std::to_string(id) + " of a hash index is missing; the index can be rebuilt");
  m_bytes = std::move(*bytes);
  MZ_TRY(m_view, HashPiece::parse(m_bytes, id));
  m_index = 0;
  m_head = m_view.entry(0);
  return {};
}

Status HashRunCursor::start(Database& database, const HashIndexSql& sql, const std::optional<HashEntry>& last) {
  m_piece = 0;
  if (last) {
    const auto first = std::ranges::lower_bound(m_run->fences, last->hash);
    m_piece = static_cast<std::size_t>(first - m_run->fences.begin());
    if (m_piece > 0) --m_piece;
  }
  if (atEnd()) return {};
  MZ_CHECK(load(database, sql));
  while (last && !atEnd() && m_head <= *last) MZ_CHECK(advance(database, sql));
  return {};
}

Status HashRunCursor::advance(Database& database, const HashIndexSql& sql) {
  if (++m_index < m_view.size()) {
    m_head = m_view.entry(m_index);
    return {};
  }
  ++m_piece;
  return atEnd() ? Status() : load(database, sql);
}

}  // namespace mz
