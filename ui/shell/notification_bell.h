// The bell in the top bar: how many notifications nobody has looked at, in the colour and with the word of the gravest; opens
// the list. What was open when the list is closed counts as read. Window's thread.
#pragma once

#include <QtWidgets/QToolButton>

#include "ui/shell/page.h"

namespace mz {

class Popover;
class NotificationList;

class NotificationBell : public QToolButton {
  Q_OBJECT

 public:
  explicit NotificationBell(const PageContext& context, QWidget* parent = nullptr);

  void openList();
  void closeList();

 Q_SIGNALS:
  void linkActivated(const QString& link);

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();

  Notifications& m_notifications;
  const Theme& m_theme;
  Popover* m_popover = nullptr;
  NotificationList* m_list = nullptr;
};

}  // namespace mz
