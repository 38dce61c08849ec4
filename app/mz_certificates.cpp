// mz cert list, issue, revoke, settle; mz ca crl: the certificate authorities of a keystore.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "app/mz_tokens.h"
#include "ledger/certificates.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

struct CertificateArguments {
  std::string directory, passwordFile;
  std::string org, role, reason = "unspecified", output;
  std::vector<std::string> names, serials;
  std::uint32_t days = 0;
  bool shorten = false, dryRun = false;
  bool onToken = false;  // the key is, or is made, on this token; empty id: made
  TokenChoice token;
  std::string key, authorityPinFile;
};

Object toJson(const ChannelSettlement& settlement) {
  return {{"channel", settlement.channel},
          {"enrolled", settlement.enrolled},
          {"revoked", settlement.revoked},
          {"missing", settlement.missing},
          {"failure", settlement.failure
                          ? Object{{"error", errorName(settlement.failure->code)}, {"detail", settlement.failure->detail}}
                          : Object(nullptr)}};
}

Object toJson(const std::vector<ChannelSettlement>& channels) {
  Object list = Object::array();
  for (const ChannelSettlement& one : channels) list.push_back(toJson(one));
  return list;
}

std::string settlementText(const std::vector<ChannelSettlement>& channels) {
  std::string text;
  for (const ChannelSettlement& one : channels) {
    if (one.failure)
      text += fmt::format("  {:<16} not reached, settled later: {}\n", visible(one.channel), visible(one.failure->detail));
    else if (one.enrolled + one.revoked > 0)
      text += fmt::format("  {:<16} certificates enrolled: {}, revocation lists sent: {}\n", visible(one.channel), one.enrolled,
                          one.revoked);
  }
  return text;
}

// 1 where a channel still lacks something: the answer is "not everywhere yet".
int settled(const std::vector<ChannelSettlement>& channels) {
  for (const ChannelSettlement& one : channels)
    if (one.failure || one.missing > 0) return 1;
  return 0;
}

// The key on a token that a certificate is to be issued for: an existing one, or a new one.
Result<TokenReference> keyOnToken(Engine& engine, const TokenName& token, const CertificateArguments& arguments) {
  TokenReference reference{token, {}};
  if (!arguments.key.empty()) {
    MZ_TRY(reference.key, fromHex(arguments.key));
    return reference;
  }
  MZ_TRY(TokenKey made, engine.tokens().generate(token, arguments.org + "/" + arguments.names.front()));
  reference.key = std::move(made.id);
  return reference;
}

// With the person's key on a token, which may be the CA's too.
Result<IssueReport> issueOnToken(Engine& engine, CertificateOrder order, const CertificateArguments& arguments,
                                 const Progress& progress) {
  if (arguments.names.size() != 1)
    return fail(ErrorCode::InvalidArgument, "with --on-token there is one --name: each person has a token and a PIN");
  MZ_TRY(const OpenedToken token, openToken(engine, arguments.token));
  const auto issue = [&]() -> Result<IssueReport> {
    // Nothing is made on the token for an order that is refused.
    MZ_TRY(const std::vector<OrderFinding> findings, engine.certificates().check({order}));
    const auto refuses = [&](const OrderFinding& one) { return !(one.mended && arguments.shorten); };
    if (!order.key && std::ranges::none_of(findings, refuses)) {
      MZ_TRY(order.key, keyOnToken(engine, token.name, arguments));
    }
    return engine.certificates().issue({order}, arguments.shorten, progress);
  };
  // The person's PIN is not that of the CA's token, and must not count there as a wrong one.
  if (arguments.authorityPinFile.empty()) return issue();
  return withPin(engine, arguments.authorityPinFile, issue);
}

