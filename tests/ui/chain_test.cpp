#include <QtCore/QFile>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

#include "tests/support/window_fixture.h"
#include "ui/chain/chain_page.h"
#include "ui/chain/proof_tree.h"

namespace mz {

using test::FakeEngine;
using test::WindowFixture;

class ChainTest : public QObject {
  Q_OBJECT

 private:
  template <class Widget>
  static Widget* onPage(const WindowFixture& fixture, const char* name) {
    return fixture.window->page(QStringLiteral("chain"))->findChild<Widget*>(QString::fromLatin1(name));
  }
  static int currentRow(const WindowFixture& fixture) { return fixture.find<QTableView>("blockTable")->currentIndex().row(); }
  static void enter(QLineEdit* field, const QString& text) {
    field->clear();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
  }

 private Q_SLOTS:
  void opensOnTheNewestBlockAndItsFirstTransaction() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    QCOMPARE(currentRow(fixture), 0);
    auto* transactions = fixture.find<QTableView>("transactionTable");
    QCOMPARE(transactions->model()->rowCount(), 25);
    QTRY_COMPARE(transactions->currentIndex().row(), 0);
    QTRY_VERIFY(fixture.find<ProofTree>("proofTree")->path());
    QVERIFY(fixture.find<ProofTree>("proofTree")->path()->holds);
  }

