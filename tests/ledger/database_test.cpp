// What the ledger relies on in its SQLite files: settings, snapshots, refusals, migrations, backup.
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <limits>

#include "ledger/base/file.h"
#include "ledger/store/database.h"

using namespace mz;

namespace {

constexpr Migration kSteps[] = {
    {1, "CREATE TABLE payment (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL, note TEXT); CREATE TABLE other (a UNIQUE)"},
    {2, "ALTER TABLE payment ADD COLUMN class INTEGER NOT NULL DEFAULT 7"},
};

void must(const Status& status) {
  if (!status) qFatal("%s", status.error().detail.c_str());
}

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  return std::move(*result);
}

std::int64_t numberOf(Database& database, std::string_view sql) {
  Statement statement = must(database.prepare(sql));
  must(statement.step());
  return statement.integer(0);
}

std::string wordOf(Database& database, std::string_view sql) {
  Statement statement = must(database.prepare(sql));
  must(statement.step());
  return std::string(statement.text(0));
}

void insertPayments(Database& database, int count) {
  must(database.savepoint("payments"));
  Statement insert = must(database.prepare("INSERT INTO payment (amount, note) VALUES (?1, ?2)"));
  for (int i = 0; i < count; ++i) must(insert.bindInteger(1, i).bindText(2, "note").run());
  must(database.releaseSavepoint("payments"));
}

}  // namespace

class DatabaseTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;

  std::filesystem::path newPath() {
    return m_directory.filePath(QString::number(++m_files) + QStringLiteral(".db")).toStdString();
  }

  Database newDatabase(const std::filesystem::path& path, std::size_t steps = std::size(kSteps)) {
    Database database = must(Database::open(path, OpenMode::Create));
    must(migrate(database, std::span(kSteps).first(steps)));
    return database;
  }

 private Q_SLOTS:
  void writersAreDurableAndReadersCannotWrite() {
    const auto path = newPath();
    Database writer = newDatabase(path);
    QCOMPARE(wordOf(writer, "PRAGMA journal_mode"), std::string("wal"));
    QCOMPARE(numberOf(writer, "PRAGMA synchronous"), 2);
    QCOMPARE(numberOf(writer, "PRAGMA page_size"), 8192);
    QCOMPARE(numberOf(writer, "PRAGMA cell_size_check"), 1);
    QCOMPARE(numberOf(writer, "PRAGMA trusted_schema"), 0);
    Database reader = must(Database::open(path, OpenMode::Read));
    QCOMPARE(numberOf(reader, "PRAGMA query_only"), 1);
    QCOMPARE(numberOf(reader, "PRAGMA wal_autocheckpoint"), 0);
    const Status refused = reader.execute("INSERT INTO payment (amount) VALUES (1)");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::ReadOnly);
  }

  void aFileBelongsToItsUserAlone() {
    const auto path = newPath();
    Database writer = newDatabase(path);
    for (const char* suffix : {"", "-wal"}) {
      struct stat status{};
      QCOMPARE(::stat((path.string() + suffix).c_str(), &status), 0);
      QCOMPARE(status.st_mode & 0777, mode_t{0600});
    }
  }

  void valuesComeBackAsTheyWent() {
    Database database = newDatabase(newPath());
    must(database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c, d)"));
    Statement insert = must(database.prepare("INSERT INTO t (a, b, c, d) VALUES (?1, ?2, ?3, ?4)"));
    const Bytes blob{0, 255, 0, 7};
    must(insert.bindInteger(1, std::numeric_limits<std::int64_t>::min())
             .bindText(2, "教育局\0x")
             .bindBlob(3, blob)
             .bindNull(4)
             .run());
    must(insert.bindInteger(1, 1).bindText(2, {}).bindBlob(3, {}).bindNull(4).run());
    QCOMPARE(database.lastRowId(), 2);
    Statement select = must(database.prepare("SELECT a, b, c, d FROM t ORDER BY id"));
    QVERIFY(must(select.step()));
    QCOMPARE(select.integer(0), std::numeric_limits<std::int64_t>::min());
    QCOMPARE(select.text(1), std::string_view("教育局\0x"));
    QVERIFY(std::ranges::equal(select.blob(2), blob));
    QVERIFY(select.isNull(3));
    QVERIFY(must(select.step()));
    QVERIFY2(!select.isNull(1) && !select.isNull(2), "empty is not absent");
    QVERIFY(!must(select.step()));
  }

  void aReaderKeepsItsSnapshot() {
    const auto path = newPath();
    Database writer = newDatabase(path);
    insertPayments(writer, 10);
    Database reader = must(Database::open(path, OpenMode::Read));
    must(reader.begin());
    insertPayments(writer, 5);
    QCOMPARE(numberOf(reader, "SELECT count(*) FROM payment"), 10);
    must(writer.checkpoint());
    QCOMPARE(numberOf(reader, "SELECT count(*) FROM payment"), 10);
    must(reader.commit());
    QCOMPARE(numberOf(reader, "SELECT count(*) FROM payment"), 15);
  }

  void aCheckpointEmptiesTheLog() {
    const auto path = newPath();
    Database writer = newDatabase(path);
    insertPayments(writer, 100);
    QVERIFY(std::filesystem::file_size(path.string() + "-wal") > 0);
    must(writer.checkpoint());
    QCOMPARE(std::filesystem::file_size(path.string() + "-wal"), std::uintmax_t{0});
  }

  void aReaderThatLeavesLastDoesNotTouchTheLog() {
    const auto path = newPath();
    std::filesystem::path copy = newPath();
    {
      Database writer = newDatabase(path);
      insertPayments(writer, 10);
      // As a crash leaves it: the file together with its log.
      std::filesystem::copy_file(path, copy);
      std::filesystem::copy_file(path.string() + "-wal", copy.string() + "-wal");
    }
    {
      Database reader = must(Database::open(copy, OpenMode::Read));
      QCOMPARE(numberOf(reader, "SELECT count(*) FROM payment"), 10);
    }
    QVERIFY(std::filesystem::file_size(copy.string() + "-wal") > 0);
    Database again = must(Database::open(copy, OpenMode::Write));
    QCOMPARE(numberOf(again, "SELECT count(*) FROM payment"), 10);
  }

  void savepointsUndoTheirPartOnly() {
    Database database = newDatabase(newPath());
    must(database.begin());
    insertPayments(database, 3);
    must(database.savepoint("projection"));
    insertPayments(database, 4);
    must(database.rollbackToSavepoint("projection"));
    must(database.savepoint("projection"));
    insertPayments(database, 2);
    must(database.releaseSavepoint("projection"));
    must(database.commit());
    QCOMPARE(numberOf(database, "SELECT count(*) FROM payment"), 5);
    must(database.begin());
    insertPayments(database, 2);
    database.rollback();
    database.rollback();
    QCOMPARE(numberOf(database, "SELECT count(*) FROM payment"), 5);
    QCOMPARE(database.savepoint("x\"; DROP TABLE payment; --").error().code, ErrorCode::InvalidArgument);
  }

  void wrongOpensAreRefusedByName() {
    const auto path = newPath();
    QCOMPARE(Database::open(path, OpenMode::Write).error().code, ErrorCode::NotFound);
    QCOMPARE(Database::open(path, OpenMode::Read).error().code, ErrorCode::NotFound);
    QVERIFY2(!std::filesystem::exists(path), "looking for a file does not create it");
    QCOMPARE(Database::open(path.parent_path() / "none" / "x.db", OpenMode::Create).error().code, ErrorCode::NotFound);
    {
      Database database = newDatabase(path);
    }
    const auto there = Database::open(path, OpenMode::Create);
    QCOMPARE(there.error().code, ErrorCode::AlreadyThere);
    QVERIFY(there.error().detail.contains(path.string()));
  }

  void whatCreatingLeftUnfinishedIsTakenOverAndNothingElse() {
    const auto empty = newPath();
    std::ofstream(empty).flush();
    const auto bare = newPath();
    must(Database::open(bare, OpenMode::Create));
    for (const auto& path : {empty, bare}) {
      Database database = must(Database::open(path, OpenMode::Create));
      QVERIFY(database.execute("CREATE TABLE t (a)"));
      QCOMPARE(std::filesystem::status(path).permissions(),
               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    }
    const auto text = newPath();
    std::ofstream(text) << std::string(20'000, 'x');
    const auto foreign = newPath();
    sqlite3* raw = nullptr;
    QCOMPARE(sqlite3_open(foreign.c_str(), &raw), SQLITE_OK);
    QCOMPARE(sqlite3_exec(raw, "CREATE TABLE t (a); DROP TABLE t", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
    for (const auto& path : {empty, bare, text, foreign}) {
      const Bytes before = must(readFile(path, 1'000'000));
      const auto refused = Database::open(path, OpenMode::Create);
      QCOMPARE(refused.error().code, ErrorCode::AlreadyThere);
      QVERIFY(must(readFile(path, 1'000'000)) == before);
    }
  }

  void migratingInsideATransactionEndsWithIt() {
    constexpr Migration kSteps[] = {{1, "CREATE TABLE a (x)"}, {2, "CREATE TABLE b (x)"}};
    Database database = must(Database::open(newPath(), OpenMode::Create));
    QVERIFY(database.begin());
    QVERIFY(migrate(database, kSteps));
    database.rollback();
    QCOMPARE(must(database.version()), 0);
    QVERIFY(database.begin());
    QVERIFY(migrate(database, kSteps));
    QVERIFY(database.commit());
    QCOMPARE(must(database.version()), 2);
    QVERIFY(database.execute("INSERT INTO b VALUES(1)"));
  }

  void foreignAndDamagedFilesAreTold() {
    const auto text = newPath();
    std::ofstream(text) << std::string(20'000, 'x');
    for (const OpenMode mode : {OpenMode::Write, OpenMode::Read})
      QCOMPARE(Database::open(text, mode).error().code, ErrorCode::Damaged);

    const auto empty = newPath();
    std::ofstream(empty).flush();
    for (const OpenMode mode : {OpenMode::Write, OpenMode::Read})
      QCOMPARE(Database::open(empty, mode).error().code, ErrorCode::Damaged);

    const auto foreign = newPath();
    sqlite3* raw = nullptr;
    QCOMPARE(sqlite3_open(foreign.c_str(), &raw), SQLITE_OK);
    QCOMPARE(sqlite3_exec(raw, "CREATE TABLE t (a)", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(raw);
    QCOMPARE(Database::open(foreign, OpenMode::Write).error().code, ErrorCode::Malformed);

    const auto cut = newPath();
    {
      Database database = newDatabase(cut);
      insertPayments(database, 10'000);
    }
    std::filesystem::resize_file(cut, std::filesystem::file_size(cut) / 2);
    const auto opened = Database::open(cut, OpenMode::Write);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::Damaged);
    QCOMPARE(std::string(opened.error().parameter("file")), cut.string());
  }

  void structuralDamageIsFound() {
    const auto path = newPath();
    {
      Database database = newDatabase(path);
      insertPayments(database, 5'000);
      must(database.checkpoint());
      QVERIFY(must(database.integrityProblems()).empty());
    }
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4 * 8192);
    file << std::string(100, '\xff');
    file.close();
    Database database = must(Database::open(path, OpenMode::Read));
    QVERIFY(!must(database.integrityProblems()).empty());
  }

  void aReadOnlyFileIsNamedSo() {
    if (::geteuid() == 0) QSKIP("the superuser may write everything");
    const auto path = newPath();
    {
      Database database = newDatabase(path);
    }
    ::chmod(path.c_str(), 0400);
    const auto opened = Database::open(path, OpenMode::Write);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, ErrorCode::ReadOnly);
  }

  void errorsNameFileAndOperationButNoValues() {
    const auto path = newPath();
    Database database = newDatabase(path);
    Statement insert = must(database.prepare("INSERT INTO other (a) VALUES (?1)"));
    must(insert.bindText(1, "secret-value").run());
    const Status twice = insert.bindText(1, "secret-value").run();
    QVERIFY(!twice);
    QCOMPARE(twice.error().code, ErrorCode::AlreadyThere);
    QCOMPARE(std::string(twice.error().parameter("file")), path.string());
    QCOMPARE(std::string(twice.error().parameter("operation")), std::string("INSERT INTO other"));
    QVERIFY(!twice.error().detail.contains("secret-value"));
    const Status text = database.execute("INSERT INTO other (a) VALUES ('secret-value')");
    QVERIFY(!text.error().detail.contains("secret-value"));
    must(insert.bindText(1, "another").run());
  }

  void wrongStatementsAreRefused() {
    Database database = newDatabase(newPath());
    QCOMPARE(database.prepare("SELECT 1; SELECT 2").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(database.prepare("").error().code, ErrorCode::InvalidArgument);
    QCOMPARE(database.prepare("SELECT * FROM nowhere").error().code, ErrorCode::InvalidArgument);
    Statement statement = must(database.prepare("SELECT ?1"));
    QCOMPARE(statement.bindInteger(2, 1).step().error().code, ErrorCode::InvalidArgument);
    QVERIFY2(must(statement.bindInteger(1, 1).step()), "a failed bind does not stick to the statement");
  }

  void aCachedStatementIsTheSameOne() {
    Database database = newDatabase(newPath());
    Statement* first = must(database.cached("SELECT count(*) FROM payment"));
    Database moved = std::move(database);
    QCOMPARE(must(moved.cached("SELECT count(*) FROM payment")), first);
    QVERIFY(must(first->step()));
  }

  void migrationsRunOnceEachAndNewerFilesAreRefused() {
    const auto path = newPath();
    {
      Database database = newDatabase(path, 1);
      insertPayments(database, 3);
      QCOMPARE(must(database.version()), 1);
      must(migrate(database, kSteps));
      must(migrate(database, kSteps));
      QCOMPARE(must(database.version()), 2);
      QCOMPARE(numberOf(database, "SELECT sum(class) FROM payment"), 21);
    }
    Database database = must(Database::open(path, OpenMode::Write));
    const Status newer = migrate(database, std::span(kSteps).first(1));
    QVERIFY(!newer);
    QCOMPARE(newer.error().code, ErrorCode::UnsupportedVersion);
    QCOMPARE(std::string(newer.error().parameter("found")), std::string("2"));
  }

  void aMigrationThatFailsLeavesNothing() {
    const auto path = newPath();
    Database database = newDatabase(path);
    static constexpr Migration kBad[] = {kSteps[0], kSteps[1], {3, "CREATE TABLE half (a)", [](Database& d) {
                                                                  return d.execute("INSERT INTO nowhere VALUES (1)");
                                                                }}};
    QVERIFY(!migrate(database, kBad));
    QCOMPARE(must(database.version()), 2);
    QVERIFY(!database.prepare("SELECT * FROM half"));
    insertPayments(database, 1);
  }

  void aBackupIsOfOneMomentWhileWritingGoesOn() {
    const auto path = newPath();
    const auto copy = newPath();
    Database writer = newDatabase(path);
    insertPayments(writer, 1'000);
    Database reader = must(Database::open(path, OpenMode::Read));
    must(reader.begin());
    insertPayments(writer, 500);
    must(reader.backupTo(copy));
    must(reader.commit());
    QCOMPARE(reader.backupTo(copy).error().code, ErrorCode::AlreadyThere);
    Database restored = must(Database::open(copy, OpenMode::Write));
    QCOMPARE(numberOf(restored, "SELECT count(*) FROM payment"), 1'000);
    QVERIFY(must(restored.integrityProblems()).empty());
    must(migrate(restored, kSteps));
  }

  void aSecondWriterIsToldThatTheFileIsInUse() {
    const auto path = newPath();
    Database first = newDatabase(path);
    Database second = must(Database::open(path, OpenMode::Write));
    must(first.begin());
    const Status refused = second.begin();
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InUse);
    must(first.commit());
    must(second.begin());
    second.rollback();
  }
};

QTEST_GUILESS_MAIN(DatabaseTest)
#include "database_test.moc"
