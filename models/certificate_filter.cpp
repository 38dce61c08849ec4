#include "models/certificate_filter.h"

#include <QtCore/QLocale>
#include <tuple>

#include "models/expiry_months.h"
#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::int64_t kDay = 86'400;  // seconds
constexpr const char* kRoles[] = {"admin",   "officer", "auditor", "clerk",   "applicant",
                                  "service", "device",  "node",    "orderer", "kiosk"};
constexpr CertificateState kStates[] = {CertificateState::Valid, CertificateState::NotYetValid, CertificateState::Expired,
                                        CertificateState::OnHold, CertificateState::Revoked};
struct Place {
  const char* value;
  KeyPlace place;
};
constexpr Place kPlaces[] = {{"keystore", KeyPlace::Keystore}, {"token", KeyPlace::Token}, {"elsewhere", KeyPlace::Elsewhere}};
constexpr int kDaysAhead[] = {7, 30, 90, 365};
const QString kMonthFormat = QStringLiteral("yyyy-MM");

QString key(const char* name) { return QString::fromLatin1(name); }
QString nameOf(CertificateState state) { return fromText(std::string(certificateStateName(state))); }

}  // namespace

CertificateFilterModel::CertificateFilterModel(EngineClient& client, QObject* parent) : TableFilter(parent) {
  connect(&client, &EngineClient::networkChanged, this, [this] {
    m_authority.reset();
    clear();
  });
}

std::vector<TableFilter::Field> CertificateFilterModel::fields() const {
  using Kind = Field::Kind;
  Field role{key(kRole), Kind::Choice, tr("Role"), {{{}, tr("All roles")}}};
  for (const char* one : kRoles) role.choices.push_back({key(one), roleText(one)});
  Field state{key(kState), Kind::Choice, tr("State"), {{{}, tr("All states")}}};
  state.choices.push_back({QStringLiteral("usable"), tr("Usable only")});
  for (const CertificateState one : kStates) state.choices.push_back({nameOf(one), certificateStateText(one)});
  Field place{key(kKey), Kind::Choice, tr("Key"), {{{}, tr("Keys anywhere")}}};
  for (const Place& one : kPlaces) place.choices.push_back({key(one.value), keyPlaceText(one.place)});
  Field ends{key(kEnds), Kind::Choice, tr("Ends"), {{{}, tr("Ending at any time")}}};
  for (const int days : kDaysAhead) ends.choices.push_back({QString::number(days), tr("Ending within %n days", nullptr, days)});
  const QString chosen = value(key(kEnds));
  if (const QDate month = QDate::fromString(chosen, kMonthFormat); month.isValid())
    ends.choices.push_back({chosen, tr("Ending in %1").arg(QLocale().toString(month, QStringLiteral("MMMM yyyy")))});
  return {{key(kText), Kind::Text, tr("Name or serial number"), {}}, role, state, place, ends};
}

CertificateFilter CertificateFilterModel::filter(UnixSeconds now) const {
  CertificateFilter out;
  out.authority = m_authority;
  out.text = toText(value(key(kText)));
  out.role = toText(value(key(kRole)));
  const QString state = value(key(kState));
  if (state == QLatin1StringView("usable")) out.states = {CertificateState::Valid, CertificateState::NotYetValid};
  for (const CertificateState one : kStates)
    if (state == nameOf(one)) out.states = {one};
  for (const Place& one : kPlaces)
    if (value(key(kKey)) == key(one.value)) out.key = one.place;
  const QString ends = value(key(kEnds));
  if (const QDate month = QDate::fromString(ends, kMonthFormat); month.isValid()) {
    std::tie(out.endsFrom, out.endsBefore) = ExpiryMonths::boundsOf(month);
  } else if (const int days = ends.toInt(); days > 0) {
    out.endsFrom = now;
    out.endsBefore = UnixSeconds(now.value + days * kDay);
  }
  return out;
}

QString CertificateFilterModel::monthValue(QDate month) { return month.toString(kMonthFormat); }

void CertificateFilterModel::setAuthority(const std::optional<Fingerprint>& authority) {
  if (authority == m_authority) return;
  m_authority = authority;
  Q_EMIT valuesChanged();
}

}  // namespace mz
