#include "ledger/merkle/history_tree.h"

#include <QtTest>
#include <bit>
#include <nlohmann/json.hpp>

#include "ledger/base/random.h"
#include "tests/ledger/memory_tiles.h"
#include "tests/support/shared_files.h"

using mz::Digest;
using mz::HistoryTree;
using mz::LeafIndex;
using mz::test::MemoryTiles;
using nlohmann::json;

namespace {

Digest leafNumber(std::uint64_t number) { return mz::leafHash(mz::bytesOf("leaf " + std::to_string(number))); }

// RFC 6962 section 2.1, word for word.
Digest naiveRoot(std::span<const Digest> leaves) {
  if (leaves.empty()) return mz::emptyTreeRoot();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t left = std::bit_floor(leaves.size() - 1);
  return mz::nodeHash(naiveRoot(leaves.first(left)), naiveRoot(leaves.subspan(left)));
}

Digest digestOf(const json& base64) { return *Digest::fromView(*mz::fromBase64(base64.get<std::string>())); }

// Some cases have texts such as "don't care" for roots: shorter ones are filled up, so that equal stays equal.
std::optional<Digest> anyDigestOf(const json& base64) {
  auto raw = mz::fromBase64(base64.is_null() ? std::string() : base64.get<std::string>());
  if (!raw || raw->empty() || raw->size() > 32) return std::nullopt;
  raw->resize(32);
  return *Digest::fromView(*raw);
}

// Nothing where the vector has a hash that is none: nobody could hand such a proof over.
std::optional<std::vector<Digest>> proofOf(const json& list) {
  std::vector<Digest> out;
  if (list.is_null()) return out;
  for (const json& hash : list) {
    const auto raw = mz::fromBase64(hash.get<std::string>());
    if (!raw || raw->size() != 32) return std::nullopt;
    out.push_back(*Digest::fromView(*raw));
  }
  return out;
}

// The tiles of a real log, as C2SP tlog-tiles lays them out in folders, for a tree of one size.
class LogTiles final : public mz::TileReader {
 public:
  LogTiles(std::filesystem::path folder, std::uint64_t size) : m_folder(std::move(folder)), m_size(size) {}

  mz::Result<mz::Bytes> tile(int level, std::uint64_t index) const override {
    const std::uint64_t hashes = m_size >> (8 * level);
    char name[16];
    std::snprintf(name, sizeof name, "%03u", static_cast<unsigned>(index));
    std::filesystem::path file = m_folder / std::to_string(level) / name;
    if (index == hashes / 256)
      file = m_folder / std::to_string(level) / (std::string(name) + ".p") / std::to_string(hashes % 256);
    if (!std::filesystem::exists(file)) return mz::fail(mz::ErrorCode::NotFound, file.string());
    const std::string text = mz::test::readText(file);
    return mz::Bytes(text.begin(), text.end());
  }

 private:
  std::filesystem::path m_folder;
  std::uint64_t m_size;
};

}  // namespace

class HistoryTreeTest : public QObject {
  Q_OBJECT

  static constexpr std::uint64_t kLeaves = 700;
  std::vector<Digest> m_leaves;
  std::vector<Digest> m_roots;
  MemoryTiles m_tiles;

 private Q_SLOTS:
  void initTestCase() {
    HistoryTree tree;
    m_roots.push_back(tree.root());
    for (std::uint64_t i = 0; i < kLeaves; ++i) {
      m_leaves.push_back(leafNumber(i));
      tree.append(m_leaves.back());
      m_roots.push_back(tree.root());
      if (i % 7 == 0) m_tiles.store(tree.takeChangedTiles());
    }
    m_tiles.store(tree.takeChangedTiles());
  }

  void theTreeOfRfc6962HasItsHashes() {
    MZ_REQUIRE_SHARED(file, "vectors/merkle/rfc6962_tree.json");
    const json vector = json::parse(mz::test::readText(file));
    HistoryTree tree;
    QCOMPARE(tree.root().hex(), vector["rootHashesByTreeSize"][0].get<std::string>());
    for (std::size_t i = 0; i < vector["leafInputs"].size(); ++i) {
      const Digest leaf = mz::leafHash(*mz::fromHex(vector["leafInputs"][i].get<std::string>()));
      QCOMPARE(leaf.hex(), vector["nodeHashes"][0][i].get<std::string>());
      tree.append(leaf);
      QCOMPARE(tree.root().hex(), vector["rootHashesByTreeSize"][i + 1].get<std::string>());
    }
  }

