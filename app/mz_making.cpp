// mz network create, invite, show-invitation, join, password: networks that people work with.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "ledger/format/date.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

constexpr std::size_t kAnswerLimit = std::size_t{256} << 10;

const std::map<std::string, Suite> kSuites = {{"guomi", Suite::Guomi}, {"international", Suite::International}};

void addTitle(CLI::App& command, const std::string& option, Title& title, const std::string& what) {
  command.add_option("--" + option, title.en, what)->type_name("TEXT");
  command.add_option("--" + option + "-zh", title.zh, what + ", in Chinese; without it the other stands for both")
      ->type_name("TEXT");
}

void addOrg(CLI::App& command, OrgPlan& org, PeoplePlan& people) {
  command.add_option("--org", org.id, "Id of your organization: finance")->required()->type_name("ORG");
  addTitle(command, "org-title", org.title, "Its name; the id unless told");
  command.add_option("--region", org.region, "Its region: six digits of GB/T 2260")->type_name("DIGITS");
  command.add_option("--level", org.level, "Its level: city, district, …")->type_name("WORD");
  command.add_option("--suite", org.suite, "Signatures of its CA and people: international (P-256) or guomi (SM2)")
      ->transform(CLI::CheckedTransformer(kSuites, CLI::ignore_case))
      ->type_name("SUITE");
  command.add_option("--admin", people.admin, "Staff number of its administrator")->capture_default_str()->type_name("ID");
  command.add_option("--officer", people.officer, "Staff number of its officer")->capture_default_str()->type_name("ID");
}

void addPasswordFile(CLI::App& command, std::string& file) {
  command.add_option("--password-file", file, "File whose first line is the keystore's password")->type_name("FILE");
}

// A name that was not given is what it names.
void orElse(Title& title, const std::string& otherwise) {
  if (title.en.empty() && title.zh.empty()) title.en = otherwise;
}

// ---- network create

struct CreateArguments {
  std::string directory, passwordFile, contract = "public-finance";
  bool isPrivate = false;
  NetworkPlan plan;
};

Result<int> runCreate(const CreateArguments& arguments, const Terminal& terminal) {
  NetworkPlan plan = arguments.plan;
  orElse(plan.org.title, plan.org.id);
  plan.channel.finance = arguments.contract == "public-finance";
  orElse(plan.channel.title, plan.channel.finance ? "Public finance" : plan.channel.name);
  if (plan.channel.finance && plan.channel.title.en == "Public finance" && plan.channel.title.zh.empty())
    plan.channel.title.zh = "财政公开";
  plan.channel.isPublic = !arguments.isPrivate;
  if (plan.domain.empty()) plan.domain = suggestedDomain(plan.title.en, plan.org.id);
  MZ_TRY(plan.password, readNewPassword(arguments.passwordFile));
  MadeNetwork made;
  {
    const ProgressLine line(terminal, "Making the network");
    MZ_TRY(made, createNetwork(arguments.directory, plan, line.progress()));
  }
  if (terminal.json) {
    terminal.print({{"directory", arguments.directory},
                    {"domain", plan.domain},
                    {"org", plan.org.id},
                    {"channel", {{"name", made.channelName}, {"id", made.channel.hex()}, {"public", plan.channel.isPublic}}},
                    {"root", made.root.hex()},
                    {"authority", made.authority.hex()},
                    {"identities", {{"admin", made.admin}, {"officer", made.officer}, {"node", made.node}}}});
  } else {
    terminal.text(
        fmt::format("The network {} is in {}, with the {} channel {} and the identities {} and {}.\n"
                    "Keep a copy of {}/keystore.mzk and its password in another place: they hold the root of the network "
                    "and the CA of {}, and nobody can make them again.\n",
                    plan.domain, arguments.directory, plan.channel.isPublic ? "public" : "private", made.channelName,
                    made.admin, made.officer, arguments.directory, plan.org.id));
  }
  return 0;
}

void addCreate(CLI::App& network, CommandLine& line) {
  const auto arguments = std::make_shared<CreateArguments>();
  CLI::App* command = addCommand(network, line, "create", "Make a network of your organization, with its first channel");
  NetworkPlan& plan = arguments->plan;
  command->add_option("directory", arguments->directory, "Where to make it: an empty or new directory")
      ->required()
      ->type_name("DIR");
  addTitle(*command, "title", plan.title, "Name of the network");
  command->add_option("--domain", plan.domain, "Its domain, which stands in every proof; made from its name unless told")
      ->type_name("DOMAIN");
  addOrg(*command, plan.org, plan.people);
  command->add_option("--channel", plan.channel.name, "Name of its first channel")->capture_default_str()->type_name("C");
  addTitle(*command, "channel-title", plan.channel.title, "Title of its first channel");
  command->add_flag("--private", arguments->isPrivate, "Only members may read the channel; public unless told");
  command->add_option("--contract", arguments->contract, "What the channel is for")
      ->check(CLI::IsMember({"public-finance", "none"}))
      ->capture_default_str();
  command->add_option("--currency", plan.channel.currencies, "Currency of its payments; may be given several times")
      ->allow_extra_args(false)
      ->capture_default_str()
      ->type_name("CUR");
  command->add_option("--fiscal-year", plan.channel.fiscalYearStart, "First day of its fiscal year")
      ->capture_default_str()
      ->type_name("MM-DD");
  addPasswordFile(*command, arguments->passwordFile);
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runCreate(*arguments, terminal); }; });
}

