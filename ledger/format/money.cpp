#include "ledger/format/money.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <vector>

namespace mz {

namespace {

constexpr std::size_t kAmountBytes = 128;  // longer text is not an amount
constexpr int kMaxDigits = 6;

struct CurrencyGroup {
  int digits;
  std::string_view codes;  // four characters each: code and space
};

// ISO 4217, list one.
constexpr std::array kCurrencies = {
    CurrencyGroup{0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "},
    CurrencyGroup{2,
                  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
                  "CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ "
                  "GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD "
                  "MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
                  "RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH "
                  "USD USN UYU UZS VED VES WST XCD YER ZAR ZMW ZWL "},
    CurrencyGroup{3, "BHD IQD JOD KWD LYD OMR TND "},
    CurrencyGroup{4, "CLF UYW "},
};

// What a piece of a cell's text means to an amount.
enum class Piece : std::uint8_t { Digit, Point, Comma, Quote, Space, Minus, Plus, Open, Close, Currency };

struct Token {
  Piece piece;
  char digit = '0';
};

struct Spelling {
  std::string_view text;
  Piece piece;
};

// Everything that is not a digit. Full-width forms come from Chinese and Japanese spreadsheets, the spaces from French and
// accounting formats, U+2212 from typographers.
constexpr std::array kSpellings = {
    Spelling{".", Piece::Point},         Spelling{"\uFF0E", Piece::Point},    Spelling{",", Piece::Comma},
    Spelling{"\uFF0C", Piece::Comma},    Spelling{"'", Piece::Quote},         Spelling{"\u2019", Piece::Quote},
    Spelling{" ", Piece::Space},         Spelling{"\t", Piece::Space},        Spelling{"\u00A0", Piece::Space},
    Spelling{"\u2007", Piece::Space},    Spelling{"\u2009", Piece::Space},    Spelling{"\u202F", Piece::Space},
    Spelling{"\u3000", Piece::Space},    Spelling{"-", Piece::Minus},         Spelling{"\u2212", Piece::Minus},
    Spelling{"\uFF0D", Piece::Minus},    Spelling{"+", Piece::Plus},          Spelling{"\uFF0B", Piece::Plus},
    Spelling{"(", Piece::Open},          Spelling{"\uFF08", Piece::Open},     Spelling{")", Piece::Close},
    Spelling{"\uFF09", Piece::Close},    Spelling{"$", Piece::Currency},      Spelling{"\u00A3", Piece::Currency},
    Spelling{"\u00A5", Piece::Currency}, Spelling{"\uFFE1", Piece::Currency}, Spelling{"\uFFE5", Piece::Currency},
    Spelling{"\uFF04", Piece::Currency}, Spelling{"\u20A9", Piece::Currency}, Spelling{"\u20AA", Piece::Currency},
    Spelling{"\u20AB", Piece::Currency}, Spelling{"\u20AC", Piece::Currency}, Spelling{"\u20B9", Piece::Currency},
    Spelling{"\u20BD", Piece::Currency}, Spelling{"\u5143", Piece::Currency}, Spelling{"\u5706", Piece::Currency},
    Spelling{"\u5713", Piece::Currency},
};

constexpr std::string_view kFullWidthZero = "\uFF10";  // to U+FF19, which differ in the last byte only

bool isFullWidthDigit(std::string_view text) {
  return text.size() >= 3 && text.starts_with(kFullWidthZero.substr(0, 2)) && text[2] >= kFullWidthZero[2] &&
         text[2] <= kFullWidthZero[2] + 9;
}

std::optional<std::vector<Token>> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size());
  while (!text.empty()) {
    if (text[0] >= '0' && text[0] <= '9') {
      tokens.push_back({Piece::Digit, text[0]});
      text.remove_prefix(1);
    } else if (isFullWidthDigit(text)) {
      tokens.push_back({Piece::Digit, static_cast<char>('0' + (text[2] - kFullWidthZero[2]))});
      text.remove_prefix(3);
    } else {
      const auto known = std::ranges::find_if(kSpellings, [&](const Spelling& s) { return text.starts_with(s.text); });
      if (known == kSpellings.end()) return std::nullopt;
      tokens.push_back({known->piece});
      text.remove_prefix(known->text.size());
    }
  }
  return tokens;
}

using Tokens = std::span<const Token>;

bool takeFront(Tokens& tokens, Piece piece) {
  if (tokens.empty() || tokens.front().piece != piece) return false;
  tokens = tokens.subspan(1);
  return true;
}

bool takeBack(Tokens& tokens, Piece piece) {
  if (tokens.empty() || tokens.back().piece != piece) return false;
  tokens = tokens.first(tokens.size() - 1);
  return true;
}

void trim(Tokens& tokens) {
  while (takeFront(tokens, Piece::Space)) {
  }
  while (takeBack(tokens, Piece::Space)) {
  }
}

struct Unsigned {
  Tokens number;
  bool negative = false;
};

// Takes brackets, one sign and one currency sign off the number, in whatever order they stand around it.
std::optional<Unsigned> takeMarks(Tokens tokens) {
  bool currency = false;
  bool sign = false;
  Unsigned out;
  trim(tokens);
  for (bool taken = true; taken;) {
    taken = false;
    if (!currency && (takeFront(tokens, Piece::Currency) || takeBack(tokens, Piece::Currency))) taken = currency = true;
    if (!sign) {
      if (takeFront(tokens, Piece::Minus) || takeBack(tokens, Piece::Minus)) {
        taken = sign = out.negative = true;
      } else if (takeFront(tokens, Piece::Plus)) {
        taken = sign = true;
      } else if (!tokens.empty() && tokens.front().piece == Piece::Open) {
        if (tokens.back().piece != Piece::Close) return std::nullopt;
        tokens = tokens.subspan(1, tokens.size() - 2);
        taken = sign = out.negative = true;
      }
    }
    trim(tokens);
  }
  out.number = tokens;
  return out;
}

struct Decimal {
  std::string whole;
  std::string fraction;
};

// Digits before and after the decimal sign. Thousands are separated by one kind of sign, in groups of three, or not at all:
// "1,23" is a decimal comma that the wrong style was chosen for, and no twelve hundred.
std::optional<Decimal> splitNumber(Tokens tokens, DecimalStyle style) {
  const Piece decimalSign = style == DecimalStyle::Point ? Piece::Point : Piece::Comma;
  const Piece otherSign = style == DecimalStyle::Point ? Piece::Comma : Piece::Point;
  Decimal out;
  std::optional<Piece> separator;
  std::size_t group = 0;  // digits since the last separator
  std::size_t i = 0;
  for (; i < tokens.size() && tokens[i].piece != decimalSign; ++i) {
    const Piece piece = tokens[i].piece;
    if (piece == Piece::Digit) {
      out.whole.push_back(tokens[i].digit);
      ++group;
      continue;
    }
    if (piece != otherSign && piece != Piece::Space && piece != Piece::Quote) return std::nullopt;
    if (separator ? (*separator != piece || group != 3) : (group < 1 || group > 3)) return std::nullopt;
    separator = piece;
    group = 0;
  }
  if (separator && group != 3) return std::nullopt;
  if (i == tokens.size()) return out.whole.empty() ? std::nullopt : std::optional(out);
  for (++i; i < tokens.size(); ++i) {
    if (tokens[i].piece != Piece::Digit) return std::nullopt;
    out.fraction.push_back(tokens[i].digit);
  }
  return out.fraction.empty() ? std::nullopt : std::optional(out);
}

std::unexpected<Error> refuse(std::string_view text, const char* why) {
  const std::string shown(text.substr(0, kAmountBytes));
  return std::unexpected(Error(ErrorCode::Malformed, "amount \"" + shown + "\": " + why).with("value", shown));
}

}  // namespace

