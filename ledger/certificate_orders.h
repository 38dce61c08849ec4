// What people ask of a certificate authority, and what comes of it. Plain values that could be serialised; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/base/types.h"
#include "ledger/crypto/token_info.h"

namespace mz {

// One certificate to be issued by the org's CA. Its key is made here and kept in this program's keystore, unless it lies on a
// token already, which has been logged in to.
struct CertificateOrder {
  std::string org;
  std::string role;        // "officer"; not "ca"
  std::string name;        // staff number, name of a node
  std::uint32_t days = 0;  // 0: the usual time of its role
  std::optional<TokenReference> key = {};
  bool operator==(const CertificateOrder&) const = default;
};

// What speaks against an order. Those that can be mended by shortening its time say so.
enum class OrderProblem : std::uint8_t {
  NoAuthority,        // the keystore has no CA of this org
  AuthorityExpired,   // it cannot sign any more
  NoSuchRole,         // or one that only a CA has
  BadName,            // empty, over 64 bytes, control characters
  AlreadyIssued,      // a certificate with this org, role and name is valid and not revoked
  OutlivesAuthority,  // mended by ending with its CA
  TwiceInThisList,
  AuthorityNeedsPin,  // its CA lies on a token that has not been logged in to
};
std::string_view orderProblemName(OrderProblem problem);  // "outlives_authority"

struct OrderFinding {
  std::size_t order = 0;  // position in the list
  OrderProblem problem = OrderProblem::BadName;
  std::string detail;  // English: what, why, what to do
  bool mendable = false;
};

struct IssuedCertificate {
  std::string label;  // in the keystore
  std::string org, role, name, serial;
  UnixSeconds from, until;
  Fingerprint fingerprint;
};

// RFC 5280 section 5.3.1, and what a person can say of them here; 8 releases from hold.
enum class RevocationReason : std::uint8_t {
  Unspecified = 0,
  KeyCompromise = 1,
  CaCompromise = 2,
  AffiliationChanged = 3,
  Superseded = 4,
  CessationOfOperation = 5,
  CertificateHold = 6,
  RemoveFromCrl = 8,
  PrivilegeWithdrawn = 9,
  AaCompromise = 10,
};
std::string_view revocationReasonName(RevocationReason reason);  // "key_compromise"
std::optional<RevocationReason> revocationReasonFromName(std::string_view name);

struct RevocationOrder {
  std::string org;                   // whose CA revokes
  std::vector<std::string> serials;  // lower-case hexadecimal, of its certificates
  RevocationReason reason = RevocationReason::Unspecified;
};

// How far one channel is with what the CAs of this keystore have issued and revoked.
struct ChannelSettlement {
  std::string channel;
  std::uint64_t enrolled = 0, revoked = 0;  // sent and executed now
  std::uint64_t missing = 0;                // acts that it still lacks
  std::optional<Error> failure;             // why
};

struct IssueReport {
  std::vector<IssuedCertificate> issued;
  std::vector<ChannelSettlement> channels;
};
struct RevocationReport {
  std::uint64_t number = 0;  // of the CRL that has it
  std::vector<ChannelSettlement> channels;
};

}  // namespace mz
