// The bytes of a contract package: the canonical JSON array of [path, text], sorted by path. Pure, apart from reading a
// directory; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "ledger/base/bytes.h"

namespace mz {

using PackageFiles = std::map<std::string, std::string>;

// manifest.json, contract.lua, schemas/*.json and cases/*.json, at most bounds::kPackageBytes. Malformed or TooLarge with
// parameter "file"; NotFound, Io.
Result<PackageFiles> readPackageDirectory(const std::filesystem::path& directory);
Bytes packArchive(const PackageFiles& files);
Result<PackageFiles> unpackArchive(ByteView archive);

}  // namespace mz
