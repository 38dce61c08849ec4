#include "ui/finance/group_bars.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>
#include <algorithm>
#include <cmath>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

constexpr int kRow = 5 * kGrid;
constexpr int kBar = kGrid;
constexpr int kLeastWidth = 36 * kGrid;

}  // namespace

GroupBars::GroupBars(Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void GroupBars::setGroups(std::vector<FinanceGroup> groups, std::vector<double> shares) {
  m_groups = std::move(groups);
  m_shares = std::move(shares);
  m_shares.resize(m_groups.size());
  m_current = m_groups.empty() ? -1 : 0;
  m_hovered = -1;
  setAccessibleDescription(sentence(m_current));
  updateGeometry();
  update();
}

QSize GroupBars::sizeHint() const { return {kLeastWidth, static_cast<int>(m_groups.size()) * kRow}; }
QSize GroupBars::minimumSizeHint() const { return sizeHint(); }
QRect GroupBars::barRow(int row) const { return {0, row * kRow, width(), kRow}; }

int GroupBars::rowAt(QPoint point) const {
  const int row = point.y() / kRow;
  return point.y() >= 0 && row < static_cast<int>(m_groups.size()) ? row : -1;
}

QString GroupBars::sentence(int row) const {
  if (row < 0) return {};
  const FinanceGroup& group = m_groups[static_cast<std::size_t>(row)];
  return tr("%1: %2 in %3 payments, %4 of the whole")
      .arg(nameText(group.key), moneyText(group.sum, group.currency), numberText(group.count),
           percentText(m_shares[static_cast<std::size_t>(row)]));
}

void GroupBars::paintEvent(QPaintEvent* event) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  double least = 0;
  double most = 0;
  for (const FinanceGroup& group : m_groups) {
    least = std::min(least, chartValue(group.sum, group.currency));
    most = std::max(most, chartValue(group.sum, group.currency));
  }
  const double range = std::max(most - least, 1e-9);
  const int left = kGrid;
  const int room = width() - 2 * kGrid;
  const double base = left + room * (-least / range);
  const QFont small = Theme::font(TextSize::Small);
  for (int row = 0; row < static_cast<int>(m_groups.size()); ++row) {
    const QRect line = barRow(row);
    if (!line.intersects(event->rect())) continue;
    const FinanceGroup& group = m_groups[static_cast<std::size_t>(row)];
    const bool current = row == m_current && hasFocus();
    if (row == m_hovered || current) {
      painter.setPen(current ? QPen(m_theme.colour(Colour::Accent)) : QPen(Qt::NoPen));
      painter.setBrush(m_theme.colour(row == m_hovered ? Colour::Raised : Colour::Surface));
      painter.drawRoundedRect(QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    const QString figure = shortMoneyText(group.sum, group.currency);
    const QString share = percentText(m_shares[static_cast<std::size_t>(row)]);
    const QRect text(left, line.top() + 4, room, 20);
    painter.setFont(small);
    painter.setPen(m_theme.colour(Colour::Muted));
    constexpr int kShareWidth = 6 * kGrid;
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, share);
    painter.setFont(font());
    painter.setPen(group.sum.minor < 0 ? m_theme.statusColour(StatusRole::Attention) : m_theme.colour(Colour::Text));
    const QRect money = text.adjusted(0, 0, -kShareWidth, 0);
    painter.drawText(money, Qt::AlignRight | Qt::AlignVCenter, figure);
    painter.setPen(m_theme.colour(Colour::Text));
    const int nameWidth = money.width() - painter.fontMetrics().horizontalAdvance(figure) - 2 * kGrid;
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(nameText(group.key), Qt::ElideRight, std::max(nameWidth, 0)));

    const double value = chartValue(group.sum, group.currency);
    const double length = std::max(std::abs(value) / range * room, value != 0 ? 2.0 : 0.0);
    const QRectF track(left, line.top() + 26, room, kBar);
    const QRectF bar(value < 0 ? base - length : base, track.top(), length, kBar);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(row == m_hovered ? Colour::Border : Colour::Raised));
    painter.drawRoundedRect(track, 3, 3);
    painter.setBrush(value < 0 ? m_theme.statusColour(StatusRole::Attention) : m_theme.colour(Colour::Accent));
    painter.drawRoundedRect(bar, 3, 3);
  }
}

void GroupBars::mousePressEvent(QMouseEvent* event) {
  const int row = rowAt(event->position().toPoint());
  if (event->button() != Qt::LeftButton || row < 0) return;
  moveTo(row);
  Q_EMIT groupPicked(fromText(m_groups[static_cast<std::size_t>(row)].key));
}

void GroupBars::mouseMoveEvent(QMouseEvent* event) {
  const int row = rowAt(event->position().toPoint());
  if (row == m_hovered) return;
  m_hovered = row;
  setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
  update();
}

void GroupBars::leaveEvent(QEvent*) {
  m_hovered = -1;
  update();
}

void GroupBars::moveTo(int row) {
  if (m_groups.empty()) return;
  m_current = std::clamp(row, 0, static_cast<int>(m_groups.size()) - 1);
  setAccessibleDescription(sentence(m_current));
  Q_EMIT currentMoved(barRow(m_current));
  update();
}

void GroupBars::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Up: moveTo(m_current - 1); return;
    case Qt::Key_Down: moveTo(m_current + 1); return;
    case Qt::Key_Home: moveTo(0); return;
    case Qt::Key_End: moveTo(static_cast<int>(m_groups.size()) - 1); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (m_current >= 0) Q_EMIT groupPicked(fromText(m_groups[static_cast<std::size_t>(m_current)].key));
      return;
    default: QWidget::keyPressEvent(event);
  }
}

bool GroupBars::event(QEvent* event) {
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), sentence(rowAt(help->pos())), this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace mz
