#include "ui/parts/file_drop_area.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QPainter>

namespace mz {

namespace {
constexpr int kIcon = 5 * kGrid;
}  // namespace

FileDropArea::FileDropArea(Theme& theme, QWidget* parent) : QAbstractButton(parent), m_theme(theme) {
  setAcceptDrops(true);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMinimumHeight(24 * kGrid);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize FileDropArea::sizeHint() const { return {60 * kGrid, 30 * kGrid}; }

void FileDropArea::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool lit = m_over || hasFocus() || underMouse();
  painter.setPen(QPen(m_theme.colour(lit ? Colour::Accent : Colour::Border), hasFocus() ? 2 : 1.5, Qt::DashLine));
  painter.setBrush(m_theme.colour(m_over ? Colour::Selection : Colour::Window));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
  const int top = height() / 2 - kIcon - kGrid;
  m_theme.icon(QStringLiteral("import"), Colour::Accent).paint(&painter, QRect((width() - kIcon) / 2, top, kIcon, kIcon));
  painter.setFont(Theme::font(TextSize::Heading, true));
  painter.setPen(m_theme.colour(Colour::Text));
  const QRect first(0, top + kIcon + kGrid, width(), 3 * kGrid);
  painter.drawText(first, Qt::AlignCenter, text());
  painter.setFont(Theme::font(TextSize::Body));
  painter.setPen(m_theme.colour(Colour::Muted));
  painter.drawText(QRect(2 * kGrid, first.bottom() + kGrid / 2, width() - 4 * kGrid, 6 * kGrid),
                   static_cast<int>(Qt::AlignHCenter | Qt::AlignTop) | Qt::TextWordWrap, m_sentence);
}

QStringList FileDropArea::filesOf(const QMimeData& dragged) const {
  QStringList files;
  for (const QUrl& url : dragged.urls()) {
    if (url.isLocalFile()) files << url.toLocalFile();
  }
  return m_several || files.size() == 1 ? files : QStringList();
}

void FileDropArea::dragEnterEvent(QDragEnterEvent* event) {
  if (filesOf(*event->mimeData()).isEmpty()) return;
  event->acceptProposedAction();
  m_over = true;
  update();
}

void FileDropArea::dragLeaveEvent(QDragLeaveEvent*) {
  m_over = false;
  update();
}

void FileDropArea::dropEvent(QDropEvent* event) {
  m_over = false;
  update();
  const QStringList files = filesOf(*event->mimeData());
  if (files.isEmpty()) return;
  event->acceptProposedAction();
  Q_EMIT filesDropped(files);
}

}  // namespace mz
