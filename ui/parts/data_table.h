// The one table of the window: rows without grid, states painted with icon and word, copying of cell, rows and rows with
// headers; which columns are shown, their order and widths kept per user under a key; keyboard first (Enter activates). Its
// menu also offers the actions "table.…" of the window around it. Works over models with millions of rows. Window's thread.
#pragma once

#include <QtWidgets/QTableView>
#include <initializer_list>
#include <set>
#include <vector>

#include "models/settings.h"
#include "ui/theme/theme.h"

class QMenu;

namespace mz {

class DataTable : public QTableView {
  Q_OBJECT

 public:
  // The key names the layout in the settings; empty keeps none.
  DataTable(const Theme& theme, Settings& settings, const QString& layoutKey, QWidget* parent = nullptr);
  ~DataTable() override;

  void setModel(QAbstractItemModel* model) override;
  // Widths in pixels, column by column. The stretched ones share what the others leave, in proportion to their widths; with
  // none, the table scrolls sideways. The hidden ones are so until the person chooses otherwise.
  void setColumns(std::initializer_list<int> widths, std::vector<int> stretched, std::vector<int> hidden = {});
  // Not shown whatever was chosen: it would say nothing now.
  void withhold(int column, bool withheld);
  std::vector<int> shownColumns() const;   // in the order in which they stand
  QMenu* makeColumnMenu(QWidget* parent);  // check marks that show and hide
  void openColumnMenu();                   // under the headings
  void resetColumns();
  // The action that writes all of its rows to a file, where there is one of its own; else the table's rows are written.
  virtual QString exportAction() const { return {}; }
  // As many rows high as the model has, without a scroll bar of its own: for short tables inside a scrolled panel.
  void setGrowing(bool growing);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  QString selectedText(bool withHeaders) const;  // tab-separated

 public Q_SLOTS:
  void copyCell();
  void copyRows() { copySelection(false); }
  void copyRowsWithHeaders() { copySelection(true); }
  virtual void copySelection(bool withHeaders);

 Q_SIGNALS:
  void rowActivated(int row);         // Enter or double click
  void currentRowChanged(int row);    // -1: none
  void cellMenuOpening(QMenu* menu);  // behind copying: what else can be done with the current cell

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void resizeEvent(QResizeEvent* event) override;
  void rowsInserted(const QModelIndex& parent, int first, int last) override;

 private:
  void saveLayout();
  void restoreLayout();
  QString layoutName(const char* part) const;
  void setShown(int column, bool shown);
  void stretchColumns();

  const Theme& m_theme;
  Settings& m_settings;
  QString m_layoutKey;
  std::vector<int> m_stretched, m_hiddenAtFirst;
  std::set<int> m_withheld, m_hidden;  // columns: by the page, by the person
  bool m_growing = false;
  bool m_settingWidths = false;
};

}  // namespace mz
