// The demonstration network: thirteen orgs whose keys all lie in one keystore, a public channel with a generated history, and a
// private one. Said to be a demonstration on its genesis, and therefore everywhere.
#include <algorithm>
#include <map>

#include "ledger/bulk_recorder.h"
#include "ledger/demo_data.h"
#include "ledger/finance/record_arguments.h"
#include "ledger/local_engine.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

constexpr std::string_view kDomain = "jiangcheng.example";

UnixSeconds morningOf(Date date) { return UnixSeconds(std::int64_t{date.days} * 86400 + 9 * 3600); }

const Date kFounded = *Date::fromCivil(2024, 12, 20);
const Date kCertificatesEnd = *Date::fromCivil(2036, 12, 31);

constexpr Person kPeople[] = {
    {Role::Admin, "admin-01"},    {Role::Officer, "officer-0412"}, {Role::Officer, "officer-0427"},
    {Role::Auditor, "audit-07"},  {Role::Clerk, "clerk-31"},       {Role::Service, "core-system"},
    {Role::Kiosk, "kiosk-lobby"}, {Role::Device, "scanner-2"},     {Role::Applicant, "applicant-desk"}};

std::string codesCall(std::string_view kind, std::span<const std::string> codes) {
  Json::Array list;
  for (const std::string& code : codes) list.emplace_back(code);
  return Json::object({{"codes", Json(std::move(list))}, {"kind", Json(kind)}}).serialize();
}

// The history: settings, codes and budget first, then the payments, with a clock that walks along.
class HistoryWriter {
 public:
  HistoryWriter(LocalEngine& engine, ManualClock& clock, const DemoOptions& options, const Progress& progress)
      : m_engine(engine), m_clock(clock), m_options(options), m_progress(progress), m_random(options.seed) {}

  Status write() {
    MZ_TRY(ChannelHost * host, m_engine.host("finance"));
    if (host->openError()) return std::unexpected(*host->openError());
    const auto runner = host->runner();
    std::vector<BulkRecorder::Signer> signers;
    for (const DemoOrg& org : demoOrgs())
      for (const char* name : {"/admin-01", "/officer-0412", "/officer-0427", "/clerk-31"}) {
        MZ_TRY(const auto identity, m_engine.signer(std::string(org.id) + name));
        m_signerOf[std::string(org.id) + name] = signers.size();
        signers.push_back({identity.certificate.fingerprint(), identity.key});
      }

    std::vector<PendingCall> opening;
    const auto add = [&](std::string function, std::string arguments, std::string_view signer) {
      opening.push_back({std::move(function), std::move(arguments), {}, m_signerOf.at(std::string(signer))});
    };
    add("configure", R"({"currencies":["CNY","EUR","GBP","HKD","JPY","TWD","USD"],"fiscal_year_start":"01-01"})",
        "finance/admin-01");
    const DemoCodes codes = demoCodes();
    add("define_codes", codesCall("department", codes.departments), "finance/admin-01");
    add("define_codes", codesCall("entity", codes.entities), "finance/admin-01");
    add("define_codes", codesCall("class", codes.classes), "finance/admin-01");
    const std::vector<DemoBudgetLine> lines = demoBudget(m_options.payments, m_random);
    for (const DemoBudgetLine& budget : lines) {
      add("record_budget_line", budgetLineArguments(budget.line), "finance/officer-0412");
      add("record_allocation",
          Json::object({{"amount", Json(budget.released.minor)},
                        {"date", Json(budget.releasedOn.iso())},
                        {"entity", Json(budget.entity)},
                        {"id", Json(demoAllocationId(budget))},
                        {"line", Json(budget.line.id)}})
              .serialize(),
          "finance/officer-0427");
    }

    m_allocations = DemoAllocations(lines);
    m_adjustments = demoAdjustments(lines);
    DemoPayments payments(m_options.payments, m_random);
    std::uint64_t recorded = 0;
    BulkRecorder recorder(host->replica(), host->queries(), *runner, m_engine.pool(), m_clock, "public-finance",
                          std::move(signers));
    const auto sink = [&](std::span<const RecordedCall> answers) -> Status {
      for (const RecordedCall& answer : answers)
        if (answer.result != ResultCode::Executed)
          return fail(ErrorCode::Refused, "a generated call was refused: " + answer.resultName);
      recorded += answers.size();
      m_progress.report(std::min(recorded, m_options.payments), m_options.payments);
      return {};
    };
    m_clock.set(morningOf(*Date::fromCivil(2025, 1, 1)));
    MZ_CHECK(recorder.run([&]() -> Result<std::vector<PendingCall>> { return std::exchange(opening, {}); }, sink, m_progress));
    // Everything of one step is durable before the clock moves on, so that block times follow the dates.
    const std::uint64_t perStep = std::max<std::uint64_t>(1, (m_options.payments + kSteps - 1) / kSteps);
    for (;;) {
      std::vector<PendingCall> step = nextStep(payments, perStep);
      if (step.empty()) return {};
      std::size_t given = 0;
      const auto source = [&]() -> Result<std::vector<PendingCall>> {
        const std::size_t until = std::min(given + kPiece, step.size());
        std::vector<PendingCall> piece(std::make_move_iterator(step.begin() + static_cast<std::ptrdiff_t>(given)),
                                       std::make_move_iterator(step.begin() + static_cast<std::ptrdiff_t>(until)));
        given = until;
        return piece;
      };
      MZ_CHECK(recorder.run(source, sink, m_progress));
    }
  }

