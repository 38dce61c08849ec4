#include "ui/finance/months_view.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "ui/finance/currency_box.h"
#include "ui/finance/month_bars.h"

namespace mz {

namespace {

// The filter's own period within one year; nullopt: nothing of it lies there.
std::optional<FinanceFilter> within(FinanceFilter filter, int year, int shiftedBy) {
  const auto shifted = [shiftedBy](std::optional<Date> date) {
    return date ? std::optional<Date>(fromQDate(toQDate(*date).addYears(shiftedBy))) : std::nullopt;
  };
  const Date first = fromQDate(QDate(year, 1, 1));
  const Date last = fromQDate(QDate(year, 12, 31));
  filter.from = std::max(shifted(filter.from).value_or(first), first);
  filter.until = std::min(shifted(filter.until).value_or(last), last);
  if (*filter.from > *filter.until) return std::nullopt;
  return filter;
}

}  // namespace

MonthsView::MonthsView(const PageContext& context, FinanceFilterModel& filter, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_filter(filter),
      m_earlier(new QToolButton(this)),
      m_later(new QToolButton(this)),
      m_yearLabel(new QLabel(this)),
      m_currency(new CurrencyBox(this)),
      m_chartCard(new Card(this)),
      m_bars(new MonthBars(context.theme, this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("finance.months"), this)) {
  m_earlier->setObjectName(QStringLiteral("earlierYear"));
  m_later->setObjectName(QStringLiteral("laterYear"));
  m_earlier->setIcon(context.theme.icon(QStringLiteral("chevron-left")));
  m_later->setIcon(context.theme.icon(QStringLiteral("chevron-right")));
  for (QToolButton* button : {m_earlier, m_later}) {
    button->setProperty("outlined", true);
    button->setFocusPolicy(Qt::StrongFocus);
  }
  m_yearLabel->setObjectName(QStringLiteral("shownYear"));
  m_yearLabel->setProperty("heading", true);
  m_yearLabel->setAlignment(Qt::AlignCenter);
  m_yearLabel->setMinimumWidth(7 * kGrid);
  auto* top = new QHBoxLayout;
  top->setSpacing(kGrid / 2);
  top->addWidget(m_earlier);
  top->addWidget(m_yearLabel);
  top->addWidget(m_later);
  top->addStretch();
  m_currency->setObjectName(QStringLiteral("monthsCurrency"));
  top->addWidget(m_currency);
  m_currency->hide();

  m_bars->setObjectName(QStringLiteral("monthBars"));
  m_chartCard->body()->addWidget(m_bars, 1);
  auto* tableCard = new Card(this);
  m_table->setObjectName(QStringLiteral("monthTable"));
  m_table->setModel(&m_model);
  m_table->setColumns({92, 116, 116, 72, 80}, {FinanceMonthsModel::ThisYear, FinanceMonthsModel::Before});
  tableCard->body()->addWidget(m_table);
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->addWidget(m_chartCard);
  split->addWidget(tableCard);
  split->setHandleWidth(2 * kGrid);
  split->setChildrenCollapsible(false);
  split->setSizes({1050, 950});

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(2 * kGrid - kGrid / 2);
  all->addLayout(top);
  all->addWidget(split, 1);

  connect(m_earlier, &QToolButton::clicked, this, [this] { showYear(m_year - 1); });
  connect(m_later, &QToolButton::clicked, this, [this] { showYear(m_year + 1); });
  connect(m_currency, &QComboBox::currentIndexChanged, this, [this] {
    m_model.chooseCurrency(m_currency->chosen());
    showMonths();
  });
  connect(m_bars, &MonthBars::monthPicked, this, &MonthsView::pick);
  connect(m_table, &DataTable::rowActivated, this, [this](int row) {
    if (row < FinanceMonthsModel::kMonths) pick(row + 1);
  });
  // A new period starts at its own year again.
  connect(&m_filter, &FinanceFilterModel::filterChanged, this, [this] { m_chosen = false; });
  retranslate();
}

MonthsView::~MonthsView() = default;

void MonthsView::setNames(const FinanceNames& names) {
  m_first = names.first;
  m_last = names.last;
}

void MonthsView::showYear(int year) {
  m_chosen = true;
  m_year = year;
  load();
}

void MonthsView::load() {
  const FinanceFilter& filter = m_filter.filter();
  if (!m_chosen) {
    Date newest = m_last.value_or(fromQDate(QDate::currentDate()));
    if (filter.until) newest = std::min(newest, *filter.until);
    if (filter.from) newest = std::max(newest, *filter.from);
    m_year = toQDate(newest).year();
  }
  m_client.ask(
      m_request,
      [channel = m_client.channel(), now = within(filter, m_year, 0),
       before = within(filter, m_year - 1, -1)](Engine& engine) -> Result<std::vector<FinanceGroup>> {
        std::vector<FinanceGroup> groups;
        for (const auto& part : {before, now}) {
          if (!part) continue;
          MZ_TRY(FinanceGroups found, engine.financeGroups(channel, *part, FinanceGrouping::Month, kEveryGroup));
          std::ranges::move(found.groups, std::back_inserter(groups));
        }
        return groups;
      },
      [this, year = m_year](Result<std::vector<FinanceGroup>> answer) {
        if (!answer) {
          Q_EMIT failed(answer.error());
          return;
        }
        m_model.setGroups(year, std::move(*answer));
        m_currency->offer(m_model.currencies(), m_model.currency());
        showMonths();
      });
}

void MonthsView::clear() {
  m_request.renew();
  m_first.reset();
  m_last.reset();
  m_chosen = false;
  m_model.setGroups(m_year, {});
}

void MonthsView::showMonths() {
  m_yearLabel->setText(QString::number(m_year));
  m_earlier->setEnabled(!m_first || m_year > toQDate(*m_first).year());
  m_later->setEnabled(!m_last || m_year < toQDate(*m_last).year());
  m_chartCard->setTitle(tr("%1 against %2").arg(m_year).arg(m_year - 1));
  m_bars->setMonths(m_model);
}

void MonthsView::pick(int month) {
  const QString key = QStringLiteral("%1-%2").arg(m_year).arg(month, 2, 10, QLatin1Char('0'));
  m_filter.setFilter(FinanceFilterModel::narrowed(m_filter.filter(), FinanceGrouping::Month, toText(key)));
  Q_EMIT monthPicked();
}

void MonthsView::retranslate() {
  m_earlier->setToolTip(tr("A year earlier"));
  m_earlier->setAccessibleName(tr("A year earlier"));
  m_later->setToolTip(tr("A year later"));
  m_later->setAccessibleName(tr("A year later"));
  m_bars->setAccessibleName(tr("Payments by month"));
  m_bars->setToolTip(tr("Click a month to see its payments."));
  m_table->setAccessibleName(tr("Payments by month"));
  m_currency->setAccessibleName(tr("Currency of the bars"));
  m_model.retranslate();
}

void MonthsView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
    retranslate();
    if (m_year > 0) showMonths();
  }
}

}  // namespace mz
