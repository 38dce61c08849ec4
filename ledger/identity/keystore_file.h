// The keystore's file as it lies on disk: docs/formats/keystore.md, versions 1 and 2. Nothing here knows the password.
// Functions are pure; any thread. Errors of decodeKeystore: Malformed, Damaged, UnsupportedVersion.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "ledger/crypto/sealing.h"
#include "ledger/crypto/token_info.h"
#include "ledger/identity/certificate.h"

namespace mz {

inline constexpr std::size_t kKeystoreFileBytes = std::size_t{64} << 20;
inline constexpr std::size_t kKeystoreEntries = 65'536;
inline constexpr std::size_t kKeystoreLabelBytes = 256;

struct KeystoreEntry {
  std::string label;
  Certificate certificate;                   // empty for a bare key
  Bytes sealedKey;                           // empty where the key lies on a token
  std::optional<TokenReference> token = {};  // and then where
};
// Of a path that begins with '/', of at most 4,096 bytes, and of texts and an id as long as PKCS#11 allows.
bool isGoodReference(const TokenReference& reference);

struct KeystoreFile {
  ScryptCost cost;
  std::array<std::uint8_t, 32> salt{};
  std::array<std::uint8_t, 32> passwordCheck{};
  std::vector<KeystoreEntry> entries;
};

// What a sealed key is bound to: the clear part of its entry.
Bytes keystoreEntryHead(const KeystoreEntry& entry);
// The file without its two trailers; what the authentication code covers. In the lowest version that can say it.
Bytes encodeKeystoreBody(const KeystoreFile& file);
// The body with its code and check sum: the whole file.
Bytes finishKeystore(Bytes body, ByteView code);

Result<KeystoreFile> decodeKeystore(ByteView bytes);
// Of bytes that were decoded or encoded here: what the authentication code covers, and the code.
struct KeystoreParts {
  ByteView body, code;
};
KeystoreParts keystoreParts(ByteView bytes);

}  // namespace mz
