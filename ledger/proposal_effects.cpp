#include "ledger/proposal_effects.h"

#include <algorithm>

namespace mz {

namespace {

std::string kindName(MemberKind kind) {
  switch (kind) {
    case MemberKind::Voting: return "voting";
    case MemberKind::Observer: return "observer";
    case MemberKind::Reader: return "reader";
  }
  return {};
}

std::string finalityText(const Configuration& configuration) {
  return std::to_string(configuration.finalityThreshold()) + " of " + std::to_string(configuration.cosigningOrgs().size());
}

std::string thresholdText(const Configuration& configuration) {
  const OrgSet voting = configuration.votingOrgs();
  std::string text;
  for (const ChangePolicy::Group& group : configuration.changePolicy().groups()) {
    text += (text.empty() ? "" : " and ") + std::to_string(ChangePolicy::needed(group, voting)) + " of " +
            std::to_string(ChangePolicy::voters(group, voting).size());
    for (std::size_t i = 0; i < group.orgs.size(); ++i) text += (i == 0 ? " (" : ", ") + group.orgs[i];
    if (!group.orgs.empty()) text += ")";
  }
  return text;
}

class Effects {
 public:
  Effects(const Configuration& before, const Configuration& after, const IdentityBook& identities, UnixSeconds at)
      : m_before(before), m_after(after) {
    identities.forEach([&](const std::shared_ptr<const Certificate>& certificate) { m_certificates.push_back(certificate); });
    std::ranges::sort(m_certificates, {}, [](const auto& certificate) { return certificate->fingerprint(); });
    for (const auto& certificate : m_certificates) {
      if (certificate->isAuthority()) continue;
      if (identities.judge(*certificate, before, at) == ResultCode::Executed &&
          identities.judge(*certificate, after, at) != ResultCode::Executed)
        ++m_silenced[certificate->subject().org];
    }
  }

  std::vector<ProposalEffect> all() {
    for (const auto& [org, member] : m_before.members()) ofMember(org, &member, m_after.member(org));
    for (const auto& [org, member] : m_after.members())
      if (!m_before.member(org)) ofMember(org, nullptr, &member);
    nodes();
    writing();
    frozen();
    policies();
    return std::move(m_out);
  }

 private:
  void add(EffectKind kind, std::string org, std::string before, std::string after, bool breaks = false,
           std::uint64_t count = 0) {
    m_out.push_back({kind, std::move(org), std::move(before), std::move(after), count, breaks});
  }

  std::uint64_t silenced(const std::string& org) const {
    const auto found = m_silenced.find(org);
    return found == m_silenced.end() ? 0 : found->second;
  }

  void ofMember(const std::string& org, const Member* was, const Member* is) {
    if (was && !is) add(EffectKind::MemberOut, org, kindName(was->kind), {}, true, silenced(org));
    if (!was) add(EffectKind::MemberIn, org, {}, kindName(is->kind));
    if (was && is && was->kind != is->kind)
      add(EffectKind::MemberRole, org, kindName(was->kind), kindName(is->kind), is->kind > was->kind);
    const bool voted = was && was->kind == MemberKind::Voting, votes = is && is->kind == MemberKind::Voting;
    if (voted != votes) add(votes ? EffectKind::VoteGained : EffectKind::VoteLost, org, {}, {}, voted);
    if (!was || !is) return;
    const auto lists = [](const Member& member, const Certificate& authority) {
      return std::ranges::find(member.authorities, authority.fingerprint(), &Certificate::fingerprint) !=
             member.authorities.end();
    };
    for (const Certificate& authority : is->authorities)
      if (!lists(*was, authority)) add(EffectKind::AuthorityIn, org, {}, authority.fingerprint().hex());
    for (const Certificate& authority : was->authorities)
      if (!lists(*is, authority))
        add(EffectKind::AuthorityOut, org, authority.fingerprint().hex(), {}, silenced(org) > 0, silenced(org));
    if (was->title != is->title || was->region != is->region || was->level != is->level || was->superior != is->superior ||
        was->suite != is->suite)
      add(EffectKind::Details, org, {}, {});
  }

  void nodes() {
    for (const auto& [name, keys] : m_after.cosigners()) {
      const auto was = m_before.cosigners().find(name);
      const bool same = was != m_before.cosigners().end() && was->second.cosigner.rawEd25519() == keys.cosigner.rawEd25519() &&
                        was->second.log.rawEd25519() == keys.log.rawEd25519();
      if (!same) add(EffectKind::NodeIn, keys.org, {}, keys.node);
    }
    for (const auto& [name, keys] : m_before.cosigners())
      if (!m_after.cosigners().contains(name)) add(EffectKind::NodeOut, keys.org, keys.node, {});
    const auto was = m_before.cosigningOrgs(), is = m_after.cosigningOrgs();
    for (const std::string& org : is)
      if (!std::ranges::binary_search(was, org)) add(EffectKind::CosignsFirst, org, {}, {});
    for (const std::string& org : was)
      if (!std::ranges::binary_search(is, org)) add(EffectKind::CosignsNoMore, org, {}, {}, true);
  }

