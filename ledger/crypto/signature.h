// Signature keys of both suites and of checkpoints. Keys are immutable and cheap to copy (shared); parsing costs more than a
// verification, so keep the parsed object. All functions are safe on any thread.
// P-256: ECDSA with SHA-256, DER (FIPS 186-4; low-s is not required, encoding must be strict DER). SM2: with SM3 and the
// default identifier 1234567812345678, DER (GB/T 32918.2). Ed25519: RFC 8032, 64 bytes.
#pragma once

#include <memory>

#include "ledger/base/bytes.h"
#include "ledger/base/types.h"

namespace mz {

enum class KeyAlgorithm : std::uint8_t { P256 = 1, Sm2 = 2, Ed25519 = 3 };

class KeyDevice;

class PublicKey {
 public:
  PublicKey();  // empty: verifies nothing
  static Result<PublicKey> fromSubjectPublicKeyInfo(ByteView der);
  static Result<PublicKey> fromEd25519(ByteView raw);      // 32 bytes
  static Result<PublicKey> fromP256Point(ByteView point);  // 65 bytes, uncompressed

  bool empty() const { return !m_key; }
  KeyAlgorithm algorithm() const;
  Bytes subjectPublicKeyInfo() const;  // DER
  Bytes rawEd25519() const;            // 32 bytes; empty for other algorithms
  // False for a wrong signature and for one that is not in the algorithm's form.
  bool verify(ByteView message, ByteView signature) const;

  struct Key;  // crypto's own

 private:
  explicit PublicKey(std::shared_ptr<const Key> key) : m_key(std::move(key)) {}
  friend class PrivateKey;
  friend struct KeyAccess;
  std::shared_ptr<const Key> m_key;
};

class PrivateKey {
 public:
  PrivateKey();  // empty: cannot sign
  static Result<PrivateKey> generate(KeyAlgorithm algorithm);
  static Result<PrivateKey> fromPkcs8(ByteView der);
  // Deterministic, for generated demonstration data and tests only: the same 32-byte seed gives the same key.
  static Result<PrivateKey> fromSeed(KeyAlgorithm algorithm, ByteView seed);
  // One of P-256 that signs elsewhere (key_device.h); signing then also fails as the device does.
  static Result<PrivateKey> onDevice(const PublicKey& publicKey, std::shared_ptr<const KeyDevice> device);

  bool empty() const { return !m_key; }
  bool isOnDevice() const;
  KeyAlgorithm algorithm() const;
  PublicKey publicKey() const;
  // DER in the clear: the caller seals it before it leaves memory. InvalidArgument for a key on a device, which keeps it.
  Result<Bytes> toPkcs8() const;
  Result<Bytes> sign(ByteView message) const;

 private:
  explicit PrivateKey(std::shared_ptr<const PublicKey::Key> key) : m_key(std::move(key)) {}
  friend struct KeyAccess;
  std::shared_ptr<const PublicKey::Key> m_key;
};

// Lets `identity` reach the OpenSSL key inside (as void* so that no OpenSSL header is needed here). Null for an empty key.
struct KeyAccess {
  static void* evpKey(const PublicKey& key);   // EVP_PKEY
  static void* evpKey(const PrivateKey& key);  // EVP_PKEY
  // A new EVP_MD_CTX, ready to sign one message in the key's form.
  static Result<std::shared_ptr<void>> signingContext(const PrivateKey& key);
};

}  // namespace mz
