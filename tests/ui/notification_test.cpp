// The bell, its list, and what the window itself reports.
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>

#include "tests/support/window_fixture.h"
#include "ui/parts/popover.h"

namespace mz {

using test::WindowFixture;

class NotificationTest : public QObject {
  Q_OBJECT

  static Notification alarm(const char* id, const QString& link = {}) {
    return {QString::fromLatin1(id),
            StatusRole::Danger,
            [] { return QStringLiteral("The disk is nearly full"); },
            [] { return QStringLiteral("Make room."); },
            [] { return QStringLiteral("Show it"); },
            link};
  }

 private Q_SLOTS:
  void theBellCountsAndTheListLeadsThere() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* bell = fixture.find<QToolButton>("notificationBell");
    QVERIFY(bell->accessibleName().contains(QStringLiteral("nothing new")));
    fixture.window->notifications().post(alarm("a", QStringLiteral("page/finance")));
    fixture.window->notifications().post(alarm("b"));
    QVERIFY(bell->accessibleName().contains(QStringLiteral("2 new")));
    QVERIFY(bell->accessibleName().contains(QStringLiteral("danger")));
    QCOMPARE(fixture.find<QLabel>("statusMessage")->text(), QStringLiteral("The disk is nearly full"));
    QTest::mouseClick(bell, Qt::LeftButton);
    auto* popover = fixture.find<Popover>("notificationPopover");
    QVERIFY(popover->isVisible());
    QCOMPARE(popover->findChildren<QLabel*>(QStringLiteral("notificationTitle")).size(), 2);
    QCOMPARE(popover->findChildren<QPushButton*>(QStringLiteral("notificationAction")).size(), 1);
    QTest::mouseClick(popover->findChild<QPushButton*>(QStringLiteral("notificationAction")), Qt::LeftButton);
    QVERIFY(!popover->isVisible());
    QCOMPARE(fixture.find<QStackedWidget>("pages")->currentWidget()->objectName(), QStringLiteral("financePage"));
    QVERIFY(bell->accessibleName().contains(QStringLiteral("nothing new")));
  }

  void oneIsPutAwayAndThenAll() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    for (const char* id : {"a", "b", "c"}) fixture.window->notifications().post(alarm(id));
    QTest::keyClick(fixture.window.get(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto* popover = fixture.find<Popover>("notificationPopover");
    QVERIFY(popover->isVisible());
    QTest::mouseClick(popover->findChild<QToolButton*>(QStringLiteral("dismissNotification")), Qt::LeftButton);
    QCOMPARE(fixture.window->notifications().rowCount(), 2);
    QTRY_COMPARE(popover->findChildren<QLabel*>(QStringLiteral("notificationTitle")).size(), 2);
    QTest::mouseClick(popover->findChild<QPushButton*>(QStringLiteral("clearNotifications")), Qt::LeftButton);
    QTRY_VERIFY(popover->findChild<QLabel*>(QStringLiteral("noNotifications"))->isVisible());
    QTest::keyClick(fixture.window.get(), Qt::Key_Escape);
    QVERIFY(!popover->isVisible());
  }

  void settingsThatCannotBeSavedAreReported() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    Q_EMIT fixture.settings.saveFailed(QStringLiteral("no space left"));
    QCOMPARE(fixture.window->notifications().rowCount(), 1);
    const QModelIndex index = fixture.window->notifications().index(0);
    QVERIFY(index.data(Notifications::SentenceRole).toString().contains(QStringLiteral("no space left")));
    // In the language of the moment, not of the event.
    fixture.language.choose(QStringLiteral("zh_CN"));
    QVERIFY(index.data().toString().contains(QStringLiteral("设置")));
  }

  void aDamagedSettingsFileIsReported() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.json"));
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("{");
    damaged.close();
    Theme theme(*qApp);
    Language language(*qApp);
    language.choose(QStringLiteral("en"));
    Settings settings(file);
    test::AnsweringFileDialogs files;
    MainWindow window(theme, language, settings, files, {});
    QCOMPARE(window.notifications().rowCount(), 1);
    QVERIFY(window.notifications()
                .index(0)
                .data(Notifications::SentenceRole)
                .toString()
                .contains(file + QStringLiteral(".damaged")));
  }
};

}  // namespace mz

QTEST_MAIN(mz::NotificationTest)
#include "notification_test.moc"
