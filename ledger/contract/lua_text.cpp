#include "ledger/contract/lua_text.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <lua.hpp>

#include "ledger/contract/call_context.h"
#include "ledger/contract/lua_json.h"

namespace mz {
namespace {

void pushView(lua_State* state, std::string_view text) { lua_pushlstring(state, text.data(), text.size()); }

std::string_view chargedText(lua_State* state, int index) {
  const std::string_view text = checkText(state, index);
  chargeBytes(state, contextOf(state), text.size());
  return text;
}

// Lua's places: from 1, negative from the end.
std::int64_t placeFrom(std::int64_t place, std::size_t size) {
  const auto length = static_cast<std::int64_t>(size);
  if (place >= 0) return place;
  return place < -length ? 0 : length + place + 1;
}

std::string_view slice(std::string_view text, std::int64_t from, std::int64_t to) {
  from = std::max<std::int64_t>(placeFrom(from, text.size()), 1);
  to = std::min<std::int64_t>(placeFrom(to, text.size()), static_cast<std::int64_t>(text.size()));
  if (from > to) return {};
  return text.substr(static_cast<std::size_t>(from - 1), static_cast<std::size_t>(to - from + 1));
}

// memmem is linear where std::string_view::find is quadratic on hostile input.
std::size_t findPlain(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from > text.size()) return std::string_view::npos;
  if (wanted.empty()) return from;
  const void* at = memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  return at ? static_cast<std::size_t>(static_cast<const char*>(at) - text.data()) : std::string_view::npos;
}

int textLength(lua_State* state) {
  lua_pushinteger(state, static_cast<lua_Integer>(checkText(state, 1).size()));
  return 1;
}

int textSub(lua_State* state) {
  const std::string_view text = checkText(state, 1);
  const std::string_view part = slice(text, checkInteger(state, 2), integerOr(state, 3, -1));
  chargeBytes(state, contextOf(state), part.size());
  pushView(state, part);
  return 1;
}

int textByte(lua_State* state) {
  const std::string_view text = checkText(state, 1);
  const std::string_view part = slice(text, integerOr(state, 2, 1), integerOr(state, 2, 1));
  if (part.empty()) return 0;
  lua_pushinteger(state, static_cast<unsigned char>(part[0]));
  return 1;
}

int textChar(lua_State* state) {
  std::string& out = contextOf(state).out;
  out.clear();
  for (int i = 1; i <= lua_gettop(state); ++i) {
    const std::int64_t code = checkInteger(state, i);
    if (code < 0 || code > 255) raiseScriptError(state, "a byte is from 0 to 255");
    out.push_back(static_cast<char>(code));
  }
  pushView(state, out);
  return 1;
}

int textRepeat(lua_State* state) {
  CallContext& context = contextOf(state);
  const std::string_view text = checkText(state, 1);
  const std::int64_t count = std::max<std::int64_t>(checkInteger(state, 2), 0);
  if (!text.empty() && static_cast<std::uint64_t>(count) > kLongestText / text.size()) raiseTooLong(state);
  chargeBytes(state, context, text.size() * static_cast<std::uint64_t>(text.empty() ? 0 : count));
  context.out.clear();
  for (std::int64_t i = 0; i < count && !text.empty(); ++i) context.out.append(text);
  pushView(state, context.out);
  return 1;
}

int textReverse(lua_State* state) {
  std::string& out = contextOf(state).out;
  const std::string_view text = chargedText(state, 1);
  out.assign(text.rbegin(), text.rend());
  pushView(state, out);
  return 1;
}

int mapped(lua_State* state, char first, char last, int shift) {
  std::string& out = contextOf(state).out;
  out.assign(chargedText(state, 1));
  for (char& c : out) {
    if (c >= first && c <= last) c = static_cast<char>(c + shift);
  }
  pushView(state, out);
  return 1;
}

int textLower(lua_State* state) { return mapped(state, 'A', 'Z', 'a' - 'A'); }
int textUpper(lua_State* state) { return mapped(state, 'a', 'z', 'A' - 'a'); }

int textStartsWith(lua_State* state) {
  const std::string_view text = checkText(state, 1);
  lua_pushboolean(state, text.starts_with(chargedText(state, 2)));
  return 1;
}

int textEndsWith(lua_State* state) {
  const std::string_view text = checkText(state, 1);
  lua_pushboolean(state, text.ends_with(chargedText(state, 2)));
  return 1;
}

int textFindPlain(lua_State* state) {
  const std::string_view text = chargedText(state, 1);
  const std::string_view wanted = chargedText(state, 2);
  const std::int64_t from = std::max<std::int64_t>(placeFrom(integerOr(state, 3, 1), text.size()), 1);
  const std::size_t at = findPlain(text, wanted, static_cast<std::size_t>(from - 1));
  if (at == std::string_view::npos) {
    lua_pushnil(state);
    return 1;
  }
  lua_pushinteger(state, static_cast<lua_Integer>(at + 1));
  lua_pushinteger(state, static_cast<lua_Integer>(at + wanted.size()));
  return 2;
}

int textSplit(lua_State* state) {
  CallContext& context = contextOf(state);
  const std::string_view text = chargedText(state, 1);
  const std::string_view between = chargedText(state, 2);
  if (between.empty()) raiseScriptError(state, "string.split needs a text to split at");
  lua_newtable(state);
  markArray(state);
  std::size_t from = 0;
  for (lua_Integer index = 1;; ++index) {
    charge(state, context, 5);
    const std::size_t at = findPlain(text, between, from);
    pushView(state, text.substr(from, at == std::string_view::npos ? at : at - from));
    lua_rawseti(state, -2, index);
    if (at == std::string_view::npos) return 1;
    from = at + between.size();
  }
}

int textTrim(lua_State* state) {
  std::string_view text = chargedText(state, 1);
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kSpace);
  text = from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(kSpace) - from + 1);
  pushView(state, text);
  return 1;
}

