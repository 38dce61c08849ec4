// Running work in the status bar: title, how far it is, Cancel; hidden while nothing runs. With several, the newest is shown
// with the number of the others, and a list of all on request. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/operations.h"
#include "ui/theme/theme.h"

class QLabel;
class QProgressBar;
class QToolButton;
class QVBoxLayout;

namespace mz {

class Popover;

class OperationsCentre : public QWidget {
  Q_OBJECT

 public:
  OperationsCentre(Operations& operations, const Theme& theme, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void follow();
  void refresh();
  void openList();
  void rebuildList();

  Operations& m_operations;
  QPointer<Operation> m_shown;
  QLabel* m_title;
  QProgressBar* m_bar;
  QToolButton* m_cancel;
  QToolButton* m_all;
  Popover* m_popover = nullptr;
  QWidget* m_list = nullptr;
};

}  // namespace mz
