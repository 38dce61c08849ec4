#include "ledger/contract/lua_json.h"

#include <algorithm>
#include <charconv>
#include <lua.hpp>

#include "ledger/base/bounds.h"
#include "ledger/contract/lua_arena.h"

namespace mz {
namespace {

constexpr int kArrayMark = LUA_RIDX_LAST + 1;  // place in the registry

// Canonical JSON straight into Lua; the text was canonical when it was written, so this looks at form only as far as it must.
class TextReader {
 public:
  TextReader(lua_State* state, std::string_view text) : m_state(state), m_at(text.data()), m_end(text.data() + text.size()) {}

  void read() {
    value(0);
    if (m_at != m_end) damaged();
  }

 private:
  [[noreturn]] void damaged() {
    CallContext& context = contextOf(m_state);
    context.stopped = true;
    context.stop.fatal = Error(ErrorCode::Damaged, "a state value is not canonical JSON");
    raiseStopped(m_state);
  }

  char peek() {
    if (m_at == m_end) damaged();
    return *m_at;
  }

  void word(std::string_view expected) {
    if (static_cast<std::size_t>(m_end - m_at) < expected.size() || std::string_view(m_at, expected.size()) != expected)
      damaged();
    m_at += expected.size();
  }

  void value(std::size_t depth) {
    if (depth > bounds::kJsonDepth) damaged();
    switch (peek()) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return string();
      case 't': word("true"); return lua_pushboolean(m_state, 1);
      case 'f': word("false"); return lua_pushboolean(m_state, 0);
      case 'n': word("null"); return lua_pushlightuserdata(m_state, nullptr);
      default: return integer();
    }
  }

  void integer() {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(m_at, m_end, number);
    if (failure != std::errc() || end == m_at) damaged();
    m_at = end;
    lua_pushinteger(m_state, number);
  }

  void string() {
    const char* start = ++m_at;
    while (m_at != m_end && *m_at != '"' && *m_at != '\\') ++m_at;
    if (peek() == '"') {
      lua_pushlstring(m_state, start, static_cast<std::size_t>(m_at - start));
      ++m_at;
      return;
    }
    std::string& plain = contextOf(m_state).out;
    plain.assign(start, m_at);
    while (peek() != '"') {
      if (*m_at != '\\') {
        plain.push_back(*m_at++);
      } else {
        ++m_at;
        escape(plain);
      }
    }
    ++m_at;
    lua_pushlstring(m_state, plain.data(), plain.size());
  }

  void escape(std::string& plain) {
    const char kind = peek();
    ++m_at;
    switch (kind) {
      case '"': plain.push_back('"'); return;
      case '\\': plain.push_back('\\'); return;
      case 'b': plain.push_back('\b'); return;
      case 'f': plain.push_back('\f'); return;
      case 'n': plain.push_back('\n'); return;
      case 'r': plain.push_back('\r'); return;
      case 't': plain.push_back('\t'); return;
      case 'u': break;
      default: damaged();
    }
    // RFC 8785 writes \u only for the other control characters.
    unsigned code = 0;
    if (m_end - m_at < 4) damaged();
    const auto [end, failure] = std::from_chars(m_at, m_at + 4, code, 16);
    if (failure != std::errc() || end != m_at + 4 || code >= 0x20) damaged();
    m_at = end;
    plain.push_back(static_cast<char>(code));
  }

  void array(std::size_t depth) {
    luaL_checkstack(m_state, 4, nullptr);
    lua_newtable(m_state);
    markArray(m_state);
    ++m_at;
    if (peek() == ']') {
      ++m_at;
      return;
    }
    for (lua_Integer index = 1;; ++index) {
      value(depth + 1);
      lua_rawseti(m_state, -2, index);
      if (peek() == ']') break;
      word(",");
    }
    ++m_at;
  }

  void object(std::size_t depth) {
    luaL_checkstack(m_state, 4, nullptr);
    lua_createtable(m_state, 0, 4);
    ++m_at;
    if (peek() == '}') {
      ++m_at;
      return;
    }
    for (;;) {
      if (peek() != '"') damaged();
      string();
      word(":");
      value(depth + 1);
      lua_rawset(m_state, -3);
      if (peek() == '}') break;
      word(",");
    }
    ++m_at;
  }

