#include "ledger/store/foreign_database.h"

#include <sqlite3.h>

#include <algorithm>

namespace mz {

namespace {

constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kHeaderBytes = 100, kWriteFormat = 18, kReadFormat = 19;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr int kValueBytes = 1 << 20;
constexpr int kStepsAtOnce = 1'000, kMostTimes = 100'000;

int countSteps(void* times) { return ++*static_cast<int*>(times) > kMostTimes ? 1 : 0; }

}  // namespace

struct ForeignDatabase::Data {
  Bytes content;  // SQLite reads it where it lies
  sqlite3* handle = nullptr;
  int times = 0;
  ~Data() { sqlite3_close(handle); }
};

ForeignDatabase::ForeignDatabase(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
ForeignDatabase::ForeignDatabase(ForeignDatabase&&) noexcept = default;
ForeignDatabase::~ForeignDatabase() = default;

bool ForeignDatabase::isOne(ByteView content) {
  return content.size() >= kHeaderBytes && textOf(content.first(kMagic.size())) == kMagic;
}

Result<ForeignDatabase> ForeignDatabase::open(ByteView content) {
  if (!isOne(content)) return fail(ErrorCode::Malformed, "it is no SQLite file");
  if (content.size() > kMostBytes) return fail(ErrorCode::TooLarge, "a SQLite file to be imported has at most 64 MiB");
  auto data = std::make_unique<Data>();
  data->content.assign(content.begin(), content.end());
  // One in WAL mode cannot be read without its other files; what is in this one can.
  for (const std::size_t place : {kWriteFormat, kReadFormat}) data->content[place] = 1;
  if (sqlite3_open_v2(":memory:", &data->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
    return fail(ErrorCode::OutOfMemory, "no memory for a connection");
  sqlite3_db_config(data->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(data->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(data->handle, SQLITE_LIMIT_LENGTH, kValueBytes);
  sqlite3_progress_handler(data->handle, kStepsAtOnce, countSteps, &data->times);
  const auto size = static_cast<sqlite3_int64>(data->content.size());
  if (sqlite3_deserialize(data->handle, "main", data->content.data(), size, size, SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
    return fail(ErrorCode::Malformed, "the SQLite file cannot be read");
  return ForeignDatabase(std::move(data));
}

Result<std::vector<ForeignDatabase::Row>> ForeignDatabase::rows(const std::string& sql, std::size_t most) {
  m_data->times = 0;
  sqlite3_stmt* raw = nullptr;
  const int prepared = sqlite3_prepare_v2(m_data->handle, sql.c_str(), static_cast<int>(sql.size()), &raw, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  const auto failed = [&](int result) {
    if (result == SQLITE_INTERRUPT || result == SQLITE_TOOBIG)
      return fail(ErrorCode::TooLarge, "the SQLite file asks for too much work");
    return fail(ErrorCode::Malformed, std::string("the SQLite file: ") + sqlite3_errmsg(m_data->handle));
  };
  if (prepared != SQLITE_OK) return failed(prepared);
  std::vector<Row> out;
  for (;;) {
    const int result = sqlite3_step(statement.get());
    if (result == SQLITE_DONE) return out;
    if (result != SQLITE_ROW) return failed(result);
    if (out.size() == most) return fail(ErrorCode::TooLarge, "the SQLite file has over " + std::to_string(most) + " rows");
    Row& row = out.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement.get()); ++i) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), i));
      row.emplace_back(text ? text : "", static_cast<std::size_t>(text ? sqlite3_column_bytes(statement.get(), i) : 0));
    }
  }
}

}  // namespace mz