  void theTransactionsOfABlockAreNarrowed() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    auto* transactions = fixture.find<QTableView>("transactionTable");
    auto* text = onPage<QLineEdit>(fixture, "filter.text");
    const auto idIn = [&](int row) { return transactions->model()->index(row, 0).data(kPlainRole).toString(); };
    QTRY_VERIFY(!idIn(9).isEmpty());
    const QString wanted = idIn(9), other = idIn(8);
    QVERIFY(text->isVisible());
    enter(text, QStringLiteral("no such thing"));
    QVERIFY(fixture.settle());
    QCOMPARE(transactions->model()->rowCount(), 0);
    QVERIFY(!transactions->isVisible());
    QTest::mouseClick(onPage<QPushButton>(fixture, "clearFilters"), Qt::LeftButton);
    QCOMPARE(transactions->model()->rowCount(), 25);
    QVERIFY(transactions->isVisible());
    // Whoever comes for one transaction sees it, whatever was looked for before.
    enter(text, wanted.left(10));
    QVERIFY(fixture.settle());
    QCOMPARE(transactions->model()->rowCount(), 1);
    QCOMPARE(idIn(0), wanted);
    const auto number = fixture.engine->findTransaction("finance", other.toStdString());
    QVERIFY(number);
    fixture.window->openLink(QStringLiteral("tx/%1").arg(number->value));
    QVERIFY(fixture.settle());
    QCOMPARE(transactions->model()->rowCount(), 25);
    QVERIFY(text->text().isEmpty());
    QTRY_COMPARE(transactions->currentIndex().row(), 8);
  }

  void theProofLeadsUpToWhoCosigned() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    auto* tree = fixture.find<ProofTree>("proofTree");
    QTRY_COMPARE(tree->witnesses().size(), std::size_t(5));
    QCOMPARE(tree->witnesses().front().name, QStringLiteral("Finance Bureau"));
    QVERIFY(tree->witnesses().front().valid);
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Down);
    QVERIFY(tree->accessibleDescription().startsWith(QStringLiteral("Root")));
    QTest::keyClick(tree, Qt::Key_Down);
    QVERIFY(!tree->accessibleDescription().startsWith(QStringLiteral("Root")));
  }

  void jumpsToABlock() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    enter(fixture.find<QLineEdit>("jumpToBlock"), QStringLiteral("12"));
    QVERIFY(fixture.settle());
    QCOMPARE(currentRow(fixture), 39 - 12);
    enter(fixture.find<QLineEdit>("jumpToBlock"), QStringLiteral("4000"));
    QVERIFY(fixture.settle());
    QCOMPARE(currentRow(fixture), 39 - 12);
    QVERIFY(fixture.find<QLabel>("statusMessage")->text().contains(QStringLiteral("4000")));
  }

  void findsATransactionByTheBeginningOfItsId() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    QTest::keyClick(fixture.window.get(), Qt::Key_K, Qt::ControlModifier);
    auto* search = fixture.find<QLineEdit>("search");
    enter(search, QString::fromStdString(FakeEngine::idOf(333).hex().substr(0, 10)));
    QTRY_COMPARE(fixture.find<ProofTree>("proofTree")->path()->leafIndex, std::uint64_t(333 + 333 / 25 + 1));
    QCOMPARE(currentRow(fixture), 39 - (333 / 25 + 1));
  }

  void newBlocksArriveWithoutMovingTheSelection() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    enter(fixture.find<QLineEdit>("jumpToBlock"), QStringLiteral("20"));
    QVERIFY(fixture.settle());
    const int before = currentRow(fixture);
    engine->appendBlocks(3);
    QTRY_COMPARE(fixture.find<QTableView>("blockTable")->model()->rowCount(), 43);
    QCOMPARE(currentRow(fixture), before + 3);
    QTRY_VERIFY(fixture.find<QLabel>("statusHeight")->text().contains(QStringLiteral("42")));
  }

  void savesTheReceiptOfAFinalTransaction() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    auto* save = onPage<QPushButton>(fixture, "saveReceipt");
    QTRY_VERIFY(fixture.find<ProofTree>("proofTree")->path());
    QVERIFY(!save->isEnabled());  // the newest block waits for cosignatures
    enter(fixture.find<QLineEdit>("jumpToBlock"), QStringLiteral("5"));
    QTRY_VERIFY(save->isEnabled());
    QTemporaryDir folder;
    fixture.files.answer = folder.filePath(QStringLiteral("r.tlog-proof"));
    QTest::mouseClick(save, Qt::LeftButton);
    QVERIFY(fixture.settle());
    QFile file(fixture.files.answer);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("c2sp.org/tlog-proof"));
    QVERIFY(fixture.files.suggestedName.endsWith(QStringLiteral(".tlog-proof")));
    QTRY_VERIFY(fixture.find<QLabel>("statusMessage")->text().contains(QStringLiteral("r.tlog-proof")));
  }

  void saysWhyAReceiptCannotBeWritten() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    enter(fixture.find<QLineEdit>("jumpToBlock"), QStringLiteral("5"));
    auto* save = onPage<QPushButton>(fixture, "saveReceipt");
    QTRY_VERIFY(save->isEnabled());
    fixture.files.answer = QStringLiteral("/nowhere/at/all/r.tlog-proof");
    QTest::mouseClick(save, Qt::LeftButton);
    QVERIFY(fixture.settle());
    QVERIFY(fixture.find<QLabel>("statusMessage")->text().contains(QStringLiteral("/nowhere/at/all")));
  }

  void verifyingAGoodChannelSaysSo() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    QTest::mouseClick(fixture.find<QPushButton>("verify"), Qt::LeftButton);
    QVERIFY(fixture.find<QWidget>("operationsCentre")->isVisible());
    QVERIFY(fixture.settle());
    QVERIFY(fixture.find<QWidget>("auditPanel")->isVisible());
    QVERIFY(fixture.find<QLabel>("auditSentence")->text().contains(QStringLiteral("Everything agrees")));
    QVERIFY(!fixture.find<QWidget>("damageTable")->isVisible());
    QVERIFY(!fixture.find<QWidget>("operationsCentre")->isVisible());
  }

  void verifyingADamagedChannelLeadsToTheDamage() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    engine->setDamages({{"finance", Height(12), TransactionNumber(280), FakeEngine::idOf(280), "envelope", "digest differs"}});
    QTest::mouseClick(fixture.find<QPushButton>("verify"), Qt::LeftButton);
    QVERIFY(fixture.settle());
    auto* damages = fixture.find<QTableView>("damageTable");
    QVERIFY(damages->isVisible());
    QCOMPARE(damages->model()->rowCount(), 1);
    damages->setCurrentIndex(damages->model()->index(0, 0));
    QTest::keyClick(damages, Qt::Key_Return);
    QVERIFY(fixture.settle());
    QCOMPARE(currentRow(fixture), 39 - 12);
  }

  void verifyingCanBeCancelled() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    engine->setDelay(400);
    QTest::mouseClick(fixture.find<QPushButton>("verify"), Qt::LeftButton);
    QVERIFY(!fixture.find<QPushButton>("verify")->isEnabled());
    QTest::mouseClick(fixture.find<QAbstractButton>("cancelOperation"), Qt::LeftButton);
    QVERIFY(fixture.settle());
    QVERIFY(!fixture.find<QWidget>("auditPanel")->isVisible());
    QVERIFY(fixture.find<QPushButton>("verify")->isEnabled());
  }

  void twoBlocksAreComparedFieldByField() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    fixture.window->openLink(QStringLiteral("block/30"));
    QVERIFY(fixture.settle());
    fixture.window->openLink(QStringLiteral("action/chain.compare"));
    auto* other = fixture.find<QLineEdit>("compareWith");
    QVERIFY(other->isVisible());
    // Choosing another block names it.
    fixture.find<QTableView>("blockTable")->setCurrentIndex(fixture.find<QTableView>("blockTable")->model()->index(39 - 20, 0));
    QCOMPARE(other->text(), QStringLiteral("20"));
    enter(other, QStringLiteral("4000"));
    QVERIFY(fixture.find<QLabel>("statusMessage")->text().contains(QStringLiteral("4000")));
    enter(other, QStringLiteral("12"));
    QVERIFY(fixture.settle());
    auto* table = fixture.find<QTableView>("comparisonTable");
    QVERIFY(table->isVisible());
    QVERIFY(!other->isVisible());
    const auto row = [&](const QString& name) {
      for (int i = 0; i < table->model()->rowCount(); ++i) {
        if (table->model()->index(i, 1).data().toString() == name) return i;
      }
      return -1;
    };
    const auto text = [&](int at, int column) { return table->model()->index(at, column).data().toString(); };
    QCOMPARE(text(row(QStringLiteral("Height")), 2), QStringLiteral("30"));
    QCOMPARE(text(row(QStringLiteral("Height")), 3), QStringLiteral("12"));
    QCOMPARE(text(row(QStringLiteral("Height")), 4), QStringLiteral("different"));
    QCOMPARE(text(row(QStringLiteral("Configuration")), 4), QStringLiteral("same"));
    const int all = table->model()->rowCount();
    fixture.find<QAbstractButton>("onlyDifferent")->click();
    QVERIFY(table->model()->rowCount() < all);
    QVERIFY(row(QStringLiteral("Configuration")) < 0);
    // It is a place of its own, with a link, and Back leads away from it.
    QCOMPARE(fixture.window->page(QStringLiteral("chain"))->place(), QStringLiteral("compare/30/12"));
    QCOMPARE(fixture.window->page(QStringLiteral("chain"))->deepLink(), QStringLiteral("mingzhang:compare/finance/30/12"));
    fixture.find<QAbstractButton>("exchangeBlocks")->click();
    QVERIFY(fixture.settle());
    QCOMPARE(text(row(QStringLiteral("Height")), 2), QStringLiteral("12"));
    fixture.find<QAbstractButton>("closeComparison")->click();
    QVERIFY(!table->isVisible());
    QVERIFY(fixture.find<QTableView>("blockTable")->isVisible());
    fixture.window->openDeepLink(QStringLiteral("mingzhang:compare/finance/7/8"));
    QVERIFY(fixture.settle());
    QVERIFY(table->isVisible());
    QCOMPARE(text(row(QStringLiteral("Height")), 2), QStringLiteral("7"));
  }

  void theSignersChainSaysWhyEachWasGood() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    fixture.window->openLink(QStringLiteral("tx/251"));  // its signer was revoked later
    QVERIFY(fixture.settle());
    auto* page = fixture.window->page(QStringLiteral("chain"));
    QTRY_COMPARE(page->findChildren<QLabel*>(QStringLiteral("certificateReason")).size(), 3);
    const auto reasons = page->findChildren<QLabel*>(QStringLiteral("certificateReason"));
    QVERIFY(reasons[0]->text().contains(QStringLiteral("Valid at block 11, because")));
    QVERIFY(reasons[0]->text().contains(QStringLiteral("revoked later, in block 30")));
    QVERIFY(reasons[1]->text().contains(QStringLiteral("configuration listed it")));
    QVERIFY(reasons[2]->text().contains(QStringLiteral("not kept on this computer")));
  }

  void whyAChannelDoesNotOpenDecidesTheNextStep() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    const auto titleFor = [&](ErrorCode code) {
      engine->setUnopened(Error(code, "the engine's words").with("path", "/srv/ledger/channels/finance.mzc"));
      engine->appendBlocks(1);
      if (!QTest::qWaitFor([&] { return fixture.window->client().channelUnreadable(); }) || !fixture.settle()) return QString();
      return onPage<QLabel>(fixture, "channelFailureTitle")->text();
    };
    QStringList titles;
    for (const ErrorCode code : {ErrorCode::Damaged, ErrorCode::NotFound, ErrorCode::UnsupportedVersion, ErrorCode::InUse,
                                 ErrorCode::ReadOnly, ErrorCode::DiskFull, ErrorCode::WrongChannel, ErrorCode::Io}) {
      titles << QString();
      QTRY_VERIFY(!(titles.back() = titleFor(code)).isEmpty() && titles.count(titles.back()) == 1);
      QVERIFY(onPage<QLabel>(fixture, "channelFailureStep")->isVisible());
      // Verifying helps where the file may be damaged.
      QCOMPARE(onPage<QPushButton>(fixture, "channelFailureVerify")->isVisible(), code == ErrorCode::Damaged);
    }
  }

  void aChannelThatCannotBeReadIsExplained() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    engine->setFailure(Error(ErrorCode::Damaged, "page 7 of the file is torn"));
    fixture.window->client().chooseChannel("welfare");
    QVERIFY(fixture.settle());
    auto* page = fixture.window->page(QStringLiteral("chain"));
    QVERIFY(!fixture.find<QTableView>("blockTable")->isVisible());
    bool explained = false;
    for (const QLabel* label : page->findChildren<QLabel*>()) {
      explained = explained || (label->isVisible() && label->text().contains(QStringLiteral("damaged")));
    }
    QVERIFY(explained);
  }
};

}  // namespace mz

QTEST_MAIN(mz::ChainTest)
#include "chain_test.moc"
