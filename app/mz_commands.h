// The commands of `mz`, by subject. Each function adds its subcommands to the parser; parsing only chooses what to run.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/mz_terminal.h"
#include "ledger/engine.h"

namespace CLI {
class App;
}

namespace mz {

struct CommandLine {
  Terminal terminal;
  std::function<Result<int>(const Terminal&)> chosen;  // gives the exit code
};

void addNetworkCommands(CLI::App& app, CommandLine& line);            // demo, status, block, tx, certificates, audit
void addMakingCommands(CLI::App& app, CommandLine& line);             // network create, invite, show-invitation, join, password
void addFinanceCommands(CLI::App& app, CommandLine& line);            // finance import, query, budget, trail, profiles, rebuild
void addReceiptCommands(CLI::App& app, CommandLine& line);            // receipt, verify
void addActivityCommands(CLI::App& app, CommandLine& line);           // activity, journal, alarms
void addCertificateCommands(CLI::App& app, CommandLine& line);        // cert list, show, …; ca show, create, renew, crl
void addIssuingCommands(CLI::App& group, CommandLine& line);          // cert issue, renew, revoke, settle, request, accept
void addCertificateFileCommands(CLI::App& group, CommandLine& line);  // cert import, export, verify
void addTemplateCommands(CLI::App& group, CommandLine& line);         // cert template list, save, remove
void addChannelCommands(CLI::App& app, CommandLine& line);            // channel create
void addProposalCommands(CLI::App& app, CommandLine& line);           // proposal draft, list, show, approve, reject, …
void addTokenCommands(CLI::App& app, CommandLine& line);  // token libraries, list, login-check, keys, generate, import, …

// Unlocks with the password of this file, of MZ_PASSWORD or of the terminal; a demonstration with the one that is published.
Status unlockFor(Engine& engine, const std::string& passwordFile, const Terminal& terminal);

void addPinFile(CLI::App& command, std::string& file);
// What signs, once more after logging in to the token that it asked for, with the PIN of this file, of MZ_PIN or of the
// terminal.
Status logInAsAsked(Engine& engine, const Error& asked, const std::string& pinFile);
template <class Action>
auto withPin(Engine& engine, const std::string& pinFile, Action action) {
  auto result = action();
  if (result || result.error().code != ErrorCode::PinNeeded) return result;
  if (const Status opened = logInAsAsked(engine, result.error(), pinFile); !opened)
    return decltype(result)(std::unexpected(opened.error()));
  return action();
}

// One subcommand that runs something, with the options that all of them have.
CLI::App* addCommand(CLI::App& parent, CommandLine& line, const std::string& name, const std::string& what);
void addNetworkOptions(CLI::App& command, std::string& directory, std::string& channel);

// "finance/officer-0412 (officer): valid, serial …": one line of a list or a chain.
std::string certificateLine(const CertificateLink& link);

// The channel with this name or id; without one, the network's only channel that has the contract (any contract when empty), or
// its only public one. NotFound; InvalidArgument where several would do.
Result<ChannelInfo> chooseChannel(const Engine& engine, const std::string& option, std::string_view contract);

struct FoundTransaction {
  std::string channel;
  TransactionNumber number;
};
// By its id or a unique beginning of it: in the named channel, or else in the first of all channels that has it.
Result<FoundTransaction> findTransaction(const Engine& engine, const std::string& channel, const std::string& id);

}  // namespace mz
