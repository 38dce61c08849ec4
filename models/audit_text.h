// What an audit found, for people and for files. The words are for the window's thread; the rest is pure.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include "ledger/engine.h"

namespace mz {

QString damagedPartText(const std::string& part);    // "history tree"
QString damageExplanation(const std::string& part);  // a sentence; the engine's own detail stays English
QString auditSentence(const AuditReport& report);    // what was checked, and whether all of it agrees

// As `mz audit --json` writes a channel (docs/mz.md).
QByteArray auditJson(const AuditReport& report);
// To be read and printed, in the window's language; the details in English.
QString auditPlainText(const AuditReport& report, const QString& channel);

}  // namespace mz
