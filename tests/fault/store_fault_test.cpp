// On a disk that fails or loses power at any operation: what was acknowledged is there, nothing is half there, and the file is
// sound. A failing seed is printed and replays.
#include <QTest>

#include "ledger/base/random.h"
#include "ledger/store/fault_vfs.h"
#include "ledger/store/hash_index.h"

using namespace mz;

namespace {

constexpr const char* kFile = "/channel.db";
constexpr Migration kSteps[] = {
    {1,
     "CREATE TABLE head (number INTEGER NOT NULL); INSERT INTO head VALUES (0);"
     "CREATE TABLE payment (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, content BLOB NOT NULL)"},
    {2, "CREATE TABLE later (a)", [](Database& database) { return HashIndex::createTables(database, "id"); }},
};

// Everything about a transaction follows from its number, so that it can be compared to the byte.
std::size_t rowsOf(std::int64_t number) { return 1 + static_cast<std::size_t>(number * 7 % 23); }
Bytes contentOf(std::int64_t number, std::size_t row) {
  SeededRandom random(static_cast<std::uint64_t>(number) * 1'000 + row);
  Bytes out(random.below(900));
  random.fill(out);
  return out;
}

Status writeTransaction(Database& database, std::int64_t number) {
  MZ_CHECK(database.begin());
  const auto written = [&]() -> Status {
    MZ_TRY(Statement insert, database.prepare("INSERT INTO payment (number, content) VALUES (?1, ?2)"));
    for (std::size_t row = 0; row < rowsOf(number); ++row) {
      const Bytes content = contentOf(number, row);
      MZ_CHECK(insert.bindInteger(1, number).bindBlob(2, content).run());
    }
    MZ_TRY(Statement head, database.prepare("UPDATE head SET number = ?1"));
    return head.bindInteger(1, number).run();
  }();
  if (!written) {
    database.rollback();
    return written;
  }
  return database.commit();
}

// The last transaction's number; an Error says what is not as it was written.
Result<std::int64_t> checkContent(Database& database) {
  MZ_TRY(const std::vector<std::string> problems, database.integrityProblems());
  if (!problems.empty()) return fail(ErrorCode::Damaged, problems.front());
  MZ_TRY(Statement head, database.prepare("SELECT number FROM head"));
  MZ_CHECK(head.step());
  const std::int64_t last = head.integer(0);
  head.reset();
  MZ_TRY(Statement select, database.prepare("SELECT number, content FROM payment ORDER BY id"));
  for (std::int64_t number = 1; number <= last; ++number) {
    for (std::size_t row = 0; row < rowsOf(number); ++row) {
      MZ_TRY(const bool there, select.step());
      if (!there || select.integer(0) != number || !std::ranges::equal(select.blob(1), contentOf(number, row)))
        return fail(ErrorCode::Damaged, "transaction " + std::to_string(number) + " is not whole");
    }
  }
  MZ_TRY(const bool more, select.step());
  if (more) return fail(ErrorCode::Damaged, "there is a row behind the last transaction");
  return last;
}

constexpr std::uint64_t kMostOperations = 160;

struct Outcome {
  bool fired = false;
  bool created = false;  // acknowledged: the file exists with its tables
  std::int64_t acknowledged = 0;
};

// Creates, migrates and writes; an error is met as the engine meets it: roll back and try again, and give up on a dead disk.
Outcome runWorkload(FaultVfs& disk, std::uint64_t seed, DiskFault fault) {
  SeededRandom random(seed);
  Outcome outcome;
  disk.failAt(1 + random.below(kMostOperations), fault);
  auto database = Database::open(kFile, OpenMode::Create, disk.name());
  if (!database || !migrate(*database, kSteps)) {
    outcome.fired = disk.fired();
    return outcome;
  }
  outcome.created = true;
  int failures = 0;
  while (outcome.acknowledged < 30 && failures < 2) {
    if (writeTransaction(*database, outcome.acknowledged + 1))
      ++outcome.acknowledged;
    else
      ++failures;
    if (random.below(6) == 0 && !database->checkpoint()) ++failures;
  }
  outcome.fired = disk.fired();
  // Some programs die with the file open, others close it first.
  if (random.below(2) == 0) disk.cutPower();
  return outcome;
}

ErrorCode expectedCode(DiskFault fault) { return fault == DiskFault::IoError ? ErrorCode::Io : ErrorCode::DiskFull; }

}  // namespace

class StoreFaultTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void acknowledgedTransactionsSurviveEveryFault() {
    constexpr std::uint64_t kSeeds = 4'000;
    constexpr DiskFault kFaults[] = {DiskFault::IoError, DiskFault::NoSpace, DiskFault::ShortWrite, DiskFault::PowerCut};
    int fired = 0;
    int afterWork = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const std::string name = "seed " + std::to_string(seed);
      FaultVfs disk(seed);
      const Outcome outcome = runWorkload(disk, seed, kFaults[seed % 4]);
      disk.cutPower();
      disk.restorePower();
      fired += outcome.fired ? 1 : 0;
      afterWork += outcome.fired && outcome.acknowledged > 0 ? 1 : 0;

