// Asks for the keystore's password; closes itself when the engine took it, and says in place when it did not. Window's thread.
#pragma once

#include <QtWidgets/QDialog>

#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace mz {

class UnlockDialog : public QDialog {
  Q_OBJECT

 public:
  explicit UnlockDialog(EngineClient& client, QWidget* parent = nullptr);

 private:
  void unlock();

  EngineClient& m_client;
  QLineEdit* m_password;
  QLabel* m_problem;
  QPushButton* m_unlock;
};

}  // namespace mz
