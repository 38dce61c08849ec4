// mz activity, journal, alarms.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "app/mz_json.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

template <class Value>
Object list(const std::vector<Value>& values) {
  Object out = Object::array();
  for (const Value& value : values) out.push_back(toJson(value));
  return out;
}

// ---- activity

struct ActivityArguments {
  std::string directory, from, until;
  ActivityFilter filter;
  bool refused = false, executed = false;
  std::size_t limit = 100;
};

// A day, or a moment in UTC.
Result<UnixSeconds> timeOf(const std::string& text, bool end) {
  if (const auto time = parseTime(text)) return *time;
  if (const auto day = Date::fromIso(text)) return UnixSeconds(std::int64_t{day->days} * 86'400 + (end ? 86'399 : 0));
  return fail(ErrorCode::InvalidArgument, "a time is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, not " + text);
}

Result<int> runActivity(ActivityArguments arguments, const Terminal& terminal) {
  if (!arguments.from.empty()) {
    MZ_TRY(arguments.filter.from, timeOf(arguments.from, false));
  }
  if (!arguments.until.empty()) {
    MZ_TRY(arguments.filter.until, timeOf(arguments.until, true));
  }
  if (arguments.refused != arguments.executed) arguments.filter.refused = arguments.refused;
  std::vector<ActivityRow> rows;
  bool complete = false;
  {
    ProgressLine line(terminal, "Looking through the ledger");
    MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
    for (const std::string& name : arguments.filter.channels) MZ_CHECK(chooseChannel(*engine, name, {}));
    ActivityCursor cursor;
    while (!complete && rows.size() < arguments.limit) {
      if (line.progress().cancelled()) return fail(ErrorCode::Cancelled, "cancelled");
      MZ_TRY(ActivityPage page, engine->activity(arguments.filter, cursor, arguments.limit - rows.size()));
      std::move(page.rows.begin(), page.rows.end(), std::back_inserter(rows));
      cursor = std::move(page.next);
      complete = page.complete;
    }
  }
  if (terminal.json) {
    terminal.print({{"rows", list(rows)}, {"complete", complete}});
    return 0;
  }
  std::string text;
  for (const auto& [channel, row] : rows)
    text += fmt::format("{}  {:<16} {:<28} {:<28} {}\n", formatTime(row.time), visible(channel),
                        visible(row.org + "/" + row.signer), visible(row.contract + "." + row.function), row.resultName);
  terminal.text(text);
  return 0;
}

// ---- journal

struct JournalArguments {
  std::string directory;
  std::size_t limit = 100;
};

Result<int> runJournal(const JournalArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  const std::vector<JournalEntry> entries = engine->journal(0, arguments.limit);
  if (terminal.json) {
    terminal.print({{"entries", list(entries)}});
    return 0;
  }
  std::string text;
  for (const JournalEntry& entry : entries)
    text += fmt::format("{}  {:<8} {:<24} {:<12} {}  {}\n", formatTime(entry.time), visible(entry.what), visible(entry.who),
                        visible(entry.channel), visible(entry.subject), visible(entry.result));
  terminal.text(text);
  return 0;
}

// ---- alarms

struct AlarmArguments {
  std::string directory, note, by, set;
  std::uint64_t acknowledge = 0;
  std::optional<std::int64_t> threshold;
  std::optional<std::uint32_t> check, repeat;
  bool on = false, off = false, all = false;
};

Status change(Engine& engine, const AlarmArguments& arguments) {
  if (arguments.acknowledge != 0) {
    const std::string by = arguments.by.empty() ? "mz" : arguments.by;
    MZ_CHECK(engine.acknowledgeAlarm(arguments.acknowledge, by, arguments.note));
  }
  if (arguments.set.empty()) return {};
  for (AlarmRule rule : engine.alarmRules()) {
    if (rule.kind != arguments.set) continue;
    rule.threshold = arguments.threshold.value_or(rule.threshold);
    rule.checkSeconds = arguments.check.value_or(rule.checkSeconds);
    rule.repeatSeconds = arguments.repeat.value_or(rule.repeatSeconds);
    rule.enabled = (rule.enabled || arguments.on) && !arguments.off;
    return engine.setAlarmRule(rule);
  }
  return fail(ErrorCode::InvalidArgument,
              "there is no alarm of the kind " + arguments.set + "; see the rules of mz alarms --json");
}

