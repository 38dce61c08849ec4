// What everybody did on the ledger, what was done in this program, and what needs attention.
#include <algorithm>
#include <numeric>

#include "ledger/local_engine.h"

namespace mz {

namespace {
constexpr std::size_t kMostRows = 1'000;
}

Status LocalEngine::attend() {
  MZ_TRY(Journal journal, Journal::open(m_directory));
  m_journal = std::make_unique<Journal>(std::move(journal));
  m_alarms = std::make_unique<AlarmWatch>(*this, *m_journal, m_directory / "alarms.json");
  m_alarms->start();
  return {};
}

void LocalEngine::record(JournalEntry entry, const Error* error) const {
  if (!m_journal) return;
  if (error)
    entry.result = errorName(error->code);
  else if (entry.result.empty())
    entry.result = "done";
  // What was done is done, also where the disk is full or read-only.
  (void)m_journal->append(std::move(entry), m_clock.now());
}

std::vector<JournalEntry> LocalEngine::journal(std::uint64_t below, std::size_t count) const {
  return m_journal ? m_journal->newest(below, count) : std::vector<JournalEntry>();
}

Status LocalEngine::note(const JournalEntry& entry) { return m_journal ? m_journal->append(entry, m_clock.now()) : Status(); }

std::vector<Alarm> LocalEngine::alarms() const { return m_alarms ? m_alarms->alarms() : std::vector<Alarm>(); }

std::vector<AlarmRule> LocalEngine::alarmRules() const { return m_alarms ? m_alarms->rules() : std::vector<AlarmRule>(); }

Status LocalEngine::acknowledgeAlarm(std::uint64_t number, const std::string& who, const std::string& note) {
  const Status done = m_alarms ? m_alarms->acknowledge(number, who, note)
                               : fail(ErrorCode::NotFound, "there is no alarm number " + std::to_string(number));
  record({.what = "alarm", .who = who, .subject = std::to_string(number)}, done ? nullptr : &done.error());
  return done;
}

Status LocalEngine::setAlarmRule(const AlarmRule& rule) {
  return m_alarms ? m_alarms->setRule(rule) : fail(ErrorCode::InvalidArgument, "no alarms are watched");
}

Status LocalEngine::checkAlarms() { return m_alarms ? m_alarms->checkAll() : Status(); }

Handle LocalEngine::onAlarm(std::function<void()> callback) {
  return m_alarms ? m_alarms->onAlarm(std::move(callback)) : Handle();
}

std::vector<std::pair<std::string, UnixSeconds>> LocalEngine::certificateEnds() const {
  std::vector<std::pair<std::string, UnixSeconds>> out;
  {
    const std::shared_lock lock(m_keystoreMutex);
    for (const Identity& identity : m_keystore.identities())
      if (!identity.certificate.empty()) out.emplace_back(identity.label, identity.certificate.notAfter());
  }
  // The trust anchors of the others: when one ends, its org's new certificates are worth nothing.
  for (const auto& [name, host] : m_hosts) {
    if (host->openError()) continue;
    for (const auto& [org, member] : host->replica().view().configuration->members()) {
      UnixSeconds last;
      for (const Certificate& authority : member.authorities) last = std::max(last, authority.notAfter());
      const std::string label = org + "/ca";
      if (last.value != 0 && std::ranges::find(out, label, &std::pair<std::string, UnixSeconds>::first) == out.end())
        out.emplace_back(label, last);
    }
  }
  return out;
}

Result<ActivityPage> LocalEngine::activity(const ActivityFilter& filter, const ActivityCursor& from, std::size_t count) const {
  struct Source {
    std::string channel;
    TransactionNumber below;
    ActivityScan scan;
    std::size_t given = 0;
  };
  count = std::min(count, kMostRows);
  std::vector<Source> sources;
  for (const NetworkFile::Channel& channel : m_file.channels) {
    if (!filter.channels.empty() && std::ranges::find(filter.channels, channel.name) == filter.channels.end()) continue;
    const auto host = m_hosts.find(channel.name)->second.get();
    if (host->openError()) continue;  // its status says why
    Source source{channel.name, TransactionNumber(host->replica().view().transactions), {}, 0};
    const auto begun = std::ranges::find(from, channel.name, &ActivityCursor::value_type::first);
    if (begun != from.end()) source.below = std::min(source.below, begun->second);
    MZ_TRY(source.scan, host->queries().activity(filter, source.below, count));
    sources.push_back(std::move(source));
  }
  ActivityPage page;
  // Behind what the slowest channel has reached, the others would be ahead of it.
  for (const Source& source : sources)
    if (!source.scan.complete) page.reached = std::max(page.reached, source.scan.reached);
  for (;;) {
    Source* newest = nullptr;
    for (Source& source : sources) {
      if (source.given == source.scan.rows.size()) continue;
      if (!newest || source.scan.rows[source.given].time > newest->scan.rows[newest->given].time) newest = &source;
    }
    if (!newest || page.rows.size() == count) break;
    TransactionSummary& row = newest->scan.rows[newest->given];
    if (row.time < page.reached) break;
    newest->below = row.number;
    page.rows.push_back({newest->channel, std::move(row)});
    ++newest->given;
  }
  page.complete = true;
  for (Source& source : sources) {
    const bool all = source.given == source.scan.rows.size();
    if (all) source.below = source.scan.next;
    page.complete &= all && source.scan.complete;
    page.next.emplace_back(source.channel, source.below);
  }
  return page;
}

}  // namespace mz
