#include "ledger/finance/argument_reader.h"

#include <charconv>

#include "ledger/base/bounds.h"

namespace mz {
namespace {

bool appendEscaped(std::string& out, std::string_view text, std::size_t& at) {
  if (at >= text.size()) return false;
  switch (text[at++]) {
    case '"': out.push_back('"'); return true;
    case '\\': out.push_back('\\'); return true;
    case 'b': out.push_back('\b'); return true;
    case 'f': out.push_back('\f'); return true;
    case 'n': out.push_back('\n'); return true;
    case 'r': out.push_back('\r'); return true;
    case 't': out.push_back('\t'); return true;
    case 'u': break;
    default: return false;
  }
  // The canonical form escapes only control characters so.
  unsigned value = 0;
  if (text.size() - at < 4) return false;
  const auto parsed = std::from_chars(text.data() + at, text.data() + at + 4, value, 16);
  if (parsed.ptr != text.data() + at + 4 || value >= 0x20) return false;
  out.push_back(static_cast<char>(value));
  at += 4;
  return true;
}

}  // namespace

ArgumentReader::Kind ArgumentReader::malformed() {
  m_malformed = true;
  return Kind::Malformed;
}

ArgumentReader::Kind ArgumentReader::next() {
  if (m_malformed) return Kind::Malformed;
  if (m_ended) return Kind::End;
  const bool first = m_at == 0;
  if (m_at >= m_text.size() || (first && m_text[0] != '{')) return malformed();
  if (first) ++m_at;
  if (m_at >= m_text.size()) return malformed();
  if (m_text[m_at] == '}') {
    m_ended = true;
    return m_at + 1 == m_text.size() ? Kind::End : malformed();
  }
  if (!first && m_text[m_at++] != ',') return malformed();
  if (!readString(m_name, m_nameScratch)) return malformed();
  if (m_at + 1 >= m_text.size() || m_text[m_at++] != ':') return malformed();

  const char c = m_text[m_at];
  if (c == '"') return readString(m_value, m_valueScratch) ? Kind::Text : malformed();
  if (c == '-' || (c >= '0' && c <= '9')) return readInteger() ? Kind::Integer : malformed();
  return skipValue() ? Kind::Other : malformed();
}

bool ArgumentReader::readString(std::string_view& out, std::string& scratch) {
  if (m_at >= m_text.size() || m_text[m_at] != '"') return false;
  const std::size_t start = ++m_at;
  const std::size_t quote = m_text.find('"', start);
  if (quote == std::string_view::npos) return false;
  const std::string_view upToQuote = m_text.substr(start, quote - start);
  const std::size_t escape = upToQuote.find('\\');
  if (escape == std::string_view::npos) {
    out = upToQuote;
    m_at = quote + 1;
    return true;
  }
  scratch.assign(upToQuote.substr(0, escape));
  m_at = start + escape;
  while (m_at < m_text.size()) {
    const char c = m_text[m_at++];
    if (c == '"') {
      out = scratch;
      return true;
    }
    if (c != '\\') {
      scratch.push_back(c);
    } else if (!appendEscaped(scratch, m_text, m_at)) {
      return false;
    }
  }
  return false;
}

bool ArgumentReader::readInteger() {
  const auto parsed = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), m_integer);
  if (parsed.ec != std::errc()) return false;
  m_at = static_cast<std::size_t>(parsed.ptr - m_text.data());
  return true;
}

bool ArgumentReader::skipValue() {
  std::size_t depth = 0;
  std::string_view ignored;
  while (m_at < m_text.size()) {
    const char c = m_text[m_at];
    if (c == '"') {
      if (!readString(ignored, m_valueScratch)) return false;
      continue;
    }
    if (c == '[' || c == '{') {
      if (++depth > bounds::kJsonDepth) return false;
    } else if (c == ']' || c == '}') {
      if (depth == 0) return c == '}';
      --depth;
    } else if (c == ',' && depth == 0) {
      return true;
    }
    ++m_at;
  }
  return false;
}

}  // namespace mz
