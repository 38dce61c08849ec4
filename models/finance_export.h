// Writes payments and refused rows as CSV: UTF-8 with a byte order mark, CRLF, quotes where needed (RFC 4180), dates as
// YYYY-MM-DD, amounts plain with a point, so that every spreadsheet and `mz finance import` reads them. Text that a spreadsheet
// would run as a formula gets an apostrophe in front. Any thread; the file appears only when it is complete. Io, Cancelled, and
// the engine's own errors.
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>
#include <vector>

#include "ledger/engine.h"

namespace mz {

struct PaymentExport {
  std::string channel;
  FinanceFilter filter;
  FinanceOrder order = FinanceOrder::DateDescending;
  std::vector<int> columns;  // FinanceTableModel::Column, as shown
  QStringList headings;      // one per column
  TransactionNumber finalBelow;
  QString finalWord, executedWord;  // for the state column
  QString file;
};

// All payments that the filter leaves, read page by page. Answers how many were written. A ledger that grows meanwhile adds
// nothing and moves nothing: then the rows come in the order of recording, up to the count at the start.
Result<std::uint64_t> exportPayments(const Engine& engine, const PaymentExport& what, const Progress& progress);

Result<std::uint64_t> exportProblems(const std::vector<ImportProblem>& problems, const QStringList& headings,
                                     const QString& file);

}  // namespace mz
