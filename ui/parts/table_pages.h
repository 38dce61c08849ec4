// A table on paper: title and where it comes from above, headings on every page, page numbers below, landscape where the
// columns need it. For a printer and for PDF. Any thread. Cancelled, Io, and what RowPipe::next() meets.
#pragma once

#include <QtGui/QPagedPaintDevice>
#include <vector>

#include "models/row_feed.h"

namespace mz {

inline constexpr int kMostPrintedRows = 5'000;

struct TableSheet {
  QString title, origin;  // "Blocks, newest first"; network, channel, when it was printed
  QString cut;            // that there are more rows than are printed; empty: these are all
  QString page;           // "Page %1 of %2"
  QStringList headings;
  std::vector<int> widths;      // as on the screen: their proportions count
  std::vector<bool> toRight;    // figures
  std::vector<bool> monospace;  // digests
};

// Answers how many rows were painted.
Result<std::uint64_t> paintTable(RowPipe& rows, const TableSheet& sheet, QPagedPaintDevice& device, const Progress& progress);
QPageLayout pageFor(const TableSheet& sheet);  // A4

}  // namespace mz
