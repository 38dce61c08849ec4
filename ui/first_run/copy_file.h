// A copy of a small file for somebody to take away. Any thread.
#pragma once

#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace mz {

// Whole or not at all; what lies at `to` is replaced, as the dialog that asked for the name has announced. Copying a file onto
// itself leaves it alone.
inline bool copyFile(const QString& from, const QString& to) {
  if (QFileInfo(from) == QFileInfo(to)) return true;
  const QString part = to + QStringLiteral(".part");
  QFile::remove(part);
  if (!QFile::copy(from, part)) {
    QFile::remove(part);
    return false;
  }
  QFile::remove(to);
  return QFile::rename(part, to);
}

}  // namespace mz
