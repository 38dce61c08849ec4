#include "ledger/alarm_watch.h"

#include <algorithm>

#include "ledger/journal.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400, kHour = 3'600;
constexpr std::uint64_t kMegabyte = 1024 * 1024;
constexpr auto kRest = std::chrono::seconds(1);       // between looks at what is due
constexpr auto kFirstRest = std::chrono::seconds(2);  // after opening: the window comes first

struct Sources {
  const LocalEngine& engine;
  const Journal& journal;
  UnixSeconds now;
};
using Findings = std::vector<AlarmFinding>;

Findings certificates(const Sources& sources, const AlarmRule& rule) {
  Findings out;
  for (const auto& [name, until] : sources.engine.certificateEnds()) {
    const std::int64_t days = (until.value - sources.now.value) / kDay;
    if (days <= rule.threshold) out.push_back({name, std::max<std::int64_t>(days, 0), days <= rule.threshold / 4});
  }
  return out;
}

template <class Judge>
Findings ofChannels(const Sources& sources, Judge judge) {
  Findings out;
  for (const ChannelInfo& channel : sources.engine.channels())
    if (const auto status = sources.engine.status(channel.name)) judge(out, channel.name, *status);
  return out;
}

Findings refusals(const Sources& sources, const AlarmRule& rule) {
  return ofChannels(sources, [&](Findings& out, const std::string& channel, const ChannelStatus&) {
    const auto hour = sources.engine.periods(channel, UnixSeconds(sources.now.value - kHour), kHour + 1, 1);
    if (!hour || hour->empty()) return;
    const auto refused = static_cast<std::int64_t>(hour->front().refused);
    if (refused >= rule.threshold && refused > 0) out.push_back({channel, refused, refused >= 10 * rule.threshold});
  });
}

Findings failedUnlocks(const Sources& sources, const AlarmRule& rule) {
  const auto failed = static_cast<std::int64_t>(sources.journal.failures("unlock", UnixSeconds(sources.now.value - kHour)));
  if (failed < rule.threshold || failed == 0) return {};
  return {{"keystore", failed, failed >= 3 * rule.threshold}};
}

Findings failedAudits(const Sources& sources, const AlarmRule& rule) {
  return ofChannels(sources, [&](Findings& out, const std::string& channel, const ChannelStatus&) {
    const auto report = sources.engine.lastAudit(channel);
    if (!report || !*report) return;
    const auto damages = static_cast<std::int64_t>((*report)->damages.size());
    if (damages >= rule.threshold && damages > 0) out.push_back({channel, damages, true});
  });
}

// Block time is decided by most organizations together: a clock that lies behind it is wrong. A channel may allow less.
Findings clocks(const Sources& sources, const AlarmRule& rule) {
  return ofChannels(sources, [&](Findings& out, const std::string& channel, const ChannelStatus& status) {
    std::int64_t allowed = rule.threshold;
    if (const auto host = sources.engine.host(channel); host && !(*host)->openError())
      allowed = std::min(allowed, (*host)->replica().view().configuration->limits().clockTolerance);
    const std::int64_t behind = status.time.value - sources.now.value;
    if (behind > allowed) out.push_back({channel, behind, behind > 10 * allowed});
  });
}

Findings disk(const Sources& sources, const AlarmRule& rule) {
  std::error_code problem;
  const auto space = std::filesystem::space(sources.engine.directory(), problem);
  if (problem) return {};
  const auto free = static_cast<std::int64_t>(space.available / kMegabyte);
  if (free >= rule.threshold) return {};
  return {{sources.engine.directory().string(), free, free < rule.threshold / 4}};
}

Findings divergences(const Sources& sources, const AlarmRule&) {
  return ofChannels(sources, [](Findings& out, const std::string& channel, const ChannelStatus& status) {
    if (status.divergence)
      out.push_back({channel, static_cast<std::int64_t>(status.divergence->value), !status.stopped.empty()});
  });
}

Findings stoppedChannels(const Sources& sources, const AlarmRule&) {
  return ofChannels(sources, [](Findings& out, const std::string& channel, const ChannelStatus& status) {
    if (!status.stopped.empty() && !status.divergence) out.push_back({channel, 1, true});
  });
}

struct Kind {
  const char* name;
  std::int64_t threshold;
  const char* unit;
  std::uint32_t check, repeat;  // seconds
  Findings (*measure)(const Sources&, const AlarmRule&);
};
constexpr Kind kKinds[] = {
    {"certificate_ends", 30, "days", 3600, 86'400, &certificates},
    {"refusals", 10, "per_hour", 60, 3600, &refusals},
    {"failed_unlocks", 3, "per_hour", 30, 3600, &failedUnlocks},
    {"audit_failed", 1, "count", 60, 3600, &failedAudits},
    {"clock_off", 60, "seconds", 60, 3600, &clocks},
    {"disk_full", 1024, "megabytes", 60, 3600, &disk},
    {"divergence", 0, "height", 10, 3600, &divergences},
    {"channel_stopped", 0, "count", 10, 3600, &stoppedChannels},
};

std::vector<AlarmRule> defaults() {
  std::vector<AlarmRule> out;
  for (const Kind& kind : kKinds) out.push_back({kind.name, kind.threshold, kind.unit, kind.check, kind.repeat, true});
  return out;
}

AlarmBook openBook(const std::filesystem::path& file) {
  const std::vector<AlarmRule> rules = defaults();
  if (auto book = AlarmBook::open(file, rules)) return std::move(*book);
  std::error_code ignored;
  std::filesystem::rename(file, file.string() + ".damaged", ignored);
  return AlarmBook::fresh(file, rules);
}

}  // namespace

