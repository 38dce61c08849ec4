#include "ledger/order/submission_quota.h"

namespace mz {

namespace {

constexpr std::string_view kWait = "wait until some of it is recorded, then send the rest";
constexpr std::string_view kSlower = "send the rest in the next second";

bool exceeds(std::uint64_t used, std::uint64_t more, std::uint64_t limit) {
  return limit > 0 && used > 0 && (used >= limit || more > limit - used);
}

}  // namespace

Status QuotaBook::take(const Fingerprint& creator, std::size_t bytes, UnixSeconds now) {
  Use& use = m_uses[creator];
  if (use.second != now) {
    use.second = now;
    use.envelopes = use.bytes = 0;
  }
  const struct {
    std::uint64_t used, more, limit;
    std::string_view name, what, advice;
  } bounds[] = {
      {use.pendingEnvelopes, 1, m_quota.pendingEnvelopes, "pendingEnvelopes", " envelopes waiting", kWait},
      {use.pendingBytes, bytes, m_quota.pendingBytes, "pendingBytes", " bytes waiting", kWait},
      {use.envelopes, 1, m_quota.envelopesPerSecond, "envelopesPerSecond", " envelopes a second", kSlower},
      {use.bytes, bytes, m_quota.bytesPerSecond, "bytesPerSecond", " bytes a second", kSlower},
  };
  for (const auto& bound : bounds)
    if (exceeds(bound.used, bound.more, bound.limit))
      return std::unexpected(Error(ErrorCode::QuotaExceeded, "this node takes at most " + std::to_string(bound.limit) +
                                                                 std::string(bound.what) + " from one signer; " +
                                                                 std::string(bound.advice))
                                 .with("quota", std::string(bound.name))
                                 .with("limit", std::to_string(bound.limit))
                                 .with("certificate", creator.hex()));
  ++use.pendingEnvelopes;
  use.pendingBytes += bytes;
  ++use.envelopes;
  use.bytes += bytes;
  return {};
}

void QuotaBook::release(const Fingerprint& creator, std::size_t bytes) {
  Use& use = m_uses[creator];
  --use.pendingEnvelopes;
  use.pendingBytes -= bytes;
}

}  // namespace mz
