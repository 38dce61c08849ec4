#include "ledger/channel/genesis.h"

#include <algorithm>

#include "ledger/base/bounds.h"

namespace mz {

namespace {
constexpr std::string_view kFormat = "mingzhang/genesis/v1";
}

Result<Genesis> Genesis::parse(std::string_view text) {
  if (text.size() > bounds::kGenesisBytes) return fail(ErrorCode::TooLarge, "the genesis is larger than 8 MiB");
  MZ_TRY(const Json document, Json::parseCanonical(text));
  if (!document.isObject() || document.stringAt("format") != kFormat)
    return fail(ErrorCode::Malformed, "this is not a channel's genesis");
  const Json* items = document.find("items");
  const Json* packages = document.find("packages");
  const Json* time = document.find("time");
  if (document.members().size() != 5 || !items || !items->isArray() || !packages || !packages->isArray() || !time ||
      !time->isInteger() || document.stringAt("nonce").size() != 32)
    return fail(ErrorCode::Malformed, "the genesis lacks a member, or has one too many");

  Genesis genesis;
  genesis.time = UnixSeconds(time->integer());
  genesis.nonce = document.stringAt("nonce");
  for (const Json& pair : items->array()) {
    if (!pair.isArray() || pair.array().size() != 2 || !pair.array()[0].isString() || !pair.array()[1].isObject())
      return fail(ErrorCode::Malformed, "an item of the genesis is not [key, object]");
    const std::string& key = pair.array()[0].string();
    if (key.empty() || key.size() > bounds::kStateKeyBytes)
      return fail(ErrorCode::Malformed, "an item's key is empty or too long");
    if (!genesis.items.empty() && genesis.items.back().first >= key)
      return fail(ErrorCode::Malformed, "the items of the genesis are not sorted by key");
    genesis.items.emplace_back(key, pair.array()[1]);
  }
  for (const Json& package : packages->array()) {
    if (!package.isString()) return fail(ErrorCode::Malformed, "a package of the genesis is not base64 text");
    MZ_TRY(Bytes archive, fromBase64(package.string()));
    if (archive.size() > bounds::kPackageBytes)
      return fail(ErrorCode::TooLarge, "a package of the genesis is larger than 1 MiB");
    genesis.packages.push_back(std::move(archive));
  }
  return genesis;
}

std::string Genesis::serialize() const {
  Json::Array pairs;
  for (const auto& [key, value] : items) pairs.emplace_back(Json::Array{Json(key), value});
  Json::Array archives;
  for (const Bytes& archive : packages) archives.emplace_back(toBase64(archive));
  return Json::object({{"format", Json(kFormat)},
                       {"items", Json(std::move(pairs))},
                       {"nonce", Json(nonce)},
                       {"packages", Json(std::move(archives))},
                       {"time", Json(time.value)}})
      .serialize();
}

GenesisBuilder::GenesisBuilder(std::string domain, std::string name, Json title, bool isPublic, UnixSeconds time,
                               std::string nonce, std::uint32_t rules) {
  m_genesis.time = time;
  m_genesis.nonce = std::move(nonce);
  m_channel = Json::object({{"domain", Json(std::move(domain))},
                            {"name", Json(std::move(name))},
                            {"public", Json(isPublic)},
                            {"title", std::move(title)}});
  item("rules", Json::object({{"version", Json(std::int64_t{rules})}}));
}

GenesisBuilder& GenesisBuilder::demonstration() {
  m_channel.set("demonstration", true);
  return *this;
}

GenesisBuilder& GenesisBuilder::item(std::string key, Json value) {
  m_genesis.items.emplace_back(std::move(key), std::move(value));
  return *this;
}

GenesisBuilder& GenesisBuilder::package(const std::string& name, std::string version, Bytes archive, const Digest& digest) {
  item("contract/" + name, Json::object({{"digest", Json(digest.hex())}, {"version", Json(std::move(version))}}));
  m_genesis.packages.push_back(std::move(archive));
  return *this;
}

std::string GenesisBuilder::build() {
  item("channel", m_channel);
  std::ranges::sort(m_genesis.items, {}, &std::pair<std::string, Json>::first);
  return m_genesis.serialize();
}

Json titleJson(std::string_view en, std::string_view zh) { return Json::object({{"en", Json(en)}, {"zh", Json(zh)}}); }

}  // namespace mz
