#include "ledger/merkle/receipt.h"

#include <charconv>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "ledger/merkle/history_tree.h"

namespace mz {

namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::size_t kLengthBytes = 2;
constexpr std::size_t kProofHashes = 64;
constexpr std::size_t kExtraBytes = kLengthBytes + bounds::kLeafBytes + bounds::kEnvelopeBytes;
constexpr std::size_t kReceiptBytes = (kExtraBytes + 2) / 3 * 4 + bounds::kNoteBytes + kProofHashes * 45 + 256;

std::unexpected<Error> malformed(const char* why) { return fail(ErrorCode::Malformed, std::string("receipt: ") + why); }

std::unexpected<Error> failedAt(const char* step, std::string why) {
  return std::unexpected(Error(ErrorCode::VerificationFailed, "receipt: " + std::move(why)).with("step", step));
}

// The next line without its newline; nullopt where the text ends before one.
std::optional<std::string_view> takeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Status parseExtra(std::string_view base64, Receipt& out) {
  MZ_TRY(const Bytes extra, fromBase64(base64));
  if (extra.size() < kLengthBytes) return malformed("its extra data are too short");
  const std::size_t length = std::size_t{extra[0]} << 8 | extra[1];
  if (length > bounds::kLeafBytes || extra.size() - kLengthBytes < length)
    return malformed("its extra data are shorter than the leaf in them, or the leaf is too long");
  const ByteView rest = ByteView(extra).subspan(kLengthBytes);
  out.leaf = std::string(textOf(rest.first(length)));
  const ByteView envelope = rest.subspan(length);
  if (envelope.size() > bounds::kEnvelopeBytes) return fail(ErrorCode::TooLarge, "receipt: its envelope is too large");
  out.envelope.assign(envelope.begin(), envelope.end());
  return {};
}

Status parseIndex(std::string_view digits, LeafIndex& out) {
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), out.value);
  if (fault != std::errc() || end != digits.data() + digits.size() || (digits[0] == '0' && digits.size() > 1))
    return malformed("its index is not a number");
  return {};
}

struct Entry {
  TransactionLeaf leaf;
  Envelope envelope;
};

// Only called once the leaf is known to be in the tree.
Result<Entry> openEntry(const Receipt& receipt) {
  const auto leaf = parseLeaf(receipt.leaf);
  if (!leaf || !std::holds_alternative<TransactionLeaf>(*leaf))
    return failedAt("envelope", "its leaf is not the one of a transaction");
  Entry out{.leaf = std::get<TransactionLeaf>(*leaf), .envelope = {}};
  if (sha256(receipt.envelope) != out.leaf.envelope)
    return failedAt("envelope", "its envelope is not the one that the leaf names");
  auto envelope = decodeEnvelope(receipt.envelope);
  if (!envelope) return failedAt("envelope", std::move(envelope.error().detail));
  out.envelope = std::move(*envelope);
  if (out.envelope.id() != out.leaf.id) return failedAt("envelope", "its leaf names another transaction id");
  return out;
}

// The origin is "<domain>/<channel id>".
bool originIsOf(std::string_view origin, const ChannelId& channel) {
  const std::string id = channel.hex();
  if (!origin.ends_with(id)) return false;
  const std::string_view domain = origin.substr(0, origin.size() - id.size());
  return domain.size() > 1 && domain.ends_with('/');
}

}  // namespace

Result<Receipt> Receipt::parse(std::string_view text) {
  if (text.size() > kReceiptBytes)
    return fail(ErrorCode::TooLarge,
                "receipt of " + std::to_string(text.size()) + " bytes, allowed are " + std::to_string(kReceiptBytes));
  Receipt out;
  if (takeLine(text) != kHeader) return malformed("does not start with c2sp.org/tlog-proof@v1");
  const auto extra = takeLine(text);
  if (!extra || !extra->starts_with(kExtra)) return malformed("has no extra data with leaf and envelope");
  MZ_CHECK(parseExtra(extra->substr(kExtra.size()), out));
  const auto index = takeLine(text);
  if (!index || !index->starts_with(kIndex)) return malformed("has no index");
  MZ_CHECK(parseIndex(index->substr(kIndex.size()), out.index));
  for (;;) {
    const auto line = takeLine(text);
    if (!line) return malformed("ends before its checkpoint");
    if (line->empty()) break;
    if (out.proof.size() == kProofHashes) return malformed("has a proof of more than 64 hashes");
    MZ_TRY(const Bytes hash, fromBase64(*line));
    MZ_TRY(const Digest digest, Digest::fromView(hash));
    out.proof.push_back(digest);
  }
  MZ_TRY(out.checkpoint, SignedNote::parse(text));
  return out;
}

std::string Receipt::format() const {
  Bytes extra;
  extra.reserve(kLengthBytes + leaf.size() + envelope.size());
  extra.push_back(static_cast<std::uint8_t>(leaf.size() >> 8));
  extra.push_back(static_cast<std::uint8_t>(leaf.size()));
  extra.insert(extra.end(), leaf.begin(), leaf.end());
  extra.insert(extra.end(), envelope.begin(), envelope.end());
  std::string out;
  out.append(kHeader).append("\n").append(kExtra).append(toBase64(extra)).append("\n");
  out.append(kIndex).append(std::to_string(index.value)).append("\n");
  for (const Digest& hash : proof) out.append(toBase64(hash.view())).append("\n");
  return out.append("\n").append(checkpoint.format());
}

Result<VerifiedReceipt> verifyReceipt(const Receipt& receipt, const Policy& policy) {
  VerifiedReceipt out;
  auto checkpoint = Checkpoint::parse(receipt.checkpoint.text);
  if (!checkpoint) return failedAt("checkpoint", std::move(checkpoint.error().detail));
  out.checkpoint = std::move(*checkpoint);
  out.verdict = policy.judge(receipt.checkpoint);
  if (!out.verdict.wrong.empty()) return failedAt("checkpoint", "the signature of " + out.verdict.wrong.front() + " is wrong");
  if (!out.verdict.logSigned) return failedAt("checkpoint", "no log of the policy signed its checkpoint");
  if (!out.verdict.quorum)
    return failedAt("quorum", "its " + std::to_string(out.verdict.cosigners.size()) +
                                  " cosignatures are not the quorum that the policy asks for");
  if (!verifyInclusion(leafHash(bytesOf(receipt.leaf)), receipt.index, out.checkpoint.size, receipt.proof, out.checkpoint.root))
    return failedAt("proof", "its leaf is not in the tree of its checkpoint");
  MZ_TRY(Entry entry, openEntry(receipt));
  if (!originIsOf(out.checkpoint.origin, entry.envelope.call.channel))
    return failedAt("channel", "its envelope is for another channel than its checkpoint");
  out.leaf = entry.leaf;
  out.envelope = std::move(entry.envelope);
  return out;
}

}  // namespace mz
