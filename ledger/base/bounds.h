// Upper limits on every size that comes from outside (rules version 1). Changing one is a new rules version.
#pragma once

#include <cstddef>
#include <cstdint>

namespace mz::bounds {

inline constexpr std::size_t kEnvelopeBytes = 256 * 1024;
inline constexpr std::size_t kBatchBytes = 1024 * 1024;
inline constexpr std::size_t kBatchEnvelopes = 5000;
inline constexpr std::size_t kPackageBytes = 1024 * 1024;
inline constexpr std::size_t kCertificateBytes = 16 * 1024;
inline constexpr std::size_t kGenesisBytes = 8 * 1024 * 1024;

inline constexpr std::size_t kNameBytes = 64;  // contract, function, org, identifier names
inline constexpr std::size_t kStateKeyBytes = 256;
inline constexpr std::size_t kStateValueBytes = 64 * 1024;
inline constexpr std::size_t kJsonDepth = 32;
inline constexpr std::size_t kPatternBytes = 4096;  // input length up to which a schema pattern is tried
inline constexpr std::int64_t kJsonInteger = (std::int64_t{1} << 53) - 1;

inline constexpr std::uint64_t kCallInstructions = 10'000'000;
inline constexpr std::size_t kCallMemoryBytes = 16 * 1024 * 1024;
inline constexpr std::size_t kCallWrites = 256;
inline constexpr std::size_t kCallEvents = 64;
inline constexpr std::size_t kCallDepth = 8;
inline constexpr std::size_t kRangeResults = 1000;

inline constexpr std::int64_t kEnvelopeLifetimeSeconds = 24 * 3600;  // expiry at most this far after block time
inline constexpr std::size_t kMembers = 256;
inline constexpr std::size_t kLeafBytes = 1024;
inline constexpr std::size_t kNoteBytes = 64 * 1024;

}  // namespace mz::bounds
