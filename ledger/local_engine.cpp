#include "ledger/local_engine.h"

#include <algorithm>
#include <chrono>

#include "ledger/chain/audit.h"
#include "ledger/local_certificates.h"
#include "ledger/local_proposals.h"

namespace mz {

namespace {
constexpr std::int64_t kLifetimeSeconds = 3600;
constexpr auto kNotifyInterval = std::chrono::milliseconds(50);

const SystemClock& systemClock() {
  static const SystemClock clock;
  return clock;
}
}  // namespace

// Who wants to know about blocks, and which channels have news. Shared with handles, which may outlive the engine.
struct LocalEngine::Listeners {
  using Callback = std::function<void(const std::string&, const ChannelStatus&)>;
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::uint64_t, std::shared_ptr<const Callback>> callbacks;
  std::uint64_t nextId = 0;
  std::set<std::string> news;
  bool ending = false;
};

Result<std::unique_ptr<Engine>> openEngine(const std::filesystem::path& directory) {
  MZ_TRY(std::unique_ptr<LocalEngine> engine, LocalEngine::open(directory, systemClock()));
  MZ_CHECK(engine->attend());
  return engine;
}

Result<std::unique_ptr<LocalEngine>> LocalEngine::open(const std::filesystem::path& directory, const Clock& clock) {
  MZ_TRY(NetworkFile file, NetworkFile::read(directory));
  MZ_TRY(DirectoryLock lock, DirectoryLock::acquire(directory));
  MZ_TRY(Keystore keystore, Keystore::open(keystoreFile(directory)));
  std::unique_ptr<LocalEngine> engine(new LocalEngine(directory, std::move(lock), std::move(file), std::move(keystore), clock));
  return engine;
}

LocalEngine::LocalEngine(std::filesystem::path directory, DirectoryLock lock, NetworkFile file, Keystore keystore,
                         const Clock& clock)
    : m_directory(std::move(directory)),
      m_lock(std::move(lock)),
      m_file(std::move(file)),
      m_clock(clock),
      m_pool(std::max(2U, std::thread::hardware_concurrency())),
      m_keystore(std::move(keystore)),
      m_certificates(std::make_unique<LocalCertificates>(*this)),
      m_proposals(std::make_unique<LocalProposals>(*this)),
      m_listeners(std::make_shared<Listeners>()) {
  for (const NetworkFile::Channel& channel : m_file.channels) {
    auto host = std::make_unique<ChannelHost>(channel.name, channelFile(m_directory, channel.name), channel.id);
    if (const auto audit = keptAudit(m_directory, channel.name); audit && *audit) host->takeAudit(**audit);
    m_hosts.emplace(channel.name, std::move(host));
  }
  m_notifier = std::thread([this] { notifyLoop(); });
}

LocalEngine::~LocalEngine() {
  m_alarms.reset();  // looks at the channels
  for (auto& [name, host] : m_hosts) host->stop();
  {
    const std::lock_guard lock(m_listeners->mutex);
    m_listeners->ending = true;
  }
  m_listeners->changed.notify_all();
  m_notifier.join();
  m_hosts.clear();
}

void LocalEngine::notifyLoop() {
  Listeners& listeners = *m_listeners;
  std::unique_lock lock(listeners.mutex);
  for (;;) {
    listeners.changed.wait(lock, [&] { return listeners.ending || !listeners.news.empty(); });
    const std::set<std::string> news = std::exchange(listeners.news, {});
    std::vector<std::shared_ptr<const Listeners::Callback>> callbacks;
    for (const auto& [id, callback] : listeners.callbacks) callbacks.push_back(callback);
    const bool last = listeners.ending;
    lock.unlock();
    for (const std::string& channel : news)
      for (const auto& callback : callbacks) (*callback)(channel, m_hosts.find(channel)->second->status());
    lock.lock();
    if (last) return;
    listeners.changed.wait_for(lock, kNotifyInterval, [&] { return listeners.ending; });
  }
}

Handle LocalEngine::onBlock(std::function<void(const std::string&, const ChannelStatus&)> callback) {
  const std::lock_guard lock(m_listeners->mutex);
  const std::uint64_t id = m_listeners->nextId++;
  m_listeners->callbacks.emplace(id, std::make_shared<const Listeners::Callback>(std::move(callback)));
  return Handle([listeners = std::weak_ptr(m_listeners), id] {
    if (const auto alive = listeners.lock()) {
      const std::lock_guard removing(alive->mutex);
      alive->callbacks.erase(id);
    }
  });
}

Result<ChannelHost*> LocalEngine::host(const std::string& channel) const {
  const auto found = m_hosts.find(channel);
  if (found == m_hosts.end())
    return std::unexpected(Error(ErrorCode::NotFound, "the network has no channel named " + channel).with("channel", channel));
  return found->second.get();
}

Result<ChannelHost*> LocalEngine::openHost(const std::string& channel) const {
  MZ_TRY(ChannelHost * found, host(channel));
  if (found->openError()) return std::unexpected(*found->openError());
  return found;
}

NetworkInfo LocalEngine::network() const { return {m_file.domain, m_file.title, m_file.demonstration, m_directory}; }

std::vector<ChannelInfo> LocalEngine::channels() const {
  std::vector<ChannelInfo> out;
  for (const NetworkFile::Channel& channel : m_file.channels) {
    ChannelInfo info = m_hosts.find(channel.name)->second->info();
    info.id = channel.id;
    out.push_back(std::move(info));
  }
  return out;
}

Result<ChannelStatus> LocalEngine::status(const std::string& channel) const {
  MZ_TRY(const ChannelHost* found, host(channel));
  return found->status();
}

Result<std::vector<BlockSummary>> LocalEngine::blocks(const std::string& channel, Height first, std::size_t count) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().blocks(first, count);
}

