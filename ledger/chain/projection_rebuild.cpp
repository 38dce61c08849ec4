#include "ledger/chain/projection_rebuild.h"

#include "ledger/chain/executed_block.h"

namespace mz {

namespace {

constexpr std::size_t kTransactionsAtOnce = 2000;  // some ten milliseconds that the next block may have to wait

class Rebuild {
 public:
  Rebuild(Replica& replica, Database& reader, Projection& projection)
      : m_replica(replica), m_tables(reader), m_projection(projection), m_beside(projection.makeBeside()) {}

  Result<std::uint64_t> run(const Progress& progress) {
    MZ_CHECK(m_replica.betweenBlocks([this](Database& writer) { return begin(writer); }));
    while (!hasCaughtUp()) {
      if (progress.cancelled()) return fail(ErrorCode::Cancelled, "the rebuild was cancelled; the read model is as it was");
      MZ_TRY(const auto blocks, readBlocks(m_replica.view().newest.height));
      MZ_CHECK(m_replica.betweenBlocks([&](Database& writer) { return apply(blocks, writer); }));
      m_beside->committed();
      progress.report(m_next.value - 1, m_replica.view().newest.height.value);
    }
    MZ_CHECK(m_replica.replaceProjection(m_projection, *m_beside, [this](Database& writer) { return applyRest(writer); }));
    progress.report(m_next.value - 1, m_next.value - 1);
    return m_given;
  }

  Status giveUp() {
    return m_replica.betweenBlocks([&](Database& writer) { return m_beside->dropTables(writer); });
  }

 private:
  bool hasCaughtUp() const {
    constexpr std::uint64_t kLastBlocks = 2;
    return m_next.value + kLastBlocks > m_replica.view().newest.height.value;
  }

  // From the next one on: as many as make up a step, at least one.
  Result<std::vector<ExecutedBlock>> readBlocks(Height newest) {
    std::vector<ExecutedBlock> blocks;
    for (std::size_t count = 0; count < kTransactionsAtOnce && m_next <= newest; m_next = m_next.next()) {
      MZ_TRY(ExecutedBlock block, readExecutedBlock(m_tables, m_next));
      count += block.transactions.size() + 1;
      blocks.push_back(std::move(block));
    }
    return blocks;
  }

  Status begin(Database& writer) {
    MZ_CHECK(m_beside->dropTables(writer));
    return m_beside->createTables(writer);
  }

  // What was committed since, with the replica standing still: a block or two.
  Status applyRest(Database& writer) {
    while (m_next <= m_replica.view().newest.height) {
      MZ_TRY(const auto blocks, readBlocks(m_replica.view().newest.height));
      MZ_CHECK(apply(blocks, writer));
    }
    return {};
  }

  Status apply(std::span<const ExecutedBlock> blocks, Database& writer) {
    for (const ExecutedBlock& block : blocks) {
      MZ_CHECK(m_beside->apply(block.transactions, writer));
      m_given += block.transactions.size();
    }
    return {};
  }

  Replica& m_replica;
  ChannelTables m_tables;
  Projection& m_projection;
  const std::unique_ptr<Projection> m_beside;
  Height m_next{1};
  std::uint64_t m_given = 0;
};

}  // namespace

Result<std::uint64_t> rebuildProjection(Replica& replica, const std::filesystem::path& file, Projection& projection,
                                        const Progress& progress, std::string_view vfs) {
  MZ_TRY(Database reader, Database::open(file, OpenMode::Read, vfs));
  Rebuild rebuild(replica, reader, projection);
  auto given = rebuild.run(progress);
  // Where not even that works, opening the channel the next time drops them.
  if (!given) (void)rebuild.giveUp();
  return given;
}

}  // namespace mz
