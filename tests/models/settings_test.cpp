#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include "models/settings.h"

namespace mz {

class SettingsTest : public QObject {
  Q_OBJECT

  QTemporaryDir m_folder;
  int m_number = 0;

  QString newFile() { return m_folder.filePath(QStringLiteral("%1/settings.json").arg(++m_number)); }
  static QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  static void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }

 private Q_SLOTS:
  void aFirstStartHasDefaultsAndWritesNothing() {
    const QString file = newFile();
    {
      const Settings settings(file);
      QCOMPARE(settings.problem(), SettingsProblem::None);
      QCOMPARE(settings.text(Setting::Theme), QStringLiteral("system"));
      QVERIFY(!settings.flag(Setting::NavigationCollapsed));
      QVERIFY(settings.remembered(QStringLiteral("table/x")).isNull());
    }
    QVERIFY(!QFile::exists(file));
  }

  void whatIsSetIsThereAfterARestart() {
    const QString file = newFile();
    {
      Settings settings(file);
      QSignalSpy changed(&settings, &Settings::changed);
      settings.set(Setting::Theme, QStringLiteral("dark"));
      settings.set(Setting::NavigationCollapsed, true);
      settings.remember(QStringLiteral("table/blocks"), QJsonArray{80, 120});
      QCOMPARE(changed.size(), 2);
    }
    const Settings settings(file);
    QCOMPARE(settings.text(Setting::Theme), QStringLiteral("dark"));
    QVERIFY(settings.flag(Setting::NavigationCollapsed));
    QCOMPARE(settings.remembered(QStringLiteral("table/blocks")), QJsonValue(QJsonArray{80, 120}));
    QCOMPARE(settings.rememberedNames(QStringLiteral("table/")), QStringList{QStringLiteral("table/blocks")});
  }

  void aNumberIsReadBeforeThereIsAnApplication() {
    const QString file = newFile();
    QCOMPARE(Settings::numberIn(file, Setting::Scale), 100);
    {
      Settings settings(file);
      settings.set(Setting::Scale, 150);
      settings.set(Setting::Scale, 5);  // not allowed
    }
    QCOMPARE(Settings::numberIn(file, Setting::Scale), 150);
    write(file, R"({"settings": {"scale": 9000}, "remembered": {}})");
    QCOMPARE(Settings::numberIn(file, Setting::Scale), 100);
    write(file, "{");
    QCOMPARE(Settings::numberIn(file, Setting::Scale), 100);
    QVERIFY(QFile::exists(file));  // only looked at
  }

  void whatIsForgottenStaysForgotten() {
    const QString file = newFile();
    {
      Settings settings(file);
      settings.remember(QStringLiteral("a"), 1);
      settings.flush();
      settings.remember(QStringLiteral("a"), QJsonValue());
    }
    QVERIFY(Settings(file).remembered(QStringLiteral("a")).isNull());
  }

  void aValueThatIsNotAllowedIsNotTaken() {
    Settings settings(newFile());
    settings.set(Setting::Theme, QStringLiteral("pink"));
    settings.set(Setting::Theme, 3);
    QCOMPARE(settings.text(Setting::Theme), QStringLiteral("system"));
  }

  void theVersionBeforeIsKept() {
    const QString file = newFile();
    Settings settings(file);
    settings.set(Setting::Theme, QStringLiteral("dark"));
    settings.flush();
    const QByteArray before = contentOf(file);
    settings.set(Setting::Theme, QStringLiteral("light"));
    settings.flush();
    QCOMPARE(contentOf(file + QStringLiteral(".old")), before);
    QVERIFY(contentOf(file) != before);
  }

  void aDamagedFileIsPutAsideAndTheOldOneUsed_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << QByteArray("{\"settings\": {\"theme\": \"li");
    QTest::newRow("no settings in it") << QByteArray("{\"remembered\": {}}");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("zeros, as after a power cut") << QByteArray(400, '\0');
    QTest::newRow("too large") << QByteArray("{\"settings\": {}, \"remembered\": {}}") + QByteArray(5 << 20, ' ');
  }
  void aDamagedFileIsPutAsideAndTheOldOneUsed() {
    QFETCH(QByteArray, bytes);
    const QString file = newFile();
    {
      Settings settings(file);
      settings.set(Setting::Theme, QStringLiteral("dark"));
      settings.flush();
      settings.set(Setting::Language, QStringLiteral("en"));
    }
    write(file, bytes);
    {
      Settings settings(file);
      QCOMPARE(settings.problem(), SettingsProblem::OldVersionUsed);
      QCOMPARE(settings.text(Setting::Theme), QStringLiteral("dark"));
      QCOMPARE(settings.text(Setting::Language), QString());
      QCOMPARE(contentOf(file + QStringLiteral(".damaged")), bytes);
      settings.set(Setting::NavigationCollapsed, true);
    }
    const Settings settings(file);
    QCOMPARE(settings.problem(), SettingsProblem::None);
    QCOMPARE(settings.text(Setting::Theme), QStringLiteral("dark"));
    QVERIFY(settings.flag(Setting::NavigationCollapsed));
  }

  void withoutAGoodOldOneItStartsWithDefaultsAndSaysSo() {
    const QString file = newFile();
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    write(file, "{");
    const Settings settings(file);
    QCOMPARE(settings.problem(), SettingsProblem::DefaultsUsed);
    QCOMPARE(settings.text(Setting::Theme), QStringLiteral("system"));
  }

  void aValueEditedToNonsenseIsIgnoredAlone() {
    const QString file = newFile();
    QVERIFY(QDir().mkpath(QFileInfo(file).path()));
    write(file, R"({"settings": {"theme": 7, "language": "en", "ofALaterVersion": [1]}, "remembered": {}})");
    {
      Settings settings(file);
      QCOMPARE(settings.problem(), SettingsProblem::ValuesIgnored);
      QCOMPARE(settings.ignoredValues(), QStringList{QStringLiteral("theme")});
      QCOMPARE(settings.text(Setting::Language), QStringLiteral("en"));
      settings.set(Setting::NavigationCollapsed, true);
    }
    QVERIFY(contentOf(file).contains("ofALaterVersion"));
  }

  void twoWindowsDoNotUndoEachOthersChanges() {
    const QString file = newFile();
    Settings one(file), other(file);
    one.set(Setting::Theme, QStringLiteral("dark"));
    one.flush();
    other.remember(QStringLiteral("table/blocks"), 5);
    other.flush();
    const Settings settings(file);
    QCOMPARE(settings.text(Setting::Theme), QStringLiteral("dark"));
    QCOMPARE(settings.remembered(QStringLiteral("table/blocks")), QJsonValue(5));
  }

  void aFolderThatCannotBeWrittenIsReported() {
    // A file where the folder should be refuses everybody, the superuser too.
    const QString blocked = m_folder.filePath(QStringLiteral("blocked"));
    write(blocked, "x");
    Settings settings(blocked + QStringLiteral("/settings.json"));
    QSignalSpy failed(&settings, &Settings::saveFailed);
    settings.set(Setting::Theme, QStringLiteral("dark"));
    settings.flush();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(settings.text(Setting::Theme), QStringLiteral("dark"));
  }
};

}  // namespace mz

QTEST_MAIN(mz::SettingsTest)
#include "settings_test.moc"
