#include "ledger/channel_creation.h"

#include <algorithm>

#include "ledger/contract/package.h"
#include "ledger/local_engine.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

constexpr std::string_view kContract = "public-finance";
constexpr std::pair<std::string_view, MemberKind> kRoles[] = {
    {"voting", MemberKind::Voting}, {"observer", MemberKind::Observer}, {"reader", MemberKind::Reader}};

std::unexpected<Error> wrong(const std::string& field, const std::string& why) {
  return std::unexpected(Error(ErrorCode::InvalidArgument, why).with("field", field));
}

Status checkPlan(const NewChannelPlan& plan) {
  MZ_CHECK(checkPlanField(PlanField::Channel, plan.channel.name));
  const Title title = wholeTitle(plan.channel.title);
  MZ_CHECK(checkPlanField(PlanField::Title, title.en));
  MZ_CHECK(checkPlanField(PlanField::Title, title.zh));
  if (!plan.channel.finance) return {};
  for (const std::string& currency : plan.channel.currencies) MZ_CHECK(checkPlanField(PlanField::Currency, currency));
  return checkPlanField(PlanField::FiscalYear, plan.channel.fiscalYearStart);
}

// What the directory knows, taken while it was open.
struct Known {
  std::vector<Member> members;
  std::vector<Identity> identities;
  std::string ownOrg;
};

Result<Known> readKnown(const std::filesystem::path& directory, const NewChannelPlan& plan, const std::string& password,
                        const Clock& clock) {
  MZ_TRY(const auto engine, LocalEngine::open(directory, clock));
  MZ_CHECK(engine->unlock(password));
  if (plan.channel.finance) MZ_CHECK(engine->administrator({}));  // who configures the contract
  Known known;
  known.ownOrg = engine->ownOrg();
  known.identities = engine->keptIdentities();
  std::vector<ChannelMemberPlan> wanted = plan.members;
  wanted.insert(wanted.begin(), {known.ownOrg, "voting"});
  for (const ChannelMemberPlan& one : wanted) {
    const auto role = std::ranges::find(kRoles, one.role, &std::pair<std::string_view, MemberKind>::first);
    if (role == std::end(kRoles)) return wrong("members", "a member is voting, an observer or a reader");
    if (std::ranges::find(known.members, one.org, &Member::org) != known.members.end())
      return wrong("members", one.org + " is named twice");
    std::optional<Member> found;
    for (const std::string& channel : engine->channelNames()) {
      MZ_TRY(const ChannelHost* host, engine->host(channel));
      if (host->openError()) continue;
      const ReplicaView view = host->replica().view();
      if (const Member* member = view.configuration->member(one.org)) found = *member;
    }
    if (!found)
      return std::unexpected(
          Error(ErrorCode::NotFound, "no channel here has a member " + one.org + "; invite it, and admit it by proposal")
              .with("org", one.org));
    found->kind = role->second;
    known.members.push_back(std::move(*found));
  }
  return known;
}

// The member's items: its entry, its node's keys where they lie here, the certificates of its people that lie here.
void enter(GenesisBuilder& genesis, const std::string& domain, const Member& member, const Known& known, MadeChannel& made) {
  genesis.item("member/" + member.org, memberItem(member));
  const std::string node = member.org + "/" + std::string(kNodeName);
  const auto key = [&](const std::string& label) {
    const auto found = std::ranges::find(known.identities, label, &Identity::label);
    return found == known.identities.end() || found->key.empty() ? PrivateKey() : found->key;
  };
  const PrivateKey log = key(node + "/log"), cosigner = key(node + "/cosigner");
  if (member.kind == MemberKind::Voting && !log.empty() && !cosigner.empty()) {
    genesis.item("cosigner/" + node, cosignerItem(log, cosigner, domain + "/" + node));
    made.cosigning.push_back(member.org);
  }
  for (const Identity& identity : known.identities) {
    const Certificate& certificate = identity.certificate;
    if (certificate.empty() || certificate.isAuthority() || certificate.subject().org != member.org) continue;
    if (std::ranges::none_of(member.authorities,
                             [&](const Certificate& authority) { return issuedBy(certificate, authority).has_value(); }))
      continue;
    genesis.item("certificate/" + certificate.fingerprint().hex(),
                 Json::object({{"certificate", Json(toBase64(certificate.der()))}}));
  }
}

Status configure(const std::filesystem::path& directory, const ChannelPlan& channel, const std::string& password,
                 const Clock& clock) {
  MZ_TRY(const auto engine, LocalEngine::open(directory, clock));
  MZ_CHECK(engine->unlock(password));
  Json::Array currencies;
  for (const std::string& currency : channel.currencies) currencies.emplace_back(currency);
  const std::string arguments =
      Json::object({{"currencies", Json(std::move(currencies))}, {"fiscal_year_start", Json(channel.fiscalYearStart)}})
          .serialize();
  MZ_TRY(const auto administrator, engine->administrator({}));
  MZ_TRY(const SubmitResult answer, engine->submit(channel.name, engine->labelOf(administrator.certificate.fingerprint()),
                                                   std::string(kContract), "configure", arguments));
  if (answer.result != ResultCode::Executed)
    return fail(ErrorCode::Refused, "the new channel refused its first call: " + answer.resultName);
  return {};
}

}  // namespace

Result<MadeChannel> createChannel(const std::filesystem::path& directory, const NewChannelPlan& plan,
                                  const std::string& password) {
  MZ_CHECK(checkPlan(plan));
  const SystemClock clock;
  MZ_TRY(const Known known, readKnown(directory, plan, password, clock));
  MadeChannel made;
  {
    MZ_TRY(const DirectoryLock lock, DirectoryLock::acquire(directory));
    MZ_TRY(NetworkFile network, NetworkFile::read(directory));
    const std::string& name = plan.channel.name;
    if (std::ranges::find(network.channels, name, &NetworkFile::Channel::name) != network.channels.end())
      return std::unexpected(
          Error(ErrorCode::AlreadyThere, "the network has a channel " + name + " already").with("channel", name));
    const Title title = wholeTitle(plan.channel.title);
    Bytes nonce(16);
    SystemRandom().fill(nonce);
    GenesisBuilder genesis(network.domain, name, titleJson(title.en, title.zh), plan.channel.isPublic, clock.now(),
                           toHex(nonce));
    if (network.demonstration) genesis.demonstration();
    for (const Member& member : known.members) enter(genesis, network.domain, member, known, made);
    if (plan.channel.finance) {
      MZ_TRY(const Package package, Package::shipped(kContract));
      genesis.package(package.manifest().name, package.manifest().version, package.archive(), package.digest());
    }
    // What an earlier attempt left that was cut off before the network knew of it.
    for (const char* part : {"", "-wal", "-shm"}) {
      std::error_code ignored;
      std::filesystem::remove(channelFile(directory, name).string() + part, ignored);
    }
    NodeKeys keys(known.identities, network.node, clock);
    MZ_TRY(NetworkFile::Channel channel, makeChannel(directory, name, genesis, keys));
    made.id = channel.id;
    network.channels.push_back(std::move(channel));
    MZ_CHECK(network.write(directory));
  }
  if (plan.channel.finance) MZ_CHECK(configure(directory, plan.channel, password, clock));
  return made;
}

}  // namespace mz
