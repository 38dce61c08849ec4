// The Finance page's models: text of money and periods, filters, the long table under late answers and a growing ledger,
// groups, months, budget, export.
#include <QtCore/QFile>
#include <QtCore/QLocale>
#include <QtCore/QTemporaryDir>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>
#include <limits>

#include "models/department_budget_model.h"
#include "models/finance_budget_model.h"
#include "models/finance_export.h"
#include "models/finance_filter_model.h"
#include "models/finance_groups_model.h"
#include "models/finance_import_model.h"
#include "models/finance_months_model.h"
#include "models/finance_table_model.h"
#include "models/finance_text.h"
#include "tests/support/fake_finance.h"

using namespace mz;
using Kind = FinanceFilterModel::Kind;
using Mode = QAbstractItemModelTester::FailureReportingMode;

namespace {

constexpr const char* kChannel = "finance";

// Keeps questions until the test answers them, in any order.
struct Desk {
  struct Waiting {
    FinanceTableModel::Question question;
    bool newest;
    FinanceTableModel::Answer answer;
  };
  std::vector<Waiting> waiting;

  FinanceTableModel::Fetch fetch() {
    return [this](const FinanceTableModel::Question& question, bool newest, FinanceTableModel::Answer answer) {
      waiting.push_back({question, newest, std::move(answer)});
    };
  }
  // A table of `count` rows whose payment number is its position plus `base`.
  static FinanceTable table(const FinanceTableModel::Question& question, std::uint64_t count, std::uint64_t revision = 1,
                            std::uint64_t base = 0) {
    FinanceTable out;
    out.revision = revision;
    out.totals.count = count;
    out.totals.sums = {{"CNY", Amount(static_cast<std::int64_t>(count) * 100), count, false}};
    out.offset = question.offset;
    for (std::uint64_t i = question.offset; i < count && out.rows.size() < question.count; ++i) {
      FinanceRow row;
      row.payment = base + i;
      row.transaction = TransactionNumber(i);
      row.currency = "CNY";
      row.amount = Amount(100);
      row.payee = std::to_string(base + i);
      out.rows.push_back(row);
    }
    return out;
  }
  void answer(std::size_t which, std::uint64_t count, std::uint64_t revision = 1, std::uint64_t base = 0) {
    Waiting one = std::move(waiting[which]);
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(which));
    one.answer(table(one.question, count, revision, base));
  }
};

