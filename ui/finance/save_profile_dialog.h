// Asks under which name a mapping is kept as a profile; closes itself when the engine has kept it, and says in place why it did
// not. Window's thread.
#pragma once

#include <QtWidgets/QDialog>

#include "models/engine_client.h"
#include "ui/theme/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace mz {

class SaveProfileDialog : public QDialog {
  Q_OBJECT

 public:
  // `known`: names of the profiles there are.
  SaveProfileDialog(EngineClient& client, ImportOptions options, QStringList known, QWidget* parent = nullptr);

  QString name() const;

 private:
  void showName();
  void save();

  EngineClient& m_client;
  const ImportOptions m_options;
  const QStringList m_known;
  Request m_request;
  QLineEdit* m_name;
  QLabel* m_note;
  QLabel* m_problem;
  QPushButton* m_save;
};

}  // namespace mz
