#include "ledger/network_directory.h"

#include <algorithm>

#include "ledger/base/bounds.h"
#include "ledger/base/file.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::string_view kFormat = "mingzhang/network";
constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kAwaitingVersion = 2;  // only where a channel is awaited, so that programs of version 1 read the rest
constexpr std::size_t kMostAwaited = 256;
constexpr std::size_t kFileBytes = 1024 * 1024;

struct QuotaMember {
  std::string_view name;
  std::uint64_t SubmissionQuota::* value;
};
constexpr QuotaMember kQuotaMembers[] = {{"bytesPerSecond", &SubmissionQuota::bytesPerSecond},
                                         {"envelopesPerSecond", &SubmissionQuota::envelopesPerSecond},
                                         {"pendingBytes", &SubmissionQuota::pendingBytes},
                                         {"pendingEnvelopes", &SubmissionQuota::pendingEnvelopes}};

// Members that are absent keep their defaults. Nullopt: one is no whole number from 0, or has a name that is not known.
std::optional<SubmissionQuota> readQuota(const Json& json) {
  SubmissionQuota quota;
  if (!json.isObject()) return std::nullopt;
  for (const auto& [name, value] : json.members()) {
    const auto member = std::ranges::find(kQuotaMembers, name, &QuotaMember::name);
    if (member == std::end(kQuotaMembers) || !value.isInteger() || value.integer() < 0) return std::nullopt;
    quota.*member->value = static_cast<std::uint64_t>(value.integer());
  }
  return quota;
}

Title readTitle(const Json& json) { return {std::string(json.stringAt("en")), std::string(json.stringAt("zh"))}; }

bool isFileName(std::string_view name) {
  return !name.empty() && name.size() <= bounds::kNameBytes && name.front() != '.' && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
  });
}

}  // namespace

std::filesystem::path channelFile(const std::filesystem::path& directory, const std::string& channel) {
  return directory / "channels" / (channel + ".mzc");
}

std::filesystem::path keystoreFile(const std::filesystem::path& directory) { return directory / "keystore.mzk"; }

std::filesystem::path answerFile(const std::filesystem::path& directory) { return directory / "answer.mza"; }

Result<NetworkFile> NetworkFile::read(const std::filesystem::path& directory) {
  const auto path = directory / "network.json";
  auto bytes = readFile(path, kFileBytes);
  if (!bytes) {
    if (bytes.error().code != ErrorCode::NotFound) return std::unexpected(bytes.error());
    return std::unexpected(
        Error(ErrorCode::NotFound, directory.string() + " is not a network directory: it has no network.json")
            .with("path", directory.string()));
  }
  const auto malformed = [&](std::string_view why) {
    return std::unexpected(Error(ErrorCode::Malformed, path.string() + ": " + std::string(why)).with("path", path.string()));
  };
  const auto document = Json::parse(textOf(*bytes));
  if (!document) return malformed(document.error().detail);
  if (document->stringAt("format") != kFormat) return malformed("this is not a description of a network");
  if (document->integerAt("version") > kAwaitingVersion)
    return std::unexpected(
        Error(ErrorCode::UnsupportedVersion, path.string() + " was written by a newer program").with("path", path.string()));

  NetworkFile file;
  file.domain = document->stringAt("domain");
  if (const Json* title = document->find("title")) file.title = readTitle(*title);
  file.demonstration = document->booleanAt("demonstration");
  file.node = document->stringAt("node");
  if (const Json* root = document->find("root")) {
    const auto der = fromBase64(root->isString() ? root->string() : std::string_view());
    auto certificate = der ? Certificate::fromDer(*der) : Result<Certificate>(std::unexpected(der.error()));
    if (!certificate) return malformed("its root is no certificate");
    file.root = std::move(*certificate);
  }
  if (const Json* quota = document->find("quota")) {
    const auto read = readQuota(*quota);
    if (!read) return malformed("its quota is not of the known names with whole numbers from 0");
    file.quota = *read;
  }
  const Json* channels = document->find("channels");
  if (!channels || !channels->isArray()) return malformed("it names no channels");
  for (const Json& entry : channels->array()) {
    auto id = ChannelId::fromHex(entry.stringAt("id"));
    const std::string name(entry.stringAt("name"));
    if (!id || !isFileName(name)) return malformed("a channel has no good name or id");
    file.channels.push_back({name, *id});
  }
  if (const Json* awaited = document->find("awaited")) {
    if (!awaited->isArray() || awaited->array().size() > kMostAwaited) return malformed("what it awaits is not a list");
    for (const Json& entry : awaited->array()) {
      const auto id = ChannelId::fromHex(entry.stringAt("id"));
      const std::string name(entry.stringAt("name"));
      if (!id || !isFileName(name)) return malformed("an awaited channel has no good name or id");
      const Json* title = entry.find("title");
      file.awaited.push_back({name, *id, title ? readTitle(*title) : Title(), entry.booleanAt("public"),
                              std::string(entry.stringAt("inviter")), UnixSeconds(entry.integerAt("expires"))});
    }
  }
  return file;
}

Status NetworkFile::write(const std::filesystem::path& directory) const {
  Json::Array list;
  for (const Channel& channel : channels)
    list.push_back(Json::object({{"id", Json(channel.id.hex())}, {"name", Json(channel.name)}}));
  Json document = Json::object({{"channels", Json(std::move(list))},
                                {"demonstration", Json(demonstration)},
                                {"domain", Json(domain)},
                                {"format", Json(kFormat)},
                                {"node", Json(node)},
                                {"title", Json::object({{"en", Json(title.en)}, {"zh", Json(title.zh)}})},
                                {"version", Json(kVersion)}});
  if (!root.empty()) document.set("root", Json(toBase64(root.der())));
  if (!awaited.empty()) {
    Json::Array entries;
    for (const AwaitedChannel& each : awaited)
      entries.push_back(Json::object({{"expires", Json(each.expires.value)},
                                      {"id", Json(each.id.hex())},
                                      {"inviter", Json(each.inviter)},
                                      {"name", Json(each.name)},
                                      {"public", Json(each.isPublic)},
                                      {"title", Json::object({{"en", Json(each.title.en)}, {"zh", Json(each.title.zh)}})}}));
    document.set("awaited", Json(std::move(entries)));
    document.set("version", Json(kAwaitingVersion));
  }
  if (quota != SubmissionQuota()) {
    Json members;
    for (const QuotaMember& member : kQuotaMembers)
      members.set(member.name, Json(static_cast<std::int64_t>(quota.*member.value)));
    document.set("quota", std::move(members));
  }
  return writeFileAtomically(directory / "network.json", bytesOf(document.serialize() + "\n"));
}

namespace {
std::filesystem::path auditFile(const std::filesystem::path& directory, const std::string& channel) {
  return directory / "audits" / (channel + ".json");
}
}  // namespace

Status keepAudit(const std::filesystem::path& directory, const AuditReport& report) {
  std::error_code ignored;
  std::filesystem::create_directories(directory / "audits", ignored);  // writing says what is wrong
  return writeFileAtomically(auditFile(directory, report.channel), bytesOf(auditReportText(report)));
}

Result<std::optional<AuditReport>> keptAudit(const std::filesystem::path& directory, const std::string& channel) {
  const auto bytes = readFile(auditFile(directory, channel), kFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::NotFound) return std::nullopt;
  if (!bytes) return std::unexpected(bytes.error());
  MZ_TRY(AuditReport report, parseAuditReport(textOf(*bytes)));
  return report;
}

}  // namespace mz
