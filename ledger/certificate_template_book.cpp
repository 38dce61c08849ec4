#include "ledger/certificate_template_book.h"

#include <algorithm>
#include <tuple>

#include "ledger/base/bounds.h"
#include "ledger/base/file.h"
#include "ledger/format/json.h"
#include "ledger/identity/certificate.h"

namespace mz {

namespace {

constexpr const char* kFile = "certificate-templates.json";
constexpr std::string_view kFormat = "mingzhang/certificate-templates";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kFileBytes = std::size_t{1} << 20;
constexpr std::size_t kMostOwn = 200, kTitleBytes = 128;
constexpr std::uint32_t kMostDays = 36'500;

// People change their posts, machines are looked after; browsers take no server's certificate for longer than 398 days.
struct Shipped {
  const char* id;
  const char* role;
  std::uint32_t days, remindDays;
  const char* purpose;
  bool needsNames;
};
constexpr Shipped kShipped[] = {{"admin", "admin", 1095, 60, "", false},
                                {"officer", "officer", 1095, 30, "", false},
                                {"auditor", "auditor", 1095, 30, "", false},
                                {"clerk", "clerk", 1095, 30, "", false},
                                {"applicant", "applicant", 365, 14, "", false},
                                {"service", "service", 730, 60, "", false},
                                {"device", "device", 730, 60, "", false},
                                {"node", "node", 730, 60, "", false},
                                {"orderer", "orderer", 730, 60, "", false},
                                {"kiosk", "kiosk", 730, 60, "", false},
                                {"tls-server", "service", 397, 30, "serverAuth", true},
                                {"tls-client", "service", 730, 30, "clientAuth", false}};

std::vector<CertificateTemplate> shippedTemplates() {
  std::vector<CertificateTemplate> out;
  for (const Shipped& each : kShipped) {
    CertificateTemplate& made = out.emplace_back();
    made.id = each.id;
    made.shipped = true;
    made.role = each.role;
    made.days = each.days;
    made.remindDays = each.remindDays;
    made.needsNames = each.needsNames;
    if (*each.purpose) made.profile.purposes = {each.purpose};
  }
  return out;
}

std::unexpected<Error> bad(const char* field, const std::string& why) {
  return std::unexpected(Error(ErrorCode::InvalidArgument, why).with("field", field));
}

Status checkTemplate(const CertificateTemplate& made) {
  if (made.id.empty() || made.id.size() > bounds::kNameBytes ||
      made.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != made.id.npos)
    return bad("id", "a template's id has 1 to 64 of a-z, 0-9, \"-\" and \"_\"");
  if (made.title.size() > kTitleBytes || !isValidUtf8(made.title)) return bad("title", "a title has at most 128 bytes");
  const auto role = roleFromName(made.role);
  if (!role || *role == Role::Ca) return bad("role", "\"" + made.role + "\" is no role of people or machines");
  if (made.days == 0 || made.days > kMostDays) return bad("days", "a certificate is good for 1 to 36,500 days");
  if (made.remindDays > made.days) return bad("remindDays", "nobody is reminded before it begins");
  if (!made.profile.names.empty()) return bad("names", "names belong to each order");
  return checkProfile(made.profile);
}

Json textList(const std::vector<std::string>& texts) {
  Json::Array out;
  for (const std::string& text : texts) out.emplace_back(text);
  return Json(std::move(out));
}

Json toJson(const CertificateTemplate& made) {
  return Json::object({{"days", Json(std::int64_t{made.days})},
                       {"id", Json(made.id)},
                       {"issuerAddress", Json(made.profile.issuerAddress)},
                       {"listAddress", Json(made.profile.listAddress)},
                       {"needsNames", Json(made.needsNames)},
                       {"policies", textList(made.profile.policies)},
                       {"purposes", textList(made.profile.purposes)},
                       {"remindDays", Json(std::int64_t{made.remindDays})},
                       {"role", Json(made.role)},
                       {"title", Json(made.title)},
                       {"usages", textList(made.profile.usages)}});
}

std::vector<std::string> textsAt(const Json& json, std::string_view name) {
  std::vector<std::string> out;
  const Json* list = json.find(name);
  if (!list || !list->isArray()) return out;
  for (const Json& each : list->array()) out.emplace_back(each.isString() ? each.string() : std::string());
  return out;
}

Result<CertificateTemplate> fromJson(const Json& json) {
  const auto daysAt = [&](std::string_view name) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(json.integerAt(name), 0, kMostDays + 1));
  };
  CertificateTemplate out;
  out.id = json.stringAt("id");
  out.title = json.stringAt("title");
  out.role = json.stringAt("role");
  out.days = daysAt("days");
  out.remindDays = daysAt("remindDays");
  out.needsNames = json.booleanAt("needsNames");
  out.profile.usages = textsAt(json, "usages");
  out.profile.purposes = textsAt(json, "purposes");
  out.profile.policies = textsAt(json, "policies");
  out.profile.listAddress = json.stringAt("listAddress");
  out.profile.issuerAddress = json.stringAt("issuerAddress");
  MZ_CHECK(checkTemplate(out));
  return out;
}

