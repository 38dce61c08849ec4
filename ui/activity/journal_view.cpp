#include "ui/activity/journal_view.h"

#include <QtCore/QEvent>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/filter_row.h"
#include "ui/parts/state_view.h"

namespace mz {

JournalView::JournalView(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_model(new JournalModel(context.client, m_filter, this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("journal"), this)),
      m_count(new QLabel(this)),
      m_state(new StateView(context.theme, this)) {
  m_table->setObjectName(QStringLiteral("journalTable"));
  m_table->setModel(m_model);
  m_table->setColumns({120, 170, 240, 110, 150, 150, 120}, {JournalModel::SubjectColumn});
  setFocusProxy(m_table);
  m_count->setObjectName(QStringLiteral("journalCount"));
  m_count->setProperty("muted", true);
  m_state->setObjectName(QStringLiteral("journalState"));
  auto* card = new Card(this);
  card->body()->addWidget(m_count);
  auto* holder = new QWidget(card);
  m_stack = new QStackedLayout(holder);
  m_stack->addWidget(m_state);
  m_stack->addWidget(m_table);
  card->body()->addWidget(holder, 1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->setSpacing(kGrid + kGrid / 2);
  all->addWidget(new FilterRow(m_filter, context.theme, context.settings, QStringLiteral("journal"), this));
  all->addWidget(card, 1);

  connect(m_model, &JournalModel::stateChanged, this, &JournalView::showState);
  connect(m_state, &StateView::buttonClicked, this, [this] { m_filter.clear(); });
  // What ends leaves its line in the journal.
  const auto again = [this] {
    if (m_active) m_model->refresh();
  };
  connect(&context.operations, &Operations::changed, this, again);
  connect(&context.client, &EngineClient::identitiesChanged, this, again);
  connect(&context.client, &EngineClient::networkChanged, this, again);
  connect(&context.client, &EngineClient::alarmsChanged, this, again);
  connect(&context.client, &EngineClient::blocksArrived, this, again);
  retranslate();
}

void JournalView::setActive(bool active) {
  m_active = active;
  if (active) m_model->refresh();
}

void JournalView::showState() {
  const auto rows = static_cast<std::uint64_t>(m_model->rowCount());
  m_count->setText(rows == m_model->total() ? tr("%1 entries", nullptr, pluralOf(rows)).arg(numberText(rows))
                                            : tr("%1 of %2 entries").arg(numberText(rows), numberText(m_model->total())));
  m_count->setVisible(m_model->total() > 0);
  if (rows > 0) {
    m_stack->setCurrentWidget(m_table);
    return;
  }
  if (!m_model->isAnswered()) {
    m_state->showLoading(tr("Reading the journal"));
  } else if (m_model->total() == 0) {
    m_state->showEmpty(QStringLiteral("activity"), tr("Nothing has been done in this program yet"),
                       tr("Unlocking, signing, imports, verifications, saved files and prints are listed here, with who did "
                          "them and how they ended."));
  } else {
    m_state->showEmpty(QStringLiteral("filter"), tr("No entry matches these filters"),
                       tr("Change one of the filters above, or clear them."), tr("Clear filters"));
  }
  m_stack->setCurrentWidget(m_state);
}

void JournalView::retranslate() {
  m_table->setAccessibleName(tr("What was done in this program, newest first"));
  m_model->retranslate();
  showState();
}

void JournalView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
