#include "ledger/password_strength.h"

#include <zxcvbn.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/engine.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

// One try at the keystore's scrypt takes a few tenths of a second of a processor: 2^36 tries take over two hundred years of
// one, some days of a thousand rented machines.
constexpr std::uint32_t kFairBits = 36, kGoodBits = 50, kStrongBits = 64;
// Running Chinese text tells about four bits a character, however many characters there are to choose from.
constexpr double kBitsOfOtherScripts = 4;

constexpr std::array<std::pair<PasswordWeakness, std::string_view>, 12> kNames = {
    {{PasswordWeakness::None, "none"},
     {PasswordWeakness::NotText, "not_text"},
     {PasswordWeakness::TooLong, "too_long"},
     {PasswordWeakness::Published, "published"},
     {PasswordWeakness::TooShort, "too_short"},
     {PasswordWeakness::TooUniform, "too_uniform"},
     {PasswordWeakness::CommonWords, "common_words"},
     {PasswordWeakness::Repetition, "repetition"},
     {PasswordWeakness::Sequence, "sequence"},
     {PasswordWeakness::Keyboard, "keyboard"},
     {PasswordWeakness::Date, "date"},
     {PasswordWeakness::Guessable, "guessable"}}};

// Characters and not bytes: a password of Chinese characters counts as it looks.
std::vector<std::string_view> charactersOf(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
    out.push_back(text.substr(i, end - i));
    i = end;
  }
  return out;
}

PasswordWeakness weaknessOf(int type) {
  if (type & MULTIPLE_MATCH) return PasswordWeakness::Repetition;
  switch (type) {
    case DICTIONARY_MATCH:
    case DICT_LEET_MATCH:
    case USER_MATCH:
    case USER_LEET_MATCH: return PasswordWeakness::CommonWords;
    case REPEATS_MATCH: return PasswordWeakness::Repetition;
    case SEQUENCE_MATCH: return PasswordWeakness::Sequence;
    case SPATIAL_MATCH: return PasswordWeakness::Keyboard;
    case DATE_MATCH:
    case YEAR_MATCH: return PasswordWeakness::Date;
    default: return PasswordWeakness::Guessable;
  }
}

struct Estimate {
  double bits = 0;
  PasswordWeakness mostly = PasswordWeakness::Guessable;
};

// Of text without other scripts than ASCII, which are all that its dictionaries know.
Estimate estimate(const std::string& ascii) {
  const char* own[] = {"mingzhang", kDemoPassword.data(), nullptr};
  ZxcMatch_t* first = nullptr;
  Estimate out;
  out.bits = ZxcvbnMatch(ascii.c_str(), own, &first);
  const std::unique_ptr<ZxcMatch_t, decltype(&ZxcvbnFreeInfo)> matches(first, ZxcvbnFreeInfo);
  std::array<int, kNames.size()> covered{};
  for (const ZxcMatch_t* each = first; each; each = each->Next)
    covered[static_cast<std::size_t>(weaknessOf(each->Type))] += each->Length;
  const auto most = std::ranges::max_element(covered);
  if (*most > 0) out.mostly = static_cast<PasswordWeakness>(most - covered.begin());
  return out;
}

}  // namespace

std::string_view passwordWeaknessName(PasswordWeakness weakness) {
  const auto found = std::ranges::find(kNames, weakness, &std::pair<PasswordWeakness, std::string_view>::first);
  return found == kNames.end() ? "unknown" : found->second;
}

PasswordVerdict judgePassword(std::string_view password) {
  const auto weak = [](PasswordWeakness why, std::uint32_t bits = 0) {
    return PasswordVerdict{PasswordStrength::TooWeak, why, bits};
  };
  if (password.size() > kPasswordBytes) return weak(PasswordWeakness::TooLong);
  if (!isValidUtf8(password) || std::ranges::any_of(password, [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return weak(PasswordWeakness::NotText);
  if (password == kDemoPassword) return weak(PasswordWeakness::Published);
  const auto characters = charactersOf(password);
  if (characters.size() < kPasswordCharacters) return weak(PasswordWeakness::TooShort);
  if (std::set(characters.begin(), characters.end()).size() < kPasswordVariety) return weak(PasswordWeakness::TooUniform);

  std::string ascii;
  double bits = 0;
  std::string_view before;
  for (const std::string_view character : characters) {
    if (character.size() == 1)
      ascii += character;
    else if (character != before)
      bits += kBitsOfOtherScripts;
    before = character;
  }
  const Estimate known = estimate(ascii);
  const auto all = static_cast<std::uint32_t>(std::lround(bits + known.bits));
  if (all < kFairBits) return weak(ascii.empty() ? PasswordWeakness::Guessable : known.mostly, all);
  return {all < kGoodBits     ? PasswordStrength::Fair
          : all < kStrongBits ? PasswordStrength::Good
                              : PasswordStrength::Strong,
          PasswordWeakness::None, all};
}

}  // namespace mz
