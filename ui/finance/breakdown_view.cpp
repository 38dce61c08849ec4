#include "ui/finance/breakdown_view.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "ui/finance/currency_box.h"
#include "ui/finance/group_bars.h"

namespace mz {

namespace {

constexpr std::size_t kMostBars = 30;
constexpr std::size_t kFirstGroups = 1000;  // shown at once; where there are more, all of them follow
constexpr FinanceGrouping kLevels[] = {FinanceGrouping::Department, FinanceGrouping::Entity, FinanceGrouping::Programme,
                                       FinanceGrouping::Class, FinanceGrouping::Payee};

}  // namespace

BreakdownView::BreakdownView(const PageContext& context, FinanceFilterModel& filter, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_filter(filter),
      m_groupings(new QButtonGroup(this)),
      m_currency(new CurrencyBox(this)),
      m_barsCard(new Card(this)),
      m_tableCard(new Card(this)),
      m_bars(new GroupBars(context.theme)),
      m_note(new QLabel(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("finance.groups"), this)) {
  auto* top = new QHBoxLayout;
  top->setSpacing(kGrid / 2);
  for (const FinanceGrouping level : kLevels) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("grouping%1").arg(static_cast<int>(level)));
    button->setCheckable(true);
    button->setProperty("outlined", true);
    button->setFocusPolicy(Qt::StrongFocus);
    m_groupings->addButton(button, static_cast<int>(level));
    top->addWidget(button);
  }
  m_groupings->button(static_cast<int>(m_grouping))->setChecked(true);
  connect(m_groupings, &QButtonGroup::idClicked, this, [this](int id) { choose(static_cast<FinanceGrouping>(id)); });
  top->addStretch();
  m_currency->setObjectName(QStringLiteral("breakdownCurrency"));
  top->addWidget(m_currency);
  connect(m_currency, &QComboBox::currentIndexChanged, this, [this] { showGroups(); });

  m_bars->setObjectName(QStringLiteral("groupBars"));
  auto* scroll = new QScrollArea(m_barsCard);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->viewport()->setAutoFillBackground(false);
  m_bars->setAutoFillBackground(false);
  auto* inner = new QWidget;
  inner->setAutoFillBackground(false);
  auto* innerLayout = new QVBoxLayout(inner);
  innerLayout->setContentsMargins(0, 0, 0, 0);
  innerLayout->addWidget(m_bars);
  innerLayout->addStretch();
  scroll->setWidget(inner);
  m_note->setProperty("muted", true);
  m_note->setProperty("small", true);
  m_note->setWordWrap(true);
  m_barsCard->body()->addWidget(m_note);
  m_barsCard->body()->addWidget(scroll, 1);
  connect(m_bars, &GroupBars::groupPicked, this, [this](const QString& key) { pick(toText(key)); });
  connect(m_bars, &GroupBars::currentMoved, this, [this, scroll](QRect row) {
    const QPoint centre = m_bars->mapTo(scroll->widget(), row.center());
    scroll->ensureVisible(0, centre.y(), 0, row.height());
  });

  m_table->setObjectName(QStringLiteral("groupTable"));
  m_table->setModel(&m_model);
  m_table->setColumns({200, 88, 160, 80, 72}, {FinanceGroupsModel::Name});
  m_table->setSortingEnabled(true);
  m_table->horizontalHeader()->setSortIndicator(FinanceGroupsModel::Sum, Qt::DescendingOrder);
  connect(m_table, &DataTable::rowActivated, this,
          [this](int row) { pick(m_model.groups()[static_cast<std::size_t>(row)].key); });
  m_tableCard->body()->addWidget(m_table, 1);

