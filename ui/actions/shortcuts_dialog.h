// The list of all actions with their keys (Ctrl+/): filter, give other keys, see who has them already, go back to the usual
// ones. Keys that belong to another action are taken from it only when that is said so. Window's thread.
#pragma once

#include <QtWidgets/QDialog>

#include "ui/parts/data_table.h"
#include "ui/shell/page.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;

namespace mz {

class TextTableModel;

class ShortcutsDialog : public QDialog {
  Q_OBJECT

 public:
  explicit ShortcutsDialog(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void fill();
  void choose(int row);
  void refreshEditor();
  void apply(const QKeySequence& keys);
  void retranslate();

  ActionRegistry& m_actions;
  const Theme& m_theme;
  std::vector<QAction*> m_rows;  // as they are shown
  QAction* m_chosen = nullptr;
  QLabel* m_heading;
  QLabel* m_sentence;
  QLineEdit* m_filter;
  TextTableModel* m_model;
  DataTable* m_table;
  QLabel* m_keysLabel;
  QKeySequenceEdit* m_keys;
  QPushButton* m_set;
  QPushButton* m_none;
  QPushButton* m_usual;
  QPushButton* m_allUsual;
  QPushButton* m_close;
  QLabel* m_conflict;
};

}  // namespace mz
