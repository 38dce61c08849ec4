#include "models/block_model.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;

class BlockModelTest : public QObject {
  Q_OBJECT

 private:
  static FakeEngine* attach(EngineClient& client, FakeLedger ledger = {}) {
    auto engine = std::make_unique<FakeEngine>(ledger);
    FakeEngine* raw = engine.get();
    client.attach(std::move(engine));
    return QTest::qWaitFor([&] { return client.isIdle() && client.status().has_value(); }) ? raw : nullptr;
  }
  static QString text(const BlockTableModel& model, int row, int column) { return model.index(row, column).data().toString(); }

 private Q_SLOTS:
  void newestBlockIsFirst() {
    EngineClient client;
    BlockTableModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(attach(client));
    QCOMPARE(model.rowCount(), 40);
    QCOMPARE(model.heightOf(0), Height(39));
    QCOMPARE(model.rowOf(Height(0)), 39);
    QCOMPARE(model.rowOf(Height(40)), -1);
  }

  void rowsAreReadWhenTheyAreLookedAt() {
    EngineClient client;
    BlockTableModel model(client);
    FakeEngine* engine = attach(client, {10'000'000, 25, false});
    QVERIFY(engine);
    QCOMPARE(model.rowCount(), 10'000'000);
    QVERIFY(!model.block(5'000'000));
    QTRY_VERIFY(model.block(5'000'000));
    QCOMPARE(model.block(5'000'000)->height, model.heightOf(5'000'000));
    const int calls = engine->calls();
    QVERIFY(model.block(5'000'001));
    QCOMPARE(engine->calls(), calls);  // the same segment is not read again
  }

  void newBlocksComeInAtTheTop() {
    EngineClient client;
    BlockTableModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex kept = model.index(3, 0);
    const Height height = model.heightOf(3);
    engine->appendBlocks(5);
    QTRY_COMPARE(model.rowCount(), 45);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(reset.count(), 0);
    QCOMPARE(kept.row(), 8);
    QCOMPARE(model.heightOf(kept.row()), height);
  }

  void aBlockBecomesFinalWhereItStands() {
    EngineClient client;
    BlockTableModel model(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    text(model, 0, BlockTableModel::StateColumn);
    QTRY_COMPARE(text(model, 0, BlockTableModel::StateColumn), QStringLiteral("cosigned 5/9"));
    engine->appendBlocks(1);
    QTRY_VERIFY(text(model, 1, BlockTableModel::StateColumn).startsWith(QStringLiteral("final")));
    QCOMPARE(model.index(1, BlockTableModel::StateColumn).data(kStatusRole).toInt(), static_cast<int>(StatusRole::Good));
  }

  void aFailedReadIsToldAndLeavesRowsEmpty() {
    EngineClient client;
    BlockTableModel model(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setFailure(Error(ErrorCode::Io, "disk gone"));
    QSignalSpy failed(&model, &BlockTableModel::failed);
    QVERIFY(!model.block(20));
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(text(model, 20, BlockTableModel::TimeColumn).isEmpty());
  }

  void anotherChannelStartsAnew() {
    EngineClient client;
    BlockTableModel model(client);
    QVERIFY(attach(client));
    QVERIFY(!model.block(0));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    client.chooseChannel("welfare");
    QVERIFY(reset.count() >= 1);
    QCOMPARE(model.rowCount(), 0);
    QTRY_COMPARE(model.rowCount(), 40);
  }

  void aLateAnswerForTheOldChannelIsDropped() {
    EngineClient client;
    BlockTableModel model(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    engine->setDelay(100);
    QVERIFY(!model.block(0));
    client.chooseChannel("welfare");
    QTRY_VERIFY(client.isIdle());
    QCOMPARE(changed.count(), 0);
  }

  void ofVeryManyBlocksTheNewestAreListed() {
    EngineClient client;
    auto made = std::make_unique<FakeEngine>(FakeLedger{static_cast<std::uint64_t>(kMostTableRows) + 1'000, 1, false});
    FakeEngine* engine = made.get();
    client.attach(std::move(made));
    BlockTableModel model(client);
    QTRY_COMPARE(model.rowCount(), kMostTableRows);
    QVERIFY(model.isCut());
    QCOMPARE(model.heightOf(0), Height(static_cast<std::uint64_t>(kMostTableRows) + 999));
    QCOMPARE(model.rowOf(Height(999)), -1);
    QCOMPARE(model.rowOf(Height(1'000)), kMostTableRows - 1);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    engine->appendBlocks(3);
    QTRY_COMPARE(removed.count(), 1);
    QCOMPARE(removed.front().at(1).toInt(), kMostTableRows - 3);
    QCOMPARE(model.rowCount(), kMostTableRows);
    QCOMPARE(model.heightOf(0), Height(static_cast<std::uint64_t>(kMostTableRows) + 1'002));
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::BlockModelTest)
#include "block_model_test.moc"
