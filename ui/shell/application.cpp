#include "ui/shell/application.h"

#include <QtCore/QDebug>
#include <QtCore/QMetaEnum>
#include <QtCore/QThread>
#include <algorithm>
#include <ctime>
#include <utility>

namespace mz {

namespace {

std::chrono::microseconds workOfThisThread() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::seconds(now.tv_sec) +
                                                               std::chrono::nanoseconds(now.tv_nsec));
}

}  // namespace

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
  const auto workBefore = workOfThisThread();
  const bool taken = QApplication::notify(receiver, event);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
  m_watchedLevel = outer;
  const bool waited = std::exchange(m_waited, true);
  if (waited) return taken;
  if (took > kLongEvent) {
    const auto work = workOfThisThread() - workBefore;
    LongEvents& tally = m_longEvents[{name, type}];
    ++tally.count;
    tally.working += work > kLongEvent ? 1 : 0;
    tally.longest = std::max(tally.longest, took);
    tally.longestWork = std::max(tally.longestWork, work);
  }
  if (m_limit.count() > 0 && took > m_limit)
    qWarning().noquote() << QStringLiteral("%1 ms on the window's thread: %2 for %3")
                                .arg(took.count() / 1000)
                                .arg(QString::fromLatin1(QMetaEnum::fromType<QEvent::Type>().valueToKey(type)),
                                     QString::fromLatin1(name));
  return taken;
}

}  // namespace mz
