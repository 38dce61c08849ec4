#include "ledger/merkle/note.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <limits>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::size_t kKeyNameBytes = 255;
constexpr std::size_t kEd25519KeyBytes = 32;
constexpr std::size_t kEd25519SignatureBytes = 64;
constexpr std::size_t kTimeBytes = 8;
constexpr std::size_t kIdBytes = 4;
constexpr std::string_view kSignatureStart = "\u2014 ";  // em dash, space

// Unicode's White_Space characters that are no ASCII controls.
constexpr std::array<std::string_view, 20> kUnicodeSpaces = {
    " ",      "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005",
    "\u2006", "\u2007", "\u2008", "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

bool hasControls(std::string_view text, bool newlineAllowed) {
  return std::ranges::any_of(text,
                             [&](char c) { return static_cast<unsigned char>(c) < 0x20 && !(newlineAllowed && c == '\n'); });
}

bool isKeyName(std::string_view name) {
  if (name.empty() || name.size() > kKeyNameBytes || name.contains('+')) return false;
  if (hasControls(name, false) || !isValidUtf8(name)) return false;
  return std::ranges::none_of(kUnicodeSpaces, [&](std::string_view space) { return name.contains(space); });
}

std::uint32_t bigEndian32(ByteView bytes) {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
}

// `value` in `width` bytes, big-endian, then `rest`.
Bytes bigEndianThen(std::uint64_t value, std::size_t width, ByteView rest) {
  Bytes out;
  out.reserve(width + rest.size());
  for (std::size_t i = 0; i < width; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * (width - 1 - i))));
  std::ranges::copy(rest, std::back_inserter(out));
  return out;
}

Bytes keyMaterial(NoteKeyType type, const PublicKey& key) {
  return bigEndianThen(static_cast<std::uint8_t>(type), 1, key.rawEd25519());
}

Result<NoteSignature> parseSignatureLine(std::string_view line) {
  const auto malformed = [&] { return fail(ErrorCode::Malformed, "note: a signature line is not as it must be"); };
  if (!line.starts_with(kSignatureStart)) return malformed();
  line.remove_prefix(kSignatureStart.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return malformed();
  const std::string_view name = line.substr(0, space);
  if (!isKeyName(name)) return malformed();
  MZ_TRY(const Bytes raw, fromBase64(line.substr(space + 1)));
  if (raw.size() <= kIdBytes) return malformed();
  return NoteSignature{
      .name = std::string(name), .id = bigEndian32(raw), .signature = Bytes(raw.begin() + kIdBytes, raw.end())};
}

std::string cosignedMessage(std::string_view noteText, UnixSeconds time) {
  return "cosignature/v1\ntime " + std::to_string(time.value) + "\n" + std::string(noteText);
}

// What both ways of signing ask of their caller.
Status checkSigner(const NoteKey& key, NoteKeyType type, const PrivateKey& secret) {
  if (key.type != type) return fail(ErrorCode::InvalidArgument, "note key " + key.name + " is of the other type");
  if (secret.empty() || secret.algorithm() != KeyAlgorithm::Ed25519 || secret.publicKey().rawEd25519() != key.key.rawEd25519())
    return fail(ErrorCode::InvalidArgument, "the private key is not the one of note key " + key.name);
  return {};
}

}  // namespace

Result<NoteKey> NoteKey::parse(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos || second - first - 1 != 2 * kIdBytes)
    return fail(ErrorCode::Malformed, "verifier key: not of the form name+id+key");
  MZ_TRY(const Bytes id, fromHex(text.substr(first + 1, second - first - 1)));
  MZ_TRY(const Bytes material, fromBase64(text.substr(second + 1)));
  if (material.size() != 1 + kEd25519KeyBytes || (material[0] != static_cast<std::uint8_t>(NoteKeyType::Log) &&
                                                  material[0] != static_cast<std::uint8_t>(NoteKeyType::Cosigner)))
    return fail(ErrorCode::Malformed, "verifier key: not an Ed25519 log or cosigner key");
  MZ_TRY(const PublicKey key, PublicKey::fromEd25519(ByteView(material).subspan(1)));
  const std::string_view name = text.substr(0, first);
  if (!isKeyName(name)) return fail(ErrorCode::Malformed, "verifier key: a name that is not allowed");
  NoteKey out{.name = std::string(name), .type = static_cast<NoteKeyType>(material[0]), .key = key};
  if (out.id() != bigEndian32(id)) return fail(ErrorCode::Malformed, "verifier key: its id is not the one of name and key");
  return out;
}

Result<NoteKey> NoteKey::make(std::string name, NoteKeyType type, const PublicKey& key) {
  if (!isKeyName(name))
    return fail(ErrorCode::InvalidArgument, "note key: a name is 1 to 255 bytes of UTF-8 without spaces and +");
  if (key.empty() || key.algorithm() != KeyAlgorithm::Ed25519)
    return fail(ErrorCode::InvalidArgument, "note key " + name + ": not an Ed25519 key");
  return NoteKey{.name = std::move(name), .type = type, .key = key};
}

std::string NoteKey::format() const {
  return name + "+" + toHex(bigEndianThen(id(), kIdBytes, {})) + "+" + toBase64(keyMaterial(type, key));
}

