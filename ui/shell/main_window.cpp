#include "ui/shell/main_window.h"

#include <QtCore/QEvent>
#include <QtCore/QRegularExpression>
#include <QtGui/QCloseEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/shell/identity_chip.h"
#include "ui/shell/navigation.h"
#include "ui/shell/pages.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"

namespace mz {

namespace {
constexpr int kTopHeight = 6 * kGrid;
constexpr int kMostSearch = 70 * kGrid;
constexpr int kLeastPrefix = 8;  // hexadecimal digits that findTransaction needs

QString pathText(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }
}  // namespace

MainWindow::MainWindow(Theme& theme, Language& language, Settings& settings, FileDialogs& files, NetworkOpener opener)
    : m_theme(theme),
      m_settings(settings),
      m_files(files),
      m_opener(std::move(opener)),
      m_actions(theme, language, settings),
      m_context{m_client, m_operations, m_theme, language, m_settings, m_notifications, m_actions, m_files},
      m_navigation(new Navigation(theme, this)),
      m_top(nullptr),
      m_stack(new QStackedWidget(this)),
      m_start(new StartPage(theme, this)),
      m_status(new StatusLine(m_context, this)) {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowIcon(QIcon(QStringLiteral(":/icons/mingzhang.svg")));
  setMinimumSize(960, 600);
  m_top = makeTopBar();
  m_stack->setObjectName(QStringLiteral("pages"));
  m_stack->addWidget(m_start);
  connect(&m_actions, &ActionRegistry::added, this, [this](QAction* action) { addAction(action); });
  for (const PageFacts& facts : pageFacts()) addPage(facts);
  addActions();

  auto* right = new QVBoxLayout;
  right->setContentsMargins(0, 0, 0, 0);
  right->setSpacing(0);
  right->addWidget(m_top);
  right->addWidget(m_stack, 1);
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

  connect(m_start, &StartPage::demonstrationChosen, this, &MainWindow::openDemonstration);
  connect(m_start, &StartPage::folderChosen, this, &MainWindow::chooseFolder);
  connect(&m_client, &EngineClient::networkChanged, this, &MainWindow::networkChanged);
  connect(&m_client, &EngineClient::channelChanged, this, &MainWindow::channelChanged);
  connect(&m_client, &EngineClient::identitiesChanged, this, &MainWindow::identitiesChanged);
  m_navigation->setCollapsed(m_settings.flag(Setting::NavigationCollapsed));
  const QByteArray geometry = QByteArray::fromBase64(m_settings.text(Setting::WindowGeometry).toLatin1());
  if (!restoreGeometry(geometry)) resize(1440, 900);
  retranslate();
  networkChanged();
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
  m_pages.push_back({facts, id, page});
  m_stack->addWidget(page);
  connect(page, &Page::linkActivated, this, &MainWindow::openLink);
  connect(page, &Page::messageRaised, m_status, &StatusLine::showMessage);
}

void MainWindow::addActions() {
  m_actions.add({.id = QStringLiteral("search"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Search"),
                 .icon = QStringLiteral("search"),
                 .category = ActionCategory::Go,
                 .shortcut = Qt::CTRL | Qt::Key_K},
                this, [this] {
                  m_search->setFocus();
                  m_search->selectAll();
                });
  m_actions.add(
      {.id = QStringLiteral("identity.unlock"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Unlock identities…"),
       .icon = QStringLiteral("unlock"),
       .category = ActionCategory::Identity,
       .shortcut = Qt::CTRL | Qt::Key_L},
      this, [this] { m_identity->askToUnlock(); },
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
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_O)},
                this, [this] { chooseFolder(); });
  m_actions.add({.id = QStringLiteral("network.demonstration"),
                 .text = QT_TRANSLATE_NOOP("mz::Actions", "Open the demonstration network"),
                 .icon = QStringLiteral("play"),
                 .category = ActionCategory::Network},
                this, [this] { openDemonstration(); });
}

QFrame* MainWindow::makeTopBar() {
  auto* bar = new QFrame(this);
  bar->setObjectName(QStringLiteral("topBar"));
  bar->setProperty("bar", QStringLiteral("top"));
  bar->setFixedHeight(kTopHeight);
  const auto button = [&](const char* name, const char* icon) {
    auto* made = new QToolButton(bar);
    made->setObjectName(QString::fromLatin1(name));
    made->setProperty("outlined", true);
    made->setIcon(m_theme.icon(QString::fromLatin1(icon)));
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setPopupMode(QToolButton::InstantPopup);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setMenu(new QMenu(made));
    return made;
  };
  m_network = button("networkSwitcher", "network");
  m_channel = button("channelSwitcher", "channel");
  m_demonstration = new QLabel(bar);
  m_demonstration->setObjectName(QStringLiteral("demonstrationNotice"));
  m_demonstration->setProperty("notice", true);
  m_search = new QLineEdit(bar);
  m_search->setObjectName(QStringLiteral("search"));
  m_search->setMaximumWidth(kMostSearch);
  m_search->setMaxLength(128);
  m_search->setClearButtonEnabled(true);
  m_search->addAction(m_theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
  m_identity = new IdentityChip(m_context, bar);

  auto* layout = new QHBoxLayout(bar);
  layout->setContentsMargins(2 * kGrid, 0, kGrid, 0);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(m_network);
  layout->addWidget(m_channel);
  layout->addWidget(m_demonstration, 0, Qt::AlignVCenter);
  layout->addWidget(m_search, 1);
  layout->addStretch(0);
  layout->addWidget(m_identity);
  connect(m_search, &QLineEdit::returnPressed, this, &MainWindow::search);
  return bar;
}

bool MainWindow::maySee(const Entry& entry) const {
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

Page* MainWindow::page(const QString& id) const {
  const Entry* found = entry(id);
  return found ? found->page : nullptr;
}

void MainWindow::showPage(const QString& id) {
  const Entry* shown = entry(id);
  if (!shown || !maySee(*shown)) return;
  if (!m_client.ready() && shown->facts.needsNetwork) {
    m_stack->setCurrentWidget(m_start);
    return;
  }
  m_stack->setCurrentWidget(shown->page);
  shown->page->setFocus();
  m_navigation->setCurrent(static_cast<int>(shown - m_pages.data()));
}

void MainWindow::identitiesChanged() {
  const QStringList visible = pages();
  for (std::size_t i = 0; i < m_pages.size(); ++i) m_navigation->setShown(static_cast<int>(i), visible.contains(m_pages[i].id));
  const auto shown = std::ranges::find(m_pages, m_stack->currentWidget(), [](const Entry& e) -> QWidget* { return e.page; });
  if (shown != m_pages.end() && !maySee(*shown) && !visible.isEmpty()) showPage(visible.front());
  m_actions.refresh();
}

void MainWindow::openLink(const QString& link) {
  for (const Entry& entry : m_pages) {
    if (!entry.page->openLink(link)) continue;
    showPage(entry.id);
    return;
  }
}

void MainWindow::search() {
  const QString text = m_search->text().trimmed();
  if (text.isEmpty() || !m_client.ready()) return;
  const auto& status = m_client.status();
  bool isNumber = false;
  const QString digits = QString(text).remove(QLocale().groupSeparator());
  const std::uint64_t height = digits.toULongLong(&isNumber);
  // With leading zeros it is the beginning of an id.
  if (isNumber && QString::number(height) == digits && status && height <= status->height.value) {
    openLink(QStringLiteral("block/%1").arg(height));
    return;
  }
  static const QRegularExpression kHex(QStringLiteral("^[0-9a-fA-F]{%1,64}$").arg(kLeastPrefix));
  if (!kHex.match(text).hasMatch()) {
    m_status->showMessage(tr("Enter a block number, or at least %n digits of a transaction id.", nullptr, kLeastPrefix),
                          StatusRole::Attention);
    return;
  }
  m_client.ask(
      m_searching,
      [channel = m_client.channel(), prefix = toText(text.toLower())](Engine& e) { return e.findTransaction(channel, prefix); },
      [this, text](Result<TransactionNumber> found) {
        if (found) {
          openLink(QStringLiteral("tx/%1").arg(found->value));
        } else if (found.error().code == ErrorCode::NotFound) {
          m_status->showMessage(tr("No transaction of this channel begins with %1.").arg(text), StatusRole::Attention);
        } else {
          m_status->showMessage(errorText(found.error()), StatusRole::Danger);
        }
      });
}

void MainWindow::chooseFolder() {
  const QString folder = m_files.openFolder(this, tr("Open a network folder"));
  if (!folder.isEmpty()) openNetwork(std::filesystem::path(folder.toStdString()));
}

void MainWindow::showRoads() {
  m_client.detach();
  m_start->showRoads();
  m_stack->setCurrentWidget(m_start);
}

void MainWindow::openNetwork(const std::filesystem::path& directory) {
  m_client.detach();
  m_start->showOpening(pathText(directory));
  m_stack->setCurrentWidget(m_start);
  m_operations.run(
      tr("Opening the network"), this,
      [open = m_opener.open, directory](const Progress&) {
        // std::function wants copies of what it keeps, and an engine has none.
        return std::make_shared<Result<std::unique_ptr<Engine>>>(open(directory));
      },
      [this, directory](const std::shared_ptr<Result<std::unique_ptr<Engine>>>& engine) {
        if (!*engine) {
          m_start->showError(tr("The network cannot be opened"), errorText(engine->error()), fromText(engine->error().detail));
          Q_EMIT openingFailed(fromText(engine->error().detail));
          return;
        }
        m_settings.set(Setting::LastNetwork, pathText(directory));
        attach(std::move(**engine));
      });
}

void MainWindow::openDemonstration() {
  std::error_code problem;
  if (std::filesystem::exists(m_opener.demoDirectory, problem) && !std::filesystem::is_empty(m_opener.demoDirectory, problem)) {
    openNetwork(m_opener.demoDirectory);
    return;
  }
  m_client.detach();
  Operation* operation = m_operations.run(
      tr("Making the demonstration network"), this,
      [make = m_opener.makeDemo, directory = m_opener.demoDirectory](const Progress& progress) {
        return make(directory, DemoOptions{}, progress);
      },
      [this](const Status& made) {
        if (made) {
          openNetwork(m_opener.demoDirectory);
        } else if (made.error().code == ErrorCode::Cancelled) {
          m_start->showRoads();
        } else {
          m_start->showError(tr("The demonstration network cannot be made"), errorText(made.error()),
                             fromText(made.error().detail));
          Q_EMIT openingFailed(fromText(made.error().detail));
        }
      });
  m_start->showMaking(operation);
  m_stack->setCurrentWidget(m_start);
}

void MainWindow::attach(std::unique_ptr<Engine> engine) { m_client.attach(std::move(engine)); }

void MainWindow::networkChanged() {
  const bool ready = m_client.ready();
  m_navigation->setVisible(ready);
  m_top->setVisible(ready);
  m_status->setVisible(true);
  if (ready) {
    showPage(pages().front());
  } else {
    m_stack->setCurrentWidget(m_start);
  }
  identitiesChanged();
  channelChanged();
}

void MainWindow::channelChanged() {
  const NetworkInfo& network = m_client.network();
  const QString title = titleText(network.title, network.domain);
  m_network->setText(title);
  m_network->setAccessibleName(tr("Network: %1").arg(title));
  m_network->setToolTip(tr("%1, in %2").arg(fromText(network.domain), pathText(network.directory)));
  m_network->menu()->clear();
  for (const QAction* action : m_actions.all()) {
    if (m_actions.facts(action).category == ActionCategory::Network) m_network->menu()->addAction(const_cast<QAction*>(action));
  }
  m_demonstration->setVisible(network.demonstration);

  const ChannelInfo* chosen = m_client.channelInfo();
  const QString channel = chosen ? titleText(chosen->title, chosen->name) : QString();
  m_channel->setText(tr("Channel: %1").arg(channel));
  m_channel->setAccessibleName(m_channel->text());
  m_channel->setVisible(chosen != nullptr);
  m_channel->setToolTip(!chosen            ? QString()
                        : chosen->isPublic ? tr("Public: anyone may read it")
                                           : tr("Private: only its members have it"));
  m_channel->menu()->clear();
  for (const ChannelInfo& info : m_client.channels()) {
    QAction* action = m_channel->menu()->addAction(info.isPublic ? tr("%1 (public)").arg(titleText(info.title, info.name))
                                                                 : titleText(info.title, info.name));
    action->setCheckable(true);
    action->setChecked(chosen && chosen->name == info.name);
    connect(action, &QAction::triggered, this, [this, name = info.name] { m_client.chooseChannel(name); });
  }
  setWindowTitle(title.isEmpty() ? tr("Mingzhang") : tr("%1 – Mingzhang").arg(title));
}

bool MainWindow::settled() const { return m_client.isIdle() && m_operations.running().empty(); }

void MainWindow::retranslate() {
  m_actions.refresh();
  m_demonstration->setText(tr("demonstration"));
  m_demonstration->setToolTip(tr("Nothing in this network is real."));
  m_search->setPlaceholderText(
      tr("Transaction id or block number (%1)").arg(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText)));
  m_search->setAccessibleName(tr("Search the ledger"));
  m_navigation->setAccessibleName(tr("Pages"));
  channelChanged();
}

void MainWindow::changeEvent(QEvent* event) {
  // Children hear of a new language after their parent, so the actions that they show are translated by then.
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  m_settings.set(Setting::WindowGeometry, QString::fromLatin1(saveGeometry().toBase64()));
  m_settings.set(Setting::NavigationCollapsed, m_navigation->isCollapsed());
  QWidget::closeEvent(event);
}

}  // namespace mz