  void inclusionProofsAreJudgedAsTheVectorsSay() {
    MZ_REQUIRE_SHARED(file, "vectors/merkle/inclusion.json");
    int refused = 0;
    const json cases = json::parse(mz::test::readText(file));
    for (const json& c : cases) {
      const auto root = anyDigestOf(c["root"]);
      const auto leaf = anyDigestOf(c["leafHash"]);
      const auto proof = proofOf(c["proof"]);
      const bool good = root && leaf && proof &&
                        mz::verifyInclusion(*leaf, LeafIndex(c["leafIdx"].get<std::uint64_t>()),
                                            c["treeSize"].get<std::uint64_t>(), *proof, *root);
      QVERIFY2(good != c["wantErr"].get<bool>(), c["file"].get<std::string>().c_str());
      refused += good ? 0 : 1;
    }
    qInfo("%zu cases, %d of them must fail and do", cases.size(), refused);
    QCOMPARE(cases.size(), std::size_t{98});
  }

  void consistencyProofsAreJudgedAsTheVectorsSay() {
    MZ_REQUIRE_SHARED(file, "vectors/merkle/consistency.json");
    int refused = 0;
    const json cases = json::parse(mz::test::readText(file));
    for (const json& c : cases) {
      const auto from = anyDigestOf(c["root1"]);
      const auto to = anyDigestOf(c["root2"]);
      const auto proof = proofOf(c["proof"]);
      const bool good =
          from && to && proof &&
          mz::verifyConsistency(c["size1"].get<std::uint64_t>(), *from, c["size2"].get<std::uint64_t>(), *to, *proof);
      QVERIFY2(good != c["wantErr"].get<bool>(), c["file"].get<std::string>().c_str());
      refused += good ? 0 : 1;
    }
    qInfo("%zu cases, %d of them must fail and do", cases.size(), refused);
    QCOMPARE(cases.size(), std::size_t{98});
  }

  void theTilesOfARealLogGiveItsRootsAndProofs() {
    MZ_REQUIRE_SHARED(file, "vectors/tlog/tlog_vectors.json");
    const std::filesystem::path folder = file.parent_path() / "log" / "tile";
    const json vector = json::parse(mz::test::readText(file));
    std::vector<Digest> roots;
    for (const json& checkpoint : vector["checkpoints"]) roots.push_back(digestOf(checkpoint["root"]));
    for (std::uint64_t size = 0; size < roots.size(); ++size) {
      const LogTiles tiles(folder, size);
      QVERIFY(mz::treeRoot(tiles, size) == roots[size]);
      const auto tree = HistoryTree::open(size, tiles);
      QVERIFY(tree);
      QVERIFY(tree->root() == roots[size]);
      for (std::uint64_t index = 0; index < size; ++index) {
        const Digest leaf = *Digest::fromHex(vector["leaf_hashes_hex"][index].get<std::string>());
        QVERIFY(leaf == mz::leafHash(*mz::fromHex(vector["entries_hex"][index].get<std::string>())));
        const auto proof = mz::inclusionProof(tiles, size, LeafIndex(index));
        QVERIFY(proof);
        QVERIFY(mz::verifyInclusion(leaf, LeafIndex(index), size, *proof, roots[size]));
      }
      for (std::uint64_t from = 1; from <= size; ++from) {
        const auto proof = mz::consistencyProof(tiles, from, size);
        QVERIFY(proof);
        QVERIFY(mz::verifyConsistency(from, roots[from], size, roots[size], *proof));
      }
    }
  }

  void theRootIsTheOneOfTheDefinitionAtEverySize() {
    for (std::uint64_t size = 0; size <= kLeaves; ++size) {
      QVERIFY(m_roots[size] == naiveRoot(std::span(m_leaves).first(size)));
      QVERIFY(mz::treeRoot(m_tiles, size) == m_roots[size]);
    }
  }

