#include "ledger/order/channel_runner.h"

namespace mz {

const std::vector<Submission::Answer>& Submission::wait() {
  std::unique_lock lock(m_mutex);
  m_complete.wait(lock, [this] { return m_left == 0; });
  return m_answers;
}

bool Submission::done() const {
  const std::lock_guard lock(m_mutex);
  return m_left == 0;
}

ChannelRunner::ChannelRunner(Replica& replica, std::unique_ptr<Orderer> orderer, CheckpointSigner& signer,
                             BlockCallback onBlock)
    : m_replica(replica), m_orderer(std::move(orderer)), m_signer(signer), m_onBlock(std::move(onBlock)), m_thread([this] {
        run();
      }) {}

ChannelRunner::~ChannelRunner() { stop(); }

void ChannelRunner::stop() {
  m_orderer->stop();
  {
    const std::lock_guard lock(m_ending);
    if (m_thread.joinable()) m_thread.join();
  }
  failAll(lockedChannel());
}

std::shared_ptr<Submission> ChannelRunner::submit(std::vector<PreparedEnvelope> envelopes) {
  auto submission = std::make_shared<Submission>();
  submission->m_answers.resize(envelopes.size());
  submission->m_left = envelopes.size();
  std::vector<Digest> digests;
  digests.reserve(envelopes.size());
  {
    const std::lock_guard lock(m_mutex);
    if (const auto why = m_stopped ? m_stopped : m_replica.stopReason()) {
      for (Submission::Answer& answer : submission->m_answers) answer.failure = *why;
      submission->m_left = 0;
      return submission;
    }
    // Waiters first: a block may be durable before the orderer's answer is read.
    for (std::size_t i = 0; i < envelopes.size(); ++i) {
      digests.push_back(envelopes[i].digest);
      m_waiters.emplace(digests[i], Waiter{submission, i});
    }
  }
  const std::vector<Status> answers = m_orderer->submit(envelopes);
  const std::lock_guard lock(m_mutex);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i]) continue;
    if (answers[i].error().code == ErrorCode::QuotaExceeded) {
      submission->m_heldBack.places.push_back(i);
      submission->m_heldBack.envelopes.push_back(std::move(envelopes[i]));
    }
    auto [waiter, end] = m_waiters.equal_range(digests[i]);
    while (waiter != end && (waiter->second.submission != submission || waiter->second.index != i)) ++waiter;
    if (waiter == end) continue;  // the channel stopped meanwhile, and that was its answer
    m_waiters.erase(waiter);
    const std::lock_guard answered(submission->m_mutex);
    submission->m_answers[i].taken = answers[i];
    if (--submission->m_left == 0) submission->m_complete.notify_all();
  }
  return submission;
}

void ChannelRunner::betweenBlocks(const std::function<void(Replica&)>& work) {
  const std::lock_guard lock(m_stepping);
  work(m_replica);
}

std::optional<Error> ChannelRunner::stopped() const {
  const std::lock_guard lock(m_mutex);
  return m_stopped ? m_stopped : m_replica.stopReason();
}

void ChannelRunner::failAll(const Error& error) {
  const std::lock_guard lock(m_mutex);
  if (!m_stopped) m_stopped = error;  // the first reason is the one to tell
  for (auto& [digest, waiter] : m_waiters) {
    const std::lock_guard answered(waiter.submission->m_mutex);
    waiter.submission->m_answers[waiter.index].failure = error;
    if (--waiter.submission->m_left == 0) waiter.submission->m_complete.notify_all();
  }
  m_waiters.clear();
}

void ChannelRunner::run() {
  for (;;) {
    Result<std::optional<PreparedBatch>> batch = m_orderer->next();
    if (!batch) return failAll(batch.error());
    if (!*batch) return;
    Result<BlockEffects> effects = [&]() -> Result<BlockEffects> {
      const std::lock_guard lock(m_stepping);
      if (auto why = m_replica.stopReason()) return std::unexpected(std::move(*why));
      return m_replica.step(**batch, m_signer);
    }();
    if (!effects) return failAll(effects.error());
    {
      const std::lock_guard lock(m_mutex);
      for (EnvelopeResult& result : effects->results) {
        const auto waiter = m_waiters.find(result.envelope);
        if (waiter == m_waiters.end()) continue;
        const std::lock_guard answered(waiter->second.submission->m_mutex);
        Submission::Answer& answer = waiter->second.submission->m_answers[waiter->second.index];
        answer.result = result;
        answer.height = effects->height;
        answer.time = effects->time;
        if (--waiter->second.submission->m_left == 0) waiter->second.submission->m_complete.notify_all();
        m_waiters.erase(waiter);
      }
    }
    m_onBlock(*effects);
  }
}

}  // namespace mz
