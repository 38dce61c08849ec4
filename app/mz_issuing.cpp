// mz cert issue, renew, revoke, settle, request, accept, template: the certificate authorities of a keystore at work.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/mz_certificate_json.h"
#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "app/mz_tokens.h"
#include "ledger/base/clock.h"
#include "ledger/format/date.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

constexpr std::size_t kFileBytes = 128 * 1024;
constexpr std::int64_t kDay = 86'400;

struct IssuingArguments {
  std::string directory, passwordFile;
  std::string org, role, reason = "unspecified", output, templateId, requestFile, batchFile, from, until, invalidSince, file;
  std::vector<std::string> names, alternativeNames, serials, certificates;
  std::uint32_t days = 0;
  std::optional<std::uint32_t> endsWithin;
  bool adjust = false, dryRun = false, sameKey = false, revokeOld = false, hold = false, release = false, preview = false;
  bool sm2 = false;
  bool onToken = false;  // the key is, or is made, on this token; empty id: made
  TokenChoice token;
  std::string key, authorityPinFile;
};

Result<std::optional<UnixSeconds>> timeOption(const std::string& text, const char* option) {
  if (text.empty()) return std::nullopt;
  if (const auto time = parseTime(text)) return time;
  if (const auto date = Date::fromIso(text)) return UnixSeconds(std::int64_t{date->days} * kDay);
  return fail(ErrorCode::InvalidArgument,
              fmt::format("{} takes a date (2027-01-31) or a time (2027-01-31T08:00:00Z), not {}", option, text));
}

Result<CertificateOrder> orderOf(const IssuingArguments& arguments) {
  CertificateOrder order{arguments.org, arguments.role, {}, arguments.days};
  order.templateId = arguments.templateId;
  MZ_TRY(order.from, timeOption(arguments.from, "--from"));
  MZ_TRY(order.until, timeOption(arguments.until, "--until"));
  for (const std::string& text : arguments.alternativeNames) {
    MZ_TRY(AlternativeName name, parseAlternativeName(text));
    order.names.push_back(std::move(name));
  }
  return order;
}

// A request says what is not said here.
Status takeRequest(CertificateOrder& order, const Certificates& certificates, const std::string& file) {
  MZ_TRY(const std::string text, readFile(file, kFileBytes));
  order.request.assign(text.begin(), text.end());
  MZ_TRY(const RequestReview asked, certificates.readRequest(order.request));
  if (order.role.empty() && order.templateId.empty()) order.role = asked.role;
  if (order.name.empty()) order.name = asked.name;
  if (order.names.empty()) order.names = asked.names;
  return {};
}

Result<std::vector<CertificateOrder>> ordersOf(const Certificates& certificates, const IssuingArguments& arguments,
                                               const Terminal& terminal) {
  MZ_TRY(const CertificateOrder shared, orderOf(arguments));
  std::vector<CertificateOrder> orders;
  if (!arguments.batchFile.empty()) {
    MZ_TRY(BatchReview batch, certificates.readBatch(arguments.batchFile, shared));
    for (const std::string& heading : batch.ignored)
      terminal.remark("the column \"" + visible(heading) + "\" means nothing here");
    if (!batch.problems.empty()) {
      const BatchReview::Problem& first = batch.problems.front();
      return std::unexpected(
          Error(ErrorCode::Malformed, fmt::format("{}, line {}: {}; {} rows cannot be used, nothing was issued",
                                                  arguments.batchFile, first.line, first.detail, batch.problems.size()))
              .with("line", std::to_string(first.line)));
    }
    return std::move(batch.orders);
  }
  for (const std::string& name : arguments.names) {
    orders.push_back(shared);
    orders.back().name = name;
  }
  if (!arguments.requestFile.empty()) {
    if (orders.size() > 1) return fail(ErrorCode::InvalidArgument, "a request is for one certificate; give --name once");
    if (orders.empty()) orders.push_back(shared);
    MZ_CHECK(takeRequest(orders.front(), certificates, arguments.requestFile));
  }
  if (orders.empty()) return fail(ErrorCode::InvalidArgument, "say for whom: with --name, --csr or --batch");
  return orders;
}

