#include "ledger/channel_host.h"

#include <algorithm>

#include "ledger/chain/projection_rebuild.h"

namespace mz {

namespace {

Title titleOf(const Json& json) { return {std::string(json.stringAt("en")), std::string(json.stringAt("zh"))}; }

std::uint64_t fileBytes(const std::filesystem::path& file) {
  std::error_code ignored;
  std::uint64_t total = 0;
  for (const char* suffix : {"", "-wal"}) {
    const auto size = std::filesystem::file_size(file.string() + suffix, ignored);
    if (!ignored) total += size;
  }
  return total;
}

// Of a channel that does not open, its newest block may be readable all the same.
void readWhatIsThere(const std::filesystem::path& file, ChannelStatus& status) {
  auto database = Database::open(file, OpenMode::Read);
  if (!database) return;
  ChannelTables tables(*database);
  const auto newest = tables.newestBlock();
  if (!newest || !*newest) return;
  status.height = (*newest)->height;
  status.time = (*newest)->time;
  status.transactions = (*newest)->firstTransaction.value + (*newest)->transactions;
  status.refused = (*newest)->refusedBefore + (*newest)->refused;
  status.treeSize = (*newest)->treeSize();
}

}  // namespace

ChannelHost::ChannelHost(std::string name, std::filesystem::path file, ChannelId expected)
    : m_name(std::move(name)), m_file(std::move(file)) {
  if (auto opened = open(expected); !opened) {
    m_openError = std::move(opened.error());
    if (m_openError->parameter("path").empty()) m_openError->parameters.emplace_back("path", m_file.string());
    m_financeQuery.reset();
    m_queries.reset();
    m_replica.reset();
    return;
  }
  m_catchUp = std::thread([this] {
    // A failure leaves the model marked stale, which status() says.
    if (m_replica->isStale(m_finance.name())) (void)rebuildFinance(m_closing);
    m_financeQuery->prepare();
  });
}

ChannelHost::~ChannelHost() {
  stop();
  m_closing.cancel();
  if (m_catchUp.joinable()) m_catchUp.join();
}

Status ChannelHost::open(ChannelId expected) {
  Projection* const projections[] = {&m_finance};
  MZ_TRY(m_replica, Replica::open(m_file, projections));
  if (m_replica->view().channel != expected)
    return std::unexpected(Error(ErrorCode::WrongChannel, m_file.string() + " holds another channel than network.json names")
                               .with("path", m_file.string()));
  m_queries = std::make_unique<ChannelQueries>(m_file, *m_replica);
  m_financeQuery =
      std::make_unique<FinanceQuery>(m_finance, [this](TransactionNumber number) { return m_queries->arguments(number); });
  return {};
}

ChannelInfo ChannelHost::info() const {
  ChannelInfo info;
  info.name = m_name;
  if (m_openError) return info;
  const ReplicaView view = m_replica->view();
  const Configuration& configuration = *view.configuration;
  info.id = view.channel;
  info.title = titleOf(configuration.title());
  info.isPublic = configuration.isPublic();
  const std::vector<std::string> cosigning = configuration.cosigningOrgs();
  for (const auto& [org, member] : configuration.members())
    info.members.push_back({org, titleOf(member.title), member.region, member.level, member.kind == MemberKind::Voting,
                            std::ranges::binary_search(cosigning, org)});
  for (const auto& [contract, digest] : configuration.contracts()) info.contracts.push_back(contract);
  return info;
}

ChannelStatus ChannelHost::status() const {
  ChannelStatus status;
  status.bytesOnDisk = fileBytes(m_file);
  if (m_openError) {
    status.stopped = m_openError->detail;
    status.stoppedBy = m_openError;
    status.open = false;
    status.financeReady = false;
    readWhatIsThere(m_file, status);
    return status;
  }
  const ReplicaView view = m_replica->view();
  status.height = view.newest.height;
  status.finalHeight = view.finalHeight;
  status.transactions = view.transactions;
  status.refused = view.refused;
  status.treeSize = view.newest.treeSize();
  status.root = view.root;
  status.time = view.newest.time;
  status.cosigned = view.cosigned;
  status.cosigners = static_cast<std::uint32_t>(view.ofNewest->cosigningOrgs().size());
  status.threshold = view.ofNewest->finalityThreshold();
  status.financeReady = !m_replica->isStale(m_finance.name());
  const auto running = runner();
  status.stoppedBy = running ? running->stopped() : m_replica->stopReason();
  if (!status.stoppedBy) {
    const std::lock_guard lock(m_mutex);
    status.stoppedBy = m_damage;
  }
  if (status.stoppedBy) status.stopped = status.stoppedBy->detail;
  if (view.divergences > 0) status.divergence = view.firstDivergence;
  status.dissenters = view.dissenters;
  return status;
}

void ChannelHost::start(Cutter cutter, NodeKeys& keys, const Clock& clock, const SubmissionQuota& quota,
                        ChannelRunner::BlockCallback onBlock) {
  if (m_openError) return;
  EmbeddedOrderer::Limits limits;
  limits.quota = quota;
  auto orderer = std::make_unique<EmbeddedOrderer>(*m_replica, std::move(cutter), keys, clock, limits);
  const std::lock_guard lock(m_mutex);
  m_runner = std::make_shared<ChannelRunner>(*m_replica, std::move(orderer), keys, std::move(onBlock));
}

void ChannelHost::stop() {
  std::shared_ptr<ChannelRunner> ending;
  {
    const std::lock_guard lock(m_mutex);
    ending.swap(m_runner);
  }
  // Somebody may still hold it, for an import that is under way; the keys are gone after this all the same.
  if (ending) ending->stop();
}

std::shared_ptr<ChannelRunner> ChannelHost::runner() const {
  const std::lock_guard lock(m_mutex);
  return m_runner;
}

Result<std::shared_ptr<ChannelRunner>> ChannelHost::taking() const {
  const std::lock_guard lock(m_mutex);
  if (m_damage) return std::unexpected(*m_damage);
  if (!m_runner) return std::unexpected(lockedChannel());
  return m_runner;
}

void ChannelHost::takeAudit(const AuditReport& report) {
  const auto first = std::ranges::find_if(report.damages, [](const Damage& damage) { return damage.part != "read_model"; });
  std::optional<Error> found;
  if (first != report.damages.end()) {
    const auto count = std::ranges::count_if(report.damages, [](const Damage& damage) { return damage.part != "read_model"; });
    std::string where = first->height ? ", the first in block " + std::to_string(first->height->value) : std::string();
    found = Error(ErrorCode::Damaged, "channel " + m_name + " takes no calls: its last audit, " + formatTime(report.ended) +
                                          ", found damage in " + (report.more ? "more than " : "") + std::to_string(count) +
                                          (count == 1 ? " place" : " places") + where +
                                          "; restore the file from a backup or from another member, and audit it again");
    found->parameters.emplace_back("channel", m_name);
    found->parameters.emplace_back("places", std::to_string(count));
    if (first->height) found->parameters.emplace_back("height", std::to_string(first->height->value));
  }
  const std::lock_guard lock(m_mutex);
  m_damage = std::move(found);
}

Result<std::uint64_t> ChannelHost::rebuildFinance(const Progress& progress) {
  if (m_openError) return std::unexpected(*m_openError);
  const std::lock_guard rebuilding(m_rebuilding);
  MZ_TRY(const std::uint64_t given, rebuildProjection(*m_replica, m_file, m_finance, progress));
  m_financeQuery->prepare();
  return given;
}

Status ChannelHost::dumpFinance(const std::function<void(std::string_view line)>& sink) const {
  if (m_openError) return std::unexpected(*m_openError);
  MZ_TRY(Database reader, Database::open(m_file, OpenMode::Read));
  MZ_CHECK(reader.begin());  // one state, while blocks go on
  MZ_CHECK(m_finance.dump(reader, sink));
  return reader.commit();
}

}  // namespace mz
