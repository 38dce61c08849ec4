// Where networks are kept that this program makes: the folder that the person chose, or the usual one. Window's thread.
#pragma once

#include <QtCore/QString>

#include "models/settings.h"

namespace mz {

QString usualDataFolder();
// The chosen one where it can be used: it is there or can be made, and can be written. Else the usual one. Empty: neither.
QString dataFolder(const Settings& settings);

}  // namespace mz
