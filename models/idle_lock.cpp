#include "models/idle_lock.h"

#include <algorithm>

namespace mz {

namespace {
constexpr int kCheckMilliseconds = 5000;
constexpr std::int64_t kMinute = 60'000;
}  // namespace

IdleLock::IdleLock(EngineClient& client, Operations& operations, Settings& settings, Clock clock, QObject* parent)
    : QObject(parent),
      m_client(client),
      m_operations(operations),
      m_settings(settings),
      m_clock(std::move(clock)),
      m_lastInput(m_clock()) {
  m_timer.setInterval(kCheckMilliseconds);
  connect(&m_timer, &QTimer::timeout, this, &IdleLock::check);
  connect(&m_client, &EngineClient::identitiesChanged, this, [this] {
    // Unlocking took a password, so somebody is here.
    if (unlocked() && !m_timer.isActive()) {
      m_lastInput = m_clock();
      m_timer.start();
    } else if (!unlocked()) {
      m_timer.stop();
    }
    check();
  });
  connect(&m_settings, &Settings::changed, this, [this](Setting setting) {
    if (setting == Setting::LockAfterMinutes) check();
  });
}

bool IdleLock::unlocked() const {
  return std::ranges::any_of(m_client.identities(), [](const IdentityInfo& identity) { return !identity.locked; });
}

std::optional<int> IdleLock::minutesLeft() const {
  const int allowed = m_settings.number(Setting::LockAfterMinutes);
  if (allowed == 0 || !unlocked()) return std::nullopt;
  const std::int64_t left = allowed * kMinute - (m_clock() - m_lastInput);
  return static_cast<int>(std::max<std::int64_t>(0, (left + kMinute - 1) / kMinute));
}

void IdleLock::noteInput() {
  m_lastInput = m_clock();
  if (m_timer.isActive() && m_shown != minutesLeft()) check();
}

void IdleLock::check() {
  if (!m_operations.running().empty()) m_lastInput = m_clock();
  const std::optional<int> left = minutesLeft();
  if (left == 0) {
    m_client.lock();
    m_timer.stop();
    m_shown.reset();
    Q_EMIT lockedAfterIdling(m_settings.number(Setting::LockAfterMinutes));
    Q_EMIT minutesLeftChanged();
    return;
  }
  if (left == m_shown) return;
  m_shown = left;
  Q_EMIT minutesLeftChanged();
}

}  // namespace mz
