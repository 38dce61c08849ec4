// How figures, periods and names of payments are written for people, by the default locale. Pure functions; the window's
// thread. Sums stay integers of minor units up to the text: nothing here goes through floating point, except chart positions.
#pragma once

#include <QCoreApplication>
#include <QDate>
#include <QString>
#include <string>

#include "ledger/finance/query.h"
#include "models/format_text.h"

namespace mz {

QDate toQDate(Date date);
Date fromQDate(QDate date);

int currencyDecimals(const std::string& currency);                   // 2 for a code that ISO 4217 does not have
QString moneyText(Amount amount, const std::string& currency);       // CNY 1,234.56, in Chinese 1,234.56 元
QString shortMoneyText(Amount amount, const std::string& currency);  // CNY 1.23 million, in Chinese 123.46 万元
QString percentText(double share);                                   // 0.234: 23.4%
// Whole years, quarters and months are named as such; an open end is said in words.
QString periodText(std::optional<Date> from, std::optional<Date> until);
QString monthText(int year, int month);
// Empty names stand for payments that do not say: shown in words.
QString nameText(const std::string& name);
double chartValue(Amount amount, const std::string& currency);  // major units, for positions in a chart only

// Text typed as money ("1,234.56", "1万", "2.5亿") as minor units; nullopt: not a number, too many decimals, or too large.
std::optional<Amount> parseTypedAmount(const QString& text, const std::string& currency);

class FinanceText {
  Q_DECLARE_TR_FUNCTIONS(mz::FinanceText)
};

}  // namespace mz
