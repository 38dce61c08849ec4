#include "ledger/finance/import_profile.h"

#include <algorithm>

#include "ledger/base/file.h"
#include "ledger/finance/import_styles.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

constexpr std::size_t kProfileBytes = 64 * 1024;
constexpr std::size_t kProfileFiles = 1000;

std::unexpected<Error> malformed(std::string detail) {
  return fail(ErrorCode::Malformed, "import profile: " + std::move(detail));
}

bool isName(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::string_view orderName(DateOrder order) {
  switch (order) {
    case DateOrder::DayFirst: return "day_first";
    case DateOrder::MonthFirst: return "month_first";
    case DateOrder::YearFirst:
    case DateOrder::Undecided: break;
  }
  return "";
}

std::vector<ImportProfile> shippedProfiles() {
  std::vector<ImportProfile> profiles;
  for (const std::string_view text : shippedProfileTexts()) {
    // They are part of the program, and its tests read each of them.
    if (Result<ImportProfile> profile = parseProfile(text)) {
      profile->shipped = true;
      profiles.push_back(std::move(*profile));
    }
  }
  return profiles;
}

bool isNameOfShipped(std::string_view name, const std::vector<ImportProfile>& profiles) {
  return std::ranges::any_of(profiles, [&](const auto& each) { return each.shipped && each.name == name; });
}

std::unexpected<Error> shippedName(const std::string& name) {
  return std::unexpected(
      Error(ErrorCode::AlreadyThere, "\"" + name + "\" is the name of a shipped profile; take another one").with("name", name));
}

std::vector<std::filesystem::path> profileFiles(const std::filesystem::path& networkDirectory) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(networkDirectory / "profiles", error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".json" && files.size() < kProfileFiles) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<ImportProfile> readProfile(const std::filesystem::path& file) {
  MZ_TRY(const Bytes bytes, readFile(file, kProfileBytes));
  MZ_TRY(ImportProfile profile, parseProfile(textOf(bytes)));
  if (file.stem() != profile.name) return malformed("its \"name\" must be that of its file, " + file.stem().string());
  return profile;
}

Result<std::vector<std::string>> strings(const Json& value, std::string_view what) {
  std::vector<std::string> out;
  if (value.isString()) {
    out.push_back(value.string());
    return out;
  }
  if (!value.isArray()) return malformed(std::string(what) + " must be a text or a list of texts");
  for (const Json& each : value.array()) {
    if (!each.isString()) return malformed(std::string(what) + " must be a text or a list of texts");
    out.push_back(each.string());
  }
  return out;
}

}  // namespace

const std::vector<std::string_view>& importFields(std::string_view kind) {
  static const std::vector<std::string_view> payments = {"id",        "date",      "department",  "entity",
                                                         "programme", "class",     "payee",       "amount",
                                                         "currency",  "reference", "description", "allocation"};
  static const std::vector<std::string_view> budgetLines = {"id",     "year",     "department", "class", "economic_class",
                                                            "amount", "currency", "project",    "title", "source"};
  return kind == "budget_lines" ? budgetLines : payments;
}