  void aTreeOpenedFromTilesGrowsOnAsTheFirstDid() {
    for (const std::uint64_t size : {0, 1, 2, 255, 256, 257, 511, 512, 513, 699}) {
      auto tree = HistoryTree::open(size, m_tiles);
      QVERIFY(tree);
      QVERIFY(tree->root() == m_roots[size]);
      QVERIFY(tree->takeChangedTiles().empty());
      for (std::uint64_t i = size; i < kLeaves; ++i) {
        tree->append(m_leaves[i]);
        QVERIFY(tree->root() == m_roots[i + 1]);
      }
    }
  }

  void aCopyGoesBackToBeforeTheBlock() {
    HistoryTree tree;
    for (std::uint64_t i = 0; i < 300; ++i) tree.append(m_leaves[i]);
    const HistoryTree before = tree;
    for (std::uint64_t i = 300; i < 600; ++i) tree.append(m_leaves[i]);
    QVERIFY(tree.root() == m_roots[600]);
    QVERIFY(before.root() == m_roots[300]);
  }

  void changedTilesAreThoseOfTlogTiles() {
    HistoryTree tree;
    for (std::uint64_t i = 0; i < 600; ++i) tree.append(m_leaves[i]);
    const auto tiles = tree.takeChangedTiles();
    QCOMPARE(tiles.size(), std::size_t{4});
    const std::array<std::tuple<int, std::uint64_t, std::size_t>, 4> expected = {
        {{0, 0, 256}, {0, 1, 256}, {0, 2, 88}, {1, 0, 2}}};
    for (std::size_t i = 0; i < tiles.size(); ++i) {
      QCOMPARE(tiles[i].level, std::get<0>(expected[i]));
      QCOMPARE(tiles[i].index, std::get<1>(expected[i]));
      QCOMPARE(tiles[i].hashes.size(), std::get<2>(expected[i]) * 32);
    }
    QVERIFY(mz::ByteView(tiles[3].hashes).subspan(32).size() == 32);
    QVERIFY(*Digest::fromView(mz::ByteView(tiles[3].hashes).subspan(32)) == naiveRoot(std::span(m_leaves).subspan(256, 256)));
    QVERIFY(tree.takeChangedTiles().empty());
    tree.append(m_leaves[600]);
    const auto next = tree.takeChangedTiles();
    QCOMPARE(next.size(), std::size_t{1});
    QCOMPARE(next[0].hashes.size(), std::size_t{89 * 32});
  }

  void everyInclusionProofHoldsAndForNothingElse() {
    mz::SeededRandom random(3);
    for (std::uint64_t size = 1; size <= kLeaves; size += 1 + random.below(11)) {
      for (std::uint64_t n = 0; n < 20; ++n) {
        const std::uint64_t index = random.below(size);
        auto proof = mz::inclusionProof(m_tiles, size, LeafIndex(index));
        QVERIFY(proof);
        const auto holds = [&](std::uint64_t leaf, std::uint64_t at, std::uint64_t of) {
          return mz::verifyInclusion(m_leaves[leaf], LeafIndex(at), of, *proof, m_roots[of]);
        };
        QVERIFY(holds(index, index, size));
        const std::uint64_t other = random.below(kLeaves);
        if (other != index) QVERIFY(!holds(other, index, size));
        if (other != index && other < size) QVERIFY(!holds(index, other, size));
        if (other + 1 != size) QVERIFY(!holds(index, index, other + 1));
        proof->push_back(m_roots[1]);
        QVERIFY(!holds(index, index, size));
        proof->pop_back();
        if (proof->empty()) continue;
        proof->at(random.below(proof->size())).bytes[random.below(32)] ^= 1;
        QVERIFY(!holds(index, index, size));
        proof->pop_back();
        QVERIFY(!holds(index, index, size));
      }
    }
  }

