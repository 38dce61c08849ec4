// What was done, and what needs attention, as who watches over a network meets it; and what every table can do.
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtGui/QClipboard>
#include <QtPrintSupport/QPrinter>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTabBar>

#include "tests/support/window_fixture.h"
#include "ui/activity/activities_page.h"
#include "ui/activity/alarm_rules_dialog.h"
#include "ui/activity/ledger_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/saved_filters.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;
using test::WindowFixture;

class ActivityTest : public QObject {
  Q_OBJECT

 private:
  template <class Widget>
  static Widget* onPage(const WindowFixture& fixture, const char* name) {
    return fixture.window->page(QStringLiteral("activity"))->findChild<Widget*>(QString::fromLatin1(name));
  }
  // The journal has filters of the same names.
  template <class Widget>
  static Widget* onLedger(const WindowFixture& fixture, const char* name) {
    return fixture.window->findChild<LedgerView*>()->findChild<Widget*>(QString::fromLatin1(name));
  }
  static void choose(QComboBox* box, const char* value) {
    box->setCurrentIndex(box->findData(QString::fromLatin1(value)));
    Q_EMIT box->activated(box->currentIndex());
  }
  static QString countOn(const WindowFixture& fixture) { return onPage<QLabel>(fixture, "activityCount")->text(); }
  static Alarm alarm(std::uint64_t number, const char* kind) {
    Alarm made;
    made.number = number;
    made.kind = kind;
    made.subject = "finance";
    made.value = 14;
    made.raised = made.measured = made.told = UnixSeconds(1'795'132'800);
    return made;
  }
  static QStringList lines(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
  }
  static void act(WindowFixture& fixture, const char* id) {
    fixture.window->actionRegistry().find(QString::fromLatin1(id))->trigger();
  }

 private Q_SLOTS:
  void theLedgerIsListedAndLeadsToTheChain() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("activity"));
    auto* table = onPage<DataTable>(fixture, "activityTable");
    QTRY_VERIFY(table->model()->rowCount() >= 200);
    QVERIFY(countOn(fixture).startsWith(QStringLiteral("At least ")));
    table->setCurrentIndex(table->model()->index(30, 0));
    const QString id = table->model()->index(30, 7).data(Qt::ToolTipRole).toString();
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(fixture.settle());
    QVERIFY(fixture.window->page(QStringLiteral("chain"))->isVisible());
    QTRY_VERIFY(fixture.window->deepLink().endsWith(id));
    QTest::keyClick(fixture.window.get(), Qt::Key_Left, Qt::AltModifier);
    QVERIFY(fixture.window->page(QStringLiteral("activity"))->isVisible());
  }

  void scrollingToTheEndBringsMore() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("activity"));
    auto* table = onPage<DataTable>(fixture, "activityTable");
    QTRY_VERIFY(table->model()->rowCount() >= 200);
    const int before = table->model()->rowCount();
    table->scrollToBottom();
    QTRY_VERIFY(table->model()->rowCount() > before);
  }

  void filtersNarrowAndAreSavedUnderAName() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("activity"));
    auto* table = onPage<DataTable>(fixture, "activityTable");
    choose(onLedger<QComboBox>(fixture, "filter.result"), "refused");
    QVERIFY(fixture.settle());
    QTRY_VERIFY(table->model()->rowCount() > 0);
    for (int row = 0; row < table->model()->rowCount(); ++row)
      QVERIFY(table->model()->index(row, 5).data().toString().startsWith(QStringLiteral("refused")));
    auto* filters = fixture.window->findChild<LedgerView*>()->findChild<SavedFilters*>();
    filters->saveAs(QStringLiteral("what was refused"));
    QTest::mouseClick(onLedger<QPushButton>(fixture, "clearFilters"), Qt::LeftButton);
    QVERIFY(fixture.settle());
    QCOMPARE(onLedger<QComboBox>(fixture, "filter.result")->currentIndex(), 0);
    QCOMPARE(filters->names(), QStringList{QStringLiteral("what was refused")});
    filters->apply(QStringLiteral("what was refused"));
    QCOMPARE(onLedger<QComboBox>(fixture, "filter.result")->currentData().toString(), QStringLiteral("refused"));
    filters->forget(QStringLiteral("what was refused"));
    QVERIFY(filters->names().isEmpty());
  }

  void aSearchThatFindsNothingSaysHowFarItLookedAndGoesOn() {
    WindowFixture fixture({600, 25, false});
    QVERIFY(fixture.attachOn("activity"));
    auto* signer = onLedger<QLineEdit>(fixture, "filter.signer");
    signer->setText(QStringLiteral("nobody"));
    QTest::keyClick(signer, Qt::Key_Return);
    QVERIFY(fixture.settle());
    auto* state = onPage<QWidget>(fixture, "activityState");
    auto* button = state->findChild<QPushButton*>(QStringLiteral("stateButton"));
    QTRY_VERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("Look further"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(button->text(), QStringLiteral("Clear filters"));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(fixture.settle());
    QTRY_VERIFY(onPage<DataTable>(fixture, "activityTable")->isVisible());
    QVERIFY(signer->text().isEmpty());
  }

  void newBlocksAreCountedUntilTheyAreTakenIn() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("activity");
    QVERIFY(engine);
    auto* table = onPage<DataTable>(fixture, "activityTable");
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const QString top = table->model()->index(0, 7).data().toString();
    auto* newer = onPage<QPushButton>(fixture, "activityNewer");
    QVERIFY(!newer->isVisible());
    engine->appendBlocks(1);
    QTRY_VERIFY(newer->isVisible());
    QCOMPARE(newer->text(), QStringLiteral("25 new"));
    QCOMPARE(table->model()->index(0, 7).data().toString(), top);
    QTest::mouseClick(newer, Qt::LeftButton);
    QTRY_VERIFY(table->model()->rowCount() > 0 && table->model()->index(0, 7).data().toString() != top);
    QVERIFY(!newer->isVisible());
  }

  void aFailureIsExplainedAndTriedAgain() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    engine->setFailure(Error(ErrorCode::Damaged, "page 7 of the file is torn"));
    fixture.window->showPage(QStringLiteral("activity"));
    QVERIFY(fixture.settle());
    auto* button = onPage<QWidget>(fixture, "activityState")->findChild<QPushButton*>(QStringLiteral("stateButton"));
    QTRY_COMPARE(button->text(), QStringLiteral("Try again"));
    engine->setFailure(std::nullopt);
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(onPage<DataTable>(fixture, "activityTable")->isVisible());
  }

  void whatIsListedIsWrittenAsCsvAndStandsInTheJournal() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("activity"));
    auto* table = onPage<DataTable>(fixture, "activityTable");
    QTRY_VERIFY(table->model()->rowCount() >= 200);
    const QTemporaryDir folder;
    fixture.files.answer = folder.filePath(QStringLiteral("activity.csv"));
    QTest::mouseClick(onPage<QPushButton>(fixture, "activityExport"), Qt::LeftButton);
    QVERIFY(fixture.settle());
    QTRY_VERIFY(QFile::exists(fixture.files.answer));
    const QStringList written = lines(fixture.files.answer);
    QVERIFY(written.size() > 200);
    QVERIFY(written[0].contains(QStringLiteral("Time,Channel,Call")));
    QVERIFY(written[1].startsWith(QStringLiteral("20")) && written[1].contains(QStringLiteral("Z,")));  // for every program
    onPage<QTabBar>(fixture, "activityTabs")->setCurrentIndex(1);
    auto* journal = onPage<DataTable>(fixture, "journalTable");
    QTRY_COMPARE(journal->model()->rowCount(), 1);
    QCOMPARE(journal->model()->index(0, 1).data().toString(), QStringLiteral("File saved"));
    QCOMPARE(journal->model()->index(0, 2).data().toString(), fixture.files.answer);
    QCOMPARE(journal->model()->index(0, 4).data().toString(), QStringLiteral("finance-admin"));
  }

  void aTableBecomesPages() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("chain"));
    const QTemporaryDir folder;
    fixture.find<DataTable>("blockTable")->setFocus();
    fixture.files.answer = folder.filePath(QStringLiteral("blocks.pdf"));
    act(fixture, "table.pdf");
    QVERIFY(fixture.settle());
    QFile pdf(fixture.files.answer);
    QTRY_VERIFY(pdf.exists());
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.read(5) == "%PDF-");
    fixture.files.printTo = folder.filePath(QStringLiteral("printed.pdf"));
    QTest::keyClick(fixture.window.get(), Qt::Key_P, Qt::ControlModifier);
    QVERIFY(fixture.settle());
    QTRY_VERIFY(QFile::exists(fixture.files.printTo));
  }

  void columnsAreChosenByKeyboardAndKept() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("activity"));
    auto* table = onPage<DataTable>(fixture, "activityTable");
    table->setFocus();
    act(fixture, "table.columns");
    auto* menu = fixture.window->findChild<QMenu*>(QStringLiteral("columnMenu"));
    QVERIFY(menu && menu->isVisible());
    QTest::keyClick(menu, Qt::Key_Down);  // from the first column to the second
    QTest::keyClick(menu, Qt::Key_Return);
    QVERIFY(table->isColumnHidden(1));
    table->horizontalHeader()->moveSection(0, 3);
    fixture.settings.flush();
    Settings again(fixture.settings.file());
    DataTable after(fixture.theme, again, QStringLiteral("activity"));
    after.setModel(table->model());
    after.setColumns({120, 110, 180, 150, 120, 190, 80, 100}, {}, {ActivityModel::BlockColumn});
    QVERIFY(after.isColumnHidden(1));
    QCOMPARE(after.shownColumns(), table->shownColumns());
    after.resetColumns();
    QCOMPARE(after.shownColumns(), (std::vector<int>{0, 1, 2, 3, 4, 5, 7}));
  }

  void theLastColumnStays() {
    WindowFixture fixture;
    QVERIFY(fixture.attachOn("activity"));
    auto* table = onPage<DataTable>(fixture, "journalTable");
    for (int column = 1; column < 7; ++column) {
      const std::unique_ptr<QMenu> menu(table->makeColumnMenu(nullptr));
      menu->actions().at(column)->trigger();
    }
    const std::unique_ptr<QMenu> menu(table->makeColumnMenu(nullptr));
    QVERIFY(!menu->actions().at(0)->isEnabled());
    QVERIFY(menu->actions().at(1)->isEnabled());
  }

  void anAlarmLeadsFromTheOverviewToItsNote() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attachOn("overview");
    QVERIFY(engine);
    auto* needs = fixture.find<DataTable>("needsTable");
    Alarm disk = alarm(7, "disk_full");
    disk.urgent = true;
    engine->setAlarms({disk, alarm(6, "refusals")});
    QTRY_VERIFY(needs->model()->rowCount() > 1 &&
                needs->model()->index(0, 0).data().toString().contains(QStringLiteral("disk")));
    needs->setCurrentIndex(needs->model()->index(0, 0));
    QTest::keyClick(needs, Qt::Key_Return);
    QVERIFY(fixture.window->page(QStringLiteral("activity"))->isVisible());
    QCOMPARE(fixture.window->page(QStringLiteral("activity"))->place(), QStringLiteral("alarm/7"));
    auto* table = onPage<DataTable>(fixture, "alarmTable");
    QTRY_COMPARE(table->currentIndex().row(), 0);
    QVERIFY(onPage<QLabel>(fixture, "alarmSentence")->text().contains(QStringLiteral("14")));
    auto* note = onPage<QPlainTextEdit>(fixture, "alarmNote");
    QVERIFY(note->isVisible());
    QTest::keyClicks(note, QStringLiteral("second disk ordered"));
    QTest::mouseClick(onPage<QPushButton>(fixture, "acknowledgeAlarm"), Qt::LeftButton);
    QTRY_VERIFY(engine->alarms().front().isAcknowledged());
    QCOMPARE(engine->alarms().front().note, std::string("second disk ordered"));
    QTRY_VERIFY(!note->isVisible());
    QTRY_COMPARE(onPage<QTabBar>(fixture, "activityTabs")->tabText(2), QStringLiteral("Alarms (1)"));
  }

  void whatWasRefusedTodayIsListed() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->openLink(QStringLiteral("activity/refused"));
    QVERIFY(fixture.settle());
    QCOMPARE(onLedger<QComboBox>(fixture, "filter.result")->currentData().toString(), QStringLiteral("refused"));
    QCOMPARE(onLedger<QComboBox>(fixture, "filter.period")->currentData().toString(), QStringLiteral("today"));
  }

  void rulesAreChanged() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    act(fixture, "activity.rules");
    auto* dialog = fixture.window->findChild<AlarmRulesDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    dialog->findChild<QSpinBox*>(QStringLiteral("threshold.refusals"))->setValue(3);
    auto* repeat = dialog->findChild<QComboBox*>(QStringLiteral("repeat.refusals"));
    repeat->setCurrentIndex(repeat->findData(86'400));
    dialog->findChild<QCheckBox*>(QStringLiteral("watch.certificate_ends"))->setChecked(false);
    QVERIFY(!dialog->findChild<QSpinBox*>(QStringLiteral("threshold.certificate_ends"))->isEnabled());
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("saveRules")), Qt::LeftButton);
    QTRY_COMPARE(engine->alarmRules()[1].threshold, 3);
    QCOMPARE(engine->alarmRules()[1].repeatSeconds, 86'400U);
    QVERIFY(!engine->alarmRules()[0].enabled);
    QTRY_VERIFY(!fixture.window->findChild<AlarmRulesDialog*>());
  }

  void whereSomebodyWasIsKeptForTheNetwork() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("settings.json"));
    QJsonArray sizes;
    {
      WindowFixture fixture({}, {}, file);
      QVERIFY(fixture.attachOn("activity"));
      fixture.window->client().chooseChannel("welfare");
      QVERIFY(fixture.settle());
      fixture.window->showPage(QStringLiteral("chain"));
      auto* splitter = fixture.window->page(QStringLiteral("chain"))->findChild<QSplitter*>();
      splitter->setSizes({420, 600, 360});
      Q_EMIT splitter->splitterMoved(420, 1);
      for (const int size : splitter->sizes()) sizes.append(size);
      QVERIFY(fixture.settle());
    }
    WindowFixture fixture({}, {}, file);
    QVERIFY(fixture.attach());
    QCOMPARE(fixture.window->client().channel(), std::string("welfare"));
    QVERIFY(fixture.window->page(QStringLiteral("chain"))->isVisible());
    auto* splitter = fixture.window->page(QStringLiteral("chain"))->findChild<QSplitter*>();
    QVERIFY(std::abs(splitter->sizes().front() - sizes.first().toInt()) <= 2);
  }

  void whoMayNotSeeItDoesNotFindIt() {
    FakeLedger ledger;
    ledger.role = "applicant";
    WindowFixture fixture(ledger);
    QVERIFY(fixture.attach());
    QVERIFY(!fixture.window->pages().contains(QStringLiteral("activity")));
  }
};

}  // namespace mz

QTEST_MAIN(mz::ActivityTest)
#include "activity_test.moc"