auto order(const CertificateTemplate& made) { return std::tuple(!made.shipped, made.shipped ? std::string() : made.id); }

}  // namespace

Result<CertificateTemplateBook> CertificateTemplateBook::open(const std::filesystem::path& directory) {
  CertificateTemplateBook out;
  out.m_file = directory / kFile;
  out.m_all = shippedTemplates();
  const auto bytes = readFile(out.m_file, kFileBytes);
  if (!bytes && bytes.error().code == ErrorCode::NotFound) return out;
  if (!bytes) return std::unexpected(bytes.error());
  const auto malformed = [&](const std::string& why) {
    return std::unexpected(Error(ErrorCode::Malformed, out.m_file.string() + ": " + why).with("path", out.m_file.string()));
  };
  const auto json = Json::parse(textOf(*bytes));
  if (!json) return malformed(json.error().detail);
  if (json->stringAt("format") != kFormat) return malformed("these are no templates of certificates");
  if (json->integerAt("version") != kVersion)
    return std::unexpected(Error(ErrorCode::UnsupportedVersion, out.m_file.string() + " was written by a newer program")
                               .with("path", out.m_file.string()));
  const Json* list = json->find("templates");
  if (!list || !list->isArray() || list->array().size() > kMostOwn) return malformed("it has no list of at most 200 templates");
  for (const Json& each : list->array()) {
    auto made = fromJson(each);
    if (!made) return malformed(made.error().detail);
    if (findTemplate(out.m_all, made->id, {})) return malformed("the template " + made->id + " is there twice");
    out.m_all.push_back(std::move(*made));
  }
  std::ranges::stable_sort(out.m_all, {}, order);
  return out;
}

Status CertificateTemplateBook::save(CertificateTemplate made) {
  made.shipped = false;
  MZ_CHECK(checkTemplate(made));
  std::vector<CertificateTemplate> all = m_all;
  const auto known = std::ranges::find(all, made.id, &CertificateTemplate::id);
  if (known != all.end() && known->shipped)
    return std::unexpected(
        Error(ErrorCode::AlreadyThere, "the template " + made.id + " is a shipped one; give another id").with("id", made.id));
  if (known != all.end())
    *known = std::move(made);
  else
    all.push_back(std::move(made));
  if (std::ranges::count(all, false, &CertificateTemplate::shipped) > static_cast<std::ptrdiff_t>(kMostOwn))
    return fail(ErrorCode::TooLarge, "a network has at most 200 templates of its own");
  std::ranges::stable_sort(all, {}, order);
  return write(std::move(all));
}

Status CertificateTemplateBook::remove(const std::string& id) {
  std::vector<CertificateTemplate> all = m_all;
  const auto known = std::ranges::find(all, id, &CertificateTemplate::id);
  if (known == all.end()) return std::unexpected(Error(ErrorCode::NotFound, "there is no template " + id).with("id", id));
  if (known->shipped)
    return std::unexpected(Error(ErrorCode::InvalidArgument, "the template " + id + " is a shipped one").with("id", id));
  all.erase(known);
  return write(std::move(all));
}

Status CertificateTemplateBook::write(std::vector<CertificateTemplate> all) {
  Json::Array list;
  for (const CertificateTemplate& each : all)
    if (!each.shipped) list.push_back(toJson(each));
  const std::string text =
      Json::object({{"format", Json(kFormat)}, {"templates", Json(std::move(list))}, {"version", Json(kVersion)}}).serialize();
  MZ_CHECK(writeFileAtomically(m_file, bytesOf(text + "\n")));
  m_all = std::move(all);
  return {};
}

const CertificateTemplate* findTemplate(const std::vector<CertificateTemplate>& all, std::string_view id,
                                        std::string_view role) {
  // The shipped one of a role has the role's name.
  const auto found = std::ranges::find(all, id.empty() ? role : id, &CertificateTemplate::id);
  if (found == all.end() || (id.empty() && !found->shipped)) return nullptr;
  return &*found;
}

}  // namespace mz
