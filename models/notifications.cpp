#include "models/notifications.h"

#include <algorithm>

namespace mz {

namespace {
constexpr std::size_t kMost = 200;

int gravity(StatusRole role) {
  switch (role) {
    case StatusRole::Danger: return 3;
    case StatusRole::Attention: return 2;
    case StatusRole::Pending:
    case StatusRole::Good: return 1;
    case StatusRole::Neutral: break;
  }
  return 0;
}
}  // namespace

int Notifications::rowOf(const QString& id) const {
  const auto it = std::ranges::find_if(m_entries, [&](const Entry& e) { return e.notification.id == id; });
  return it == m_entries.end() ? -1 : static_cast<int>(it - m_entries.begin());
}

void Notifications::post(Notification notification) {
  if (const int row = rowOf(notification.id); row >= 0) remove(row);
  if (m_entries.size() == kMost) remove(static_cast<int>(kMost) - 1);
  if (!notification.time.isValid()) notification.time = QDateTime::currentDateTime();
  beginInsertRows({}, 0, 0);
  m_entries.insert(m_entries.begin(), Entry{std::move(notification)});
  endInsertRows();
  Q_EMIT unreadChanged();
  const Notification& made = m_entries.front().notification;
  Q_EMIT posted(made.title(), made.severity);
}

void Notifications::withdraw(const QString& id) {
  if (const int row = rowOf(id); row >= 0) remove(row);
}

void Notifications::remove(int row) {
  if (row < 0 || row >= rowCount()) return;
  beginRemoveRows({}, row, row);
  m_entries.erase(m_entries.begin() + row);
  endRemoveRows();
  Q_EMIT unreadChanged();
}

void Notifications::clear() {
  beginResetModel();
  m_entries.clear();
  endResetModel();
  Q_EMIT unreadChanged();
}

void Notifications::markAllRead() {
  if (unread() == 0) return;
  for (Entry& entry : m_entries) entry.unread = false;
  Q_EMIT dataChanged(index(0), index(rowCount() - 1), {UnreadRole});
  Q_EMIT unreadChanged();
}

int Notifications::unread() const { return static_cast<int>(std::ranges::count(m_entries, true, &Entry::unread)); }

StatusRole Notifications::gravestUnread() const {
  StatusRole gravest = StatusRole::Neutral;
  for (const Entry& entry : m_entries) {
    if (entry.unread && gravity(entry.notification.severity) > gravity(gravest)) gravest = entry.notification.severity;
  }
  return gravest;
}

int Notifications::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant Notifications::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
  const Notification& shown = entry.notification;
  switch (role) {
    case Qt::DisplayRole: return shown.title();
    case SentenceRole: return shown.sentence ? shown.sentence() : QString();
    case ActionRole: return shown.actionText && !shown.link.isEmpty() ? shown.actionText() : QString();
    case LinkRole: return shown.link;
    case TimeRole: return shown.time;
    case UnreadRole: return entry.unread;
    case kStatusRole: return static_cast<int>(shown.severity);
    default: return {};
  }
}

void Notifications::retranslate() {
  if (!m_entries.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

}  // namespace mz
