// The bottom of the window: height, final height, cosigned k of n, what the channel is doing, passing messages, running work.
// Window's thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QFrame>

#include "ui/shell/page.h"

class QLabel;

namespace mz {

class OperationsCentre;

class StatusLine : public QFrame {
  Q_OBJECT

 public:
  explicit StatusLine(const PageContext& context, QWidget* parent = nullptr);

  void showMessage(const QString& sentence, StatusRole role);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();

  EngineClient& m_client;
  const Theme& m_theme;
  QLabel* m_height;
  QLabel* m_finalIcon;
  QLabel* m_final;
  QLabel* m_note;
  QLabel* m_connectionIcon;
  QLabel* m_connection;
  QLabel* m_messageIcon;
  QLabel* m_message;
  QTimer m_messageTime;
};

}  // namespace mz
