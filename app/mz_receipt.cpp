// mz receipt, verify. Verifying needs no network directory: only the receipt and the policy.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "app/mz_json.h"
#include "ledger/format/receipt_code.h"
#include "ledger/merkle/receipt.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

// Base64 makes the envelope a third longer; the proof and the checkpoint are bounded by themselves.
constexpr std::size_t kReceiptBytes = 2 * bounds::kEnvelopeBytes + 2 * bounds::kNoteBytes;

// ---- receipt

struct ReceiptArguments {
  std::string id, directory, channel, output, policy, codes;
};

Result<int> runReceipt(const ReceiptArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const FoundTransaction found, findTransaction(*engine, arguments.channel, arguments.id));
  MZ_TRY(const std::string receipt, engine->receipt(found.channel, found.number));
  MZ_TRY(const std::vector<TransactionSummary> summary, engine->transactions(found.channel, found.number, 1));
  if (!arguments.policy.empty()) {
    MZ_TRY(const std::string policy, engine->policy(found.channel));
    MZ_CHECK(writeFile(arguments.policy, policy));
  }
  if (!arguments.codes.empty()) {
    MZ_TRY(const std::vector<std::string> codes, receiptCodes(receipt));
    MZ_CHECK(writeFile(arguments.codes, fmt::format("{}\n", fmt::join(codes, "\n"))));
  }
  MZ_CHECK(writeFile(arguments.output, receipt));
  const std::string id = summary.empty() ? arguments.id : summary.front().id.hex();
  if (terminal.json) {
    terminal.print({{"tx", id},
                    {"channel", found.channel},
                    {"receipt", arguments.output},
                    {"policy", arguments.policy.empty() ? Object(nullptr) : Object(arguments.policy)},
                    {"codes", arguments.codes.empty() ? Object(nullptr) : Object(arguments.codes)},
                    {"demonstration", engine->network().demonstration}});
  } else {
    terminal.text(fmt::format("Receipt of {} in {}.\n", id, arguments.output));
    if (!arguments.codes.empty()) terminal.text(fmt::format("Texts of its QR codes in {}.\n", arguments.codes));
    if (!arguments.policy.empty()) terminal.text(fmt::format("Policy of {} in {}.\n", found.channel, arguments.policy));
  }
  return 0;
}

// ---- verify

struct VerifyArguments {
  std::string receipt, policy;
};

// The names under .example belong to nobody (RFC 2606): what is signed there is a demonstration.
bool isDemonstration(std::string_view origin) { return origin.substr(0, origin.find('/')).ends_with(".example"); }

