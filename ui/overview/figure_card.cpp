#include "ui/overview/figure_card.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kIcon = 14;
}

FigureCard::FigureCard(const Theme& theme, const QString& name, QWidget* parent)
    : Card(parent),
      m_theme(theme),
      m_label(new QLabel(this)),
      m_figure(new QLabel(this)),
      m_icon(new QLabel(this)),
      m_note(new QLabel(this)) {
  setObjectName(name);
  m_figure->setObjectName(name + QStringLiteral("Figure"));
  m_note->setObjectName(name + QStringLiteral("Note"));
  m_label->setProperty("muted", true);
  m_figure->setProperty("figure", true);
  m_note->setProperty("muted", true);
  m_note->setProperty("small", true);
  for (QLabel* label : {m_label, m_figure, m_note}) label->setTextFormat(Qt::PlainText);
  for (QLabel* label : {m_label, m_note}) label->setWordWrap(true);
  body()->setSpacing(kGrid / 4);
  body()->addWidget(m_label);
  body()->addWidget(m_figure);
  auto* line = new QHBoxLayout;
  line->setSpacing(kGrid / 2);
  line->addWidget(m_icon);
  line->addWidget(m_note, 1);
  body()->addLayout(line);
}

void FigureCard::setFigure(const QString& label, const QString& figure, const QString& note, StatusRole role) {
  m_label->setText(label);
  m_figure->setText(figure);
  m_note->setText(note);
  m_icon->setVisible(role != StatusRole::Neutral);
  m_icon->setPixmap(m_theme.icon(Theme::statusIconName(role), role).pixmap(kIcon, kIcon));
  setAccessibleName(label);
  setAccessibleDescription(QStringLiteral("%1\n%2").arg(figure, note));
}

void FigureCard::setLeadsTo(const QString& where) {
  m_where = where;
  setToolTip(where);
  setFocusPolicy(where.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
  setCursor(where.isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void FigureCard::keyPressEvent(QKeyEvent* event) {
  if (!m_where.isEmpty() &&
      (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)) {
    Q_EMIT activated();
  } else {
    Card::keyPressEvent(event);
  }
}

void FigureCard::mouseReleaseEvent(QMouseEvent* event) {
  if (!m_where.isEmpty() && event->button() == Qt::LeftButton && rect().contains(event->pos())) Q_EMIT activated();
}

void FigureCard::paintEvent(QPaintEvent* event) {
  Card::paintEvent(event);
  if (!hasFocus()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(m_theme.colour(Colour::Accent), 1.5));
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

}  // namespace mz
