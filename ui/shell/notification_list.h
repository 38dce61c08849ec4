// The notifications as a scrolled list: sign of severity, title, sentence, time, the button that leads to the matter, and one
// to put it away. Made of widgets, so that every part is reached by keyboard and read aloud; the model is bounded. Window's
// thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/notifications.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace mz {

class NotificationList : public QWidget {
  Q_OBJECT

 public:
  NotificationList(Notifications& notifications, const Theme& theme, QWidget* parent = nullptr);

  void setShown(bool shown);  // builds its rows only while it is seen

 Q_SIGNALS:
  void linkActivated(const QString& link);
  void resized();  // other rows, another height

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void rebuild();
  QWidget* makeRow(int row);

  Notifications& m_notifications;
  const Theme& m_theme;
  QLabel* m_title;
  QPushButton* m_clear;
  QLabel* m_empty;
  QScrollArea* m_scroll;
  bool m_shown = false;
  bool m_rebuilding = false;  // one rebuild for a burst of changes
};

}  // namespace mz
