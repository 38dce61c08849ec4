#include "models/settings.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QLockFile>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>
#include <algorithm>
#include <iterator>
#include <optional>

namespace mz {

namespace {

constexpr int kSaveMilliseconds = 300;
constexpr int kLockMilliseconds = 3000;
constexpr qint64 kMostBytes = 4 << 20;
constexpr qsizetype kMostRemembered = 2000;
constexpr qsizetype kMostName = 200;
const QLatin1StringView kSettingsKey("settings");
const QLatin1StringView kRememberedKey("remembered");

struct Fact {
  Setting setting;
  const char* name;
  QJsonValue::Type type;
  const char* text = "";                     // String: the default
  int number = 0;                            // Double, Bool: the default
  int least = 0, most = 0;                   // Double: the bounds
  std::initializer_list<const char*> words;  // String: what it may be; empty: anything
};

const Fact kFacts[] = {
    {Setting::Language, "language", QJsonValue::String, "", 0, 0, 0, {"", "zh_CN", "en"}},  // empty: as the system
    {Setting::Theme, "theme", QJsonValue::String, "system", 0, 0, 0, {"system", "light", "dark"}},
    {Setting::Scale, "scale", QJsonValue::Double, "", 100, 50, 300, {}},
    {Setting::HighContrast, "highContrast", QJsonValue::Bool, "", 0, 0, 0, {}},
    {Setting::DataFolder, "dataFolder", QJsonValue::String, "", 0, 0, 0, {}},
    {Setting::LastNetwork, "lastNetwork", QJsonValue::String, "", 0, 0, 0, {}},
    {Setting::LockAfterMinutes, "lockAfterMinutes", QJsonValue::Double, "", 15, 0, 480, {}},  // 0: never
    {Setting::NavigationCollapsed, "navigationCollapsed", QJsonValue::Bool, "", 0, 0, 0, {}},
    {Setting::WindowGeometry, "windowGeometry", QJsonValue::String, "", 0, 0, 0, {}},  // base64 of QWidget::saveGeometry
};

const Fact& factOf(Setting setting) {
  const auto* fact = std::ranges::find(kFacts, setting, &Fact::setting);
  Q_ASSERT(fact != std::end(kFacts));
  return *fact;
}

bool allows(const Fact& fact, const QJsonValue& value) {
  if (value.type() != fact.type) return false;
  if (fact.type == QJsonValue::Double) return value.toInt(fact.least - 1) >= fact.least && value.toInt() <= fact.most;
  if (fact.type != QJsonValue::String || fact.words.size() == 0) return true;
  return std::ranges::any_of(fact.words, [&](const char* word) { return value.toString() == QLatin1StringView(word); });
}

QString oldOf(const QString& file) { return file + QStringLiteral(".old"); }
QString damagedOf(const QString& file) { return file + QStringLiteral(".damaged"); }

enum class Reading { Good, Missing, Damaged, Unreadable };
struct Content {
  Reading reading = Reading::Missing;
  QByteArray bytes;
  QJsonObject settings, remembered;
};

Content readContent(const QString& path) {
  Content content;
  QFile file(path);
  if (!file.exists()) return content;
  if (!file.open(QIODevice::ReadOnly)) {
    content.reading = Reading::Unreadable;
    return content;
  }
  content.bytes = file.read(kMostBytes + 1);
  const QJsonDocument document = QJsonDocument::fromJson(content.bytes);
  const QJsonValue settings = document[kSettingsKey], remembered = document[kRememberedKey];
  if (content.bytes.size() > kMostBytes || !settings.isObject() || !remembered.isObject()) {
    content.reading = Reading::Damaged;
    return content;
  }
  content.reading = Reading::Good;
  content.settings = settings.toObject();
  content.remembered = remembered.toObject();
  return content;
}

void apply(QJsonObject& to, const QJsonObject& changes) {
  for (auto it = changes.begin(); it != changes.end(); ++it) {
    if (it.value().isNull()) {
      to.remove(it.key());
    } else {
      to.insert(it.key(), it.value());
    }
  }
}

QString writeBytes(const QString& path, const QByteArray& bytes) {
  QSaveFile file(path);
  const bool good = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
  return good ? QString() : QStringLiteral("%1: %2").arg(path, file.errorString());
}

// Empty, or why it was not written. The rest of the file is what is there now: another window may have written it.
QString save(const QString& path, const QJsonObject& settings, const QJsonObject& remembered, const QJsonObject& allSettings,
             const QJsonObject& allRemembered) {
  QDir().mkpath(QFileInfo(path).path());
  QLockFile lock(path + QStringLiteral(".lock"));
  if (!lock.tryLock(kLockMilliseconds)) return QStringLiteral("%1: locked by another program").arg(path);
  Content content = readContent(path);
  if (content.reading == Reading::Good) {
    apply(content.settings, settings);
    apply(content.remembered, remembered);
    if (const QString problem = writeBytes(oldOf(path), content.bytes); !problem.isEmpty()) return problem;
  } else {
    content.settings = allSettings;
    content.remembered = allRemembered;
  }
  const QJsonObject all{{kSettingsKey, content.settings}, {kRememberedKey, content.remembered}};
  return writeBytes(path, QJsonDocument(all).toJson());
}

}  // namespace

Settings::Settings(const QString& file, QObject* parent) : QObject(parent), m_file(file) {
  m_worker.setMaxThreadCount(1);
  m_saveSoon.setSingleShot(true);
  m_saveSoon.setInterval(kSaveMilliseconds);
  connect(&m_saveSoon, &QTimer::timeout, this, &Settings::startSaving);
  load();
}

Settings::~Settings() { flush(); }

QString Settings::usualFile() {
  return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
      .filePath(QStringLiteral("mingzhang/settings.json"));
}

int Settings::numberIn(const QString& file, Setting setting) {
  const Fact& fact = factOf(setting);
  const QJsonValue value = readContent(file).settings.value(QLatin1StringView(fact.name));
  return allows(fact, value) ? value.toInt() : fact.number;
}

void Settings::load() {
  Content content = readContent(m_file);
  if (content.reading == Reading::Damaged) {
    QFile::remove(damagedOf(m_file));
    QFile::rename(m_file, damagedOf(m_file));
    content = readContent(oldOf(m_file));
    m_problem = content.reading == Reading::Good ? SettingsProblem::OldVersionUsed : SettingsProblem::DefaultsUsed;
  } else if (content.reading == Reading::Unreadable) {
    m_problem = SettingsProblem::Unreadable;
  }
  if (content.reading != Reading::Good) return;
  // What a later version keeps is not known here and stays as it is.
  m_values = content.settings;
  m_remembered = content.remembered;
  for (const Fact& fact : kFacts) {
    const QLatin1StringView name(fact.name);
    if (!m_values.contains(name) || allows(fact, m_values.value(name))) continue;
    m_values.remove(name);
    m_ignored << name;
  }
  if (!m_ignored.isEmpty() && m_problem == SettingsProblem::None) m_problem = SettingsProblem::ValuesIgnored;
}

QString Settings::text(Setting setting) const {
  const Fact& fact = factOf(setting);
  return m_values.value(QLatin1StringView(fact.name)).toString(QString::fromLatin1(fact.text));
}

int Settings::number(Setting setting) const {
  const Fact& fact = factOf(setting);
  return m_values.value(QLatin1StringView(fact.name)).toInt(fact.number);
}

bool Settings::flag(Setting setting) const {
  const Fact& fact = factOf(setting);
  return m_values.value(QLatin1StringView(fact.name)).toBool(fact.number != 0);
}

void Settings::set(Setting setting, const QJsonValue& value) {
  const Fact& fact = factOf(setting);
  const QLatin1StringView name(fact.name);
  if (!allows(fact, value)) return;
  if (m_values.value(name) != value) {
    m_values.insert(name, value);
    m_dirtyValues.insert(name, value);
    m_saveSoon.start();
  }
  Q_EMIT changed(setting);
}

QJsonValue Settings::remembered(const QString& name) const {
  const auto it = m_remembered.find(name);
  return it == m_remembered.end() ? QJsonValue() : it.value();
}

void Settings::remember(const QString& name, const QJsonValue& value) {
  const bool known = m_remembered.contains(name);
  if (remembered(name) == value || name.size() > kMostName || (!known && m_remembered.size() >= kMostRemembered)) return;
  apply(m_remembered, {{name, value}});
  m_dirtyRemembered.insert(name, value);
  m_saveSoon.start();
}

QStringList Settings::rememberedNames(const QString& prefix) const {
  QStringList names;
  for (auto it = m_remembered.begin(); it != m_remembered.end(); ++it) {
    if (it.key().startsWith(prefix)) names << it.key();
  }
  return names;
}

void Settings::startSaving() {
  m_saveSoon.stop();
  if (m_dirtyValues.isEmpty() && m_dirtyRemembered.isEmpty()) return;
  // flush() waits for the worker, so `this` outlives it.
  m_worker.start([this, file = m_file, settings = std::exchange(m_dirtyValues, {}),
                  remembered = std::exchange(m_dirtyRemembered, {}), allSettings = m_values, allRemembered = m_remembered] {
    const QString problem = save(file, settings, remembered, allSettings, allRemembered);
    if (!problem.isEmpty()) QMetaObject::invokeMethod(this, [this, problem] { Q_EMIT saveFailed(problem); });
  });
}

void Settings::flush() {
  startSaving();
  m_worker.waitForDone();
}

}  // namespace mz
