#include "ledger/store/database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

namespace mz {
namespace {

constexpr int kApplicationId = 0x4D5A4C31;  // "MZL1"
constexpr int kPageBytes = 8192;
constexpr int kWriterCacheKiB = 16 * 1024;
constexpr int kReaderCacheKiB = 8 * 1024;
constexpr int kAutoCheckpointPages = 4000;
constexpr int kWalKeptBytes = 64 * 1024 * 1024;
constexpr int kBusyMilliseconds = 2000;
constexpr int kIntegrityLines = 1000;
constexpr std::size_t kOperationBytes = 64;

// What an SQL text does, for messages: its beginning, up to where values could stand.
std::string operationOf(std::string_view sql) {
  std::string out;
  for (const char c : sql) {
    if (c == '(' || c == '\'' || c == '=' || c == ';' || c == '?' || out.size() == kOperationBytes) break;
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

ErrorCode codeOfSystem(int systemError, ErrorCode otherwise) {
  switch (systemError) {
    case ENOSPC:
    case EDQUOT: return ErrorCode::DiskFull;
    case EACCES:
    case EPERM:
    case EROFS: return ErrorCode::ReadOnly;
    case ENOENT:
    case ENOTDIR: return ErrorCode::NotFound;
    case EEXIST: return ErrorCode::AlreadyThere;
    case ENOMEM: return ErrorCode::OutOfMemory;
    default: return otherwise;
  }
}

ErrorCode codeOf(int result, int systemError) {
  switch (result) {
    case SQLITE_IOERR_NOMEM: return ErrorCode::OutOfMemory;
    case SQLITE_IOERR_CORRUPTFS: return ErrorCode::Damaged;
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return ErrorCode::AlreadyThere;
    default: break;
  }
  switch (result & 0xff) {
    case SQLITE_FULL: return ErrorCode::DiskFull;
    case SQLITE_READONLY:
    case SQLITE_PERM: return ErrorCode::ReadOnly;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR: return codeOfSystem(systemError, ErrorCode::Io);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::Damaged;
    case SQLITE_BUSY:
    case SQLITE_PROTOCOL: return ErrorCode::InUse;
    case SQLITE_NOMEM: return ErrorCode::OutOfMemory;
    case SQLITE_TOOBIG: return ErrorCode::TooLarge;
    default: return ErrorCode::InvalidArgument;
  }
}

// What the system said when this operation failed. SQLite does not ask it where a commit fails (seen with 3.40: the sync of the
// log), and would answer with what an earlier failure left.
int systemErrorOf(sqlite3* handle, int result) {
  if ((result & 0xff) == SQLITE_IOERR) {
    sqlite3_vfs* vfs = nullptr;
    sqlite3_file_control(handle, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
    if (vfs && vfs->xGetLastError) return vfs->xGetLastError(vfs, 0, nullptr);
  }
  return sqlite3_system_errno(handle);
}

Error sqliteError(sqlite3* handle, int result, const std::string& operation) {
  const int systemError = systemErrorOf(handle, result);  // first, before anything else can fail
  const char* file = sqlite3_db_filename(handle, "main");
  // The connection's text belongs to its newest failure, which a deferred bind error need not be.
  const char* text = sqlite3_extended_errcode(handle) == result ? sqlite3_errmsg(handle) : sqlite3_errstr(result);
  std::string detail = std::string(file ? file : "database") + ": " + operation + ": " + text;
  const int kind = result & 0xff;
  if ((kind == SQLITE_IOERR || kind == SQLITE_CANTOPEN) && systemError != 0)
    detail += std::string(" (") + std::strerror(systemError) + ")";
  return Error(codeOf(result, systemError), std::move(detail)).with("file", file ? file : "").with("operation", operation);
}

std::unexpected<Error> failWith(sqlite3* handle, int result, std::string_view sql) {
  return std::unexpected(sqliteError(handle, result, operationOf(sql)));
}

std::unexpected<Error> failFile(ErrorCode code, const std::string& file, const std::string& sentence) {
  return std::unexpected(Error(code, file + ": " + sentence).with("file", file));
}

std::unexpected<Error> failAlreadyThere(const std::string& file) {
  return failFile(ErrorCode::AlreadyThere, file, "is already there");
}

bool onlySpaceLeft(std::string_view sql) {
  return std::ranges::all_of(sql, [](char c) { return c == ';' || std::isspace(static_cast<unsigned char>(c)) != 0; });
}

Result<std::int64_t> integerOf(Database& database, std::string_view sql) {
  MZ_TRY(Statement statement, database.prepare(sql));
  MZ_TRY(const bool row, statement.step());
  return row ? statement.integer(0) : 0;
}

// With the system's files, creating is exclusive and private to the user; SQLite gives -wal and -shm the same permissions.
Status createFile(const std::string& file) {
  const int fd = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) {
    const int reason = errno;
    return failFile(codeOfSystem(reason, ErrorCode::Io), file, std::string("cannot be created: ") + std::strerror(reason));
  }
  ::close(fd);
  return {};
}

Status makePrivate(const std::string& file) {
  if (::chmod(file.c_str(), S_IRUSR | S_IWUSR) == 0) return {};
  const int reason = errno;
  return failFile(codeOfSystem(reason, ErrorCode::Io), file, std::string("cannot be made private: ") + std::strerror(reason));
}

Status configure(sqlite3* handle, Database& database, OpenMode mode) {
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  const bool reads = mode == OpenMode::Read;
  // A reader that leaves last must not checkpoint either: only the writer moves the WAL.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, reads ? 1 : 0, nullptr);
  const std::string common =
      "PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF; PRAGMA cell_size_check=ON; "
      "PRAGMA cache_size=-" +
      std::to_string(reads ? kReaderCacheKiB : kWriterCacheKiB) + ";";
  MZ_CHECK(database.execute(common));
  if (reads) return database.execute("PRAGMA query_only=1; PRAGMA wal_autocheckpoint=0;");
  // Distributions build SQLite so that it overwrites freed pages; a ledger only frees what it has elsewhere.
  // EXTRA until the log is in use: a rollback journal that comes back after a power cut would undo what was done.
  return database.execute(
      "PRAGMA synchronous=EXTRA; PRAGMA secure_delete=FAST; PRAGMA wal_autocheckpoint=" + std::to_string(kAutoCheckpointPages) +
      "; PRAGMA journal_size_limit=" + std::to_string(kWalKeptBytes));
}

Status judgeExisting(Database& database, const std::string& file) {
  const auto pages = integerOf(database, "PRAGMA page_count");
  const auto application = pages ? integerOf(database, "PRAGMA application_id") : pages;
  if (!application) {
    if (application.error().code != ErrorCode::Damaged) return std::unexpected(application.error());
    return failFile(ErrorCode::Damaged, file, "is no ledger file or is damaged: " + application.error().detail);
  }
  if (*pages == 0)
    return failFile(ErrorCode::Damaged, file, "is empty; a ledger file was never completed here, or lost its content");
  if (*application != kApplicationId) return failFile(ErrorCode::Malformed, file, "is an SQLite database of another program");
  return {};
}

// Whether a file that is there may be made anew: what creating leaves when it is cut off holds nothing.
Status judgeUnfinished(Database& database, const std::string& file) {
  MZ_TRY(const std::int64_t pages, integerOf(database, "PRAGMA page_count"));
  MZ_TRY(const std::int64_t application, integerOf(database, "PRAGMA application_id"));
  MZ_TRY(const std::int64_t tables, integerOf(database, "SELECT count(*) FROM sqlite_schema"));
  if (pages == 0 || (application == kApplicationId && tables == 0)) return {};
  return failAlreadyThere(file);
}

Status useWal(sqlite3* handle, Database& database) {
  // To its end: the change of mode is a transaction of its own that can fail after it has named the new mode.
  MZ_CHECK(database.execute("PRAGMA journal_mode=WAL"));
  MZ_TRY(Statement mode, database.prepare("PRAGMA journal_mode"));
  MZ_CHECK(mode.step());
  if (mode.text(0) == "wal") return database.execute("PRAGMA synchronous=FULL");
  return failFile(ErrorCode::Environment, sqlite3_db_filename(handle, "main"),
                  "this file system does not support a write-ahead log; choose a local disk");
}

}  // namespace

// ---- Statement

Statement::Statement(Statement&& other) noexcept
    : m_statement(std::exchange(other.m_statement, nullptr)), m_bindResult(std::exchange(other.m_bindResult, 0)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  if (this != &other) {
    sqlite3_finalize(m_statement);
    m_statement = std::exchange(other.m_statement, nullptr);
    m_bindResult = std::exchange(other.m_bindResult, 0);
  }
  return *this;
}

Statement::~Statement() { sqlite3_finalize(m_statement); }

Statement& Statement::bindInteger(int index, std::int64_t value) {
  const int result = sqlite3_bind_int64(m_statement, index, value);
  if (result != SQLITE_OK) m_bindResult = result;
  return *this;
}

Statement& Statement::bindText(int index, std::string_view value) {
  // A null pointer would bind NULL instead of the empty text.
  const char* data = value.data() ? value.data() : "";
  const int result = sqlite3_bind_text64(m_statement, index, data, value.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (result != SQLITE_OK) m_bindResult = result;
  return *this;
}

Statement& Statement::bindBlob(int index, ByteView value) {
  const void* data = value.data() ? static_cast<const void*>(value.data()) : "";
  const int result = sqlite3_bind_blob64(m_statement, index, data, value.size(), SQLITE_STATIC);
  if (result != SQLITE_OK) m_bindResult = result;
  return *this;
}

Statement& Statement::bindNull(int index) {
  const int result = sqlite3_bind_null(m_statement, index);
  if (result != SQLITE_OK) m_bindResult = result;
  return *this;
}

Result<bool> Statement::step() {
  if (m_bindResult == SQLITE_OK) [[likely]] {
    errno = 0;  // so that what it says after a failure is of this step
    const int result = sqlite3_step(m_statement);
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) {
      sqlite3_reset(m_statement);
      return false;
    }
    m_bindResult = result;
  }
  // The error is read before the reset, which would clear it.
  auto error = failWith(sqlite3_db_handle(m_statement), m_bindResult, sqlite3_sql(m_statement));
  reset();
  return error;
}

Status Statement::run() {
  for (;;) {
    MZ_TRY(const bool row, step());
    if (!row) return {};
  }
}

void Statement::reset() {
  sqlite3_reset(m_statement);
  m_bindResult = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

std::string_view Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
  return data ? std::string_view(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column)))
              : std::string_view();
}

ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_statement, column));
  return data ? ByteView(data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))) : ByteView();
}

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

