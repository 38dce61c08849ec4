// Tiles of a history tree kept in memory, for tests.
#pragma once

#include <map>
#include <utility>

#include "ledger/merkle/history_tree.h"

namespace mz::test {

class MemoryTiles final : public TileReader {
 public:
  void store(const std::vector<Tile>& tiles) {
    for (const Tile& tile : tiles) m_tiles[{tile.level, tile.index}] = tile.hashes;
  }
  Result<Bytes> tile(int level, std::uint64_t index) const override {
    ++m_reads;
    const auto at = m_tiles.find({level, index});
    if (at == m_tiles.end()) return fail(ErrorCode::NotFound, "no such tile");
    return at->second;
  }
  Bytes& at(int level, std::uint64_t index) { return m_tiles.at({level, index}); }
  std::size_t count() const { return m_tiles.size(); }
  std::size_t reads() const { return m_reads; }

 private:
  std::map<std::pair<int, std::uint64_t>, Bytes> m_tiles;
  mutable std::size_t m_reads = 0;
};

}  // namespace mz::test
