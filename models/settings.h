// What the program keeps for one person on this computer: settings (one enum, one table in settings.cpp) and what parts of the
// window remember under names of their own (widths, layouts, shortcuts). One JSON file, checked value by value when it is read.
// Saving is atomic, happens on a worker a moment after a change, keeps the version before as <file>.old and takes over what
// another window of the same person changed meanwhile. A damaged file is put aside as <file>.damaged and the old one is used;
// problem() says so. Window's thread.
#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QThreadPool>
#include <QtCore/QTimer>

namespace mz {

enum class Setting : int {
  Language,
  Theme,
  Scale,  // percent
  HighContrast,
  DataFolder,  // empty: the usual one
  LastNetwork,
  LockAfterMinutes,
  NavigationCollapsed,
  WindowGeometry
};

enum class SettingsProblem {
  None,
  OldVersionUsed,  // the file was damaged; the version before it is in use
  DefaultsUsed,    // the file and the version before it were damaged
  ValuesIgnored,   // single values could not be used; ignoredValues() names them
  Unreadable,      // the file is there and cannot be opened
};

class Settings : public QObject {
  Q_OBJECT

 public:
  explicit Settings(const QString& file, QObject* parent = nullptr);
  ~Settings() override;  // waits until everything is written

  // The person's file, whatever the program is called with.
  static QString usualFile();
  // What the file says of a setting with a number, before there is an application; nothing is changed.
  static int numberIn(const QString& file, Setting setting);

  QString text(Setting setting) const;
  int number(Setting setting) const;
  bool flag(Setting setting) const;
  // Values that the table does not allow are not taken. Setting what is set already announces it once more: a value given on
  // the command line may be in force.
  void set(Setting setting, const QJsonValue& value);

  // Null when nothing is kept under this name; setting null forgets it.
  QJsonValue remembered(const QString& name) const;
  void remember(const QString& name, const QJsonValue& value);
  QStringList rememberedNames(const QString& prefix) const;

  SettingsProblem problem() const { return m_problem; }
  const QStringList& ignoredValues() const { return m_ignored; }
  const QString& file() const { return m_file; }
  void flush();  // returns when everything is written, or has failed to be

 Q_SIGNALS:
  void changed(mz::Setting setting);
  void saveFailed(const QString& detail);

 private:
  void load();
  void startSaving();

  QString m_file;
  QJsonObject m_values, m_remembered;
  QJsonObject m_dirtyValues, m_dirtyRemembered;  // changed here since the last save; null: removed
  SettingsProblem m_problem = SettingsProblem::None;
  QStringList m_ignored;
  QTimer m_saveSoon;
  QThreadPool m_worker;
};

}  // namespace mz
