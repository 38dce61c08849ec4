// Values between Lua and canonical JSON text. Objects are tables with text keys, arrays are tables marked by array{…} or with
// keys 1..n, null is the constant `null`. Functions run inside a protected Lua call and leave by stops or script errors.
#pragma once

#include "ledger/contract/call_context.h"

namespace mz {

void pushJson(lua_State* state, const Json& value);
// Text that the state holds; anything but canonical JSON is damage and stops the call as fatal.
void pushJsonText(lua_State* state, std::string_view text);
// The value at `index` as canonical JSON in context.out. ValueNotAllowed over `limit` bytes or what JSON here does not know,
// FloatNotAllowed for a float.
void writeJson(lua_State* state, int index, std::size_t limit);

// Marks the table on top as an array, so that it stays one when empty.
void markArray(lua_State* state);
void createArrayMark(lua_State* state);  // once per state, before markArray
bool isNull(lua_State* state, int index);

// Keys of the table at `index` into context.integers and context.names, each sorted, from the given positions on; a key of
// another kind is a script error.
void collectKeys(lua_State* state, CallContext& context, int index, std::size_t firstInteger, std::size_t firstName);

}  // namespace mz
