// Ways through the window: pages by key and role, Back and Forward, deep links, actions that say why they cannot run.
#include <QtGui/QClipboard>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "tests/support/window_fixture.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;
using test::WindowFixture;

class WayTest : public QObject {
  Q_OBJECT

  static QString shownPage(const WindowFixture& fixture) {
    return fixture.find<QStackedWidget>("pages")->currentWidget()->objectName();
  }
  static QString place(const WindowFixture& fixture) { return fixture.window->page(QStringLiteral("chain"))->place(); }
  static void back(WindowFixture& fixture) { QTest::keyClick(fixture.window.get(), Qt::Key_Left, Qt::AltModifier); }
  static void forward(WindowFixture& fixture) { QTest::keyClick(fixture.window.get(), Qt::Key_Right, Qt::AltModifier); }

 private Q_SLOTS:
  void pagesHaveKeys() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    QTest::keyClick(fixture.window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(shownPage(fixture), QStringLiteral("financePage"));
    QVERIFY(fixture.find<QToolButton>("page.finance.navigation")->isChecked());
    QTest::keyClick(fixture.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(shownPage(fixture), QStringLiteral("chainPage"));
    QTest::keyClick(fixture.window.get(), Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(shownPage(fixture), QStringLiteral("settingsPage"));
  }

  void whatARoleMayNotSeeIsAbsent() {
    FakeLedger ledger;
    ledger.role = "applicant";
    WindowFixture fixture(ledger);
    QVERIFY(fixture.attach());
    QVERIFY(!fixture.window->pages().contains(QStringLiteral("chain")));
    QVERIFY(!fixture.find<QWidget>("page.chain.navigation")->isVisible());
    QVERIFY(!fixture.window->actionRegistry().find(QStringLiteral("page.chain"))->isVisible());
    QVERIFY(shownPage(fixture) != QStringLiteral("chainPage"));
    fixture.window->showPage(QStringLiteral("chain"));
    QVERIFY(shownPage(fixture) != QStringLiteral("chainPage"));
    // The officer of the same keystore may.
    fixture.window->client().chooseIdentity("education-officer");
    QVERIFY(fixture.find<QWidget>("page.chain.navigation")->isVisible());
  }

  void backAndForwardOverPagesAndChoices() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->openLink(QStringLiteral("tx/100"));
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/100"));
    fixture.window->showPage(QStringLiteral("finance"));
    fixture.window->openLink(QStringLiteral("tx/200"));
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/200"));
    QVERIFY(fixture.settle());
    back(fixture);
    QCOMPARE(shownPage(fixture), QStringLiteral("financePage"));
    back(fixture);
    QCOMPARE(shownPage(fixture), QStringLiteral("chainPage"));
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/100"));
    QVERIFY(fixture.settle());
    forward(fixture);
    forward(fixture);
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/200"));
    QVERIFY(!fixture.window->actionRegistry().find(QStringLiteral("go.forward"))->isEnabled());
  }

  void theMouseHasBackAndForward() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->showPage(QStringLiteral("finance"));
    fixture.window->showPage(QStringLiteral("settings"));
    QTest::mouseClick(fixture.find<QWidget>("settingsPage"), Qt::BackButton);
    QCOMPARE(shownPage(fixture), QStringLiteral("financePage"));
    QTest::mouseClick(fixture.find<QTableView>("paymentTable")->viewport(), Qt::ForwardButton);
    QCOMPARE(shownPage(fixture), QStringLiteral("settingsPage"));
  }

