// Tells of alarms among the notifications: each that lasts and that nobody has acknowledged, again when the engine tells it
// again; what is over or taken care of is withdrawn. Window's thread.
#pragma once

#include <map>

#include "models/engine_client.h"

namespace mz {

class Notifications;

class AlarmNotices : public QObject {
  Q_OBJECT

 public:
  AlarmNotices(EngineClient& client, Notifications& notifications, QObject* parent = nullptr);

 private:
  void restart();
  void ask();
  void take(const std::vector<Alarm>& alarms);

  EngineClient& m_client;
  Notifications& m_notifications;
  Request m_request;
  std::map<QString, UnixSeconds> m_told;  // by the notification's id
};

}  // namespace mz
