// mz cert list, show: what is known of certificates; mz ca show, crl.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/mz_certificate_json.h"
#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "ledger/base/clock.h"
#include "ledger/format/date.h"
#include "ledger/identity/certificate_reading.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

constexpr std::int64_t kDay = 86'400;
constexpr std::size_t kFileBytes = 128 * 1024;

constexpr std::array<std::pair<std::string_view, CertificateColumn>, 13> kColumns = {
    {{"org", CertificateColumn::Org},
     {"role", CertificateColumn::Role},
     {"name", CertificateColumn::Name},
     {"serial", CertificateColumn::Serial},
     {"issuer", CertificateColumn::Issuer},
     {"from", CertificateColumn::From},
     {"until", CertificateColumn::Until},
     {"state", CertificateColumn::State},
     {"algorithm", CertificateColumn::Algorithm},
     {"key", CertificateColumn::Key},
     {"enrolled", CertificateColumn::Enrolled},
     {"revoked", CertificateColumn::Revoked},
     {"revoked_at", CertificateColumn::RevokedAt}}};

constexpr std::array<CertificateState, kCertificateStates> kStates = {CertificateState::Valid, CertificateState::NotYetValid,
                                                                      CertificateState::Expired, CertificateState::OnHold,
                                                                      CertificateState::Revoked};

struct ListArguments {
  std::string text, directory, channel, org, role, sort = "org";
  std::vector<std::string> states;
  std::optional<std::uint32_t> endsWithin;
  bool descending = false;
  std::uint64_t offset = 0;
  std::size_t most = 50;
};

Result<int> listChannel(Engine& engine, const ListArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const ChannelInfo channel, chooseChannel(engine, arguments.channel, {}));
  MZ_TRY(const std::vector<CertificateLink> found,
         engine.certificates().enrolled(channel.name, arguments.text, arguments.most));
  Object list = Object::array();
  std::string text;
  for (const CertificateLink& link : found) {
    list.push_back(toJson(link));
    text += fmt::format("{}\n  {}\n", link.certificate.fingerprint.hex(), visible(certificateLine(link)));
  }
  if (terminal.json)
    terminal.print({{"channel", channel.name}, {"certificates", std::move(list)}});
  else
    terminal.text(text);
  return found.empty() ? exitCode(ErrorCode::NotFound) : 0;
}

Result<CertificateFilter> filterOf(const ListArguments& arguments) {
  CertificateFilter filter;
  filter.text = arguments.text;
  filter.org = arguments.org;
  filter.role = arguments.role;
  for (const std::string& name : arguments.states) {
    const auto state = std::ranges::find(kStates, name, certificateStateName);
    if (state == kStates.end())
      return fail(ErrorCode::InvalidArgument, "--state takes valid, not_yet_valid, expired, on_hold, revoked, not " + name);
    filter.states.push_back(*state);
  }
  if (arguments.endsWithin) {
    const UnixSeconds now = SystemClock().now();
    filter.endsFrom = now;
    filter.endsBefore = UnixSeconds(now.value + std::int64_t{*arguments.endsWithin} * kDay);
  }
  return filter;
}

Result<int> runList(const ListArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const CertificateFilter filter, filterOf(arguments));
  const auto column = std::ranges::find(kColumns, arguments.sort, &std::pair<std::string_view, CertificateColumn>::first);
  if (column == kColumns.end()) return fail(ErrorCode::InvalidArgument, "there is no column " + arguments.sort);
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  if (!arguments.channel.empty()) return listChannel(*engine, arguments, terminal);
  MZ_TRY(const CertificateTable table,
         engine->certificates().table(filter, {column->second, arguments.descending}, arguments.offset, arguments.most));
  Object list = Object::array(), states;
  std::string text;
  for (const CertificateRow& row : table.rows) {
    list.push_back(toJson(row));
    text += rowText(row);
  }
  for (const CertificateState state : kStates)
    states[std::string(certificateStateName(state))] = table.states[static_cast<std::size_t>(state)];
  if (terminal.json)
    terminal.print(
        {{"total", table.total}, {"states", std::move(states)}, {"unread", table.unread}, {"certificates", std::move(list)}});
  else
    terminal.text(text + (table.total > table.rows.size() ? fmt::format("{} of {}\n", table.rows.size(), table.total) : ""));
  for (const std::string& channel : table.unread)
    terminal.remark("the channel " + channel + " is not open; nothing of it is here");
  return table.total == 0 ? exitCode(ErrorCode::NotFound) : 0;
}

struct ShowArguments {
  std::string what, directory, output;
};

Result<int> showFile(const ShowArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::string file, readFile(arguments.what, kFileBytes));
  MZ_TRY(const CertificateDescription description, describeCertificate(bytesOf(file)));
  if (terminal.json)
    terminal.print({{"description", toJson(description)}});
  else
    terminal.text(descriptionText(description));
  return 0;
}

