// The one search field of the window, which is also its command palette: what is found lies below it, group by group, and is
// chosen with the arrow keys and Enter while the keyboard stays in the field. Window's thread.
#pragma once

#include <QtWidgets/QLineEdit>

#include "models/search_model.h"
#include "ui/shell/page.h"

class QLabel;
class QListView;

namespace mz {

class Popover;

class SearchBox : public QLineEdit {
  Q_OBJECT

 public:
  explicit SearchBox(const PageContext& context, QWidget* parent = nullptr);

  void openPalette();  // takes the keyboard and shows what can be done
  void closePalette();

 Q_SIGNALS:
  void chosen(const QString& link);
  void left();  // Escape: the keyboard goes back to the page

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  std::vector<SearchHit> ownHits(const QString& query) const;
  void makePopover();
  void refresh();
  void move(int rows);
  void choose(const QModelIndex& index);
  void keepCurrent();
  void rememberUse(const QString& link);

  EngineClient& m_client;
  const Theme& m_theme;
  Settings& m_settings;
  const ActionRegistry& m_actions;
  SearchModel* m_model;
  Popover* m_popover = nullptr;
  QListView* m_list = nullptr;
  QLabel* m_state = nullptr;
  QLabel* m_hints = nullptr;
  QString m_currentLink;
  bool m_movedByHand = false;
  bool m_openFirst = false;  // Enter was pressed before the ledger had answered
};

}  // namespace mz
