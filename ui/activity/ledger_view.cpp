#include "ui/activity/ledger_view.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/filter_row.h"
#include "ui/parts/state_view.h"

namespace mz {

LedgerView::LedgerView(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_theme(context.theme),
      m_filter(context.client),
      m_model(new ActivityModel(context.client, this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("activity"), this)),
      m_count(new QLabel(this)),
      m_newer(new QPushButton(this)),
      m_further(new QPushButton(this)),
      m_state(new StateView(context.theme, this)) {
  m_table->setObjectName(QStringLiteral("activityTable"));
  m_table->setModel(m_model);
  m_table->setColumns({110, 104, 180, 150, 108, 190, 80, 96},
                      {ActivityModel::CallColumn, ActivityModel::OrgColumn, ActivityModel::ResultColumn},
                      {ActivityModel::BlockColumn});
  setFocusProxy(m_table);
  m_count->setObjectName(QStringLiteral("activityCount"));
  m_count->setProperty("muted", true);
  m_newer->setObjectName(QStringLiteral("activityNewer"));
  m_newer->setIcon(context.theme.icon(QStringLiteral("newest")));
  m_further->setObjectName(QStringLiteral("lookFurther"));
  m_further->setIcon(context.theme.icon(QStringLiteral("search")));
  m_state->setObjectName(QStringLiteral("activityState"));

  auto* card = new Card(this);
  auto* line = new QHBoxLayout;
  line->setSpacing(kGrid);
  line->addWidget(m_count, 1);
  line->addWidget(m_newer);
  line->addWidget(m_further);
  card->body()->addLayout(line);
  auto* holder = new QWidget(card);
  m_stack = new QStackedLayout(holder);
  m_stack->addWidget(m_state);
  m_stack->addWidget(m_table);
  card->body()->addWidget(holder, 1);

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(kGrid + kGrid / 2);
  all->addWidget(new FilterRow(m_filter, context.theme, context.settings, QStringLiteral("activity"), this));
  all->addWidget(card, 1);

  connect(&m_filter, &TableFilter::valuesChanged, this, &LedgerView::query);
  connect(&m_client, &EngineClient::networkChanged, this, &LedgerView::query);
  connect(m_model, &ActivityModel::stateChanged, this, &LedgerView::showState);
  connect(m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
    std::vector<ActivityRow> rows;
    for (int row = first; row <= last; ++row) rows.push_back(m_model->row(row));
    m_filter.learn(rows);
  });
  connect(m_model, &ActivityModel::failed, this, [this](const Error& error) {
    m_error = error;
    showState();
  });
  connect(m_table, &DataTable::rowActivated, this, [this](int row) {
    const ActivityRow& chosen = m_model->row(row);
    Q_EMIT linkActivated(QStringLiteral("in/%1/tx/%2").arg(fromText(chosen.channel)).arg(chosen.transaction.number.value));
  });
  connect(m_table, &DataTable::cellMenuOpening, this, [this](QMenu* menu) { addCellActions(*menu); });
  connect(m_newer, &QPushButton::clicked, this, [this] {
    query();
    m_table->setFocus();
  });
  connect(m_further, &QPushButton::clicked, m_model, &ActivityModel::lookFurther);
  connect(m_state, &StateView::buttonClicked, this, [this] {
    if (m_error) {
      query();
    } else if (!m_model->isComplete()) {
      m_model->lookFurther();
    } else {
      m_filter.clear();
    }
  });
  retranslate();
}

void LedgerView::setActive(bool active) {
  m_active = active;
  m_model->setActive(active);
  if (active && m_stale) query();
}

// Reads only what somebody looks at.
void LedgerView::query() {
  m_error.reset();
  m_stale = !m_active || !m_client.ready();
  if (!m_stale) m_model->setFilter(m_filter.filter(QDate::currentDate()));
}

void LedgerView::addCellActions(QMenu& menu) {
  const ActivityRow& row = m_model->row(m_table->currentIndex().row());
  struct Narrowing {
    const char* field;
    QString value, title;
  };
  const TransactionSummary& shown = row.transaction;
  const Narrowing narrowings[] = {
      {ActivityFilterModel::kOrg, fromText(shown.org), orgTitle(m_client, row.channel, shown.org)},
      {ActivityFilterModel::kSigner, fromText(shown.signer), fromText(shown.signer)},
      {ActivityFilterModel::kCall, ActivityFilterModel::callOf(shown), titleText(shown.functionTitle, shown.function)}};
  menu.addSeparator();
  for (const Narrowing& one : narrowings) {
    if (one.value.size() < 2) continue;  // without an envelope nobody knows who called what
    menu.addAction(m_theme.icon(QStringLiteral("filter")), tr("Only %1").arg(one.title), this,
                   [this, field = QString::fromLatin1(one.field), value = one.value] { m_filter.setValue(field, value); });
  }
}

QString LedgerView::countText() const {
  const auto rows = static_cast<std::uint64_t>(m_model->rowCount());
  const QString count = numberText(rows);
  if (m_model->isLoading()) return tr("%1 so far, looking further…").arg(count);
  if (m_model->isCut()) return tr("The newest %1 are listed; narrow the filters to see earlier ones.").arg(count);
  if (m_model->isComplete()) return tr("%1 transactions", nullptr, pluralOf(rows)).arg(count);
  return tr("At least %1 transactions; looked back to %2", nullptr, pluralOf(rows)).arg(count, timeText(m_model->reached()));
}

void LedgerView::showState() {
  const bool any = m_model->rowCount() > 0;
  m_count->setText(any && !m_error ? countText() : QString());
  const QString newer = numberText(m_model->newer());
  m_newer->setText(m_model->newerAtLeast() ? tr("At least %1 new", nullptr, pluralOf(m_model->newer())).arg(newer)
                                           : tr("%1 new", nullptr, pluralOf(m_model->newer())).arg(newer));
  m_newer->setAccessibleName(tr("Show what is new: %1").arg(m_newer->text()));
  m_newer->setVisible(m_model->newer() > 0 && !m_error);
  const bool further = m_model->isAnswered() && !m_model->isComplete() && !m_model->isCut();
  m_further->setVisible(any && further && !m_error);
  m_further->setEnabled(!m_model->isLoading());
  if (m_error && !any) {
    m_state->showError(tr("What was done cannot be shown"), errorText(*m_error), tr("Try again"), fromText(m_error->detail));
  } else if (any) {
    m_stack->setCurrentWidget(m_table);
    return;
  } else if (!m_model->isAnswered() || m_model->isLoading()) {
    m_state->showLoading(tr("Looking through the ledger"));
  } else if (!m_model->isComplete()) {
    m_state->showEmpty(QStringLiteral("search"), tr("Nothing found yet"),
                       tr("Looked back to %1; what is older has not been looked through.").arg(timeText(m_model->reached())),
                       tr("Look further"));
  } else if (m_filter.isEmpty()) {
    m_state->showEmpty(QStringLiteral("activity"), tr("Nothing has been done on the ledger yet"),
                       tr("Every call that anybody signs appears here, executed or refused."));
  } else {
    m_state->showEmpty(QStringLiteral("filter"), tr("No transaction matches these filters"),
                       tr("Nothing that the filters above let through is on the ledger. Change one of them, or clear them."),
                       tr("Clear filters"));
  }
  m_stack->setCurrentWidget(m_state);
}

void LedgerView::retranslate() {
  m_table->setAccessibleName(tr("What was done on the ledger, newest first"));
  m_newer->setToolTip(tr("New transactions came in; the list does not move before you press this."));
  m_further->setText(tr("Look further"));
  m_further->setAccessibleName(tr("Look further"));
  m_further->setToolTip(tr("Goes on with what is older."));
  m_model->retranslate();
  showState();
}

void LedgerView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
