// Proposals for tests of the window: those that a test puts there, and what was asked of them. Any thread.
#pragma once

#include <functional>
#include <mutex>

#include "ledger/proposals.h"

namespace mz::test {

class FakeProposals final : public Proposals {
 public:
  // Asked before everything else: slowness and failure of the engine that has these.
  explicit FakeProposals(std::function<Status()> enter) : m_enter(std::move(enter)) {}

  void put(ProposalInfo info);             // behind the others
  void setPreview(ProposalInfo info);      // what every draft comes to
  std::vector<std::string> asked() const;  // "decide <id> against", "carry <file>", …

  Result<std::vector<ProposalInfo>> list(const std::string& channel) const override;
  Result<ProposalInfo> find(const std::string& channel, const std::string& idPrefix) const override;
  Result<ProposalInfo> preview(const std::string& channel, const ProposalDraft& draft) const override;
  Result<std::string> sign(const std::string& channel, const ProposalDraft& draft, const std::string& identity) override;
  Result<std::string> decide(const std::string& channel, const std::string& idPrefix, const std::string& decision,
                             const std::string& reason, const std::string& identity) override;
  Result<std::string> file(const std::string& channel, const std::string& idPrefix) const override;
  Result<CarriedProposal> carry(const std::string& channel, const std::string& file, const std::string& identity) override;

 private:
  const std::function<Status()> m_enter;
  mutable std::mutex m_mutex;
  std::vector<ProposalInfo> m_infos;
  ProposalInfo m_preview;
  std::vector<std::string> m_asked;
};

}  // namespace mz::test
