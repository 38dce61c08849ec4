// What an audit found, and its text form: one JSON document, as it is kept beside the channel and saved for others. Plain
// values; any thread. Reading one back: Malformed, UnsupportedVersion.
#pragma once

#include <functional>
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
  UnixSeconds ended = {};  // by this computer's clock
};

// Told while an audit runs, on its thread; must be quick.
struct AuditWatch {
  std::function<void(Height)> checked = [](Height) {};  // everything up to this block has been looked at
  std::function<void(const Damage&)> damaged = [](const Damage&) {};
};

std::string auditReportText(const AuditReport& report);
Result<AuditReport> parseAuditReport(std::string_view text);

}  // namespace mz