std::uint32_t NoteKey::id() const {
  const std::string start = name + "\n";
  return bigEndian32(sha256Of(bytesOf(start), keyMaterial(type, key)).view());
}

Result<SignedNote> SignedNote::parse(std::string_view note) {
  if (note.size() > bounds::kNoteBytes)
    return fail(ErrorCode::TooLarge,
                "note of " + std::to_string(note.size()) + " bytes, allowed are " + std::to_string(bounds::kNoteBytes));
  if (!isValidUtf8(note)) return fail(ErrorCode::Malformed, "note: not UTF-8");
  if (hasControls(note, true)) return fail(ErrorCode::Malformed, "note: has a control character");
  const std::size_t blank = note.rfind("\n\n");
  if (blank == std::string_view::npos || !note.ends_with('\n'))
    return fail(ErrorCode::Malformed, "note: has no blank line before its signatures, or no newline at its end");
  SignedNote out;
  out.text = std::string(note.substr(0, blank + 1));
  std::string_view rest = note.substr(blank + 2);
  if (rest.empty()) return fail(ErrorCode::Malformed, "note: has no signature");
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    MZ_TRY(NoteSignature signature, parseSignatureLine(rest.substr(0, end)));
    out.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  return out;
}

std::string SignedNote::format() const {
  std::string out = text + "\n";
  for (const NoteSignature& signature : signatures) {
    const Bytes raw = bigEndianThen(signature.id, kIdBytes, signature.signature);
    out.append(kSignatureStart).append(signature.name).append(" ").append(toBase64(raw)).append("\n");
  }
  return out;
}

Result<Checkpoint> Checkpoint::parse(std::string_view noteText) {
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    const std::size_t end = noteText.find('\n');
    if (end == std::string_view::npos || end == 0) return fail(ErrorCode::Malformed, "checkpoint: has no three lines");
    line = noteText.substr(0, end);
    noteText.remove_prefix(end + 1);
  }
  if (!noteText.empty()) return fail(ErrorCode::Malformed, "checkpoint: has more than three lines");
  if (hasControls(lines[0], false) || !isValidUtf8(lines[0]))
    return fail(ErrorCode::Malformed, "checkpoint: its origin is not text");

  Checkpoint out;
  out.origin = std::string(lines[0]);
  const auto [end, fault] = std::from_chars(lines[1].data(), lines[1].data() + lines[1].size(), out.size);
  if (fault != std::errc() || end != lines[1].data() + lines[1].size() || (lines[1][0] == '0' && lines[1].size() > 1))
    return fail(ErrorCode::Malformed, "checkpoint: its size is not a number");
  MZ_TRY(const Bytes root, fromBase64(lines[2]));
  MZ_TRY(out.root, Digest::fromView(root));
  return out;
}

std::string Checkpoint::format() const { return origin + "\n" + std::to_string(size) + "\n" + toBase64(root.view()) + "\n"; }

Result<NoteSignature> signCheckpoint(std::string_view noteText, const NoteKey& key, const PrivateKey& secret) {
  MZ_TRY(const Checkpoint checkpoint, Checkpoint::parse(noteText));
  MZ_CHECK(checkSigner(key, NoteKeyType::Log, secret));
  if (key.name != checkpoint.origin)
    return fail(ErrorCode::InvalidArgument, "log key " + key.name + " does not sign for " + checkpoint.origin);
  MZ_TRY(Bytes signature, secret.sign(bytesOf(noteText)));
  return NoteSignature{.name = key.name, .id = key.id(), .signature = std::move(signature)};
}

Result<NoteSignature> cosignCheckpoint(std::string_view noteText, UnixSeconds time, const NoteKey& key,
                                       const PrivateKey& secret) {
  MZ_TRY(const Checkpoint checkpoint, Checkpoint::parse(noteText));
  MZ_CHECK(checkSigner(key, NoteKeyType::Cosigner, secret));
  if (time.value < 0) return fail(ErrorCode::InvalidArgument, "a cosignature's time lies before 1970");
  MZ_TRY(const Bytes signature, secret.sign(bytesOf(cosignedMessage(noteText, time))));
  return NoteSignature{.name = key.name,
                       .id = key.id(),
                       .signature = bigEndianThen(static_cast<std::uint64_t>(time.value), kTimeBytes, signature)};
}

bool verifyNoteSignature(std::string_view noteText, const NoteSignature& signature, const NoteKey& key) {
  if (signature.name != key.name || signature.id != key.id()) return false;
  const ByteView raw = signature.signature;
  if (key.type == NoteKeyType::Log) return raw.size() == kEd25519SignatureBytes && key.key.verify(bytesOf(noteText), raw);
  const auto time = cosignatureTime(signature);
  return time && key.key.verify(bytesOf(cosignedMessage(noteText, *time)), raw.subspan(kTimeBytes));
}

std::optional<UnixSeconds> cosignatureTime(const NoteSignature& signature) {
  if (signature.signature.size() != kTimeBytes + kEd25519SignatureBytes) return std::nullopt;
  std::uint64_t time = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) time = time << 8 | signature.signature[i];
  if (time > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return UnixSeconds(static_cast<std::int64_t>(time));
}

}  // namespace mz
