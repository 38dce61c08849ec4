// Strong types for what must not be mixed up. Plain values; any thread.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "ledger/base/bytes.h"

namespace mz {

// 32 bytes that name something. Text form: 64 lower-case hexadecimal digits.
template <class Tag>
struct Hash32 {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Hash32&) const = default;
  ByteView view() const { return bytes; }
  std::string hex() const { return toHex(bytes); }
  bool isZero() const { return *this == Hash32{}; }

  static Result<Hash32> fromView(ByteView view) {
    if (view.size() != 32) return fail(ErrorCode::Malformed, "expected 32 bytes, got " + std::to_string(view.size()));
    Hash32 out;
    std::memcpy(out.bytes.data(), view.data(), 32);
    return out;
  }
  static Result<Hash32> fromHex(std::string_view text) {
    MZ_TRY(const Bytes raw, mz::fromHex(text));
    return fromView(raw);
  }
};

using Digest = Hash32<struct DigestTag>;                // SHA-256 of something
using TransactionId = Hash32<struct TransactionIdTag>;  // SHA-256 of an envelope's signed bytes
using ChannelId = Hash32<struct ChannelIdTag>;          // SHA-256 of the channel's genesis bytes
using Fingerprint = Hash32<struct FingerprintTag>;      // SHA-256 of a certificate's DER

// An integer with a meaning of its own.
template <class Tag>
struct Number64 {
  std::uint64_t value = 0;

  Number64() = default;
  constexpr explicit Number64(std::uint64_t v) : value(v) {}
  auto operator<=>(const Number64&) const = default;
  Number64 next() const { return Number64(value + 1); }
};

using Height = Number64<struct HeightTag>;            // of a block; genesis is 0
using BatchNumber = Number64<struct BatchNumberTag>;  // given by the orderer; the genesis has none, the first is 1
using TransactionNumber =
    Number64<struct TransactionNumberTag>;        // dense, from 0, in ledger order over a channel: one per envelope leaf
using LeafIndex = Number64<struct LeafIndexTag>;  // position in the history tree, from 0

// Seconds since 1970-01-01T00:00:00Z.
struct UnixSeconds {
  std::int64_t value = 0;

  UnixSeconds() = default;
  constexpr explicit UnixSeconds(std::int64_t v) : value(v) {}
  auto operator<=>(const UnixSeconds&) const = default;
};

}  // namespace mz

template <class Tag>
struct std::hash<mz::Hash32<Tag>> {
  std::size_t operator()(const mz::Hash32<Tag>& h) const noexcept {
    std::size_t out;
    std::memcpy(&out, h.bytes.data(), sizeof out);
    return out;
  }
};
template <class Tag>
struct std::hash<mz::Number64<Tag>> {
  std::size_t operator()(mz::Number64<Tag> n) const noexcept { return std::hash<std::uint64_t>{}(n.value); }
};
