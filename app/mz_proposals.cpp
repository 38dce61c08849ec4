// mz proposal draft, list, show, approve, reject, withdraw, export, import: what members change together.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "ledger/format/date.h"
#include "ledger/proposals.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;
using Kind = ProposalEdit::Kind;

constexpr std::size_t kFileBytes = std::size_t{512} << 10;

struct ProposalArguments {
  std::string directory, channel, identity, passwordFile, pinFile;
  std::string id, reason, file, output;
  bool send = false, needsMe = false, open = false, decided = false;
  ProposalDraft draft;
  std::string role = "voting";
  std::string freezeReason;
  std::int64_t lifetime = 0, tolerance = 0;
  std::vector<std::function<Result<ProposalEdit>()>> edits;  // in the order of the options' names
};

Object textOrNull(const std::string& text) { return text.empty() ? Object(nullptr) : Object(text); }

Object toJson(const ProposalItem& item) {
  return {{"item", item.item},
          {"before", item.before ? embedded(*item.before) : Object(nullptr)},
          {"after", item.after ? embedded(*item.after) : Object(nullptr)}};
}

Object toJson(const ProposalWord& word) {
  return {{"org", word.org},
          {"votes", word.votes},
          {"decision", textOrNull(word.decision)},
          {"reason", textOrNull(word.reason)},
          {"signer", textOrNull(word.signer)},
          {"made", word.decision.empty() ? Object(nullptr) : Object(formatTime(word.made))},
          {"discounted", textOrNull(word.discounted)}};
}

Object toJson(const ProposalGroup& group) {
  return {{"needed", group.needed},
          {"voters", group.voters},
          {"for", group.agreeing},
          {"against", group.disagreeing},
          {"silent", group.silent}};
}

Object toJson(const ProposalEffect& effect) {
  return {{"effect", effectName(effect.kind)}, {"org", textOrNull(effect.org)}, {"before", textOrNull(effect.before)},
          {"after", textOrNull(effect.after)}, {"count", effect.count},         {"breaks", effect.breaks}};
}

template <class Value>
Object listOf(const std::vector<Value>& values) {
  Object list = Object::array();
  for (const Value& value : values) list.push_back(toJson(value));
  return list;
}

Object toJson(const ProposalInfo& info) {
  return {
      {"id", info.id.hex()},
      {"state", proposalStateName(info.state)},
      {"needs_me", info.needsMe},
      {"note", info.note},
      {"org", textOrNull(info.org)},
      {"proposer", textOrNull(info.proposer)},
      {"made", formatTime(info.made)},
      {"expires", formatTime(info.expires)},
      {"settled", info.settled.value == 0 ? Object(nullptr) : Object(formatTime(info.settled))},
      {"items", listOf(info.items)},
      {"reads", info.reads},
      {"words", listOf(info.words)},
      {"groups", listOf(info.groups)},
      {"lapsed_by",
       info.lapsedBy.empty()
           ? Object(nullptr)
           : Object{{"item", info.lapsedBy},
                    {"proposal", info.lapsedByProposal.isZero() ? Object(nullptr) : Object(info.lapsedByProposal.hex())}}},
      {"withdrawn_for", textOrNull(info.withdrawnFor)},
      {"effects", listOf(info.effects)},
      {"refusal", info.refusal.empty() ? Object(nullptr) : Object{{"result", info.refusal}, {"detail", info.refusalDetail}}}};
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + visible(name);
  return text.empty() ? "nobody" : text;
}

std::string effectText(const ProposalEffect& effect) {
  std::string text = fmt::format("  {} {}", effect.breaks ? "!" : " ", effectName(effect.kind));
  std::ranges::replace(text, '_', ' ');
  if (!effect.org.empty()) text += "  " + visible(effect.org);
  if (!effect.before.empty() || !effect.after.empty())
    text += fmt::format("  {} -> {}", effect.before.empty() ? "-" : visible(effect.before),
                        effect.after.empty() ? "-" : visible(effect.after));
  if (effect.count > 0 && effect.kind == EffectKind::Finality)
    text += fmt::format("  ({} organizations may be absent)", effect.count);
  else if (effect.count > 0)
    text += fmt::format("  ({} certificates can sign no more)", effect.count);
  return text + "\n";
}

