// The functions that every contract has beside the host interface: own versions of Lua's basic functions and of parts of its
// string, table and math libraries, which charge for what they do, know no floats and iterate in one order; and `checked`,
// `date`. docs/formats/package.md lists them for authors.
#pragma once

struct lua_State;

namespace mz {

// Fills the global table. Inside a protected call.
void openLibrary(lua_State* state);

}  // namespace mz
