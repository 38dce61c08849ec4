#include "ledger/authority_register.h"

#include <algorithm>
#include <map>

#include "ledger/base/file.h"
#include "ledger/certificate_orders.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr const char* kFile = "authorities.jsonl";
constexpr std::size_t kFileBytes = std::size_t{256} << 20;

std::string lineOf(const RevocationAct& act) {
  Json::Array entries;
  for (const RevokedEntry& entry : act.entries) {
    Json one = Json::object({{"date", Json(entry.date.value)}, {"reason", Json(entry.reason)}, {"serial", Json(entry.serial)}});
    if (entry.invalidSince) one.set("invalidSince", Json(entry.invalidSince->value));
    entries.push_back(std::move(one));
  }
  return Json::object({{"act", Json("revoke")},
                       {"entries", Json(std::move(entries))},
                       {"number", Json(static_cast<std::int64_t>(act.number))},
                       {"org", Json(act.org)}})
             .serialize() +
         "\n";
}

std::string lineOf(const Certificate& issued) {
  return Json::object({{"act", Json("issue")}, {"certificate", Json(toBase64(issued.der()))}}).serialize() + "\n";
}

Result<RevocationAct> revocationOf(const Json& json) {
  RevocationAct act;
  act.org = json.stringAt("org");
  act.number = static_cast<std::uint64_t>(std::max<std::int64_t>(json.integerAt("number"), 0));
  const Json* entries = json.find("entries");
  if (act.org.empty() || act.number == 0 || !entries || !entries->isArray())
    return fail(ErrorCode::Malformed, "it is not a revocation");
  for (const Json& entry : entries->array()) {
    RevokedEntry one{std::string(entry.stringAt("serial")), UnixSeconds(entry.integerAt("date")),
                     static_cast<int>(entry.integerAt("reason", -1))};
    if (one.serial.empty() || one.reason < 0) return fail(ErrorCode::Malformed, "an entry is not a revocation");
    if (const Json* since = entry.find("invalidSince"); since && since->isInteger())
      one.invalidSince = UnixSeconds(since->integer());
    act.entries.push_back(std::move(one));
  }
  return act;
}

Result<Certificate> issuedOf(const Json& json) {
  MZ_TRY(const Bytes der, fromBase64(json.stringAt("certificate")));
  return Certificate::fromDer(der);
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
    if (const Status read = made.readLine(text.substr(0, end)); !read)
      return std::unexpected(Error(ErrorCode::Malformed, made.m_file.string() + ", line " + std::to_string(number) + ": " +
                                                             read.error().detail + "; restore the file from a copy")
                                 .with("path", made.m_file.string())
                                 .with("line", std::to_string(number)));
    text.remove_prefix(end + 1);
  }
  return made;
}

Status AuthorityRegister::readLine(std::string_view line) {
  MZ_TRY(const Json json, Json::parse(line));
  if (json.stringAt("act") == "issue") {
    MZ_TRY(Certificate certificate, issuedOf(json));
    m_issued.push_back(std::move(certificate));
    return {};
  }
  if (json.stringAt("act") != "revoke") return fail(ErrorCode::Malformed, "it is not an act of an authority");
  MZ_TRY(RevocationAct act, revocationOf(json));
  m_acts.push_back(std::move(act));
  return {};
}

Status AuthorityRegister::add(RevocationAct act) {
  MZ_CHECK(append(lineOf(act)));
  m_acts.push_back(std::move(act));
  return {};
}

Status AuthorityRegister::addIssued(const std::vector<Certificate>& certificates) {
  if (certificates.empty()) return {};
  std::string lines;
  for (const Certificate& certificate : certificates) lines += lineOf(certificate);
  MZ_CHECK(append(lines));
  m_issued.insert(m_issued.end(), certificates.begin(), certificates.end());
  return {};
}

Status AuthorityRegister::append(const std::string& lines) {
  if (m_torn) {
    // What was half written was never acknowledged. The lines before it are written anew, so that it does not lead into the
    // next one; their order among the two kinds means nothing.
    std::string all;
    for (const Certificate& each : m_issued) all += lineOf(each);
    for (const RevocationAct& each : m_acts) all += lineOf(each);
    MZ_CHECK(writeFileAtomically(m_file, bytesOf(all)));
  }
  m_torn = true;  // until all of it is there
  MZ_CHECK(appendToFile(m_file, bytesOf(lines)));
  m_torn = false;
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
