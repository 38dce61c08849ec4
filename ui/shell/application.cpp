#include "ui/shell/application.h"

#include <QtCore/QDebug>
#include <QtCore/QMetaEnum>
#include <QtCore/QThread>
#include <utility>

namespace mz {

Application::Application(int& argc, char** argv) : QApplication(argc, argv) {
#ifndef NDEBUG
  m_limit = kLongEvent;
#endif
}

bool Application::notify(QObject* receiver, QEvent* event) {
  if (QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
  const int level = thread()->loopLevel();
  if (level <= m_watchedLevel) return QApplication::notify(receiver, event);  // part of the event that is watched

  // The handler may delete both.
  const QByteArray name = receiver->metaObject()->className();
  const QEvent::Type type = event->type();
  const int outer = std::exchange(m_watchedLevel, level);
  m_waited = false;
  const auto begun = std::chrono::steady_clock::now();
  const bool taken = QApplication::notify(receiver, event);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  m_watchedLevel = outer;
  const bool waited = std::exchange(m_waited, true);
  if (waited) return taken;
  if (took > kLongEvent) ++m_longEvents;
  if (took > m_longest.time) m_longest = {took, name, type};
  if (m_limit.count() > 0 && took > m_limit)
    qWarning().noquote() << QStringLiteral("%1 ms on the window's thread: %2 for %3")
                                .arg(took.count() / 1000)
                                .arg(QString::fromLatin1(QMetaEnum::fromType<QEvent::Type>().valueToKey(type)),
                                     QString::fromLatin1(name));
  return taken;
}

}  // namespace mz
