#include "ledger/authority_register.h"

#include <algorithm>
#include <map>

#include "ledger/base/file.h"
#include "ledger/certificate_orders.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr const char* kFile = "authorities.jsonl";
constexpr std::size_t kFileBytes = std::size_t{64} << 20;

std::string lineOf(const RevocationAct& act) {
  Json::Array entries;
  for (const RevokedEntry& entry : act.entries)
    entries.push_back(
        Json::object({{"date", Json(entry.date.value)}, {"reason", Json(entry.reason)}, {"serial", Json(entry.serial)}}));
  return Json::object({{"act", Json("revoke")},
                       {"entries", Json(std::move(entries))},
                       {"number", Json(static_cast<std::int64_t>(act.number))},
                       {"org", Json(act.org)}})
             .serialize() +
         "\n";
}

Result<RevocationAct> actOf(std::string_view line) {
  MZ_TRY(const Json json, Json::parse(line));
  RevocationAct act;
  act.org = json.stringAt("org");
  act.number = static_cast<std::uint64_t>(std::max<std::int64_t>(json.integerAt("number"), 0));
  const Json* entries = json.find("entries");
  if (json.stringAt("act") != "revoke" || act.org.empty() || act.number == 0 || !entries || !entries->isArray())
    return fail(ErrorCode::Malformed, "it is not an act of an authority");
  for (const Json& entry : entries->array()) {
    RevokedEntry one{std::string(entry.stringAt("serial")), UnixSeconds(entry.integerAt("date")),
                     static_cast<int>(entry.integerAt("reason", -1))};
    if (one.serial.empty() || one.reason < 0) return fail(ErrorCode::Malformed, "an entry is not a revocation");
    act.entries.push_back(std::move(one));
  }
  return act;
}

}  // namespace

Result<AuthorityRegister> AuthorityRegister::open(const std::filesystem::path& directory) {
  AuthorityRegister made(directory / kFile);
  const auto bytes = readFile(made.m_file, kFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::NotFound) return made;
  if (!bytes) return std::unexpected(bytes.error());
  std::string_view text = textOf(*bytes);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) {
      made.m_torn = true;
      break;
    }
    auto act = actOf(text.substr(0, end));
    if (!act)
      return std::unexpected(Error(ErrorCode::Malformed, made.m_file.string() + ", line " + std::to_string(number) + ": " +
                                                             act.error().detail + "; restore the file from a copy")
                                 .with("path", made.m_file.string())
                                 .with("line", std::to_string(number)));
    made.m_acts.push_back(std::move(*act));
    text.remove_prefix(end + 1);
  }
  return made;
}

Status AuthorityRegister::add(RevocationAct act) {
  if (m_torn) {
    // Half a line was never acknowledged. The acts before it are written anew, so that it does not lead into the next one.
    std::string all;
    for (const RevocationAct& each : m_acts) all += lineOf(each);
    MZ_CHECK(writeFileAtomically(m_file, bytesOf(all)));
    m_torn = false;
  }
  m_torn = true;  // until all of it is there
  MZ_CHECK(appendToFile(m_file, bytesOf(lineOf(act))));
  m_torn = false;
  m_acts.push_back(std::move(act));
  return {};
}

std::uint64_t AuthorityRegister::lastNumber(std::string_view org) const {
  std::uint64_t last = 0;
  for (const RevocationAct& act : m_acts)
    if (act.org == org) last = std::max(last, act.number);
  return last;
}

std::vector<RevokedEntry> AuthorityRegister::revoked(std::string_view org) const {
  std::map<std::string, RevokedEntry> entries;
  for (const RevocationAct& act : m_acts) {
    if (act.org != org) continue;
    for (const RevokedEntry& entry : act.entries) {
      if (entry.reason == static_cast<int>(RevocationReason::RemoveFromCrl))
        entries.erase(entry.serial);
      else
        entries.insert_or_assign(entry.serial, entry);
    }
  }
  std::vector<RevokedEntry> out;
  for (auto& [serial, entry] : entries) out.push_back(std::move(entry));
  return out;
}

}  // namespace mz
