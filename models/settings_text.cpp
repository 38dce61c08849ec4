#include "models/settings_text.h"

#include <QtCore/QCoreApplication>

namespace mz {

namespace {
struct SettingsText {
  Q_DECLARE_TR_FUNCTIONS(SettingsText)
};
}  // namespace

QString settingsProblemText(const Settings& settings) {
  const QString& file = settings.file();
  switch (settings.problem()) {
    case SettingsProblem::OldVersionUsed:
      return SettingsText::tr("The file was damaged. The version before it is in use; the damaged one is kept as %1.damaged.")
          .arg(file);
    case SettingsProblem::DefaultsUsed:
      return SettingsText::tr(
                 "The file was damaged, and so was the version before it. Everything is as on the first day; the "
                 "damaged one is kept as %1.damaged.")
          .arg(file);
    case SettingsProblem::Unreadable:
      return SettingsText::tr("The file %1 cannot be opened. Check its permissions; until then changes are not kept.")
          .arg(file);
    case SettingsProblem::ValuesIgnored:
      return SettingsText::tr("Some values in %1 mean nothing and are at their defaults: %2.")
          .arg(file, settings.ignoredValues().join(QStringLiteral(", ")));
    case SettingsProblem::None: break;
  }
  return {};
}

}  // namespace mz
