// SQLite as the ledger uses it: WAL, synchronous=FULL, one connection writes and checkpoints, readers are query_only with a
// consistent snapshot. A Database and its statements belong to one thread at a time. Errors: Io, DiskFull, ReadOnly, InUse,
// Damaged, Malformed (another program's SQLite file), UnsupportedVersion, NotFound (no such file), AlreadyThere (Create and
// backup; a unique key), InvalidArgument (wrong SQL). Each names the file and the operation, never values.
// Freed content is not overwritten; a file that must forget executes "PRAGMA secure_delete=ON".
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/base/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace mz {

// A prepared statement, kept and reused. Parameters are numbered from 1, columns from 0. Text and blob views that a column
// returns live until the next step() or reset(). Bound views must live until reset(), or until step() says done. A bind that
// fails is reported by the next step(). Destroy statements before their Database.
class Statement {
 public:
  Statement() = default;
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) noexcept;
  ~Statement();

  Statement& bindInteger(int index, std::int64_t value);
  Statement& bindText(int index, std::string_view value);
  Statement& bindBlob(int index, ByteView value);
  Statement& bindNull(int index);
  Result<bool> step();  // true: a row is there; false: done (and reset)
  Status run();         // step to the end, reset
  void reset();

  std::int64_t integer(int column) const;
  std::string_view text(int column) const;
  ByteView blob(int column) const;
  bool isNull(int column) const;

 private:
  friend class Database;
  explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}
  sqlite3_stmt* m_statement = nullptr;
  int m_bindResult = 0;
};

// Create: the file must not exist, or be what creating one that was cut off left: empty, or ours and without a table. Nothing
// that could hold anything is ever taken over.
enum class OpenMode : std::uint8_t { Create, Write, Read };

class Database {
 public:
  // vfs: name of a registered sqlite3 VFS, empty for the system's (store/fault_vfs.h registers failing ones for tests).
  static Result<Database> open(const std::filesystem::path& file, OpenMode mode, std::string_view vfs = {});
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  Result<Statement> prepare(std::string_view sql);
  // The same, kept with the connection and found again by its text; it lives as long as the Database. Reset it after use.
  Result<Statement*> cached(const std::string& sql);
  Status execute(std::string_view sql);  // one or several statements without results
  Status begin();                        // writer: BEGIN IMMEDIATE; reader: a snapshot that stays until commit()
  Status commit();                       // a commit that fails has been rolled back; after a crash it may be found done
  void rollback();                       // nothing where no transaction is open
  Status savepoint(std::string_view name);
  Status releaseSavepoint(std::string_view name);
  Status rollbackToSavepoint(std::string_view name);  // undoes what came after it, and ends it
  std::int64_t lastRowId() const;
  Status checkpoint();  // writer: moves the WAL into the file (TRUNCATE), as far as readers allow

  // The application's format in the file: application_id and user_version.
  Result<int> version();
  Status setVersion(int version);
  // SQLite's own structural check (PRAGMA integrity_check): one line per problem, empty when sound.
  Result<std::vector<std::string>> integrityProblems();
  // Copies the whole database into a new file while it is in use (SQLite backup API); on a reader, best within begin/commit.
  Status backupTo(const std::filesystem::path& file);

  sqlite3* handle() const { return m_handle; }  // for store's own files

 private:
  explicit Database(sqlite3* handle) : m_handle(handle) {}
  void close();

  sqlite3* m_handle = nullptr;
  std::unordered_map<std::string, std::unique_ptr<Statement>> m_cached;  // pointers stay valid when the map grows
};

// Steps from one schema version to the next, run in one transaction each, or in the caller's where one is open: then the whole
// content of a new file can become durable at once. UnsupportedVersion when the file is newer.
struct Migration {
  int to;
  std::string_view sql;
  Status (*then)(Database&) = nullptr;  // what SQL text cannot say, in the same transaction
};
Status migrate(Database& database, std::span<const Migration> steps);

}  // namespace mz
