#include "models/alarm_text.h"

#include <QtCore/QCoreApplication>

#include "models/format_text.h"

namespace mz {

namespace {
struct AlarmText {
  Q_DECLARE_TR_FUNCTIONS(mz::AlarmText)
};
}  // namespace

QString alarmTitle(const std::string& kind) {
  if (kind == "certificate_ends") return AlarmText::tr("Certificate ends soon");
  if (kind == "refusals") return AlarmText::tr("Many calls are refused");
  if (kind == "failed_unlocks") return AlarmText::tr("Wrong passwords were given");
  if (kind == "audit_failed") return AlarmText::tr("Verification found damage");
  if (kind == "clock_off") return AlarmText::tr("This computer's clock is wrong");
  if (kind == "disk_full") return AlarmText::tr("The disk is nearly full");
  if (kind == "divergence") return AlarmText::tr("Histories diverge");
  if (kind == "channel_stopped") return AlarmText::tr("A channel takes no blocks");
  return fromText(kind);
}

QString alarmSentence(const Alarm& alarm) {
  const QString subject = fromText(alarm.subject);
  const int value = static_cast<int>(alarm.value);
  if (alarm.kind == "certificate_ends") return AlarmText::tr("%1: %n day(s) left.", nullptr, value).arg(subject);
  if (alarm.kind == "refusals")
    return AlarmText::tr("Channel %1: %n call(s) refused within an hour.", nullptr, value).arg(subject);
  if (alarm.kind == "failed_unlocks") return AlarmText::tr("%n wrong password(s) within an hour.", nullptr, value);
  if (alarm.kind == "audit_failed") return AlarmText::tr("Channel %1: %n place(s) are damaged.", nullptr, value).arg(subject);
  if (alarm.kind == "clock_off") return AlarmText::tr("It is %n second(s) behind channel %1.", nullptr, value).arg(subject);
  if (alarm.kind == "disk_full") return AlarmText::tr("%n megabyte(s) are left for %1.", nullptr, value).arg(subject);
  if (alarm.kind == "divergence")
    return AlarmText::tr("Channel %1: another node signed a different history from block %2 on.")
        .arg(subject, numberText(static_cast<std::uint64_t>(alarm.value)));
  if (alarm.kind == "channel_stopped") return AlarmText::tr("Channel %1 can only be read.").arg(subject);
  return AlarmText::tr("%1: %2").arg(subject).arg(alarm.value);
}

QString alarmAdvice(const std::string& kind) {
  if (kind == "certificate_ends") return AlarmText::tr("Have it renewed by its organization's authority before that day.");
  if (kind == "refusals") return AlarmText::tr("Look at the refused calls: their reasons say who has to change what.");
  if (kind == "failed_unlocks") return AlarmText::tr("Ask who sat at this computer; change the password if nobody says so.");
  if (kind == "audit_failed")
    return AlarmText::tr("Keep the file as it is, and fetch the channel from another node or a backup.");
  if (kind == "clock_off") return AlarmText::tr("Set the clock, and let it be kept by a time server.");
  if (kind == "disk_full") return AlarmText::tr("Make room: a full disk stops the channels.");
  if (kind == "divergence")
    return AlarmText::tr(
        "Tell the administrators of all members. If the channel is stopped, rely on nothing since that block.");
  if (kind == "channel_stopped") return AlarmText::tr("Verify the channel to see why.");
  return {};
}

StatusRole alarmRole(const Alarm& alarm) {
  if (!alarm.lasts()) return StatusRole::Neutral;
  if (alarm.isAcknowledged()) return StatusRole::Pending;
  return alarm.urgent ? StatusRole::Danger : StatusRole::Attention;
}

QString alarmStateWord(const Alarm& alarm) {
  if (!alarm.lasts()) return AlarmText::tr("over");
  if (alarm.isAcknowledged()) return AlarmText::tr("acknowledged");
  return alarm.urgent ? AlarmText::tr("urgent") : AlarmText::tr("attention");
}

QString alarmLink(const std::string& kind) {
  if (kind == "refusals") return QStringLiteral("activity/refused");
  if (kind == "audit_failed" || kind == "divergence" || kind == "channel_stopped") return QStringLiteral("page/chain");
  if (kind == "certificate_ends") return QStringLiteral("certificates/ending");
  return {};
}

}  // namespace mz
