// How much of one creator's work a cutting node takes at a time, so that nobody fills the queue for everyone else. Counted per
// creator certificate, over envelopes whose signature is good: nobody can use up another's. It is a setting of the node
// (network.json, docs/formats/channel-file.md), not of the channel: it decides what is taken here, never a result.
#pragma once

#include <unordered_map>

#include "ledger/base/error.h"
#include "ledger/base/types.h"

namespace mz {

// 0: no bound. The defaults bound what waits, and with it how long others wait behind it (about half a second of work), and
// leave the speed to the machine: an import is as fast as its blocks are written.
struct SubmissionQuota {
  std::uint64_t pendingEnvelopes = 20'000;  // taken and not cut into a batch yet
  std::uint64_t pendingBytes = 32 * 1024 * 1024;
  std::uint64_t envelopesPerSecond = 0;  // in one second of the node's clock
  std::uint64_t bytesPerSecond = 0;
  bool operator==(const SubmissionQuota&) const = default;
};

// Keeps the counts. One thread at a time.
class QuotaBook {
 public:
  explicit QuotaBook(const SubmissionQuota& quota) : m_quota(quota) {}

  // Counts an envelope in. QuotaExceeded (parameters "quota": the setting's name, "limit", "certificate") where it does not
  // fit; an envelope that is larger than a bound alone is taken when nothing else is counted, as otherwise it never could be.
  Status take(const Fingerprint& creator, std::size_t bytes, UnixSeconds now);
  // It was cut into a batch, and is pending no more.
  void release(const Fingerprint& creator, std::size_t bytes);

 private:
  struct Use {
    std::uint64_t pendingEnvelopes = 0, pendingBytes = 0;
    UnixSeconds second;  // of the two that follow
    std::uint64_t envelopes = 0, bytes = 0;
  };

  const SubmissionQuota m_quota;
  std::unordered_map<Fingerprint, Use> m_uses;
};

}  // namespace mz
