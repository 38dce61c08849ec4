#include "models/format_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <algorithm>
#include <limits>

namespace mz {

namespace {

struct FormatText {
  Q_DECLARE_TR_FUNCTIONS(mz::FormatText)
};

bool inChinese() { return QLocale().language() == QLocale::Chinese; }

QString dayOf(const QDate& shown) {
  return inChinese() ? shown.toString(QStringLiteral("yyyy-MM-dd")) : QLocale().toString(shown, QStringLiteral("d MMM yyyy"));
}

}  // namespace

QString fromText(const std::string& text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
std::string toText(const QString& text) { return text.toStdString(); }

QString titleText(const Title& title, const std::string& otherwise) {
  const std::string& first = inChinese() ? title.zh : title.en;
  const std::string& second = inChinese() ? title.en : title.zh;
  return fromText(!first.empty() ? first : !second.empty() ? second : otherwise);
}

QString numberText(std::uint64_t number) { return QLocale().toString(static_cast<qulonglong>(number)); }

QString shortNumberText(std::uint64_t number) {
  struct Unit {
    std::uint64_t size;
    QString sign;
  };
  const std::vector<Unit> units =
      inChinese() ? std::vector<Unit>{{100'000'000, QStringLiteral("亿")}, {10'000, QStringLiteral("万")}}
                  : std::vector<Unit>{
                        {1'000'000'000, QStringLiteral("G")}, {1'000'000, QStringLiteral("M")}, {1'000, QStringLiteral("k")}};
  for (const Unit& unit : units) {
    if (number < unit.size) continue;
    const double value = static_cast<double>(number) / static_cast<double>(unit.size);
    return QLocale().toString(value, 'f', value < 10 ? 1 : 0) + unit.sign;
  }
  return QLocale().toString(static_cast<qulonglong>(number));
}

int pluralOf(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max())); }

QString timeText(UnixSeconds time) {
  if (time.value == 0) return QStringLiteral("—");
  const QDateTime local = QDateTime::fromSecsSinceEpoch(time.value);
  return local.toString(inChinese() ? QStringLiteral("yyyy-MM-dd HH:mm:ss") : QStringLiteral("d MMM yyyy, HH:mm:ss"));
}

QString timeShortText(UnixSeconds time) {
  if (time.value == 0) return timeText(time);
  const QDateTime local = QDateTime::fromSecsSinceEpoch(time.value);
  const QDate today = QDate::currentDate();
  if (local.date() == today) return local.toString(QStringLiteral("HH:mm:ss"));
  if (local.date().year() == today.year()) {
    return local.toString(inChinese() ? QStringLiteral("MM-dd HH:mm") : QStringLiteral("d MMM HH:mm"));
  }
  return dayOf(local.date());
}

QString timeExactText(UnixSeconds time) { return QDateTime::fromSecsSinceEpoch(time.value, Qt::UTC).toString(Qt::ISODate); }

QString dateText(Date date) {
  int year = 0, month = 0, day = 0;
  date.toCivil(year, month, day);
  return dayOf(QDate(year, month, day));
}

QString dayText(UnixSeconds time) { return dayOf(QDateTime::fromSecsSinceEpoch(time.value).date()); }

QString bytesText(std::uint64_t bytes) {
  return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

QString amountText(Amount amount, const std::string& currency, bool withCurrency) {
  const int digits = currencyDigits(currency).value_or(2);
  // Grouped by hand: QLocale would go through a double, and cents of large sums would be lost.
  QString plain = QString::fromStdString(formatAmount(amount, digits));
  const bool negative = plain.startsWith(QLatin1Char('-'));
  if (negative) plain.remove(0, 1);
  const QLocale locale;
  qsizetype point = plain.indexOf(QLatin1Char('.'));
  if (point < 0) {
    point = plain.size();
  } else {
    plain.replace(point, 1, locale.decimalPoint());
  }
  for (qsizetype i = point - 3; i > 0; i -= 3) plain.insert(i, locale.groupSeparator());
  if (negative) plain.prepend(QChar(0x2212));
  return withCurrency && !currency.empty() ? fromText(currency) + QChar(0x00a0) + plain : plain;
}

QString headText(const std::string& hex) {
  constexpr std::size_t kHead = 8;
  return hex.size() <= kHead ? fromText(hex) : fromText(hex.substr(0, kHead)) + QChar(0x2026);
}

QString shortHex(const std::string& hex) {
  constexpr std::size_t kHead = 8, kTail = 4;
  if (hex.size() <= kHead + kTail) return fromText(hex);
  return fromText(hex.substr(0, kHead)) + QChar(0x2026) + fromText(hex.substr(hex.size() - kTail));
}

StatusRole resultRole(ResultCode code) { return code == ResultCode::Executed ? StatusRole::Good : StatusRole::Danger; }

QString resultText(ResultCode code, const Title& title) {
  switch (code) {
    case ResultCode::Executed: return FormatText::tr("executed");
    case ResultCode::Malformed: return FormatText::tr("refused: malformed");
    case ResultCode::TooLarge: return FormatText::tr("refused: too large");
    case ResultCode::BadSignature: return FormatText::tr("refused: bad signature");
    case ResultCode::WrongChannel: return FormatText::tr("refused: meant for another channel");
    case ResultCode::WrongRules: return FormatText::tr("refused: other rules version");
    case ResultCode::Expired: return FormatText::tr("refused: expired");
    case ResultCode::LifetimeTooLong: return FormatText::tr("refused: lifetime too long");
    case ResultCode::NotEnrolled: return FormatText::tr("refused: certificate not enrolled");
    case ResultCode::CertificateExpired: return FormatText::tr("refused: certificate expired");
    case ResultCode::CertificateNotYetValid: return FormatText::tr("refused: certificate not yet valid");
    case ResultCode::CertificateRevoked: return FormatText::tr("refused: certificate revoked");
    case ResultCode::IssuerNotMember: return FormatText::tr("refused: issuer is not a member");
    case ResultCode::UnknownContract: return FormatText::tr("refused: unknown contract");
    case ResultCode::UnknownFunction: return FormatText::tr("refused: unknown function");
    case ResultCode::RoleNotAllowed: return FormatText::tr("refused: role not allowed");
    case ResultCode::ArgumentsInvalid: return FormatText::tr("refused: arguments not valid");
    case ResultCode::OrgNotAllowed: return FormatText::tr("refused: organization not allowed");
    case ResultCode::ScriptError: return FormatText::tr("refused: error in the contract");
    case ResultCode::OutOfInstructions: return FormatText::tr("refused: contract took too many steps");
    case ResultCode::OutOfMemory: return FormatText::tr("refused: contract took too much memory");
    case ResultCode::TooManyWrites: return FormatText::tr("refused: too many writes");
    case ResultCode::TooManyEvents: return FormatText::tr("refused: too many events");
    case ResultCode::CallTooDeep: return FormatText::tr("refused: calls nested too deep");
    case ResultCode::FloatNotAllowed: return FormatText::tr("refused: fraction not allowed");
    case ResultCode::ValueNotAllowed: return FormatText::tr("refused: value not allowed");
    case ResultCode::KeyNotAllowed: return FormatText::tr("refused: key not allowed");
    case ResultCode::WrongState: return FormatText::tr("refused: not possible in this state");
    case ResultCode::AlreadyEnrolled: return FormatText::tr("refused: already enrolled");
    case ResultCode::CertificateNotAccepted: return FormatText::tr("refused: certificate not accepted");
    case ResultCode::CrlNumberNotNext: return FormatText::tr("refused: revocation list out of order");
    case ResultCode::NotTheAuthority: return FormatText::tr("refused: not the authority");
    case ResultCode::CertificateFrozen: return FormatText::tr("refused: certificate frozen");
    case ResultCode::ChannelFrozen: return FormatText::tr("refused: channel frozen");
    case ResultCode::ChannelClosed: return FormatText::tr("refused: channel closed");
    case ResultCode::UnknownProposal: return FormatText::tr("refused: no such proposal");
    case ResultCode::ProposalSettled: return FormatText::tr("refused: proposal already settled");
    case ResultCode::ProposalExpired: return FormatText::tr("refused: proposal expired");
    case ResultCode::ProposalLapsed: return FormatText::tr("refused: proposal lapsed, another one changed its subject");
    case ResultCode::ProposalThere: return FormatText::tr("refused: proposal already on the channel");
    case ResultCode::ItemChanged: return FormatText::tr("refused: the configuration has changed since it was drafted");
    case ResultCode::ChangeNotAllowed: return FormatText::tr("refused: no proposal may change this");
    case ResultCode::NoChange: return FormatText::tr("refused: it is so already");
    case ResultCode::LastAdministrator: return FormatText::tr("refused: a voting member would have no administrator left");
    case ResultCode::LastVotingMember: return FormatText::tr("refused: no voting member would be left");
    case ResultCode::PolicyUnreachable: return FormatText::tr("refused: a policy could never be met");
    case ResultCode::KeyNotProved: return FormatText::tr("refused: possession of the key is not proved");
    case ResultCode::KeyInUse: return FormatText::tr("refused: the key is registered already");
    case ResultCode::DecisionRepeated: return FormatText::tr("refused: decision already on the channel");
    case ResultCode::DecisionNotNewer: return FormatText::tr("refused: the organization has decided again since");
    case ResultCode::FromTheFuture: return FormatText::tr("refused: made in the future");
    case ResultCode::SignerNotEnrolled: return FormatText::tr("refused: the signer is not enrolled");
    case ResultCode::SignerNotValid: return FormatText::tr("refused: the signer's certificate may not sign");
    case ResultCode::SignerMayNotDecide: return FormatText::tr("refused: the signer may not decide");
    case ResultCode::SignerSignatureBad: return FormatText::tr("refused: the signer's signature does not fit");
    case ResultCode::NotTheProposer: return FormatText::tr("refused: not the proposer");
    case ResultCode::ContractRefusal: break;
  }
  const QString reason = titleText(title);
  return reason.isEmpty() ? FormatText::tr("refused by the contract") : FormatText::tr("refused: %1").arg(reason);
}

QString roleText(const std::string& role) {
  if (role == "admin") return FormatText::tr("administrator");
  if (role == "officer") return FormatText::tr("officer");
  if (role == "auditor") return FormatText::tr("auditor");
  if (role == "clerk") return FormatText::tr("clerk");
  if (role == "applicant") return FormatText::tr("applicant");
  if (role == "service") return FormatText::tr("service");
  if (role == "device") return FormatText::tr("device");
  if (role == "node") return FormatText::tr("node");
  if (role == "orderer") return FormatText::tr("orderer");
  if (role == "kiosk") return FormatText::tr("kiosk");
  return fromText(role);
}

}  // namespace mz
