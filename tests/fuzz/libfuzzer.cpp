// libFuzzer's entry. MZ_FUZZ_SEEDS=DIR: the target's seeds are written there before it begins.
#include <cstdint>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  if (const char* folder = std::getenv("MZ_FUZZ_SEEDS")) {
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const std::string& seed : mz::fuzz::seeds()) {
      std::ofstream file(std::filesystem::path(folder) / ("seed-" + std::to_string(number++)), std::ios::binary);
      file << seed;
    }
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  mz::fuzz::takeInput({reinterpret_cast<const char*>(data), size});
  return 0;
}
