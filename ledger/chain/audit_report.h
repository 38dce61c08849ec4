// What an audit found. Plain values that could be serialised; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/base/types.h"

namespace mz {

struct Damage {
  std::string channel;
  std::optional<Height> height;
  std::optional<TransactionNumber> transaction;
  std::optional<TransactionId> id;
  std::string part;  // "file", "block", "envelope", "leaf", "tree", "state", "checkpoint", "cosignature", "read_model", "index"
  std::string detail;  // English sentence
};
struct AuditReport {
  std::string channel;
  Height height;
  std::uint64_t transactions = 0;
  std::uint64_t signatures = 0;  // verified
  std::vector<Damage> damages;   // at most 1,000, then `more`
  bool more = false;
  double seconds = 0;
};

}  // namespace mz
