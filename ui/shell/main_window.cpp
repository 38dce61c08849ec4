#include "ui/shell/main_window.h"

#include <QtCore/QEvent>
#include <QtGui/QCloseEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/format_text.h"
#include "models/settings_text.h"
#include "ui/first_run/awaited_view.h"
#include "ui/first_run/network_ready_dialog.h"
#include "ui/parts/state_view.h"
#include "ui/shell/help_panel.h"
#include "ui/shell/identity_chip.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pages.h"
#include "ui/shell/search_box.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/table_commands.h"
#include "ui/shell/top_bar.h"

namespace mz {

namespace {

const QString kPlacesKey = QStringLiteral("places"), kChannelKey = QStringLiteral("channel"), kPageKey = QStringLiteral("page");
constexpr qsizetype kMostPlaces = 50;  // networks

QString placeKey(const EngineClient& client) { return fromText(client.network().directory.string()); }

}  // namespace

MainWindow::MainWindow(Theme& theme, Language& language, Settings& settings, FileDialogs& files, NetworkOpener opener)
    : m_theme(theme),
      m_settings(settings),
      m_files(files),
      m_alarmNotices(m_client, m_notifications),
      m_settling(m_client, m_notifications),
      m_actions(theme, language, settings),
      m_context{m_client, m_operations, m_theme, language, m_settings, m_notifications, m_actions, m_files},
      m_idleLock(m_client, m_operations, m_settings, [this] { return m_clock.elapsed(); }),
      m_readInvitation(opener.readInvitation),
      m_navigation(new Navigation(theme, this)),
      m_content(new QWidget(this)),
      m_stack(new QStackedWidget(m_content)),
      m_start(new StartPage(m_context, m_readInvitation, QString::fromStdString(opener.networks.string()), this)),
      m_door(new NetworkDoor(m_context, std::move(opener), *m_start, this)),
      m_opener(nullptr),
      m_nowhere(new StateView(theme, this)),
      m_awaited(new AwaitedView(m_context, this)),
      m_status(new StatusLine(m_context, this)),
      m_top(nullptr),
      m_help(new HelpPanel(m_context, m_content)),
      m_tables(nullptr) {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(QIcon(QStringLiteral(":/icons/mingzhang.svg")));
  setMinimumSize(960, 500);  // a usual screen where everything is shown twice as large
  m_stack->setObjectName(QStringLiteral("pages"));
  m_nowhere->setObjectName(QStringLiteral("linkLeadsNowhere"));
  m_stack->addWidget(m_start);
  m_stack->addWidget(m_nowhere);
  m_stack->addWidget(m_awaited);
  connect(&m_actions, &ActionRegistry::added, this, [this](QAction* action) { addAction(action); });
  for (const PageFacts& facts : pageFacts()) addPage(facts);
  m_tables = new TableCommands(m_context, *this);
  addActions();
  addViewActions();
  addHelpActions();
  m_top = new TopBar(m_context, this);

  auto* right = new QVBoxLayout;
  right->setContentsMargins(0, 0, 0, 0);
  right->setSpacing(0);
  right->addWidget(m_top);
  auto* content = new QHBoxLayout(m_content);
  content->setContentsMargins(0, 0, 0, 0);
  content->addWidget(m_stack);
  m_help->hide();
  right->addWidget(m_content, 1);
  auto* middle = new QHBoxLayout;
  middle->setContentsMargins(0, 0, 0, 0);
  middle->setSpacing(0);
  middle->addWidget(m_navigation);
  middle->addLayout(right, 1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(0);
  all->addLayout(middle, 1);
  all->addWidget(m_status);

  connect(m_start, &StartPage::demonstrationChosen, m_door, &NetworkDoor::openDemonstration);
  connect(m_start, &StartPage::folderChosen, this, [this] { m_door->chooseFolder(this); });
  connect(m_start, &StartPage::creationPlanned, this, [this](const NetworkPlan& plan, const QString& folder) {
    m_door->create(plan, std::filesystem::path(folder.toStdString()));
  });
  connect(m_start, &StartPage::joiningPlanned, this,
          [this](const JoinPlan& plan, const QString& invitation, const QString& folder) {
            m_door->join(plan, std::filesystem::path(invitation.toStdString()), std::filesystem::path(folder.toStdString()));
          });
  connect(m_door, &NetworkDoor::entered, this, &MainWindow::showReady);
  connect(m_door, &NetworkDoor::left, this, [this] { m_stack->setCurrentWidget(m_start); });
  connect(m_door, &NetworkDoor::failed, this, &MainWindow::openingFailed);
  connect(m_nowhere, &StateView::buttonClicked, this, [this] { showPage(pages().front()); });
  connect(m_top, &TopBar::linkActivated, this, &MainWindow::openLink);
  connect(m_top, &TopBar::searchLeft, this, [this] { m_stack->currentWidget()->setFocus(); });
  connect(m_help, &HelpPanel::linkActivated, this, &MainWindow::openLink);
  connect(m_help, &HelpPanel::closeAsked, this, [this] { showHelp(false); });
  connect(m_tables, &TableCommands::messageRaised, m_status, &StatusLine::showMessage);
  connect(&m_notifications, &Notifications::posted, m_status, &StatusLine::showMessage);
  connect(&m_client, &EngineClient::networkChanged, this, &MainWindow::networkChanged);
  connect(&m_client, &EngineClient::channelChanged, this, &MainWindow::channelChanged);
  connect(&m_client, &EngineClient::identitiesChanged, this, &MainWindow::identitiesChanged);
  // Pages heard of the channel's state before this does, so that they have what a link asks them for.
  m_opener = new LinkOpener(m_client, this);
  connect(m_opener, &LinkOpener::nothingThere, this,
          [this](const Link& link, const QString& reason) { showNowhere(reason, linkText(link)); });
  connect(m_opener, &LinkOpener::arrived, this, [this](const QString& place) {
    if (const auto stepping = std::exchange(m_stepping, std::nullopt)) {
      showPlace(*stepping);
    } else {
      openLink(place);
    }
  });
  connect(&m_settings, &Settings::changed, this, &MainWindow::settingChanged);
  connect(&m_idleLock, &IdleLock::lockedAfterIdling, this, [this](int minutes) {
    m_status->showMessage(tr("Locked after %Ln minute(s) without input.", nullptr, minutes), StatusRole::Neutral);
  });
  connect(&m_idleLock, &IdleLock::minutesLeftChanged, this,
          [this] { m_top->identity().setMinutesLeft(m_idleLock.minutesLeft()); });
  qApp->installEventFilter(this);
  m_navigation->setCollapsed(m_settings.flag(Setting::NavigationCollapsed));
  const QByteArray geometry = QByteArray::fromBase64(m_settings.text(Setting::WindowGeometry).toLatin1());
  if (!restoreGeometry(geometry)) resize(1440, 900);
  retranslate();
  networkChanged();
  reportSettings();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(const PageFacts& facts) {
  const QString id = QString::fromLatin1(facts.id);
  QAction* action = m_actions.add(
      {.id = QStringLiteral("page.") + id,
       .text = facts.name,
       .icon = QString::fromLatin1(facts.icon),
       .category = ActionCategory::Pages,
       .shortcut = facts.shortcut},
      this, [this, id] { showPage(id); },
      [this, needs = facts.needsNetwork] { return needs && !m_client.ready() ? tr("Open a network first.") : QString(); });
  if (facts.needsNetwork) {
    m_navigation->addPage(action, QString::fromLatin1(facts.icon));
  } else {
    m_navigation->addBottomPage(action, QString::fromLatin1(facts.icon));
  }
  Page* page = facts.make(m_context, this);
  page->setObjectName(id + QStringLiteral("Page"));
  m_pages.push_back({facts, id, page});
  m_stack->addWidget(page);
  connect(page, &Page::linkActivated, this, &MainWindow::openLink);
  connect(page, &Page::messageRaised, m_status, &StatusLine::showMessage);
  connect(page, &Page::placeChanged, this, [this, page] {
    const Entry* shown = shownEntry();
    if (!shown || shown->page != page) return;
    m_history.choose(placeOf(*shown), m_clock.elapsed());
    m_actions.refresh();
  });
}

bool MainWindow::awaiting() const { return m_client.ready() && m_client.channels().empty() && !m_client.awaited().empty(); }

bool MainWindow::maySee(const Entry& entry) const {
  // Without a channel there is one thing to say, in the place of the first page.
  if (awaiting() && entry.facts.needsNetwork && &entry != m_pages.data()) return false;
  const IdentityInfo* identity = m_client.identity();
  return mayBeSeenBy(entry.facts, identity ? identity->role : std::string());
}

QStringList MainWindow::pages() const {
  QStringList ids;
  for (const Entry& entry : m_pages) {
    if (maySee(entry)) ids << entry.id;
  }
  return ids;
}

const MainWindow::Entry* MainWindow::entry(const QString& id) const {
  const auto it = std::ranges::find(m_pages, id, &Entry::id);
  return it == m_pages.end() ? nullptr : &*it;
}

const MainWindow::Entry* MainWindow::shownEntry() const {
  const auto it = std::ranges::find(m_pages, m_stack->currentWidget(), [](const Entry& e) -> QWidget* { return e.page; });
  return it == m_pages.end() ? nullptr : &*it;
}

Page* MainWindow::page(const QString& id) const {
  const Entry* found = entry(id);
  return found ? found->page : nullptr;
}

Place MainWindow::placeOf(const Entry& entry) const { return {m_client.channel(), entry.id, entry.page->place()}; }

void MainWindow::turnTo(const Entry& entry) {
  QWidget* shown = awaiting() && entry.facts.needsNetwork ? static_cast<QWidget*>(m_awaited) : entry.page;
  m_stack->setCurrentWidget(shown);
  shown->setFocus();
  m_help->showPage(entry.id);
  placeHelp();
  m_navigation->setCurrent(static_cast<int>(&entry - m_pages.data()));
  rememberPlace();
  m_actions.refresh();
}

void MainWindow::showPage(const QString& id) {
  const Entry* shown = entry(id);
  if (!shown || !maySee(*shown)) return;
  if (!m_client.ready() && shown->facts.needsNetwork) {
    m_stack->setCurrentWidget(m_start);
    return;
  }
  m_history.jump(placeOf(*shown), m_clock.elapsed());
  turnTo(*shown);
}

void MainWindow::openLink(const QString& link) {
  const qsizetype slash = link.indexOf(QLatin1Char('/'));
  const QString kind = link.left(slash), rest = link.mid(slash + 1);
  if (kind == QLatin1StringView("page")) {
    const Entry* found = entry(rest);
    if (found && maySee(*found)) {
      showPage(rest);
    } else {
      showNowhere(tr("This window has no page “%1” for you.").arg(rest), link);
    }
  } else if (kind == QLatin1StringView("action")) {
    QAction* action = m_actions.find(rest);
    if (!action) return;
    if (action->isEnabled()) {
      action->trigger();
    } else {
      m_status->showMessage(m_actions.obstacle(action), StatusRole::Attention);
    }
  } else if (kind == QLatin1StringView("channel")) {
    m_client.chooseChannel(toText(rest));
  } else if (kind == QLatin1StringView("identity")) {
    m_client.chooseIdentity(toText(rest));
  } else if (kind == QLatin1StringView("network")) {
    m_door->open(std::filesystem::path(rest.toStdString()));
  } else if (kind == QLatin1StringView("in")) {
    m_opener->go(toText(rest.section(QLatin1Char('/'), 0, 0)), rest.section(QLatin1Char('/'), 1));
  } else {
    for (const Entry& candidate : m_pages) {
      if (!maySee(candidate) || !candidate.page->openLink(link)) continue;
      m_history.jump({m_client.channel(), candidate.id, link}, m_clock.elapsed());
      turnTo(candidate);
      return;
    }
  }
}

void MainWindow::openDeepLink(const QString& text) {
  m_stepping.reset();
  if (const auto link = parseLink(text)) {
    m_opener->open(*link);
    if (!m_client.ready()) m_status->showMessage(tr("The link opens as soon as a network is open."), StatusRole::Pending);
    return;
  }
  showNowhere(
      tr("This is no link of Mingzhang, or it was cut off. Links begin with mingzhang: and name a transaction, a block, "
         "a payment or a page."),
      text.left(kMostLinkLength));
}

QString MainWindow::deepLink() const {
  const Entry* shown = shownEntry();
  return shown ? shown->page->deepLink() : QString();
}

void MainWindow::showHelp(bool shown) {
  const bool hadFocus = m_help->isAncestorOf(focusWidget());
  m_help->setVisible(shown);
  placeHelp();
  if (!shown && hadFocus) m_stack->currentWidget()->setFocus();
}

// Beside the page where both have room, else over its right edge: pages keep the width that they need.
void MainWindow::placeHelp() {
  const bool shown = !m_help->isHidden();
  const int rest = m_content->width() - m_help->width();
  const bool beside = shown && m_stack->currentWidget()->minimumSizeHint().width() <= rest;
  m_content->layout()->setContentsMargins(0, 0, beside ? m_help->width() : 0, 0);
  m_help->setGeometry(rest, 0, m_help->width(), m_content->height());
  m_help->raise();
}

void MainWindow::showNowhere(const QString& reason, const QString& detail) {
  if (!m_client.ready()) {
    m_status->showMessage(reason, StatusRole::Attention);
    return;
  }
  m_nowhere->showEmpty(QStringLiteral("link"), tr("The link leads nowhere"),
                       tr("%1 Check that it is complete and that the network it was made in is open.").arg(reason) +
                           QStringLiteral("\n\n") + detail,
                       tr("Go on without it"));
  m_stack->setCurrentWidget(m_nowhere);
  m_navigation->setCurrent(-1);
}

void MainWindow::stepTo(const Place& place) {
  if (place.channel == m_client.channel()) {
    showPlace(place);
  } else {
    m_stepping = place;
    m_opener->go(place.channel, {});
  }
  m_actions.refresh();
}

void MainWindow::showPlace(const Place& place) {
  const Entry* shown = entry(place.page);
  if (!shown || !maySee(*shown)) return;
  if (!place.link.isEmpty()) shown->page->openLink(place.link);
  turnTo(*shown);
}

void MainWindow::showRoads() {
  m_client.detach();
  m_start->showRoads();
  m_stack->setCurrentWidget(m_start);
}

void MainWindow::showReady(const MadeNetwork& made) {
  if (awaiting()) return;  // the page says what was made, and what is missing
  auto* dialog = new NetworkReadyDialog(m_context, made, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &NetworkReadyDialog::linkActivated, this, &MainWindow::openLink);
  dialog->open();
}

void MainWindow::attach(std::unique_ptr<Engine> engine) { m_client.attach(std::move(engine)); }

void MainWindow::networkChanged() {
  const bool ready = m_client.ready();
  m_navigation->setVisible(ready);
  m_top->setVisible(ready);
  m_history.clear();
  m_stepping.reset();
  if (ready) {
    returnToPlace();
  } else {
    m_stack->setCurrentWidget(m_start);
  }
  identitiesChanged();
  channelChanged();
}

// Where somebody was when this network was open last.
void MainWindow::returnToPlace() {
  const QJsonObject kept = m_settings.remembered(kPlacesKey).toObject().value(placeKey(m_client)).toObject();
  m_client.chooseChannel(toText(kept.value(kChannelKey).toString()));
  const QString page = kept.value(kPageKey).toString();
  showPage(pages().contains(page) ? page : pages().front());
}

void MainWindow::rememberPlace() {
  const Entry* shown = shownEntry();
  if (!shown || !m_client.ready()) return;
  QJsonObject places = m_settings.remembered(kPlacesKey).toObject();
  const QString key = placeKey(m_client);
  if (!places.contains(key) && places.size() >= kMostPlaces) places.erase(places.begin());
  places.insert(key, QJsonObject{{kChannelKey, fromText(m_client.channel())}, {kPageKey, shown->id}});
  m_settings.remember(kPlacesKey, places);
}

void MainWindow::channelChanged() {
  const NetworkInfo& network = m_client.network();
  const QString title = titleText(network.title, network.domain);
  setWindowTitle(title.isEmpty() ? tr("Mingzhang") : tr("%1 – Mingzhang").arg(title));
  const Entry* shown = shownEntry();
  if (shown && m_client.ready() && !m_stepping) m_history.jump({m_client.channel(), shown->id, {}}, m_clock.elapsed());
  rememberPlace();
  m_actions.refresh();
}

void MainWindow::identitiesChanged() {
  const QStringList visible = pages();
  for (std::size_t i = 0; i < m_pages.size(); ++i) {
    m_navigation->setShown(static_cast<int>(i), visible.contains(m_pages[i].id));
    m_actions.setAbsent(m_actions.find(QStringLiteral("page.") + m_pages[i].id), !visible.contains(m_pages[i].id));
  }
  const Entry* shown = shownEntry();
  if (shown && !maySee(*shown) && !visible.isEmpty()) showPage(visible.front());
  m_actions.refresh();
}

void MainWindow::reportSettings() {
  if (m_settings.problem() != SettingsProblem::None) {
    m_notifications.post({QStringLiteral("settings"), StatusRole::Attention,
                          [] { return tr("Your settings could not be read as they were"); },
                          [this] { return settingsProblemText(m_settings); }});
  }
  connect(&m_settings, &Settings::saveFailed, this, [this](const QString& detail) {
    m_notifications.post({QStringLiteral("settings.save"), StatusRole::Attention,
                          [] { return tr("Your settings cannot be saved"); },
                          [detail] { return tr("They hold until you close the program. %1").arg(detail); }});
  });
}

bool MainWindow::settled() const { return m_client.isIdle() && m_operations.running().empty(); }

void MainWindow::retranslate() {
  m_actions.refresh();
  m_notifications.retranslate();
  m_navigation->setAccessibleName(tr("Pages"));
  channelChanged();
}

void MainWindow::changeEvent(QEvent* event) {
  // Children hear of a new language after their parent, so the actions that they show are translated by then.
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress: {
      // Views take the press for themselves, so it is looked at before them.
      const auto button = static_cast<QMouseEvent*>(event)->button();
      const auto* widget = qobject_cast<QWidget*>(watched);
      if (widget && widget->window() == this && (button == Qt::BackButton || button == Qt::ForwardButton)) {
        openLink(button == Qt::BackButton ? QStringLiteral("action/go.back") : QStringLiteral("action/go.forward"));
        return true;
      }
      [[fallthrough]];
    }
    case QEvent::Resize:
      if (watched == m_content) placeHelp();
      break;
    case QEvent::KeyPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::TouchBegin: m_idleLock.noteInput(); break;
    default: break;
  }
  return QWidget::eventFilter(watched, event);
}

void MainWindow::settingChanged(Setting setting) {
  if (setting == Setting::Theme) m_theme.choose(Theme::choiceOf(m_settings.text(Setting::Theme)));
  if (setting == Setting::HighContrast) m_theme.setHighContrast(m_settings.flag(Setting::HighContrast));
  if (setting == Setting::Language) m_context.language.choose(m_settings.text(Setting::Language));
}

void MainWindow::closeEvent(QCloseEvent* event) {
  m_settings.set(Setting::WindowGeometry, QString::fromLatin1(saveGeometry().toBase64()));
  m_settings.set(Setting::NavigationCollapsed, m_navigation->isCollapsed());
  QWidget::closeEvent(event);
}

}  // namespace mz
