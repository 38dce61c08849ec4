#include "ledger/contract/archive.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "ledger/base/bounds.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

std::unexpected<Error> refuse(ErrorCode code, const std::string& file, std::string_view why) {
  return std::unexpected(Error(code, file + ": " + std::string(why)).with("file", file));
}

bool isFileName(std::string_view name) {
  return !name.empty() && name.size() <= bounds::kNameBytes && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

// The closed list of what a package may hold.
bool isPackagePath(std::string_view path) {
  if (path == "manifest.json" || path == "contract.lua") return true;
  for (const std::string_view folder : {"schemas/", "cases/"}) {
    if (path.starts_with(folder) && path.ends_with(".json")) {
      return isFileName(path.substr(folder.size(), path.size() - folder.size() - 5));
    }
  }
  return false;
}

Status checkFile(const std::string& path, std::string_view text) {
  if (!isPackagePath(path))
    return refuse(ErrorCode::Malformed, path, "a package has manifest.json, contract.lua, schemas/*.json and cases/*.json");
  if (text.size() > bounds::kPackageBytes) return refuse(ErrorCode::TooLarge, path, "larger than a package may be");
  if (!isValidUtf8(text)) return refuse(ErrorCode::Malformed, path, "not valid UTF-8");
  return {};
}

}  // namespace

Result<PackageFiles> readPackageDirectory(const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::recursive_directory_iterator walk(directory, failure);
  if (failure) return fail(ErrorCode::NotFound, "no package folder " + directory.string());
  PackageFiles files;
  for (; walk != std::filesystem::recursive_directory_iterator(); walk.increment(failure)) {
    if (walk->is_directory(failure)) continue;
    const std::string path = walk->path().lexically_relative(directory).generic_string();
    std::ifstream in(walk->path(), std::ios::binary);
    if (!in) return refuse(ErrorCode::Io, path, "cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    MZ_CHECK(checkFile(path, text.view()));
    files.emplace(path, text.str());
  }
  if (failure) return fail(ErrorCode::Io, "cannot list " + directory.string());
  return files;
}

Bytes packArchive(const PackageFiles& files) {
  std::string out = "[";
  for (const auto& [path, text] : files) {
    if (out.size() > 1) out.push_back(',');
    out.push_back('[');
    appendJsonString(out, path);
    out.push_back(',');
    appendJsonString(out, text);
    out.push_back(']');
  }
  out.push_back(']');
  return Bytes(out.begin(), out.end());
}

Result<PackageFiles> unpackArchive(ByteView archive) {
  if (archive.size() > bounds::kPackageBytes) return refuse(ErrorCode::TooLarge, "archive", "a package has at most 1 MB");
  auto parsed = Json::parseCanonical(textOf(archive));
  if (!parsed) return refuse(ErrorCode::Malformed, "archive", parsed.error().detail);
  if (!parsed->isArray()) return refuse(ErrorCode::Malformed, "archive", "not an array of [path, text]");
  PackageFiles files;
  for (const Json& entry : parsed->array()) {
    if (!entry.isArray() || entry.array().size() != 2 || !entry.array()[0].isString() || !entry.array()[1].isString()) {
      return refuse(ErrorCode::Malformed, "archive", "not an array of [path, text]");
    }
    const std::string& path = entry.array()[0].string();
    if (!files.empty() && files.rbegin()->first >= path) return refuse(ErrorCode::Malformed, path, "paths are not sorted");
    MZ_CHECK(checkFile(path, entry.array()[1].string()));
    files.emplace(path, entry.array()[1].string());
  }
  return files;
}

}  // namespace mz
