#include "ledger/store/hash_index.h"

#include <sqlite3.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <shared_mutex>

#include "ledger/store/hash_run.h"
#include "ledger/store/hash_table.h"

namespace mz {
namespace {

using RunPointer = std::shared_ptr<const HashRun>;

constexpr std::size_t kTableEntries = 65'536;
constexpr std::size_t kRunsPerMerge = 8;
constexpr std::size_t kGroupEntries = kPieceEntries * kGuidePieces;
constexpr std::size_t kStepEntries = 65'536;  // a merge writes at most this much a block, unless more came in
constexpr std::uint64_t kNoRow = std::numeric_limits<std::uint64_t>::max();

// What a find looks through besides the table that is being filled. Runs: newest first.
struct Snapshot {
  std::shared_ptr<const HashTable> frozen;  // of a run that is not committed yet
  std::vector<RunPointer> runs;
};

// One merge that is under way: the sources stay in use until it is complete.
struct Merge {
  HashRunWriter writer;
  std::vector<HashRunCursor> sources;
  std::vector<RunPointer> runs;
  std::size_t credit = 0;  // entries that may be written
};

struct DeadRun {
  std::int64_t id;
  std::deque<HashExtent> extents;
};

bool isTableName(std::string_view name) {
  return !name.empty() &&
         std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::unexpected<Error> failName(std::string_view name) {
  return fail(ErrorCode::InvalidArgument, "not a name for an index: " + std::string(name));
}

enum class Looked : std::uint8_t { Done, Stopped, Missing };

}  // namespace

struct HashIndex::Data {
  explicit Data(const std::string& name) : sql(name) {}

  const HashIndexSql sql;

  // Shared with readers, under `mutex`.
  mutable std::shared_mutex mutex;
  std::shared_ptr<HashTable> table = std::make_shared<HashTable>();
  std::shared_ptr<const Snapshot> snapshot = std::make_shared<Snapshot>();
  // A connection that always sees the newest commit, for a reader whose own snapshot is older than the runs.
  mutable std::mutex newestMutex;
  mutable std::optional<Database> newest;

  // The writer's own.
  std::vector<RunPointer> runs;  // newest first, as they are after the last store; readers get them once that is committed
  bool unpublished = false;
  std::map<int, Merge> merges;  // by level
  std::vector<DeadRun> dying;   // died in the last store
  std::deque<DeadRun> dead;
  std::size_t deleteCredit = 0;
  std::int64_t nextRun = 1;
  std::int64_t nextPiece = 1;
  std::uint64_t storedRows = 0;
  std::size_t inserted = 0;  // since the last store
  bool tooManyRows = false;

  Status load(Database& database);
  Status resumeMerge(Database& database, const std::shared_ptr<HashRun>& target);

  void publish();
  Status flush(Database& writer, std::uint64_t rowsSoFar);
  Status startMerges(Database& writer);
  Status stepMerge(Database& writer, Merge& merge);
  Status finishMerge(Database& writer, const Merge& merge);
  Status insertRun(Database& writer, const HashRun& run) const;
  Status setState(Database& writer, const std::string& statement, std::int64_t run, HashRunState state) const;
  Status deleteDead(Database& writer);

