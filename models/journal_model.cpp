#include "models/journal_model.h"

#include <algorithm>

#include "ledger/format/date.h"
#include "models/activity_filter.h"
#include "models/format_text.h"
#include "models/status_role.h"

namespace mz {

namespace {

constexpr std::size_t kEntriesPerPage = 1'000;
struct Deed {
  const char* what;  // as the journal names it
  const char* text;
};
constexpr Deed kDeeds[] = {{"unlock", QT_TRANSLATE_NOOP("mz::JournalModel", "Identities unlocked")},
                           {"lock", QT_TRANSLATE_NOOP("mz::JournalModel", "Identities locked")},
                           {"password", QT_TRANSLATE_NOOP("mz::JournalModel", "Password changed")},
                           {"submit", QT_TRANSLATE_NOOP("mz::JournalModel", "Call signed and sent")},
                           {"import", QT_TRANSLATE_NOOP("mz::JournalModel", "Payments imported")},
                           {"audit", QT_TRANSLATE_NOOP("mz::JournalModel", "Channel verified")},
                           {"rebuild", QT_TRANSLATE_NOOP("mz::JournalModel", "Figures rebuilt")},
                           {"receipt", QT_TRANSLATE_NOOP("mz::JournalModel", "Receipt saved")},
                           {"export", QT_TRANSLATE_NOOP("mz::JournalModel", "File saved")},
                           {"print", QT_TRANSLATE_NOOP("mz::JournalModel", "Printed")},
                           {"alarm", QT_TRANSLATE_NOOP("mz::JournalModel", "Alarm acknowledged")},
                           {"propose", QT_TRANSLATE_NOOP("mz::JournalModel", "Proposal signed")},
                           {"decide", QT_TRANSLATE_NOOP("mz::JournalModel", "Decision on a proposal signed")},
                           {"token_login", QT_TRANSLATE_NOOP("mz::JournalModel", "Logged in to a token")},
                           {"token_logout", QT_TRANSLATE_NOOP("mz::JournalModel", "Logged out of a token")},
                           {"token_generate", QT_TRANSLATE_NOOP("mz::JournalModel", "Key made on a token")},
                           {"token_move", QT_TRANSLATE_NOOP("mz::JournalModel", "Key moved to a token")},
                           {"token_bind", QT_TRANSLATE_NOOP("mz::JournalModel", "Identity of a token added")},
                           {"token_certificate", QT_TRANSLATE_NOOP("mz::JournalModel", "Certificate put on a token")},
                           {"token_remove", QT_TRANSLATE_NOOP("mz::JournalModel", "Key removed from a token")}};

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
  for (const Deed& deed : kDeeds) what.choices.push_back({QString::fromLatin1(deed.what), JournalModel::whatText(deed.what)});
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
  if (const auto deed = std::ranges::find(kDeeds, what, &Deed::what); deed != std::end(kDeeds)) return tr(deed->text);
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
