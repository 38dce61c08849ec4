// mz finance import, query, budget, trail, profiles, rebuild.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

constexpr std::string_view kFinanceContract = "public-finance";

struct Place {
  std::string directory, channel;
};

// ---- import

struct ImportArguments {
  Place place;
  std::string file, passwordFile, pinFile, acknowledge, saveProfile;
  std::vector<std::string> mapping;
  ImportOptions options;
};

Status readMapping(const std::vector<std::string>& texts, ImportOptions& options) {
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string::npos)
      return fail(ErrorCode::InvalidArgument,
                  "--map wants field=column, for example --map \"payee=Supplier Name\"; got \"" + text + "\"");
    options.mapping.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return {};
}

std::string importText(const ImportReport& report, bool dryRun) {
  const std::string things = report.kind == "budget_lines" ? "budget lines" : "payments";
  std::string text = fmt::format("{} {} {}, {} already there, {} refused, of {} rows ({}, {}, profile {}) in {:.1f} s\n",
                                 dryRun ? "Would record" : "Recorded", report.recorded, things, report.alreadyThere,
                                 report.refused, report.rows, report.styles.encoding, report.styles.dateStyle,
                                 report.profile.empty() ? "none" : report.profile, report.seconds);
  if (report.recorded == 0 && report.refused == 0 && report.alreadyThere > 0)
    text += "Every row was recorded before: nothing was added.\n";
  for (const FinanceTotals::Sum& sum : report.totals.sums)
    text += fmt::format("  {} in {} {}\n", moneyText(sum.sum, sum.currency), sum.count, things);
  for (const ImportProblem& problem : report.problems)
    text +=
        fmt::format("line {}: {}{}: {} ({})\n", problem.line, problem.column.empty() ? "" : visible(problem.column) + " ",
                    problem.value.empty() ? "" : "\"" + visible(problem.value) + "\"", visible(problem.detail), problem.reason);
  return text;
}

Result<int> runImport(ImportArguments arguments, const Terminal& terminal) {
  MZ_CHECK(readMapping(arguments.mapping, arguments.options));
  arguments.options.file = arguments.file;
  arguments.options.acknowledge = arguments.acknowledge;
  Result<ImportReport> report = [&]() -> Result<ImportReport> {
    ProgressLine line(terminal, "Opening");
    MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.place.directory));
    MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, arguments.place.channel, kFinanceContract));
    if (!arguments.options.dryRun) MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
    // Before the import, which can take long: a profile that cannot be saved is said at once, and nothing is recorded.
    if (!arguments.saveProfile.empty()) MZ_CHECK(engine->saveImportProfile(arguments.saveProfile, arguments.options));
    line.rename(arguments.options.dryRun ? "Reading" : "Importing");
    return withPin(*engine, arguments.pinFile,
                   [&] { return engine->importPayments(channel.name, arguments.options, line.progress()); });
  }();
  if (!report) return std::unexpected(std::move(report).error());

  const bool strictRefusal = arguments.options.strict && report->refused > 0;
  const bool nothingUsable = report->refused > 0 && report->recorded + report->alreadyThere == 0;
  if (terminal.json) {
    Object object = toJson(*report);
    object["dryRun"] = arguments.options.dryRun;
    if (!arguments.saveProfile.empty()) object["savedProfile"] = arguments.saveProfile;
    terminal.print(object);
  } else {
    terminal.text(importText(*report, arguments.options.dryRun));
    if (!arguments.saveProfile.empty()) terminal.text("Saved the mapping as the profile " + arguments.saveProfile + ".\n");
  }
  return strictRefusal || nothingUsable ? exitCode(ErrorCode::Malformed) : 0;
}

// ---- query

struct QueryArguments {
  Place place;
  FinanceFilter filter;
  std::string from, until, least, most, group;
  std::string order = "date";
  bool ascending = false;
  std::uint64_t offset = 0, limit = 100;
};

