#include "ledger/certificate_batch.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "ledger/finance/csv_reader.h"
#include "ledger/finance/text_fold.h"
#include "ledger/format/date.h"
#include "ledger/format/json.h"

namespace mz {

namespace {

constexpr std::size_t kMostRows = 20'000;
constexpr std::uint64_t kFileBytes = std::uint64_t{64} << 20;
constexpr std::int64_t kDay = 86'400;

enum class Column : std::uint8_t { Org, Role, Name, Template, Days, Until, Names };

struct Heading {
  std::string_view text;  // folded
  Column column;
};
constexpr Heading kHeadings[] = {{"org", Column::Org},           {"organisation", Column::Org},  {"organization", Column::Org},
                                 {"机构", Column::Org},          {"role", Column::Role},         {"角色", Column::Role},
                                 {"name", Column::Name},         {"staff number", Column::Name}, {"staff_number", Column::Name},
                                 {"工号", Column::Name},         {"编号", Column::Name},         {"名称", Column::Name},
                                 {"template", Column::Template}, {"模板", Column::Template},     {"days", Column::Days},
                                 {"天数", Column::Days},         {"until", Column::Until},       {"有效期至", Column::Until},
                                 {"names", Column::Names},       {"san", Column::Names},         {"host names", Column::Names},
                                 {"主机名", Column::Names}};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<Column> columnNamed(std::string_view heading) {
  const std::string text = folded(trimmed(heading));
  const auto found = std::ranges::find(kHeadings, text, &Heading::text);
  return found == std::end(kHeadings) ? std::nullopt : std::optional(found->column);
}

Status takeNames(CertificateOrder& order, std::string_view text) {
  order.names.clear();
  while (!text.empty()) {
    const auto end = text.find_first_of("; ");
    if (const std::string_view one = trimmed(text.substr(0, end)); !one.empty()) {
      MZ_TRY(AlternativeName name, parseAlternativeName(one));
      order.names.push_back(std::move(name));
    }
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
  }
  return {};
}

Status take(CertificateOrder& order, Column column, std::string_view text) {
  switch (column) {
    case Column::Org: order.org = text; return {};
    case Column::Role: order.role = folded(text); return {};
    case Column::Name: order.name = text; return {};
    case Column::Template: order.templateId = text; return {};
    case Column::Names: return takeNames(order, text);
    case Column::Days: {
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), order.days);
      if (error != std::errc() || end != text.data() + text.size() || order.days == 0 || order.days > 36'500)
        return fail(ErrorCode::InvalidArgument, "days are a number from 1 to 36500");
      return {};
    }
    case Column::Until: {
      const auto date = Date::fromIso(text);
      if (!date) return fail(ErrorCode::InvalidArgument, "an end is a date such as 2027-12-31");
      order.until = UnixSeconds((std::int64_t{date->days} + 1) * kDay - 1);  // the day included
      return {};
    }
  }
  return {};
}

}  // namespace

Result<BatchReview> readBatch(const std::filesystem::path& file, const CertificateOrder& otherwise) {
  std::error_code error;
  if (const auto size = std::filesystem::file_size(file, error); !error && size > kFileBytes)
    return std::unexpected(
        Error(ErrorCode::TooLarge, file.string() + ": a list of certificates has at most 64 MiB").with("path", file.string()));
  MZ_TRY(auto source, TextSource::open(file));
  MZ_TRY(CsvReader reader, CsvReader::open(std::move(source)));
  BatchReview out;
  std::vector<std::optional<Column>> columns;
  for (;;) {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::End) break;
    if (kind == CsvReader::Kind::Problem) {
      out.problems.push_back({reader.problem().line, {}, reader.problem().detail});
      continue;
    }
    if (columns.empty()) {
      for (const std::string_view heading : reader.fields()) {
        columns.push_back(columnNamed(heading));
        if (!columns.back()) out.ignored.emplace_back(trimmed(heading));
      }
      if (std::ranges::find(columns, std::optional(Column::Name)) == columns.end())
        return std::unexpected(Error(ErrorCode::InvalidArgument, file.string() + ": no column is headed \"name\"")
                                   .with("heading", "name")
                                   .with("path", file.string()));
      continue;
    }
    if (out.orders.size() == kMostRows) return fail(ErrorCode::TooLarge, "a list of certificates has at most 20,000 rows");
    CertificateOrder order = otherwise;
    bool good = true;
    for (std::size_t i = 0; i < std::min(columns.size(), reader.fields().size()); ++i) {
      const std::string_view text = trimmed(reader.fields()[i]);
      if (!columns[i] || text.empty()) continue;
      if (const Status taken = take(order, *columns[i], text); !taken) {
        out.problems.push_back({reader.line(), std::string(text.substr(0, 200)), taken.error().detail});
        good = false;
      }
    }
    if (!good) continue;
    out.orders.push_back(std::move(order));
    out.lines.push_back(reader.line());
  }
  return out;
}

}  // namespace mz
