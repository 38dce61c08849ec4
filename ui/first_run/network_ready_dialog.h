// Said once, over the new network's own window: what was made, what must be kept, and what comes next. Window's thread.
#pragma once

#include <QtWidgets/QDialog>

#include "ui/shell/page.h"

class QLabel;
class QPushButton;

namespace mz {

class NetworkReadyDialog : public QDialog {
  Q_OBJECT

 public:
  NetworkReadyDialog(const PageContext& context, const MadeNetwork& made, QWidget* parent = nullptr);

 Q_SIGNALS:
  void linkActivated(const QString& link);

 private:
  void saveKeys();

  const PageContext m_context;
  const QString m_keystore;  // its file
  QPushButton* m_save;
  QLabel* m_saved;
};

}  // namespace mz
