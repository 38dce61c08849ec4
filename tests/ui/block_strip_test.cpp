// The strip of blocks as a person uses it: looking at all of the history and at one block, selecting, staying live, saving.
#include "ui/chain/block_strip.h"

#include <QtGui/QImageReader>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "tests/support/window_fixture.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;
using test::WindowFixture;

class BlockStripTest : public QObject {
  Q_OBJECT

 private:
  static BlockStrip* stripOf(const WindowFixture& fixture) { return fixture.find<BlockStrip>("blockStrip"); }
  static QTableView* tableOf(const WindowFixture& fixture) { return fixture.find<QTableView>("blockTable"); }
  static void click(const WindowFixture& fixture, const char* name) {
    QTest::mouseClick(fixture.find<QToolButton>(name), Qt::LeftButton);
  }

 private Q_SLOTS:
  void itOpensOnTheNewestBlocks() {
    WindowFixture fixture({10'000'000, 1, false});
    QVERIFY(fixture.attachOn("chain"));
    const BlockStrip* strip = stripOf(fixture);
    QCOMPARE(strip->level(), 0);
    QVERIFY(strip->isLive());
    QCOMPARE(strip->selected(), 9'999'999);
    QVERIFY(strip->accessibleDescription().contains(QStringLiteral("9,999,999")));
  }