// ---- network invite

struct InviteArguments {
  std::string directory, channel, file, identity, passwordFile, pinFile;
  int days = 30;
};

Result<int> runInvite(const InviteArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, arguments.channel, {}));
  MZ_TRY(const std::string password, readPassword(arguments.passwordFile));
  MZ_CHECK(engine->unlock(password));
  MZ_TRY(const std::string text, withPin(*engine, arguments.pinFile,
                                         [&] { return engine->invitation(channel.name, arguments.identity, arguments.days); }));
  MZ_CHECK(writeFile(arguments.file, text));
  MZ_TRY(const InvitationInfo info, readInvitation(arguments.file));
  if (terminal.json)
    terminal.print({{"invitation", arguments.file},
                    {"channel", {{"name", channel.name}, {"id", channel.id.hex()}}},
                    {"authority", info.inviterAuthority.hex()},
                    {"expires", formatTime(info.expires)}});
  else
    terminal.text(
        fmt::format("The invitation to {} is in {}, until {}. Tell the invited organization by another way, so that "
                    "it can compare:\n  channel    {}\n  authority  {}\n",
                    channel.name, arguments.file, formatTime(info.expires), channel.id.hex(), info.inviterAuthority.hex()));
  return 0;
}

void addInvite(CLI::App& network, CommandLine& line) {
  const auto arguments = std::make_shared<InviteArguments>();
  CLI::App* command = addCommand(network, line, "invite", "Write an invitation to a channel, signed by an administrator");
  command->add_option("directory", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  command->add_option("--channel", arguments->channel, "Name or id of the channel; not needed where only one fits")
      ->type_name("C");
  command->add_option("-o,--output", arguments->file, "Where to write it")->required()->type_name("FILE");
  command->add_option("--days", arguments->days, "How long it is valid: 1 to 90 days")->capture_default_str();
  command->add_option("--identity", arguments->identity, "Label of the administrator in the keystore")->type_name("LABEL");
  addPasswordFile(*command, arguments->passwordFile);
  addPinFile(*command, arguments->pinFile);
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runInvite(*arguments, terminal); }; });
}

// ---- network show-invitation

struct ShowArguments {
  std::string file, directory;
};

Object toJson(const InvitationInfo& info) {
  Object members = Object::array();
  for (const OrgInfo& member : info.members)
    members.push_back(
        {{"id", member.id}, {"title", {{"en", member.title.en}, {"zh", member.title.zh}}}, {"voting", member.voting}});
  return {{"domain", info.domain},
          {"title", {{"en", info.network.en}, {"zh", info.network.zh}}},
          {"demonstration", info.demonstration},
          {"channel",
           {{"name", info.channelName},
            {"id", info.channel.hex()},
            {"title", {{"en", info.channelTitle.en}, {"zh", info.channelTitle.zh}}},
            {"public", info.isPublic},
            {"contracts", info.contracts}}},
          {"members", std::move(members)},
          {"nodes", info.nodes},
          {"inviter", {{"org", info.inviterOrg}, {"name", info.inviterName}, {"authority", info.inviterAuthority.hex()}}},
          {"issued", formatTime(info.issued)},
          {"expires", formatTime(info.expires)}};
}

Result<int> runShow(const ShowArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const InvitationInfo info, readInvitation(arguments.file));
  if (!arguments.directory.empty()) {
    MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
    const std::string here = engine->network().domain;
    if (here != info.domain)
      return std::unexpected(Error(ErrorCode::WrongChannel, "the invitation is to the network " + info.domain + "; in " +
                                                                arguments.directory + " is " + here)
                                 .with("domain", info.domain));
  }
  if (terminal.json) {
    terminal.print(toJson(info));
    return 0;
  }
  std::string text;
  const auto add = [&](std::string_view name, const std::string& value) {
    text += fmt::format("{:<11}{}\n", name, visible(value));
  };
  add("network", info.network.en + " (" + info.domain + ")" + (info.demonstration ? ", a demonstration" : ""));
  add("channel", info.channelName + " (" + (info.isPublic ? "public" : "private") + "), " + info.channel.hex());
  for (const OrgInfo& member : info.members) add("member", member.id + ", " + member.title.en);
  add("inviter", info.inviterOrg + "/" + info.inviterName);
  add("authority", info.inviterAuthority.hex());
  add("valid", "until " + formatTime(info.expires));
  text +=
      "\nIts signature fits what it says of itself. That it comes from this organization nobody but you can check: compare the "
      "channel's id and the authority's fingerprint with the inviter, by telephone for instance.\nJoining makes the keys of "
      "your organization in a new directory and an answer to be sent back. Nothing of the channel comes before its members "
      "have admitted you.\n";
  terminal.text(text);
  return 0;
}

