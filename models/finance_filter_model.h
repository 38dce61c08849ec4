// The filter of the Finance page: which conditions are set, how each reads as a chip, and what the presets mean. The window's
// thread only.
#pragma once

#include <QDate>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "ledger/finance/query.h"

namespace mz {

class FinanceFilterModel : public QObject {
  Q_OBJECT

 public:
  // In the order in which chips and the "add filter" menu show them.
  enum class Kind { Period, Department, Entity, Programme, Class, Payee, Amount, Currency, Text };
  Q_ENUM(Kind)

  explicit FinanceFilterModel(QObject* parent = nullptr);

  const FinanceFilter& filter() const { return m_filter; }
  void setFilter(const FinanceFilter& filter);
  void remove(Kind kind);
  void clear();
  bool isEmpty() const { return m_filter == FinanceFilter(); }

  // What is set, to be kept; empty where nothing is. What is no filter's value is passed over.
  QJsonObject json() const;
  void setJson(const QJsonObject& json);

  QList<Kind> kinds() const;  // that are set
  static QList<Kind> allKinds();
  static QString title(Kind kind);
  QString chipText(Kind kind) const;  // short: at most two names, then how many more
  QString fullText(Kind kind) const;  // every name, for tooltip and screen reader

  // The list of names of a kind that has one (Department … Payee); nullptr for the others.
  static std::vector<std::string>* names(FinanceFilter& filter, Kind kind);
  static std::optional<FinanceGrouping> grouping(Kind kind);
  static std::optional<Kind> kindOf(FinanceGrouping grouping);

  // The filter narrowed to one group: a name, or "2026-03", or "2026".
  static FinanceFilter narrowed(FinanceFilter filter, FinanceGrouping grouping, const std::string& key);

  struct Preset {
    QString title;
    Date from, until;
  };
  // "This year" and its like as of `today`, then each year between the first and last payment, newest first, at most eight.
  static QList<Preset> periodPresets(QDate today, std::optional<Date> first, std::optional<Date> last);

 Q_SIGNALS:
  void filterChanged();

 private:
  FinanceFilter m_filter;
};

}  // namespace mz
