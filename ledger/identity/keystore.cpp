#include "ledger/identity/keystore.h"

#include <algorithm>
#include <unordered_map>

#include "ledger/base/file.h"
#include "ledger/crypto/secret.h"
#include "ledger/identity/keystore_file.h"

namespace mz {

namespace {

constexpr std::size_t kPasswordBytes = 1024;

// What is derived from the password: scrypt once, then HKDF for each use.
struct Keys {
  Secret sealing, authentication;
  std::array<std::uint8_t, 32> check{};

  bool empty() const { return sealing.empty(); }
};

Result<Keys> deriveKeys(std::string_view password, const KeystoreFile& file) {
  MZ_TRY(Bytes raw, scrypt(bytesOf(password), file.salt, file.cost, 32));
  const Secret master(std::move(raw));
  Keys keys;
  MZ_TRY(Bytes sealing, hkdfSha256(master.view(), {}, bytesOf("mingzhang keystore seal"), 32));
  keys.sealing = Secret(std::move(sealing));
  MZ_TRY(Bytes authentication, hkdfSha256(master.view(), {}, bytesOf("mingzhang keystore code"), 32));
  keys.authentication = Secret(std::move(authentication));
  MZ_TRY(const Bytes check, hkdfSha256(master.view(), {}, bytesOf("mingzhang keystore check"), 32));
  std::ranges::copy(check, keys.check.begin());
  return keys;
}

Result<Keys> keysFor(std::string_view password, const KeystoreFile& file) {
  MZ_TRY(Keys keys, deriveKeys(password, file));
  if (!equalInConstantTime(keys.check, file.passwordCheck))
    return fail(ErrorCode::WrongPassword, "the password is not this keystore's");
  return keys;
}

Status checkPassword(std::string_view password) {
  if (password.empty() || password.size() > kPasswordBytes)
    return fail(ErrorCode::InvalidArgument, "a keystore's password has 1 to 1024 bytes");
  return {};
}

std::unexpected<Error> damagedEntry(const KeystoreEntry& entry, const char* detail) {
  return std::unexpected(Error(ErrorCode::Damaged, "keystore: " + entry.label + ": " + detail).with("label", entry.label));
}

Result<Secret> unsealKey(const Keys& keys, const KeystoreEntry& entry) {
  auto pkcs8 = unseal(Suite::International, keys.sealing.view(), keystoreEntryHead(entry), entry.sealedKey);
  if (!pkcs8) return damagedEntry(entry, "its key cannot be unsealed");
  return Secret(std::move(*pkcs8));
}

Status sealKey(const Keys& keys, KeystoreEntry& entry, ByteView pkcs8) {
  SystemRandom random;  // a nonce that comes twice under one key would give both keys away
  MZ_TRY(entry.sealedKey, seal(Suite::International, keys.sealing.view(), keystoreEntryHead(entry), pkcs8, random));
  return {};
}

Bytes encode(const KeystoreFile& file, const Keys& keys) {
  Bytes body = encodeKeystoreBody(file);
  const Bytes code = hmacSha256(keys.authentication.view(), body);
  return finishKeystore(std::move(body), code);
}

Status write(const std::filesystem::path& path, const Bytes& image) {
  if (image.size() > kKeystoreFileBytes) return fail(ErrorCode::TooLarge, "a keystore has at most 64 MiB");
  return writeFileAtomically(path, image, true);
}

bool sameKey(const PublicKey& a, const PublicKey& b) { return a.subjectPublicKeyInfo() == b.subjectPublicKeyInfo(); }

// Of an identity whose key lies on a token; the key may be missing.
Status checkReference(const TokenReference& reference, const Certificate& certificate, const PrivateKey& key) {
  if (!isGoodReference(reference) || certificate.empty() || certificate.publicKey().algorithm() != KeyAlgorithm::P256)
    return fail(ErrorCode::InvalidArgument, "a key on a token needs a certificate of P-256, the token's name and an id");
  if (!key.empty() && (!key.isOnDevice() || !sameKey(key.publicKey(), certificate.publicKey())))
    return fail(ErrorCode::InvalidArgument, "the key is not the certificate's, or lies on no token");
  return {};
}

}  // namespace

std::unexpected<Error> pinNeeded(const Identity& identity) {
  const TokenName token = identity.token ? identity.token->token : TokenName();
  return std::unexpected(Error(ErrorCode::PinNeeded, "the key of " + identity.label + " lies on the token " + token.label +
                                                         " (serial " + token.serial + "); log in to it with its PIN first")
                             .with("token", token.label)
                             .with("serial", token.serial)
                             .with("library", token.library)
                             .with("identity", identity.label));
}

struct Keystore::Data {
  std::filesystem::path path;
  KeystoreFile file;
  std::vector<Identity> identities;                     // in the order of file.entries
  std::unordered_map<std::string, std::size_t> places;  // of them, by label
  Keys keys;                                            // empty while locked
  Bytes image;                                          // the file as save() writes it, unless `changed`
  bool changed = false;                                 // only ever while unlocked

