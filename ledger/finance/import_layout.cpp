#include "ledger/finance/import_layout.h"

#include <algorithm>
#include <map>
#include <optional>

#include "ledger/finance/cell_text.h"
#include "ledger/finance/text_fold.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

using Records = std::vector<std::vector<std::string>>;
using Header = std::map<std::string, std::size_t>;  // normalised heading -> position

std::string normalised(std::string_view heading) {
  std::string out;
  for (const std::string& word : foldedWords(withoutSpace(heading))) {
    if (!out.empty()) out.push_back(' ');
    out += word;
  }
  return out;
}

Header headerOf(const std::vector<std::string>& record) {
  Header header;
  for (std::size_t i = 0; i < record.size(); ++i) {
    std::string name = normalised(record[i]);
    if (!name.empty()) header.emplace(std::move(name), i);  // of equal headings the first
  }
  return header;
}

std::size_t recognised(const Header& header, std::span<const std::string> headings) {
  return static_cast<std::size_t>(
      std::count_if(headings.begin(), headings.end(), [&](const auto& each) { return header.contains(normalised(each)); }));
}

// The headings that a mapping's right side names: itself, or what stands in braces after "=".
std::vector<std::string> headingsIn(std::string_view column) {
  if (!column.starts_with('=')) return {std::string(column)};
  std::vector<std::string> out;
  for (std::size_t open = column.find('{'); open != std::string_view::npos; open = column.find('{', open + 1)) {
    const std::size_t close = column.find('}', open);
    if (close == std::string_view::npos) break;
    out.emplace_back(column.substr(open + 1, close - open - 1));
  }
  return out;
}

std::optional<FieldSource> resolve(const Header& header, std::string_view column) {
  const auto position = [&](std::string_view heading) { return header.find(normalised(heading)); };
  FieldSource source;
  if (!column.starts_with('=')) {
    const auto found = position(column);
    if (found == header.end()) return std::nullopt;
    source.push_back({{}, found->second, true});
    return source;
  }
  std::string_view rest = column.substr(1);
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) {
      source.push_back({std::string(rest), 0, false});
      break;
    }
    if (open > 0) source.push_back({std::string(rest.substr(0, open)), 0, false});
    const auto found = position(rest.substr(open + 1, close - open - 1));
    if (found == header.end()) return std::nullopt;
    source.push_back({{}, found->second, true});
    rest.remove_prefix(close + 1);
  }
  return source;
}

// The record that has the headings of the profile: all that must be there, and then as many of the mapped ones as possible.
std::optional<std::size_t> headingRecord(const Records& records, const ImportProfile& profile, bool everyColumn) {
  std::optional<std::size_t> best;
  std::size_t bestCount = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Header header = headerOf(records[i]);
    if (recognised(header, profile.recognise) < profile.recognise.size()) continue;
    std::size_t wanted = 0;
    std::size_t found = 0;
    for (const ImportMapping& line : profile.mapping) {
      const auto headings = headingsIn(line.column);
      wanted += headings.size();
      found += recognised(header, headings);
    }
    if (found == 0 || (everyColumn && found < wanted) || found <= bestCount) continue;
    best = i;
    bestCount = found;
  }
  return best;
}

// Who has to say what the columns mean wants to see their names: the first record that is nearly as full as the fullest one,
// which leaves out titles above the table.
Error withHeadings(Error error, const Records& records) {
  constexpr std::size_t kMostHeadings = 200;
  const auto filled = [](const std::vector<std::string>& record) {
    return static_cast<std::size_t>(
        std::count_if(record.begin(), record.end(), [](const auto& cell) { return !withoutSpace(cell).empty(); }));
  };
  std::size_t most = 0;
  for (const auto& record : records) most = std::max(most, filled(record));
  const auto heading =
      std::find_if(records.begin(), records.end(), [&](const auto& record) { return filled(record) * 5 >= most * 4; });
  if (heading == records.end()) return error;
  for (const std::string& cell : *heading) {
    const std::string_view name = withoutSpace(cell);
    if (error.parameters.size() == kMostHeadings) break;
    if (!name.empty() && isValidUtf8(name)) error.parameters.emplace_back("heading", name);
  }
  return error;
}

// The profile of which most headings are there; of equal ones a saved one, which somebody made for such files.
const ImportProfile* recognisedProfile(std::span<const ImportProfile> profiles, const Records& records) {
  const ImportProfile* chosen = nullptr;
  std::size_t most = 0;
  for (const ImportProfile& profile : profiles) {
    const std::size_t count = profile.recognise.size();
    if (count == 0 || count < most || (count == most && profile.shipped) || !headingRecord(records, profile, false)) continue;
    most = count;
    chosen = &profile;
  }
  return chosen;
}

bool maps(const ImportProfile& profile, std::string_view field) {
  return std::ranges::any_of(profile.mapping, [&](const auto& each) { return each.field == field; });
}

