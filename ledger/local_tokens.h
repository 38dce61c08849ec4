// The tokens of one network directory (tokens.h): remembers libraries in tokens.json, keeps the tokens that are logged in to,
// and gives the keystore's identities their keys from them. Safe on any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "ledger/crypto/token.h"
#include "ledger/tokens.h"

namespace mz {

class LocalEngine;

class LocalTokens final : public Tokens {
 public:
  explicit LocalTokens(LocalEngine& engine) : m_engine(engine) {}

  std::vector<KnownTokenLibrary> libraries() const override;
  std::vector<std::string> suggestedLibraries() const override;
  Result<TokenLibraryInfo> addLibrary(const std::string& path) override;
  Status forgetLibrary(const std::string& path) override;
  Result<std::vector<TokenInfo>> tokens(const std::string& library) const override;
  Result<TokenLogin> logIn(const TokenName& token, Secret pin) override;
  void logOut(const TokenName& token) override;
  bool loggedIn(const TokenName& token) const override;
  Result<TokenContents> contents(const TokenName& token) const override;
  Result<TokenKey> generate(const TokenName& token, const std::string& label) override;
  Result<TokenKey> moveIdentity(const TokenName& token, const std::string& identity) override;
  Result<std::string> bind(const TokenReference& key, const Bytes& certificate, const std::string& identity) override;
  Status storeCertificate(const TokenReference& key, const Bytes& certificate) override;
  Status remove(const TokenReference& key) override;

  // For the engine: the public half of a key on a token, and such a key as one that signs.
  Result<PublicKey> publicKey(const TokenReference& key) const;
  Result<PrivateKey> privateKey(const TokenReference& key, const PublicKey& publicKey) const;
  // Gives each identity whose token is logged in to its key; of this token, or of all.
  TokenLogin attach(const TokenName* only = nullptr);
  void logOutOfAll();

 private:
  Result<std::shared_ptr<TokenLibrary>> library(const std::string& path) const;
  Result<std::shared_ptr<Token>> token(const TokenName& name) const;        // TokenAbsent
  Result<std::shared_ptr<Token>> openedToken(const TokenName& name) const;  // and PinNeeded
  Result<std::vector<std::string>> remembered() const;
  Status remember(const std::vector<std::string>& paths) const;
  void note(const char* what, const TokenName& token, const std::string& more, const Error* error) const;

  LocalEngine& m_engine;
  mutable std::mutex m_mutex;  // of what follows, and of the file; not held while a token works
  mutable std::map<std::string, std::shared_ptr<TokenLibrary>> m_libraries;
  std::vector<std::shared_ptr<Token>> m_opened;
};

}  // namespace mz
