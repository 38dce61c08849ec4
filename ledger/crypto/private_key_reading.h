// Private keys in the forms in which other programs write them, in the clear. Safe on any thread.
#pragma once

#include "ledger/crypto/key_description.h"
#include "ledger/crypto/secret.h"
#include "ledger/crypto/signature.h"

namespace mz {

struct ReadPrivateKey {
  KeyDescription description;
  Bytes publicKey;  // SubjectPublicKeyInfo
  PrivateKey key;   // empty: of an algorithm that identities here do not have
};

// DER: PKCS#8, or the older forms of RSA and EC (RFC 8017, RFC 5915). Malformed; TooLarge: over 64 KiB.
Result<ReadPrivateKey> readPrivateKey(ByteView der);

}  // namespace mz