Result<int> runIssue(const CertificateArguments& arguments, const Terminal& terminal) {
  std::vector<CertificateOrder> orders;
  for (const std::string& name : arguments.names) orders.push_back({arguments.org, arguments.role, name, arguments.days});
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  if (arguments.dryRun) {
    MZ_TRY(const std::vector<OrderFinding> findings, engine->certificates().check(orders));
    Object list = Object::array();
    std::string text;
    for (const OrderFinding& finding : findings) {
      list.push_back({{"order", finding.order},
                      {"name", orders[finding.order].name},
                      {"problem", orderProblemName(finding.problem)},
                      {"mendable", finding.mended.has_value()},
                      {"detail", finding.detail}});
      text += fmt::format("{}: {}{}\n", visible(orders[finding.order].name), visible(finding.detail),
                          finding.mended ? " (--shorten mends it)" : "");
    }
    if (terminal.json)
      terminal.print({{"findings", std::move(list)}});
    else
      terminal.text(text.empty() ? fmt::format("Nothing speaks against these {} certificates.\n", orders.size()) : text);
    return findings.empty() ? 0 : 1;
  }
  line.rename("Issuing");
  const auto issue = [&] { return engine->certificates().issue(orders, arguments.shorten, line.progress()); };
  MZ_TRY(const IssueReport report, arguments.onToken ? issueOnToken(*engine, orders.front(), arguments, line.progress())
                                                     : withPin(*engine, arguments.token.pinFile, issue));
  Object issued = Object::array();
  std::string text;
  for (const IssuedCertificate& one : report.issued) {
    issued.push_back({{"label", one.label},
                      {"org", one.org},
                      {"role", one.role},
                      {"name", one.name},
                      {"serial", one.serial},
                      {"from", formatTime(one.from)},
                      {"until", formatTime(one.until)},
                      {"fingerprint", one.fingerprint.hex()}});
    text += fmt::format("{}  {}  serial {}, until {}\n", visible(one.label), one.role, one.serial, formatTime(one.until));
  }
  if (terminal.json)
    terminal.print({{"issued", std::move(issued)}, {"channels", toJson(report.channels)}});
  else
    terminal.text(text + settlementText(report.channels));
  return settled(report.channels);
}

Result<int> runRevoke(const CertificateArguments& arguments, const Terminal& terminal) {
  const auto reason = revocationReasonFromName(arguments.reason);
  if (!reason)
    return fail(ErrorCode::InvalidArgument,
                "--reason takes unspecified, key_compromise, affiliation_changed, superseded, cessation_of_operation, "
                "certificate_hold, remove_from_crl, privilege_withdrawn, not " +
                    arguments.reason);
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  line.rename("Revoking");
  MZ_TRY(const RevocationReport report, withPin(*engine, arguments.token.pinFile, [&] {
           return engine->certificates().revoke({arguments.org, arguments.serials, *reason}, line.progress());
         }));
  if (terminal.json)
    terminal.print({{"number", report.number}, {"channels", toJson(report.channels)}});
  else
    terminal.text(fmt::format("Revoked {} of {} with CRL number {}; kept before any channel heard of it.\n{}",
                              arguments.serials.size(), visible(arguments.org), report.number,
                              settlementText(report.channels)));
  return settled(report.channels);
}

Result<int> runSettle(const CertificateArguments& arguments, const Terminal& terminal) {
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  line.rename("Settling");
  MZ_TRY(std::vector<ChannelSettlement> channels, engine->certificates().settle(line.progress()));
  const auto closed = std::ranges::find_if(
      channels, [](const ChannelSettlement& one) { return one.failure && one.failure->code == ErrorCode::PinNeeded; });
  if (closed != channels.end() && pinIsGiven(arguments.token.pinFile)) {
    MZ_CHECK(logInAsAsked(*engine, *closed->failure, arguments.token.pinFile));
    MZ_TRY(channels, engine->certificates().settle(line.progress()));
  }
  if (terminal.json) {
    terminal.print({{"channels", toJson(channels)}});
  } else {
    const std::string text = settlementText(channels);
    terminal.text(text.empty() ? "Every channel has everything that was issued and revoked.\n" : text);
  }
  return settled(channels);
}

Result<int> runCrl(const CertificateArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const Bytes der, withPin(*engine, arguments.token.pinFile,
                                  [&] { return engine->certificates().revocationList(arguments.org, arguments.days); }));
  MZ_CHECK(writeFile(arguments.output, std::string_view(reinterpret_cast<const char*>(der.data()), der.size())));
  if (terminal.json)
    terminal.print({{"file", arguments.output}, {"bytes", der.size()}, {"days", arguments.days}});
  else
    terminal.text(fmt::format("Wrote {}, good for {} days.\n", arguments.output, arguments.days));
  return 0;
}

