#include "ledger/format/receipt_code.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <map>

#include "ledger/base/bytes.h"
#include "ledger/crypto/hash.h"

namespace mz {

namespace {

constexpr std::string_view kStart = "MZR1:";
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kTagDigits = 16;
constexpr std::size_t kHeadCharacters = kStart.size() + 4 + kTagDigits + 1;  // "MZR1:1/2:0123456789ABCDEF:"
// What fits into the codes compresses badly: a text that becomes much longer is none of ours.
constexpr std::size_t kReceiptBytes = 64 * kMostReceiptCodes * kReceiptCodeCharacters;

std::unexpected<Error> malformed(std::string why) { return fail(ErrorCode::Malformed, "receipt code: " + std::move(why)); }

std::string toBase32(ByteView bytes) {
  std::string out;
  out.reserve((bytes.size() * 8 + 4) / 5);
  unsigned pending = 0;
  int bits = 0;
  for (const std::uint8_t byte : bytes) {
    pending = (pending << 8 | byte) & 0xfffU;
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(kDigits[pending >> (bits - 5) & 31]);
  }
  if (bits > 0) out.push_back(kDigits[pending << (5 - bits) & 31]);
  return out;
}

Result<Bytes> fromBase32(std::string_view text) {
  Bytes out;
  out.reserve(text.size() * 5 / 8);
  unsigned pending = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return malformed("it has a character that no code has");
    pending = (pending << 5 | static_cast<unsigned>(digit)) & 0xfffU;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out.push_back(static_cast<std::uint8_t>(pending >> bits));
  }
  if (bits >= 5 || (pending & ((1U << bits) - 1)) != 0) return malformed("it has a character too many or too few");
  return out;
}

std::string tagOf(std::string_view receipt) {
  std::string tag = sha256(bytesOf(receipt)).hex().substr(0, kTagDigits);
  std::ranges::transform(tag, tag.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return tag;
}

std::string spelled(std::size_t part, std::size_t parts, const std::string& tag, std::string_view data) {
  std::string out(kStart);
  out.append(std::to_string(part)).append("/").append(std::to_string(parts)).append(":").append(tag).append(":").append(data);
  return out;
}

struct Part {
  std::size_t number = 0, of = 0;
  std::string_view tag, data;
};

Result<Part> parsePart(std::string_view line) {
  const auto digit = [&](std::size_t at) {
    return line[at] >= '1' && line[at] <= '9' ? static_cast<std::size_t>(line[at] - '0') : 0;
  };
  if (line.size() <= kHeadCharacters || !line.starts_with(kStart))
    return malformed("it does not begin with " + std::string(kStart));
  Part part{digit(5), digit(7), line.substr(9, kTagDigits), line.substr(kHeadCharacters)};
  if (line[6] != '/' || line[8] != ':' || line[9 + kTagDigits] != ':' || part.number == 0 || part.of < part.number)
    return malformed("its beginning does not say which part of how many it is");
  return part;
}

}  // namespace

Result<std::vector<std::string>> receiptCodes(std::string_view receipt) {
  Bytes packed(ZSTD_compressBound(receipt.size()));
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), receipt.data(), receipt.size(), 19);
  if (ZSTD_isError(size)) return fail(ErrorCode::OutOfMemory, std::string("receipt code: ") + ZSTD_getErrorName(size));
  packed.resize(size);
  const std::string text = toBase32(packed);
  constexpr std::size_t kRoom = kReceiptCodeCharacters - kHeadCharacters;
  const std::size_t parts = (text.size() + kRoom - 1) / kRoom;
  if (parts > kMostReceiptCodes || receipt.size() > kReceiptBytes)
    return fail(ErrorCode::TooLarge, "the receipt is too large for QR codes; save it as a file");
  // Of equal size, so that they are printed alike.
  const std::size_t each = (text.size() + parts - 1) / parts;
  const std::string tag = tagOf(receipt);
  std::vector<std::string> out;
  for (std::size_t part = 0; part < parts; ++part)
    out.push_back(spelled(part + 1, parts, tag, std::string_view(text).substr(part * each, each)));
  return out;
}

bool isReceiptCode(std::string_view text) { return text.starts_with(kStart); }

Result<std::string> receiptFromCodes(std::string_view texts) {
  std::map<std::size_t, std::string_view> parts;
  std::size_t of = 0;
  std::string_view tag;
  constexpr std::string_view kBlank = " \t\r\n";
  for (;;) {
    texts.remove_prefix(std::min(texts.find_first_not_of(kBlank), texts.size()));
    if (texts.empty()) break;
    const std::string_view line = texts.substr(0, texts.find_first_of(kBlank));
    texts.remove_prefix(line.size());
    MZ_TRY(const Part part, parsePart(line));
    if (of != 0 && (part.of != of || part.tag != tag)) return malformed("its parts are not of the same receipt");
    of = part.of;
    tag = part.tag;
    const auto [known, added] = parts.emplace(part.number, part.data);
    if (!added && known->second != part.data) return malformed("it has two different parts of one number");
  }
  if (of == 0) return malformed("there is none");
  std::string text;
  for (std::size_t number = 1; number <= of; ++number) {
    const auto part = parts.find(number);
    if (part == parts.end())
      return std::unexpected(Error(ErrorCode::Malformed, "receipt code: part " + std::to_string(number) + " of " +
                                                             std::to_string(of) + " is missing; read that code too")
                                 .with("part", std::to_string(number)));
    text += part->second;
  }
  MZ_TRY(const Bytes packed, fromBase32(text));
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
    return malformed("it is not compressed as it should be");
  if (size > kReceiptBytes) return fail(ErrorCode::TooLarge, "receipt code: the receipt in it is too large");
  std::string receipt(size, '\0');
  const std::size_t got = ZSTD_decompress(receipt.data(), receipt.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) || got != size) return malformed("it is not compressed as it should be");
  if (tagOf(receipt) != tag) return malformed("the receipt in it is not the one that it names");
  return receipt;
}

}  // namespace mz
