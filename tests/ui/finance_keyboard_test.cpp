// The Finance page by keyboard alone, offscreen: Tab reaches every control in reading order and nothing holds it; the payment
// table is walked with arrows, pages and ends over millions of rows, to the very last one.
#include <QtTest/QtTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTabBar>

#include "models/format_text.h"
#include "tests/support/finance_stage.h"
#include "ui/finance/payment_detail.h"
#include "ui/finance/payment_table.h"
#include "ui/finance/trail_view.h"

using namespace mz;
using Tab = FinancePage::Tab;
using Stage = test::FinanceStage;

namespace {

// Any number of payments, made when they are asked for: row n of the order by date, newest first, is payment n.
class EndlessFinance : public test::FakeFinance {
 public:
  explicit EndlessFinance(std::uint64_t count) : FakeFinance(1000, 0), m_count(count) {}

  Result<FinanceTable> financeTable(const std::string& channel, const FinanceFilter&, FinanceOrder, std::uint64_t offset,
                                    std::size_t count) const override {
    MZ_TRY([[maybe_unused]] const ChannelStatus reached, status(channel));
    ++m_questions;
    FinanceTable table;
    table.revision = 1;
    table.totals.count = m_count;
    table.totals.sums = {{"CNY", Amount(1), m_count, false}};
    table.offset = offset;
    for (std::uint64_t i = offset; i < m_count && table.rows.size() < count; ++i) {
      FinanceRow row;
      row.payment = i;
      row.transaction = TransactionNumber(i % 900);
      row.id = "P-" + std::to_string(i);
      row.payee = "payee " + std::to_string(i);
      row.currency = "CNY";
      row.amount = Amount(static_cast<std::int64_t>(i));
      table.rows.push_back(std::move(row));
    }
    return table;
  }
  Result<std::vector<TrailStep>> paymentTrail(const std::string& channel, TransactionNumber payment) const override {
    return FakeEngine::paymentTrail(channel, payment);
  }
  int questions() const { return m_questions; }