// A value of an item as a line of text; certificates and keys are longer than anybody reads.
std::string valueText(const Object& value) {
  constexpr std::size_t kMost = 100;
  const std::string text = value.is_null() ? "-" : value.dump(-1, ' ', false, Object::error_handler_t::replace);
  return visible(text.size() <= kMost ? text : fmt::format("({} bytes)", text.size()));
}

// Of an item that was and will be, only what differs.
std::string itemText(const ProposalItem& item) {
  const Object before = item.before ? embedded(*item.before) : Object(nullptr);
  const Object after = item.after ? embedded(*item.after) : Object(nullptr);
  std::string text = fmt::format("  {}{}\n", visible(item.item), !item.before ? " (new)" : !item.after ? " (removed)" : "");
  const Object& named = after.is_object() ? after : before;
  for (const auto& [name, value] : named.items()) {
    const Object was = before.is_object() ? before.value(name, Object(nullptr)) : Object(nullptr);
    const Object is = after.is_object() ? after.value(name, Object(nullptr)) : Object(nullptr);
    if (was == is) continue;
    const std::string change = !item.before  ? valueText(is)
                               : !item.after ? valueText(was)
                                             : valueText(was) + " -> " + valueText(is);
    text += fmt::format("    {:<20}{}\n", visible(name), change);
  }
  return text;
}

std::string infoText(const ProposalInfo& info) {
  std::string text =
      fmt::format("Proposal    {}\nState       {}{}\nBy          {}\nMade        {}\nOpen until  {}\n", info.id.hex(),
                  proposalStateName(info.state), info.needsMe ? ", waits for this organization's decision" : "",
                  visible(info.proposer.empty() ? "-" : info.proposer), formatTime(info.made), formatTime(info.expires));
  if (!info.note.empty()) text += fmt::format("Note        {}\n", visible(info.note));
  if (!info.lapsedBy.empty())
    text += fmt::format("Lapsed      item {} was changed by {}\n", visible(info.lapsedBy), info.lapsedByProposal.hex());
  if (!info.withdrawnFor.empty()) text += fmt::format("Withdrawn   {}\n", visible(info.withdrawnFor));
  text += "Changes\n";
  for (const ProposalItem& item : info.items) text += itemText(item);
  if (!info.effects.empty()) text += "Effects (! somebody can do less than before)\n";
  for (const ProposalEffect& effect : info.effects) text += effectText(effect);
  for (const ProposalGroup& group : info.groups)
    text += fmt::format("Needs {} of {}: {} for, {} against\n  missing  {}\n", group.needed, group.voters.size(),
                        group.agreeing.size(), group.disagreeing.size(), joined(group.silent));
  for (const ProposalWord& word : info.words) {
    if (word.decision.empty()) continue;
    text +=
        fmt::format("  {:<16} {:<8} {}  {}{}\n", visible(word.org), word.decision, formatTime(word.made), visible(word.reason),
                    word.votes && word.discounted.empty()
                        ? ""
                        : fmt::format(" (does not count: {})", word.votes ? word.discounted : "votes no more"));
  }
  if (!info.refusal.empty()) text += fmt::format("Cannot be made as things are: {}\n", visible(info.refusalDetail));
  return text;
}

struct Opened {
  std::unique_ptr<Engine> engine;
  std::string channel;
};

Result<Opened> openFor(const ProposalArguments& arguments) {
  Opened out;
  MZ_TRY(out.engine, openEngine(arguments.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*out.engine, arguments.channel, {}));
  out.channel = channel.name;
  return out;
}

