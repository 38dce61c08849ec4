#include "ui/chain/state_legend.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

namespace mz {

namespace {
constexpr BlockState kStates[] = {BlockState::Executed, BlockState::Final, BlockState::Verified, BlockState::Damaged,
                                  BlockState::Divergent};
constexpr int kIcon = 14;
constexpr int kApart = 2 * kGrid;
}  // namespace

StateLegend::StateLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
  setObjectName(QStringLiteral("stateLegend"));
  setFont(Theme::font(TextSize::Small));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
  describe();
}

void StateLegend::describe() {
  QStringList all;
  for (const BlockState state : kStates)
    all << QStringLiteral("%1: %2").arg(blockStateWord(state), blockStateExplanation(state));
  setAccessibleName(tr("What the states mean"));
  setAccessibleDescription(all.join(QLatin1Char('\n')));
}

int StateLegend::widthOf(BlockState state) const {
  return kIcon + kGrid / 2 + fontMetrics().horizontalAdvance(blockStateWord(state)) + kApart;
}

QSize StateLegend::sizeHint() const {
  int width = -kApart;
  for (const BlockState state : kStates) width += widthOf(state);
  return {width, 3 * kGrid};
}

void StateLegend::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  int x = 0;
  for (const BlockState state : kStates) {
    const StatusRole role = blockStateRole(state);
    m_theme.icon(blockStateIcon(state), role).paint(&painter, QRect(x, (height() - kIcon) / 2, kIcon, kIcon));
    painter.setPen(m_theme.colour(Colour::Muted));
    painter.drawText(QRect(x + kIcon + kGrid / 2, 0, widthOf(state), height()), Qt::AlignLeft | Qt::AlignVCenter,
                     blockStateWord(state));
    x += widthOf(state);
  }
}

bool StateLegend::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  int x = 0;
  for (const BlockState state : kStates) {
    x += widthOf(state);
    if (help->pos().x() >= x) continue;
    QToolTip::showText(help->globalPos(), blockStateExplanation(state), this);
    break;
  }
  return true;
}

void StateLegend::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  describe();
  updateGeometry();
  update();
}

}  // namespace mz
