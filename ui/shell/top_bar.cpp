#include "ui/shell/top_bar.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>

#include "models/format_text.h"
#include "ui/actions/action_widgets.h"
#include "ui/shell/identity_chip.h"
#include "ui/shell/network_door.h"
#include "ui/shell/notification_bell.h"
#include "ui/shell/search_box.h"
#include "ui/shell/switcher_button.h"

namespace mz {

namespace {
constexpr int kHeight = 6 * kGrid;
constexpr int kMostSearch = 70 * kGrid;
constexpr int kLeastSearch = 12 * kGrid;
constexpr int kIcon = 20;
}  // namespace

TopBar::TopBar(const PageContext& context, QWidget* parent)
    : QFrame(parent),
      m_client(context.client),
      m_theme(context.theme),
      m_settings(context.settings),
      m_actions(context.actions),
      m_network(new SwitcherButton(m_theme.icon(QStringLiteral("network")), QStringLiteral("networkSwitcher"), this)),
      m_channel(new SwitcherButton(m_theme.icon(QStringLiteral("channel")), QStringLiteral("channelSwitcher"), this)),
      m_demonstration(new QLabel(this)),
      m_search(new SearchBox(context, this)),
      m_bell(new NotificationBell(context, this)),
      m_identity(new IdentityChip(context, this)),
      m_menu(new QToolButton(this)) {
  setObjectName(QStringLiteral("topBar"));
  setProperty("bar", QStringLiteral("top"));
  setFixedHeight(kHeight);
  m_demonstration->setObjectName(QStringLiteral("demonstrationNotice"));
  m_demonstration->setProperty("notice", true);
  m_search->setMaximumWidth(kMostSearch);
  m_search->setMinimumWidth(kLeastSearch);
  m_menu->setObjectName(QStringLiteral("mainMenu"));
  m_menu->setIcon(m_theme.icon(QStringLiteral("menu")));
  m_menu->setIconSize({kIcon, kIcon});
  m_menu->setPopupMode(QToolButton::InstantPopup);
  m_menu->setFocusPolicy(Qt::StrongFocus);
  m_menu->setMenu(new QMenu(m_menu));

  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(kGrid, 0, kGrid, 0);
  layout->setSpacing(kGrid);
  auto* way = new QHBoxLayout;
  way->setSpacing(0);
  for (const auto& id : {QStringLiteral("go.back"), QStringLiteral("go.forward")}) {
    auto* button = new ActionButton(m_actions.find(id), this);
    button->setFixedWidth(4 * kGrid);
    way->addWidget(button);
    // Tab walks the bar from left to right.
    setTabOrder(button, m_network);
  }
  layout->addLayout(way);
  layout->addWidget(m_network);
  layout->addWidget(m_channel);
  layout->addWidget(m_demonstration, 0, Qt::AlignVCenter);
  layout->addWidget(m_search, 8);
  layout->addStretch(1);
  layout->addWidget(m_bell);
  layout->addWidget(m_identity);
  layout->addWidget(m_menu);

  connect(m_network->menu(), &QMenu::aboutToShow, this, &TopBar::fillNetworks);
  connect(m_channel->menu(), &QMenu::aboutToShow, this, &TopBar::fillChannels);
  connect(m_menu->menu(), &QMenu::aboutToShow, this, [this] {
    m_menu->menu()->clear();
    addAllActions(*m_menu->menu(), m_actions);
  });
  connect(m_search, &SearchBox::chosen, this, &TopBar::linkActivated);
  connect(m_search, &SearchBox::left, this, &TopBar::searchLeft);
  connect(m_bell, &NotificationBell::linkActivated, this, &TopBar::linkActivated);
  connect(&m_client, &EngineClient::networkChanged, this, &TopBar::refresh);
  connect(&m_client, &EngineClient::channelChanged, this, &TopBar::refresh);
  refresh();
}

void TopBar::openMenu() { m_menu->showMenu(); }
void TopBar::openChannels() { m_channel->showMenu(); }

void TopBar::refresh() {
  const NetworkInfo& network = m_client.network();
  const QString title = titleText(network.title, network.domain);
  m_network->setWords(title);
  m_network->setAccessibleName(tr("Network: %1").arg(title));
  m_network->setToolTip(tr("%1, in %2").arg(fromText(network.domain), fromText(network.directory.string())));
  m_demonstration->setVisible(network.demonstration);
  m_demonstration->setText(tr("demonstration"));
  m_demonstration->setToolTip(tr("Nothing in this network is real."));
  const ChannelInfo* chosen = m_client.channelInfo();
  m_channel->setVisible(chosen != nullptr);
  m_channel->setWords(tr("Channel: %1").arg(chosen ? titleText(chosen->title, chosen->name) : QString()));
  m_channel->setToolTip(!chosen            ? QString()
                        : chosen->isPublic ? tr("Public: anyone may read it")
                                           : tr("Private: only its members have it"));
  m_menu->setAccessibleName(tr("All actions"));
  m_menu->setToolTip(tr("All actions"));
}

void TopBar::fillNetworks() {
  QMenu& menu = *m_network->menu();
  menu.clear();
  for (const KnownNetwork& known : knownNetworks(m_settings)) {
    const QString title = titleText(known.title, known.folder.toStdString());
    QAction* action = menu.addAction(title);
    action->setToolTip(known.folder);
    action->setCheckable(true);
    action->setChecked(known.folder == fromText(m_client.network().directory.string()));
    connect(action, &QAction::triggered, this,
            [this, folder = known.folder] { Q_EMIT linkActivated(QStringLiteral("network/") + folder); });
  }
  if (!menu.isEmpty()) menu.addSeparator();
  addActionsOf(ActionCategory::Network, menu, m_actions);
}

void TopBar::fillChannels() {
  QMenu& menu = *m_channel->menu();
  menu.clear();
  for (const ChannelInfo& info : m_client.channels()) {
    const QString title = titleText(info.title, info.name);
    QAction* action = menu.addAction(info.isPublic ? tr("%1 (public)").arg(title) : title);
    action->setCheckable(true);
    action->setChecked(info.name == m_client.channel());
    connect(action, &QAction::triggered, this,
            [this, name = info.name] { Q_EMIT linkActivated(QStringLiteral("channel/") + fromText(name)); });
  }
  menu.addSeparator();
  menu.addAction(m_actions.find(QStringLiteral("channel.invite")));
}

void TopBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
