#include "ledger/chain/prepared_batch.h"

#include <algorithm>

#include "ledger/channel/system_contract.h"
#include "ledger/crypto/hash.h"

namespace mz {

PreparedEnvelope prepareEnvelope(Bytes bytes, const IdentityBook& identities) {
  PreparedEnvelope out;
  out.bytes = std::move(bytes);
  out.digest = sha256(out.bytes);
  auto decoded = decodeEnvelope(out.bytes);
  if (!decoded) {
    out.form = decoded.error().code == ErrorCode::TooLarge ? ResultCode::TooLarge : ResultCode::Malformed;
    return out;
  }
  out.envelope = std::move(*decoded);
  out.id = out.envelope.id();
  out.certificate = identities.find(out.envelope.call.creator);
  if (!out.certificate && out.envelope.call.contract == kSystemContract && out.envelope.call.function == "enrol") {
    // A certificate that enrols itself is not on the channel yet; it is in the call.
    auto own = certificateOfEnrolment(out.envelope.call.arguments);
    if (own && own->fingerprint() == out.envelope.call.creator) out.certificate = std::move(own);
  }
  if (out.certificate)
    out.signatureGood = out.certificate->publicKey().verify(out.envelope.signedBytes, out.envelope.signature);
  return out;
}

void prepareBatch(Batch batch, const IdentityBook& identities, WorkPool& pool, WorkPool::Group& group, PreparedBatch& out) {
  constexpr std::size_t kPiece = 32;
  std::vector<Bytes> envelopes = std::move(batch.envelopes);
  batch.envelopes.clear();
  out.batch = std::move(batch);
  out.envelopes.resize(envelopes.size());
  for (std::size_t i = 0; i < envelopes.size(); ++i) out.envelopes[i].bytes = std::move(envelopes[i]);
  for (std::size_t from = 0; from < out.envelopes.size(); from += kPiece) {
    const std::size_t until = std::min(from + kPiece, out.envelopes.size());
    pool.post(group, [&out, &identities, from, until] {
      for (std::size_t i = from; i < until; ++i)
        out.envelopes[i] = prepareEnvelope(std::move(out.envelopes[i].bytes), identities);
    });
  }
}

}  // namespace mz
