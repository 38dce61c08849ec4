#include "ledger/contract/call_context.h"

#include <cstring>
#include <lua.hpp>

namespace mz {

CallContext& contextOf(lua_State* state) {
  CallContext* context;
  std::memcpy(&context, lua_getextraspace(state), sizeof context);
  return *context;
}

void setContext(lua_State* state, CallContext* context) { std::memcpy(lua_getextraspace(state), &context, sizeof context); }

void raiseStopped(lua_State* state) {
  lua_pushnil(state);
  lua_error(state);
  __builtin_unreachable();
}

void raiseStop(lua_State* state, ResultCode code, const char* log) {
  CallContext& context = contextOf(state);
  if (!context.stopped) {
    context.stopped = true;
    context.stop.code = code;
    context.stop.log = log;
  }
  raiseStopped(state);
}

void raiseScriptError(lua_State* state, const char* text) {
  luaL_error(state, "%s", text);
  __builtin_unreachable();
}

void charge(lua_State* state, CallContext& context, std::uint64_t instructions) {
  *context.instructions += instructions;
  if (*context.instructions > bounds::kCallInstructions) {
    raiseStop(state, ResultCode::OutOfInstructions, "the call used up its instructions");
  }
}

std::uint64_t walkCost(std::size_t bytes, std::size_t perInstruction) {
  return bytes > charges::kFreeBytes ? bytes / perInstruction : 0;
}

std::string_view checkText(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TSTRING) raiseScriptError(state, "a text was expected");
  std::size_t size = 0;
  const char* text = lua_tolstring(state, index, &size);
  return {text, size};
}

std::int64_t checkInteger(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TNUMBER) raiseScriptError(state, "an integer was expected");
  if (!lua_isinteger(state, index))
    raiseStop(state, ResultCode::FloatNotAllowed, "a number with a fraction reached a function");
  return lua_tointeger(state, index);
}

std::int64_t integerOr(lua_State* state, int index, std::int64_t otherwise) {
  return lua_isnoneornil(state, index) ? otherwise : checkInteger(state, index);
}

void checkTable(lua_State* state, int index) {
  if (lua_type(state, index) != LUA_TTABLE) raiseScriptError(state, "a table was expected");
}

void setFunctions(lua_State* state, const LibraryFunction* functions, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    lua_pushboolean(state, 1);
    lua_pushcclosure(state, functions[i].function, 1);
    lua_setfield(state, -2, functions[i].name);
  }
}

}  // namespace mz
