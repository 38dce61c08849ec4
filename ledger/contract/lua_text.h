// Text for contracts: the `string` library without patterns, and the conversions that show no address and no float. Functions
// run inside a protected Lua call.
#pragma once

#include <cstdint>
#include <string_view>

struct lua_State;

namespace mz {

inline constexpr std::size_t kLongestText = 1024 * 1024;  // that a library function makes

// Pushes the text of the value at `index`: text, integer, boolean, nil, null. Tables and functions are a script error.
void pushText(lua_State* state, int index);
// -?[0-9]+ within 64 bits.
bool parseInteger(std::string_view text, std::int64_t& number);
[[noreturn]] void raiseTooLong(lua_State* state);

// Sets `string` in the table on top, and makes it the methods of texts; their metatable has nothing else, so "1"+1 is an error.
void openTextLibrary(lua_State* state);

}  // namespace mz
