// The one search field: command palette and search of the ledger, driven by keyboard.
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QStackedWidget>

#include "tests/support/window_fixture.h"
#include "ui/chain/proof_tree.h"
#include "ui/finance/finance_page.h"
#include "ui/parts/popover.h"
#include "ui/shell/search_box.h"

namespace mz {

using test::FakeEngine;
using test::WindowFixture;

class SearchTest : public QObject {
  Q_OBJECT

  static SearchBox* openPalette(WindowFixture& fixture) {
    QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
    return fixture.find<SearchBox>("search");
  }
  static void type(SearchBox* box, const QString& text) {
    box->clear();
    box->insert(text);  // as an input method does; keyClicks knows Latin letters only
  }
  static QStringList titles(const WindowFixture& fixture) {
    auto* list = fixture.find<QListView>("searchResults");
    QStringList out;
    for (int i = 0; list && i < list->model()->rowCount(); ++i) out << list->model()->index(i, 0).data().toString();
    return out;
  }
  static QString current(const WindowFixture& fixture) {
    return fixture.find<QListView>("searchResults")->currentIndex().data().toString();
  }
  static QString shownPage(const WindowFixture& fixture) {
    return fixture.find<QStackedWidget>("pages")->currentWidget()->objectName();
  }

 private Q_SLOTS:
  void itOffersThePagesAtOnce() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    QVERIFY(fixture.find<Popover>("searchPopover")->isVisible());
    QVERIFY(box->hasFocus());
    QVERIFY(titles(fixture).contains(QStringLiteral("Settings")));
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(!fixture.find<Popover>("searchPopover")->isVisible());
  }

  void anActionIsFoundByNameAndRunByEnter() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("dark"));
    QCOMPARE(current(fixture), QStringLiteral("Dark theme"));
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(fixture.theme.isDark());
    QVERIFY(!fixture.find<Popover>("searchPopover")->isVisible());
    QVERIFY(box->text().isEmpty());
    // It is offered first the next time.
    openPalette(fixture);
    QVERIFY(titles(fixture).contains(QStringLiteral("Dark theme")));
  }

  void bothLanguagesAndPinyinFindIt() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    for (const QString& text : {QStringLiteral("设置"), QStringLiteral("sz"), QStringLiteral("sett")}) {
      type(box, text);
      QVERIFY2(titles(fixture).contains(QStringLiteral("Settings")), qPrintable(text));
    }
    fixture.language.choose(QStringLiteral("zh_CN"));
    QVERIFY(fixture.settle());
    type(box, QStringLiteral("settings"));
    QVERIFY(titles(fixture).contains(QStringLiteral("设置")));
  }

  void arrowsChooseAndStayWhereTheyAreWhenMoreComes() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    engine->setDelay(100);
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("公"));
    const auto before = titles(fixture);
    QCOMPARE(before.size(), 1);  // the channel 财政公开; payees come from the ledger
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(current(fixture), before.front());
    QTRY_VERIFY(titles(fixture).size() > 2);
    QCOMPARE(current(fixture), before.front());
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(current(fixture), titles(fixture).at(1));
    QVERIFY(box->accessibleDescription().contains(titles(fixture).at(1)));
    QTest::keyClick(box, Qt::Key_PageDown);
    QCOMPARE(current(fixture), titles(fixture).last());
    QTest::keyClick(box, Qt::Key_PageUp);
    QCOMPARE(current(fixture), before.front());
  }

  void aBlockAndATransactionOpen() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->showPage(QStringLiteral("finance"));
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("17"));
    QTest::keyClick(box, Qt::Key_Return);  // before the ledger has answered
    QTRY_COMPARE(shownPage(fixture), QStringLiteral("chainPage"));
    QVERIFY(fixture.settle());
    QCOMPARE(fixture.window->page(QStringLiteral("chain"))->place().left(3), QStringLiteral("tx/"));
    openPalette(fixture);
    type(box, QString::fromStdString(FakeEngine::idOf(333).hex().substr(0, 9)).toUpper());
    QTRY_VERIFY(!titles(fixture).isEmpty());
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_COMPARE(fixture.find<ProofTree>("proofTree")->path()->leafIndex, std::uint64_t(333 + 333 / 25 + 1));
  }

  void aPayeeFiltersThePayments() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("新源"));
    QTRY_COMPARE(current(fixture), QStringLiteral("新源电力"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(shownPage(fixture), QStringLiteral("financePage"));
    auto* page = qobject_cast<FinancePage*>(fixture.window->page(QStringLiteral("finance")));
    QCOMPARE(page->filter().filter().payees, std::vector<std::string>{"新源电力"});
  }

  void aChannelAndAnIdentityAreChosen() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("social"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(fixture.window->client().channel(), std::string("welfare"));
    QVERIFY(fixture.settle());
    openPalette(fixture);
    type(box, QStringLiteral("李伟"));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(fixture.window->client().identity()->label, std::string("education-officer"));
  }

  void whatCannotBeDoneSaysWhy() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("lock identities"));
    auto* list = fixture.find<QListView>("searchResults");
    QCOMPARE(list->currentIndex().data(SearchModel::ObstacleRole).toString(), QStringLiteral("Nothing is unlocked."));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(fixture.find<QLabel>("statusMessage")->text(), QStringLiteral("Nothing is unlocked."));
  }

  void nothingFoundSaysWhatCanBeEntered() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* box = openPalette(fixture);
    type(box, QStringLiteral("ffffffffffffffffffff"));
    auto* state = fixture.find<QLabel>("searchState");
    QTRY_VERIFY(state->text().contains(QStringLiteral("ffffffffffffffffffff")));
    QVERIFY(state->isVisible());
    QVERIFY(state->text().contains(QStringLiteral("block number")));
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(fixture.find<Popover>("searchPopover")->isVisible());
  }

  void aClickElsewhereClosesIt() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    openPalette(fixture);
    QTest::mouseClick(fixture.find<QWidget>("statusLine"), Qt::LeftButton);
    QVERIFY(!fixture.find<Popover>("searchPopover")->isVisible());
  }
};

}  // namespace mz

QTEST_MAIN(mz::SearchTest)
#include "search_test.moc"
