#include "ledger/order/embedded_orderer.h"

#include <algorithm>

#include "ledger/crypto/hash.h"

namespace mz {

namespace {

struct CertificateRefusal {
  ResultCode verdict;
  std::string_view reason, detail;
};
constexpr CertificateRefusal kRefusals[] = {
    {ResultCode::CertificateExpired, "expired", "the signer's certificate, or its CA's, has expired; renew it"},
    {ResultCode::CertificateNotYetValid, "not_yet_valid", "the signer's certificate is not valid yet"},
    {ResultCode::CertificateRevoked, "revoked", "the signer's certificate has been revoked"},
    {ResultCode::CertificateFrozen, "frozen", "the members of this channel have frozen the signer's certificate"},
    {ResultCode::IssuerNotMember, "unknown_issuer",
     "the signer's certificate was not issued by a CA of a member of this channel"},
};

}  // namespace

EmbeddedOrderer::EmbeddedOrderer(const Replica& replica, Cutter cutter, ClockSource& clocks, const Clock& clock, Limits limits)
    : m_replica(replica),
      m_cutter(std::move(cutter)),
      m_clocks(clocks),
      m_clock(clock),
      m_limits(limits),
      m_quota(limits.quota) {}

Status EmbeddedOrderer::check(const PreparedEnvelope& envelope, const ReplicaView& view) const {
  if (envelope.form == ResultCode::TooLarge)
    return fail(ErrorCode::TooLarge, "the envelope is larger than 256 KB; split the call");
  if (envelope.form != ResultCode::Executed) return fail(ErrorCode::Malformed, "the envelope is not in the one encoding");
  const Call& call = envelope.envelope.call;
  if (call.channel != view.channel) return fail(ErrorCode::WrongChannel, "the envelope is for channel " + call.channel.hex());
  if (call.rules != view.configuration->rules())
    return fail(ErrorCode::UnsupportedVersion, "the envelope was made for rules version " + std::to_string(call.rules));
  const UnixSeconds now = std::max(m_clock.now(), view.newest.time);
  if (call.expiry < now) return fail(ErrorCode::Expired, "the envelope's time to be executed has passed; sign the call again");
  if (call.expiry.value > now.value + view.configuration->limits().envelopeLifetime)
    return fail(ErrorCode::InvalidArgument, "the envelope's expiry is further away than the channel allows");
  // Every replica refuses these too, but each refusal would stay on the channel for ever.
  const ChannelState state = view.configuration->state();
  if (state == ChannelState::Closed)
    return std::unexpected(Error(ErrorCode::Refused, "the channel is closed; it can only be read")
                               .with("result", std::string(resultName(ResultCode::ChannelClosed))));
  if (state == ChannelState::Frozen && call.contract != kSystemContract)
    return std::unexpected(
        Error(ErrorCode::Refused, "the channel is frozen; it takes calls again when its members have agreed to thaw it")
            .with("result", std::string(resultName(ResultCode::ChannelFrozen))));
  if (!envelope.certificate)
    return std::unexpected(Error(ErrorCode::NotEnrolled, "the signer's certificate is not on this channel; enrol it first")
                               .with("certificate", call.creator.hex()));
  if (!envelope.signatureGood) return fail(ErrorCode::BadSignature, "the envelope's signature does not verify");
  const ResultCode verdict = m_replica.identities().judge(*envelope.certificate, *view.configuration, now);
  const auto refusal = std::ranges::find(kRefusals, verdict, &CertificateRefusal::verdict);
  if (refusal != std::end(kRefusals))
    return std::unexpected(Error(ErrorCode::CertificateInvalid, std::string(refusal->detail))
                               .with("reason", std::string(refusal->reason))
                               .with("certificate", call.creator.hex()));
  return {};
}

std::vector<Status> EmbeddedOrderer::submit(std::span<PreparedEnvelope> envelopes) {
  const ReplicaView view = m_replica.view();
  std::vector<Status> answers;
  answers.reserve(envelopes.size());
  for (const PreparedEnvelope& envelope : envelopes) answers.push_back(check(envelope, view));
  {
    const std::lock_guard lock(m_mutex);
    if (m_queue.empty()) m_oldest = std::chrono::steady_clock::now();
    const UnixSeconds now = m_clock.now();
    Status quota;
    for (std::size_t i = 0; i < envelopes.size(); ++i) {
      if (!answers[i]) continue;
      if (m_stopped) {  // nobody cuts any more
        answers[i] = std::unexpected(lockedChannel());
        continue;
      }
      const std::size_t bytes = envelopes[i].bytes.size();
      if (quota) quota = m_quota.take(envelopes[i].envelope.call.creator, bytes, now);
      if (!quota) {
        answers[i] = quota;
        continue;
      }
      m_queuedBytes += bytes;
      m_queue.push_back(std::move(envelopes[i]));
    }
  }
  m_arrived.notify_one();
  return answers;
}

Result<std::optional<PreparedBatch>> EmbeddedOrderer::next() {
  std::vector<PreparedEnvelope> cut;
  {
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [this] { return m_stopped || !m_queue.empty(); });
    const auto full = [this] { return m_stopped || m_queue.size() >= m_limits.envelopes || m_queuedBytes >= m_limits.bytes; };
    m_arrived.wait_until(lock, m_oldest + m_limits.age, full);
    if (m_queue.empty()) return std::nullopt;
    std::size_t bytes = 0;
    while (!m_queue.empty() && cut.size() < m_limits.envelopes) {
      const std::size_t size = m_queue.front().bytes.size();
      if (!cut.empty() && bytes + size > m_limits.bytes) break;
      bytes += size;
      m_queuedBytes -= size;
      m_quota.release(m_queue.front().envelope.call.creator, size);
      cut.push_back(std::move(m_queue.front()));
      m_queue.pop_front();
    }
  }
  MZ_TRY(PreparedBatch batch, seal(std::move(cut)));
  return batch;
}

Result<PreparedBatch> EmbeddedOrderer::seal(std::vector<PreparedEnvelope> envelopes) {
  const ReplicaView view = m_replica.view();
  PreparedBatch out;
  BatchHeader& header = out.batch.header;
  header.channel = view.channel;
  header.number = BatchNumber(view.newest.height.value + 1);
  header.previous = view.batchDigest;
  header.clock = m_clock.now();
  header.cutter = m_cutter.certificate.fingerprint();
  header.count = static_cast<std::uint32_t>(envelopes.size());
  std::vector<Digest> digests;
  digests.reserve(envelopes.size());
  for (const PreparedEnvelope& envelope : envelopes) digests.push_back(envelope.digest);
  header.content = contentDigest(digests);
  if (header.clock > m_lastEvidence) {  // at most once a second
    m_lastEvidence = header.clock;
    header.clocks = m_clocks.evidence(*view.configuration, m_replica.newestCheckpoint(), view.newest.height, header.clock);
  }
  out.batch.headerBytes = encodeBatchHeader(header);
  MZ_TRY(out.batch.signature, m_cutter.key.sign(out.batch.headerBytes));
  out.envelopes = std::move(envelopes);
  return out;
}

void EmbeddedOrderer::stop() {
  {
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
  }
  m_arrived.notify_all();
}

std::size_t EmbeddedOrderer::waiting() const {
  const std::lock_guard lock(m_mutex);
  return m_queue.size();
}

}  // namespace mz