  void theWholeHistoryFitsWhateverItsLength_data() {
    QTest::addColumn<quint64>("blocks");
    for (const quint64 blocks : {1ULL, 2ULL, 40ULL, 3'000ULL, 10'000'000ULL}) QTest::addRow("%llu", blocks) << blocks;
  }
  void theWholeHistoryFitsWhateverItsLength() {
    QFETCH(quint64, blocks);
    WindowFixture fixture({blocks, 1, false});
    QVERIFY(fixture.attachOn("chain"));
    BlockStrip* strip = stripOf(fixture);
    click(fixture, "stripShowAll");
    QVERIFY(fixture.settle());
    QVERIFY(strip->isFitted());
    QVERIFY(strip->isLive());
    QCOMPARE(strip->view().origin.x(), 0.0);
    QCOMPARE(strip->level() > 0, blocks > 1'000);
    QVERIFY(!strip->grab().isNull());
  }

  void theWheelZoomsAboutThePointer() {
    WindowFixture fixture({1'000'000, 25, false});
    QVERIFY(fixture.attachOn("chain"));
    BlockStrip* strip = stripOf(fixture);
    strip->fit();
    const QPointF at(strip->width() * 0.25, 50);
    const double before = strip->view().toScene(at).x();
    for (int i = 0; i < 20; ++i) {
      QWheelEvent wheel(at, strip->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
      QCoreApplication::sendEvent(strip, &wheel);
    }
    QVERIFY(strip->level() < 5);
    QVERIFY(std::abs(strip->view().toScene(at).x() - before) < 1);
    QVERIFY(fixture.settle());
  }

  void keysSelectZoomAndJump() {
    WindowFixture fixture({100'000, 25, false});
    QVERIFY(fixture.attachOn("chain"));
    BlockStrip* strip = stripOf(fixture);
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Left);
    QVERIFY(fixture.settle());
    QCOMPARE(strip->selected(), 99'998);
    QCOMPARE(tableOf(fixture)->currentIndex().row(), 1);
    QTest::keyClick(strip, Qt::Key_Home);
    QVERIFY(fixture.settle());
    QCOMPARE(strip->selected(), 0);
    QCOMPARE(tableOf(fixture)->currentIndex().row(), 99'999);
    QCOMPARE(strip->view().origin.x(), 0.0);
    QTest::keyClick(strip, Qt::Key_Left);
    QCOMPARE(strip->selected(), 0);
    QTest::keyClick(strip, Qt::Key_0);
    QVERIFY(strip->isFitted());
    const int level = strip->level();
    QVERIFY(level > 0);
    // Ranges are stepped through one by one, and Enter goes into one.
    QTest::keyClick(strip, Qt::Key_Right);
    QCOMPARE(strip->selected(), static_cast<int>(BlockRanges::blocksAt(level)) * 2 - 1);
    QTest::keyClick(strip, Qt::Key_Return);
    QVERIFY(strip->level() < level);
    QVERIFY(fixture.settle());
    QTest::keyClick(strip, Qt::Key_End);
    QCOMPARE(strip->selected(), 99'999);
    QVERIFY(strip->isLive());
  }

  void aClickSelectsTheBlockEverywhere() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    BlockStrip* strip = stripOf(fixture);
    const QPointF place = strip->view().toView(QPointF(36.5, 0.4));
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(static_cast<int>(place.x()), 60));
    QVERIFY(fixture.settle());
    QCOMPARE(strip->selected(), 36);
    QCOMPARE(tableOf(fixture)->currentIndex().row(), 39 - 36);
    // And the other way round.
    tableOf(fixture)->setCurrentIndex(tableOf(fixture)->model()->index(30, 0));
    QVERIFY(fixture.settle());
    QCOMPARE(strip->selected(), 9);
    QVERIFY(strip->view().toView(QPointF(9.5, 0)).x() > 0);
  }

  void theBarMovesThroughTheHistory() {
    WindowFixture fixture({1'000'000, 25, false});
    QVERIFY(fixture.attachOn("chain"));
    BlockStrip* strip = stripOf(fixture);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(strip->width() / 2, strip->height() - 10));
    QVERIFY(std::abs(strip->view().toScene(QPointF(strip->width() / 2.0, 0)).x() - 500'000) < 2'000);
    QCOMPARE(strip->selected(), 999'999);
    QVERIFY(!strip->isLive());
    QVERIFY(fixture.settle());
    click(fixture, "stripShowNewest");
    QVERIFY(strip->isLive());
  }

  void whoLooksAtTheNewestGoesOnDoingSo() {
    WindowFixture fixture({1'000, 25, false});
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    BlockStrip* strip = stripOf(fixture);
    engine->appendBlocks(4);
    QTRY_VERIFY(strip->view().toScene(QPointF(strip->width(), 0)).x() > 1'003.5);
    QCOMPARE(strip->selected(), 999);  // what is read stays chosen
    strip->moveBy({-4'000, 0});
    const double origin = strip->view().origin.x();
    engine->appendBlocks(4);
    QTRY_VERIFY(fixture.find<QTableView>("blockTable")->model()->rowCount() == 1'008);
    QVERIFY(fixture.settle());
    QCOMPARE(strip->view().origin.x(), origin);
  }

  void whatItShowsIsSaidInWords() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("chain");
    QVERIFY(engine);
    BlockStrip* strip = stripOf(fixture);
    QTest::keyClick(strip, Qt::Key_Left);
    QVERIFY(fixture.settle());
    QTest::keyClick(strip, Qt::Key_Left);
    QVERIFY(strip->accessibleDescription().contains(QStringLiteral("Block 37: final")));
    QVERIFY(strip->accessibleDescription().contains(QStringLiteral("25 transactions")));
    engine->setDamages({{"finance", Height(36), {}, {}, "block", "record differs"}});
    QTest::mouseClick(fixture.find<QPushButton>("verify"), Qt::LeftButton);
    QVERIFY(fixture.settle());
    QTest::keyClick(strip, Qt::Key_Left);
    QVERIFY(strip->accessibleDescription().contains(QStringLiteral("damaged")));
    QTest::keyClick(strip, Qt::Key_Left);
    QVERIFY(strip->accessibleDescription().contains(QStringLiteral("verified")));
  }

  void thePictureIsSavedInThreeKinds() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    BlockStrip* strip = stripOf(fixture);
    QTemporaryDir folder;
    for (const char* name : {"chain.png", "chain.svg", "chain.pdf"}) {
      QSignalSpy saved(strip, &Picture::saved);
      const QString file = folder.filePath(QString::fromLatin1(name));
      strip->save(file);
      QTRY_COMPARE(saved.count(), 1);
      QVERIFY(saved.first().first().toBool());
      QFile written(file);
      QVERIFY(written.open(QIODevice::ReadOnly));
      const QByteArray content = written.readAll();
      QVERIFY(content.size() > 2'000);
      if (file.endsWith(QStringLiteral("png"))) QCOMPARE(QImageReader(file).size(), strip->size() * 2);
      if (file.endsWith(QStringLiteral("svg"))) QVERIFY(content.contains("<svg"));
      if (file.endsWith(QStringLiteral("pdf"))) QVERIFY(content.startsWith("%PDF"));
    }
    QSignalSpy saved(strip, &Picture::saved);
    strip->save(QStringLiteral("/nowhere/at/all.png"));
    QTRY_COMPARE(saved.count(), 1);
    QVERIFY(!saved.first().first().toBool());
  }
};

}  // namespace mz

QTEST_MAIN(mz::BlockStripTest)
#include "block_strip_test.moc"
