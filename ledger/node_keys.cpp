#include "ledger/node_keys.h"

namespace mz {

NodeKeys::NodeKeys(const std::vector<Identity>& identities, std::string node, const Clock& clock)
    : m_node(std::move(node)), m_clock(clock) {
  for (const Identity& identity : identities)
    if (identity.certificate.empty() && !identity.key.empty()) m_keys.emplace(identity.label, identity.key);
}

const PrivateKey* NodeKeys::find(const std::string& label) const {
  const auto found = m_keys.find(label);
  return found == m_keys.end() ? nullptr : &found->second;
}

std::vector<StoredSignature> NodeKeys::sign(const Configuration& configuration, const ChannelId& channel,
                                            std::string_view checkpoint, UnixSeconds) {
  std::vector<StoredSignature> out;
  const UnixSeconds now = m_clock.now();
  for (const auto& [name, keys] : configuration.cosigners()) {
    const std::string label = keys.org + "/" + keys.node;
    // A key that is not the registered one would only make signatures that nobody accepts.
    const PrivateKey* cosigner = find(label + "/cosigner");
    if (cosigner && cosigner->publicKey().rawEd25519() == keys.cosigner.rawEd25519())
      if (const auto key = NoteKey::make(name, NoteKeyType::Cosigner, keys.cosigner))
        if (auto signature = cosignCheckpoint(checkpoint, now, *key, *cosigner))
          out.push_back({NoteKeyType::Cosigner, name, std::move(signature->signature)});
    const PrivateKey* log = label == m_node ? find(label + "/log") : nullptr;
    if (log && log->publicKey().rawEd25519() == keys.log.rawEd25519())
      if (const auto key = NoteKey::make(configuration.origin(channel), NoteKeyType::Log, keys.log))
        if (auto signature = signCheckpoint(checkpoint, *key, *log))
          out.push_back({NoteKeyType::Log, name, std::move(signature->signature)});
  }
  return out;
}

std::vector<ClockEvidence> NodeKeys::evidence(const Configuration& configuration, const std::string& checkpoint, Height height,
                                              UnixSeconds now) {
  std::vector<ClockEvidence> out;
  for (const auto& [name, keys] : configuration.cosigners()) {
    const PrivateKey* cosigner = find(keys.org + "/" + keys.node + "/cosigner");
    if (!cosigner) continue;
    const auto key = NoteKey::make(name, NoteKeyType::Cosigner, keys.cosigner);
    if (!key) continue;
    const auto signature = cosignCheckpoint(checkpoint, now, *key, *cosigner);
    constexpr std::size_t kTimeBytes = 8;
    if (signature && signature->signature.size() > kTimeBytes)
      out.push_back({name, height, now, Bytes(signature->signature.begin() + kTimeBytes, signature->signature.end())});
  }
  return out;
}

}  // namespace mz