const std::map<std::string, FinanceGrouping> kGroupings = {{"department", FinanceGrouping::Department},
                                                           {"entity", FinanceGrouping::Entity},
                                                           {"programme", FinanceGrouping::Programme},
                                                           {"class", FinanceGrouping::Class},
                                                           {"payee", FinanceGrouping::Payee},
                                                           {"month", FinanceGrouping::Month},
                                                           {"year", FinanceGrouping::Year}};

Status readDate(const std::string& option, const std::string& text, std::optional<Date>& date) {
  if (text.empty()) return {};
  date = Date::fromIso(text);
  if (date) return {};
  return std::unexpected(
      Error(ErrorCode::InvalidArgument, fmt::format("{} wants a date as YYYY-MM-DD; got \"{}\"", option, text))
          .with("option", option));
}

// Plain decimals mean major units, so the currency has to be known, or to make no difference.
Result<int> digitsFor(const Engine& engine, const std::string& channel, const std::string& currency) {
  const auto digitsOf = [](const std::string& code) -> Result<int> {
    const std::optional<int> digits = currencyDigits(code);
    if (!digits) return fail(ErrorCode::InvalidArgument, "\"" + code + "\" is not a currency of ISO 4217");
    return *digits;
  };
  if (!currency.empty()) return digitsOf(currency);
  MZ_TRY(const FinanceNames names, engine.financeNames(channel));
  std::optional<int> common;
  for (const auto& entry : names.currencies) {
    MZ_TRY(const int digits, digitsOf(entry.name));
    if (common && *common != digits)
      return fail(ErrorCode::InvalidArgument, "the channel has several currencies: --min and --max need --currency");
    common = digits;
  }
  return common.value_or(2);
}

Status readAmount(const std::string& option, const std::string& text, int digits, std::optional<Amount>& amount) {
  if (text.empty()) return {};
  const Result<Amount> parsed = parseAmount(text, digits, DecimalStyle::Point);
  if (!parsed)
    return std::unexpected(Error(ErrorCode::InvalidArgument,
                                 fmt::format("{} wants an amount with at most {} decimals; got \"{}\"", option, digits, text))
                               .with("option", option));
  amount = *parsed;
  return {};
}

FinanceOrder orderOf(const QueryArguments& arguments) {
  if (arguments.order == "amount") return arguments.ascending ? FinanceOrder::AmountAscending : FinanceOrder::AmountDescending;
  return arguments.ascending ? FinanceOrder::DateAscending : FinanceOrder::DateDescending;
}

// Ids of the rows' transactions; neighbours in the ledger are read together.
Result<std::unordered_map<std::uint64_t, TransactionId>> transactionIds(const Engine& engine, const std::string& channel,
                                                                        const std::vector<FinanceRow>& rows) {
  std::vector<std::uint64_t> numbers;
  numbers.reserve(rows.size());
  for (const FinanceRow& row : rows) numbers.push_back(row.transaction.value);
  std::ranges::sort(numbers);
  std::unordered_map<std::uint64_t, TransactionId> ids;
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t end = first + 1;
    while (end < numbers.size() && numbers[end] <= numbers[end - 1] + 1) ++end;
    MZ_TRY(const std::vector<TransactionSummary> run,
           engine.transactions(channel, TransactionNumber(numbers[first]), numbers[end - 1] - numbers[first] + 1));
    for (const TransactionSummary& one : run) ids.emplace(one.number.value, one.id);
    first = end;
  }
  return ids;
}

std::string rowText(const FinanceRow& row, const TransactionId& id) {
  return fmt::format("{}  {}  {:>20}  {}{}{}", row.date.iso(), id.hex().substr(0, 16), moneyText(row.amount, row.currency),
                     row.payee, row.entity.empty() ? "" : "  <  ", row.entity);
}

