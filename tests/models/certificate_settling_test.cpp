#include <QtTest/QTest>

#include "models/certificate_settling.h"
#include "tests/support/fake_engine.h"

namespace mz {

class CertificateSettlingTest : public QObject {
  Q_OBJECT

  struct Stage {
    EngineClient client;
    Notifications notifications;
    CertificateSettling settling{client, notifications};
    test::FakeEngine* engine = nullptr;

    Stage() {
      auto made = std::make_unique<test::FakeEngine>();
      engine = made.get();
      client.attach(std::move(made));
    }
    bool unlock() {
      if (!QTest::qWaitFor([this] { return client.ready(); })) return false;
      client.unlock(std::string(kDemoPassword), [](const Status&) {});
      return QTest::qWaitFor([this] { return !client.identity()->locked && client.isIdle(); });
    }
  };

  static ChannelSettlement settlement(const char* channel, std::uint64_t revoked, std::uint64_t missing) {
    ChannelSettlement one;
    one.channel = channel;
    one.revoked = revoked;
    one.missing = missing;
    return one;
  }

 private Q_SLOTS:
  void nothingToSendSaysNothing() {
    Stage stage;
    QVERIFY(stage.unlock());
    QCOMPARE(stage.notifications.rowCount(), 0);
  }

  void whatWasSentAndWhatIsMissingIsTold() {
    Stage stage;
    stage.engine->certificates().setSettlement(
        {settlement("finance", 0, 0), settlement("drafts", 1, 0), settlement("land", 0, 2)});
    QVERIFY(stage.unlock());
    QTRY_COMPARE(stage.notifications.rowCount(), 2);
    QVERIFY(stage.notifications.index(0).data(Notifications::SentenceRole).toString().contains(QStringLiteral("land")));
    QVERIFY(!stage.notifications.index(0).data(Notifications::SentenceRole).toString().contains(QStringLiteral("drafts")));
  }

  void itAsksAgainOnlyAfterLocking() {
    Stage stage;
    QVERIFY(stage.unlock());
    stage.engine->certificates().setSettlement({settlement("drafts", 1, 0)});
    QVERIFY(stage.unlock());  // was unlocked already
    QCOMPARE(stage.notifications.rowCount(), 0);
    stage.client.lock();
    QTRY_VERIFY(stage.client.identity()->locked);
    QVERIFY(stage.unlock());
    QTRY_COMPARE(stage.notifications.rowCount(), 1);
  }
};

}  // namespace mz

QTEST_GUILESS_MAIN(mz::CertificateSettlingTest)
#include "certificate_settling_test.moc"
