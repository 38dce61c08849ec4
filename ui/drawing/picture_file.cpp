#include "ui/drawing/picture_file.h"

#include <QtCore/QBuffer>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <QtSvg/QSvgGenerator>

#include "models/small_file.h"

namespace mz {

namespace {

constexpr int kFiner = 2;                 // of a PNG than of the screen
constexpr double kPointsPerPixel = 0.75;  // 96 pixels and 72 points to the inch
constexpr int kPdfResolution = 96;

void replay(const QPicture& drawn, QSize size, const QColor& background, QPaintDevice& device, double scale) {
  QPainter painter(&device);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
  painter.scale(scale, scale);
  painter.fillRect(QRect(QPoint(0, 0), size), background);
  // A copy, because playing moves the picture's own read position.
  QPicture copy = drawn;
  copy.play(&painter);
}

QByteArray png(const QPicture& drawn, QSize size, const QColor& background) {
  QImage image(size * kFiner, QImage::Format_ARGB32_Premultiplied);
  image.fill(background);
  replay(drawn, size, background, image, kFiner);
  QByteArray out;
  QBuffer buffer(&out);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return out;
}

QByteArray svg(const QPicture& drawn, QSize size, const QColor& background) {
  QByteArray out;
  QBuffer buffer(&out);
  buffer.open(QIODevice::WriteOnly);
  QSvgGenerator generator;
  generator.setOutputDevice(&buffer);
  generator.setSize(size);
  generator.setViewBox(QRect(QPoint(0, 0), size));
  generator.setResolution(kPdfResolution);
  replay(drawn, size, background, generator, 1);
  return out;
}

QByteArray pdf(const QPicture& drawn, QSize size, const QColor& background) {
  QByteArray out;
  QBuffer buffer(&out);
  buffer.open(QIODevice::WriteOnly);
  QPdfWriter writer(&buffer);
  writer.setResolution(kPdfResolution);
  writer.setPageSize(QPageSize(QSizeF(size) * kPointsPerPixel, QPageSize::Point, {}, QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  replay(drawn, size, background, writer, 1);
  return out;
}

}  // namespace

Status writePicture(const QPicture& drawn, QSize size, const QColor& background, const QString& file) {
  const auto ends = [&](QLatin1StringView ending) { return file.endsWith(ending, Qt::CaseInsensitive); };
  const QByteArray content = ends(QLatin1StringView(".svg"))   ? svg(drawn, size, background)
                             : ends(QLatin1StringView(".pdf")) ? pdf(drawn, size, background)
                                                               : png(drawn, size, background);
  if (content.isEmpty())
    return std::unexpected(Error(ErrorCode::Io, "this picture cannot be drawn as a file").with("path", file.toStdString()));
  return writeSmallFile(file, {content.constData(), static_cast<std::size_t>(content.size())});
}

}  // namespace mz
