#include "ui/drawing/picture.h"

#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QGuiApplication>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QNativeGestureEvent>
#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>

#include "models/error_text.h"
#include "ui/drawing/picture_file.h"
#include "ui/parts/file_dialogs.h"

namespace mz {

namespace {

constexpr double kKeyZoom = 1.5;
constexpr double kWheelZoom = 1.25;  // per notch
constexpr double kKeyMove = 64;      // pixels
constexpr int kNotch = 120;          // of QWheelEvent::angleDelta

bool isArrow(int key) { return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down; }

QPointF directionOf(int key) {
  switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    default: return {0, 1};
  }
}

}  // namespace

Picture::Picture(Axes axes, const Theme& theme, FileDialogs& files, QWidget* parent)
    : QWidget(parent), m_axes(axes), m_theme(theme), m_files(files) {
  setFocusPolicy(Qt::StrongFocus);
  connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

// ---- the view

PictureView Picture::fitted(QSizeF size) const {
  const QRectF all = scene();
  PictureView view;
  view.size = size;
  view.origin = all.topLeft();
  if (all.width() <= 0 || all.height() <= 0 || size.isEmpty()) return view;
  const double most = mostScale();
  if (m_axes == Axes::Across) {
    view.scale = {std::min(size.width() / all.width(), most), size.height() / all.height()};
  } else {
    const double scale = std::min({size.width() / all.width(), size.height() / all.height(), most});
    view.scale = {scale, scale};
  }
  return clamped(view);
}

PictureView Picture::clamped(PictureView view) const {
  const QRectF all = scene();
  const auto inside = [](double origin, double from, double length, double visible, bool centred) {
    if (visible >= length) return centred ? from - (visible - length) / 2 : from;
    return std::clamp(origin, from, from + length - visible);
  };
  view.origin.setX(inside(view.origin.x(), all.left(), all.width(), view.size.width() / view.scale.x(), m_axes == Axes::Both));
  view.origin.setY(inside(view.origin.y(), all.top(), all.height(), view.size.height() / view.scale.y(), true));
  return view;
}

void Picture::setView(PictureView view) {
  view.size = size();
  if (m_axes == Axes::Across) view.scale.setY(fitted(view.size).scale.y());
  m_view = clamped(view);
  update();
  Q_EMIT viewChanged();
}

void Picture::fit() {
  m_fitted = true;
  setView(fitted(size()));
}

void Picture::sceneChanged() {
  if (m_selected >= itemCount()) m_selected = -1;
  if (m_fitted) {
    fit();
  } else {
    setView(m_view);
  }
}

void Picture::zoomBy(double factor, QPointF about) {
  const PictureView whole = fitted(size());
  const double least = whole.scale.x(), most = std::max(least, mostScale());
  const double scale = std::clamp(m_view.scale.x() * factor, least, most);
  const QPointF held = m_view.toScene(about);
  PictureView view = m_view;
  view.scale = {scale, m_axes == Axes::Across ? m_view.scale.y() : scale};
  view.origin = {held.x() - about.x() / view.scale.x(), held.y() - about.y() / view.scale.y()};
  m_fitted = scale <= least;
  setView(m_fitted ? whole : view);
}

void Picture::moveBy(QPointF pixels) {
  PictureView view = m_view;
  view.origin += QPointF(pixels.x() / view.scale.x(), pixels.y() / view.scale.y());
  setView(view);
}

void Picture::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  sceneChanged();
}

// ---- items

QRectF Picture::itemPlace(int) const { return {}; }
QString Picture::itemText(int) const { return {}; }

int Picture::itemAt(QPointF scene) const {
  for (int item = itemCount() - 1; item >= 0; --item) {
    if (itemPlace(item).contains(scene)) return item;
  }
  return -1;
}

int Picture::itemBeside(int item, int key) const {
  const QPointF from = itemPlace(item).center(), ahead = directionOf(key);
  int nearest = -1;
  double distance = 0;
  for (int other = 0; other < itemCount(); ++other) {
    const QPointF way = itemPlace(other).center() - from;
    const double along = QPointF::dotProduct(way, ahead);
    if (other == item || along <= 0) continue;
    // What lies straight ahead is nearer than what lies aside.
    const double aside = way.x() * way.x() + way.y() * way.y() - along * along;
    const double cost = along * along + 4 * aside;
    if (nearest >= 0 && cost >= distance) continue;
    nearest = other;
    distance = cost;
  }
  return nearest;
}

void Picture::select(int item) {
  if (item >= itemCount()) item = -1;
  if (item >= 0) showItem(item);
  if (item == m_selected) return;
  m_selected = item;
  update();
  announce();
  Q_EMIT selectionChanged(item);
}

void Picture::announce() {
  const QString text = m_selected < 0 ? QString() : itemText(m_selected);
  if (text == accessibleDescription()) return;
  setAccessibleDescription(text);
  QAccessibleEvent told(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&told);
}

void Picture::showItem(int item) {
  const QRectF place = m_view.toView(itemPlace(item)), shown(QPointF(0, 0), m_view.size);
  if (shown.contains(place)) return;
  QPointF by;
  if (place.left() < shown.left() || place.right() > shown.right()) by.setX(place.center().x() - shown.center().x());
  if (place.top() < shown.top() || place.bottom() > shown.bottom()) by.setY(place.center().y() - shown.center().y());
  if (!by.isNull()) moveBy(by);
}

bool Picture::selectBeside(int key) {
  if (itemCount() == 0) return false;
  const int next = m_selected < 0 ? firstItem() : itemBeside(m_selected, key);
  if (next < 0) return false;  // nothing lies there
  select(next);
  const QPoint at = m_view.toView(itemPlace(m_selected).center()).toPoint();
  QToolTip::showText(mapToGlobal(at), itemText(m_selected), this);
  return true;
}

