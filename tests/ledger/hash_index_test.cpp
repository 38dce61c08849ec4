// A HashIndex answers what a multimap answers, over reopening, rollback, merges and readers with snapshots of any age.
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <thread>
#include <unordered_map>

#include "ledger/base/random.h"
#include "ledger/store/hash_index.h"

using namespace mz;

namespace {

void must(const Status& status) {
  if (!status) qFatal("%s", status.error().detail.c_str());
}

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  return std::move(*result);
}

constexpr Migration kSteps[] = {{1, "CREATE TABLE head (rows INTEGER NOT NULL); INSERT INTO head VALUES (0)",
                                 [](Database& database) { return HashIndex::createTables(database, "id"); }}};

Database newDatabase(const std::filesystem::path& path) {
  Database database = must(Database::open(path, OpenMode::Create));
  must(migrate(database, kSteps));
  return database;
}

std::vector<std::uint64_t> rowsOf(const HashIndex& index, Database& database, std::uint64_t hash,
                                  std::size_t limit = SIZE_MAX) {
  std::vector<std::uint64_t> out;
  must(index.find(database, hash, [&](std::uint64_t row) -> Result<bool> {
    out.push_back(row);
    return out.size() < limit;
  }));
  return out;
}

// The hash of a row, so that every thread knows what has to be found; every 64th repeats an earlier one.
std::uint64_t hashOf(std::uint64_t row) {
  const std::uint64_t key = row % 64 == 63 ? row / 64 : row;
  return SeededRandom(key).next();
}

void storeRows(HashIndex& index, Database& writer, std::uint64_t begin, std::uint64_t end) {
  must(writer.begin());
  for (std::uint64_t row = begin; row < end; ++row) index.insert(hashOf(row), row);
  must(index.store(writer, end));
  Statement head = must(writer.prepare("UPDATE head SET rows = ?1"));
  must(head.bindInteger(1, static_cast<std::int64_t>(end)).run());
  must(writer.commit());
}

HashIndex reopened(Database& database, std::uint64_t rows) {
  HashIndex index = must(HashIndex::open(database, "id"));
  for (std::uint64_t row = index.storedRows(); row < rows; ++row) index.insert(hashOf(row), row);
  return index;
}

std::int64_t numberOf(Database& database, std::string_view sql) {
  Statement statement = must(database.prepare(sql));
  must(statement.step());
  return statement.integer(0);
}

}  // namespace

class HashIndexTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;

  std::filesystem::path newPath() {
    return m_directory.filePath(QString::number(++m_files) + QStringLiteral(".db")).toStdString();
  }

 private Q_SLOTS:
  void twoMillionRowsAreFoundAsInAMultimap() {
    constexpr std::uint64_t kRows = 2'000'000;
    constexpr std::uint64_t kBlock = 2'000;
    const auto path = newPath();
    std::unordered_multimap<std::uint64_t, std::uint64_t> expected;
    expected.reserve(kRows);
    SeededRandom random(11);
    auto database = std::make_unique<Database>(newDatabase(path));
    auto index = std::make_unique<HashIndex>(must(HashIndex::open(*database, "id")));

    const auto compare = [&](std::uint64_t hash) {
      const auto [begin, end] = expected.equal_range(hash);
      std::vector<std::uint64_t> rows;
      for (auto it = begin; it != end; ++it) rows.push_back(it->second);
      std::ranges::sort(rows, std::ranges::greater());
      QCOMPARE(rowsOf(*index, *database, hash), rows);
    };

    for (std::uint64_t row = 0; row < kRows; row += kBlock) {
      for (std::uint64_t i = row; i < row + kBlock; ++i) expected.emplace(hashOf(i), i);
      storeRows(*index, *database, row, row + kBlock);
      for (int i = 0; i < 10; ++i) compare(hashOf(random.below(row + kBlock)));
      for (int i = 0; i < 10; ++i) compare(random.next());
      if (row % 310'000 == 0) {
        // In the middle of merges as well: what was under way goes on.
        index.reset();
        database = std::make_unique<Database>(must(Database::open(path, OpenMode::Write)));
        index = std::make_unique<HashIndex>(reopened(*database, row + kBlock));
      }
      if (QTest::currentTestFailed()) return;
    }
    for (int i = 0; i < 50'000; ++i) compare(hashOf(random.below(kRows)));
    for (int i = 0; i < 50'000; ++i) compare(random.next());

    QVERIFY2(index->storedRows() + 70'000 > kRows, "only the newest rows are not stored");
    const std::int64_t bytes = numberOf(*database, "SELECT sum(length(data)) FROM id_piece");
    const std::int64_t live = numberOf(*database, "SELECT sum(entries) FROM id_run WHERE state = 0");
    QVERIFY(static_cast<std::uint64_t>(live) == index->storedRows());
    QVERIFY2(numberOf(*database, "SELECT count(*) FROM id_run") < 40, "merging keeps up");
    QVERIFY2(static_cast<double>(bytes) / static_cast<double>(live) < 28, "what has been merged is deleted");
    QVERIFY(must(database->integrityProblems()).empty());
  }

  void aHashWithManyRowsIsFoundNewestFirst() {
    Database database = newDatabase(newPath());
    HashIndex index = must(HashIndex::open(database, "id"));
    constexpr std::uint64_t kHot = 0x8000'0000'0000'0001;
    std::uint64_t row = 0;
    while (row < 300'000) {
      must(database.begin());
      for (int i = 0; i < 30'000; ++i, ++row) index.insert(row % 3 == 0 ? kHot : hashOf(row), row);
      must(index.store(database, row));
      must(database.commit());
    }
    const auto rows = rowsOf(index, database, kHot);
    QCOMPARE(rows.size(), std::size_t{100'000});
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (rows[i] != 299'997 - 3 * i) QFAIL("not newest first");
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10'000; ++i) QCOMPARE(rowsOf(index, database, kHot, 1).front(), std::uint64_t{299'997});
    QVERIFY2(timer.elapsed() < 2'000, "the newest row of a hot hash does not cost a walk over all");
  }

  void extremeHashesHaveTheirPlace() {
    Database database = newDatabase(newPath());
    HashIndex index = must(HashIndex::open(database, "id"));
    must(database.begin());
    index.insert(0, 0);
    index.insert(UINT64_MAX, 1);
    for (std::uint64_t row = 2; row < 70'000; ++row) index.insert(hashOf(row), row);
    must(index.store(database, 70'000));
    must(database.commit());
    must(database.begin());
    must(index.store(database, 70'000));
    must(database.commit());
    QCOMPARE(index.storedRows(), std::uint64_t{70'000});
    QCOMPARE(rowsOf(index, database, 0), std::vector<std::uint64_t>{0});
    QCOMPARE(rowsOf(index, database, UINT64_MAX), std::vector<std::uint64_t>{1});
    QVERIFY(rowsOf(index, database, 1).empty());
  }

  void aRolledBackBlockLeavesNothing() {
    Database database = newDatabase(newPath());
    HashIndex index = must(HashIndex::open(database, "id"));
    std::uint64_t rows = 0;
    for (; rows < 530'000; rows += 10'000) storeRows(index, database, rows, rows + 10'000);
    const std::uint64_t stored = index.storedRows();
    for (int round = 0; round < 12; ++round) {
      must(database.begin());
      for (std::uint64_t row = rows; row < rows + 70'000; ++row) index.insert(hashOf(row) ^ 1, row);
      must(index.store(database, rows + 70'000));
      database.rollback();
      index = reopened(database, rows);
      QCOMPARE(index.storedRows(), stored);
      QVERIFY(rowsOf(index, database, hashOf(rows) ^ 1).empty());
      QCOMPARE(rowsOf(index, database, hashOf(rows - 1), 1).front(), rows - 1);
    }
    for (std::uint64_t end = rows + 400'000; rows < end; rows += 10'000) storeRows(index, database, rows, rows + 10'000);
    SeededRandom random(3);
    for (int i = 0; i < 20'000; ++i) {
      const std::uint64_t row = random.below(rows);
      const auto found = rowsOf(index, database, hashOf(row));
      QVERIFY(std::ranges::find(found, row) != found.end());
    }
    QVERIFY(must(database.integrityProblems()).empty());
  }

  void readersFindEveryRowOfTheirSnapshotWhileMergesGoOn() {
    const auto path = newPath();
    Database writer = newDatabase(path);
    HashIndex index = must(HashIndex::open(writer, "id"));
    storeRows(index, writer, 0, 5'000);
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> finds = 0;
    std::atomic<std::uint64_t> misses = 0;
    const auto read = [&](std::uint64_t seed, int findsPerSnapshot) {
      Database reader = must(Database::open(path, OpenMode::Read));
      SeededRandom random(seed);
      while (!stop) {
        must(reader.begin());
        const auto rows = static_cast<std::uint64_t>(numberOf(reader, "SELECT rows FROM head"));
        for (int i = 0; i < findsPerSnapshot && !stop; ++i) {
          const std::uint64_t row = random.below(rows);
          const auto found = rowsOf(index, reader, hashOf(row));
          misses += std::ranges::find(found, row) == found.end() ? 1 : 0;
          misses += std::ranges::is_sorted(found, std::ranges::greater_equal()) ? 0 : 1;
          ++finds;
        }
        must(reader.commit());
      }
    };
    std::thread quick(read, 1, 20);
    std::thread slow(read, 2, 50'000);
    for (std::uint64_t rows = 5'000; rows < 1'200'000; rows += 5'000) storeRows(index, writer, rows, rows + 5'000);
    stop = true;
    quick.join();
    slow.join();
    QCOMPARE(misses.load(), std::uint64_t{0});
    QVERIFY(finds > 1'000);
  }

  void anOldSnapshotIsAnsweredAfterItsRunsAreGone() {
    const auto path = newPath();
    Database writer = newDatabase(path);
    HashIndex index = must(HashIndex::open(writer, "id"));
    std::uint64_t rows = 0;
    for (; rows < 200'000; rows += 5'000) storeRows(index, writer, rows, rows + 5'000);
    Database reader = must(Database::open(path, OpenMode::Read));
    must(reader.begin());
    for (; rows < 1'500'000; rows += 20'000) storeRows(index, writer, rows, rows + 20'000);
    for (std::uint64_t row = 0; row < 200'000; row += 997) {
      const auto found = rowsOf(index, reader, hashOf(row));
      QVERIFY(std::ranges::find(found, row) != found.end());
    }
    must(reader.commit());
  }

  void aFlippedBitInAPieceIsTold() {
    const auto path = newPath();
    Database database = newDatabase(path);
    {
      HashIndex index = must(HashIndex::open(database, "id"));
      storeRows(index, database, 0, 70'000);
    }
    const std::int64_t pieces = numberOf(database, "SELECT count(*) FROM id_piece");
    for (std::int64_t id = 1; id <= pieces; id += 7) {
      must(database.begin());
      Statement select = must(database.prepare("SELECT data FROM id_piece WHERE id = ?1"));
      must(select.bindInteger(1, id).step());
      Bytes bytes(select.blob(0).begin(), select.blob(0).end());
      select.reset();
      bytes[static_cast<std::size_t>(id) * 31 % bytes.size()] ^= 0x10;
      Statement update = must(database.prepare("UPDATE id_piece SET data = ?2 WHERE id = ?1"));
      must(update.bindInteger(1, id).bindBlob(2, bytes).run());
      bool told = false;
      const auto index = HashIndex::open(database, "id");
      if (!index) {
        told = index.error().code == ErrorCode::Damaged;
      } else {
        for (std::uint64_t row = 0; row < 70'000 && !told; ++row) {
          const Status found = index->find(database, hashOf(row), [](std::uint64_t) { return true; });
          told = !found && found.error().code == ErrorCode::Damaged;
        }
      }
      QVERIFY2(told, qPrintable(QStringLiteral("row %1").arg(id)));
      database.rollback();
    }
  }

  void whatDoesNotFitIsRefused() {
    Database database = newDatabase(newPath());
    QCOMPARE(HashIndex::createTables(database, "x; DROP TABLE head").error().code, ErrorCode::InvalidArgument);
    HashIndex index = must(HashIndex::open(database, "id"));
    index.insert(1, std::uint64_t{1} << 32);
    must(database.begin());
    QCOMPARE(index.store(database, (std::uint64_t{1} << 32) + 1).error().code, ErrorCode::TooLarge);
    database.rollback();
    must(HashIndex::dropTables(database, "id"));
    must(HashIndex::createTables(database, "id"));
  }
};

QTEST_GUILESS_MAIN(HashIndexTest)
#include "hash_index_test.moc"
