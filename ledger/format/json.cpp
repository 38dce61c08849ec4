#include "ledger/format/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace mz {

namespace {

constexpr std::size_t kLooseNameBytes = 256;
constexpr std::size_t kExpectedMembers = 8;  // what a call's arguments commonly have; saves regrowing

// Length of the UTF-8 sequence at `p`, which is not ASCII; 0 where it is not well-formed (Unicode, table 3-7).
std::size_t multibyteLength(const char* p, const char* end) {
  const auto byte = [&](std::ptrdiff_t i) { return static_cast<unsigned char>(p[i]); };
  const auto follows = [&](std::ptrdiff_t i) { return (byte(i) & 0xC0) == 0x80; };
  const std::ptrdiff_t left = end - p;
  const unsigned char first = byte(0);
  if (first < 0xC2) return 0;
  if (first < 0xE0) return left >= 2 && follows(1) ? 2 : 0;
  if (first < 0xF0) {
    if (left < 3 || !follows(1) || !follows(2)) return 0;
    if (first == 0xE0 && byte(1) < 0xA0) return 0;
    if (first == 0xED && byte(1) > 0x9F) return 0;
    return 3;
  }
  if (first > 0xF4 || left < 4 || !follows(1) || !follows(2) || !follows(3)) return 0;
  if (first == 0xF0 && byte(1) < 0x90) return 0;
  if (first == 0xF4 && byte(1) > 0x8F) return 0;
  return 4;
}

void appendUtf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | point >> 6));
    out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | point >> 12));
    out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | point >> 18));
    out.push_back(static_cast<char>(0x80 | (point >> 12 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (point >> 6 & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (point & 0x3F)));
  }
}

// Bytes that a string literal may hold as they are and that need no look at their neighbours.
constexpr std::array<bool, 256> plainBytes() {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x80; ++c) table[c] = c != '"' && c != '\\';
  return table;
}
constexpr auto kPlain = plainBytes();

// The short escapes: character after the backslash, and what it stands for. "/" is one that only people write.
char shortEscape(char letter) {
  switch (letter) {
    case '"': return '"';
    case '\\': return '\\';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return '\0';
  }
}

enum class Names : std::uint8_t { Identifier, Any };

constexpr std::array<bool, 256> identifierBytes() {
  std::array<bool, 256> table{};
  for (std::size_t c = 'a'; c <= 'z'; ++c) table[c] = true;
  for (std::size_t c = 'A'; c <= 'Z'; ++c) table[c] = true;
  for (std::size_t c = '0'; c <= '9'; ++c) table[c] = true;
  table['_'] = true;
  return table;
}
constexpr auto kIdentifier = identifierBytes();

// One pass over the text; the first fault ends it. `Canonical` decides at compile time, because parsing is on the path of
// every envelope.
template <bool Canonical>
class Parser {
 public:
  Parser(std::string_view text, Names names, std::size_t depth)
      : m_begin(text.data()), m_at(text.data()), m_end(text.data() + text.size()), m_names(names), m_depth(depth) {}

  Result<Json> run() {
    Json value;
    skipSpace();
    if (parseValue(value)) {
      skipSpace();
      if (m_at == m_end) return value;
      m_fault = "text after the value";
    }
    const std::string position = std::to_string(m_at - m_begin);
    return std::unexpected(
        Error(ErrorCode::Malformed, std::string(Canonical ? "not canonical JSON" : "not JSON of the ledger's kind") +
                                        " at byte " + position + ": " + m_fault)
            .with("position", position));
  }

 private:
  bool refuse(const char* fault) {
    m_fault = fault;
    return false;
  }

  void skipSpace() {
    if constexpr (!Canonical)
      while (m_at != m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\n' || *m_at == '\r')) ++m_at;
  }

  bool word(std::string_view expected) {
    if (static_cast<std::size_t>(m_end - m_at) < expected.size() || std::memcmp(m_at, expected.data(), expected.size()) != 0)
      return refuse("unknown word");
    m_at += expected.size();
    return true;
  }

  bool parseValue(Json& out) {
    if (m_at == m_end) return refuse("a value is missing");
    switch (*m_at) {
      case '"': {
        std::string text;
        if (!parseString(text)) return false;
        out = Json(std::move(text));
        return true;
      }
      case '{': return parseObject(out);
      case '[': return parseArray(out);
      case 't': out = Json(true); return word("true");
      case 'f': out = Json(false); return word("false");
      case 'n': return word("null");
      default: return parseInteger(out);
    }
  }

  bool parseInteger(Json& out) {
    const char* at = m_at;
    const bool negative = *at == '-';
    if (negative) ++at;
    const char* digits = at;
    std::int64_t value = 0;
    while (at != m_end && *at >= '0' && *at <= '9') {
      value = value * 10 + (*at - '0');
      if (value > bounds::kJsonInteger) return refuse("an integer beyond 2^53-1");
      ++at;
    }
    if (at == digits) return refuse("not a value");
    if (*digits == '0' && (at - digits > 1 || negative)) return refuse("an integer with a leading zero or minus zero");
    if (at != m_end && (*at == '.' || *at == 'e' || *at == 'E')) return refuse("a number that is not an integer");
    m_at = at;
    out = Json(negative ? -value : value);
    return true;
  }

  bool parseHex4(std::uint32_t& out) {
    if (m_end - m_at < 4) return refuse("an escape that ends early");
    out = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = m_at[i];
      std::uint32_t digit = 0;
      if (c >= '0' && c <= '9')
        digit = static_cast<std::uint32_t>(c - '0');
      else if (c >= 'a' && c <= 'f')
        digit = static_cast<std::uint32_t>(c - 'a' + 10);
      else if (!Canonical && c >= 'A' && c <= 'F')
        digit = static_cast<std::uint32_t>(c - 'A' + 10);
      else
        return refuse("an escape with a wrong digit");
      out = out << 4 | digit;
    }
    m_at += 4;
    return true;
  }

