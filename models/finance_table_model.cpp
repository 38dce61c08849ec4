#include "models/finance_table_model.h"

#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "models/status_role.h"

namespace mz {

namespace {

using Cache = SegmentCache<FinanceRow>;

constexpr std::size_t kMostAsked = 4;  // segments in one turn: a screen touches two
constexpr int kRefreshMilliseconds = 300;

int clampedCount(std::uint64_t count) { return static_cast<int>(std::min<std::uint64_t>(count, FinanceTableModel::kMostRows)); }

}  // namespace

FinanceTableModel::FinanceTableModel(Fetch fetch, QObject* parent) : TableModel(kColumns, parent), m_fetch(std::move(fetch)) {
  m_askSoon.setSingleShot(true);
  m_askSoon.setInterval(0);
  connect(&m_askSoon, &QTimer::timeout, this, &FinanceTableModel::askWanted);
  m_refreshSoon.setSingleShot(true);
  m_refreshSoon.setInterval(kRefreshMilliseconds);
  connect(&m_refreshSoon, &QTimer::timeout, this, &FinanceTableModel::refresh);
}

void FinanceTableModel::setQuery(const FinanceFilter& filter, FinanceOrder order) {
  const bool reordered = order != m_order;
  m_filter = filter;
  m_order = order;
  m_active = true;
  m_newQuery = true;
  m_lastSeen = 0;
  m_damaged = false;
  start();
  if (reordered) Q_EMIT orderChanged();
}

void FinanceTableModel::refresh() {
  if (m_active) start();
}

void FinanceTableModel::clear() {
  ++m_generation;
  beginResetModel();
  m_active = false;
  m_cache.clear();
  m_wanted.clear();
  m_underWay.clear();
  m_totals = {};
  m_damaged = false;
  m_rows = 0;
  endResetModel();
  setLoading(false);
  Q_EMIT totalsChanged();
}

void FinanceTableModel::setFinalBelow(TransactionNumber number) {
  if (m_finalBelow == number) return;
  m_finalBelow = number;
  if (m_rows > 0) Q_EMIT dataChanged(index(0, State), index(m_rows - 1, State));
}

// Asks for the rows around those that were looked at last, so that a growing ledger never blanks what is on the screen.
void FinanceTableModel::start() {
  const std::uint64_t generation = ++m_generation;
  m_refreshSoon.stop();
  m_wanted.clear();
  m_underWay.clear();
  setLoading(true);
  const std::uint64_t seen = Cache::segmentOf(m_lastSeen);
  const std::uint64_t first = seen > 0 ? seen - 1 : 0;
  const std::uint64_t segments = m_newQuery ? 1 : 3;
  m_fetch({m_filter, m_order, Cache::firstOf(first), Cache::kRows * segments}, true,
          [this, generation, first](Result<FinanceTable> answer) { takeFirst(generation, first, std::move(answer)); });
}

void FinanceTableModel::takeFirst(std::uint64_t generation, std::uint64_t firstSegment, Result<FinanceTable> answer) {
  if (generation != m_generation) return;
  if (!answer) {
    setLoading(false);
    Q_EMIT failed(answer.error());
    return;
  }
  m_totals = std::move(answer->totals);
  m_revision = answer->revision;
  const int count = clampedCount(m_totals.count);
  if (m_newQuery) {
    m_newQuery = false;
    beginResetModel();
    m_cache.clear();
    m_rows = count;
    putSegments(firstSegment, std::move(answer->rows));
    endResetModel();
  } else {
    m_cache.clear();
    putSegments(firstSegment, std::move(answer->rows));
    setRowCount(count);
    if (m_rows > 0) Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, kColumns - 1));
  }
  setLoading(false);
  Q_EMIT totalsChanged();
}

void FinanceTableModel::putSegments(std::uint64_t firstSegment, std::vector<FinanceRow> rows) {
  const bool damaged = std::ranges::any_of(rows, [](const FinanceRow& row) { return !row.readable; });
  for (std::size_t begin = 0; begin < rows.size(); begin += Cache::kRows) {
    const std::size_t end = std::min(begin + Cache::kRows, rows.size());
    m_cache.put(firstSegment + begin / Cache::kRows,
                std::vector<FinanceRow>(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(begin)),
                                        std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(end))));
  }
  if (!damaged || m_damaged) return;
  m_damaged = true;
  Q_EMIT damageFound();
}

