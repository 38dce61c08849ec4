#include "models/proof_path.h"

#include <QtCore/QCryptographicHash>
#include <algorithm>
#include <bit>

namespace mz {

namespace {

Digest nodeHash(const Digest& left, const Digest& right) {
  QCryptographicHash hash(QCryptographicHash::Sha256);
  hash.addData(QByteArray(1, '\x01'));
  for (const Digest* part : {&left, &right}) {
    hash.addData(QByteArrayView(part->bytes.data(), static_cast<qsizetype>(part->bytes.size())));
  }
  const QByteArray result = hash.result();
  Digest digest;
  std::copy(result.begin(), result.end(), digest.bytes.begin());
  return digest;
}

}  // namespace

std::optional<ProofPath> proofPath(const TransactionDetail& transaction) {
  ProofPath path;
  path.leafHash = transaction.leafHash;
  path.leafIndex = transaction.leafIndex.value;
  path.treeSize = transaction.treeSize;
  path.root = transaction.root;
  if (path.leafIndex >= path.treeSize) return std::nullopt;

  // From the root down: each subtree of n > 1 leaves splits at the largest power of two below n.
  std::uint64_t first = 0, count = path.treeSize;
  while (count > 1) {
    const std::uint64_t left = std::bit_floor(count - 1);
    ProofStep step;
    if (path.leafIndex < first + left) {
      step.siblingFirst = first + left;
      step.siblingCount = count - left;
      count = left;
    } else {
      step.siblingOnLeft = true;
      step.siblingFirst = first;
      step.siblingCount = left;
      first += left;
      count -= left;
    }
    path.steps.push_back(step);
  }
  std::ranges::reverse(path.steps);
  if (path.steps.size() != transaction.proof.size()) return std::nullopt;

  Digest hash = path.leafHash;
  for (std::size_t i = 0; i < path.steps.size(); ++i) {
    ProofStep& step = path.steps[i];
    step.sibling = transaction.proof[i];
    hash = step.siblingOnLeft ? nodeHash(step.sibling, hash) : nodeHash(hash, step.sibling);
    step.result = hash;
  }
  path.holds = hash == path.root;
  return path;
}

}  // namespace mz
