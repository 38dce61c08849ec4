#include "ledger/merkle/history_tree.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

#include "ledger/crypto/hash.h"

namespace mz {

namespace {

constexpr int kTileHeight = 8;
constexpr std::uint64_t kTileHashes = std::uint64_t{1} << kTileHeight;
constexpr std::size_t kHashBytes = 32;
constexpr int kLevels = 64 / kTileHeight;

Digest hashAt(const Bytes& hashes, std::size_t index) {
  Digest out;
  std::memcpy(out.bytes.data(), hashes.data() + index * kHashBytes, kHashBytes);
  return out;
}

// Root of `count` hashes from `first` on; `count` is a power of two up to kTileHashes.
Digest perfectRoot(const Bytes& hashes, std::size_t first, std::size_t count) {
  if (count == 1) return hashAt(hashes, first);
  std::array<Digest, kTileHashes / 2> row;
  for (std::size_t i = 0; i < count / 2; ++i)
    row[i] = nodeHash(hashAt(hashes, first + 2 * i), hashAt(hashes, first + 2 * i + 1));
  for (std::size_t width = count / 2; width > 1; width /= 2)
    for (std::size_t i = 0; i < width / 2; ++i) row[i] = nodeHash(row[2 * i], row[2 * i + 1]);
  return row[0];
}

// Hashes of `level` that a tree of `size` leaves has, and how many of them lie in the last, partial tile.
std::uint64_t hashesAtLevel(std::uint64_t size, int level) { return size >> (level * kTileHeight); }
std::uint64_t partialAtLevel(std::uint64_t size, int level) { return hashesAtLevel(size, level) % kTileHashes; }

Result<Bytes> readTile(const TileReader& tiles, int level, std::uint64_t index, std::size_t hashes) {
  MZ_TRY(Bytes tile, tiles.tile(level, index));
  if (tile.size() < hashes * kHashBytes || tile.size() > kTileHashes * kHashBytes || tile.size() % kHashBytes != 0)
    return fail(ErrorCode::Damaged, "tile " + std::to_string(level) + "/" + std::to_string(index) + " has " +
                                        std::to_string(tile.size()) + " bytes, needed are " +
                                        std::to_string(hashes * kHashBytes));
  return tile;
}

// Roots of ranges of leaves, each tile read once.
class RangeHasher {
 public:
  explicit RangeHasher(const TileReader& tiles) : m_tiles(tiles) {}

  // Root of the leaves from `start` to before `end` as a node of the tree: RFC 6962 section 2.1.
  Result<Digest> root(std::uint64_t start, std::uint64_t end) {
    const std::uint64_t count = end - start;
    if (std::has_single_bit(count)) return perfect(start, std::countr_zero(count));
    const std::uint64_t left = std::bit_floor(count);
    MZ_TRY(const Digest leftRoot, perfect(start, std::countr_zero(left)));
    MZ_TRY(const Digest rightRoot, root(start + left, end));
    return nodeHash(leftRoot, rightRoot);
  }

 private:
  // Of 2^height leaves, `start` a multiple of that.
  Result<Digest> perfect(std::uint64_t start, int height) {
    const int level = height / kTileHeight;
    const std::uint64_t first = start >> (level * kTileHeight);
    const auto count = std::size_t{1} << (height % kTileHeight);
    const auto offset = static_cast<std::size_t>(first % kTileHashes);
    const std::pair key(level, first / kTileHashes);
    auto at = m_read.find(key);
    if (at == m_read.end()) {
      MZ_TRY(Bytes tile, readTile(m_tiles, key.first, key.second, offset + count));
      at = m_read.emplace(key, std::move(tile)).first;
    } else if (at->second.size() < (offset + count) * kHashBytes) {
      return fail(ErrorCode::Damaged,
                  "tile " + std::to_string(key.first) + "/" + std::to_string(key.second) + " is shorter than the tree");
    }
    return perfectRoot(at->second, offset, count);
  }

