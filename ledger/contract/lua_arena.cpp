#include "ledger/contract/lua_arena.h"

#include <sys/mman.h>
#include <lua.hpp>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace mz {
namespace {

constexpr std::uintptr_t kBoundary = std::uintptr_t{1} << 32;
constexpr std::size_t kBuildBytes = 8 * 1024 * 1024;  // for library and chunk, before freeze
constexpr std::size_t kKeepResident = 256 * 1024;     // pages above are given back after a call
constexpr std::uint32_t kSeed = 0x6d7a0001;           // rules version 1

std::size_t rounded(std::size_t size) { return (size + 15) & ~std::size_t{15}; }

// As luaS_hash in Lua 5.4.
std::uint32_t luaHash(std::string_view text, std::uint32_t seed) {
  std::uint32_t hash = seed ^ static_cast<std::uint32_t>(text.size());
  for (std::size_t i = text.size(); i > 0; --i) {
    hash ^= (hash << 5) + (hash >> 2) + static_cast<std::uint8_t>(text[i - 1]);
  }
  return hash;
}

// A short string's hash lies 12 bytes before its characters (TString in lobject.h of Lua 5.4).
std::uint32_t storedHash(lua_State* state, int index) {
  std::uint32_t hash;
  std::memcpy(&hash, lua_tostring(state, index) - 12, sizeof hash);
  return hash;
}

struct Probe {
  std::uint8_t* first = nullptr;
  std::size_t firstBytes = 0;
};

void* probeAllocate(void* user, void* block, std::size_t, std::size_t newSize) {
  if (newSize == 0) {
    std::free(block);
    return nullptr;
  }
  void* answer = std::realloc(block, newSize);
  Probe& probe = *static_cast<Probe*>(user);
  if (!probe.first) probe = {static_cast<std::uint8_t*>(answer), newSize};
  return answer;
}

constexpr std::string_view kProbeTexts[] = {"mingzhang", "ledger", "a"};

int pushProbes(lua_State* state) {
  for (std::string_view text : kProbeTexts) lua_pushlstring(state, text.data(), text.size());
  return static_cast<int>(std::size(kProbeTexts));
}

// Where in the first block of a state its hash seed stands: the one place whose value explains the hashes of known strings.
// Looking for it, rather than naming an offset, keeps a differently built Lua from being patched in the wrong place.
std::size_t findSeedOffset() {
  Probe probe;
  lua_State* state = lua_newstate(&probeAllocate, &probe);
  if (!state) return 0;
  std::size_t found = 0;
  int places = 0;
  lua_pushcfunction(state, &pushProbes);
  if (lua_pcall(state, 0, LUA_MULTRET, 0) == LUA_OK) {
    for (std::size_t offset = 0; offset + sizeof kSeed <= probe.firstBytes; offset += sizeof kSeed) {
      std::uint32_t seed;
      std::memcpy(&seed, probe.first + offset, sizeof seed);
      bool explains = true;
      for (int i = 0; i < static_cast<int>(std::size(kProbeTexts)); ++i) {
        explains = explains && luaHash(kProbeTexts[i], seed) == storedHash(state, i + 1);
      }
      if (explains) {
        found = offset;
        ++places;
      }
    }
  }
  lua_close(state);
  return places == 1 ? found : 0;
}

}  // namespace

