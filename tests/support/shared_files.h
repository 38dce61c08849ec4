// Where tests find the project's files, and the real data and conformance vectors: `../shared` beside the project, or
// $MZ_SHARED. They are not part of the project; a test that needs one skips with a clear line where it is absent.
#pragma once

#include <filesystem>
#include <string>

namespace mz::test {

std::filesystem::path sourceDirectory();  // of the project
std::filesystem::path binaryDirectory();  // of this build; programs lie in bin/
// Empty path when absent.
std::filesystem::path sharedFile(const std::string& relative);
std::string readText(const std::filesystem::path& file);  // aborts the test program when unreadable

}  // namespace mz::test

#define MZ_REQUIRE_SHARED(variable, relative)                            \
  const std::filesystem::path variable = mz::test::sharedFile(relative); \
  if (variable.empty()) QSKIP("shared file " relative " is not on this machine")
