#include "ledger/finance/finance_projection.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "ledger/finance/argument_reader.h"
#include "ledger/finance/text_fold.h"
#include "ledger/format/json.h"

namespace mz {

using BudgetKind = FinanceRecord::Kind;

// The change that one call makes to the budget lines.
struct FinanceProjection::BudgetChange {
  FinanceRecord record;
  BudgetLineRow line;  // where the record is a new line
};

struct FinanceProjection::Model {
  PaymentColumns columns;
  std::array<Dictionary, kTextColumns> dictionaries;
  std::array<std::uint32_t, kTextColumns> writtenTexts{};  // how many of each are in the file; the empty text never is
  std::vector<Segment> segments;
  std::vector<BudgetChange> budgetChanges;  // prepared, not yet visible
  bool budgetFromTheStart = false;          // the changes replace what is visible
  std::string scratch;

  Model() { writtenTexts.fill(1); }
};

namespace {

constexpr std::string_view kContract = "public-finance";
constexpr std::size_t kSealedRows = 16384;  // a segment of so many rows is not merged again
constexpr std::size_t kMergedSegments = 8;

constexpr const char* kBeside = "_beside";

// "$" stands for what the tables' names begin with.
constexpr std::string_view kCreate = R"(
CREATE TABLE $_segment(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, columns BLOB NOT NULL);
CREATE TABLE $_text(key INTEGER PRIMARY KEY, text TEXT NOT NULL);
CREATE TABLE $_budget(transaction_number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, arguments TEXT NOT NULL);
)";
constexpr std::string_view kDrop = R"(
DROP TABLE IF EXISTS $_segment;
DROP TABLE IF EXISTS $_text;
DROP TABLE IF EXISTS $_budget;
)";
constexpr std::string_view kSelectSegments = "SELECT first, count, columns FROM $_segment ORDER BY first";
constexpr std::string_view kSelectTexts = "SELECT key, text FROM $_text ORDER BY key";
constexpr std::string_view kSelectBudget = "SELECT transaction_number, kind, arguments FROM $_budget ORDER BY 1";

std::int64_t textKey(std::size_t column, std::uint32_t id) { return static_cast<std::int64_t>(column << 32 | id); }

std::optional<TextColumn> textColumnOf(std::string_view member) {
  if (member == "department") return TextColumn::Department;
  if (member == "entity") return TextColumn::Entity;
  if (member == "programme") return TextColumn::Programme;
  if (member == "class") return TextColumn::Class;
  if (member == "payee") return TextColumn::Payee;
  if (member == "currency") return TextColumn::Currency;
  return std::nullopt;
}

std::optional<BudgetKind> budgetKindOf(std::string_view function) {
  if (function == "record_budget_line") return BudgetKind::Line;
  if (function == "adjust_budget_line") return BudgetKind::Adjustment;
  if (function == "record_allocation") return BudgetKind::Allocation;
  return std::nullopt;
}

Amount saturatingAdd(Amount a, Amount b) {
  if (const auto sum = add(a, b)) return *sum;
  return Amount(b.minor > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min());
}

std::unexpected<Error> unreadable(TransactionNumber number, std::string_view what) {
  return fail(ErrorCode::Malformed,
              "the finance read model cannot read transaction " + std::to_string(number.value) + ": " + std::string(what));
}

// Segments of like size are merged eight at a time, so that a row is written only a few times however small the blocks are.
int tierOf(std::size_t count) {
  if (count >= kSealedRows) return 5;
  int tier = 0;
  for (std::size_t limit = kMergedSegments; count >= limit; limit *= kMergedSegments) ++tier;
  return tier;
}

Result<std::array<std::vector<std::string>, kTextColumns>> readTexts(Database& reader, const std::string& sql) {
  std::array<std::vector<std::string>, kTextColumns> texts;
  for (auto& column : texts) column.emplace_back();
  MZ_TRY(Statement select, reader.prepare(sql));
  while (true) {
    MZ_TRY(const bool row, select.step());
    if (!row) break;
    const auto key = static_cast<std::uint64_t>(select.integer(0));
    const std::size_t column = key >> 32;
    if (column >= kTextColumns || (key & 0xFFFFFFFF) != texts[column].size()) {
      return fail(ErrorCode::Damaged, "the texts of the finance read model have a gap at key " + std::to_string(key));
    }
    texts[column].emplace_back(select.text(1));
  }
  return texts;
}

