// The overview as who opens the program meets it.
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

#include "tests/support/window_fixture.h"
#include "ui/overview/rate_chart.h"
#include "ui/overview/wall_view.h"

namespace mz {

using test::FakeEngine;
using test::WindowFixture;

class OverviewPageTest : public QObject {
  Q_OBJECT

 private:
  static bool open(WindowFixture& fixture) {
    fixture.window->showPage(QStringLiteral("overview"));
    return fixture.settle() && QTest::qWaitFor([&] { return fixture.find<QLabel>("todayCardFigure")->isVisible(); });
  }

 private Q_SLOTS:
  void itShowsFiguresAndLeadsToTheirLists() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    QVERIFY(open(fixture));
    QCOMPARE(fixture.find<QLabel>("membersCardFigure")->text(), QStringLiteral("9"));
    QVERIFY(fixture.find<QLabel>("reason1")->text().contains(QStringLiteral("5 of 9")));
    auto* blocks = fixture.find<QTableView>("latestBlockTable");
    QCOMPARE(blocks->model()->rowCount(), 9);
    auto* spending = fixture.find<QWidget>("spendingCard");
    QVERIFY(spending->focusPolicy() != Qt::NoFocus);
    spending->setFocus();
    QTest::keyClick(spending, Qt::Key_Return);
    QVERIFY(fixture.window->page(QStringLiteral("finance"))->isVisible());
    QVERIFY(open(fixture));
    blocks->setCurrentIndex(blocks->model()->index(4, 0));
    QTest::keyClick(blocks, Qt::Key_Return);
    QVERIFY(fixture.settle());
    QVERIFY(fixture.window->page(QStringLiteral("chain"))->isVisible());
    QCOMPARE(fixture.find<QTableView>("blockTable")->currentIndex().row(), 4);
  }

  void alarmsStandFirstAndGoWhenTheyAreTakenCareOf() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    QVERIFY(open(fixture));
    auto* needs = fixture.find<QTableView>("needsTable");
    const int before = needs->model()->rowCount();
    Alarm alarm;
    alarm.number = 1;
    alarm.kind = "disk_full";
    alarm.subject = "/ledger";
    alarm.urgent = true;
    alarm.value = 100;
    engine->setAlarms({alarm});
    QTRY_COMPARE(needs->model()->rowCount(), before + 1);
    QVERIFY(needs->model()->index(0, 0).data().toString().contains(QStringLiteral("disk")));
    QVERIFY(engine->acknowledgeAlarm(1, "me", "on it"));
    QTRY_COMPARE(needs->model()->rowCount(), before);
  }

  void aLockedIdentityWaitsForThePerson() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    QVERIFY(open(fixture));
    auto* needs = fixture.find<QTableView>("needsTable");
    QVERIFY(needs->model()->rowCount() >= 1);
    bool unlocked = false;
    fixture.window->client().unlock(std::string(kDemoPassword), [&](Status status) { unlocked = status.has_value(); });
    QTRY_VERIFY(unlocked);
    QTRY_VERIFY([&] {
      for (int row = 0; row < needs->model()->rowCount(); ++row)
        if (needs->model()->index(row, 0).data().toString().contains(QStringLiteral("locked"))) return false;
      return true;
    }());
  }

  void theChartIsReadByKeys() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    QVERIFY(open(fixture));
    auto* chart = fixture.find<RateChart>("rateChart");
    chart->setFocus();
    QTest::keyClick(chart, Qt::Key_Left);
    QVERIFY(chart->selected() >= 0);
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("a minute")));
  }

  void theWallViewIsLeftByEscape() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    QVERIFY(open(fixture));
    QTest::mouseClick(fixture.find<QPushButton>("wallButton"), Qt::LeftButton);
    auto* wall = fixture.find<WallView>("wallView");
    QVERIFY(wall && wall->isVisible());
    QVERIFY(fixture.window->isFullScreen());
    QVERIFY(wall->accessibleDescription().contains(QStringLiteral("Height")));
    QTest::keyClick(wall, Qt::Key_A);
    QVERIFY(wall->isVisible());
    QTest::keyClick(wall, Qt::Key_Escape);
    QTRY_VERIFY(!fixture.find<WallView>("wallView"));
    QVERIFY(!fixture.window->isFullScreen());
  }

  void aChannelThatCannotBeReadIsExplained() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    QVERIFY(open(fixture));
    engine->setFailure(Error(ErrorCode::Damaged, "page 7 of the file is torn"));
    fixture.window->client().chooseChannel("welfare");
    QVERIFY(fixture.settle());
    QTRY_VERIFY(!fixture.find<QTableView>("latestBlockTable")->isVisible());
  }
};

}  // namespace mz

QTEST_MAIN(mz::OverviewPageTest)
#include "overview_test.moc"
