// Keys of devices as OpenSSL sees them. For the .cpp files of this room only.
#pragma once

#include <memory>

#include "ledger/crypto/evp.h"
#include "ledger/crypto/key_device.h"

namespace mz {

// A private key for OpenSSL with this public half (SubjectPublicKeyInfo of P-256), whose signatures the device makes.
Result<EvpKey> deviceKey(ByteView subjectPublicKeyInfo, std::shared_ptr<const KeyDevice> device);
// DER of a signature's r and s, 32 bytes each.
Result<Bytes> signatureFromPair(ByteView pair);

}  // namespace mz