// ---- Database

Result<Database> Database::open(const std::filesystem::path& path, OpenMode mode, std::string_view vfsName) {
  const std::string file = path.string();
  const std::string vfsText(vfsName);
  sqlite3_vfs* vfs = sqlite3_vfs_find(vfsText.empty() ? nullptr : vfsText.c_str());
  if (!vfs) return fail(ErrorCode::InvalidArgument, "no SQLite VFS is named " + vfsText);

  const bool creates = mode == OpenMode::Create;
  int exists = 0;
  if (const int result = vfs->xAccess(vfs, file.c_str(), SQLITE_ACCESS_EXISTS, &exists); result != SQLITE_OK)
    return failFile(ErrorCode::Io, file, "cannot be looked for");
  // xAccess takes an empty file for an absent one; here it is a file that lost its content.
  std::error_code ignored;
  if (!exists && vfsText.empty()) exists = std::filesystem::exists(path, ignored) ? 1 : 0;
  if (!creates && !exists) return failFile(ErrorCode::NotFound, file, "there is no such file");
  const bool makes = creates && !exists;
  if (makes && vfsText.empty()) MZ_CHECK(createFile(file));

  const int flags = (mode == OpenMode::Read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | (makes ? SQLITE_OPEN_CREATE : 0) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* handle = nullptr;
  const int opened = sqlite3_open_v2(file.c_str(), &handle, flags, vfs->zName);
  if (!handle) return fail(ErrorCode::OutOfMemory, file + ": no memory for a connection");
  Database database(handle);
  const auto ready = [&]() -> Status {
    if (opened != SQLITE_OK) {
      const int systemError = sqlite3_system_errno(handle);
      return failFile(codeOf(opened, systemError), file,
                      std::string("cannot be opened: ") + std::strerror(systemError) + " (" + sqlite3_errstr(opened) + ")");
    }
    if (mode != OpenMode::Read && sqlite3_db_readonly(handle, "main") == 1)
      return failFile(ErrorCode::ReadOnly, file, "may not be written by this user, or its disk is read-only");
    MZ_CHECK(configure(handle, database, mode));
    if (creates) {
      if (!makes) MZ_CHECK(judgeUnfinished(database, file));
      if (!makes && vfsText.empty()) MZ_CHECK(makePrivate(file));
      // The application id goes in before WAL is chosen: a crash leaves an empty file or one that is recognisably ours.
      MZ_CHECK(database.execute("PRAGMA page_size=" + std::to_string(kPageBytes) +
                                "; PRAGMA application_id=" + std::to_string(kApplicationId) + ";"));
    } else {
      MZ_CHECK(judgeExisting(database, file));
    }
    return mode == OpenMode::Read ? Status() : useWal(handle, database);
  }();
  if (!ready) {
    database = Database(nullptr);
    if (makes && vfsText.empty()) std::filesystem::remove(path, ignored);
    // What is no SQLite file, or a damaged one, holds something.
    if (creates && !makes && ready.error().code == ErrorCode::Damaged) return failAlreadyThere(file);
    return std::unexpected(ready.error());
  }
  return database;
}

Database::Database(Database&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr)), m_cached(std::exchange(other.m_cached, {})) {}