Result<FinanceRecord> financeRecordOf(TransactionNumber number, BudgetKind kind, const Json& arguments) {
  FinanceRecord record;
  record.kind = kind;
  record.id = arguments.stringAt("id");
  if (record.id.empty()) return unreadable(number, "a budget record without id");
  record.line = kind == BudgetKind::Line ? record.id : arguments.stringAt("line");
  record.date = Date::fromIso(arguments.stringAt("date"));
  record.amount = Amount(arguments.integerAt("amount"));
  record.transaction = number;
  switch (kind) {
    case BudgetKind::Line: {
      record.year = static_cast<int>(arguments.integerAt("year"));
      record.currency = arguments.stringAt("currency");
      const std::string_view title = arguments.stringAt("title");
      record.text = title.empty() ? arguments.stringAt("project") : title;
      break;
    }
    case BudgetKind::Adjustment: record.text = arguments.stringAt("reason"); break;
    case BudgetKind::Allocation: record.text = arguments.stringAt("entity"); break;
    case BudgetKind::Payment: break;  // is no budget record
  }
  return record;
}

BudgetLineRow budgetLineOf(const FinanceRecord& record, const Json& arguments) {
  BudgetLineRow line;
  line.id = record.id;
  line.year = record.year;
  line.department = arguments.stringAt("department");
  line.functionalClass = arguments.stringAt("class");
  line.project = arguments.stringAt("project");
  line.title = arguments.stringAt("title");
  line.currency = record.currency;
  line.amount = record.amount;
  line.adjusted = record.amount;
  line.transaction = record.transaction;
  return line;
}

}  // namespace

FinanceProjection::FinanceProjection(std::string tables)
    : m_tables(std::move(tables)), m_model(std::make_unique<Model>()), m_snapshot(std::make_shared<const FinanceSnapshot>()) {
  publish();
}
FinanceProjection::~FinanceProjection() = default;

std::string FinanceProjection::sql(std::string_view text) const {
  std::string out;
  for (const char c : text) {
    if (c == '$') {
      out += m_tables;
    } else {
      out.push_back(c);
    }
  }
  return out;
}

Status FinanceProjection::createTables(Database& writer) {
  m_usable = false;
  MZ_CHECK(writer.execute(sql(kCreate)));
  m_model = std::make_unique<Model>();
  m_model->budgetFromTheStart = true;
  ++m_generation;
  m_usable = true;
  return {};
}

Status FinanceProjection::dropTables(Database& writer) {
  m_usable = false;
  return writer.execute(sql(kDrop));
}

std::unique_ptr<Projection> FinanceProjection::makeBeside() const {
  return std::unique_ptr<Projection>(new FinanceProjection(m_tables + kBeside));
}

Status FinanceProjection::replaceTables(Database& writer) {
  MZ_CHECK(writer.execute(sql(kDrop)));
  for (const std::string_view table : {"$_segment", "$_text", "$_budget"}) {
    const std::string name = sql(table);
    MZ_CHECK(
        writer.execute("ALTER TABLE " + m_tables + std::string(kBeside) + name.substr(m_tables.size()) + " RENAME TO " + name));
  }
  return {};
}

void FinanceProjection::takeOver(Projection& beside) {
  auto& other = static_cast<FinanceProjection&>(beside);
  other.publish();  // what apply() prepared last
  other.m_usable = false;
  m_model = std::exchange(other.m_model, std::make_unique<Model>());
  ++m_generation;
  m_usable = true;
  {
    const std::unique_lock lock(m_budgetMutex);
    m_budget = std::move(other.m_budget);
    m_budgetIndex = std::move(other.m_budgetIndex);
    m_budgetRecords = std::move(other.m_budgetRecords);
    m_allocationIndex = std::move(other.m_allocationIndex);
  }
  publish();
}

