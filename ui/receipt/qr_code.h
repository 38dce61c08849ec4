// One QR code (ISO/IEC 18004, level M) and how it is drawn: black on white in every theme, with its quiet zone. Values; any
// thread that may paint.
#pragma once

#include <QtCore/QRectF>
#include <QtCore/QString>
#include <optional>
#include <string>
#include <vector>

class QPainter;

namespace mz {

class QrCode {
 public:
  // nullopt: longer than a code can hold.
  static std::optional<QrCode> of(const std::string& text);

  int modules() const { return m_size + 2 * kQuiet; }  // along one side, with the quiet zone
  bool isDark(int x, int y) const { return m_dark[static_cast<std::size_t>(y * m_size + x)]; }
  int size() const { return m_size; }  // without it
  void paint(QPainter& painter, const QRectF& square) const;

  static constexpr int kQuiet = 4;

 private:
  int m_size = 0;
  std::vector<bool> m_dark;
};

}  // namespace mz
