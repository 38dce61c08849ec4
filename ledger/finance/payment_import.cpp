#include "ledger/finance/payment_import.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <iterator>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "ledger/base/bounds.h"
#include "ledger/crypto/hash.h"
#include "ledger/finance/csv_reader.h"
#include "ledger/finance/import_styles.h"
#include "ledger/finance/text_fold.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

constexpr std::size_t kHeadingRecords = 200;  // how far down the headings may stand
constexpr std::size_t kRawRows = 20;
constexpr std::size_t kPreviewRows = 10000;
constexpr std::size_t kPreviewDrafts = 100;
constexpr std::uint64_t kPreviewBytes = 32 * 1024 * 1024;
constexpr std::size_t kShownBytes = 200;  // of a value in a problem
constexpr std::size_t kIdDigestBytes = 10;

enum class Field : std::uint8_t {
  Id,
  Date,
  Department,
  Entity,
  Programme,
  Class,
  Payee,
  Amount,
  Currency,
  Reference,
  Description,
  Allocation,
  Year,
  EconomicClass,
  Project,
  Title,
  Source,
};
constexpr std::array<std::string_view, 17> kFieldNames = {
    "id",        "date",        "department", "entity", "programme",      "class",   "payee", "amount", "currency",
    "reference", "description", "allocation", "year",   "economic_class", "project", "title", "source"};

constexpr std::array kPaymentTexts = {
    std::pair{Field::Department, &PaymentDraft::department},
    std::pair{Field::Entity, &PaymentDraft::entity},
    std::pair{Field::Programme, &PaymentDraft::programme},
    std::pair{Field::Class, &PaymentDraft::functionalClass},
    std::pair{Field::Payee, &PaymentDraft::payee},
    std::pair{Field::Reference, &PaymentDraft::reference},
    std::pair{Field::Description, &PaymentDraft::description},
    std::pair{Field::Allocation, &PaymentDraft::allocation},
};
constexpr std::array kBudgetTexts = {
    std::pair{Field::Id, &BudgetLineDraft::id},
    std::pair{Field::Department, &BudgetLineDraft::department},
    std::pair{Field::Class, &BudgetLineDraft::functionalClass},
    std::pair{Field::EconomicClass, &BudgetLineDraft::economicClass},
    std::pair{Field::Project, &BudgetLineDraft::project},
    std::pair{Field::Title, &BudgetLineDraft::title},
    std::pair{Field::Source, &BudgetLineDraft::source},
};

std::size_t indexOf(Field field) { return static_cast<std::size_t>(field); }
std::string_view nameOf(Field field) { return kFieldNames[indexOf(field)]; }

std::size_t limitOf(Field field) {
  if (field == Field::Id || field == Field::Allocation) return import_limits::kId;
  return field == Field::Description ? import_limits::kDescription : import_limits::kText;
}

// Where a field's value comes from: a column, or a text with columns in it.
struct Piece {
  std::string literal;
  std::size_t column = 0;
  bool isColumn = false;
};
using Source = std::vector<Piece>;
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

