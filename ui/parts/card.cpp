#include "ui/parts/card.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kCells = 3;  // of a field in the grid: label, value, room to the next one
}  // namespace

Card::Card(QWidget* parent) : QFrame(parent), m_title(new QLabel(this)) {
  setProperty("card", true);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(2 * kGrid, kGrid + kGrid / 2, 2 * kGrid, kGrid + kGrid / 2);
  all->setSpacing(kGrid);
  m_header = new QHBoxLayout;
  m_header->setSpacing(kGrid);
  m_title->setProperty("heading", true);
  m_title->hide();
  m_header->addWidget(m_title);
  all->addLayout(m_header);
  m_body = new QVBoxLayout;
  m_body->setSpacing(kGrid);
  all->addLayout(m_body, 1);
}

void Card::setTitle(const QString& title) {
  m_title->setText(title);
  m_title->setVisible(!title.isEmpty());
}

Badge::Badge(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
  setFont(Theme::font(TextSize::Small));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::setState(StatusRole role, const QString& word) {
  m_role = role;
  m_word = word;
  setAccessibleName(word);
  setVisible(!word.isEmpty());
  updateGeometry();
  update();
}

QSize Badge::sizeHint() const { return {fontMetrics().horizontalAdvance(m_word) + 4 * kGrid, 3 * kGrid}; }

void Badge::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_theme.statusSurface(m_role));
  painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
  const QRect icon(kGrid - 1, (height() - 14) / 2, 14, 14);
  m_theme.icon(Theme::statusIconName(m_role), m_role).paint(&painter, icon);
  painter.setPen(m_theme.statusColour(m_role));
  painter.drawText(rect().adjusted(icon.right() + 4, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_word);
}

FieldList::FieldList(const Theme& theme, int columns, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_columns(columns), m_grid(new QGridLayout(this)) {
  m_grid->setContentsMargins(0, 0, 0, 0);
  m_grid->setHorizontalSpacing(columns == 1 ? 2 * kGrid : kGrid);
  m_grid->setVerticalSpacing(kGrid / 2);
}

void FieldList::setFields(const std::vector<Field>& fields) {
  for (QWidget* part : m_parts) delete part;
  m_parts.clear();
  int row = 0;
  int column = 0;
  for (const Field& field : fields) {
    auto* label = new QLabel(field.label, this);
    label->setProperty("muted", true);
    label->setToolTip(field.explanation);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto* value = new QLabel(field.value, this);
    value->setTextFormat(Qt::PlainText);
    value->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    value->setWordWrap(!field.monospace && m_columns == 1);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFocusPolicy(Qt::ClickFocus);
    value->setAccessibleName(field.label);
    value->setAccessibleDescription(field.value);
    value->setToolTip(field.copy.isEmpty() ? field.explanation : field.copy);
    if (field.monospace) value->setFont(Theme::monospace());
    m_grid->addWidget(label, row, kCells * column);
    m_grid->addWidget(value, row, kCells * column + 1);
    m_parts.push_back(label);
    m_parts.push_back(value);
    if (m_explained && !field.explanation.isEmpty()) {
      auto* explanation = new QLabel(field.explanation, this);
      explanation->setProperty("muted", true);
      explanation->setProperty("small", true);
      explanation->setWordWrap(true);
      m_grid->addWidget(explanation, row + 1, kCells * column + 1);
      m_parts.push_back(explanation);
    }
    if (++column == m_columns) {
      column = 0;
      row += m_explained ? 2 : 1;
    }
  }
  for (int c = 0; c < m_columns; ++c) {
    m_grid->setColumnStretch(kCells * c + 1, 1);
    if (c > 0) m_grid->setColumnMinimumWidth(kCells * c - 1, kGrid);
  }
}

}  // namespace mz
