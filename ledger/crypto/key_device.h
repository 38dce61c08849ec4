// Where a private key lies that this program cannot hold, and that signs there. Functions are safe on any thread; signatures of
// one device may wait for each other. Errors: PinNeeded, TokenAbsent, CryptoFailure.
#pragma once

#include <string>

#include "ledger/base/bytes.h"

namespace mz {

class KeyDevice {
 public:
  virtual ~KeyDevice() = default;
  // ECDSA with P-256 over a SHA-256 digest: r and s, 32 bytes each, big-endian.
  virtual Result<Bytes> signDigest(ByteView digest) const = 0;
  virtual Status ready() const = 0;       // whether it would sign now
  virtual std::string place() const = 0;  // "token Finance CA (serial 4711)"
};

}  // namespace mz