  bool parseUnicodeEscape(std::string& out) {
    std::uint32_t point = 0;
    if (!parseHex4(point)) return false;
    if constexpr (Canonical) {
      const bool hasShortForm = point == '\b' || point == '\f' || point == '\n' || point == '\r' || point == '\t';
      if (point >= 0x20 || hasShortForm) return refuse("an escape that is not the shortest form");
    } else if (point >= 0xD800 && point <= 0xDFFF) {
      std::uint32_t low = 0;
      if (point >= 0xDC00 || m_end - m_at < 6 || m_at[0] != '\\' || m_at[1] != 'u') return refuse("a lone surrogate");
      m_at += 2;
      if (!parseHex4(low)) return false;
      if (low < 0xDC00 || low > 0xDFFF) return refuse("a lone surrogate");
      point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    appendUtf8(out, point);
    return true;
  }

  bool parseEscape(std::string& out) {
    ++m_at;  // the backslash
    if (m_at == m_end) return refuse("an escape that ends early");
    const char letter = *m_at;
    if (const char meant = shortEscape(letter); meant != '\0') {
      ++m_at;
      out.push_back(meant);
      return true;
    }
    if (letter == 'u') {
      ++m_at;
      return parseUnicodeEscape(out);
    }
    if (!Canonical && letter == '/') {
      ++m_at;
      out.push_back('/');
      return true;
    }
    return refuse("an unknown escape");
  }

  bool parseString(std::string& out) {
    ++m_at;  // the quote
    const char* run = m_at;
    for (;;) {
      while (m_at != m_end && kPlain[static_cast<unsigned char>(*m_at)]) ++m_at;
      if (m_at == m_end) return refuse("a string that does not end");
      const auto c = static_cast<unsigned char>(*m_at);
      if (c == '"') {
        out.append(run, m_at);
        ++m_at;
        return true;
      }
      if (c == '\\') {
        out.append(run, m_at);
        if (!parseEscape(out)) return false;
        run = m_at;
      } else if (c < 0x20) {
        return refuse("a control character in a string");
      } else {
        const std::size_t length = multibyteLength(m_at, m_end);
        if (length == 0) return refuse("invalid UTF-8");
        m_at += length;
      }
    }
  }

  bool parseName(std::string& name) {
    if (m_at == m_end || *m_at != '"') return refuse("a member name is missing");
    if (!parseString(name)) return false;
    if (m_names == Names::Identifier) return isMemberName(name) || refuse("a member name that is not allowed");
    return (!name.empty() && name.size() <= kLooseNameBytes) || refuse("a member name that is empty or too long");
  }

  bool enter() {
    if (m_depth == 0) return refuse("nested too deeply");
    --m_depth;
    ++m_at;
    skipSpace();
    return true;
  }

  bool parseArray(Json& out) {
    if (!enter()) return false;
    Json::Array items;
    if (m_at != m_end && *m_at == ']') {
      ++m_at;
    } else {
      for (;;) {
        if (!parseValue(items.emplace_back())) return false;
        skipSpace();
        if (m_at == m_end) return refuse("an array that does not end");
        const char c = *m_at;
        if (c != ',' && c != ']') return refuse("a comma or ] is missing");
        ++m_at;
        if (c == ']') break;
        skipSpace();
      }
    }
    ++m_depth;
    out = Json(std::move(items));
    return true;
  }

  bool parseObject(Json& out) {
    if (!enter()) return false;
    Json::Object members;
    if (m_at != m_end && *m_at == '}') {
      ++m_at;
    } else {
      members.reserve(kExpectedMembers);
      for (;;) {
        Json::Member& member = members.emplace_back();
        if (!parseName(member.first)) return false;
        if constexpr (Canonical)
          if (members.size() > 1 && !(members[members.size() - 2].first < member.first))
            return refuse("member names that are not sorted or not unique");
        skipSpace();
        if (m_at == m_end || *m_at != ':') return refuse("a colon is missing");
        ++m_at;
        skipSpace();
        if (!parseValue(member.second)) return false;
        skipSpace();
        if (m_at == m_end) return refuse("an object that does not end");
        const char c = *m_at;
        if (c != ',' && c != '}') return refuse("a comma or } is missing");
        ++m_at;
        if (c == '}') break;
        skipSpace();
      }
      if constexpr (!Canonical) {
        std::ranges::sort(members, {}, &Json::Member::first);
        if (std::ranges::adjacent_find(members, {}, &Json::Member::first) != members.end())
          return refuse("a member name given twice");
      }
    }
    ++m_depth;
    out = Json::object(std::move(members));
    return true;
  }

  const char* m_begin;
  const char* m_at;
  const char* m_end;
  Names m_names;
  std::size_t m_depth;
  const char* m_fault = "";
};

auto lowerBound(auto& members, std::string_view name) {
  return std::ranges::lower_bound(members, name, {}, [](const Json::Member& m) { return std::string_view(m.first); });
}

}  // namespace

