// mz demo, status, block, tx, audit.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "app/mz_json.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

// ---- demo

struct DemoArguments {
  std::string directory;
  DemoOptions options;
};

Result<int> runDemo(const DemoArguments& arguments, const Terminal& terminal) {
  {
    const ProgressLine line(terminal, "Making the demonstration network");
    MZ_CHECK(createDemoNetwork(arguments.directory, arguments.options, line.progress()));
  }
  if (terminal.json) {
    terminal.print({{"directory", arguments.directory},
                    {"payments", arguments.options.payments},
                    {"seed", arguments.options.seed},
                    {"password", kDemoPassword}});
  } else {
    terminal.text(
        fmt::format("The demonstration network is in {}: {} payments, seed {}. The password of its keystore is \"{}\".\n",
                    arguments.directory, arguments.options.payments, arguments.options.seed, kDemoPassword));
  }
  return 0;
}

// ---- status

std::string statusText(const ChannelInfo& channel, const ChannelStatus& status) {
  std::string text = fmt::format("\n{}  {} ({}), {} members\n", channel.name, channel.title.en,
                                 channel.isPublic ? "public" : "private", channel.members.size());
  const auto line = [&](std::string_view name, const std::string& value) { text += fmt::format("  {:<14}{}\n", name, value); };
  line("id", channel.id.hex());
  if (!status.stopped.empty()) {
    line("stopped", status.stopped);
    return text;
  }
  line("height", fmt::format("{} (final: {}), {}", status.height.value, status.finalHeight.value, formatTime(status.time)));
  line("transactions", fmt::format("{}, of which refused {}", status.transactions, status.refused));
  line("cosigned", fmt::format("{} of {}, needs {}", status.cosigned, status.cosigners, status.threshold));
  if (status.divergence)
    line("divergence", fmt::format("{} signed a different history from block {} on; this one goes on without them",
                                   fmt::join(status.dissenters, ", "), status.divergence->value));
  line("root", fmt::format("{} over {} leaves", status.root.hex(), status.treeSize));
  line("on disk", fmt::format("{:.1f} MB", static_cast<double>(status.bytesOnDisk) / 1e6));
  if (!status.financeReady) line("read model", "stale, being rebuilt");
  return text;
}

Result<int> runStatus(const std::string& directory, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(directory));
  const NetworkInfo network = engine->network();
  Object channels = Object::array();
  std::string text = fmt::format("{}  {}\n{}", network.domain, network.title.en,
                                 network.demonstration ? "A demonstration, not a real network\n" : "");
  bool stopped = false;
  for (const ChannelInfo& channel : engine->channels()) {
    MZ_TRY(const ChannelStatus status, engine->status(channel.name));
    stopped |= !status.stopped.empty();
    channels.push_back(toJson(channel, status));
    text += statusText(channel, status);
  }
  Object awaited = Object::array();
  for (const AwaitedChannel& channel : engine->awaited()) {
    awaited.push_back({{"name", channel.name},
                       {"id", channel.id.hex()},
                       {"title", {{"en", channel.title.en}, {"zh", channel.title.zh}}},
                       {"public", channel.isPublic},
                       {"inviter", channel.inviter},
                       {"expires", formatTime(channel.expires)}});
    text += fmt::format("\n{}  {}\n  waiting for the members' approval; the answer to {} is answer.mza in this directory\n",
                        channel.name, visible(channel.title.en), visible(channel.inviter));
  }
  Object identities = Object::array();
  for (const IdentityInfo& identity : engine->identities())
    identities.push_back({{"label", identity.label},
                          {"org", identity.org},
                          {"role", identity.role},
                          {"name", identity.name},
                          {"certificate", identity.certificate.hex()},
                          {"until", formatTime(identity.until)},
                          {"token", identity.token ? Object{{"label", identity.token->label},
                                                            {"serial", identity.token->serial},
                                                            {"library", identity.token->library}}
                                                   : Object(nullptr)}});
  if (terminal.json)
    terminal.print({{"network", toJson(network)},
                    {"channels", std::move(channels)},
                    {"awaited", std::move(awaited)},
                    {"identities", std::move(identities)}});
  else
    terminal.text(text);
  return stopped ? exitCode(ErrorCode::Damaged) : 0;
}

// ---- block

struct BlockArguments {
  std::string height, directory, channel;
  std::size_t transactions = 20;
};

Result<Height> parseHeight(const std::string& text, const ChannelStatus& status) {
  if (text == "newest") return status.height;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(ErrorCode::InvalidArgument, "a height is a number from 0, or \"newest\"; got \"" + text + "\"");
  return Height(value);
}