  void append(Identity identity) {
    places.emplace(identity.label, identities.size());
    identities.push_back(std::move(identity));
  }

  void encodeChanges() {
    if (!changed) return;
    image = encode(file, keys);
    changed = false;
  }
};

Keystore::Keystore(std::unique_ptr<Data> data) : m_data(std::move(data)) {}
Keystore::Keystore(Keystore&&) noexcept = default;
Keystore& Keystore::operator=(Keystore&&) noexcept = default;
Keystore::~Keystore() = default;

Result<Keystore> Keystore::create(const std::filesystem::path& file, std::string_view password, Random& random,
                                  ScryptCost cost) {
  MZ_CHECK(checkPassword(password));
  std::error_code error;
  if (std::filesystem::exists(std::filesystem::symlink_status(file, error)))
    return fail(ErrorCode::AlreadyThere, file.string() + " is there already");
  auto data = std::make_unique<Data>();
  data->path = file;
  data->file.cost = cost;
  random.fill(data->file.salt);
  MZ_TRY(data->keys, deriveKeys(password, data->file));
  data->file.passwordCheck = data->keys.check;
  data->changed = true;
  Keystore keystore(std::move(data));
  MZ_CHECK(keystore.save());
  return keystore;
}

Result<Keystore> Keystore::open(const std::filesystem::path& file) {
  auto data = std::make_unique<Data>();
  data->path = file;
  MZ_TRY(data->image, readFile(file, kKeystoreFileBytes));
  MZ_TRY(data->file, decodeKeystore(data->image));
  for (const KeystoreEntry& entry : data->file.entries)
    data->append({entry.certificate, PrivateKey(), entry.label, entry.token});
  return Keystore(std::move(data));
}

Status Keystore::unlock(std::string_view password) {
  if (password.size() > kPasswordBytes) return fail(ErrorCode::WrongPassword, "the password is not this keystore's");
  MZ_TRY(Keys keys, keysFor(password, m_data->file));
  if (!locked()) return {};

  const KeystoreParts parts = keystoreParts(m_data->image);
  if (!equalInConstantTime(hmacSha256(keys.authentication.view(), parts.body), parts.code))
    return fail(ErrorCode::Damaged, "keystore: its authentication code is wrong; it was changed without its password");
  std::vector<PrivateKey> opened;
  for (const KeystoreEntry& entry : m_data->file.entries) {
    if (entry.token) {
      opened.emplace_back();
      continue;
    }
    MZ_TRY(const Secret pkcs8, unsealKey(keys, entry));
    auto key = PrivateKey::fromPkcs8(pkcs8.view());
    if (!key) return damagedEntry(entry, "its key cannot be read");
    if (!entry.certificate.empty() && !sameKey(key->publicKey(), entry.certificate.publicKey()))
      return damagedEntry(entry, "its key is not its certificate's");
    opened.push_back(std::move(*key));
  }
  for (std::size_t i = 0; i < opened.size(); ++i) m_data->identities[i].key = std::move(opened[i]);
  m_data->keys = std::move(keys);
  return {};
}

void Keystore::lock() {
  m_data->encodeChanges();  // while the keys for it are there
  for (Identity& identity : m_data->identities) identity.key = PrivateKey();
  m_data->keys = Keys();
}

bool Keystore::locked() const { return m_data->keys.empty(); }

const std::vector<Identity>& Keystore::identities() const { return m_data->identities; }

const Identity* Keystore::find(std::string_view label) const {
  const auto found = m_data->places.find(std::string(label));
  return found == m_data->places.end() ? nullptr : &m_data->identities[found->second];
}

Status Keystore::add(Identity identity) {
  if (locked()) return fail(ErrorCode::Locked, "the keystore is locked");
  if (identity.label.empty() || identity.label.size() > kKeystoreLabelBytes)
    return fail(ErrorCode::InvalidArgument, "an identity's label has 1 to 256 bytes");
  if (identity.token) {
    MZ_CHECK(checkReference(*identity.token, identity.certificate, identity.key));
  } else {
    if (identity.key.empty()) return fail(ErrorCode::InvalidArgument, "an identity needs its private key");
    if (!identity.certificate.empty() && !sameKey(identity.key.publicKey(), identity.certificate.publicKey()))
      return fail(ErrorCode::InvalidArgument, "the key is not the certificate's");
  }
  if (find(identity.label)) return fail(ErrorCode::AlreadyThere, "the keystore has " + identity.label + " already");
  if (m_data->file.entries.size() >= kKeystoreEntries)
    return fail(ErrorCode::TooLarge, "a keystore has at most 65,536 identities");

  KeystoreEntry entry{identity.label, identity.certificate, {}, identity.token};
  if (!identity.token) {
    MZ_TRY(Bytes raw, identity.key.toPkcs8());
    const Secret pkcs8(std::move(raw));
    MZ_CHECK(sealKey(m_data->keys, entry, pkcs8.view()));
  }
  m_data->file.entries.push_back(std::move(entry));
  m_data->append(std::move(identity));
  m_data->changed = true;
  return {};
}

Status Keystore::addAll(std::vector<Identity> identities) {
  const std::size_t known = m_data->identities.size();
  const auto addEach = [&]() -> Status {
    for (Identity& identity : identities) MZ_CHECK(add(std::move(identity)));
    return save();
  };
  Status added = addEach();
  if (!added) {
    for (std::size_t i = known; i < m_data->identities.size(); ++i) m_data->places.erase(m_data->identities[i].label);
    m_data->file.entries.erase(m_data->file.entries.begin() + static_cast<std::ptrdiff_t>(known), m_data->file.entries.end());
    m_data->identities.erase(m_data->identities.begin() + static_cast<std::ptrdiff_t>(known), m_data->identities.end());
    m_data->changed = !locked();  // what was to be written is not so any more
  }
  return added;
}

Status Keystore::attach(std::string_view label, PrivateKey key) {
  if (locked()) return fail(ErrorCode::Locked, "the keystore is locked");
  const Identity* found = find(label);
  if (!found) return fail(ErrorCode::NotFound, "the keystore has no identity " + std::string(label));
  if (!found->token) return fail(ErrorCode::InvalidArgument, "the key of " + found->label + " lies in the keystore");
  MZ_CHECK(checkReference(*found->token, found->certificate, key));
  m_data->identities[m_data->places[found->label]].key = std::move(key);
  return {};
}

Status Keystore::moveToToken(std::string_view label, TokenReference reference, PrivateKey key) {
  if (locked()) return fail(ErrorCode::Locked, "the keystore is locked");
  const Identity* found = find(label);
  if (!found) return fail(ErrorCode::NotFound, "the keystore has no identity " + std::string(label));
  if (found->token) return fail(ErrorCode::InvalidArgument, "the key of " + found->label + " lies on a token already");
  MZ_CHECK(checkReference(reference, found->certificate, key));
  const std::size_t place = m_data->places[found->label];
  Identity& identity = m_data->identities[place];
  KeystoreEntry& entry = m_data->file.entries[place];
  Identity oldIdentity = std::exchange(identity, {identity.certificate, std::move(key), identity.label, reference});
  KeystoreEntry oldEntry = std::exchange(entry, {entry.label, entry.certificate, {}, std::move(reference)});
  m_data->changed = true;
  Status saved = save();
  if (!saved) {
    identity = std::move(oldIdentity);
    entry = std::move(oldEntry);
    m_data->changed = true;
  }
  return saved;
}

Status Keystore::changePassword(std::string_view from, std::string_view to) {
  MZ_CHECK(checkPassword(to));
  if (from.size() > kPasswordBytes) return fail(ErrorCode::WrongPassword, "the password is not this keystore's");
  MZ_TRY(const Keys old, keysFor(from, m_data->file));
  KeystoreFile file = m_data->file;
  SystemRandom random;
  random.fill(file.salt);
  MZ_TRY(Keys keys, deriveKeys(to, file));
  file.passwordCheck = keys.check;
  for (KeystoreEntry& entry : file.entries) {
    if (entry.token) continue;
    MZ_TRY(const Secret pkcs8, unsealKey(old, entry));
    MZ_CHECK(sealKey(keys, entry, pkcs8.view()));
  }
  Bytes image = encode(file, keys);
  MZ_CHECK(write(m_data->path, image));
  m_data->image = std::move(image);
  m_data->changed = false;
  m_data->file = std::move(file);
  if (!locked()) m_data->keys = std::move(keys);
  return {};
}

Status Keystore::save() {
  m_data->encodeChanges();
  return write(m_data->path, m_data->image);
}

}  // namespace mz
