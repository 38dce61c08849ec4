#include "tests/support/fake_engine.h"

#include <QtCore/QByteArray>
#include <QtCore/QCryptographicHash>
#include <algorithm>
#include <bit>
#include <chrono>
#include <map>
#include <thread>

namespace mz::test {

namespace {

constexpr std::int64_t kGenesisTime = 1'795'132'800;  // 2026-11-20T00:00:00Z
constexpr std::uint32_t kCosigners = 9, kThreshold = 7;
constexpr std::uint64_t kNotFinal = 1;  // newest blocks that still wait for cosignatures

Digest sha256(const QByteArray& data) {
  const QByteArray hash = QCryptographicHash::hash(data, QCryptographicHash::Sha256);
  Digest digest;
  std::copy(hash.begin(), hash.end(), digest.bytes.begin());
  return digest;
}
Digest digestOf(const char* what, std::uint64_t number) {
  return sha256(QByteArray(what) + ' ' + QByteArray::number(static_cast<qulonglong>(number)));
}
Digest nodeHash(const Digest& left, const Digest& right) {
  QByteArray data(1, '\x01');
  for (const Digest* part : {&left, &right}) data.append(reinterpret_cast<const char*>(part->bytes.data()), 32);
  return sha256(data);
}
Digest leafHash(std::uint64_t index) { return digestOf("leaf", index); }
Digest treeHash(std::uint64_t first, std::uint64_t count) {
  if (count == 1) return leafHash(first);
  const std::uint64_t left = std::bit_floor(count - 1);
  return nodeHash(treeHash(first, left), treeHash(first + left, count - left));
}
void provePath(std::uint64_t index, std::uint64_t first, std::uint64_t count, std::vector<Digest>& proof) {
  if (count == 1) return;
  const std::uint64_t left = std::bit_floor(count - 1);
  if (index < first + left) {
    provePath(index, first, left, proof);
    proof.push_back(treeHash(first + left, count - left));
  } else {
    provePath(index, first + left, count - left, proof);
    proof.push_back(treeHash(first, left));
  }
}

struct FakeOrg {
  const char *id, *en, *zh;
};
constexpr FakeOrg kOrgs[] = {
    {"finance", "Finance Bureau", "财政局"},
    {"education", "Education Bureau", "教育局"},
    {"justice", "Justice Bureau", "司法局"},
    {"civil-affairs", "Civil Affairs Bureau", "民政局"},
    {"housing", "Housing Bureau", "住建局"},
    {"land", "Land Bureau", "自然资源局"},
    {"market", "Market Supervision", "市场监管局"},
    {"tax", "Tax Bureau", "税务局"},
    {"audit", "Audit Office", "审计局"},
};
constexpr std::uint64_t kOrgCount = std::size(kOrgs);
constexpr const char* kPayees[] = {"江城建工集团有限公司", "城投集团", "惠民食品有限公司", "江城第一小学", "新源电力"};

}  // namespace

struct FakeEngine::Callbacks {
  std::mutex mutex;
  int next = 0;
  std::map<int, std::function<void(const std::string&, const ChannelStatus&)>> list;
  std::map<int, std::function<void()>> alarmed;
};

FakeEngine::FakeEngine(FakeLedger ledger)
    : m_ledger(ledger), m_blocks(ledger.blocks), m_callbacks(std::make_shared<Callbacks>()) {
  m_rules = {{"certificate_ends", 30, "days", 3600, 86'400, true}, {"refusals", 10, "per_hour", 60, 3600, true}};
}
FakeEngine::~FakeEngine() = default;

void FakeEngine::setFailure(std::optional<Error> failure) {
  const std::lock_guard lock(m_mutex);
  m_failure = std::move(failure);
}
void FakeEngine::setDamages(std::vector<Damage> damages) {
  const std::lock_guard lock(m_mutex);
  m_damages = std::move(damages);
}

void FakeEngine::setDivergence(std::optional<Height> height) {
  const std::lock_guard lock(m_mutex);
  m_divergence = height;
}
void FakeEngine::setUnopened(std::optional<Error> why) {
  const std::lock_guard lock(m_mutex);
  m_unopened = std::move(why);
}
void FakeEngine::setAlarms(std::vector<Alarm> alarms) {
  {
    const std::lock_guard lock(m_mutex);
    m_alarms = std::move(alarms);
  }
  const std::lock_guard lock(m_callbacks->mutex);
  for (const auto& [number, callback] : m_callbacks->alarmed) callback();
}

Status FakeEngine::enter(const std::string& channel) const {
  ++m_calls;
  if (const int delay = m_delay) std::this_thread::sleep_for(std::chrono::milliseconds(delay));
  const std::lock_guard lock(m_mutex);
  if (m_failure) return std::unexpected(*m_failure);
  if (channel != "finance" && channel != "welfare") return fail(ErrorCode::NotFound, "no channel " + channel);
  if (m_unopened) return std::unexpected(*m_unopened);
  return {};
}

void FakeEngine::appendBlocks(std::uint64_t count) {
  m_blocks += count;
  const std::lock_guard lock(m_callbacks->mutex);
  for (const auto& [number, callback] : m_callbacks->list) callback("finance", statusNow());
}

TransactionId FakeEngine::idOf(std::uint64_t number) {
  TransactionId id;
  id.bytes = digestOf("transaction", number).bytes;
  return id;
}

NetworkInfo FakeEngine::network() const {
  return {"jiangcheng.example", {"Jiangcheng Government Network", "江城政务联盟"}, true, "/var/lib/jiangcheng"};
}

std::vector<ChannelInfo> FakeEngine::channels() const {
  ChannelInfo finance;
  finance.name = "finance";
  finance.id.bytes = digestOf("channel", 1).bytes;
  finance.title = {"Public finance", "财政公开"};
  finance.isPublic = true;
  finance.contracts = {"public-finance"};
  const std::lock_guard lock(m_mutex);
  for (const FakeOrg& org : kOrgs) {
    if (m_unopened) break;  // nobody can say
    finance.members.push_back({org.id, {org.en, org.zh}, "420100", "city", std::string(org.id) != "audit", true});
  }
  ChannelInfo welfare = finance;
  welfare.name = "welfare";
  welfare.id.bytes = digestOf("channel", 2).bytes;
  welfare.title = {"Social assistance", "社会救助"};
  welfare.isPublic = false;
  return {finance, welfare};
}

std::uint64_t FakeEngine::transactionsOf(std::uint64_t height) const { return height == 0 ? 0 : m_ledger.transactionsPerBlock; }
std::uint64_t FakeEngine::firstTransactionOf(std::uint64_t height) const {
  return height == 0 ? 0 : (height - 1) * m_ledger.transactionsPerBlock;
}

ChannelStatus FakeEngine::statusNow() const {
  const std::uint64_t blocks = m_blocks;
  ChannelStatus status;
  status.height = Height(blocks - 1);
  status.finalHeight = Height(blocks > kNotFinal ? blocks - 1 - kNotFinal : 0);
  status.transactions = firstTransactionOf(blocks);
  status.refused = status.transactions / 100;
  status.treeSize = status.transactions + blocks;
  status.time = UnixSeconds(kGenesisTime + static_cast<std::int64_t>(blocks) * 2);
  status.cosigned = 5;
  status.cosigners = kCosigners;
  status.threshold = kThreshold;
  status.bytesOnDisk = status.transactions * 600;
  status.divergence = m_divergence;
  if (m_unopened) {
    status.open = false;
    status.stopped = m_unopened->detail;
    status.stoppedBy = m_unopened;
  }
  if (m_divergence) {
    status.stopped = "another node signed a different history";
    status.stoppedBy = Error(ErrorCode::Divergence, status.stopped);
  }
  return status;
}

Result<ChannelStatus> FakeEngine::status(const std::string& channel) const {
  const Status entered = enter(channel);
  ChannelStatus status = statusNow();
  if (status.open && !entered) return std::unexpected(entered.error());
  return status;
}

BlockSummary FakeEngine::summary(std::uint64_t height) const {
  BlockSummary block;
  block.height = Height(height);
  block.time = UnixSeconds(kGenesisTime + static_cast<std::int64_t>(height) * 2);
  block.transactions = transactionsOf(height);
  block.refused = height % 4 == 3 ? 1 : 0;
  block.isFinal = height <= statusNow().finalHeight.value;
  block.cosigned = block.isFinal ? 7 + static_cast<std::uint32_t>(height % 3) : 5;
  block.record = digestOf("record", height);
  if (height > 0) block.previous = digestOf("record", height - 1);
  return block;
}

Result<std::vector<BlockSummary>> FakeEngine::blocks(const std::string& channel, Height first, std::size_t count) const {
  MZ_CHECK(enter(channel));
  std::vector<BlockSummary> out;
  for (std::uint64_t h = first.value; h < m_blocks && out.size() < count; ++h) out.push_back(summary(h));
  return out;
}

Result<std::vector<BlockRange>> FakeEngine::blockRanges(const std::string& channel, Height first, std::uint64_t blocksPerRange,
                                                        std::size_t count) const {
  MZ_CHECK(enter(channel));
  std::vector<BlockRange> out;
  const std::uint64_t blocks = m_blocks;
  for (std::uint64_t begin = first.value; begin < blocks && out.size() < count; begin += blocksPerRange) {
    const std::uint64_t end = std::min(begin + blocksPerRange, blocks);
    // One of four blocks, those with h % 4 == 3, has a refusal.
    out.push_back({Height(begin), end - begin, summary(begin).time, summary(end - 1).time,
                   firstTransactionOf(end) - firstTransactionOf(begin), end / 4 - begin / 4, true});
  }
  return out;
}

std::uint64_t FakeEngine::firstBlockAt(std::int64_t time) const {
  const std::int64_t height = (time - kGenesisTime + 1) / 2;
  return std::min<std::uint64_t>(m_blocks, height <= 0 ? 0 : static_cast<std::uint64_t>(height));
}

Result<std::vector<PeriodCount>> FakeEngine::periods(const std::string& channel, UnixSeconds from, std::uint32_t seconds,
                                                     std::size_t count) const {
  MZ_CHECK(enter(channel));
  std::vector<PeriodCount> out;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int64_t begins = from.value + static_cast<std::int64_t>(i * seconds);
    const std::uint64_t begin = firstBlockAt(begins), end = firstBlockAt(begins + seconds);
    out.push_back({UnixSeconds(begins), end - begin, firstTransactionOf(end) - firstTransactionOf(begin), end / 4 - begin / 4});
  }
  return out;
}

Result<BlockDetail> FakeEngine::block(const std::string& channel, Height height) const {
  MZ_CHECK(enter(channel));
  if (height.value >= m_blocks) return fail(ErrorCode::NotFound, "no such block");
  BlockDetail detail;
  detail.summary = summary(height.value);
  detail.channel = channels().front().id;
  detail.batch = BatchNumber(height.value);
  detail.batchDigest = digestOf("batch", height.value);
  detail.previous = height.value == 0 ? Digest{} : digestOf("record", height.value - 1);
  detail.writes = digestOf("writes", height.value);
  detail.configuration = 3;
  detail.firstTransaction = TransactionNumber(firstTransactionOf(height.value));
  detail.firstLeaf = LeafIndex(detail.firstTransaction.value + height.value);
  detail.cutter = "finance/finance-1";
  detail.record = "mingzhang block\nheight " + std::to_string(height.value) + "\n";
  detail.checkpoint = "jiangcheng.example/" + detail.channel.hex() + "\n" +
                      std::to_string(detail.firstLeaf.value + detail.summary.transactions + 1) + "\n";
  for (std::uint32_t i = 0; i < detail.summary.cosigned; ++i) {
    const std::string org = kOrgs[i].id;
    detail.cosignatures.push_back({"jiangcheng.example/" + org + "/" + org + "-1", org, detail.summary.time, true});
  }
  return detail;
}

TransactionSummary FakeEngine::transactionSummary(std::uint64_t number) const {
  TransactionSummary out;
  out.number = TransactionNumber(number);
  out.id = idOf(number);
  out.height = Height(number / m_ledger.transactionsPerBlock + 1);
  out.time = UnixSeconds(kGenesisTime + static_cast<std::int64_t>(out.height.value) * 2);
  out.contract = "public-finance";
  out.function = number % 5 == 4 ? "adjustBudgetLine" : "recordPayment";
  out.org = kOrgs[number % 5].id;
  out.signer = std::to_string(1000 + number % 37);
  if (number % 100 == 57) {
    out.result = static_cast<ResultCode>(1003);
    out.resultName = "duplicate_id";
  } else {
    out.resultName = "executed";
  }
  return out;
}

Result<std::vector<TransactionSummary>> FakeEngine::transactions(const std::string& channel, TransactionNumber first,
                                                                 std::size_t count) const {
  MZ_CHECK(enter(channel));
  std::vector<TransactionSummary> out;
  const std::uint64_t end = statusNow().transactions;
  for (std::uint64_t n = first.value; n < end && out.size() < count; ++n) out.push_back(transactionSummary(n));
  return out;
}

Result<TransactionDetail> FakeEngine::transaction(const std::string& channel, TransactionNumber number) const {
  MZ_CHECK(enter(channel));
  if (number.value >= statusNow().transactions) return fail(ErrorCode::NotFound, "no such transaction");
  TransactionDetail out;
  out.summary = transactionSummary(number.value);
  const FinanceRow payment = row(number.value);
  out.arguments = R"({"amount":)" + std::to_string(payment.amount.minor) + R"(,"class":")" + payment.functionalClass +
                  R"(","currency":"CNY","date":")" + payment.date.iso() + R"(","department":")" + payment.department +
                  R"(","id":")" + payment.id + R"(","payee":{"category":"company","name":")" + payment.payee + R"("}})";
  out.envelopeBytes = 742;
  out.expiry = UnixSeconds(out.summary.time.value + 3600);
  out.certificate.bytes = digestOf("certificate", number.value % 37).bytes;
  out.certificateSubject = "O=" + out.summary.org + ",OU=officer,serialNumber=" + out.summary.signer;
  out.certificateIssuer = "CN=" + out.summary.org + " CA";
  out.certificateSerial = "4f02a1";
  out.certificateFrom = UnixSeconds(kGenesisTime - 86400 * 100);
  out.certificateUntil = UnixSeconds(kGenesisTime + 86400 * 600);
  out.role = "officer";
  out.chain = certificateChain(out);
  out.summary.functionTitle = {"Record a payment", "登记支付"};
  if (out.summary.result != ResultCode::Executed) {
    out.summary.resultTitle = {"an id that is there already", "编号重复"};
  } else {
    out.writes.push_back({"public-finance", "payment/" + payment.id, std::nullopt, out.arguments});
    out.writes.push_back(
        {"public-finance", "allocation/A-2026-0007", R"({"rest":5000000,"used":12})", R"({"rest":4871600,"used":13})"});
    out.events.emplace_back("paid", R"({"id":")" + payment.id + R"("})");
  }
  const std::uint64_t height = out.summary.height.value;
  out.leafIndex = LeafIndex(number.value + height);
  out.treeSize = firstTransactionOf(height + 1) + height + 1;
  out.leaf = "mingzhang transaction\nheight " + std::to_string(height) + "\nid " + out.summary.id.hex() + "\n";
  out.leafHash = leafHash(out.leafIndex.value);
  if (m_ledger.proofs) {
    provePath(out.leafIndex.value, 0, out.treeSize, out.proof);
    out.root = treeHash(0, out.treeSize);
  }
  const BlockSummary block = summary(height);
  out.isFinal = block.isFinal;
  out.cosigned = block.cosigned;
  out.cosigners = kCosigners;
  out.threshold = kThreshold;
  return out;
}