// The key on a token that a certificate is to be issued for: an existing one, or a new one.
Result<TokenReference> keyOnToken(Engine& engine, const TokenName& token, const IssuingArguments& arguments,
                                  const CertificateOrder& order) {
  TokenReference reference{token, {}};
  if (!arguments.key.empty()) {
    MZ_TRY(reference.key, fromHex(arguments.key));
    return reference;
  }
  MZ_TRY(TokenKey made, engine.tokens().generate(token, order.org + "/" + order.name));
  reference.key = std::move(made.id);
  return reference;
}

// With the person's key on a token, which may be the CA's too.
Result<IssueReport> issueOnToken(Engine& engine, std::vector<CertificateOrder> orders, const IssuingArguments& arguments,
                                 const Progress& progress) {
  if (orders.size() != 1)
    return fail(ErrorCode::InvalidArgument, "with --on-token there is one --name: each person has a token and a PIN");
  CertificateOrder& order = orders.front();
  MZ_TRY(const OpenedToken token, openToken(engine, arguments.token));
  const auto issue = [&]() -> Result<IssueReport> {
    // Nothing is made on the token for an order that is refused.
    MZ_TRY(const std::vector<OrderFinding> findings, engine.certificates().check({order}));
    const auto refuses = [&](const OrderFinding& one) { return !(one.mended && arguments.adjust); };
    if (!order.key && std::ranges::none_of(findings, refuses)) {
      MZ_TRY(order.key, keyOnToken(engine, token.name, arguments, order));
    }
    return engine.certificates().issue({order}, arguments.adjust, progress);
  };
  // The person's PIN is not that of the CA's token, and must not count there as a wrong one.
  if (arguments.authorityPinFile.empty()) return issue();
  return withPin(engine, arguments.authorityPinFile, issue);
}

Result<int> showFindings(Engine& engine, const std::vector<CertificateOrder>& orders, const Terminal& terminal) {
  MZ_TRY(const std::vector<OrderFinding> findings, engine.certificates().check(orders));
  Object list = Object::array();
  std::string text;
  for (const OrderFinding& finding : findings) {
    list.push_back({{"order", finding.order},
                    {"name", orders[finding.order].name},
                    {"problem", orderProblemName(finding.problem)},
                    {"mendable", finding.mended.has_value()},
                    {"detail", finding.detail}});
    text += fmt::format("{}: {}{}\n", visible(orders[finding.order].name), visible(finding.detail),
                        finding.mended ? " (--adjust mends it)" : "");
  }
  if (terminal.json)
    terminal.print({{"findings", std::move(list)}});
  else
    terminal.text(text.empty() ? fmt::format("Nothing speaks against these {} certificates.\n", orders.size()) : text);
  return findings.empty() ? 0 : 1;
}

int tellIssued(const IssueReport& report, const Terminal& terminal) {
  Object issued = Object::array();
  std::string text;
  for (const IssuedCertificate& one : report.issued) {
    issued.push_back(toJson(one));
    text += fmt::format("{}/{}  {}  serial {}, until {}\n", visible(one.org), visible(one.name), one.role, one.serial,
                        formatTime(one.until));
  }
  if (terminal.json)
    terminal.print({{"issued", std::move(issued)}, {"channels", toJson(report.channels)}});
  else
    terminal.text(text + settlementText(report.channels));
  return settledCode(report.channels);
}

Result<int> runIssue(const IssuingArguments& arguments, const Terminal& terminal) {
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const std::vector<CertificateOrder> orders, ordersOf(engine->certificates(), arguments, terminal));
  if (arguments.dryRun) return showFindings(*engine, orders, terminal);
  line.rename("Issuing");
  const auto issue = [&] { return engine->certificates().issue(orders, arguments.adjust, line.progress()); };
  MZ_TRY(const IssueReport report, arguments.onToken ? issueOnToken(*engine, orders, arguments, line.progress())
                                                     : withPin(*engine, arguments.token.pinFile, issue));
  if (!arguments.output.empty()) {
    if (report.issued.size() != 1)
      return fail(ErrorCode::InvalidArgument, "-o writes one certificate; these were issued all the same");
    MZ_TRY(const CertificateDetail made, engine->certificates().detail(report.issued.front().fingerprint));
    MZ_CHECK(writeFile(arguments.output, textOf(made.der)));
  }
  return tellIssued(report, terminal);
}

