#include "ledger/chain/block_clock.h"

#include <algorithm>

namespace mz {

void BlockClock::take(const std::string& org, UnixSeconds time) {
  UnixSeconds& newest = m_clocks[org];
  if (time <= newest) return;
  newest = time;
  m_changed[org] = time;
}

Result<UnixSeconds> BlockClock::advance(const BatchHeader& header, const std::string& cutterOrg,
                                        const Configuration& configuration, UnixSeconds previous,
                                        const CheckpointAt& checkpointAt) {
  m_changed.clear();
  const std::vector<std::string> orgs = configuration.cosigningOrgs();
  for (const ClockEvidence& evidence : header.clocks) {
    const auto keys = configuration.cosigners().find(evidence.cosigner);
    if (keys == configuration.cosigners().end() || !std::ranges::binary_search(orgs, keys->second.org) ||
        evidence.time.value < 0)
      continue;
    MZ_TRY(const auto checkpoint, checkpointAt(evidence.height));
    if (!checkpoint) continue;
    MZ_TRY(const NoteKey key, NoteKey::make(keys->first, NoteKeyType::Cosigner, keys->second.cosigner));
    NoteSignature signature{keys->first, key.id(), {}};
    signature.signature.reserve(8 + evidence.signature.size());
    for (int shift = 56; shift >= 0; shift -= 8)
      signature.signature.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(evidence.time.value) >> shift));
    for (const std::uint8_t byte : evidence.signature) signature.signature.push_back(byte);
    if (verifyNoteSignature(*checkpoint, signature, key)) take(keys->second.org, evidence.time);
  }
  if (orgs.empty()) return std::max(previous, header.clock);
  if (std::ranges::binary_search(orgs, cutterOrg)) take(cutterOrg, header.clock);
  std::vector<UnixSeconds> clocks;
  for (const std::string& org : orgs) {
    const auto known = m_clocks.find(org);
    clocks.push_back(known == m_clocks.end() ? UnixSeconds(0) : known->second);
  }
  const auto median = clocks.begin() + static_cast<std::ptrdiff_t>((clocks.size() - 1) / 2);
  std::ranges::nth_element(clocks, median);
  return std::max(previous, *median);
}

}  // namespace mz
