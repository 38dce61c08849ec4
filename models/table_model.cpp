#include "models/table_model.h"

namespace mz {

namespace {
int alignment(bool figure) { return static_cast<int>((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter); }
}  // namespace

void TableModel::retranslate() {
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, m_columns - 1);
  if (rows() > 0) Q_EMIT dataChanged(index(0, 0), index(rows() - 1, m_columns - 1));
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  if (role == Qt::TextAlignmentRole) return alignment(isFigure(index.column()));
  return cell(index.row(), index.column(), role);
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= m_columns) return {};
  switch (role) {
    case Qt::TextAlignmentRole: return alignment(isFigure(section));
    case Qt::DisplayRole: return heading(section);
    case Qt::ToolTipRole: {
      const QString help = headingHelp(section);
      return help.isEmpty() ? QVariant() : QVariant(help);
    }
    default: return {};
  }
}

QString TableModel::headingHelp(int) const { return {}; }

}  // namespace mz
