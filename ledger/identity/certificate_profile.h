// What a certificate of a person or machine may be used for, and the other names that it has. Values; the functions are safe on
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/error.h"

namespace mz {

// Of a subject, beside its common name (RFC 5280 4.2.1.6). Kinds: "dns" (a host name in ASCII, with "*" as its first label
// perhaps), "ip" (IPv4 or IPv6), "email" (ASCII), "uri" (ASCII, with a scheme).
struct AlternativeName {
  std::string kind, value;
  bool operator==(const AlternativeName&) const = default;
};

// Names are those that descriptions have (certificate_description.h).
struct CertificateProfile {
  std::vector<std::string> usages = {"digital_signature"};  // critical; at least one
  std::vector<std::string> purposes = {};                   // "serverAuth", or an OID; none: not limited
  std::vector<AlternativeName> names = {};                  // at most 100
  std::vector<std::string> policies = {};                   // OIDs
  std::string listAddress, issuerAddress;                   // of the CA's revocation list and certificate; empty: not said
  bool operator==(const CertificateProfile&) const = default;
};

// InvalidArgument with "field" (a member's name) and "value".
Status checkProfile(const CertificateProfile& profile);
Status checkAlternativeName(const AlternativeName& name);
bool isHostName(std::string_view text);
// "dns:www.example", "ip:10.0.0.1"; without a kind it is an address where it can be one, else a host name. InvalidArgument.
Result<AlternativeName> parseAlternativeName(std::string_view text);

}  // namespace mz
