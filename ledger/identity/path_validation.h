// Validates the path of any certificate by RFC 5280, section 6, strictly: with basic constraints, key usage, name constraints,
// policies and, where lists are given, revocation of every certificate below an anchor. Not what channels do
// (docs/formats/certificates.md): their certificates follow narrower rules. Safe on any thread.
#pragma once

#include "ledger/base/error.h"
#include "ledger/identity/path_report.h"

namespace mz {

// Malformed: what was given is no certificate or list. InvalidArgument: no such purpose. TooLarge: over 1,000 certificates.
Result<PathReport> validatePath(const PathQuestion& question);

}  // namespace mz