 private:
  static constexpr std::uint64_t kSteps = 250;
  static constexpr std::size_t kPiece = 256;

  std::vector<PendingCall> nextStep(DemoPayments& payments, std::uint64_t count) {
    static constexpr const char* kSigners[] = {"/officer-0412", "/officer-0427", "/clerk-31"};
    std::vector<PendingCall> calls;
    PaymentDraft draft;
    std::string org;
    while (calls.size() < count && payments.next(draft, org)) {
      addAdjustments(draft.date, calls);
      m_allocations.draw(draft);
      calls.push_back({"record_payment", paymentArguments(draft), {}, m_signerOf.at(org + kSigners[m_random.below(3)])});
    }
    const UnixSeconds recordedAt(morningOf(draft.date).value + static_cast<std::int64_t>(m_random.below(8 * 3600)));
    if (!calls.empty()) m_clock.set(std::max(m_clock.now(), recordedAt));
    return calls;
  }

  // Those that are dated before the next payment.
  void addAdjustments(Date until, std::vector<PendingCall>& calls) {
    for (; m_nextAdjustment < m_adjustments.size() && m_adjustments[m_nextAdjustment].date < until; ++m_nextAdjustment) {
      const DemoAdjustment& each = m_adjustments[m_nextAdjustment];
      calls.push_back({"adjust_budget_line",
                       Json::object({{"amount", Json(each.amount.minor)},
                                     {"date", Json(each.date.iso())},
                                     {"id", Json(each.id)},
                                     {"line", Json(each.line)},
                                     {"reason", Json(each.reason)}})
                           .serialize(),
                       {},
                       m_signerOf.at("finance/officer-0412")});
    }
  }

  LocalEngine& m_engine;
  ManualClock& m_clock;
  const DemoOptions& m_options;
  const Progress& m_progress;
  SeededRandom m_random;
  std::map<std::string, std::size_t> m_signerOf;
  DemoAllocations m_allocations{std::span<const DemoBudgetLine>()};
  std::vector<DemoAdjustment> m_adjustments;
  std::size_t m_nextAdjustment = 0;
};

Status fillNetwork(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress) {
  SystemRandom random;
  ManualClock clock(morningOf(kFounded));
  const Validity validity{morningOf(kFounded), morningOf(kCertificatesEnd)};
  MZ_TRY(const PrivateKey rootKey, PrivateKey::generate(KeyAlgorithm::P256));
  MZ_TRY(const Authority root, createRoot(kDomain, rootKey, validity, random));

  MZ_TRY(Keystore keystore, Keystore::create(keystoreFile(directory), kDemoPassword, random));
  std::map<std::string, OrgKeys, std::less<>> keys;
  for (const DemoOrg& org : demoOrgs()) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled");
    MZ_TRY(const PrivateKey authorityKey, PrivateKey::generate(KeyAlgorithm::P256));
    MZ_TRY(const Authority authority, createOrgAuthority(root, org.id, authorityKey, validity, random));
    MZ_TRY(OrgKeys made, makeOrgKeys(authority, Suite::International, kPeople, validity, random));
    for (const Identity& identity : made.identities) MZ_CHECK(keystore.add(identity));
    keys.emplace(org.id, std::move(made));
  }
  MZ_CHECK(keystore.save());

  NetworkFile network;
  network.domain = kDomain;
  network.title = {"Jiangcheng Government Alliance (demonstration)", "江城政务联盟（演示）"};
  network.demonstration = true;
  network.node = "finance/" + std::string(kNodeName);
  network.root = root.certificate;
  NodeKeys nodeKeys(keystore.identities(), network.node, clock);
  MZ_TRY(const Package package, Package::shipped("public-finance"));
  const auto make = [&](const std::string& name, Json title, bool isPublic,
                        const std::vector<std::string_view>& members) -> Status {
    Bytes nonce(16);
    random.fill(nonce);
    GenesisBuilder genesis(std::string(kDomain), name, std::move(title), isPublic, clock.now(), toHex(nonce));
    genesis.demonstration();
    for (const DemoOrg& org : demoOrgs()) {
      if (!members.empty() && std::ranges::find(members, org.id) == members.end()) continue;
      Member member;
      member.org = org.id;
      member.kind = org.voting ? MemberKind::Voting : MemberKind::Observer;
      member.title = titleJson(org.en, org.zh);
      member.region = "420100";
      member.level = "city";
      enterMember(genesis, kDomain, std::move(member), keys.find(org.id)->second);
    }
    genesis.package(package.manifest().name, package.manifest().version, package.archive(), package.digest());
    MZ_TRY(NetworkFile::Channel made, makeChannel(directory, name, genesis, nodeKeys));
    network.channels.push_back(std::move(made));
    return {};
  };
  MZ_CHECK(make("finance", titleJson("Public finance", "财政公开"), true, {}));
  MZ_CHECK(make("budget-drafts", titleJson("Budget drafts", "预算编制"), false, {"finance", "education", "housing", "audit"}));
  MZ_CHECK(network.write(directory));

  MZ_TRY(const auto engine, LocalEngine::open(directory, clock));
  MZ_CHECK(engine->unlock(std::string(kDemoPassword)));
  return HistoryWriter(*engine, clock, options, progress).write();
}

}  // namespace

Status createDemoNetwork(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress) {
  return makeNetworkDirectory(
      directory, [&](const std::filesystem::path& unfinished) { return fillNetwork(unfinished, options, progress); });
}

}  // namespace mz
