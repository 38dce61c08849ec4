// Byte strings and their text forms: hex (lower case), base64 (RFC 4648 section 4, padded). Values only; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/error.h"

namespace mz {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

inline ByteView bytesOf(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }
inline std::string_view textOf(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

std::string toHex(ByteView bytes);
Result<Bytes> fromHex(std::string_view text);  // Malformed: odd length, or a character that is not 0-9a-f
std::string toBase64(ByteView bytes);
Result<Bytes> fromBase64(std::string_view text);  // strict: padding required, no white space, no set trailing bits

}  // namespace mz
