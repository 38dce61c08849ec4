#include "ledger/contract/sandbox.h"

#include <lua.hpp>

#include "ledger/contract/lua_host.h"
#include "ledger/contract/lua_json.h"
#include "ledger/contract/lua_library.h"

namespace mz {
namespace {

constexpr int kEntry = 2;  // stack index in the frozen state; 1 is the table of functions

// Every 100 instructions. How long the longest text and the stack are decides what each of them costs.
void onCount(lua_State* state, lua_Debug*) {
  CallContext& context = contextOf(state);
  LuaArena& arena = *context.arena;
  const std::uint64_t each = 1 + walkCost(arena.longestString(), charges::kTextPerInstruction) +
                             walkCost(arena.stackBytes(), charges::kStackPerInstruction);
  charge(state, context, kHookInterval * each + arena.takeAllocated() / charges::kAllocatedPerInstruction);
}

// Upvalue: the table of functions.
int enter(lua_State* state) {
  CallContext& context = contextOf(state);
  lua_pushlstring(state, context.input->function.data(), context.input->function.size());
  lua_rawget(state, lua_upvalueindex(1));
  pushJson(state, *context.arguments);
  lua_call(state, 1, 1);
  if (lua_isnil(state, -1)) {
    context.out = "null";
  } else {
    writeJson(state, -1, bounds::kEnvelopeBytes);
  }
  return 0;
}

struct BuildInput {
  const std::string* bytecode;
  const Manifest* manifest;
};

// Leaves the table of functions and the entry closure.
int build(lua_State* state) {
  const BuildInput& input = *static_cast<const BuildInput*>(lua_touserdata(state, 1));
  createArrayMark(state);
  openLibrary(state);
  openHost(state);
  if (luaL_loadbufferx(state, input.bytecode->data(), input.bytecode->size(), "=contract.lua", "b") != LUA_OK) lua_error(state);
  lua_sethook(state, &onCount, LUA_MASKCOUNT, kHookInterval);
  lua_call(state, 0, 1);
  if (!lua_istable(state, -1)) raiseScriptError(state, "contract.lua does not return a table of functions");
  for (const FunctionManifest& function : input.manifest->functions) {
    lua_pushlstring(state, function.name.data(), function.name.size());
    if (lua_rawget(state, -2) != LUA_TFUNCTION) {
      luaL_error(state, "contract.lua does not return the function %s", function.name.c_str());
    }
    lua_pop(state, 1);
  }
  lua_pushvalue(state, -1);
  lua_pushcclosure(state, &enter, 1);
  return 2;
}

std::string errorText(lua_State* state) {
  if (lua_type(state, -1) != LUA_TSTRING) return "an error value that is no text";
  std::size_t size = 0;
  const char* text = lua_tolstring(state, -1, &size);
  return {text, std::min<std::size_t>(size, 500)};
}

int appendDump(lua_State*, const void* data, std::size_t size, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return 0;
}

// The arena must know the stack when it sees it grow; a Lua that moves its stack in another way would not be charged for it.
constexpr int kProbeSlots = 4000;
constexpr std::size_t kSlotBytes = 16;

struct CompileInput {
  const std::string* source;
  std::string* bytecode;
};

int compile(lua_State* state) {
  const CompileInput& input = *static_cast<const CompileInput*>(lua_touserdata(state, 1));
  if (luaL_loadbufferx(state, input.source->data(), input.source->size(), "=contract.lua", "t") != LUA_OK) lua_error(state);
  lua_dump(state, &appendDump, input.bytecode, 0);
  luaL_checkstack(state, kProbeSlots, nullptr);
  return 0;
}

}  // namespace

Result<std::string> compileContract(const std::string& source) {
  MZ_TRY(const auto arena, LuaArena::reserve(bounds::kCallMemoryBytes));
  const CLocale locale;
  const CLocale::Use use(locale);
  lua_State* state = lua_newstate(&LuaArena::allocate, arena.get());
  if (!state) return fail(ErrorCode::OutOfMemory, "no memory for a Lua state");
  std::string bytecode;
  CompileInput input{&source, &bytecode};
  lua_pushcfunction(state, &compile);
  lua_pushlightuserdata(state, &input);
  if (lua_pcall(state, 1, 0, 0) != LUA_OK) {
    return std::unexpected(Error(ErrorCode::Malformed, errorText(state)).with("file", "contract.lua"));
  }
  if (arena->stackBytes() < kProbeSlots * kSlotBytes) {
    return fail(ErrorCode::Environment,
                "this build of Lua moves its stack in an unknown way; use the Lua 5.4 that the program is released with");
  }
  return bytecode;
}

Result<std::unique_ptr<Sandbox>> Sandbox::create(const std::string& bytecode, const Manifest& manifest) {
  std::unique_ptr<Sandbox> sandbox(new Sandbox);
  MZ_TRY(sandbox->m_arena, LuaArena::reserve(bounds::kCallMemoryBytes));
  const CLocale locale;
  const CLocale::Use use(locale);
  lua_State* state = lua_newstate(&LuaArena::allocate, sandbox->m_arena.get());
  if (!state) return fail(ErrorCode::OutOfMemory, "no memory for a Lua state");
  lua_gc(state, LUA_GCSTOP);
  std::uint64_t instructions = 0;
  CallContext context;
  context.manifest = &manifest;
  context.arena = sandbox->m_arena.get();
  context.instructions = &instructions;
  setContext(state, &context);
  BuildInput input{&bytecode, &manifest};
  lua_pushcfunction(state, &build);
  lua_pushlightuserdata(state, &input);
  if (lua_pcall(state, 1, 2, 0) != LUA_OK) {
    return std::unexpected(
        Error(ErrorCode::Malformed, context.stopped ? context.stop.log : errorText(state)).with("file", "contract.lua"));
  }
  setContext(state, nullptr);
  sandbox->m_state = state;
  sandbox->m_arena->freeze();
  return sandbox;
}

Sandbox::~Sandbox() = default;

CallResult<std::string> Sandbox::run(CallContext& context) {
  m_arena->restore();
  context.arena = m_arena.get();
  setContext(m_state, &context);
  lua_pushvalue(m_state, kEntry);
  const int status = lua_pcall(m_state, 0, 0, 0);
  if (status == LUA_OK) return std::move(context.out);
  if (context.stopped) return std::unexpected(std::move(context.stop));
  if (status == LUA_ERRMEM) {
    return std::unexpected(CallStop{ResultCode::OutOfMemory, "the call used up its memory", std::nullopt});
  }
  return std::unexpected(CallStop{ResultCode::ScriptError, errorText(m_state), std::nullopt});
}

CLocale::CLocale() : m_locale(newlocale(LC_ALL_MASK, "C", nullptr)) {}

CLocale::~CLocale() { freelocale(m_locale); }

}  // namespace mz