Status FinanceProjection::load(Database& reader) {
  m_usable = false;
  auto model = std::make_unique<Model>();
  model->budgetFromTheStart = true;

  MZ_TRY(const auto texts, readTexts(reader, sql(kSelectTexts)));
  for (std::size_t column = 0; column < kTextColumns; ++column) {
    for (std::size_t id = 0; id < texts[column].size(); ++id) {
      if (model->dictionaries[column].add(texts[column][id]) != id) {
        return fail(ErrorCode::Damaged, "a text of the finance read model is there twice: \"" + texts[column][id] + "\"");
      }
    }
    model->writtenTexts[column] = model->dictionaries[column].size();
  }

  MZ_TRY(Statement segments, reader.prepare(sql(kSelectSegments)));
  std::array<std::uint32_t, kTextColumns> limits{};
  for (std::size_t column = 0; column < kTextColumns; ++column) limits[column] = model->dictionaries[column].size();
  while (true) {
    MZ_TRY(const bool row, segments.step());
    if (!row) break;
    const auto first = static_cast<std::size_t>(segments.integer(0));
    const auto count = static_cast<std::size_t>(segments.integer(1));
    if (first != model->columns.size()) {
      return fail(ErrorCode::Damaged, "payments of the finance read model are missing before number " + std::to_string(first));
    }
    MZ_TRY(const std::size_t added, model->columns.appendEncoded(segments.blob(2), limits));
    if (added != count) return fail(ErrorCode::Damaged, "a segment of the finance read model has another size than it says");
    model->segments.push_back({first, count});
  }

  MZ_TRY(Statement budget, reader.prepare(sql(kSelectBudget)));
  while (true) {
    MZ_TRY(const bool row, budget.step());
    if (!row) break;
    const TransactionNumber number(static_cast<std::uint64_t>(budget.integer(0)));
    MZ_TRY(const Json arguments, Json::parseCanonical(budget.text(2)));
    BudgetChange change;
    MZ_TRY(change.record, financeRecordOf(number, static_cast<BudgetKind>(budget.integer(1)), arguments));
    if (change.record.kind == BudgetKind::Line) change.line = budgetLineOf(change.record, arguments);
    model->budgetChanges.push_back(std::move(change));
  }

  m_model = std::move(model);
  ++m_generation;
  m_usable = true;
  publish();
  return {};
}

Status FinanceProjection::apply(std::span<const ExecutedTransaction> transactions, Database& writer) {
  if (!m_usable) return fail(ErrorCode::InvalidArgument, "the finance read model is not loaded");
  m_usable = false;  // until everything has succeeded
  const std::size_t firstNewRow = m_model->columns.size();
  for (const ExecutedTransaction& transaction : transactions) {
    if (transaction.result != ResultCode::Executed || transaction.envelope == nullptr) continue;
    const Call& call = transaction.envelope->call;
    if (call.contract != kContract) continue;
    if (call.function == "record_payment") {
      MZ_CHECK(applyPayment(transaction));
    } else if (budgetKindOf(call.function)) {
      MZ_CHECK(applyBudget(transaction, writer));
    }
  }
  if (m_model->columns.size() > firstNewRow) {
    MZ_CHECK(writeTexts(writer));
    MZ_CHECK(writeSegments(writer, firstNewRow));
  }
  m_usable = true;
  return {};
}

Status FinanceProjection::applyPayment(const ExecutedTransaction& transaction) {
  PaymentValues values;
  values.transaction = transaction.number.value;
  values.idHash = static_cast<std::uint32_t>(textHash({}));
  values.referenceHash = values.idHash;
  std::optional<Date> date;
  bool hasAmount = false;

  ArgumentReader reader(transaction.envelope->call.arguments);
  for (auto kind = reader.next(); kind != ArgumentReader::Kind::End; kind = reader.next()) {
    if (kind == ArgumentReader::Kind::Malformed) return unreadable(transaction.number, "its arguments are not canonical JSON");
    const std::string_view member = reader.name();
    if (kind == ArgumentReader::Kind::Integer) {
      if (member != "amount") continue;
      values.amount = reader.integer();
      hasAmount = true;
    } else if (kind == ArgumentReader::Kind::Text) {
      if (const auto column = textColumnOf(member)) {
        const auto index = static_cast<std::size_t>(*column);
        values.texts[index] = m_model->dictionaries[index].add(reader.text());
      } else if (member == "date") {
        date = Date::fromIso(reader.text());
      } else if (member == "id") {
        values.idHash = static_cast<std::uint32_t>(textHash(reader.text()));
      } else if (member == "reference") {
        values.referenceHash = static_cast<std::uint32_t>(textHash(reader.text()));
      } else if (member == "description") {
        m_model->scratch.clear();
        appendFolded(m_model->scratch, reader.text());
        constexpr auto kDescription = static_cast<std::size_t>(TextColumn::Description);
        values.texts[kDescription] = m_model->dictionaries[kDescription].add(m_model->scratch);
      }
    }
  }
  if (!date) return unreadable(transaction.number, "a payment without a date");
  if (!hasAmount) return unreadable(transaction.number, "a payment without an amount");
  values.date = storedDate(*date);
  return m_model->columns.append(values);
}

