// mz channel create: a further channel of a network.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "ledger/channel_creation.h"

namespace mz {

namespace {

struct ChannelArguments {
  std::string directory, passwordFile, contract = "public-finance";
  bool isPrivate = false;
  NewChannelPlan plan;
  std::vector<std::string> members;
};

// The keystore's password; a demonstration's is published.
Result<std::string> passwordOf(const ChannelArguments& arguments, const Terminal& terminal) {
  if (!arguments.passwordFile.empty() || std::getenv("MZ_PASSWORD") != nullptr) return readPassword(arguments.passwordFile);
  bool demonstration = false;
  {
    MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
    demonstration = engine->network().demonstration;
  }
  if (!demonstration) return readPassword(arguments.passwordFile);
  terminal.remark("demonstration network: signing with its published password");
  return std::string(kDemoPassword);
}

Result<int> runCreate(const ChannelArguments& arguments, const Terminal& terminal) {
  NewChannelPlan plan = arguments.plan;
  plan.channel.isPublic = !arguments.isPrivate;
  plan.channel.finance = arguments.contract == "public-finance";
  if (plan.channel.title.en.empty() && plan.channel.title.zh.empty()) plan.channel.title.en = plan.channel.name;
  for (const std::string& member : arguments.members) {
    const std::size_t at = member.find('=');
    plan.members.push_back({member.substr(0, at), at == member.npos ? "voting" : member.substr(at + 1)});
  }
  MZ_TRY(const std::string password, passwordOf(arguments, terminal));
  MZ_TRY(const MadeChannel made, createChannel(arguments.directory, plan, password));
  if (terminal.json) {
    terminal.print({{"channel", {{"name", plan.channel.name}, {"id", made.id.hex()}, {"public", plan.channel.isPublic}}},
                    {"cosigning", made.cosigning}});
    return 0;
  }
  terminal.text(fmt::format("The {} channel {} is made: {}\n", plan.channel.isPublic ? "public" : "private", plan.channel.name,
                            made.id.hex()));
  return 0;
}

}  // namespace

void addChannelCommands(CLI::App& app, CommandLine& line) {
  CLI::App* group = app.add_subcommand("channel", "Channels of a network");
  group->require_subcommand(1);
  const auto arguments = std::make_shared<ChannelArguments>();
  CLI::App* command = addCommand(*group, line, "create", "Make a further channel");
  ChannelPlan& channel = arguments->plan.channel;
  command->add_option("name", channel.name, "Its name")->required()->type_name("C");
  command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  command->add_option("--title", channel.title.en, "Its title; the name unless told")->type_name("TEXT");
  command->add_option("--title-zh", channel.title.zh, "Its title in Chinese; without it the other stands for both")
      ->type_name("TEXT");
  command->add_flag("--private", arguments->isPrivate, "Only members may read it; public unless told");
  command
      ->add_option("--member", arguments->members,
                   "A member besides your organization: voting, observer or reader; known from another channel here")
      ->allow_extra_args(false)
      ->type_name("ORG[=ROLE]");
  command->add_option("--contract", arguments->contract, "What the channel is for")
      ->check(CLI::IsMember({"public-finance", "none"}))
      ->capture_default_str();
  command->add_option("--currency", channel.currencies, "Currency of its payments; may be given several times")
      ->allow_extra_args(false)
      ->capture_default_str()
      ->type_name("CUR");
  command->add_option("--fiscal-year", channel.fiscalYearStart, "First day of its fiscal year")
      ->capture_default_str()
      ->type_name("MM-DD");
  command->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
      ->type_name("FILE");
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runCreate(*arguments, terminal); }; });
}

}  // namespace mz
