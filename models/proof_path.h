// The way from one leaf of a history tree to its root, computed here once more from the leaf's hash and the proof (RFC 6962,
// section 2.1.1), so that what the window draws is checked and not believed. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ledger/engine.h"

namespace mz {

struct ProofStep {
  bool siblingOnLeft = false;
  std::uint64_t siblingFirst = 0;  // leaves under the sibling
  std::uint64_t siblingCount = 0;
  Digest sibling;
  Digest result;  // hash of the node above both
};

struct ProofPath {
  Digest leafHash;
  std::uint64_t leafIndex = 0;
  std::uint64_t treeSize = 0;
  std::vector<ProofStep> steps;  // leaf to root
  Digest root;                   // the one that the checkpoint names
  bool holds = false;            // the steps end in that root
};

// nullopt: the proof does not even have the form that this index and size need.
std::optional<ProofPath> proofPath(const TransactionDetail& transaction);

}  // namespace mz
