// Block time, decided by the chain alone (architecture, "Time is decided by the chain alone"): the larger of the previous
// block's time and the lower median of the newest clocks of the cosigning orgs. A value of the executing thread; the audit has
// its own.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ledger/channel/configuration.h"
#include "ledger/format/batch.h"

namespace mz {

class BlockClock {
 public:
  // The checkpoint text at the end of a block, nullopt where there is no such block yet.
  using CheckpointAt = std::function<Result<std::optional<std::string>>(Height)>;

  void set(const std::string& org, UnixSeconds time) { m_clocks[org] = time; }
  // Takes in the header's evidence and its cutter's clock; returns the block's time. Evidence that does not verify is ignored.
  Result<UnixSeconds> advance(const BatchHeader& header, const std::string& cutterOrg, const Configuration& configuration,
                              UnixSeconds previous, const CheckpointAt& checkpointAt);
  const std::map<std::string, UnixSeconds, std::less<>>& clocks() const { return m_clocks; }  // newest by org
  // Orgs whose newest clock changed in the last advance().
  const std::map<std::string, UnixSeconds>& changed() const { return m_changed; }

 private:
  void take(const std::string& org, UnixSeconds time);

  std::map<std::string, UnixSeconds, std::less<>> m_clocks;
  std::map<std::string, UnixSeconds> m_changed;
};

}  // namespace mz
