// mz network create: networks that people work with.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

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

}  // namespace

void addMakingCommands(CLI::App& app, CommandLine& line) {
  CLI::App* network = app.add_subcommand("network", "Networks that people work with: create");
  network->require_subcommand(1);
  addCreate(*network, line);
}

}  // namespace mz
