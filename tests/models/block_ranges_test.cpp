#include "models/block_ranges.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "tests/support/fake_engine.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;

class BlockRangesTest : public QObject {
  Q_OBJECT

 private:
  static FakeEngine* attach(EngineClient& client, FakeLedger ledger = {}) {
    auto engine = std::make_unique<FakeEngine>(ledger);
    FakeEngine* raw = engine.get();
    client.attach(std::move(engine));
    return QTest::qWaitFor([&] { return client.isIdle() && client.status().has_value(); }) ? raw : nullptr;
  }

 private Q_SLOTS:
  void onlyWhatIsLookedAtIsRead() {
    EngineClient client;
    BlockRanges ranges(client);
    FakeEngine* engine = attach(client, {10'000'000, 25, false});
    QVERIFY(engine);
    QCOMPARE(ranges.count(), std::uint64_t(10'000'000));
    const int before = engine->calls();
    ranges.look(5, 100, 200);
    QTRY_VERIFY(ranges.range(5, 150));
    QVERIFY(client.isIdle());
    QCOMPARE(engine->calls(), before + 1);
    QCOMPARE(ranges.range(5, 150)->first, Height(150 * 1024));
    QCOMPARE(ranges.range(5, 150)->blocks, std::uint64_t(1024));
    QCOMPARE(ranges.range(5, 150)->transactions, std::uint64_t(1024 * 25));
    QVERIFY(!ranges.range(4, 600));
    QVERIFY(!ranges.block(150 * 1024));
    ranges.look(5, 120, 130);
    QVERIFY(client.isIdle());
    QCOMPARE(engine->calls(), before + 1);  // known already
    ranges.look(0, 9'999'990, 9'999'999);
    QTRY_VERIFY(ranges.block(9'999'995));
    QCOMPARE(ranges.block(9'999'995)->height, Height(9'999'995));
  }

  void whatIsNoLongerLookedAtIsNotAskedFor() {
    EngineClient client;
    BlockRanges ranges(client);
    FakeEngine* engine = attach(client, {10'000'000, 25, false});
    QVERIFY(engine);
    engine->setDelay(40);
    const int before = engine->calls();
    for (std::uint64_t first = 0; first < 5'000'000; first += 100'000) ranges.look(0, first, first + 100);
    QTRY_VERIFY(ranges.block(4'900'050));
    QTRY_VERIFY(client.isIdle());
    QVERIFY2(engine->calls() - before <= 6, qPrintable(QString::number(engine->calls() - before)));
  }

  void theMiddleOfWhatIsLookedAtComesFirst() {
    EngineClient client;
    BlockRanges ranges(client);
    FakeEngine* engine = attach(client, {10'000'000, 25, false});
    QVERIFY(engine);
    engine->setDelay(30);
    ranges.look(0, 0, 256 * 9 - 1);
    QTRY_VERIFY(ranges.block(256 * 4 + 5));
    QVERIFY(!ranges.block(0) || !ranges.block(256 * 8));
    QTRY_VERIFY(ranges.block(0) && ranges.block(256 * 8));
  }

  void answersForAnotherChannelAreDropped() {
    EngineClient client;
    BlockRanges ranges(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setDelay(100);
    ranges.look(0, 0, 39);
    client.chooseChannel("welfare");
    QCOMPARE(ranges.count(), std::uint64_t(0));
    QTRY_VERIFY(client.isIdle());
    QVERIFY(!ranges.block(5));
    ranges.look(0, 0, 39);
    QTRY_VERIFY(ranges.block(5));
  }

  void newBlocksAreReadAndOldOnesStayOnTheScreen() {
    EngineClient client;
    BlockRanges ranges(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    ranges.look(1, 0, 20);
    ranges.look(0, 0, 39);
    QTRY_VERIFY(ranges.block(39));
    QVERIFY(!ranges.block(39)->isFinal);
    ranges.look(1, 0, 20);
    QTRY_VERIFY(ranges.range(1, 9));
    QSignalSpy grown(&ranges, &BlockRanges::countChanged);
    engine->appendBlocks(3);
    QTRY_COMPARE(ranges.count(), std::uint64_t(43));
    QVERIFY(grown.count() > 0);
    QVERIFY(ranges.block(39) && ranges.range(1, 9));
    ranges.look(0, 0, 42);
    QTRY_VERIFY(ranges.block(42));
    QVERIFY(ranges.block(39)->isFinal);
    ranges.look(1, 0, 10);
    QTRY_VERIFY(ranges.range(1, 10));
    QCOMPARE(ranges.range(1, 10)->blocks, std::uint64_t(3));
  }

  void aFailedReadIsToldOnce() {
    EngineClient client;
    BlockRanges ranges(client);
    FakeEngine* engine = attach(client);
    QVERIFY(engine);
    engine->setFailure(Error(ErrorCode::Io, "disk gone"));
    QSignalSpy failed(&ranges, &BlockRanges::failed);
    for (int i = 0; i < 5; ++i) {
      ranges.look(0, 0, 39);
      QTRY_VERIFY(client.isIdle());
    }
    QCOMPARE(failed.count(), 1);
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::BlockRangesTest)
#include "block_ranges_test.moc"