// Brings a file onto the channel and tells what came of it.
Result<int> send(Engine& engine, const std::string& channel, const std::string& file, const ProposalArguments& arguments,
                 const Terminal& terminal) {
  MZ_TRY(const CarriedProposal carried,
         withPin(engine, arguments.pinFile, [&] { return engine.proposals().carry(channel, file, arguments.identity); }));
  const bool executed = carried.result == "executed";
  if (terminal.json)
    terminal.print({{"proposal", carried.proposal.hex()},
                    {"result", carried.result},
                    {"state", executed ? Object(proposalStateName(carried.state)) : Object(nullptr)}});
  else if (executed)
    terminal.text(fmt::format("{}: {}\n", carried.proposal.hex(), proposalStateName(carried.state)));
  else
    terminal.text(fmt::format("{}: refused, {}\n", carried.proposal.hex(), carried.result));
  return executed ? 0 : 1;
}

Result<int> writeOut(const std::string& output, const std::string& file, const Terminal& terminal) {
  MZ_CHECK(writeFile(output, file));
  if (terminal.json)
    terminal.print({{"file", output}});
  else
    terminal.text(fmt::format("Written to {}. Anyone may bring it onto the channel: mz proposal import {}\n", output, output));
  return 0;
}

Result<int> runDraft(ProposalArguments& arguments, const Terminal& terminal) {
  for (const auto& edit : arguments.edits) {
    MZ_TRY(ProposalEdit made, edit());
    arguments.draft.edits.push_back(std::move(made));
  }
  if (arguments.lifetime != 0 || arguments.tolerance != 0) {
    ProposalEdit limits{.kind = Kind::Limits};
    limits.number = arguments.lifetime;
    limits.second = arguments.tolerance;
    arguments.draft.edits.push_back(std::move(limits));
  }
  MZ_TRY(const Opened opened, openFor(arguments));
  Engine& engine = *opened.engine;
  if (arguments.output.empty() && !arguments.send) {
    MZ_TRY(const ProposalInfo info, engine.proposals().preview(opened.channel, arguments.draft));
    if (terminal.json) {
      Object document = toJson(info);
      for (const char* unsettled : {"id", "state", "needs_me", "org", "proposer", "settled", "lapsed_by", "withdrawn_for"})
        document.erase(unsettled);
      terminal.print(document);
    } else {
      const std::string text = infoText(info);
      terminal.text(text.substr(text.find("Made")) +
                    "Nothing is signed: -o writes a signed file, --send brings it onto the channel.\n");
    }
    return info.refusal.empty() ? 0 : 1;
  }
  MZ_CHECK(unlockFor(engine, arguments.passwordFile, terminal));
  MZ_TRY(const std::string file, withPin(engine, arguments.pinFile, [&] {
           return engine.proposals().sign(opened.channel, arguments.draft, arguments.identity);
         }));
  if (!arguments.output.empty() && !arguments.send) return writeOut(arguments.output, file, terminal);
  if (!arguments.output.empty()) MZ_CHECK(writeFile(arguments.output, file));
  return send(engine, opened.channel, file, arguments, terminal);
}

Result<int> runList(const ProposalArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const Opened opened, openFor(arguments));
  MZ_TRY(std::vector<ProposalInfo> infos, opened.engine->proposals().list(opened.channel));
  const auto isOpen = [](const ProposalInfo& info) { return info.state == ProposalState::Open; };
  std::erase_if(infos, [&](const ProposalInfo& info) {
    return (arguments.needsMe && !info.needsMe) || (arguments.open && !isOpen(info)) || (arguments.decided && isOpen(info));
  });
  if (terminal.json) {
    Object list = Object::array();
    for (const ProposalInfo& info : infos) {
      Object entry = toJson(info);
      for (const char* detail : {"effects", "refusal"}) entry.erase(detail);
      list.push_back(std::move(entry));
    }
    terminal.print({{"channel", opened.channel}, {"proposals", std::move(list)}});
    return 0;
  }
  std::string text;
  for (const ProposalInfo& info : infos) {
    std::vector<std::string> items;
    for (const ProposalItem& item : info.items) items.push_back(item.item);
    std::string counts;
    for (const ProposalGroup& group : info.groups)
      counts += fmt::format("{}{} of {}", counts.empty() ? "" : ", ", group.agreeing.size(), group.needed);
    text += fmt::format("{}  {:<9} {:<14} {:<8} {}{}\n", info.id.hex().substr(0, 16), proposalStateName(info.state),
                        visible(info.org), counts, joined(items), info.needsMe ? "  <- waits for you" : "");
  }
  terminal.text(text.empty() ? "There are no such proposals.\n" : text);
  return 0;
}

