// The host interface inside Lua: get, put, delete, range, creator, time, txid, emit, call, require, transition, state.
// docs/formats/package.md describes it for authors.
#pragma once

struct lua_State;

namespace mz {

// Fills the global table. Inside a protected call.
void openHost(lua_State* state);

}  // namespace mz
