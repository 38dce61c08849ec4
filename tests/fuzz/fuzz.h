// What every fuzz target says of itself. Built with clang's libFuzzer (preset fuzz) a target searches for inputs of its own;
// built with the tests it takes its seeds and some thousand changes of them, the same ones each time.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/base/bytes.h"

namespace mz::fuzz {

// Takes any bytes. A crash, a sanitizer's report, or expect() with something untrue is a finding.
void takeInput(std::string_view input);
// Good inputs to begin from.
std::vector<std::string> seeds();

inline ByteView bytesOf(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }
inline std::string textOf(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

inline void expect(bool holds, const char* what) {
  if (holds) return;
  std::cerr << "does not hold: " << what << "\n";
  std::abort();
}

}  // namespace mz::fuzz
