// Language, theme, and where the open network lies. Every change takes effect at once and is kept. Window's thread.
#pragma once

#include "ui/shell/page.h"

class QComboBox;
class QLabel;

namespace mz {

class Card;
class FieldList;

class SettingsPage : public Page {
  Q_OBJECT

 public:
  explicit SettingsPage(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();
  void fillLockChoices();

  EngineClient& m_client;
  Settings& m_settings;
  Theme& m_theme;
  Language& m_language;
  QLabel* m_title;
  Card* m_appearance;
  Card* m_network;
  QLabel* m_languageLabel;
  QComboBox* m_languages;
  QLabel* m_themeLabel;
  QComboBox* m_themes;
  Card* m_security;
  QLabel* m_lockLabel;
  QComboBox* m_lock;
  QLabel* m_lockSentence;
  FieldList* m_facts;
};

}  // namespace mz
