// A contract package: manifest, Lua source, schemas, translations and test cases in one versioned, hashed archive. The archive
// is the canonical JSON array of [path, text] sorted by path; its digest is the SHA-256 of those bytes. docs/formats/package.md
// describes manifest.json. Immutable after loading; safe on any thread.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ledger/contract/contract.h"
#include "ledger/format/json.h"
#include "ledger/format/schema.h"

namespace mz {

struct FunctionManifest {
  std::string name;
  std::vector<Role> roles;
  Json schema;  // as written, for forms
  Schema compiled;
  Json title;  // {"en": …, "zh_cn": …}
};
struct RefusalManifest {
  std::string name;          // "duplicate_id"
  std::uint32_t number = 0;  // result code = 1000 + number
  Json title;
};
struct StateMachineManifest {
  std::string name;  // kind of case
  std::vector<std::string> states;
  struct Transition {
    std::string function;
    std::vector<std::string> from;
    std::string to;
  };
  std::vector<Transition> transitions;
};
struct Manifest {
  std::string name;
  std::string version;  // "1.0.0"
  bool isPublic = false;
  Json title;
  Json description;
  std::vector<FunctionManifest> functions;
  std::vector<RefusalManifest> refusals;
  std::vector<std::string> orderedPrefixes;
  std::vector<StateMachineManifest> machines;
};

class Package {
 public:
  // Malformed or TooLarge with parameter "file"; floats in the source, unknown manifest members, bad schemas are refused here.
  static Result<Package> fromArchive(ByteView archive);
  static Result<Package> fromDirectory(const std::filesystem::path& directory);
  // Shipped with the program (resources/packages, embedded at build time). NotFound.
  static Result<Package> shipped(std::string_view name);

  const Manifest& manifest() const;
  const Bytes& archive() const;
  const Digest& digest() const;
  const std::map<std::string, std::string>& files() const;
  const std::string& source() const;  // contract.lua
  // Compiles the source; one contract object per replica and package.
  Result<std::unique_ptr<Contract>> load() const;

 private:
  struct Data;
  std::shared_ptr<const Data> m_data;
};

// Runs the package's cases/*.json against a host in memory. One line per failing case; empty when all hold.
Result<std::vector<std::string>> runPackageCases(const Package& package);

}  // namespace mz
