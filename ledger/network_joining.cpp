// Inviting an organization, and what the invited one can make before the members have admitted it: its own keys, a directory
// that knows the network and awaits the channel, and the answer to be sent back.
#include "ledger/base/file.h"
#include "ledger/invitation.h"
#include "ledger/local_engine.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 24 * 3600;
constexpr std::int64_t kYear = 365 * kDay + 6 * 3600;
constexpr std::int64_t kAuthorityYears = 20, kPersonYears = 5;
constexpr std::uint64_t kSteps = 3;
constexpr int kMostDays = static_cast<int>(kLongestInvitation / kDay);

Result<Invitation> readChecked(const std::filesystem::path& file) {
  MZ_TRY(const Bytes text, readFile(file, kInvitationBytes));
  MZ_TRY(Invitation invitation, Invitation::read(textOf(text)));
  MZ_CHECK(invitation.checkTime(SystemClock().now()));
  return invitation;
}

}  // namespace

Result<std::string> LocalEngine::invitation(const std::string& channel, const std::string& identity, int days) const {
  const auto written = writeInvitation(channel, identity, days);
  record({.what = "invite", .who = identity, .channel = channel}, written ? nullptr : &written.error());
  return written;
}

Result<std::string> LocalEngine::writeInvitation(const std::string& channel, const std::string& identity, int days) const {
  if (days < 1 || days > kMostDays)
    return fail(ErrorCode::InvalidArgument, "an invitation is valid for 1 to " + std::to_string(kMostDays) + " days");
  MZ_TRY(const ChannelHost* found, openHost(channel));
  MZ_TRY(const SigningIdentity inviter, administrator(identity));
  Invitation out;
  MZ_TRY(out.genesis, found->queries().genesis());
  out.network = m_file.title;
  for (const auto& [org, member] : found->replica().view().configuration->members()) out.members.push_back(member);
  out.inviter = inviter.certificate;
  out.issued = m_clock.now();
  out.expires = UnixSeconds(out.issued.value + days * kDay);
  MZ_TRY(std::string text, out.write(inviter.key));
  MZ_CHECK(Invitation::read(text));  // says why where this identity may not invite
  return text;
}

Result<InvitationInfo> readInvitation(const std::filesystem::path& file) {
  MZ_TRY(const Invitation invitation, readChecked(file));
  return invitation.info();
}

Result<MadeNetwork> joinNetwork(const std::filesystem::path& directory, const std::filesystem::path& file, const JoinPlan& plan,
                                const Progress& progress) {
  MZ_CHECK(checkOrgPlan(plan.org));
  MZ_CHECK(checkPeoplePlan(plan.people));
  MZ_CHECK(checkPlanField(PlanField::Password, plan.password));
  MZ_TRY(const Invitation invitation, readChecked(file));
  const InvitationInfo info = invitation.info();
  for (const OrgInfo& member : info.members)
    if (member.id == plan.org.id)
      return std::unexpected(Error(ErrorCode::InvalidArgument, "there is a member " + plan.org.id + " already; take another id")
                                 .with("field", "org"));
  MadeNetwork made;
  std::uint64_t step = 0;
  const auto next = [&]() -> Status {
    if (progress.cancelled()) return fail(ErrorCode::Cancelled, "joining was cancelled");
    progress.report(++step, kSteps);
    return {};
  };
  const auto fill = [&](const std::filesystem::path& unfinished) -> Status {
    MZ_CHECK(next());
    SystemRandom random;
    const UnixSeconds now = SystemClock().now();
    const auto valid = [&](std::int64_t years) { return Validity{now, UnixSeconds(now.value + years * kYear)}; };
    MZ_TRY(const PrivateKey authorityKey, PrivateKey::generate(keyAlgorithm(plan.org.suite)));
    MZ_TRY(const Authority authority, createOwnAuthority(plan.org.id, authorityKey, valid(kAuthorityYears), random));
    const Person people[] = {{Role::Admin, plan.people.admin}, {Role::Officer, plan.people.officer}};
    MZ_TRY(const OrgKeys keys, makeOrgKeys(authority, plan.org.suite, people, valid(kPersonYears), random));
    made.authority = authority.certificate.fingerprint();
    made.admin = plan.org.id + "/" + plan.people.admin;
    made.officer = plan.org.id + "/" + plan.people.officer;
    made.node = plan.org.id + "/" + std::string(kNodeName);
    made.channel = invitation.channel;
    made.channelName = info.channelName;
    made.answer = answerFile(directory);
    MZ_TRY(Keystore keystore, Keystore::create(keystoreFile(unfinished), plan.password, random));
    for (const Identity& identity : keys.identities) MZ_CHECK(keystore.add(identity));
    MZ_CHECK(keystore.save());
    MZ_CHECK(next());

    Answer answer;
    answer.invitation = invitation.digest;
    answer.domain = info.domain;
    answer.channel = invitation.channel;
    answer.org = plan.org;
    answer.org.title = wholeTitle(plan.org.title);
    answer.authority = authority.certificate;
    answer.cosigner =
        cosignerItem(keys.at(made.node + "/log").key, keys.at(made.node + "/cosigner").key, info.domain + "/" + made.node);
    answer.made = now;
    MZ_TRY(const std::string text, answer.write(authority.key));
    MZ_CHECK(Answer::read(text));
    MZ_CHECK(writeFileAtomically(answerFile(unfinished), bytesOf(text)));

    NetworkFile network;
    network.domain = info.domain;
    network.title = info.network;
    network.demonstration = info.demonstration;
    network.node = made.node;
    network.awaited.push_back({info.channelName, info.channel, info.channelTitle, info.isPublic,
                               info.inviterOrg + "/" + info.inviterName, info.expires});
    MZ_CHECK(network.write(unfinished));
    return next();
  };
  MZ_CHECK(makeNetworkDirectory(directory, fill));
  return made;
}

}  // namespace mz
