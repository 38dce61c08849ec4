#include "ledger/finance/text_fold.h"

#include <algorithm>
#include <cstring>

namespace mz {
namespace {

__extension__ typedef unsigned __int128 Wide;

constexpr std::size_t kWords = 32;

// Simple case folding (Unicode CaseFolding.txt, status C and S) in the blocks named in the header.
char32_t foldedCharacter(char32_t c) {
  if (c < 0xC0) return c;
  if (c <= 0xDE) return c == 0xD7 ? c : c + 0x20;
  if (c < 0x100) return c;
  if (c <= 0x17F) {
    if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149) return c;
    if (c == 0x178) return 0xFF;
    if (c == 0x17F) return 's';
    const bool oddIsCapital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (oddIsCapital) return (c & 1) != 0 ? c + 1 : c;
    return c | 1;
  }
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0xFF01 && c <= 0xFF5E) {
    const char32_t plain = c - 0xFEE0;
    return plain >= 'A' && plain <= 'Z' ? plain + 0x20 : plain;
  }
  return c;
}

void appendUtf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  const auto finish = [&](std::size_t end) {
    if (end > start && words.size() < kWords) words.push_back(text.substr(start, end - start));
  };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const bool ideographicSpace = text.compare(i, 3, "\xE3\x80\x80") == 0;
    if (c <= ' ' || ideographicSpace) {
      finish(i);
      i += ideographicSpace ? 3 : 1;
      start = i;
    } else {
      ++i;
    }
  }
  finish(text.size());
  return words;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

void appendFolded(std::string& out, std::string_view text) {
  const std::size_t size = text.size();
  for (std::size_t i = 0; i < size;) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      out.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c));
      ++i;
    } else if (c >= 0xC2 && c < 0xE0 && i + 1 < size && continues(text[i + 1])) {
      appendUtf8(out, foldedCharacter(static_cast<char32_t>((c & 0x1F) << 6 | (text[i + 1] & 0x3F))));
      i += 2;
    } else if (c == 0xEF && i + 2 < size && continues(text[i + 1]) && continues(text[i + 2])) {
      appendUtf8(out, foldedCharacter(static_cast<char32_t>(0xF000 | (text[i + 1] & 0x3F) << 6 | (text[i + 2] & 0x3F))));
      i += 3;
    } else {
      out.push_back(text[i++]);
    }
  }
}

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  appendFolded(out, text);
  return out;
}

std::vector<std::string> foldedWords(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text)) {
    std::string fold = folded(word);
    if (std::find(words.begin(), words.end(), fold) == words.end()) words.push_back(std::move(fold));
  }
  return words;
}

std::vector<std::string> plainWords(std::string_view text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text)) words.emplace_back(word);
  return words;
}

std::uint64_t textHash(std::string_view text) {
  constexpr std::uint64_t kFirst = 0xA0761D6478BD642FULL;
  constexpr std::uint64_t kSecond = 0xE7037ED1A0B428DBULL;
  std::uint64_t hash = mix(text.size() ^ kFirst, kSecond);
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t word = 0;
  for (; left >= 8; left -= 8, at += 8) {
    std::memcpy(&word, at, 8);
    hash = mix(hash ^ word, kSecond);
  }
  word = 0;
  if (left > 0) std::memcpy(&word, at, left);
  return mix(mix(hash ^ word, kFirst), kSecond);
}

}  // namespace mz
