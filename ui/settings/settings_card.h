// One card of the settings page. Its texts follow the language, its values the settings. Window's thread.
#pragma once

#include <QtWidgets/QLabel>

#include "ui/parts/card.h"
#include "ui/shell/page.h"

class QGridLayout;

namespace mz {

class SettingsCard : public Card {
  Q_OBJECT

 protected:
  SettingsCard(const PageContext& context, QWidget* parent);

  virtual void retranslate() = 0;  // also fills in the values; called once by each subclass when it is made
  void changeEvent(QEvent* event) override;

  // A line of the card's grid: what it is, and the field. The label is the field's buddy. A wide one takes the whole line.
  QLabel* addField(QWidget* field, bool wide = false);
  QLabel* addSentence();  // muted, below everything that was added before

  Settings& m_settings;
  Theme& m_theme;

 private:
  QGridLayout* m_grid;
};

}  // namespace mz
