// The top of the window: Back and Forward, network and channel, the search field, notifications, who signs, and the menu of all
// actions. Window's thread.
#pragma once

#include <QtWidgets/QFrame>

#include "ui/shell/page.h"

class QLabel;
class QToolButton;

namespace mz {

class IdentityChip;
class NotificationBell;
class SearchBox;
class SwitcherButton;

class TopBar : public QFrame {
  Q_OBJECT

 public:
  // The actions that it shows are in the registry by now.
  explicit TopBar(const PageContext& context, QWidget* parent = nullptr);

  SearchBox& search() const { return *m_search; }
  IdentityChip& identity() const { return *m_identity; }
  NotificationBell& notifications() const { return *m_bell; }
  void openMenu();
  void openChannels();

 Q_SIGNALS:
  void linkActivated(const QString& link);
  void searchLeft();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void refresh();
  void fillNetworks();
  void fillChannels();

  EngineClient& m_client;
  const Theme& m_theme;
  Settings& m_settings;
  const ActionRegistry& m_actions;
  SwitcherButton* m_network;
  SwitcherButton* m_channel;
  QLabel* m_demonstration;
  SearchBox* m_search;
  NotificationBell* m_bell;
  IdentityChip* m_identity;
  QToolButton* m_menu;
};

}  // namespace mz
