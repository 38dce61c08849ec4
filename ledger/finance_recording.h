// Records a file of payments or budget lines on a channel: reads, signs and commits at the same time, defines departments,
// entities and classes that the channel does not know yet, and never records a row twice. One thread per import.
#pragma once

#include <deque>
#include <set>

#include "ledger/bulk_recorder.h"
#include "ledger/finance/payment_import.h"

namespace mz {

class FinanceRecording {
 public:
  // `recorder` is null for a dry run.
  FinanceRecording(const ChannelQueries& queries, std::unique_ptr<BulkRecorder> recorder, ImportOptions options,
                   std::vector<ImportProfile> profiles);

  Result<ImportReport> run(const Progress& progress);

 private:
  struct Row {
    std::uint64_t line = 0;  // 0: a definition of codes, no row of the file
    std::string id, currency;
    Amount amount;
  };
  Status openFile();
  Result<bool> looksClean();  // strict: the whole file has no bad row
  Result<std::vector<PendingCall>> nextCalls();
  Status defineCodes(const ImportBatch& batch, std::vector<PendingCall>& calls);
  Status take(std::span<const RecordedCall> answers);
  Status acknowledge(std::string_view lines);
  Status dryRun(const Progress& progress);

  const ChannelQueries& m_queries;
  std::unique_ptr<BulkRecorder> m_recorder;
  const ImportOptions m_options;
  const std::vector<ImportProfile> m_profiles;
  std::unique_ptr<PaymentImport> m_import;
  ImportReport m_result;  // what became of the drafts
  std::deque<Row> m_underWay;
  std::set<std::pair<std::string, std::string>> m_known;  // kind, code
  const Progress* m_progress = nullptr;
};

}  // namespace mz
