// Keeps how the parts of a page share its room. Window's thread.
#pragma once

#include "models/settings.h"

class QSplitter;

namespace mz {

// Takes the sizes that were kept under this name, and keeps those that the person gives.
void keepSizes(QSplitter& splitter, Settings& settings, const QString& name);

}  // namespace mz
