#include "models/audit_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QLocale>

#include "models/format_text.h"

namespace mz {

namespace {

struct AuditText {
  Q_DECLARE_TR_FUNCTIONS(mz::AuditText)
};

template <class Number>
QJsonValue orNull(const std::optional<Number>& number) {
  return number ? QJsonValue(static_cast<qint64>(number->value)) : QJsonValue();
}

}  // namespace

QString damagedPartText(const std::string& part) {
  if (part == "file") return AuditText::tr("file");
  if (part == "block") return AuditText::tr("block");
  if (part == "envelope") return AuditText::tr("envelope");
  if (part == "leaf") return AuditText::tr("leaf");
  if (part == "tree") return AuditText::tr("history tree");
  if (part == "state") return AuditText::tr("state");
  if (part == "checkpoint") return AuditText::tr("checkpoint");
  if (part == "cosignature") return AuditText::tr("cosignature");
  if (part == "read_model") return AuditText::tr("finance figures");
  if (part == "index") return AuditText::tr("index");
  return fromText(part);
}

QString damageExplanation(const std::string& part) {
  if (part == "file") return AuditText::tr("The file itself is damaged and cannot be read here.");
  if (part == "block") return AuditText::tr("The block record does not agree with the chain.");
  if (part == "envelope") return AuditText::tr("The stored envelope does not agree with its leaf or its signature.");
  if (part == "leaf") return AuditText::tr("The leaf does not agree with the transaction and its result.");
  if (part == "tree") return AuditText::tr("The history tree does not lead to the signed root.");
  if (part == "state") return AuditText::tr("The state is not what the transactions produce.");
  if (part == "checkpoint") return AuditText::tr("The checkpoint or its signature does not hold.");
  if (part == "cosignature") return AuditText::tr("A cosignature does not hold.");
  if (part == "read_model") return AuditText::tr("The finance figures are not what the chain gives.");
  if (part == "index") return AuditText::tr("The index does not lead to what it should.");
  return AuditText::tr("What is stored does not agree with what was signed.");
}

QString auditSentence(const AuditReport& report) {
  const QString checked = AuditText::tr("Checked up to block %1 in %4 s: transactions %2, signatures %3.")
                              .arg(numberText(report.height.value), numberText(report.transactions),
                                   numberText(report.signatures), QLocale().toString(report.seconds, 'f', 1));
  const int damages = static_cast<int>(report.damages.size());
  if (damages == 0) return AuditText::tr("%1 Everything agrees: signatures, hashes, tree, state and figures.").arg(checked);
  return report.more
             ? AuditText::tr("%1 More than %n place(s) are damaged; nothing was repaired or overwritten.", nullptr, damages)
                   .arg(checked)
             : AuditText::tr("%1 %n place(s) are damaged; nothing was repaired or overwritten.", nullptr, damages).arg(checked);
}

QByteArray auditJson(const AuditReport& report) {
  QJsonArray damages;
  for (const Damage& damage : report.damages) {
    damages.append(QJsonObject{{QStringLiteral("channel"), fromText(damage.channel)},
                               {QStringLiteral("height"), orNull(damage.height)},
                               {QStringLiteral("transaction"), orNull(damage.transaction)},
                               {QStringLiteral("tx"), damage.id ? QJsonValue(fromText(damage.id->hex())) : QJsonValue()},
                               {QStringLiteral("part"), fromText(damage.part)},
                               {QStringLiteral("detail"), fromText(damage.detail)}});
  }
  const QJsonObject object{{QStringLiteral("channel"), fromText(report.channel)},
                           {QStringLiteral("height"), static_cast<qint64>(report.height.value)},
                           {QStringLiteral("transactions"), static_cast<qint64>(report.transactions)},
                           {QStringLiteral("signatures"), static_cast<qint64>(report.signatures)},
                           {QStringLiteral("seconds"), report.seconds},
                           {QStringLiteral("ended"), timeExactText(report.ended)},
                           {QStringLiteral("damages"), damages},
                           {QStringLiteral("more"), report.more}};
  return QJsonDocument(object).toJson();
}

QString auditPlainText(const AuditReport& report, const QString& channel) {
  QStringList lines{AuditText::tr("Verification of channel %1").arg(channel),
                    AuditText::tr("Ended %1 (%2), up to block %3")
                        .arg(timeText(report.ended), timeExactText(report.ended), numberText(report.height.value)),
                    auditSentence(report)};
  for (const Damage& damage : report.damages) {
    QStringList places;
    if (damage.height) places << AuditText::tr("block %1").arg(numberText(damage.height->value));
    if (damage.transaction) places << AuditText::tr("transaction %1").arg(numberText(damage.transaction->value));
    if (damage.id) places << fromText(damage.id->hex());
    const QString place = places.isEmpty() ? AuditText::tr("the channel's file") : places.join(AuditText::tr(", "));
    lines << QString() << AuditText::tr("%1: %2").arg(place, damagedPartText(damage.part)) << damageExplanation(damage.part)
          << fromText(damage.detail);
  }
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace mz
