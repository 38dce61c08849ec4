#include "ledger/finance/payment_import.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "ledger/finance/cell_text.h"
#include "ledger/finance/csv_reader.h"
#include "ledger/finance/finance_totals.h"
#include "ledger/finance/import_ids.h"
#include "ledger/finance/import_row_reader.h"
#include "ledger/format/json.h"

namespace mz {
namespace {

constexpr std::size_t kRawRows = 20;
constexpr std::size_t kShownBytes = 200;  // of a value in a problem

Result<FirstRecords> readFirstRecords(CsvReader& reader, const std::string& fileName) {
  FirstRecords first;
  bool ended = false;
  while (!ended && first.records.size() < kHeadingRecords) {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::Record) {
      first.records.emplace_back(reader.fields().begin(), reader.fields().end());
      first.lines.push_back(reader.line());
    }
    ended = kind == CsvReader::Kind::End;
  }
  if (first.records.empty()) return fail(ErrorCode::Malformed, fileName + " has no rows");
  return first;
}

std::vector<std::vector<std::string>> shownRows(const FirstRecords& first) {
  const std::size_t count = std::min(kRawRows, first.records.size());
  std::vector<std::vector<std::string>> rows(first.records.begin(), first.records.begin() + static_cast<std::ptrdiff_t>(count));
  for (auto& row : rows) {
    for (std::string& value : row) {
      if (!isValidUtf8(value)) value = withoutHighBytes(value);
    }
  }
  return rows;
}

// A payment without an id gets one, and is never a repeat.
ImportIds::Seen seeOrGive(ImportIds& ids, PaymentDraft& draft) {
  if (!draft.id.empty()) return ids.see(draft);
  ids.give(draft);
  return ImportIds::Seen::New;
}
ImportIds::Seen seeOrGive(ImportIds& ids, BudgetLineDraft& draft) { return ids.see(draft); }

std::optional<RowRefusal> readDraft(ImportRowReader& rows, PaymentDraft& draft) { return rows.readPayment(draft); }
std::optional<RowRefusal> readDraft(ImportRowReader& rows, BudgetLineDraft& draft) { return rows.readBudgetLine(draft); }

}  // namespace

struct PaymentImport::State {
  State(CsvReader opened, ImportLayout found) : reader(std::move(opened)), layout(std::move(found)) {}

  CsvReader reader;
  ImportLayout layout;
  std::optional<ImportRowReader> rows;
  ImportIds ids;
  ImportReport report;
  std::vector<std::vector<std::string>> raw;

  Status examine(const AskedStyles& asked, std::uint64_t bytes);
  Status goToFirstRow();
  void refuse(RowRefusal refusal, ImportBatch& batch);
  template <class Draft>
  void take(std::vector<Draft>& drafts, ImportBatch& batch);
};

// Finds the styles of the columns, in the first bytes or all of them.
Status PaymentImport::State::examine(const AskedStyles& asked, std::uint64_t bytes) {
  std::map<std::size_t, DateColumn> dates;
  DecimalColumn amounts;
  std::uint64_t seenBytes = 0;
  MZ_CHECK(reader.rewind());
  while (true) {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::End || seenBytes > bytes) break;
    if (kind != CsvReader::Kind::Record || reader.line() <= layout.headingLine) continue;
    for (const std::string_view field : reader.fields()) seenBytes += field.size() + 1;
    rows->setRow(reader.fields());
    if (layout.profile.kind == "payments") {
      const ImportRowReader::Cell date = rows->cell(RowField::Date);
      if (!date.text.empty()) dates[date.column].add(date.text);
    }
    amounts.add(rows->cell(RowField::Amount).text);
  }

  CellStyles styles;
  styles.decimals = asked.decimals.value_or(amounts.style());
  styles.otherwise = layout.profile.dateOrder;
  if (styles.otherwise == DateOrder::Undecided)
    styles.otherwise = rows->fixedCurrency() == "USD" ? DateOrder::MonthFirst : DateOrder::DayFirst;
  std::string& dateStyles = report.detected.dateStyle;
  for (const auto& [column, style] : dates) {
    const std::string name = style.style(styles.otherwise);
    if (dateStyles.find(name) == std::string::npos) dateStyles += (dateStyles.empty() ? "" : "; ") + name;
    if (asked.dates == DateOrder::Undecided) styles.dateOrders[column] = style.order(styles.otherwise);
  }
  if (asked.dates != DateOrder::Undecided) styles.otherwise = asked.dates;
  report.detected.encoding = encodingName(reader.source().detected());
  report.detected.delimiter = delimiterName(reader.detectedDelimiter());
  report.detected.decimalStyle = decimalStyleName(amounts.style());
  report.styles = mergedStyles(layout.profile.styles, report.detected);
  styles.encoding = report.styles.encoding;
  rows->setStyles(std::move(styles));
  return {};
}

