// The functions of "system" by which members agree on changes (rules version 2). They read the configuration as the block's
// transactions so far have made it, and write it where the present policy is met; it comes into force after the block's last
// transaction (configuration_turn.h). Immutable; executing thread.
//
//   propose   {"proposal": …, "signature": base64}     counts as its org's decision for
//   decide    {"decision": …, "signature": base64}     for or against; the latest of each org counts
//   withdraw  {"decision": …, "signature": base64}     by the org that proposed
#pragma once

#include "ledger/channel/identity_book.h"
#include "ledger/channel/proposal.h"
#include "ledger/contract/contract.h"

namespace mz {

class ProposalCalls {
 public:
  ProposalCalls(const ChannelId& channel, const Configuration& next, const IdentityBook& identities)
      : m_channel(channel), m_next(next), m_identities(identities) {}

  CallResult<std::string> propose(const Json& arguments, UnixSeconds at, CallHost& host) const;
  CallResult<std::string> decide(const Json& arguments, UnixSeconds at, CallHost& host) const;
  CallResult<std::string> withdraw(const Json& arguments, UnixSeconds at, CallHost& host) const;

 private:
  // The org for which the signer may decide.
  CallResult<std::string> deciding(const Fingerprint& signer, std::string_view text, ByteView signature, UnixSeconds at) const;
  // One that is still open, and that this org may still say something about.
  CallResult<Proposal> openProposal(const Digest& digest, UnixSeconds at, CallHost& host) const;
  CallResult<void> checkVersions(const Proposal& proposal, ResultCode refusal, CallHost& host) const;
  CallResult<void> keepDecision(const Decision& decision, const std::string& org, CallHost& host) const;
  // Makes the change where the present members' valid decisions meet the present policy.
  CallResult<void> evaluate(const Proposal& proposal, const Digest& digest, UnixSeconds at, CallHost& host) const;
  CallResult<void> settle(const Digest& digest, Json outcome, CallHost& host) const;

  const ChannelId& m_channel;
  const Configuration& m_next;
  const IdentityBook& m_identities;
};

// Whose decision counts, of those that the state has of one proposal: orgs whose signer may decide at this time.
struct CountedDecisions {
  OrgSet agreeing, disagreeing;
};
void countDecision(CountedDecisions& counted, const std::string& org, const Json& kept, const Configuration& configuration,
                   const IdentityBook& identities, UnixSeconds at);

}  // namespace mz
