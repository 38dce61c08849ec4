// The engine over a network directory on this machine (engine.h). One object holds the directory's lock.
#pragma once

#include <condition_variable>
#include <map>
#include <set>
#include <shared_mutex>

#include "ledger/channel_host.h"
#include "ledger/engine.h"
#include "ledger/network_directory.h"
#include "ledger/store/directory_lock.h"

namespace mz {

class LocalEngine final : public Engine {
 public:
  static Result<std::unique_ptr<LocalEngine>> open(const std::filesystem::path& directory, const Clock& clock);
  ~LocalEngine() override;

  NetworkInfo network() const override;
  std::vector<ChannelInfo> channels() const override;
  Result<ChannelStatus> status(const std::string& channel) const override;
  Result<std::vector<BlockSummary>> blocks(const std::string& channel, Height first, std::size_t count) const override;
  Result<BlockDetail> block(const std::string& channel, Height height) const override;
  Result<std::vector<TransactionSummary>> transactions(const std::string& channel, TransactionNumber first,
                                                       std::size_t count) const override;
  Result<TransactionDetail> transaction(const std::string& channel, TransactionNumber number) const override;
  Result<TransactionNumber> findTransaction(const std::string& channel, const std::string& idPrefix) const override;
  Result<std::string> receipt(const std::string& channel, TransactionNumber number) const override;
  Result<std::string> policy(const std::string& channel) const override;
  Result<AuditReport> audit(const std::string& channel, const Progress& progress) const override;
  std::vector<IdentityInfo> identities() const override;
  Status unlock(const std::string& password) override;
  void lock() override;
  Result<SubmitResult> submit(const std::string& channel, const std::string& identity, const std::string& contract,
                              const std::string& function, const std::string& arguments) override;
  Result<FinanceNames> financeNames(const std::string& channel) const override;
  Result<std::vector<FinanceNames::Entry>> financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                          const std::string& text, std::size_t count) const override;
  Result<FinanceTable> financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                    std::uint64_t offset, std::size_t count) const override;
  Result<std::vector<FinanceGroup>> financeGroups(const std::string& channel, const FinanceFilter& filter,
                                                  FinanceGrouping grouping) const override;
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
  Handle onBlock(std::function<void(const std::string& channel, const ChannelStatus& status)> callback) override;

  // For the engine's own bulk work: the host of an open channel, and the key of an unlocked identity.
  Result<ChannelHost*> host(const std::string& channel) const;
  struct SigningIdentity {
    Certificate certificate;
    PrivateKey key;
  };
  Result<SigningIdentity> signer(const std::string& label) const;  // empty label: the first officer or admin of the own org
  WorkPool& pool() const { return m_pool; }
  const Clock& clock() const { return m_clock; }
  const std::filesystem::path& directory() const { return m_directory; }

 private:
  LocalEngine(std::filesystem::path directory, DirectoryLock lock, NetworkFile file, Keystore keystore, const Clock& clock);
  Result<ChannelHost*> openHost(const std::string& channel) const;  // with its openError as the error
  void notifyLoop();

  const std::filesystem::path m_directory;
  DirectoryLock m_lock;
  const NetworkFile m_file;
  const Clock& m_clock;
  mutable WorkPool m_pool;
  mutable std::shared_mutex m_keystoreMutex;
  Keystore m_keystore;
  std::unique_ptr<NodeKeys> m_nodeKeys;
  std::mutex m_profilesMutex;  // one thread at a time saves
  std::map<std::string, std::unique_ptr<ChannelHost>, std::less<>> m_hosts;

  struct Listeners;
  std::shared_ptr<Listeners> m_listeners;
  std::thread m_notifier;
};

}  // namespace mz
