// Asks for the password with which a file that holds a key is encrypted, twice and with its strength. Window's thread.
#pragma once

#include <QtWidgets/QDialog>

#include "ui/theme/theme.h"

class QLineEdit;

namespace mz {

class FormField;

class FilePasswordDialog : public QDialog {
  Q_OBJECT

 public:
  explicit FilePasswordDialog(const Theme& theme, QWidget* parent = nullptr);

 Q_SIGNALS:
  void chosen(const QString& password);

 private:
  void take();

  QLineEdit *m_password, *m_again;
  FormField *m_passwordField, *m_againField;
};

}  // namespace mz
