#include "models/activity_filter.h"

#include <QtCore/QDateTime>
#include <algorithm>
#include <set>

#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::size_t kMostCalls = 500;

QString key(const char* name) { return QString::fromLatin1(name); }

UnixSeconds begins(QDate day) { return UnixSeconds(day.startOfDay().toSecsSinceEpoch()); }
UnixSeconds ends(QDate day) { return UnixSeconds(day.addDays(1).startOfDay().toSecsSinceEpoch() - 1); }

}  // namespace

ActivityFilterModel::ActivityFilterModel(EngineClient& client, QObject* parent) : TableFilter(parent), m_client(client) {
  connect(&m_client, &EngineClient::networkChanged, this, [this] {
    m_calls.clear();
    clear();  // names of one network mean nothing in another
    Q_EMIT fieldsChanged();
  });
}

std::vector<TableFilter::Field> ActivityFilterModel::fields() const {
  using Kind = Field::Kind;
  Field channel{key(kChannel), Kind::Choice, tr("Channel"), {{{}, tr("All channels")}}};
  Field org{key(kOrg), Kind::Choice, tr("Organization"), {{{}, tr("All organizations")}}};
  Field call{key(kCall), Kind::Choice, tr("Call"), {{{}, tr("All calls")}}};
  std::map<std::string, Title> orgs;
  std::set<std::string> contracts;
  for (const ChannelInfo& info : m_client.channels()) {
    channel.choices.push_back({fromText(info.name), titleText(info.title, info.name)});
    for (const OrgInfo& member : info.members) orgs.emplace(member.id, member.title);
    contracts.insert(info.contracts.begin(), info.contracts.end());
  }
  for (const auto& [seen, title] : m_calls) contracts.insert(seen.first);
  for (const auto& [id, title] : orgs) org.choices.push_back({fromText(id), titleText(title, id)});
  for (const std::string& contract : contracts) {
    call.choices.push_back({fromText(contract), tr("All of %1").arg(fromText(contract))});
    for (const auto& [seen, title] : m_calls) {
      if (seen.first != contract) continue;
      call.choices.push_back({fromText(seen.first + "/" + seen.second), titleText(title, seen.second)});
    }
  }
  std::vector<Field> all{channel,
                         org,
                         {key(kSigner), Kind::Text, tr("Signer"), {}},
                         call,
                         {key(kResult),
                          Kind::Choice,
                          tr("Result"),
                          {{{}, tr("Executed and refused")},
                           {QStringLiteral("executed"), tr("Executed")},
                           {QStringLiteral("refused"), tr("Refused")}}},
                         {key(kPeriod),
                          Kind::Choice,
                          tr("Period"),
                          {{{}, tr("Any time")},
                           {QStringLiteral("today"), tr("Today")},
                           {QStringLiteral("week"), tr("Last 7 days")},
                           {QStringLiteral("month"), tr("Last 30 days")},
                           {QStringLiteral("year"), tr("This year")},
                           {QStringLiteral("days"), tr("From day to day")}}}};
  if (value(key(kPeriod)) == QLatin1StringView("days")) {
    all.push_back({key(kFrom), Kind::Day, tr("From"), {}});
    all.push_back({key(kUntil), Kind::Day, tr("Until"), {}});
  }
  return all;
}

ActivityFilter ActivityFilterModel::filter(QDate today) const {
  ActivityFilter out;
  if (const QString channel = value(key(kChannel)); !channel.isEmpty()) out.channels = {toText(channel)};
  out.org = toText(value(key(kOrg)));
  out.signer = toText(value(key(kSigner)));
  const QString call = value(key(kCall));
  out.contract = toText(call.section(QLatin1Char('/'), 0, 0));
  out.function = toText(call.section(QLatin1Char('/'), 1));
  if (const QString result = value(key(kResult)); !result.isEmpty()) out.refused = result == QLatin1StringView("refused");
  const QString period = value(key(kPeriod));
  if (period == QLatin1StringView("today")) out.from = begins(today);
  if (period == QLatin1StringView("week")) out.from = begins(today.addDays(-6));
  if (period == QLatin1StringView("month")) out.from = begins(today.addDays(-29));
  if (period == QLatin1StringView("year")) out.from = begins(QDate(today.year(), 1, 1));
  if (period == QLatin1StringView("days")) {
    const QDate from = QDate::fromString(value(key(kFrom)), Qt::ISODate);
    const QDate until = QDate::fromString(value(key(kUntil)), Qt::ISODate);
    if (from.isValid()) out.from = begins(from);
    if (until.isValid()) out.until = ends(until);
  }
  return out;
}

void ActivityFilterModel::learn(const std::vector<ActivityRow>& rows) {
  bool learned = false;
  for (const ActivityRow& row : rows) {
    const TransactionSummary& seen = row.transaction;
    if (seen.contract.empty() || seen.function.empty() || m_calls.size() >= kMostCalls) continue;
    learned |= m_calls.emplace(std::pair(seen.contract, seen.function), seen.functionTitle).second;
  }
  if (learned) Q_EMIT fieldsChanged();
}

void ActivityFilterModel::showRefusedToday() {
  setJson({{key(kResult), QStringLiteral("refused")}, {key(kPeriod), QStringLiteral("today")}});
}

QString ActivityFilterModel::callOf(const TransactionSummary& transaction) {
  return fromText(transaction.contract + "/" + transaction.function);
}

QString orgTitle(const EngineClient& client, const std::string& channel, const std::string& org) {
  const OrgInfo* found = nullptr;
  for (const ChannelInfo& info : client.channels()) {
    const auto it = std::ranges::find(info.members, org, &OrgInfo::id);
    if (it != info.members.end() && (!found || info.name == channel)) found = &*it;
  }
  return found ? titleText(found->title, found->id) : fromText(org);
}

QString channelTitle(const EngineClient& client, const std::string& channel) {
  const auto it = std::ranges::find(client.channels(), channel, &ChannelInfo::name);
  return it == client.channels().end() ? fromText(channel) : titleText(it->title, it->name);
}

}  // namespace mz