Status FinanceProjection::applyBudget(const ExecutedTransaction& transaction, Database& writer) {
  const Call& call = transaction.envelope->call;
  const BudgetKind kind = *budgetKindOf(call.function);
  BudgetChange change;
  MZ_TRY(const Json arguments, Json::parseCanonical(call.arguments));
  MZ_TRY(change.record, financeRecordOf(transaction.number, kind, arguments));
  if (kind == BudgetKind::Line) change.line = budgetLineOf(change.record, arguments);
  m_model->budgetChanges.push_back(std::move(change));

  MZ_TRY(Statement insert, writer.prepare(sql("INSERT INTO $_budget(transaction_number, kind, arguments) VALUES(?1, ?2, ?3)")));
  insert.bindInteger(1, static_cast<std::int64_t>(transaction.number.value));
  insert.bindInteger(2, static_cast<std::int64_t>(kind));
  insert.bindText(3, call.arguments);
  return insert.run();
}

Status FinanceProjection::writeTexts(Database& writer) {
  std::optional<Statement> insert;
  for (std::size_t column = 0; column < kTextColumns; ++column) {
    const DictionaryView texts = m_model->dictionaries[column].view();
    for (std::uint32_t& id = m_model->writtenTexts[column]; id < texts.size(); ++id) {
      if (!insert) {
        MZ_TRY(insert, writer.prepare(sql("INSERT INTO $_text(key, text) VALUES(?1, ?2)")));
      }
      insert->bindInteger(1, textKey(column, id));
      insert->bindText(2, texts.text(id));
      MZ_CHECK(insert->run());
    }
  }
  return {};
}

Status FinanceProjection::writeSegments(Database& writer, std::size_t firstNewRow) {
  std::vector<Segment>& segments = m_model->segments;
  const std::size_t kept = segments.size();
  for (std::size_t first = firstNewRow; first < m_model->columns.size();) {
    const std::size_t count = std::min(kSealedRows, m_model->columns.size() - first);
    segments.push_back({first, count});
    first += count;
  }

  // Merges in memory first: what is written at the end is only the outcome.
  std::size_t untouched = kept;
  while (!segments.empty()) {
    const int tier = tierOf(segments.back().count);
    std::size_t run = segments.size();
    std::size_t rows = 0;
    while (run > 0 && tierOf(segments[run - 1].count) <= tier && tier < tierOf(kSealedRows)) rows += segments[--run].count;
    const std::size_t length = segments.size() - run;
    if (length < 2 || (length < kMergedSegments && rows < kSealedRows)) break;
    segments[run].count = rows;
    segments.resize(run + 1);
    untouched = std::min(untouched, run);
  }

  if (untouched < kept) {
    MZ_TRY(Statement remove, writer.prepare(sql("DELETE FROM $_segment WHERE first >= ?1")));
    remove.bindInteger(1, static_cast<std::int64_t>(segments[untouched].first));
    MZ_CHECK(remove.run());
  }
  MZ_TRY(Statement insert, writer.prepare(sql("INSERT INTO $_segment(first, count, columns) VALUES(?1, ?2, ?3)")));
  for (std::size_t i = untouched; i < segments.size(); ++i) {
    const Bytes bytes = m_model->columns.encode(segments[i].first, segments[i].count);
    insert.bindInteger(1, static_cast<std::int64_t>(segments[i].first));
    insert.bindInteger(2, static_cast<std::int64_t>(segments[i].count));
    insert.bindBlob(3, bytes);
    MZ_CHECK(insert.run());
  }
  return {};
}

void FinanceProjection::committed() {
  if (m_usable) publish();
}

