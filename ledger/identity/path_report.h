// What path validation found, certificate by certificate. Values only; any thread.
#pragma once

#include <optional>

#include "ledger/identity/certificate_description.h"

namespace mz {

struct PathProblem {
  // "expired", "not_yet_valid", "revoked", "unknown_issuer", "not_trusted", "bad_signature", "not_an_authority",
  // "path_too_long", "wrong_purpose", "name_constraints", "unknown_extension", "no_list", "list_expired", "bad_list",
  // "weak", "host_name", "not_strict", "policy", "other".
  std::string reason;
  std::string text;  // OpenSSL's words
};

struct PathStep {
  CertificateDescription certificate;
  std::vector<PathProblem> problems;  // none: it is good
};

struct PathReport {
  std::vector<PathStep> steps;  // the leaf first, then who issued it, as far as that was found
  bool good = false;
};

struct PathQuestion {
  Bytes certificate;                 // DER; PEM: its first one
  std::vector<Bytes> intermediates;  // DER
  std::vector<Bytes> anchors;        // DER; trusted, whoever issued them
  std::vector<Bytes> lists;          // DER of CRLs; none: revocation is not looked at
  UnixSeconds at;
  std::string purpose;   // "sslserver", "sslclient", "smimesign", "crlsign", …; empty: any
  std::string hostName;  // empty: any
};

}  // namespace mz
