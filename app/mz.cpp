// The command line: every feature of the engine, for scripts and administrators.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <new>

#include "app/mz_commands.h"

namespace mz {

CLI::App* addCommand(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& what) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->add_flag("--json", line.terminal.json, "Answer, or error, as one JSON document on stdout");
  command->add_flag("--progress", line.terminal.wantsProgress, "Show progress on stderr even where it is no terminal");
  return command;
}

void addNetworkOptions(CLI::App& command, std::string& directory, std::string& channel) {
  command.add_option("--network", directory, "Directory of the network")->required()->type_name("DIR");
  command.add_option("--channel", channel, "Name or id of the channel; not needed where only one fits")->type_name("C");
}

Status unlockFor(Engine& engine, const std::string& passwordFile, const Terminal& terminal) {
  const bool given = !passwordFile.empty() || std::getenv("MZ_PASSWORD") != nullptr;
  if (!given && engine.network().demonstration) {
    terminal.remark("demonstration network: signing with its published password");
    return engine.unlock(std::string(kDemoPassword));
  }
  MZ_TRY(const std::string password, readPassword(passwordFile));
  return engine.unlock(password);
}

Result<ChannelInfo> chooseChannel(const Engine& engine, const std::string& option, std::string_view contract) {
  std::vector<ChannelInfo> channels = engine.channels();
  std::string names;
  for (const ChannelInfo& channel : channels) names += (names.empty() ? "" : ", ") + channel.name;
  if (!option.empty()) {
    for (ChannelInfo& channel : channels)
      if (channel.name == option || channel.id.hex() == option) return std::move(channel);
    return std::unexpected(
        Error(ErrorCode::NotFound, "there is no channel \"" + option + "\" here; there is: " + names).with("channel", option));
  }
  std::erase_if(channels, [&](const ChannelInfo& channel) {
    return !contract.empty() && std::ranges::find(channel.contracts, contract) == channel.contracts.end();
  });
  if (channels.size() != 1 && std::ranges::count_if(channels, &ChannelInfo::isPublic) == 1)
    std::erase_if(channels, [](const ChannelInfo& channel) { return !channel.isPublic; });
  if (channels.size() == 1) return std::move(channels.front());
  return fail(ErrorCode::InvalidArgument,
              channels.empty() ? "no channel of this network fits; there is: " + names : "choose one with --channel: " + names);
}

Result<FoundTransaction> findTransaction(const Engine& engine, const std::string& channel, const std::string& id) {
  if (!channel.empty()) {
    MZ_TRY(ChannelInfo chosen, chooseChannel(engine, channel, {}));
    MZ_TRY(const TransactionNumber number, engine.findTransaction(chosen.name, id));
    return FoundTransaction{std::move(chosen.name), number};
  }
  Error last = std::move(Error(ErrorCode::NotFound, "no channel has the transaction " + id)).with("transaction", id);
  for (const ChannelInfo& one : engine.channels()) {
    const Result<TransactionNumber> number = engine.findTransaction(one.name, id);
    if (number) return FoundTransaction{one.name, *number};
    if (number.error().code != ErrorCode::NotFound) last = number.error();
  }
  return std::unexpected(std::move(last));
}

}  // namespace mz

int main(int count, char** arguments) {
  CLI::App app("Mingzhang: one shared, permissioned ledger that the departments of a government run together.", "mz");
  app.set_version_flag("--version", MZ_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 good, 1 the answer is no, 2 usage, 3 damaged or refused data, 4 environment. See docs/mz.md.");
  mz::CommandLine line;
  mz::addNetworkCommands(app, line);
  mz::addMakingCommands(app, line);
  mz::addFinanceCommands(app, line);
  mz::addReceiptCommands(app, line);
  mz::addActivityCommands(app, line);
  mz::addCertificateCommands(app, line);
  mz::addChannelCommands(app, line);
  mz::addProposalCommands(app, line);
  mz::addTokenCommands(app, line);

  try {
    app.parse(count, arguments);
  } catch (const CLI::Success& success) {
    return app.exit(success);  // --help, --version
  } catch (const CLI::ParseError& error) {
    // The flag may stand behind what could not be parsed.
    line.terminal.json =
        std::any_of(arguments, arguments + count, [](const char* one) { return std::string_view(one) == "--json"; });
    return line.terminal.report(mz::Error(mz::ErrorCode::InvalidArgument, std::string(error.what()) + "; see mz --help"));
  }
  try {
    const mz::Result<int> code = line.chosen(line.terminal);
    return code ? *code : line.terminal.report(code.error());
  } catch (const std::bad_alloc&) {
    return line.terminal.report(mz::Error(mz::ErrorCode::OutOfMemory, "there is not enough memory for this"));
  }
}
