// Writes the rows of a table as CSV. A worker's thread; the file appears only when it is complete. Io, Cancelled, and what
// RowPipe::next() meets.
#pragma once

#include "models/row_feed.h"

namespace mz {

// Answers how many rows were written.
Result<std::uint64_t> writeTableCsv(RowPipe& rows, const QStringList& headings, const QString& file, const Progress& progress);

}  // namespace mz