void FinanceTableModel::setRowCount(int count) {
  if (count > m_rows) {
    beginInsertRows({}, m_rows, count - 1);
    m_rows = count;
    endInsertRows();
  } else if (count < m_rows) {
    beginRemoveRows({}, count, m_rows - 1);
    m_rows = count;
    endRemoveRows();
  }
}

// The newest wishes win: of the questions under way only those next to a new wish are kept alive.
void FinanceTableModel::askWanted() {
  if (!m_active || m_wanted.empty() || m_newQuery) return;
  std::vector<std::uint64_t> wanted;
  const auto add = [&wanted](std::uint64_t segment) {
    if (std::find(wanted.begin(), wanted.end(), segment) == wanted.end()) wanted.push_back(segment);
  };
  const std::uint64_t newest = m_wanted.back();
  for (auto it = m_wanted.rbegin(); it != m_wanted.rend() && wanted.size() < kMostAsked; ++it) add(*it);
  for (const std::uint64_t segment : m_underWay) {
    const bool near = segment + 1 >= newest && segment <= newest + 1;
    if (near && wanted.size() < kMostAsked) add(segment);
  }
  for (const std::uint64_t segment : m_wanted) m_cache.forgetQuestion(segment);
  for (const std::uint64_t segment : m_underWay) m_cache.forgetQuestion(segment);
  m_wanted.clear();
  m_underWay = wanted;
  // A refresh under way would be dropped by a question marked newest.
  bool first = !m_loading;
  for (const std::uint64_t segment : wanted) {
    m_cache.wants(segment);
    askSegment(segment, first);
    first = false;
  }
}

void FinanceTableModel::askSegment(std::uint64_t segment, bool newest) {
  m_fetch({m_filter, m_order, Cache::firstOf(segment), Cache::kRows}, newest,
          [this, generation = m_generation, segment](Result<FinanceTable> answer) {
            takeSegment(generation, segment, std::move(answer));
          });
}

void FinanceTableModel::takeSegment(std::uint64_t generation, std::uint64_t segment, Result<FinanceTable> answer) {
  if (generation != m_generation) return;
  std::erase(m_underWay, segment);
  if (!answer) {
    m_cache.forgetQuestion(segment);
    Q_EMIT failed(answer.error());
    return;
  }
  // The ledger grew since the first answer: these rows are shown, and soon everything is read at one revision again.
  if (answer->revision != m_revision && !m_refreshSoon.isActive()) m_refreshSoon.start();
  putSegments(segment, std::move(answer->rows));
  const int first = clampedCount(Cache::firstOf(segment));
  const int last = std::min<int>(first + static_cast<int>(Cache::kRows), m_rows) - 1;
  if (last >= first) Q_EMIT dataChanged(index(first, 0), index(last, kColumns - 1));
}

void FinanceTableModel::setLoading(bool loading) {
  if (m_loading == loading) return;
  m_loading = loading;
  Q_EMIT loadingChanged();
}

const FinanceRow* FinanceTableModel::rowAt(int row) const {
  if (row < 0 || row >= m_rows) return nullptr;
  m_lastSeen = static_cast<std::uint64_t>(row);
  const FinanceRow* found = m_cache.find(m_lastSeen);
  if (found == nullptr && m_active) {
    const std::uint64_t segment = Cache::segmentOf(m_lastSeen);
    if (m_cache.wants(segment)) {
      m_wanted.push_back(segment);
      m_askSoon.start();
    }
  }
  return found;
}

const FinanceRow* FinanceTableModel::payment(int row) const { return rowAt(row); }

