#include "ui/finance/budget_view.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>
#include <set>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

BudgetView::BudgetView(const PageContext& context, FinanceFilterModel& filter, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_filter(filter),
      m_stack(new QStackedLayout(this)),
      m_state(new StateView(context.theme, this)),
      m_year(nullptr),
      m_yearLabel(nullptr),
      m_departmentsCard(nullptr),
      m_linesCard(nullptr),
      m_departmentTable(nullptr),
      m_lineTable(nullptr) {
  auto* content = new QWidget(this);
  m_yearLabel = new QLabel(content);
  m_yearLabel->setProperty("muted", true);
  m_year = new QComboBox(content);
  m_year->setObjectName(QStringLiteral("budgetYear"));
  m_yearLabel->setBuddy(m_year);
  auto* top = new QHBoxLayout;
  top->addWidget(m_yearLabel);
  top->addWidget(m_year);
  top->addStretch();

  m_departmentsCard = new Card(content);
  m_departmentTable =
      new DataTable(context.theme, context.settings, QStringLiteral("finance.budget.departments"), m_departmentsCard);
  m_departmentTable->setObjectName(QStringLiteral("departmentBudgetTable"));
  m_departmentTable->setModel(&m_departments);
  m_departmentTable->setColumns({200, 150, 150, 150, 150, 120, 80}, {DepartmentBudgetModel::Department});
  m_departmentsCard->body()->addWidget(m_departmentTable);

  m_linesCard = new Card(content);
  m_lineTable = new DataTable(context.theme, context.settings, QStringLiteral("finance.budget.lines"), m_linesCard);
  m_lineTable->setObjectName(QStringLiteral("budgetLineTable"));
  m_lineTable->setModel(&m_lines);
  m_lineTable->setColumns({60, 160, 180, 200, 140, 140, 140, 140, 80},
                          {FinanceBudgetModel::Department, FinanceBudgetModel::Class, FinanceBudgetModel::Project});
  m_lineTable->setSortingEnabled(true);
  m_linesCard->body()->addWidget(m_lineTable);

  auto* split = new QSplitter(Qt::Vertical, content);
  split->addWidget(m_departmentsCard);
  split->addWidget(m_linesCard);
  split->setHandleWidth(2 * kGrid);
  split->setChildrenCollapsible(false);
  split->setSizes({500, 500});
  auto* all = new QVBoxLayout(content);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(2 * kGrid - kGrid / 2);
  all->addLayout(top);
  all->addWidget(split, 1);
  m_stack->addWidget(m_state);
  m_stack->addWidget(content);

  connect(m_year, &QComboBox::currentIndexChanged, this, [this] { load(); });
  connect(m_state, &StateView::buttonClicked, this, &BudgetView::importAsked);
  connect(m_departmentTable, &DataTable::rowActivated, this, [this](int row) {
    const DepartmentBudget& budget = m_departments.budgets()[static_cast<std::size_t>(row)];
    FinanceFilter wanted = FinanceFilterModel::narrowed(m_filter.filter(), FinanceGrouping::Department, budget.department);
    wanted = FinanceFilterModel::narrowed(wanted, FinanceGrouping::Year, toText(m_year->currentData().toString()));
    m_filter.setFilter(wanted);
    Q_EMIT departmentPicked();
  });
  connect(m_lineTable, &DataTable::rowActivated, this,
          [this](int row) { Q_EMIT transactionAsked(m_lines.line(row).transaction); });
  retranslate();
}

void BudgetView::load() {
  const int chosen = m_year->currentData().toInt();
  m_client.ask(
      m_request,
      [channel = m_client.channel(), chosen](Engine& engine) -> Result<std::pair<int, Answer>> {
        Answer answer;
        MZ_TRY(answer.lines, engine.budgetLines(channel, 0));
        int year = chosen;
        if (year == 0) {
          for (const BudgetLineRow& line : answer.lines) year = std::max(year, line.year);
        }
        if (year == 0) return std::pair(0, std::move(answer));
        FinanceFilter filter;
        filter.from = fromQDate(QDate(year, 1, 1));
        filter.until = fromQDate(QDate(year, 12, 31));
        MZ_TRY(FinanceGroups spent, engine.financeGroups(channel, filter, FinanceGrouping::Department, kEveryGroup));
        answer.spent = std::move(spent.groups);
        return std::pair(year, std::move(answer));
      },
      [this](Result<std::pair<int, Answer>> answer) {
        if (!answer) {
          Q_EMIT failed(answer.error());
          return;
        }
        take(answer->first, std::move(answer->second));
      });
}

void BudgetView::clear() {
  m_request.renew();
  m_answered = false;
  m_stack->setCurrentIndex(0);
  retranslate();
}

void BudgetView::take(int year, Answer answer) {
  m_answered = true;
  std::set<int, std::greater<>> years;
  for (const BudgetLineRow& line : answer.lines) years.insert(line.year);
  {
    const QSignalBlocker quiet(m_year);
    m_year->clear();
    for (const int known : years) m_year->addItem(QString::number(known), known);
    m_year->setCurrentIndex(m_year->findData(year));
  }
  m_departments.setBudgets(departmentBudgets(answer.lines, year, answer.spent));
  std::erase_if(answer.lines, [year](const BudgetLineRow& line) { return line.year != year; });
  std::set<std::string> currencies;
  for (const BudgetLineRow& line : answer.lines) currencies.insert(line.currency);
  m_lines.setLines(std::move(answer.lines));
  m_lineTable->withhold(FinanceBudgetModel::Year, true);  // the field above says it
  // The title says a currency that is everywhere the same.
  const bool one = currencies.size() == 1;
  m_onlyCurrency = one ? fromText(*currencies.begin()) : QString();
  m_lineTable->withhold(FinanceBudgetModel::Currency, one);
  m_departmentTable->withhold(DepartmentBudgetModel::Currency, one);
  m_stack->setCurrentIndex(years.empty() ? 0 : 1);
  retranslate();
}

void BudgetView::retranslate() {
  if (m_answered) {
    m_state->showEmpty(QStringLiteral("finance"), tr("No budget on this ledger yet"),
                       tr("Budget lines say what each department may spend in a year. Import them from a file, and this page "
                          "sets them against what was paid."),
                       tr("Import…"));
  } else {
    m_state->showLoading(tr("Reading the budget…"));
  }
  m_yearLabel->setText(tr("Fiscal year"));
  m_year->setAccessibleName(tr("Fiscal year"));
  showTitles();
  m_departmentTable->setAccessibleName(tr("Budget by department"));
  m_lineTable->setAccessibleName(tr("Budget lines"));
  m_departments.retranslate();
  m_lines.retranslate();
}

void BudgetView::showTitles() {
  const int lines = m_lines.rowCount();
  if (m_onlyCurrency.isEmpty()) {
    m_departmentsCard->setTitle(tr("By department"));
    m_linesCard->setTitle(tr("%n budget lines", nullptr, lines));
  } else {
    m_departmentsCard->setTitle(tr("By department, in %1").arg(m_onlyCurrency));
    m_linesCard->setTitle(tr("%n budget lines, in %1", nullptr, lines).arg(m_onlyCurrency));
  }
}

void BudgetView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) retranslate();
}

}  // namespace mz