  const TileReader& m_tiles;
  std::map<std::pair<int, std::uint64_t>, Bytes> m_read;
};

// The size of the left half where a tree of `count` > 1 leaves divides.
std::uint64_t splitPoint(std::uint64_t count) { return std::bit_floor(count - 1); }

// How a proof for leaf `index` in a tree of `size` divides: nodes beside the path up to where it meets the right edge, and
// nodes to the left of that edge.
struct ProofShape {
  int inner;
  int border;
};
ProofShape proofShape(std::uint64_t index, std::uint64_t size) {
  const int inner = std::bit_width(index ^ (size - 1));
  return {inner, inner == 64 ? 0 : std::popcount(index >> inner)};
}

Digest chainInner(Digest hash, std::span<const Digest> proof, std::uint64_t index) {
  for (const Digest& sibling : proof) {
    hash = (index & 1) == 0 ? nodeHash(hash, sibling) : nodeHash(sibling, hash);
    index >>= 1;
  }
  return hash;
}

// As chainInner, leaving out what lies to the right: the older tree did not have it.
Digest chainInnerRight(Digest hash, std::span<const Digest> proof, std::uint64_t index) {
  for (const Digest& sibling : proof) {
    if ((index & 1) == 1) hash = nodeHash(sibling, hash);
    index >>= 1;
  }
  return hash;
}

Digest chainBorder(Digest hash, std::span<const Digest> proof) {
  for (const Digest& sibling : proof) hash = nodeHash(sibling, hash);
  return hash;
}

}  // namespace

Digest leafHash(ByteView leaf) {
  constexpr std::uint8_t kPrefix = 0x00;
  return sha256Of({&kPrefix, 1}, leaf);
}

Digest nodeHash(const Digest& left, const Digest& right) {
  std::array<std::uint8_t, 1 + 2 * kHashBytes> node;
  node[0] = 0x01;
  std::memcpy(node.data() + 1, left.bytes.data(), kHashBytes);
  std::memcpy(node.data() + 1 + kHashBytes, right.bytes.data(), kHashBytes);
  return sha256(node);
}

Digest emptyTreeRoot() { return sha256({}); }

Result<HistoryTree> HistoryTree::open(std::uint64_t size, const TileReader& tiles) {
  HistoryTree tree;
  tree.m_size = size;
  for (int level = 0; level < kLevels && hashesAtLevel(size, level) > 0; ++level) {
    Bytes& edge = tree.m_edge.emplace_back();
    tree.m_dirty.push_back(false);
    const auto count = static_cast<std::size_t>(partialAtLevel(size, level));
    if (count == 0) continue;
    MZ_TRY(edge, readTile(tiles, level, hashesAtLevel(size, level) / kTileHashes, count));
    edge.resize(count * kHashBytes);
  }
  return tree;
}

void HistoryTree::append(const Digest& leafHash) {
  Digest hash = leafHash;
  ++m_size;
  for (std::size_t level = 0;; ++level) {
    if (level == m_edge.size()) {
      m_edge.emplace_back();
      m_dirty.push_back(false);
    }
    Bytes& edge = m_edge[level];
    if (edge.empty()) edge.reserve(kTileHashes * kHashBytes);
    edge.insert(edge.end(), hash.bytes.begin(), hash.bytes.end());
    m_dirty[level] = true;
    if (edge.size() < kTileHashes * kHashBytes) return;

    hash = perfectRoot(edge, 0, kTileHashes);
    const int tileLevel = static_cast<int>(level);
    m_full.push_back({tileLevel, hashesAtLevel(m_size, tileLevel) / kTileHashes - 1, std::exchange(edge, {})});
    m_dirty[level] = false;
  }
}

Digest HistoryTree::root() const {
  if (m_size == 0) return emptyTreeRoot();
  // The tree is a row of perfect subtrees, largest first; joined from the right.
  bool any = false;
  Digest joined;
  for (const Bytes& edge : m_edge) {
    std::size_t left = edge.size() / kHashBytes;
    while (left > 0) {
      const std::size_t count = left & (~left + 1);  // lowest set bit
      left -= count;
      const Digest subtree = perfectRoot(edge, left, count);
      joined = any ? nodeHash(subtree, joined) : subtree;
      any = true;
    }
  }
  return joined;
}

std::vector<Tile> HistoryTree::takeChangedTiles() {
  std::vector<Tile> changed = std::exchange(m_full, {});
  for (std::size_t level = 0; level < m_edge.size(); ++level) {
    if (!m_dirty[level]) continue;
    const int tileLevel = static_cast<int>(level);
    changed.push_back({tileLevel, hashesAtLevel(m_size, tileLevel) / kTileHashes, m_edge[level]});
    m_dirty[level] = false;
  }
  std::ranges::sort(changed, {}, [](const Tile& tile) { return std::pair(tile.level, tile.index); });
  return changed;
}

Result<Digest> treeRoot(const TileReader& tiles, std::uint64_t size) {
  if (size == 0) return emptyTreeRoot();
  return RangeHasher(tiles).root(0, size);
}

Result<std::vector<Digest>> inclusionProof(const TileReader& tiles, std::uint64_t size, LeafIndex index) {
  if (index.value >= size)
    return fail(ErrorCode::InvalidArgument,
                "leaf " + std::to_string(index.value) + " is not in a tree of " + std::to_string(size) + " leaves");
  RangeHasher hasher(tiles);
  std::vector<Digest> proof;
  std::uint64_t start = 0;
  std::uint64_t end = size;
  while (end - start > 1) {
    const std::uint64_t middle = start + splitPoint(end - start);
    const bool goLeft = index.value < middle;
    MZ_TRY(const Digest sibling, goLeft ? hasher.root(middle, end) : hasher.root(start, middle));
    proof.push_back(sibling);
    (goLeft ? end : start) = middle;
  }
  std::ranges::reverse(proof);
  return proof;
}

Result<std::vector<Digest>> consistencyProof(const TileReader& tiles, std::uint64_t from, std::uint64_t to) {
  if (from == 0 || from > to)
    return fail(ErrorCode::InvalidArgument,
                "no consistency proof leads from " + std::to_string(from) + " to " + std::to_string(to) + " leaves");
  // SUBPROOF of RFC 6962 section 2.1.2, gathered from the root down.
  RangeHasher hasher(tiles);
  std::vector<Digest> proof;
  std::uint64_t start = 0;
  std::uint64_t end = to;
  while (from != end) {
    const std::uint64_t middle = start + splitPoint(end - start);
    const bool goLeft = from <= middle;
    MZ_TRY(const Digest sibling, goLeft ? hasher.root(middle, end) : hasher.root(start, middle));
    proof.push_back(sibling);
    (goLeft ? end : start) = middle;
  }
  if (start != 0) {
    MZ_TRY(const Digest shared, hasher.root(start, end));
    proof.push_back(shared);
  }
  std::ranges::reverse(proof);
  return proof;
}

bool verifyInclusion(const Digest& leafHash, LeafIndex index, std::uint64_t size, std::span<const Digest> proof,
                     const Digest& root) {
  if (index.value >= size) return false;
  const auto [inner, border] = proofShape(index.value, size);
  if (proof.size() != static_cast<std::size_t>(inner + border)) return false;
  const auto split = static_cast<std::size_t>(inner);
  return chainBorder(chainInner(leafHash, proof.first(split), index.value), proof.subspan(split)) == root;
}

bool verifyConsistency(std::uint64_t from, const Digest& fromRoot, std::uint64_t to, const Digest& toRoot,
                       std::span<const Digest> proof) {
  if (from == 0 || from > to) return false;
  if (from == to) return proof.empty() && fromRoot == toRoot;
  const int shift = std::countr_zero(from);
  auto [inner, border] = proofShape(from - 1, to);
  inner -= shift;
  // An older tree that is perfect is itself the first node.
  const std::size_t given = std::has_single_bit(from) ? 0 : 1;
  if (proof.size() != given + static_cast<std::size_t>(inner + border)) return false;
  const Digest seed = given == 0 ? fromRoot : proof[0];
  const auto beside = proof.subspan(given, static_cast<std::size_t>(inner));
  const auto edge = proof.subspan(given + static_cast<std::size_t>(inner));
  const std::uint64_t index = (from - 1) >> shift;
  return chainBorder(chainInnerRight(seed, beside, index), edge) == fromRoot &&
         chainBorder(chainInner(seed, beside, index), edge) == toRoot;
}

}  // namespace mz