std::optional<Amount> add(Amount a, Amount b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a.minor, b.minor, &sum)) return std::nullopt;
  return Amount(sum);
}

std::optional<Amount> subtract(Amount a, Amount b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(a.minor, b.minor, &difference)) return std::nullopt;
  return Amount(difference);
}

std::optional<int> currencyDigits(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  for (const CurrencyGroup& group : kCurrencies)
    for (std::size_t i = 0; i < group.codes.size(); i += 4)
      if (group.codes.substr(i, 3) == code) return group.digits;
  return std::nullopt;
}

Result<Amount> parseAmount(std::string_view text, int digits, DecimalStyle style) {
  if (digits < 0 || digits > kMaxDigits)
    return fail(ErrorCode::InvalidArgument, "a currency with " + std::to_string(digits) + " decimal places");
  if (text.size() > kAmountBytes) return refuse(text, "too long");
  const auto tokens = tokenize(text);
  if (!tokens) return refuse(text, "has a character that no amount has");
  const auto marked = takeMarks(*tokens);
  const auto decimal = marked ? splitNumber(marked->number, style) : std::nullopt;
  if (!decimal) return refuse(text, "not a number in this style");

  const auto places = static_cast<std::size_t>(digits);
  std::string minor = decimal->whole + decimal->fraction.substr(0, places);
  if (decimal->fraction.size() > places) {
    if (decimal->fraction.find_first_not_of('0', places) != std::string::npos)
      return refuse(text, "more decimal places than the currency has");
  } else {
    minor.append(places - decimal->fraction.size(), '0');
  }

  // Summed on the negative side, which reaches one further.
  std::int64_t value = 0;
  for (const char c : minor)
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_sub_overflow(value, c - '0', &value))
      return refuse(text, "larger than 64 bits of minor units");
  if (marked->negative) return Amount(value);
  if (value == std::numeric_limits<std::int64_t>::min()) return refuse(text, "larger than 64 bits of minor units");
  return Amount(-value);
}

std::string formatAmount(Amount amount, int digits) {
  const bool negative = amount.minor < 0;
  const std::uint64_t magnitude =
      negative ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
  std::string text = std::to_string(magnitude);
  const auto places = static_cast<std::size_t>(std::clamp(digits, 0, kMaxDigits));
  if (places > 0) {
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    text.insert(text.size() - places, 1, '.');
  }
  if (negative) text.insert(0, 1, '-');
  return text;
}

}  // namespace mz
