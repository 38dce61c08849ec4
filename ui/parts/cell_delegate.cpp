#include "ui/parts/cell_delegate.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QToolTip>

namespace mz {

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& given, const QModelIndex& index) const {
  QStyleOptionViewItem option = given;
  initStyleOption(&option, index);
  const bool selected = option.state & QStyle::State_Selected;
  painter->save();
  painter->fillRect(option.rect, m_theme.colour(selected ? Colour::Selection : Colour::Surface));
  painter->setPen(m_theme.colour(Colour::Border));
  painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

  QRect text = option.rect.adjusted(kGrid, 0, -kGrid, -1);
  QColor colour = m_theme.colour(Colour::Text);
  if (const QVariant state = index.data(kStatusRole); state.isValid() && !option.text.isEmpty()) {
    const auto role = static_cast<StatusRole>(state.toInt());
    colour = m_theme.statusColour(role);
    const QRect icon(text.left(), text.center().y() - 7, 15, 15);
    m_theme.icon(Theme::statusIconName(role), role).paint(painter, icon);
    text.setLeft(icon.right() + kGrid / 2 + 1);
  } else if (index.data(kLinkRole).toBool()) {
    colour = m_theme.colour(Colour::Accent);
  }
  painter->setFont(index.data(kMonospaceRole).toBool() ? Theme::monospace() : option.font);
  painter->setPen(colour);
  const QString shown = painter->fontMetrics().elidedText(option.text, Qt::ElideRight, text.width());
  painter->drawText(text, static_cast<int>(option.displayAlignment | Qt::AlignVCenter), shown);
  if ((option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus()) {
    painter->setPen(m_theme.colour(Colour::Accent));
    painter->drawRect(option.rect.adjusted(0, 0, -1, -2));
  }
  painter->restore();
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                             const QModelIndex& index) {
  if (event->type() != QEvent::ToolTip || !index.data(Qt::ToolTipRole).toString().isEmpty())
    return QStyledItemDelegate::helpEvent(event, view, option, index);
  const QString text = index.data().toString();
  const QFontMetrics metrics(index.data(kMonospaceRole).toBool() ? Theme::monospace() : option.font);
  const bool fits = metrics.horizontalAdvance(text) <= option.rect.width() - 2 * kGrid;
  QToolTip::showText(event->globalPos(), fits ? QString() : text, view);
  return true;
}

}  // namespace mz