Result<std::vector<RenewalOrder>> renewalsOf(Engine& engine, const IssuingArguments& arguments) {
  std::vector<RenewalOrder> orders;
  const auto add = [&](const Fingerprint& fingerprint) {
    orders.push_back({fingerprint, arguments.sameKey, arguments.days, arguments.revokeOld});
  };
  for (const std::string& text : arguments.certificates) {
    MZ_TRY(const Fingerprint fingerprint, Fingerprint::fromHex(text));
    add(fingerprint);
  }
  if (arguments.endsWithin) {
    const UnixSeconds now = SystemClock().now();
    CertificateFilter filter;
    filter.org = arguments.org;
    filter.role = arguments.role;
    filter.states = {CertificateState::Valid};
    filter.authorities = false;
    filter.endsFrom = now;
    filter.endsBefore = UnixSeconds(now.value + std::int64_t{*arguments.endsWithin} * kDay);
    MZ_TRY(const CertificateTable table, engine.certificates().table(filter, {}, 0, 10'000));
    for (const CertificateRow& row : table.rows)
      if (row.canRevoke && (arguments.sameKey || row.key != KeyPlace::Elsewhere)) add(row.certificate.fingerprint);
  }
  if (orders.empty()) return fail(ErrorCode::NotFound, "nothing is to be renewed");
  return orders;
}

Result<int> runRenew(const IssuingArguments& arguments, const Terminal& terminal) {
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const std::vector<RenewalOrder> orders, renewalsOf(*engine, arguments));
  line.rename("Renewing");
  MZ_TRY(const IssueReport report, withPin(*engine, arguments.token.pinFile, [&] {
           return engine->certificates().renew(orders, arguments.adjust, line.progress());
         }));
  return tellIssued(report, terminal);
}

Result<RevocationOrder> revocationOf(const IssuingArguments& arguments) {
  RevocationOrder order{arguments.org, arguments.serials};
  const auto reason = revocationReasonFromName(arguments.reason);
  if (!reason)
    return fail(ErrorCode::InvalidArgument,
                "--reason takes unspecified, key_compromise, affiliation_changed, superseded, cessation_of_operation, "
                "certificate_hold, remove_from_crl, privilege_withdrawn, not " +
                    arguments.reason);
  order.reason = arguments.hold      ? RevocationReason::CertificateHold
                 : arguments.release ? RevocationReason::RemoveFromCrl
                                     : *reason;
  MZ_TRY(order.invalidSince, timeOption(arguments.invalidSince, "--invalidity-date"));
  return order;
}

int showPreview(const RevocationPreview& preview, const Terminal& terminal) {
  std::string text;
  bool refused = false;
  for (const RevocationPreview::Certificate& one : preview.certificates) {
    refused |= one.refusal.has_value();
    text += fmt::format("{}  {}/{} {}{}\n", one.serial, visible(one.org), visible(one.name), one.role,
                        one.refusal ? ": " + visible(one.refusal->detail) : "");
  }
  for (const RevocationPreview::Channel& channel : preview.channels) {
    text += channel.failure ? fmt::format("  {:<16} cannot be asked now\n", visible(channel.channel))
                            : fmt::format("  {:<16} people: {}, machines: {}\n", visible(channel.channel), channel.people,
                                          channel.machines);
    for (const std::string& role : channel.rolesEmptied)
      text += fmt::format("      nobody would be left with the role {}\n", role);
    if (channel.stopsHere) text += "      this program could take no more calls there\n";
  }
  if (terminal.json)
    terminal.print(toJson(preview));
  else
    terminal.text(text);
  return refused ? 1 : 0;
}

Result<int> runRevoke(const IssuingArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const RevocationOrder order, revocationOf(arguments));
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  if (arguments.preview) {
    MZ_TRY(const RevocationPreview preview, engine->certificates().preview(order));
    return showPreview(preview, terminal);
  }
  line.rename("Revoking");
  MZ_TRY(const RevocationReport report,
         withPin(*engine, arguments.token.pinFile, [&] { return engine->certificates().revoke(order, line.progress()); }));
  if (terminal.json)
    terminal.print({{"number", report.number}, {"channels", toJson(report.channels)}});
  else
    terminal.text(fmt::format("Done for {} of {} with CRL number {}; kept before any channel heard of it.\n{}",
                              arguments.serials.size(), visible(arguments.org), report.number,
                              settlementText(report.channels)));
  return settledCode(report.channels);
}