Result<TransactionNumber> FakeEngine::findTransaction(const std::string& channel, const std::string& idPrefix) const {
  MZ_CHECK(enter(channel));
  const std::uint64_t end = std::min<std::uint64_t>(statusNow().transactions, 10'000);
  for (std::uint64_t n = 0; n < end; ++n) {
    if (idOf(n).hex().starts_with(idPrefix)) return TransactionNumber(n);
  }
  return fail(ErrorCode::NotFound, "no transaction " + idPrefix);
}

// The second signer of each org was revoked later, in block 30.
std::vector<CertificateLink> FakeEngine::certificateChain(const TransactionDetail& of) const {
  CertificateInfo leaf{
      of.summary.org,      of.role,       of.summary.signer, of.certificateIssuer, of.certificateSerial, of.certificateFrom,
      of.certificateUntil, of.certificate};
  CertificateInfo authority{of.summary.org,      "ca", "ca", "O=jiangcheng.example, OU=ca, CN=root", "11", of.certificateFrom,
                            of.certificateUntil, {}};
  authority.fingerprint.bytes = digestOf("authority", of.summary.number.value % kOrgCount).bytes;
  CertificateInfo root{"jiangcheng.example", "ca", "root", {}, {}, {}, {}, {}};
  std::optional<Height> revoked;
  if (of.summary.number.value % 2 == 1) revoked = Height(30);
  return {{leaf, CertificateStanding::Valid, Height(0), {}, revoked},
          {authority, CertificateStanding::Valid, Height(0), {}, {}},
          {root, CertificateStanding::NotKept, {}, {}, {}}};
}

Result<std::string> FakeEngine::receipt(const std::string& channel, TransactionNumber number) const {
  MZ_CHECK(enter(channel));
  if (transactionSummary(number.value).height > statusNow().finalHeight) return fail(ErrorCode::NotFinal, "not final");
  // As long as real ones: signatures and hashes hardly compress.
  std::string text = "c2sp.org/tlog-proof@v1\nindex " + std::to_string(number.value) + "\n";
  for (std::uint64_t i = 0; i < 50; ++i) text += idOf(number.value * 50 + i).hex() + "\n";
  return text;
}
Result<std::string> FakeEngine::policy(const std::string& channel) const {
  MZ_CHECK(enter(channel));
  return std::string("log jiangcheng.example\n");
}

Result<AuditReport> FakeEngine::audit(const std::string& channel, const Progress& progress, const AuditWatch& watch) const {
  MZ_CHECK(enter(channel));
  constexpr std::uint64_t kSteps = 20;
  const ChannelStatus status = statusNow();
  std::vector<Damage> damages;
  {
    const std::lock_guard lock(m_mutex);
    damages = m_damages;
  }
  std::uint64_t told = 0;
  for (std::uint64_t i = 0; i < kSteps; ++i) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled");
    progress.report(i, kSteps);
    const std::uint64_t until = status.height.value * (i + 1) / kSteps;
    for (const Damage& damage : damages) {
      const std::uint64_t at = damage.height ? damage.height->value : 0;
      if (at <= until && (i == 0 || at > told)) watch.damaged(damage);
    }
    watch.checked(Height(until));
    told = until;
    std::this_thread::sleep_for(std::chrono::milliseconds(m_delay / 4 + 2));
  }
  AuditReport report{channel, status.height, status.transactions, status.transactions + status.height.value * 8, damages,
                     false,   0.8,           status.time};
  record({.what = "audit", .channel = channel, .result = damages.empty() ? "done" : "damaged"});
  const std::lock_guard lock(m_mutex);
  m_audits[channel] = report;
  return report;
}
Result<std::optional<AuditReport>> FakeEngine::lastAudit(const std::string& channel) const {
  const std::lock_guard lock(m_mutex);
  const auto found = m_audits.find(channel);
  return found == m_audits.end() ? std::nullopt : std::optional(found->second);
}

