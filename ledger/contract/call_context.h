// What one running Lua call knows and owns: everything with a destructor lives here, outside of Lua's frames, because Lua
// leaves its frames by longjmp. One per call; executing thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract/contract.h"
#include "ledger/contract/package.h"

struct lua_State;

namespace mz {

class LuaArena;

// What each act of the host costs, in instructions (rules version 1).
namespace charges {
inline constexpr std::uint64_t kStateAccess = 1000;  // get, put, delete, transition, call
inline constexpr std::uint64_t kRangeRow = 100;
inline constexpr std::uint64_t kEmit = 100;
inline constexpr std::uint64_t kBytesPerInstruction = 16;  // text that a library function reads or writes
inline constexpr std::uint64_t kAllocatedPerInstruction = 64;
// One instruction can compare two texts or copy the stack, one step of an iteration can pass a table's empty places. From these
// sizes on, each is charged as if it did.
inline constexpr std::size_t kFreeBytes = 4096;
inline constexpr std::size_t kTextPerInstruction = 64;
inline constexpr std::size_t kStackPerInstruction = 1024;
inline constexpr std::size_t kTablePerInstruction = 128;
}  // namespace charges

inline constexpr int kHookInterval = 100;

struct CallContext {
  const Manifest* manifest = nullptr;
  const CallInput* input = nullptr;  // null while the chunk is loaded
  CallHost* host = nullptr;
  LuaArena* arena = nullptr;
  const Json* arguments = nullptr;
  std::uint64_t* instructions = nullptr;  // used so far, by the whole transaction

  bool stopped = false;  // `stop` is set: nothing in Lua may catch it
  CallStop stop;
  bool raised = false;  // the error in flight was raised by the contract's own error()

  std::string text;  // an answer of the host on its way into Lua
  bool hasText = false;
  std::string out;      // a value on its way out of Lua
  std::string caseKey;  // state key of the case that transition() moves
  std::vector<std::pair<std::string, std::string>> rows;
  std::vector<std::string_view> names;  // into strings that Lua holds; the collector stands still
  std::vector<std::int64_t> integers;
};

CallContext& contextOf(lua_State* state);
void setContext(lua_State* state, CallContext* context);

// Each of these leaves the calling C function by lua_error; no object with a destructor may be alive there.
[[noreturn]] void raiseStop(lua_State* state, ResultCode code, const char* log);
[[noreturn]] void raiseStopped(lua_State* state);  // context.stop is already set
[[noreturn]] void raiseScriptError(lua_State* state, const char* text);
void charge(lua_State* state, CallContext& context, std::uint64_t instructions);
// For going once through the longest text, the stack, the largest table.
std::uint64_t walkCost(std::size_t bytes, std::size_t perInstruction);
inline void chargeBytes(lua_State* state, CallContext& context, std::uint64_t bytes) {
  charge(state, context, 1 + bytes / charges::kBytesPerInstruction);
}

// Arguments of library functions; no coercion. Floats are a stop of their own.
std::string_view checkText(lua_State* state, int index);
std::int64_t checkInteger(lua_State* state, int index);
std::int64_t integerOr(lua_State* state, int index, std::int64_t otherwise);
void checkTable(lua_State* state, int index);

struct LibraryFunction {
  const char* name;
  int (*function)(lua_State*);
};
// Sets `functions` as fields of the table on top. Each becomes a closure in the arena: a light C function would be hashed by an
// address that differs from process to process.
void setFunctions(lua_State* state, const LibraryFunction* functions, std::size_t count);

}  // namespace mz
