#include "ledger/certificate_bureau.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "ledger/local_engine.h"

namespace mz {

namespace {

Result<Authority> signing(const Identity& identity) {
  if (identity.key.empty()) return pinNeeded(identity);
  return Authority{identity.certificate, identity.key};
}

// What channels list as CAs of their members.
std::set<std::string> listedAuthorities(const LocalEngine& engine) {
  std::set<std::string> out;
  for (const std::string& name : engine.channelNames()) {
    const auto host = engine.host(name);
    if (!host || (*host)->openError()) continue;
    for (const auto& [org, member] : (*host)->replica().view().configuration->members())
      for (const Certificate& authority : member.authorities) out.insert(authority.fingerprint().hex());
  }
  return out;
}

}  // namespace

Result<Authority> Bureau::authority() const { return signing(authorities.front()); }

Result<Authority> Bureau::authorityOn(const Configuration& configuration) const {
  const Member* member = configuration.member(org);
  const auto isListed = [&](const Identity& identity) {
    return member && std::ranges::find(member->authorities, identity.certificate.fingerprint(), &Certificate::fingerprint) !=
                         member->authorities.end();
  };
  const auto listed = std::ranges::find_if(authorities, isListed);
  return signing(listed == authorities.end() ? authorities.front() : *listed);
}

bool IssuerMemory::isIssuer(const Certificate& certificate, const Certificate& authority) {
  if (const auto known = m_known.find(certificate.fingerprint());
      known != m_known.end() && known->second.first == authority.fingerprint())
    return known->second.second;
  const bool answer = issuedBy(certificate, authority).has_value();
  m_known.insert_or_assign(certificate.fingerprint(), std::pair(authority.fingerprint(), answer));
  return answer;
}

std::vector<Bureau> bureausOf(const LocalEngine& engine, const AuthorityRegister& acts, IssuerMemory& memory) {
  std::map<std::string, Bureau> bureaus;
  const std::string domain = engine.network().domain;
  const std::vector<Identity> kept = engine.keptIdentities();
  for (const Identity& identity : kept) {
    if (identity.certificate.empty() || !identity.certificate.isAuthority()) continue;
    if (identity.key.empty() && !identity.token) continue;
    const std::string& org = identity.certificate.subject().org;
    if (org == domain) continue;  // the network's root signs for no person
    bureaus[org].org = org;
    bureaus[org].authorities.push_back(identity);
  }
  if (bureaus.empty()) return {};
  const std::set<std::string> listed = listedAuthorities(engine);
  const UnixSeconds now = engine.clock().now();
  for (auto& [org, bureau] : bureaus) {
    // What a channel lists and is good now, for the longest time.
    std::ranges::stable_sort(bureau.authorities, std::greater(), [&](const Identity& identity) {
      const Certificate& certificate = identity.certificate;
      const bool good = certificate.notBefore() <= now && certificate.notAfter() > now;
      return std::tuple(good, listed.contains(certificate.fingerprint().hex()), certificate.notAfter());
    });
    for (const RevokedEntry& entry : acts.revoked(org)) bureau.revoked.insert(entry.serial);
  }
  const auto bureauOf = [&](const Certificate& certificate) -> Bureau* {
    if (certificate.empty() || certificate.isAuthority()) return nullptr;
    const auto found = bureaus.find(certificate.subject().org);
    if (found == bureaus.end()) return nullptr;
    const bool ours = std::ranges::any_of(found->second.authorities, [&](const Identity& identity) {
      return namesIssuer(certificate, identity.certificate) && memory.isIssuer(certificate, identity.certificate);
    });
    return ours ? &found->second : nullptr;
  };
  for (const Identity& identity : kept)
    if (Bureau* bureau = bureauOf(identity.certificate)) bureau->people.push_back(identity);
  for (const Certificate& certificate : acts.issued())
    if (Bureau* bureau = bureauOf(certificate)) bureau->others.push_back(certificate);
  std::vector<Bureau> out;
  for (auto& [org, bureau] : bureaus) out.push_back(std::move(bureau));
  return out;
}

}  // namespace mz
