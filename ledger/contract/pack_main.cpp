// Build step: writes the C++ source that holds the archive of every folder of a directory.
// Usage: mz_pack DIRECTORY OUTPUT.cpp
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <set>

#include "ledger/contract/archive.h"

namespace {

int writeSource(const std::filesystem::path& directory, const std::filesystem::path& output) {
  std::set<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.is_directory()) folders.insert(entry.path());
  }
  std::string arrays;
  std::string table;
  for (const auto& folder : folders) {
    const auto files = mz::readPackageDirectory(folder);
    if (!files) {
      fmt::print(stderr, "{}: {}\n", folder.string(), files.error().detail);
      return 1;
    }
    const mz::Bytes archive = mz::packArchive(*files);
    const std::size_t index = static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n'));
    arrays += fmt::format("constexpr std::uint8_t kArchive{}[] = {{", index);
    for (std::size_t i = 0; i < archive.size(); ++i) {
      if (i % 24 == 0) arrays += "\n    ";
      arrays += fmt::format("{},", archive[i]);
    }
    arrays += "\n};\n";
    table += fmt::format("    {{\"{}\", kArchive{}}},\n", folder.filename().string(), index);
  }
  std::ofstream out(output, std::ios::binary);
  out << "#include \"ledger/contract/shipped_packages.h\"\n\nnamespace mz {\nnamespace {\n\n"
      << arrays << "\nconstexpr ShippedPackage kPackages[] = {\n"
      << table
      << "};\n\n}  // namespace\n\nstd::span<const ShippedPackage> shippedPackages() { return kPackages; }\n\n}  // namespace "
         "mz\n";
  out.close();
  return out ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: mz_pack DIRECTORY OUTPUT.cpp\n");
    return 2;
  }
  return writeSource(argv[1], argv[2]);
}
