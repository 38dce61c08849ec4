#include "models/csv_file.h"

#include "ledger/format/csv.h"
#include "models/format_text.h"

namespace mz {

Status CsvFile::open(const QStringList& headings) {
  if (!m_file.open(QIODevice::WriteOnly)) return fail(ErrorCode::Io, toText(m_file.errorString()));
  std::string line = "\xEF\xBB\xBF";
  for (qsizetype i = 0; i < headings.size(); ++i) {
    if (i > 0) line += ',';
    appendCsvField(line, toText(headings[i]));
  }
  return write(line + "\r\n");
}

Status CsvFile::write(const std::string& lines) {
  const auto size = static_cast<qint64>(lines.size());
  if (m_file.write(lines.data(), size) != size) return fail(ErrorCode::Io, toText(m_file.errorString()));
  return {};
}

Status CsvFile::commit() {
  if (!m_file.commit()) return fail(ErrorCode::Io, toText(m_file.errorString()));
  return {};
}

}  // namespace mz
