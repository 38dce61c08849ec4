// The node keys that an unlocked keystore holds: they sign checkpoints, cosign them, and show their clocks. Immutable after
// making; any thread. Several orgs' keys in one keystore (the demonstration) are one holder, and are shown as such.
#pragma once

#include <map>

#include "ledger/base/clock.h"
#include "ledger/identity/keystore.h"
#include "ledger/order/embedded_orderer.h"

namespace mz {

class NodeKeys final : public CheckpointSigner, public ClockSource {
 public:
  // Takes the keys labelled "<org>/<node>/cosigner" and "<org>/<node>/log". `node`: whose log key signs ("<org>/<node>").
  NodeKeys(const std::vector<Identity>& identities, std::string node, const Clock& clock);

  std::vector<StoredSignature> sign(const Configuration& configuration, const ChannelId& channel, std::string_view checkpoint,
                                    UnixSeconds blockTime) override;
  std::vector<ClockEvidence> evidence(const Configuration& configuration, const std::string& checkpoint, Height height,
                                      UnixSeconds now) override;

 private:
  const PrivateKey* find(const std::string& label) const;

  std::map<std::string, PrivateKey> m_keys;
  std::string m_node;
  const Clock& m_clock;
};

}  // namespace mz
