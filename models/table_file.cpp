#include "models/table_file.h"

#include "ledger/format/csv.h"
#include "models/csv_file.h"
#include "models/format_text.h"

namespace mz {

Result<std::uint64_t> writeTableCsv(RowPipe& rows, const QStringList& headings, const QString& path, const Progress& progress) {
  CsvFile file(path);
  MZ_CHECK(file.open(headings));
  std::uint64_t written = 0;
  for (;;) {
    MZ_TRY(const std::vector<QStringList> page, rows.next(progress));
    if (page.empty()) break;
    std::string lines;
    for (const QStringList& row : page) {
      for (qsizetype i = 0; i < row.size(); ++i) {
        if (i > 0) lines += ',';
        appendCsvText(lines, toText(row[i]));
      }
      lines += "\r\n";
    }
    MZ_CHECK(file.write(lines));
    written += page.size();
    progress.report(written, rows.total());
  }
  MZ_CHECK(file.commit());
  return written;
}

}  // namespace mz
