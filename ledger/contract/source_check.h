// Looks over a contract's source for what makes floating point numbers: numerals with a fraction or exponent or beyond 64 bits,
// the operators / and ^. Pure; any thread.
#pragma once

#include <string_view>

#include "ledger/base/error.h"

namespace mz {

Status checkSource(std::string_view source);  // Malformed with file and line

}  // namespace mz
