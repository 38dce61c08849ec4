// The settings page as a person uses it: what is chosen holds at once, what cannot be used is said.
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include "models/data_folder.h"
#include "models/settings_text.h"
#include "tests/support/window_fixture.h"

namespace mz {

class SettingsPageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    m_fixture = std::make_unique<test::WindowFixture>();
    m_fixture->window->showPage(QStringLiteral("settings"));
    QVERIFY(m_fixture->settle());
  }
  void cleanup() { m_fixture.reset(); }

  void strongerLinesAndTextsHoldAtOnce() {
    const QColor border = m_fixture->theme.colour(Colour::Border), muted = m_fixture->theme.colour(Colour::Muted);
    auto* choice = m_fixture->find<QCheckBox>("contrastChoice");
    choice->click();
    QVERIFY(m_fixture->settings.flag(Setting::HighContrast));
    QVERIFY(m_fixture->theme.colour(Colour::Border) != border);
    QVERIFY(m_fixture->theme.colour(Colour::Muted).lightness() < muted.lightness());
    choice->click();
    QCOMPARE(m_fixture->theme.colour(Colour::Border), border);
  }

  void theSizeIsKeptForTheNextStart() {
    auto* sizes = m_fixture->find<QComboBox>("scaleChoice");
    QCOMPARE(sizes->currentData().toInt(), 100);
    const int index = sizes->findData(200);
    QVERIFY(index >= 0);
    sizes->setCurrentIndex(index);
    Q_EMIT sizes->activated(index);
    m_fixture->settings.flush();
    QCOMPARE(Settings::numberIn(m_fixture->settings.file(), Setting::Scale), 200);
  }

  void theDataFolderIsChosenAndGivenUp() {
    const QTemporaryDir folder;
    m_fixture->files.answer = folder.path();
    m_fixture->find<QPushButton>("chooseDataFolder")->click();
    QCOMPARE(m_fixture->settings.text(Setting::DataFolder), folder.path());
    QCOMPARE(dataFolder(m_fixture->settings), folder.path());
    QCOMPARE(m_fixture->find<QLabel>("dataFolder")->text(), QDir::toNativeSeparators(folder.path()));
    auto* usual = m_fixture->find<QPushButton>("usualDataFolder");
    QVERIFY(usual->isEnabled());
    usual->click();
    QVERIFY(m_fixture->settings.text(Setting::DataFolder).isEmpty());
    QVERIFY(!usual->isEnabled());
  }

  void aDataFolderThatCannotBeWrittenIsSaid() {
    const QTemporaryDir folder;
    QFile(folder.filePath(QStringLiteral("file"))).open(QIODevice::WriteOnly);
    const QString inside = folder.filePath(QStringLiteral("file/networks"));  // below what is no folder
    m_fixture->settings.set(Setting::DataFolder, inside);
    QVERIFY(dataFolder(m_fixture->settings) != inside);
    bool said = false;
    for (const QLabel* label : m_fixture->window->findChildren<QLabel*>())
      said |= label->isVisible() && label->text().contains(QStringLiteral("networks cannot be written"));
    QVERIFY(said);
  }

  void aDamagedFileIsNamedWithWhatIsUsedInstead() {
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("settings.json"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"settings\": {");
    file.close();
    const Settings settings(path);
    QCOMPARE(settings.problem(), SettingsProblem::DefaultsUsed);
    QVERIFY(settingsProblemText(settings).contains(path + QStringLiteral(".damaged")));
    QVERIFY(settingsProblemText(m_fixture->settings).isEmpty());
  }

 private:
  std::unique_ptr<test::WindowFixture> m_fixture;
};

}  // namespace mz

QTEST_MAIN(mz::SettingsPageTest)
#include "settings_test.moc"
