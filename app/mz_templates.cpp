// mz cert template list, save, remove: what certificates of one kind have in common.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/mz_certificate_json.h"
#include "app/mz_commands.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

struct TemplateArguments {
  std::string directory;
  CertificateTemplate made;
};

Result<int> runList(const TemplateArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const std::vector<CertificateTemplate> all, engine->certificates().templates());
  Object list = Object::array();
  std::string text;
  for (const CertificateTemplate& one : all) {
    list.push_back(toJson(one));
    text += fmt::format("{:<16} {:<10} {:>6} days, reminder {} days before{}{}\n", one.id, one.role, one.days, one.remindDays,
                        one.needsNames ? ", needs a host name" : "", one.shipped ? "" : "  " + visible(one.title));
  }
  if (terminal.json)
    terminal.print({{"templates", std::move(list)}});
  else
    terminal.text(text);
  return 0;
}

Result<int> runSave(const TemplateArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(engine->certificates().saveTemplate(arguments.made));
  if (terminal.json)
    terminal.print({{"template", toJson(arguments.made)}});
  else
    terminal.text(fmt::format("Saved the template {}.\n", arguments.made.id));
  return 0;
}

Result<int> runRemove(const TemplateArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(engine->certificates().removeTemplate(arguments.made.id));
  if (terminal.json)
    terminal.print({{"removed", arguments.made.id}});
  else
    terminal.text(fmt::format("Removed the template {}.\n", arguments.made.id));
  return 0;
}

using Run = Result<int> (*)(const TemplateArguments&, const Terminal&);

CLI::App* add(CLI::App& group, CommandLine& line, const std::string& name, const std::string& what,
              const std::shared_ptr<TemplateArguments>& arguments, Run run) {
  CLI::App* command = addCommand(group, line, name, what);
  command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
  return command;
}

}  // namespace

void addTemplateCommands(CLI::App& group, CommandLine& line) {
  CLI::App* templates = group.add_subcommand("template", "Templates of certificates: list, save, remove");
  templates->require_subcommand(1);
  add(*templates, line, "list", "Shipped ones and those of the network", std::make_shared<TemplateArguments>(), runList);
  {
    const auto arguments = std::make_shared<TemplateArguments>();
    CertificateTemplate& made = arguments->made;
    CertificateProfile& profile = made.profile;
    profile.usages.clear();
    CLI::App* command = add(*templates, line, "save", "Add one of the network, or replace it", arguments, runSave);
    command->add_option("id", made.id, "1 to 64 of a-z, 0-9, - and _")->required()->type_name("ID");
    command->add_option("--title", made.title, "What it is called");
    command->add_option("--role", made.role, "Role of those who have it")->required()->type_name("ROLE");
    command->add_option("--days", made.days, "How long certificates are valid")->capture_default_str();
    command->add_option("--remind", made.remindDays, "How many days before the end somebody is reminded")
        ->capture_default_str();
    command->add_flag("--needs-names", made.needsNames, "Each needs a host name or address");
    command->add_option("--usage", profile.usages, "digital_signature, non_repudiation, key_encipherment, …")
        ->default_val(CertificateProfile().usages)
        ->type_name("USAGE");
    command->add_option("--purpose", profile.purposes, "serverAuth, clientAuth, emailProtection, … or an object identifier")
        ->type_name("PURPOSE");
    command->add_option("--policy", profile.policies, "Object identifier of a policy")->type_name("OID");
    command->add_option("--list-address", profile.listAddress, "Where the CA's revocation list lies")->type_name("URI");
    command->add_option("--issuer-address", profile.issuerAddress, "Where the CA's certificate lies")->type_name("URI");
  }
  {
    const auto arguments = std::make_shared<TemplateArguments>();
    CLI::App* command = add(*templates, line, "remove", "Take one of the network away", arguments, runRemove);
    command->add_option("id", arguments->made.id, "Which")->required()->type_name("ID");
  }
}

}  // namespace mz
