// mz token …: PKCS#11 tokens, and identities whose keys lie on them.
#include "app/mz_tokens.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "app/mz_commands.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

using Object = nlohmann::ordered_json;

constexpr std::size_t kCertificateFile = std::size_t{64} << 10;

struct TokenArguments {
  std::string directory, passwordFile;
  TokenChoice choice;
  std::string add, forget, label, key, certificate, identity;
  bool yes = false;
};

Object nameJson(const TokenName& name) { return {{"label", name.label}, {"serial", name.serial}, {"library", name.library}}; }

Object toJson(const TokenInfo& token) {
  Object object = nameJson(token.name);
  object["manufacturer"] = token.manufacturer;
  object["model"] = token.model;
  object["reader"] = token.reader;
  object["initialised"] = token.initialised;
  object["pinSet"] = token.pinSet;
  object["loginRequired"] = token.loginRequired;
  object["pinPad"] = token.pinPad;
  object["readOnly"] = token.readOnly;
  object["pinTriesFew"] = token.pinTriesFew;
  object["pinLastTry"] = token.pinLastTry;
  object["pinLocked"] = token.pinLocked;
  return object;
}

Object toJson(const TokenKey& key) {
  return {
      {"id", toHex(key.id)},        {"label", key.label},
      {"algorithm", key.algorithm}, {"usable", key.usable},
      {"eachTime", key.eachTime},   {"canLeave", key.canLeave},
      {"madeThere", key.madeThere}, {"publicKey", key.publicKey.empty() ? Object(nullptr) : Object(toBase64(key.publicKey))}};
}

std::string stateText(const TokenInfo& token) {
  if (!token.initialised) return "empty: its security officer has to initialise it";
  if (token.pinLocked) return "PIN locked: its security officer has to set a new one";
  if (!token.pinSet && token.loginRequired) return "no PIN yet: its security officer has to set one";
  if (token.pinLastTry) return "one more wrong PIN locks it";
  if (token.pinTriesFew) return "a wrong PIN was given last time";
  return token.loginRequired ? "ready" : "ready, asks for no PIN";
}

std::string nameText(const TokenName& name) {
  const std::string label = visible(name.label.empty() ? "(no label)" : name.label);
  return name.serial.empty() ? label : label + " (serial " + visible(name.serial) + ")";
}

std::string keyText(const TokenKey& key) {
  std::string text = fmt::format("{}  {:<6} {}", toHex(key.id), key.algorithm, visible(key.label));
  if (key.eachTime) text += ", asks for its PIN at each signature: not usable here";
  if (!key.usable && !key.eachTime) text += ", not usable here";
  if (key.canLeave) text += ", the token would give it away";
  return text;
}

Result<TokenReference> keyOf(const TokenName& token, const std::string& hex) {
  auto id = fromHex(hex);
  if (!id || id->empty())
    return fail(ErrorCode::InvalidArgument, "--key takes the id of a key, in hexadecimal: mz token keys lists them");
  return TokenReference{token, std::move(*id)};
}

Result<Bytes> certificateFile(const std::string& file) {
  if (file.empty()) return Bytes();
  MZ_TRY(const std::string text, readFile(file, kCertificateFile));
  return Bytes(text.begin(), text.end());
}

bool knowsNoLibrary(Engine& engine, const TokenChoice& choice) {
  return choice.library.empty() && engine.tokens().libraries().empty();
}

// ---- libraries, list

Result<int> runLibraries(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  Tokens& tokens = engine->tokens();
  if (!arguments.add.empty()) MZ_CHECK(tokens.addLibrary(arguments.add));
  if (!arguments.forget.empty()) MZ_CHECK(tokens.forgetLibrary(arguments.forget));
  Object list = Object::array();
  std::string text;
  for (const KnownTokenLibrary& known : tokens.libraries()) {
    Object failure(nullptr);
    if (known.failure) failure = {{"error", errorName(known.failure->code)}, {"detail", known.failure->detail}};
    list.push_back({{"path", known.info.path},
                    {"manufacturer", known.info.manufacturer},
                    {"description", known.info.description},
                    {"version", known.info.version},
                    {"readers", known.info.readers},
                    {"failure", std::move(failure)}});
    text += known.failure ? fmt::format("{}\n  {}\n", visible(known.info.path), visible(known.failure->detail))
                          : fmt::format("{}\n  {} {}, version {}, readers: {}\n", visible(known.info.path),
                                        visible(known.info.manufacturer), visible(known.info.description), known.info.version,
                                        known.info.readers);
  }
  const std::vector<std::string> suggested = tokens.suggestedLibraries();
  if (terminal.json) {
    terminal.print({{"libraries", std::move(list)}, {"suggested", suggested}});
    return 0;
  }
  if (text.empty()) {
    text = "No token library is remembered here. Add one with --add PATH.\n";
    for (const std::string& path : suggested) text += "  found on this computer: " + visible(path) + "\n";
  }
  terminal.text(text);
  return 0;
}

