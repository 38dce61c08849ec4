// Another program's SQLite file, as the bytes that it has: read only, without trust in its schema, and with a bound on the work
// that a query may cause. One thread at a time. Errors: Malformed (no such file, table or column; damage), TooLarge.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ledger/base/bytes.h"

struct sqlite3;

namespace mz {

class ForeignDatabase {
 public:
  static bool isOne(ByteView content);  // by its first bytes
  static Result<ForeignDatabase> open(ByteView content);

  using Row = std::vector<std::string>;
  // Every column as text, what is null as an empty one. TooLarge: more rows than `most`, or 100,000,000 steps.
  Result<std::vector<Row>> rows(const std::string& sql, std::size_t most);

  ForeignDatabase(ForeignDatabase&&) noexcept;
  ForeignDatabase& operator=(ForeignDatabase&&) = delete;
  ~ForeignDatabase();

 private:
  struct Data;
  explicit ForeignDatabase(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace mz