Result<int> runShow(const ProposalArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const Opened opened, openFor(arguments));
  MZ_TRY(const ProposalInfo info, opened.engine->proposals().find(opened.channel, arguments.id));
  if (terminal.json)
    terminal.print(toJson(info));
  else
    terminal.text(infoText(info));
  return 0;
}

Result<int> runDecide(const ProposalArguments& arguments, const std::string& decision, const Terminal& terminal) {
  MZ_TRY(const Opened opened, openFor(arguments));
  Engine& engine = *opened.engine;
  MZ_CHECK(unlockFor(engine, arguments.passwordFile, terminal));
  MZ_TRY(const std::string file, withPin(engine, arguments.pinFile, [&] {
           return engine.proposals().decide(opened.channel, arguments.id, decision, arguments.reason, arguments.identity);
         }));
  if (!arguments.output.empty()) return writeOut(arguments.output, file, terminal);
  return send(engine, opened.channel, file, arguments, terminal);
}

Result<int> runExport(const ProposalArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const Opened opened, openFor(arguments));
  MZ_TRY(const std::string file, opened.engine->proposals().file(opened.channel, arguments.id));
  return writeOut(arguments.output, file, terminal);
}

Result<int> runImport(const ProposalArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::string file, readFile(arguments.file, kFileBytes));
  MZ_TRY(const Opened opened, openFor(arguments));
  MZ_CHECK(unlockFor(*opened.engine, arguments.passwordFile, terminal));
  return send(*opened.engine, opened.channel, file, arguments, terminal);
}

void addSigning(CLI::App& command, ProposalArguments& arguments) {
  command.add_option("--identity", arguments.identity, "Label of the administrator in the keystore; the own org's unless told")
      ->type_name("LABEL");
  command.add_option("--password-file", arguments.passwordFile, "File whose first line is the password")->type_name("FILE");
  addPinFile(command, arguments.pinFile);
}

Result<Bytes> fileOf(const std::string& file) {
  MZ_TRY(const std::string text, readFile(file, kFileBytes));
  return Bytes(text.begin(), text.end());
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t until = std::min(text.find(separator, from), text.size());
    parts.push_back(text.substr(from, until - from));
    from = until + 1;
  }
  return parts;
}

std::vector<std::string> names(const std::string& text) { return text.empty() ? std::vector<std::string>() : split(text, ','); }

// "2", "majority:finance,education": who has to agree.
ProposalEdit thresholdOf(const std::vector<std::string>& groups) {
  ProposalEdit edit{.kind = Kind::Threshold};
  for (const std::string& text : groups) {
    const std::size_t colon = std::min(text.find(':'), text.size());
    ProposalEdit::Group group;
    group.need = text.substr(0, colon);
    group.orgs = names(colon < text.size() ? text.substr(colon + 1) : std::string());
    edit.groups.push_back(std::move(group));
  }
  return edit;
}

// "public-finance:finance,education:officer": contract, orgs, roles; an empty part means all.
Result<ProposalEdit> writeOf(const std::vector<std::string>& rules) {
  ProposalEdit edit{.kind = Kind::Write};
  for (const std::string& text : rules) {
    if (text == "anybody") continue;
    const std::vector<std::string> parts = split(text, ':');
    if (parts.size() != 3)
      return fail(ErrorCode::InvalidArgument, "--write is CONTRACT:ORGS:ROLES, with commas between names, or \"anybody\"");
    ProposalEdit::Group group;
    group.contract = parts[0];
    group.orgs = names(parts[1]);
    group.roles = names(parts[2]);
    edit.groups.push_back(std::move(group));
  }
  return edit;
}

