#include "models/journal_model.h"

#include <algorithm>

#include "ledger/format/date.h"
#include "models/activity_filter.h"
#include "models/format_text.h"
#include "models/status_role.h"

namespace mz {

namespace {

constexpr std::size_t kEntriesPerPage = 1'000;
constexpr const char* kDeeds[] = {"unlock",  "lock",    "submit", "import", "audit",
                                  "rebuild", "receipt", "export", "print",  "alarm"};

bool isDone(const JournalEntry& entry) { return entry.result == "done" || entry.result == "executed"; }

// Those above `known`, newest first; the journal keeps two files of bounded size.
std::vector<JournalEntry> readAbove(const Engine& engine, std::uint64_t known) {
  std::vector<JournalEntry> out;
  for (;;) {
    std::vector<JournalEntry> page = engine.journal(out.empty() ? 0 : out.back().number, kEntriesPerPage);
    const auto old = std::ranges::find_if(page, [known](const JournalEntry& entry) { return entry.number <= known; });
    const bool last = old != page.end() || page.size() < kEntriesPerPage;
    std::move(page.begin(), old, std::back_inserter(out));
    if (last) return out;
  }
}

}  // namespace

std::vector<TableFilter::Field> JournalFilterModel::fields() const {
  Field what{QString::fromLatin1(kWhat), Field::Kind::Choice, tr("What"), {{{}, tr("Everything")}}};
  for (const char* deed : kDeeds) what.choices.push_back({QString::fromLatin1(deed), JournalModel::whatText(deed)});
  return {what,
          {QString::fromLatin1(kResult),
           Field::Kind::Choice,
           tr("Result"),
           {{{}, tr("Done and not done")}, {QStringLiteral("done"), tr("Done")}, {QStringLiteral("failed"), tr("Not done")}}},
          {QString::fromLatin1(kText), Field::Kind::Text, tr("About or by"), {}}};
}

bool JournalFilterModel::letsThrough(const JournalEntry& entry) const {
  const QString what = value(QString::fromLatin1(kWhat)), result = value(QString::fromLatin1(kResult)),
                text = value(QString::fromLatin1(kText));
  if (!what.isEmpty() && toText(what) != entry.what) return false;
  if (!result.isEmpty() && (result == QLatin1StringView("done")) != isDone(entry)) return false;
  return text.isEmpty() || fromText(entry.subject).contains(text, Qt::CaseInsensitive) ||
         fromText(entry.who).contains(text, Qt::CaseInsensitive);
}

JournalModel::JournalModel(EngineClient& client, JournalFilterModel& filter, QObject* parent)
    : TableModel(kColumns, parent), m_client(client), m_filter(filter) {
  connect(&m_client, &EngineClient::networkChanged, this, &JournalModel::restart);
  connect(&m_filter, &TableFilter::valuesChanged, this, &JournalModel::applyFilter);
}

void JournalModel::restart() {
  m_request.renew();
  m_answered = false;
  reset([this] {
    m_entries.clear();
    m_shown.clear();
  });
  Q_EMIT stateChanged();
}

void JournalModel::refresh() {
  if (!m_client.ready()) return;
  m_client.ask(
      m_request, [known = m_entries.empty() ? 0 : m_entries.front().number](Engine& e) { return readAbove(e, known); },
      [this](std::vector<JournalEntry> newer) {
        m_answered = true;
        if (!newer.empty()) {
          std::move(m_entries.begin(), m_entries.end(), std::back_inserter(newer));
          m_entries = std::move(newer);
          applyFilter();
        }
        Q_EMIT stateChanged();
      });
}

void JournalModel::applyFilter() {
  reset([this] {
    m_shown.clear();
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
      if (m_filter.letsThrough(m_entries[i])) m_shown.push_back(i);
    }
  });
  Q_EMIT stateChanged();
}

QString JournalModel::whatText(const std::string& what) {
  if (what == "unlock") return tr("Identities unlocked");
  if (what == "lock") return tr("Identities locked");
  if (what == "submit") return tr("Call signed and sent");
  if (what == "import") return tr("Payments imported");
  if (what == "audit") return tr("Channel verified");
  if (what == "rebuild") return tr("Figures rebuilt");
  if (what == "receipt") return tr("Receipt saved");
  if (what == "export") return tr("File saved");
  if (what == "print") return tr("Printed");
  if (what == "alarm") return tr("Alarm acknowledged");
  return fromText(what);
}

QString JournalModel::resultWord(const JournalEntry& entry) {
  if (isDone(entry)) return tr("done");
  if (entry.result == "cancelled") return tr("cancelled");
  if (entry.result == "damaged") return tr("damage found");
  if (entry.result == "wrong_password") return tr("wrong password");
  return tr("not done: %1").arg(fromText(entry.result));
}

QVariant JournalModel::cell(int number, int column, int role) const {
  const JournalEntry& shown = entry(number);
  if (role == kStatusRole && column == ResultColumn) {
    return static_cast<int>(isDone(shown)                 ? StatusRole::Good
                            : shown.result == "cancelled" ? StatusRole::Neutral
                                                          : StatusRole::Danger);
  }
  if (role == kPlainRole && column == TimeColumn) return fromText(formatTime(shown.time));
  if (role == Qt::ToolTipRole && column == TimeColumn) return timeExactText(shown.time);
  if (role == Qt::ToolTipRole && column == ResultColumn) return fromText(shown.result);
  if (role != Qt::DisplayRole) return {};
  switch (column) {
    case TimeColumn: return timeShortText(shown.time);
    case WhatColumn: return whatText(shown.what);
    case SubjectColumn: return fromText(shown.subject);
    case ChannelColumn: return shown.channel.empty() ? QString() : channelTitle(m_client, shown.channel);
    case WhoColumn: return fromText(shown.who);
    case ResultColumn: return resultWord(shown);
    case DeviceColumn: return fromText(shown.device);
    default: return {};
  }
}

QString JournalModel::heading(int column) const {
  switch (column) {
    case TimeColumn: return tr("Time");
    case WhatColumn: return tr("What");
    case SubjectColumn: return tr("About");
    case ChannelColumn: return tr("Channel");
    case WhoColumn: return tr("Who");
    case ResultColumn: return tr("Result");
    case DeviceColumn: return tr("Computer");
    default: return {};
  }
}

}  // namespace mz