// Shared with handles, which may outlive the watch.
struct AlarmWatch::Listeners {
  std::mutex mutex;
  std::map<std::uint64_t, std::shared_ptr<const std::function<void()>>> callbacks;
  std::uint64_t nextId = 0;
};

AlarmWatch::AlarmWatch(const LocalEngine& engine, const Journal& journal, const std::filesystem::path& file)
    : m_engine(engine), m_journal(journal), m_book(openBook(file)), m_listeners(std::make_shared<Listeners>()) {}

AlarmWatch::~AlarmWatch() {
  {
    const std::lock_guard lock(m_mutex);
    m_ending = true;
  }
  m_wake.notify_all();
  if (m_thread.joinable()) m_thread.join();
}

void AlarmWatch::start() {
  m_thread = std::thread([this] { run(); });
}

void AlarmWatch::run() {
  std::unique_lock lock(m_mutex);
  m_wake.wait_for(lock, kFirstRest, [this] { return m_ending; });
  while (!m_ending) {
    const auto now = std::chrono::steady_clock::now();
    bool news = false;
    for (const AlarmRule& rule : std::vector(m_book.rules())) {
      const auto last = m_checked.find(rule.kind);
      if (last != m_checked.end() && now - last->second < std::chrono::seconds(rule.checkSeconds)) continue;
      m_checked[rule.kind] = now;
      lock.unlock();
      news |= check(rule);
      lock.lock();
      if (m_ending) return;
    }
    (void)m_book.save();  // on a disk that is full or read-only the alarms live as long as the program
    if (news) {
      lock.unlock();
      tell();
      lock.lock();
    }
    m_wake.wait_for(lock, kRest, [this] { return m_ending; });
  }
}

bool AlarmWatch::check(const AlarmRule& rule) {
  const auto kind = std::ranges::find(kKinds, rule.kind, &Kind::name);
  if (kind == std::end(kKinds)) return false;
  const UnixSeconds now = m_engine.clock().now();
  const Findings findings = rule.enabled ? kind->measure({m_engine, m_journal, now}, rule) : Findings();
  const std::lock_guard lock(m_mutex);
  return m_book.apply(rule.kind, findings, now);
}

Status AlarmWatch::checkAll() {
  bool news = false;
  for (const AlarmRule& rule : rules()) news |= check(rule);
  Status saved;
  {
    const std::lock_guard lock(m_mutex);
    saved = m_book.save();
  }
  if (news) tell();
  return saved;
}

void AlarmWatch::tell() {
  std::vector<std::shared_ptr<const std::function<void()>>> callbacks;
  {
    const std::lock_guard lock(m_listeners->mutex);
    for (const auto& [id, callback] : m_listeners->callbacks) callbacks.push_back(callback);
  }
  for (const auto& callback : callbacks) (*callback)();
}

std::vector<Alarm> AlarmWatch::alarms() const {
  const std::lock_guard lock(m_mutex);
  return m_book.alarms();
}

std::vector<AlarmRule> AlarmWatch::rules() const {
  const std::lock_guard lock(m_mutex);
  return m_book.rules();
}

Status AlarmWatch::acknowledge(std::uint64_t number, const std::string& who, const std::string& note) {
  {
    const std::lock_guard lock(m_mutex);
    MZ_CHECK(m_book.acknowledge(number, who, note, m_engine.clock().now()));
    MZ_CHECK(m_book.save());
  }
  tell();
  return {};
}

Status AlarmWatch::setRule(const AlarmRule& rule) {
  {
    const std::lock_guard lock(m_mutex);
    MZ_CHECK(m_book.setRule(rule));
    MZ_CHECK(m_book.save());
    m_checked.erase(rule.kind);  // measured anew with the next look
  }
  m_wake.notify_all();
  return {};
}

Handle AlarmWatch::onAlarm(std::function<void()> callback) {
  const std::lock_guard lock(m_listeners->mutex);
  const std::uint64_t id = m_listeners->nextId++;
  m_listeners->callbacks.emplace(id, std::make_shared<const std::function<void()>>(std::move(callback)));
  return Handle([listeners = std::weak_ptr(m_listeners), id] {
    if (const auto alive = listeners.lock()) {
      const std::lock_guard removing(alive->mutex);
      alive->callbacks.erase(id);
    }
  });
}

}  // namespace mz
