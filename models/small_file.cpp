#include "models/small_file.h"

#include <QtCore/QSaveFile>

#include "models/format_text.h"

namespace mz {

Status writeSmallFile(const QString& path, std::string_view content) {
  QSaveFile file(path);
  const auto size = static_cast<qint64>(content.size());
  if (file.open(QIODevice::WriteOnly) && file.write(content.data(), size) == size && file.commit()) return {};
  return std::unexpected(Error(ErrorCode::Io, "cannot write: " + toText(file.errorString())).with("path", toText(path)));
}

}  // namespace mz
