#include "ledger/local_tokens.h"

#include <algorithm>

#include "ledger/base/file.h"
#include "ledger/format/json.h"
#include "ledger/identity/token_certificate.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

constexpr std::string_view kFormat = "mingzhang/tokens";
constexpr std::size_t kLibraries = 16;
constexpr std::size_t kPathBytes = 4096;
constexpr std::size_t kFileBytes = std::size_t{256} << 10;

constexpr const char* kUsualPlaces[] = {"/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so",
                                        "/usr/lib/aarch64-linux-gnu/opensc-pkcs11.so",
                                        "/usr/lib64/pkcs11/opensc-pkcs11.so",
                                        "/usr/lib/softhsm/libsofthsm2.so",
                                        "/usr/lib64/softhsm/libsofthsm2.so",
                                        "/usr/lib/x86_64-linux-gnu/libykcs11.so",
                                        "/usr/lib/x86_64-linux-gnu/libtpm2_pkcs11.so.1"};

std::filesystem::path settingsFile(const std::filesystem::path& directory) { return directory / "tokens.json"; }

std::string keyText(const TokenReference& key) { return toHex(key.key); }

Result<Certificate> certificateFrom(const Bytes& file) {
  return textOf(file).starts_with("-----BEGIN ") ? Certificate::fromPem(textOf(file)) : Certificate::fromDer(file);
}

std::unexpected<Error> notTheKeys(const Error& error) {
  Error out(ErrorCode::VerificationFailed, "the certificate is not that of this key: " + error.detail);
  out.parameters = error.parameters;
  return std::unexpected(std::move(out));
}

}  // namespace

Result<std::vector<std::string>> LocalTokens::remembered() const {
  const auto path = settingsFile(m_engine.directory());
  const auto bytes = readFile(path, kFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::NotFound) return std::vector<std::string>();
  if (!bytes) return std::unexpected(bytes.error());
  const auto malformed = [&](std::string_view why) {
    return std::unexpected(Error(ErrorCode::Malformed, path.string() + ": " + std::string(why)).with("path", path.string()));
  };
  const auto document = Json::parse(textOf(*bytes));
  if (!document) return malformed(document.error().detail);
  if (document->stringAt("format") != kFormat) return malformed("this is no list of token libraries");
  if (document->integerAt("version") > 1)
    return std::unexpected(
        Error(ErrorCode::UnsupportedVersion, path.string() + " was written by a newer program").with("path", path.string()));
  const Json* list = document->find("libraries");
  if (!list || !list->isArray() || list->array().size() > kLibraries) return malformed("it has no list of libraries");
  std::vector<std::string> out;
  for (const Json& each : list->array()) {
    if (!each.isString() || each.string().empty() || each.string().size() > kPathBytes)
      return malformed("a library is no path");
    out.emplace_back(each.string());
  }
  return out;
}

Status LocalTokens::remember(const std::vector<std::string>& paths) const {
  Json::Array list;
  for (const std::string& path : paths) list.push_back(Json(path));
  const Json document =
      Json::object({{"format", Json(kFormat)}, {"libraries", Json(std::move(list))}, {"version", Json(std::int64_t{1})}});
  return writeFileAtomically(settingsFile(m_engine.directory()), bytesOf(document.serialize() + "\n"));
}

void LocalTokens::note(const char* what, const TokenName& token, const std::string& more, const Error* error) const {
  m_engine.record({.what = what, .subject = token.label + " " + token.serial + (more.empty() ? "" : " " + more)}, error);
}

Result<std::shared_ptr<TokenLibrary>> LocalTokens::library(const std::string& path) const {
  // A directory that somebody else made, and that is only looked at, must not bring the code that reads it.
  std::error_code ignored;
  const auto file = std::filesystem::weakly_canonical(path, ignored);
  const auto own = std::filesystem::weakly_canonical(m_engine.directory(), ignored);
  if (std::ranges::mismatch(own, file).in1 == own.end())
    return std::unexpected(Error(ErrorCode::InvalidArgument, path + " lies in the network's own directory; a token library is "
                                                                    "installed with the computer's programs")
                               .with("path", path));
  const std::lock_guard loading(m_mutex);
  if (const auto known = m_libraries.find(path); known != m_libraries.end()) return known->second;
  MZ_TRY(auto loaded, TokenLibrary::load(path));
  m_libraries.emplace(path, loaded);
  return loaded;
}

std::vector<KnownTokenLibrary> LocalTokens::libraries() const {
  std::vector<KnownTokenLibrary> out;
  const auto paths = remembered();
  if (!paths) return {{{}, paths.error()}};
  for (const std::string& path : *paths) {
    KnownTokenLibrary known{{path, {}, {}, {}, 0}, {}};
    const auto loaded = library(path);
    const auto info = loaded ? (*loaded)->info() : Result<TokenLibraryInfo>(std::unexpected(loaded.error()));
    if (info)
      known.info = *info;
    else
      known.failure = info.error();
    out.push_back(std::move(known));
  }
  return out;
}

