// The native contract "system": enrolment and revocation of certificates as transactions, and since rules version 2 proposals
// (proposal_calls.h). It reads the configuration and identities of the block that runs, and writes items of "system" only.
// Immutable; executing thread.
//
//   enrol  {"certificate": base64 DER}             by the certificate's own key, or by an admin of its org
//   revoke {"entries": [{"date","reason","serial"}], "number": n, "org": o}   signed by the org's CA key
#pragma once

#include "ledger/channel/configuration_turn.h"
#include "ledger/channel/proposal_calls.h"
#include "ledger/contract/contract.h"

namespace mz {

class SystemContract final : public Contract {
 public:
  // All three must outlive it.
  SystemContract(const ChannelId& channel, const ConfigurationTurn& configuration, const IdentityBook& identities)
      : m_configuration(configuration.inForce()), m_proposals(channel, configuration.next(), identities) {}

  std::string_view name() const override { return kSystemContract; }
  const std::vector<std::string>& orderedPrefixes() const override { return m_prefixes; }
  CallResult<std::string> call(const CallInput& input, CallHost& host) const override;

 private:
  CallResult<std::string> enrol(const CallInput& input, const Json& arguments, CallHost& host) const;
  CallResult<std::string> revoke(const CallInput& input, const Json& arguments, CallHost& host) const;

  const Configuration& m_configuration;
  const ProposalCalls m_proposals;
  std::vector<std::string> m_prefixes{""};  // every key: the configuration is read by range when a channel opens
};

// The certificate inside the arguments of an enrol call, so that its signature can be checked before it is on the channel.
std::shared_ptr<const Certificate> certificateOfEnrolment(std::string_view arguments);

}  // namespace mz