std::string alarmText(const Alarm& alarm) {
  std::string state = alarm.lasts() ? alarm.urgent ? "URGENT" : "lasting" : "over since " + formatTime(alarm.ended);
  if (alarm.isAcknowledged())
    state += fmt::format(", acknowledged by {}{}", visible(alarm.acknowledgedBy),
                         alarm.note.empty() ? "" : ": " + visible(alarm.note));
  return fmt::format("{:>5}  {}  {:<16} {}  {} (threshold {})  {}\n", alarm.number, formatTime(alarm.raised), alarm.kind,
                     visible(alarm.subject), alarm.value, alarm.threshold, state);
}

Result<int> runAlarms(const AlarmArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(change(*engine, arguments));
  MZ_CHECK(engine->checkAlarms());
  std::vector<Alarm> alarms = engine->alarms();
  if (!arguments.all) std::erase_if(alarms, [](const Alarm& alarm) { return !alarm.lasts(); });
  const bool open = std::ranges::any_of(alarms, [](const Alarm& alarm) { return alarm.lasts() && !alarm.isAcknowledged(); });
  if (terminal.json) {
    terminal.print({{"alarms", list(alarms)}, {"rules", list(engine->alarmRules())}});
  } else {
    std::string text;
    for (const Alarm& alarm : alarms) text += alarmText(alarm);
    terminal.text(alarms.empty() ? "No alarms.\n" : text);
  }
  return open ? 1 : 0;
}

}  // namespace

void addActivityCommands(CLI::App& app, CommandLine& line) {
  const auto directory = [](CLI::App* command, std::string& value) {
    command->add_option("directory", value, "Directory of the network")->required()->type_name("DIR");
  };
  {
    const auto arguments = std::make_shared<ActivityArguments>();
    CLI::App* command = addCommand(app, line, "activity", "What everybody did on the ledger, newest first");
    directory(command, arguments->directory);
    command->add_option("--channel", arguments->filter.channels, "Only on this channel; may be given several times");
    command->add_option("--org", arguments->filter.org, "Only by this organization")->type_name("ORG");
    command->add_option("--person", arguments->filter.signer, "Only by this person")->type_name("NAME");
    command->add_option("--contract", arguments->filter.contract, "Only calls of this contract")->type_name("NAME");
    command->add_option("--function", arguments->filter.function, "Only calls of this function")->type_name("NAME");
    command->add_flag("--refused", arguments->refused, "Only what was refused");
    command->add_flag("--executed", arguments->executed, "Only what was executed");
    command->add_option("--from", arguments->from, "Block time, inclusive: a day or a moment in UTC")->type_name("TIME");
    command->add_option("--until", arguments->until, "Block time, inclusive: a day or a moment in UTC")->type_name("TIME");
    command->add_option("--limit", arguments->limit, "How many rows")->capture_default_str();
    command->callback(
        [=, &line] { line.chosen = [=](const Terminal& terminal) { return runActivity(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<JournalArguments>();
    CLI::App* command = addCommand(app, line, "journal", "What was done with this program, newest first");
    directory(command, arguments->directory);
    command->add_option("--limit", arguments->limit, "How many entries")->capture_default_str();
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runJournal(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<AlarmArguments>();
    CLI::App* command = addCommand(app, line, "alarms", "Measure now, and list what needs attention");
    directory(command, arguments->directory);
    command->add_flag("--all", arguments->all, "Those that are over too");
    command->add_option("--acknowledge", arguments->acknowledge, "Say of this alarm that somebody takes care")->type_name("N");
    command->add_option("--note", arguments->note, "What is being done about it")->type_name("TEXT");
    command->add_option("--by", arguments->by, "Who takes care")->type_name("NAME");
    command->add_option("--set", arguments->set, "Change the rule of this kind")->type_name("KIND");
    command->add_option("--threshold", arguments->threshold, "In the rule's unit")->type_name("N");
    command->add_option("--check", arguments->check, "Seconds between measurements")->type_name("N");
    command->add_option("--repeat", arguments->repeat, "Seconds until it is told again")->type_name("N");
    command->add_flag("--on", arguments->on, "Watch it");
    command->add_flag("--off", arguments->off, "Do not watch it");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runAlarms(*arguments, terminal); }; });
  }
}

}  // namespace mz
