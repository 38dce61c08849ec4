#include "ledger/alarm_book.h"

#include <algorithm>

#include "ledger/base/file.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::string_view kFormat = "mingzhang/alarms";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kFileBytes = 8 * 1024 * 1024;
constexpr std::uint32_t kLeastSeconds = 1, kMostSeconds = 365 * 24 * 3600;

Json toJson(const AlarmRule& rule) {
  return Json::object({{"kind", Json(rule.kind)},
                       {"threshold", Json(rule.threshold)},
                       {"unit", Json(rule.unit)},
                       {"check", Json(std::int64_t{rule.checkSeconds})},
                       {"repeat", Json(std::int64_t{rule.repeatSeconds})},
                       {"enabled", Json(rule.enabled)}});
}

Json toJson(const Alarm& alarm) {
  return Json::object({{"number", Json(static_cast<std::int64_t>(alarm.number))},
                       {"kind", Json(alarm.kind)},
                       {"subject", Json(alarm.subject)},
                       {"urgent", Json(alarm.urgent)},
                       {"value", Json(alarm.value)},
                       {"threshold", Json(alarm.threshold)},
                       {"raised", Json(alarm.raised.value)},
                       {"measured", Json(alarm.measured.value)},
                       {"told", Json(alarm.told.value)},
                       {"ended", Json(alarm.ended.value)},
                       {"acknowledged", Json(alarm.acknowledged.value)},
                       {"by", Json(alarm.acknowledgedBy)},
                       {"note", Json(alarm.note)}});
}

Alarm alarmOf(const Json& json) {
  Alarm alarm;
  alarm.number = static_cast<std::uint64_t>(json.integerAt("number"));
  alarm.kind = json.stringAt("kind");
  alarm.subject = json.stringAt("subject");
  alarm.urgent = json.booleanAt("urgent");
  alarm.value = json.integerAt("value");
  alarm.threshold = json.integerAt("threshold");
  alarm.raised = UnixSeconds(json.integerAt("raised"));
  alarm.measured = UnixSeconds(json.integerAt("measured"));
  alarm.told = UnixSeconds(json.integerAt("told"));
  alarm.ended = UnixSeconds(json.integerAt("ended"));
  alarm.acknowledged = UnixSeconds(json.integerAt("acknowledged"));
  alarm.acknowledgedBy = json.stringAt("by");
  alarm.note = json.stringAt("note");
  return alarm;
}

bool goodSeconds(std::int64_t seconds) { return seconds >= kLeastSeconds && seconds <= kMostSeconds; }

}  // namespace

Result<AlarmBook> AlarmBook::open(std::filesystem::path file, std::span<const AlarmRule> defaults) {
  AlarmBook book(std::move(file), defaults);
  const auto bytes = readFile(book.m_file, kFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::NotFound) return book;
  if (!bytes) return std::unexpected(bytes.error());
  MZ_CHECK(book.read(textOf(*bytes)));
  return book;
}

AlarmBook AlarmBook::fresh(std::filesystem::path file, std::span<const AlarmRule> defaults) {
  return AlarmBook(std::move(file), defaults);
}

Status AlarmBook::read(std::string_view text) {
  MZ_TRY(const Json document, Json::parse(text));
  if (document.stringAt("format") != kFormat) return fail(ErrorCode::Malformed, m_file.string() + " has no alarms");
  if (document.integerAt("version") > kVersion)
    return fail(ErrorCode::UnsupportedVersion, m_file.string() + " was written by a newer program");
  const Json *rules = document.find("rules"), *alarms = document.find("alarms");
  if (!rules || !rules->isArray() || !alarms || !alarms->isArray())
    return fail(ErrorCode::Malformed, m_file.string() + " is incomplete");
  for (const Json& json : rules->array()) {
    const auto known = std::ranges::find(m_rules, json.stringAt("kind"), &AlarmRule::kind);
    const std::int64_t check = json.integerAt("check"), repeat = json.integerAt("repeat");
    if (known == m_rules.end() || !goodSeconds(check) || !goodSeconds(repeat)) continue;
    known->threshold = json.integerAt("threshold", known->threshold);
    known->checkSeconds = static_cast<std::uint32_t>(check);
    known->repeatSeconds = static_cast<std::uint32_t>(repeat);
    known->enabled = json.booleanAt("enabled", true);
  }
  for (const Json& json : alarms->array()) {
    Alarm alarm = alarmOf(json);
    if (alarm.number < m_next) return fail(ErrorCode::Malformed, m_file.string() + " has alarms out of order");
    m_next = alarm.number + 1;
    m_alarms.push_back(std::move(alarm));
  }
  return {};
}