// ---- input

void Picture::keyPressEvent(QKeyEvent* event) {
  const QPointF middle(m_view.size.width() / 2, m_view.size.height() / 2);
  const int key = event->key();
  if (isArrow(key) && event->modifiers().testFlag(Qt::ShiftModifier)) {
    moveBy(directionOf(key) * kKeyMove);
  } else if (isArrow(key)) {
    if (!selectBeside(key)) QWidget::keyPressEvent(event);
  } else if (key == Qt::Key_Plus || key == Qt::Key_Equal) {
    zoomBy(kKeyZoom, m_selected < 0 ? middle : m_view.toView(itemPlace(m_selected).center()));
  } else if (key == Qt::Key_Minus) {
    zoomBy(1 / kKeyZoom, m_selected < 0 ? middle : m_view.toView(itemPlace(m_selected).center()));
  } else if (key == Qt::Key_0) {
    fit();
  } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_selected >= 0) {
    Q_EMIT activated(m_selected);
  } else if (event->matches(QKeySequence::Copy)) {
    copy();
  } else {
    QWidget::keyPressEvent(event);
  }
}

void Picture::wheelEvent(QWheelEvent* event) {
  const QPoint turned = event->angleDelta();
  if (std::abs(turned.x()) > std::abs(turned.y())) {
    moveBy({-static_cast<double>(turned.x()), 0});
  } else if (m_wheelZooms || event->modifiers().testFlag(Qt::ControlModifier)) {
    zoomBy(std::pow(kWheelZoom, static_cast<double>(turned.y()) / kNotch), event->position());
  } else {
    event->ignore();  // the page scrolls
    return;
  }
  event->accept();
}

void Picture::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
  m_pressed = event->position();
  m_dragging = false;
}

void Picture::mouseMoveEvent(QMouseEvent* event) {
  if (!m_pressed) return;
  const QPointF way = *m_pressed - event->position();
  if (!m_dragging && way.manhattanLength() < QApplication::startDragDistance()) return;
  if (!m_dragging) setCursor(Qt::ClosedHandCursor);
  m_dragging = true;
  m_pressed = event->position();
  moveBy(way);
}

void Picture::mouseReleaseEvent(QMouseEvent* event) {
  if (m_pressed && !m_dragging && event->button() == Qt::LeftButton) select(itemAt(m_view.toScene(event->position())));
  m_pressed.reset();
  m_dragging = false;
  unsetCursor();
}

void Picture::mouseDoubleClickEvent(QMouseEvent* event) {
  const int item = itemAt(m_view.toScene(event->position()));
  if (event->button() == Qt::LeftButton && item >= 0) Q_EMIT activated(item);
}

bool Picture::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const int item = itemAt(m_view.toScene(QPointF(help->pos())));
    if (item < 0) {
      QToolTip::hideText();
    } else {
      QToolTip::showText(help->globalPos(), itemText(item), this);
    }
    return true;
  }
  if (event->type() == QEvent::NativeGesture) {
    const auto* gesture = static_cast<QNativeGestureEvent*>(event);
    if (gesture->gestureType() == Qt::ZoomNativeGesture) {
      zoomBy(1 + gesture->value(), gesture->position());
      return true;
    }
  }
  return QWidget::event(event);
}

void Picture::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  addActions(menu);
  menu.addAction(m_theme.icon(QStringLiteral("plus")), tr("Zoom in"), this,
                 [this] { zoomBy(kKeyZoom, {m_view.size.width() / 2, m_view.size.height() / 2}); });
  menu.addAction(m_theme.icon(QStringLiteral("minus")), tr("Zoom out"), this,
                 [this] { zoomBy(1 / kKeyZoom, {m_view.size.width() / 2, m_view.size.height() / 2}); });
  menu.addAction(tr("Show all"), this, &Picture::fit);
  menu.addSeparator();
  menu.addAction(m_theme.icon(QStringLiteral("copy")), tr("Copy picture"), this, &Picture::copy);
  menu.addAction(m_theme.icon(QStringLiteral("save")), tr("Save picture…"), this, &Picture::askAndSave);
  menu.exec(event->globalPos());
}

// ---- drawing

void Picture::drawFocus(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_theme.colour(Colour::Accent), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void Picture::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  draw(painter, m_view);
  if (hasFocus()) drawFocus(painter);
}

void Picture::copy() const {
  QImage image(size() * 2, QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(2);
  image.fill(m_theme.colour(Colour::Surface));
  QPainter painter(&image);
  draw(painter, m_view);
  painter.end();
  QGuiApplication::clipboard()->setImage(image);
}

void Picture::askAndSave() {
  const QString file =
      m_files.saveFile(this, tr("Save picture"), fileName() + QStringLiteral(".png"), tr("Pictures (*.png *.svg *.pdf)"));
  if (!file.isEmpty()) save(file);
}

void Picture::save(const QString& file) {
  QPicture drawn;
  QPainter painter(&drawn);
  draw(painter, m_view);
  painter.end();
  QThreadPool::globalInstance()->start(
      [self = QPointer<Picture>(this), drawn, size = size(), background = m_theme.colour(Colour::Surface), file] {
        const Status written = writePicture(drawn, size, background, file);
        QMetaObject::invokeMethod(
            qApp,
            [self, written, file] {
              if (!self) return;
              Q_EMIT self->messageRaised(written ? tr("Saved %1").arg(QFileInfo(file).fileName()) : errorText(written.error()),
                                         written ? StatusRole::Good : StatusRole::Danger);
              Q_EMIT self->saved(written.has_value());
            },
            Qt::QueuedConnection);
      });
}

}  // namespace mz
