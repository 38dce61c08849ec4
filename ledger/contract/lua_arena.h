// The memory of one Lua state: a region that lies on a 4 GiB boundary and a bump allocator whose every answer depends on the
// requests alone. Lua hashes addresses by their low 32 bits and strings with a seed taken from clock and addresses; the
// boundary and the seed that this allocator plants make table layouts, and with them the point of "out of memory", equal
// everywhere. An arena belongs to one thread at a time. Only x86-64 Linux with the Lua 5.4 of this build.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "ledger/base/error.h"

namespace mz {

class LuaArena {
 public:
  // OutOfMemory where the system gives no address space. `capacity` bytes can be allocated beyond what freeze() keeps.
  static Result<std::unique_ptr<LuaArena>> reserve(std::size_t capacity);
  ~LuaArena();
  LuaArena(const LuaArena&) = delete;
  LuaArena& operator=(const LuaArena&) = delete;

  // lua_Alloc; `arena` is the LuaArena.
  static void* allocate(void* arena, void* block, std::size_t oldSize, std::size_t newSize);

  // Keeps a copy of everything allocated so far; restore() brings the region back to it, byte for byte.
  void freeze();
  void restore();

  bool exhausted() const { return m_marks.exhausted; }
  std::size_t imageBytes() const { return m_image.size; }
  std::size_t usedBytes() const { return static_cast<std::size_t>(m_marks.top - m_base); }
  // What a single step may have to walk through, where no hook looks. The meter charges for it.
  std::size_t longestString() const { return m_marks.longestString; }
  std::size_t stackBytes() const { return m_marks.stackBytes; }
  std::size_t largestBlock() const { return m_marks.largestBlock; }  // other than strings: a table's nodes, empty or not
  // Bytes handed out since the last question.
  std::uint64_t takeAllocated();

 private:
  struct Marks {
    std::uint8_t* top = nullptr;
    std::uint8_t* stack = nullptr;  // the block that holds the Lua stack
    std::size_t stackBytes = 0;
    std::uint8_t* newest = nullptr;  // the newest block that is no object: the next stack when the old one is given back
    std::size_t newestBytes = 0;
    std::size_t longestString = 0;
    std::size_t largestBlock = 0;
    std::uint64_t allocated = 0;
    std::uint32_t allocations = 0;  // counted up to the second, see allocate
    bool exhausted = false;
  };
  struct Image {
    std::unique_ptr<std::uint8_t[]> bytes;
    std::size_t size = 0;
    Marks marks;
  };

  LuaArena() = default;
  void* bump(std::size_t size);
  void* resize(std::uint8_t* block, std::size_t oldSize, std::size_t newSize);

  std::uint8_t* m_base = nullptr;
  std::uint8_t* m_limit = nullptr;
  std::size_t m_mapped = 0;
  std::size_t m_capacity = 0;
  std::size_t m_seedOffset = 0;
  Marks m_marks;
  Image m_image;
};

}  // namespace mz
