// Reads manifest.json and the schemas of a package, strictly. Pure; any thread.
#pragma once

#include "ledger/contract/archive.h"
#include "ledger/contract/package.h"

namespace mz {

Result<Manifest> readManifest(const PackageFiles& files);  // Malformed with parameter "file"

}  // namespace mz
