// A new network of one org: its root, the org's CA, an administrator, an officer and a node, and one channel whose only member
// the org is. Tried before it is called made: the channel takes a call and the block becomes final.
#include "ledger/local_engine.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

// Of the root, which one keeps offline; of an org's authority; of people and nodes.
constexpr std::int64_t kYear = std::int64_t{365} * 24 * 3600 + 6 * 3600;
constexpr std::int64_t kRootYears = 30, kAuthorityYears = 20, kPersonYears = 5;
constexpr std::uint64_t kSteps = 4;

Validity validityOf(UnixSeconds from, std::int64_t years) { return {from, UnixSeconds(from.value + years * kYear)}; }

Json titleOf(const Title& title) { return titleJson(wholeTitle(title).en, wholeTitle(title).zh); }

class NetworkCreation {
 public:
  NetworkCreation(const NetworkPlan& plan, const Progress& progress) : m_plan(plan), m_progress(progress) {}

  Status fill(const std::filesystem::path& directory) {
    MZ_CHECK(step());
    MZ_CHECK(makeKeys(directory));
    MZ_CHECK(step());
    MZ_CHECK(makeFirstChannel(directory));
    MZ_CHECK(step());
    MZ_CHECK(tryIt(directory));
    return step();
  }
  const MadeNetwork& made() const { return m_made; }

 private:
  Status step() {
    if (m_progress.cancelled()) return fail(ErrorCode::Cancelled, "making the network was cancelled");
    m_progress.report(++m_step, kSteps);
    return {};
  }

  Status makeKeys(const std::filesystem::path& directory) {
    const UnixSeconds now = m_clock.now();
    const OrgPlan& org = m_plan.org;
    const KeyAlgorithm algorithm = keyAlgorithm(org.suite);
    MZ_TRY(const PrivateKey rootKey, PrivateKey::generate(algorithm));
    MZ_TRY(const Authority root, createRoot(m_plan.domain, rootKey, validityOf(now, kRootYears), m_random));
    MZ_TRY(const PrivateKey authorityKey, PrivateKey::generate(algorithm));
    MZ_TRY(const Authority authority,
           createOrgAuthority(root, org.id, authorityKey, validityOf(now, kAuthorityYears), m_random));
    const Person people[] = {{Role::Admin, m_plan.people.admin}, {Role::Officer, m_plan.people.officer}};
    MZ_TRY(m_keys, makeOrgKeys(authority, org.suite, people, validityOf(now, kPersonYears), m_random));
    m_made.root = root.certificate.fingerprint();
    m_root = root.certificate;
    m_made.authority = authority.certificate.fingerprint();
    m_made.admin = org.id + "/" + m_plan.people.admin;
    m_made.officer = org.id + "/" + m_plan.people.officer;
    m_made.node = org.id + "/" + std::string(kNodeName);

    MZ_TRY(Keystore keystore, Keystore::create(keystoreFile(directory), m_plan.password, m_random));
    MZ_CHECK(keystore.add({root.certificate, root.key, "root"}));
    for (const Identity& identity : m_keys.identities) MZ_CHECK(keystore.add(identity));
    return keystore.save();
  }

  Status makeFirstChannel(const std::filesystem::path& directory) {
    const ChannelPlan& channel = m_plan.channel;
    Bytes nonce(16);
    m_random.fill(nonce);
    GenesisBuilder genesis(m_plan.domain, channel.name, titleOf(channel.title), channel.isPublic, m_clock.now(), toHex(nonce));
    Member member;
    member.org = m_plan.org.id;
    member.kind = MemberKind::Voting;
    member.title = titleOf(m_plan.org.title);
    member.region = m_plan.org.region;
    member.level = m_plan.org.level;
    member.suite = m_plan.org.suite;
    enterMember(genesis, m_plan.domain, std::move(member), m_keys);
    if (channel.finance) {
      MZ_TRY(const Package package, Package::shipped(kContract));
      genesis.package(package.manifest().name, package.manifest().version, package.archive(), package.digest());
    }
    NodeKeys nodeKeys(m_keys.identities, m_made.node, m_clock);
    NetworkFile network;
    network.domain = m_plan.domain;
    network.title = wholeTitle(m_plan.title);
    network.node = m_made.node;
    network.root = m_root;
    MZ_TRY(NetworkFile::Channel made, makeChannel(directory, channel.name, genesis, nodeKeys));
    m_made.channel = made.id;
    m_made.channelName = made.name;
    network.channels.push_back(std::move(made));
    return network.write(directory);
  }

  // Opens what was made as the person will, and sets currencies and fiscal year: payments can be recorded from then on.
  Status tryIt(const std::filesystem::path& directory) {
    MZ_TRY(const auto engine, LocalEngine::open(directory, m_clock));
    MZ_CHECK(engine->unlock(m_plan.password));
    MZ_TRY(const ChannelStatus before, engine->status(m_made.channelName));
    if (!before.stopped.empty()) return fail(ErrorCode::Damaged, "the new channel does not open: " + before.stopped);
    if (m_plan.channel.finance) {
      Json::Array currencies;
      for (const std::string& currency : m_plan.channel.currencies) currencies.emplace_back(currency);
      const std::string arguments = Json::object({{"currencies", Json(std::move(currencies))},
                                                  {"fiscal_year_start", Json(m_plan.channel.fiscalYearStart)}})
                                        .serialize();
      MZ_TRY(const SubmitResult answer,
             engine->submit(m_made.channelName, m_made.admin, std::string(kContract), "configure", arguments));
      if (answer.result != ResultCode::Executed)
        return fail(ErrorCode::Refused, "the new channel refused its first call: " + answer.resultName);
    }
    MZ_TRY(const ChannelStatus after, engine->status(m_made.channelName));
    if (after.finalHeight != after.height)
      return fail(ErrorCode::NotFinal, "the new channel's newest block did not become final");
    return {};
  }

  static constexpr std::string_view kContract = "public-finance";

  const NetworkPlan& m_plan;
  const Progress& m_progress;
  const SystemClock m_clock;
  SystemRandom m_random;
  std::uint64_t m_step = 0;
  Certificate m_root;
  OrgKeys m_keys;
  MadeNetwork m_made;
};

}  // namespace

Result<MadeNetwork> createNetwork(const std::filesystem::path& directory, const NetworkPlan& plan, const Progress& progress) {
  MZ_CHECK(checkNetworkPlan(plan));
  NetworkCreation creation(plan, progress);
  MZ_CHECK(makeNetworkDirectory(directory, [&](const std::filesystem::path& unfinished) { return creation.fill(unfinished); }));
  return creation.made();
}

}  // namespace mz