using Run = Result<int> (*)(const CertificateArguments&, const Terminal&);

CLI::App* add(CLI::App& group, CommandLine& line, const std::string& name, const std::string& what,
              const std::shared_ptr<CertificateArguments>& arguments, Run run) {
  CLI::App* command = addCommand(group, line, name, what);
  command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  command->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
      ->type_name("FILE");
  if (name != "issue") addPinFile(*command, arguments->token.pinFile);  // that has it with the token
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
  return command;
}

struct ListArguments {
  std::string text, directory, channel;
  std::size_t most = 50;
};

Result<int> runList(const ListArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, arguments.channel, {}));
  MZ_TRY(const std::vector<CertificateLink> found,
         engine->certificates().enrolled(channel.name, arguments.text, arguments.most));
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
  CLI::App* certificates = app.add_subcommand("cert", "Certificates of people and machines: list, issue, revoke, settle");
  certificates->require_subcommand(1);
  {
    const auto arguments = std::make_shared<ListArguments>();
    CLI::App* command = addCommand(*certificates, line, "list", "Find certificates that are enrolled on a channel");
    command->add_option("text", arguments->text, "Parts of org, role, name, serial number or fingerprint")->type_name("TEXT");
    addNetworkOptions(*command, arguments->directory, arguments->channel);
    command->add_option("--most", arguments->most, "How many to list")->capture_default_str();
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runList(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<CertificateArguments>();
    CLI::App* command =
        add(*certificates, line, "issue", "Issue certificates and enrol them on every channel of the org", arguments, runIssue);
    command->add_option("--org", arguments->org, "Whose CA issues them")->required()->type_name("ORG");
    command->add_option("--role", arguments->role, "Their role: admin, officer, auditor, clerk, node, kiosk, …")
        ->required()
        ->type_name("ROLE");
    command->add_option("--name", arguments->names, "Staff number or name of a machine; may be given several times")
        ->required()
        ->type_name("NAME");
    command->add_option("--days", arguments->days, "How long they are valid; the usual time of the role unless told");
    command->add_flag("--shorten", arguments->shorten, "What would outlive its CA ends with it");
    command->add_flag("--dry-run", arguments->dryRun, "Only say what speaks against it");
    addTokenOptions(*command, arguments->token);
    command->add_flag("--on-token", arguments->onToken, "Make the key on a token, where it stays");
    command->add_option("--key", arguments->key, "With --on-token: issue it for this key, which lies there already")
        ->type_name("HEX");
    command
        ->add_option("--ca-pin-file", arguments->authorityPinFile,
                     "With --on-token: file whose first line is the PIN of another token, on which the CA's key lies")
        ->type_name("FILE");
  }
  {
    const auto arguments = std::make_shared<CertificateArguments>();
    CLI::App* command =
        add(*certificates, line, "revoke", "Revoke certificates on every channel of the org, in one act", arguments, runRevoke);
    command->add_option("--org", arguments->org, "Whose CA revokes them")->required()->type_name("ORG");
    command->add_option("--serial", arguments->serials, "Serial number; may be given several times")
        ->required()
        ->type_name("HEX");
    command->add_option("--reason", arguments->reason, "RFC 5280 reason")->capture_default_str()->type_name("REASON");
  }
  {
    const auto arguments = std::make_shared<CertificateArguments>();
    add(*certificates, line, "settle", "Send to each channel what it still lacks of what was issued and revoked", arguments,
        runSettle);
  }
  CLI::App* authority = app.add_subcommand("ca", "Certificate authorities: crl");
  authority->require_subcommand(1);
  {
    const auto arguments = std::make_shared<CertificateArguments>();
    arguments->days = 30;
    CLI::App* command =
        add(*authority, line, "crl", "Write a revocation list for the outside (RFC 5280, DER)", arguments, runCrl);
    command->add_option("--org", arguments->org, "Whose CA")->required()->type_name("ORG");
    command->add_option("-o,--output", arguments->output, "Where to write it")->required()->type_name("FILE");
    command->add_option("--days", arguments->days, "How long it is good")->capture_default_str()->check(CLI::Range(1, 3650));
  }
}

}  // namespace mz
