#include "tests/support/fake_proposals.h"

#include <algorithm>

namespace mz::test {

void FakeProposals::put(ProposalInfo info) {
  const std::lock_guard lock(m_mutex);
  m_infos.push_back(std::move(info));
}

void FakeProposals::setPreview(ProposalInfo info) {
  const std::lock_guard lock(m_mutex);
  m_preview = std::move(info);
}

std::vector<std::string> FakeProposals::asked() const {
  const std::lock_guard lock(m_mutex);
  return m_asked;
}

Result<std::vector<ProposalInfo>> FakeProposals::list(const std::string&) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  return m_infos;
}

Result<ProposalInfo> FakeProposals::find(const std::string&, const std::string& idPrefix) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  const auto found =
      std::ranges::find_if(m_infos, [&](const ProposalInfo& info) { return info.id.hex().starts_with(idPrefix); });
  if (found == m_infos.end()) return fail(ErrorCode::NotFound, "there is no proposal " + idPrefix);
  return *found;
}

Result<ProposalInfo> FakeProposals::preview(const std::string&, const ProposalDraft&) const {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  return m_preview;
}

Result<std::string> FakeProposals::sign(const std::string&, const ProposalDraft& draft, const std::string& identity) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  m_asked.push_back("sign " + draft.note + " " + identity);
  return "proposal " + draft.note;
}

Result<std::string> FakeProposals::decide(const std::string& channel, const std::string& idPrefix, const std::string& decision,
                                          const std::string& reason, const std::string&) {
  MZ_TRY(const ProposalInfo info, find(channel, idPrefix));
  const std::lock_guard lock(m_mutex);
  m_asked.push_back("decide " + info.id.hex() + " " + decision + (reason.empty() ? "" : " " + reason));
  return "decision " + info.id.hex() + " " + decision;
}

Result<std::string> FakeProposals::file(const std::string& channel, const std::string& idPrefix) const {
  MZ_TRY(const ProposalInfo info, find(channel, idPrefix));
  return "proposal " + info.id.hex();
}

Result<CarriedProposal> FakeProposals::carry(const std::string&, const std::string& file, const std::string&) {
  MZ_CHECK(m_enter());
  const std::lock_guard lock(m_mutex);
  m_asked.push_back("carry " + file);
  return CarriedProposal{{}, "executed", ProposalState::Open};
}

}  // namespace mz::test