// The first one below the headings.
Status PaymentImport::State::goToFirstRow() {
  MZ_CHECK(reader.rewind());
  while (true) {
    MZ_TRY(const CsvReader::Kind kind, reader.next());
    if (kind == CsvReader::Kind::End) return {};
    if (kind == CsvReader::Kind::Record && reader.line() == layout.headingLine) return {};
  }
}

void PaymentImport::State::refuse(RowRefusal refusal, ImportBatch& batch) {
  ++report.refused;
  ImportProblem problem;
  problem.line = reader.line();
  if (refusal.column < layout.headings.size()) problem.column = layout.headings[refusal.column];
  if (problem.column.empty() && !refusal.wholeRow) problem.column = nameOf(refusal.field);
  problem.value = std::move(refusal.value);
  cutTo(problem.value, kShownBytes);
  problem.reason = std::move(refusal.reason);
  problem.detail = "line " + std::to_string(problem.line) + ": " + std::move(refusal.detail);
  batch.problems.push_back(std::move(problem));
}

template <class Draft>
void PaymentImport::State::take(std::vector<Draft>& drafts, ImportBatch& batch) {
  Draft draft;
  std::optional<RowRefusal> refusal = readDraft(*rows, draft);
  if (!refusal) {
    const ImportIds::Seen seen = seeOrGive(ids, draft);
    if (seen == ImportIds::Seen::New) {
      drafts.push_back(std::move(draft));
      batch.lines.push_back(reader.line());
      return;
    }
    if (seen == ImportIds::Seen::Repeat) {
      ++report.alreadyThere;
      return;
    }
    refusal = RowRefusal{RowField::Id, rows->cell(RowField::Id).column, draft.id, "duplicate_id",
                         "an earlier row of the file has the same id and other content"};
    refusal->hasMoney = true;
  }
  if (refusal->hasMoney) {
    addToTotals(report.refusedTotals, draft.currency, draft.amount);
    refusal->detail += "; its amount is " + rows->moneyText(draft.currency, draft.amount);
  }
  refuse(std::move(*refusal), batch);
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
  const std::string fileName = options.file.filename().string();
  MZ_TRY(const FirstRecords first, readFirstRecords(reader, fileName));
  const std::string described = fileName + " (read as " + std::string(encodingName(reader.source().encoding())) +
                                " with the delimiter \"" + delimiterName(reader.delimiter()) + "\")";
  MZ_TRY(ImportLayout layout, findLayout(first, options, profiles, described));
  // A profile that was recognised may want another encoding or delimiter than the headings were found in.
  layout.profile.styles = mergedStyles(options.styles, layout.profile.styles);
  if (layout.profile.styles.encoding != styles.encoding || layout.profile.styles.delimiter != styles.delimiter) {
    ImportOptions named = options;
    named.profile = layout.profile.name;
    return open(named, profiles, examinedBytes);
  }
  MZ_TRY(asked, askedStyles(layout.profile.styles));

  auto state = std::make_unique<State>(std::move(reader), std::move(layout));
  MZ_TRY(state->rows, ImportRowReader::make(state->layout, options));
  MZ_CHECK(state->examine(asked, examinedBytes));
  MZ_CHECK(state->goToFirstRow());
  state->raw = shownRows(first);
  state->report.profile = state->layout.profile.name;
  state->report.kind = state->layout.profile.kind;
  state->report.headings = state->layout.headings;
  state->report.mapping = state->layout.mapping;
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
      const auto& headings = state.layout.headings;
      const std::string column = problem.column <= headings.size() ? headings[problem.column - 1] : std::string();
      const std::string text = isValidUtf8(problem.text) ? problem.text : withoutHighBytes(problem.text);
      batch.problems.push_back({problem.line, column, text, problem.reason, problem.detail});
      continue;
    }
    state.rows->setRow(state.reader.fields());
    if (auto refusal = state.rows->checkRow()) {
      state.refuse(std::move(*refusal), batch);
    } else if (payments) {
      state.take(batch.payments, batch);
    } else {
      state.take(batch.budgetLines, batch);
    }
  }
  return true;
}

const ImportReport& PaymentImport::report() const { return m_state->report; }
const ImportProfile& PaymentImport::profile() const { return m_state->layout.profile; }
const std::vector<std::vector<std::string>>& PaymentImport::raw() const { return m_state->raw; }

}  // namespace mz
