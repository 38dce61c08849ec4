// The roads of the first run, driven as a person would: each ends in a working window.
#include <QtGui/QClipboard>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>

#include "tests/support/window_fixture.h"
#include "ui/first_run/copy_file.h"
#include "ui/first_run/creation_wizard.h"

namespace mz {

using test::FakeEngine;
using test::WindowFixture;

namespace {

constexpr const char* kPassword = "green tea in cup 4711";

// The real engine, in a folder of the test's own.
NetworkOpener realOpener(const QTemporaryDir& folder) {
  NetworkOpener opener;
  opener.open = [](const std::filesystem::path& directory) { return openEngine(directory); };
  opener.create = [](const std::filesystem::path& directory, const NetworkPlan& plan, const Progress& progress) {
    return createNetwork(directory, plan, progress);
  };
  opener.readInvitation = [](const std::filesystem::path& file) { return readInvitation(file); };
  opener.join = [](const std::filesystem::path& directory, const std::filesystem::path& invitation, const JoinPlan& plan,
                   const Progress& progress) { return joinNetwork(directory, invitation, plan, progress); };
  opener.networks = folder.path().toStdString();
  return opener;
}

NetworkPlan cityPlan() {
  NetworkPlan city;
  city.title = {"River City", "江城"};
  city.domain = "river-city.internal";
  city.org = {"finance", {"Finance Bureau", "财政局"}, {}, {}, Suite::International};
  city.channel.title = {"Public finance", "财政公开"};
  city.password = kPassword;
  return city;
}

}  // namespace

class FirstRunTest : public QObject {
  Q_OBJECT

 private:
  static void press(const WindowFixture& fixture, const char* button) {
    auto* found = fixture.find<QPushButton>(button);
    QVERIFY2(found && found->isVisible() && found->isEnabled(), button);
    QTest::mouseClick(found, Qt::LeftButton);
  }
  static void type(const WindowFixture& fixture, const char* field, const QString& text) {
    auto* line = fixture.find<QLineEdit>(field);
    QVERIFY2(line && line->isVisible(), field);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
  }
  static int step(const WindowFixture& fixture) { return fixture.window->findChild<Wizard*>()->step(); }

  // Up to the last step, by keyboard alone.
  static void fillUntilPassword(const WindowFixture& fixture) {
    press(fixture, "createNetwork");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("River City"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(step(fixture), 1);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Finance Bureau"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(step(fixture), 2);
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 3);
  }
  static void fillPassword(const WindowFixture& fixture) {
    type(fixture, "newPassword", QString::fromUtf8(kPassword));
    type(fixture, "newPasswordAgain", QString::fromUtf8(kPassword));
  }

