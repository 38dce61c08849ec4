#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/notifications.h"

namespace mz {

class NotificationsTest : public QObject {
  Q_OBJECT

  static Notification make(const QString& id, StatusRole severity = StatusRole::Attention) {
    return {id, severity, [id] { return QStringLiteral("title ") + id; }, [] { return QStringLiteral("sentence"); }};
  }

 private Q_SLOTS:
  void theNewestIsFirstAndUnread() {
    Notifications model;
    const QAbstractItemModelTester tester(&model);
    model.post(make(QStringLiteral("a")));
    model.post(make(QStringLiteral("b"), StatusRole::Danger));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("title b"));
    QCOMPARE(model.unread(), 2);
    QCOMPARE(model.gravestUnread(), StatusRole::Danger);
    QVERIFY(model.index(0).data(Notifications::TimeRole).toDateTime().isValid());
    model.markAllRead();
    QCOMPARE(model.unread(), 0);
    QCOMPARE(model.gravestUnread(), StatusRole::Neutral);
  }

  void theSameMatterIsThereOnce() {
    Notifications model;
    QSignalSpy posted(&model, &Notifications::posted);
    model.post(make(QStringLiteral("a")));
    model.post(make(QStringLiteral("b")));
    model.markAllRead();
    model.post(make(QStringLiteral("a"), StatusRole::Danger));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.unread(), 1);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("title a"));
    QCOMPARE(posted.size(), 3);
    model.withdraw(QStringLiteral("a"));
    model.withdraw(QStringLiteral("nobody"));
    QCOMPARE(model.rowCount(), 1);
  }

  void aButtonNeedsALink() {
    Notifications model;
    Notification without = make(QStringLiteral("a"));
    without.actionText = [] { return QStringLiteral("Show"); };
    model.post(without);
    QVERIFY(model.index(0).data(Notifications::ActionRole).toString().isEmpty());
    without.link = QStringLiteral("page/chain");
    model.post(without);
    QCOMPARE(model.index(0).data(Notifications::ActionRole).toString(), QStringLiteral("Show"));
  }

  void theListIsBounded() {
    Notifications model;
    for (int i = 0; i < 500; ++i) model.post(make(QString::number(i)));
    QCOMPARE(model.rowCount(), 200);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("title 499"));
  }
};

}  // namespace mz

QTEST_MAIN(mz::NotificationsTest)
#include "notifications_test.moc"
