// A certificate as channels judge it: on the way from a signer up to the network's root. Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ledger/base/types.h"

namespace mz {

struct CertificateInfo {
  std::string org, role, name;  // of the subject
  std::string issuer;           // "O=…, OU=…, CN=…"
  std::string serial;           // lower-case hexadecimal
  UnixSeconds from, until;
  Fingerprint fingerprint;
};

// How a certificate is judged at a block. NotIssued: by no authority that the configuration lists for its org. NotListed: it is
// an authority, and the configuration does not list it. NotKept: only its name is known, from the certificate that it signed.
enum class CertificateStanding : std::uint8_t { Valid, NotYetValid, Expired, Revoked, NotIssued, NotListed, NotKept };

// One certificate on the way from a signer over the org's authority to the network's root.
struct CertificateLink {
  CertificateInfo certificate;
  CertificateStanding standing = CertificateStanding::Valid;
  std::optional<Height> since;                   // block that enrolled it, or whose configuration began to list it
  std::optional<TransactionNumber> transaction;  // that did so; nullopt: the genesis block did
  std::optional<Height> revoked;                 // block of its revocation; above the judged one where it came later
};

}  // namespace mz
