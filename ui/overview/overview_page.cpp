#include "ui/overview/overview_page.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/block_model.h"
#include "models/error_text.h"
#include "models/finance_text.h"
#include "models/format_text.h"
#include "ui/overview/figure_card.h"
#include "ui/overview/rate_chart.h"
#include "ui/overview/wall_view.h"
#include "ui/parts/card.h"
#include "ui/parts/channel_failure_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {
constexpr int kIcon = 16;
constexpr int kReasons = 4;
constexpr int kBelieveWidth = 44 * kGrid;
constexpr int kWideEnough = 130 * kGrid;  // for four figures in a row

UnixSeconds now() { return UnixSeconds(QDateTime::currentSecsSinceEpoch()); }
}  // namespace

OverviewPage::OverviewPage(const PageContext& context, QWidget* parent)
    : Page(parent),
      m_context(context),
      m_client(context.client),
      m_overview(context.client),
      m_title(new QLabel(this)),
      m_wall(new QPushButton(this)),
      m_chartCard(new Card(this)),
      m_blocksCard(new Card(this)),
      m_needs(new DataTable(context.theme, context.settings, QStringLiteral("needs"), this)),
      m_blocks(new DataTable(context.theme, context.settings, QStringLiteral("latestBlocks"), this)),
      m_needsModel(new TextTableModel(this)),
      m_blocksModel(new TextTableModel(this)),
      m_nothingIcon(new QLabel(this)),
      m_nothing(new QLabel(this)),
      m_spending(new FigureCard(context.theme, QStringLiteral("spendingCard"), this)),
      m_today(new FigureCard(context.theme, QStringLiteral("todayCard"), this)),
      m_final(new FigureCard(context.theme, QStringLiteral("finalCard"), this)),
      m_members(new FigureCard(context.theme, QStringLiteral("membersCard"), this)),
      m_figures(new QGridLayout),
      m_period(new QLabel(this)),
      m_chart(new RateChart(context.theme, context.files, this)),
      m_view(new StateView(context.theme, this)),
      m_failure(new ChannelFailureView(context.client, context.theme, this)) {
  setObjectName(QStringLiteral("overviewPage"));
  m_title->setProperty("pageTitle", true);
  m_wall->setObjectName(QStringLiteral("wallButton"));
  m_wall->setIcon(context.theme.icon(QStringLiteral("chart")));
  m_needsCard = makeNeeds();
  m_believeCard = makeBelieve();
  m_period->setProperty("muted", true);
  m_period->setProperty("small", true);
  m_period->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_chartCard->header()->addWidget(m_period, 1);
  m_chartCard->body()->addWidget(m_chart, 1);
  m_blocks->setObjectName(QStringLiteral("latestBlockTable"));
  m_blocks->setModel(m_blocksModel);
  m_blocksCard->body()->addWidget(m_blocks, 1);

  auto* top = new QHBoxLayout;
  top->addWidget(m_title);
  top->addStretch(1);
  top->addWidget(m_wall);
  m_figures->setSpacing(2 * kGrid);
  auto* grid = new QGridLayout;
  grid->setSpacing(2 * kGrid);
  grid->addWidget(m_needsCard, 0, 0);
  grid->addWidget(m_believeCard, 0, 1);
  grid->addLayout(m_figures, 1, 0, 1, 2);
  grid->addWidget(m_chartCard, 2, 0);
  grid->addWidget(m_blocksCard, 2, 1);
  grid->setColumnStretch(0, 5);
  grid->setColumnStretch(1, 3);
  grid->setRowStretch(2, 1);
  for (Card* card : {m_believeCard, m_blocksCard}) card->setMinimumWidth(kBelieveWidth);

  auto* inner = new QWidget(this);
  auto* layout = new QVBoxLayout(inner);
  layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addLayout(top);
  layout->addLayout(grid, 1);
  auto* scroll = new QScrollArea(this);  // a small window shows all of it too
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->viewport()->setAutoFillBackground(false);
  scroll->setWidget(inner);
  m_stack = new QStackedLayout(this);
  m_stack->addWidget(m_view);
  m_stack->addWidget(scroll);
  auto* failure = new QWidget(this);
  auto* failureLayout = new QVBoxLayout(failure);
  failureLayout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  failureLayout->addWidget(m_failure);
  m_stack->addWidget(failure);
  setFocusProxy(m_needs);

  context.actions.add(
      {.id = QStringLiteral("overview.wall"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Wall view"),
       .icon = QStringLiteral("chart"),
       .category = ActionCategory::Go,
       .shortcut = Qt::SHIFT | Qt::Key_F11},
      this, [this] { showWall(); }, [this] { return m_client.ready() ? QString() : tr("Open a network first."); });
  connect(m_wall, &QPushButton::clicked, this, [this] { showWall(); });
  connect(m_needs, &DataTable::rowActivated, this, [this](int row) { follow(m_rows[static_cast<std::size_t>(row)].link); });
  connect(m_blocks, &DataTable::rowActivated, this, [this](int row) {
    if (const auto& known = m_overview.figures())
      Q_EMIT linkActivated(QStringLiteral("block/%1").arg(known->newest[static_cast<std::size_t>(row)].height.value));
  });
  connect(m_spending, &FigureCard::activated, this, [this] { follow(QStringLiteral("finance")); });
  for (FigureCard* card : {m_today, m_final})
    connect(card, &FigureCard::activated, this, [this] { follow(QStringLiteral("chain")); });
  connect(m_chart, &Picture::messageRaised, this, &Page::messageRaised);
  connect(m_failure, &ChannelFailureView::verifyAsked, this, [this] { Q_EMIT linkActivated(QStringLiteral("verify")); });
  connect(&m_client, &EngineClient::statusChanged, this, [this] {
    if (m_client.channelUnreadable() || m_stack->currentIndex() == 2) refresh();
  });
  connect(m_view, &StateView::buttonClicked, this, [this] { follow(QStringLiteral("chain")); });
  connect(&m_overview, &Overview::changed, this, &OverviewPage::refresh);
  connect(&m_client, &EngineClient::identitiesChanged, this, &OverviewPage::refresh);
  connect(&m_context.theme, &Theme::changed, this, &OverviewPage::refresh);
  retranslate();
}

Card* OverviewPage::makeNeeds() {
  auto* card = new Card(this);
  m_needs->setObjectName(QStringLiteral("needsTable"));
  m_needs->setModel(m_needsModel);
  m_needs->setGrowing(true);
  m_nothing->setObjectName(QStringLiteral("nothingNeeded"));
  auto* nothing = new QHBoxLayout;
  nothing->setSpacing(kGrid);
  nothing->addWidget(m_nothingIcon);
  nothing->addWidget(m_nothing, 1);
  card->body()->addLayout(nothing);
  card->body()->addWidget(m_needs);
  card->body()->addStretch(1);
  return card;
}

Card* OverviewPage::makeBelieve() {
  auto* card = new Card(this);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(kGrid);
  grid->setVerticalSpacing(kGrid);
  for (int i = 0; i < kReasons; ++i) {
    Reason reason{new QLabel(card), new QLabel(card), new QLabel(card)};
    reason.sentence->setWordWrap(true);
    reason.sentence->setObjectName(QStringLiteral("reason%1").arg(i));
    reason.name->setFont(Theme::font(TextSize::Body, true));
    grid->addWidget(reason.icon, i, 0, Qt::AlignTop);
    grid->addWidget(reason.name, i, 1, Qt::AlignTop);
    grid->addWidget(reason.sentence, i, 2, Qt::AlignTop);
    m_reasons.push_back(reason);
  }
  grid->setColumnStretch(2, 1);
  card->body()->addLayout(grid);
  card->body()->addStretch(1);
  return card;
}

void OverviewPage::follow(const QString& link) {
  if (link.contains(QLatin1Char('/'))) {
    Q_EMIT linkActivated(link);
    return;
  }
  QAction* action = m_context.actions.find(link);
  if (!action) action = m_context.actions.find(QStringLiteral("page.") + link);
  if (action) action->trigger();
}

void OverviewPage::refresh() {
  if (m_client.channelUnreadable()) {
    m_failure->refresh();
    m_stack->setCurrentIndex(2);
    return;
  }
  if (const auto& error = m_overview.error()) {
    m_view->showError(tr("This channel cannot be read"), errorText(*error), tr("Show the chain"), fromText(error->detail));
    m_stack->setCurrentIndex(0);
    return;
  }
  if (!m_overview.figures()) {
    m_view->showLoading(tr("Reading the overview"));
    m_stack->setCurrentIndex(0);
    return;
  }
  fillNeeds();
  fillBelieve();
  fillFigures();
  fillBlocks();
  m_stack->setCurrentIndex(1);
}

void OverviewPage::fillNeeds() {
  m_rows = attentionRows(*m_overview.figures(), m_client.identity());
  std::vector<std::vector<TextCell>> rows;
  for (const AttentionRow& row : m_rows)
    rows.push_back({TextCell{row.title, row.role}, TextCell{row.sentence, {}, false, row.sentence}});
  m_needsModel->setTable({tr("What"), tr("Details")}, std::move(rows));
  m_needs->setColumns({240, 320}, {1});
  const bool any = !m_rows.empty();
  m_needs->setVisible(any);
  m_nothing->setVisible(!any);
  m_nothingIcon->setVisible(!any);
  m_nothingIcon->setPixmap(m_context.theme.icon(QStringLiteral("check"), StatusRole::Good).pixmap(kIcon, kIcon));
}

void OverviewPage::fillBelieve() {
  const auto reasons = believeReasons(*m_overview.figures(), m_client.network(), now());
  for (std::size_t i = 0; i < m_reasons.size() && i < reasons.size(); ++i) {
    const StatusRole role = reasons[i].role;
    m_reasons[i].icon->setPixmap(m_context.theme.icon(Theme::statusIconName(role), role).pixmap(kIcon, kIcon));
    m_reasons[i].name->setText(reasons[i].name);
    m_reasons[i].sentence->setText(reasons[i].sentence);
  }
}

void OverviewPage::fillFigures() {
  const OverviewFigures& known = *m_overview.figures();
  if (known.spending) {
    const OverviewFigures::Spending& spending = *known.spending;
    QString note = tr("no budget is recorded");
    if (spending.budget && spending.budget->minor > 0) {
      const double share = chartValue(spending.spent, spending.currency) / chartValue(*spending.budget, spending.currency);
      note = tr("%1 of %2").arg(percentText(share), shortMoneyText(*spending.budget, spending.currency));
    }
    if (spending.otherCurrencies > 0)
      note = tr("%1, and %n more currency(s)", nullptr, static_cast<int>(spending.otherCurrencies)).arg(note);
    m_spending->setFigure(tr("Spent in %1 against budget").arg(spending.year),
                          shortMoneyText(spending.spent, spending.currency), note);
  } else {
    m_spending->setFigure(
        tr("Spending"), QStringLiteral("—"),
        known.status.financeReady ? tr("no payments are recorded this year") : tr("the figures are being rebuilt"));
  }
  const PeriodCount& today = known.today;
  m_today->setFigure(tr("Transactions today"), numberText(today.transactions), tr("%1 refused").arg(numberText(today.refused)),
                     today.refused > 0 ? StatusRole::Attention : StatusRole::Neutral);
  const auto seconds = [](std::int64_t value) { return value == 0 ? tr("under 1\u00a0s") : tr("%1\u00a0s").arg(value); };
  if (known.medianToFinal) {
    m_final->setFigure(tr("Time until final"), seconds(*known.medianToFinal),
                       tr("median of new blocks; longest %1").arg(seconds(*known.longestToFinal)));
  } else {
    m_final->setFigure(tr("Time until final"), QStringLiteral("—"), tr("none of the newest blocks is final yet"),
                       StatusRole::Pending);
  }
  const ChannelInfo* info = m_client.channelInfo();
  const std::size_t members = info ? info->members.size() : 0;
  m_members->setFigure(tr("Members"), numberText(members),
                       tr("%n of them cosign", nullptr, static_cast<int>(known.status.cosigners)));
  m_chart->setPeriods(known.day, OverviewFigures::kPeriodSeconds);
  m_period->setText(known.dayEndsNow ? tr("last 24 hours")
                                     : tr("24 hours up to the newest block, %1").arg(dayText(known.status.time)));
}

void OverviewPage::fillBlocks() {
  const OverviewFigures& known = *m_overview.figures();
  std::vector<std::vector<TextCell>> rows;
  for (const BlockSummary& block : known.newest) {
    rows.push_back({TextCell{numberText(block.height.value)}, TextCell{tr("%1 tx").arg(numberText(block.transactions))},
                    TextCell{timeShortText(block.time), {}, false, timeText(block.time)},
                    TextCell{blockStateText(block, known.status.cosigners), blockStateRole(block)}});
  }
  m_blocksModel->setTable({tr("Block"), tr("Transactions"), tr("Time"), tr("State")}, std::move(rows));
  m_blocks->setColumns({72, 90, 100, 110}, {2});
}

void OverviewPage::retranslate() {
  m_title->setText(tr("Overview"));
  m_wall->setText(tr("Wall view"));
  m_wall->setAccessibleName(tr("Wall view"));
  m_wall->setToolTip(tr("Few figures in large type over the whole screen (%1)")
                         .arg(QKeySequence(Qt::SHIFT | Qt::Key_F11).toString(QKeySequence::NativeText)));
  m_needsCard->setTitle(tr("What needs me"));
  m_nothing->setText(tr("Nothing needs you now."));
  m_believeCard->setTitle(tr("Why believe it"));
  m_chartCard->setTitle(tr("Transactions a minute"));
  m_blocksCard->setTitle(tr("Latest blocks"));
  m_needs->setAccessibleName(tr("What needs me"));
  m_blocks->setAccessibleName(tr("Latest blocks"));
  m_spending->setLeadsTo(tr("Show the payments"));
  m_today->setLeadsTo(tr("Show the chain"));
  m_final->setLeadsTo(tr("Show the chain"));
  refresh();
}

void OverviewPage::showWall(bool wholeScreen) {
  if (m_wallView) return;
  m_overview.setActive(true);
  m_wallView = new WallView(m_client, m_overview, m_context.theme, this);
  if (wholeScreen) m_wallView->fillScreen();
}

QStringList OverviewPage::views() const { return {QStringLiteral("start"), QStringLiteral("wall")}; }

void OverviewPage::showView(const QString& view) {
  if (m_wallView) m_wallView->close();
  if (view == QLatin1StringView("wall")) showWall(false);
}

void OverviewPage::resizeEvent(QResizeEvent* event) {
  Page::resizeEvent(event);
  arrangeFigures(width() >= kWideEnough ? 4 : 2);
}

void OverviewPage::arrangeFigures(int across) {
  if (across == m_across) return;
  m_across = across;
  int place = 0;
  for (FigureCard* card : {m_spending, m_today, m_final, m_members}) {
    m_figures->addWidget(card, place / across, place % across);
    ++place;
  }
  for (int column = 0; column < 4; ++column) m_figures->setColumnStretch(column, column < across ? 1 : 0);
}

void OverviewPage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  m_overview.setActive(true);
}

void OverviewPage::hideEvent(QHideEvent* event) {
  Page::hideEvent(event);
  if (!m_wallView) m_overview.setActive(false);
}

void OverviewPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
