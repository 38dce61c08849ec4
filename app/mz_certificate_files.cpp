// mz cert import, export, verify: certificates, keys and lists in the files of other programs.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <nlohmann/json.hpp>

#include "app/mz_certificate_json.h"
#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "ledger/base/clock.h"
#include "ledger/format/date.h"
#include "ledger/identity/certificate_file.h"
#include "ledger/identity/path_validation.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

struct FileArguments {
  std::string directory, passwordFile, filePasswordFile, form = "pem", output, at, purpose, hostName;
  std::vector<std::string> files, anchors, lists, certificates;
  bool dryRun = false;
};

constexpr std::array<std::pair<std::string_view, ExportForm>, 7> kForms = {{{"pem", ExportForm::Pem},
                                                                            {"der", ExportForm::Der},
                                                                            {"chain", ExportForm::Chain},
                                                                            {"pkcs7", ExportForm::Pkcs7},
                                                                            {"pkcs12", ExportForm::Pkcs12},
                                                                            {"bundle", ExportForm::Bundle},
                                                                            {"calendar", ExportForm::Calendar}}};

std::string_view kindName(ImportKind kind) {
  switch (kind) {
    case ImportKind::Certificate: return "certificate";
    case ImportKind::PrivateKey: return "private_key";
    case ImportKind::Request: return "request";
    case ImportKind::RevocationList: return "revocation_list";
    case ImportKind::Unreadable: break;
  }
  return "unreadable";
}

std::string_view standingName(ImportStanding standing) {
  switch (standing) {
    case ImportStanding::CanBeTaken: return "can_be_taken";
    case ImportStanding::AlreadyThere: return "already_there";
    case ImportStanding::NotUsable: break;
  }
  return "not_usable";
}

// The password over the keys of files: the first line of this file; empty where none is given.
Result<Secret> filePassword(const std::string& file) {
  if (file.empty()) return Secret();
  MZ_TRY(std::string text, readFile(file, 4096));
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  return Secret::take(text);
}

Result<Bytes> bytesOfFile(const std::string& file) {
  MZ_TRY(const std::string text, readFile(file, kCertificateFileBytes));
  return Bytes(text.begin(), text.end());
}

int showReview(const ImportReview& review, const std::vector<ImportSource>& sources, const Terminal& terminal) {
  Object list = Object::array();
  std::string text;
  bool usable = false;
  for (const ImportFinding& finding : review.findings) {
    usable |= finding.standing == ImportStanding::CanBeTaken;
    list.push_back({{"file", sources[finding.source].name},
                    {"kind", kindName(finding.kind)},
                    {"container", finding.container},
                    {"name", finding.name},
                    {"title", finding.title},
                    {"standing", standingName(finding.standing)},
                    {"label", finding.label.empty() ? Object(nullptr) : Object(finding.label)},
                    {"hasKey", finding.hasKey},
                    {"entries", finding.entries},
                    {"detail", finding.detail},
                    {"failure", failureJson(finding.failure)}});
    text +=
        fmt::format("{}: {} {}: {}{}\n", visible(sources[finding.source].name), kindName(finding.kind), visible(finding.title),
                    standingName(finding.standing), finding.detail.empty() ? "" : ", " + visible(finding.detail));
  }
  if (terminal.json)
    terminal.print({{"findings", std::move(list)}});
  else
    terminal.text(text);
  return usable ? 0 : 1;
}

Result<int> runImport(const FileArguments& arguments, const Terminal& terminal) {
  std::vector<ImportSource> sources;
  for (const std::string& file : arguments.files) {
    MZ_TRY(Bytes content, bytesOfFile(file));
    sources.push_back({file, std::move(content)});
  }
  MZ_TRY(const Secret password, filePassword(arguments.filePasswordFile));
  ProgressLine line(terminal, "Opening");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const ImportReview review, engine->certificates().reviewImport(sources, password));
  if (arguments.dryRun) return showReview(review, sources, terminal);
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < review.findings.size(); ++i)
    if (review.findings[i].standing == ImportStanding::CanBeTaken) chosen.push_back(i);
  if (chosen.empty()) return showReview(review, sources, terminal);
  line.rename("Importing");
  MZ_TRY(const ImportedCertificates taken, engine->certificates().importFiles(sources, password, chosen, line.progress()));
  if (terminal.json) {
    terminal.print(
        {{"labels", taken.labels}, {"issued", taken.issued}, {"revoked", taken.revoked}, {"channels", toJson(taken.channels)}});
  } else {
    std::string text;
    for (const std::string& label : taken.labels) text += fmt::format("{} can sign here\n", visible(label));
    terminal.text(text +
                  fmt::format("certificates whose keys lie elsewhere: {}, revocations: {}\n", taken.issued, taken.revoked) +
                  settlementText(taken.channels));
  }
  return settledCode(taken.channels);
}

