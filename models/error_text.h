// The engine's errors as sentences in the user's language: what happened and what to do next. The English detail stays for the
// log and the tooltip. Window's thread (reads the installed translators).
#pragma once

#include <QtCore/QString>

#include "ledger/base/error.h"

namespace mz {

QString errorText(const Error& error);

}  // namespace mz