  auto* split = new QSplitter(Qt::Horizontal, this);
  split->addWidget(m_barsCard);
  split->addWidget(m_tableCard);
  split->setHandleWidth(2 * kGrid);
  split->setChildrenCollapsible(false);
  split->setSizes({1000, 1000});

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(2 * kGrid - kGrid / 2);
  all->addLayout(top);
  all->addWidget(split, 1);
  setTabOrder(m_groupings->buttons().last(), m_currency);
  setTabOrder(m_currency, m_bars);
  setTabOrder(m_bars, m_table);
  retranslate();
}

void BreakdownView::choose(FinanceGrouping grouping) {
  m_groupings->button(static_cast<int>(grouping))->setChecked(true);
  if (grouping == m_grouping) return;
  m_grouping = grouping;
  load();
}

void BreakdownView::load() { ask(kFirstGroups); }

void BreakdownView::ask(std::size_t most) {
  m_client.ask(
      m_request,
      [channel = m_client.channel(), filter = m_filter.filter(), grouping = m_grouping, most](Engine& engine) {
        return engine.financeGroups(channel, filter, grouping, most);
      },
      [this, grouping = m_grouping](Result<FinanceGroups> answer) {
        if (!answer) {
          Q_EMIT failed(answer.error());
          return;
        }
        const bool more = !answer->others.empty();
        m_model.setGroups(grouping, std::move(*answer));
        const auto currencies = m_model.currencies();
        m_currency->offer(currencies, m_currency->chosen());
        m_table->withhold(FinanceGroupsModel::Currency, currencies.size() <= 1);
        showGroups();
        retranslate();
        if (more) ask(kEveryGroup);
      });
}

void BreakdownView::clear() {
  m_request.renew();
  m_model.setGroups(m_grouping, {});
  showGroups();
}

void BreakdownView::showGroups() {
  const std::string currency = m_currency->chosen();
  auto bars = m_model.largest(currency, kMostBars);
  std::vector<double> shares;
  for (const FinanceGroup& group : bars) shares.push_back(m_model.share(group));
  const std::uint64_t ofCurrency = m_model.groupsOf(currency);
  m_note->setVisible(!bars.empty());
  m_note->setText(ofCurrency > bars.size() ? tr("The %1 largest of %2; the table has them all. Click one to see only it.")
                                                 .arg(bars.size())
                                                 .arg(numberText(ofCurrency))
                                           : tr("Click one to see only it."));
  m_bars->setGroups(std::move(bars), std::move(shares));
}

// One level deeper, so that the next picture is not a single bar.
void BreakdownView::pick(const std::string& key) {
  const FinanceFilter narrowed = FinanceFilterModel::narrowed(m_filter.filter(), m_grouping, key);
  const auto* level = std::find(std::begin(kLevels), std::end(kLevels), m_grouping);
  if (level != std::end(kLevels) && std::next(level) != std::end(kLevels)) {
    m_grouping = *std::next(level);
    m_groupings->button(static_cast<int>(m_grouping))->setChecked(true);
  }
  if (narrowed == m_filter.filter()) {
    load();
  } else {
    m_filter.setFilter(narrowed);
  }
}

void BreakdownView::retranslate() {
  for (const FinanceGrouping level : kLevels) {
    const QString title = FinanceFilterModel::title(*FinanceFilterModel::kindOf(level));
    m_groupings->button(static_cast<int>(level))->setText(title);
    m_groupings->button(static_cast<int>(level))->setAccessibleName(tr("Break down by %1").arg(title));
  }
  const QString title = FinanceFilterModel::title(*FinanceFilterModel::kindOf(m_grouping));
  m_barsCard->setTitle(tr("Largest by %1").arg(title));
  m_tableCard->setTitle(tr("All by %1").arg(title));
  m_bars->setAccessibleName(tr("Bars by %1").arg(title));
  m_table->setAccessibleName(tr("Payments by %1").arg(title));
  m_currency->setAccessibleName(tr("Currency of the bars"));
  m_model.retranslate();
}

void BreakdownView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
    retranslate();
    showGroups();
  }
}

}  // namespace mz