Database& Database::operator=(Database&& other) noexcept {
  if (this != &other) {
    close();
    m_handle = std::exchange(other.m_handle, nullptr);
    m_cached = std::exchange(other.m_cached, {});
  }
  return *this;
}

Database::~Database() { close(); }

void Database::close() {
  m_cached.clear();
  sqlite3_close_v2(std::exchange(m_handle, nullptr));
}

Result<Statement*> Database::cached(const std::string& sql) {
  if (const auto found = m_cached.find(sql); found != m_cached.end()) return found->second.get();
  MZ_TRY(Statement statement, prepare(sql));
  return m_cached.emplace(sql, std::make_unique<Statement>(std::move(statement))).first->second.get();
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int result =
      sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail);
  if (result != SQLITE_OK) return failWith(m_handle, result, sql);
  Statement statement(raw);
  const auto used = static_cast<std::size_t>(tail - sql.data());
  if (!raw || !onlySpaceLeft(sql.substr(used)))
    return fail(ErrorCode::InvalidArgument, "exactly one SQL statement can be prepared: " + operationOf(sql));
  return statement;
}

Status Database::execute(std::string_view sql) {
  while (!onlySpaceLeft(sql)) {
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    if (const int result = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), 0, &raw, &tail);
        result != SQLITE_OK)
      return failWith(m_handle, result, sql);
    Statement statement(raw);
    if (raw) MZ_CHECK(statement.run());
    sql.remove_prefix(static_cast<std::size_t>(tail - sql.data()));
  }
  return {};
}

