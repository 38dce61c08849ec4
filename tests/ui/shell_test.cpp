#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <set>

#include "tests/support/window_fixture.h"
#include "ui/shell/grab_scenes.h"

namespace mz {

using test::FakeEngine;
using test::FakeLedger;
using test::WindowFixture;

class ShellTest : public QObject {
  Q_OBJECT

 private:
  static void chooseText(QComboBox* box, int index) {
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
  }

 private Q_SLOTS:
  void withoutANetworkItOffersTheRoads() {
    WindowFixture fixture;
    QVERIFY(fixture.find<QPushButton>("tryDemonstration")->isVisible());
    QVERIFY(fixture.find<QPushButton>("openFolder")->isVisible());
    QVERIFY(!fixture.find<QWidget>("navigation")->isVisible());
  }

  void theDemonstrationIsMadeThenOpened() {
    QTemporaryDir folder;
    bool made = false;
    NetworkOpener opener;
    opener.demoDirectory = folder.filePath(QStringLiteral("demo")).toStdString();
    opener.makeDemo = [&](const std::filesystem::path&, const DemoOptions&, const Progress& progress) -> Status {
      progress.report(1, 2);
      made = true;
      return {};
    };
    opener.open = [](const std::filesystem::path&) -> Result<std::unique_ptr<Engine>> {
      return std::make_unique<FakeEngine>();
    };
    WindowFixture fixture({}, std::move(opener));
    QTest::mouseClick(fixture.find<QPushButton>("tryDemonstration"), Qt::LeftButton);
    QTRY_VERIFY(fixture.window->client().ready());
    QVERIFY(made);
    QVERIFY(fixture.settle());
    QVERIFY(fixture.find<QWidget>("navigation")->isVisible());
    QVERIFY(fixture.find<QLabel>("demonstrationNotice")->isVisible());
    QVERIFY(!fixture.settings.text(Setting::LastNetwork).isEmpty());
  }

  void cancellingTheDemonstrationLeadsBack() {
    QTemporaryDir folder;
    NetworkOpener opener;
    opener.demoDirectory = folder.filePath(QStringLiteral("demo")).toStdString();
    opener.makeDemo = [](const std::filesystem::path&, const DemoOptions&, const Progress& progress) -> Status {
      while (!progress.cancelled()) QTest::qSleep(2);
      return fail(ErrorCode::Cancelled, "cancelled");
    };
    WindowFixture fixture({}, std::move(opener));
    QTest::mouseClick(fixture.find<QPushButton>("tryDemonstration"), Qt::LeftButton);
    auto* cancel = fixture.find<QAbstractButton>("cancelOperation");
    QTRY_VERIFY(cancel->isVisible());
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY(fixture.find<QPushButton>("tryDemonstration")->isVisible());
  }

  void aFolderThatCannotBeOpenedSaysWhyAndLeadsBack() {
    NetworkOpener opener;
    opener.open = [](const std::filesystem::path&) -> Result<std::unique_ptr<Engine>> {
      return fail(ErrorCode::InUse, "locked by process 12");
    };
    WindowFixture fixture({}, std::move(opener));
    fixture.files.answer = QStringLiteral("/somewhere");
    QTest::mouseClick(fixture.find<QPushButton>("openFolder"), Qt::LeftButton);
    QVERIFY(fixture.settle());
    auto* back = fixture.find<QWidget>("startPage")->findChild<QPushButton*>(QStringLiteral("stateButton"));
    QTRY_VERIFY(back->isVisible());
    QTest::mouseClick(back, Qt::LeftButton);
    QVERIFY(fixture.find<QPushButton>("openFolder")->isVisible());
  }

  void statusLineSaysHeightAndFinality() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    QVERIFY(fixture.find<QLabel>("statusHeight")->text().contains(QStringLiteral("39")));
    const QString finality = fixture.find<QLabel>("statusFinal")->text();
    QVERIFY(finality.contains(QStringLiteral("38")));
    QVERIFY(finality.contains(QStringLiteral("5 of 9")));
  }

