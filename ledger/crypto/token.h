// PKCS#11 tokens (OASIS PKCS #11 2.40): smart cards, USB keys and security modules that keep P-256 keys and sign with them.
// All functions are safe on any thread; calls of one library wait for each other, and take as long as its device takes.
// A token that was pulled out gives TokenAbsent; one that was put back has forgotten its PIN and gives PinNeeded until logIn().
// Objects stay good over both, and so does a key that was taken from one.
// Errors of all: TokenAbsent, PinNeeded, CryptoFailure (parameter "pkcs11": the library's answer, hexadecimal).
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "ledger/crypto/secret.h"
#include "ledger/crypto/signature.h"
#include "ledger/crypto/token_info.h"

namespace mz {

class Token;

class TokenLibrary {
 public:
  // Runs the code of that file. NotFound, InvalidArgument (not an absolute path), Malformed (no PKCS#11 library), Environment
  // (it would not start).
  static Result<std::shared_ptr<TokenLibrary>> load(const std::filesystem::path& file);
  ~TokenLibrary();

  Result<TokenLibraryInfo> info() const;
  // What lies in its readers now. At most 256 readers are looked at.
  Result<std::vector<TokenInfo>> tokens() const;
  // The same object for the same token while anyone keeps it. TokenAbsent: it lies in no reader.
  Result<std::shared_ptr<Token>> token(const TokenName& name);

  struct Data;  // crypto's own

 private:
  explicit TokenLibrary(std::shared_ptr<Data> data) : m_data(std::move(data)) {}
  std::shared_ptr<Data> m_data;
};

class Token {
 public:
  ~Token();  // logs out

  const TokenName& name() const;
  Result<TokenInfo> info() const;

  // WrongPin, PinLocked, Environment (no PIN set, not initialised). An empty PIN is for readers with a pad of their own.
  Status logIn(const Secret& pin);
  void logOut();
  bool loggedIn() const;

  // Private keys, with what is known of them. At most 4,096.
  Result<std::vector<TokenKey>> keys() const;
  Result<std::vector<TokenCertificate>> certificates() const;  // X.509 ones; needs no PIN
  // NotFound; InvalidArgument: it is not of P-256, or may not sign, or asks for its PIN each time; VerificationFailed: what it
  // signs does not fit the public key.
  Result<PrivateKey> privateKey(ByteView id, const PublicKey& publicKey) const;

  // The new key pair; its id is random. Environment: the token does not allow it.
  Result<TokenKey> generate(const std::string& label) const;
  // A copy of a key of P-256. Environment: the token takes none.
  Result<TokenKey> import(const PrivateKey& key, const std::string& label) const;
  struct CertificateNames {
    Bytes subject, issuer, serial;  // DER
  };
  // AlreadyThere: this certificate is on it.
  Status storeCertificate(const TokenCertificate& certificate, const CertificateNames& names) const;
  // Private and public key and certificates with this id. NotFound.
  Status remove(ByteView id) const;

  struct Data;  // crypto's own

 private:
  friend class TokenLibrary;
  explicit Token(std::shared_ptr<Data> data) : m_data(std::move(data)) {}
  std::shared_ptr<Data> m_data;
};

}  // namespace mz
