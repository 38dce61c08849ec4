// Stable sort of numbered items by an unsigned value, in time proportional to their number. Pure; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

namespace mz {

template <class Value>
struct Keyed {
  Value value;
  std::uint32_t row;
};

// Least significant digit first; digits that are the same everywhere are skipped.
template <class Value>
void radixSort(std::vector<Keyed<Value>>& items) {
  constexpr int kDigitBits = 11;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  Value common = static_cast<Value>(~Value{0});
  Value any = 0;
  for (const auto& item : items) {
    common &= item.value;
    any |= item.value;
  }
  const Value varying = any & ~common;
  std::vector<Keyed<Value>> other(varying == 0 ? 0 : items.size());
  for (unsigned shift = 0; shift < sizeof(Value) * 8; shift += kDigitBits) {
    if (((varying >> shift) & (kDigits - 1)) == 0) continue;
    std::array<std::size_t, kDigits> starts{};
    for (const auto& item : items) ++starts[(item.value >> shift) & (kDigits - 1)];
    std::exclusive_scan(starts.begin(), starts.end(), starts.begin(), std::size_t{0});
    for (const auto& item : items) other[starts[(item.value >> shift) & (kDigits - 1)]++] = item;
    items.swap(other);
  }
}

}  // namespace mz
