// Values of the ledger as text for people, by the current default QLocale. Window's thread.
#pragma once

#include <QtCore/QString>
#include <string>

#include "ledger/engine.h"
#include "models/status_role.h"

namespace mz {

QString fromText(const std::string& text);  // UTF-8
std::string toText(const QString& text);
QString titleText(const Title& title, const std::string& otherwise = {});  // by the language of the default locale
QString numberText(std::uint64_t number);                                  // with group separators
QString shortNumberText(std::uint64_t number);                             // "1.6k", "12M"; in Chinese "1600", "1.2万"
int pluralOf(std::uint64_t count);        // for tr(): decides between one and many; the count itself is written by numberText
QString timeText(UnixSeconds time);       // local time, seconds, in the order of the locale
QString timeShortText(UnixSeconds time);  // for tables: the time of today, day and time of this year, else the day
QString timeExactText(UnixSeconds time);  // with UTC, for tooltips
QString dateText(Date date);
QString dayText(UnixSeconds time);  // its local day
QString bytesText(std::uint64_t bytes);
// "1,284,000.00", digits by the currency; with its code in front where asked.
QString amountText(Amount amount, const std::string& currency, bool withCurrency = false);
QString headText(const std::string& hex);  // "9c1f40ab…": as much as findTransaction needs
QString shortHex(const std::string& hex);  // "9c1f40ab…77e2"
template <class Tag>
QString shortDigest(const Hash32<Tag>& digest) {
  return shortHex(digest.hex());
}
QString resultText(ResultCode code, const Title& title = {});  // the package's words for its own refusals
StatusRole resultRole(ResultCode code);
QString roleText(const std::string& role);  // "officer" -> 经办

}  // namespace mz
