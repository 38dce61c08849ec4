// Turns a file of payments or budget lines into drafts, in the file's order, and says of every row that it does not take where
// and why. Reads the file twice: once to find encoding, delimiter, headings, profile, date and decimal style over whole
// columns, then row by row, so that a caller signs and commits one batch while the next is read. docs/import.md has the rules.
//
// A payment's id is the text of its id column; without one it is "r" and 20 hexadecimal digits of a digest of the row's fields,
// with "-2", "-3" … for the second and third of several equal rows: the same file, or the same rows in another order, give the
// same ids. One thread. Errors of open: NotFound (file, profile), Io, Malformed (no headings found), InvalidArgument (mapping,
// styles), TooLarge.
#pragma once

#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ledger/base/progress.h"
#include "ledger/finance/import.h"
#include "ledger/finance/import_profile.h"

namespace mz {

struct ImportBatch {
  std::vector<PaymentDraft> payments;
  std::vector<BudgetLineDraft> budgetLines;
  std::vector<std::uint64_t> lines;  // of the file, for each draft
  std::vector<ImportProblem> problems;
};

class PaymentImport {
 public:
  // `profiles`: importProfiles(). examinedBytes: how much of the file is looked at to find styles; all of it by default.
  static Result<std::unique_ptr<PaymentImport>> open(const ImportOptions& options, std::span<const ImportProfile> profiles,
                                                     std::uint64_t examinedBytes = std::numeric_limits<std::uint64_t>::max());
  ~PaymentImport();

  // Replaces the batch with what the next rows give, at most `rows` of them; false when the file has ended.
  Result<bool> next(std::size_t rows, ImportBatch& batch);

  // How the file is read, and the counts so far: rows, refused, refusedTotals, and alreadyThere for rows that repeat an earlier
  // one with the same id and content. The caller adds what became of the drafts (recorded, alreadyThere, totals) and the
  // problems.
  const ImportReport& report() const;
  // What the columns mean: the profile, with what the options say otherwise; without a name where no profile was used.
  const ImportProfile& profile() const;
  // The first rows of the file as they stand there, at most 20.
  const std::vector<std::vector<std::string>>& raw() const;

 private:
  struct State;
  explicit PaymentImport(std::unique_ptr<State> state);
  std::unique_ptr<State> m_state;
};

}  // namespace mz