// Rows are printed as they are read, so that any number of them fits.
Status printRows(const Engine& engine, const std::string& channel, const QueryArguments& arguments, const Terminal& terminal) {
  constexpr std::uint64_t kPage = 1000;
  bool first = true;
  for (std::uint64_t printed = 0; printed < arguments.limit;) {
    const std::uint64_t want = std::min(kPage, arguments.limit - printed);
    MZ_TRY(const FinanceTable table,
           engine.financeTable(channel, arguments.filter, orderOf(arguments), arguments.offset + printed, want));
    MZ_TRY(const auto ids, transactionIds(engine, channel, table.rows));
    for (const FinanceRow& row : table.rows) {
      const auto id = ids.find(row.transaction.value);
      if (id == ids.end())
        return fail(ErrorCode::Damaged, fmt::format("payment {} names transaction {}, which {} does not have; run mz audit",
                                                    row.payment, row.transaction.value, channel));
      if (terminal.json)
        terminal.text((first ? "\n    " : ",\n    ") + jsonText(toJson(row, id->second)));
      else
        terminal.text(visible(rowText(row, id->second)) + "\n");
      first = false;
    }
    if (table.rows.size() < want) break;
    printed += table.rows.size();
  }
  return {};
}

Status readFilter(const Engine& engine, const std::string& channel, QueryArguments& arguments) {
  MZ_CHECK(readDate("--from", arguments.from, arguments.filter.from));
  MZ_CHECK(readDate("--until", arguments.until, arguments.filter.until));
  if (arguments.least.empty() && arguments.most.empty()) return {};
  MZ_TRY(const int digits, digitsFor(engine, channel, arguments.filter.currency));
  MZ_CHECK(readAmount("--min", arguments.least, digits, arguments.filter.least));
  return readAmount("--max", arguments.most, digits, arguments.filter.most);
}

std::string groupText(const std::vector<FinanceGroup>& groups) {
  std::string text;
  for (const FinanceGroup& group : groups)
    text += fmt::format("{:>20}  {:>8}  {}\n", moneyText(group.sum, group.currency), group.count, visible(group.key));
  return text;
}

Result<int> runQuery(QueryArguments arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.place.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, arguments.place.channel, kFinanceContract));
  MZ_CHECK(readFilter(*engine, channel.name, arguments));
  MZ_TRY(const FinanceTable table, engine->financeTable(channel.name, arguments.filter, orderOf(arguments), 0, 0));
  std::vector<FinanceGroup> groups;
  if (!arguments.group.empty()) {
    MZ_TRY(FinanceGroups found,
           engine->financeGroups(channel.name, arguments.filter, kGroupings.at(arguments.group), kEveryGroup));
    groups = std::move(found.groups);
  }
  if (!terminal.json) {
    std::string text = fmt::format("{} payments\n", table.totals.count);
    for (const FinanceTotals::Sum& sum : table.totals.sums)
      text += sum.overflowed ? fmt::format("{:>20}  {:>8}\n", "too large to add", sum.count)
                             : fmt::format("{:>20}  {:>8}\n", moneyText(sum.sum, sum.currency), sum.count);
    if (!groups.empty()) text += "\n" + groupText(groups);
    terminal.text(text + "\n");
    MZ_CHECK(printRows(*engine, channel.name, arguments, terminal));
    return 0;
  }
  const Object totals = toJson(table.totals);
  std::string head = "{\n  \"count\": " + jsonText(totals["count"]) + ",\n  \"sum\": " + jsonText(totals["sum"]) +
                     ",\n  \"sums\": " + jsonText(totals["sums"]) + ",\n  \"groups\": [";
  for (std::size_t i = 0; i < groups.size(); ++i) head += (i == 0 ? "\n    " : ",\n    ") + jsonText(toJson(groups[i]));
  terminal.text(head + "],\n  \"rows\": [");
  // The document has begun: an error can only break it off, be said on stderr and give the exit code.
  if (const Status rows = printRows(*engine, channel.name, arguments, terminal); !rows) {
    terminal.remark(rows.error().detail);
    return exitCode(rows.error().code);
  }
  terminal.text("]\n}\n");
  return 0;
}