 private Q_SLOTS:
  void aNetworkIsCreatedAndEndsInAWorkingWindow() {
    QTemporaryDir folder;
    WindowFixture fixture({}, realOpener(folder));
    QApplication::setActiveWindow(fixture.window.get());
    fillUntilPassword(fixture);
    QVERIFY(fixture.find<QLabel>("summary")->text().contains(QStringLiteral("river-city.internal")));
    QVERIFY(fixture.find<QLabel>("folderWords")->text().contains(folder.path()));
    fillPassword(fixture);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.window->client().ready(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.find<QDialog>("networkReady") != nullptr, 30'000);
    QVERIFY(fixture.settle());

    const EngineClient& client = fixture.window->client();
    QCOMPARE(client.network().domain, std::string("river-city.internal"));
    QCOMPARE(client.network().title.zh, std::string("River City"));
    QCOMPARE(client.channel(), std::string("finance"));
    QVERIFY(client.identity() && !client.identity()->locked);
    QCOMPARE(client.identity()->org, std::string("finance-bureau"));
    QVERIFY(fixture.find<QWidget>("navigation")->isVisible());
    QVERIFY(!fixture.find<Wizard>("creationWizard"));  // and with it the password

    // A copy of the keys is the very file.
    fixture.files.answer = folder.filePath(QStringLiteral("copy.mzk"));
    press(fixture, "saveKeys");
    QTRY_VERIFY(fixture.find<QLabel>("keysSaved")->isVisible());
    const auto bytes = [](const QString& path) {
      QFile file(path);
      return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QVERIFY(!bytes(fixture.files.answer).isEmpty());
    QCOMPARE(bytes(fixture.files.answer), bytes(folder.filePath(QStringLiteral("river-city.internal/keystore.mzk"))));
    // And payments come next.
    press(fixture, "readyImport");
    QTRY_VERIFY(fixture.find<QDialog>("importDialog") != nullptr);
  }

  void whatIsMissingIsSaidWhereItIsMissing() {
    QTemporaryDir folder;
    WindowFixture fixture({}, realOpener(folder));
    QApplication::setActiveWindow(fixture.window.get());
    press(fixture, "createNetwork");
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 0);
    auto* title = fixture.find<QLineEdit>("networkTitle");
    QVERIFY(title->hasFocus());
    QVERIFY(fixture.find<QLabel>("networkTitleWords")->text().contains(QStringLiteral("Enter the name")));
    type(fixture, "networkTitle", QStringLiteral("River City"));
    QVERIFY(!fixture.find<QLabel>("networkTitleWords")->text().contains(QStringLiteral("Enter the name")));
    type(fixture, "domain", QStringLiteral("City.example"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 0);
    QVERIFY(fixture.find<QLineEdit>("domain")->accessibleDescription().contains(QStringLiteral("two or more parts")));
    type(fixture, "domain", QStringLiteral("city.gov.cn"));
    press(fixture, "wizardNext");
    type(fixture, "orgTitle", QStringLiteral("Finance Bureau"));
    type(fixture, "region", QStringLiteral("12"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 1);
    type(fixture, "region", QStringLiteral("420100"));
    type(fixture, "adminNumber", QStringLiteral("officer-01"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 1);
    type(fixture, "adminNumber", QStringLiteral("zhang-3"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 2);
    fixture.find<QComboBox>("currency")->setCurrentText(QStringLiteral("XYZ"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 2);
    fixture.find<QComboBox>("currency")->setCurrentText(QStringLiteral("eur, CNY，eur"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 3);
    const NetworkPlan plan = fixture.find<CreationWizard>("creationWizard")->plan();
    QCOMPARE(plan.domain, std::string("city.gov.cn"));
    QCOMPARE(plan.people.admin, std::string("zhang-3"));
    QCOMPARE(plan.channel.currencies, (std::vector<std::string>{"EUR", "CNY"}));
  }

  void passwordsAreWeighedWhileTyping() {
    QTemporaryDir folder;
    WindowFixture fixture({}, realOpener(folder));
    QApplication::setActiveWindow(fixture.window.get());
    fillUntilPassword(fixture);
    auto* strength = fixture.find<QProgressBar>("passwordStrength");
    auto* word = fixture.find<QLabel>("passwordStrengthWord");
    QCOMPARE(strength->value(), 0);
    type(fixture, "newPassword", QStringLiteral("secret"));
    QCOMPARE(word->text(), QStringLiteral("Too weak"));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 3);
    QVERIFY(fixture.find<QLineEdit>("newPassword")->hasFocus());
    const int weak = strength->value();
    type(fixture, "newPassword", QString::fromUtf8(kPassword));
    QCOMPARE(word->text(), QStringLiteral("Strong"));
    QVERIFY(strength->value() > weak);
    type(fixture, "newPasswordAgain", QStringLiteral("green tea in cup 4712"));
    press(fixture, "wizardNext");
    QVERIFY(fixture.find<QLineEdit>("newPasswordAgain")->accessibleDescription().contains(QStringLiteral("differ")));
    QVERIFY(QDir(folder.path()).isEmpty());
  }

  void aNameInChineseGivesItsInitials() {
    QTemporaryDir folder;
    WindowFixture fixture({}, realOpener(folder));
    fixture.language.choose(QStringLiteral("zh_CN"));
    press(fixture, "createNetwork");
    fixture.find<QLineEdit>("networkTitle")->setText(QStringLiteral("江城政务联盟"));
    fixture.find<QLineEdit>("orgTitle")->setText(QStringLiteral("财政局"));
    const NetworkPlan plan = fixture.find<CreationWizard>("creationWizard")->plan();
    QCOMPARE(plan.title.zh, std::string("江城政务联盟"));
    QCOMPARE(plan.domain, std::string("jczwlm.internal"));
    QCOMPARE(plan.org.id, std::string("czj"));
    QVERIFY(checkOrgPlan(plan.org));
    // What somebody entered stays when the language changes.
    QTRY_COMPARE(fixture.find<QLineEdit>("channelTitle")->text(), QStringLiteral("财政公开"));
    fixture.language.choose(QStringLiteral("en"));
    QCOMPARE(fixture.find<QLineEdit>("networkTitle")->text(), QStringLiteral("江城政务联盟"));
    QTRY_COMPARE(fixture.find<QLineEdit>("channelTitle")->text(), QStringLiteral("Public finance"));
  }

  void cancellingLeadsBackToTheFormAndFailingToo() {
    QTemporaryDir folder;
    NetworkOpener opener = realOpener(folder);
    std::atomic<bool> fails = false;
    opener.create = [&fails](const std::filesystem::path&, const NetworkPlan&,
                             const Progress& progress) -> Result<MadeNetwork> {
      if (fails) return fail(ErrorCode::DiskFull, "no space left");
      while (!progress.cancelled()) QTest::qSleep(2);
      return fail(ErrorCode::Cancelled, "cancelled");
    };
    WindowFixture fixture({}, std::move(opener));
    QApplication::setActiveWindow(fixture.window.get());
    fillUntilPassword(fixture);
    fillPassword(fixture);
    press(fixture, "wizardNext");
    auto* state = fixture.find<QWidget>("startPage")->findChild<QPushButton*>(QStringLiteral("stateButton"));
    QTRY_VERIFY(state->isVisible());
    QTest::mouseClick(state, Qt::LeftButton);
    QTRY_VERIFY(fixture.find<QLineEdit>("newPassword")->isVisible());
    QCOMPARE(fixture.find<QLineEdit>("newPassword")->text(), QString::fromUtf8(kPassword));
    fails = true;
    press(fixture, "wizardNext");
    QTRY_VERIFY(state->isVisible() && state->text() == QStringLiteral("Back to the form"));
    QTest::mouseClick(state, Qt::LeftButton);
    QVERIFY(fixture.find<QLineEdit>("newPassword")->isVisible());
    press(fixture, "wizardCancel");
    QTRY_VERIFY(fixture.find<QPushButton>("createNetwork")->isVisible());
    QVERIFY(!fixture.find<Wizard>("creationWizard"));
  }

  void anInvitationIsShownThenJoinedAndTheChannelIsAwaited() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("city.mzi"));
    const std::filesystem::path inviting = folder.filePath(QStringLiteral("city")).toStdString();
    const auto made = createNetwork(inviting, cityPlan(), Progress());
    QVERIFY(made);
    {
      const auto engine = openEngine(inviting);
      QVERIFY(engine && (*engine)->unlock(kPassword));
      const auto text = (*engine)->invitation("finance", {}, 30);
      QVERIFY(text);
      QFile out(file);
      QVERIFY(out.open(QIODevice::WriteOnly));
      out.write(QByteArray::fromStdString(*text));
    }

    WindowFixture fixture({}, realOpener(folder));
    QApplication::setActiveWindow(fixture.window.get());
    press(fixture, "joinNetwork");
    press(fixture, "wizardNext");
    auto* problem = fixture.find<QLabel>("invitationProblem");
    QVERIFY(problem->isVisible());
    QCOMPARE(step(fixture), 0);
    // Something else is refused in a sentence, and leads nowhere.
    fixture.files.answer = folder.filePath(QStringLiteral("letter.mzi"));
    QFile letter(fixture.files.answer);
    QVERIFY(letter.open(QIODevice::WriteOnly) && letter.write("Dear colleagues\n") > 0);
    letter.close();
    QTest::mouseClick(fixture.find<QAbstractButton>("dropInvitation"), Qt::LeftButton);
    QTRY_VERIFY(problem->text().contains(QStringLiteral("no invitation")));
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 0);
    // The good one says what it is.
    fixture.files.answer = file;
    QTest::mouseClick(fixture.find<QAbstractButton>("dropInvitation"), Qt::LeftButton);
    QTRY_VERIFY(fixture.find<QWidget>("invitationFacts")->isVisible());
    QVERIFY(!problem->isVisible());
    QStringList facts;
    for (const QLabel* label : fixture.find<QWidget>("invitationFacts")->findChildren<QLabel*>()) facts << label->text();
    for (const char* fact : {"River City", "river-city.internal", "Public finance", "Finance Bureau", "finance/admin-01"})
      QVERIFY2(facts.contains(QString::fromUtf8(fact)), fact);
    press(fixture, "wizardNext");
    QCOMPARE(step(fixture), 1);
    type(fixture, "orgTitle", QStringLiteral("Education Bureau"));
    press(fixture, "wizardNext");
    QVERIFY(fixture.find<QLabel>("summary")->text().contains(QStringLiteral("waiting")));
    fillPassword(fixture);
    press(fixture, "wizardNext");
    auto* title = fixture.find<QLabel>("awaitedTitle");
    QTRY_VERIFY_WITH_TIMEOUT(title->isVisible(), 30'000);
    QVERIFY(title->text().contains(QStringLiteral("Public finance")));
    QTRY_VERIFY(fixture.window->client().identity() && !fixture.window->client().identity()->locked);
    QVERIFY(fixture.settle());
    QVERIFY(!fixture.window->findChild<QDialog*>(QStringLiteral("networkReady")));
    // Pages of a channel that is not here are not offered.
    QCOMPARE(fixture.window->pages(), QStringList({QStringLiteral("overview"), QStringLiteral("settings")}));
    fixture.window->showPage(QStringLiteral("settings"));
    QVERIFY(!title->isVisible());
    fixture.window->showPage(QStringLiteral("overview"));
    QVERIFY(title->isVisible());
    // The answer can be taken away.
    fixture.files.answer = folder.filePath(QStringLiteral("out.mza"));
    press(fixture, "saveAnswer");
    QTRY_VERIFY(fixture.find<QLabel>("answerSaved")->isVisible());
    QFile answer(fixture.files.answer);
    QVERIFY(answer.open(QIODevice::ReadOnly));
    QVERIFY(answer.readAll().startsWith("mingzhang/answer/v1\n"));
    // And what was awaited before another network was opened is not there any more.
    fixture.window->openNetwork(inviting);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.window->client().ready() && !fixture.window->client().channels().empty(), 30'000);
    QTRY_VERIFY(!title->isVisible());
    QVERIFY(fixture.settle());
    QVERIFY(fixture.window->pages().contains(QStringLiteral("chain")));
  }

  void anAdministratorInvitesAndIsToldWhatToTell() {
    QTemporaryDir folder;
    const std::filesystem::path directory = folder.filePath(QStringLiteral("city")).toStdString();
    QVERIFY(createNetwork(directory, cityPlan(), Progress()));
    WindowFixture fixture({}, realOpener(folder));
    QAction* invite = fixture.window->actionRegistry().find(QStringLiteral("channel.invite"));
    QVERIFY(!invite->isEnabled());
    fixture.window->openNetwork(directory);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.window->client().ready(), 30'000);
    QVERIFY(fixture.settle());
    QTRY_VERIFY(invite->isEnabled());
    invite->trigger();
    // Locked: the password comes first, then the file.
    fixture.files.answer = folder.filePath(QStringLiteral("nowhere/out.mzi"));
    press(fixture, "inviteSave");
    QTRY_VERIFY(fixture.find<QDialog>("unlockDialog"));
    fixture.find<QLineEdit>("password")->setText(QString::fromUtf8(kPassword));
    press(fixture, "unlock");
    auto* problem = fixture.find<QLabel>("inviteProblem");
    QTRY_VERIFY_WITH_TIMEOUT(problem->isVisible(), 30'000);
    QVERIFY(problem->text().contains(QStringLiteral("not written")));
    fixture.files.answer = folder.filePath(QStringLiteral("out.mzi"));
    press(fixture, "inviteSave");
    QTRY_VERIFY_WITH_TIMEOUT(fixture.find<QWidget>("inviteTell")->isVisible(), 30'000);
    QCOMPARE(fixture.files.suggestedName, QStringLiteral("river-city.internal-finance.mzi"));
    const auto info = readInvitation(fixture.files.answer.toStdString());
    QVERIFY(info);
    QCOMPARE((info->expires.value - info->issued.value) / 86'400, 30);
    press(fixture, "inviteCopy");
    const QString words = QGuiApplication::clipboard()->text();
    QVERIFY(words.contains(QString::fromStdString(info->channel.hex())));
    QVERIFY(words.contains(QString::fromStdString(info->inviterAuthority.hex())));
  }

  void aCopyOntoItselfLosesNothing() {
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("keys"));
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write("secret") == 6);
    out.close();
    QVERIFY(copyFile(file, file));
    QVERIFY(copyFile(file, folder.filePath(QStringLiteral("other"))));
    QVERIFY(copyFile(file, folder.filePath(QStringLiteral("other"))));
    QVERIFY(!copyFile(folder.filePath(QStringLiteral("none")), folder.filePath(QStringLiteral("other"))));
    for (const char* name : {"keys", "other"}) QCOMPARE(QFileInfo(folder.filePath(QString::fromUtf8(name))).size(), 6);
  }

  void everyControlOfTheRoadsHasANameAndIsReachedByTab() {
    QTemporaryDir folder;
    WindowFixture fixture({}, realOpener(folder));
    press(fixture, "createNetwork");
    auto* wizard = fixture.find<CreationWizard>("creationWizard");
    for (int shown = 0; shown < wizard->steps(); ++shown) {
      wizard->showStep(shown);
      for (QWidget* widget : wizard->findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                             (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QComboBox*>(widget->parentWidget()));
        if (!control || !widget->isVisible()) continue;
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(widget->objectName()));
      }
    }
  }
};

}  // namespace mz

QTEST_MAIN(mz::FirstRunTest)
#include "first_run_test.moc"
