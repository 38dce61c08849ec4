// Signs proposals and decisions for tests, as the people of a test network, at the time of its clock.
#pragma once

#include "ledger/channel/proposal.h"
#include "tests/support/test_network.h"

namespace mz::test {

class ProposalMaker {
 public:
  explicit ProposalMaker(TestNetwork& network) : m_network(network) {}

  // Changes with the versions that the replica's state has now.
  static ItemChange change(const TestReplica& replica, const std::string& item, std::optional<Json> value) {
    return {item, version(replica, item), std::move(value)};
  }
  static std::uint64_t version(const TestReplica& replica, const std::string& item) {
    const ChannelQueries queries(replica.file, *replica);
    const auto kept = must(queries.state("system", "change/" + item));
    return kept ? static_cast<std::uint64_t>(must(Json::parseCanonical(*kept)).integerAt("number")) : 0;
  }

  Proposal draft(const Identity& by, std::vector<ItemChange> changes) {
    Proposal made;
    made.channel = m_network.channel;
    made.rules = m_network.rules;
    made.changes = std::move(changes);
    std::ranges::sort(made.changes, {}, &ItemChange::item);
    made.note = "because";
    Bytes nonce(16);
    m_random.fill(nonce);
    made.nonce = toHex(nonce);
    made.made = m_network.clock.now();
    made.expires = UnixSeconds(made.made.value + 30 * kDay);
    made.proposer = by.certificate.fingerprint();
    return made;
  }
  // An envelope of the carrier's that brings it onto the channel.
  Bytes propose(const Proposal& proposal, const Identity& by, const Identity& carrier) {
    const SignedProposal ready{proposal, must(by.key.sign(bytesOf(proposal.text())))};
    return m_network.envelope(carrier, "system", "propose", ready.arguments());
  }
  Bytes propose(const Proposal& proposal, const Identity& by) { return propose(proposal, by, by); }

  Decision decision(const Identity& by, const Digest& proposal, Verdict verdict) const {
    Decision made;
    made.channel = m_network.channel;
    made.proposal = proposal;
    made.verdict = verdict;
    made.reason = verdict == Verdict::Against ? "no" : "";
    made.made = m_network.clock.now();
    made.signer = by.certificate.fingerprint();
    return made;
  }
  Bytes carry(const Decision& decision, const Identity& by, const Identity& carrier) {
    const SignedDecision ready{decision, must(by.key.sign(bytesOf(decision.text())))};
    return m_network.envelope(carrier, "system", decision.verdict == Verdict::Withdraw ? "withdraw" : "decide",
                              ready.arguments());
  }
  Bytes decide(const Identity& by, const Digest& proposal, Verdict verdict = Verdict::For) {
    return carry(decision(by, proposal, verdict), by, by);
  }

 private:
  TestNetwork& m_network;
  SystemRandom m_random;
};

// The item of a member that the replica's configuration has now, or of one that is to come.
inline Json memberOf(const TestReplica& replica, const std::string& org) {
  return memberItem(*replica->view().configuration->member(org));
}
inline Json newMember(const Authority& authority, MemberKind kind = MemberKind::Voting) {
  Member member;
  member.org = authority.certificate.subject().org;
  member.kind = kind;
  member.title = titleJson(member.org, member.org);
  member.authorities = {authority.certificate};
  return memberItem(member);
}

}  // namespace mz::test