std::optional<Source> resolve(const Header& header, std::string_view column) {
  const auto position = [&](std::string_view heading) { return header.find(normalised(heading)); };
  Source source;
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

std::vector<std::string> copied(const std::vector<std::string_view>& fields) { return {fields.begin(), fields.end()}; }

// One space for each run of white space, none at the ends.
void assignTidy(std::string& out, std::string_view text) {
  text = withoutSpace(text);
  const auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  bool tidy = true;
  bool gap = false;
  for (const char c : text) {
    const bool space = isSpace(c);
    tidy = tidy && !(space && (gap || c != ' '));
    gap = space;
  }
  if (tidy) {
    out = text;
    return;
  }
  out.clear();
  gap = false;
  for (const char c : text) {
    if (isSpace(c)) {
      gap = true;
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(c);
  }
}

bool isControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool isAscii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// "-1234.5" and the like, which nearly all cells are; anything else is left to parseAmount.
std::optional<Amount> plainAmount(std::string_view text, int digits) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  int after = -1;
  for (const char c : text) {
    if (c == '.' && after < 0 && &c != text.data()) {
      after = 0;
    } else if (c >= '0' && c <= '9') {
      if (after >= digits) return std::nullopt;
      value = value * 10 + (c - '0');
      if (after >= 0) ++after;
    } else {
      return std::nullopt;
    }
  }
  if (after == 0) return std::nullopt;
  for (int i = std::max(after, 0); i < digits; ++i) value *= 10;
  return Amount(negative ? -value : value);
}

// Cuts to a limit without breaking a UTF-8 character.
void cutTo(std::string& text, std::size_t limit) {
  if (text.size() <= limit) return;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
}

// 64-bit keys to 64-bit values in one flat table: millions of rows are remembered for their ids.
class SeenRows {
 public:
  SeenRows() { m_slots.resize(1024); }
  // The value of the key, and whether it was there before; new ones begin with `initial`.
  std::pair<std::uint64_t*, bool> at(std::uint64_t key, std::uint64_t initial) {
    if (m_used * 2 >= m_slots.size()) grow();
    Slot& slot = find(key);
    const bool known = slot.used;
    if (!known) {
      slot = {key, initial, true};
      ++m_used;
    }
    return {&slot.value, known};
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t value = 0;
    bool used = false;
  };
  Slot& find(std::uint64_t key) {
    std::size_t at = (key * 0x9E3779B97F4A7C15ULL) & (m_slots.size() - 1);
    while (m_slots[at].used && m_slots[at].key != key) at = (at + 1) & (m_slots.size() - 1);
    return m_slots[at];
  }
  void grow() {
    std::vector<Slot> old(m_slots.size() * 2);
    old.swap(m_slots);
    for (const Slot& slot : old) {
      if (slot.used) find(slot.key) = slot;
    }
  }

  std::vector<Slot> m_slots;
  std::size_t m_used = 0;
};

// Texts of a row, told apart from each other, as the bytes that its id is made of.
void appendContent(std::string& out, const PaymentDraft& draft) {
  const auto text = [&](const std::string& value) {
    out += value;
    out.push_back('\x1F');
  };
  text(draft.date.iso());
  text(std::to_string(draft.amount.minor));
  text(draft.currency);
  for (const auto& [field, member] : kPaymentTexts) text(draft.*member);
}
void appendContent(std::string& out, const BudgetLineDraft& draft) {
  const auto text = [&](const std::string& value) {
    out += value;
    out.push_back('\x1F');
  };
  text(std::to_string(draft.year));
  text(std::to_string(draft.amount.minor));
  text(draft.currency);
  for (const auto& [field, member] : kBudgetTexts) text(draft.*member);
}

// The record that has the headings of the profile: all that must be there, and then as many of the mapped ones as possible.
std::optional<std::size_t> headingRecord(const std::vector<std::vector<std::string>>& records, const ImportProfile& profile,
                                         bool everyColumn) {
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
Error withHeadings(Error error, const std::vector<std::vector<std::string>>& records) {
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

Result<ImportProfile> profileNamed(const std::string& name, std::span<const ImportProfile> profiles) {
  const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const auto& each) { return each.name == name; });
  if (found == profiles.end()) return fail(ErrorCode::NotFound, "there is no import profile \"" + name + "\"");
  return *found;
}

// The profile that the options name, or the headings; without name where neither does. With what the options say otherwise.
Result<ImportProfile> chooseLayout(const ImportOptions& options, std::span<const ImportProfile> profiles,
                                   const std::vector<std::vector<std::string>>& records) {
  ImportProfile chosen;
  if (!options.profile.empty()) {
    MZ_TRY(chosen, profileNamed(options.profile, profiles));
  } else if (options.mapping.empty()) {
    // The profile of which most headings are there; of equal ones a saved one, which somebody made for such files.
    std::size_t most = 0;
    for (const ImportProfile& profile : profiles) {
      const std::size_t count = profile.recognise.size();
      if (count == 0 || count < most || (count == most && profile.shipped) || !headingRecord(records, profile, false)) continue;
      most = count;
      chosen = profile;
    }
    if (most == 0) {
      return fail(ErrorCode::InvalidArgument, "no import profile knows the headings of " + options.file.filename().string() +
                                                  "; name one with --profile, or map its columns with --map field=column");
    }
  }

  // A mapping replaces what the profile has for its fields.
  for (const ImportMapping& line : options.mapping) {
    const bool known = std::find(kFieldNames.begin(), kFieldNames.end(), line.field) != kFieldNames.end();
    if (!known) return fail(ErrorCode::UnknownField, "there is no import field \"" + line.field + "\"");
    std::erase_if(chosen.mapping, [&](const ImportMapping& each) { return each.field == line.field; });
  }
  chosen.mapping.insert(chosen.mapping.end(), options.mapping.begin(), options.mapping.end());
  const auto maps = [&](std::string_view field) {
    return std::any_of(chosen.mapping.begin(), chosen.mapping.end(), [&](const auto& each) { return each.field == field; });
  };
  if (chosen.name.empty() && maps("year") && !maps("date")) chosen.kind = "budget_lines";
  const auto& fields = importFields(chosen.kind);
  for (const ImportMapping& line : chosen.mapping) {
    if (std::find(fields.begin(), fields.end(), line.field) == fields.end()) {
      return fail(ErrorCode::UnknownField, "\"" + line.field + "\" is no field of " + chosen.kind);
    }
  }
  std::vector<std::string_view> needed = {"amount"};
  if (chosen.kind == "payments") {
    needed.insert(needed.end(), {"date", "payee"});
  } else {
    needed.insert(needed.end(), {"year", "id"});
  }
  if (options.department.empty()) needed.emplace_back("department");
  if (options.currency.empty() && chosen.currency.empty()) needed.emplace_back("currency");
  for (const std::string_view field : needed) {
    if (!maps(field)) {
      return std::unexpected(
          Error(ErrorCode::InvalidArgument, "nothing says where the field \"" + std::string(field) + "\" comes from")
              .with("field", std::string(field)));
    }
  }

  return chosen;
}

}  // namespace