Result<ActivityPage> FakeEngine::activity(const ActivityFilter& filter, const ActivityCursor& from, std::size_t count) const {
  const std::string channel = "finance";
  MZ_CHECK(enter(channel));
  constexpr std::uint64_t kMostLookedAt = 2'000;
  ActivityPage page;
  std::uint64_t below = from.empty() ? statusNow().transactions : from.front().second.value;
  const std::uint64_t stop = below > kMostLookedAt ? below - kMostLookedAt : 0;
  const auto is = [](const std::string& wanted, const std::string& value) { return wanted.empty() || wanted == value; };
  while (below > stop && page.rows.size() < count) {
    const TransactionSummary row = transactionSummary(--below);
    page.reached = row.time;
    if (is(filter.org, row.org) && is(filter.signer, row.signer) && is(filter.contract, row.contract) &&
        is(filter.function, row.function) && (!filter.refused || *filter.refused == (row.result != ResultCode::Executed)) &&
        (!filter.until || row.time <= *filter.until) && (!filter.from || row.time >= *filter.from))
      page.rows.push_back({channel, row});
    if (filter.from && row.time < *filter.from) below = 0;
  }
  page.next = {{channel, TransactionNumber(below)}};
  page.complete = below == 0;
  return page;
}

void FakeEngine::record(JournalEntry entry) const {
  const std::lock_guard lock(m_mutex);
  entry.number = m_journal.size() + 1;
  entry.time = UnixSeconds(kGenesisTime + static_cast<std::int64_t>(entry.number));
  entry.device = "desk-7";
  m_journal.push_back(std::move(entry));
}
std::vector<JournalEntry> FakeEngine::journal(std::uint64_t below, std::size_t count) const {
  const std::lock_guard lock(m_mutex);
  std::vector<JournalEntry> out;
  for (std::size_t i = below == 0 ? m_journal.size() : std::min<std::size_t>(below - 1, m_journal.size());
       i-- > 0 && out.size() < count;)
    out.push_back(m_journal[i]);
  return out;
}
Status FakeEngine::note(const JournalEntry& entry) {
  record(entry);
  return {};
}

