// Key derivation and authenticated encryption for both suites. All functions are safe on any thread.
// International: AES-256-GCM, 12-byte nonce, 16-byte tag (NIST SP 800-38D). Guomi: SM4-CTR then HMAC-SM3 over
// aad length, aad, nonce, ciphertext (encrypt-then-MAC; 16-byte nonce, 32-byte tag), its two keys from HKDF with HMAC-SM3.
// HKDF: RFC 5869. scrypt: RFC 7914. HMAC: RFC 2104.
#pragma once

#include "ledger/base/bytes.h"
#include "ledger/base/random.h"

namespace mz {

enum class Suite : std::uint8_t { International = 1, Guomi = 2 };

Bytes hmacSha256(ByteView key, ByteView message);
Bytes hmacSm3(ByteView key, ByteView message);
Result<Bytes> hkdfSha256(ByteView secret, ByteView salt, ByteView info, std::size_t length);
Result<Bytes> hkdfSm3(ByteView secret, ByteView salt, ByteView info, std::size_t length);

struct ScryptCost {
  std::uint64_t n = 1 << 16;
  std::uint64_t r = 8;
  std::uint64_t p = 1;
};
// InvalidArgument unless n is a power of two and the work stays within 512 MiB and 16 passes. scrypt() asks it itself.
Status checkScryptCost(ScryptCost cost);
Result<Bytes> scrypt(ByteView password, ByteView salt, ScryptCost cost, std::size_t length);

// Output: nonce, ciphertext, tag. Key: 32 bytes for either suite.
Result<Bytes> seal(Suite suite, ByteView key, ByteView aad, ByteView plaintext, Random& random);
// BadSignature where key, aad or bytes are not the ones it was sealed with.
Result<Bytes> unseal(Suite suite, ByteView key, ByteView aad, ByteView sealed);

void wipe(std::span<std::uint8_t> secret);  // overwrites; not optimised away
bool equalInConstantTime(ByteView a, ByteView b);

}  // namespace mz