  void unlocksWithThePasswordAndRefusesAnother() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    QVERIFY(fixture.window->client().identity()->locked);
    QTest::keyClick(fixture.window.get(), Qt::Key_L, Qt::ControlModifier);
    auto* dialog = fixture.window->findChild<QDialog*>(QStringLiteral("unlockDialog"));
    QVERIFY(dialog);
    auto* password = dialog->findChild<QLineEdit*>(QStringLiteral("password"));
    QTest::keyClicks(password, QStringLiteral("wrong"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("unlock")), Qt::LeftButton);
    QTRY_VERIFY(dialog->findChild<QLabel*>(QStringLiteral("problem"))->isVisible());
    QVERIFY(fixture.window->client().identity()->locked);
    password->clear();
    QTest::keyClicks(password, QStringLiteral("demonstration"));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("unlock")), Qt::LeftButton);
    QTRY_VERIFY(!fixture.window->client().identity()->locked);
    fixture.window->client().lock();
    QTRY_VERIFY(fixture.window->client().identity()->locked);
  }

  void languageChangesWithoutRestart() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    fixture.window->showPage(QStringLiteral("settings"));
    auto* languages = fixture.find<QComboBox>("languageChoice");
    chooseText(languages, languages->findData(QStringLiteral("zh_CN")));
    QVERIFY(fixture.settle());
    QVERIFY(fixture.find<QToolButton>("page.chain.navigation")->text().contains(QStringLiteral("链")));
    QVERIFY(fixture.find<QToolButton>("page.finance.navigation")->text().contains(QStringLiteral("财政")));
    QVERIFY(fixture.find<QPushButton>("verify")->text().contains(QStringLiteral("校验")));
    QVERIFY(fixture.find<QToolButton>("networkSwitcher")->text().contains(QStringLiteral("江城")));
    auto* blocks = fixture.find<QTableView>("blockTable");
    QCOMPARE(blocks->model()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("区块"));
    QCOMPARE(fixture.settings.text(Setting::Language), QStringLiteral("zh_CN"));
    chooseText(languages, languages->findData(QStringLiteral("en")));
    QVERIFY(fixture.settle());
    QVERIFY(fixture.find<QPushButton>("verify")->text().contains(QStringLiteral("Verify")));
  }

  void theTimeUntilLockingIsChosen() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* lock = fixture.find<QComboBox>("lockChoice");
    QCOMPARE(lock->currentData().toInt(), 15);
    chooseText(lock, lock->findData(5));
    QCOMPARE(fixture.settings.number(Setting::LockAfterMinutes), 5);
    QCOMPARE(lock->currentData().toInt(), 5);
    fixture.settings.set(Setting::LockAfterMinutes, 7);
    QCOMPARE(lock->currentText(), QStringLiteral("7 minutes"));
  }

  void allRunningWorkIsListedAndCanBeCancelled() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    const auto wait = [](const Progress& progress) {
      while (!progress.cancelled()) QTest::qSleep(1);
      return 0;
    };
    for (const char* name : {"first", "second"}) {
      fixture.window->operations().run(QString::fromLatin1(name), fixture.window.get(), wait, [](int) {});
    }
    auto* all = fixture.find<QAbstractButton>("allOperations");
    QVERIFY(all->isVisible());
    QTest::mouseClick(all, Qt::LeftButton);
    const auto cancels = [&] {
      QList<QAbstractButton*> buttons;
      for (auto* button : fixture.window->findChildren<QAbstractButton*>(QStringLiteral("cancelOne"))) {
        if (button->isVisible()) buttons << button;
      }
      return buttons;
    };
    QCOMPARE(cancels().size(), 2);
    QTest::mouseClick(cancels().front(), Qt::LeftButton);
    QTRY_COMPARE(fixture.window->operations().running().size(), std::size_t(1));
    QTRY_COMPARE(cancels().size(), 1);
    QVERIFY(!all->isVisible());
    QTest::mouseClick(fixture.find<QAbstractButton>("cancelOperation"), Qt::LeftButton);
    QTRY_VERIFY(fixture.window->operations().running().empty());
  }

  void themeChangesAtOnce() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    const QColor light = fixture.window->grab().toImage().pixelColor(700, 60);
    auto* themes = fixture.find<QComboBox>("themeChoice");
    chooseText(themes, themes->findData(static_cast<int>(ThemeChoice::Dark)));
    const QColor dark = fixture.window->grab().toImage().pixelColor(700, 60);
    QVERIFY(light.lightness() > 200);
    QVERIFY(dark.lightness() < 60);
  }

  void channelSwitchReadsTheOther() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* switcher = fixture.find<QToolButton>("channelSwitcher");
    Q_EMIT switcher->menu()->aboutToShow();
    QCOMPARE(switcher->menu()->actions().size(), 4);  // two channels, a line, the invitation
    switcher->menu()->actions().at(1)->trigger();
    QVERIFY(fixture.settle());
    QCOMPARE(fixture.window->client().channel(), std::string("welfare"));
    QVERIFY(switcher->text().contains(QStringLiteral("Social assistance")));
  }

  void aSlowEngineDoesNotHoldTheWindow() {
    WindowFixture fixture;
    FakeEngine* engine = fixture.attach();
    QVERIFY(engine);
    engine->setDelay(1500);
    QElapsedTimer timer;
    timer.start();
    fixture.window->client().chooseChannel("welfare");
    fixture.window->showPage(QStringLiteral("settings"));
    fixture.window->showPage(QStringLiteral("chain"));
    QTest::qWait(50);
    QVERIFY(timer.elapsed() < 1200);
    engine->setDelay(0);
  }

  void everyVisibleControlHasANameAndIsReachedByTab() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    for (const QString& id : {QStringLiteral("chain"), QStringLiteral("activity"), QStringLiteral("settings")}) {
      fixture.window->showPage(id);
      QVERIFY(fixture.settle());
      std::set<QWidget*> reached;
      QWidget* at = fixture.window.get();
      for (int i = 0; i < 100'000; ++i) {
        at = at->nextInFocusChain();
        if (at == fixture.window.get()) break;
        if (at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus)) reached.insert(at);
      }
      for (QWidget* widget : fixture.window->findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget) ||
                             qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractItemView*>(widget) ||
                             qobject_cast<QPlainTextEdit*>(widget);
        const bool inner = widget->objectName().startsWith(QStringLiteral("qt_")) || widget->inherits("QComboBoxListView") ||
                           widget->inherits("QTableCornerButton") || widget->inherits("QHeaderView") ||
                           widget->inherits("QLineEditIconButton") || qobject_cast<QTabBar*>(widget->parentWidget());
        if (!control || inner || !widget->isVisible() || !widget->isEnabled()) continue;
        const QByteArray who = (widget->metaObject()->className() + QStringLiteral(" ") + widget->objectName()).toUtf8();
        QVERIFY2(!widget->accessibleName().isEmpty(), who.constData());
        if (!widget->inherits("QToolButton") || widget->focusPolicy() != Qt::NoFocus) {
          QVERIFY2(reached.contains(widget), who.constData());
        }
      }
    }
  }

  void picturesAreTakenOfWhatTheWindowShows() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    MainWindow& window = *fixture.window;
    QTemporaryDir folder;
    Grabber grabber(window, QDir(folder.path()));
    QSignalSpy finished(&grabber, &Grabber::finished);
    grabber.start({{QStringLiteral("chain.png"), [&] { window.showPage(QStringLiteral("chain")); }},
                   {{}, [&] { window.client().chooseChannel("welfare"); }},
                   {QStringLiteral("loading.png"), [&] { window.client().chooseChannel("finance"); }, true},
                   {QStringLiteral("again.png"), [] {}}});
    QVERIFY(finished.wait(60'000));
    QVERIFY(finished.front().front().toBool());
    const auto picture = [&](const char* name) { return QImage(QDir(folder.path()).filePath(QString::fromLatin1(name))); };
    QCOMPARE(picture("chain.png").size(), window.size());
    QVERIFY(picture("loading.png") != picture("chain.png"));  // before anything is known of the channel
    QVERIFY(picture("again.png") != picture("loading.png"));
  }

  void theTourShowsEveryViewInEachLookAndTheStatesBesides() {
    WindowFixture fixture;
    QTemporaryDir folder;
    GrabScenes scenes(*fixture.window, fixture.theme, fixture.language, {}, QDir(folder.path()));
    QStringList names;
    for (const GrabStep& step : scenes.plan({})) {
      if (!step.picture.isEmpty()) names.append(step.picture);
    }
    QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), names.size());
    for (const QString& id : fixture.window->pages()) {
      for (const QString& view : fixture.window->page(id)->views()) {
        for (const char* look : {"en-light", "en-dark", "zh_CN-light", "zh_CN-dark", "zh_CN-light-large", "en-dark-large"}) {
          const QString name = QStringLiteral("%1-%2-%3.png").arg(id, view, QLatin1String(look));
          QVERIFY2(names.contains(name), qPrintable(name));
        }
      }
    }
    for (const char* scene : {"start-roads", "start-opening", "start-not-opened", "chain-loading", "finance-loading",
                              "empty-chain", "empty-finance-payments", "damaged-chain-verified", "damaged-finance",
                              "unopened-chain", "unopened-finance", "import-columns"}) {
      QVERIFY2(names.contains(QLatin1String(scene) + QStringLiteral("-zh_CN-dark.png")), scene);
    }
  }
};

}  // namespace mz

QTEST_MAIN(mz::ShellTest)
#include "shell_test.moc"