  Result<std::optional<Bytes>> readPiece(Database& database, std::int64_t id, bool useNewest) const;
};

HashIndex::HashIndex(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
HashIndex::HashIndex(HashIndex&&) noexcept = default;
HashIndex& HashIndex::operator=(HashIndex&&) noexcept = default;
HashIndex::~HashIndex() = default;

Status HashIndex::createTables(Database& database, std::string_view name) {
  if (!isTableName(name)) return failName(name);
  const std::string n(name);
  return database.execute("CREATE TABLE " + n +
                          "_run (id INTEGER PRIMARY KEY, level INTEGER NOT NULL, end_row INTEGER NOT NULL, "
                          "entries INTEGER NOT NULL, state INTEGER NOT NULL, target INTEGER NOT NULL);"
                          "CREATE TABLE " +
                          n +
                          "_extent (id INTEGER PRIMARY KEY, run INTEGER NOT NULL, pieces INTEGER NOT NULL);"
                          "CREATE TABLE " +
                          n + "_piece (id INTEGER PRIMARY KEY, data BLOB NOT NULL);");
}

Status HashIndex::dropTables(Database& database, std::string_view name) {
  if (!isTableName(name)) return failName(name);
  const std::string n(name);
  return database.execute("DROP TABLE " + n + "_run; DROP TABLE " + n + "_extent; DROP TABLE " + n + "_piece;");
}

// ---- Opening

Result<HashIndex> HashIndex::open(Database& database, std::string_view name) {
  if (!isTableName(name)) return failName(name);
  auto data = std::make_unique<Data>(std::string(name));
  MZ_CHECK(data->load(database));
  return HashIndex(std::move(data));
}

Status HashIndex::Data::load(Database& database) {
  std::map<std::int64_t, std::shared_ptr<HashRun>> all;
  MZ_TRY(Statement * select, database.cached(sql.selectRuns));
  for (;;) {
    MZ_TRY(const bool there, select->step());
    if (!there) break;
    auto run = std::make_shared<HashRun>();
    run->id = select->integer(0);
    run->level = static_cast<int>(select->integer(1));
    run->endRow = static_cast<std::uint64_t>(select->integer(2));
    run->entries = static_cast<std::uint64_t>(select->integer(3));
    run->state = static_cast<HashRunState>(select->integer(4));
    run->target = select->integer(5);
    nextRun = run->id + 1;
    all.emplace(run->id, std::move(run));
  }

  std::map<std::int64_t, std::size_t> pieces;
  MZ_TRY(Statement * extents, database.cached(sql.selectExtents));
  for (;;) {
    MZ_TRY(const bool there, extents->step());
    if (!there) break;
    const std::int64_t run = extents->integer(1);
    const auto found = all.find(run);
    const HashExtent extent{extents->integer(0), static_cast<std::size_t>(extents->integer(2)), pieces[run]};
    if (found == all.end() || extent.id < nextPiece || extents->integer(2) <= 0 ||
        extents->integer(2) > std::int64_t{1} << 32) {
      extents->reset();
      return fail(ErrorCode::Damaged, "the extents of a hash index do not fit its runs; the index can be rebuilt");
    }
    pieces[run] += extent.pieces;
    nextPiece = extent.end();
    found->second->extents.push_back(extent);
  }

  for (const auto& [id, run] : all) {
    if (run->state == HashRunState::Dead) {
      dead.push_back({id, {run->extents.begin(), run->extents.end()}});
      continue;
    }
    MZ_CHECK(run->loadGuides(database, sql));
    if (run->state == HashRunState::Building) continue;
    if ((run->entries + kPieceEntries - 1) / kPieceEntries != run->pieces() || run->entries == 0)
      return fail(ErrorCode::Damaged, "a run of a hash index is not complete; the index can be rebuilt");
    runs.push_back(run);
    storedRows = std::max(storedRows, run->endRow);
  }
  std::ranges::sort(runs, std::ranges::greater(), [](const RunPointer& run) { return run->endRow; });
  for (const auto& [id, run] : all)
    if (run->state == HashRunState::Building) MZ_CHECK(resumeMerge(database, run));
  unpublished = true;
  publish();
  return {};
}

Status HashIndex::Data::resumeMerge(Database& database, const std::shared_ptr<HashRun>& target) {
  // What has been written ends with the last entry of its last piece; every source goes on behind that.
  std::optional<HashEntry> last;
  if (target->pieces() > 0) {
    const std::int64_t id = target->pieceId(target->pieces() - 1);
    MZ_TRY(const std::optional<Bytes> bytes, readPieceRow(database, sql, id));
    if (!bytes)
      return fail(ErrorCode::Damaged, "piece " + std::to_string(id) + " of a hash index is missing; the index can be rebuilt");
    MZ_TRY(const HashPiece piece, HashPiece::parse(*bytes, id));
    last = piece.entry(piece.size() - 1);
  }
  Merge merge{HashRunWriter(target), {}, {}};
  for (const RunPointer& run : runs) {
    if (run->target != target->id) continue;
    merge.sources.emplace_back(run);
    MZ_CHECK(merge.sources.back().start(database, sql, last));
    merge.runs.push_back(run);
  }
  if (merge.runs.size() != kRunsPerMerge)
    return fail(ErrorCode::Damaged, "a merge of a hash index has lost runs; the index can be rebuilt");
  merges.emplace(target->level, std::move(merge));
  return {};
}

// ---- Writing

std::uint64_t HashIndex::storedRows() const { return m_data->storedRows; }

void HashIndex::insert(std::uint64_t hash, std::uint64_t row) {
  if (row > std::numeric_limits<std::uint32_t>::max()) {
    m_data->tooManyRows = true;
    return;
  }
  const std::unique_lock lock(m_data->mutex);
  m_data->table->insert(hash, static_cast<std::uint32_t>(row));
  ++m_data->inserted;
}

Status HashIndex::store(Database& writer, std::uint64_t rowsSoFar) {
  Data& data = *m_data;
  if (data.tooManyRows) return fail(ErrorCode::TooLarge, "a hash index holds at most 2^32 rows");
  data.publish();
  const std::size_t inserted = std::exchange(data.inserted, 0);
  // Deleting has to keep up with merging, and a merged run frees as much as it wrote.
  data.deleteCredit = data.dead.empty() ? 0 : data.deleteCredit + 2 * inserted * (1 + data.merges.size());
  MZ_CHECK(data.deleteDead(writer));
  if (data.table->size() >= kTableEntries) MZ_CHECK(data.flush(writer, rowsSoFar));
  MZ_CHECK(data.startMerges(writer));
  for (auto merge = data.merges.begin(); merge != data.merges.end();) {
    // Each level has to merge as fast as entries come in; twice as fast leaves time in between.
    merge->second.credit += std::min(2 * inserted, std::max(inserted, kStepEntries));
    MZ_CHECK(data.stepMerge(writer, merge->second));
    const bool finished = merge->second.writer.run()->state == HashRunState::Live;
    merge = finished ? data.merges.erase(merge) : std::next(merge);
  }
  return {};
}

// The last store's transaction has been committed: its runs can be read by everyone, its dead ones by nobody new.
void HashIndex::Data::publish() {
  if (!std::exchange(unpublished, false)) return;
  auto next = std::make_shared<const Snapshot>(Snapshot{nullptr, runs});
  {
    const std::unique_lock lock(mutex);
    snapshot.swap(next);  // the old one is destroyed outside of the lock
  }
  for (DeadRun& run : dying) dead.push_back(std::move(run));
  dying.clear();
}

Status HashIndex::Data::insertRun(Database& writer, const HashRun& run) const {
  MZ_TRY(Statement * insert, writer.cached(sql.insertRun));
  return insert->bindInteger(1, run.id)
      .bindInteger(2, run.level)
      .bindInteger(3, static_cast<std::int64_t>(run.endRow))
      .bindInteger(4, static_cast<std::int64_t>(run.entries))
      .bindInteger(5, static_cast<std::int64_t>(run.state))
      .run();
}

Status HashIndex::Data::setState(Database& writer, const std::string& statement, std::int64_t run, HashRunState state) const {
  MZ_TRY(Statement * update, writer.cached(statement));
  return update->bindInteger(1, run).bindInteger(2, static_cast<std::int64_t>(state)).run();
}

Status HashIndex::Data::flush(Database& writer, std::uint64_t rowsSoFar) {
  auto run = std::make_shared<HashRun>();
  run->id = nextRun++;
  run->endRow = rowsSoFar;
  run->entries = table->size();
  HashRunWriter out(run);
  for (const HashEntry& entry : table->sorted()) out.add(entry);
  MZ_CHECK(insertRun(writer, *run));
  MZ_CHECK(out.write(writer, sql, nextPiece, true));
  storedRows = rowsSoFar;

  auto next = std::make_shared<Snapshot>(*snapshot);
  next->frozen = table;
  auto fresh = std::make_shared<HashTable>();
  {
    const std::unique_lock lock(mutex);
    snapshot = std::move(next);
    table = std::move(fresh);
  }
  runs.insert(runs.begin(), std::move(run));
  unpublished = true;
  return {};
}

Status HashIndex::Data::startMerges(Database& writer) {
  std::map<int, std::vector<RunPointer>> levels;
  for (const RunPointer& run : runs) levels[run->level].push_back(run);
  for (auto& [level, candidates] : levels) {
    if (candidates.size() < kRunsPerMerge || merges.contains(level + 1)) continue;
    // The oldest, so that runs of a level stay in the order of their rows.
    candidates.erase(candidates.begin(), candidates.end() - static_cast<std::ptrdiff_t>(kRunsPerMerge));
    auto target = std::make_shared<HashRun>();
    target->id = nextRun++;
    target->level = level + 1;
    target->state = HashRunState::Building;
    target->endRow = candidates.front()->endRow;
    for (const RunPointer& source : candidates) target->entries += source->entries;
    MZ_CHECK(insertRun(writer, *target));
    Merge merge{HashRunWriter(target), {}, {}};
    for (const RunPointer& source : candidates) {
      MZ_TRY(Statement * update, writer.cached(sql.setTarget));
      MZ_CHECK(update->bindInteger(1, source->id).bindInteger(2, target->id).run());
      merge.sources.emplace_back(source);
      MZ_CHECK(merge.sources.back().start(writer, sql, std::nullopt));
      merge.runs.push_back(source);
    }
    merges.emplace(target->level, std::move(merge));
  }
  return {};
}

Status HashIndex::Data::stepMerge(Database& writer, Merge& merge) {
  std::size_t left = merge.credit / kGroupEntries * kGroupEntries;
  merge.credit -= left;
  bool ended = false;
  for (; left > 0; --left) {
    HashRunCursor* smallest = nullptr;
    for (HashRunCursor& source : merge.sources)
      if (!source.atEnd() && (!smallest || source.head() < smallest->head())) smallest = &source;
    ended = smallest == nullptr;
    if (ended) break;
    merge.writer.add(smallest->head());
    MZ_CHECK(smallest->advance(writer, sql));
  }
  MZ_CHECK(merge.writer.write(writer, sql, nextPiece, ended));
  return ended ? finishMerge(writer, merge) : Status();
}

Status HashIndex::Data::finishMerge(Database& writer, const Merge& merge) {
  const std::shared_ptr<HashRun>& target = merge.writer.run();
  target->state = HashRunState::Live;
  MZ_CHECK(setState(writer, sql.setState, target->id, HashRunState::Live));
  MZ_CHECK(setState(writer, sql.setSourcesState, target->id, HashRunState::Dead));
  for (const RunPointer& source : merge.runs) {
    std::erase(runs, source);
    dying.push_back({source->id, {source->extents.begin(), source->extents.end()}});
  }
  runs.push_back(target);
  std::ranges::sort(runs, std::ranges::greater(), [](const RunPointer& run) { return run->endRow; });
  unpublished = true;
  return {};
}

Status HashIndex::Data::deleteDead(Database& writer) {
  while (!dead.empty()) {
    DeadRun& run = dead.front();
    if (run.extents.empty()) {
      MZ_TRY(Statement * remove, writer.cached(sql.deleteRun));
      MZ_CHECK(remove->bindInteger(1, run.id).run());
      dead.pop_front();
      continue;
    }
    const HashExtent& extent = run.extents.front();
    const std::size_t cost = extent.pieces * kPieceEntries;
    if (deleteCredit < cost) return {};
    deleteCredit -= cost;
    MZ_TRY(Statement * pieces, writer.cached(sql.deletePieces));
    MZ_CHECK(pieces->bindInteger(1, extent.id).bindInteger(2, extent.end()).run());
    MZ_TRY(Statement * row, writer.cached(sql.deleteExtent));
    MZ_CHECK(row->bindInteger(1, extent.id).run());
    run.extents.pop_front();
  }
  return {};
}

// ---- Finding

Result<std::optional<Bytes>> HashIndex::Data::readPiece(Database& database, std::int64_t id, bool useNewest) const {
  if (!useNewest) return readPieceRow(database, sql, id);
  const std::scoped_lock lock(newestMutex);
  if (!newest) {
    sqlite3_vfs* vfs = nullptr;
    sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    const bool system = vfs == sqlite3_vfs_find(nullptr);
    MZ_TRY(newest, Database::open(sqlite3_db_filename(database.handle(), "main"), OpenMode::Read, system ? "" : vfs->zName));
  }
  return readPieceRow(*newest, sql, id);
}

namespace {

// Rows come newest first, so a second look skips what the first one has shown.
class Visitor {
 public:
  explicit Visitor(const std::function<Result<bool>(std::uint64_t)>& visit) : m_visit(visit) {}

  Result<bool> operator()(std::uint64_t row) {
    if (row >= m_below) return true;
    m_below = row;
    return m_visit(row);
  }

 private:
  const std::function<Result<bool>(std::uint64_t)>& m_visit;
  std::uint64_t m_below = kNoRow;
};

Result<bool> visitRows(const HashTable::Rows& rows, Visitor& visitor) {
  for (std::uint32_t i = 0; i < rows.count; ++i) {
    MZ_TRY(const bool goOn, visitor(rows.rows[i]));
    if (!goOn) return false;
  }
  return true;
}

template <class ReadPiece>
Result<Looked> visitRun(const HashRun& run, std::uint64_t hash, const ReadPiece& readPiece, Visitor& visitor) {
  std::optional<std::size_t> piece = run.pieceOf(hash);
  while (piece) {
    const std::int64_t id = run.pieceId(*piece);
    MZ_TRY(const std::optional<Bytes> bytes, readPiece(id));
    if (!bytes) return Looked::Missing;
    MZ_TRY(const HashPiece view, HashPiece::parse(*bytes, id));
    std::size_t at = view.upperBound(hash);
    for (; at > 0 && view.hash(at - 1) == hash; --at) {
      MZ_TRY(const bool goOn, visitor(view.entry(at - 1).row));
      if (!goOn) return Looked::Stopped;
    }
    // A hash with many rows may have begun in the piece before.
    piece = at == 0 && *piece > 0 ? std::optional(*piece - 1) : std::nullopt;
  }
  return Looked::Done;
}

}  // namespace

Status HashIndex::find(Database& database, std::uint64_t hash,
                       const std::function<Result<bool>(std::uint64_t row)>& visit) const {
  const Data& data = *m_data;
  Visitor visitor(visit);
  std::shared_ptr<const Snapshot> missedIn;
  for (;;) {
    std::shared_ptr<const HashTable> table;
    std::shared_ptr<const Snapshot> snapshot;
    HashTable::Rows rows;
    {
      const std::shared_lock lock(data.mutex);
      snapshot = data.snapshot;
      rows = data.table->find(hash);
      if (rows.next != 0) table = data.table;
    }
    for (;;) {
      MZ_TRY(const bool goOn, visitRows(rows, visitor));
      if (!goOn) return {};
      if (rows.next == 0) break;
      const std::shared_lock lock(data.mutex);
      rows = table->more(rows.next);
    }
    if (snapshot->frozen) {
      for (rows = snapshot->frozen->find(hash);; rows = snapshot->frozen->more(rows.next)) {
        MZ_TRY(const bool goOn, visitRows(rows, visitor));
        if (!goOn) return {};
        if (rows.next == 0) break;
      }
    }

    // Missing in an old list: merged away meanwhile, look at the new one. Missing in the newest: this connection's snapshot is
    // older than the run, so the newest commit is asked; it may name rows that this snapshot does not have yet.
    const bool useNewest = missedIn == snapshot;
    Looked looked = Looked::Done;
    for (const RunPointer& run : snapshot->runs) {
      const auto read = [&](std::int64_t id) { return data.readPiece(database, id, useNewest); };
      MZ_TRY(looked, visitRun(*run, hash, read, visitor));
      if (looked != Looked::Done) break;
    }
    if (looked != Looked::Missing) return {};
    if (const std::shared_lock lock(data.mutex); useNewest && data.snapshot == snapshot)
      return fail(ErrorCode::Damaged, "a piece of a hash index is missing; the index can be rebuilt");
    missedIn = snapshot;
  }
}

Status HashIndex::forEachStored(Database& database,
                                const std::function<void(std::uint64_t hash, std::uint64_t row)>& visit) const {
  std::shared_ptr<const Snapshot> snapshot;
  {
    const std::shared_lock lock(m_data->mutex);
    snapshot = m_data->snapshot;
  }
  for (const RunPointer& run : snapshot->runs) {
    HashRunCursor cursor(run);
    MZ_CHECK(cursor.start(database, m_data->sql, std::nullopt));
    while (!cursor.atEnd()) {
      visit(cursor.head().hash, cursor.head().row);
      MZ_CHECK(cursor.advance(database, m_data->sql));
    }
  }
  return {};
}

std::size_t HashIndex::memoryBytes() const {
  const Data& data = *m_data;
  const std::shared_lock lock(data.mutex);
  std::size_t bytes = data.table->memoryBytes();
  if (data.snapshot->frozen) bytes += data.snapshot->frozen->memoryBytes();
  for (const RunPointer& run : data.snapshot->runs) bytes += run->memoryBytes();
  return bytes;
}

}  // namespace mz