// One option of `draft` for each kind of change.
void addEdits(CLI::App& command, const std::shared_ptr<ProposalArguments>& arguments) {
  using Make = std::function<Result<ProposalEdit>(const std::string&)>;
  const auto each = [&](const char* option, const char* what, const char* type, Make make) {
    command
        .add_option_function<std::vector<std::string>>(
            option,
            [arguments, make](const std::vector<std::string>& values) {
              for (const std::string& value : values) arguments->edits.emplace_back([make, value] { return make(value); });
            },
            what)
        ->allow_extra_args(false)
        ->type_name(type);
  };
  const auto plain = [](Kind kind, std::string ProposalEdit::* member) {
    return [kind, member](const std::string& value) -> Result<ProposalEdit> {
      ProposalEdit edit{.kind = kind};
      edit.*member = value;
      return edit;
    };
  };
  const auto pair = [](Kind kind, char separator, std::string ProposalEdit::* second) {
    return [kind, separator, second](const std::string& value) -> Result<ProposalEdit> {
      const std::size_t at = value.find(separator);
      if (at == value.npos) return fail(ErrorCode::InvalidArgument, fmt::format("\"{}\" lacks a \"{}\"", value, separator));
      ProposalEdit edit{.kind = kind};
      edit.org = value.substr(0, at);
      edit.*second = value.substr(at + 1);
      return edit;
    };
  };
  const auto fromFile = [arguments](Kind kind) {
    return [arguments, kind](const std::string& value) -> Result<ProposalEdit> {
      ProposalEdit edit{.kind = kind};
      MZ_TRY(edit.file, fileOf(value));
      edit.value = arguments->role;
      return edit;
    };
  };
  const auto number = [](Kind kind) {
    return [kind](const std::string& value) -> Result<ProposalEdit> {
      ProposalEdit edit{.kind = kind};
      const auto [read, problem] = std::from_chars(value.data(), value.data() + value.size(), edit.number);
      if (value != "default" && (problem != std::errc() || read != value.data() + value.size()))
        return fail(ErrorCode::InvalidArgument, fmt::format("\"{}\" is no number", value));
      return edit;
    };
  };
  each("--member-in", "Admit the organization that wrote this answer to an invitation", "FILE", fromFile(Kind::MemberIn));
  command.add_option("--as", arguments->role, "What a new member is")
      ->check(CLI::IsMember({"voting", "observer", "reader"}))
      ->capture_default_str();
  each("--member-out", "Remove a member", "ORG", plain(Kind::MemberOut, &ProposalEdit::org));
  each("--member-role", "Make a member voting, an observer or a reader", "ORG=ROLE",
       pair(Kind::MemberRole, '=', &ProposalEdit::value));
  each("--authority-in", "List another CA certificate of a member", "FILE", fromFile(Kind::AuthorityIn));
  each("--authority-out", "List this CA certificate no more", "FINGERPRINT", plain(Kind::AuthorityOut, &ProposalEdit::value));
  each("--node-in", "Let the node of this answer cosign", "FILE", fromFile(Kind::NodeIn));
  each("--node-out", "Let a node cosign no more", "ORG/NODE", pair(Kind::NodeOut, '/', &ProposalEdit::node));
  each("--finality", "So many organizations make a block final; \"default\" for more than two thirds", "K",
       number(Kind::Finality));
  each("--freeze", "Freeze a certificate; with --freeze-reason", "FINGERPRINT",
       [arguments](const std::string& value) -> Result<ProposalEdit> {
         ProposalEdit edit{.kind = Kind::Freeze};
         edit.value = value;
         edit.reason = arguments->freezeReason;
         return edit;
       });
  command.add_option("--freeze-reason", arguments->freezeReason, "Why")->type_name("TEXT");
  each("--thaw", "Let a frozen certificate sign again", "FINGERPRINT", plain(Kind::Thaw, &ProposalEdit::value));
  each("--state", "Make the channel open, frozen or closed for ever", "STATE", plain(Kind::Channel, &ProposalEdit::value));
  each("--rules", "Raise the rules version", "N", number(Kind::Rules));
  command
      .add_option_function<std::vector<std::string>>(
          "--threshold",
          [arguments](const std::vector<std::string>& values) {
            arguments->edits.emplace_back([values] { return Result<ProposalEdit>(thresholdOf(values)); });
          },
          "Who has to agree to changes: majority, all or a number, of all voting members or of those named; several must all "
          "be met")
      ->allow_extra_args(false)
      ->type_name("NEED[:ORG,…]");
  command
      .add_option_function<std::vector<std::string>>(
          "--write",
          [arguments](const std::vector<std::string>& values) {
            arguments->edits.emplace_back([values] { return writeOf(values); });
          },
          "Who may call which contract; all rules together replace what was; \"anybody\" lifts it")
      ->allow_extra_args(false)
      ->type_name("CONTRACT:ORGS:ROLES");
  command.add_option("--envelope-lifetime", arguments->lifetime, "How far ahead an envelope may expire")->type_name("SECONDS");
  command.add_option("--clock-tolerance", arguments->tolerance, "How far a node's clock may be off")->type_name("SECONDS");
}

}  // namespace

