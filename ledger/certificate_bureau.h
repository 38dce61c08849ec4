// An org whose CA lies in this program's keystore, with what it has issued: for the office that issues and revokes, and for
// bringing channels up to date. Values with keys in them: to be kept no longer than the work lasts. One thread at a time.
#pragma once

#include <set>
#include <unordered_map>

#include "ledger/authority_register.h"
#include "ledger/channel/configuration.h"
#include "ledger/identity/keystore.h"

namespace mz {

class LocalEngine;

// Begins the label of a key that waits for its certificate.
inline constexpr std::string_view kWaitingLabel = "request/";

struct Bureau {
  std::string org;
  std::vector<Identity> authorities;  // its CAs, the one that issues first; at least one
  std::vector<Identity> people;       // of this org in the keystore, issued by one of them
  std::vector<Certificate> others;    // issued for keys that lie elsewhere
  std::set<std::string> revoked;      // serials

  const Certificate& certificate() const { return authorities.front().certificate; }
  // To sign with. PinNeeded: its token has not been logged in to.
  Result<Authority> authority() const;
  // The one whose signature the channel takes; else the one that issues.
  Result<Authority> authorityOn(const Configuration& configuration) const;
};

// What was found out about signatures, so that nothing is verified twice: the CA that issued a certificate.
class IssuerMemory {
 public:
  bool isIssuer(const Certificate& certificate, const Certificate& authority);

 private:
  std::unordered_map<Fingerprint, std::pair<Fingerprint, bool>>
      m_known;  // the authority that was asked for last, and the answer
};

// By org. Empty while the keystore is locked.
std::vector<Bureau> bureausOf(const LocalEngine& engine, const AuthorityRegister& acts, IssuerMemory& memory);

}  // namespace mz