 private:
  const std::uint64_t m_count;
  mutable std::atomic<int> m_questions{0};
};

QString payeeAt(const PaymentTable* table, int row) {
  return table->model()->index(row, FinanceTableModel::Payee).data().toString();
}

QByteArray nameOf(const QWidget* widget) {
  return (QLatin1String(widget->metaObject()->className()) + QLatin1Char(' ') + widget->objectName()).toUtf8();
}

// Where Tab leads from the first control until it comes round; what is gone round twice without an end is a trap.
QList<QWidget*> walk(QWidget* page, QWidget* first, Qt::Key key) {
  QList<QWidget*> way;
  first->setFocus(Qt::TabFocusReason);
  QWidget* at = QApplication::focusWidget();
  constexpr int kMost = 300;
  while (at != nullptr && page->isAncestorOf(at) && !way.contains(at) && way.size() < kMost) {
    way.append(at);
    QTest::keyClick(at, key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
    at = QApplication::focusWidget();
  }
  return way;
}

// Of several buttons of which one is chosen, Tab reaches that one and arrows the others.
bool isReachedByArrows(const QWidget* widget) {
  const auto* button = qobject_cast<const QAbstractButton*>(widget);
  return button != nullptr && button->group() != nullptr && button->group()->exclusive() && !button->isChecked();
}

// Every control that can be used now and takes Tab.
QList<QWidget*> controls(const QWidget* page) {
  QList<QWidget*> out;
  for (QWidget* widget : page->findChildren<QWidget*>()) {
    const bool usable = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
    if (usable && widget->focusProxy() == nullptr && !isReachedByArrows(widget)) out.append(widget);
  }
  return out;
}

// As one reads: rows from above, each from the left. Controls whose middles are close stand in one row; what a table is beside
// comes after it.
bool readBefore(const QWidget* page, const QWidget* a, const QWidget* b) {
  const QRect first(a->mapTo(page, QPoint()), a->size());
  const QRect second(b->mapTo(page, QPoint()), b->size());
  const int sameRow = 16;
  if (first.right() < second.left() && first.top() < second.bottom() && second.top() < first.bottom()) return true;
  if (second.right() < first.left() && first.top() < second.bottom() && second.top() < first.bottom()) return false;
  return first.top() <= second.top() + sameRow;
}

}  // namespace

class FinanceKeyboardTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->choose(ThemeChoice::Light);
  }
  void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
  void cleanupTestCase() { m_theme.reset(); }

  void tabReachesEveryControlInReadingOrder_data() {
    QTest::addColumn<int>("tab");
    QTest::addColumn<bool>("detail");
    QTest::newRow("payments") << static_cast<int>(Tab::Payments) << false;
    QTest::newRow("payments with detail") << static_cast<int>(Tab::Payments) << true;
    QTest::newRow("breakdown") << static_cast<int>(Tab::Breakdown) << false;
    QTest::newRow("months") << static_cast<int>(Tab::Months) << false;
    QTest::newRow("budget") << static_cast<int>(Tab::Budget) << false;
  }
  void tabReachesEveryControlInReadingOrder() {
    QFETCH(int, tab);
    QFETCH(bool, detail);
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.page->resize(1300, 1600);  // all of the detail is in sight
    stage.page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
    FinanceFilter filter;
    filter.departments = {"教育局", "民政局", "住建局"};
    filter.least = Amount(1);
    stage.setFilter(filter);
    stage.page->showTab(static_cast<Tab>(tab));
    QVERIFY(stage.settle());
    if (detail) {
      auto* table = stage.part<PaymentTable>("paymentTable");
      for (int row = 0; row < 200; ++row) {
        const FinanceRow* payment = stage.page->payments().payment(row);
        if (payment == nullptr || payment->allocation.empty()) continue;
        table->setCurrentIndex(table->model()->index(row, 0));
        break;
      }
      QVERIFY(stage.settle());
      QVERIFY(stage.part<TrailView>("detailTrail")->isVisible());
    }

    const QList<QWidget*> all = controls(stage.page.get());
    QVERIFY(all.size() > 8);
    QWidget* first = stage.part<QLineEdit>("financeSearch");
    const QList<QWidget*> way = walk(stage.page.get(), first, Qt::Key_Tab);
    for (const QWidget* control : all) QVERIFY2(way.contains(control), nameOf(control).constData());
    for (int i = 1; i < way.size(); ++i) {
      QVERIFY2(readBefore(stage.page.get(), way[i - 1], way[i]),
               (nameOf(way[i - 1]) + " is reached before " + nameOf(way[i])).constData());
    }
    // Back the same way.
    QList<QWidget*> back = walk(stage.page.get(), way.last(), Qt::Key_Backtab);
    std::reverse(back.begin(), back.end());
    QCOMPARE(back, way);
  }

  void arrowsChooseWhatIsBrokenDown() {
    Stage stage(*m_theme);
    QVERIFY(stage.settle());
    stage.page->showTab(Tab::Breakdown);
    QVERIFY(stage.settle());
    stage.page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
    auto* first = stage.part<QAbstractButton>("grouping0");
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(QApplication::focusWidget(), stage.part<QAbstractButton>("grouping1"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(stage.settle());
    QVERIFY(stage.part<QAbstractButton>("grouping1")->isChecked());
  }

  void theTableIsWalkedByKeys() {
    auto made = std::make_unique<EndlessFinance>(1'000'000);
    const EndlessFinance* engine = made.get();
    Stage stage(*m_theme, std::move(made));
    QVERIFY(stage.settle());
    stage.page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
    auto* table = stage.part<PaymentTable>("paymentTable");
    table->setFocus();
    const auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
      QTest::keyClick(table, key, modifiers);
      stage.settle();
    };
    const auto current = [&] { return table->currentIndex(); };
    const auto isRead = [&] { return payeeAt(table, current().row()) == QStringLiteral("payee %1").arg(current().row()); };

    press(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(current().row(), 0);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Up);
    QCOMPARE(current().row(), 1);
    press(Qt::Key_PageDown);
    const int page = current().row() - 1;
    QVERIFY2(page > 5 && page < 40, QByteArray::number(page).constData());
    press(Qt::Key_PageDown);
    QCOMPARE(current().row(), 1 + 2 * page);
    press(Qt::Key_PageUp);
    QCOMPARE(current().row(), 1 + page);
    QVERIFY(isRead());

    const int questions = engine->questions();
    press(Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(current().row(), 999'999);
    QVERIFY(isRead());
    QVERIFY(table->visualRect(current()).intersects(table->viewport()->rect()));
    QVERIFY2(engine->questions() - questions <= 4, "the jump read the way as well");
    press(Qt::Key_Down);
    QCOMPARE(current().row(), 999'999);
    press(Qt::Key_PageUp);
    QVERIFY(current().row() < 999'999 && current().row() > 999'900);
    QVERIFY(isRead());
    press(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(current().row(), 0);
    QVERIFY(isRead());

    // Within a row from the first to the last column that is shown.
    press(Qt::Key_End);
    const int lastColumn = current().column();
    QCOMPARE(table->horizontalHeader()->visualIndex(lastColumn), table->horizontalHeader()->count() - 1);
    press(Qt::Key_Home);
    QVERIFY(current().column() != lastColumn);
    QCOMPARE(current().row(), 0);
    // What is current is what the detail shows.
    QCOMPARE(stage.part<PaymentDetail>("paymentDetail")->payment()->payment, 0u);
    // Escape by Tab, as everywhere.
    QTest::keyClick(table, Qt::Key_Tab);
    QVERIFY(QApplication::focusWidget() != table);
  }

  void theLastOfManyMillionsIsReached_data() {
    QTest::addColumn<qulonglong>("count");
    QTest::addColumn<int>("rows");
    QTest::newRow("two million") << qulonglong(2'000'000) << 2'000'000;
    QTest::newRow("all that are shown") << qulonglong(FinanceTableModel::kMostRows) << FinanceTableModel::kMostRows;
    QTest::newRow("more than any view can") << qulonglong(5'000'000'000) << FinanceTableModel::kMostRows;
  }
  void theLastOfManyMillionsIsReached() {
    QFETCH(qulonglong, count);
    QFETCH(int, rows);
    Stage stage(*m_theme, std::make_unique<EndlessFinance>(count));
    QVERIFY(stage.settle());
    auto* table = stage.part<PaymentTable>("paymentTable");
    QCOMPARE(table->model()->rowCount(), rows);
    QCOMPARE(stage.page->payments().totals().count, count);
    QVERIFY(stage.text("financeCount").startsWith(numberText(count)));
    const bool cut = count > static_cast<qulonglong>(rows);
    QCOMPARE(stage.part<QLabel>("financeNotice")->isVisible(), cut);
    if (cut) QVERIFY(stage.text("financeNotice").contains(numberText(static_cast<std::uint64_t>(rows))));

    // By the scroll bar, as far as it goes: the last row stands at the bottom, whole.
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum());
    QVERIFY(stage.settle());
    const QModelIndex last = table->model()->index(rows - 1, FinanceTableModel::Payee);
    QTRY_COMPARE(payeeAt(table, rows - 1), QStringLiteral("payee %1").arg(rows - 1));
    QVERIFY(table->viewport()->rect().contains(table->visualRect(last)));
    QVERIFY(table->rowAt(table->viewport()->height() / 2) > rows - 60);
    // Half way, and to the top again.
    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() / 2);
    QVERIFY(stage.settle());
    const int middle = table->rowAt(table->viewport()->height() / 2);
    QVERIFY(middle > rows / 2 - 60 && middle < rows / 2 + 60);
    QTRY_COMPARE(payeeAt(table, middle), QStringLiteral("payee %1").arg(middle));
    table->scrollToTop();
    QVERIFY(stage.settle());
    QCOMPARE(payeeAt(table, 0), QStringLiteral("payee 0"));
  }

  // However far one scrolls, only so many segments are kept, and the place that was left is read anew.
  void whatWasLeftLongAgoIsReadAnew() {
    auto made = std::make_unique<EndlessFinance>(10'000'000);
    const EndlessFinance* engine = made.get();
    Stage stage(*m_theme, std::move(made));
    QVERIFY(stage.settle());
    auto* table = stage.part<PaymentTable>("paymentTable");
    for (int place = 1; place <= 80; ++place) {
      table->scrollTo(table->model()->index(place * 100'000, 0), QAbstractItemView::PositionAtTop);
      QVERIFY(stage.settle());
      QTRY_COMPARE(payeeAt(table, place * 100'000), QStringLiteral("payee %1").arg(place * 100'000));
    }
    const int questions = engine->questions();
    table->scrollToTop();
    QVERIFY(stage.settle());
    QTRY_COMPARE(payeeAt(table, 0), QStringLiteral("payee 0"));
    QVERIFY(engine->questions() > questions);
  }

 private:
  std::unique_ptr<Theme> m_theme;
};

QTEST_MAIN(FinanceKeyboardTest)
#include "finance_keyboard_test.moc"
