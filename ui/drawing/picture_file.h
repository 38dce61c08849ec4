// Writes what was drawn once as PNG (twice as fine as the screen), SVG or PDF (one page of its size). Any thread; the file
// appears only when it is complete. Io with parameter "path".
#pragma once

#include <QtCore/QSize>
#include <QtCore/QString>
#include <QtGui/QColor>
#include <QtGui/QPicture>

#include "ledger/base/error.h"

namespace mz {

Status writePicture(const QPicture& drawn, QSize size, const QColor& background, const QString& file);

}  // namespace mz