std::vector<std::string> LocalTokens::suggestedLibraries() const {
  std::vector<std::string> out;
  std::error_code ignored;
  for (const char* path : kUsualPlaces)
    if (std::filesystem::is_regular_file(path, ignored)) out.emplace_back(path);
  return out;
}

Result<TokenLibraryInfo> LocalTokens::addLibrary(const std::string& path) {
  if (!isValidUtf8(path))
    return std::unexpected(Error(ErrorCode::InvalidArgument, "the path of a token library has to be UTF-8").with("path", path));
  MZ_TRY(const auto loaded, library(path));
  MZ_TRY(TokenLibraryInfo info, loaded->info());
  const std::lock_guard writing(m_mutex);
  MZ_TRY(std::vector<std::string> paths, remembered());
  if (std::ranges::find(paths, path) != paths.end()) return info;
  if (paths.size() >= kLibraries) return fail(ErrorCode::TooLarge, "at most 16 token libraries are remembered");
  paths.push_back(path);
  MZ_CHECK(remember(paths));
  return info;
}

Status LocalTokens::forgetLibrary(const std::string& path) {
  const std::lock_guard writing(m_mutex);
  MZ_TRY(std::vector<std::string> paths, remembered());
  if (std::erase(paths, path) == 0)
    return std::unexpected(
        Error(ErrorCode::NotFound, "the token library " + path + " is not one that is remembered").with("path", path));
  return remember(paths);
}

Result<std::vector<TokenInfo>> LocalTokens::tokens(const std::string& path) const {
  if (!path.empty()) {
    MZ_TRY(const auto one, library(path));
    return one->tokens();
  }
  MZ_TRY(const std::vector<std::string> paths, remembered());
  std::vector<TokenInfo> out;
  for (const std::string& each : paths) {
    const auto loaded = library(each);
    if (!loaded) continue;
    auto found = (*loaded)->tokens();
    if (found) std::ranges::move(*found, std::back_inserter(out));
  }
  return out;
}

Result<std::shared_ptr<Token>> LocalTokens::token(const TokenName& name) const {
  MZ_TRY(const auto loaded, library(name.library));
  return loaded->token(name);
}

Result<std::shared_ptr<Token>> LocalTokens::openedToken(const TokenName& name) const {
  {
    const std::lock_guard looking(m_mutex);
    for (const auto& each : m_opened)
      if (each->name() == name) return each;
  }
  return token(name);  // which says itself that it needs its PIN
}

Result<TokenLogin> LocalTokens::logIn(const TokenName& name, Secret pin) {
  const auto enter = [&]() -> Result<TokenLogin> {
    MZ_TRY(std::shared_ptr<Token> opened, token(name));
    MZ_CHECK(opened->logIn(pin));
    {
      const std::lock_guard keeping(m_mutex);
      if (std::ranges::find(m_opened, opened) == m_opened.end()) m_opened.push_back(std::move(opened));
    }
    return attach(&name);
  };
  auto login = enter();
  note("token_login", name, {}, login ? nullptr : &login.error());
  return login;
}

void LocalTokens::logOut(const TokenName& name) {
  std::shared_ptr<Token> closing;
  {
    const std::lock_guard keeping(m_mutex);
    const auto found = std::ranges::find(m_opened, name, [](const auto& each) { return each->name(); });
    if (found == m_opened.end()) return;
    closing = *found;
    m_opened.erase(found);
  }
  closing->logOut();
  m_engine.detachKeys(name);
  note("token_logout", name, {}, nullptr);
}

void LocalTokens::logOutOfAll() {
  std::vector<std::shared_ptr<Token>> closing;
  {
    const std::lock_guard keeping(m_mutex);
    closing = std::exchange(m_opened, {});
  }
  for (const auto& each : closing) each->logOut();
}

bool LocalTokens::loggedIn(const TokenName& name) const {
  std::shared_ptr<Token> opened;
  {
    const std::lock_guard looking(m_mutex);
    for (const auto& each : m_opened)
      if (each->name() == name) opened = each;
  }
  return opened && opened->loggedIn();
}

TokenLogin LocalTokens::attach(const TokenName* only) {
  TokenLogin out;
  for (const Identity& identity : m_engine.keptIdentities()) {
    if (!identity.token || (only && identity.token->token != *only) || !loggedIn(identity.token->token)) continue;
    auto key = privateKey(*identity.token, identity.certificate.publicKey());
    const Status attached =
        key ? m_engine.attachKey(identity.label, std::move(*key)) : Status(std::unexpected(std::move(key.error())));
    if (attached)
      out.opened.push_back(identity.label);
    else if (attached.error().code != ErrorCode::Locked)  // the keystore; it asks again when it is unlocked
      out.failures.emplace_back(identity.label, attached.error());
  }
  return out;
}

Result<PrivateKey> LocalTokens::privateKey(const TokenReference& key, const PublicKey& publicKey) const {
  MZ_TRY(const auto opened, openedToken(key.token));
  return opened->privateKey(key.key, publicKey);
}

