#include "ledger/bulk_recorder.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <thread>

namespace mz {

namespace {
constexpr std::int64_t kLifetimeSeconds = 3600;
constexpr std::size_t kPiecesPreparing = 8;
constexpr std::size_t kPiecesUnderWay = 48;
constexpr auto kQuotaPause = std::chrono::milliseconds(20);

std::unexpected<Error> cancelled() {
  return fail(ErrorCode::Cancelled, "cancelled; what was recorded until then stays recorded");
}

}  // namespace

// Calls that are signed together; what is submitted of them keeps its place.
struct BulkRecorder::Piece {
  std::vector<PendingCall> calls;
  std::vector<RecordedCall> answers;
  std::vector<PreparedEnvelope> envelopes;
  std::vector<std::size_t> submitted;  // index of the call of each envelope
  std::optional<Error> error;
  WorkPool::Group prepared;
  // Mostly one. What a quota held back of one is in the next.
  struct Part {
    std::shared_ptr<Submission> submission;
    std::vector<std::size_t> calls;  // index of the call of each envelope
  };
  std::vector<Part> parts;
  bool done() const {
    return std::ranges::all_of(parts, [](const Part& part) { return part.submission->done(); });
  }
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

// Hands the piece in, its calls in their order. Cancelled where that came while a quota held some of it back.
Status BulkRecorder::submit(Piece& piece, const std::function<Status(Submission&)>& makeRoom, const Progress& progress) const {
  std::vector<PreparedEnvelope> envelopes = std::move(piece.envelopes);
  std::vector<std::size_t> calls = std::move(piece.submitted);
  while (!envelopes.empty()) {
    piece.parts.push_back({m_runner.submit(std::move(envelopes)), std::move(calls)});
    const Piece::Part& part = piece.parts.back();
    Submission::HeldBack heldBack = part.submission->takeHeldBack();
    if (heldBack.envelopes.empty()) return {};
    if (progress.cancelled()) return cancelled();
    MZ_CHECK(makeRoom(*part.submission));
    calls.clear();
    for (const std::size_t place : heldBack.places) calls.push_back(part.calls[place]);
    envelopes = std::move(heldBack.envelopes);
  }
  return {};
}

Status BulkRecorder::finish(Piece& piece, const Sink& sink) const {
  for (const Piece::Part& part : piece.parts) {
    const auto& answers = part.submission->wait();
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const Submission::Answer& answer = answers[i];
      if (!answer.taken && answer.taken.error().code == ErrorCode::QuotaExceeded) {
        if (&part != &piece.parts.back()) break;  // the next part has it, and all that follows it
        return sink(std::span(piece.answers).first(part.calls[i]));
      }
      if (!answer.taken) return answer.taken;
      if (answer.failure) return std::unexpected(*answer.failure);
      RecordedCall& recorded = piece.answers[part.calls[i]];
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

  const auto finishFront = [&] {
    const std::unique_ptr<Piece> piece = std::move(underWay.front());
    underWay.pop_front();
    // After a failure the answers of what was already under way are still waited for and reported.
    const Status finished = finish(*piece, sink);
    if (failure && !finished) failure = finished;
  };
  const auto submitFront = [&] {
    std::unique_ptr<Piece> piece = std::move(preparing.front());
    preparing.pop_front();
    m_pool.finish(piece->prepared);
    if (!failure) return;
    if (piece->error) {
      failure = std::unexpected(*piece->error);
      return;
    }
    const auto makeRoom = [&](Submission& newest) -> Status {
      if (!underWay.empty())
        finishFront();
      else if (!newest.done())
        newest.wait();
      else  // it is another's work with the same certificate, or the second, that has to pass
        std::this_thread::sleep_for(kQuotaPause);
      return failure;
    };
    failure = submit(*piece, makeRoom, progress);
    underWay.push_back(std::move(piece));
  };

  while (failure && !ended) {
    if (progress.cancelled()) {
      failure = cancelled();
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
    while (!underWay.empty() && (underWay.size() >= kPiecesUnderWay || underWay.front()->done())) finishFront();
  }
  while (!preparing.empty()) submitFront();
  while (!underWay.empty()) finishFront();
  return failure;
}

}  // namespace mz
