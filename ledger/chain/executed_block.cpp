#include "ledger/chain/executed_block.h"

#include <algorithm>
#include <iterator>

namespace mz {

namespace {

Result<std::vector<StoredTransaction>> storedTransactions(ChannelTables& tables, const StoredBlock& block) {
  std::vector<StoredTransaction> stored;
  const std::uint64_t end = block.firstTransaction.value + block.transactions;
  for (std::uint64_t number = block.firstTransaction.value; number < end;) {
    MZ_TRY(auto chunk, tables.chunkOf(TransactionNumber(number)));
    if (!chunk) return fail(ErrorCode::Damaged, "transaction " + std::to_string(number) + " is missing");
    number += chunk->transactions.size();
    std::ranges::move(chunk->transactions, std::back_inserter(stored));
  }
  return stored;
}

Write writeOf(StoredVersion&& version) {
  const auto slash = version.key.find('/');
  return {version.key.substr(0, slash), version.key.substr(slash + 1), std::move(version.value)};
}

}  // namespace

Result<ExecutedBlock> readExecutedBlock(ChannelTables& tables, Height height) {
  MZ_TRY(const auto block, tables.block(height));
  if (!block) return fail(ErrorCode::Damaged, "block " + std::to_string(height.value) + " is missing");
  MZ_TRY(const auto stored, storedTransactions(tables, *block));
  std::size_t versionCount = 0;
  for (const StoredTransaction& one : stored) versionCount += one.writes;
  MZ_TRY(auto versions, tables.versions(block->firstVersion, versionCount));
  if (versions.size() != versionCount)
    return fail(ErrorCode::Damaged, "writes of block " + std::to_string(height.value) + " are missing");

  ExecutedBlock out;
  out.height = height;
  out.envelopes.resize(stored.size());
  out.writes.resize(stored.size());
  out.events.resize(stored.size());
  auto version = versions.begin();
  for (std::size_t i = 0; i < stored.size(); ++i) {
    for (std::uint32_t n = 0; n < stored[i].writes; ++n) out.writes[i].push_back(writeOf(std::move(*version++)));
    if (stored[i].envelope.empty()) continue;
    MZ_TRY(out.envelopes[i], decodeEnvelope(stored[i].envelope));
    if (!stored[i].events.empty()) {
      MZ_TRY(out.events[i], parseEvents(stored[i].events));
    }
    out.transactions.push_back(
        {stored[i].number, block->height, block->time, &out.envelopes[i], stored[i].result, out.writes[i], out.events[i]});
  }
  return out;
}

}  // namespace mz
