// Language, looks, locking, files, and what is open. Changes hold at once unless a card says otherwise. Window's thread.
#pragma once

#include "ui/parts/card.h"
#include "ui/shell/page.h"

namespace mz {

class SettingsPage : public Page {
  Q_OBJECT

 public:
  explicit SettingsPage(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void retranslate();

  EngineClient& m_client;
  QLabel* m_title;
  Card* m_network;
  FieldList* m_facts;
};

}  // namespace mz
