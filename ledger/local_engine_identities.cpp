// The identities in this program's keystore: what certificates and tokens ask of the engine.
#include "ledger/local_certificates.h"
#include "ledger/local_engine.h"
#include "ledger/local_proposals.h"

namespace mz {

Certificates& LocalEngine::certificates() { return *m_certificates; }
Proposals& LocalEngine::proposals() { return *m_proposals; }

Result<LocalEngine::SigningIdentity> LocalEngine::administrator(const std::string& label) const {
  if (!label.empty()) return signer(label);
  const std::string org = ownOrg();
  for (const IdentityInfo& identity : identities())
    if (identity.org == org && identity.role == roleName(Role::Admin)) return signer(identity.label);
  return std::unexpected(Error(ErrorCode::NotFound, "the keystore has no administrator of " + org).with("identity", org));
}

std::string LocalEngine::labelOf(const Fingerprint& certificate) const {
  for (const IdentityInfo& identity : identities())
    if (identity.certificate == certificate) return identity.label;
  return {};
}

bool LocalEngine::isLocked() const {
  const std::shared_lock lock(m_keystoreMutex);
  return m_keystore.locked();
}

bool LocalEngine::hasIdentity(const std::string& label) const {
  const std::shared_lock lock(m_keystoreMutex);
  return m_keystore.find(label) != nullptr;
}

std::vector<Identity> LocalEngine::keptIdentities() const {
  const std::shared_lock lock(m_keystoreMutex);
  return m_keystore.identities();
}

Status LocalEngine::keep(std::vector<Identity> identities) {
  if (identities.empty()) return {};
  const std::unique_lock lock(m_keystoreMutex);
  MZ_CHECK(m_keystore.addAll(std::move(identities)));
  ++m_keystoreRevision;
  return {};
}

std::vector<std::string> LocalEngine::channelNames() const {
  std::vector<std::string> names;
  for (const auto& [name, host] : m_hosts) names.push_back(name);
  return names;
}

std::vector<AwaitedChannel> LocalEngine::awaited() const {
  std::vector<AwaitedChannel> out = m_file.awaited;
  const std::shared_lock lock(m_keystoreMutex);
  const Identity* authority = m_keystore.find(ownOrg() + "/ca");
  for (AwaitedChannel& channel : out)
    if (authority) channel.authority = authority->certificate.fingerprint();
  return out;
}

Fingerprint LocalEngine::nodeCertificate() const {
  const std::shared_lock lock(m_keystoreMutex);
  const Identity* node = m_keystore.find(m_file.node);
  return node && !node->certificate.empty() ? node->certificate.fingerprint() : Fingerprint();
}

}  // namespace mz
