// Tokens for tests of the window: what a test says lies there, and a PIN. The third wrong one in a row locks a token. Any
// thread.
#pragma once

#include <map>
#include <mutex>

#include "ledger/tokens.h"

namespace mz::test {

class FakeTokens final : public Tokens {
 public:
  static constexpr std::string_view kPin = "1234";

  // In a library that is remembered.
  void put(TokenInfo token);
  void pull(const std::string& label);

  std::vector<KnownTokenLibrary> libraries() const override;
  std::vector<std::string> suggestedLibraries() const override { return {"/usr/lib/opensc-pkcs11.so"}; }
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

 private:
  struct Lying {
    TokenInfo info;
    int wrongPins = 0;
    TokenContents contents;
  };
  Result<Lying*> find(const TokenName& token, bool opened) const;

  mutable std::mutex m_mutex;
  mutable std::vector<Lying> m_tokens;
  std::vector<std::string> m_libraries;
};

}  // namespace mz::test
