// Reads a channel's proposals from its state for people: where each stands, who has said what, what it would do. Made for one
// question: it holds a reading connection and the configuration of that moment. Errors: NotFound, InvalidArgument, Damaged, Io.
#pragma once

#include <memory>

#include "ledger/channel/proposal.h"
#include "ledger/channel_host.h"
#include "ledger/proposal_drafting.h"
#include "ledger/proposals.h"

namespace mz {

class ProposalReader {
 public:
  // The host must outlive it and be open. `ownOrg`: whose decision "needs me" is about.
  static Result<ProposalReader> open(const ChannelHost& host, std::string ownOrg);

  Result<std::vector<ProposalInfo>> all() const;  // newest first, at most 1,000
  Result<Digest> find(const std::string& idPrefix) const;
  Result<ProposalInfo> info(const Digest& id) const;
  Result<SignedProposal> kept(const Digest& id) const;
  // Of one that is not on the channel (yet): what it would change and do.
  Result<ProposalInfo> infoOf(const Proposal& proposal) const;
  Result<std::uint64_t> version(const std::string& item) const;
  // Changes that give these items these values, with their versions; those that have them already are left out.
  Result<std::vector<ItemChange>> changes(const ItemValues& values) const;

  const ReplicaView& view() const { return m_view; }
  UnixSeconds now() const { return m_view.newest.time; }
  // Why this certificate's word would not count now; the name of a result, empty where it would.
  std::string discount(const Certificate& signer) const;

 private:
  struct Source;
  ProposalReader(const ChannelHost& host, std::string ownOrg, std::unique_ptr<Source> source);

  Result<std::optional<Json>> json(const std::string& key) const;
  Result<std::vector<std::pair<std::string, std::string>>> range(const std::string& prefix) const;
  Result<ProposalInfo> summary(const Digest& id, const Json& kept) const;
  Status readWords(ProposalInfo& info) const;
  Status readItems(ProposalInfo& info, const Proposal& proposal) const;
  Status judge(ProposalInfo& info, const Proposal& proposal) const;
  void countGroups(ProposalInfo& info) const;
  void foresee(ProposalInfo& info, const Proposal& proposal) const;

  const ChannelHost* m_host;
  std::string m_ownOrg;
  std::shared_ptr<Source> m_source;
  ReplicaView m_view;
};

}  // namespace mz
