#include "models/overview_text.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

#include "models/alarm_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

struct OverviewText {
  Q_DECLARE_TR_FUNCTIONS(mz::OverviewText)
};

constexpr std::size_t kMostAlarms = 6;  // the list is one step away

int gravity(StatusRole role) { return role == StatusRole::Danger ? 0 : role == StatusRole::Attention ? 1 : 2; }

}  // namespace

QString agoText(UnixSeconds time, UnixSeconds now) {
  const std::int64_t seconds = std::max<std::int64_t>(0, now.value - time.value);
  const auto count = [](std::int64_t value) { return static_cast<int>(value); };
  if (seconds < 60) return OverviewText::tr("%n second(s) ago", nullptr, count(seconds));
  if (seconds < 3600) return OverviewText::tr("%n minute(s) ago", nullptr, count(seconds / 60));
  if (seconds < 86'400) return OverviewText::tr("%n hour(s) ago", nullptr, count(seconds / 3600));
  return OverviewText::tr("%n day(s) ago", nullptr, count(seconds / 86'400));
}

std::vector<BelieveReason> believeReasons(const OverviewFigures& figures, const NetworkInfo& network, UnixSeconds now) {
  const ChannelStatus& status = figures.status;
  std::vector<BelieveReason> out;

  const QString height = numberText(status.height.value);
  out.push_back(
      {OverviewText::tr("Sharing"),
       network.demonstration
           ? OverviewText::tr("One copy, up to block %1: in this demonstration every member's keys lie on this computer.")
                 .arg(height)
           : OverviewText::tr("This computer has everything up to block %1. What other members hold is not known here "
                              "before their nodes are connected.")
                 .arg(height),
       StatusRole::Neutral});

  const bool final = status.threshold > 0 && status.cosigned >= status.threshold;
  const std::uint32_t liars = toleratedLiars(status.threshold, status.cosigners);
  out.push_back(
      {OverviewText::tr("Trust"),
       OverviewText::tr("The newest block is cosigned by %1 of %2 (needed: %3). %n of them may lie without being able "
                        "to contradict it.",
                        nullptr, static_cast<int>(liars))
           .arg(status.cosigned)
           .arg(status.cosigners)
           .arg(status.threshold),
       status.divergence ? StatusRole::Danger
       : final           ? StatusRole::Good
                         : StatusRole::Pending});

  BelieveReason security{OverviewText::tr("Security"), OverviewText::tr("Not verified on this computer yet."),
                         StatusRole::Attention};
  if (figures.audit) {
    const QString ago = agoText(figures.audit->ended, now), until = numberText(figures.audit->height.value);
    if (figures.audit->damages.empty()) {
      security.sentence = OverviewText::tr("Verified %1, up to block %2: no damage.").arg(ago, until);
      security.role = StatusRole::Good;
    } else {
      security.sentence = OverviewText::tr("Verified %1, up to block %2: %n place(s) are damaged.", nullptr,
                                           static_cast<int>(figures.audit->damages.size()))
                              .arg(ago, until);
      security.role = StatusRole::Danger;
    }
  }
  out.push_back(security);

  out.push_back({OverviewText::tr("Contracts"),
                 OverviewText::tr("%n call(s) were decided today by the contracts' rules alone, %1 of them refused.", nullptr,
                                  static_cast<int>(figures.today.transactions))
                     .arg(numberText(figures.today.refused)),
                 StatusRole::Good});
  return out;
}

std::vector<AttentionRow> attentionRows(const OverviewFigures& figures, const IdentityInfo* identity) {
  std::vector<AttentionRow> out;
  std::vector<Alarm> alarms = figures.alarms;
  std::erase_if(alarms, [](const Alarm& alarm) { return alarm.isAcknowledged(); });
  std::ranges::stable_sort(alarms, {}, [](const Alarm& alarm) { return gravity(alarmRole(alarm)); });
  const std::size_t listed = alarms.size() > kMostAlarms ? kMostAlarms - 1 : alarms.size();
  for (std::size_t i = 0; i < listed; ++i) {
    out.push_back({alarmTitle(alarms[i].kind), alarmSentence(alarms[i]), alarmRole(alarms[i]),
                   QStringLiteral("alarm/%1").arg(alarms[i].number)});
  }
  if (listed < alarms.size()) {
    const std::uint64_t others = alarms.size() - listed;
    out.push_back({OverviewText::tr("Further alarms"),
                   OverviewText::tr("%1 others wait for somebody.", nullptr, pluralOf(others)).arg(numberText(others)),
                   alarmRole(alarms[listed]), QStringLiteral("activity/alarms")});
  }
  if (identity && identity->locked) {
    out.push_back({OverviewText::tr("The identities are locked"),
                   OverviewText::tr("Nothing can be signed, and no blocks are made, until somebody unlocks them."),
                   StatusRole::Pending, QStringLiteral("identity.unlock")});
  }
  if (figures.today.refused > 0) {
    out.push_back(
        {OverviewText::tr("Refused today"),
         OverviewText::tr("%n call(s) were refused by rules or contracts.", nullptr, static_cast<int>(figures.today.refused)),
         StatusRole::Attention, QStringLiteral("activity/refused")});
  }
  std::ranges::stable_sort(out, {}, [](const AttentionRow& row) { return gravity(row.role); });
  return out;
}

}  // namespace mz