struct PaymentImport::State {
  explicit State(CsvReader opened) : reader(std::move(opened)) {}

  CsvReader reader;
  ImportReport report;
  std::vector<std::vector<std::string>> raw;
  Header header;
  ImportProfile layout;  // the profile, with what the options say otherwise
  std::vector<std::string> headings;
  std::uint64_t headingLine = 0;
  std::array<std::vector<Source>, kFieldNames.size()> sources;
  std::map<std::size_t, DateOrder> dateOrders;  // by column
  DateOrder otherwise = DateOrder::DayFirst;
  DecimalStyle decimals = DecimalStyle::Point;
  std::string fixedCurrency, fixedDepartment;
  bool cutDescription = false;
  std::string digitsOf;  // the currency that `digits` are of
  std::optional<int> digits;
  SeenRows seen;
  std::string scratch;

  // The value of a field in the present record, and the position of its column.
  struct Cell {
    std::string_view text;
    std::size_t column = std::string::npos;
  };
  struct Refusal {
    Field field = Field::Id;
    std::size_t column = std::string::npos;
    std::string value;
    std::string reason;
    std::string detail;
    bool wholeRow = false;
  };
  std::string composed;

  Cell cell(Field field);
  std::string headingAt(std::size_t column) const { return column < headings.size() ? headings[column] : std::string(); }
  std::optional<Refusal> readText(Field field, std::string& out);
  std::optional<Refusal> readAmount(std::string_view currency, Amount& out);
  std::optional<Refusal> readCurrency(std::string& out);
  std::optional<Refusal> readDay(Date& out);
  std::optional<Refusal> readYear(int& out);
  std::optional<Refusal> checkRecord() const;
  std::optional<Refusal> readPayment(PaymentDraft& draft);
  std::optional<Refusal> readBudgetLine(BudgetLineDraft& draft);
  void refuse(Refusal refusal, ImportBatch& batch);
  template <class Draft>
  bool isRepeat(const Draft& draft, std::optional<Refusal>& refusal);
  void giveId(PaymentDraft& draft);

  // Reads the first records and finds in them what the columns mean.
  Status findLayout(const ImportOptions& options, std::span<const ImportProfile> profiles);
  Status useLayout(const ImportOptions& options);
  // Finds the styles of the columns, in the first bytes or all of them, and goes back to the first row below the headings.
  Status examine(const AskedStyles& asked, std::uint64_t bytes);
};

