// The keystore's file as it lies on disk: docs/formats/keystore.md, version 1. Nothing here knows the password. Functions are
// pure; any thread. Errors of decodeKeystore: Malformed, Damaged, UnsupportedVersion.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "ledger/crypto/sealing.h"
#include "ledger/identity/certificate.h"

namespace mz {

inline constexpr std::size_t kKeystoreFileBytes = std::size_t{16} << 20;
inline constexpr std::size_t kKeystoreEntries = 4096;
inline constexpr std::size_t kKeystoreLabelBytes = 256;

struct KeystoreEntry {
  std::string label;
  Certificate certificate;  // empty for a bare key
  Bytes sealedKey;
};

struct KeystoreFile {
  ScryptCost cost;
  std::array<std::uint8_t, 32> salt{};
  std::array<std::uint8_t, 32> passwordCheck{};
  std::vector<KeystoreEntry> entries;
};

// What a sealed key is bound to: the clear part of its entry.
Bytes keystoreEntryHead(const KeystoreEntry& entry);
// The file without its two trailers; what the authentication code covers.
Bytes encodeKeystoreBody(const KeystoreFile& file);
// The body with its code and check sum: the whole file.
Bytes finishKeystore(Bytes body, ByteView code);

struct DecodedKeystore {
  KeystoreFile file;
  Bytes body, code;
};
Result<DecodedKeystore> decodeKeystore(ByteView bytes);

}  // namespace mz
