#include "ledger/contract/lua_library.h"

#include <lua.hpp>

#include "ledger/contract/call_context.h"
#include "ledger/contract/lua_json.h"
#include "ledger/contract/lua_text.h"
#include "ledger/format/date.h"

namespace mz {
namespace {

// ---- errors ----

int raiseError(lua_State* state) {
  CallContext& context = contextOf(state);
  lua_settop(state, 1);
  context.raised = true;
  return lua_error(state);
}

int assertValue(lua_State* state) {
  if (lua_toboolean(state, 1)) return lua_gettop(state);
  lua_remove(state, 1);
  if (lua_gettop(state) == 0) lua_pushliteral(state, "assertion failed");
  return raiseError(state);
}

// A value given to error() comes through; the machine's own errors are one constant text, because their wording belongs to a
// version of Lua and must not become part of a result. Stops pass on: a contract cannot see its caps.
int protectedCall(lua_State* state) {
  CallContext& context = contextOf(state);
  luaL_checkany(state, 1);
  charge(state, context, 10);
  context.raised = false;
  const int status = lua_pcall(state, lua_gettop(state) - 1, LUA_MULTRET, 0);
  if (context.stopped) raiseStopped(state);
  if (status == LUA_OK) {
    lua_pushboolean(state, 1);
    lua_insert(state, 1);
    return lua_gettop(state);
  }
  if (status == LUA_ERRMEM) raiseStop(state, ResultCode::OutOfMemory, "the call used up its memory");
  if (status != LUA_ERRRUN) raiseStop(state, ResultCode::ScriptError, "an error inside of an error");
  lua_pushboolean(state, 0);
  if (context.raised) {
    lua_insert(state, -2);
  } else {
    lua_pushliteral(state, "script error");
  }
  context.raised = false;
  return 2;
}

// ---- values ----

int typeName(lua_State* state) {
  luaL_checkany(state, 1);
  if (isNull(state, 1)) {
    lua_pushliteral(state, "null");
  } else {
    lua_pushstring(state, luaL_typename(state, 1));
  }
  return 1;
}

int toText(lua_State* state) {
  luaL_checkany(state, 1);
  pushText(state, 1);
  return 1;
}

int toNumber(lua_State* state) {
  luaL_checkany(state, 1);
  if (lua_type(state, 1) == LUA_TNUMBER) {
    checkInteger(state, 1);
    lua_settop(state, 1);
    return 1;
  }
  std::int64_t number = 0;
  if (lua_type(state, 1) == LUA_TSTRING && parseInteger(checkText(state, 1), number)) {
    lua_pushinteger(state, number);
  } else {
    lua_pushnil(state);
  }
  return 1;
}

int makeArray(lua_State* state) {
  if (lua_isnone(state, 1)) lua_newtable(state);
  checkTable(state, 1);
  lua_settop(state, 1);
  markArray(state);
  return 1;
}

int select(lua_State* state) {
  const int count = lua_gettop(state) - 1;
  if (lua_type(state, 1) == LUA_TSTRING && checkText(state, 1) == "#") {
    lua_pushinteger(state, count);
    return 1;
  }
  const std::int64_t from = checkInteger(state, 1);
  if (from < 1) raiseScriptError(state, "select counts from 1");
  if (from > count) return 0;
  charge(state, contextOf(state), static_cast<std::uint64_t>(count));
  return count - static_cast<int>(from) + 1;
}

// ---- iteration ----

// Upvalues: the sorted keys, the place in them.
int pairsStep(lua_State* state) {
  CallContext& context = contextOf(state);
  checkTable(state, 1);
  lua_Integer place = lua_tointeger(state, lua_upvalueindex(2));
  for (;;) {
    charge(state, context, 1);
    if (lua_rawgeti(state, lua_upvalueindex(1), ++place) == LUA_TNIL) return 1;
    lua_pushvalue(state, -1);
    if (lua_rawget(state, 1) != LUA_TNIL) break;
    lua_pop(state, 2);  // removed since the loop began
  }
  lua_pushinteger(state, place);
  lua_replace(state, lua_upvalueindex(2));
  return 2;
}

int pairs(lua_State* state) {
  CallContext& context = contextOf(state);
  checkTable(state, 1);
  lua_settop(state, 1);
  context.integers.clear();
  context.names.clear();
  collectKeys(state, context, 1, 0, 0);
  lua_createtable(state, static_cast<int>(context.integers.size() + context.names.size()), 0);
  lua_Integer place = 0;
  for (std::int64_t number : context.integers) {
    lua_pushinteger(state, number);
    lua_rawseti(state, -2, ++place);
  }
  for (std::string_view name : context.names) {
    chargeBytes(state, context, name.size());
    lua_pushlstring(state, name.data(), name.size());
    lua_rawseti(state, -2, ++place);
  }
  lua_pushinteger(state, 0);
  lua_pushcclosure(state, &pairsStep, 2);
  lua_pushvalue(state, 1);
  lua_pushnil(state);
  return 3;
}

int next(lua_State* state) {
  CallContext& context = contextOf(state);
  checkTable(state, 1);
  lua_settop(state, 2);
  context.integers.clear();
  context.names.clear();
  collectKeys(state, context, 1, 0, 0);
  const int kind = lua_type(state, 2);
  bool found = false;
  if (kind == LUA_TNIL || kind == LUA_TNUMBER) {
    const bool first = kind == LUA_TNIL;
    const std::int64_t after = first ? 0 : checkInteger(state, 2);
    for (std::int64_t number : context.integers) {
      if (first || number > after) {
        lua_pushinteger(state, number);
        found = true;
        break;
      }
    }
  }
  if (!found) {
    const std::string_view after = kind == LUA_TSTRING ? checkText(state, 2) : std::string_view();
    for (std::string_view name : context.names) {
      if (kind != LUA_TSTRING || name > after) {
        lua_pushlstring(state, name.data(), name.size());
        found = true;
        break;
      }
    }
  }
  if (!found) {
    lua_pushnil(state);
    return 1;
  }
  lua_pushvalue(state, -1);
  lua_rawget(state, 1);
  return 2;
}

int ipairsStep(lua_State* state) {
  checkTable(state, 1);
  const std::int64_t index = checkInteger(state, 2) + 1;
  lua_pushinteger(state, index);
  return lua_rawgeti(state, 1, index) == LUA_TNIL ? 1 : 2;
}

int ipairs(lua_State* state) {
  checkTable(state, 1);
  lua_pushvalue(state, lua_upvalueindex(2));
  lua_pushvalue(state, 1);
  lua_pushinteger(state, 0);
  return 3;
}

// ---- table ----

constexpr std::int64_t kUnpackMost = 250;

std::int64_t lengthOf(lua_State* state, int index) {
  checkTable(state, index);
  return static_cast<std::int64_t>(lua_rawlen(state, index));
}

int tableInsert(lua_State* state) {
  const std::int64_t length = lengthOf(state, 1);
  std::int64_t place = length + 1;
  if (lua_gettop(state) == 3) {
    place = checkInteger(state, 2);
    if (place < 1 || place > length + 1) raiseScriptError(state, "the place to insert at is outside of the array");
    charge(state, contextOf(state), static_cast<std::uint64_t>(length + 1 - place));
    for (std::int64_t i = length; i >= place; --i) {
      lua_rawgeti(state, 1, i);
      lua_rawseti(state, 1, i + 1);
    }
  } else if (lua_gettop(state) != 2) {
    raiseScriptError(state, "table.insert takes an array, perhaps a place, and a value");
  }
  lua_rawseti(state, 1, place);
  return 0;
}

int tableRemove(lua_State* state) {
  const std::int64_t length = lengthOf(state, 1);
  const std::int64_t place = integerOr(state, 2, length);
  if (length == 0) {
    lua_pushnil(state);
    return 1;
  }
  if (place < 1 || place > length) raiseScriptError(state, "the place to remove is outside of the array");
  charge(state, contextOf(state), static_cast<std::uint64_t>(length - place));
  lua_rawgeti(state, 1, place);
  for (std::int64_t i = place; i < length; ++i) {
    lua_rawgeti(state, 1, i + 1);
    lua_rawseti(state, 1, i);
  }
  lua_pushnil(state);
  lua_rawseti(state, 1, length);
  return 1;
}

int tableConcat(lua_State* state) {
  CallContext& context = contextOf(state);
  const std::int64_t length = lengthOf(state, 1);
  const std::string_view between = lua_isnoneornil(state, 2) ? std::string_view() : checkText(state, 2);
  context.out.clear();
  for (std::int64_t i = 1; i <= length; ++i) {
    lua_rawgeti(state, 1, i);
    pushText(state, -1);
    const std::string_view text = checkText(state, -1);
    chargeBytes(state, context, text.size() + between.size());
    if (context.out.size() + text.size() + between.size() > kLongestText) raiseTooLong(state);
    if (i > 1) context.out.append(between);
    context.out.append(text);
    lua_pop(state, 2);
  }
  lua_pushlstring(state, context.out.data(), context.out.size());
  return 1;
}

int tableUnpack(lua_State* state) {
  const std::int64_t length = lengthOf(state, 1);
  const std::int64_t from = integerOr(state, 2, 1);
  const std::int64_t to = integerOr(state, 3, length);
  if (from > to) return 0;
  if (from < 1 || to > length || to - from >= kUnpackMost) {
    raiseScriptError(state, "table.unpack gives at most 250 elements of an array");
  }
  luaL_checkstack(state, static_cast<int>(to - from + 1), nullptr);
  for (std::int64_t i = from; i <= to; ++i) lua_rawgeti(state, 1, i);
  return static_cast<int>(to - from + 1);
}

int tablePack(lua_State* state) {
  const int count = lua_gettop(state);
  lua_createtable(state, count, 1);
  lua_insert(state, 1);
  for (int i = count; i >= 1; --i) lua_rawseti(state, 1, i);
  lua_pushinteger(state, count);
  lua_setfield(state, 1, "n");
  return 1;
}

// Is the value at `a` before that at `b`? Without a comparator only integers, or only texts by bytes.
bool isBefore(lua_State* state, CallContext& context, int a, int b, bool hasComparator) {
  charge(state, context, 5);
  if (hasComparator) {
    a = lua_absindex(state, a);
    b = lua_absindex(state, b);
    lua_pushvalue(state, 2);
    lua_pushvalue(state, a);
    lua_pushvalue(state, b);
    lua_call(state, 2, 1);
    const bool answer = lua_toboolean(state, -1);
    lua_pop(state, 1);
    return answer;
  }
  if (lua_type(state, a) == LUA_TNUMBER && lua_type(state, b) == LUA_TNUMBER)
    return checkInteger(state, a) < checkInteger(state, b);
  const std::string_view left = checkText(state, a);
  const std::string_view right = checkText(state, b);
  chargeBytes(state, context, std::min(left.size(), right.size()));
  return left < right;
}

// Bottom-up merge sort between the array and one scratch table: stable, no recursion, and always ends, whatever the comparator.
int tableSort(lua_State* state) {
  CallContext& context = contextOf(state);
  const std::int64_t length = lengthOf(state, 1);
  const bool hasComparator = !lua_isnoneornil(state, 2);
  if (hasComparator && lua_type(state, 2) != LUA_TFUNCTION)
    raiseScriptError(state, "table.sort takes a function to compare with");
  lua_settop(state, 2);
  int from = 1;
  lua_createtable(state, static_cast<int>(length), 0);
  int to = 3;
  for (std::int64_t width = 1; width < length; width *= 2) {
    for (std::int64_t start = 1; start <= length; start += 2 * width) {
      std::int64_t left = start;
      const std::int64_t leftEnd = std::min(start + width, length + 1);
      std::int64_t right = leftEnd;
      const std::int64_t rightEnd = std::min(start + 2 * width, length + 1);
      for (std::int64_t place = start; place < rightEnd; ++place) {
        charge(state, context, 1);
        bool takeRight = left >= leftEnd;
        if (left < leftEnd && right < rightEnd) {
          lua_rawgeti(state, from, right);
          lua_rawgeti(state, from, left);
          takeRight = isBefore(state, context, -2, -1, hasComparator);
          lua_pop(state, 2);
        }
        lua_rawgeti(state, from, takeRight ? right++ : left++);
        lua_rawseti(state, to, place);
      }
    }
    std::swap(from, to);
  }
  if (from != 1) {
    for (std::int64_t i = 1; i <= length; ++i) {
      lua_rawgeti(state, from, i);
      lua_rawseti(state, 1, i);
    }
  }
  return 0;
}

// ---- math, checked ----

int mathAbs(lua_State* state) {
  const std::int64_t number = checkInteger(state, 1);
  if (number == INT64_MIN) raiseScriptError(state, "there is no such integer");
  lua_pushinteger(state, number < 0 ? -number : number);
  return 1;
}

int mathMin(lua_State* state) {
  std::int64_t best = checkInteger(state, 1);
  for (int i = 2; i <= lua_gettop(state); ++i) best = std::min<std::int64_t>(best, checkInteger(state, i));
  lua_pushinteger(state, best);
  return 1;
}

int mathMax(lua_State* state) {
  std::int64_t best = checkInteger(state, 1);
  for (int i = 2; i <= lua_gettop(state); ++i) best = std::max<std::int64_t>(best, checkInteger(state, i));
  lua_pushinteger(state, best);
  return 1;
}

int pushChecked(lua_State* state, bool overflowed, std::int64_t answer) {
  if (overflowed || answer > bounds::kJsonInteger || answer < -bounds::kJsonInteger) {
    raiseScriptError(state, "a sum is beyond 2^53-1");
  }
  lua_pushinteger(state, answer);
  return 1;
}

int checkedAdd(lua_State* state) {
  std::int64_t answer = 0;
  const bool overflowed = __builtin_add_overflow(checkInteger(state, 1), checkInteger(state, 2), &answer);
  return pushChecked(state, overflowed, answer);
}

int checkedSub(lua_State* state) {
  std::int64_t answer = 0;
  const bool overflowed = __builtin_sub_overflow(checkInteger(state, 1), checkInteger(state, 2), &answer);
  return pushChecked(state, overflowed, answer);
}

int checkedMul(lua_State* state) {
  std::int64_t answer = 0;
  const bool overflowed = __builtin_mul_overflow(checkInteger(state, 1), checkInteger(state, 2), &answer);
  return pushChecked(state, overflowed, answer);
}

int dateDays(lua_State* state) {
  const std::optional<Date> date = Date::fromIso(checkText(state, 1));
  if (date) {
    lua_pushinteger(state, date->days);
  } else {
    lua_pushnil(state);
  }
  return 1;
}

constexpr LibraryFunction kGlobals[] = {
    {"assert", &assertValue},  {"array", &makeArray}, {"error", &raiseError},  {"next", &next},       {"pairs", &pairs},
    {"pcall", &protectedCall}, {"select", &select},   {"tonumber", &toNumber}, {"tostring", &toText}, {"type", &typeName},
};
constexpr LibraryFunction kTable[] = {
    {"concat", &tableConcat}, {"insert", &tableInsert}, {"pack", &tablePack},
    {"remove", &tableRemove}, {"sort", &tableSort},     {"unpack", &tableUnpack},
};
constexpr LibraryFunction kMath[] = {{"abs", &mathAbs}, {"max", &mathMax}, {"min", &mathMin}};
constexpr LibraryFunction kChecked[] = {{"add", &checkedAdd}, {"mul", &checkedMul}, {"sub", &checkedSub}};
constexpr LibraryFunction kDate[] = {{"days", &dateDays}};

template <std::size_t N>
void openGroup(lua_State* state, const char* name, const LibraryFunction (&functions)[N]) {
  lua_createtable(state, 0, static_cast<int>(N) + 2);
  setFunctions(state, functions, N);
  lua_setfield(state, -2, name);
}

}  // namespace

void openLibrary(lua_State* state) {
  lua_pushglobaltable(state);
  setFunctions(state, kGlobals, std::size(kGlobals));
  lua_pushboolean(state, 1);
  lua_pushboolean(state, 1);
  lua_pushcclosure(state, &ipairsStep, 1);
  lua_pushcclosure(state, &ipairs, 2);
  lua_setfield(state, -2, "ipairs");
  lua_pushlightuserdata(state, nullptr);
  lua_setfield(state, -2, "null");
  openGroup(state, "table", kTable);
  openGroup(state, "checked", kChecked);
  openGroup(state, "date", kDate);
  openGroup(state, "math", kMath);
  lua_getfield(state, -1, "math");
  lua_pushinteger(state, INT64_MAX);
  lua_setfield(state, -2, "maxinteger");
  lua_pushinteger(state, INT64_MIN);
  lua_setfield(state, -2, "mininteger");
  lua_pop(state, 1);
  openTextLibrary(state);
  lua_pop(state, 1);
}

}  // namespace mz
