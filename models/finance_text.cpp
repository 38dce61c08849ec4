#include "models/finance_text.h"

#include <QLocale>
#include <cmath>

namespace mz {

namespace {

bool isChinese() { return QLocale().language() == QLocale::Chinese; }

// The absolute value fits in unsigned even for the smallest int64.
std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

std::uint64_t powerOfTen(int exponent) {
  std::uint64_t out = 1;
  for (int i = 0; i < exponent; ++i) out *= 10;
  return out;
}

QString unsignedFigure(std::uint64_t minor, int decimals) {
  const QLocale locale;
  const std::uint64_t unit = powerOfTen(decimals);
  QString out = locale.toString(static_cast<qulonglong>(minor / unit));
  if (decimals > 0) {
    out += locale.decimalPoint();
    out += QString::number(minor % unit).rightJustified(decimals, QLatin1Char('0'));
  }
  return out;
}

QString withCurrency(const QString& figure, const std::string& currency) {
  if (currency.empty()) return figure;
  if (isChinese()) return currency == "CNY" ? figure + QStringLiteral(" 元") : figure + QLatin1Char(' ') + fromText(currency);
  return fromText(currency) + QChar(QChar::Nbsp) + figure;
}

}  // namespace

QDate toQDate(Date date) { return QDate(1970, 1, 1).addDays(date.days); }
Date fromQDate(QDate date) { return Date(static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(date))); }

int currencyDecimals(const std::string& currency) { return currencyDigits(currency).value_or(2); }

QString moneyText(Amount amount, const std::string& currency) { return withCurrency(amountText(amount, currency), currency); }

QString shortMoneyText(Amount amount, const std::string& currency) {
  struct Scale {
    int exponent;
    QString suffix;
  };
  const QString yuan = currency == "CNY" ? QStringLiteral("元") : QString();
  const std::vector<Scale> scales =
      isChinese() ? std::vector<Scale>{{8, QStringLiteral(" 亿") + yuan}, {4, QStringLiteral(" 万") + yuan}}
                  : std::vector<Scale>{{9, FinanceText::tr(" billion")}, {6, FinanceText::tr(" million")}};
  const int decimals = currencyDecimals(currency);
  const std::uint64_t minor = magnitude(amount.minor);
  for (const Scale& scale : scales) {
    const std::uint64_t unit = powerOfTen(scale.exponent + decimals);
    if (minor < unit) continue;
    // two decimals, rounded half up, in integers; below the largest unit the sum cannot overflow
    const std::uint64_t hundredths = minor / (unit / 100) + (minor % (unit / 100) >= unit / 200 ? 1 : 0);
    const QString figure =
        (amount.minor < 0 ? QString(QChar(0x2212)) : QString()) + unsignedFigure(hundredths, 2) + scale.suffix;
    if (!isChinese()) return withCurrency(figure, currency);
    return yuan.isEmpty() ? withCurrency(figure, currency) : figure;
  }
  return moneyText(amount, currency);
}

QString percentText(double share) {
  QString text = QLocale().toString(std::abs(share) * 100.0, 'f', 1) + QLocale().percent();
  // The same sign as amounts have.
  return share < 0 ? QChar(0x2212) + text : text;
}

QString monthText(int year, int month) {
  if (isChinese()) return QStringLiteral("%1年%2月").arg(year).arg(month);
  return QLocale().standaloneMonthName(month, QLocale::ShortFormat) + QLatin1Char(' ') + QString::number(year);
}

QString periodText(std::optional<Date> from, std::optional<Date> until) {
  if (!from && !until) return FinanceText::tr("all time");
  if (!until) return FinanceText::tr("since %1").arg(dateText(*from));
  if (!from) return FinanceText::tr("until %1").arg(dateText(*until));
  const QDate first = toQDate(*from);
  const QDate last = toQDate(*until);
  const bool wholeMonths = first.day() == 1 && last.day() == last.daysInMonth();
  if (wholeMonths && first.year() == last.year()) {
    const QString year = QString::number(first.year());
    if (first.month() == 1 && last.month() == 12) return isChinese() ? year + QStringLiteral("年") : year;
    if (first.month() == last.month()) return monthText(first.year(), first.month());
    if (first.month() % 3 == 1 && last.month() == first.month() + 2)
      return FinanceText::tr("%1 quarter %2").arg(first.year()).arg((first.month() + 2) / 3);
  }
  if (wholeMonths && first.month() == 1 && last.month() == 12)
    return QStringLiteral("%1 – %2").arg(first.year()).arg(last.year());
  if (first == last) return dateText(*from);
  return QStringLiteral("%1 – %2").arg(dateText(*from), dateText(*until));
}

QString nameText(const std::string& name) { return name.empty() ? FinanceText::tr("(not stated)") : fromText(name); }

double chartValue(Amount amount, const std::string& currency) {
  return static_cast<double>(amount.minor) / static_cast<double>(powerOfTen(currencyDecimals(currency)));
}

std::optional<Amount> parseTypedAmount(const QString& text, const std::string& currency) {
  const QLocale locale;
  QString digits;
  int decimals = -1;  // digits after the point; -1: no point yet
  bool negative = false;
  int multiplier = 0;
  for (const QChar c : text.simplified()) {
    if (multiplier > 0 && !c.isSpace() && c != QChar(u'元')) return std::nullopt;
    if (c.isDigit()) {
      digits += QChar(u'0' + c.digitValue());
      if (decimals >= 0) ++decimals;
    } else if (QString(c) == locale.decimalPoint() || c == QChar(u'.')) {
      if (decimals >= 0) return std::nullopt;
      decimals = 0;
    } else if (c == QLatin1Char('-') || c == QChar(u'−')) {
      if (!digits.isEmpty() || negative) return std::nullopt;
      negative = true;
    } else if (c == QChar(u'万')) {
      multiplier = 4;
    } else if (c == QChar(u'亿')) {
      multiplier = 8;
    } else if (QString(c) != locale.groupSeparator() && c != QLatin1Char(',') && c != QChar(u'，') && !c.isSpace() &&
               c != QChar(u'元')) {
      return std::nullopt;
    }
  }
  if (digits.isEmpty()) return std::nullopt;
  int exponent = currencyDecimals(currency) + multiplier - std::max(decimals, 0);
  while (exponent < 0 && digits.endsWith(QLatin1Char('0'))) {
    digits.chop(1);
    ++exponent;
  }
  if (exponent < 0) return std::nullopt;
  bool ok = false;
  const qlonglong minor = (digits + QString(exponent, QLatin1Char('0'))).toLongLong(&ok);
  if (!ok) return std::nullopt;
  return Amount(negative ? -minor : minor);
}

}  // namespace mz
