// RFC 6962 history tree with SHA-256, stored as C2SP tlog-tiles tiles of 256 hashes. Appending a leaf and every proof costs
// O(log n) hashes or tiles. Values and pure functions; a HistoryTree belongs to one thread, a TileReader says its own rule.
#pragma once

#include <span>
#include <vector>

#include "ledger/base/types.h"

namespace mz {

Digest leafHash(ByteView leaf);                            // SHA-256(0x00 || leaf)
Digest nodeHash(const Digest& left, const Digest& right);  // SHA-256(0x01 || left || right)
Digest emptyTreeRoot();

struct Tile {
  int level = 0;            // 0: leaf hashes; level L holds roots of 256^L leaves each
  std::uint64_t index = 0;  // of the tile within its level
  Bytes hashes;             // 1 to 256 hashes of 32 bytes
};

// Where tiles are read from; NotFound or Io otherwise.
class TileReader {
 public:
  virtual ~TileReader() = default;
  virtual Result<Bytes> tile(int level, std::uint64_t index) const = 0;
};

// The growing right edge. Copy it before a block to be able to go back.
class HistoryTree {
 public:
  HistoryTree() = default;  // empty
  static Result<HistoryTree> open(std::uint64_t size, const TileReader& tiles);

  void append(const Digest& leafHash);
  std::uint64_t size() const { return m_size; }
  Digest root() const;
  // Every tile that changed since the last call, partial ones included, lowest level first.
  std::vector<Tile> takeChangedTiles();

 private:
  std::uint64_t m_size = 0;
  std::vector<Bytes> m_edge;  // per level: hashes of the last, partial tile
  std::vector<Tile> m_full;   // filled since takeChangedTiles
  std::vector<bool> m_dirty;  // per level: partial tile changed
};

Result<Digest> treeRoot(const TileReader& tiles, std::uint64_t size);  // root of the first `size` leaves
Result<std::vector<Digest>> inclusionProof(const TileReader& tiles, std::uint64_t size, LeafIndex index);
Result<std::vector<Digest>> consistencyProof(const TileReader& tiles, std::uint64_t from, std::uint64_t to);

bool verifyInclusion(const Digest& leafHash, LeafIndex index, std::uint64_t size, std::span<const Digest> proof,
                     const Digest& root);
bool verifyConsistency(std::uint64_t from, const Digest& fromRoot, std::uint64_t to, const Digest& toRoot,
                       std::span<const Digest> proof);

}  // namespace mz
