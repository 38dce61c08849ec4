#include "tests/support/shared_files.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace mz::test {

std::filesystem::path sourceDirectory() { return MZ_SOURCE_DIR; }
std::filesystem::path binaryDirectory() { return MZ_BINARY_DIR; }

std::filesystem::path sharedFile(const std::string& relative) {
  const char* chosen = std::getenv("MZ_SHARED");
  const std::filesystem::path root = chosen ? chosen : sourceDirectory() / ".." / "shared";
  const std::filesystem::path file = root / relative;
  return std::filesystem::exists(file) ? std::filesystem::weakly_canonical(file) : std::filesystem::path();
}

std::string readText(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "cannot read %s\n", file.c_str());
    std::abort();
  }
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace mz::test
