// What the program has to tell beside the passing words of the status bar: alarms, work that ended, troubles of its own. Newest
// first, bounded, unread until looked at. Texts are made when shown, so they follow the language. Window's thread.
#pragma once

#include <QtCore/QAbstractListModel>
#include <QtCore/QDateTime>
#include <functional>
#include <vector>

#include "models/status_role.h"

namespace mz {

struct Notification {
  QString id;  // the same id again takes the place of the earlier one
  StatusRole severity = StatusRole::Neutral;
  std::function<QString()> title, sentence;
  std::function<QString()> actionText = {};  // of the button; none without a link
  QString link = {};                         // where the button leads: MainWindow::openLink
  QDateTime time = {};                       // given by the model when it is not set
};

class Notifications : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role : int { SentenceRole = kReadyRole + 1, ActionRole, LinkRole, TimeRole, UnreadRole };

  using QAbstractListModel::QAbstractListModel;

  void post(Notification notification);
  void withdraw(const QString& id);  // what it said is over; nothing happens when it is not there
  void remove(int row);
  void clear();
  void markAllRead();
  int unread() const;
  StatusRole gravestUnread() const;  // Neutral without any

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  void retranslate();

 Q_SIGNALS:
  void unreadChanged();
  void posted(const QString& title, mz::StatusRole severity);

 private:
  struct Entry {
    Notification notification;
    bool unread = true;
  };
  int rowOf(const QString& id) const;

  std::vector<Entry> m_entries;  // newest first
};

}  // namespace mz
