// The demonstration network: thirteen orgs whose keys all lie in one keystore, a public channel with a generated history, and a
// private one. Said to be a demonstration on its genesis, and therefore everywhere.
#include <algorithm>
#include <fstream>
#include <map>

#include "ledger/bulk_recorder.h"
#include "ledger/crypto/hash.h"
#include "ledger/demo_data.h"
#include "ledger/finance/record_arguments.h"
#include "ledger/local_engine.h"

namespace mz {

namespace {

constexpr std::string_view kDomain = "jiangcheng.example";
constexpr std::string_view kNode = "node-1";

UnixSeconds morningOf(Date date) { return UnixSeconds(std::int64_t{date.days} * 86400 + 9 * 3600); }

const Date kFounded = *Date::fromCivil(2024, 12, 20);
const Date kCertificatesEnd = *Date::fromCivil(2036, 12, 31);

struct Person {
  Role role;
  std::string_view name;
};
constexpr Person kPeople[] = {
    {Role::Admin, "admin-01"},    {Role::Officer, "officer-0412"}, {Role::Officer, "officer-0427"},
    {Role::Auditor, "audit-07"},  {Role::Clerk, "clerk-31"},       {Role::Service, "core-system"},
    {Role::Kiosk, "kiosk-lobby"}, {Role::Device, "scanner-2"},     {Role::Applicant, "applicant-desk"}};

struct DemoOrgKeys {
  Authority authority;
  std::vector<Identity> identities;  // people, the node, its cosigner and log keys, the CA
};

Result<Identity> person(const Authority& authority, std::string_view org, Role role, std::string_view name, Validity validity,
                        Random& random) {
  MZ_TRY(PrivateKey key, PrivateKey::generate(KeyAlgorithm::P256));
  MZ_TRY(Certificate certificate,
         issue(authority, {std::string(org), role, std::string(name)}, key.publicKey(), validity, random));
  return Identity{std::move(certificate), std::move(key), std::string(org) + "/" + std::string(name)};
}

Result<DemoOrgKeys> makeOrg(const Authority& root, std::string_view org, Validity validity, Random& random) {
  DemoOrgKeys out;
  MZ_TRY(const PrivateKey caKey, PrivateKey::generate(KeyAlgorithm::P256));
  MZ_TRY(out.authority, createOrgAuthority(root, org, caKey, validity, random));
  out.identities.push_back({out.authority.certificate, out.authority.key, std::string(org) + "/ca"});
  for (const Person& each : kPeople) {
    MZ_TRY(Identity made, person(out.authority, org, each.role, each.name, validity, random));
    out.identities.push_back(std::move(made));
  }
  MZ_TRY(Identity node, person(out.authority, org, Role::Node, kNode, validity, random));
  const std::string label = node.label;
  out.identities.push_back(std::move(node));
  for (const char* use : {"/cosigner", "/log"}) {
    MZ_TRY(PrivateKey key, PrivateKey::generate(KeyAlgorithm::Ed25519));
    out.identities.push_back({Certificate(), std::move(key), label + use});
  }
  return out;
}

const Identity& identityOf(const DemoOrgKeys& org, std::string_view label) {
  return *std::ranges::find(org.identities, label, &Identity::label);
}

// Members, cosigners and enrolled certificates of a channel.
void enter(GenesisBuilder& genesis, const DemoOrg& org, const DemoOrgKeys& keys) {
  Member member;
  member.kind = org.voting ? MemberKind::Voting : MemberKind::Observer;
  member.title = titleJson(org.en, org.zh);
  member.region = "420100";
  member.level = "city";
  member.authorities = {keys.authority.certificate};
  const std::string id(org.id);
  genesis.item("member/" + id, memberItem(member));
  const std::string node = id + "/" + std::string(kNode);
  if (org.voting)
    genesis.item("cosigner/" + node, cosignerItem(identityOf(keys, node + "/log").key, identityOf(keys, node + "/cosigner").key,
                                                  std::string(kDomain) + "/" + node));
  for (const Identity& identity : keys.identities)
    if (!identity.certificate.empty() && !identity.certificate.isAuthority())
      genesis.item("certificate/" + identity.certificate.fingerprint().hex(),
                   Json::object({{"certificate", Json(toBase64(identity.certificate.der()))}}));
}

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

// Lies in the directory from the first moment until there is a network in it, so that what a kill left is told from anything
// that somebody else put there.
std::filesystem::path unfinishedMark(const std::filesystem::path& directory) { return directory / "demonstration.unfinished"; }

bool isUnfinished(const std::filesystem::path& directory) {
  std::error_code error;
  return std::filesystem::exists(unfinishedMark(directory), error) &&
         !std::filesystem::exists(directory / "network.json", error);
}

Status makeNetwork(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress) {
  SystemRandom random;
  ManualClock clock(morningOf(kFounded));
  const Validity validity{morningOf(kFounded), morningOf(kCertificatesEnd)};
  MZ_TRY(const PrivateKey rootKey, PrivateKey::generate(KeyAlgorithm::P256));
  MZ_TRY(const Authority root, createRoot(kDomain, rootKey, validity, random));

  std::error_code error;
  std::filesystem::create_directories(directory, error);
  const std::ofstream mark(unfinishedMark(directory));
  std::filesystem::create_directories(directory / "channels", error);
  if (error || !mark) return fail(ErrorCode::Io, "cannot make " + directory.string() + ": " + error.message());
  MZ_TRY(Keystore keystore, Keystore::create(keystoreFile(directory), kDemoPassword, random));
  std::map<std::string, DemoOrgKeys, std::less<>> keys;
  for (const DemoOrg& org : demoOrgs()) {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "cancelled");
    MZ_TRY(DemoOrgKeys made, makeOrg(root, org.id, validity, random));
    for (const Identity& identity : made.identities) MZ_CHECK(keystore.add(identity));
    keys.emplace(org.id, std::move(made));
  }
  MZ_CHECK(keystore.save());
  NodeKeys nodeKeys(keystore.identities(), "finance/" + std::string(kNode), clock);

