// Certificates and keys in the forms that other programs read. Safe on any thread. Errors: InvalidArgument (nothing to write, a
// password that is missing or over 1024 bytes), Locked (a key is), CryptoFailure.
#pragma once

#include <span>

#include "ledger/identity/certificate.h"

namespace mz {

inline constexpr int kExportRounds = 100'000;  // of the derivation of a key from a password

std::string pemChain(std::span<const Certificate> certificates);
Result<Bytes> makePkcs7(std::span<const Certificate> certificates);  // without signers: a bag
// The key, its certificate, and those above it. AES-256 and SHA-256.
Result<Bytes> makePkcs12(const PrivateKey& key, const Certificate& certificate, std::span<const Certificate> chain,
                         const std::string& name, std::string_view password, int rounds = kExportRounds);
// PEM of an encrypted PKCS#8: AES-256 under PBKDF2 with SHA-256.
Result<std::string> sealedKeyPem(const PrivateKey& key, std::string_view password, int rounds = kExportRounds);

}  // namespace mz