void addProposalCommands(CLI::App& app, CommandLine& line) {
  CLI::App* group = app.add_subcommand("proposal", "Change a channel together with its other members");
  group->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, auto run) {
    const auto arguments = std::make_shared<ProposalArguments>();
    CLI::App* command = addCommand(*group, line, name, what);
    addNetworkOptions(*command, arguments->directory, arguments->channel);
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
    return std::pair(command, arguments);
  };
  const auto addId = [](CLI::App* command, ProposalArguments& arguments) {
    command->add_option("proposal", arguments.id, "Its id, or the first 8 digits of it or more")->required()->type_name("ID");
  };
  {
    const auto [command, arguments] =
        add("draft", "Show what a change would do; sign it, and bring it onto the channel", &runDraft);
    addEdits(*command, arguments);
    command->add_option("--note", arguments->draft.note, "Why, for those who decide")->type_name("TEXT");
    command->add_option("--days", arguments->draft.days, "How long it is open: 1 to 366 days")->capture_default_str();
    command->add_option("-o,--output", arguments->output, "Write the signed proposal to this file")->type_name("FILE");
    command->add_flag("--send", arguments->send, "Bring it onto the channel");
    addSigning(*command, *arguments);
  }
  {
    const auto [command, arguments] = add("list", "The channel's proposals, newest first", &runList);
    command->add_flag("--needs-me", arguments->needsMe, "Only those that wait for this organization");
    command->add_flag("--open", arguments->open, "Only open ones");
    command->add_flag("--decided", arguments->decided, "Only those that are open no more")->excludes("--open");
  }
  {
    const auto [command, arguments] = add("show", "One proposal: changes, effects, who has said what", &runShow);
    addId(command, *arguments);
  }
  constexpr std::array<std::array<const char*, 3>, 3> kDecisions = {{{"approve", "for", "Agree to a proposal"},
                                                                     {"reject", "against", "Say no to a proposal, and why"},
                                                                     {"withdraw", "withdraw", "Take back an own proposal"}}};
  for (const auto& [name, decision, what] : kDecisions) {
    const auto [command, arguments] =
        add(name, what, [decision = std::string(decision)](const ProposalArguments& given, const Terminal& terminal) {
          return runDecide(given, decision, terminal);
        });
    addId(command, *arguments);
    command->add_option("--reason", arguments->reason, "Why, for the others")
        ->required(decision == std::string_view("against"))
        ->type_name("TEXT");
    command->add_option("-o,--output", arguments->output, "Write the signed decision to this file instead of sending it")
        ->type_name("FILE");
    addSigning(*command, *arguments);
  }
  {
    const auto [command, arguments] = add("export", "Write a proposal as a signed file, to be carried elsewhere", &runExport);
    addId(command, *arguments);
    command->add_option("-o,--output", arguments->output, "Where to write it")->required()->type_name("FILE");
  }
  {
    const auto [command, arguments] =
        add("import", "Bring a signed proposal or decision onto the channel, whoever signed it", &runImport);
    command->add_option("file", arguments->file, "The file")->required()->type_name("FILE");
    addSigning(*command, *arguments);
  }
}

}  // namespace mz
