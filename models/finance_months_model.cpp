#include "models/finance_months_model.h"

#include <QtGui/QFont>
#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

FinanceMonthsModel::Cell sumOf(const FinanceMonthsModel::Year& year) {
  FinanceMonthsModel::Cell out;
  for (const FinanceMonthsModel::Cell& month : year) {
    const auto sum = add(out.sum, month.sum);
    out.overflowed = out.overflowed || month.overflowed || !sum;
    out.sum = sum.value_or(out.sum);
    out.count += month.count;
  }
  return out;
}

}  // namespace

FinanceMonthsModel::FinanceMonthsModel(QObject* parent) : TableModel(kColumns, parent) {}

void FinanceMonthsModel::setGroups(int year, std::vector<FinanceGroup> groups) {
  m_year = year;
  m_groups = std::move(groups);
  const auto known = currencies();
  const bool kept = std::find(known.begin(), known.end(), m_currency) != known.end();
  chooseCurrency(kept ? m_currency : std::string());
}

void FinanceMonthsModel::chooseCurrency(const std::string& currency) {
  const auto known = currencies();
  m_currency = currency.empty() && !known.empty() ? known.front() : currency;
  reset([this] { fill(); });
}

void FinanceMonthsModel::fill() {
  m_this = {};
  m_before = {};
  for (const FinanceGroup& group : m_groups) {
    if (group.currency != m_currency || group.key.size() != 7) continue;
    const QString key = fromText(group.key);
    const int year = key.left(4).toInt();
    const int month = key.mid(5, 2).toInt();
    if (month < 1 || month > kMonths) continue;
    const auto at = static_cast<std::size_t>(month - 1);
    if (year == m_year) m_this[at] = {group.sum, group.count, group.overflowed};
    if (year == m_year - 1) m_before[at] = {group.sum, group.count, group.overflowed};
  }
  m_thisSum = sumOf(m_this);
  m_beforeSum = sumOf(m_before);
}

int FinanceMonthsModel::rows() const { return kMonths + 1; }

bool FinanceMonthsModel::isFigure(int column) const { return column != Month; }

QVariant FinanceMonthsModel::cell(int row, int column, int role) const {
  const bool whole = row == kMonths;
  if (role == Qt::FontRole && whole) {
    QFont bold;
    bold.setBold(true);
    return bold;
  }
  if (role != Qt::DisplayRole) return {};
  const auto at = static_cast<std::size_t>(row);
  const Cell& now = whole ? m_thisSum : m_this[at];
  const Cell& then = whole ? m_beforeSum : m_before[at];
  const QString nothing = QStringLiteral("–");
  const auto figure = [&](const Cell& cell) {
    if (cell.overflowed) return tr("too large to add up");
    return cell.count > 0 ? amountText(cell.sum, m_currency) : nothing;
  };
  switch (column) {
    case Month: return whole ? tr("Year") : monthText(m_year, row + 1);
    case ThisYear: return figure(now);
    case Before: return figure(then);
    case Change: {
      // A change from or to nothing, or across zero, has no meaningful percentage; nor has one from a whole year to a part.
      const auto empty = [](const Cell& cell) { return cell.count == 0; };
      if (whole && std::ranges::any_of(m_this, empty) != std::ranges::any_of(m_before, empty)) return nothing;
      if (now.overflowed || then.overflowed || now.count == 0 || then.sum.minor <= 0 || now.sum.minor < 0) return nothing;
      const double change = chartValue(now.sum, m_currency) / chartValue(then.sum, m_currency) - 1.0;
      return change > 0 ? QStringLiteral("+") + percentText(change) : percentText(change);
    }
    case Payments: return numberText(now.count);
    default: return {};
  }
}

QString FinanceMonthsModel::heading(int column) const {
  switch (column) {
    case Month: return tr("Month");
    case ThisYear: return QString::number(m_year);
    case Before: return QString::number(m_year - 1);
    case Change: return tr("Change");
    case Payments: return tr("Payments");
    default: return {};
  }
}

}  // namespace mz
