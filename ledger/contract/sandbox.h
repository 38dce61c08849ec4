// One Lua state with a contract in it, brought back byte for byte to its first moment before every call: as good as a fresh
// state, without building one. The standard library is not in it. Executing thread only.
#pragma once

#include <clocale>
#include <memory>
#include <string>

#include "ledger/contract/call_context.h"
#include "ledger/contract/lua_arena.h"

namespace mz {

// The contract's chunk as this build's bytecode; it never leaves the process. Malformed with Lua's message.
Result<std::string> compileContract(const std::string& source);

class Sandbox {
 public:
  // Loads the chunk, which returns a table of functions. Malformed when it fails, takes too long, or has not `functions`.
  static Result<std::unique_ptr<Sandbox>> create(const std::string& bytecode, const Manifest& manifest);
  ~Sandbox();

  // Runs `context.input->function`; the answer is canonical JSON ("null" if none).
  CallResult<std::string> run(CallContext& context);

  const LuaArena& arena() const { return *m_arena; }

 private:
  Sandbox() = default;

  std::unique_ptr<LuaArena> m_arena;
  lua_State* m_state = nullptr;  // in the arena; goes with it
};

// While one lives, the thread compares and formats in the C locale, whatever the program has set.
class CLocale {
 public:
  CLocale();
  ~CLocale();
  CLocale(const CLocale&) = delete;
  CLocale& operator=(const CLocale&) = delete;

  class Use {
   public:
    explicit Use(const CLocale& locale) : m_before(uselocale(locale.m_locale)) {}
    ~Use() { uselocale(m_before); }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;

   private:
    locale_t m_before;
  };

 private:
  locale_t m_locale;
};

}  // namespace mz
