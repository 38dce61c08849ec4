#include "ui/shell/grabber.h"

#include <QtGui/QPainter>
#include <QtGui/QPixmap>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>

#include "ui/shell/main_window.h"

namespace mz {

namespace {
constexpr int kTickMilliseconds = 40;
// The window has been still for so long: layouts and animations are done.
constexpr int kQuietTicks = 6;
}  // namespace

Grabber::Grabber(MainWindow& window, QDir pictures, QObject* parent)
    : QObject(parent), m_window(window), m_pictures(std::move(pictures)) {
  m_timer.setInterval(kTickMilliseconds);
  connect(&m_timer, &QTimer::timeout, this, &Grabber::next);
}

void Grabber::start(std::vector<GrabStep> steps) {
  m_pictures.mkpath(QStringLiteral("."));
  m_steps = std::move(steps);
  m_timer.start();
}

void Grabber::next() {
  if (m_at == m_steps.size()) {
    m_timer.stop();
    Q_EMIT finished(m_good);
    return;
  }
  if (!m_window.settled()) {
    m_quiet = 0;
    return;
  }
  const GrabStep& step = m_steps[m_at];
  if (!m_prepared) {
    step.prepare();
    m_prepared = true;
    m_quiet = 0;
    if (!step.atOnce) return;
    // What became visible is laid out; answers stay away.
    for (int i = 0; i < 2; ++i) QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
  } else if (++m_quiet < kQuietTicks) {
    return;
  }
  if (!step.picture.isEmpty()) take(step.picture);
  m_prepared = false;
  ++m_at;
}

void Grabber::take(const QString& name) {
  QPixmap picture = m_window.grab();
  QPainter painter(&picture);
  for (QWidget* other : QApplication::topLevelWidgets()) {
    if (!other->isVisible() || other == &m_window || other->isAncestorOf(&m_window)) continue;
    // Where there is no window manager, dialogs lie anywhere.
    const QPoint at = qobject_cast<QDialog*>(other) ? m_window.rect().center() - other->rect().center()
                                                    : other->mapToGlobal(QPoint()) - m_window.mapToGlobal(QPoint());
    painter.drawPixmap(at, other->grab());
    painter.setPen(m_window.palette().color(QPalette::Mid));
    painter.drawRect(QRect(at, other->size()).adjusted(-1, -1, 0, 0));
  }
  painter.end();
  m_good = picture.save(m_pictures.filePath(name)) && m_good;
}

}  // namespace mz