// A mapping replaces what the profile has for its fields.
Status addMapping(ImportProfile& profile, const std::vector<ImportMapping>& mapping) {
  for (const ImportMapping& line : mapping) {
    if (!rowFieldNamed(line.field)) return fail(ErrorCode::UnknownField, "there is no import field \"" + line.field + "\"");
    std::erase_if(profile.mapping, [&](const ImportMapping& each) { return each.field == line.field; });
  }
  profile.mapping.insert(profile.mapping.end(), mapping.begin(), mapping.end());
  if (profile.name.empty() && maps(profile, "year") && !maps(profile, "date")) profile.kind = "budget_lines";
  const auto& fields = importFields(profile.kind);
  for (const ImportMapping& line : profile.mapping) {
    if (std::ranges::find(fields, line.field) == fields.end()) {
      return fail(ErrorCode::UnknownField, "\"" + line.field + "\" is no field of " + profile.kind);
    }
  }
  return {};
}

Status checkComplete(const ImportProfile& profile, const ImportOptions& options) {
  std::vector<std::string_view> needed = {"amount"};
  if (profile.kind == "payments") {
    needed.insert(needed.end(), {"date", "payee"});
  } else {
    needed.insert(needed.end(), {"year", "id"});
  }
  if (options.department.empty()) needed.emplace_back("department");
  if (options.currency.empty() && profile.currency.empty()) needed.emplace_back("currency");
  for (const std::string_view field : needed) {
    if (!maps(profile, field)) {
      return std::unexpected(
          Error(ErrorCode::InvalidArgument, "nothing says where the field \"" + std::string(field) + "\" comes from")
              .with("field", std::string(field)));
    }
  }
  return {};
}

// The profile that the options name, or the headings; without a name where neither does.
Result<ImportProfile> chooseProfile(const ImportOptions& options, std::span<const ImportProfile> profiles,
                                    const Records& records, const std::string& described) {
  ImportProfile chosen;
  if (!options.profile.empty()) {
    MZ_TRY(chosen, profileNamed(options.profile, profiles));
  } else if (options.mapping.empty()) {
    const ImportProfile* known = recognisedProfile(profiles, records);
    if (known == nullptr) {
      return fail(ErrorCode::InvalidArgument, "no import profile knows the headings of " + described +
                                                  "; name one with --profile, or map its columns with --map field=column");
    }
    chosen = *known;
  }
  MZ_CHECK(addMapping(chosen, options.mapping));
  MZ_CHECK(checkComplete(chosen, options));
  return chosen;
}

Error noHeadings(const ImportProfile& profile, const std::string& described) {
  std::string wanted;
  for (const ImportMapping& line : profile.mapping) {
    for (const std::string& heading : headingsIn(line.column)) wanted += (wanted.empty() ? "\"" : ", \"") + heading + "\"";
  }
  return Error(ErrorCode::Malformed, "the first " + std::to_string(kHeadingRecords) + " rows of " + described +
                                         " have no line with the headings " + wanted);
}

}  // namespace

Result<ImportProfile> profileNamed(const std::string& name, std::span<const ImportProfile> profiles) {
  const auto found = std::ranges::find(profiles, name, &ImportProfile::name);
  if (found == profiles.end()) return fail(ErrorCode::NotFound, "there is no import profile \"" + name + "\"");
  return *found;
}

Result<ImportLayout> findLayout(const FirstRecords& first, const ImportOptions& options,
                                std::span<const ImportProfile> profiles, const std::string& described) {
  ImportLayout layout;
  Result<ImportProfile> profile = chooseProfile(options, profiles, first.records, described);
  if (!profile) return std::unexpected(withHeadings(std::move(profile).error(), first.records));
  layout.profile = std::move(*profile);

  const auto found = headingRecord(first.records, layout.profile, options.profile.empty() && !options.mapping.empty());
  if (!found) return std::unexpected(withHeadings(noHeadings(layout.profile, described), first.records));
  const std::vector<std::string>& record = first.records[*found];
  layout.headingLine = first.lines[*found];
  for (const std::string& heading : record) layout.headings.emplace_back(withoutSpace(heading));
  while (!layout.headings.empty() && layout.headings.back().empty()) layout.headings.pop_back();

  const Header header = headerOf(record);
  for (const ImportMapping& line : layout.profile.mapping) {
    if (auto source = resolve(header, line.column)) {
      layout.sources[indexOf(*rowFieldNamed(line.field))].push_back(std::move(*source));
      layout.mapping.push_back(line);
    }
  }
  for (const RowField field : {RowField::Amount, layout.profile.kind == "payments" ? RowField::Date : RowField::Year}) {
    if (layout.sourcesOf(field).empty()) {
      return fail(ErrorCode::Malformed,
                  "the headings of " + described + " have no column for \"" + std::string(nameOf(field)) + "\"");
    }
  }
  return layout;
}

}  // namespace mz
