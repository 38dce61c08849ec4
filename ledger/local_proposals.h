// Proposals of one network directory (proposals.h): reads them from the channels' state, signs with the keystore's identities,
// and brings files onto the channels. Safe on any thread.
#pragma once

#include "ledger/channel/proposal.h"
#include "ledger/proposals.h"

namespace mz {

class LocalEngine;
class ProposalReader;

class LocalProposals final : public Proposals {
 public:
  explicit LocalProposals(LocalEngine& engine) : m_engine(engine) {}

  Result<std::vector<ProposalInfo>> list(const std::string& channel) const override;
  Result<ProposalInfo> find(const std::string& channel, const std::string& idPrefix) const override;
  Result<ProposalInfo> preview(const std::string& channel, const ProposalDraft& draft) const override;
  Result<std::string> sign(const std::string& channel, const ProposalDraft& draft, const std::string& identity) override;
  Result<std::string> decide(const std::string& channel, const std::string& idPrefix, const std::string& decision,
                             const std::string& reason, const std::string& identity) override;
  Result<std::string> file(const std::string& channel, const std::string& idPrefix) const override;
  Result<CarriedProposal> carry(const std::string& channel, const std::string& file, const std::string& identity) override;

 private:
  Result<ProposalReader> reader(const std::string& channel) const;
  Result<Proposal> drafted(const ProposalReader& reader, const ProposalDraft& draft, const Fingerprint& proposer) const;
  Result<std::string> signDraft(const std::string& channel, const ProposalDraft& draft, const std::string& identity);
  Result<std::string> signDecision(const std::string& channel, const std::string& idPrefix, const std::string& decision,
                                   const std::string& reason, const std::string& identity);

  LocalEngine& m_engine;
};

}  // namespace mz