Result<int> runExport(const FileArguments& arguments, const Terminal& terminal) {
  const auto form = std::ranges::find(kForms, arguments.form, &std::pair<std::string_view, ExportForm>::first);
  if (form == kForms.end())
    return fail(ErrorCode::InvalidArgument,
                "--form takes pem, der, chain, pkcs7, pkcs12, bundle, calendar, not " + arguments.form);
  const bool withKey = form->second == ExportForm::Pkcs12 || form->second == ExportForm::Bundle;
  MZ_TRY(const Secret password, filePassword(arguments.filePasswordFile));
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  if (withKey) MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  std::vector<Fingerprint> chosen;
  for (const std::string& text : arguments.certificates) {
    MZ_TRY(const Fingerprint fingerprint, Fingerprint::fromHex(text));
    chosen.push_back(fingerprint);
  }
  if (chosen.empty() && form->second == ExportForm::Calendar) {
    MZ_TRY(const CertificateTable table, engine->certificates().table({}, {CertificateColumn::Until, false}, 0, 10'000));
    for (const CertificateRow& row : table.rows) chosen.push_back(row.certificate.fingerprint);
  }
  MZ_TRY(const Bytes made, engine->certificates().exported(chosen, form->second, password));
  MZ_CHECK(writeFile(arguments.output, textOf(made)));
  if (terminal.json)
    terminal.print({{"file", arguments.output}, {"form", arguments.form}, {"bytes", made.size()}});
  else
    terminal.text(fmt::format("Wrote {}.\n", arguments.output));
  return 0;
}

// Certificates and lists of files, as DER.
Status collect(const std::vector<std::string>& files, std::vector<Bytes>& certificates, std::vector<Bytes>& lists) {
  for (const std::string& name : files) {
    MZ_TRY(const Bytes content, bytesOfFile(name));
    MZ_TRY(const CertificateFile file, readCertificateFile(content, {}));
    for (const FileObject& object : file.objects) {
      if (object.kind == FileObjectKind::Certificate) certificates.push_back(object.der);
      if (object.kind == FileObjectKind::RevocationList) lists.push_back(object.der);
    }
  }
  return {};
}

Result<int> runVerify(const FileArguments& arguments, const Terminal& terminal) {
  PathQuestion question;
  MZ_TRY(question.certificate, bytesOfFile(arguments.files.front()));
  MZ_CHECK(collect(arguments.files, question.intermediates, question.lists));
  MZ_CHECK(collect(arguments.anchors, question.anchors, question.lists));
  MZ_CHECK(collect(arguments.lists, question.intermediates, question.lists));
  question.at = SystemClock().now();
  if (!arguments.at.empty()) {
    const auto at = parseTime(arguments.at);
    if (!at) return fail(ErrorCode::InvalidArgument, "--at takes a time such as 2027-01-31T08:00:00Z, not " + arguments.at);
    question.at = *at;
  }
  question.purpose = arguments.purpose;
  question.hostName = arguments.hostName;
  MZ_TRY(const PathReport report, validatePath(question));
  Object steps = Object::array();
  std::string text;
  for (const PathStep& step : report.steps) {
    Object problems = Object::array();
    std::string subject;
    for (const DescribedAttribute& attribute : step.certificate.subject)
      subject += fmt::format("{}{}={}", subject.empty() ? "" : ", ", attribute.name, visible(attribute.value));
    text += fmt::format("{} (serial {}): {}\n", subject, step.certificate.serial, step.problems.empty() ? "good" : "not good");
    for (const PathProblem& problem : step.problems) {
      problems.push_back({{"reason", problem.reason}, {"text", problem.text}});
      text += fmt::format("    {}: {}\n", problem.reason, problem.text);
    }
    steps.push_back({{"subject", subject},
                     {"serial", step.certificate.serial},
                     {"sha256", step.certificate.sha256.hex()},
                     {"problems", std::move(problems)}});
  }
  if (terminal.json)
    terminal.print({{"good", report.good}, {"steps", std::move(steps)}});
  else
    terminal.text(text);
  return report.good ? 0 : 1;
}

void finish(CLI::App& command, CommandLine& line, const std::shared_ptr<FileArguments>& arguments,
            Result<int> (*run)(const FileArguments&, const Terminal&)) {
  command.callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
}

}  // namespace

void addCertificateFileCommands(CLI::App& group, CommandLine& line) {
  {
    const auto arguments = std::make_shared<FileArguments>();
    CLI::App* command =
        addCommand(group, line, "import", "Take over certificates, keys and revocation lists of other programs");
    command->add_option("files", arguments->files, "PEM, DER, PKCS#7, PKCS#8, PKCS#12, CRL")->required()->type_name("FILE");
    command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
    command->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
        ->type_name("FILE");
    command
        ->add_option("--file-password-file", arguments->filePasswordFile, "File whose first line opens the keys in the files")
        ->type_name("FILE");
    command->add_flag("--dry-run", arguments->dryRun, "Only say what is in the files");
    finish(*command, line, arguments, runImport);
  }
  {
    const auto arguments = std::make_shared<FileArguments>();
    CLI::App* command = addCommand(group, line, "export", "Write certificates, and keys with them, for other programs");
    command->add_option("certificates", arguments->certificates, "Fingerprints; for a calendar all unless given")
        ->type_name("HEX");
    command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
    command->add_option("--form", arguments->form, "pem, der, chain, pkcs7, pkcs12, bundle, calendar")->capture_default_str();
    command->add_option("-o,--output", arguments->output, "Where to write it")->required()->type_name("FILE");
    command->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
        ->type_name("FILE");
    command
        ->add_option("--file-password-file", arguments->filePasswordFile, "File whose first line seals the key that is written")
        ->type_name("FILE");
    finish(*command, line, arguments, runExport);
  }
  {
    const auto arguments = std::make_shared<FileArguments>();
    CLI::App* command = addCommand(group, line, "verify", "Judge the path of any certificate by RFC 5280, step by step");
    command->add_option("files", arguments->files, "The certificate first, and others of its path")
        ->required()
        ->type_name("FILE");
    command->add_option("--ca", arguments->anchors, "Certificates that are trusted")->required()->type_name("FILE");
    command->add_option("--crl", arguments->lists, "Revocation lists; without them revocation is not looked at")
        ->type_name("FILE");
    command->add_option("--at", arguments->at, "When; now unless told")->type_name("TIME");
    command->add_option("--purpose", arguments->purpose, "sslserver, sslclient, smimesign, crlsign, …");
    command->add_option("--host", arguments->hostName, "Host name that it must have");
    finish(*command, line, arguments, runVerify);
  }
}

}  // namespace mz
