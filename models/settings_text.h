// What the settings file's state means, in the user's language. Any call on the window's thread.
#pragma once

#include <QtCore/QString>

#include "models/settings.h"

namespace mz {

// Empty where nothing was the matter when the settings were read.
QString settingsProblemText(const Settings& settings);

}  // namespace mz
