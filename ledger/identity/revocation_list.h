// Revocation lists (RFC 5280, section 5) taken apart. Safe on any thread.
#pragma once

#include "ledger/identity/authority.h"
#include "ledger/identity/certificate_description.h"

namespace mz {

struct RevocationListContent {
  std::vector<DescribedAttribute> issuer;
  std::uint64_t number = 0;  // 0: it has none
  UnixSeconds from;
  std::optional<UnixSeconds> until;
  std::vector<RevokedEntry> entries;
};

// DER. Malformed, also where it is no whole list (a delta, one for some reasons, an indirect one); TooLarge: over 64 MiB.
Result<RevocationListContent> readRevocationList(ByteView der);
// Whether this CA has signed it: names, key identifiers and the signature.
bool isListOf(ByteView der, const Certificate& authority);

}  // namespace mz