struct Directive {
  bool left = false;
  bool zero = false;
  std::size_t width = 0;
  char kind = 0;
};

// %[-0][width]kind with kinds d x s %; `at` stands behind the percent sign.
Directive readDirective(lua_State* state, std::string_view format, std::size_t& at) {
  Directive directive;
  for (; at < format.size() && (format[at] == '-' || format[at] == '0'); ++at) {
    (format[at] == '-' ? directive.left : directive.zero) = true;
  }
  for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
    directive.width = directive.width * 10 + static_cast<std::size_t>(format[at] - '0');
    if (directive.width > 99) raiseScriptError(state, "a width in string.format is at most 99");
  }
  if (at < format.size()) directive.kind = format[at++];
  return directive;
}

int textFormat(lua_State* state) {
  CallContext& context = contextOf(state);
  const std::string_view format = chargedText(state, 1);
  std::string& out = context.out;
  out.clear();
  int argument = 1;
  for (std::size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      out.push_back(format[at++]);
      continue;
    }
    const Directive directive = readDirective(state, format, ++at);
    if (directive.kind == '%') {
      out.push_back('%');
      continue;
    }
    char digits[24];
    std::string_view text;
    bool negative = false;
    ++argument;
    if (directive.kind == 'd' || directive.kind == 'x') {
      const std::int64_t number = checkInteger(state, argument);
      const char* end = directive.kind == 'd'
                            ? std::to_chars(digits, digits + sizeof digits, number).ptr
                            : std::to_chars(digits, digits + sizeof digits, static_cast<std::uint64_t>(number), 16).ptr;
      text = {digits, static_cast<std::size_t>(end - digits)};
      negative = directive.kind == 'd' && number < 0;
    } else if (directive.kind == 's') {
      luaL_checkany(state, argument);
      pushText(state, argument);  // stays on the stack until the function returns, so that `text` does too
      text = checkText(state, -1);
    } else {
      raiseScriptError(state, "string.format knows %d, %x, %s and %%");
    }
    luaL_checkstack(state, 2, nullptr);
    chargeBytes(state, context, text.size() + directive.width);
    if (out.size() + text.size() + directive.width > kLongestText) raiseTooLong(state);
    const std::size_t padding = directive.width > text.size() ? directive.width - text.size() : 0;
    if (directive.left) {
      out.append(text).append(padding, ' ');
    } else if (directive.zero && directive.kind != 's') {
      if (negative) out.push_back('-');
      out.append(padding, '0').append(text.substr(negative ? 1 : 0));
    } else {
      out.append(padding, ' ').append(text);
    }
  }
  pushView(state, out);
  return 1;
}

constexpr LibraryFunction kFunctions[] = {
    {"byte", &textByte},
    {"char", &textChar},
    {"ends_with", &textEndsWith},
    {"find_plain", &textFindPlain},
    {"format", &textFormat},
    {"len", &textLength},
    {"lower", &textLower},
    {"rep", &textRepeat},
    {"reverse", &textReverse},
    {"split", &textSplit},
    {"starts_with", &textStartsWith},
    {"sub", &textSub},
    {"trim", &textTrim},
    {"upper", &textUpper},
};

}  // namespace

void pushText(lua_State* state, int index) {
  switch (lua_type(state, index)) {
    case LUA_TSTRING: lua_pushvalue(state, index); break;
    case LUA_TNUMBER: {
      char digits[24];
      const char* end = std::to_chars(digits, digits + sizeof digits, checkInteger(state, index)).ptr;
      lua_pushlstring(state, digits, static_cast<std::size_t>(end - digits));
      break;
    }
    case LUA_TBOOLEAN: pushView(state, lua_toboolean(state, index) ? "true" : "false"); break;
    case LUA_TNIL: pushView(state, "nil"); break;
    case LUA_TLIGHTUSERDATA: pushView(state, "null"); break;
    default: raiseScriptError(state, "a table or function has no text");
  }
}

bool parseInteger(std::string_view text, std::int64_t& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() && !text.empty();
}

void raiseTooLong(lua_State* state) { raiseScriptError(state, "a text would be longer than 1 MiB"); }

void openTextLibrary(lua_State* state) {
  lua_createtable(state, 0, static_cast<int>(std::size(kFunctions)));
  setFunctions(state, kFunctions, std::size(kFunctions));
  pushView(state, "");
  lua_createtable(state, 0, 1);
  lua_pushvalue(state, -3);
  lua_setfield(state, -2, "__index");
  lua_setmetatable(state, -2);
  lua_pop(state, 1);
  lua_setfield(state, -2, "string");
}

}  // namespace mz