std::string textAt(const Object& arguments, const char* name) {
  const auto found = arguments.find(name);
  return found != arguments.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Amounts beyond 2^53 stand in canonical JSON as decimal strings.
std::optional<Amount> amountAt(const Object& arguments) {
  const auto found = arguments.find("amount");
  if (found == arguments.end()) return std::nullopt;
  if (found->is_number_integer()) return Amount(found->get<std::int64_t>());
  if (!found->is_string()) return std::nullopt;
  const Result<Amount> parsed = parseAmount(found->get<std::string>(), 0, DecimalStyle::Point);
  return parsed ? std::optional(*parsed) : std::nullopt;
}

std::string paymentText(const Object& arguments, Amount amount) {
  std::string payer = textAt(arguments, "entity");
  if (const std::string department = textAt(arguments, "department"); !department.empty() && department != payer)
    payer = payer.empty() ? department : fmt::format("{} ({})", payer, department);
  return fmt::format("{} paid {} to {} on {}", payer, moneyText(amount, textAt(arguments, "currency")),
                     textAt(arguments, "payee"), textAt(arguments, "date"));
}

Result<int> runVerify(const VerifyArguments& paths, const Terminal& terminal) {
  MZ_TRY(const std::string policyText, readFile(paths.policy, bounds::kNoteBytes * 4));
  MZ_TRY(std::string receiptText, readFile(paths.receipt, kReceiptBytes));
  if (isReceiptCode(receiptText)) {
    MZ_TRY(receiptText, receiptFromCodes(receiptText));
  }
  MZ_TRY(const Policy policy, Policy::parse(policyText));
  MZ_TRY(const Receipt receipt, Receipt::parse(receiptText));
  MZ_TRY(const VerifiedReceipt verified, verifyReceipt(receipt, policy));

  const Call& call = verified.envelope.call;
  const bool executed = verified.leaf.result == ResultCode::Executed;
  const Object arguments = embedded(call.arguments);
  const std::optional<Amount> amount =
      arguments.is_object() && !textAt(arguments, "payee").empty() ? amountAt(arguments) : std::nullopt;
  const bool demonstration = isDemonstration(verified.checkpoint.origin);

  Object cosigners = Object::array();
  std::string cosignerText;
  for (const std::string& name : verified.verdict.cosigners) {
    for (const NoteSignature& signature : receipt.checkpoint.signatures) {
      const std::optional<UnixSeconds> time = cosignatureTime(signature);
      if (signature.name != name || !time) continue;
      cosigners.push_back({{"name", name}, {"time", formatTime(*time)}});
      cosignerText += fmt::format("  {} {}\n", formatTime(*time), name);
      break;
    }
  }
  if (terminal.json) {
    terminal.print({{"verified", true},
                    {"executed", executed},
                    {"demonstration", demonstration},
                    {"tx", verified.envelope.id().hex()},
                    {"channel", call.channel.hex()},
                    {"origin", verified.checkpoint.origin},
                    {"height", verified.leaf.height.value},
                    {"time", formatTime(verified.leaf.time)},
                    {"result", static_cast<std::uint32_t>(verified.leaf.result)},
                    {"resultName", resultName(verified.leaf.result)},
                    {"contract", call.contract},
                    {"function", call.function},
                    {"arguments", arguments},
                    {"signer", call.creator.hex()},
                    {"treeSize", verified.checkpoint.size},
                    {"root", verified.checkpoint.root.hex()},
                    {"cosigners", std::move(cosigners)}});
    return executed ? 0 : exitCode(ErrorCode::Refused);
  }
  std::string text = demonstration ? "DEMONSTRATION: not a real network\n" : "";
  text += fmt::format("Verified: transaction {}\n", verified.envelope.id().hex());
  text += fmt::format("is in the ledger {} in block {}, {}\n", verified.checkpoint.origin, verified.leaf.height.value,
                      formatTime(verified.leaf.time));
  text += fmt::format("\n{}.{}, signed with the certificate {}\n", visible(call.contract), visible(call.function),
                      call.creator.hex());
  if (!executed)
    text += fmt::format("REFUSED by the ledger: {} ({}). It had no effect.\n", resultName(verified.leaf.result),
                        static_cast<std::uint32_t>(verified.leaf.result));
  else if (amount)
    text += visible(paymentText(arguments, *amount)) + "\n";
  if (arguments.is_object())
    for (const auto& [name, value] : arguments.items())
      text +=
          fmt::format("  {:<18}{}\n", visible(name), visible(value.is_string() ? value.get<std::string>() : jsonText(value)));
  text += fmt::format("\nCosigned by {}:\n{}", cosigners.size(), cosignerText);
  terminal.text(text);
  return executed ? 0 : exitCode(ErrorCode::Refused);
}

}  // namespace

void addReceiptCommands(CLI::App& app, CommandLine& line) {
  {
    const auto arguments = std::make_shared<ReceiptArguments>();
    CLI::App* command =
        addCommand(app, line, "receipt", "Write the proof that a transaction is in the ledger (C2SP tlog-proof)");
    command->add_option("txid", arguments->id, "Its id, or a unique beginning of at least 8 digits")
        ->required()
        ->type_name("TXID");
    addNetworkOptions(*command, arguments->directory, arguments->channel);
    command->add_option("-o,--output", arguments->output, "File for the receipt")->required()->type_name("FILE");
    command->add_option("--policy", arguments->policy, "Also write the channel's policy (C2SP tlog-policy)")->type_name("FILE");
    command->add_option("--codes", arguments->codes, "Also write the texts of its QR codes, one on a line")->type_name("FILE");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runReceipt(*arguments, terminal); }; });
  }
  {
    const auto arguments = std::make_shared<VerifyArguments>();
    CLI::App* command = addCommand(app, line, "verify", "Verify a receipt offline, against a policy that you trust");
    command->add_option("receipt", arguments->receipt, "The receipt, or the texts of its QR codes")
        ->required()
        ->type_name("RECEIPT");
    command->add_option("--policy", arguments->policy, "The policy")->required()->type_name("FILE");
    command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return runVerify(*arguments, terminal); }; });
  }
}

}  // namespace mz
