#include "models/alarm_notices.h"

#include <QtCore/QDateTime>
#include <algorithm>

#include "models/alarm_text.h"
#include "models/format_text.h"
#include "models/notifications.h"

namespace mz {

namespace {
constexpr std::size_t kMostOfOneKind = 3;  // more of them are told together
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
  std::map<std::string, std::vector<const Alarm*>> open;  // of each kind, newest first
  for (const Alarm& alarm : alarms) {
    if (alarm.lasts() && !alarm.isAcknowledged()) open[alarm.kind].push_back(&alarm);
  }
  std::map<QString, UnixSeconds> before = std::exchange(m_told, {});
  const auto tell = [&](const QString& id, UnixSeconds told, Notification notification) {
    m_told.emplace(id, told);
    const auto known = before.find(id);
    const bool old = known != before.end() && known->second >= told;
    before.erase(id);
    if (old) return;
    notification.id = id;
    notification.actionText = [] { return tr("Show the alarm"); };
    if (told.value != 0) notification.time = QDateTime::fromSecsSinceEpoch(told.value);
    m_notifications.post(std::move(notification));
  };
  for (const auto& [kind, ofKind] : open) {
    const auto title = [kind = kind] { return alarmTitle(kind); };
    if (ofKind.size() > kMostOfOneKind) {
      const auto count = static_cast<std::uint64_t>(ofKind.size());
      const Alarm& newest = **std::ranges::max_element(ofKind, {}, [](const Alarm* alarm) { return alarm->told; });
      tell(
          QStringLiteral("alarms.%1").arg(QString::fromStdString(kind)), newest.told,
          {{},
           alarmRole(newest),
           title,
           [count] { return tr("%1 alarms of this kind wait for somebody.", nullptr, pluralOf(count)).arg(numberText(count)); },
           {},
           QStringLiteral("activity/alarms")});
      continue;
    }
    // The newest comes last and so stands on top.
    for (auto it = ofKind.rbegin(); it != ofKind.rend(); ++it) {
      const Alarm& alarm = **it;
      tell(QStringLiteral("alarm.%1").arg(alarm.number), alarm.told,
           {{},
            alarmRole(alarm),
            title,
            [alarm] { return alarmSentence(alarm); },
            {},
            QStringLiteral("alarm/%1").arg(alarm.number)});
    }
  }
  for (const auto& [id, told] : before) m_notifications.withdraw(id);
}

}  // namespace mz
