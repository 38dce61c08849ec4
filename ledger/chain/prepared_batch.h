// The part of judging envelopes that needs no state and can run ahead on any thread: decoding, hashing, signatures. What comes
// out is a pure function of the bytes and of the certificate, so it may be done by the cutter and used again by the replica in
// the same program. Objects belong to one thread at a time.
#pragma once

#include <memory>
#include <vector>

#include "ledger/base/work_pool.h"
#include "ledger/channel/identity_book.h"
#include "ledger/format/batch.h"
#include "ledger/format/envelope.h"

namespace mz {

struct PreparedEnvelope {
  Bytes bytes;
  Digest digest;                           // SHA-256 of bytes
  ResultCode form = ResultCode::Executed;  // Malformed or TooLarge where it cannot be decoded
  Envelope envelope;
  TransactionId id;
  std::shared_ptr<const Certificate> certificate;  // the one the signature was tried with; null: not known yet
  bool signatureGood = false;                      // meaningful with a certificate
};

// Decodes and, where the creator's certificate is known, verifies.
PreparedEnvelope prepareEnvelope(Bytes bytes, const IdentityBook& identities);

struct PreparedBatch {
  Batch batch;  // without its envelopes, which are in `envelopes`
  std::vector<PreparedEnvelope> envelopes;
};

// Posts pieces of work; `out` must stay until the group is done.
void prepareBatch(Batch batch, const IdentityBook& identities, WorkPool& pool, WorkPool::Group& group, PreparedBatch& out);

}  // namespace mz
