#include "tests/support/fake_finance.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "ledger/finance/import_styles.h"

namespace mz::test {

namespace {

struct Department {
  const char* name;
  const char* entities[2];
  const char* functionalClass;
};
constexpr Department kDepartments[] = {
    {"教育局", {"第一中学", "学校后勤中心"}, "205 教育支出"},
    {"住建局", {"保障房中心", "市政维护处"}, "221 住房保障支出"},
    {"民政局", {"社会救助站", "养老服务中心"}, "208 社会保障和就业"},
    {"生态环境局", {"监测站", "河湖管理处"}, "211 节能环保支出"},
    {"公安局", {"交警支队", "科技信息处"}, "204 公共安全支出"},
    {"Audit Office", {"Audit Office", "Training Centre"}, "201 一般公共服务"},
};
constexpr const char* kProgrammes[] = {"校舍安全工程", "保障房建设", "社会救助", "信息化建设", "道路维护", "污水治理"};
constexpr const char* kPayees[] = {
    "江城建工集团有限公司",  "城投集团", "惠民食品有限公司", "（自然人，已隐去）", "江城水务",
    "Lakeside Catering Ltd", "华信软件", "长江印务",         "同心养老服务中心",   "Northern Paper & Supply"};
constexpr const char* kDescriptions[] = {
    "校舍加固第三期工程款", "食堂食材采购", "办公用品", "Software maintenance, annual", "", "道路养护"};

// A fixed generator, so that every run sees the same payments.
struct Dice {
  std::uint64_t state;
  std::uint64_t next() {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return state >> 33;
  }
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
};

bool among(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

bool matches(const FinanceRow& row, const FinanceFilter& filter) {
  if (filter.from && row.date < *filter.from) return false;
  if (filter.until && row.date > *filter.until) return false;
  if (filter.least && row.amount < *filter.least) return false;
  if (filter.most && row.amount > *filter.most) return false;
  if (!filter.currency.empty() && row.currency != filter.currency) return false;
  if (!among(filter.departments, row.department) || !among(filter.entities, row.entity)) return false;
  if (!among(filter.programmes, row.programme) || !among(filter.classes, row.functionalClass)) return false;
  if (!among(filter.payees, row.payee)) return false;
  std::istringstream words(filter.text);
  const std::string all = row.payee + "\n" + row.description + "\n" + row.programme + "\n" + row.functionalClass + "\n" +
                          row.entity + "\n" + row.department + "\n" + row.id + "\n" + row.reference;
  for (std::string word; words >> word;) {
    if (all.find(word) == std::string::npos) return false;
  }
  return true;
}

std::string keyOf(const FinanceRow& row, FinanceGrouping grouping) {
  switch (grouping) {
    case FinanceGrouping::Department: return row.department;
    case FinanceGrouping::Entity: return row.entity;
    case FinanceGrouping::Programme: return row.programme;
    case FinanceGrouping::Class: return row.functionalClass;
    case FinanceGrouping::Payee: return row.payee;
    case FinanceGrouping::Month: return row.date.iso().substr(0, 7);
    case FinanceGrouping::Year: return row.date.iso().substr(0, 4);
  }
  return {};
}

FinanceTotals totalsOf(const std::vector<FinanceRow>& rows) {
  FinanceTotals totals;
  totals.count = rows.size();
  std::map<std::string, FinanceTotals::Sum> sums;
  for (const FinanceRow& row : rows) {
    auto& sum = sums[row.currency];
    sum.currency = row.currency;
    sum.sum = Amount(sum.sum.minor + row.amount.minor);
    ++sum.count;
  }
  for (auto& [currency, sum] : sums) totals.sums.push_back(sum);
  return totals;
}

std::vector<std::string> split(const std::string& line, char delimiter) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, delimiter);) cells.push_back(cell);
  if (!line.empty() && line.back() == delimiter) cells.emplace_back();
  return cells;
}

