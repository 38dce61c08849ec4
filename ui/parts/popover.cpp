#include "ui/parts/popover.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QGraphicsDropShadowEffect>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/theme/theme.h"

namespace mz {

namespace {
constexpr int kUsualWidth = 50 * kGrid;
constexpr int kShadow = 24;
constexpr int kShadowStrength = 70;  // of 255
}  // namespace

Popover::Popover(QWidget* anchor, Side side, Qt::Alignment edge)
    : QFrame(anchor->window()),
      m_anchor(anchor),
      m_side(side),
      m_edge(edge),
      m_width(kUsualWidth),
      m_body(new QVBoxLayout(this)) {
  setProperty("popover", true);
  setAutoFillBackground(true);
  m_body->setContentsMargins(0, 0, 0, 0);
  m_body->setSpacing(0);
  auto* shadow = new QGraphicsDropShadowEffect(this);
  shadow->setBlurRadius(kShadow);
  shadow->setOffset(0, kGrid / 2);
  shadow->setColor(QColor(0, 0, 0, kShadowStrength));
  setGraphicsEffect(shadow);
  hide();
}

void Popover::open() {
  if (isOpen()) return;
  // The anchor may have been without a window when this was made.
  if (parentWidget() != m_anchor->window()) setParent(m_anchor->window());
  place();
  show();
  raise();
  QCoreApplication::instance()->installEventFilter(this);
  Q_EMIT opened();
}

void Popover::close() {
  if (!isOpen()) return;
  QCoreApplication::instance()->removeEventFilter(this);
  const bool hadFocus = isAncestorOf(focusWidget());
  hide();
  if (hadFocus) m_anchor->setFocus();
  Q_EMIT closed();
}

void Popover::place() {
  const QWidget* window = parentWidget();
  const int width = std::min(m_width, window->width() - 2 * kGrid);
  const QPoint corner = m_anchor->mapTo(window, QPoint(0, 0));
  const int left = m_edge & Qt::AlignRight ? corner.x() + m_anchor->width() - width : corner.x();
  const int room =
      m_side == Side::Below ? window->height() - corner.y() - m_anchor->height() - 2 * kGrid : corner.y() - 2 * kGrid;
  setFixedWidth(width);
  m_body->activate();
  const int wanted = m_body->hasHeightForWidth() ? m_body->totalHeightForWidth(width) : m_body->totalSizeHint().height();
  const int height = std::clamp(wanted, 4 * kGrid, std::max(4 * kGrid, room));
  const int top = m_side == Side::Below ? corner.y() + m_anchor->height() + kGrid / 2 : corner.y() - height - kGrid / 2;
  setGeometry(std::clamp(left, kGrid, std::max(kGrid, window->width() - width - kGrid)), top, width, height);
}

bool Popover::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress: {
      const auto* widget = qobject_cast<QWidget*>(watched);
      if (!widget || widget->window() != window()) break;
      const bool inside = widget == this || isAncestorOf(widget) || widget == m_anchor || m_anchor->isAncestorOf(widget);
      if (!inside) close();
      break;
    }
    case QEvent::Resize:
      if (watched == parentWidget()) place();
      break;
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress: {
      const auto* widget = qobject_cast<QWidget*>(watched);
      if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape || !widget || widget->window() != window()) break;
      if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
      }
      close();
      return true;
    }
    default: break;
  }
  return QFrame::eventFilter(watched, event);
}

}  // namespace mz
