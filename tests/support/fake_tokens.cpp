#include "tests/support/fake_tokens.h"

#include <algorithm>

namespace mz::test {

namespace {

std::unexpected<Error> about(ErrorCode code, const TokenName& token, const std::string& why) {
  return std::unexpected(Error(code, "the token " + token.label + " " + why)
                             .with("token", token.label)
                             .with("serial", token.serial)
                             .with("library", token.library));
}

}  // namespace

void FakeTokens::put(TokenInfo token) {
  const std::lock_guard lock(m_mutex);
  if (std::ranges::find(m_libraries, token.name.library) == m_libraries.end()) m_libraries.push_back(token.name.library);
  m_tokens.push_back({std::move(token), 0, {}});
}

void FakeTokens::pull(const std::string& label) {
  const std::lock_guard lock(m_mutex);
  std::erase_if(m_tokens, [&](const Lying& each) { return each.info.name.label == label; });
}

Result<FakeTokens::Lying*> FakeTokens::find(const TokenName& token, bool opened) const {
  const auto found = std::ranges::find_if(m_tokens, [&](const Lying& each) { return each.info.name == token; });
  if (found == m_tokens.end()) return about(ErrorCode::TokenAbsent, token, "lies in no reader");
  if (opened && !found->info.loggedIn) return about(ErrorCode::PinNeeded, token, "needs its PIN");
  return &*found;
}

std::vector<KnownTokenLibrary> FakeTokens::libraries() const {
  const std::lock_guard lock(m_mutex);
  std::vector<KnownTokenLibrary> out;
  for (const std::string& path : m_libraries)
    out.push_back({{path, "Maker", "Tokens of a test", "1.0", static_cast<std::uint32_t>(m_tokens.size())}, {}});
  return out;
}

Result<TokenLibraryInfo> FakeTokens::addLibrary(const std::string& path) {
  const std::lock_guard lock(m_mutex);
  if (!path.ends_with(".so")) return std::unexpected(Error(ErrorCode::Malformed, path + " is no library").with("path", path));
  m_libraries.push_back(path);
  return TokenLibraryInfo{path, "Maker", "Tokens of a test", "1.0", 0};
}

Status FakeTokens::forgetLibrary(const std::string& path) {
  const std::lock_guard lock(m_mutex);
  if (std::erase(m_libraries, path) == 0) return fail(ErrorCode::NotFound, "it is not remembered");
  return {};
}

Result<std::vector<TokenInfo>> FakeTokens::tokens(const std::string& library) const {
  const std::lock_guard lock(m_mutex);
  std::vector<TokenInfo> out;
  for (const Lying& each : m_tokens)
    if (library.empty() || each.info.name.library == library) out.push_back(each.info);
  return out;
}

Result<TokenLogin> FakeTokens::logIn(const TokenName& token, Secret pin) {
  const std::lock_guard lock(m_mutex);
  MZ_TRY(Lying* const found, find(token, false));
  if (found->info.pinLocked) return about(ErrorCode::PinLocked, token, "is locked");
  if (pin.text() != kPin) {
    ++found->wrongPins;
    found->info.pinTriesFew = true;
    found->info.pinLastTry = found->wrongPins == 2;
    found->info.pinLocked = found->wrongPins >= 3;
    if (found->info.pinLocked) return about(ErrorCode::PinLocked, token, "is locked");
    Error error = about(ErrorCode::WrongPin, token, "has another PIN").error();
    return std::unexpected(std::move(error).with("tries", found->info.pinLastTry ? "last" : "few"));
  }
  found->wrongPins = 0;
  found->info.pinTriesFew = found->info.pinLastTry = false;
  found->info.loggedIn = true;
  return TokenLogin();
}

void FakeTokens::logOut(const TokenName& token) {
  const std::lock_guard lock(m_mutex);
  if (const auto found = find(token, false)) (*found)->info.loggedIn = false;
}

bool FakeTokens::loggedIn(const TokenName& token) const {
  const std::lock_guard lock(m_mutex);
  return find(token, true).has_value();
}

Result<TokenContents> FakeTokens::contents(const TokenName& token) const {
  const std::lock_guard lock(m_mutex);
  MZ_TRY(const Lying* const found, find(token, true));
  return found->contents;
}

Result<TokenKey> FakeTokens::generate(const TokenName& token, const std::string& label) {
  const std::lock_guard lock(m_mutex);
  MZ_TRY(Lying* const found, find(token, true));
  TokenKey key;
  key.id = Bytes(8, static_cast<std::uint8_t>(found->contents.keys.size() + 1));
  key.label = label;
  key.algorithm = "P-256";
  key.usable = key.madeThere = true;
  found->contents.keys.push_back({key, {}});
  return key;
}

Result<TokenKey> FakeTokens::moveIdentity(const TokenName& token, const std::string& identity) {
  MZ_TRY(TokenKey key, generate(token, identity));
  const std::lock_guard lock(m_mutex);
  MZ_TRY(Lying* const found, find(token, true));
  found->contents.keys.back().identities.push_back(identity);
  return key;
}

Result<std::string> FakeTokens::bind(const TokenReference& key, const Bytes&, const std::string& identity) {
  const std::lock_guard lock(m_mutex);
  MZ_TRY(Lying* const found, find(key.token, true));
  for (TokenContents::Key& each : found->contents.keys)
    if (each.key.id == key.key) {
      each.identities.push_back(identity);
      return identity;
    }
  return about(ErrorCode::NotFound, key.token, "has no such key");
}

Status FakeTokens::storeCertificate(const TokenReference& key, const Bytes& certificate) {
  const std::lock_guard lock(m_mutex);
  MZ_TRY(Lying* const found, find(key.token, true));
  found->contents.certificates.push_back({key.key, "certificate", certificate});
  return {};
}

Status FakeTokens::remove(const TokenReference& key) {
  const std::lock_guard lock(m_mutex);
  MZ_TRY(Lying* const found, find(key.token, true));
  if (std::erase_if(found->contents.keys, [&](const TokenContents::Key& each) { return each.key.id == key.key; }) == 0)
    return about(ErrorCode::NotFound, key.token, "has no such key");
  return {};
}

}  // namespace mz::test