// The delay, failure and channel that the engine below was set to.
Status reach(const FakeEngine& engine, const std::string& channel) {
  MZ_TRY([[maybe_unused]] const ChannelStatus status, engine.status(channel));
  return {};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

FakeFinance::FakeFinance(std::size_t payments, std::size_t budgetLines)
    : FakeEngine({.blocks = payments / 25 + 3, .transactionsPerBlock = 25}) {
  Dice dice{7};
  const Date last = *Date::fromIso("2026-11-18");
  for (std::size_t i = 0; i < payments; ++i) {
    const Department& department = kDepartments[dice.below(std::size(kDepartments))];
    FinanceRow row;
    row.payment = i;
    row.transaction = TransactionNumber(i);
    row.id = "P-" + std::to_string(100000 + i);
    row.date = Date(last.days - static_cast<std::int32_t>(dice.below(1050)));
    row.department = department.name;
    row.entity = department.entities[dice.below(2)];
    row.programme = kProgrammes[dice.below(std::size(kProgrammes))];
    row.functionalClass = department.functionalClass;
    row.payee = kPayees[dice.below(std::size(kPayees))];
    row.currency = i % 20 == 19 ? "GBP" : "CNY";
    row.reference = "V" + std::to_string(7000 + i);
    row.description = kDescriptions[dice.below(std::size(kDescriptions))];
    const auto size = static_cast<std::int64_t>(dice.below(100) < 5 ? 300'000'000 : 20'000'000);
    row.amount = Amount(static_cast<std::int64_t>(dice.below(static_cast<std::uint64_t>(size))) + 1234);
    if (i % 37 == 36) row.amount = Amount(-row.amount.minor / 10);
    if (budgetLines > 0 && i % 2 == 0) row.allocation = "A-" + std::to_string(i % budgetLines);
    m_payments.push_back(std::move(row));
  }
  for (std::size_t i = 0; i < budgetLines; ++i) {
    const Department& department = kDepartments[i % std::size(kDepartments)];
    BudgetLineRow line;
    line.id = "B-" + std::to_string(i);
    line.year = i % 4 == 3 ? 2025 : 2026;
    line.department = department.name;
    line.functionalClass = department.functionalClass;
    line.project = kProgrammes[i % std::size(kProgrammes)];
    line.currency = "CNY";
    line.amount = Amount(static_cast<std::int64_t>(2'000'000'00 + dice.below(9'000'000'00)));
    line.adjusted = Amount(line.amount.minor + static_cast<std::int64_t>(dice.below(500'000'00)));
    line.allocated = Amount(line.adjusted.minor / 10 * 7);
    line.transaction = TransactionNumber(i);
    m_budget.push_back(line);
  }
}

std::vector<FinanceRow> FakeFinance::matching(const FinanceFilter& filter) const {
  std::vector<FinanceRow> rows;
  for (const FinanceRow& row : m_payments) {
    if (matches(row, filter)) rows.push_back(row);
  }
  return rows;
}

std::optional<ImportOptions> FakeFinance::lastImport() const {
  const std::lock_guard lock(m_importMutex);
  return m_lastImport;
}

Result<FinanceNames> FakeFinance::financeNames(const std::string& channel) const {
  MZ_CHECK(reach(*this, channel));
  FinanceNames names;
  const auto list = [this](auto&& member) {
    std::map<std::string, std::uint64_t> counts;
    for (const FinanceRow& row : m_payments) ++counts[member(row)];
    std::vector<FinanceNames::Entry> out;
    for (const auto& [name, count] : counts) out.push_back({name, count});
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
    return out;
  };
  names.departments = list([](const FinanceRow& row) { return row.department; });
  names.entities = list([](const FinanceRow& row) { return row.entity; });
  names.programmes = list([](const FinanceRow& row) { return row.programme; });
  names.classes = list([](const FinanceRow& row) { return row.functionalClass; });
  names.currencies = list([](const FinanceRow& row) { return row.currency; });
  for (const FinanceRow& row : m_payments) {
    names.first = std::min(names.first.value_or(row.date), row.date);
    names.last = std::max(names.last.value_or(row.date), row.date);
  }
  return names;
}

Result<std::vector<FinanceNames::Entry>> FakeFinance::financeSuggest(const std::string& channel, FinanceGrouping kind,
                                                                     const std::string& text, std::size_t count) const {
  MZ_CHECK(reach(*this, channel));
  std::map<std::string, std::uint64_t> counts;
  for (const FinanceRow& row : m_payments) {
    const std::string name = keyOf(row, kind);
    if (name.find(text) != std::string::npos) ++counts[name];
  }
  std::vector<FinanceNames::Entry> out;
  for (const auto& [name, payments] : counts) out.push_back({name, payments});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.count > b.count; });
  if (out.size() > count) out.resize(count);
  return out;
}

