#include "models/activity_model.h"

#include <algorithm>

#include "ledger/format/date.h"
#include "models/activity_filter.h"
#include "models/format_text.h"
#include "models/status_role.h"

namespace mz {

namespace {

constexpr std::size_t kRowsPerPage = 200;
constexpr std::size_t kMostPages = 25;  // of one search: each looks at some thousands of transactions
constexpr std::size_t kMostNewer = 999;
constexpr int kCountMilliseconds = 1000;

// Rows of several pages, until one is full, everything has been looked at, or it has been enough.
Result<ActivityPage> search(Engine& engine, const ActivityFilter& filter, ActivityCursor cursor, std::size_t mostPages) {
  ActivityPage all;
  for (std::size_t i = 0; i < mostPages; ++i) {
    MZ_TRY(ActivityPage page, engine.activity(filter, cursor, kRowsPerPage));
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(all.rows));
    cursor = page.next;
    all.next = std::move(page.next);
    all.reached = page.reached;
    all.complete = page.complete;
    if (all.complete || all.rows.size() >= kRowsPerPage) break;
  }
  return all;
}

}  // namespace

ActivityModel::ActivityModel(EngineClient& client, QObject* parent) : TableModel(kColumns, parent), m_client(client) {
  m_countSoon.setSingleShot(true);
  m_countSoon.setInterval(kCountMilliseconds);
  connect(&m_countSoon, &QTimer::timeout, this, &ActivityModel::countNewer);
  connect(&m_client, &EngineClient::blocksArrived, this, [this] {
    if (m_active && m_answered && !m_countSoon.isActive()) m_countSoon.start();
  });
}

void ActivityModel::setFilter(const ActivityFilter& filter) {
  m_filter = filter;
  restart();
}

void ActivityModel::setActive(bool active) {
  if (active == m_active) return;
  m_active = active;
  if (active && m_answered) m_countSoon.start();
}

void ActivityModel::restart() {
  m_request.renew();
  m_newerRequest.renew();
  m_countSoon.stop();
  reset([this] { m_found.clear(); });
  m_heads.clear();
  m_cursor.clear();
  m_newer = 0;
  m_newerAtLeast = m_answered = m_complete = m_dense = false;
  m_reached = m_headTime = UnixSeconds();
  m_loading = m_client.ready();
  Q_EMIT stateChanged();
  m_client.ask(
      m_request,
      [filter = m_filter](Engine& e) -> Result<Start> {
        Start start;
        bool first = true;
        // Before the rows: what comes in between counts as new, and nothing is missed.
        for (const ChannelInfo& info : e.channels()) {
          const auto status = e.status(info.name);
          if (!status || !status->stopped.empty()) continue;
          start.heads.emplace(info.name, status->transactions);
          start.time = first ? status->time : std::min(start.time, status->time);
          first = false;
        }
        MZ_TRY(start.page, search(e, filter, {}, 1));
        return start;
      },
      [this](Result<Start> start) {
        if (!start) return takeFailure(start.error());
        m_heads = std::move(start->heads);
        m_headTime = start->time;
        take(std::move(start->page));
      });
}

bool ActivityModel::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && m_answered && m_dense && !m_complete && !m_loading && !isCut();
}
void ActivityModel::fetchMore(const QModelIndex& parent) {
  if (canFetchMore(parent)) ask(1);
}
void ActivityModel::lookFurther() {
  if (m_answered && !m_complete && !m_loading && !isCut()) ask(kMostPages);
}

void ActivityModel::ask(std::size_t mostPages) {
  m_loading = true;
  Q_EMIT stateChanged();
  m_client.ask(
      m_request, [filter = m_filter, cursor = m_cursor, mostPages](Engine& e) { return search(e, filter, cursor, mostPages); },
      [this](Result<ActivityPage> page) {
        if (!page) return takeFailure(page.error());
        take(std::move(*page));
      });
}

