#include "models/alarm_notices.h"

#include <QtCore/QDateTime>

#include "models/alarm_text.h"
#include "models/notifications.h"

namespace mz {

namespace {
QString idOf(std::uint64_t number) { return QStringLiteral("alarm.%1").arg(number); }
}  // namespace

AlarmNotices::AlarmNotices(EngineClient& client, Notifications& notifications, QObject* parent)
    : QObject(parent), m_client(client), m_notifications(notifications) {
  connect(&m_client, &EngineClient::networkChanged, this, &AlarmNotices::restart);
  connect(&m_client, &EngineClient::alarmsChanged, this, &AlarmNotices::ask);
}

void AlarmNotices::restart() {
  m_request.renew();
  take({});
  ask();
}

void AlarmNotices::ask() {
  if (!m_client.ready()) return;
  m_client.ask(m_request, [](Engine& e) { return e.alarms(); }, [this](const std::vector<Alarm>& alarms) { take(alarms); });
}

void AlarmNotices::take(const std::vector<Alarm>& alarms) {
  std::map<std::uint64_t, UnixSeconds> before = std::exchange(m_told, {});
  // The newest comes last and so stands on top.
  for (auto it = alarms.rbegin(); it != alarms.rend(); ++it) {
    const Alarm& alarm = *it;
    if (!alarm.lasts() || alarm.isAcknowledged()) continue;
    m_told.emplace(alarm.number, alarm.told);
    const auto known = before.find(alarm.number);
    const bool told = known != before.end() && known->second >= alarm.told;
    before.erase(alarm.number);
    if (told) continue;
    m_notifications.post({idOf(alarm.number), alarmRole(alarm), [kind = alarm.kind] { return alarmTitle(kind); },
                          [alarm] { return alarmSentence(alarm); }, [] { return tr("Show the alarm"); },
                          QStringLiteral("alarm/%1").arg(alarm.number),
                          alarm.told.value == 0 ? QDateTime() : QDateTime::fromSecsSinceEpoch(alarm.told.value)});
  }
  for (const auto& [number, told] : before) m_notifications.withdraw(idOf(number));
}

}  // namespace mz
