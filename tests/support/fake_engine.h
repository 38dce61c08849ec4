// An engine without a ledger, for tests of the window: data generated from their numbers, a history tree that really proves,
// and switches for slowness, failure and new blocks. Any thread, as the real one.
#pragma once

#include <atomic>
#include <map>
#include <mutex>

#include "ledger/engine.h"
#include "tests/support/fake_certificates.h"
#include "tests/support/fake_proposals.h"
#include "tests/support/fake_tokens.h"

namespace mz::test {

struct FakeLedger {
  std::uint64_t blocks = 40;                // the genesis included
  std::uint64_t transactionsPerBlock = 25;  // of all but the genesis
  bool proofs = true;                       // off for chains of millions of blocks: computing them reads every leaf
  std::string role = "admin";               // of the first identity; empty: there is none
};

class FakeEngine : public Engine {
 public:
  explicit FakeEngine(FakeLedger ledger = {});
  ~FakeEngine() override;

  // Every call from now on takes this long, or ends so. Calls that wait are counted.
  void setDelay(int milliseconds) { m_delay = milliseconds; }
  void setFailure(std::optional<Error> failure);
  void setDamages(std::vector<Damage> damages);
  void setDivergence(std::optional<Height> height);
  void setUnopened(std::optional<Error> why);  // its channels from now on
  void setOfficerToken(TokenName token);       // where the second identity's key lies from now on
  void setAlarms(std::vector<Alarm> alarms);   // calls back as the real engine does
  int calls() const { return m_calls; }
  std::map<std::string, ImportOptions> savedProfiles() const;
  void appendBlocks(std::uint64_t count);  // calls back as the real engine does
  static TransactionId idOf(std::uint64_t number);

  NetworkInfo network() const override;
  std::vector<ChannelInfo> channels() const override;
  Result<ChannelStatus> status(const std::string& channel) const override;
  Result<std::vector<BlockSummary>> blocks(const std::string& channel, Height first, std::size_t count) const override;
  Result<std::vector<BlockRange>> blockRanges(const std::string& channel, Height first, std::uint64_t blocksPerRange,
                                              std::size_t count) const override;
  Result<std::vector<PeriodCount>> periods(const std::string& channel, UnixSeconds from, std::uint32_t seconds,
                                           std::size_t count) const override;
  Result<BlockDetail> block(const std::string& channel, Height height) const override;
  Result<std::vector<TransactionSummary>> transactions(const std::string& channel, TransactionNumber first,
                                                       std::size_t count) const override;
  Result<TransactionDetail> transaction(const std::string& channel, TransactionNumber number) const override;
  Result<TransactionNumber> findTransaction(const std::string& channel, const std::string& idPrefix) const override;
  Result<std::string> receipt(const std::string& channel, TransactionNumber number) const override;
  Result<std::string> policy(const std::string& channel) const override;
  Result<AuditReport> audit(const std::string& channel, const Progress& progress, const AuditWatch& watch) const override;
  Result<std::optional<AuditReport>> lastAudit(const std::string& channel) const override;
  std::vector<IdentityInfo> identities() const override;
  std::vector<AwaitedChannel> awaited() const override { return {}; }
  Result<std::string> invitation(const std::string& channel, const std::string& identity, int days) const override;
  Status unlock(const std::string& password) override;
  void lock() override;
  Status changePassword(const std::string& from, const std::string& to) override;
  FakeTokens& tokens() override { return m_tokens; }
  FakeCertificates& certificates() override { return m_certificates; }
  FakeProposals& proposals() override { return m_proposals; }
  Result<SubmitResult> submit(const std::string& channel, const std::string& identity, const std::string& contract,
                              const std::string& function, const std::string& arguments) override;
  Result<FinanceNames> financeNames(const std::string& channel) const override;
  Result<std::vector<FinanceNames::Entry>> financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                          const std::string& text, std::size_t count) const override;
  Result<FinanceTable> financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                    std::uint64_t offset, std::size_t count) const override;
  Result<FinanceGroups> financeGroups(const std::string& channel, const FinanceFilter& filter, FinanceGrouping grouping,
                                      std::size_t most) const override;
  Result<FinanceRow> payment(const std::string& channel, std::uint64_t number) const override;
  Result<FinanceRow> paymentOfTransaction(const std::string& channel, TransactionNumber number) const override;
  Result<std::vector<BudgetLineRow>> budgetLines(const std::string& channel, int year) const override;
  // The payment alone: it draws on nothing.
  Result<std::vector<TrailStep>> paymentTrail(const std::string& channel, TransactionNumber payment) const override;
  Result<std::uint64_t> rebuildFinance(const std::string& channel, const Progress& progress) override;
  Status dumpFinance(const std::string& channel, const std::function<void(std::string_view line)>& sink) const override;
  Result<ImportPreview> previewImport(const std::string& channel, const ImportOptions& options) const override;
  Result<ImportReport> importPayments(const std::string& channel, const ImportOptions& options,
                                      const Progress& progress) override;
  std::vector<std::string> importProfiles() const override;
  Status saveImportProfile(const std::string& name, const ImportOptions& options) override;
  Result<ActivityPage> activity(const ActivityFilter& filter, const ActivityCursor& from, std::size_t count) const override;
  std::vector<JournalEntry> journal(std::uint64_t below, std::size_t count) const override;
  Status note(const JournalEntry& entry) override;
  std::vector<Alarm> alarms() const override;
  Status acknowledgeAlarm(std::uint64_t number, const std::string& who, const std::string& note) override;
  std::vector<AlarmRule> alarmRules() const override;
  Status setAlarmRule(const AlarmRule& rule) override;
  Status checkAlarms() override;
  Handle onAlarm(std::function<void()> callback) override;
  Handle onBlock(std::function<void(const std::string& channel, const ChannelStatus& status)> callback) override;

 protected:
  Result<TrailStep> trailStep(const std::string& channel, FinanceRecord record) const;

 private:
  struct Callbacks;
  Status enter(const std::string& channel) const;
  ChannelStatus statusNow() const;
  BlockSummary summary(std::uint64_t height) const;
  TransactionSummary transactionSummary(std::uint64_t number) const;
  std::vector<CertificateLink> certificateChain(const TransactionDetail& of) const;
  void record(JournalEntry entry) const;
  std::uint64_t firstBlockAt(std::int64_t time) const;
  std::uint64_t transactionsOf(std::uint64_t height) const;
  std::uint64_t firstTransactionOf(std::uint64_t height) const;
  FinanceRow row(std::uint64_t number) const;

  FakeLedger m_ledger;
  std::atomic<std::uint64_t> m_blocks;
  std::atomic<int> m_delay{0};
  mutable std::atomic<int> m_calls{0};
  mutable std::mutex m_mutex;
  std::optional<Error> m_failure, m_unopened;
  std::vector<Damage> m_damages;
  std::map<std::string, ImportOptions> m_savedProfiles;
  std::optional<Height> m_divergence;
  mutable std::map<std::string, AuditReport> m_audits;
  mutable std::vector<JournalEntry> m_journal;
  std::vector<Alarm> m_alarms;
  std::vector<AlarmRule> m_rules;
  bool m_locked = true;
  std::string m_password{kDemoPassword};
  std::optional<TokenName> m_officerToken;
  FakeTokens m_tokens;
  FakeCertificates m_certificates{[this] { return enter("finance"); }};
  FakeProposals m_proposals{[this] { return enter("finance"); }};
  std::shared_ptr<Callbacks> m_callbacks;
};

}  // namespace mz::test
