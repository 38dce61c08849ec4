// Who signs from this window, and whether the keys are unlocked; a menu to switch, unlock and lock. Window's thread.
#pragma once

#include <QtWidgets/QToolButton>

#include "ui/shell/page.h"

namespace mz {

class IdentityChip : public QToolButton {
  Q_OBJECT

 public:
  explicit IdentityChip(const PageContext& context, QWidget* parent = nullptr);

  void setMinutesLeft(std::optional<int> minutes);  // until it locks by itself; null: it does not

  void askToUnlock();
  QSize sizeHint() const override;

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void fillMenu();

  EngineClient& m_client;
  const Theme& m_theme;
  QString m_initial, m_who, m_state;
  bool m_locked = true;
  std::optional<int> m_minutesLeft;
};

}  // namespace mz