const AlarmRule* AlarmBook::rule(std::string_view kind) const {
  const auto found = std::ranges::find(m_rules, kind, &AlarmRule::kind);
  return found == m_rules.end() ? nullptr : &*found;
}

Status AlarmBook::setRule(const AlarmRule& rule) {
  const auto found = std::ranges::find(m_rules, rule.kind, &AlarmRule::kind);
  if (found == m_rules.end()) return fail(ErrorCode::InvalidArgument, "there is no alarm of the kind " + rule.kind);
  if (!goodSeconds(rule.checkSeconds) || !goodSeconds(rule.repeatSeconds))
    return fail(ErrorCode::InvalidArgument, "an interval lies between a second and a year");
  if (rule.threshold < 0 || rule.threshold > bounds::kJsonInteger)
    return fail(ErrorCode::InvalidArgument, "a threshold is not negative");
  const std::string unit = found->unit;
  *found = rule;
  found->unit = unit;
  m_changed = true;
  return {};
}

bool AlarmBook::apply(std::string_view kind, std::span<const AlarmFinding> findings, UnixSeconds now) {
  const AlarmRule* known = rule(kind);
  if (!known) return false;
  bool tell = false;
  for (const AlarmFinding& finding : findings) {
    const auto lasting = std::ranges::find_if(
        m_alarms, [&](const Alarm& alarm) { return alarm.lasts() && alarm.kind == kind && alarm.subject == finding.subject; });
    const bool isNew = lasting == m_alarms.end();
    if (isNew) {
      Alarm alarm;
      alarm.number = m_next++;
      alarm.kind = kind;
      alarm.subject = finding.subject;
      alarm.raised = alarm.told = now;
      m_alarms.push_back(std::move(alarm));
      tell = true;
    }
    Alarm& alarm = isNew ? m_alarms.back() : *lasting;
    // What has become urgent since somebody acknowledged it is news.
    if (finding.urgent && !alarm.urgent && alarm.isAcknowledged()) alarm.acknowledged = UnixSeconds();
    const bool repeat = !alarm.isAcknowledged() && now.value - alarm.told.value >= known->repeatSeconds;
    const bool worse = finding.urgent && !alarm.urgent && !isNew;
    if (repeat || worse) {
      alarm.told = now;
      tell = true;
    }
    // When it was last measured need not survive: that would write the file at every check.
    m_changed |= isNew || repeat || worse || alarm.urgent != finding.urgent || alarm.value != finding.value;
    alarm.urgent = finding.urgent;
    alarm.value = finding.value;
    alarm.threshold = known->threshold;
    alarm.measured = now;
  }
  for (Alarm& alarm : m_alarms) {
    if (!alarm.lasts() || alarm.kind != kind ||
        std::ranges::find(findings, alarm.subject, &AlarmFinding::subject) != findings.end())
      continue;
    alarm.ended = now;
    m_changed = tell = true;
  }
  std::size_t ended = static_cast<std::size_t>(std::ranges::count_if(m_alarms, [](const Alarm& a) { return !a.lasts(); }));
  std::erase_if(m_alarms, [&](const Alarm& alarm) {
    if (ended <= kMostEnded || alarm.lasts()) return false;
    --ended;
    return true;
  });
  return tell;
}

Status AlarmBook::acknowledge(std::uint64_t number, const std::string& who, const std::string& note, UnixSeconds now) {
  const auto found = std::ranges::find(m_alarms, number, &Alarm::number);
  if (found == m_alarms.end()) return fail(ErrorCode::NotFound, "there is no alarm number " + std::to_string(number));
  if (!isValidUtf8(note) || note.size() > kMostNoteBytes)
    return fail(ErrorCode::InvalidArgument, "a note has at most " + std::to_string(kMostNoteBytes) + " bytes of UTF-8");
  found->acknowledged = now;
  found->acknowledgedBy = who;
  found->note = note;
  m_changed = true;
  return {};
}

std::vector<Alarm> AlarmBook::alarms() const {
  std::vector<Alarm> out(m_alarms.rbegin(), m_alarms.rend());
  std::ranges::stable_partition(out, [](const Alarm& alarm) { return alarm.lasts(); });
  return out;
}

Status AlarmBook::save() {
  if (!m_changed) return {};
  Json::Array rules, alarms;
  for (const AlarmRule& rule : m_rules) rules.push_back(toJson(rule));
  for (const Alarm& alarm : m_alarms) alarms.push_back(toJson(alarm));
  const Json document = Json::object({{"format", Json(kFormat)},
                                      {"version", Json(kVersion)},
                                      {"rules", Json(std::move(rules))},
                                      {"alarms", Json(std::move(alarms))}});
  MZ_CHECK(writeFileAtomically(m_file, bytesOf(document.serialize() + "\n")));
  m_changed = false;
  return {};
}

}  // namespace mz
