#include "ledger/network_making.h"

#include <algorithm>
#include <array>

#include "ledger/chain/replica.h"
#include "ledger/crypto/hash.h"
#include "ledger/store/directory_lock.h"

namespace mz {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kUnfinished = "unfinished";
constexpr std::string_view kNetworkFile = "network.json";
constexpr std::string_view kLockFile = "mingzhang.lock";

bool isThere(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

Status madeOrFailed(const fs::path& path, const std::error_code& error) {
  if (!error) return {};
  ErrorCode code = ErrorCode::Io;
  if (error == std::errc::no_space_on_device) code = ErrorCode::DiskFull;
  if (error == std::errc::permission_denied || error == std::errc::read_only_file_system ||
      error == std::errc::operation_not_permitted)
    code = ErrorCode::ReadOnly;
  return std::unexpected(Error(code, path.string() + ": " + error.message()).with("path", path.string()));
}

// What cut off making may have left, and nothing that anybody else put there: while there is no network.json, the folder that
// it was made in says whose the rest is.
std::vector<std::string> leftovers(const fs::path& directory) {
  if (!isThere(directory / kUnfinished) || isThere(directory / kNetworkFile)) return {std::string(kLockFile)};
  return {"answer.mza", "channels", "keystore.mzk", std::string(kUnfinished), std::string(kLockFile)};
}

Status checkFree(const fs::path& directory) {
  std::error_code error;
  const std::vector<std::string> ours = leftovers(directory);
  for (const auto& entry : fs::directory_iterator(directory, error))
    if (std::ranges::find(ours, entry.path().filename().string()) == ours.end())
      return std::unexpected(
          Error(ErrorCode::AlreadyThere, directory.string() + " is not empty; give a new or an empty directory")
              .with("path", directory.string()));
  return madeOrFailed(directory, error);
}

// After a failure here, under the lock: a network.json is ours too.
void clear(const fs::path& directory) {
  std::error_code ignored;
  fs::remove(directory / kNetworkFile, ignored);
  for (const std::string& name : leftovers(directory))
    if (name != kUnfinished) fs::remove_all(directory / name, ignored);
  fs::remove_all(directory / kUnfinished, ignored);  // last: until then the rest is known to be ours
}

Status moveIntoPlace(const fs::path& unfinished, const fs::path& directory) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(unfinished, error)) entries.push_back(entry.path().filename());
  MZ_CHECK(madeOrFailed(unfinished, error));
  for (const fs::path& name : entries) {
    if (name == kNetworkFile || name == kLockFile) continue;
    fs::rename(unfinished / name, directory / name, error);
    MZ_CHECK(madeOrFailed(directory / name, error));
  }
  // Last, and durably: with it there is a network.
  MZ_TRY(const NetworkFile network, NetworkFile::read(unfinished));
  return network.write(directory);
}

}  // namespace

Status makeNetworkDirectory(const fs::path& directory, const std::function<Status(const fs::path&)>& fill) {
  const bool existed = isThere(directory);
  std::error_code error;
  fs::create_directories(directory, error);
  MZ_CHECK(madeOrFailed(directory, error));
  MZ_CHECK(checkFree(directory));
  MZ_TRY(const DirectoryLock lock, DirectoryLock::acquire(directory));
  MZ_CHECK(checkFree(directory));

  const fs::path unfinished = directory / kUnfinished;
  fs::remove_all(unfinished, error);
  Status made = madeOrFailed(unfinished, error);
  if (made) {
    fs::create_directories(unfinished / "channels", error);
    made = madeOrFailed(unfinished, error);
  }
  if (made) made = fill(unfinished);
  if (made) made = moveIntoPlace(unfinished, directory);
  if (made) {
    fs::remove_all(unfinished, error);
  } else {
    clear(directory);
    if (!existed) fs::remove(directory, error);
  }
  return made;
}

KeyAlgorithm keyAlgorithm(Suite suite) { return suite == Suite::Guomi ? KeyAlgorithm::Sm2 : KeyAlgorithm::P256; }

const Identity& OrgKeys::at(std::string_view label) const { return *std::ranges::find(identities, label, &Identity::label); }

Result<OrgKeys> makeOrgKeys(const Authority& authority, Suite suite, std::span<const Person> people, Validity validity,
                            Random& random) {
  const std::string org = authority.certificate.subject().org;
  OrgKeys out{authority, {{authority.certificate, authority.key, org + "/ca"}}};
  const auto add = [&](const Person& person) -> Status {
    MZ_TRY(PrivateKey key, PrivateKey::generate(keyAlgorithm(suite)));
    MZ_TRY(Certificate certificate,
           issue(authority, {org, person.role, std::string(person.name)}, key.publicKey(), validity, random));
    out.identities.push_back({std::move(certificate), std::move(key), org + "/" + std::string(person.name)});
    return {};
  };
  for (const Person& each : people) MZ_CHECK(add(each));
  MZ_CHECK(add({Role::Node, kNodeName}));
  const std::string node = out.identities.back().label;
  for (const char* use : {"/cosigner", "/log"}) {
    MZ_TRY(PrivateKey key, PrivateKey::generate(KeyAlgorithm::Ed25519));
    out.identities.push_back({Certificate(), std::move(key), node + use});
  }
  return out;
}

void enterMember(GenesisBuilder& genesis, std::string_view domain, Member member, const OrgKeys& keys) {
  member.authorities = {keys.authority.certificate};
  genesis.item("member/" + member.org, memberItem(member));
  const std::string node = member.org + "/" + std::string(kNodeName);
  if (member.kind == MemberKind::Voting)
    genesis.item("cosigner/" + node,
                 cosignerItem(keys.at(node + "/log").key, keys.at(node + "/cosigner").key, std::string(domain) + "/" + node));
  for (const Identity& identity : keys.identities)
    if (!identity.certificate.empty() && !identity.certificate.isAuthority())
      genesis.item("certificate/" + identity.certificate.fingerprint().hex(),
                   Json::object({{"certificate", Json(toBase64(identity.certificate.der()))}}));
}

Result<NetworkFile::Channel> makeChannel(const fs::path& directory, const std::string& name, GenesisBuilder& genesis,
                                         NodeKeys& keys) {
  const std::string text = genesis.build();
  MZ_CHECK(Replica::create(channelFile(directory, name), text, keys));
  MZ_TRY(const ChannelId id, ChannelId::fromView(sha256(bytesOf(text)).view()));
  return NetworkFile::Channel{name, id};
}

}  // namespace mz
