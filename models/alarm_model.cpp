#include "models/alarm_model.h"

#include <algorithm>

#include "ledger/format/date.h"
#include "models/alarm_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/status_role.h"

namespace mz {

namespace {
bool same(const AlarmRule& a, const AlarmRule& b) {
  return a.threshold == b.threshold && a.checkSeconds == b.checkSeconds && a.repeatSeconds == b.repeatSeconds &&
         a.enabled == b.enabled;
}
}  // namespace

AlarmModel::AlarmModel(EngineClient& client, QObject* parent) : TableModel(kColumns, parent), m_client(client) {
  connect(&m_client, &EngineClient::networkChanged, this, &AlarmModel::restart);
  connect(&m_client, &EngineClient::alarmsChanged, this, &AlarmModel::refresh);
  restart();
}

void AlarmModel::restart() {
  for (Request* request : {&m_request, &m_acknowledging, &m_setting, &m_checkRequest}) request->renew();
  m_answered = m_checking = false;
  m_rules.clear();
  reset([this] { m_alarms.clear(); });
  Q_EMIT stateChanged();
  refresh();
}

void AlarmModel::refresh() {
  if (!m_client.ready()) return;
  m_client.ask(
      m_request, [](Engine& e) { return std::pair(e.alarms(), e.alarmRules()); },
      [this](std::pair<std::vector<Alarm>, std::vector<AlarmRule>> answer) {
        m_answered = true;
        m_rules = std::move(answer.second);
        reset([&] { m_alarms = std::move(answer.first); });
        Q_EMIT stateChanged();
      });
}

int AlarmModel::rowOf(std::uint64_t number) const {
  const auto it = std::ranges::find(m_alarms, number, &Alarm::number);
  return it == m_alarms.end() ? -1 : static_cast<int>(it - m_alarms.begin());
}

std::size_t AlarmModel::waiting() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(m_alarms, [](const Alarm& alarm) { return alarm.lasts() && !alarm.isAcknowledged(); }));
}

void AlarmModel::acknowledge(std::uint64_t number, const QString& note, Done done) {
  m_client.ask(
      m_acknowledging,
      [number, who = whoActs(m_client), note = toText(note)](Engine& e) { return e.acknowledgeAlarm(number, who, note); },
      [this, done = std::move(done)](const Status& status) {
        refresh();
        done(status);
      });
}

void AlarmModel::setRules(const std::vector<AlarmRule>& rules, Done done) {
  std::vector<AlarmRule> changed;
  for (const AlarmRule& rule : rules) {
    const auto known = std::ranges::find(m_rules, rule.kind, &AlarmRule::kind);
    if (known != m_rules.end() && !same(*known, rule)) changed.push_back(rule);
  }
  m_client.ask(
      m_setting,
      [changed](Engine& e) -> Status {
        for (const AlarmRule& rule : changed) MZ_CHECK(e.setAlarmRule(rule));
        return {};
      },
      [this, done = std::move(done)](const Status& status) {
        refresh();
        done(status);
      });
}

void AlarmModel::checkNow(Done done) {
  m_checking = true;
  Q_EMIT stateChanged();
  m_client.ask(
      m_checkRequest, [](Engine& e) { return e.checkAlarms(); },
      [this, done = std::move(done)](const Status& status) {
        m_checking = false;
        refresh();
        done(status);
      });
}

QVariant AlarmModel::cell(int row, int column, int role) const {
  const Alarm& shown = alarm(row);
  const auto moment = [role](UnixSeconds time) -> QVariant {
    if (time.value == 0) return {};
    if (role == Qt::DisplayRole) return timeShortText(time);
    if (role == Qt::ToolTipRole) return timeExactText(time);
    return role == kPlainRole ? QVariant(fromText(formatTime(time))) : QVariant();
  };
  if (column == SinceColumn) return moment(shown.raised);
  if (column == EndedColumn) return moment(shown.ended);
  if (role == kStatusRole) return column == StateColumn ? QVariant(static_cast<int>(alarmRole(shown))) : QVariant();
  if (role == Qt::ToolTipRole && column == DetailsColumn) return alarmSentence(shown);
  if (role == Qt::ToolTipRole && column == TakenByColumn) return fromText(shown.note);
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    case StateColumn: return alarmStateWord(shown);
    case WhatColumn: return alarmTitle(shown.kind);
    case DetailsColumn: return alarmSentence(shown);
    case TakenByColumn:
      if (!shown.isAcknowledged()) return {};
      return shown.note.empty()             ? fromText(shown.acknowledgedBy)
             : shown.acknowledgedBy.empty() ? fromText(shown.note)
                                            : tr("%1: %2").arg(fromText(shown.acknowledgedBy), fromText(shown.note));
    default: return {};
  }
}

QString AlarmModel::heading(int column) const {
  switch (column) {
    case StateColumn: return tr("State");
    case WhatColumn: return tr("Alarm");
    case DetailsColumn: return tr("What was measured");
    case SinceColumn: return tr("Since");
    case EndedColumn: return tr("Until");
    case TakenByColumn: return tr("Acknowledged by");
    default: return {};
  }
}

}  // namespace mz