Result<FinanceTable> FakeFinance::financeTable(const std::string& channel, const FinanceFilter& filter, FinanceOrder order,
                                               std::uint64_t offset, std::size_t count) const {
  ++m_tableQuestions;
  MZ_CHECK(reach(*this, channel));
  std::vector<FinanceRow> rows = matching(filter);
  FinanceTable table;
  table.revision = m_revision;
  table.totals = totalsOf(rows);
  table.offset = offset;
  const auto less = [order](const FinanceRow& a, const FinanceRow& b) {
    switch (order) {
      case FinanceOrder::DateAscending: return std::tuple(a.date, a.payment) < std::tuple(b.date, b.payment);
      case FinanceOrder::DateDescending: return std::tuple(b.date, b.payment) < std::tuple(a.date, a.payment);
      case FinanceOrder::AmountAscending: return std::tuple(a.amount, a.payment) < std::tuple(b.amount, b.payment);
      case FinanceOrder::AmountDescending: return std::tuple(b.amount, b.payment) < std::tuple(a.amount, a.payment);
      case FinanceOrder::Recorded: break;
    }
    return a.payment < b.payment;
  };
  std::sort(rows.begin(), rows.end(), less);
  for (std::uint64_t i = offset; i < rows.size() && table.rows.size() < count; ++i) table.rows.push_back(rows[i]);
  return table;
}

Result<FinanceGroups> FakeFinance::financeGroups(const std::string& channel, const FinanceFilter& filter,
                                                 FinanceGrouping grouping, std::size_t most) const {
  MZ_CHECK(reach(*this, channel));
  std::map<std::pair<std::string, std::string>, FinanceGroup> groups;
  for (const FinanceRow& row : matching(filter)) {
    FinanceGroup& group = groups[{keyOf(row, grouping), row.currency}];
    group.key = keyOf(row, grouping);
    group.currency = row.currency;
    group.sum = Amount(group.sum.minor + row.amount.minor);
    ++group.count;
  }
  FinanceGroups answer;
  std::vector<FinanceGroup>& out = answer.groups;
  for (auto& [key, group] : groups) out.push_back(group);
  if (grouping != FinanceGrouping::Month && grouping != FinanceGrouping::Year) {
    std::stable_sort(out.begin(), out.end(), [](const FinanceGroup& a, const FinanceGroup& b) {
      return std::abs(a.sum.minor) > std::abs(b.sum.minor);
    });
  }
  std::map<std::string, FinanceGroups::Others> others;
  for (; out.size() > most; out.pop_back()) {
    const FinanceGroup& left = out.back();
    FinanceGroups::Others& rest = others[left.currency];
    rest.currency = left.currency;
    ++rest.groups;
    rest.count += left.count;
    rest.sum = Amount(rest.sum.minor + left.sum.minor);
    rest.magnitude = Amount(rest.magnitude.minor + std::abs(left.sum.minor));
  }
  for (auto& [currency, rest] : others) answer.others.push_back(std::move(rest));
  return answer;
}

Result<FinanceRow> FakeFinance::payment(const std::string& channel, std::uint64_t number) const {
  MZ_CHECK(reach(*this, channel));
  if (number >= m_payments.size()) return fail(ErrorCode::NotFound, "no such payment");
  return m_payments[number];
}

Result<std::vector<BudgetLineRow>> FakeFinance::budgetLines(const std::string& channel, int year) const {
  MZ_CHECK(reach(*this, channel));
  std::vector<BudgetLineRow> out;
  for (const BudgetLineRow& line : m_budget) {
    if (year == 0 || line.year == year) out.push_back(line);
  }
  return out;
}

Result<std::vector<TrailStep>> FakeFinance::paymentTrail(const std::string& channel, TransactionNumber payment) const {
  MZ_TRY(const FinanceRow paid, this->payment(channel, payment.value));
  using Kind = FinanceRecord::Kind;
  FinanceRecord last{Kind::Payment, paid.id, {}, 0, paid.date, paid.payee, paid.currency, paid.amount, payment};
  std::vector<FinanceRecord> records;
  if (!paid.allocation.empty()) {
    const std::uint64_t at = payment.value % m_budget.size();
    const BudgetLineRow& line = m_budget[at];
    const TransactionNumber first(3 * at);
    records.push_back({Kind::Line, line.id, line.id, line.year, {}, line.project, line.currency, line.amount, first});
    records.push_back({Kind::Adjustment, "J-" + std::to_string(at), line.id, line.year, Date::fromIso("2026-05-01"), "追加预算",
                       line.currency, Amount(line.adjusted.minor - line.amount.minor), first.next()});
    records.push_back({Kind::Allocation, paid.allocation, line.id, line.year, Date::fromIso("2026-05-02"), paid.entity,
                       line.currency, line.allocated, first.next().next()});
    last.line = line.id;
    last.year = line.year;
  }
  records.push_back(std::move(last));
  std::vector<TrailStep> trail;
  for (FinanceRecord& record : records) {
    MZ_TRY(TrailStep step, trailStep(channel, std::move(record)));
    if (step.record.kind == Kind::Allocation) step.drawn = Amount(step.record.amount.minor / 3);
    trail.push_back(std::move(step));
  }
  return trail;
}