std::vector<Alarm> FakeEngine::alarms() const {
  const std::lock_guard lock(m_mutex);
  return m_alarms;
}
Status FakeEngine::acknowledgeAlarm(std::uint64_t number, const std::string& who, const std::string& note) {
  std::vector<Alarm> alarms = this->alarms();
  const auto found = std::ranges::find(alarms, number, &Alarm::number);
  if (found == alarms.end()) return fail(ErrorCode::NotFound, "no such alarm");
  found->acknowledged = statusNow().time;
  found->acknowledgedBy = who;
  found->note = note;
  setAlarms(std::move(alarms));
  return {};
}
std::vector<AlarmRule> FakeEngine::alarmRules() const {
  const std::lock_guard lock(m_mutex);
  return m_rules;
}
Status FakeEngine::setAlarmRule(const AlarmRule& rule) {
  const std::lock_guard lock(m_mutex);
  const auto found = std::ranges::find(m_rules, rule.kind, &AlarmRule::kind);
  if (found == m_rules.end()) return fail(ErrorCode::InvalidArgument, "no such alarm");
  *found = rule;
  return {};
}
Status FakeEngine::checkAlarms() { return {}; }
Handle FakeEngine::onAlarm(std::function<void()> callback) {
  const std::lock_guard lock(m_callbacks->mutex);
  const int number = m_callbacks->next++;
  m_callbacks->alarmed.emplace(number, std::move(callback));
  return Handle([callbacks = m_callbacks, number] {
    const std::lock_guard unlock(callbacks->mutex);
    callbacks->alarmed.erase(number);
  });
}

