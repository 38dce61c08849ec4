// Reads one channel for people: blocks, transactions, proofs, receipts. Any thread; each call takes one of the channel's
// reading connections for as long as it lasts. Errors: NotFound, NotFinal, Damaged, Io.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "ledger/chain/replica.h"
#include "ledger/engine.h"

namespace mz {

// Part of one channel's history, looked through backwards.
struct ActivityScan {
  std::vector<TransactionSummary> rows;  // newest first
  TransactionNumber next;                // below this one nothing has been looked at
  bool complete = false;
  UnixSeconds reached;  // block time of the oldest that was looked at
};

class ChannelQueries {
 public:
  ChannelQueries(std::filesystem::path file, const Replica& replica);
  ~ChannelQueries();

  Result<std::vector<BlockSummary>> blocks(Height first, std::size_t count) const;
  Result<std::vector<BlockRange>> blockRanges(Height first, std::uint64_t blocksPerRange, std::size_t count) const;
  Result<std::vector<PeriodCount>> periods(UnixSeconds from, std::uint32_t seconds, std::size_t count) const;
  Result<BlockDetail> block(Height height) const;
  Result<std::vector<TransactionSummary>> transactions(TransactionNumber first, std::size_t count) const;
  // `root`: the network's, where it is kept, for the chain of the signer's certificate.
  Result<TransactionDetail> transaction(TransactionNumber number, const Certificate& root = {}) const;
  Result<std::vector<CertificateLink>> certificates(std::string_view text, std::size_t count) const;
  // As it is judged now; nullopt: it is not enrolled or listed here.
  Result<std::optional<CertificateLink>> certificate(const Fingerprint& fingerprint) const;
  Result<TransactionNumber> find(std::string_view idPrefix) const;
  // Transactions below this number that the filter lets through, at most `count`, looking at no more than 20,000.
  Result<ActivityScan> activity(const ActivityFilter& filter, TransactionNumber below, std::size_t count) const;
  Result<std::string> receipt(TransactionNumber number) const;
  Result<std::string> policy() const;
  Result<std::string> genesis() const;  // its text

  // Current value of a state key, canonical JSON.
  Result<std::optional<std::string>> state(std::string_view contract, std::string_view key) const;
  // For each key of the contract, whether it has a value now; empty keys have none.
  Result<std::vector<bool>> known(std::string_view contract, std::span<const std::string> keys) const;
  // The canonical JSON arguments of a transaction's call.
  Result<std::string> arguments(TransactionNumber number) const;
  std::string resultName(ResultCode code, std::string_view contract) const;

 private:
  class Connection;
  class Lease;
  Result<Lease> lease() const;
  // The height of the first block at or after a time, among those from `low` on; one above the newest where there is none.
  Result<std::uint64_t> firstBlockAt(ChannelTables& tables, std::int64_t time, std::uint64_t low) const;
  TransactionSummary summarize(const StoredTransaction& stored, Height height, UnixSeconds time) const;

  const std::filesystem::path m_file;
  const Replica& m_replica;
  mutable std::mutex m_mutex;
  mutable std::vector<std::unique_ptr<Connection>> m_free;
};

}  // namespace mz
