// A signed call, and its one encoding (protobuf, messages.proto). What is signed and hashed are the bytes as stored.
// Unknown fields, repeated singular fields, trailing bytes, non-minimal encodings, sizes over a limit: Malformed or TooLarge.
// Functions are pure; any thread.
#pragma once

#include "ledger/base/bounds.h"
#include "ledger/base/types.h"

namespace mz {

struct Call {
  ChannelId channel;
  std::string contract;
  std::string function;
  std::string arguments;  // canonical JSON text; judged when executed, not here
  std::array<std::uint8_t, 16> nonce{};
  std::uint32_t rules = 1;
  UnixSeconds expiry;
  Fingerprint creator;  // of the certificate whose key signs
};

struct Envelope {
  Call call;
  Bytes signedBytes;  // the encoded call, as signed
  Bytes signature;
  TransactionId id() const;  // SHA-256 of signedBytes
};

Bytes encodeCall(const Call& call);
Bytes encodeEnvelope(ByteView signedBytes, ByteView signature);
Result<Envelope> decodeEnvelope(ByteView bytes);

}  // namespace mz