Result<int> runList(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const std::vector<TokenInfo> tokens, engine->tokens().tokens(arguments.choice.library));
  Object list = Object::array();
  std::string text;
  for (const TokenInfo& token : tokens) {
    list.push_back(toJson(token));
    text += fmt::format("{}: {}\n  {} {}, in {}\n", nameText(token.name), stateText(token), visible(token.manufacturer),
                        visible(token.model), visible(token.reader));
  }
  if (terminal.json)
    terminal.print({{"tokens", std::move(list)}});
  else
    terminal.text(!text.empty()                               ? text
                  : knowsNoLibrary(*engine, arguments.choice) ? "No token library is remembered here; see mz token libraries.\n"
                                                              : "No reader holds a token.\n");
  return tokens.empty() ? exitCode(ErrorCode::NotFound) : 0;
}

// ---- login-check, keys

Result<int> runLoginCheck(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  // Without the password nobody can say whether the identities' keys are really there.
  if (!arguments.passwordFile.empty()) MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  Object failures = Object::array();
  std::string text = fmt::format("The PIN of {} is right.\n", nameText(opened.name));
  for (const std::string& identity : opened.login.opened)
    text += fmt::format("  the key of {} signs there\n", visible(identity));
  for (const auto& [identity, error] : opened.login.failures) {
    failures.push_back({{"identity", identity}, {"error", errorName(error.code)}, {"detail", error.detail}});
    text += fmt::format("  the key of {} cannot be used: {}\n", visible(identity), visible(error.detail));
  }
  const int code = opened.login.failures.empty() ? 0 : 1;
  if (terminal.json)
    terminal.print({{"token", nameJson(opened.name)}, {"identities", opened.login.opened}, {"failures", std::move(failures)}});
  else
    terminal.text(text);
  return code;
}

Result<int> runKeys(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  const TokenName& token = opened.name;
  MZ_TRY(const TokenContents contents, engine->tokens().contents(token));
  Object keys = Object::array(), certificates = Object::array();
  std::string text;
  for (const TokenContents::Key& entry : contents.keys) {
    Object object = toJson(entry.key);
    object["identities"] = entry.identities;
    keys.push_back(std::move(object));
    text += keyText(entry.key);
    for (const std::string& identity : entry.identities) text += fmt::format(", the key of {}", visible(identity));
    text += '\n';
  }
  for (const TokenCertificate& certificate : contents.certificates) {
    const std::string fingerprint = sha256(certificate.der).hex();
    certificates.push_back({{"id", toHex(certificate.id)}, {"label", certificate.label}, {"fingerprint", fingerprint}});
    text += fmt::format("{}  certificate {}, {}\n", toHex(certificate.id), visible(certificate.label), fingerprint);
  }
  if (terminal.json)
    terminal.print({{"token", nameJson(token)}, {"keys", std::move(keys)}, {"certificates", std::move(certificates)}});
  else
    terminal.text(text.empty() ? fmt::format("There is nothing on {}.\n", nameText(token)) : text);
  return 0;
}

// ---- generate, import, bind, certificate, delete

Result<int> runGenerate(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  const TokenName& token = opened.name;
  MZ_TRY(const TokenKey key, engine->tokens().generate(token, arguments.label));
  if (terminal.json)
    terminal.print({{"token", nameJson(token)}, {"key", toJson(key)}});
  else
    terminal.text(fmt::format("A key was made on {}:\n  {}\n", nameText(token), keyText(key)));
  return 0;
}

Result<int> runImport(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  const TokenName& token = opened.name;
  MZ_TRY(const TokenKey key, engine->tokens().moveIdentity(token, arguments.identity));
  if (terminal.json)
    terminal.print({{"token", nameJson(token)}, {"key", toJson(key)}, {"identity", arguments.identity}});
  else
    terminal.text(fmt::format("The key of {} lies on {} now, as {}, and no more in the keystore.\n",
                              visible(arguments.identity), nameText(token), toHex(key.id)));
  return 0;
}

Result<int> runBind(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const Bytes certificate, certificateFile(arguments.certificate));
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_CHECK(unlockFor(*engine, arguments.passwordFile, terminal));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  const TokenName& token = opened.name;
  MZ_TRY(const TokenReference key, keyOf(token, arguments.key));
  MZ_TRY(const std::string label, engine->tokens().bind(key, certificate, arguments.identity));
  if (terminal.json)
    terminal.print({{"token", nameJson(token)}, {"key", toHex(key.key)}, {"identity", label}});
  else
    terminal.text(
        fmt::format("The identity {} signs with the key {} on {}.\n", visible(label), toHex(key.key), nameText(token)));
  return 0;
}

