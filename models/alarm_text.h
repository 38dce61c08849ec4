// Alarms as sentences: what is the matter, and what to do about it. Window's thread.
#pragma once

#include <QtCore/QString>

#include "ledger/alarm.h"
#include "models/status_role.h"

namespace mz {

QString alarmTitle(const std::string& kind);   // "Certificate ends soon"
QString alarmSentence(const Alarm& alarm);     // with its figures
QString alarmAdvice(const std::string& kind);  // the next step
StatusRole alarmRole(const Alarm& alarm);
QString alarmStateWord(const Alarm& alarm);  // "urgent", "lasts", "acknowledged", "over"
QString alarmLink(const std::string& kind);  // where there is more of it; empty: nowhere

}  // namespace mz
