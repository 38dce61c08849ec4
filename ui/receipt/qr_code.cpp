#include "ui/receipt/qr_code.h"

#include <qrencode.h>

#include <QtGui/QPainter>
#include <memory>

namespace mz {

std::optional<QrCode> QrCode::of(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(QRcode_encodeString(text.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1),
                                                             &QRcode_free);
  if (!made) return std::nullopt;
  QrCode code;
  code.m_size = made->width;
  const auto count = static_cast<std::size_t>(made->width) * static_cast<std::size_t>(made->width);
  code.m_dark.reserve(count);
  for (std::size_t i = 0; i < count; ++i) code.m_dark.push_back((made->data[i] & 1) != 0);
  return code;
}

void QrCode::paint(QPainter& painter, const QRectF& square) const {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(Qt::NoPen);
  painter.fillRect(square, Qt::white);
  const double module = square.width() / modules();
  for (int y = 0; y < m_size; ++y) {
    for (int x = 0; x < m_size;) {
      int end = x;
      while (end < m_size && isDark(end, y)) ++end;
      if (end > x) {
        painter.fillRect(
            QRectF(square.left() + (x + kQuiet) * module, square.top() + (y + kQuiet) * module, (end - x) * module, module),
            Qt::black);
      }
      x = end + 1;
    }
  }
  painter.restore();
}

}  // namespace mz