Result<std::vector<BlockRange>> LocalEngine::blockRanges(const std::string& channel, Height first, std::uint64_t blocksPerRange,
                                                         std::size_t count) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().blockRanges(first, blocksPerRange, count);
}

Result<std::vector<PeriodCount>> LocalEngine::periods(const std::string& channel, UnixSeconds from, std::uint32_t seconds,
                                                      std::size_t count) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().periods(from, seconds, count);
}

Result<BlockDetail> LocalEngine::block(const std::string& channel, Height height) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().block(height);
}

Result<std::vector<TransactionSummary>> LocalEngine::transactions(const std::string& channel, TransactionNumber first,
                                                                  std::size_t count) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().transactions(first, count);
}

Result<TransactionDetail> LocalEngine::transaction(const std::string& channel, TransactionNumber number) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().transaction(number, m_file.root);
}

Result<TransactionNumber> LocalEngine::findTransaction(const std::string& channel, const std::string& idPrefix) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().find(idPrefix);
}

Result<std::string> LocalEngine::receipt(const std::string& channel, TransactionNumber number) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().receipt(number);
}

Result<std::string> LocalEngine::policy(const std::string& channel) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->queries().policy();
}

Result<AuditReport> LocalEngine::audit(const std::string& channel, const Progress& progress, const AuditWatch& watch) const {
  MZ_TRY(ChannelHost * found, host(channel));  // a channel that cannot be opened can still be looked at
  const auto entry = std::ranges::find(m_file.channels, channel, &NetworkFile::Channel::name);
  FinanceProjection rebuilt;
  Projection* const models[] = {&rebuilt};
  auto report = auditChannel(found->file(), channel, entry->id, models, m_pool, progress, {}, watch);
  record({.what = "audit", .channel = channel, .result = report && !report->damages.empty() ? "damaged" : ""},
         report ? nullptr : &report.error());
  if (!report) return report;
  report->ended = m_clock.now();
  found->takeAudit(*report);
  {
    const std::lock_guard noting(m_listeners->mutex);
    m_listeners->news.insert(channel);
  }
  m_listeners->changed.notify_all();
  // A directory that cannot be written can still be audited.
  (void)keepAudit(m_directory, *report);
  return report;
}

Result<std::optional<AuditReport>> LocalEngine::lastAudit(const std::string& channel) const {
  MZ_CHECK(host(channel));
  return keptAudit(m_directory, channel);
}

std::vector<IdentityInfo> LocalEngine::identities() const {
  std::vector<IdentityInfo> out;
  {
    const std::shared_lock lock(m_keystoreMutex);
    for (const Identity& identity : m_keystore.identities()) {
      if (identity.certificate.empty() || identity.certificate.isAuthority()) continue;
      const Subject& subject = identity.certificate.subject();
      IdentityInfo& info = out.emplace_back(IdentityInfo{identity.label, subject.org, std::string(roleName(subject.role)),
                                                         subject.name, identity.certificate.fingerprint(),
                                                         identity.certificate.notAfter(), identity.key.empty()});
      if (identity.token) info.token = identity.token->token;
    }
  }
  // Asked of the token itself, which may have been pulled out.
  std::vector<std::pair<TokenName, bool>> open;
  for (IdentityInfo& info : out) {
    if (!info.token) continue;
    auto known = std::ranges::find(open, *info.token, &std::pair<TokenName, bool>::first);
    if (known == open.end()) known = open.insert(open.end(), {*info.token, m_tokens.loggedIn(*info.token)});
    info.needsPin = !known->second;
    info.locked |= info.needsPin;
  }
  return out;
}

