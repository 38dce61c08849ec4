// Envelopes in the order the orderer gave them. The header is signed by its cutter and covers the envelopes through
// `content`; a batch's digest is SHA-256 of the header bytes as stored. One encoding (protobuf, messages.proto), strict as
// envelopes are. Functions are pure; any thread.
#pragma once

#include <vector>

#include "ledger/base/bounds.h"
#include "ledger/base/types.h"

namespace mz {

// The newest timestamped cosignature of one cosigner, as evidence of its clock (C2SP tlog-cosignature over the checkpoint at
// the end of block `height`).
struct ClockEvidence {
  std::string cosigner;  // key name "<domain>/<org>/<node>"
  Height height;
  UnixSeconds time;
  Bytes signature;  // Ed25519, 64 bytes
  bool operator==(const ClockEvidence&) const = default;
};

struct BatchHeader {
  ChannelId channel;
  std::uint64_t epoch = 1;
  BatchNumber number;
  Digest previous;     // digest of the batch before; zero for the first
  UnixSeconds clock;   // the cutter's
  Fingerprint cutter;  // certificate (role node or orderer) whose key signs
  std::uint32_t count = 0;
  Digest content;                     // SHA-256 over the SHA-256 of each envelope, in order
  std::vector<ClockEvidence> clocks;  // at most bounds::kMembers
};

struct Batch {
  BatchHeader header;
  Bytes headerBytes;  // as signed
  Bytes signature;
  std::vector<Bytes> envelopes;  // encoded, as received; at most bounds::kBatchEnvelopes
  Digest digest() const;         // SHA-256 of headerBytes
};

Digest contentDigest(std::span<const Digest> envelopeDigests);
Bytes encodeBatchHeader(const BatchHeader& header);
Result<BatchHeader> decodeBatchHeader(ByteView bytes);
Bytes encodeBatch(const Batch& batch);
// Form and sizes only, not the signature; TooLarge over kBatchBytes of envelopes or kBatchEnvelopes; header.count must equal.
Result<Batch> decodeBatch(ByteView bytes);

}  // namespace mz