// ---- budget

struct BudgetArguments {
  Place place;
  int year = 0;
};

Result<int> runBudget(const BudgetArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.place.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, arguments.place.channel, kFinanceContract));
  MZ_TRY(const std::vector<BudgetLineRow> lines, engine->budgetLines(channel.name, arguments.year));
  Object list = Object::array();
  std::string text = fmt::format("{} budget lines: original, adjusted, allocated\n", lines.size());
  for (const BudgetLineRow& line : lines) {
    if (terminal.json)
      list.push_back(toJson(line));
    else
      text += fmt::format("{} {:>24} {:>24} {:>24}  {} / {} / {}\n", line.year, moneyText(line.amount, line.currency),
                          moneyText(line.adjusted, line.currency), moneyText(line.allocated, line.currency),
                          visible(line.department), visible(line.functionalClass), visible(line.title));
  }
  if (terminal.json)
    terminal.print({{"count", lines.size()}, {"lines", std::move(list)}});
  else
    terminal.text(text);
  return 0;
}

// ---- trail

struct TrailArguments {
  std::string id;
  Place place;
};

std::string stepText(const TrailStep& step) {
  const FinanceRecord& record = step.record;
  std::string what;
  switch (record.kind) {
    case FinanceRecord::Kind::Line: what = fmt::format("Budget line {} of {}", record.id, record.year); break;
    case FinanceRecord::Kind::Adjustment: what = "Adjustment " + record.id; break;
    case FinanceRecord::Kind::Allocation: what = "Allocation " + record.id; break;
    case FinanceRecord::Kind::Payment: what = "Payment " + record.id; break;
  }
  std::string text = visible(what);
  if (record.date) text += ", " + record.date->iso();
  text += fmt::format("\n  {}{}\n", moneyText(record.amount, record.currency),
                      record.text.empty() ? "" : "  " + visible(record.text));
  if (step.drawn) text += fmt::format("  of which drawn by then: {}\n", moneyText(*step.drawn, record.currency));
  const TransactionSummary& transaction = step.transaction;
  return text + fmt::format("  {}  block {}  {}/{}  {} ({} of {} cosigned, {} needed)\n", transaction.id.hex(),
                            transaction.height.value, transaction.org, transaction.signer,
                            step.isFinal ? "final" : "not final yet", step.cosigned, step.cosigners, step.threshold);
}

Result<int> runTrail(const TrailArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.place.directory));
  MZ_TRY(const FoundTransaction found, findTransaction(*engine, arguments.place.channel, arguments.id));
  MZ_TRY(const std::vector<TrailStep> trail, engine->paymentTrail(found.channel, found.number));
  Object steps = Object::array();
  for (const TrailStep& step : trail) {
    if (terminal.json)
      steps.push_back(toJson(step));
    else
      terminal.text(stepText(step));
  }
  if (terminal.json)
    terminal.print({{"channel", found.channel}, {"steps", std::move(steps)}});
  else if (trail.size() == 1)
    terminal.text("The payment names no allocation, so no budget line is linked to it.\n");
  return 0;
}

// ---- profiles

Result<int> runProfiles(const std::string& directory, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(directory));
  const std::vector<std::string> profiles = engine->importProfiles();
  if (terminal.json) {
    terminal.print({{"profiles", profiles}});
  } else {
    for (const std::string& profile : profiles) terminal.text(visible(profile) + "\n");
  }
  return 0;
}

// ---- rebuild

struct Dump {
  Digest digest;
  std::uint64_t lines = 0;
};

Result<Dump> dumpOf(const Engine& engine, const std::string& channel) {
  Dump dump;
  Sha256 hash;
  MZ_CHECK(engine.dumpFinance(channel, [&](std::string_view line) {
    hash.update(bytesOf(line)).update(bytesOf("\n"));
    ++dump.lines;
  }));
  dump.digest = hash.finish();
  return dump;
}

