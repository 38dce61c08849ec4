// Language, theme, size of everything, contrast. Window's thread.
#pragma once

#include "ui/settings/settings_card.h"

class QCheckBox;
class QComboBox;

namespace mz {

class AppearanceCard : public SettingsCard {
  Q_OBJECT

 public:
  AppearanceCard(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  Language& m_language;
  QComboBox* m_languages;
  QLabel* m_languageLabel;
  QComboBox* m_themes;
  QLabel* m_themeLabel;
  QComboBox* m_sizes;
  QLabel* m_sizeLabel;
  QCheckBox* m_contrast;
  QLabel* m_contrastLabel;
  QLabel* m_sizeSentence;
};

}  // namespace mz