Result<ImportProfile> parseProfile(std::string_view json) {
  if (json.size() > kProfileBytes) return fail(ErrorCode::TooLarge, "an import profile has at most 64 KB");
  MZ_TRY(const Json root, Json::parse(json));
  if (!root.isObject()) return malformed("an object is expected");
  ImportProfile profile;
  profile.name = root.stringAt("name");
  if (!isName(profile.name)) return malformed("\"name\" must be 1 to 64 letters, digits, '-' or '_'");
  if (const Json* title = root.find("title")) {
    profile.titleEn = title->stringAt("en");
    profile.titleZh = title->stringAt("zh");
  }
  if (root.find("kind") != nullptr) profile.kind = root.stringAt("kind");
  if (profile.kind != "payments" && profile.kind != "budget_lines") {
    return malformed("\"kind\" must be \"payments\" or \"budget_lines\"");
  }
  profile.currency = root.stringAt("currency");
  profile.cutDescription = root.booleanAt("cut_description");
  if (const Json* styles = root.find("styles")) {
    profile.styles = {std::string(styles->stringAt("encoding")), std::string(styles->stringAt("delimiter")),
                      std::string(styles->stringAt("decimals")), std::string(styles->stringAt("dates"))};
    const auto known = askedStyles(profile.styles);
    if (!known) return malformed(known.error().detail);
  }
  const std::string_view order = root.stringAt("date_order");
  if (order == "day_first") {
    profile.dateOrder = DateOrder::DayFirst;
  } else if (order == "month_first") {
    profile.dateOrder = DateOrder::MonthFirst;
  } else if (!order.empty()) {
    return malformed("\"date_order\" must be \"day_first\" or \"month_first\"");
  }
  if (const Json* recognise = root.find("recognise")) {
    MZ_TRY(profile.recognise, strings(*recognise, "\"recognise\""));
  }

  const Json* fields = root.find("fields");
  if (fields == nullptr || !fields->isObject() || fields->members().empty()) return malformed("\"fields\" must name columns");
  const auto& known = importFields(profile.kind);
  for (const auto& [field, columns] : fields->members()) {
    if (std::find(known.begin(), known.end(), field) == known.end()) return malformed("there is no field \"" + field + "\"");
    MZ_TRY(const auto names, strings(columns, "field \"" + field + "\""));
    for (const std::string& column : names) profile.mapping.push_back({field, column});
  }
  return profile;
}

std::string formatProfile(const ImportProfile& profile) {
  Json fields = Json::object();
  for (const auto& [field, column] : profile.mapping) {
    Json list = fields.find(field) != nullptr ? *fields.find(field) : Json(Json::Array{});
    list.push(column);
    fields.set(field, std::move(list));
  }
  Json recognise{Json::Array{}};
  for (const std::string& heading : profile.recognise) recognise.push(heading);

  Json root = Json::object();
  root.set("name", profile.name);
  if (!profile.titleEn.empty() || !profile.titleZh.empty()) {
    root.set("title", Json::object({{"en", profile.titleEn}, {"zh", profile.titleZh}}));
  }
  root.set("kind", profile.kind);
  if (!profile.currency.empty()) root.set("currency", profile.currency);
  root.set("recognise", std::move(recognise));
  root.set("fields", std::move(fields));
  if (profile.dateOrder != DateOrder::Undecided) root.set("date_order", orderName(profile.dateOrder));
  if (profile.styles != ImportStyles()) {
    Json styles = Json::object();
    const auto set = [&](const char* name, const std::string& value) {
      if (!value.empty()) styles.set(name, value);
    };
    set("encoding", profile.styles.encoding);
    set("delimiter", profile.styles.delimiter);
    set("decimals", profile.styles.decimalStyle);
    set("dates", profile.styles.dateStyle);
    root.set("styles", std::move(styles));
  }
  if (profile.cutDescription) root.set("cut_description", true);
  return root.serialize() + "\n";
}

std::vector<ImportProfile> importProfiles(const std::filesystem::path& networkDirectory, std::vector<std::string>* unreadable) {
  std::vector<ImportProfile> profiles = shippedProfiles();
  for (const auto& file : profileFiles(networkDirectory)) {
    Result<ImportProfile> profile = readProfile(file);
    if (profile && isNameOfShipped(profile->name, profiles)) profile = shippedName(profile->name);
    if (profile)
      profiles.push_back(std::move(*profile));
    else if (unreadable != nullptr)
      unreadable->push_back(file.string() + ": " + profile.error().detail);
  }
  std::sort(profiles.begin(), profiles.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return profiles;
}

Status saveProfile(const std::filesystem::path& networkDirectory, const ImportProfile& profile) {
  const std::string text = formatProfile(profile);
  MZ_TRY([[maybe_unused]] const ImportProfile readAgain, parseProfile(text));
  if (isNameOfShipped(profile.name, shippedProfiles())) return shippedName(profile.name);
  const std::filesystem::path folder = networkDirectory / "profiles";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return fail(ErrorCode::Io, "cannot create " + folder.string() + ": " + error.message());
  const std::filesystem::path file = folder / (profile.name + ".json");
  if (!std::filesystem::exists(file, error) && profileFiles(networkDirectory).size() >= kProfileFiles)
    return fail(ErrorCode::TooLarge, folder.string() + " holds " + std::to_string(kProfileFiles) + " profiles already");
  return writeFileAtomically(file, bytesOf(text));
}

}  // namespace mz
