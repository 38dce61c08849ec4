// Help beside the page, and the list of shortcuts with changing them.
#include <QtCore/QFile>
#include <QtTest/QTest>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTextBrowser>

#include "tests/support/window_fixture.h"
#include "ui/actions/shortcuts_dialog.h"
#include "ui/shell/help_panel.h"
#include "ui/shell/pages.h"

namespace mz {

using test::WindowFixture;

class HelpTest : public QObject {
  Q_OBJECT

  static ShortcutsDialog* openShortcuts(WindowFixture& fixture) {
    QTest::keyClick(fixture.window.get(), Qt::Key_Slash, Qt::ControlModifier);
    return fixture.find<ShortcutsDialog>("shortcutsDialog");
  }
  template <class Part>
  static Part* part(QWidget* dialog, const char* name) {
    return dialog->findChild<Part*>(QString::fromLatin1(name));
  }

 private Q_SLOTS:
  void everyPageHasHelpInEveryLanguage() {
    const WindowFixture fixture;
    for (const QString& language : Language::available()) {
      QVERIFY(QFile::exists(HelpPanel::fileOf(QStringLiteral("window"), language)));
      for (const PageFacts& facts : pageFacts()) {
        QVERIFY2(QFile::exists(HelpPanel::fileOf(QString::fromLatin1(facts.id), language)), facts.id);
      }
    }
  }

  void helpFollowsPageAndLanguage() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* panel = fixture.find<HelpPanel>("helpPanel");
    QVERIFY(!panel->isVisible());
    QTest::keyClick(fixture.window.get(), Qt::Key_F1);
    QVERIFY(panel->isVisible());
    fixture.window->showPage(QStringLiteral("chain"));
    auto* text = fixture.find<QTextBrowser>("helpText");
    QVERIFY(text->toPlainText().contains(QStringLiteral("vouches")));
    fixture.window->showPage(QStringLiteral("finance"));
    QVERIFY(text->toPlainText().contains(QStringLiteral("budget to payee")));
    fixture.language.choose(QStringLiteral("zh_CN"));
    QVERIFY(fixture.settle());
    QVERIFY(text->toPlainText().contains(QStringLiteral("收款方")));
    QTest::keyClick(fixture.window.get(), Qt::Key_F1);
    QVERIFY(!panel->isVisible());
  }

  void keysAreChangedAndKept() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* dialog = openShortcuts(fixture);
    QVERIFY(dialog);
    part<QLineEdit>(dialog, "shortcutFilter")->setText(QStringLiteral("dark theme"));
    QCOMPARE(part<DataTable>(dialog, "shortcutTable")->model()->rowCount(), 1);
    part<QKeySequenceEdit>(dialog, "shortcutKeys")->setKeySequence(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    QTest::mouseClick(part<QPushButton>(dialog, "setShortcut"), Qt::LeftButton);
    QAction* dark = fixture.window->actionRegistry().find(QStringLiteral("view.theme.dark"));
    QCOMPARE(dark->shortcut(), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    fixture.settings.flush();
    Settings again(fixture.settings.file());
    ActionRegistry registry(fixture.theme, fixture.language, again);
    const QAction* after = registry.add(
        {.id = QStringLiteral("view.theme.dark"), .text = "Dark theme", .icon = QStringLiteral("moon")}, this, [] {});
    QCOMPARE(after->shortcut(), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    QTest::mouseClick(part<QPushButton>(dialog, "allUsualShortcuts"), Qt::LeftButton);
    QVERIFY(dark->shortcut().isEmpty());
  }

  void keysOfAnotherAreTakenOnlyWhenSaidSo() {
    WindowFixture fixture;
    QVERIFY(fixture.attach());
    auto* dialog = openShortcuts(fixture);
    part<QLineEdit>(dialog, "shortcutFilter")->setText(QStringLiteral("dark theme"));
    part<QKeySequenceEdit>(dialog, "shortcutKeys")->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_K));
    const ActionRegistry& actions = fixture.window->actionRegistry();
    QVERIFY(part<QLabel>(dialog, "shortcutConflict")->text().contains(QStringLiteral("Search")));
    QCOMPARE(actions.find(QStringLiteral("search"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_K));
    QTest::mouseClick(part<QPushButton>(dialog, "setShortcut"), Qt::LeftButton);
    QVERIFY(actions.find(QStringLiteral("search"))->shortcut().isEmpty());
    QCOMPARE(actions.find(QStringLiteral("view.theme.dark"))->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_K));
    QVERIFY(part<QLabel>(dialog, "shortcutConflict")->text().isEmpty());
  }

  void noTwoActionsHaveTheSameUsualKeys() {
    const WindowFixture fixture;
    const ActionRegistry& actions = fixture.window->actionRegistry();
    for (const QAction* action : actions.all()) {
      const QAction* other = actions.holderOf(action->shortcut(), action);
      QVERIFY2(!other, qPrintable(action->objectName()));
    }
  }
};

}  // namespace mz

QTEST_MAIN(mz::HelpTest)
#include "help_test.moc"
