// The application, which also keeps watch over the window's thread: nothing may hold it up for long. The longest time that one
// event took is remembered, and, where a limit is set, whatever takes longer is reported in the log with what it was for.
// Window's thread; events of other threads pass unwatched.
#pragma once

#include <QtWidgets/QApplication>
#include <chrono>
#include <map>

namespace mz {

class Application : public QApplication {
  Q_OBJECT

 public:
  // What is still not felt as a pause between two frames.
  static constexpr std::chrono::milliseconds kLongEvent{8};

  Application(int& argc, char** argv);

  // Zero: nothing is reported. At first kLongEvent in debug builds, else zero.
  void reportEventsAbove(std::chrono::milliseconds limit) { m_limit = limit; }
  // Events that took more than kLongEvent, by what they were for. Where other programs work too, the time that the thread
  // itself worked says more than the time that went by.
  using EventKind = std::pair<QByteArray, int>;  // class of the receiver, QEvent::Type
  struct LongEvents {
    std::uint64_t count = 0;    // by the time that went by
    std::uint64_t working = 0;  // of them those in which the thread itself worked that long
    std::chrono::microseconds longest{0}, longestWork{0};
  };
  const std::map<EventKind, LongEvents>& longEvents() const { return m_longEvents; }
  void forgetEvents() { m_longEvents.clear(); }

  bool notify(QObject* receiver, QEvent* event) override;

 private:
  std::chrono::milliseconds m_limit{0};
  std::map<EventKind, LongEvents> m_longEvents;
  int m_watchedLevel = -1;  // of the event loop whose event is being watched; events that its handler sends are part of it
  bool m_waited = false;    // the handler ran an event loop of its own, as a menu does: its time says nothing
};

}  // namespace mz