  NetworkFile network;
  network.domain = kDomain;
  network.title = {"Jiangcheng Government Alliance (demonstration)", "江城政务联盟（演示）"};
  network.demonstration = true;
  network.node = "finance/" + std::string(kNode);
  MZ_TRY(const Package package, Package::shipped("public-finance"));
  const auto make = [&](const std::string& name, Json title, bool isPublic,
                        const std::vector<std::string_view>& members) -> Status {
    Bytes nonce(16);
    random.fill(nonce);
    GenesisBuilder genesis(std::string(kDomain), name, std::move(title), isPublic, clock.now(), toHex(nonce));
    genesis.demonstration();
    for (const DemoOrg& org : demoOrgs())
      if (members.empty() || std::ranges::find(members, org.id) != members.end())
        enter(genesis, org, keys.find(org.id)->second);
    genesis.package(package.manifest().name, package.manifest().version, package.archive(), package.digest());
    const std::string text = genesis.build();
    MZ_CHECK(Replica::create(channelFile(directory, name), text, nodeKeys));
    MZ_TRY(const ChannelId id, ChannelId::fromView(sha256(bytesOf(text)).view()));
    network.channels.push_back({name, id});
    return {};
  };
  MZ_CHECK(make("finance", titleJson("Public finance", "财政公开"), true, {}));
  MZ_CHECK(make("budget-drafts", titleJson("Budget drafts", "预算编制"), false, {"finance", "education", "housing", "audit"}));
  MZ_CHECK(network.write(directory));
  std::filesystem::remove(unfinishedMark(directory), error);

  MZ_TRY(const auto engine, LocalEngine::open(directory, clock));
  MZ_CHECK(engine->unlock(std::string(kDemoPassword)));
  return HistoryWriter(*engine, clock, options, progress).write();
}

}  // namespace

Status createDemoNetwork(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress) {
  std::error_code error;
  const bool existed = std::filesystem::exists(directory, error);
  const auto clear = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(directory, error)) std::filesystem::remove_all(entry, error);
  };
  if (existed && !std::filesystem::is_empty(directory, error)) {
    if (!isUnfinished(directory))
      return std::unexpected(
          Error(ErrorCode::AlreadyThere, directory.string() + " is not empty; give a new or an empty directory")
              .with("path", directory.string()));
    clear();
  }
  auto made = makeNetwork(directory, options, progress);
  if (!made) {
    if (existed)
      clear();
    else
      std::filesystem::remove_all(directory, error);
  }
  return made;
}

}  // namespace mz