// By its fingerprint, or by a text that fits one certificate alone.
Result<Fingerprint> chosenCertificate(Engine& engine, const std::string& what) {
  if (const auto fingerprint = Fingerprint::fromHex(what)) return *fingerprint;
  CertificateFilter filter;
  filter.text = what;
  MZ_TRY(const CertificateTable table, engine.certificates().table(filter, {}, 0, 1));
  if (table.total == 0) return fail(ErrorCode::NotFound, "no certificate fits \"" + what + "\"");
  if (table.total > 1)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} certificates fit \"{}\"; give the fingerprint of one", table.total, what));
  return table.rows.front().certificate.fingerprint;
}

Result<int> runShow(const ShowArguments& arguments, const Terminal& terminal) {
  if (arguments.directory.empty()) return showFile(arguments, terminal);
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const Fingerprint fingerprint, chosenCertificate(*engine, arguments.what));
  MZ_TRY(const CertificateDetail detail, engine->certificates().detail(fingerprint));
  if (terminal.json) {
    terminal.print(toJson(detail));
    return 0;
  }
  std::string text = rowText(detail.row) + descriptionText(detail.description);
  for (const CertificateDetail::OnChannel& channel : detail.channels)
    text += fmt::format("{:<16} {}\n", visible(channel.channel),
                        channel.failure ? visible(channel.failure->detail)
                        : channel.link  ? visible(certificateLine(*channel.link))
                                        : "not enrolled");
  for (const CertificateRow& above : detail.chain) text += "issued by " + rowText(above);
  terminal.text(text);
  return 0;
}

struct AuthorityArguments {
  std::string directory, passwordFile, pinFile, org, output, certificate;
  std::uint32_t days = 0;
  bool sm2 = false, sameKey = false;
};

Result<int> runShowAuthorities(const AuthorityArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const std::vector<AuthorityInfo> all, engine->certificates().authorities());
  Object list = Object::array();
  std::string text;
  for (const AuthorityInfo& one : all) {
    if (!arguments.org.empty() && one.certificate.org != arguments.org) continue;
    list.push_back(toJson(one));
    text += fmt::format("{}\n  {}/{}{}: {}, {}, until {}, key {}, {} certificates ({} valid), on {} channels, list {}\n",
                        one.certificate.fingerprint.hex(), visible(one.certificate.org), visible(one.certificate.name),
                        one.isRoot ? " (root)" : "", certificateStateName(one.state), one.keyAlgorithm,
                        formatTime(one.certificate.until), keyPlaceName(one.key), one.issued, one.valid, one.channels.size(),
                        one.listNumber);
  }
  const bool none = list.empty();
  if (terminal.json)
    terminal.print({{"authorities", std::move(list)}});
  else
    terminal.text(text);
  return none ? exitCode(ErrorCode::NotFound) : 0;
}

Result<int> runMakeAuthority(const AuthorityArguments& arguments, bool renews, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  AuthorityOrder order{arguments.org, arguments.sm2, {}, arguments.sameKey, arguments.days};
  if (renews) {
    MZ_TRY(order.renews, Fingerprint::fromHex(arguments.certificate));
  }
  MZ_TRY(const IssuedCertificate made,
         withPin(*engine, arguments.pinFile, [&] { return engine->certificates().makeAuthority(order); }));
  if (!arguments.output.empty()) {
    MZ_TRY(const Bytes pem, engine->certificates().exported({made.fingerprint}, ExportForm::Pem, {}));
    MZ_CHECK(writeFile(arguments.output, textOf(pem)));
  }
  if (terminal.json)
    terminal.print({{"authority", toJson(made)}});
  else
    terminal.text(fmt::format("{}  until {}, {}\nChannels take its signatures once their members list it.\n",
                              visible(made.label), formatTime(made.until), made.fingerprint.hex()));
  return 0;
}

Result<int> runCreate(const AuthorityArguments& arguments, const Terminal& terminal) {
  return runMakeAuthority(arguments, false, terminal);
}
Result<int> runRenewAuthority(const AuthorityArguments& arguments, const Terminal& terminal) {
  return runMakeAuthority(arguments, true, terminal);
}

Result<int> runCrl(const AuthorityArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const Bytes der, withPin(*engine, arguments.pinFile,
                                  [&] { return engine->certificates().revocationList(arguments.org, arguments.days); }));
  MZ_CHECK(writeFile(arguments.output, textOf(der)));
  if (terminal.json)
    terminal.print({{"file", arguments.output}, {"bytes", der.size()}, {"days", arguments.days}});
  else
    terminal.text(fmt::format("Wrote {}, good for {} days.\n", arguments.output, arguments.days));
  return 0;
}

