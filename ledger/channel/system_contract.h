// The native contract "system": enrolment and revocation of certificates as transactions (rules version 1). It reads the
// configuration and identities of the block that runs, and writes items of "system" only. Immutable; executing thread.
//
//   enrol  {"certificate": base64 DER}             by the certificate's own key, or by an admin of its org
//   revoke {"entries": [{"date","reason","serial"}], "number": n, "org": o}   signed by the org's CA key
#pragma once

#include "ledger/channel/identity_book.h"
#include "ledger/contract/contract.h"

namespace mz {

class SystemContract final : public Contract {
 public:
  SystemContract(const Configuration& configuration, const IdentityBook& identities)
      : m_configuration(configuration), m_identities(identities) {}

  std::string_view name() const override { return kSystemContract; }
  const std::vector<std::string>& orderedPrefixes() const override { return m_prefixes; }
  CallResult<std::string> call(const CallInput& input, CallHost& host) const override;

 private:
  CallResult<std::string> enrol(const CallInput& input, const Json& arguments, CallHost& host) const;
  CallResult<std::string> revoke(const CallInput& input, const Json& arguments, CallHost& host) const;

  const Configuration& m_configuration;
  const IdentityBook& m_identities;
  std::vector<std::string> m_prefixes{""};  // every key: the configuration is read by range when a channel opens
};

// The certificate inside the arguments of an enrol call, so that its signature can be checked before it is on the channel.
std::shared_ptr<const Certificate> certificateOfEnrolment(std::string_view arguments);

}  // namespace mz