QString payeeAt(const FinanceTableModel& model, int row) {
  return model.data(model.index(row, FinanceTableModel::Payee)).toString();
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class FinanceModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

  void moneyKeepsEveryCent() {
    QCOMPARE(moneyText(Amount(std::numeric_limits<std::int64_t>::max()), "CNY"),
             QStringLiteral("CNY\u00a092,233,720,368,547,758.07"));
    QCOMPARE(moneyText(Amount(-5), "GBP"), QStringLiteral("GBP\u00a0\u22120.05"));
    QCOMPARE(moneyText(Amount(1234), "JPY"), QStringLiteral("JPY\u00a01,234"));
    QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
    QCOMPARE(moneyText(Amount(864122031857), "CNY"), QStringLiteral("8,641,220,318.57 元"));
  }

  void shortMoneyRoundsHalfUpAndNamesItsUnit() {
    QCOMPARE(shortMoneyText(Amount(123456789), "CNY"), QStringLiteral("CNY\u00a01.23 million"));
    QCOMPARE(shortMoneyText(Amount(-100000000000), "GBP"), QStringLiteral("GBP\u00a0\u22121.00 billion"));
    QCOMPARE(shortMoneyText(Amount(99999999), "GBP"), QStringLiteral("GBP\u00a0999,999.99"));
    QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
    QCOMPARE(shortMoneyText(Amount(864122031857), "CNY"), QStringLiteral("86.41 亿元"));
    QCOMPARE(shortMoneyText(Amount(1234567), "CNY"), QStringLiteral("1.23 万元"));
    QVERIFY(!shortMoneyText(Amount(std::numeric_limits<std::int64_t>::min()), "CNY").isEmpty());
  }

  void typedAmountsAreReadExactly_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qlonglong>("minor");
    QTest::newRow("plain") << "1500" << true << 150000LL;
    QTest::newRow("grouped") << "1,500.5" << true << 150050LL;
    QTest::newRow("negative") << "-20.05" << true << -2005LL;
    QTest::newRow("wan") << QStringLiteral("1万") << true << 1000000LL;
    QTest::newRow("yi") << QStringLiteral("2.5亿元") << true << 25000000000LL;
    QTest::newRow("zeros beyond the cent") << "1.500" << true << 150LL;
    QTest::newRow("too fine") << "1.005" << false << 0LL;
    QTest::newRow("words") << "many" << false << 0LL;
    QTest::newRow("empty") << "" << false << 0LL;
    QTest::newRow("too large") << "99999999999999999999" << false << 0LL;
    QTest::newRow("two points") << "1.2.3" << false << 0LL;
  }
  void typedAmountsAreReadExactly() {
    QFETCH(QString, text);
    QFETCH(bool, good);
    QFETCH(qlonglong, minor);
    const auto amount = parseTypedAmount(text, "CNY");
    QCOMPARE(amount.has_value(), good);
    if (good) QCOMPARE(amount->minor, minor);
  }

  void shownAmountsCanBeTypedBack() {
    for (const std::int64_t minor : {0LL, 5LL, -123456789LL, 99999999999LL}) {
      QCOMPARE(parseTypedAmount(amountText(Amount(minor), "CNY"), "CNY")->minor, minor);
    }
  }

  void periodsAreNamedAsPeopleDo() {
    const auto text = [](const char* from, const char* until) { return periodText(Date::fromIso(from), Date::fromIso(until)); };
    QCOMPARE(text("2026-01-01", "2026-12-31"), QStringLiteral("2026"));
    QCOMPARE(text("2026-04-01", "2026-06-30"), QStringLiteral("2026 quarter 2"));
    QCOMPARE(text("2024-02-01", "2024-02-29"), QStringLiteral("Feb 2024"));
    QCOMPARE(text("2024-01-01", "2026-12-31"), QStringLiteral("2024 – 2026"));
    QVERIFY(text("2026-01-02", "2026-12-31").contains(QStringLiteral("2026")));
    QVERIFY(text("2026-01-02", "2026-12-31") != QStringLiteral("2026"));
    QVERIFY(periodText(std::nullopt, Date::fromIso("2026-01-02")).startsWith(QStringLiteral("until")));
  }

  void filtersCombineAndEachCanBeTakenAway() {
    FinanceFilterModel model;
    QSignalSpy changed(&model, &FinanceFilterModel::filterChanged);
    FinanceFilter filter;
    filter.departments = {"b", "a", "b"};
    filter.least = Amount(900);
    filter.most = Amount(100);
    filter.text = "x";
    model.setFilter(filter);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.filter().departments, (std::vector<std::string>{"a", "b"}));
    QCOMPARE(model.filter().least->minor, 100);
    QCOMPARE(model.kinds(), (QList<Kind>{Kind::Department, Kind::Amount, Kind::Text}));
    model.setFilter(filter);
    QCOMPARE(changed.count(), 1);  // the same in another order is no change
    model.remove(Kind::Amount);
    QVERIFY(!model.filter().least && !model.filter().most);
    model.clear();
    QVERIFY(model.isEmpty());
    QCOMPARE(changed.count(), 3);
  }

  void aChipNamesTwoAndCountsTheRest() {
    FinanceFilterModel model;
    FinanceFilter filter;
    filter.payees = {"a", "b", "c", "d"};
    model.setFilter(filter);
    QVERIFY(model.chipText(Kind::Payee).startsWith(QStringLiteral("Payee: a, b")));
    QVERIFY(!model.chipText(Kind::Payee).contains(QStringLiteral("c,")));
    QCOMPARE(model.fullText(Kind::Payee), QStringLiteral("a, b, c, d"));
  }

  void aFilterIsKeptAndComesBackWhole() {
    FinanceFilterModel model;
    FinanceFilter filter;
    filter.departments = {"教育局", "财政局"};
    filter.payees = {"a"};
    filter.from = Date::fromIso("2026-01-01");
    filter.least = Amount(std::numeric_limits<std::int64_t>::max());
    filter.currency = "CNY";
    filter.text = "water";
    model.setFilter(filter);
    const QJsonObject kept = QJsonDocument::fromJson(QJsonDocument(model.json()).toJson()).object();
    const FinanceFilter before = model.filter();
    model.clear();
    QVERIFY(model.json().isEmpty());
    model.setJson(kept);
    QVERIFY(model.filter() == before);
    // What somebody wrote into the settings by hand.
    model.setJson({{QStringLiteral("department"), 7},
                   {QStringLiteral("payee"), QJsonArray{1, QStringLiteral("b")}},
                   {QStringLiteral("least"), QStringLiteral("much")},
                   {QStringLiteral("until"), QStringLiteral("2026-02-31")}});
    FinanceFilter readable;
    readable.payees = {"b"};
    QVERIFY(model.filter() == readable);
  }

  void presetsCoverWholePeriods() {
    const auto presets =
        FinanceFilterModel::periodPresets(QDate(2026, 11, 21), Date::fromIso("2010-05-01"), Date::fromIso("2022-03-01"));
    QCOMPARE(presets[0].from.iso(), std::string("2026-11-01"));
    QCOMPARE(presets[0].until.iso(), std::string("2026-11-30"));
    QCOMPARE(presets[2].from.iso(), std::string("2026-10-01"));
    QCOMPARE(presets[3].from.iso(), std::string("2025-11-22"));
    QCOMPARE(presets.size(), 6 + 8);
    QCOMPARE(presets[6].title, QStringLiteral("2022"));
    QCOMPARE(presets.back().title, QStringLiteral("2015"));
  }

  void narrowingToAMonthTakesItsDays() {
    const FinanceFilter narrowed = FinanceFilterModel::narrowed({}, FinanceGrouping::Month, "2024-02");
    QCOMPARE(narrowed.from->iso(), std::string("2024-02-01"));
    QCOMPARE(narrowed.until->iso(), std::string("2024-02-29"));
  }

  void theTableReadsOnlyWhereItIsLookedAt() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    QAbstractItemModelTester tester(&model, Mode::Fatal);
    model.setQuery({}, FinanceOrder::DateDescending);
    QCOMPARE(desk.waiting.size(), 1u);
    desk.answer(0, 300'000);
    QCOMPARE(model.rowCount(), 300'000);
    QCOMPARE(payeeAt(model, 10), QStringLiteral("10"));
    QCoreApplication::processEvents();
    desk.waiting.clear();  // what the tester looked at
    QCOMPARE(model.data(model.index(200'000, FinanceTableModel::Date)).toString(), QStringLiteral("…"));
    QTRY_COMPARE(desk.waiting.size(), 1u);
    QVERIFY(desk.waiting[0].question.offset <= 200'000 && desk.waiting[0].question.offset + 256 > 200'000);
    desk.answer(0, 300'000);
    QCOMPARE(payeeAt(model, 200'000), QStringLiteral("200000"));
  }

  void theNewestPlaceIsAskedAndOlderWishesAreDropped() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    model.setQuery({}, FinanceOrder::DateDescending);
    desk.answer(0, 1'000'000);
    for (int row = 10'000; row < 900'000; row += 10'000) payeeAt(model, row);  // a dragged scroll bar in one turn
    QTRY_VERIFY(!desk.waiting.empty());
    QVERIFY(desk.waiting.size() <= 4);
    QVERIFY(desk.waiting[0].newest);
    QCOMPARE(desk.waiting[0].question.offset, 890'000u / 256 * 256);
    desk.waiting.clear();  // dropped by the newest question
    payeeAt(model, 20'000);
    QTRY_VERIFY(!desk.waiting.empty());  // and a dropped place can be asked again
  }

  void lateAnswersToAnOlderFilterAreIgnored() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    model.setQuery({}, FinanceOrder::DateDescending);
    FinanceFilter filter;
    filter.text = "new";
    model.setQuery(filter, FinanceOrder::DateDescending);
    QCOMPARE(desk.waiting.size(), 2u);
    desk.answer(1, 7, 1, 500);
    QCOMPARE(model.rowCount(), 7);
    desk.answer(0, 999);
    QCOMPARE(model.rowCount(), 7);
    QCOMPARE(payeeAt(model, 0), QStringLiteral("500"));
    QCOMPARE(model.totals().count, 7u);
  }

  void aGrowingLedgerNeverBlanksWhatIsShown() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    QAbstractItemModelTester tester(&model, Mode::Fatal);
    model.setQuery({}, FinanceOrder::DateDescending);
    desk.answer(0, 600);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QCOMPARE(payeeAt(model, 100), QStringLiteral("100"));
    desk.waiting.clear();
    model.refresh();
    QCOMPARE(payeeAt(model, 100), QStringLiteral("100"));
    QTRY_VERIFY(!desk.waiting.empty());
    desk.answer(0, 650, 2, 1000);
    QCOMPARE(model.rowCount(), 650);
    QCOMPARE(payeeAt(model, 100), QStringLiteral("1100"));
    QCOMPARE(resets.count(), 0);  // selection and scroll position stay
    QCOMPARE(model.rowOfPayment(1101), 101);
    QCOMPARE(model.revision(), 2u);
    model.refresh();
    QTRY_VERIFY(!desk.waiting.empty());
    desk.answer(0, 3, 3);
    QCOMPARE(model.rowCount(), 3);
  }

  void aFailureIsToldAndTheNextQueryWorks() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    QSignalSpy failed(&model, &FinanceTableModel::failed);
    model.setQuery({}, FinanceOrder::DateDescending);
    auto waiting = std::move(desk.waiting[0]);
    desk.waiting.clear();
    waiting.answer(fail(ErrorCode::Io, "no disk"));
    QCOMPARE(failed.count(), 1);
    QVERIFY(!model.isLoading());
    model.setQuery({}, FinanceOrder::DateDescending);
    desk.answer(0, 2);
    QCOMPARE(model.rowCount(), 2);
  }

  void onlyDateAndAmountSort() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    model.setQuery({}, FinanceOrder::DateDescending);
    desk.answer(0, 3);
    model.sort(FinanceTableModel::Payee, Qt::AscendingOrder);
    QVERIFY(desk.waiting.empty());
    model.sort(FinanceTableModel::Amount, Qt::AscendingOrder);
    QCOMPARE(desk.waiting.size(), 1u);
    QCOMPARE(desk.waiting[0].question.order, FinanceOrder::AmountAscending);
  }

  void stateFollowsFinality() {
    Desk desk;
    FinanceTableModel model(desk.fetch());
    model.setQuery({}, FinanceOrder::DateDescending);
    desk.answer(0, 4);
    model.setFinalBelow(TransactionNumber(2));
    QCOMPARE(model.data(model.index(1, FinanceTableModel::State)).toString(), QStringLiteral("Final"));
    QCOMPARE(model.data(model.index(2, FinanceTableModel::State)).toString(), QStringLiteral("Executed"));
    QVERIFY(model.data(model.index(1, FinanceTableModel::State), kStatusRole) !=
            model.data(model.index(2, FinanceTableModel::State), kStatusRole));
  }

  void groupsOfDifferentCurrenciesAreNeverMixed() {
    FinanceGroupsModel model;
    QAbstractItemModelTester tester(&model, Mode::Fatal);
    model.setGroups(FinanceGrouping::Department,
                    {{{"a", "CNY", 3, Amount(300)}, {"a", "GBP", 9, Amount(500)}, {"b", "CNY", 1, Amount(-100)}}, {}});
    QCOMPARE(model.currencies(), (std::vector<std::string>{"GBP", "CNY"}));
    const auto bars = model.largest("CNY", 10);
    QCOMPARE(bars.size(), 2u);
    QCOMPARE(model.share(bars[0]), 0.75);
    QCOMPARE(model.share(bars[1]), 0.25);
    model.sort(FinanceGroupsModel::Payments, Qt::DescendingOrder);
    QCOMPARE(model.data(model.index(0, FinanceGroupsModel::Payments)).toString(), QStringLiteral("9"));

    // Those that are not here yet count in shares, and in how many there are.
    model.setGroups(FinanceGrouping::Department,
                    {{{"a", "CNY", 3, Amount(300)}}, {{"CNY", 2, 5, Amount(-100), Amount(300)}, {"GBP", 1, 9, {}, {}}}});
    QCOMPARE(model.share(model.groups()[0]), 0.5);
    QCOMPARE(model.groupsOf("CNY"), std::uint64_t{3});
    QCOMPARE(model.currencies(), (std::vector<std::string>{"GBP", "CNY"}));
  }

  void monthsStandBesideTheYearBefore() {
    FinanceMonthsModel model;
    QAbstractItemModelTester tester(&model, Mode::Fatal);
    model.setGroups(2026, {{"2025-03", "CNY", 2, Amount(10000)},
                           {"2026-03", "CNY", 4, Amount(15000)},
                           {"2024-03", "CNY", 4, Amount(99)},
                           {"2026-03", "GBP", 1, Amount(7)}});
    QCOMPARE(model.currency(), std::string("CNY"));
    QCOMPARE(model.data(model.index(2, FinanceMonthsModel::ThisYear)).toString(), QStringLiteral("150.00"));
    QCOMPARE(model.data(model.index(2, FinanceMonthsModel::Before)).toString(), QStringLiteral("100.00"));
    QCOMPARE(model.data(model.index(2, FinanceMonthsModel::Change)).toString(), QStringLiteral("+50.0%"));
    QCOMPARE(model.data(model.index(0, FinanceMonthsModel::ThisYear)).toString(), QStringLiteral("–"));
    model.chooseCurrency("GBP");
    QCOMPARE(model.data(model.index(2, FinanceMonthsModel::ThisYear)).toString(), QStringLiteral("0.07"));
    QCOMPARE(model.data(model.index(2, FinanceMonthsModel::Change)).toString(), QStringLiteral("–"));
  }

  void budgetsAreSetAgainstWhatTheDepartmentPaid() {
    BudgetLineRow line;
    line.year = 2026;
    line.department = "edu";
    line.currency = "CNY";
    line.amount = Amount(1000);
    line.adjusted = Amount(2000);
    line.allocated = Amount(500);
    BudgetLineRow other = line;
    other.department = "tax";
    BudgetLineRow old = line;
    old.year = 2025;
    const auto budgets = departmentBudgets({line, line, other, old}, 2026, {{"edu", "CNY", 3, Amount(1000)}});
    QCOMPARE(budgets.size(), 2u);
    QCOMPARE(budgets[0].adjusted.minor, 4000);
    DepartmentBudgetModel model;
    QAbstractItemModelTester tester(&model, Mode::Fatal);
    model.setBudgets(budgets);
    QCOMPARE(model.data(model.index(0, DepartmentBudgetModel::Used)).toString(), QStringLiteral("25.0%"));
    QCOMPARE(model.data(model.index(1, DepartmentBudgetModel::Spent)).toString(), QStringLiteral("–"));
    FinanceBudgetModel lines;
    QAbstractItemModelTester linesTester(&lines, Mode::Fatal);
    lines.setLines({line, other, old});
    QCOMPARE(lines.data(lines.index(0, FinanceBudgetModel::Open)).toString(), QStringLiteral("15.00"));
    lines.sort(FinanceBudgetModel::Year, Qt::AscendingOrder);
    QCOMPARE(lines.line(0).year, 2025);
  }

  void budgetSumsThatOverflowSaySo() {
    BudgetLineRow line;
    line.year = 2026;
    line.adjusted = Amount(std::numeric_limits<std::int64_t>::max());
    const auto budgets = departmentBudgets({line, line}, 2026, {});
    QVERIFY(budgets[0].overflowed);
  }

  void refusedRowsSortByLineAsNumbers() {
    ImportProblemModel model;
    QAbstractItemModelTester tester(&model, Mode::Fatal);
    model.setProblems(
        {{10, "b", "x", "bad_date", "d"}, {9, "a", "y", "bad_amount", "d"}, {100, {}, "z", "never_heard_of", "d"}});
    model.sort(ImportProblemModel::Line, Qt::AscendingOrder);
    QCOMPARE(model.problems()[0].line, 9u);
    QCOMPARE(model.problems()[2].line, 100u);
    QCOMPARE(model.data(model.index(0, ImportProblemModel::Reason)).toString(), QStringLiteral("Not an amount"));
    QCOMPARE(model.data(model.index(2, ImportProblemModel::Reason)).toString(), QStringLiteral("never_heard_of"));
    FinancePreviewModel preview;
    QAbstractItemModelTester previewTester(&preview, Mode::Fatal);
    preview.setPayments({PaymentDraft{}});
    BudgetLineDraft line;
    line.year = 2019;
    preview.setBudgetLines({line});
    QCOMPARE(preview.data(preview.index(0, 0)).toString(), QStringLiteral("2019"));
  }

  void csvQuotesAndDisarmsFormulas() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("problems.csv"));
    const std::vector<ImportProblem> problems{{7, "a,\"b\"", "=HYPERLINK(1)", "plain", " blank"}};
    QVERIFY(exportProblems(problems, {QStringLiteral("Line"), QStringLiteral("Column, heading")}, file));
    QCOMPARE(contentOf(file), QByteArray("\xEF\xBB\xBF"
                                         "Line,\"Column, heading\"\r\n7,\"a,\"\"b\"\"\",'=HYPERLINK(1),plain,\" blank\"\r\n"));
  }

  void exportWritesEveryFilteredRowInOrder() {
    const test::FakeFinance engine(9000);
    QTemporaryDir folder;
    PaymentExport what;
    what.channel = kChannel;
    what.filter.currency = "CNY";
    what.order = FinanceOrder::AmountDescending;
    what.columns = {FinanceTableModel::Amount, FinanceTableModel::Payee};
    what.headings = {QStringLiteral("Amount"), QStringLiteral("Payee")};
    what.file = folder.filePath(QStringLiteral("out.csv"));
    const auto written = exportPayments(engine, what, Progress());
    QVERIFY(written.has_value());
    const auto expected = engine.matching(what.filter);
    QCOMPARE(*written, expected.size());
    QList<QByteArray> lines = contentOf(what.file).split('\n');
    QVERIFY(
        lines.takeFirst().startsWith("\xEF\xBB\xBF"
                                     "Amount,Payee"));
    lines.removeLast();
    QCOMPARE(static_cast<std::size_t>(lines.size()), expected.size());
    std::int64_t sum = 0;
    double before = std::numeric_limits<double>::max();
    for (const QByteArray& line : lines) {
      const QByteArray figure = line.left(line.indexOf(','));
      sum += parseAmount(figure.toStdString(), 2, DecimalStyle::Point)->minor;
      QVERIFY(figure.toDouble() <= before);
      before = figure.toDouble();
    }
    std::int64_t wanted = 0;
    for (const FinanceRow& row : expected) wanted += row.amount.minor;
    QCOMPARE(sum, wanted);
  }

  void aCancelledExportLeavesNoFile() {
    const test::FakeFinance engine(100);
    QTemporaryDir folder;
    PaymentExport what;
    what.channel = kChannel;
    what.columns = {FinanceTableModel::Date};
    what.headings = {QStringLiteral("Date")};
    what.file = folder.filePath(QStringLiteral("out.csv"));
    Progress progress;
    progress.cancel();
    const auto written = exportPayments(engine, what, progress);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Cancelled);
    QVERIFY(!QFile::exists(what.file));
  }

  void anExportDuringGrowthWritesEachRowOnce() {
    test::FakeFinance engine(9000);
    QTemporaryDir folder;
    PaymentExport what;
    what.channel = kChannel;
    what.columns = {FinanceTableModel::Reference};
    what.headings = {QStringLiteral("Reference")};
    what.file = folder.filePath(QStringLiteral("out.csv"));
    bool raised = false;
    const Progress progress([&](std::uint64_t, std::uint64_t) {
      if (!raised) engine.raiseRevision();
      raised = true;
    });
    const auto written = exportPayments(engine, what, progress);
    QVERIFY(written.has_value());
    QList<QByteArray> lines = contentOf(what.file).split('\n');
    lines.removeFirst();
    lines.removeLast();
    QCOMPARE(lines.size(), 9000);
    QCOMPARE(QSet<QByteArray>(lines.begin(), lines.end()).size(), 9000);
  }
};

QTEST_GUILESS_MAIN(FinanceModelTest)
#include "finance_model_test.moc"
