// The application, which also keeps watch over the window's thread: nothing may hold it up for long. The longest time that one
// event took is remembered, and, where a limit is set, whatever takes longer is reported in the log with what it was for.
// Window's thread; events of other threads pass unwatched.
#pragma once

#include <QtWidgets/QApplication>
#include <chrono>

namespace mz {

class Application : public QApplication {
  Q_OBJECT

 public:
  // What is still not felt as a pause between two frames.
  static constexpr std::chrono::milliseconds kLongEvent{8};

  Application(int& argc, char** argv);

  // Zero: nothing is reported. At first kLongEvent in debug builds, else zero.
  void reportEventsAbove(std::chrono::milliseconds limit) { m_limit = limit; }
  struct LongestEvent {
    std::chrono::microseconds time{0};
    QByteArray receiver;  // class name
    int type = 0;         // QEvent::Type
  };
  const LongestEvent& longestEvent() const { return m_longest; }
  std::uint64_t longEvents() const { return m_longEvents; }  // that took more than kLongEvent
  void forgetEvents() { m_longest = {}, m_longEvents = 0; }

  bool notify(QObject* receiver, QEvent* event) override;

 private:
  std::chrono::milliseconds m_limit{0};
  LongestEvent m_longest;
  std::uint64_t m_longEvents = 0;
  int m_watchedLevel = -1;  // of the event loop whose event is being watched; events that its handler sends are part of it
  bool m_waited = false;    // the handler ran an event loop of its own, as a menu does: its time says nothing
};

}  // namespace mz
