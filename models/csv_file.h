// A CSV file as this program writes them: UTF-8 with a byte order mark, CRLF, quotes where needed (RFC 4180). Any thread; the
// file appears only when it is complete. Io.
#pragma once

#include <QtCore/QSaveFile>
#include <QtCore/QStringList>
#include <string>

#include "ledger/base/error.h"

namespace mz {

class CsvFile {
 public:
  explicit CsvFile(const QString& file) : m_file(file) {}

  Status open(const QStringList& headings);
  Status write(const std::string& lines);  // whole lines, each with its CRLF
  Status commit();

 private:
  QSaveFile m_file;
};

}  // namespace mz