Result<int> runSettle(const IssuingArguments& arguments, const Terminal& terminal) {
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
  return settledCode(channels);
}

Result<int> runRequest(const IssuingArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const CertificateOrder names, orderOf(arguments));
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const MadeRequest made,
         engine->certificates().request({arguments.org, arguments.role, arguments.names.front(), names.names, arguments.sm2}));
  MZ_CHECK(writeFile(arguments.output, made.pem));
  if (terminal.json)
    terminal.print({{"label", made.label}, {"file", arguments.output}});
  else
    terminal.text(
        fmt::format("Wrote {}. The key waits here as {}: send the file to the CA, and give its answer to mz cert accept.\n",
                    arguments.output, visible(made.label)));
  return 0;
}

Result<int> runAccept(const IssuingArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::string file, readFile(arguments.file, kFileBytes));
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const std::string label, engine->certificates().accept(Bytes(file.begin(), file.end())));
  if (terminal.json)
    terminal.print({{"label", label}});
  else
    terminal.text(fmt::format("The certificate belongs to a key that waited here; it can sign as {}.\n", visible(label)));
  return 0;
}

using Run = Result<int> (*)(const IssuingArguments&, const Terminal&);

CLI::App* add(CLI::App& group, CommandLine& line, const std::string& name, const std::string& what,
              const std::shared_ptr<IssuingArguments>& arguments, Run run) {
  CLI::App* command = addCommand(group, line, name, what);
  command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  command->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
      ->type_name("FILE");
  if (name != "issue") addPinFile(*command, arguments->token.pinFile);  // that has it with the token
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
  return command;
}

void addIssue(CLI::App& group, CommandLine& line) {
  const auto arguments = std::make_shared<IssuingArguments>();
  CLI::App* command =
      add(group, line, "issue", "Issue certificates and enrol them on every channel of the org", arguments, runIssue);
  command->add_option("--org", arguments->org, "Whose CA issues them")->type_name("ORG");
  command->add_option("--role", arguments->role, "Their role: admin, officer, auditor, clerk, node, kiosk, …")
      ->type_name("ROLE");
  command->add_option("--template", arguments->templateId, "What they have in common (mz cert template list)")->type_name("ID");
  command->add_option("--name", arguments->names, "Staff number or name of a machine; may be given several times")
      ->type_name("NAME");
  command->add_option("--san", arguments->alternativeNames, "Another name: a host name, an address, dns:, ip:, email:, uri:")
      ->type_name("NAME");
  command->add_option("--csr", arguments->requestFile, "For the key of this signing request (PEM or DER)")->type_name("FILE");
  command->add_option("--batch", arguments->batchFile, "For everyone in this table (CSV)")->type_name("FILE");
  command->add_option("--days", arguments->days, "How long they are valid; as the template has it unless told");
  command->add_option("--from", arguments->from, "When they begin; now unless told")->type_name("TIME");
  command->add_option("--until", arguments->until, "When they end")->type_name("TIME");
  command->add_flag("--adjust,--shorten", arguments->adjust, "What can be mended is mended, such as what would outlive its CA");
  command->add_flag("--dry-run", arguments->dryRun, "Only say what speaks against it");
  command->add_option("-o,--output", arguments->output, "Write the certificate (DER), where it is one")->type_name("FILE");
  addTokenOptions(*command, arguments->token);
  command->add_flag("--on-token", arguments->onToken, "Make the key on a token, where it stays");
  command->add_option("--key", arguments->key, "With --on-token: issue it for this key, which lies there already")
      ->type_name("HEX");
  command
      ->add_option("--ca-pin-file", arguments->authorityPinFile,
                   "With --on-token: file whose first line is the PIN of another token, on which the CA's key lies")
      ->type_name("FILE");
}

