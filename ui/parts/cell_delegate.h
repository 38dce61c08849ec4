// Paints the cells of tables and trees: states with icon and word, links, digests; and tells in a tooltip what does not fit.
// Window's thread.
#pragma once

#include <QtWidgets/QStyledItemDelegate>

#include "ui/theme/theme.h"

namespace mz {

class CellDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  CellDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const override;
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                 const QModelIndex& index) override;

 private:
  const Theme& m_theme;
};

}  // namespace mz