Status LocalEngine::unlock(const std::string& password) {
  {
    const std::unique_lock lock(m_keystoreMutex);
    if (!m_keystore.locked()) return {};
    const Status unlocked = unlockKeys(password);
    record({.what = "unlock"}, unlocked ? nullptr : &unlocked.error());
    if (!unlocked) return unlocked;
  }
  (void)m_tokens.attach();  // an identity without its key says why when it is to sign
  return {};
}

Status LocalEngine::unlockKeys(const std::string& password) {
  MZ_CHECK(m_keystore.unlock(password));
  const Identity* node = m_keystore.find(m_file.node);
  if (!node || node->certificate.empty() || node->key.empty()) {
    m_keystore.lock();
    return std::unexpected(
        Error(ErrorCode::NotFound, "the keystore has no node identity " + m_file.node + ", which cuts batches")
            .with("identity", m_file.node));
  }
  m_nodeKeys = std::make_unique<NodeKeys>(m_keystore.identities(), m_file.node, m_clock);
  for (auto& [name, host] : m_hosts)
    host->start({node->certificate, node->key}, *m_nodeKeys, m_clock, m_file.quota,
                [listeners = m_listeners, channel = name](const BlockEffects&) {
                  {
                    const std::lock_guard noting(listeners->mutex);
                    listeners->news.insert(channel);
                  }
                  listeners->changed.notify_all();
                });
  return {};
}

void LocalEngine::lock() {
  m_tokens.logOutOfAll();
  const std::unique_lock lock(m_keystoreMutex);
  if (m_keystore.locked()) return;
  for (auto& [name, host] : m_hosts) host->stop();
  m_nodeKeys.reset();
  m_keystore.lock();
  record({.what = "lock"});
}

Result<LocalEngine::SigningIdentity> LocalEngine::signer(const std::string& label) const {
  const std::shared_lock lock(m_keystoreMutex);
  if (m_keystore.locked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  const Identity* chosen = label.empty() ? nullptr : m_keystore.find(label);
  if (label.empty()) {
    const std::string org = ownOrg();
    for (const Role role : {Role::Officer, Role::Admin})
      for (const Identity& identity : m_keystore.identities())
        if (!chosen && !identity.certificate.empty() && identity.certificate.subject().org == org &&
            identity.certificate.subject().role == role)
          chosen = &identity;
  }
  if (!chosen || chosen->certificate.empty())
    return std::unexpected(Error(ErrorCode::NotFound, "the keystore has no identity " + label).with("identity", label));
  if (chosen->key.empty() && chosen->token) return pinNeeded(*chosen);
  if (chosen->key.empty())
    return std::unexpected(
        Error(ErrorCode::Locked, "the key of " + chosen->label + " is locked").with("identity", chosen->label));
  return SigningIdentity{chosen->certificate, chosen->key};
}

Result<PreparedEnvelope> LocalEngine::prepare(const ChannelHost& host, const SigningIdentity& signing,
                                              const std::string& contract, const std::string& function,
                                              const std::string& canonicalArguments) const {
  const ReplicaView view = host.replica().view();
  Call call;
  call.channel = view.channel;
  call.contract = contract;
  call.function = function;
  call.arguments = canonicalArguments;
  SystemRandom().fill(call.nonce);
  call.rules = view.configuration->rules();
  call.expiry = UnixSeconds(std::max(m_clock.now(), view.newest.time).value + kLifetimeSeconds);
  call.creator = signing.certificate.fingerprint();
  const Bytes signedBytes = encodeCall(call);
  MZ_TRY(const Bytes signature, signing.key.sign(signedBytes));
  return prepareEnvelope(encodeEnvelope(signedBytes, signature), host.replica().identities());
}

Result<SubmitResult> LocalEngine::submit(const std::string& channel, const std::string& identity, const std::string& contract,
                                         const std::string& function, const std::string& arguments) {
  auto result = order(channel, identity, contract, function, arguments);
  JournalEntry entry{.what = "submit", .who = identity, .channel = channel, .subject = contract + "." + function};
  if (result) {
    entry.subject += " " + result->id.hex();
    entry.result = result->result == ResultCode::Executed ? "done" : result->resultName;
  }
  record(std::move(entry), result ? nullptr : &result.error());
  return result;
}

Result<SubmitResult> LocalEngine::order(const std::string& channel, const std::string& identity, const std::string& contract,
                                        const std::string& function, const std::string& arguments) {
  MZ_TRY(ChannelHost * found, openHost(channel));
  MZ_TRY(const SigningIdentity signing, signer(identity));
  MZ_TRY(const auto running, found->taking());
  MZ_TRY(const Json canonical, Json::parse(arguments));

  std::vector<PreparedEnvelope> envelopes;
  MZ_TRY(PreparedEnvelope envelope, prepare(*found, signing, contract, function, canonical.serialize()));
  envelopes.push_back(std::move(envelope));
  const auto submission = running->submit(std::move(envelopes));
  const Submission::Answer answer = submission->wait().front();
  if (!answer.taken) return std::unexpected(answer.taken.error());
  if (answer.failure) return std::unexpected(*answer.failure);
  if (!answer.result.number) return fail(ErrorCode::Replayed, "the same envelope is on the ledger already");
  SubmitResult out{answer.result.id, *answer.result.number, answer.height, answer.result.result,
                   found->queries().resultName(answer.result.result, contract)};
  return out;
}

Result<FinanceNames> LocalEngine::financeNames(const std::string& channel) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().names();
}