void addRenew(CLI::App& group, CommandLine& line) {
  const auto arguments = std::make_shared<IssuingArguments>();
  CLI::App* command = add(group, line, "renew", "Issue certificates that take the place of older ones", arguments, runRenew);
  command->add_option("certificates", arguments->certificates, "Fingerprints")->type_name("HEX");
  command->add_option("--ends-within", arguments->endsWithin, "All valid ones here whose time ends within so many days")
      ->type_name("DAYS");
  command->add_option("--org", arguments->org, "With --ends-within: of this organization")->type_name("ORG");
  command->add_option("--role", arguments->role, "With --ends-within: with this role")->type_name("ROLE");
  command->add_option("--days", arguments->days, "How long they are valid; the usual time of the role unless told");
  command->add_flag("--same-key", arguments->sameKey, "For the key that they have");
  command->add_flag("--revoke-old", arguments->revokeOld, "Revoke the old ones as superseded, once the new ones are there");
  command->add_flag("--adjust", arguments->adjust, "What can be mended is mended");
}

void addRevoke(CLI::App& group, CommandLine& line) {
  const auto arguments = std::make_shared<IssuingArguments>();
  CLI::App* command =
      add(group, line, "revoke", "Revoke certificates on every channel of the org, in one act", arguments, runRevoke);
  command->add_option("--org", arguments->org, "Whose CA revokes them")->required()->type_name("ORG");
  command->add_option("--serial", arguments->serials, "Serial number; may be given several times")
      ->required()
      ->type_name("HEX");
  CLI::Option* reason =
      command->add_option("--reason", arguments->reason, "RFC 5280 reason")->capture_default_str()->type_name("REASON");
  command->add_option("--invalidity-date", arguments->invalidSince, "Since when the key is in wrong hands, for lists outside")
      ->type_name("TIME");
  CLI::Option* hold = command->add_flag("--hold", arguments->hold, "Only for now")->excludes(reason);
  command->add_flag("--release", arguments->release, "Release what is on hold")->excludes(reason)->excludes(hold);
  command->add_flag("--preview", arguments->preview, "Only say what would stop working");
}

void addRequests(CLI::App& group, CommandLine& line) {
  {
    const auto arguments = std::make_shared<IssuingArguments>();
    CLI::App* command =
        add(group, line, "request", "Make a key and a signing request for a CA elsewhere", arguments, runRequest);
    command->add_option("--org", arguments->org, "Organization")->required()->type_name("ORG");
    command->add_option("--role", arguments->role, "Role")->required()->type_name("ROLE");
    command->add_option("--name", arguments->names, "Staff number or name of a machine")
        ->required()
        ->expected(1)
        ->type_name("NAME");
    command->add_option("--san", arguments->alternativeNames, "Another name, as for issue")->type_name("NAME");
    command->add_flag("--sm2", arguments->sm2, "A key of SM2 instead of P-256");
    command->add_option("-o,--output", arguments->output, "Where to write the request (PEM)")->required()->type_name("FILE");
  }
  {
    const auto arguments = std::make_shared<IssuingArguments>();
    CLI::App* command = add(group, line, "accept", "Take over the certificate for a key that waits here", arguments, runAccept);
    command->add_option("file", arguments->file, "Certificate (PEM or DER)")->required()->type_name("FILE");
  }
}

}  // namespace

void addIssuingCommands(CLI::App& group, CommandLine& line) {
  addIssue(group, line);
  addRenew(group, line);
  addRevoke(group, line);
  {
    const auto arguments = std::make_shared<IssuingArguments>();
    add(group, line, "settle", "Send to each channel what it still lacks of what was issued and revoked", arguments, runSettle);
  }
  addRequests(group, line);
  addTemplateCommands(group, line);
}

}  // namespace mz
