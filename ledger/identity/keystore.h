// One encrypted file with the identities of one bureau's program: certificates in the clear, private keys PKCS#8 sealed
// under scrypt. Written atomically (new file, fsync, rename). Unlocking opens every key that the password fits.
// One thread at a time; signing through an IdentityKey that was taken out is safe on any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "ledger/base/random.h"
#include "ledger/crypto/sealing.h"
#include "ledger/identity/authority.h"

namespace mz {

struct Identity {
  Certificate certificate;  // empty for bare Ed25519 keys (cosigner and log keys), which have a label only
  PrivateKey key;           // empty while locked
  std::string label;        // unique in the keystore: "<org>/<name>", "<org>/ca", "<org>/<node>/cosigner"
};

class Keystore {
 public:
  static Result<Keystore> create(const std::filesystem::path& file, std::string_view password, Random& random,
                                 ScryptCost cost = {});
  static Result<Keystore> open(const std::filesystem::path& file);  // locked; Malformed, Damaged, UnsupportedVersion, Io

  Status unlock(std::string_view password);  // WrongPassword
  void lock();                               // forgets and wipes the keys
  bool locked() const;

  const std::vector<Identity>& identities() const;
  const Identity* find(std::string_view label) const;
  Status add(Identity identity);  // Locked; AlreadyThere. In memory until save().
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