void FinanceProjection::publish() {
  if (!m_model->budgetChanges.empty() || m_model->budgetFromTheStart) {
    const std::unique_lock lock(m_budgetMutex);
    if (m_model->budgetFromTheStart) {
      m_budget.clear();
      m_budgetIndex.clear();
      m_budgetRecords.clear();
      m_allocationIndex.clear();
    }
    for (BudgetChange& change : m_model->budgetChanges) {
      FinanceRecord& record = change.record;
      if (record.kind == BudgetKind::Line) {
        m_budgetIndex.emplace(record.id, m_budget.size());
        m_budget.push_back(std::move(change.line));
      } else if (const auto found = m_budgetIndex.find(record.line); found != m_budgetIndex.end()) {
        BudgetLineRow& line = m_budget[found->second];
        Amount& figure = record.kind == BudgetKind::Adjustment ? line.adjusted : line.allocated;
        figure = saturatingAdd(figure, record.amount);
        record.year = line.year;
        record.currency = line.currency;
      }
      if (record.kind == BudgetKind::Allocation) m_allocationIndex.emplace(record.id, m_budgetRecords.size());
      m_budgetRecords.push_back(std::move(record));
    }
    m_model->budgetChanges.clear();
    m_model->budgetFromTheStart = false;
  }

  auto next = std::make_shared<FinanceSnapshot>();
  next->generation = m_generation;
  next->size = m_model->columns.size();
  next->chunks = m_model->columns.chunks();
  for (std::size_t i = 0; i < kTextColumns; ++i) next->dictionaries[i] = m_model->dictionaries[i].view();
  const std::lock_guard lock(m_snapshotMutex);
  next->revision = m_snapshot->revision + 1;
  m_snapshot = std::move(next);
}

std::shared_ptr<const FinanceSnapshot> FinanceProjection::snapshot() const {
  const std::lock_guard lock(m_snapshotMutex);
  return m_snapshot;
}

std::vector<BudgetLineRow> FinanceProjection::budgetLines(int year) const {
  const std::shared_lock lock(m_budgetMutex);
  std::vector<BudgetLineRow> lines;
  std::copy_if(m_budget.begin(), m_budget.end(), std::back_inserter(lines),
               [year](const BudgetLineRow& line) { return year == 0 || line.year == year; });
  return lines;
}

std::vector<FinanceRecord> FinanceProjection::budgetTrail(std::string_view allocation, TransactionNumber before) const {
  const std::shared_lock lock(m_budgetMutex);
  const auto found = m_allocationIndex.find(std::string(allocation));
  if (found == m_allocationIndex.end()) return {};
  const FinanceRecord& released = m_budgetRecords[found->second];
  std::vector<FinanceRecord> trail;
  for (const FinanceRecord& record : m_budgetRecords) {
    if (record.kind == BudgetKind::Allocation || record.line != released.line) continue;
    if (record.transaction < before) trail.push_back(record);
  }
  trail.push_back(released);
  return trail;
}

Status FinanceProjection::dump(Database& reader, const std::function<void(std::string_view line)>& sink) const {
  MZ_TRY(const auto texts, readTexts(reader, sql(kSelectTexts)));
  MZ_TRY(Statement segments, reader.prepare(sql(kSelectSegments)));
  std::uint64_t number = 0;
  std::string line;
  while (true) {
    MZ_TRY(const bool row, segments.step());
    if (!row) break;
    MZ_TRY(const std::vector<PaymentValues> payments, PaymentColumns::decode(segments.blob(2)));
    if (static_cast<std::uint64_t>(segments.integer(0)) != number) {
      return fail(ErrorCode::Damaged,
                  "payments of the finance read model are missing before number " + std::to_string(segments.integer(0)));
    }
    for (const PaymentValues& payment : payments) {
      line = "payment " + std::to_string(number++) + " transaction " + std::to_string(payment.transaction) + " date " +
             dateOf(payment.date).iso() + " amount " + std::to_string(payment.amount) + " id " +
             std::to_string(payment.idHash) + " reference " + std::to_string(payment.referenceHash);
      for (std::size_t column = 0; column < kTextColumns; ++column) {
        const std::uint32_t id = payment.texts[column];
        if (id >= texts[column].size())
          return fail(ErrorCode::Damaged, "a payment of the finance read model names a missing text");
        line.push_back(' ');
        appendJsonString(line, texts[column][id]);
      }
      sink(line);
    }
  }
  MZ_TRY(Statement budget, reader.prepare(sql(kSelectBudget)));
  while (true) {
    MZ_TRY(const bool row, budget.step());
    if (!row) break;
    line = "budget " + std::to_string(budget.integer(0)) + " " + std::to_string(budget.integer(1)) + " ";
    line += budget.text(2);
    sink(line);
  }
  return {};
}

}  // namespace mz
