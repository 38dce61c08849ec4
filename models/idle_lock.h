// Locks the identities when nobody has touched the program for as long as the settings say, but not while work runs that they
// may have been unlocked for. Window's thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <optional>

#include "models/engine_client.h"
#include "models/operations.h"
#include "models/settings.h"

namespace mz {

class IdleLock : public QObject {
  Q_OBJECT

 public:
  using Clock = std::function<std::int64_t()>;  // milliseconds, never back

  IdleLock(EngineClient& client, Operations& operations, Settings& settings, Clock clock, QObject* parent = nullptr);

  void noteInput();                        // a key, the mouse
  void check();                            // also called by a timer
  std::optional<int> minutesLeft() const;  // begun ones; null: locked, or never locks

 Q_SIGNALS:
  void minutesLeftChanged();
  void lockedAfterIdling(int minutes);

 private:
  bool unlocked() const;

  EngineClient& m_client;
  Operations& m_operations;
  Settings& m_settings;
  Clock m_clock;
  std::int64_t m_lastInput;
  std::optional<int> m_shown;
  QTimer m_timer;
};

}  // namespace mz