PaymentImport::State::Cell PaymentImport::State::cell(Field field) {
  const auto& fields = reader.fields();
  Cell out;
  for (const Source& source : sources[indexOf(field)]) {
    if (source.size() == 1 && source[0].isColumn) {
      const std::size_t column = source[0].column;
      if (out.column == std::string::npos) out.column = column;
      const std::string_view text = column < fields.size() ? withoutSpace(fields[column]) : std::string_view();
      if (text.empty()) continue;
      return {text, column};
    }
    composed.clear();
    bool hasColumn = false;
    bool hasValue = false;
    for (const Piece& piece : source) {
      if (!piece.isColumn) {
        composed += piece.literal;
        continue;
      }
      if (out.column == std::string::npos) out.column = piece.column;
      hasColumn = true;
      const std::string_view text = piece.column < fields.size() ? withoutSpace(fields[piece.column]) : std::string_view();
      hasValue = hasValue || !text.empty();
      composed += text;
    }
    if (hasColumn && !hasValue) continue;
    if (composed.empty()) continue;
    return {composed, out.column};
  }
  return out;
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readText(Field field, std::string& out) {
  const Cell found = cell(field);
  if (!isAscii(found.text) && !isValidUtf8(found.text)) {
    // Shown with the bad bytes marked, so that the report itself is good text.
    std::string shown;
    for (const char c : found.text) shown += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : std::string("?");
    return Refusal{field,
                   found.column,
                   std::move(shown),
                   "bad_encoding",
                   "the value has bytes that are not " + report.styles.encoding + " text",
                   false};
  }
  assignTidy(out, found.text);
  if (std::any_of(out.begin(), out.end(), isControl)) {
    std::string shown = out;
    std::replace_if(shown.begin(), shown.end(), isControl, '?');
    return Refusal{field, found.column, std::move(shown), "bad_character", "the value has control characters", false};
  }
  if (out.size() <= limitOf(field)) return std::nullopt;
  if (field == Field::Description && cutDescription) {
    cutTo(out, limitOf(field));
    return std::nullopt;
  }
  return Refusal{
      field,
      found.column,
      out,
      "too_long",
      "the value has " + std::to_string(out.size()) + " bytes; at most " + std::to_string(limitOf(field)) + " are allowed",
      false};
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readCurrency(std::string& out) {
  Cell found;
  out = fixedCurrency;
  if (out.empty()) {
    found = cell(Field::Currency);
    assignTidy(out, found.text);
  }
  if (out.empty()) return Refusal{Field::Currency, found.column, {}, "missing_currency", "the row has no currency", false};
  if (out != digitsOf) {
    digitsOf = out;
    digits = currencyDigits(out);
  }
  if (!digits)
    return Refusal{Field::Currency, found.column, out, "bad_currency", "the value is no ISO 4217 currency code", false};
  return std::nullopt;
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readAmount(std::string_view currency, Amount& out) {
  const Cell found = cell(Field::Amount);
  if (found.text.empty()) return Refusal{Field::Amount, found.column, {}, "missing_amount", "the row has no amount", false};
  const auto plain = decimals == DecimalStyle::Point ? plainAmount(found.text, *digits) : std::nullopt;
  if (plain) {
    out = *plain;
  } else {
    const Result<Amount> parsed = parseAmount(found.text, *digits, decimals);
    if (!parsed) {
      return Refusal{
          Field::Amount,
          found.column,
          std::string(found.text),
          "bad_amount",
          "the value is no amount of " + std::string(currency) + " with at most " + std::to_string(*digits) + " decimal places",
          false};
    }
    out = *parsed;
  }
  if (out.minor > bounds::kJsonInteger || out.minor < -bounds::kJsonInteger) {
    return Refusal{Field::Amount, found.column, std::string(found.text), "bad_amount", "the amount is too large to be recorded",
                   false};
  }
  return std::nullopt;
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readDay(Date& out) {
  const Cell found = cell(Field::Date);
  if (found.text.empty()) return Refusal{Field::Date, found.column, {}, "missing_date", "the row has no date", false};
  const auto order = dateOrders.find(found.column);
  const DateReading reading = readDate(found.text, order == dateOrders.end() ? otherwise : order->second);
  if (reading.date) {
    out = *reading.date;
    return std::nullopt;
  }
  if (reading.ambiguous) {
    return Refusal{Field::Date,
                   found.column,
                   std::string(found.text),
                   "ambiguous_date",
                   "the column has dates with the day first and dates with the month first, and this one could be either",
                   false};
  }
  return Refusal{Field::Date,
                 found.column,
                 std::string(found.text),
                 "bad_date",
                 "the value is no date between 1900 and 2199 in the style of its column",
                 false};
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readYear(int& out) {
  const Cell found = cell(Field::Year);
  if (found.text.empty()) return Refusal{Field::Year, found.column, {}, "missing_year", "the row has no fiscal year", false};
  const auto parsed = std::from_chars(found.text.data(), found.text.data() + found.text.size(), out);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == found.text.data() + found.text.size();
  if (whole && out >= 1900 && out <= 2199) return std::nullopt;
  return Refusal{Field::Year, found.column, std::string(found.text), "bad_year", "the value is no year between 1900 and 2199",
                 false};
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::checkRecord() const {
  const auto& fields = reader.fields();
  for (std::size_t i = headings.size(); i < fields.size(); ++i) {
    if (withoutSpace(fields[i]).empty()) continue;
    return Refusal{
        Field::Id,
        i,
        std::string(fields[i]),
        "too_many_columns",
        "the row has " + std::to_string(fields.size()) + " columns; the headings are " + std::to_string(headings.size()),
        true};
  }
  bool asHeadings = true;
  for (std::size_t i = 0; i < headings.size() && asHeadings; ++i) {
    asHeadings = i < fields.size() ? withoutSpace(fields[i]) == headings[i] : headings[i].empty();
  }
  if (asHeadings) {
    return Refusal{Field::Id, 0, std::string(fields[0]), "repeated_headings", "the row repeats the headings", true};
  }
  for (const auto& alternatives : sources) {
    for (const Source& source : alternatives) {
      for (const Piece& piece : source) {
        if (piece.isColumn && piece.column < fields.size() && !withoutSpace(fields[piece.column]).empty()) return std::nullopt;
      }
    }
  }
  return Refusal{Field::Id, std::string::npos, {}, "empty_row", "none of the columns that are imported has a value in this row",
                 true};
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readPayment(PaymentDraft& draft) {
  if (auto refusal = readCurrency(draft.currency)) return refusal;
  // The amount first, so that a row refused for another reason can still be counted with its money.
  if (auto refusal = readAmount(draft.currency, draft.amount)) return refusal;
  const auto withMoney = [&](std::optional<Refusal> refusal) {
    if (refusal) {
      addToTotals(report.refusedTotals, draft.currency, draft.amount);
      refusal->detail += "; its amount is " + formatAmount(draft.amount, *digits) + " " + draft.currency;
    }
    return refusal;
  };
  if (auto refusal = withMoney(readDay(draft.date))) return refusal;
  for (const auto& [field, member] : kPaymentTexts) {
    if (field == Field::Department && !fixedDepartment.empty()) {
      draft.department = fixedDepartment;
    } else if (auto refusal = withMoney(readText(field, draft.*member))) {
      return refusal;
    }
  }
  if (draft.department.empty()) {
    return withMoney(Refusal{
        Field::Department, cell(Field::Department).column, {}, "missing_department", "the row has no department", false});
  }
  if (draft.payee.empty()) {
    return withMoney(Refusal{Field::Payee, cell(Field::Payee).column, {}, "missing_payee", "the row has no payee", false});
  }
  if (!sources[indexOf(Field::Id)].empty()) {
    if (auto refusal = withMoney(readText(Field::Id, draft.id))) return refusal;
    if (draft.id.empty())
      return withMoney(Refusal{Field::Id, cell(Field::Id).column, {}, "missing_id", "the row has no id", false});
  }
  return std::nullopt;
}

std::optional<PaymentImport::State::Refusal> PaymentImport::State::readBudgetLine(BudgetLineDraft& draft) {
  if (auto refusal = readCurrency(draft.currency)) return refusal;
  if (auto refusal = readAmount(draft.currency, draft.amount)) return refusal;
  const auto withMoney = [&](std::optional<Refusal> refusal) {
    if (refusal) {
      addToTotals(report.refusedTotals, draft.currency, draft.amount);
      refusal->detail += "; its amount is " + formatAmount(draft.amount, *digits) + " " + draft.currency;
    }
    return refusal;
  };
  if (draft.amount.minor < 0) {
    const Cell amount = cell(Field::Amount);
    return withMoney(Refusal{Field::Amount, amount.column, std::string(amount.text), "bad_amount",
                             "a budget line is not below zero; reductions are adjustments", false});
  }
  if (auto refusal = withMoney(readYear(draft.year))) return refusal;
  for (const auto& [field, member] : kBudgetTexts) {
    if (field == Field::Department && !fixedDepartment.empty()) {
      draft.department = fixedDepartment;
    } else if (auto refusal = withMoney(readText(field, draft.*member))) {
      return refusal;
    }
  }
  if (draft.id.empty())
    return withMoney(Refusal{Field::Id, cell(Field::Id).column, {}, "missing_id", "the row has no id", false});
  if (draft.department.empty()) {
    return withMoney(Refusal{
        Field::Department, cell(Field::Department).column, {}, "missing_department", "the row has no department", false});
  }
  if (draft.functionalClass.empty()) {
    return withMoney(
        Refusal{Field::Class, cell(Field::Class).column, {}, "missing_class", "the row has no functional class", false});
  }
  return std::nullopt;
}

// True: the row is there already, word for word. A row with the same id and other content is refused.
template <class Draft>
bool PaymentImport::State::isRepeat(const Draft& draft, std::optional<Refusal>& refusal) {
  scratch.clear();
  appendContent(scratch, draft);
  const std::uint64_t content = textHash(scratch);
  const auto [before, known] = seen.at(textHash(draft.id), content);
  if (!known) return false;
  if (*before == content) return true;
  addToTotals(report.refusedTotals, draft.currency, draft.amount);
  refusal = Refusal{Field::Id,
                    cell(Field::Id).column,
                    draft.id,
                    "duplicate_id",
                    "an earlier row of the file has the same id and other content; its amount is " +
                        formatAmount(draft.amount, *digits) + " " + draft.currency,
                    false};
  return false;
}

void PaymentImport::State::giveId(PaymentDraft& draft) {
  scratch.clear();
  appendContent(scratch, draft);
  const Digest digest = sha256(bytesOf(scratch));
  std::uint64_t key = 0;
  std::memcpy(&key, digest.bytes.data(), sizeof key);
  const auto [count, known] = seen.at(key, 0);
  ++*count;
  draft.id = "r" + toHex(ByteView(digest.bytes).first(kIdDigestBytes));
  if (*count > 1) draft.id += "-" + std::to_string(*count);
}

void PaymentImport::State::refuse(Refusal refusal, ImportBatch& batch) {
  ++report.refused;
  ImportProblem problem;
  problem.line = reader.line();
  problem.column = headingAt(refusal.column);
  if (problem.column.empty() && !refusal.wholeRow) problem.column = nameOf(refusal.field);
  problem.value = std::move(refusal.value);
  cutTo(problem.value, kShownBytes);
  problem.reason = std::move(refusal.reason);
  problem.detail = "line " + std::to_string(problem.line) + ": " + std::move(refusal.detail);
  batch.problems.push_back(std::move(problem));
}

Status PaymentImport::State::findLayout(const ImportOptions& options, std::span<const ImportProfile> profiles) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::uint64_t> lines;
  bool ended = false;
  while (!ended && records.size() < kHeadingRecords) {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::Record) {
      records.push_back(copied(reader.fields()));
      lines.push_back(reader.line());
    }
    ended = kind == CsvReader::Kind::End;
  }
  if (records.empty()) return fail(ErrorCode::Malformed, options.file.filename().string() + " has no rows");
  raw.assign(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(std::min(kRawRows, records.size())));
  for (auto& row : raw) {
    for (std::string& value : row) {
      if (!isValidUtf8(value))
        std::replace_if(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    }
  }

  Result<ImportProfile> choice = chooseLayout(options, profiles, records);
  if (!choice) return std::unexpected(withHeadings(std::move(choice).error(), records));
  layout = std::move(*choice);
  const auto found = headingRecord(records, layout, options.profile.empty() && !options.mapping.empty());
  if (!found) {
    std::string wanted;
    for (const ImportMapping& line : layout.mapping) {
      for (const std::string& heading : headingsIn(line.column)) wanted += (wanted.empty() ? "\"" : ", \"") + heading + "\"";
    }
    return std::unexpected(withHeadings(
        Error(ErrorCode::Malformed, "the first " + std::to_string(kHeadingRecords) + " rows of " +
                                        options.file.filename().string() + ", read as " +
                                        std::string(encodingName(reader.source().encoding())) + " with the delimiter \"" +
                                        delimiterName(reader.delimiter()) + "\", have no line with the headings " + wanted),
        records));
  }
  headingLine = lines[*found];
  for (const std::string& heading : records[*found]) headings.emplace_back(withoutSpace(heading));
  while (!headings.empty() && headings.back().empty()) headings.pop_back();
  header = headerOf(records[*found]);
  return {};
}

Status PaymentImport::State::useLayout(const ImportOptions& options) {
  for (const ImportMapping& line : layout.mapping) {
    const auto field =
        static_cast<std::size_t>(std::find(kFieldNames.begin(), kFieldNames.end(), line.field) - kFieldNames.begin());
    if (auto source = resolve(header, line.column)) {
      sources[field].push_back(std::move(*source));
      report.mapping.push_back(line);
    }
  }
  for (const Field field : {Field::Amount, layout.kind == "payments" ? Field::Date : Field::Year}) {
    if (sources[indexOf(field)].empty()) {
      return fail(ErrorCode::Malformed, "the headings of " + options.file.filename().string() + " have no column for \"" +
                                            std::string(nameOf(field)) + "\"");
    }
  }

  fixedDepartment = options.department;
  fixedCurrency = options.currency;
  if (fixedCurrency.empty() && sources[indexOf(Field::Currency)].empty()) fixedCurrency = layout.currency;
  if (!fixedCurrency.empty() && !currencyDigits(fixedCurrency)) {
    return fail(ErrorCode::InvalidArgument, "\"" + fixedCurrency + "\" is no ISO 4217 currency code");
  }
  cutDescription = layout.cutDescription;
  otherwise = layout.dateOrder;
  if (otherwise == DateOrder::Undecided) otherwise = fixedCurrency == "USD" ? DateOrder::MonthFirst : DateOrder::DayFirst;

  return {};
}

Status PaymentImport::State::examine(const AskedStyles& asked, std::uint64_t bytes) {
  std::map<std::size_t, DateColumn> dates;
  DecimalColumn amounts;
  std::uint64_t seenBytes = 0;
  MZ_CHECK(reader.rewind());
  while (true) {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::End || seenBytes > bytes) break;
    if (kind != CsvReader::Kind::Record || reader.line() <= headingLine) continue;
    for (const std::string_view field : reader.fields()) seenBytes += field.size() + 1;
    if (layout.kind == "payments") {
      const Cell date = cell(Field::Date);
      if (!date.text.empty()) dates[date.column].add(date.text);
    }
    amounts.add(cell(Field::Amount).text);
  }
  report.detected.encoding = encodingName(reader.source().detected());
  report.detected.delimiter = delimiterName(reader.detectedDelimiter());
  report.detected.decimalStyle = decimalStyleName(amounts.style());
  std::string& dateStyles = report.detected.dateStyle;
  for (const auto& [column, style] : dates) {
    const std::string name = style.style(otherwise);
    if (dateStyles.find(name) == std::string::npos) dateStyles += (dateStyles.empty() ? "" : "; ") + name;
  }
  report.styles = mergedStyles(layout.styles, report.detected);

  decimals = asked.decimals.value_or(amounts.style());
  if (asked.dates != DateOrder::Undecided) {
    otherwise = asked.dates;
  } else {
    for (const auto& [column, style] : dates) dateOrders[column] = style.order(otherwise);
  }

  report.profile = layout.name;
  report.kind = layout.kind;
  report.headings = headings;

  // To the first row below the headings.
  MZ_CHECK(reader.rewind());
  do {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::End) break;
    if (kind == CsvReader::Kind::Record && reader.line() == headingLine) break;
  } while (true);
  return {};
}

PaymentImport::PaymentImport(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PaymentImport::~PaymentImport() = default;

Result<std::unique_ptr<PaymentImport>> PaymentImport::open(const ImportOptions& options,
                                                           std::span<const ImportProfile> profiles,
                                                           std::uint64_t examinedBytes) {
  ImportStyles styles = options.styles;
  if (!options.profile.empty()) {
    MZ_TRY(const ImportProfile profile, profileNamed(options.profile, profiles));
    styles = mergedStyles(options.styles, profile.styles);
  }
  MZ_TRY(AskedStyles asked, askedStyles(styles));
  MZ_TRY(auto source, TextSource::open(options.file, examinedBytes, asked.encoding));
  MZ_TRY(CsvReader reader, CsvReader::open(std::move(source), asked.delimiter));
  auto state = std::make_unique<State>(std::move(reader));
  MZ_CHECK(state->findLayout(options, profiles));
  // A profile that was recognised may want another encoding or delimiter than the headings were found in.
  state->layout.styles = mergedStyles(options.styles, state->layout.styles);
  if (state->layout.styles.encoding != styles.encoding || state->layout.styles.delimiter != styles.delimiter) {
    ImportOptions named = options;
    named.profile = state->layout.name;
    return open(named, profiles, examinedBytes);
  }
  MZ_TRY(asked, askedStyles(state->layout.styles));
  MZ_CHECK(state->useLayout(options));
  MZ_CHECK(state->examine(asked, examinedBytes));
  return std::unique_ptr<PaymentImport>(new PaymentImport(std::move(state)));
}

Result<bool> PaymentImport::next(std::size_t rows, ImportBatch& batch) {
  State& state = *m_state;
  batch.payments.clear();
  batch.budgetLines.clear();
  batch.lines.clear();
  batch.problems.clear();
  const bool payments = state.report.kind == "payments";
  for (std::size_t read = 0; read < rows; ++read) {
    MZ_TRY(const CsvReader::Kind kind, state.reader.next());
    if (kind == CsvReader::Kind::End) return read > 0;
    ++state.report.rows;
    if (kind == CsvReader::Kind::Problem) {
      const CsvProblem& problem = state.reader.problem();
      ++state.report.refused;
      std::string text = problem.text;
      if (!isValidUtf8(text))
        std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
      batch.problems.push_back(
          {problem.line, state.headingAt(problem.column - 1), std::move(text), problem.reason, problem.detail});
      continue;
    }
    if (auto refusal = state.checkRecord()) {
      state.refuse(std::move(*refusal), batch);
      continue;
    }
    std::optional<State::Refusal> refusal;
    bool repeated = false;
    if (payments) {
      PaymentDraft draft;
      refusal = state.readPayment(draft);
      if (!refusal && draft.id.empty()) {
        state.giveId(draft);
      } else if (!refusal) {
        repeated = state.isRepeat(draft, refusal);
      }
      if (!refusal && !repeated) batch.payments.push_back(std::move(draft));
    } else {
      BudgetLineDraft draft;
      refusal = state.readBudgetLine(draft);
      if (!refusal) repeated = state.isRepeat(draft, refusal);
      if (!refusal && !repeated) batch.budgetLines.push_back(std::move(draft));
    }
    if (refusal) {
      state.refuse(std::move(*refusal), batch);
    } else if (repeated) {
      ++state.report.alreadyThere;
    } else {
      batch.lines.push_back(state.reader.line());
    }
  }
  return true;
}

const ImportReport& PaymentImport::report() const { return m_state->report; }
const ImportProfile& PaymentImport::layout() const { return m_state->layout; }
const std::vector<std::vector<std::string>>& PaymentImport::raw() const { return m_state->raw; }

Result<ImportPreview> previewImport(const ImportOptions& options, std::span<const ImportProfile> profiles) {
  MZ_TRY(const auto import, PaymentImport::open(options, profiles, kPreviewBytes));
  ImportPreview preview;
  std::vector<ImportProblem> problems;
  FinanceTotals totals;
  std::uint64_t drafts = 0;
  ImportBatch batch;
  while (import->report().rows < kPreviewRows) {
    MZ_TRY(const bool more, import->next(1000, batch));
    for (const PaymentDraft& draft : batch.payments) {
      addToTotals(totals, draft.currency, draft.amount);
      if (preview.first.size() < kPreviewDrafts) preview.first.push_back(draft);
    }
    for (const BudgetLineDraft& draft : batch.budgetLines) {
      addToTotals(totals, draft.currency, draft.amount);
      if (preview.firstBudgetLines.size() < kPreviewDrafts) preview.firstBudgetLines.push_back(draft);
    }
    drafts += batch.lines.size();
    std::move(batch.problems.begin(), batch.problems.end(), std::back_inserter(problems));
    if (!more) break;
  }
  preview.report = import->report();
  preview.report.recorded = drafts;
  preview.report.totals = std::move(totals);
  preview.report.problems = std::move(problems);
  preview.raw = import->raw();
  return preview;
}

Result<ImportProfile> profileOf(const std::string& name, const ImportOptions& options,
                                std::span<const ImportProfile> profiles) {
  MZ_TRY(const auto import, PaymentImport::open(options, profiles, kPreviewBytes));
  ImportProfile profile = import->layout();
  profile.name = name;
  profile.shipped = false;
  profile.titleEn.clear();
  profile.titleZh.clear();
  const auto fix = [&](std::string_view field) {
    std::erase_if(profile.mapping, [&](const ImportMapping& line) { return line.field == field; });
  };
  if (!options.department.empty()) {
    fix("department");
    profile.mapping.push_back({"department", "=" + options.department});
  }
  if (!options.currency.empty()) {
    fix("currency");
    profile.currency = options.currency;
  }
  profile.recognise.clear();
  for (const std::string& heading : import->report().headings) {
    const bool known = std::ranges::find(profile.recognise, heading) != profile.recognise.end();
    if (!heading.empty() && !known) profile.recognise.push_back(heading);
  }
  return profile;
}

void addToTotals(FinanceTotals& totals, std::string_view currency, Amount amount) {
  ++totals.count;
  auto at = std::lower_bound(totals.sums.begin(), totals.sums.end(), currency,
                             [](const FinanceTotals::Sum& sum, std::string_view code) { return sum.currency < code; });
  if (at == totals.sums.end() || at->currency != currency) {
    at = totals.sums.insert(at, FinanceTotals::Sum{std::string(currency), Amount(), 0, false});
  }
  ++at->count;
  if (const auto sum = add(at->sum, amount)) {
    at->sum = *sum;
  } else {
    at->overflowed = true;
  }
}

namespace {

// Members must come in the order of their names.
class ArgumentWriter {
 public:
  explicit ArgumentWriter(std::string& out) : m_out(out) { m_out.push_back('{'); }
  void text(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    member(name);
    appendJsonString(m_out, value);
  }
  void integer(std::string_view name, std::int64_t value) {
    member(name);
    std::array<char, 24> digits{};
    m_out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  }
  void end() { m_out.push_back('}'); }

 private:
  void member(std::string_view name) {
    if (!m_first) m_out.push_back(',');
    m_first = false;
    m_out.push_back('"');
    m_out += name;
    m_out += "\":";
  }
  std::string& m_out;
  bool m_first = true;
};

}  // namespace

void appendPaymentArguments(std::string& out, const PaymentDraft& payment) {
  ArgumentWriter writer(out);
  writer.text("allocation", payment.allocation);
  writer.integer("amount", payment.amount.minor);
  writer.text("class", payment.functionalClass);
  writer.text("currency", payment.currency);
  writer.text("date", payment.date.iso());
  writer.text("department", payment.department);
  writer.text("description", payment.description);
  writer.text("entity", payment.entity);
  writer.text("id", payment.id);
  writer.text("payee", payment.payee);
  writer.text("programme", payment.programme);
  writer.text("reference", payment.reference);
  writer.end();
}

std::string paymentArguments(const PaymentDraft& payment) {
  std::string out;
  out.reserve(400);
  appendPaymentArguments(out, payment);
  return out;
}

std::string budgetLineArguments(const BudgetLineDraft& line) {
  std::string out;
  ArgumentWriter writer(out);
  writer.integer("amount", line.amount.minor);
  writer.text("class", line.functionalClass);
  writer.text("currency", line.currency);
  writer.text("department", line.department);
  writer.text("economic_class", line.economicClass);
  writer.text("id", line.id);
  writer.text("project", line.project);
  writer.text("source", line.source);
  writer.text("title", line.title);
  writer.integer("year", line.year);
  writer.end();
  return out;
}

}  // namespace mz
