#include "ledger/chain/finality.h"

#include <algorithm>
#include <set>

namespace mz {

std::uint32_t countCosigningOrgs(const Configuration& configuration, std::span<const StoredSignature> signatures) {
  const std::vector<std::string> counted = configuration.cosigningOrgs();
  std::set<std::string_view> orgs;
  for (const StoredSignature& one : signatures) {
    const auto keys = configuration.cosigners().find(one.cosigner);
    if (one.type == NoteKeyType::Cosigner && keys != configuration.cosigners().end() &&
        std::ranges::binary_search(counted, keys->second.org))
      orgs.insert(keys->second.org);
  }
  return static_cast<std::uint32_t>(orgs.size());
}

bool isFinal(const Configuration& configuration, std::uint32_t cosigned) {
  const std::uint32_t k = configuration.finalityThreshold();
  return k > 0 && cosigned >= k;
}

bool preventsFinality(const Configuration& configuration, std::span<const std::string> dissenters) {
  const auto loyal = std::ranges::count_if(
      configuration.cosigningOrgs(), [&](const std::string& org) { return !std::ranges::binary_search(dissenters, org); });
  return !isFinal(configuration, static_cast<std::uint32_t>(loyal));
}

}  // namespace mz