  void everyConsistencyProofHoldsAndForNothingElse() {
    mz::SeededRandom random(5);
    for (std::uint64_t to = 1; to <= kLeaves; to += 1 + random.below(11)) {
      for (std::uint64_t n = 0; n < 20; ++n) {
        const std::uint64_t from = 1 + random.below(to);
        auto proof = mz::consistencyProof(m_tiles, from, to);
        QVERIFY(proof);
        const auto holds = [&](std::uint64_t older, std::uint64_t newer) {
          return mz::verifyConsistency(from, m_roots[older], to, m_roots[newer], *proof);
        };
        QVERIFY(holds(from, to));
        const std::uint64_t other = 1 + random.below(kLeaves);
        if (other != from) QVERIFY(!holds(other, to));
        if (other != to) QVERIFY(!holds(from, other));
        if (proof->empty()) continue;
        proof->at(random.below(proof->size())).bytes[random.below(32)] ^= 1;
        QVERIFY(!holds(from, to));
      }
    }
    QVERIFY(!mz::verifyConsistency(0, m_roots[0], 5, m_roots[5], {}));
    QVERIFY(!mz::verifyConsistency(0, m_roots[0], 0, m_roots[0], {}));
  }

  void questionsOutsideTheTreeAreRefused() {
    QCOMPARE(mz::inclusionProof(m_tiles, 5, LeafIndex(5)).error().code, mz::ErrorCode::InvalidArgument);
    QCOMPARE(mz::inclusionProof(m_tiles, 0, LeafIndex(0)).error().code, mz::ErrorCode::InvalidArgument);
    QCOMPARE(mz::consistencyProof(m_tiles, 0, 5).error().code, mz::ErrorCode::InvalidArgument);
    QCOMPARE(mz::consistencyProof(m_tiles, 6, 5).error().code, mz::ErrorCode::InvalidArgument);
    QCOMPARE(HistoryTree::open(kLeaves + 1000, m_tiles).error().code, mz::ErrorCode::NotFound);
  }

  void shortOrUnevenTilesAreDamage() {
    MemoryTiles damaged = m_tiles;
    damaged.at(0, 2).resize(100 * 32);
    QCOMPARE(HistoryTree::open(kLeaves, damaged).error().code, mz::ErrorCode::Damaged);
    QCOMPARE(mz::treeRoot(damaged, kLeaves).error().code, mz::ErrorCode::Damaged);
    QCOMPARE(mz::inclusionProof(damaged, kLeaves, LeafIndex(690)).error().code, mz::ErrorCode::Damaged);
    damaged.at(0, 2).resize(200 * 32 + 1);
    QCOMPARE(mz::treeRoot(damaged, kLeaves).error().code, mz::ErrorCode::Damaged);
  }

  void threeLevelsOfTilesAgreeAndProofsReadFewTiles() {
    constexpr std::uint64_t kMany = 65'536 + 300;
    HistoryTree tree;
    std::vector<Digest> leaves;
    for (std::uint64_t i = 0; i < kMany; ++i) {
      leaves.push_back(leafNumber(i));
      tree.append(leaves.back());
    }
    MemoryTiles tiles;
    tiles.store(tree.takeChangedTiles());
    QCOMPARE(tiles.count(), std::size_t{258 + 2 + 1});
    const Digest root = tree.root();
    QVERIFY(root == naiveRoot(leaves));
    QVERIFY(HistoryTree::open(kMany, tiles)->root() == root);
    for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{40'000}, kMany - 1}) {
      const std::size_t before = tiles.reads();
      const auto proof = mz::inclusionProof(tiles, kMany, LeafIndex(index));
      QVERIFY(proof);
      QVERIFY(tiles.reads() - before <= 6);
      QVERIFY(mz::verifyInclusion(leaves[index], LeafIndex(index), kMany, *proof, root));
    }
    const auto proof = mz::consistencyProof(tiles, 40'001, kMany);
    QVERIFY(proof);
    QVERIFY(mz::verifyConsistency(40'001, naiveRoot(std::span(leaves).first(40'001)), kMany, root, *proof));
  }
};

QTEST_GUILESS_MAIN(HistoryTreeTest)
#include "history_tree_test.moc"