Status Database::begin() {
  if (sqlite3_db_readonly(m_handle, "main") != 1) return execute("BEGIN IMMEDIATE");
  // BEGIN alone takes no snapshot; the first read does.
  MZ_CHECK(execute("BEGIN"));
  if (auto read = execute("SELECT 1 FROM sqlite_schema LIMIT 1"); !read) {
    rollback();
    return read;
  }
  return {};
}

Status Database::commit() {
  auto committed = execute("COMMIT");
  // SQLite leaves some failed commits open; here a failed commit always is a rolled back one.
  if (!committed) rollback();
  return committed;
}

void Database::rollback() {
  // Some failures roll back by themselves; a rollback that fails has left nothing to undo but the memory of it.
  if (sqlite3_get_autocommit(m_handle) == 0) sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

namespace {

Status onSavepoint(Database& database, std::string_view verb, std::string_view name) {
  const bool plain = !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (!plain) return fail(ErrorCode::InvalidArgument, "a savepoint is named by letters, digits and underscores");
  return database.execute(std::string(verb) + " \"" + std::string(name) + "\"");
}

}  // namespace

Status Database::savepoint(std::string_view name) { return onSavepoint(*this, "SAVEPOINT", name); }
Status Database::releaseSavepoint(std::string_view name) { return onSavepoint(*this, "RELEASE", name); }
Status Database::rollbackToSavepoint(std::string_view name) {
  MZ_CHECK(onSavepoint(*this, "ROLLBACK TO", name));
  return onSavepoint(*this, "RELEASE", name);
}

std::int64_t Database::lastRowId() const { return sqlite3_last_insert_rowid(m_handle); }

Status Database::checkpoint() {
  // Without waiting: what readers still need is moved the next time.
  sqlite3_busy_timeout(m_handle, 0);
  errno = 0;
  const int result = sqlite3_wal_checkpoint_v2(m_handle, "main", SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  Status status;
  if (result != SQLITE_OK && (result & 0xff) != SQLITE_BUSY) status = failWith(m_handle, result, "checkpoint");
  sqlite3_busy_timeout(m_handle, kBusyMilliseconds);
  return status;
}

Result<int> Database::version() {
  MZ_TRY(const std::int64_t version, integerOf(*this, "PRAGMA user_version"));
  return static_cast<int>(version);
}

Status Database::setVersion(int version) { return execute("PRAGMA user_version=" + std::to_string(version)); }

Result<std::vector<std::string>> Database::integrityProblems() {
  std::vector<std::string> problems;
  const auto check = [&]() -> Status {
    MZ_TRY(Statement statement, prepare("PRAGMA integrity_check(" + std::to_string(kIntegrityLines) + ")"));
    for (;;) {
      MZ_TRY(const bool row, statement.step());
      if (!row) return {};
      if (statement.text(0) != "ok") problems.emplace_back(statement.text(0));
    }
  }();
  if (check) return problems;
  // A file too damaged to be checked is an answer as well.
  if (check.error().code != ErrorCode::Damaged) return std::unexpected(check.error());
  problems.push_back(check.error().detail);
  return problems;
}

Status Database::backupTo(const std::filesystem::path& path) {
  const std::string file = path.string();
  sqlite3_vfs* vfs = nullptr;
  sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
  const bool system = vfs == sqlite3_vfs_find(nullptr);
  if (system) MZ_CHECK(createFile(file));

  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(
      file.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs->zName);
  if (!raw) return fail(ErrorCode::OutOfMemory, file + ": no memory for a connection");
  Database copy(raw);
  const auto copied = [&]() -> Status {
    if (opened != SQLITE_OK) return failWith(raw, opened, "open");
    MZ_CHECK(copy.execute("PRAGMA synchronous=EXTRA"));
    sqlite3_backup* backup = sqlite3_backup_init(raw, "main", m_handle, "main");
    if (!backup) return failWith(raw, sqlite3_extended_errcode(raw), "backup");
    // In one step: the copy is of one snapshot however much is written meanwhile.
    const int stepped = sqlite3_backup_step(backup, -1);
    const int finished = sqlite3_backup_finish(backup);
    if (finished != SQLITE_OK) return failWith(raw, finished, "backup");
    if (stepped != SQLITE_DONE) return failWith(raw, stepped, "backup");
    return {};
  }();
  if (!copied) {
    copy = Database(nullptr);
    std::error_code ignored;
    if (system) std::filesystem::remove(path, ignored);
  }
  return copied;
}

Status migrate(Database& database, std::span<const Migration> steps) {
  MZ_TRY(const int found, database.version());
  const int known = steps.empty() ? 0 : steps.back().to;
  if (found < 0 || found > known) {
    const std::string file = sqlite3_db_filename(database.handle(), "main");
    return std::unexpected(Error(ErrorCode::UnsupportedVersion, file + ": was written in format " + std::to_string(found) +
                                                                    "; this program knows formats up to " +
                                                                    std::to_string(known) + ": use a newer Mingzhang")
                               .with("file", file)
                               .with("found", std::to_string(found))
                               .with("known", std::to_string(known)));
  }
  const bool within = sqlite3_get_autocommit(database.handle()) == 0;
  for (const Migration& step : steps) {
    if (step.to <= found) continue;
    const auto migrated = [&]() -> Status {
      MZ_CHECK(database.execute(step.sql));
      if (step.then) MZ_CHECK(step.then(database));
      return database.setVersion(step.to);
    };
    if (within) {
      MZ_CHECK(migrated());
      continue;
    }
    MZ_CHECK(database.begin());
    const Status done = migrated();
    if (!done) {
      database.rollback();
      return done;
    }
    MZ_CHECK(database.commit());
  }
  return {};
}

}  // namespace mz