Result<int> runRebuild(const Place& place, const Terminal& terminal) {
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(place.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, place.channel, kFinanceContract));
  // A read model that cannot be dumped is a reason to rebuild it, not to stop.
  const Result<Dump> before = dumpOf(*engine, channel.name);
  line.rename("Rebuilding the finance read model");
  MZ_TRY(const std::uint64_t rows, engine->rebuildFinance(channel.name, line.progress()));
  MZ_TRY(const Dump after, dumpOf(*engine, channel.name));
  const bool same = before && before->digest == after.digest && before->lines == after.lines;
  if (terminal.json) {
    terminal.print({{"channel", channel.name},
                    {"rows", rows},
                    {"lines", after.lines},
                    {"before", before ? Object(before->digest.hex()) : Object(nullptr)},
                    {"after", after.digest.hex()},
                    {"same", same}});
  } else if (same) {
    terminal.text(fmt::format("Rebuilt {} rows; the dump of {} lines is the same as before ({}).\n", rows, after.lines,
                              after.digest.hex()));
  } else {
    terminal.text(fmt::format("Rebuilt {} rows; the dump is NOT the same as before: it was {}, now {}.\n", rows,
                              before ? before->digest.hex() : "unreadable (" + before.error().detail + ")",
                              after.digest.hex()));
  }
  return same ? 0 : exitCode(ErrorCode::Damaged);
}

template <std::size_t kCount>
void addChoice(CLI::App& command, const char* name, std::string& value, const std::array<std::string_view, kCount>& known,
               const char* what) {
  command.add_option(name, value, what)
      ->check(CLI::IsMember(std::vector<std::string>(known.begin(), known.end())).description(""))
      ->type_name(fmt::format("{}", fmt::join(known, "|")));
}

void addImport(CLI::App& finance, CommandLine& line) {
  const auto arguments = std::make_shared<ImportArguments>();
  CLI::App* command = addCommand(finance, line, "import", "Record the payments or budget lines of a CSV file");
  command->add_option("file", arguments->file, "The CSV file")->required()->type_name("FILE");
  addNetworkOptions(*command, arguments->place.directory, arguments->place.channel);
  command->add_option("--profile", arguments->options.profile, "Profile by name; without it, recognised from the headings")
      ->type_name("P");
  command
      ->add_option(
          "--map", arguments->mapping,
          "Where a field comes from: id date department entity programme class payee amount currency reference description; "
          "once per field; \"=text\" as column is a constant")
      ->type_name("FIELD=COLUMN")
      ->allow_extra_args(false);
  command->add_option("--currency", arguments->options.currency, "Currency of all rows (ISO 4217)")->type_name("CUR");
  command->add_option("--department", arguments->options.department, "Department of all rows")->type_name("NAME");
  ImportStyles& styles = arguments->options.styles;
  addChoice(*command, "--encoding", styles.encoding, kImportEncodings, "Read the file in this encoding, whatever is detected");
  command->add_option("--delimiter", styles.delimiter, "What stands between the columns: tab or one punctuation mark")
      ->type_name("MARK");
  addChoice(*command, "--decimal", styles.decimalStyle, kImportDecimalStyles, "How amounts are written");
  addChoice(*command, "--date-style", styles.dateStyle, kImportDateStyles, "In which order the numbers of a date stand");
  command
      ->add_option("--save-profile", arguments->saveProfile,
                   "Keep mapping and styles as a profile of this name, by which such files are recognised")
      ->type_name("NAME");
  command->add_flag("--dry-run", arguments->options.dryRun, "Read and check everything, record nothing");
  command->add_flag("--strict", arguments->options.strict, "Record nothing when any row is bad");
  command->add_option("--acknowledge", arguments->acknowledge, "Append a line for each payment as soon as its block is durable")
      ->type_name("FILE");
  command->add_option("--identity", arguments->options.identity, "Label of the signing identity in the keystore")
      ->type_name("LABEL");
  command->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
      ->type_name("FILE");
  addPinFile(*command, arguments->pinFile);
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runImport(*arguments, terminal); }; });
}

