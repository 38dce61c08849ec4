// PKCS#11 tokens as app/ and models/ see them (Engine::tokens): the libraries that talk to them, what lies on them, and
// identities of this network whose keys do. All functions may be called from any thread and take as long as the token takes,
// for seconds; calls of one library wait for each other. Values are snapshots. Errors of all that touch a token: TokenAbsent,
// PinNeeded (log in first, or again), CryptoFailure, and those of loading its library: NotFound, InvalidArgument, Malformed,
// Environment (parameter "path").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/crypto/secret.h"
#include "ledger/crypto/token_info.h"

namespace mz {

struct KnownTokenLibrary {
  TokenLibraryInfo info;         // of one that cannot be loaded the path alone
  std::optional<Error> failure;  // why not
};

// What came of a login for the identities of this network whose keys lie on the token.
struct TokenLogin {
  std::vector<std::string> opened;                      // labels
  std::vector<std::pair<std::string, Error>> failures;  // label, and why its key cannot be used
};

struct TokenContents {
  struct Key {
    TokenKey key;
    std::vector<std::string> identities;  // labels, of this network
  };
  std::vector<Key> keys;
  std::vector<TokenCertificate> certificates;
};

class Tokens {
 public:
  virtual ~Tokens() = default;

  // Those that this network's directory remembers, in the order in which they were added. Loads them: their code runs.
  virtual std::vector<KnownTokenLibrary> libraries() const = 0;
  // Token libraries that lie in usual places of this computer; nothing of them is loaded.
  virtual std::vector<std::string> suggestedLibraries() const = 0;
  // Loads it and remembers it; one that is remembered already stays where it is. At most 16.
  virtual Result<TokenLibraryInfo> addLibrary(const std::string& path) = 0;
  virtual Status forgetLibrary(const std::string& path) = 0;  // NotFound

  // What lies in the readers of one library, whether it is remembered or not; of all remembered ones where it is empty (those
  // that cannot be loaded are left out).
  virtual Result<std::vector<TokenInfo>> tokens(const std::string& library) const = 0;

  // WrongPin, PinLocked, Environment (no PIN set, not initialised), Cancelled (at the reader's own pad, for which the PIN is
  // empty). Keys of identities come with it once those are unlocked, in whichever order.
  virtual Result<TokenLogin> logIn(const TokenName& token, Secret pin) = 0;
  virtual void logOut(const TokenName& token) = 0;  // Engine::lock() logs out of all
  virtual bool loggedIn(const TokenName& token) const = 0;

  virtual Result<TokenContents> contents(const TokenName& token) const = 0;
  // Environment where the token does not allow it, here and below.
  virtual Result<TokenKey> generate(const TokenName& token, const std::string& label) = 0;
  // Puts the key of an identity of the keystore on the token and forgets it here. Locked, NotFound, InvalidArgument (no P-256
  // key, already on a token, or the node's own identity, which works where nobody types a PIN).
  virtual Result<TokenKey> moveIdentity(const TokenName& token, const std::string& identity) = 0;
  // A new identity: this certificate (DER or PEM) with the key on the token. Its label is made from the certificate where it is
  // empty. Returns the label. Locked, AlreadyThere, InvalidArgument, VerificationFailed (it is not the key's certificate).
  virtual Result<std::string> bind(const TokenReference& key, const Bytes& certificate, const std::string& identity) = 0;
  // Puts a certificate (DER or PEM; that of the identity with this key where it is empty) beside its key, for other programs.
  // AlreadyThere, VerificationFailed, NotFound.
  virtual Status storeCertificate(const TokenReference& key, const Bytes& certificate) = 0;
  // Takes the key and its certificates off the token, for ever. NotFound; InvalidArgument: an identity here needs it.
  virtual Status remove(const TokenReference& key) = 0;
};

}  // namespace mz
