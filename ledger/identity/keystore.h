// One encrypted file with the identities of one bureau's program: certificates in the clear, private keys PKCS#8 sealed
// under scrypt: docs/formats/keystore.md. Written atomically (new file, fsync, rename). One password opens every key that lies
// in it; of a key that lies on a token it only says where, and the key comes with attach() once the token has its PIN.
// One thread at a time; signing through an Identity's key that was taken out is safe on any thread, and such a key lives as
// long as whoever took it keeps it, also over lock().
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/crypto/sealing.h"
#include "ledger/crypto/token_info.h"
#include "ledger/identity/authority.h"

namespace mz {

struct Identity {
  Certificate certificate;  // empty for bare keys (cosigner, log; those that wait for a certificate), which have a label only
  PrivateKey key;           // empty while locked, and while its token is
  std::string label;        // unique in the keystore: "<org>/<name>", "<org>/ca", "<org>/<node>/cosigner"
  std::optional<TokenReference> token = {};  // where the key lies, if not here
};

// Why an identity on a token, which has no key now, cannot sign: PinNeeded with the token's name and "identity".
std::unexpected<Error> pinNeeded(const Identity& identity);

class Keystore {
 public:
  // Writes an empty keystore, unlocked. `random` gives the salt; nonces are always the operating system's. AlreadyThere,
  // InvalidArgument (no password, or one over 1024 bytes; a cost out of bounds), and what writing a file can fail with.
  static Result<Keystore> create(const std::filesystem::path& file, std::string_view password, Random& random,
                                 ScryptCost cost = {});
  // Locked. NotFound, Malformed, Damaged, UnsupportedVersion, TooLarge, Io.
  static Result<Keystore> open(const std::filesystem::path& file);

  Status unlock(std::string_view password);  // WrongPassword; Damaged where the file was changed by who lacks the password
  void lock();                               // forgets and wipes the keys
  bool locked() const;

  const std::vector<Identity>& identities() const;
  const Identity* find(std::string_view label) const;  // null when absent; good until the next add()
  // Locked, AlreadyThere, InvalidArgument (no label, no key, not the certificate's key), TooLarge. In memory until save(). One
  // whose key lies on a token may come without it.
  Status add(Identity identity);
  // All or none, and saved.
  Status addAll(std::vector<Identity> identities);
  // The key of an identity on a token, or an empty one when the token is gone. Locked, NotFound, InvalidArgument.
  Status attach(std::string_view label, PrivateKey key);
  // From now on the identity's key is the one on the token; the sealed one is forgotten. Saved; where that fails, as it was.
  Status moveToToken(std::string_view label, TokenReference reference, PrivateKey key);
  // Seals every key anew; locked or not stays as it is. WrongPassword, InvalidArgument. Saved; where that fails, as it was.
  Status changePassword(std::string_view from, std::string_view to);
  Status save();

  Keystore(Keystore&&) noexcept;
  Keystore& operator=(Keystore&&) noexcept;
  ~Keystore();

 private:
  struct Data;
  explicit Keystore(std::unique_ptr<Data> data);
  std::unique_ptr<Data> m_data;
};

}  // namespace mz
