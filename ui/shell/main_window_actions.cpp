// The actions of the window itself, as data. Those of a page are added by the page.
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include "ui/actions/shortcuts_dialog.h"
#include "ui/channels/invite_dialog.h"
#include "ui/shell/help_panel.h"
#include "ui/shell/identity_chip.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation.h"
#include "ui/shell/notification_bell.h"
#include "ui/shell/search_box.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"

namespace mz {

void MainWindow::addActions() {
  const auto network = [this] { return m_client.ready() ? QString() : tr("Open a network first."); };
  m_actions.add(
      {.id = QStringLiteral("search"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Search"),
       .icon = QStringLiteral("search"),
       .category = ActionCategory::Go,
       .shortcut = Qt::CTRL | Qt::Key_K},
      this, [this] { m_top->search().openPalette(); }, network);
  m_actions.add(
      {.id = QStringLiteral("go.back"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Back"),
       .icon = QStringLiteral("arrow-left"),
       .category = ActionCategory::Go,
       .shortcut = Qt::ALT | Qt::Key_Left,
       .inKiosk = true},
      this, [this] { stepTo(m_history.back()); },
      [this] { return m_history.canGoBack() ? QString() : tr("There is nothing to go back to."); });
  m_actions.add(
      {.id = QStringLiteral("go.forward"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Forward"),
       .icon = QStringLiteral("arrow-right"),
       .category = ActionCategory::Go,
       .shortcut = Qt::ALT | Qt::Key_Right,
       .inKiosk = true},
      this, [this] { stepTo(m_history.forward()); },
      [this] { return m_history.canGoForward() ? QString() : tr("There is nothing to go forward to."); });
  m_actions.add(
      {.id = QStringLiteral("link.copy"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Copy a link to what is shown"),
       .icon = QStringLiteral("link"),
       .category = ActionCategory::Go,
       .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_K},
      this,
      [this] {
        QGuiApplication::clipboard()->setText(deepLink());
        m_status->showMessage(tr("The link is in the clipboard: %1").arg(deepLink()), StatusRole::Good);
      },
      [this] { return deepLink().isEmpty() ? tr("Nothing that has a link is shown.") : QString(); });
  m_actions.add(
      {.id = QStringLiteral("channel.choose"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Choose a channel…"),
       .icon = QStringLiteral("channel"),
       .category = ActionCategory::Go},
      this, [this] { m_top->openChannels(); }, network);
  m_actions.add(
      {.id = QStringLiteral("channel.invite"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Invite an organization to the channel…"),
       .icon = QStringLiteral("plus"),
       .category = ActionCategory::Network},
      this, [this] { invite(); },
      [this] {
        if (!m_client.channelInfo()) return tr("Open a network first.");
        return inviterOf(m_client) ? QString() : tr("Only an administrator of a voting member can invite, and none is here.");
      });
  m_actions.add(
      {.id = QStringLiteral("identity.unlock"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Unlock identities…"),
       .icon = QStringLiteral("unlock"),
       .category = ActionCategory::Identity,
       .shortcut = Qt::CTRL | Qt::Key_L},
      this, [this] { m_top->identity().askToUnlock(); },
      [this] {
        const IdentityInfo* identity = m_client.identity();
        if (!identity) return tr("No identity is kept in this folder.");
        return identity->locked ? QString() : tr("The identities are unlocked already.");
      });
  m_actions.add(
      {.id = QStringLiteral("identity.lock"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Lock identities"),
       .icon = QStringLiteral("lock"),
       .category = ActionCategory::Identity,
       .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_L},
      this, [this] { m_client.lock(); },
      [this] {
        const IdentityInfo* identity = m_client.identity();
        return identity && !identity->locked ? QString() : tr("Nothing is unlocked.");
      });
  m_actions.add({.id = QStringLiteral("network.open"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Open a network folder…"),
                 .icon = QStringLiteral("folder"),
                 .category = ActionCategory::Network,
                 .shortcut = Qt::CTRL | Qt::Key_O},
                this, [this] { m_door->chooseFolder(this); });
  m_actions.add({.id = QStringLiteral("network.create"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Create a network…"),
                 .icon = QStringLiteral("plus"),
                 .category = ActionCategory::Network},
                this, [this] {
                  showRoads();
                  m_start->showCreation();
                });
  m_actions.add({.id = QStringLiteral("network.join"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Join a network…"),
                 .icon = QStringLiteral("link"),
                 .category = ActionCategory::Network},
                this, [this] {
                  showRoads();
                  m_start->showJoining();
                });
  m_actions.add({.id = QStringLiteral("network.demonstration"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Open the demonstration network"),
                 .icon = QStringLiteral("play"),
                 .category = ActionCategory::Network},
                this, [this] { openDemonstration(); });
  m_actions.add(
      {.id = QStringLiteral("network.close"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Close the network"),
       .icon = QStringLiteral("cross"),
       .category = ActionCategory::Network},
      this, [this] { showRoads(); }, network);
}

void MainWindow::invite() {
  auto* dialog = new InviteDialog(m_context, m_readInvitation, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void MainWindow::addViewActions() {
  m_actions.add({.id = QStringLiteral("view.navigation"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Navigation as icons or with names"),
                 .icon = QStringLiteral("sidebar"),
                 .category = ActionCategory::View,
                 .shortcut = Qt::CTRL | Qt::Key_B},
                this, [this] { m_navigation->setCollapsed(!m_navigation->isCollapsed()); });
  m_actions.add(
      {.id = QStringLiteral("view.notifications"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Notifications"),
       .icon = QStringLiteral("bell"),
       .category = ActionCategory::View,
       .shortcut = Qt::CTRL | Qt::SHIFT | Qt::Key_N},
      this, [this] { m_top->notifications().openList(); },
      [this] { return m_client.ready() ? QString() : tr("Open a network first."); });
  struct ThemeAction {
    ThemeChoice choice;
    const char* text;
    const char* icon;
  };
  constexpr ThemeAction kThemes[] = {
      {ThemeChoice::Light, QT_TRANSLATE_NOOP("mz::Actions", "Light theme"), "sun"},
      {ThemeChoice::Dark, QT_TRANSLATE_NOOP("mz::Actions", "Dark theme"), "moon"},
      {ThemeChoice::System, QT_TRANSLATE_NOOP("mz::Actions", "Theme of the system"), "screen"},
  };
  for (const ThemeAction& theme : kThemes) {
    m_actions.add({.id = QStringLiteral("view.theme.") + Theme::choiceName(theme.choice),
                   .text = theme.text,
                   .icon = QString::fromLatin1(theme.icon),
                   .category = ActionCategory::View},
                  this, [this, choice = theme.choice] { m_settings.set(Setting::Theme, Theme::choiceName(choice)); });
  }
  struct LanguageAction {
    const char* code;
    const char* text;
  };
  constexpr LanguageAction kLanguages[] = {{"zh_CN", QT_TRANSLATE_NOOP("mz::Actions", "Language: Chinese")},
                                           {"en", QT_TRANSLATE_NOOP("mz::Actions", "Language: English")}};
  for (const LanguageAction& language : kLanguages) {
    const QString code = QString::fromLatin1(language.code);
    m_actions.add({.id = QStringLiteral("view.language.") + code,
                   .text = language.text,
                   .icon = QStringLiteral("language"),
                   .category = ActionCategory::View},
                  this, [this, code] { m_settings.set(Setting::Language, code); });
  }
  m_actions.add({.id = QStringLiteral("view.fullScreen"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Full screen"),
                 .icon = QStringLiteral("screen"),
                 .category = ActionCategory::View,
                 .shortcut = Qt::Key_F11},
                this, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  m_actions.add({.id = QStringLiteral("window.close"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Quit"),
                 .icon = QStringLiteral("cross"),
                 .category = ActionCategory::View,
                 .shortcut = Qt::CTRL | Qt::Key_Q},
                this, [this] { close(); });
}

void MainWindow::addHelpActions() {
  m_actions.add({.id = QStringLiteral("help.page"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Help for this page"),
                 .icon = QStringLiteral("help"),
                 .category = ActionCategory::Help,
                 .shortcut = Qt::Key_F1},
                this, [this] { showHelp(m_help->isHidden()); });
  m_actions.add({.id = QStringLiteral("help.shortcuts"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Shortcuts"),
                 .icon = QStringLiteral("keyboard"),
                 .category = ActionCategory::Help,
                 .shortcut = Qt::CTRL | Qt::Key_Slash},
                this, [this] {
                  auto* dialog = findChild<ShortcutsDialog*>();
                  if (!dialog) {
                    dialog = new ShortcutsDialog(m_context, this);
                    dialog->setAttribute(Qt::WA_DeleteOnClose);
                  }
                  dialog->show();
                  dialog->raise();
                  dialog->activateWindow();
                });
}

}  // namespace mz
