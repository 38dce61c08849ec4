// How hard a password is to guess: an estimate after zxcvbn (D. Wheeler, USENIX Security 2016), which looks for words, dates,
// rows of keys, repetitions and the like, and an account of what makes it weak, for a translated sentence. Pure functions; any
// thread; under a millisecond for what people type.
#pragma once

#include <cstdint>
#include <string_view>

namespace mz {

inline constexpr std::size_t kPasswordCharacters = 12;  // at least so many
inline constexpr std::size_t kPasswordVariety = 5;      // different ones among them
inline constexpr std::size_t kPasswordBytes = 1024;     // at most

enum class PasswordStrength : std::uint8_t { TooWeak, Fair, Good, Strong };

// What speaks against a password, the first that holds. Only of one that is TooWeak.
enum class PasswordWeakness : std::uint8_t {
  None,
  NotText,      // no UTF-8, or control characters
  TooLong,      // over kPasswordBytes
  Published,    // everybody knows it: the demonstration's
  TooShort,     // fewer than kPasswordCharacters
  TooUniform,   // fewer than kPasswordVariety different characters
  CommonWords,  // mostly a common password or word, also where letters are replaced by digits that look like them
  Repetition,   // mostly the same again and again
  Sequence,     // mostly 1234, abcd
  Keyboard,     // mostly keys beside each other: qwertyuiop
  Date,         // mostly a date or a year
  Guessable,    // by none of these alone
};
std::string_view passwordWeaknessName(PasswordWeakness weakness);  // "too_short"

struct PasswordVerdict {
  PasswordStrength strength = PasswordStrength::TooWeak;
  PasswordWeakness weakness = PasswordWeakness::None;
  std::uint32_t bits = 0;  // guessing takes about 2^bits tries
};
PasswordVerdict judgePassword(std::string_view password);

}  // namespace mz
