#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/idle_lock.h"
#include "tests/support/fake_engine.h"

namespace mz {

class IdleLockTest : public QObject {
  Q_OBJECT

  static constexpr std::int64_t kMinute = 60'000;

  struct Stage {
    QTemporaryDir folder;
    Settings settings{folder.filePath(QStringLiteral("settings.json"))};
    EngineClient client;
    Operations operations;
    std::int64_t now = 0;
    IdleLock lock{client, operations, settings, [this] { return now; }};

    bool unlock() {
      client.attach(std::make_unique<test::FakeEngine>());
      if (!QTest::qWaitFor([this] { return client.ready(); })) return false;
      client.unlock(std::string(kDemoPassword), [](const Status&) {});
      return QTest::qWaitFor([this] { return !client.identity()->locked; });
    }
  };

 private Q_SLOTS:
  void itLocksAfterTheTimeWithoutInput() {
    Stage stage;
    stage.settings.set(Setting::LockAfterMinutes, 5);
    QSignalSpy locked(&stage.lock, &IdleLock::lockedAfterIdling);
    QVERIFY(stage.unlock());
    QCOMPARE(stage.lock.minutesLeft(), 5);
    stage.now = 4 * kMinute;
    stage.lock.check();
    QCOMPARE(stage.lock.minutesLeft(), 1);
    QCOMPARE(locked.size(), 0);
    stage.lock.noteInput();
    QCOMPARE(stage.lock.minutesLeft(), 5);
    stage.now += 5 * kMinute;
    stage.lock.check();
    QCOMPARE(locked.size(), 1);
    QTRY_VERIFY(stage.client.identity()->locked);
    QVERIFY(!stage.lock.minutesLeft());
  }

  void neverMeansNever() {
    Stage stage;
    stage.settings.set(Setting::LockAfterMinutes, 0);
    QVERIFY(stage.unlock());
    stage.now = 10'000 * kMinute;
    stage.lock.check();
    QTRY_VERIFY(stage.client.isIdle());
    QVERIFY(!stage.client.identity()->locked);
    QVERIFY(!stage.lock.minutesLeft());
  }

  void workThatRunsIsNotCutOff() {
    Stage stage;
    stage.settings.set(Setting::LockAfterMinutes, 5);
    QVERIFY(stage.unlock());
    std::atomic<bool> done = false;
    stage.operations.run(
        QStringLiteral("import"), &stage.lock,
        [&](const Progress&) {
          while (!done) QTest::qSleep(1);
          return 0;
        },
        [](int) {});
    stage.now = 60 * kMinute;
    stage.lock.check();
    QCOMPARE(stage.lock.minutesLeft(), 5);
    done = true;
    QTRY_VERIFY(stage.operations.running().empty());
    stage.now += 5 * kMinute;
    stage.lock.check();
    QTRY_VERIFY(stage.client.identity()->locked);
  }

  void aShorterTimeHoldsAtOnce() {
    Stage stage;
    QVERIFY(stage.unlock());
    stage.now = 3 * kMinute;
    stage.settings.set(Setting::LockAfterMinutes, 2);
    QTRY_VERIFY(stage.client.identity()->locked);
  }
};

}  // namespace mz

QTEST_MAIN(mz::IdleLockTest)
#include "idle_lock_test.moc"
