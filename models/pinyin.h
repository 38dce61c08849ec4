// First letters of the Mandarin reading of Chinese text, so that 财政 is found by "cz". Each character has one reading here,
// the usual one by the collation rules of Unicode (CLDR); other characters stand for themselves. Any thread.
#pragma once

#include <QtCore/QString>

namespace mz {

QString pinyinInitials(const QString& text);  // lower case

}  // namespace mz
