// What the columns of a file mean: which of its first records are the headings, which profile knows them, and from which
// columns each field takes its value. Values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ledger/finance/import_fields.h"
#include "ledger/finance/import_profile.h"

namespace mz {

inline constexpr std::size_t kHeadingRecords = 200;  // how far down the headings may stand

// The first records of a file, as read.
struct FirstRecords {
  std::vector<std::vector<std::string>> records;
  std::vector<std::uint64_t> lines;  // where each begins
};

// Where a field's value comes from: a column, or a text with columns in it.
struct SourcePiece {
  std::string literal;
  std::size_t column = 0;
  bool isColumn = false;
};
using FieldSource = std::vector<SourcePiece>;

struct ImportLayout {
  ImportProfile profile;              // with what the options say otherwise; without a name where no profile was used
  std::vector<std::string> headings;  // no empty ones at the end
  std::uint64_t headingLine = 0;
  std::array<std::vector<FieldSource>, kRowFieldNames.size()> sources;  // of a field, the first that has a value counts
  std::vector<ImportMapping> mapping;                                   // the lines whose headings are there

  const std::vector<FieldSource>& sourcesOf(RowField field) const { return sources[indexOf(field)]; }
};

Result<ImportProfile> profileNamed(const std::string& name, std::span<const ImportProfile> profiles);

// NotFound (profile), UnknownField, InvalidArgument (nothing says what a field is), Malformed (no such headings). The last two
// name the file's headings in parameters "heading", for who has to say what they mean. described: the file, for sentences.
Result<ImportLayout> findLayout(const FirstRecords& first, const ImportOptions& options,
                                std::span<const ImportProfile> profiles, const std::string& described);

}  // namespace mz
