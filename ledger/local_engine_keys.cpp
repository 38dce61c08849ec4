// The keystore's password, and its identities whose keys lie on tokens: what the tokens' face asks of the engine.
#include "ledger/local_engine.h"

namespace mz {

Status LocalEngine::changePassword(const std::string& from, const std::string& to) {
  const Status changed = [&]() -> Status {
    MZ_CHECK(checkPlanField(PlanField::Password, to));
    const std::unique_lock lock(m_keystoreMutex);
    return m_keystore.changePassword(from, to);
  }();
  record({.what = "password"}, changed ? nullptr : &changed.error());
  return changed;
}

std::string LocalEngine::labelFor(const Certificate& certificate) const {
  const Subject& subject = certificate.subject();
  const bool root = certificate.isAuthority() && subject.org == m_file.domain;
  std::string label = root ? "root" : subject.org + "/" + subject.name;
  // A renewed one stands beside the old one, whose signatures stay.
  if (hasIdentity(label)) label += "/" + certificate.serial().substr(0, 8);
  return label;
}

Status LocalEngine::attachKey(const std::string& label, PrivateKey key) {
  const std::unique_lock lock(m_keystoreMutex);
  return m_keystore.attach(label, std::move(key));
}

void LocalEngine::detachKeys(const TokenName& token) {
  const std::unique_lock lock(m_keystoreMutex);
  if (m_keystore.locked()) return;
  std::vector<std::string> labels;
  for (const Identity& identity : m_keystore.identities())
    if (identity.token && identity.token->token == token) labels.push_back(identity.label);
  for (const std::string& label : labels) (void)m_keystore.attach(label, PrivateKey());  // they are there
}

Result<PrivateKey> LocalEngine::movableKey(const std::string& label) const {
  const std::shared_lock lock(m_keystoreMutex);
  if (m_keystore.locked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  const Identity* identity = m_keystore.find(label);
  if (!identity)
    return std::unexpected(Error(ErrorCode::NotFound, "the keystore has no identity " + label).with("identity", label));
  const auto refuse = [&](const std::string& why) {
    return std::unexpected(Error(ErrorCode::InvalidArgument, "the key of " + label + why).with("identity", label));
  };
  if (identity->token) return refuse(" lies on the token " + identity->token->token.label + " already");
  if (identity->certificate.empty()) return refuse(" belongs to a node, which works where nobody types a PIN");
  if (label == m_file.node) return refuse(" is this node's own, which works where nobody types a PIN");
  if (identity->key.algorithm() != KeyAlgorithm::P256) return refuse(" is not of P-256; tokens keep no others here");
  return identity->key;
}

Status LocalEngine::moveToToken(const std::string& label, TokenReference reference, PrivateKey key) {
  const std::unique_lock lock(m_keystoreMutex);
  MZ_CHECK(m_keystore.moveToToken(label, std::move(reference), std::move(key)));
  ++m_keystoreRevision;
  return {};
}

}  // namespace mz