void FakeEngine::setOfficerToken(TokenName token) {
  const std::lock_guard lock(m_mutex);
  m_officerToken = std::move(token);
}

std::vector<IdentityInfo> FakeEngine::identities() const {
  const std::lock_guard lock(m_mutex);
  if (m_ledger.role.empty()) return {};
  IdentityInfo admin{"finance-admin", "finance", m_ledger.role, "周敏", {}, UnixSeconds(kGenesisTime + 86400 * 600), m_locked};
  IdentityInfo clerk{
      "education-officer", "education", "officer", "李伟", {}, UnixSeconds(kGenesisTime + 86400 * 600), m_locked};
  clerk.token = m_officerToken;
  clerk.needsPin = m_officerToken && !m_tokens.loggedIn(*m_officerToken);
  clerk.locked |= clerk.needsPin;
  return {admin, clerk};
}
Status FakeEngine::unlock(const std::string& password) {
  const bool right = [&] {
    const std::lock_guard lock(m_mutex);
    return password == m_password;
  }();
  record({.what = "unlock", .result = right ? "done" : "wrong_password"});
  if (!right) return fail(ErrorCode::WrongPassword, "wrong password");
  const std::lock_guard lock(m_mutex);
  m_locked = false;
  return {};
}
Status FakeEngine::changePassword(const std::string& from, const std::string& to) {
  const std::lock_guard lock(m_mutex);
  if (from != m_password) return fail(ErrorCode::WrongPassword, "wrong password");
  m_password = to;
  return {};
}
void FakeEngine::lock() {
  const std::lock_guard lock(m_mutex);
  m_locked = true;
}

