// One opened channel of the local engine: its replica, read models, readers and, while an identity is unlocked, the runner that
// takes new calls. A channel whose file cannot be opened is here too, with the reason. Any thread.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

#include "ledger/channel_queries.h"
#include "ledger/finance/finance_query.h"
#include "ledger/node_keys.h"
#include "ledger/order/channel_runner.h"

namespace mz {

class ChannelHost {
 public:
  ChannelHost(std::string name, std::filesystem::path file, ChannelId expected);
  ~ChannelHost();

  const std::string& name() const { return m_name; }
  const std::filesystem::path& file() const { return m_file; }
  // Why it is not open; nullopt: it is, and the functions below may be called.
  const std::optional<Error>& openError() const { return m_openError; }

  const Replica& replica() const { return *m_replica; }
  const ChannelQueries& queries() const { return *m_queries; }
  const FinanceQuery& finance() const { return *m_financeQuery; }
  const FinanceProjection& financeModel() const { return m_finance; }
  ChannelInfo info() const;
  ChannelStatus status() const;

  // Takes calls from now on; blocks are signed with these keys, which must outlive the runner (until stop()).
  void start(Cutter cutter, NodeKeys& keys, const Clock& clock, const SubmissionQuota& quota,
             ChannelRunner::BlockCallback onBlock);
  void stop();                                    // executes what is queued first
  std::shared_ptr<ChannelRunner> runner() const;  // null while stopped
  // The runner, for somebody's call. Locked: it is stopped. Damaged: the newest audit found damage.
  Result<std::shared_ptr<ChannelRunner>> taking() const;
  // What the newest audit found decides whether calls are taken from now on. Damage that lies in a read model alone stops
  // nothing: it can be rebuilt.
  void takeAudit(const AuditReport& report);

  // The model in use answers until the new one takes its place, and blocks go on being committed.
  Result<std::uint64_t> rebuildFinance(const Progress& progress);
  Status dumpFinance(const std::function<void(std::string_view line)>& sink) const;

 private:
  Status open(ChannelId expected);

  const std::string m_name;
  const std::filesystem::path m_file;
  std::optional<Error> m_openError;
  FinanceProjection m_finance;
  std::unique_ptr<Replica> m_replica;
  std::unique_ptr<ChannelQueries> m_queries;
  std::unique_ptr<FinanceQuery> m_financeQuery;

  mutable std::mutex m_mutex;  // the two below
  std::shared_ptr<ChannelRunner> m_runner;
  std::optional<Error> m_damage;  // why no calls are taken
  std::mutex m_rebuilding;        // one rebuild at a time
  Progress m_closing;
  std::thread m_catchUp;  // rebuilds a stale read model, and makes its orders ready
};

}  // namespace mz
