// Files of payments become drafts with nothing lost: every row is recorded, a repeat, or refused with its place and reason, and
// the sums of the real files come out to the penny.
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "ledger/finance/import_preview.h"
#include "ledger/finance/payment_import.h"
#include "ledger/finance/record_arguments.h"
#include "ledger/finance/text_source.h"
#include "ledger/format/json.h"
#include "tests/support/shared_files.h"

using namespace mz;

namespace {

template <class T>
T must(Result<T> result) {
  if (!result) qFatal("%s", result.error().detail.c_str());
  return std::move(*result);
}

struct Imported {
  ImportReport report;
  std::vector<PaymentDraft> payments;
  std::vector<BudgetLineDraft> budgetLines;
  std::vector<std::uint64_t> lines;
};

Result<Imported> import(const ImportOptions& options, const std::vector<ImportProfile>& profiles) {
  MZ_TRY(const auto reader, PaymentImport::open(options, profiles));
  Imported out;
  std::vector<ImportProblem> problems;
  ImportBatch batch;
  while (true) {
    MZ_TRY(const bool more, reader->next(777, batch));
    out.payments.insert(out.payments.end(), batch.payments.begin(), batch.payments.end());
    out.budgetLines.insert(out.budgetLines.end(), batch.budgetLines.begin(), batch.budgetLines.end());
    out.lines.insert(out.lines.end(), batch.lines.begin(), batch.lines.end());
    problems.insert(problems.end(), batch.problems.begin(), batch.problems.end());
    if (!more) break;
  }
  out.report = reader->report();
  out.report.problems = std::move(problems);
  return out;
}

// An independent reading of a CSV file for the sums: RFC 4180 character by character, without the program's reader.
std::vector<std::vector<std::string>> simpleCsv(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1, {""});
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      rows.back().back() += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      rows.back().emplace_back();
    } else if (!quoted && c == '\n') {
      rows.push_back({""});
    } else if (quoted || c != '\r') {
      rows.back().back() += c;
    }
  }
  if (rows.back().size() == 1 && rows.back()[0].empty()) rows.pop_back();
  return rows;
}

// Pence in "-1234.5", "(1,234.50)", "12"; empty text is nothing.
std::int64_t pence(std::string text) {
  const bool negative = text.find('(') != std::string::npos || text.find('-') != std::string::npos;
  std::erase_if(text, [](char c) { return c != '.' && (c < '0' || c > '9'); });
  const std::size_t point = text.find('.');
  std::string whole = text.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
  fraction.resize(2, '0');
  const std::int64_t value = std::stoll("0" + whole) * 100 + std::stoll(fraction);
  return negative ? -value : value;
}

// "2022-…" and "Wednesday, May 04, 2022".
std::string yearIn(const std::string& date) { return date.find('-') == 4 ? date.substr(0, 4) : date.substr(date.size() - 4); }

}  // namespace

class PaymentImportTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_directory;
  int m_files = 0;
  std::vector<ImportProfile> m_profiles = importProfiles({});

  std::string write(const std::string& bytes) {
    const auto file = m_directory.filePath(QString::number(++m_files) + QStringLiteral(".csv")).toStdString();
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
  }

  // date, payee, amount and description by their names; one department; pounds.
  ImportOptions simple(const std::string& bytes) {
    ImportOptions options;
    options.file = write(bytes);
    options.department = "Body";
    options.currency = "GBP";
    options.mapping = {{"date", "Date"}, {"payee", "Payee"}, {"amount", "Amount"}};
    return options;
  }

  void compareWithRealFile(const char* file, const char* profile, const std::vector<std::string>& dateColumns,
                           const std::string& amountColumn,
                           const std::function<std::string(const std::map<std::string, std::string>&)>& body,
                           std::size_t refused) {
    const auto path = mz::test::sharedFile(file);
    if (path.empty()) QSKIP("the shared data are not on this machine");
    ImportOptions options;
    options.file = path;
    const Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.profile, std::string(profile));
    QCOMPARE(imported.report.refused, std::uint64_t{refused});
    QCOMPARE(imported.report.problems.size(), refused);
    QCOMPARE(imported.report.rows, std::uint64_t{imported.payments.size() + refused});

    std::set<std::uint64_t> refusedLines;
    for (const ImportProblem& problem : imported.report.problems) {
      QVERIFY(!problem.reason.empty() && !problem.detail.empty() && problem.line > 1);
      refusedLines.insert(problem.line);
    }
    // By body and year, from the text of the file; no record of these files spans lines.
    auto source = must(TextSource::open(path));
    std::string text;
    while (must(source->read(text))) {
    }
    const auto rows = simpleCsv(text);
    std::map<std::string, std::int64_t> expected;
    std::map<std::string, std::int64_t> expectedRefused;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      std::map<std::string, std::string> row;
      for (std::size_t c = 0; c < rows[0].size() && c < rows[i].size(); ++c) row[rows[0][c]] = rows[i][c];
      if (refusedLines.contains(i + 1)) {
        QVERIFY2(row[amountColumn].empty(), "no money is lost: what is refused has none");
        continue;
      }
      std::string date;
      for (const std::string& column : dateColumns) {
        if (date.empty()) date = row[column];
      }
      expected[body(row) + " " + yearIn(date)] += pence(row[amountColumn]);
    }
    std::map<std::string, std::int64_t> actual;
    std::set<std::string> ids;
    for (const PaymentDraft& draft : imported.payments) {
      actual[draft.department + " " + std::to_string(draft.date.year())] += draft.amount.minor;
      QVERIFY(!draft.payee.empty());
      QVERIFY2(ids.insert(draft.id).second, draft.id.c_str());
      QVERIFY(Json::parseCanonical(paymentArguments(draft)));
    }
    QVERIFY(expected.size() > 1);
    QVERIFY(actual == expected);

    // The same file again gives the same ids: nothing is recorded twice.
    const Imported again = must(import(options, m_profiles));
    QCOMPARE(again.payments.size(), imported.payments.size());
    for (std::size_t i = 0; i < again.payments.size(); ++i) QCOMPARE(again.payments[i].id, imported.payments[i].id);
  }

 private Q_SLOTS:
  void cabinetOfficeSumsToThePenny() {
    compareWithRealFile(
        "data/uk-spend/cabinetoffice_2019-22_clean.csv.zst", "uk-cabinet-office", {"Date"}, "Amount",
        [](const auto&) { return std::string("Cabinet Office"); }, 60);
  }
  void cabinetOfficeReducedSumsToThePenny() {
    compareWithRealFile(
        "data/uk-spend/cabinetoffice_2010-22_processed.csv.zst", "uk-cabinet-office-processed", {"Payment Date"}, "Amount",
        [](const auto&) { return std::string("Cabinet Office"); }, 3);
  }
  void calderdaleWithTwoFamiliesOfHeadingsSumsToThePenny() {
    compareWithRealFile(
        "data/uk-spend/calderdale_2021-22_clean.csv.zst", "uk-calderdale", {"Transaction Date", "Date"}, "Net Amount",
        [](const std::map<std::string, std::string>& row) {
          return row.at("Organistion Name").empty() ? row.at("Organisation Name") : row.at("Organistion Name");
        },
        0);
  }
  void greaterLondonSumsToThePenny() {
    compareWithRealFile(
        "data/uk-spend/gla_2020-22_clean.csv.zst", "uk-gla", {"Clearing Date"}, "Amount",
        [](const auto&) { return std::string("Greater London Authority"); }, 0);
  }

  void budgetTreesKeepTheirTotals() {
    const std::map<int, std::int64_t> thousands = {
        {2015, 1666528028}, {2016, 1665839906}, {2017, 1663645032}, {2018, 1642536520}, {2019, 1683097073}};
    std::set<std::string> ids;
    for (const auto& [year, total] : thousands) {
      const auto path = mz::test::sharedFile("data/twbudget/tw" + std::to_string(year) + "ap.csv");
      if (path.empty()) QSKIP("the shared data are not on this machine");
      ImportOptions options;
      options.file = path;
      const Imported imported = must(import(options, m_profiles));
      QCOMPARE(imported.report.kind, std::string("budget_lines"));
      QCOMPARE(imported.report.refused, std::uint64_t{0});
      std::int64_t sum = 0;
      for (const BudgetLineDraft& line : imported.budgetLines) {
        sum += line.amount.minor;
        QCOMPARE(line.year, year);
        QCOMPARE(line.currency, std::string("TWD"));
        QVERIFY(ids.insert(line.id).second);
        QVERIFY(Json::parseCanonical(budgetLineArguments(line)));
      }
      QCOMPARE(sum, total * 1000 * 100);
    }
  }

  void refusesEachBadRowWithItsPlaceAndReason_data() {
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* text, const char* column, const char* reason) {
      QTest::newRow(text) << QByteArray(text) << QByteArray(column) << QByteArray(reason);
    };
    row("2022-02-30,P,1", "Date", "bad_date");
    row("yesterday,P,1", "Date", "bad_date");
    row(",P,1", "Date", "missing_date");
    row("2022-02-03,,1", "Payee", "missing_payee");
    row("2022-02-03,P,", "Amount", "missing_amount");
    row("2022-02-03,P,twelve", "Amount", "bad_amount");
    row("2022-02-03,P,1.234", "Amount", "bad_amount");
    row("2022-02-03,P,1e3", "Amount", "bad_amount");
    row("2022-02-03,P,90071992547409.92", "Amount", "bad_amount");
    row("2022-02-03,P,1,extra", "", "too_many_columns");
    row("2022-02-03,P\x01,1", "Payee", "bad_character");
    row("2022-02-03,\"P,1", "Payee", "unbalanced_quote");
    row("Date,Payee,Amount", "Date", "repeated_headings");
    row("2022-02-03,Ren\xE9,1", "Payee", "bad_encoding");
  }
  void refusesEachBadRowWithItsPlaceAndReason() {
    QFETCH(QByteArray, row);
    QFETCH(QByteArray, column);
    QFETCH(QByteArray, reason);
    std::string text = "Date,Payee,Amount\n";
    for (int i = 0; i < 20; ++i) text += "2022-01-01,Café,1.50,,\n";
    const Imported imported = must(import(simple(text + row.toStdString() + "\n2022-01-01,Last,2\n"), m_profiles));
    QCOMPARE(imported.payments.size(), std::size_t{21});
    QCOMPARE(imported.payments.back().payee, std::string("Last"));
    QCOMPARE(imported.report.refused, std::uint64_t{1});
    const ImportProblem& problem = imported.report.problems.at(0);
    QCOMPARE(problem.line, std::uint64_t{22});
    QCOMPARE(problem.reason, reason.toStdString());
    QCOMPARE(problem.column, column.toStdString());
    QVERIFY(isValidUtf8(problem.value) && isValidUtf8(problem.detail));
  }

  void refusesWhatIsTooLongAndCutsOnlyWhereTheProfileSaysSo() {
    ImportOptions options = simple("Date,Payee,Amount,Text\n2022-01-01," + std::string(201, 'p') + ",1,t\n2022-01-01,P,2," +
                                   std::string(499, 't') + "é and more\n");
    options.mapping.push_back({"description", "Text"});
    Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.refused, std::uint64_t{2});
    QCOMPARE(imported.report.problems[0].reason, std::string("too_long"));
    QCOMPARE(imported.report.problems[1].column, std::string("Text"));
    QCOMPARE(imported.report.refusedTotals.sums.at(0).sum.minor, std::int64_t{300});

    ImportProfile profile;
    profile.name = "cutting";
    profile.currency = "GBP";
    profile.mapping = options.mapping;
    profile.cutDescription = true;
    options.mapping.clear();
    options.profile = "cutting";
    imported = must(import(options, {profile}));
    QCOMPARE(imported.payments.size(), std::size_t{1});
    QCOMPARE(imported.payments[0].description, std::string(499, 't'));
  }

  void decidesTheOrderOfDayAndMonthByTheColumn() {
    const auto dates = [&](const std::string& cells) {
      const Imported imported = must(import(simple("Date,Payee,Amount\n" + cells), m_profiles));
      std::string out = imported.report.styles.dateStyle + ":";
      for (const PaymentDraft& draft : imported.payments) out += " " + draft.date.iso();
      for (const ImportProblem& problem : imported.report.problems) out += " " + problem.reason;
      return out;
    };
    QCOMPARE(dates("03/04/2022,P,1\n13/04/2022,P,1\n"), std::string("dd/mm/yyyy: 2022-04-03 2022-04-13"));
    QCOMPARE(dates("03/04/2022,P,1\n04/13/2022,P,1\n"), std::string("mm/dd/yyyy: 2022-03-04 2022-04-13"));
    QCOMPARE(dates("03/04/2022,P,1\n"), std::string("dd/mm/yyyy (assumed): 2022-04-03"));
    QCOMPARE(dates("03/04/2022,P,1\n13/04/2022,P,1\n04/13/2022,P,1\n04/04/2022,P,1\n"),
             std::string("dd/mm/yyyy and mm/dd/yyyy mixed: 2022-04-13 2022-04-13 2022-04-04 ambiguous_date"));
  }

  void readsDatesInManyStyles_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"2022-05-04", "2022/5/4", "2022.05.04", "20220504", "44685", "44685.0", "04-May-22", "4 May 2022", "May 04, 2022",
          "\"Wednesday, May 04, 2022\"", "Wed 4th May 2022", "2022年5月4日", "2022-05-04T10:11:12Z", "2022-05-04 00:00:00",
          "04/05/2022", "4.5.2022", "04/05/22 10:00 am", " 2022-05-04 "}) {
      QTest::newRow(text) << QByteArray(text);
    }
  }
  void readsDatesInManyStyles() {
    QFETCH(QByteArray, text);
    std::string cell = text.toStdString();
    if (cell[0] != '"') cell = "\"" + cell + "\"";
    const Imported imported = must(import(simple("Date,Payee,Amount\n" + cell + ",P,1\n"), m_profiles));
    QCOMPARE(imported.payments.size(), std::size_t{1});
    QCOMPARE(imported.payments[0].date.iso(), std::string("2022-05-04"));
  }

  void decidesTheDecimalSignByTheColumn() {
    const auto amounts = [&](const std::string& cells) {
      const Imported imported = must(import(simple("Date;Payee;Amount\n" + cells), m_profiles));
      std::string out = imported.report.styles.decimalStyle + ":";
      for (const PaymentDraft& draft : imported.payments) out += " " + std::to_string(draft.amount.minor);
      return out;
    };
    QCOMPARE(amounts("2022-01-01;P;1.234,56\n2022-01-01;P;-7,5\n2022-01-01;P;1.000\n"),
             std::string("1.234,56: 123456 -750 100000"));
    QCOMPARE(amounts("2022-01-01;P;1,234.56\n2022-01-01;P;(7.50)\n2022-01-01;P;£1,000\n"),
             std::string("1,234.56: 123456 -750 100000"));
  }

  void findsTheHeadingsBelowOtherText() {
    const Imported imported = must(import(simple("SELECT date, payee, amount\nFROM \"payments\nWHERE x = 'y', 2\n\n  DATE "
                                                 ",Payee\u00A0, amount,,\n2022-01-01,P,1,,\n"),
                                          m_profiles));
    QCOMPARE(imported.payments.size(), std::size_t{1});
    QCOMPARE(imported.lines[0], std::uint64_t{6});
    QCOMPARE(imported.report.refused, std::uint64_t{0});
  }

  void givesStableIdsToEqualRowsWhateverTheirPlace() {
    const std::string a = "2022-01-01,A,1\n";
    const std::string b = "2022-01-01,B,1\n";
    const std::string head = "Date,Payee,Amount\n";
    const Imported first = must(import(simple(head + a + a + b), m_profiles));
    const Imported second = must(import(simple(head + b + a + a), m_profiles));
    QCOMPARE(first.payments.size(), std::size_t{3});
    QCOMPARE(first.payments[1].id, first.payments[0].id + "-2");
    std::set<std::string> one;
    std::set<std::string> two;
    for (const auto& draft : first.payments) one.insert(draft.id);
    for (const auto& draft : second.payments) two.insert(draft.id);
    QVERIFY(one == two);
    QCOMPARE(one.size(), std::size_t{3});
  }

  void tellsARepeatedRowFromARepeatedId() {
    ImportOptions options =
        simple("No,Date,Payee,Amount\n7,2022-01-01,P,1\n7,2022-01-01,P,1.00\n7,2022-01-01,P,2\n,2022-01-01,P,3\n");
    options.mapping.push_back({"id", "No"});
    const Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.payments.size(), std::size_t{1});
    QCOMPARE(imported.payments[0].id, std::string("7"));
    QCOMPARE(imported.report.alreadyThere, std::uint64_t{1});
    QCOMPARE(imported.report.problems.size(), std::size_t{2});
    QCOMPARE(imported.report.problems[0].reason, std::string("duplicate_id"));
    QCOMPARE(imported.report.problems[0].line, std::uint64_t{4});
    QCOMPARE(imported.report.problems[1].reason, std::string("missing_id"));
    QCOMPARE(imported.report.refusedTotals.sums[0].sum.minor, std::int64_t{500});
  }

  void mapsConstantsTemplatesAndAlternatives() {
    ImportOptions options = simple("Date,Payee,Other payee,Amount,Year,Code\n2022-01-01,,Q,1,2022,x7\n2022-01-01,P,Q,1,,\n");
    options.mapping.push_back({"payee", "Other payee"});
    options.mapping.push_back({"entity", "=School"});
    options.mapping.push_back({"reference", "=doc {Year}/{Code}"});
    const Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.payments.size(), std::size_t{2});
    QCOMPARE(imported.payments[0].payee, std::string("Q"));
    QCOMPARE(imported.payments[1].payee, std::string("P"));
    QCOMPARE(imported.payments[0].entity, std::string("School"));
    QCOMPARE(imported.payments[0].reference, std::string("doc 2022/x7"));
    QCOMPARE(imported.payments[1].reference, std::string());
  }

  void saysWhyAFileCannotBeImported() {
    ImportOptions options = simple("Date,Payee,Amount\n2022-01-01,P,1\n");
    const auto code = [&](const ImportOptions& with) { return import(with, m_profiles).error().code; };
    ImportOptions bad = options;
    bad.mapping.clear();
    QCOMPARE(code(bad), ErrorCode::InvalidArgument);  // no profile knows it
    bad = options;
    bad.profile = "nobody";
    QCOMPARE(code(bad), ErrorCode::NotFound);
    bad = options;
    bad.mapping[0].column = "Day";
    QCOMPARE(code(bad), ErrorCode::Malformed);
    bad = options;
    bad.mapping[0].field = "day";
    QCOMPARE(code(bad), ErrorCode::UnknownField);
    bad = options;
    bad.currency.clear();
    QCOMPARE(code(bad), ErrorCode::InvalidArgument);
    bad = options;
    bad.currency = "XXZ";
    QCOMPARE(code(bad), ErrorCode::InvalidArgument);
    bad = options;
    bad.file = write("");
    QCOMPARE(code(bad), ErrorCode::Malformed);
    bad.file = "/nowhere.csv";
    QCOMPARE(code(bad), ErrorCode::NotFound);
  }

  void previewsTheFirstRows() {
    std::string text = "Date,Payee,Amount\n";
    for (int i = 0; i < 300; ++i) text += "2022-01-01,P" + std::to_string(i) + (i == 5 ? ",x\n" : ",1\n");
    const ImportPreview preview = must(previewImport(simple(text), m_profiles));
    QCOMPARE(preview.first.size(), std::size_t{100});
    QCOMPARE(preview.raw.size(), std::size_t{20});
    QCOMPARE(preview.raw[0][1], std::string("Payee"));
    QCOMPARE(preview.report.rows, std::uint64_t{300});
    QCOMPARE(preview.report.recorded, std::uint64_t{299});
    QCOMPARE(preview.report.totals.sums[0].sum.minor, std::int64_t{29900});
    QCOMPARE(preview.report.problems.size(), std::size_t{1});
    QCOMPARE(preview.report.headings.size(), std::size_t{3});
  }

  void writesCanonicalArguments() {
    PaymentDraft draft;
    draft.id = "a\"1";
    draft.date = *Date::fromIso("2022-05-04");
    draft.department = "教育局";
    draft.payee = "P";
    draft.amount = Amount(-5);
    draft.currency = "CNY";
    QCOMPARE(paymentArguments(draft), std::string("{\"amount\":-5,\"currency\":\"CNY\",\"date\":\"2022-05-04\",\"department\":"
                                                  "\"教育局\",\"id\":\"a\\\"1\",\"payee\":\"P\"}"));
    draft.allocation = draft.entity = draft.programme = draft.functionalClass = draft.reference = draft.description = "x\n";
    const std::string all = paymentArguments(draft);
    const auto parsed = Json::parseCanonical(all);
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->members().size(), std::size_t{12});
  }

  void readsDatesAsAskedForWhateverTheColumnShows() {
    const auto dates = [&](const char* style, const std::string& cells) {
      ImportOptions options = simple("Date,Payee,Amount\n" + cells);
      options.styles.dateStyle = style;
      const Imported imported = must(import(options, m_profiles));
      std::string out = imported.report.detected.dateStyle + ", " + imported.report.styles.dateStyle + ":";
      for (const PaymentDraft& draft : imported.payments) out += " " + draft.date.iso();
      for (const ImportProblem& problem : imported.report.problems) out += " " + problem.reason;
      return out;
    };
    QCOMPARE(dates("mm/dd/yyyy", "03/04/2022,P,1\n"), std::string("dd/mm/yyyy (assumed), mm/dd/yyyy: 2022-03-04"));
    QCOMPARE(dates("mm/dd/yyyy", "03/04/2022,P,1\n13/04/2022,P,1\n"),
             std::string("dd/mm/yyyy, mm/dd/yyyy: 2022-03-04 bad_date"));
    QCOMPARE(dates("dd/mm/yyyy", "03/04/2022,P,1\n13/04/2022,P,1\n04/13/2022,P,1\n"),
             std::string("dd/mm/yyyy and mm/dd/yyyy mixed, dd/mm/yyyy: 2022-04-03 2022-04-13 bad_date"));
    QCOMPARE(dates("yyyy-mm-dd", "22-05-04,P,1\n2022.5.6,P,1\n04/05/2022,P,1\n"),
             std::string("dd/mm/yyyy, yyyy-mm-dd, yyyy-mm-dd: 2022-05-04 2022-05-06 bad_date"));
  }

  void readsAmountsAsAskedForWhateverTheColumnShows() {
    ImportOptions options = simple("Date;Payee;Amount\n2022-01-01;P;1.234\n2022-01-01;P;1,234.56\n");
    Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.styles.decimalStyle, std::string("1,234.56"));
    QCOMPARE(imported.payments.size(), std::size_t{1});
    options.styles.decimalStyle = "1.234,56";
    imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.detected.decimalStyle, std::string("1,234.56"));
    QCOMPARE(imported.report.styles.decimalStyle, std::string("1.234,56"));
    QCOMPARE(imported.payments.size(), std::size_t{1});
    QCOMPARE(imported.payments[0].amount, Amount(123400));
    QCOMPARE(imported.report.problems[0].reason, std::string("bad_amount"));
  }

  void readsTheEncodingThatIsAskedFor() {
    // 局 alone, in GB18030, beside French in the same file: nothing that finding out could rest on.
    ImportOptions options = simple("Date,Payee,Amount\n2022-01-01,\xBE\xD6,1\n2022-01-02,\xE9t\xE9,1\n");
    Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.styles.encoding, std::string("Windows-1252"));
    QCOMPARE(imported.payments[1].payee, std::string("été"));
    options.styles.encoding = "GB18030";
    imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.detected.encoding, std::string("Windows-1252"));
    QCOMPARE(imported.report.styles.encoding, std::string("GB18030"));
    QCOMPARE(imported.payments[0].payee, std::string("局"));
    options.styles.encoding = "UTF-8";
    imported = must(import(options, m_profiles));
    QVERIFY(imported.payments.empty());
    QCOMPARE(imported.report.problems.size(), std::size_t{2});
    QCOMPARE(imported.report.problems[0].reason, std::string("bad_encoding"));

    std::string wide;
    for (const char c : std::string("Date,Payee,Amount\n2022-01-01,P,1\n")) wide += {c, '\0'};
    options = simple(wide);
    QVERIFY(!import(options, m_profiles));
    options.styles.encoding = "UTF-16LE";
    QCOMPARE(must(import(options, m_profiles)).payments.size(), std::size_t{1});

    options = simple(
        "\xEF\xBB\xBF"
        "Date,Payee,Amount\n2022-01-01,P,1\n");
    options.styles.encoding = "UTF-8";
    QCOMPARE(must(import(options, m_profiles)).payments.size(), std::size_t{1});
    options.styles.encoding = "GB18030";
    const auto refused = import(options, m_profiles);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(std::string(refused.error().parameter("encoding")), std::string("UTF-8"));
  }

  void splitsAtTheDelimiterThatIsAskedFor() {
    ImportOptions options = simple("Date^Payee^Amount\n2022-01-01^A, B^1\n2022-01-02^C, D^2\n");
    QVERIFY(!import(options, m_profiles));
    options.styles.delimiter = "^";
    const Imported imported = must(import(options, m_profiles));
    QCOMPARE(imported.report.detected.delimiter, std::string(","));
    QCOMPARE(imported.report.styles.delimiter, std::string("^"));
    QCOMPARE(imported.payments.size(), std::size_t{2});
    QCOMPARE(imported.payments[0].payee, std::string("A, B"));
    options.styles.delimiter = "tab";
    const auto refused = import(options, m_profiles);
    QCOMPARE(refused.error().code, ErrorCode::Malformed);
    QVERIFY(refused.error().detail.find("with the delimiter \"tab\"") != std::string::npos);
    QCOMPARE(std::string(refused.error().parameter("heading")), std::string("Date^Payee^Amount"));
  }

  void refusesStylesThatItDoesNotKnow() {
    const auto refusal = [&](const ImportStyles& styles) {
      ImportOptions options = simple("Date,Payee,Amount\n2022-01-01,P,1\n");
      options.styles = styles;
      const auto imported = import(options, m_profiles);
      return imported ? "none" : std::string(imported.error().parameter("style"));
    };
    QCOMPARE(refusal({"EBCDIC", "", "", ""}), std::string("encoding"));
    QCOMPARE(refusal({"", "ab", "", ""}), std::string("delimiter"));
    QCOMPARE(refusal({"", "a", "", ""}), std::string("delimiter"));
    QCOMPARE(refusal({"", "\"", "", ""}), std::string("delimiter"));
    QCOMPARE(refusal({"", "", "1 234,56", ""}), std::string("decimal style"));
    QCOMPARE(refusal({"", "", "", "dmy"}), std::string("date style"));
    QCOMPARE(refusal({"UTF-8", ",", "1,234.56", "yyyy-mm-dd"}), std::string("none"));
  }

  void aProfileFixesTheStylesOfItsFiles() {
    ImportOptions options = simple("Date,Payee,Amount,Unit\n03/04/2022,\xBE\xD6,1.234,U\n");
    options.styles = {"GB18030", "", "1.234,56", "mm/dd/yyyy"};
    ImportProfile profile = must(profileOf("mine", options, m_profiles));
    QCOMPARE(profile.recognise, (std::vector<std::string>{"Date", "Payee", "Amount", "Unit"}));
    const std::vector profiles{must(parseProfile(formatProfile(profile)))};
    const auto read = [&](const ImportOptions& asked) {
      const Imported imported = must(import(asked, profiles));
      const PaymentDraft& payment = imported.payments.at(0);
      return imported.report.profile + " " + payment.date.iso() + " " + payment.payee + " " +
             std::to_string(payment.amount.minor) + " " + payment.department + " " + payment.currency;
    };
    ImportOptions again;
    again.file = options.file;
    QCOMPARE(read(again), std::string("mine 2022-03-04 局 123400 Body GBP"));  // recognised
    again.profile = "mine";
    again.styles.dateStyle = "dd/mm/yyyy";
    QCOMPARE(read(again), std::string("mine 2022-04-03 局 123400 Body GBP"));  // the options go first
  }

  void savesProfilesAndPrefersThem() {
    const std::filesystem::path network = m_directory.path().toStdString();
    const ImportProfile shipped =
        *std::find_if(m_profiles.begin(), m_profiles.end(), [](const auto& each) { return each.name == "uk-gla"; });
    QVERIFY(shipped.shipped);
    ImportProfile profile = shipped;
    profile.dateOrder = DateOrder::MonthFirst;
    profile.cutDescription = true;
    QCOMPARE(saveProfile(network, profile).error().code, ErrorCode::AlreadyThere);
    profile.name = "mine";
    QVERIFY(saveProfile(network, profile));
    std::ofstream(network / "profiles" / "broken.json") << "{";
    std::ofstream(network / "profiles" / "elsewhere.json") << formatProfile(profile);
    std::ofstream(network / "profiles" / "uk-gla.json") << formatProfile(shipped);
    std::vector<std::string> unreadable;
    const auto profiles = importProfiles(network, &unreadable);
    QCOMPARE(profiles.size(), m_profiles.size() + 1);
    QCOMPARE(unreadable.size(), std::size_t{3});
    const auto found = std::find_if(profiles.begin(), profiles.end(), [](const auto& each) { return each.name == "mine"; });
    QVERIFY(!found->shipped);
    QVERIFY(found->mapping == profile.mapping);
    QVERIFY(found->cutDescription);
    QVERIFY(found->dateOrder == DateOrder::MonthFirst);
    std::string file;
    for (const std::string& heading : profile.recognise) file += heading + ",";
    for (const ImportMapping& line : profile.mapping) {
      if (!line.column.starts_with('=')) file += line.column + ",";
    }
    ImportOptions options;
    options.file = write(file + "\n");
    QCOMPARE(must(import(options, profiles)).report.profile, std::string("mine"));
    profile.name = "../evil";
    QVERIFY(!saveProfile(network, profile));
    QVERIFY(!parseProfile(R"({"name":"x","fields":{"nonsense":"A"}})"));
  }
};

QTEST_GUILESS_MAIN(PaymentImportTest)
#include "payment_import_test.moc"
