// The engine over a network directory on this machine (engine.h). One object holds the directory's lock.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <set>
#include <shared_mutex>

#include "ledger/alarm_watch.h"
#include "ledger/channel_host.h"
#include "ledger/engine.h"
#include "ledger/journal.h"
#include "ledger/local_tokens.h"
#include "ledger/network_directory.h"
#include "ledger/store/directory_lock.h"

namespace mz {

class LocalCertificates;
class LocalProposals;

class LocalEngine final : public Engine {
 public:
  static Result<std::unique_ptr<LocalEngine>> open(const std::filesystem::path& directory, const Clock& clock);
  ~LocalEngine() override;

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
  std::vector<AwaitedChannel> awaited() const override;
  Result<std::string> invitation(const std::string& channel, const std::string& identity, int days) const override;
  Status unlock(const std::string& password) override;
  void lock() override;
  Status changePassword(const std::string& from, const std::string& to) override;
  Tokens& tokens() override { return m_tokens; }
  Certificates& certificates() override;
  Proposals& proposals() override;
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

  // People work with it from now on: what is done is kept in the journal, and alarms are watched. Once, after open().
  Status attend();

  // Every certificate that this network's work depends on and that this program can see, by name, with its end.
  std::vector<std::pair<std::string, UnixSeconds>> certificateEnds() const;

  // For the engine's own bulk work: the host of an open channel, and the key of an unlocked identity.
  Result<ChannelHost*> host(const std::string& channel) const;
  struct SigningIdentity {
    Certificate certificate;
    PrivateKey key;
  };
  Result<SigningIdentity> signer(const std::string& label) const;  // empty label: the first officer or admin of the own org
  Result<SigningIdentity> administrator(const std::string& label) const;  // empty label: the first admin of the own org
  std::string ownOrg() const { return m_file.node.substr(0, m_file.node.find('/')); }
  std::string labelOf(const Fingerprint& certificate) const;  // under which it is kept; empty where it is not
  // A call of today, signed.
  Result<PreparedEnvelope> prepare(const ChannelHost& host, const SigningIdentity& signing, const std::string& contract,
                                   const std::string& function, const std::string& canonicalArguments) const;
  bool isLocked() const;
  bool hasIdentity(const std::string& label) const;
  std::vector<Identity> keptIdentities() const;  // with their keys while unlocked
  std::uint64_t keystoreRevision() const { return m_keystoreRevision; }
  Status keep(std::vector<Identity> identities);  // into the keystore, all or none, durable
  // Under which an identity with this certificate is kept: "<org>/<name>", and what makes that unique.
  std::string labelFor(const Certificate& certificate) const;
  const LocalTokens& localTokens() const { return m_tokens; }
  const Certificate& root() const { return m_file.root; }  // the network's; empty where it is not known here
  Fingerprint nodeCertificate() const;                     // with which batches are cut here; zero: there is none
  // Of an identity whose key lies on a token: its key, while that is logged in to.
  Status attachKey(const std::string& label, PrivateKey key);
  void detachKeys(const TokenName& token);
  Result<PrivateKey> movableKey(const std::string& label) const;  // Locked, NotFound, InvalidArgument
  Status moveToToken(const std::string& label, TokenReference reference, PrivateKey key);
  // Into the journal; with the error's name as the result where there is one.
  void record(JournalEntry entry, const Error* error = nullptr) const;
  std::vector<std::string> channelNames() const;
  WorkPool& pool() const { return m_pool; }
  const Clock& clock() const { return m_clock; }
  const std::filesystem::path& directory() const { return m_directory; }

 private:
  LocalEngine(std::filesystem::path directory, DirectoryLock lock, NetworkFile file, Keystore keystore, const Clock& clock);
  Result<ChannelHost*> openHost(const std::string& channel) const;  // with its openError as the error
  void notifyLoop();
  Result<std::string> writeInvitation(const std::string& channel, const std::string& identity, int days) const;
  Status unlockKeys(const std::string& password);
  Result<SubmitResult> order(const std::string& channel, const std::string& identity, const std::string& contract,
                             const std::string& function, const std::string& arguments);

  const std::filesystem::path m_directory;
  DirectoryLock m_lock;
  const NetworkFile m_file;
  const Clock& m_clock;
  mutable WorkPool m_pool;
  mutable std::shared_mutex m_keystoreMutex;
  Keystore m_keystore;
  std::atomic<std::uint64_t> m_keystoreRevision{0};  // another one after each change of its identities
  LocalTokens m_tokens{*this};
  const std::unique_ptr<LocalCertificates> m_certificates;
  const std::unique_ptr<LocalProposals> m_proposals;
  std::unique_ptr<NodeKeys> m_nodeKeys;
  std::mutex m_profilesMutex;  // one thread at a time saves
  std::map<std::string, std::unique_ptr<ChannelHost>, std::less<>> m_hosts;

  struct Listeners;
  std::shared_ptr<Listeners> m_listeners;
  std::thread m_notifier;
  std::unique_ptr<Journal> m_journal;  // both null until attend()
  std::unique_ptr<AlarmWatch> m_alarms;
};

}  // namespace mz
