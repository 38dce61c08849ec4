// The Finance page as a user drives it, offscreen: filters and totals, sorting, paging, states, detail, breakdown, months,
// budget, export, import with preview and refused rows. With MZ_PICTURES=DIR each scene is kept as a picture for looking at.
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QLocale>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>

#include "models/finance_text.h"
#include "tests/support/finance_stage.h"
#include "ui/finance/breakdown_view.h"
#include "ui/finance/budget_view.h"
#include "ui/finance/filter_bar.h"
#include "ui/finance/finance_page.h"
#include "ui/finance/group_bars.h"
#include "ui/finance/import_dialog.h"
#include "ui/finance/month_bars.h"
#include "ui/finance/months_view.h"
#include "ui/finance/payment_detail.h"
#include "ui/finance/payment_table.h"
#include "ui/finance/trail_view.h"
#include "ui/parts/saved_filters.h"
#include "ui/parts/state_view.h"

using namespace mz;
using Kind = FinanceFilterModel::Kind;
using Tab = FinancePage::Tab;
using Stage = test::FinanceStage;

namespace {

void keep(QWidget* widget, const QString& name) {
  const QString folder = qEnvironmentVariable("MZ_PICTURES");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  QCoreApplication::processEvents();
  widget->grab().save(QStringLiteral("%1/%2.png").arg(folder, name));
}

FinanceTotals::Sum sumOf(const std::vector<FinanceRow>& rows, const std::string& currency) {
  FinanceTotals::Sum out;
  out.currency = currency;
  for (const FinanceRow& row : rows) {
    if (row.currency != currency) continue;
    out.sum = Amount(out.sum.minor + row.amount.minor);
    ++out.count;
  }
  return out;
}

QString cell(PaymentTable* table, int row, int column) { return table->model()->index(row, column).data().toString(); }

QString writeCsv(const QTemporaryDir& folder, const QByteArray& content) {
  const QString path = folder.filePath(QStringLiteral("payments.csv"));
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return {};
  file.write(content);
  return path;
}

const QByteArray kGoodAndBad =
    "Date,Department,Payee,Amount,Remark\n"
    "2026-01-05,Education,Lakeside Catering,1200.50,food\n"
    "yesterday,Education,Lakeside Catering,10,food\n"
    "2026-01-06,Education,Northern Paper,-3.20,credit note\n"
    "2026-01-07,Education,Northern Paper,lots,paper\n"
    "2026-01-08,Education,,7,paper\n";

}  // namespace

class FinanceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->choose(ThemeChoice::Light);
  }
  void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
  void cleanupTestCase() { m_theme.reset(); }

  void countAndSumsAreThoseOfAllPayments() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QCOMPARE(stage.text("financeCount"), QStringLiteral("2,000 payments"));
    const QString sums = stage.text("financeSums");
    for (const char* currency : {"CNY", "GBP"})
      QVERIFY2(sums.contains(moneyText(sumOf(stage.fake->payments(), currency).sum, currency)), currency);
    QCOMPARE(stage.part<PaymentTable>("paymentTable")->model()->rowCount(), 2000);
    keep(stage.page.get(), QStringLiteral("payments"));
  }

  void filtersCombineAndTotalsFollow() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    FinanceFilter filter;
    filter.departments = {"教育局", "民政局"};
    filter.from = Date::fromIso("2026-01-01");
    filter.until = Date::fromIso("2026-12-31");
    filter.least = Amount(1'000'00);
    filter.currency = "CNY";
    filter.text = "江城";
    stage.setFilter(filter);
    const auto expected = stage.fake->matching(filter);
    QVERIFY(!expected.empty());
    QVERIFY(stage.text("financeCount").startsWith(numberText(expected.size()) + QLatin1Char(' ')));
    QCOMPARE(stage.text("financeSums"), moneyText(sumOf(expected, "CNY").sum, "CNY"));
    QCOMPARE(stage.page->findChildren<FilterChip*>().size(), 4);  // the text has its own field
    QCOMPARE(stage.part<QLineEdit>("financeSearch")->text(), QStringLiteral("江城"));
    keep(stage.page.get(), QStringLiteral("filtered"));

    for (FilterChip* chip : stage.page->findChildren<FilterChip*>()) {
      if (chip->kind() == Kind::Department) chip->findChild<QToolButton*>(QStringLiteral("chipRemove"))->click();
    }
    QVERIFY(stage.settle());
    filter.departments.clear();
    QVERIFY(stage.text("financeCount").startsWith(numberText(stage.fake->matching(filter).size()) + QLatin1Char(' ')));
    stage.part<QPushButton>("clearFilters")->click();
    QVERIFY(stage.settle());
    QVERIFY(stage.page->filter().isEmpty());
    QCOMPARE(stage.text("financeCount"), QStringLiteral("2,000 payments"));
    QVERIFY(!stage.part<QPushButton>("clearFilters")->isVisible());
  }

  void typingInTheSearchFieldFilters() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* search = stage.part<QLineEdit>("financeSearch");
    QTest::keyClicks(search, QStringLiteral("Paper"));
    QTRY_COMPARE(stage.page->filter().filter().text, std::string("Paper"));
    QVERIFY(stage.settle());
    FinanceFilter filter;
    filter.text = "Paper";
    QCOMPARE(stage.page->payments().totals().count, stage.fake->matching(filter).size());
    search->clear();
    QTRY_VERIFY(stage.page->filter().isEmpty());
  }

  void aFilterIsSavedUnderANameAndChosenAgain() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* saved = stage.page->findChild<FilterBar*>()->findChild<SavedFilters*>();
    FinanceFilter filter;
    filter.text = "Paper";
    filter.most = Amount(1'000'000);
    stage.page->filter().setFilter(filter);
    saved->saveAs(QStringLiteral("small paper"));
    stage.part<QPushButton>("clearFilters")->click();
    QVERIFY(stage.page->filter().isEmpty());
    saved->apply(saved->names().value(0));
    QVERIFY(stage.page->filter().filter() == filter);
    QVERIFY(stage.settle());
    QCOMPARE(stage.page->payments().totals().count, stage.fake->matching(filter).size());
  }

  void namesAreChosenWithCompletion() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* bar = stage.page->findChild<FilterBar*>();
    bar->edit(Kind::Payee);
    QVERIFY(stage.settle());
    FilterEditor* editor = bar->editor();
    QVERIFY(editor != nullptr);
    auto* list = editor->findChild<QListWidget*>(QStringLiteral("nameList"));
    QCOMPARE(list->count(), 10);
    keep(editor, QStringLiteral("editor-payee"));
    QTest::keyClicks(editor->findChild<QLineEdit*>(QStringLiteral("nameSearch")), QStringLiteral("Paper"));
    QTRY_COMPARE(list->count(), 1);
    list->item(0)->setCheckState(Qt::Checked);
    editor->findChild<QPushButton*>(QStringLiteral("editorApply"))->click();
    QCOMPARE(stage.page->filter().filter().payees, (std::vector<std::string>{"Northern Paper & Supply"}));
    QVERIFY(stage.settle());
    for (const FinanceRow& row : stage.fake->matching(stage.page->filter().filter()))
      QCOMPARE(row.payee, std::string("Northern Paper & Supply"));
  }

  void aPeriodPresetIsOneClick() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* bar = stage.page->findChild<FilterBar*>();
    bar->edit(Kind::Period);
    keep(bar->editor(), QStringLiteral("editor-period"));
    for (QPushButton* button : bar->editor()->findChildren<QPushButton*>(QStringLiteral("preset"))) {
      if (button->text() == QLatin1String("2025")) {
        button->click();
        break;
      }
    }
    QCOMPARE(stage.page->filter().filter().from->iso(), std::string("2025-01-01"));
    QCOMPARE(stage.page->filter().filter().until->iso(), std::string("2025-12-31"));
  }

  void anAmountThatIsNoneIsNotTaken() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* bar = stage.page->findChild<FilterBar*>();
    bar->edit(Kind::Amount);
    auto* least = bar->editor()->findChild<QLineEdit*>(QStringLiteral("amountLeast"));
    least->setText(QStringLiteral("a lot"));
    bar->editor()->findChild<QPushButton*>(QStringLiteral("editorApply"))->click();
    QVERIFY(bar->editor()->isVisible());
    QVERIFY(!bar->editor()->findChild<QLabel*>(QStringLiteral("amountProblem"))->isHidden());
    QVERIFY(stage.page->filter().isEmpty());
    least->setText(QStringLiteral("1万"));
    bar->editor()->findChild<QPushButton*>(QStringLiteral("editorApply"))->click();
    QCOMPARE(stage.page->filter().filter().least->minor, 1'000'000);
  }

  void theHeaderSortsByDateAndAmount() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* table = stage.part<PaymentTable>("paymentTable");
    QHeaderView* header = table->horizontalHeader();
    const auto click = [&](int column) {
      const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
      QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
      QVERIFY(stage.settle());
    };
    click(FinanceTableModel::Amount);
    QCOMPARE(stage.page->payments().order(), FinanceOrder::AmountDescending);
    std::int64_t largest = std::numeric_limits<std::int64_t>::min();
    for (const FinanceRow& row : stage.fake->payments()) largest = std::max(largest, row.amount.minor);
    QCOMPARE(stage.page->payments().payment(0)->amount.minor, largest);
    click(FinanceTableModel::Amount);
    QCOMPARE(stage.page->payments().order(), FinanceOrder::AmountAscending);
    QVERIFY(stage.page->payments().payment(0)->amount.minor < 0);
    click(FinanceTableModel::Payee);
    QCOMPARE(stage.page->payments().order(), FinanceOrder::AmountAscending);
    QCOMPARE(header->sortIndicatorSection(), static_cast<int>(FinanceTableModel::Amount));
    click(FinanceTableModel::Date);
    QCOMPARE(stage.page->payments().order(), FinanceOrder::DateDescending);
  }

  void anyRowIsReachedWithoutReadingAll() {
    Stage stage(*m_theme, 60'000, 0);
    QVERIFY(stage.settle());
    auto* table = stage.part<PaymentTable>("paymentTable");
    const int questions = stage.fake->tableQuestions();
    table->scrollToBottom();
    QTRY_VERIFY(cell(table, 59'999, FinanceTableModel::Payee).size() > 0);
    QVERIFY(stage.settle());
    QVERIFY2(stage.fake->tableQuestions() - questions <= 4, "the jump read the way as well");
    FinanceTable last = *stage.fake->financeTable("finance", {}, FinanceOrder::DateDescending, 59'999, 1);
    QCOMPARE(cell(table, 59'999, FinanceTableModel::Reference), fromText(last.rows[0].reference));
  }

  void copyingReadsWhatIsMissing() {
    Stage stage(*m_theme, 3000, 0);
    QVERIFY(stage.settle());
    auto* table = stage.part<PaymentTable>("paymentTable");
    table->selectAll();
    table->copySelection(true);
    QVERIFY(stage.settle());
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3001);
    QCOMPARE(lines[0].split(QLatin1Char('\t')).size(), static_cast<qsizetype>(table->shownColumns().size()));
    QVERIFY(!lines.last().contains(QStringLiteral("…")));
  }

  void columnsAreChosenAndKept() {
    const QTemporaryDir folder;
    const QString settings = folder.filePath(QStringLiteral("settings.json"));
    {
      Stage stage(*m_theme, 2000, 24, settings);
      QVERIFY(stage.settle());
      auto* table = stage.part<PaymentTable>("paymentTable");
      QVERIFY(table->isColumnHidden(FinanceTableModel::Reference));
      std::unique_ptr<QMenu> menu(table->makeColumnMenu(nullptr));
      menu->actions()[FinanceTableModel::Reference]->trigger();
      menu->actions()[FinanceTableModel::State]->trigger();
    }
    Stage again(*m_theme, 2000, 24, settings);
    QVERIFY(again.settle());
    QVERIFY(!again.part<PaymentTable>("paymentTable")->isColumnHidden(FinanceTableModel::Reference));
    QVERIFY(again.part<PaymentTable>("paymentTable")->isColumnHidden(FinanceTableModel::State));
  }

  void theDetailShowsPaymentSignerAndFinality() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    auto* table = stage.part<PaymentTable>("paymentTable");
    table->setCurrentIndex(table->model()->index(700, 0));
    QVERIFY(stage.settle());
    auto* detail = stage.part<PaymentDetail>("paymentDetail");
    QTRY_VERIFY(detail->payment().has_value());
    QVERIFY(stage.settle());
    const FinanceRow& row = *detail->payment();
    QCOMPARE(row.payment, stage.page->payments().payment(700)->payment);
    QCOMPARE(stage.text("detailAmount"), moneyText(row.amount, row.currency));
    QVERIFY(!stage.text("detailFinality").isEmpty());
    QVERIFY(stage.text("detailFinality").contains(QStringLiteral(" of ")));
    keep(stage.page.get(), QStringLiteral("detail"));

    QSignalSpy links(stage.page.get(), &Page::linkActivated);
    stage.part<QPushButton>("showInChain")->click();
    QCOMPARE(links.count(), 1);
    QCOMPARE(links[0][0].toString(), QStringLiteral("tx/%1").arg(row.transaction.value));

    QTemporaryDir folder;
    stage.files.answer = folder.filePath(QStringLiteral("receipt.tlog-proof"));
    QSignalSpy messages(stage.page.get(), &Page::messageRaised);
    QVERIFY(stage.part<QPushButton>("saveReceipt")->isEnabled());
    stage.part<QPushButton>("saveReceipt")->click();
    QVERIFY(stage.settle());
    QCOMPARE(messages.count(), 1);
    QFile file(stage.files.answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), *stage.fake->receipt("finance", row.transaction));
  }

  void theTrailLeadsFromTheBudgetLineToThePayment() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    const auto show = [&](bool drawing) {
      auto* table = stage.part<PaymentTable>("paymentTable");
      for (int row = 0; row < 200; ++row) {
        if (stage.page->payments().payment(row)->allocation.empty() == drawing) continue;
        table->setCurrentIndex(table->model()->index(row, 0));
        return stage.settle();
      }
      return false;
    };
    QVERIFY(show(true));
    auto* trail = stage.part<TrailView>("detailTrail");
    const FinanceRow row = *stage.part<PaymentDetail>("paymentDetail")->payment();
    const std::vector<TrailStep> steps = trail->trail();
    QCOMPARE(steps.size(), 4u);
    QVERIFY(trail->isVisible());
    QVERIFY(!stage.part<QLabel>("trailNote")->isVisible());
    QCOMPARE(steps[2].record.id, row.allocation);
    QCOMPARE(steps[3].record.transaction, row.transaction);
    // Each step says its amount and who signed it, and all but the payment lead to the chain and to a receipt.
    for (std::size_t i = 0; i < steps.size(); ++i) {
      auto* shown = stage.part<QWidget>(qPrintable(QStringLiteral("trailStep%1").arg(i)));
      QVERIFY(shown->isVisible());
      QString words;
      for (const QLabel* label : shown->findChildren<QLabel*>()) words += label->text() + QLatin1Char('\n');
      QVERIFY2(words.contains(amountText(steps[i].record.amount, "CNY")), qPrintable(words));
      QVERIFY2(words.contains(fromText(steps[i].transaction.signer)), qPrintable(words));
      QCOMPARE(shown->findChildren<QToolButton*>().size(), i < 3 ? 2 : 0);
    }
    keep(stage.page.get(), QStringLiteral("trail"));

    QSignalSpy links(stage.page.get(), &Page::linkActivated);
    stage.part<QToolButton>("trailChain0")->click();
    QCOMPARE(links.count(), 1);
    QCOMPARE(links[0][0].toString(), QStringLiteral("tx/%1").arg(steps[0].transaction.number.value));
    QTemporaryDir folder;
    stage.files.answer = folder.filePath(QStringLiteral("receipt.tlog-proof"));
    stage.part<QToolButton>("trailReceipt2")->click();
    QVERIFY(stage.settle());
    QFile file(stage.files.answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(), *stage.fake->receipt("finance", steps[2].transaction.number));

    QVERIFY(show(false));
    QVERIFY(!trail->isVisible());
    QVERIFY(stage.text("trailNote").contains(QStringLiteral("no allocation")));
  }

  void aPaymentOpensByLink() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QVERIFY(stage.page->openLink(QStringLiteral("payment/42")));
    QVERIFY(stage.settle());
    QCOMPARE(stage.part<PaymentDetail>("paymentDetail")->payment()->payment, 42u);
    QVERIFY(!stage.page->openLink(QStringLiteral("block/4")));
    QVERIFY(!stage.page->openLink(QStringLiteral("payment/x")));
  }

  void breakdownNarrowsAndGoesDeeper() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.page->showTab(Tab::Breakdown);
    QVERIFY(stage.settle());
    auto* view = stage.page->findChild<BreakdownView*>();
    auto* bars = stage.part<GroupBars>("groupBars");
    keep(stage.page.get(), QStringLiteral("breakdown"));
    const auto first = view->model().largest(view->model().currencies().front(), 1);
    QTest::mouseClick(bars, Qt::LeftButton, {}, bars->barRow(0).center());
    QVERIFY(stage.settle());
    QCOMPARE(stage.page->filter().filter().departments, (std::vector<std::string>{first[0].key}));
    QCOMPARE(view->grouping(), FinanceGrouping::Entity);
    std::uint64_t count = 0;
    for (const FinanceGroup& group : view->model().groups()) count += group.count;
    QCOMPARE(count, stage.page->payments().totals().count);
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Down);
    QCOMPARE(bars->current(), 1);
    QTest::keyClick(bars, Qt::Key_Return);
    QVERIFY(stage.settle());
    QCOMPARE(stage.page->filter().filter().entities.size(), 1u);
  }

  void monthsShowTwoYearsAndNarrow() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.page->showTab(Tab::Months);
    QVERIFY(stage.settle());
    auto* view = stage.page->findChild<MonthsView*>();
    QCOMPARE(view->year(), 2026);
    keep(stage.page.get(), QStringLiteral("months"));
    for (int month = 1; month <= 12; ++month) {
      FinanceFilter filter =
          FinanceFilterModel::narrowed({}, FinanceGrouping::Month, "2025-" + std::to_string(100 + month).substr(1));
      const auto expected = sumOf(stage.fake->matching(filter), "CNY");
      QCOMPARE(view->model().before()[static_cast<std::size_t>(month - 1)].sum, expected.sum);
    }
    stage.part<QToolButton>("earlierYear")->click();
    QVERIFY(stage.settle());
    QCOMPARE(view->year(), 2025);
    auto* bars = stage.part<MonthBars>("monthBars");
    bars->setFocus();
    QTest::keyClick(bars, Qt::Key_Home);
    QTest::keyClick(bars, Qt::Key_Right);
    QTest::keyClick(bars, Qt::Key_Return);
    QVERIFY(stage.settle());
    QCOMPARE(stage.page->filter().filter().from->iso(), std::string("2025-02-01"));
    QCOMPARE(stage.page->filter().filter().until->iso(), std::string("2025-02-28"));
    QCOMPARE(stage.part<QTabBar>("financeTabs")->currentIndex(), 0);
  }

  void budgetIsSetAgainstPayments() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.page->showTab(Tab::Budget);
    QVERIFY(stage.settle());
    auto* view = stage.page->findChild<BudgetView*>();
    keep(stage.page.get(), QStringLiteral("budget"));
    QVERIFY(view->lines().rowCount() > 0);
    QCOMPARE(stage.part<QComboBox>("budgetYear")->currentData().toInt(), 2026);
    for (const DepartmentBudget& budget : view->departments().budgets()) {
      FinanceFilter filter = FinanceFilterModel::narrowed({}, FinanceGrouping::Year, "2026");
      filter.departments = {budget.department};
      QCOMPARE(*budget.spent, sumOf(stage.fake->matching(filter), "CNY").sum);
    }
    Stage none(*m_theme, 10, 0);
    QVERIFY(none.settle());
    none.page->showTab(Tab::Budget);
    QVERIFY(none.settle());
    QCOMPARE(none.page->findChild<BudgetView*>()->lines().rowCount(), 0);
  }

  void anEmptyLedgerOffersTheImport() {
    Stage stage(*m_theme, 0, 0);
    QVERIFY(stage.settle());
    QCOMPARE(stage.stateButton(), QStringLiteral("Import payments…"));
    keep(stage.page.get(), QStringLiteral("empty"));
    stage.part<StateView>("financeState")->findChild<QPushButton*>(QStringLiteral("stateButton"))->click();
    QVERIFY(stage.page->importDialog()->isVisible());
  }

  void noResultOffersToClear() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    FinanceFilter filter;
    filter.text = "☃";
    stage.setFilter(filter);
    QCOMPARE(stage.stateButton(), QStringLiteral("Clear filters"));
    QVERIFY(stage.text("financeCount").startsWith(QLatin1String("0 ")));
    keep(stage.page.get(), QStringLiteral("nothing"));
    stage.part<StateView>("financeState")->findChild<QPushButton*>(QStringLiteral("stateButton"))->click();
    QVERIFY(stage.settle());
    QCOMPARE(stage.page->payments().totals().count, 2000u);
    QVERIFY(stage.stateButton().isEmpty());
  }

  void aFailureIsShownAndCanBeTriedAgain() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.fake->setFailure(Error(ErrorCode::Io, "read failed"));
    FinanceFilter filter;
    filter.text = "x";
    stage.setFilter(filter);
    QCOMPARE(stage.stateButton(), QStringLiteral("Try again"));
    keep(stage.page.get(), QStringLiteral("error"));
    stage.fake->setFailure(std::nullopt);
    stage.part<StateView>("financeState")->findChild<QPushButton*>(QStringLiteral("stateButton"))->click();
    QVERIFY(stage.settle());
    QVERIFY(stage.stateButton() != QStringLiteral("Try again"));
  }

  void anotherChannelTakesTheFiltersAway() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    FinanceFilter filter;
    filter.departments = {"教育局"};
    filter.text = "Paper";
    stage.setFilter(filter);
    stage.client.chooseChannel("welfare");
    QVERIFY(stage.settle());
    QVERIFY(stage.page->filter().isEmpty());
    QVERIFY(stage.page->findChildren<FilterChip*>().isEmpty());
    QVERIFY(stage.part<QLineEdit>("financeSearch")->text().isEmpty());
    QCOMPARE(stage.text("financeCount"), QStringLiteral("2,000 payments"));
  }

  void aDamagedRecordLeadsToVerifying() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.fake->setFailure(Error(ErrorCode::Damaged, "transactions from 7 are not readable"));
    FinanceFilter filter;
    filter.text = "x";
    stage.setFilter(filter);
    QCOMPARE(stage.stateButton(), QStringLiteral("Verify"));
    QSignalSpy links(stage.page.get(), &Page::linkActivated);
    stage.part<StateView>("financeState")->findChild<QPushButton*>(QStringLiteral("stateButton"))->click();
    QCOMPARE(links.count(), 1);
    QCOMPARE(links[0][0].toString(), QStringLiteral("verify"));
  }

  void aChannelWithoutTheContractSaysSo() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    const auto& channels = stage.client.channels();
    const auto other = std::find_if(channels.begin(), channels.end(), [](const ChannelInfo& channel) {
      return std::find(channel.contracts.begin(), channel.contracts.end(), "public-finance") == channel.contracts.end();
    });
    if (other == channels.end()) QSKIP("every channel of the fake network keeps payments");
    stage.client.chooseChannel(other->name);
    QVERIFY(stage.settle());
    QVERIFY(!stage.part<QPushButton>("importPayments")->isEnabled());
    QVERIFY(stage.part<StateView>("financeState")->isVisible());
  }

  void exportWritesWhatIsShown() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    FinanceFilter filter;
    filter.departments = {"公安局"};
    stage.setFilter(filter);
    QTemporaryDir folder;
    stage.files.answer = folder.filePath(QStringLiteral("out.csv"));
    QSignalSpy messages(stage.page.get(), &Page::messageRaised);
    stage.part<QPushButton>("exportCsv")->click();
    QCOMPARE(stage.operations.running().size(), 1u);
    QVERIFY(stage.settle());
    QCOMPARE(messages.count(), 1);
    QFile file(stage.files.answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(static_cast<std::size_t>(lines.size()), stage.fake->matching(filter).size() + 1);
    QCOMPARE(static_cast<std::size_t>(lines[0].count(',')) + 1,
             stage.part<PaymentTable>("paymentTable")->shownColumns().size());
  }

  void importPreviewsFollowsTheMappingAndReportsRefusedRows() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QTemporaryDir folder;
    stage.page->openImport(writeCsv(folder, kGoodAndBad));
    ImportDialog* dialog = stage.page->importDialog();
    dialog->resize(1180, 760);
    QVERIFY(stage.settle());
    QCOMPARE(dialog->step(), ImportDialog::Step::Columns);
    QCOMPARE(dialog->preview().rowCount(), 2);
    keep(dialog, QStringLiteral("import-columns"));

    auto* description = dialog->findChild<QComboBox*>(QStringLiteral("map_description"));
    description->setCurrentIndex(description->findText(QStringLiteral("Remark")));
    Q_EMIT description->activated(description->currentIndex());
    QTRY_COMPARE(dialog->preview().index(0, FinancePreviewModel::Description).data().toString(), QStringLiteral("food"));
    auto* currency = dialog->findChild<QComboBox*>(QStringLiteral("importCurrency"));
    currency->setCurrentIndex(currency->findData(QStringLiteral("GBP")));
    Q_EMIT currency->activated(currency->currentIndex());
    QTRY_COMPARE(dialog->preview().index(0, FinancePreviewModel::Currency).data().toString(), QStringLiteral("GBP"));
    QVERIFY(stage.settle());

    dialog->findChild<QPushButton*>(QStringLiteral("importTry"))->click();
    QTRY_COMPARE(dialog->step(), ImportDialog::Step::Result);
    QVERIFY(stage.fake->lastImport()->dryRun);
    dialog->findChild<QPushButton*>(QStringLiteral("importBack"))->click();
    QCOMPARE(dialog->step(), ImportDialog::Step::Columns);

    stage.fake->unlock(std::string(kDemoPassword)).value();
    QVERIFY(stage.settle());
    stage.client.unlock(std::string(kDemoPassword), [](const Status&) {});
    QVERIFY(stage.settle());
    QSignalSpy recorded(dialog, &ImportDialog::recorded);
    dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->click();
    QTRY_COMPARE(dialog->step(), ImportDialog::Step::Result);
    QCOMPARE(recorded.count(), 1);
    QVERIFY(!stage.fake->lastImport()->dryRun);
    QCOMPARE(stage.fake->lastImport()->currency, std::string("GBP"));
    QCOMPARE(dialog->report().recorded, 2u);
    QCOMPARE(dialog->problems().rowCount(), 3);
    QCOMPARE(dialog->problems().problems()[0].line, 3u);
    QCOMPARE(dialog->problems().index(1, ImportProblemModel::Value).data().toString(), QStringLiteral("lots"));
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("importTotals"))->text().contains(moneyText(Amount(119730), "GBP")));
    keep(dialog, QStringLiteral("import-result"));

    stage.files.answer = folder.filePath(QStringLiteral("refused.csv"));
    dialog->findChild<QPushButton*>(QStringLiteral("saveProblems"))->click();
    QVERIFY(stage.settle());
    QFile file(stage.files.answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().trimmed().split('\n').size(), 4);
  }

  void theStylesOfAFileCanBeSet() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QTemporaryDir folder;
    stage.page->openImport(writeCsv(folder, "Date;Department;Payee;Amount\n2026-03-01;Education;Northern Paper;1.250,00\n"));
    ImportDialog* dialog = stage.page->importDialog();
    QVERIFY(stage.settle());
    QCOMPARE(dialog->preview().rowCount(), 0);  // the fake finds a comma in every file
    const auto choose = [&](const char* field, const char* value) {
      auto* box = dialog->findChild<QComboBox*>(QString::fromLatin1(field));
      box->setCurrentIndex(box->findData(QString::fromLatin1(value)));
      Q_EMIT box->activated(box->currentIndex());
    };
    choose("importDelimiter", ";");
    choose("importDecimals", "1.234,56");
    QTRY_COMPARE(dialog->preview().rowCount(), 1);
    QCOMPARE(dialog->preview().index(0, FinancePreviewModel::Amount).data().toString(), QStringLiteral("1,250.00"));
    auto* delimiter = dialog->findChild<QComboBox*>(QStringLiteral("importDelimiter"));
    QCOMPARE(delimiter->itemText(0), QStringLiteral("Detected: comma"));
    QCOMPARE(delimiter->currentText(), QStringLiteral("semicolon"));
    dialog->run(true);
    QTRY_COMPARE(dialog->step(), ImportDialog::Step::Result);
    QCOMPARE(stage.fake->lastImport()->styles.delimiter, std::string(";"));
    QCOMPARE(stage.fake->lastImport()->styles.encoding, std::string());
    // The next file is looked at afresh.
    dialog->takeFile(writeCsv(folder, kGoodAndBad));
    QVERIFY(stage.settle());
    QCOMPARE(delimiter->currentIndex(), 0);
    QCOMPARE(dialog->preview().rowCount(), 2);
  }

  void aFileThatNoProfileKnowsIsMappedByHand() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QTemporaryDir folder;
    stage.page->openImport(writeCsv(folder, "When,Supplier,How much\n2026-03-01,Northern Paper,12.00\n"));
    ImportDialog* dialog = stage.page->importDialog();
    QVERIFY(stage.settle());
    auto* payee = dialog->findChild<QComboBox*>(QStringLiteral("map_payee"));
    QTRY_COMPARE(payee->currentText(), QStringLiteral("Supplier"));  // by its name
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->isEnabled());
    auto* state = dialog->findChild<QLabel*>(QStringLiteral("importPreviewState"));
    QTRY_VERIFY(state->text().contains(QStringLiteral("“Date”")));
    const auto choose = [&](const char* field, const QString& heading) {
      auto* box = dialog->findChild<QComboBox*>(QString::fromLatin1(field));
      box->setCurrentIndex(box->findText(heading));
      Q_EMIT box->activated(box->currentIndex());
    };
    choose("map_date", QStringLiteral("When"));
    QTRY_VERIFY(state->text().contains(QStringLiteral("“Amount”")));
    choose("map_amount", QStringLiteral("How much"));
    QTRY_COMPARE(dialog->preview().rowCount(), 1);
    QTRY_VERIFY(dialog->findChild<QPushButton*>(QStringLiteral("importGo"))->isEnabled());
    QCOMPARE(dialog->preview().index(0, FinancePreviewModel::Payee).data().toString(), QStringLiteral("Northern Paper"));
  }

  void strictImportsNothingWhenARowIsBad() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QTemporaryDir folder;
    stage.page->openImport(writeCsv(folder, kGoodAndBad));
    ImportDialog* dialog = stage.page->importDialog();
    QVERIFY(stage.settle());
    dialog->findChild<QCheckBox*>(QStringLiteral("importStrict"))->setChecked(true);
    dialog->run(true);
    QTRY_COMPARE(dialog->step(), ImportDialog::Step::Result);
    QVERIFY(stage.fake->lastImport()->strict);
    QCOMPARE(dialog->report().recorded, 0u);
  }

  void anImportThatFailsLeadsBackWithTheReason() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QTemporaryDir folder;
    stage.page->openImport(writeCsv(folder, kGoodAndBad));
    ImportDialog* dialog = stage.page->importDialog();
    QVERIFY(stage.settle());
    stage.fake->setImportFailure(Error(ErrorCode::DiskFull, "no space"));
    dialog->run(true);
    QTRY_COMPARE(dialog->step(), ImportDialog::Step::Columns);
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("importPreviewState"))->text().contains(QStringLiteral("disk")));
  }

  void aFileThatIsNotThereLeadsBackToTheChoice() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.page->openImport(QStringLiteral("/nowhere/payments.csv"));
    QVERIFY(stage.settle());
    QCOMPARE(stage.page->importDialog()->step(), ImportDialog::Step::File);
    QVERIFY(!stage.page->importDialog()->findChild<QLabel*>(QStringLiteral("importFileProblem"))->isHidden());
    keep(stage.page->importDialog(), QStringLiteral("import-file"));
  }

  void everyControlHasANameForScreenReaders() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    QTemporaryDir folder;
    stage.page->openImport(writeCsv(folder, kGoodAndBad));
    QVERIFY(stage.settle());
    FinanceFilter filter;
    filter.departments = {"公安局"};
    stage.setFilter(filter);
    for (QWidget* widget : stage.page->findChildren<QWidget*>()) {
      if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(QLatin1String("qt_"))) continue;
      auto* button = qobject_cast<QAbstractButton*>(widget);
      auto* label = qobject_cast<QLabel*>(widget);
      const bool ours = button || label || qobject_cast<QLineEdit*>(widget) || qobject_cast<QComboBox*>(widget) ||
                        qobject_cast<DataTable*>(widget) || qobject_cast<GroupBars*>(widget) ||
                        qobject_cast<MonthBars*>(widget);
      if (!ours || qobject_cast<QHeaderView*>(widget->parentWidget()) || qobject_cast<QTabBar*>(widget->parentWidget()))
        continue;
      if (qobject_cast<QLineEdit*>(widget->parentWidget()) || qobject_cast<QAbstractItemView*>(widget)) {
        if (!qobject_cast<DataTable*>(widget)) continue;
        // the state of a view that was never shown is not asked for
      }
      if (qobject_cast<QAbstractItemView*>(widget->parentWidget())) continue;  // the table's corner
      if (label && !label->isVisible()) continue;                              // its text is its name, and it has none yet
      const bool named =
          !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) || (label && !label->text().isEmpty());
      const bool hiddenState = widget->objectName() == QLatin1String("stateButton");
      QVERIFY2(named || hiddenState,
               qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
    }
  }

  void picturesInDarkAndChinese() {
    if (qEnvironmentVariableIsEmpty("MZ_PICTURES")) QSKIP("pictures are made with MZ_PICTURES=DIR");
    m_theme->choose(ThemeChoice::Dark);
    QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::China));
    QTranslator translator;
    if (translator.load(qEnvironmentVariable("MZ_TRANSLATION"))) QCoreApplication::installTranslator(&translator);
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    for (const QString& view : stage.page->views()) {
      stage.page->showView(view);
      QVERIFY(stage.settle());
      keep(stage.page.get(), QStringLiteral("dark-%1").arg(view));
    }
    QTemporaryDir folder;
    stage.page->showView(QStringLiteral("payments"));
    stage.page->openImport(writeCsv(folder, kGoodAndBad));
    QVERIFY(stage.settle());
    keep(stage.page->importDialog(), QStringLiteral("dark-import-columns"));
    QCoreApplication::removeTranslator(&translator);
    m_theme->choose(ThemeChoice::Light);
  }

 private:
  std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(FinanceTest)
#include "finance_test.moc"
