#include "ui/parts/table_pages.h"

#include <QtGui/QPainter>
#include <algorithm>
#include <numeric>

#include "models/format_text.h"
#include "ui/theme/theme.h"

namespace mz {

namespace {

constexpr int kUprightWidth = 700;          // of the columns on the screen, in pixels; wider ones lie
constexpr double kMargin = 12;              // millimetres
constexpr double kBody = 8.5, kTitle = 13;  // points
constexpr double kLine = 1.25;              // of the height of its letters

class Pages {
 public:
  Pages(const TableSheet& sheet, QPagedPaintDevice& device, QPainter& painter)
      : m_sheet(sheet), m_device(device), m_painter(painter) {
    m_body = Theme::font(TextSize::Small);
    m_body.setPointSizeF(kBody);
    m_bold = m_body;
    m_bold.setBold(true);
    m_title = m_bold;
    m_title.setPointSizeF(kTitle);
    m_mono = Theme::monospace();
    m_mono.setPointSizeF(kBody);
    m_size = m_device.pageLayout().paintRectPixels(m_device.logicalDpiX()).size();
    m_height = QFontMetricsF(m_body, &m_device).height() * kLine;
    const double all = std::max(1, std::accumulate(sheet.widths.begin(), sheet.widths.end(), 0));
    double x = 0;
    for (const int width : sheet.widths) {
      const double share = m_size.width() * width / all;
      m_columns.emplace_back(x, share);
      x += share;
    }
  }

  int rowsOnPage() const {
    // Title, origin and headings above, the page number below.
    const double head = QFontMetricsF(m_title, &m_device).height() * kLine + 3 * m_height;
    return std::max(1, static_cast<int>((m_size.height() - head - 1.5 * m_height) / m_height));
  }

  void paint(const std::vector<QStringList>& rows, std::size_t first, std::size_t end, int page, int pages) {
    double y = 0;
    const double titleHeight = QFontMetricsF(m_title, &m_device).height() * kLine;
    m_painter.setPen(Qt::black);
    m_painter.setFont(m_title);
    m_painter.drawText(QRectF(0, y, m_size.width(), titleHeight), int(Qt::AlignLeft | Qt::AlignVCenter), m_sheet.title);
    y += titleHeight;
    m_painter.setFont(m_body);
    m_painter.setPen(Qt::darkGray);
    const QString origin = m_sheet.cut.isEmpty() ? m_sheet.origin : m_sheet.origin + QStringLiteral("  ·  ") + m_sheet.cut;
    m_painter.drawText(QRectF(0, y, m_size.width(), m_height), int(Qt::AlignLeft | Qt::AlignVCenter), origin);
    y += 1.5 * m_height;
    line(m_sheet.headings, y, true);
    y += m_height;
    for (std::size_t i = first; i < end; ++i) {
      line(rows[i], y, false);
      y += m_height;
    }
    m_painter.setFont(m_body);
    m_painter.setPen(Qt::darkGray);
    m_painter.drawText(
        QRectF(0, m_size.height() - m_height, m_size.width(), m_height), int(Qt::AlignRight | Qt::AlignVCenter),
        m_sheet.page.arg(numberText(static_cast<std::uint64_t>(page)), numberText(static_cast<std::uint64_t>(pages))));
  }

 private:
  void line(const QStringList& cells, double y, bool heading) {
    for (std::size_t i = 0; i < m_columns.size() && i < static_cast<std::size_t>(cells.size()); ++i) {
      const QFont& font = heading ? m_bold : m_sheet.monospace[i] ? m_mono : m_body;
      const QFontMetricsF metrics(font, &m_device);
      const double gap = metrics.averageCharWidth();
      const QRectF cell(m_columns[i].first, y, std::max(0.0, m_columns[i].second - gap), m_height);
      m_painter.setFont(font);
      m_painter.setPen(Qt::black);
      const int side = m_sheet.toRight[i] ? Qt::AlignRight : Qt::AlignLeft;
      m_painter.drawText(cell, side | int(Qt::AlignVCenter),
                         metrics.elidedText(cells[static_cast<qsizetype>(i)].simplified(), Qt::ElideRight, cell.width()));
    }
    m_painter.setPen(QPen(heading ? Qt::black : Qt::lightGray, 0));
    m_painter.drawLine(QPointF(0, y + m_height), QPointF(m_size.width(), y + m_height));
  }

  const TableSheet& m_sheet;
  QPagedPaintDevice& m_device;
  QPainter& m_painter;
  QFont m_body, m_bold, m_title, m_mono;
  QSizeF m_size;
  double m_height = 0;
  std::vector<std::pair<double, double>> m_columns;  // left edge, width
};

}  // namespace

QPageLayout pageFor(const TableSheet& sheet) {
  const int width = std::accumulate(sheet.widths.begin(), sheet.widths.end(), 0);
  return {QPageSize(QPageSize::A4), width > kUprightWidth ? QPageLayout::Landscape : QPageLayout::Portrait,
          QMarginsF(kMargin, kMargin, kMargin, kMargin), QPageLayout::Millimeter};
}

Result<std::uint64_t> paintTable(RowPipe& pipe, const TableSheet& sheet, QPagedPaintDevice& device, const Progress& progress) {
  // All of them first, because every page says how many pages there are.
  std::vector<QStringList> rows;
  for (;;) {
    MZ_TRY(std::vector<QStringList> page, pipe.next(progress));
    if (page.empty()) break;
    std::move(page.begin(), page.end(), std::back_inserter(rows));
    progress.report(rows.size(), 2 * pipe.total());
  }
  QPainter painter;
  if (!painter.begin(&device)) return fail(ErrorCode::Io, "the printer or the file takes no pages");
  Pages pages(sheet, device, painter);
  const auto onPage = static_cast<std::size_t>(pages.rowsOnPage());
  const int count = std::max(1, static_cast<int>((rows.size() + onPage - 1) / onPage));
  for (int page = 0; page < count; ++page) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "printing was cancelled");
    if (page > 0 && !device.newPage()) return fail(ErrorCode::Io, "the printer or the file takes no further page");
    const std::size_t first = static_cast<std::size_t>(page) * onPage;
    pages.paint(rows, first, std::min(first + onPage, rows.size()), page + 1, count);
    progress.report(rows.size() + first, 2 * rows.size());
  }
  if (!painter.end()) return fail(ErrorCode::Io, "the printer or the file could not be ended");
  return rows.size();
}

}  // namespace mz