Result<SubmitResult> FakeEngine::submit(const std::string& channel, const std::string&, const std::string&, const std::string&,
                                        const std::string&) {
  MZ_CHECK(enter(channel));
  const std::uint64_t number = statusNow().transactions;
  appendBlocks(1);
  return SubmitResult{idOf(number), TransactionNumber(number), statusNow().height, ResultCode::Executed, "executed"};
}

FinanceRow FakeEngine::row(std::uint64_t number) const {
  FinanceRow out;
  out.payment = number;
  out.transaction = TransactionNumber(number);
  out.id = "P-2026-" + std::to_string(100'000 + number).substr(1);
  out.date = Date(20'400 + static_cast<std::int32_t>(number % 365));
  out.department = kOrgs[number % 5].zh;
  out.entity = std::string(kOrgs[number % 5].zh) + "本级";
  out.programme = number % 2 ? "校舍安全" : "保障房";
  out.functionalClass = number % 3 ? "205 教育支出" : "221 住房保障支出";
  out.payee = kPayees[number % 5];
  out.currency = "CNY";
  out.reference = "V" + std::to_string(number);
  out.description = "工程进度款";
  out.amount = Amount(static_cast<std::int64_t>((number * 7919) % 90'000'000) - 1'000'000);
  return out;
}

Result<FinanceNames> FakeEngine::financeNames(const std::string& channel) const {
  MZ_CHECK(enter(channel));
  FinanceNames out;
  const std::uint64_t each = statusNow().transactions / 5;
  for (std::uint64_t i = 0; i < 5; ++i) {
    out.departments.push_back({row(i).department, each});
    out.entities.push_back({row(i).entity, each});
  }
  out.programmes = {{"校舍安全", each}, {"保障房", each}};
  out.classes = {{"205 教育支出", each}, {"221 住房保障支出", each}};
  out.currencies = {{"CNY", each * 5}};
  out.first = Date(20'400);
  out.last = Date(20'764);
  return out;
}
Result<std::vector<FinanceNames::Entry>> FakeEngine::financeSuggest(const std::string& channel, FinanceGrouping,
                                                                    const std::string& text, std::size_t count) const {
  MZ_CHECK(enter(channel));
  std::vector<FinanceNames::Entry> out;
  for (const char* payee : kPayees) {
    if (out.size() < count && std::string(payee).find(text) != std::string::npos) out.push_back({payee, 7});
  }
  return out;
}
Result<FinanceTable> FakeEngine::financeTable(const std::string& channel, const FinanceFilter&, FinanceOrder,
                                              std::uint64_t offset, std::size_t count) const {
  MZ_CHECK(enter(channel));
  FinanceTable out;
  out.revision = m_blocks;
  out.offset = offset;
  const std::uint64_t all = statusNow().transactions;
  out.totals.count = all;
  Amount sum;
  for (std::uint64_t n = 0; n < std::min<std::uint64_t>(all, 100'000); ++n) sum = Amount(sum.minor + row(n).amount.minor);
  out.totals.sums.push_back({"CNY", sum, all});
  for (std::uint64_t n = offset; n < all && out.rows.size() < count; ++n) out.rows.push_back(row(all - 1 - n));
  return out;
}
Result<FinanceGroups> FakeEngine::financeGroups(const std::string& channel, const FinanceFilter&, FinanceGrouping grouping,
                                                std::size_t) const {
  MZ_CHECK(enter(channel));
  FinanceGroups answer;
  std::vector<FinanceGroup>& out = answer.groups;
  if (grouping == FinanceGrouping::Month) {
    for (int month = 1; month <= 11; ++month) {
      const std::string text = std::to_string(100 + month).substr(1);
      out.push_back({"2026-" + text, "CNY", 40, Amount(1'000'000'00 + month * 7'654'321)});
    }
    return answer;
  }
  for (std::uint64_t i = 0; i < 5; ++i) {
    const FinanceRow one = row(i);
    out.push_back({grouping == FinanceGrouping::Payee ? one.payee : one.department, "CNY", 100 - i,
                   Amount(static_cast<std::int64_t>(9 - i) * 123'456'789)});
  }
  return answer;
}
Result<FinanceRow> FakeEngine::payment(const std::string& channel, std::uint64_t number) const {
  MZ_CHECK(enter(channel));
  if (number >= statusNow().transactions) return fail(ErrorCode::NotFound, "no such payment");
  return row(number);
}
Result<FinanceRow> FakeEngine::paymentOfTransaction(const std::string& channel, TransactionNumber number) const {
  return payment(channel, number.value);
}
Result<std::vector<BudgetLineRow>> FakeEngine::budgetLines(const std::string& channel, int) const {
  MZ_CHECK(enter(channel));
  return std::vector<BudgetLineRow>{};
}
Result<TrailStep> FakeEngine::trailStep(const std::string& channel, FinanceRecord record) const {
  MZ_TRY(const TransactionDetail detail, transaction(channel, record.transaction));
  return TrailStep{std::move(record), {}, detail.summary, detail.isFinal, detail.cosigned, detail.cosigners, detail.threshold};
}
Result<std::vector<TrailStep>> FakeEngine::paymentTrail(const std::string& channel, TransactionNumber payment) const {
  MZ_TRY(const FinanceRow paid, paymentOfTransaction(channel, payment));
  MZ_TRY(TrailStep step,
         trailStep(channel,
                   {FinanceRecord::Kind::Payment, paid.id, {}, 0, paid.date, paid.payee, paid.currency, paid.amount, payment}));
  return std::vector{std::move(step)};
}
Result<std::uint64_t> FakeEngine::rebuildFinance(const std::string& channel, const Progress&) {
  MZ_CHECK(enter(channel));
  return statusNow().transactions;
}
Status FakeEngine::dumpFinance(const std::string& channel, const std::function<void(std::string_view)>&) const {
  return enter(channel);
}
Result<ImportPreview> FakeEngine::previewImport(const std::string& channel, const ImportOptions&) const {
  MZ_CHECK(enter(channel));
  ImportPreview out;
  out.first.push_back({});
  return out;
}
Result<ImportReport> FakeEngine::importPayments(const std::string& channel, const ImportOptions&, const Progress&) {
  MZ_CHECK(enter(channel));
  appendBlocks(1);
  ImportReport out;
  out.rows = out.recorded = m_ledger.transactionsPerBlock;
  return out;
}
Result<std::string> FakeEngine::invitation(const std::string& channel, const std::string& identity, int days) const {
  MZ_CHECK(enter(channel));
  return "invitation to " + channel + " by " + identity + " for " + std::to_string(days) + " days\n";
}

std::vector<std::string> FakeEngine::importProfiles() const {
  std::vector<std::string> names{"uk-spend"};
  for (const auto& [name, options] : savedProfiles()) names.push_back(name);
  std::ranges::sort(names);
  return names;
}
Status FakeEngine::saveImportProfile(const std::string& name, const ImportOptions& options) {
  MZ_CHECK(enter("finance"));
  if (name == "uk-spend") return std::unexpected(Error(ErrorCode::AlreadyThere, "a shipped profile").with("name", name));
  if (name.empty() || name.find_first_of(" /.") != std::string::npos) return fail(ErrorCode::Malformed, "no name of a profile");
  const std::lock_guard lock(m_mutex);
  m_savedProfiles[name] = options;
  return {};
}
std::map<std::string, ImportOptions> FakeEngine::savedProfiles() const {
  const std::lock_guard lock(m_mutex);
  return m_savedProfiles;
}

Handle FakeEngine::onBlock(std::function<void(const std::string&, const ChannelStatus&)> callback) {
  const std::lock_guard lock(m_callbacks->mutex);
  const int number = m_callbacks->next++;
  m_callbacks->list.emplace(number, std::move(callback));
  return Handle([callbacks = m_callbacks, number] {
    const std::lock_guard unlock(callbacks->mutex);
    callbacks->list.erase(number);
  });
}

}  // namespace mz::test