std::string transactionLine(const TransactionSummary& one) {
  return fmt::format("{}  {:<24} {}/{} {}.{}\n", one.id.hex().substr(0, 16), one.resultName, one.org, one.signer, one.contract,
                     one.function);
}

Result<int> runBlock(const BlockArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const ChannelInfo channel, chooseChannel(*engine, arguments.channel, {}));
  MZ_TRY(const ChannelStatus status, engine->status(channel.name));
  MZ_TRY(const Height height, parseHeight(arguments.height, status));
  MZ_TRY(const BlockDetail block, engine->block(channel.name, height));
  const std::size_t count = std::min<std::size_t>(arguments.transactions, block.summary.transactions);
  std::vector<TransactionSummary> transactions;
  if (count > 0) {
    MZ_TRY(transactions, engine->transactions(channel.name, block.firstTransaction, count));
  }
  std::erase_if(transactions, [&](const TransactionSummary& one) { return one.height != height; });
  if (terminal.json) {
    Object object = toJson(block);
    object["list"] = Object::array();
    for (const TransactionSummary& one : transactions) object["list"].push_back(toJson(one));
    terminal.print(object);
    return 0;
  }
  std::string text = block.record + "\n" + block.checkpoint + "\n";
  text += fmt::format("cut by {}, {}: {} cosignatures\n", block.cutter, block.summary.isFinal ? "final" : "not final",
                      block.summary.cosigned);
  for (const Cosignature& one : block.cosignatures)
    text += fmt::format("  {} {} {}\n", formatTime(one.time), one.valid ? "good" : "BAD ", one.name);
  text += fmt::format("\n{} transactions, {} refused\n", block.summary.transactions, block.summary.refused);
  for (const TransactionSummary& one : transactions) text += transactionLine(one);
  if (transactions.size() < block.summary.transactions)
    text += fmt::format("and {} more; see --transactions\n", block.summary.transactions - transactions.size());
  terminal.text(text);
  return 0;
}

// ---- tx

struct TransactionArguments {
  std::string id, directory, channel;
};

std::string transactionText(const std::string& channel, const TransactionDetail& detail) {
  std::string text;
  const auto line = [&](std::string_view name, const std::string& value) {
    text += fmt::format("{:<13}{}\n", name, visible(value));
  };
  line("transaction", detail.summary.id.hex());
  line("place", fmt::format("{} block {}, number {}, {}", channel, detail.summary.height.value, detail.summary.number.value,
                            formatTime(detail.summary.time)));
  line("call", detail.summary.contract + "." + detail.summary.function);
  line("result", fmt::format("{} ({})", detail.summary.resultName, static_cast<std::uint32_t>(detail.summary.result)));
  line("state", fmt::format("{}, cosigned by {} of {}, needs {}", detail.isFinal ? "final" : "executed, not final",
                            detail.cosigned, detail.cosigners, detail.threshold));
  line("signer", fmt::format("{}/{} ({})", detail.summary.org, detail.summary.signer, detail.role));
  line("certificate", detail.certificate.hex());
  for (const CertificateLink& link : detail.chain) line("chain", certificateLine(link));
  line("arguments", detail.arguments);
  for (const WriteDetail& write : detail.writes)
    line("write", fmt::format("{} {} = {}", write.contract, write.key, write.after.value_or("(removed)")));
  for (const auto& [name, payload] : detail.events) line("event", fmt::format("{} {}", name, payload));
  line("leaf", fmt::format("{} hash {}", detail.leafIndex.value, detail.leafHash.hex()));
  line("root", fmt::format("{} over {} leaves, proof of {} hashes", detail.root.hex(), detail.treeSize, detail.proof.size()));
  return text;
}

Result<int> runTransaction(const TransactionArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const FoundTransaction found, findTransaction(*engine, arguments.channel, arguments.id));
  MZ_TRY(const TransactionDetail detail, engine->transaction(found.channel, found.number));
  if (terminal.json) {
    Object object = toJson(detail);
    object["channel"] = found.channel;
    terminal.print(object);
  } else {
    terminal.text(transactionText(found.channel, detail));
  }
  return 0;
}

// ---- audit

struct AuditArguments {
  std::string directory, channel;
};

std::string damageText(const Damage& damage) {
  std::string place = damage.channel;
  if (damage.height) place += fmt::format(", block {}", damage.height->value);
  if (damage.transaction) place += fmt::format(", transaction {}", damage.transaction->value);
  if (damage.id) place += " " + damage.id->hex();
  return fmt::format("  {}: {}: {}\n", place, damage.part, damage.detail);
}