void addQuery(CLI::App& finance, CommandLine& line) {
  const auto arguments = std::make_shared<QueryArguments>();
  FinanceFilter& filter = arguments->filter;
  CLI::App* command = addCommand(finance, line, "query", "Filter, add up and list payments");
  addNetworkOptions(*command, arguments->place.directory, arguments->place.channel);
  command->add_option("--from", arguments->from, "First day")->type_name("DATE");
  command->add_option("--until", arguments->until, "Last day")->type_name("DATE");
  const auto names = [&](const char* name, std::vector<std::string>& list) {
    command->add_option(name, list, "Exact name; may be given several times: any of them")
        ->type_name("NAME")
        ->allow_extra_args(false);
  };
  names("--department", filter.departments);
  names("--entity", filter.entities);
  names("--programme", filter.programmes);
  names("--class", filter.classes);
  names("--payee", filter.payees);
  command->add_option("--min", arguments->least, "Least amount, as a plain decimal")->type_name("AMOUNT");
  command->add_option("--max", arguments->most, "Largest amount, as a plain decimal")->type_name("AMOUNT");
  command->add_option("--currency", filter.currency, "Only this currency")->type_name("CUR");
  command->add_option("--text", filter.text, "Words that all occur in payee, description and names, or an id or reference")
      ->type_name("TEXT");
  command->add_option("--group", arguments->group, "Add up by this")
      ->check(CLI::IsMember({"department", "entity", "programme", "class", "payee", "month", "year"}));
  command->add_option("--order", arguments->order, "Order of the rows, largest or newest first")
      ->check(CLI::IsMember({"date", "amount"}))
      ->capture_default_str();
  command->add_flag("--ascending", arguments->ascending, "Smallest or oldest first");
  command->add_option("--limit", arguments->limit, "How many rows")->capture_default_str();
  command->add_option("--offset", arguments->offset, "How many rows to leave out before")->capture_default_str();
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runQuery(*arguments, terminal); }; });
}

}  // namespace

void addFinanceCommands(CLI::App& app, CommandLine& line) {
  CLI::App* finance = app.add_subcommand("finance", "Public money: import, query, budget, trail, profiles, rebuild");
  finance->require_subcommand(1);
  addImport(*finance, line);
  addQuery(*finance, line);
  {
    const auto arguments = std::make_shared<BudgetArguments>();
    CLI::App* command = addCommand(*finance, line, "budget", "List the budget lines with their adjustments and allocations");
    addNetworkOptions(*command, arguments->place.directory, arguments->place.channel);
    command->add_option("--year", arguments->year, "Only this fiscal year")->type_name("YEAR");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runBudget(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<TrailArguments>();
    CLI::App* command = addCommand(*finance, line, "trail", "Follow a payment back to its budget line");
    command->add_option("id", arguments->id, "The payment's transaction, or at least 8 digits of its id")
        ->required()
        ->type_name("TXID");
    addNetworkOptions(*command, arguments->place.directory, arguments->place.channel);
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runTrail(*arguments, terminal); }; });
  }
  {
    const auto directory = std::make_shared<std::string>();
    CLI::App* command = addCommand(*finance, line, "profiles", "List the profiles that import knows");
    command->add_option("--network", *directory, "Directory of the network")->required()->type_name("DIR");
    command->callback(
        [=, &line] { line.chosen = [=](const Terminal& terminal) { return runProfiles(*directory, terminal); }; });
  }
  {
    const auto place = std::make_shared<Place>();
    CLI::App* command =
        addCommand(*finance, line, "rebuild", "Make the read model anew from the chain and compare it with the old one");
    addNetworkOptions(*command, place->directory, place->channel);
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runRebuild(*place, terminal); }; });
  }
}

}  // namespace mz