void addShow(CLI::App& network, CommandLine& line) {
  const auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = addCommand(network, line, "show-invitation", "Check an invitation, and say what joining would do");
  command->add_option("file", arguments->file, "The invitation")->required()->type_name("FILE");
  command->add_option("--network", arguments->directory, "Refuse it unless it is to the network in this directory")
      ->type_name("DIR");
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runShow(*arguments, terminal); }; });
}

// ---- network join

struct JoinArguments {
  std::string file, directory, output, passwordFile;
  JoinPlan plan;
};

Result<int> runJoin(const JoinArguments& arguments, const Terminal& terminal) {
  JoinPlan plan = arguments.plan;
  orElse(plan.org.title, plan.org.id);
  MZ_TRY(const InvitationInfo info, readInvitation(arguments.file));
  MZ_TRY(plan.password, readNewPassword(arguments.passwordFile));
  MadeNetwork made;
  {
    const ProgressLine line(terminal, "Making the keys");
    MZ_TRY(made, joinNetwork(arguments.directory, arguments.file, plan, line.progress()));
  }
  std::string answer = made.answer.string();
  if (!arguments.output.empty()) {
    MZ_TRY(const std::string text, readFile(answer, kAnswerLimit));
    MZ_CHECK(writeFile(arguments.output, text));
    answer = arguments.output;
  }
  if (terminal.json)
    terminal.print({{"directory", arguments.directory},
                    {"domain", info.domain},
                    {"org", plan.org.id},
                    {"awaited", {{"name", made.channelName}, {"id", made.channel.hex()}}},
                    {"answer", answer},
                    {"authority", made.authority.hex()},
                    {"identities", {{"admin", made.admin}, {"officer", made.officer}, {"node", made.node}}}});
  else
    terminal.text(
        fmt::format("The keys of {} are in {}. Send {} to {}: the channel {} is waiting for its members' approval, and "
                    "nothing of it is here before that. Tell them the fingerprint of your authority by another way:\n"
                    "  {}\n",
                    plan.org.id, arguments.directory, answer, info.inviterOrg, made.channelName, made.authority.hex()));
  return 0;
}

void addJoin(CLI::App& network, CommandLine& line) {
  const auto arguments = std::make_shared<JoinArguments>();
  CLI::App* command = addCommand(network, line, "join", "Make your organization's keys and the answer to an invitation");
  command->add_option("file", arguments->file, "The invitation")->required()->type_name("FILE");
  command->add_option("directory", arguments->directory, "Where to make it: an empty or new directory")
      ->required()
      ->type_name("DIR");
  addOrg(*command, arguments->plan.org, arguments->plan.people);
  command->add_option("-o,--output", arguments->output, "Write the answer here too")->type_name("FILE");
  addPasswordFile(*command, arguments->passwordFile);
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runJoin(*arguments, terminal); }; });
}

// ---- network password

struct PasswordArguments {
  std::string directory, passwordFile, newPasswordFile;
};

Result<int> runPassword(const PasswordArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const std::string from, readPassword(arguments.passwordFile));
  MZ_TRY(const std::string to, readNewPassword(arguments.newPasswordFile, "MZ_NEW_PASSWORD"));
  MZ_CHECK(engine->changePassword(from, to));
  if (terminal.json)
    terminal.print({{"directory", arguments.directory}, {"changed", true}});
  else
    terminal.text(
        "The password is changed. Copies of keystore.mzk that were made before still open with the old one: replace them.\n");
  return 0;
}

void addPassword(CLI::App& network, CommandLine& line) {
  const auto arguments = std::make_shared<PasswordArguments>();
  CLI::App* command = addCommand(network, line, "password", "Change the password of the keystore");
  command->add_option("directory", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  addPasswordFile(*command, arguments->passwordFile);
  command->add_option("--new-password-file", arguments->newPasswordFile, "File whose first line is the new password")
      ->type_name("FILE");
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runPassword(*arguments, terminal); }; });
}

}  // namespace

void addMakingCommands(CLI::App& app, CommandLine& line) {
  CLI::App* network =
      app.add_subcommand("network", "Networks that people work with: create, invite, show-invitation, join, password");
  network->require_subcommand(1);
  addCreate(*network, line);
  addInvite(*network, line);
  addShow(*network, line);
  addJoin(*network, line);
  addPassword(*network, line);
}

}  // namespace mz