  void backLeadsToAnotherChannel() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->openLink(QStringLiteral("tx/100"));
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/100"));
    fixture.window->openLink(QStringLiteral("channel/welfare"));
    QVERIFY(fixture.settle());
    QCOMPARE(fixture.window->client().channel(), std::string("welfare"));
    back(fixture);
    QTRY_COMPARE(fixture.window->client().channel(), std::string("finance"));
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/100"));
  }

  void aDeepLinkOpensWhatItNames() {
    WindowFixture fixture;
    fixture.window->openDeepLink(QStringLiteral("mingzhang:tx/") + QString::fromStdString(FakeEngine::idOf(321).hex()));
    QVERIFY(fixture.find<QLabel>("statusMessage")->text().contains(QStringLiteral("as soon as a network is open")));
    QVERIFY(fixture.attach());
    QTRY_COMPARE(place(fixture), QStringLiteral("tx/321"));
    QVERIFY(fixture.settle());
    fixture.window->openDeepLink(QStringLiteral("mingzhang:payment/finance/7"));
    QTRY_COMPARE(shownPage(fixture), QStringLiteral("financePage"));
    QTRY_COMPARE(fixture.window->page(QStringLiteral("finance"))->place(), QStringLiteral("payment/7"));
    fixture.window->openDeepLink(QStringLiteral("mingzhang:page/settings"));
    QTRY_COMPARE(shownPage(fixture), QStringLiteral("settingsPage"));
  }

  void whatIsShownHasALinkThatLeadsBack() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->openLink(QStringLiteral("tx/100"));
    QTRY_COMPARE(fixture.window->deepLink(),
                 QStringLiteral("mingzhang:tx/") + QString::fromStdString(FakeEngine::idOf(100).hex()));
    QVERIFY(fixture.settle());
    fixture.window->actionRegistry().find(QStringLiteral("link.copy"))->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), fixture.window->deepLink());
  }

  void aLinkToNothingHasAStateOfItsOwn_data() {
    QTest::addColumn<QString>("link");
    QTest::newRow("transaction") << QStringLiteral("mingzhang:tx/") + QString(64, QLatin1Char('0'));
    QTest::newRow("channel") << QStringLiteral("mingzhang:block/nowhere/1");
    QTest::newRow("page") << QStringLiteral("mingzhang:page/nowhere");
    QTest::newRow("no link") << QStringLiteral("mingzhang:drop/everything");
    QTest::newRow("markup") << QStringLiteral("<b>mingzhang</b>");
  }
  void aLinkToNothingHasAStateOfItsOwn() {
    QFETCH(QString, link);
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->openDeepLink(link);
    QTRY_COMPARE(shownPage(fixture), QStringLiteral("linkLeadsNowhere"));
    auto* next = fixture.find<QWidget>("linkLeadsNowhere")->findChild<QPushButton*>(QStringLiteral("stateButton"));
    QVERIFY(next->isVisible());
    QTest::mouseClick(next, Qt::LeftButton);
    QCOMPARE(shownPage(fixture), fixture.window->pages().front() + QStringLiteral("Page"));
  }

  void actionsSayWhyTheyCannotRun() {
    WindowFixture fixture;
    ActionRegistry& actions = fixture.window->actionRegistry();
    QVERIFY(!actions.find(QStringLiteral("page.chain"))->isEnabled());
    QCOMPARE(actions.find(QStringLiteral("page.chain"))->toolTip(), QStringLiteral("Open a network first."));
    QVERIFY(actions.find(QStringLiteral("page.settings"))->isEnabled());
    QVERIFY(fixture.attach());
    QVERIFY(actions.find(QStringLiteral("page.chain"))->isEnabled());
    QAction* lock = actions.find(QStringLiteral("identity.lock"));
    QVERIFY(!lock->isEnabled());
    fixture.window->client().unlock(std::string(kDemoPassword), [](const Status&) {});
    QTRY_VERIFY(lock->isEnabled());
    lock->trigger();
    QTRY_VERIFY(!lock->isEnabled());
  }

  void theKioskHasOnlyWhatIsAllowedThere() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    ActionRegistry& actions = fixture.window->actionRegistry();
    actions.setKiosk(true);
    int left = 0;
    for (const QAction* action : actions.all()) {
      QCOMPARE(action->isVisible(), actions.facts(action).inKiosk);
      left += action->isVisible();
    }
    QVERIFY(left > 0);
    QTest::keyClick(fixture.window.get(), Qt::Key_Comma, Qt::ControlModifier);
    QVERIFY(shownPage(fixture) != QStringLiteral("settingsPage"));
  }
};

}  // namespace mz

QTEST_MAIN(mz::WayTest)
#include "way_test.moc"
