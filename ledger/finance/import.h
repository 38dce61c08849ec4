// What an import is asked for and what it answers. Plain values that could be serialised; any thread.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/finance/query.h"

namespace mz {

// One row of a file that was not taken, or would not be.
struct ImportProblem {
  std::uint64_t line = 0;  // from 1, of the file
  std::string column;      // the file's heading; empty: the whole row
  std::string value;
  std::string reason;  // stable identifier: "bad_date", "bad_amount", "missing_payee", "duplicate_id", "unbalanced_quote", …
  std::string detail;  // English sentence
};
// One line of a mapping. Several lines with the same field: the first column that has a value in the row gives it.
struct ImportMapping {
  std::string field;   // of PaymentDraft, as in `mz finance import --map`
  std::string column;  // heading of the file, or "=text" for a constant; "=text {Heading}" puts a column's value in
  bool operator==(const ImportMapping&) const = default;
};
// How a file is written. Asked for in ImportOptions: one of the names below, or empty for "found out from the file".
struct ImportStyles {
  std::string encoding;      // "UTF-8"
  std::string delimiter;     // ";", "tab"; any one punctuation mark but the quotation mark may be asked for
  std::string decimalStyle;  // "1,234.56"
  std::string dateStyle;     // "dd/mm/yyyy": in which order a date's numbers stand
  bool operator==(const ImportStyles&) const = default;
};
inline constexpr std::array<std::string_view, 5> kImportEncodings = {"UTF-8", "GB18030", "Windows-1252", "UTF-16LE",
                                                                     "UTF-16BE"};
inline constexpr std::array<std::string_view, 4> kImportDelimiters = {",", ";", "tab", "|"};
inline constexpr std::array<std::string_view, 2> kImportDecimalStyles = {"1,234.56", "1.234,56"};
inline constexpr std::array<std::string_view, 3> kImportDateStyles = {"dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd"};

struct ImportOptions {
  std::filesystem::path file;
  std::string profile;                 // name of a shipped or saved profile; empty: mapping, or recognised from the headings
  std::vector<ImportMapping> mapping;  // overrides the profile
  std::string currency;                // overrides
  std::string department;              // constant for a file of one body; overrides
  ImportStyles styles;                 // overrides the profile's, and what would be found out
  bool strict = false;                 // nothing is recorded when any row is bad
  bool dryRun = false;
  std::string identity;               // label of the signing identity; empty: the current one
  std::filesystem::path acknowledge;  // one line "<payment id> <transaction id> <height>" per durable payment
};
struct BudgetLineDraft {  // one budget line to be recorded
  std::string id, department, functionalClass, economicClass, project, title, source, currency;
  int year = 0;
  Amount amount;
};
struct ImportReport {
  std::string profile;    // used
  ImportStyles styles;    // used
  ImportStyles detected;  // found out; of dates also "dd/mm/yyyy (assumed), Excel serial" and the like
  std::string kind;       // "payments" or "budget_lines"
  std::uint64_t rows = 0, recorded = 0, alreadyThere = 0, refused = 0;
  FinanceTotals totals;                 // of recorded rows; in a dry run, of those that would be
  FinanceTotals refusedTotals;          // of refused rows whose amount can be read, so that no money is lost to view
  std::vector<ImportProblem> problems;  // every refused row
  std::vector<ImportMapping> mapping;
  std::vector<std::string> headings;
  double seconds = 0;
};
struct ImportPreview {
  ImportReport report;                            // of a dry run over the first rows
  std::vector<PaymentDraft> first;                // as they would be recorded; at most 100
  std::vector<BudgetLineDraft> firstBudgetLines;  // the same, where the file has budget lines
  std::vector<std::vector<std::string>> raw;      // the first rows as read; at most 20
};

}  // namespace mz
