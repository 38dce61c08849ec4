#include "ledger/channel/identity_book.h"

#include <mutex>

#include "ledger/identity/authority.h"

namespace mz {

std::shared_ptr<const Certificate> IdentityBook::find(const Fingerprint& fingerprint) const {
  const std::shared_lock lock(m_mutex);
  if (const auto found = m_certificates.find(fingerprint); found != m_certificates.end()) return found->second;
  for (const auto& [org, authorities] : m_authorities)
    for (const Kept& authority : authorities)
      if (authority->fingerprint() == fingerprint) return authority;
  return nullptr;
}

std::size_t IdentityBook::size() const {
  const std::shared_lock lock(m_mutex);
  std::size_t size = m_certificates.size();
  for (const auto& [org, authorities] : m_authorities) size += authorities.size();
  return size;
}

void IdentityBook::forEach(const std::function<void(const std::shared_ptr<const Certificate>&)>& visit) const {
  const std::shared_lock lock(m_mutex);
  for (const auto& [fingerprint, certificate] : m_certificates) visit(certificate);
  for (const auto& [org, authorities] : m_authorities)
    for (const Kept& authority : authorities) visit(authority);
}

// An org's CA signs revocations. One that is no longer listed is no longer found, however the program came to know of it.
Status IdentityBook::setAuthorities(const std::string& org, const Json& item) {
  std::vector<Kept> listed;
  if (const Json* authorities = item.find("authorities"); authorities && authorities->isArray())
    for (const Json& text : authorities->array()) {
      if (!text.isString()) continue;
      MZ_TRY(const Bytes der, fromBase64(text.string()));
      MZ_TRY(Certificate certificate, Certificate::fromDer(der));
      listed.push_back(std::make_shared<const Certificate>(std::move(certificate)));
    }
  const std::unique_lock lock(m_mutex);
  m_authorities[org] = std::move(listed);
  ++m_revision;
  return {};
}

std::optional<IdentityBook::Revocation> IdentityBook::revocation(std::string_view org, std::string_view serial) const {
  const std::shared_lock lock(m_mutex);
  const auto found = m_revoked.find({std::string(org), std::string(serial)});
  return found == m_revoked.end() ? std::nullopt : std::optional(found->second);
}

void IdentityBook::forEachRevocation(
    const std::function<void(const std::string&, const std::string&, const Revocation&)>& visit) const {
  const std::shared_lock lock(m_mutex);
  for (const auto& [key, revocation] : m_revoked) visit(key.first, key.second, revocation);
}

Status IdentityBook::apply(std::string_view key, const std::optional<std::string>& value) {
  if (key.starts_with("certificate/") && value) {
    const std::string_view named = key.substr(12);
    MZ_TRY(const Json item, Json::parseCanonical(*value));
    MZ_TRY(const Bytes der, fromBase64(item.stringAt("certificate")));
    MZ_TRY(Certificate certificate, Certificate::fromDer(der));
    const Fingerprint fingerprint = certificate.fingerprint();
    if (fingerprint.hex() != named)
      return fail(ErrorCode::Malformed, "the certificate is not the one that its key names: " + std::string(named));
    const std::unique_lock lock(m_mutex);
    m_certificates.insert_or_assign(fingerprint, std::make_shared<const Certificate>(std::move(certificate)));
    ++m_revision;
    return {};
  }
  if (key.starts_with("member/")) {
    Json item;
    if (value) {
      MZ_TRY(item, Json::parseCanonical(*value));
    }
    return setAuthorities(std::string(key.substr(7)), item);
  }
  if (key.starts_with("revoked/")) {
    const std::string_view path = key.substr(8);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return fail(ErrorCode::Malformed, "expected revoked/<org>/<serial>");
    std::pair entry(std::string(path.substr(0, slash)), std::string(path.substr(slash + 1)));
    Revocation revocation;
    if (value) {
      MZ_TRY(const Json item, Json::parseCanonical(*value));
      revocation = {UnixSeconds(item.integerAt("date")), static_cast<int>(item.integerAt("reason"))};
    }
    const std::unique_lock lock(m_mutex);
    if (value)
      m_revoked.insert_or_assign(std::move(entry), revocation);
    else
      m_revoked.erase(entry);  // a hold that was released
    ++m_revision;
  }
  return {};
}

ResultCode IdentityBook::judge(const Certificate& certificate, const Configuration& configuration, UnixSeconds at) const {
  const Member* owner = configuration.member(certificate.subject().org);
  if (!owner) return ResultCode::IssuerNotMember;
  if (at < certificate.notBefore()) return ResultCode::CertificateNotYetValid;
  if (at > certificate.notAfter()) return ResultCode::CertificateExpired;
  if (certificate.isAuthority()) {
    for (const Certificate& authority : owner->authorities)
      if (authority.fingerprint() == certificate.fingerprint()) return ResultCode::Executed;
    return ResultCode::IssuerNotMember;
  }
  {
    const std::shared_lock lock(m_mutex);
    if (!m_revoked.empty() && m_revoked.contains(std::pair(certificate.subject().org, certificate.serial())))
      return ResultCode::CertificateRevoked;
  }
  if (configuration.frozen().contains(certificate.fingerprint())) return ResultCode::CertificateFrozen;
  // A CA that was renewed under the same key is listed twice: one that is valid at this time is enough.
  bool issued = false;
  for (const Certificate& authority : owner->authorities) {
    if (!isIssuer(authority, certificate)) continue;
    if (at >= authority.notBefore() && at <= authority.notAfter()) return ResultCode::Executed;
    issued = true;
  }
  return issued ? ResultCode::CertificateExpired : ResultCode::IssuerNotMember;
}

bool IdentityBook::isIssuer(const Certificate& authority, const Certificate& certificate) const {
  {
    const std::shared_lock lock(m_mutex);
    if (const auto known = m_issuers.find(certificate.fingerprint()); known != m_issuers.end())
      for (const auto& [asked, answer] : known->second)
        if (asked == authority.fingerprint()) return answer;
  }
  const bool answer = issuedBy(certificate, authority).has_value();
  // Only of what is enrolled: what strangers send must not fill the memory.
  const std::unique_lock lock(m_mutex);
  if (m_certificates.contains(certificate.fingerprint()))
    m_issuers[certificate.fingerprint()].emplace_back(authority.fingerprint(), answer);
  return answer;
}

}  // namespace mz
