// Asks for the PIN of a token on which a key lies; closes itself when the token took it, and says in place when it did not.
// Window's thread.
#pragma once

#include <QtWidgets/QDialog>

#include "ui/shell/page.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace mz {

class PinDialog : public QDialog {
  Q_OBJECT

 public:
  PinDialog(EngineClient& client, TokenName token, QWidget* parent = nullptr);

 private:
  void logIn();
  void showProblem(const QString& sentence);

  EngineClient& m_client;
  const TokenName m_token;
  QLineEdit* m_pin;
  QLabel* m_problem;
  QPushButton* m_logIn;
};

}  // namespace mz
