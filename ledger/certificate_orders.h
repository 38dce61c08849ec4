// What people ask of a certificate authority, and what comes of it. Plain values that could be serialised; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/error.h"
#include "ledger/base/types.h"
#include "ledger/crypto/token_info.h"
#include "ledger/identity/certificate_profile.h"

namespace mz {

// One certificate to be issued by the org's CA. Its key is made here and kept in this program's keystore, unless it lies on a
// token already, which has been logged in to, or elsewhere.
struct CertificateOrder {
  std::string org;
  std::string role;        // "officer"; not "ca"; empty: its template's
  std::string name;        // staff number, name of a node
  std::uint32_t days = 0;  // 0: the time of its template
  std::optional<TokenReference> key = {};
  std::optional<UnixSeconds> from = {};   // absent: now
  std::optional<UnixSeconds> until = {};  // absent: so many days after it begins
  std::string templateId = {};            // empty: the shipped one of its role
  std::vector<AlternativeName> names = {};
  // A signing request (DER or PEM): for its key, which lies elsewhere. Of what it asks only what stands here is taken over.
  Bytes request = {};
  bool operator==(const CertificateOrder&) const = default;
};

// What speaks against an order.
enum class OrderProblem : std::uint8_t {
  NoAuthority,        // the keystore has no CA of this org
  AuthorityExpired,   // it cannot sign any more
  NoSuchRole,         // or one that only a CA has
  BadName,            // empty, control characters; over 64 bytes, which is mended by leaving out the rest
  AlreadyIssued,      // a certificate with this org, role and name is valid and not revoked
  OutlivesAuthority,  // mended by ending with its CA
  TwiceInThisList,
  AuthorityNeedsPin,      // its CA lies on a token that has not been logged in to
  BeginsBeforeAuthority,  // mended by beginning with its CA
  EndsBeforeItBegins,
  AlreadyOver,  // its end has passed
  NoSuchTemplate,
  RoleNotOfTemplate,    // mended by taking the template's
  BadAlternativeName,   // no host name, address, …; or too many
  NameMissing,          // its template needs one; mended where its name is a host name
  BadRequest,           // unreadable, its own signature is wrong, or there is a key on a token too
  WeakKey,              // or a weak hash in the request's signature
  ForeignKey,           // of an algorithm that certificates here do not have
  KeyAlreadyCertified,  // somebody else's
};
std::string_view orderProblemName(OrderProblem problem);  // "outlives_authority"

struct OrderFinding {
  std::size_t order = 0;  // position in the list
  OrderProblem problem = OrderProblem::BadName;
  std::string detail;                           // English: what, why, what to do
  std::optional<CertificateOrder> mended = {};  // the same order without this problem, where it can be adjusted
};

// What a table file of orders says.
struct BatchReview {
  struct Problem {
    std::uint64_t line = 0;
    std::string text;    // the field, where it is one
    std::string detail;  // English
  };
  std::vector<CertificateOrder> orders;  // of rows without a problem
  std::vector<std::uint64_t> lines;      // of these
  std::vector<Problem> problems;
  std::vector<std::string> ignored;  // headings of columns that mean nothing here
};

// A key that is made here and the request for its certificate, for a CA elsewhere.
struct RequestOrder {
  std::string org, role, name;
  std::vector<AlternativeName> names;
  bool sm2 = false;  // else P-256
};
struct MadeRequest {
  std::string label;  // of the key in the keystore, which waits for its certificate
  std::string pem;    // PKCS#10
};

// A new CA, or one that takes the place of another. Channels take its signatures once their members list it, by proposal; what
// it issues is enrolled then.
struct AuthorityOrder {
  std::string org;                         // a new one under the network's root; not read where it renews
  bool sm2 = false;                        // else P-256; not read where it renews
  std::optional<Fingerprint> renews = {};  // an org's CA or the root, whose key lies in the keystore
  bool sameKey = false;                    // what the old one has issued is then issued by the new one too
  std::uint32_t days = 0;                  // 0: 20 years, of a root 30; never longer than the root above it
};

// A certificate that takes the place of one that ends: the same org, role and name. The old one stays good until its end,
// unless it is revoked as superseded.
struct RenewalOrder {
  Fingerprint certificate;
  bool sameKey = false;    // else a new one is made where the old one lies: in the keystore; on a token it stays the same
  std::uint32_t days = 0;  // 0: the usual time of its role
  bool revokeOld = false;
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
  // Since when the key is known or feared to be in wrong hands (RFC 5280 5.3.2): for lists for the outside; channels judge by
  // the block that has the revocation.
  std::optional<UnixSeconds> invalidSince = {};
};

// What a revocation would do, before it is done.
struct RevocationPreview {
  struct Certificate {
    std::string serial, org, role, name;  // of one that is not known here the serial and the org
    std::string label;                    // in this program's keystore; empty: not there
    std::optional<Error> refusal;         // why it cannot be revoked so
  };
  struct Channel {
    std::string channel;
    std::uint32_t people = 0, machines = 0;  // that can sign there now, and then no longer
    std::vector<std::string> rolesEmptied;   // roles of the org for which nobody would be left there
    bool stopsHere = false;                  // this program's own node is among them: it can take no more calls there
    std::optional<Error> failure;            // why it cannot be told now; it is reached later
  };
  std::vector<Certificate> certificates;  // in the order of the serials
  std::vector<Channel> channels;          // of the org
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
