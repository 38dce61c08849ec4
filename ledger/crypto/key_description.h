// What kind of public key this is, also of those that this network does not use. Safe on any thread.
#pragma once

#include <cstdint>
#include <string>

#include "ledger/base/bytes.h"

namespace mz {

struct KeyDescription {
  std::string algorithm;   // "P-256", "P-384", "P-521", "SM2", "Ed25519", "RSA", or OpenSSL's name
  std::uint32_t bits = 0;  // 0: not known
  bool weak = false;       // RSA and DSA under 2048 bits, curves under 224
};

// DER of a SubjectPublicKeyInfo. One that OpenSSL cannot read has the algorithm "unknown".
KeyDescription describePublicKey(ByteView subjectPublicKeyInfo);

}  // namespace mz