      auto database = Database::open(kFile, OpenMode::Write, disk.name());
      if (!outcome.created) {
        // Nothing was promised; what is there is either no ledger file at all or one that can be completed.
        if (!database) {
          const ErrorCode code = database.error().code;
          QVERIFY2(code == ErrorCode::NotFound || code == ErrorCode::Damaged, (name + ": " + database.error().detail).c_str());
          continue;
        }
        const Status migrated = migrate(*database, kSteps);
        QVERIFY2(migrated, (name + ": " + (migrated ? "" : migrated.error().detail)).c_str());
      }
      QVERIFY2(database, (name + ": " + (database ? "" : database.error().detail)).c_str());
      const auto last = checkContent(*database);
      QVERIFY2(last, (name + ": " + (last ? "" : last.error().detail)).c_str());
      QVERIFY2(*last == outcome.acknowledged || *last == outcome.acknowledged + 1,
               (name + ": acknowledged " + std::to_string(outcome.acknowledged) + ", found " + std::to_string(*last)).c_str());
      // And it goes on.
      QVERIFY2(writeTransaction(*database, *last + 1), name.c_str());
      QVERIFY2(checkContent(*database), name.c_str());
    }
    QVERIFY2(fired > static_cast<int>(kSeeds) * 9 / 10, "the faults were met");
    QVERIFY2(afterWork > static_cast<int>(kSeeds) / 2, "and mostly in the middle of work");
  }

  void eachFaultIsToldByItsName() {
    for (const DiskFault fault : {DiskFault::IoError, DiskFault::NoSpace, DiskFault::ShortWrite}) {
      FaultVfs disk(5);
      auto database = Database::open(kFile, OpenMode::Create, disk.name());
      QVERIFY(database);
      QVERIFY(migrate(*database, kSteps));
      disk.failAt(1, fault);
      const Status failed = writeTransaction(*database, 1);
      QVERIFY(!failed);
      QCOMPARE(failed.error().code, expectedCode(fault));
      QCOMPARE(std::string(failed.error().parameter("file")), std::string(kFile));
      QVERIFY2(writeTransaction(*database, 1), "the next try succeeds");
      QCOMPARE(*checkContent(*database), std::int64_t{1});
    }
  }

  // Also where it is the sync that finds no space: delayed allocation and quotas tell it no earlier.
  void aSyncWithoutSpaceIsAFullDisk() {
    for (const DiskFault fault : {DiskFault::IoError, DiskFault::NoSpace, DiskFault::ShortWrite}) {
      std::uint64_t met = 0;
      for (std::uint64_t operation = 1; operation <= 60; ++operation) {
        FaultVfs disk(5);
        auto database = Database::open(kFile, OpenMode::Create, disk.name());
        QVERIFY(database && migrate(*database, kSteps));
        QVERIFY(writeTransaction(*database, 1));
        disk.failAt(operation, fault);
        const Status written = writeTransaction(*database, 2);
        const Status moved = written ? database->checkpoint() : written;
        if (!disk.fired()) break;
        ++met;
        const std::string name = "operation " + std::to_string(operation);
        QVERIFY2(!moved, name.c_str());
        QVERIFY2(moved.error().code == expectedCode(fault), (name + ": " + moved.error().detail).c_str());
      }
      QVERIFY(met > 5 && met < 60);  // every one, syncs of the log and of the file among them
    }
  }

  // The change to the log is a transaction of its own, and had failed unseen.
  void aWriterThatOpensHasItsLog() {
    for (std::uint64_t operation = 1; operation <= 30; ++operation) {
      for (const DiskFault fault : {DiskFault::IoError, DiskFault::NoSpace, DiskFault::ShortWrite}) {
        FaultVfs disk(operation);
        disk.failAt(operation, fault);
        auto database = Database::open(kFile, OpenMode::Create, disk.name());
        if (!database) continue;
        auto mode = database->prepare("PRAGMA journal_mode");
        QVERIFY(mode && mode->step());
        QCOMPARE(mode->text(0), std::string_view("wal"));
        auto synchronous = database->prepare("PRAGMA synchronous");
        QVERIFY(synchronous && synchronous->step());
        QCOMPARE(synchronous->integer(0), std::int64_t{2});
      }
    }
  }

  // Without this the other tests could pass on a disk that loses nothing.
  void theDiskLosesWhatWasNotSynced() {
    int lost = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      FaultVfs disk(seed);
      {
        auto database = Database::open(kFile, OpenMode::Create, disk.name());
        QVERIFY(database && migrate(*database, kSteps));
        QVERIFY(database->execute("PRAGMA synchronous=OFF"));
        for (std::int64_t number = 1; number <= 10; ++number) QVERIFY(writeTransaction(*database, number));
        disk.cutPower();
      }
      disk.restorePower();
      auto again = Database::open(kFile, OpenMode::Read, disk.name());
      const auto last = again ? checkContent(*again) : Result<std::int64_t>(fail(ErrorCode::Damaged, ""));
      lost += !last || *last < 10 ? 1 : 0;
    }
    QVERIFY(lost > 10);
  }

  void corruptionIsFound() {
    FaultVfs disk(1);
    {
      auto database = Database::open(kFile, OpenMode::Create, disk.name());
      QVERIFY(database && migrate(*database, kSteps));
      for (std::int64_t number = 1; number <= 40; ++number) QVERIFY(writeTransaction(*database, number));
      QVERIFY(database->checkpoint());
    }
    QVERIFY(disk.fileSize(kFile) > 10 * 8192);
    for (std::uint64_t byte = 0; byte < 8; ++byte) disk.corrupt(kFile, 3 * 8192 + byte, 0xff);
    auto database = Database::open(kFile, OpenMode::Read, disk.name());
    QVERIFY(!database || !database->integrityProblems()->empty());
  }

  // The index's runs, merges and deletions ride in the same transactions as the rows.
  void theHashIndexIsWholeAfterEveryFault() {
    constexpr std::uint64_t kSeeds = 24;
    constexpr std::int64_t kRowsPerBlock = 70'000;
    constexpr std::int64_t kBlocks = 14;
    const auto hashOf = [](std::uint64_t row) { return SeededRandom(row).next(); };
    const auto writeBlock = [&](Database& database, HashIndex& index, std::int64_t number) -> Status {
      MZ_CHECK(database.begin());
      const auto end = static_cast<std::uint64_t>(number * kRowsPerBlock);
      for (std::uint64_t row = end - kRowsPerBlock; row < end; ++row) index.insert(hashOf(row), row);
      MZ_CHECK(index.store(database, end));
      MZ_CHECK(database.execute("UPDATE head SET number = " + std::to_string(number)));
      return database.commit();
    };
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
      const std::string name = "seed " + std::to_string(seed);
      SeededRandom random(seed);
      FaultVfs disk(seed);
      std::int64_t acknowledged = 0;
      {
        auto database = Database::open(kFile, OpenMode::Create, disk.name());
        QVERIFY(database && migrate(*database, kSteps));
        auto index = HashIndex::open(*database, "id");
        QVERIFY(index);
        disk.failAt(1 + random.below(9'000), seed % 2 == 0 ? DiskFault::PowerCut : DiskFault::ShortWrite);
        while (acknowledged < kBlocks && writeBlock(*database, *index, acknowledged + 1)) ++acknowledged;
        disk.cutPower();
      }
      disk.restorePower();
      auto database = Database::open(kFile, OpenMode::Write, disk.name());
      QVERIFY2(database, name.c_str());
      QVERIFY2(database->integrityProblems()->empty(), name.c_str());
      auto index = HashIndex::open(*database, "id");
      QVERIFY2(index, (name + ": " + (index ? "" : index.error().detail)).c_str());
      const auto rows = index->storedRows();
      QVERIFY2(rows == static_cast<std::uint64_t>(acknowledged * kRowsPerBlock) ||
                   rows == static_cast<std::uint64_t>((acknowledged + 1) * kRowsPerBlock),
               name.c_str());
      for (std::int64_t number = static_cast<std::int64_t>(rows) / kRowsPerBlock + 1; number <= kBlocks; ++number)
        QVERIFY2(writeBlock(*database, *index, number), name.c_str());
      for (int i = 0; i < 3'000; ++i) {
        const std::uint64_t row = random.below(kBlocks * kRowsPerBlock);
        bool found = false;
        QVERIFY2(
            index->find(*database, hashOf(row), [&](std::uint64_t candidate) { return !(found = found || candidate == row); }),
            name.c_str());
        QVERIFY2(found, (name + ": row " + std::to_string(row)).c_str());
      }
    }
  }
};

QTEST_GUILESS_MAIN(StoreFaultTest)
#include "store_fault_test.moc"