  lua_State* m_state;
  const char* m_at;
  const char* m_end;
};

bool isMemberName(std::string_view name) {
  if (name.empty() || name.size() > bounds::kNameBytes || name[0] < 'a' || name[0] > 'z') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

class Writer {
 public:
  Writer(lua_State* state, CallContext& context, std::size_t limit) : m_state(state), m_context(context), m_limit(limit) {}

  void value(int index, std::size_t depth) {
    std::string& out = m_context.out;
    if (depth > bounds::kJsonDepth) notAllowed("a value is nested too deeply");
    charge(m_state, m_context, 1);
    switch (lua_type(m_state, index)) {
      case LUA_TBOOLEAN: out += lua_toboolean(m_state, index) ? "true" : "false"; break;
      case LUA_TNUMBER: integer(index); break;
      case LUA_TSTRING: text(index); break;
      case LUA_TTABLE: table(index, depth); break;
      case LUA_TLIGHTUSERDATA: out += "null"; break;
      default: notAllowed("nil and functions are no values");
    }
    if (out.size() > m_limit) notAllowed("a value is too large");
  }

 private:
  [[noreturn]] void notAllowed(const char* why) { raiseStop(m_state, ResultCode::ValueNotAllowed, why); }

  void integer(int index) {
    if (!lua_isinteger(m_state, index))
      raiseStop(m_state, ResultCode::FloatNotAllowed, "a number with a fraction reached the host");
    const std::int64_t number = lua_tointeger(m_state, index);
    if (number > bounds::kJsonInteger || number < -bounds::kJsonInteger) notAllowed("an integer is beyond 2^53-1");
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    m_context.out.append(digits, end);
  }

  void text(int index) {
    std::size_t size = 0;
    const char* data = lua_tolstring(m_state, index, &size);
    if (size > m_limit) notAllowed("a text is too long");
    chargeBytes(m_state, m_context, size);
    if (!isValidUtf8({data, size})) notAllowed("a text is not valid UTF-8");
    appendJsonString(m_context.out, {data, size});
  }

  void table(int index, std::size_t depth) {
    luaL_checkstack(m_state, 4, nullptr);
    const std::size_t firstInteger = m_context.integers.size();
    const std::size_t firstName = m_context.names.size();
    collectKeys(m_state, m_context, index, firstInteger, firstName);
    const std::size_t integers = m_context.integers.size() - firstInteger;
    const std::size_t names = m_context.names.size() - firstName;
    bool marked = false;
    if (lua_getmetatable(m_state, index)) {  // only the array mark can be there
      marked = true;
      lua_pop(m_state, 1);
    }
    if (names > 0 && (integers > 0 || marked)) notAllowed("a table is either an array or an object");
    if (integers > 0 || marked) {
      if (integers > 0 &&
          (m_context.integers[firstInteger] != 1 || m_context.integers.back() != static_cast<std::int64_t>(integers))) {
        notAllowed("an array has gaps");
      }
      m_context.integers.resize(firstInteger);
      array(index, integers, depth);
    } else {
      object(index, firstName, names, depth);
      m_context.names.resize(firstName);
    }
  }

  void array(int index, std::size_t count, std::size_t depth) {
    m_context.out.push_back('[');
    for (std::size_t i = 1; i <= count; ++i) {
      if (i > 1) m_context.out.push_back(',');
      lua_rawgeti(m_state, index, static_cast<lua_Integer>(i));
      value(lua_gettop(m_state), depth + 1);
      lua_pop(m_state, 1);
    }
    m_context.out.push_back(']');
  }

  void object(int index, std::size_t firstName, std::size_t count, std::size_t depth) {
    m_context.out.push_back('{');
    for (std::size_t i = 0; i < count; ++i) {
      const std::string_view name = m_context.names[firstName + i];
      if (!isMemberName(name)) notAllowed("a member name is not of the form [a-z][a-zA-Z0-9_]*");
      if (i > 0) m_context.out.push_back(',');
      m_context.out.push_back('"');
      m_context.out.append(name);
      m_context.out.append("\":");
      lua_pushlstring(m_state, name.data(), name.size());
      lua_rawget(m_state, index);
      value(lua_gettop(m_state), depth + 1);
      lua_pop(m_state, 1);
    }
    m_context.out.push_back('}');
  }

  lua_State* m_state;
  CallContext& m_context;
  std::size_t m_limit;
};

}  // namespace

void createArrayMark(lua_State* state) {
  lua_newtable(state);
  lua_rawseti(state, LUA_REGISTRYINDEX, kArrayMark);
}

void markArray(lua_State* state) {
  lua_rawgeti(state, LUA_REGISTRYINDEX, kArrayMark);
  lua_setmetatable(state, -2);
}

bool isNull(lua_State* state, int index) { return lua_type(state, index) == LUA_TLIGHTUSERDATA; }

void pushJson(lua_State* state, const Json& value) {
  luaL_checkstack(state, 4, nullptr);
  switch (value.type()) {
    case Json::Type::Null: lua_pushlightuserdata(state, nullptr); break;
    case Json::Type::Boolean: lua_pushboolean(state, value.boolean()); break;
    case Json::Type::Integer: lua_pushinteger(state, value.integer()); break;
    case Json::Type::String: lua_pushlstring(state, value.string().data(), value.string().size()); break;
    case Json::Type::Array: {
      lua_createtable(state, static_cast<int>(value.array().size()), 0);
      markArray(state);
      lua_Integer index = 0;
      for (const Json& item : value.array()) {
        pushJson(state, item);
        lua_rawseti(state, -2, ++index);
      }
      break;
    }
    case Json::Type::Object:
      lua_createtable(state, 0, static_cast<int>(value.members().size()));
      for (const auto& [name, member] : value.members()) {
        lua_pushlstring(state, name.data(), name.size());
        pushJson(state, member);
        lua_rawset(state, -3);
      }
      break;
  }
}

void pushJsonText(lua_State* state, std::string_view text) { TextReader(state, text).read(); }

void writeJson(lua_State* state, int index, std::size_t limit) {
  CallContext& context = contextOf(state);
  context.out.clear();
  context.integers.clear();
  context.names.clear();
  Writer(state, context, limit).value(lua_absindex(state, index), 0);
}

void collectKeys(lua_State* state, CallContext& context, int index, std::size_t firstInteger, std::size_t firstName) {
  charge(state, context, walkCost(context.arena->largestBlock(), charges::kTablePerInstruction));
  lua_pushnil(state);
  while (lua_next(state, index)) {
    lua_pop(state, 1);
    charge(state, context, 1);
    if (lua_type(state, -1) == LUA_TSTRING) {
      std::size_t size = 0;
      const char* data = lua_tolstring(state, -1, &size);
      context.names.emplace_back(data, size);
    } else if (lua_isinteger(state, -1)) {
      context.integers.push_back(lua_tointeger(state, -1));
    } else {
      raiseScriptError(state, "only integers and texts can be keys of a table that is read in order");
    }
  }
  std::sort(context.integers.begin() + static_cast<std::ptrdiff_t>(firstInteger), context.integers.end());
  std::sort(context.names.begin() + static_cast<std::ptrdiff_t>(firstName), context.names.end());
}

}  // namespace mz
