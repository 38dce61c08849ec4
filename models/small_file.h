// Writes a file that fits into memory: whole or not at all, over what lies there. Any thread. Errors: Io (with "path").
#pragma once

#include <QtCore/QString>
#include <string_view>

#include "ledger/base/error.h"

namespace mz {

Status writeSmallFile(const QString& path, std::string_view content);

}  // namespace mz
