#include "ledger/xca_database.h"

#include "ledger/store/foreign_database.h"

namespace mz {

namespace {

constexpr int kMostFailures = 10;  // of keys in a row: each try takes as long as its rounds

struct Table {
  const char *name, *column;
  bool keys;
};
constexpr Table kTables[] = {
    {"certs", "cert", false}, {"private_keys", "private", true}, {"requests", "request", false}, {"crls", "crl", false}};

// Those that were not deleted; older databases forget at once and have no such mark.
Result<std::vector<ForeignDatabase::Row>> rowsOf(ForeignDatabase& database, const Table& table) {
  const std::string sql = std::string("SELECT items.name, t.\"") + table.column + "\" FROM \"" + table.name +
                          "\" AS t JOIN items ON items.id = t.item";
  auto marked = database.rows(sql + " WHERE items.del = 0 ORDER BY items.id", kCertificateFileObjects);
  if (marked || marked.error().code != ErrorCode::Malformed) return marked;
  return database.rows(sql + " ORDER BY items.id", kCertificateFileObjects);
}

}  // namespace

Result<CertificateFile> readXcaDatabase(ByteView content, std::string_view password) {
  MZ_TRY(ForeignDatabase database, ForeignDatabase::open(content));
  CertificateFile out;
  for (const Table& table : kTables) {
    MZ_TRY(const std::vector<ForeignDatabase::Row> rows, rowsOf(database, table));
    int failures = 0;
    for (const ForeignDatabase::Row& row : rows) {
      if (failures == kMostFailures) {
        out.problems.emplace_back(ErrorCode::WrongPassword, "the other keys of the database were not tried");
        break;
      }
      const auto named = [&](const Error& error) {
        Error problem(error.code, row[0] + ": " + error.detail);
        out.problems.push_back(std::move(problem));
        if (table.keys) ++failures;
      };
      const auto der = fromBase64(row[1]);
      auto file = der ? readCertificateFile(*der, password) : Result<CertificateFile>(std::unexpected(der.error()));
      if (!file) {
        named(file.error());
        continue;
      }
      for (const Error& problem : file->problems) named(problem);
      for (FileObject& object : file->objects) {
        if (out.objects.size() == kCertificateFileObjects)
          return fail(ErrorCode::TooLarge, "the database has over 20,000 objects");
        failures = 0;
        object.container = "XCA";
        object.name = row[0];
        out.objects.push_back(std::move(object));
      }
    }
  }
  return out;
}

}  // namespace mz
