// Textual encodings of RFC 7468: several objects in one text, with whatever stands around them. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"

namespace mz {

struct PemBlock {
  std::string label;    // "CERTIFICATE"
  std::string headers;  // of RFC 1421, as older encrypted keys have them; usually empty
  Bytes der;
};

bool looksLikePem(std::string_view text);
// In their order. Malformed with "block" (from 1): one that does not end, or whose base64 is none. TooLarge: more than `most`.
Result<std::vector<PemBlock>> readPem(std::string_view text, std::size_t most);
std::string pemOf(std::string_view label, ByteView der);

}  // namespace mz