Result<int> runCertificate(const TokenArguments& arguments, const Terminal& terminal) {
  MZ_TRY(const Bytes certificate, certificateFile(arguments.certificate));
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  const TokenName& token = opened.name;
  MZ_TRY(const TokenReference key, keyOf(token, arguments.key));
  MZ_CHECK(engine->tokens().storeCertificate(key, certificate));
  if (terminal.json)
    terminal.print({{"token", nameJson(token)}, {"key", toHex(key.key)}});
  else
    terminal.text(fmt::format("The certificate lies on {}, beside its key.\n", nameText(token)));
  return 0;
}

Result<int> runDelete(const TokenArguments& arguments, const Terminal& terminal) {
  if (!arguments.yes)
    return fail(ErrorCode::InvalidArgument,
                "nobody can bring back a key that was deleted from a token; say --yes if that is what you want");
  MZ_TRY(const std::unique_ptr<Engine> engine, openEngine(arguments.directory));
  MZ_TRY(const OpenedToken opened, openToken(*engine, arguments.choice));
  const TokenName& token = opened.name;
  MZ_TRY(const TokenReference key, keyOf(token, arguments.key));
  MZ_CHECK(engine->tokens().remove(key));
  if (terminal.json)
    terminal.print({{"token", nameJson(token)}, {"deleted", toHex(key.key)}});
  else
    terminal.text(fmt::format("The key {} and its certificates are no more on {}.\n", toHex(key.key), nameText(token)));
  return 0;
}

using Run = Result<int> (*)(const TokenArguments&, const Terminal&);

struct TokenCommand {
  CLI::App* app;
  std::shared_ptr<TokenArguments> arguments;

  TokenCommand& onToken() {
    addTokenOptions(*app, arguments->choice);
    return *this;
  }
  TokenCommand& withPassword() {
    app->add_option("--password-file", arguments->passwordFile, "File whose first line is the keystore's password")
        ->type_name("FILE");
    return *this;
  }
  TokenCommand& onKey() {
    app->add_option("--key", arguments->key, "Id of the key; mz token keys lists them")->required()->type_name("HEX");
    return *this;
  }
};

TokenCommand add(CLI::App& group, CommandLine& line, const std::string& name, const std::string& what, Run run) {
  const auto arguments = std::make_shared<TokenArguments>();
  CLI::App* command = addCommand(group, line, name, what);
  command->add_option("--network", arguments->directory, "Directory of the network")->required()->type_name("DIR");
  command->callback([=, &line] { line.chosen = [=](const Terminal& terminal) { return run(*arguments, terminal); }; });
  return {command, arguments};
}

// One more wrong PIN would lock a token that nobody here may be able to open again.
Status checkTries(const TokenInfo& token, bool lastTry) {
  if (!token.pinLastTry || lastTry) return {};
  return std::unexpected(
      Error(ErrorCode::InvalidArgument, "one more wrong PIN locks the token " + token.name.label +
                                            "; if you are sure of it, log in once with mz token login-check --last-try")
          .with("token", token.name.label)
          .with("serial", token.name.serial)
          .with("tries", "last"));
}

Result<TokenLogin> enter(Engine& engine, const TokenInfo& token, const std::string& pinFile) {
  Secret pin;
  if (token.loginRequired && !token.pinPad) {
    MZ_TRY(pin, readPin(pinFile, token.name.label));
  }
  return engine.tokens().logIn(token.name, std::move(pin));
}

}  // namespace

void addPinFile(CLI::App& command, std::string& file) {
  command.add_option("--pin-file", file, "File whose first line is the PIN of the token, where the key lies on one")
      ->type_name("FILE");
}

void addTokenOptions(CLI::App& command, TokenChoice& choice) {
  command.add_option("--library", choice.library, "PKCS#11 library of the token; those that are remembered unless told")
      ->type_name("PATH");
  command.add_option("--token", choice.token, "Label or serial number of the token; not needed where there is only one")
      ->type_name("TEXT");
  addPinFile(command, choice.pinFile);
  command.add_flag("--last-try", choice.lastTry, "Try the PIN although one more wrong one locks the token");
}

