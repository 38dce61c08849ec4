#include "ledger/format/batch.h"

#include "ledger/crypto/hash.h"
#include "ledger/format/json.h"
#include "ledger/format/wire.h"
#include "messages.pb.h"

namespace mz {

namespace {

constexpr std::size_t kKeyNameBytes = 255;        // of a cosigner, as C2SP allows
constexpr std::size_t kCosignatureBytes = 64;     // Ed25519
constexpr std::size_t kSignatureBytes = 256;      // of the cutter
constexpr std::size_t kHeaderBytes = 128 * 1024;  // more than kMembers clocks can fill
// What a batch at its limits may have besides its envelopes' own bytes: the header, and tag and length of each envelope.
constexpr std::size_t kOverheadBytes = kHeaderBytes + kSignatureBytes + bounds::kBatchEnvelopes * 5 + 64;

Result<ClockEvidence> decodeClock(const wire::ClockEvidence& message) {
  if (message.cosigner().empty() || message.cosigner().size() > kKeyNameBytes || !isValidUtf8(message.cosigner()))
    return fail(ErrorCode::Malformed, "batch header: a cosigner's name is empty, too long or not UTF-8");
  if (message.signature().size() != kCosignatureBytes)
    return fail(ErrorCode::Malformed,
                "batch header: a cosignature of " + std::to_string(message.signature().size()) + " bytes, not 64");
  const ByteView signature = bytesOf(message.signature());
  return ClockEvidence{.cosigner = message.cosigner(),
                       .height = Height(message.height()),
                       .time = UnixSeconds(message.time()),
                       .signature = Bytes(signature.begin(), signature.end())};
}

Status checkEnvelopeSizes(const wire::Batch& message) {
  const auto count = static_cast<std::size_t>(message.envelopes_size());
  if (count > bounds::kBatchEnvelopes)
    return fail(ErrorCode::TooLarge,
                "batch of " + std::to_string(count) + " envelopes, allowed are " + std::to_string(bounds::kBatchEnvelopes));
  std::size_t total = 0;
  for (const std::string& envelope : message.envelopes()) total += envelope.size();
  if (total > bounds::kBatchBytes)
    return fail(ErrorCode::TooLarge, "batch with " + std::to_string(total) + " bytes of envelopes, allowed are " +
                                         std::to_string(bounds::kBatchBytes));
  return {};
}

}  // namespace

Digest Batch::digest() const { return sha256(headerBytes); }

Digest contentDigest(std::span<const Digest> envelopeDigests) {
  static_assert(sizeof(Digest) == 32);  // so that the span is the concatenation
  return sha256({reinterpret_cast<const std::uint8_t*>(envelopeDigests.data()), envelopeDigests.size_bytes()});
}

Bytes encodeBatchHeader(const BatchHeader& header) {
  wire::BatchHeader message;
  message.set_channel(header.channel.bytes.data(), header.channel.bytes.size());
  message.set_epoch(header.epoch);
  message.set_number(header.number.value);
  message.set_previous(header.previous.bytes.data(), header.previous.bytes.size());
  message.set_clock(header.clock.value);
  message.set_cutter(header.cutter.bytes.data(), header.cutter.bytes.size());
  message.set_count(header.count);
  message.set_content(header.content.bytes.data(), header.content.bytes.size());
  for (const ClockEvidence& clock : header.clocks) {
    wire::ClockEvidence* out = message.add_clocks();
    out->set_cosigner(clock.cosigner);
    out->set_height(clock.height.value);
    out->set_time(clock.time.value);
    out->set_signature(clock.signature.data(), clock.signature.size());
  }
  return encodeMessage(message);
}

Result<BatchHeader> decodeBatchHeader(ByteView bytes) {
  if (bytes.size() > kHeaderBytes)
    return fail(ErrorCode::TooLarge, "batch header of " + std::to_string(bytes.size()) + " bytes");
  wire::BatchHeader message;
  MZ_CHECK(decodeMessage(message, bytes, "batch header"));
  BatchHeader header;
  MZ_TRY(header.channel, ChannelId::fromView(bytesOf(message.channel())));
  MZ_TRY(header.previous, Digest::fromView(bytesOf(message.previous())));
  MZ_TRY(header.cutter, Fingerprint::fromView(bytesOf(message.cutter())));
  MZ_TRY(header.content, Digest::fromView(bytesOf(message.content())));
  header.epoch = message.epoch();
  header.number = BatchNumber(message.number());
  header.clock = UnixSeconds(message.clock());
  header.count = message.count();
  if (header.epoch == 0 || header.number.value == 0)
    return fail(ErrorCode::Malformed, "batch header: epochs and batches count from 1");
  if (static_cast<std::size_t>(message.clocks_size()) > bounds::kMembers)
    return fail(ErrorCode::TooLarge, "batch header with " + std::to_string(message.clocks_size()) + " clocks, allowed are " +
                                         std::to_string(bounds::kMembers));
  for (const wire::ClockEvidence& clock : message.clocks()) {
    MZ_TRY(ClockEvidence decoded, decodeClock(clock));
    header.clocks.push_back(std::move(decoded));
  }
  return header;
}

Bytes encodeBatch(const Batch& batch) {
  wire::Batch message;
  message.set_header(batch.headerBytes.data(), batch.headerBytes.size());
  message.set_signature(batch.signature.data(), batch.signature.size());
  for (const Bytes& envelope : batch.envelopes) message.add_envelopes(envelope.data(), envelope.size());
  return encodeMessage(message);
}

Result<Batch> decodeBatch(ByteView bytes) {
  if (bytes.size() > bounds::kBatchBytes + kOverheadBytes)
    return fail(ErrorCode::TooLarge, "batch of " + std::to_string(bytes.size()) + " bytes");
  wire::Batch message;
  MZ_CHECK(decodeMessage(message, bytes, "batch"));
  MZ_CHECK(checkEnvelopeSizes(message));
  if (message.signature().empty() || message.signature().size() > kSignatureBytes)
    return fail(ErrorCode::Malformed, "batch: a signature of " + std::to_string(message.signature().size()) + " bytes");

  Batch batch;
  const ByteView header = bytesOf(message.header());
  MZ_TRY(batch.header, decodeBatchHeader(header));
  if (batch.header.count != static_cast<std::uint32_t>(message.envelopes_size()))
    return fail(ErrorCode::Malformed, "batch: its header counts " + std::to_string(batch.header.count) +
                                          " envelopes, there are " + std::to_string(message.envelopes_size()));
  const ByteView signature = bytesOf(message.signature());
  batch.headerBytes.assign(header.begin(), header.end());
  batch.signature.assign(signature.begin(), signature.end());
  batch.envelopes.reserve(static_cast<std::size_t>(message.envelopes_size()));
  for (const std::string& envelope : message.envelopes()) {
    const ByteView view = bytesOf(envelope);
    batch.envelopes.emplace_back(view.begin(), view.end());
  }
  return batch;
}

}  // namespace mz
