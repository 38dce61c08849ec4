#include "models/block_comparison.h"

#include <QtCore/QCoreApplication>
#include <algorithm>
#include <set>

#include "models/block_model.h"
#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::size_t kMostTransactions = 10'000;

struct BlockComparison {
  Q_DECLARE_TR_FUNCTIONS(mz::BlockComparison)
};

using Part = ComparisonRow::Part;
using Kind = ComparisonRow::Kind;

Result<ComparedBlock> readBlock(Engine& engine, const std::string& channel, Height height) {
  ComparedBlock out;
  MZ_TRY(out.block, engine.block(channel, height));
  const std::uint64_t all = out.block.summary.transactions;
  const std::size_t count = std::min<std::uint64_t>(all, kMostTransactions);
  out.allRead = count == all;
  if (count == 0) return out;
  MZ_TRY(const auto transactions, engine.transactions(channel, out.block.firstTransaction, count));
  for (const TransactionSummary& transaction : transactions) {
    if (!transaction.hasEnvelope) continue;
    ++out.signers[{transaction.org, transaction.signer}];
    ++out.calls[transaction.contract + "." + transaction.function];
  }
  return out;
}

class Rows {
 public:
  void add(Part part, const QString& name, const QString& left, const QString& right, const QString& leftFull = {},
           const QString& rightFull = {}) {
    const bool same = leftFull.isEmpty() ? left == right : leftFull == rightFull;
    m_rows.push_back({part, name, left, right, leftFull, rightFull, same ? Kind::Same : Kind::Different});
  }
  void number(Part part, const QString& name, std::uint64_t left, std::uint64_t right) {
    add(part, name, numberText(left), numberText(right));
  }
  template <class Tag>
  void digest(Part part, const QString& name, const Hash32<Tag>& left, const Hash32<Tag>& right) {
    add(part, name, shortDigest(left), shortDigest(right), fromText(left.hex()), fromText(right.hex()));
  }
  // What is in one list, the other, or both; counts that differ make it different.
  template <class Map, class Name>
  void lists(Part part, const Map& left, const Map& right, Name name) {
    std::set<typename Map::key_type> keys;
    for (const auto& [key, count] : left) keys.insert(key);
    for (const auto& [key, count] : right) keys.insert(key);
    for (const auto& key : keys) {
      const auto one = left.find(key), other = right.find(key);
      const auto text = [](const auto& found, const Map& map) {
        return found == map.end() ? QStringLiteral("—") : numberText(found->second);
      };
      ComparisonRow row{part, name(key), text(one, left), text(other, right), {}, {}, Kind::Same};
      if (one == left.end()) {
        row.kind = Kind::OnlyRight;
      } else if (other == right.end()) {
        row.kind = Kind::OnlyLeft;
      } else if (one->second != other->second) {
        row.kind = Kind::Different;
      }
      m_rows.push_back(std::move(row));
    }
  }
  std::vector<ComparisonRow> take() { return std::move(m_rows); }

 private:
  std::vector<ComparisonRow> m_rows;
};

}  // namespace

Result<BlockPair> readBlocks(Engine& engine, const std::string& channel, Height left, Height right) {
  BlockPair pair;
  MZ_TRY(pair.left, readBlock(engine, channel, left));
  MZ_TRY(pair.right, readBlock(engine, channel, right));
  return pair;
}

std::vector<ComparisonRow> comparisonRows(const BlockPair& pair, const EngineClient& client) {
  const BlockDetail &a = pair.left.block, &b = pair.right.block;
  const auto org = [&](const std::string& id) {
    const OrgInfo* info = client.org(id);
    return info ? titleText(info->title, info->id) : fromText(id);
  };
  Rows rows;
  rows.number(Part::Record, BlockComparison::tr("Height"), a.summary.height.value, b.summary.height.value);
  rows.add(Part::Record, BlockComparison::tr("Time"), timeText(a.summary.time), timeText(b.summary.time),
           timeExactText(a.summary.time), timeExactText(b.summary.time));
  rows.number(Part::Record, BlockComparison::tr("Configuration"), a.configuration, b.configuration);
  rows.number(Part::Record, BlockComparison::tr("Rules version"), a.rules, b.rules);
  rows.number(Part::Record, BlockComparison::tr("Epoch"), a.epoch, b.epoch);
  rows.number(Part::Record, BlockComparison::tr("Batch"), a.batch.value, b.batch.value);
  rows.add(Part::Record, BlockComparison::tr("Cut by"), fromText(a.cutter), fromText(b.cutter));
  rows.number(Part::Record, BlockComparison::tr("Transactions"), a.summary.transactions, b.summary.transactions);
  rows.number(Part::Record, BlockComparison::tr("Refused"), a.summary.refused, b.summary.refused);
  rows.digest(Part::Record, BlockComparison::tr("Channel"), a.channel, b.channel);
  rows.digest(Part::Record, BlockComparison::tr("Batch digest"), a.batchDigest, b.batchDigest);
  rows.digest(Part::Record, BlockComparison::tr("Writes"), a.writes, b.writes);
  rows.digest(Part::Record, BlockComparison::tr("Previous record"), a.previous, b.previous);
  rows.digest(Part::Record, BlockComparison::tr("Record digest"), a.summary.record, b.summary.record);

  const std::uint32_t cosigners = client.status() ? client.status()->cosigners : 0;
  rows.number(Part::Cover, BlockComparison::tr("First leaf"), a.firstLeaf.value, b.firstLeaf.value);
  rows.add(Part::Cover, BlockComparison::tr("State"), blockStateText(a.summary, cosigners),
           blockStateText(b.summary, cosigners));
  std::map<std::string, std::uint64_t> left, right;  // valid cosignatures of each org
  for (const Cosignature& one : a.cosignatures) left[one.org] += one.valid ? 1 : 0;
  for (const Cosignature& one : b.cosignatures) right[one.org] += one.valid ? 1 : 0;
  rows.lists(Part::Cover, left, right,
             [&](const std::string& id) { return BlockComparison::tr("Cosigned by %1").arg(org(id)); });

  rows.lists(Part::Signers, pair.left.signers, pair.right.signers,
             [&](const auto& key) { return BlockComparison::tr("%1 · %2").arg(org(key.first), fromText(key.second)); });
  rows.lists(Part::Calls, pair.left.calls, pair.right.calls, [](const std::string& call) { return fromText(call); });
  return rows.take();
}

QString partText(ComparisonRow::Part part) {
  switch (part) {
    case Part::Record: return BlockComparison::tr("Record");
    case Part::Cover: return BlockComparison::tr("Tree and cosignatures");
    case Part::Signers: return BlockComparison::tr("Transactions signed by");
    case Part::Calls: return BlockComparison::tr("Calls");
  }
  return {};
}

QString kindText(ComparisonRow::Kind kind) {
  switch (kind) {
    case Kind::Same: return BlockComparison::tr("same");
    case Kind::Different: return BlockComparison::tr("different");
    case Kind::OnlyLeft: return BlockComparison::tr("only left");
    case Kind::OnlyRight: return BlockComparison::tr("only right");
  }
  return {};
}

}  // namespace mz
