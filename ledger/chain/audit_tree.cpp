#include "ledger/chain/audit_tree.h"

#include <algorithm>
#include <cstring>

namespace mz {

namespace {
constexpr std::size_t kRecentRoots = 64;
}

Result<Digest> AuditTree::rootAt(std::uint64_t size) const {
  const auto known = std::ranges::find(m_recentRoots, size, &std::pair<std::uint64_t, Digest>::first);
  if (known != m_recentRoots.end()) return known->second;
  return treeRoot(m_tables, size);
}

// Says which of the new leaves are stored with another hash; wrong hashes of higher levels are reported.
std::vector<bool> AuditTree::compareTiles(std::span<const Tile> tiles, LeafIndex firstLeaf, std::uint64_t leaves,
                                          Height height) {
  std::vector<bool> differs(leaves, false);
  for (const Tile& tile : tiles) {
    const auto stored = m_tables.tile(tile.level, tile.index);
    const std::size_t hashes = tile.hashes.size() / 32;
    // Those before it came with earlier blocks and were compared there.
    const std::uint64_t firstNew = firstLeaf.value >> (8 * tile.level);
    for (std::size_t h = 0; h < hashes; ++h) {
      const bool same = stored && stored->size() >= (h + 1) * 32 &&
                        std::equal(tile.hashes.begin() + static_cast<std::ptrdiff_t>(h * 32),
                                   tile.hashes.begin() + static_cast<std::ptrdiff_t>((h + 1) * 32),
                                   stored->begin() + static_cast<std::ptrdiff_t>(h * 32));
      const std::uint64_t index = tile.index * 256 + h;
      if (same) continue;
      if (tile.level == 0 && index >= firstLeaf.value && index < firstLeaf.value + leaves) {
        differs[index - firstLeaf.value] = true;
      } else if (tile.level > 0 && index >= firstNew) {
        m_findings.damage({height, {}, {}}, "tree",
                          "history tree tile " + std::to_string(tile.level) + "/" + std::to_string(tile.index) +
                              " has a wrong hash at " + std::to_string(h));
      }
    }
  }
  return differs;
}

// Whether any signature fits; with `report`, those that do not are damage, and all are counted.
Result<bool> AuditTree::checkSignatures(Height height, std::uint64_t size, const Digest& root, bool report) {
  const AuditPlace place{height, {}, {}};
  const Configuration& configuration = m_chain.configuration.inForce();
  const std::string origin = configuration.origin(m_chain.id);
  const std::string text = Checkpoint{origin, size, root}.format();
  const auto signatures = m_tables.signatures(height);
  if (!signatures) {
    if (report) m_findings.damage(place, "cosignature", signatures.error().detail);
    return false;
  }
  bool any = false;
  for (const StoredSignature& one : *signatures) {
    const auto keys = configuration.cosigners().find(one.cosigner);
    bool good = false;
    if (keys != configuration.cosigners().end() && (one.type == NoteKeyType::Log || one.type == NoteKeyType::Cosigner)) {
      const bool isLog = one.type == NoteKeyType::Log;
      MZ_TRY(const NoteKey key,
             NoteKey::make(isLog ? origin : one.cosigner, one.type, isLog ? keys->second.log : keys->second.cosigner));
      good = verifyNoteSignature(text, {key.name, key.id(), one.signature}, key);
      if (report) ++m_findings.report().signatures;
    }
    any |= good;
    if (!good && report)
      m_findings.damage(place, "cosignature", "the signature of " + one.cosigner + " does not fit the block's checkpoint");
  }
  return any;
}

HistoryTree AuditTree::withStoredLeaves(HistoryTree before, std::span<const Digest> computed,
                                        const std::vector<bool>& differs) const {
  const std::uint64_t first = before.size();
  for (std::size_t i = 0; i < computed.size(); ++i) {
    Digest leaf = computed[i];
    const std::uint64_t index = first + i;
    if (const auto tile = m_tables.tile(0, index / 256); differs[i] && tile && tile->size() >= (index % 256 + 1) * 32)
      std::memcpy(leaf.bytes.data(), tile->data() + index % 256 * 32, 32);
    before.append(leaf);
  }
  return before;
}

void AuditTree::reportLeaves(const AuditedBlock& block, const std::vector<bool>& differs, bool computedSigned) {
  for (std::size_t i = 0; i < differs.size(); ++i) {
    if (!differs[i]) continue;
    AuditPlace place{block.stored.height, {}, {}};
    const bool isTransaction = block.stored.height.value > 0 && i + 1 < differs.size();
    if (isTransaction) {
      place.transaction = block.transactions[i].number;
      place.id = block.envelopes[i].id;
    }
    m_findings.damage(place, computedSigned ? "tree" : "leaf",
                      computedSigned ? "the history tree's stored hash of this leaf is wrong"
                                     : "the leaf is not the one that was signed: what it was made from has changed");
  }
}

Status AuditTree::check(AuditedBlock& block, const std::string& record) {
  const Height height = block.stored.height;
  const AuditPlace place{height, {}, {}};
  if (block.stored.record != record)
    m_findings.damage(place, "block", "the stored block record is not the one that the block's content gives");
  block.computed.push_back(leafHash(bytesOf(record)));

  const HistoryTree before = m_tree;
  for (const Digest& leaf : block.computed) m_tree.append(leaf);
  const std::vector<bool> differs =
      compareTiles(m_tree.takeChangedTiles(), LeafIndex(before.size()), block.computed.size(), height);
  const bool anyDiffers = std::ranges::find(differs, true) != differs.end();
  MZ_TRY(const bool computedSigned, checkSignatures(height, m_tree.size(), m_tree.root(), false));
  bool storedSigned = false;
  if (anyDiffers && !computedSigned) {
    // Which is right, the bytes or the tree? What was signed decides.
    HistoryTree asStored = withStoredLeaves(before, block.computed, differs);
    MZ_TRY(storedSigned, checkSignatures(height, asStored.size(), asStored.root(), false));
    if (storedSigned) {
      (void)asStored.takeChangedTiles();
      m_tree = std::move(asStored);
    }
  }
  reportLeaves(block, differs, computedSigned);
  MZ_TRY(const bool anyGood, checkSignatures(height, m_tree.size(), m_tree.root(), true));
  if (!anyGood && m_chain.configuration.inForce().finalityThreshold() > 0)
    m_findings.damage(place, "checkpoint", "no signature of this block's checkpoint fits its history tree");
  m_recentRoots.emplace_back(m_tree.size(), m_tree.root());
  if (m_recentRoots.size() > kRecentRoots) m_recentRoots.erase(m_recentRoots.begin());
  // What follows is judged by what was signed, so that one damage is not reported again with every later block.
  m_newestRecord = storedSigned ? block.stored.record : record;
  return {};
}

}  // namespace mz
