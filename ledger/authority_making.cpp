#include "ledger/authority_making.h"

#include <algorithm>

#include "ledger/identity/authority.h"
#include "ledger/network_making.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::uint32_t kAuthorityDays = 7'305, kRootDays = 10'958;  // 20 and 30 years
constexpr std::uint32_t kMostDays = 36'500;

bool isAuthority(const Identity& identity) { return !identity.certificate.empty() && identity.certificate.isAuthority(); }

// The network's root with its key: the one that is good for the longest time.
const Identity* rootIn(const std::vector<Identity>& kept, const std::string& domain) {
  const Identity* root = nullptr;
  for (const Identity& identity : kept)
    if (isAuthority(identity) && identity.certificate.subject().org == domain &&
        (!root || identity.certificate.notAfter() > root->certificate.notAfter()))
      root = &identity;
  return root;
}

Validity validityFrom(UnixSeconds now, std::uint32_t days, const Identity* above) {
  UnixSeconds until(now.value + std::int64_t{days} * kDay);
  if (above) until = std::min(until, above->certificate.notAfter());
  return {now, until};
}

}  // namespace

Result<IssuedCertificate> makeAuthority(LocalEngine& engine, const AuthorityOrder& order) {
  if (engine.isLocked()) return fail(ErrorCode::Locked, "the identities are locked; unlock them with their password");
  if (order.days > kMostDays) return fail(ErrorCode::InvalidArgument, "an authority is good for at most 36,500 days");
  const std::vector<Identity> kept = engine.keptIdentities();
  const std::string domain = engine.network().domain;
  const Identity* old = nullptr;
  if (order.renews) {
    const auto found = std::ranges::find_if(kept, [&](const Identity& identity) {
      return isAuthority(identity) && identity.certificate.fingerprint() == *order.renews;
    });
    if (found == kept.end())
      return fail(ErrorCode::NotFound, "the keystore has no authority with the certificate " + order.renews->hex());
    if (found->key.empty()) return pinNeeded(*found);
    old = &*found;
  }
  const std::string org = old ? old->certificate.subject().org : order.org;
  const bool isRoot = org == domain;
  const auto sameOrg = [&](const Identity& identity) {
    return isAuthority(identity) && identity.certificate.subject().org == org;
  };
  if (!old && (isRoot || std::ranges::any_of(kept, sameOrg)))
    return std::unexpected(
        Error(ErrorCode::AlreadyThere, "the keystore has an authority of " + org + "; renew it instead").with("org", org));
  const Identity* root = isRoot ? nullptr : rootIn(kept, domain);
  if (!old && !root)
    return fail(ErrorCode::NotFound, "the key of the network's root is not here; a new authority is made where it is");
  if (root && root->key.empty()) return pinNeeded(*root);

  PrivateKey key;
  if (old && order.sameKey) {
    key = old->key;
  } else {
    const KeyAlgorithm algorithm =
        old ? old->certificate.publicKey().algorithm() : keyAlgorithm(order.sm2 ? Suite::Guomi : Suite::International);
    MZ_TRY(key, PrivateKey::generate(algorithm));
  }
  SystemRandom random;
  const std::uint32_t days = order.days > 0 ? order.days : isRoot ? kRootDays : kAuthorityDays;
  const Validity validity = validityFrom(engine.clock().now(), days, root);
  MZ_TRY(const Authority made, isRoot ? createRoot(domain, key, validity, random)
                               : root ? createOrgAuthority({root->certificate, root->key}, org, key, validity, random)
                                      : createOwnAuthority(org, key, validity, random));
  const Certificate& certificate = made.certificate;
  const std::string label = engine.labelFor(certificate);
  Identity identity{certificate, key, label};
  if (order.sameKey && old) identity.token = old->token;
  MZ_CHECK(engine.keep({std::move(identity)}));
  return IssuedCertificate{label,
                           org,
                           std::string(roleName(Role::Ca)),
                           certificate.subject().name,
                           certificate.serial(),
                           certificate.notBefore(),
                           certificate.notAfter(),
                           certificate.fingerprint()};
}

}  // namespace mz