int FinanceTableModel::rowOfPayment(std::uint64_t number) const {
  const std::uint64_t segment = Cache::segmentOf(m_lastSeen);
  const std::uint64_t from = segment > 0 ? Cache::firstOf(segment - 1) : 0;
  const std::uint64_t until = std::min<std::uint64_t>(static_cast<std::uint64_t>(m_rows), Cache::firstOf(segment + 2));
  for (std::uint64_t row = from; row < until; ++row) {
    const FinanceRow* found = m_cache.find(row);
    if (found != nullptr && found->payment == number) return static_cast<int>(row);
  }
  return -1;
}

std::pair<int, Qt::SortOrder> FinanceTableModel::sortOf(FinanceOrder order) {
  switch (order) {
    case FinanceOrder::DateDescending: return {Date, Qt::DescendingOrder};
    case FinanceOrder::DateAscending: return {Date, Qt::AscendingOrder};
    case FinanceOrder::AmountDescending: return {Amount, Qt::DescendingOrder};
    case FinanceOrder::AmountAscending: return {Amount, Qt::AscendingOrder};
    case FinanceOrder::Recorded: break;
  }
  return {-1, Qt::AscendingOrder};
}

int FinanceTableModel::rows() const { return m_rows; }

bool FinanceTableModel::isFigure(int column) const { return column == Amount; }

QString FinanceTableModel::cellText(const FinanceRow& row, int column) const {
  switch (column) {
    case Date: return dateText(row.date);
    case Department: return fromText(row.department);
    case Entity: return fromText(row.entity);
    case Programme: return fromText(row.programme);
    case Class: return fromText(row.functionalClass);
    case Payee: return nameText(row.payee);
    case Amount: return amountText(row.amount, row.currency);
    case Currency: return fromText(row.currency);
    case Reference: return fromText(row.reference);
    case Description: return fromText(row.description);
    case State: return !row.readable ? tr("Damaged") : isFinal(row) ? tr("Final") : tr("Executed");
    default: return {};
  }
}

QVariant FinanceTableModel::cell(int number, int column, int role) const {
  if (role == kReadyRole) return rowAt(number) != nullptr;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kStatusRole) return {};
  if (role == kStatusRole && column != State) return {};
  const FinanceRow* row = rowAt(number);
  if (row == nullptr) return role == Qt::DisplayRole && column == Date ? QVariant(QStringLiteral("…")) : QVariant();
  if (role == kStatusRole)
    return static_cast<int>(!row->readable ? StatusRole::Danger : isFinal(*row) ? StatusRole::Good : StatusRole::Pending);
  if (role == Qt::DisplayRole) return cellText(*row, column);
  switch (column) {
    case Date: return {};
    case Amount: return moneyText(row->amount, row->currency);
    case State:
      return !row->readable
                 ? tr("The signed envelope is damaged on this computer: id, reference and description are missing here.")
             : isFinal(*row) ? tr("Cosigned by enough organizations: nobody can change it unnoticed any more.")
                             : tr("Recorded on the ledger; cosignatures of other organizations are still missing.");
    default: return cellText(*row, column);
  }
}

QString FinanceTableModel::heading(int column) const {
  switch (column) {
    case Date: return tr("Date");
    case Department: return tr("Department");
    case Entity: return tr("Entity");
    case Programme: return tr("Programme");
    case Class: return tr("Class");
    case Payee: return tr("Payee");
    case Amount: return tr("Amount");
    case Currency: return tr("Currency");
    case Reference: return tr("Reference");
    case Description: return tr("Description");
    case State: return tr("State");
    default: return {};
  }
}

QString FinanceTableModel::headingHelp(int column) const {
  return sortable(column) ? tr("Click to sort by this column.") : QString();
}

void FinanceTableModel::sort(int column, Qt::SortOrder order) {
  if (!sortable(column) || !m_active) return;
  const bool ascending = order == Qt::AscendingOrder;
  const FinanceOrder wanted = column == Date ? (ascending ? FinanceOrder::DateAscending : FinanceOrder::DateDescending)
                                             : (ascending ? FinanceOrder::AmountAscending : FinanceOrder::AmountDescending);
  if (wanted != m_order) setQuery(m_filter, wanted);
}

}  // namespace mz
