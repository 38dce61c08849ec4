#include "ledger/contract/source_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>

namespace mz {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Lua's tokens as far as telling code from comments and texts needs.
class Scanner {
 public:
  explicit Scanner(std::string_view source) : m_source(source) {}

  Status run() {
    while (m_at < m_source.size()) {
      const char c = m_source[m_at];
      if (c == '-' && at(1) == '-') {
        comment();
      } else if (c == '[' && (at(1) == '[' || at(1) == '=')) {
        if (!longBracket()) ++m_at;
      } else if (c == '"' || c == '\'') {
        text(c);
      } else if (isDigit(c) || (c == '.' && isDigit(at(1)))) {
        MZ_CHECK(numeral());
      } else if (isLetter(c)) {
        while (isLetter(at(0)) || isDigit(at(0))) ++m_at;
      } else if (c == '/' && at(1) == '/') {
        m_at += 2;
      } else if (c == '/' || c == '^') {
        return refuse(fmt::format("the operator {} makes floating point numbers; use // for whole division", c));
      } else if (c == '.' && at(1) == '.') {
        m_at += at(2) == '.' ? 3 : 2;
      } else {
        ++m_at;
      }
    }
    return {};
  }

 private:
  char at(std::size_t ahead) const { return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0'; }

  std::unexpected<Error> refuse(std::string why) const {
    const auto line = 1 + std::count(m_source.begin(), m_source.begin() + static_cast<std::ptrdiff_t>(m_at), '\n');
    return std::unexpected(
        Error(ErrorCode::Malformed, fmt::format("contract.lua:{}: {}", line, why)).with("file", "contract.lua"));
  }

  void comment() {
    m_at += 2;
    if (at(0) == '[' && longBracket()) return;
    while (m_at < m_source.size() && m_source[m_at] != '\n' && m_source[m_at] != '\r') ++m_at;
  }

  bool longBracket() {
    std::size_t level = 0;
    while (at(1 + level) == '=') ++level;
    if (at(1 + level) != '[') return false;
    const std::string close = "]" + std::string(level, '=') + "]";
    const std::size_t end = m_source.find(close, m_at + level + 2);
    m_at = end == std::string_view::npos ? m_source.size() : end + close.size();
    return true;
  }

  void text(char quote) {
    ++m_at;
    while (m_at < m_source.size() && m_source[m_at] != quote && m_source[m_at] != '\n') m_at += m_source[m_at] == '\\' ? 2 : 1;
    ++m_at;
  }

  Status numeral() {
    const std::size_t start = m_at;
    if (at(0) == '0' && (at(1) == 'x' || at(1) == 'X')) {
      m_at += 2;
      while (std::isxdigit(static_cast<unsigned char>(at(0)))) ++m_at;
      if (at(0) == '.' || at(0) == 'p' || at(0) == 'P')
        return refuse("a numeral with a fraction or exponent is a floating point number");
      return {};
    }
    while (isDigit(at(0))) ++m_at;
    if ((at(0) == '.' && at(1) != '.') || at(0) == 'e' || at(0) == 'E') {
      return refuse("a numeral with a fraction or exponent is a floating point number");
    }
    std::int64_t number = 0;
    if (std::from_chars(m_source.data() + start, m_source.data() + m_at, number).ec != std::errc()) {
      return refuse("a numeral beyond 64 bits is a floating point number");
    }
    return {};
  }

  std::string_view m_source;
  std::size_t m_at = 0;
};

}  // namespace

Status checkSource(std::string_view source) { return Scanner(source).run(); }

}  // namespace mz