// What stops an audit because the channel's bytes are bad is a damage; what is wrong with the surroundings stays an error.
Result<AuditReport> auditChannel(const Engine& engine, const std::string& channel, const Progress& progress) {
  Result<AuditReport> report = engine.audit(channel, progress, AuditWatch());
  if (report || exitCode(report.error().code) != exitCode(ErrorCode::Damaged)) return report;
  Damage damage;
  damage.channel = channel;
  damage.part = "file";
  damage.detail = report.error().detail;
  AuditReport damaged;
  damaged.channel = channel;
  damaged.damages.push_back(std::move(damage));
  return damaged;
}

Result<int> runAudit(const AuditArguments& arguments, const Terminal& terminal) {
  std::vector<AuditReport> reports;
  {
    ProgressLine line(terminal, "Opening");
    MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
    std::vector<std::string> names;
    if (arguments.channel.empty()) {
      for (const ChannelInfo& channel : engine->channels()) names.push_back(channel.name);
    } else {
      MZ_TRY(ChannelInfo chosen, chooseChannel(*engine, arguments.channel, {}));
      names.push_back(std::move(chosen.name));
    }
    for (const std::string& name : names) {
      line.rename("Auditing " + name);
      MZ_TRY(AuditReport report, auditChannel(*engine, name, line.progress()));
      reports.push_back(std::move(report));
    }
  }
  bool clean = true;
  Object channels = Object::array();
  std::string text;
  for (const AuditReport& report : reports) {
    clean &= report.damages.empty();
    channels.push_back(toJson(report));
    text += fmt::format(
        "{}: {}; {} blocks, {} transactions, {} signatures verified in {:.1f} s\n", report.channel,
        report.damages.empty() ? "clean" : fmt::format("{} damages{}", report.damages.size(), report.more ? " and more" : ""),
        report.height.value + 1, report.transactions, report.signatures, report.seconds);
    for (const Damage& damage : report.damages) text += damageText(damage);
  }
  if (terminal.json)
    terminal.print({{"clean", clean}, {"channels", std::move(channels)}});
  else
    terminal.text(text);
  return clean ? 0 : exitCode(ErrorCode::Damaged);
}

}  // namespace

void addNetworkCommands(CLI::App& app, CommandLine& line) {
  {
    const auto arguments = std::make_shared<DemoArguments>();
    CLI::App* command = addCommand(app, line, "demo", "Make the demonstration network in an empty or new directory");
    command->add_option("directory", arguments->directory, "Where to make it")->required()->type_name("DIR");
    command->add_option("--payments", arguments->options.payments, "How many payments to generate")->capture_default_str();
    command
        ->add_option("--seed", arguments->options.seed,
                     "The same seed gives the same data; keys and transaction ids are new each time")
        ->capture_default_str();
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runDemo(*arguments, terminal); }; });
  }
  {
    const auto directory = std::make_shared<std::string>();
    CLI::App* command = addCommand(app, line, "status", "Show the network and how far each channel is");
    command->add_option("directory", *directory, "Directory of the network")->required()->type_name("DIR");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runStatus(*directory, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<BlockArguments>();
    CLI::App* command = addCommand(app, line, "block", "Show one block: its record, checkpoint, cosignatures and transactions");
    command->add_option("height", arguments->height, "Its height, from 0, or \"newest\"")->required()->type_name("HEIGHT");
    addNetworkOptions(*command, arguments->directory, arguments->channel);
    command->add_option("--transactions", arguments->transactions, "How many of its transactions to list")
        ->capture_default_str();
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runBlock(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<TransactionArguments>();
    CLI::App* command = addCommand(app, line, "tx", "Show one transaction: call, signer, result, writes, proof");
    command->add_option("txid", arguments->id, "Its id, or a unique beginning of at least 8 digits")
        ->required()
        ->type_name("TXID");
    addNetworkOptions(*command, arguments->directory, arguments->channel);
    command->callback(
        [=, &line] { line.chosen = [=](const Terminal& terminal) { return runTransaction(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<AuditArguments>();
    CLI::App* command =
        addCommand(app, line, "audit", "Verify everything that is stored: signatures, hashes, tree, state, read model");
    command->add_option("directory", arguments->directory, "Directory of the network")->required()->type_name("DIR");
    command->add_option("--channel", arguments->channel, "Only this channel")->type_name("C");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runAudit(*arguments, terminal); }; });
  }
}

}  // namespace mz
