#include "models/data_folder.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

namespace mz {

namespace {
bool isUsable(const QString& folder) { return !folder.isEmpty() && QDir().mkpath(folder) && QFileInfo(folder).isWritable(); }
}  // namespace

QString usualDataFolder() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation); }

QString dataFolder(const Settings& settings) {
  for (const QString& folder : {settings.text(Setting::DataFolder), usualDataFolder()}) {
    if (isUsable(folder)) return folder;
  }
  return {};
}

}  // namespace mz
