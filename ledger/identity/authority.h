// Issuing and judging certificates: network root -> org CA -> person, node, kiosk. Safe on any thread.
#pragma once

#include <span>

#include "ledger/base/random.h"
#include "ledger/identity/certificate.h"
#include "ledger/identity/certificate_profile.h"

namespace mz {

struct Validity {
  UnixSeconds from;
  UnixSeconds until;
};

// A CA's certificate with its key.
struct Authority {
  Certificate certificate;
  PrivateKey key;
};

Result<Authority> createRoot(std::string_view domain, const PrivateKey& key, Validity validity, Random& random);
// An intermediate CA for one org (path length 0).
Result<Authority> createOrgAuthority(const Authority& root, std::string_view org, const PrivateKey& key, Validity validity,
                                     Random& random);
// The same, vouched for by nobody: of an org that joins a network whose root another org has. Members trust it by listing it.
Result<Authority> createOwnAuthority(std::string_view org, const PrivateKey& key, Validity validity, Random& random);
Result<Certificate> issue(const Authority& issuer, const Subject& subject, const PublicKey& key, Validity validity,
                          Random& random, const CertificateProfile& profile = {});

struct RevokedEntry {
  std::string serial;  // hex, as Certificate::serial
  UnixSeconds date;
  int reason = 0;                                // RFC 5280 CRLReason
  std::optional<UnixSeconds> invalidSince = {};  // RFC 5280 5.3.2
};
// DER of a CRL (version 2, with number).
Result<Bytes> makeCrl(const Authority& issuer, std::uint64_t number, std::span<const RevokedEntry> revoked, Validity validity);

// Chain leaf -> org CA (-> root) at a time, with the CRLs given (DER). Roots and authorities are the trust anchors as the
// caller knows them; an org CA that is itself an anchor ends the chain. CertificateInvalid with parameter "reason":
// expired, not_yet_valid, revoked, unknown_issuer, bad_signature, not_an_authority, org_differs, crl_expired.
Status validateChain(const Certificate& leaf, std::span<const Certificate> intermediates, std::span<const Certificate> anchors,
                     std::span<const Bytes> crls, UnixSeconds at);

// The quick form for a replica: does this org CA vouch for this leaf (signature, org equal, issuer is a CA)? No time.
Status issuedBy(const Certificate& leaf, const Certificate& authority);
// Whether it says so, by names and, where both have them, key identifiers: what a list shows. Proves nothing.
bool namesIssuer(const Certificate& certificate, const Certificate& authority);

// What a certificate may be used for and is called, so that another one can have the same.
CertificateProfile profileIn(const Certificate& certificate);
// Whether extended key usage limits it to purposes such as TLS: such ones sign nothing on channels and are not enrolled.
bool isLimited(const Certificate& certificate);

}  // namespace mz
