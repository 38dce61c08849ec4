#include "ledger/contract/package.h"

#include "ledger/contract/archive.h"
#include "ledger/contract/lua_contract.h"
#include "ledger/contract/manifest.h"
#include "ledger/contract/shipped_packages.h"
#include "ledger/contract/source_check.h"
#include "ledger/crypto/hash.h"

namespace mz {

struct Package::Data {
  Manifest manifest;
  Bytes archive;
  Digest digest;
  PackageFiles files;
  std::string source;
};

Result<Package> Package::fromArchive(ByteView archive) {
  auto data = std::make_shared<Data>();
  MZ_TRY(data->files, unpackArchive(archive));
  MZ_TRY(data->manifest, readManifest(data->files));
  const auto source = data->files.find("contract.lua");
  if (source == data->files.end()) {
    return std::unexpected(Error(ErrorCode::Malformed, "contract.lua: missing").with("file", "contract.lua"));
  }
  data->source = source->second;
  MZ_CHECK(checkSource(data->source));
  data->archive.assign(archive.begin(), archive.end());
  data->digest = sha256(archive);
  Package package;
  package.m_data = std::move(data);
  return package;
}

Result<Package> Package::fromDirectory(const std::filesystem::path& directory) {
  MZ_TRY(const PackageFiles files, readPackageDirectory(directory));
  return fromArchive(packArchive(files));
}

Result<Package> Package::shipped(std::string_view name) {
  for (const ShippedPackage& package : shippedPackages()) {
    if (package.name == name) return fromArchive(package.archive);
  }
  return std::unexpected(
      Error(ErrorCode::NotFound, "the program ships no package " + std::string(name)).with("package", std::string(name)));
}

const Manifest& Package::manifest() const { return m_data->manifest; }
const Bytes& Package::archive() const { return m_data->archive; }
const Digest& Package::digest() const { return m_data->digest; }
const std::map<std::string, std::string>& Package::files() const { return m_data->files; }
const std::string& Package::source() const { return m_data->source; }

Result<std::unique_ptr<Contract>> Package::load() const { return LuaContract::load(*this); }

}  // namespace mz
