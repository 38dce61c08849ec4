// Proof that one transaction is in the ledger, verifiable offline: C2SP tlog-proof. `extra` is two bytes (big-endian) length of
// the leaf, the leaf, the envelope; nothing in it is trusted before it is hashed. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "ledger/format/envelope.h"
#include "ledger/format/leaf.h"
#include "ledger/merkle/policy.h"

namespace mz {

struct Receipt {
  std::string leaf;  // at most bounds::kLeafBytes
  Bytes envelope;
  LeafIndex index;
  std::vector<Digest> proof;
  SignedNote checkpoint;

  static Result<Receipt> parse(std::string_view text);
  std::string format() const;
};

struct VerifiedReceipt {
  TransactionLeaf leaf;
  Envelope envelope;
  Checkpoint checkpoint;
  Policy::Verdict verdict;
};
// Everything checked: leaf in tree, tree signed as the policy wants, envelope's digest and id in the leaf, channel id the
// origin's. VerificationFailed with parameter "step" (proof, checkpoint, quorum, envelope, channel) otherwise.
Result<VerifiedReceipt> verifyReceipt(const Receipt& receipt, const Policy& policy);

}  // namespace mz