Result<std::unique_ptr<LuaArena>> LuaArena::reserve(std::size_t capacity) {
  std::unique_ptr<LuaArena> arena(new LuaArena);
  arena->m_seedOffset = findSeedOffset();
  if (arena->m_seedOffset == 0) {
    return fail(ErrorCode::Environment,
                "this build of Lua keeps its hash seed in an unknown place, so contracts cannot run the same "
                "way as on other nodes; use the Lua 5.4 that the program is released with");
  }
  arena->m_capacity = rounded(capacity);
  const std::size_t size = kBuildBytes + arena->m_capacity;
  void* wide = mmap(nullptr, kBoundary + size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (wide == MAP_FAILED) return fail(ErrorCode::OutOfMemory, "no address space for a contract's memory");
  const auto start = reinterpret_cast<std::uintptr_t>(wide);
  const std::uintptr_t base = (start + kBoundary - 1) & ~(kBoundary - 1);
  if (base > start) munmap(wide, base - start);
  const std::uintptr_t end = start + kBoundary + size;
  if (end > base + size) munmap(reinterpret_cast<void*>(base + size), end - base - size);
  arena->m_base = reinterpret_cast<std::uint8_t*>(base);
  arena->m_mapped = size;
  if (mprotect(arena->m_base, size, PROT_READ | PROT_WRITE) != 0) {
    return fail(ErrorCode::OutOfMemory, "no memory for a contract");
  }
  arena->m_marks.top = arena->m_base;
  arena->m_limit = arena->m_base + kBuildBytes;
  return arena;
}

LuaArena::~LuaArena() {
  if (m_base) munmap(m_base, m_mapped);
}

void* LuaArena::allocate(void* user, void* block, std::size_t oldSize, std::size_t newSize) {
  LuaArena& arena = *static_cast<LuaArena*>(user);
  Marks& marks = arena.m_marks;
  if (block) return arena.resize(static_cast<std::uint8_t*>(block), oldSize, newSize);
  if (newSize == 0) return nullptr;
  if (marks.allocations < 2) {
    // lua_newstate asks first for the state itself, fills in its seed, and then asks for the stack before it hashes a string.
    ++marks.allocations;
    if (marks.allocations == 2) std::memcpy(arena.m_base + arena.m_seedOffset, &kSeed, sizeof kSeed);
    void* answer = arena.bump(newSize);
    if (marks.allocations == 2) {
      marks.stack = static_cast<std::uint8_t*>(answer);
      marks.stackBytes = newSize;
    }
    return answer;
  }
  // For a new block Lua gives the kind of object in place of the old size.
  std::size_t& largest = oldSize == LUA_TSTRING ? marks.longestString : marks.largestBlock;
  largest = std::max(largest, newSize);
  void* answer = arena.bump(newSize);
  if (oldSize == 0 && answer) {
    marks.newest = static_cast<std::uint8_t*>(answer);
    marks.newestBytes = newSize;
  }
  return answer;
}

void* LuaArena::bump(std::size_t size) {
  const std::size_t wanted = rounded(size);
  // Once over the cap always over it: otherwise Lua's emergency collection could free and fail in turn, for hours.
  if (m_marks.exhausted || wanted > static_cast<std::size_t>(m_limit - m_marks.top)) {
    m_marks.exhausted = true;
    return nullptr;
  }
  void* answer = m_marks.top;
  m_marks.top += wanted;
  m_marks.allocated += wanted;
  return answer;
}

void* LuaArena::resize(std::uint8_t* block, std::size_t oldSize, std::size_t newSize) {
  const bool last = block + rounded(oldSize) == m_marks.top;
  if (newSize == 0) {
    if (last) m_marks.top = block;
    if (block == m_marks.stack) {
      m_marks.stack = m_marks.newest;
      m_marks.stackBytes = m_marks.newestBytes;
    }
    return nullptr;
  }
  std::uint8_t* answer = block;
  if (rounded(newSize) <= rounded(oldSize)) {
    if (last) m_marks.top = block + rounded(newSize);
  } else if (last) {
    if (!bump(rounded(newSize) - rounded(oldSize))) return nullptr;
  } else {
    answer = static_cast<std::uint8_t*>(bump(newSize));
    if (!answer) return nullptr;
    std::memcpy(answer, block, oldSize);
  }
  if (block == m_marks.stack) {
    m_marks.stack = answer;
    m_marks.stackBytes = newSize;
  } else {
    m_marks.largestBlock = std::max(m_marks.largestBlock, newSize);
  }
  return answer;
}

void LuaArena::freeze() {
  m_marks.allocated = 0;
  m_image.size = usedBytes();
  m_image.bytes = std::make_unique<std::uint8_t[]>(m_image.size);
  std::memcpy(m_image.bytes.get(), m_base, m_image.size);
  m_image.marks = m_marks;
  m_limit = m_marks.top + m_capacity;
}

void LuaArena::restore() {
  if (usedBytes() > m_image.size + kKeepResident) {
    const std::size_t page = 4096;
    std::uint8_t* keep = m_base + ((m_image.size + kKeepResident + page - 1) & ~(page - 1));
    std::uint8_t* end = m_base + ((usedBytes() + page - 1) & ~(page - 1));
    if (end > keep) madvise(keep, static_cast<std::size_t>(end - keep), MADV_DONTNEED);
  }
  std::memcpy(m_base, m_image.bytes.get(), m_image.size);
  m_marks = m_image.marks;
}

std::uint64_t LuaArena::takeAllocated() { return std::exchange(m_marks.allocated, 0); }

}  // namespace mz