Json Json::object(Object members) {
  if (!std::ranges::is_sorted(members, {}, &Member::first)) std::ranges::sort(members, {}, &Member::first);
  Json out;
  out.m_value = std::move(members);
  return out;
}

Result<Json> Json::parseCanonical(std::string_view text, std::size_t depth) {
  return Parser<true>(text, Names::Identifier, depth).run();
}

Result<Json> Json::parse(std::string_view text) { return Parser<false>(text, Names::Identifier, bounds::kJsonDepth).run(); }

Result<Json> Json::parseLoose(std::string_view text) { return Parser<false>(text, Names::Any, bounds::kJsonDepth).run(); }

const Json* Json::find(std::string_view name) const {
  const auto* members = std::get_if<Object>(&m_value);
  if (!members) return nullptr;
  const auto at = lowerBound(*members, name);
  return at != members->end() && at->first == name ? &at->second : nullptr;
}

std::string_view Json::stringAt(std::string_view name) const {
  const Json* member = find(name);
  return member && member->isString() ? std::string_view(member->string()) : std::string_view();
}

std::int64_t Json::integerAt(std::string_view name, std::int64_t otherwise) const {
  const Json* member = find(name);
  return member && member->isInteger() ? member->integer() : otherwise;
}

bool Json::booleanAt(std::string_view name, bool otherwise) const {
  const Json* member = find(name);
  return member && member->type() == Type::Boolean ? member->boolean() : otherwise;
}

void Json::set(std::string_view name, Json value) {
  if (isNull()) m_value = Object();
  auto& members = std::get<Object>(m_value);
  const auto at = lowerBound(members, name);
  if (at != members.end() && at->first == name)
    at->second = std::move(value);
  else
    members.emplace(at, std::string(name), std::move(value));
}

void Json::push(Json value) {
  if (isNull()) m_value = Array();
  std::get<Array>(m_value).push_back(std::move(value));
}

std::string Json::serialize() const {
  std::string out;
  serializeTo(out);
  return out;
}

void Json::serializeTo(std::string& out) const {
  switch (type()) {
    case Type::Null: out += "null"; break;
    case Type::Boolean: out += boolean() ? "true" : "false"; break;
    case Type::Integer: {
      std::array<char, 24> digits;
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), integer()).ptr;
      out.append(digits.data(), end);
      break;
    }
    case Type::String: appendJsonString(out, string()); break;
    case Type::Array: {
      char separator = '[';
      for (const Json& item : array()) {
        out.push_back(separator);
        item.serializeTo(out);
        separator = ',';
      }
      out += separator == '[' ? "[]" : "]";
      break;
    }
    case Type::Object: {
      char separator = '{';
      for (const auto& [name, value] : members()) {
        out.push_back(separator);
        appendJsonString(out, name);
        out.push_back(':');
        value.serializeTo(out);
        separator = ',';
      }
      out += separator == '{' ? "{}" : "}";
      break;
    }
  }
}

void appendJsonString(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out.push_back('"');
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (kPlain[c] || c >= 0x80) continue;
    out.append(text, run, i - run);
    run = i + 1;
    out.push_back('\\');
    switch (c) {
      case '"': out.push_back('"'); break;
      case '\\': out.push_back('\\'); break;
      case '\b': out.push_back('b'); break;
      case '\f': out.push_back('f'); break;
      case '\n': out.push_back('n'); break;
      case '\r': out.push_back('r'); break;
      case '\t': out.push_back('t'); break;
      default:
        out += "u00";
        out.push_back(kHex[c >> 4]);
        out.push_back(kHex[c & 15]);
    }
  }
  out.append(text, run);
  out.push_back('"');
}

bool isMemberName(std::string_view name) {
  if (name.empty() || name.size() > bounds::kNameBytes || name.front() < 'a' || name.front() > 'z') return false;
  return std::ranges::all_of(name, [](char c) { return kIdentifier[static_cast<unsigned char>(c)]; });
}

bool isValidUtf8(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (static_cast<unsigned char>(*at) < 0x80) {
      ++at;
      continue;
    }
    const std::size_t length = multibyteLength(at, end);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

}  // namespace mz