Result<PublicKey> LocalTokens::publicKey(const TokenReference& reference) const {
  MZ_TRY(const auto opened, openedToken(reference.token));
  MZ_TRY(const std::vector<TokenKey> keys, opened->keys());
  const auto key = std::ranges::find(keys, reference.key, &TokenKey::id);
  const auto refuse = [&](ErrorCode code, const std::string& why) {
    return std::unexpected(Error(code, "the token " + reference.token.label + why + " " + keyText(reference))
                               .with("token", reference.token.label)
                               .with("key", keyText(reference)));
  };
  if (key == keys.end()) return refuse(ErrorCode::NotFound, " has no private key with the id");
  if (!key->usable || key->publicKey.empty())
    return refuse(ErrorCode::InvalidArgument, " has no P-256 key that may sign, and whose public half it tells, with the id");
  return PublicKey::fromSubjectPublicKeyInfo(key->publicKey);
}

Result<TokenContents> LocalTokens::contents(const TokenName& name) const {
  MZ_TRY(const auto opened, openedToken(name));
  TokenContents out;
  MZ_TRY(std::vector<TokenKey> keys, opened->keys());
  MZ_TRY(out.certificates, opened->certificates());
  const std::vector<Identity> identities = m_engine.keptIdentities();
  for (TokenKey& key : keys) {
    TokenContents::Key& entry = out.keys.emplace_back(TokenContents::Key{std::move(key), {}});
    for (const Identity& identity : identities)
      if (identity.token && identity.token->token == name && identity.token->key == entry.key.id)
        entry.identities.push_back(identity.label);
  }
  return out;
}

Result<TokenKey> LocalTokens::generate(const TokenName& name, const std::string& label) {
  const auto make = [&]() -> Result<TokenKey> {
    MZ_TRY(const auto opened, openedToken(name));
    return opened->generate(label);
  };
  auto key = make();
  note("token_generate", name, key ? toHex(key->id) : std::string(), key ? nullptr : &key.error());
  return key;
}

Result<TokenKey> LocalTokens::moveIdentity(const TokenName& name, const std::string& label) {
  const auto move = [&]() -> Result<TokenKey> {
    MZ_TRY(const PrivateKey key, m_engine.movableKey(label));
    MZ_TRY(const auto opened, openedToken(name));
    MZ_TRY(TokenKey there, opened->import(key, label));
    auto signing = opened->privateKey(there.id, key.publicKey());
    if (!signing) {
      (void)opened->remove(there.id);  // as if nothing had been done
      return std::unexpected(signing.error());
    }
    // From here on the copy on the token stays: a keystore whose saving failed may all the same be the one that is there later.
    MZ_CHECK(m_engine.moveToToken(label, {name, there.id}, std::move(*signing)));
    return there;
  };
  auto key = move();
  note("token_move", name, label, key ? nullptr : &key.error());
  return key;
}

Result<std::string> LocalTokens::bind(const TokenReference& key, const Bytes& file, const std::string& identity) {
  const auto add = [&]() -> Result<std::string> {
    MZ_TRY(const Certificate certificate, certificateFrom(file));
    auto signing = privateKey(key, certificate.publicKey());
    if (!signing) {
      if (signing.error().code == ErrorCode::VerificationFailed) return notTheKeys(signing.error());
      return std::unexpected(signing.error());
    }
    const std::string label = identity.empty() ? m_engine.labelFor(certificate) : identity;
    MZ_CHECK(m_engine.keep({{certificate, std::move(*signing), label, key}}));
    return label;
  };
  auto label = add();
  note("token_bind", key.token, keyText(key) + (label ? " " + *label : ""), label ? nullptr : &label.error());
  return label;
}

Status LocalTokens::storeCertificate(const TokenReference& key, const Bytes& file) {
  const auto store = [&]() -> Status {
    Certificate certificate;
    if (!file.empty()) {
      MZ_TRY(certificate, certificateFrom(file));
    } else {
      for (const Identity& identity : m_engine.keptIdentities())
        if (identity.token == key) certificate = identity.certificate;
      if (certificate.empty())
        return std::unexpected(
            Error(ErrorCode::NotFound, "no identity here has the key " + keyText(key)).with("key", keyText(key)));
    }
    MZ_TRY(const auto opened, openedToken(key.token));
    if (const auto signing = opened->privateKey(key.key, certificate.publicKey()); !signing) {
      if (signing.error().code == ErrorCode::VerificationFailed) return notTheKeys(signing.error());
      return std::unexpected(signing.error());
    }
    return storeOnToken(*opened, key.key, certificate);
  };
  const Status stored = store();
  note("token_certificate", key.token, keyText(key), stored ? nullptr : &stored.error());
  return stored;
}

Status LocalTokens::remove(const TokenReference& key) {
  const auto take = [&]() -> Status {
    MZ_TRY(const auto opened, openedToken(key.token));
    for (const Identity& identity : m_engine.keptIdentities())
      if (identity.token == key)
        return std::unexpected(Error(ErrorCode::InvalidArgument, "the key " + keyText(key) + " is that of the identity " +
                                                                     identity.label + ", which could sign nothing without it")
                                   .with("identity", identity.label));
    return opened->remove(key.key);
  };
  const Status removed = take();
  note("token_remove", key.token, keyText(key), removed ? nullptr : &removed.error());
  return removed;
}

}  // namespace mz