void ActivityModel::take(ActivityPage page) {
  m_loading = false;
  m_answered = true;
  m_complete = page.complete;
  m_dense = !page.rows.empty();
  m_cursor = std::move(page.next);
  m_reached = page.reached;
  if (m_found.size() + page.rows.size() > kMostRows) page.rows.resize(kMostRows - m_found.size());
  if (!page.rows.empty()) {
    const int first = rows();
    beginInsertRows({}, first, first + static_cast<int>(page.rows.size()) - 1);
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(m_found));
    endInsertRows();
  }
  Q_EMIT stateChanged();
}

void ActivityModel::takeFailure(const Error& error) {
  m_loading = false;
  m_dense = false;
  Q_EMIT stateChanged();
  Q_EMIT failed(error);
}

void ActivityModel::countNewer() {
  if (!m_active || !m_answered) return;
  ActivityFilter filter = m_filter;
  filter.from = filter.from ? std::max(*filter.from, m_headTime) : m_headTime;  // looks at new blocks only
  m_client.ask(
      m_newerRequest, [filter](Engine& e) { return e.activity(filter, {}, kMostNewer); },
      [this](Result<ActivityPage> page) {
        if (!page) return;  // whoever looks at the rows meets the same failure
        m_newer = static_cast<std::uint64_t>(std::ranges::count_if(page->rows, [this](const ActivityRow& row) {
          const auto head = m_heads.find(row.channel);
          return head == m_heads.end() || row.transaction.number.value >= head->second;
        }));
        m_newerAtLeast = !page->complete && m_newer == page->rows.size();
        Q_EMIT stateChanged();
      });
}

QString ActivityModel::text(const ActivityRow& row, int column) const {
  const TransactionSummary& shown = row.transaction;
  switch (column) {
    case TimeColumn: return timeShortText(shown.time);
    case ChannelColumn: return channelTitle(m_client, row.channel);
    case CallColumn: return shown.hasEnvelope ? titleText(shown.functionTitle, shown.function) : tr("not kept");
    case OrgColumn: return orgTitle(m_client, row.channel, shown.org);
    case SignerColumn: return fromText(shown.signer);
    case ResultColumn: return resultText(shown.result, shown.resultTitle);
    case BlockColumn: return numberText(shown.height.value);
    case IdColumn: return headText(shown.id.hex());
    default: return {};
  }
}

QVariant ActivityModel::cell(int number, int column, int role) const {
  const ActivityRow& found = row(number);
  const TransactionSummary& shown = found.transaction;
  switch (role) {
    case Qt::DisplayRole: return text(found, column);
    case kMonospaceRole: return column == IdColumn;
    case kLinkRole: return column == IdColumn;
    case kStatusRole: return column == ResultColumn ? QVariant(static_cast<int>(resultRole(shown.result))) : QVariant();
    case kPlainRole:
      if (column == TimeColumn) return fromText(formatTime(shown.time));
      if (column == BlockColumn) return QString::number(shown.height.value);
      if (column == IdColumn) return fromText(shown.id.hex());
      return {};
    case Qt::ToolTipRole:
      if (column == TimeColumn) return timeExactText(shown.time);
      if (column == CallColumn) return tr("%1 · %2").arg(fromText(shown.contract), fromText(shown.function));
      if (column == ResultColumn) return fromText(shown.resultName);
      if (column == IdColumn) return fromText(shown.id.hex());
      return {};
    default: return {};
  }
}

QString ActivityModel::heading(int column) const {
  switch (column) {
    case TimeColumn: return tr("Time");
    case ChannelColumn: return tr("Channel");
    case CallColumn: return tr("Call");
    case OrgColumn: return tr("Organization");
    case SignerColumn: return tr("Signer");
    case ResultColumn: return tr("Result");
    case BlockColumn: return tr("Block");
    case IdColumn: return tr("Id");
    default: return {};
  }
}

}  // namespace mz