void addList(CLI::App& group, CommandLine& line) {
  const auto arguments = std::make_shared<ListArguments>();
  CLI::App* command = addCommand(group, line, "list", "Find certificates: all that are known here, or those of one channel");
  command->add_option("text", arguments->text, "Parts of org, its title, role, name, serial number, fingerprint or label")
      ->type_name("TEXT");
  addNetworkOptions(*command, arguments->directory, arguments->channel);
  command->add_option("--org", arguments->org, "Of this organization")->type_name("ORG");
  command->add_option("--role", arguments->role, "With this role; ca: authorities")->type_name("ROLE");
  command
      ->add_option("--state", arguments->states, "valid, not_yet_valid, expired, on_hold, revoked; may be given several times")
      ->type_name("STATE");
  command->add_option("--ends-within", arguments->endsWithin, "Whose time ends within so many days")->type_name("DAYS");
  command->add_option("--sort", arguments->sort, "Column: org, role, name, serial, issuer, from, until, state, …")
      ->capture_default_str();
  command->add_flag("--descending", arguments->descending, "The other way round");
  command->add_option("--offset", arguments->offset, "How many to pass over");
  command->add_option("--most", arguments->most, "How many to list")->capture_default_str();
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runList(*arguments, terminal); }; });
}

void addShow(CLI::App& group, CommandLine& line) {
  const auto arguments = std::make_shared<ShowArguments>();
  CLI::App* command = addCommand(group, line, "show", "Every field of a certificate: of a network, or of a file");
  command->add_option("what", arguments->what, "Fingerprint, or a text that fits one alone; without --network a file")
      ->required()
      ->type_name("CERTIFICATE");
  command->add_option("--network", arguments->directory, "Directory of the network")->type_name("DIR");
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runShow(*arguments, terminal); }; });
}

}  // namespace

std::string certificateLine(const CertificateLink& link) {
  const CertificateInfo& one = link.certificate;
  std::string text = fmt::format("{}/{} ({})", one.org, one.name, one.role);
  if (link.standing == CertificateStanding::NotKept) return text + ": its certificate is not kept here";
  text += fmt::format(": {}, serial {}, {} to {}", standingName(link.standing), one.serial, formatTime(one.from),
                      formatTime(one.until));
  if (link.since) text += fmt::format(", since block {}", link.since->value);
  if (link.revoked) text += fmt::format(", revoked in block {}", link.revoked->value);
  return text;
}

void addCertificateCommands(CLI::App& app, CommandLine& line) {
  CLI::App* certificates = app.add_subcommand("cert",
                                              "Certificates of people and machines: list, show, issue, renew, revoke, settle, "
                                              "request, accept, template, import, export, "
                                              "verify");
  certificates->require_subcommand(1);
  addList(*certificates, line);
  addShow(*certificates, line);
  addIssuingCommands(*certificates, line);
  addCertificateFileCommands(*certificates, line);
  CLI::App* authority = app.add_subcommand("ca", "Certificate authorities: show, create, renew, crl");
  authority->require_subcommand(1);
  const auto add = [&](const std::string& name, const std::string& what, const std::shared_ptr<AuthorityArguments>& arguments,
                       Result<int> (*run)(const AuthorityArguments&, const Terminal&)) {
    CLI::App* command = addCommand(*authority, line, name, what);
    command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
    return command;
  };
  const auto addSigning = [&](CLI::App& command, const std::shared_ptr<AuthorityArguments>& arguments) {
    command.add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
        ->type_name("FILE");
    addPinFile(command, arguments->pinFile);
  };
  {
    const auto arguments = std::make_shared<AuthorityArguments>();
    add("show", "The network's root and the CAs of its organizations", arguments, runShowAuthorities)
        ->add_option("--org", arguments->org, "Of this organization alone")
        ->type_name("ORG");
  }
  {
    const auto arguments = std::make_shared<AuthorityArguments>();
    CLI::App* command = add("create", "Make the CA of an organization, under the network's root", arguments, runCreate);
    addSigning(*command, arguments);
    command->add_option("--org", arguments->org, "Whose")->required()->type_name("ORG");
    command->add_flag("--sm2", arguments->sm2, "With a key of SM2 instead of P-256");
    command->add_option("--days", arguments->days, "How long it is good; 20 years unless told");
    command->add_option("-o,--output", arguments->output, "Write its certificate (PEM)")->type_name("FILE");
  }
  {
    const auto arguments = std::make_shared<AuthorityArguments>();
    CLI::App* command = add("renew", "Make a CA that takes the place of another one", arguments, runRenewAuthority);
    addSigning(*command, arguments);
    command->add_option("certificate", arguments->certificate, "Fingerprint of the old one")->required()->type_name("HEX");
    command->add_flag("--same-key", arguments->sameKey, "For the key that it has");
    command->add_option("--days", arguments->days, "How long it is good; 20 years, of a root 30, unless told");
    command->add_option("-o,--output", arguments->output, "Write its certificate (PEM)")->type_name("FILE");
  }
  {
    const auto arguments = std::make_shared<AuthorityArguments>();
    arguments->days = 30;
    CLI::App* command = add("crl", "Write a revocation list for the outside (RFC 5280, DER)", arguments, runCrl);
    addSigning(*command, arguments);
    command->add_option("--org", arguments->org, "Whose CA")->required()->type_name("ORG");
    command->add_option("-o,--output", arguments->output, "Where to write it")->required()->type_name("FILE");
    command->add_option("--days", arguments->days, "How long it is good")->capture_default_str()->check(CLI::Range(1, 3650));
  }
}

}  // namespace mz