  // Whether anybody of the org may call the contract.
  static bool mayWrite(const Configuration& configuration, const std::string& org, const std::string& contract) {
    const Member* member = configuration.member(org);
    if (!member || member->kind == MemberKind::Reader) return false;
    return configuration.writePolicy().judge(contract, {org, Role::Admin, {}}) != ResultCode::OrgNotAllowed;
  }

  void writing() {
    for (const auto& [contract, digest] : m_after.contracts())
      for (const auto& [org, member] : m_after.members()) {
        const bool could = mayWrite(m_before, org, contract), can = mayWrite(m_after, org, contract);
        if (can && !could) add(EffectKind::WriteGained, org, {}, contract);
        if (could && !can) add(EffectKind::WriteLost, org, contract, {}, true);
      }
  }

  void frozen() {
    for (const auto& certificate : m_certificates) {
      const bool was = m_before.frozen().contains(certificate->fingerprint());
      const bool is = m_after.frozen().contains(certificate->fingerprint());
      const Subject& subject = certificate->subject();
      const std::string who = subject.org + "/" + subject.name;
      if (is && !was) add(EffectKind::Frozen, subject.org, {}, who, true);
      if (was && !is) add(EffectKind::Thawed, subject.org, {}, who);
    }
  }

  void policies() {
    const std::string wasFinal = finalityText(m_before), isFinal = finalityText(m_after);
    if (wasFinal != isFinal)
      add(EffectKind::Finality, {}, wasFinal, isFinal, false, m_after.cosigningOrgs().size() - m_after.finalityThreshold());
    const std::string wasNeeded = thresholdText(m_before), isNeeded = thresholdText(m_after);
    if (wasNeeded != isNeeded) add(EffectKind::Threshold, {}, wasNeeded, isNeeded);
    if (m_before.state() != m_after.state()) {
      const EffectKind kind = m_after.state() == ChannelState::Open     ? EffectKind::ChannelThawed
                              : m_after.state() == ChannelState::Frozen ? EffectKind::ChannelFrozen
                                                                        : EffectKind::ChannelClosed;
      add(kind, {}, {}, {}, kind != EffectKind::ChannelThawed);
    }
    const ChannelLimits &was = m_before.limits(), &is = m_after.limits();
    if (was.envelopeLifetime != is.envelopeLifetime)
      add(EffectKind::Lifetime, {}, std::to_string(was.envelopeLifetime), std::to_string(is.envelopeLifetime));
    if (was.clockTolerance != is.clockTolerance)
      add(EffectKind::ClockTolerance, {}, std::to_string(was.clockTolerance), std::to_string(is.clockTolerance));
    if (m_before.rules() != m_after.rules())
      add(EffectKind::Rules, {}, std::to_string(m_before.rules()), std::to_string(m_after.rules()), true);
  }

  const Configuration &m_before, &m_after;
  std::vector<std::shared_ptr<const Certificate>> m_certificates;
  std::map<std::string, std::uint64_t> m_silenced;  // certificates that can sign no more, by org
  std::vector<ProposalEffect> m_out;
};

constexpr std::string_view kEffectNames[] = {
    "member_in",       "member_out",     "member_role",   "vote_gained",     "vote_lost", "cosigns_first",
    "cosigns_no_more", "authority_in",   "authority_out", "node_in",         "node_out",  "write_gained",
    "write_lost",      "finality",       "threshold",     "frozen",          "thawed",    "channel_frozen",
    "channel_thawed",  "channel_closed", "lifetime",      "clock_tolerance", "rules",     "details"};
constexpr std::string_view kStateNames[] = {"open", "accepted", "rejected", "withdrawn", "lapsed", "expired"};

}  // namespace

std::string_view effectName(EffectKind kind) { return kEffectNames[static_cast<std::size_t>(kind)]; }
std::string_view proposalStateName(ProposalState state) { return kStateNames[static_cast<std::size_t>(state)]; }

std::vector<ProposalEffect> effectsOf(const Configuration& before, const Configuration& after, const IdentityBook& identities,
                                      UnixSeconds at) {
  return Effects(before, after, identities, at).all();
}

}  // namespace mz
