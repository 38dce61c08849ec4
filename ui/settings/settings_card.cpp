#include "ui/settings/settings_card.h"

#include <QtCore/QEvent>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kFieldWidth = 30 * kGrid;
constexpr int kLabelWidth = 18 * kGrid;  // fields of all cards stand in one line
}  // namespace

SettingsCard::SettingsCard(const PageContext& context, QWidget* parent)
    : Card(parent), m_settings(context.settings), m_theme(context.theme), m_grid(new QGridLayout) {
  m_grid->setHorizontalSpacing(2 * kGrid);
  m_grid->setVerticalSpacing(kGrid);
  m_grid->setColumnMinimumWidth(0, kLabelWidth);
  m_grid->setColumnStretch(2, 1);
  body()->addLayout(m_grid);
}

QLabel* SettingsCard::addField(QWidget* field, bool wide) {
  auto* label = new QLabel(this);
  label->setBuddy(field);
  const int row = m_grid->rowCount();
  m_grid->addWidget(label, row, 0);
  field->setMinimumWidth(kFieldWidth);
  m_grid->addWidget(field, row, 1, 1, wide ? 2 : 1);
  return label;
}

QLabel* SettingsCard::addSentence() {
  auto* sentence = new QLabel(this);
  sentence->setProperty("muted", true);
  sentence->setWordWrap(true);
  m_grid->addWidget(sentence, m_grid->rowCount(), 0, 1, 3);
  return sentence;
}

void SettingsCard::changeEvent(QEvent* event) {
  Card::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
