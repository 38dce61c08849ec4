// Changes what a channel's file holds behind the ledger's back, through a connection of its own: for tests that the audit finds
// it. The file must not be open elsewhere. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"

struct sqlite3;

namespace mz::test {

// One cell. `key` is the row's condition, such as "height = 3".
struct Cell {
  std::string table, column, key;
};

class FileTamper {
 public:
  explicit FileTamper(const std::filesystem::path& file);
  ~FileTamper();
  FileTamper(const FileTamper&) = delete;
  FileTamper& operator=(const FileTamper&) = delete;

  void execute(const std::string& sql);
  std::int64_t integer(const std::string& sql);             // first column of the first row
  std::vector<std::string> column(const std::string& sql);  // first column of every row, as text
  std::size_t size(const Cell& cell);                       // of a text or blob; 0 where there is none
  void flip(const Cell& cell, std::size_t offset, std::uint8_t mask);
  // Every value of these queries, one after the other; what can be read without an error.
  Bytes content(const std::vector<std::string>& queries, bool& whole);

 private:
  sqlite3* m_database = nullptr;
};

}  // namespace mz::test
