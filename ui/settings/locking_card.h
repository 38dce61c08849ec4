// After which time without input identities are locked. Window's thread.
#pragma once

#include "ui/settings/settings_card.h"

class QComboBox;

namespace mz {

class LockingCard : public SettingsCard {
  Q_OBJECT

 public:
  LockingCard(const PageContext& context, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  QComboBox* m_lock;
  QLabel* m_label;
  QLabel* m_sentence;
};

}  // namespace mz
