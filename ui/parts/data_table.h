// The one table of the window: rows without grid, states painted with icon and word, copying of cell, rows and rows with
// headers, column widths kept per user under a key, keyboard first (Enter activates). Works over models with millions of rows.
// Window's thread.
#pragma once

#include <QtWidgets/QTableView>
#include <initializer_list>
#include <vector>

#include "models/settings.h"
#include "ui/theme/theme.h"

namespace mz {

class DataTable : public QTableView {
  Q_OBJECT

 public:
  // The key names the layout in the settings; empty keeps none.
  DataTable(const Theme& theme, Settings& settings, const QString& layoutKey, QWidget* parent = nullptr);
  ~DataTable() override;

  void setModel(QAbstractItemModel* model) override;
  // Widths in pixels, column by column. The stretched ones share what the others leave, in proportion to their widths; with
  // none, the table scrolls sideways.
  void setColumns(std::initializer_list<int> widths, std::vector<int> stretched);
  // As many rows high as the model has, without a scroll bar of its own: for short tables inside a scrolled panel.
  void setGrowing(bool growing);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

  QString selectedText(bool withHeaders) const;  // tab-separated

 public Q_SLOTS:
  void copyCell();
  void copyRows();
  void copyRowsWithHeaders();

 Q_SIGNALS:
  void rowActivated(int row);       // Enter or double click
  void currentRowChanged(int row);  // -1: none

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void resizeEvent(QResizeEvent* event) override;
  void rowsInserted(const QModelIndex& parent, int first, int last) override;

 private:
  void saveLayout();
  void stretchColumns();

  const Theme& m_theme;
  Settings& m_settings;
  QString m_layoutKey;
  std::vector<int> m_stretched;
  bool m_growing = false;
  bool m_settingWidths = false;
};

}  // namespace mz
