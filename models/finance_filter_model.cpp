#include "models/finance_filter_model.h"

#include <QJsonArray>
#include <QMetaEnum>
#include <QStringList>
#include <algorithm>

#include "models/finance_text.h"

namespace mz {

namespace {

constexpr qsizetype kNamesInChip = 2;
constexpr int kYearsOffered = 8;

constexpr std::size_t kMostNamesKept = 200;  // of one kind

QString keyOf(FinanceFilterModel::Kind kind) {
  return QString::fromLatin1(QMetaEnum::fromType<FinanceFilterModel::Kind>().valueToKey(static_cast<int>(kind))).toLower();
}
const QString kFrom = QStringLiteral("from"), kUntil = QStringLiteral("until"), kLeast = QStringLiteral("least"),
              kMost = QStringLiteral("most");

// Lists are sets to the engine: one form per meaning, so that equal filters compare equal.
void normalise(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

FinanceFilterModel::FinanceFilterModel(QObject* parent) : QObject(parent) {}

void FinanceFilterModel::setFilter(const FinanceFilter& filter) {
  FinanceFilter wanted = filter;
  for (const Kind kind : allKinds()) {
    if (auto* list = names(wanted, kind)) normalise(*list);
  }
  if (wanted.from && wanted.until && *wanted.from > *wanted.until) std::swap(wanted.from, wanted.until);
  if (wanted.least && wanted.most && *wanted.least > *wanted.most) std::swap(wanted.least, wanted.most);
  if (wanted == m_filter) return;
  m_filter = std::move(wanted);
  Q_EMIT filterChanged();
}

void FinanceFilterModel::remove(Kind kind) {
  FinanceFilter wanted = m_filter;
  if (auto* list = names(wanted, kind)) list->clear();
  switch (kind) {
    case Kind::Period:
      wanted.from.reset();
      wanted.until.reset();
      break;
    case Kind::Amount:
      wanted.least.reset();
      wanted.most.reset();
      break;
    case Kind::Currency: wanted.currency.clear(); break;
    case Kind::Text: wanted.text.clear(); break;
    default: break;
  }
  setFilter(wanted);
}

void FinanceFilterModel::clear() { setFilter(FinanceFilter()); }

// Amounts as texts: JSON's numbers have fewer digits.
QJsonObject FinanceFilterModel::json() const {
  QJsonObject out;
  FinanceFilter filter = m_filter;
  for (const Kind kind : allKinds()) {
    const auto* list = names(filter, kind);
    if (!list || list->empty()) continue;
    QJsonArray kept;
    for (const std::string& name : *list) kept << fromText(name);
    out.insert(keyOf(kind), kept);
  }
  if (filter.from) out.insert(kFrom, fromText(filter.from->iso()));
  if (filter.until) out.insert(kUntil, fromText(filter.until->iso()));
  if (filter.least) out.insert(kLeast, QString::number(filter.least->minor));
  if (filter.most) out.insert(kMost, QString::number(filter.most->minor));
  if (!filter.currency.empty()) out.insert(keyOf(Kind::Currency), fromText(filter.currency));
  if (!filter.text.empty()) out.insert(keyOf(Kind::Text), fromText(filter.text));
  return out;
}

void FinanceFilterModel::setJson(const QJsonObject& json) {
  FinanceFilter wanted;
  for (const Kind kind : allKinds()) {
    auto* list = names(wanted, kind);
    if (!list) continue;
    for (const QJsonValue& name : json.value(keyOf(kind)).toArray()) {
      if (!name.toString().isEmpty() && list->size() < kMostNamesKept) list->push_back(toText(name.toString()));
    }
  }
  const auto amount = [&json](const QString& key) -> std::optional<Amount> {
    bool good = false;
    const qint64 minor = json.value(key).toString().toLongLong(&good);
    return good ? std::optional(Amount(minor)) : std::nullopt;
  };
  wanted.from = Date::fromIso(toText(json.value(kFrom).toString()));
  wanted.until = Date::fromIso(toText(json.value(kUntil).toString()));
  wanted.least = amount(kLeast);
  wanted.most = amount(kMost);
  wanted.currency = toText(json.value(keyOf(Kind::Currency)).toString());
  wanted.text = toText(json.value(keyOf(Kind::Text)).toString());
  setFilter(wanted);
}

QList<FinanceFilterModel::Kind> FinanceFilterModel::allKinds() {
  return {Kind::Period, Kind::Department, Kind::Entity,   Kind::Programme, Kind::Class,
          Kind::Payee,  Kind::Amount,     Kind::Currency, Kind::Text};
}

QList<FinanceFilterModel::Kind> FinanceFilterModel::kinds() const {
  QList<Kind> out;
  FinanceFilter filter = m_filter;
  for (const Kind kind : allKinds()) {
    const auto* list = names(filter, kind);
    const bool set = list != nullptr          ? !list->empty()
                     : kind == Kind::Period   ? filter.from || filter.until
                     : kind == Kind::Amount   ? filter.least || filter.most
                     : kind == Kind::Currency ? !filter.currency.empty()
                                              : !filter.text.empty();
    if (set) out.append(kind);
  }
  return out;
}

QString FinanceFilterModel::title(Kind kind) {
  switch (kind) {
    case Kind::Period: return tr("Period");
    case Kind::Department: return tr("Department");
    case Kind::Entity: return tr("Entity");
    case Kind::Programme: return tr("Programme");
    case Kind::Class: return tr("Class");
    case Kind::Payee: return tr("Payee");
    case Kind::Amount: return tr("Amount");
    case Kind::Currency: return tr("Currency");
    case Kind::Text: return tr("Text");
  }
  return {};
}

QString FinanceFilterModel::fullText(Kind kind) const {
  FinanceFilter filter = m_filter;
  if (const auto* list = names(filter, kind)) {
    QStringList texts;
    for (const std::string& name : *list) texts.append(nameText(name));
    return texts.join(tr(", "));
  }
  switch (kind) {
    case Kind::Period: return periodText(filter.from, filter.until);
    case Kind::Amount:
      if (filter.least && filter.most)
        return QStringLiteral("%1 – %2").arg(amountText(*filter.least, filter.currency),
                                             amountText(*filter.most, filter.currency));
      if (filter.least) return QStringLiteral("≥ %1").arg(amountText(*filter.least, filter.currency));
      if (filter.most) return QStringLiteral("≤ %1").arg(amountText(*filter.most, filter.currency));
      return {};
    case Kind::Currency: return fromText(filter.currency);
    case Kind::Text: return tr("“%1”").arg(fromText(filter.text));
    default: return {};
  }
}

QString FinanceFilterModel::chipText(Kind kind) const {
  QString text = fullText(kind);
  FinanceFilter filter = m_filter;
  if (const auto* list = names(filter, kind); list != nullptr && list->size() > kNamesInChip) {
    QStringList texts;
    for (qsizetype i = 0; i < kNamesInChip; ++i) texts.append(nameText((*list)[static_cast<std::size_t>(i)]));
    text = tr("%1 and %n more", nullptr, static_cast<int>(list->size() - kNamesInChip)).arg(texts.join(tr(", ")));
  }
  if (kind == Kind::Period) return text;  // a date says what it is
  return tr("%1: %2").arg(title(kind), text);
}

std::vector<std::string>* FinanceFilterModel::names(FinanceFilter& filter, Kind kind) {
  switch (kind) {
    case Kind::Department: return &filter.departments;
    case Kind::Entity: return &filter.entities;
    case Kind::Programme: return &filter.programmes;
    case Kind::Class: return &filter.classes;
    case Kind::Payee: return &filter.payees;
    default: return nullptr;
  }
}

std::optional<FinanceGrouping> FinanceFilterModel::grouping(Kind kind) {
  switch (kind) {
    case Kind::Department: return FinanceGrouping::Department;
    case Kind::Entity: return FinanceGrouping::Entity;
    case Kind::Programme: return FinanceGrouping::Programme;
    case Kind::Class: return FinanceGrouping::Class;
    case Kind::Payee: return FinanceGrouping::Payee;
    default: return std::nullopt;
  }
}

std::optional<FinanceFilterModel::Kind> FinanceFilterModel::kindOf(FinanceGrouping grouping) {
  switch (grouping) {
    case FinanceGrouping::Department: return Kind::Department;
    case FinanceGrouping::Entity: return Kind::Entity;
    case FinanceGrouping::Programme: return Kind::Programme;
    case FinanceGrouping::Class: return Kind::Class;
    case FinanceGrouping::Payee: return Kind::Payee;
    default: return std::nullopt;
  }
}

FinanceFilter FinanceFilterModel::narrowed(FinanceFilter filter, FinanceGrouping grouping, const std::string& key) {
  if (const auto kind = kindOf(grouping)) {
    *names(filter, *kind) = {key};
    return filter;
  }
  const QString text = fromText(key);
  const int year = text.left(4).toInt();
  QDate from(year, 1, 1);
  QDate until(year, 12, 31);
  if (grouping == FinanceGrouping::Month) {
    from = QDate(year, text.mid(5, 2).toInt(), 1);
    until = from.addMonths(1).addDays(-1);
  }
  if (!from.isValid() || !until.isValid()) return filter;
  filter.from = fromQDate(from);
  filter.until = fromQDate(until);
  return filter;
}

QList<FinanceFilterModel::Preset> FinanceFilterModel::periodPresets(QDate today, std::optional<Date> first,
                                                                    std::optional<Date> last) {
  const auto whole = [](const QString& title, QDate from, QDate until) {
    return Preset{title, fromQDate(from), fromQDate(until)};
  };
  const QDate month(today.year(), today.month(), 1);
  const QDate quarter(today.year(), (today.month() - 1) / 3 * 3 + 1, 1);
  QList<Preset> out{
      whole(tr("This month"), month, month.addMonths(1).addDays(-1)),
      whole(tr("Last month"), month.addMonths(-1), month.addDays(-1)),
      whole(tr("This quarter"), quarter, quarter.addMonths(3).addDays(-1)),
      whole(tr("Last 12 months"), today.addYears(-1).addDays(1), today),
      whole(tr("This year"), QDate(today.year(), 1, 1), QDate(today.year(), 12, 31)),
      whole(tr("Last year"), QDate(today.year() - 1, 1, 1), QDate(today.year() - 1, 12, 31)),
  };
  if (!first || !last) return out;
  const int oldest = toQDate(*first).year();
  const int newest = toQDate(*last).year();
  for (int year = newest; year >= oldest && year > newest - kYearsOffered; --year) {
    const Date from = fromQDate(QDate(year, 1, 1));
    const Date until = fromQDate(QDate(year, 12, 31));
    out.append({periodText(from, until), from, until});
  }
  return out;
}

}  // namespace mz
