#include "ledger/bulk_recorder.h"

#include <deque>

namespace mz {

namespace {
constexpr std::int64_t kLifetimeSeconds = 3600;
constexpr std::size_t kPiecesPreparing = 8;
constexpr std::size_t kPiecesUnderWay = 48;
}  // namespace

// Calls that are signed together; what is submitted of them keeps its place.
struct BulkRecorder::Piece {
  std::vector<PendingCall> calls;
  std::vector<RecordedCall> answers;
  std::vector<PreparedEnvelope> envelopes;
  std::vector<std::size_t> submitted;  // index of the call of each envelope
  std::optional<Error> error;
  WorkPool::Group prepared;
  std::shared_ptr<Submission> submission;
};

BulkRecorder::BulkRecorder(const Replica& replica, const ChannelQueries& queries, ChannelRunner& runner, WorkPool& pool,
                           const Clock& clock, std::string contract, std::vector<Signer> signers)
    : m_replica(replica),
      m_queries(queries),
      m_runner(runner),
      m_pool(pool),
      m_clock(clock),
      m_contract(std::move(contract)),
      m_signers(std::move(signers)) {}

void BulkRecorder::prepare(Piece& piece) const {
  const ReplicaView view = m_replica.view();
  SystemRandom random;
  std::vector<std::string> keys;
  for (const PendingCall& call : piece.calls) keys.push_back(call.knownKey);
  const auto known = m_queries.known(m_contract, keys);
  if (!known) {
    piece.error = known.error();
    return;
  }
  piece.answers.resize(piece.calls.size());
  for (std::size_t i = 0; i < piece.calls.size(); ++i) {
    PendingCall& pending = piece.calls[i];
    if ((*known)[i]) {
      piece.answers[i].alreadyThere = true;
      continue;
    }
    const Signer& signer = m_signers[pending.signer];
    Call call;
    call.channel = view.channel;
    call.contract = m_contract;
    call.function = std::move(pending.function);
    call.arguments = std::move(pending.arguments);
    random.fill(call.nonce);
    call.rules = view.configuration->rules();
    call.expiry = UnixSeconds(std::max(m_clock.now(), view.newest.time).value + kLifetimeSeconds);
    call.creator = signer.certificate;
    const Bytes signedBytes = encodeCall(call);
    const auto signature = signer.key.sign(signedBytes);
    if (!signature) {
      piece.error = signature.error();
      return;
    }
    piece.envelopes.push_back(prepareEnvelope(encodeEnvelope(signedBytes, *signature), m_replica.identities()));
    piece.answers[i].id = piece.envelopes.back().id;
    piece.submitted.push_back(i);
  }
}

Status BulkRecorder::finish(Piece& piece, const Sink& sink) const {
  if (piece.submission) {
    const auto& answers = piece.submission->wait();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const Submission::Answer& answer = answers[i];
      if (!answer.taken) return answer.taken;
      if (answer.failure) return std::unexpected(*answer.failure);
      RecordedCall& recorded = piece.answers[piece.submitted[i]];
      recorded.height = answer.height;
      recorded.result = answer.result.result;
      recorded.resultName = m_queries.resultName(answer.result.result, m_contract);
    }
  }
  return sink(piece.answers);
}

Status BulkRecorder::run(const Source& source, const Sink& sink, const Progress& progress) {
  std::deque<std::unique_ptr<Piece>> preparing, underWay;
  Status failure;
  bool ended = false;

  const auto submitFront = [&] {
    std::unique_ptr<Piece> piece = std::move(preparing.front());
    preparing.pop_front();
    m_pool.finish(piece->prepared);
    if (failure) {
      if (piece->error)
        failure = std::unexpected(*piece->error);
      else if (!piece->envelopes.empty())
        piece->submission = m_runner.submit(std::move(piece->envelopes));
    }
    if (failure) underWay.push_back(std::move(piece));
  };
  const auto finishFront = [&] {
    const std::unique_ptr<Piece> piece = std::move(underWay.front());
    underWay.pop_front();
    // After a failure the answers of what was already under way are still waited for and reported.
    const Status finished = finish(*piece, sink);
    if (failure && !finished) failure = finished;
  };

  while (failure && !ended) {
    if (progress.cancelled()) {
      failure = fail(ErrorCode::Cancelled, "cancelled; what was recorded until then stays recorded");
      break;
    }
    auto calls = source();
    if (!calls) {
      failure = std::unexpected(calls.error());
      break;
    }
    if (calls->empty()) {
      ended = true;
      break;
    }
    auto piece = std::make_unique<Piece>();
    piece->calls = std::move(*calls);
    Piece* raw = piece.get();
    preparing.push_back(std::move(piece));
    m_pool.post(raw->prepared, [this, raw] { prepare(*raw); });
    if (preparing.size() >= kPiecesPreparing) submitFront();
    while (!underWay.empty() &&
           (underWay.size() >= kPiecesUnderWay || !underWay.front()->submission || underWay.front()->submission->done()))
      finishFront();
  }
  while (!preparing.empty()) submitFront();
  while (!underWay.empty()) finishFront();
  return failure;
}

}  // namespace mz