struct FakeFinance::Read {
  ImportReport report;
  std::vector<PaymentDraft> good;
  std::vector<std::vector<std::string>> raw;
};

Result<FakeFinance::Read> FakeFinance::read(const ImportOptions& options) const {
  std::ifstream in(options.file);
  if (!in) return fail(ErrorCode::NotFound, "no file " + options.file.string());
  Read out;
  ImportReport& report = out.report;
  report.profile = options.profile.empty() ? "plain" : options.profile;
  report.detected = {"UTF-8", ",", "1,234.56", "yyyy-mm-dd"};
  report.styles = mergedStyles(options.styles, report.detected);
  MZ_TRY(const AskedStyles styles, askedStyles(report.styles));
  report.kind = "payments";
  std::string line;
  if (!std::getline(in, line)) return fail(ErrorCode::Malformed, "the file is empty");
  report.headings = split(line, styles.delimiter);
  std::map<std::string, std::string> columns;
  for (const char* field : {"id", "date", "department", "entity", "programme", "class", "payee", "amount", "currency",
                            "reference", "description"}) {
    for (const std::string& heading : report.headings) {
      if (lower(heading) == field) columns[field] = heading;
    }
  }
  for (const ImportMapping& mapping : options.mapping) columns[mapping.field] = mapping.column;
  if (!options.department.empty()) columns["department"] = "=" + options.department;
  if (!options.currency.empty()) columns["currency"] = "=" + options.currency;
  for (const char* needed : {"date", "amount", "payee"}) {
    if (columns.contains(needed)) continue;
    Error error(ErrorCode::InvalidArgument, "nothing says where a field comes from");
    if (!options.mapping.empty()) error.parameters.emplace_back("field", needed);
    for (const std::string& heading : report.headings) error.parameters.emplace_back("heading", heading);
    return std::unexpected(std::move(error));
  }
  for (const auto& [field, column] : columns) report.mapping.push_back({field, column});

  std::uint64_t number = 1;
  std::vector<FinanceRow> rows;
  while (std::getline(in, line)) {
    ++number;
    ++report.rows;
    const std::vector<std::string> cells = split(line, styles.delimiter);
    if (out.raw.size() < 20) out.raw.push_back(cells);
    const auto value = [&](const std::string& field) -> std::string {
      const auto it = columns.find(field);
      if (it == columns.end()) return {};
      if (it->second.starts_with('=')) return it->second.substr(1);
      const auto at = std::find(report.headings.begin(), report.headings.end(), it->second);
      const auto index = static_cast<std::size_t>(at - report.headings.begin());
      return index < cells.size() ? cells[index] : std::string();
    };
    const auto refuse = [&](const std::string& field, const std::string& reason) {
      ++report.refused;
      report.problems.push_back(
          {number, columns[field], value(field), reason, "The " + field + " of this row cannot be used."});
    };
    const auto date = readDate(value("date"), styles.dates).date;
    const auto amount = parseAmount(value("amount"), 2, *styles.decimals);
    if (!date) {
      refuse("date", "bad_date");
    } else if (!amount) {
      refuse("amount", "bad_amount");
    } else if (value("payee").empty()) {
      refuse("payee", "missing_payee");
    } else {
      PaymentDraft draft;
      draft.id = value("id");
      draft.date = *date;
      draft.department = value("department");
      draft.payee = value("payee");
      draft.amount = *amount;
      draft.currency = value("currency").empty() ? "CNY" : value("currency");
      draft.description = value("description");
      FinanceRow row;
      row.currency = draft.currency;
      row.amount = draft.amount;
      rows.push_back(row);
      out.good.push_back(std::move(draft));
    }
  }
  if (options.strict && report.refused > 0) {
    rows.clear();
    out.good.clear();
  }
  report.recorded = out.good.size();
  report.totals = totalsOf(rows);
  report.seconds = 0.2;
  return out;
}

Result<ImportPreview> FakeFinance::previewImport(const std::string& channel, const ImportOptions& options) const {
  MZ_CHECK(reach(*this, channel));
  MZ_TRY(Read found, read(options));
  ImportPreview preview;
  preview.report = std::move(found.report);
  preview.first = std::move(found.good);
  preview.raw = std::move(found.raw);
  return preview;
}

Result<ImportReport> FakeFinance::importPayments(const std::string& channel, const ImportOptions& options,
                                                 const Progress& progress) {
  {
    const std::lock_guard lock(m_importMutex);
    m_lastImport = options;
  }
  MZ_CHECK(reach(*this, channel));
  if (m_importFailure) return std::unexpected(*m_importFailure);
  progress.report(1, 2);
  MZ_TRY(Read found, read(options));
  return std::move(found.report);
}

}  // namespace mz::test
