// What makes a password weak, and what to do, in the language of the window. Pure functions; window's thread.
#pragma once

#include <QtCore/QString>

#include "ledger/password_strength.h"

namespace mz {

QString passwordAdvice(PasswordWeakness weakness);  // full sentences; empty where nothing is wrong with it
QString strengthWord(PasswordStrength strength);    // "Good"

}  // namespace mz
