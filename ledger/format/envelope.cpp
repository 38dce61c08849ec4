#include "ledger/format/envelope.h"

#include "ledger/crypto/hash.h"
#include "ledger/format/json.h"
#include "ledger/format/wire.h"
#include "messages.pb.h"

namespace mz {

namespace {

constexpr std::size_t kSignatureBytes = 256;

Status checkName(std::string_view name, const char* what) {
  if (name.empty() || name.size() > bounds::kNameBytes)
    return fail(ErrorCode::Malformed, std::string("envelope: the name of the ") + what + " has " + std::to_string(name.size()) +
                                          " bytes, allowed are 1 to " + std::to_string(bounds::kNameBytes));
  if (!isValidUtf8(name)) return fail(ErrorCode::Malformed, std::string("envelope: the name of the ") + what + " is not UTF-8");
  return {};
}

}  // namespace

TransactionId Envelope::id() const { return TransactionId{sha256(signedBytes).bytes}; }

Bytes encodeCall(const Call& call) {
  wire::Call message;
  message.set_channel(call.channel.bytes.data(), call.channel.bytes.size());
  message.set_contract(call.contract);
  message.set_function(call.function);
  message.set_arguments(call.arguments);
  message.set_nonce(call.nonce.data(), call.nonce.size());
  message.set_rules(call.rules);
  message.set_expiry(call.expiry.value);
  message.set_creator(call.creator.bytes.data(), call.creator.bytes.size());
  return encodeMessage(message);
}

Bytes encodeEnvelope(ByteView signedBytes, ByteView signature) {
  wire::Envelope message;
  message.set_call(signedBytes.data(), signedBytes.size());
  message.set_signature(signature.data(), signature.size());
  return encodeMessage(message);
}

Result<Envelope> decodeEnvelope(ByteView bytes) {
  if (bytes.size() > bounds::kEnvelopeBytes)
    return fail(ErrorCode::TooLarge, "envelope of " + std::to_string(bytes.size()) + " bytes, allowed are " +
                                         std::to_string(bounds::kEnvelopeBytes));
  wire::Envelope outer;
  MZ_CHECK(decodeMessage(outer, bytes, "envelope"));
  if (outer.signature().empty() || outer.signature().size() > kSignatureBytes)
    return fail(ErrorCode::Malformed, "envelope: a signature of " + std::to_string(outer.signature().size()) + " bytes");

  Envelope envelope;
  const ByteView signedBytes = bytesOf(outer.call());
  wire::Call call;
  MZ_CHECK(decodeMessage(call, signedBytes, "envelope's call"));
  MZ_TRY(envelope.call.channel, ChannelId::fromView(bytesOf(call.channel())));
  MZ_TRY(envelope.call.creator, Fingerprint::fromView(bytesOf(call.creator())));
  if (call.nonce().size() != envelope.call.nonce.size())
    return fail(ErrorCode::Malformed, "envelope: a nonce of " + std::to_string(call.nonce().size()) + " bytes, not 16");
  MZ_CHECK(checkName(call.contract(), "contract"));
  MZ_CHECK(checkName(call.function(), "function"));

  std::memcpy(envelope.call.nonce.data(), call.nonce().data(), envelope.call.nonce.size());
  envelope.call.contract = std::move(*call.mutable_contract());
  envelope.call.function = std::move(*call.mutable_function());
  envelope.call.arguments = std::move(*call.mutable_arguments());
  envelope.call.rules = call.rules();
  envelope.call.expiry = UnixSeconds(call.expiry());
  envelope.signedBytes.assign(signedBytes.begin(), signedBytes.end());
  const ByteView signature = bytesOf(outer.signature());
  envelope.signature.assign(signature.begin(), signature.end());
  return envelope;
}

}  // namespace mz