Result<TokenInfo> chooseToken(Engine& engine, const TokenChoice& choice) {
  MZ_TRY(std::vector<TokenInfo> tokens, engine.tokens().tokens(choice.library));
  if (tokens.empty() && knowsNoLibrary(engine, choice))
    return fail(ErrorCode::NotFound,
                "no token library is remembered; name one with --library, or add it with mz token libraries --add");
  std::erase_if(tokens, [&](const TokenInfo& token) {
    return choice.token.empty() ? !token.initialised : token.name.label != choice.token && token.name.serial != choice.token;
  });
  if (tokens.size() == 1) return std::move(tokens.front());
  if (tokens.empty())
    return std::unexpected(Error(ErrorCode::TokenAbsent, choice.token.empty()
                                                             ? std::string("no reader holds a token that is initialised")
                                                             : "no reader holds a token " + choice.token)
                               .with("token", choice.token));
  std::string names;
  for (const TokenInfo& token : tokens)
    names += (names.empty() ? "" : ", ") + token.name.label + " (" + token.name.serial + ")";
  return fail(ErrorCode::InvalidArgument, "choose a token with --token, by its label or serial number: " + names);
}

Result<OpenedToken> openToken(Engine& engine, const TokenChoice& choice) {
  MZ_TRY(TokenInfo token, chooseToken(engine, choice));
  MZ_CHECK(checkTries(token, choice.lastTry));
  MZ_TRY(TokenLogin login, enter(engine, token, choice.pinFile));
  return OpenedToken{std::move(token.name), std::move(login)};
}

Status logInAsAsked(Engine& engine, const Error& asked, const std::string& pinFile) {
  const TokenName name{std::string(asked.parameter("library")), std::string(asked.parameter("token")),
                       std::string(asked.parameter("serial"))};
  MZ_TRY(const std::vector<TokenInfo> tokens, engine.tokens().tokens(name.library));
  const auto token = std::ranges::find(tokens, name, &TokenInfo::name);
  if (token == tokens.end())
    return std::unexpected(Error(ErrorCode::TokenAbsent, "no reader holds the token " + name.label + " (serial " + name.serial +
                                                             "), on which the key lies")
                               .with("token", name.label)
                               .with("serial", name.serial)
                               .with("library", name.library));
  MZ_CHECK(checkTries(*token, false));
  MZ_TRY(const TokenLogin login, enter(engine, *token, pinFile));
  for (const auto& [identity, failure] : login.failures)
    if (identity == asked.parameter("identity")) return std::unexpected(failure);
  return {};
}

void addTokenCommands(CLI::App& app, CommandLine& line) {
  CLI::App* group = app.add_subcommand(
      "token", "PKCS#11 tokens: libraries, list, login-check, keys, generate, import, bind, certificate, delete");
  group->require_subcommand(1);
  {
    const TokenCommand command = add(*group, line, "libraries", "Token libraries that this network remembers", runLibraries);
    command.app->add_option("--add", command.arguments->add, "Load this PKCS#11 library, and remember it")->type_name("PATH");
    command.app->add_option("--forget", command.arguments->forget, "Remember it no more")->type_name("PATH");
  }
  {
    const TokenCommand command = add(*group, line, "list", "Tokens that lie in readers", runList);
    command.app->add_option("--library", command.arguments->choice.library, "Only those of this PKCS#11 library")
        ->type_name("PATH");
  }
  add(*group, line, "login-check", "Try the PIN of a token", runLoginCheck).onToken().withPassword();
  add(*group, line, "keys", "Keys and certificates on a token", runKeys).onToken();
  {
    TokenCommand command = add(*group, line, "generate", "Make a key of P-256 on a token", runGenerate);
    command.onToken();
    command.app->add_option("--label", command.arguments->label, "What it is for")->required()->type_name("TEXT");
  }
  {
    TokenCommand command = add(*group, line, "import", "Move the key of an identity from the keystore to a token", runImport);
    command.onToken().withPassword();
    command.app->add_option("--identity", command.arguments->identity, "Label of the identity in the keystore")
        ->required()
        ->type_name("LABEL");
  }
  {
    TokenCommand command = add(*group, line, "bind", "Make an identity of a certificate and of its key on a token", runBind);
    command.onToken().withPassword().onKey();
    command.app->add_option("--certificate", command.arguments->certificate, "The certificate: PEM or DER")
        ->required()
        ->type_name("FILE");
    command.app->add_option("--identity", command.arguments->identity, "Its label; made from the certificate unless told")
        ->type_name("LABEL");
  }
  {
    TokenCommand command =
        add(*group, line, "certificate", "Put a certificate on a token beside its key, for other programs", runCertificate);
    command.onToken().onKey();
    command.app
        ->add_option("--certificate", command.arguments->certificate,
                     "The certificate, PEM or DER; that of the identity with this key unless told")
        ->type_name("FILE");
  }
  {
    TokenCommand command = add(*group, line, "delete", "Delete a key and its certificates from a token, for ever", runDelete);
    command.onToken().onKey();
    command.app->add_flag("--yes", command.arguments->yes, "Yes, for ever");
  }
}

}  // namespace mz