Result<std::vector<FinanceNames::Entry>> LocalEngine::financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                                     const std::string& text, std::size_t count) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().suggest(kind, text, count);
}

Result<FinanceTable> LocalEngine::financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                               std::uint64_t offset, std::size_t count) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().table(filter, order, offset, count);
}

Result<FinanceGroups> LocalEngine::financeGroups(const std::string& channel, const FinanceFilter& filter,
                                                 FinanceGrouping grouping, std::size_t most) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().groups(filter, grouping, most);
}

Result<FinanceRow> LocalEngine::payment(const std::string& channel, std::uint64_t number) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().payment(number);
}

Result<FinanceRow> LocalEngine::paymentOfTransaction(const std::string& channel, TransactionNumber number) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().paymentOfTransaction(number);
}

Result<std::vector<BudgetLineRow>> LocalEngine::budgetLines(const std::string& channel, int year) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->finance().budgetLines(year);
}

namespace {

// The contract keeps what was drawn in the allocation's state: what the payment wrote there is what it and those before it
// took.
Result<std::optional<Amount>> drawnBy(const TransactionDetail& payment, const std::string& allocation) {
  for (const WriteDetail& write : payment.writes) {
    if (write.key != "allocation/" + allocation || !write.after) continue;
    MZ_TRY(const Json state, Json::parseCanonical(*write.after));
    return Amount(state.integerAt("drawn"));
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<TrailStep>> LocalEngine::paymentTrail(const std::string& channel, TransactionNumber payment) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  MZ_TRY(const FinanceRow row, found->finance().paymentOfTransaction(payment));
  MZ_TRY(std::vector<FinanceRecord> records, found->finance().budgetTrail(row));
  FinanceRecord paid{FinanceRecord::Kind::Payment, row.id, {}, 0, row.date, row.payee, row.currency, row.amount, payment};
  if (!records.empty()) {
    paid.line = records.back().line;
    paid.year = records.back().year;
  }
  records.push_back(std::move(paid));
  std::vector<TrailStep> trail;
  for (FinanceRecord& record : records) {
    MZ_TRY(const TransactionDetail detail, found->queries().transaction(record.transaction));
    if (record.kind == FinanceRecord::Kind::Payment && !trail.empty()) {
      MZ_TRY(trail.back().drawn, drawnBy(detail, row.allocation));
    }
    trail.push_back(
        {std::move(record), {}, detail.summary, detail.isFinal, detail.cosigned, detail.cosigners, detail.threshold});
  }
  return trail;
}

Result<std::uint64_t> LocalEngine::rebuildFinance(const std::string& channel, const Progress& progress) {
  MZ_TRY(ChannelHost * found, openHost(channel));
  auto rows = found->rebuildFinance(progress);
  record({.what = "rebuild", .channel = channel}, rows ? nullptr : &rows.error());
  return rows;
}

Status LocalEngine::dumpFinance(const std::string& channel, const std::function<void(std::string_view line)>& sink) const {
  MZ_TRY(const ChannelHost* found, openHost(channel));
  return found->dumpFinance(sink);
}

}  // namespace mz
