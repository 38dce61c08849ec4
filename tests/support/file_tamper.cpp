#include "tests/support/file_tamper.h"

#include <sqlite3.h>

#include <QtGlobal>

namespace mz::test {

namespace {

struct Finalizer {
  ~Finalizer() { sqlite3_finalize(statement); }
  sqlite3_stmt* statement = nullptr;
};

}  // namespace

FileTamper::FileTamper(const std::filesystem::path& file) {
  if (sqlite3_open_v2(file.c_str(), &m_database, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
    qFatal("cannot open %s", file.c_str());
  sqlite3_exec(m_database, "PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
}

FileTamper::~FileTamper() { sqlite3_close(m_database); }

void FileTamper::execute(const std::string& sql) {
  char* problem = nullptr;
  if (sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, &problem) != SQLITE_OK) qFatal("%s: %s", sql.c_str(), problem);
}

std::int64_t FileTamper::integer(const std::string& sql) {
  Finalizer query;
  if (sqlite3_prepare_v2(m_database, sql.c_str(), -1, &query.statement, nullptr) != SQLITE_OK ||
      sqlite3_step(query.statement) != SQLITE_ROW)
    qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(m_database));
  return sqlite3_column_int64(query.statement, 0);
}

std::vector<std::string> FileTamper::column(const std::string& sql) {
  Finalizer query;
  if (sqlite3_prepare_v2(m_database, sql.c_str(), -1, &query.statement, nullptr) != SQLITE_OK)
    qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(m_database));
  std::vector<std::string> out;
  while (sqlite3_step(query.statement) == SQLITE_ROW) {
    const auto* text = static_cast<const char*>(sqlite3_column_blob(query.statement, 0));
    out.emplace_back(text ? text : "", text ? static_cast<std::size_t>(sqlite3_column_bytes(query.statement, 0)) : 0);
  }
  return out;
}

std::size_t FileTamper::size(const Cell& cell) {
  return static_cast<std::size_t>(
      integer("SELECT ifnull(max(length(CAST(" + cell.column + " AS BLOB))), 0) FROM " + cell.table + " WHERE " + cell.key));
}

void FileTamper::flip(const Cell& cell, std::size_t offset, std::uint8_t mask) {
  Bytes value;
  int type = 0;
  {
    Finalizer query;
    const std::string sql = "SELECT " + cell.column + " FROM " + cell.table + " WHERE " + cell.key;
    if (sqlite3_prepare_v2(m_database, sql.c_str(), -1, &query.statement, nullptr) != SQLITE_OK ||
        sqlite3_step(query.statement) != SQLITE_ROW)
      qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(m_database));
    type = sqlite3_column_type(query.statement, 0);
    const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(query.statement, 0));
    value.assign(bytes, bytes + sqlite3_column_bytes(query.statement, 0));
  }
  value.at(offset) ^= mask;
  Finalizer update;
  const std::string sql = "UPDATE " + cell.table + " SET " + cell.column + " = ?1 WHERE " + cell.key;
  if (sqlite3_prepare_v2(m_database, sql.c_str(), -1, &update.statement, nullptr) != SQLITE_OK)
    qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(m_database));
  if (type == SQLITE_TEXT)
    sqlite3_bind_text(update.statement, 1, reinterpret_cast<const char*>(value.data()), static_cast<int>(value.size()),
                      SQLITE_STATIC);
  else
    sqlite3_bind_blob(update.statement, 1, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  if (sqlite3_step(update.statement) != SQLITE_DONE || sqlite3_changes(m_database) != 1)
    qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(m_database));
}

Bytes FileTamper::content(const std::vector<std::string>& queries, bool& whole) {
  Bytes out;
  whole = true;
  for (const std::string& sql : queries) {
    Finalizer query;
    if (sqlite3_prepare_v2(m_database, sql.c_str(), -1, &query.statement, nullptr) != SQLITE_OK) {
      whole = false;
      continue;
    }
    int result = SQLITE_ROW;
    while ((result = sqlite3_step(query.statement)) == SQLITE_ROW) {
      for (int i = 0; i < sqlite3_column_count(query.statement); ++i) {
        const auto* bytes = static_cast<const std::uint8_t*>(sqlite3_column_blob(query.statement, i));
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(query.statement, i));
        out.push_back(static_cast<std::uint8_t>(sqlite3_column_type(query.statement, i)));
        for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(size >> shift));
        if (bytes) out.insert(out.end(), bytes, bytes + size);
      }
    }
    whole &= result == SQLITE_DONE;
  }
  return out;
}

}  // namespace mz::test
