#include "ui/chain/block_panel.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>

#include "models/block_model.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/filter_row.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {
constexpr std::uint64_t kWorthFiltering = 10;
}  // namespace

BlockPanel::BlockPanel(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_theme(context.theme),
      m_transactions(new TransactionTableModel(context.client, this)),
      m_filter(context.client),
      m_cosignatures(new TextTableModel(this)),
      m_card(new Card(this)),
      m_state(new Badge(context.theme, this)),
      m_facts(new FieldList(context.theme, 2, this)),
      m_tabs(new QTabWidget(this)),
      m_transactionTab(new QWidget(this)),
      m_filterRow(new FilterRow(m_filter, context.theme, context.settings, {}, m_transactionTab)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("blockTransactions"), this)),
      m_noMatch(new StateView(context.theme, this)),
      m_cosignatureTable(new DataTable(context.theme, context.settings, QStringLiteral("cosignatures"), this)),
      m_record(new FieldList(context.theme, 1, this)),
      m_checkpoint(new QPlainTextEdit(this)),
      m_view(new StateView(context.theme, this)) {
  m_table->setObjectName(QStringLiteral("transactionTable"));
  m_table->setModel(m_transactions);
  m_table->setColumns({80, 134, 120, 70, 96}, {TransactionTableModel::OrgColumn}, {TransactionTableModel::SignerColumn});
  m_cosignatureTable->setObjectName(QStringLiteral("cosignatureTable"));
  m_cosignatureTable->setModel(m_cosignatures);
  m_checkpoint->setObjectName(QStringLiteral("checkpointText"));
  m_checkpoint->setReadOnly(true);
  m_checkpoint->setFont(Theme::monospace(TextSize::Small));
  m_checkpoint->setLineWrapMode(QPlainTextEdit::NoWrap);
  m_checkpoint->setTabChangesFocus(true);
  m_record->setObjectName(QStringLiteral("blockRecord"));
  m_record->setExplained(true);

  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  auto* inner = new QWidget(scroll);
  auto* innerLayout = new QVBoxLayout(inner);
  innerLayout->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
  innerLayout->addWidget(m_record);
  innerLayout->addStretch(1);
  scroll->setWidget(inner);
  scroll->viewport()->setAutoFillBackground(false);

  m_tabs->setObjectName(QStringLiteral("blockTabs"));
  m_tabs->setDocumentMode(true);
  m_tabs->tabBar()->setDrawBase(false);
  m_tabs->tabBar()->setExpanding(false);
  m_tabs->addTab(m_transactionTab, {});
  m_tabs->addTab(scroll, {});
  m_tabs->addTab(m_cosignatureTable, {});
  m_tabs->addTab(m_checkpoint, {});

  auto* transactions = new QVBoxLayout(m_transactionTab);
  transactions->setContentsMargins(0, kGrid, 0, 0);
  transactions->setSpacing(kGrid);
  transactions->addWidget(m_filterRow);
  auto* holder = new QWidget(m_transactionTab);
  m_tableStack = new QStackedLayout(holder);
  m_tableStack->addWidget(m_table);
  m_tableStack->addWidget(m_noMatch);
  transactions->addWidget(holder, 1);

  m_card->header()->addWidget(m_state);
  m_card->header()->addStretch(1);
  m_card->body()->addWidget(m_facts);
  m_card->body()->addWidget(m_tabs, 1);

  m_stack = new QStackedLayout(this);
  auto* waiting = new Card(this);
  waiting->body()->addWidget(m_view, 1);
  m_stack->addWidget(waiting);
  m_stack->addWidget(m_card);

  connect(m_view, &StateView::buttonClicked, this, &BlockPanel::load);
  connect(&m_filter, &TableFilter::valuesChanged, this, [this] {
    m_transactions->setMatch(m_filter.match());
    showMatches();
  });
  connect(m_transactions, &TransactionTableModel::matched, this, [this] {
    showMatches();
    selectRow(0);
  });
  connect(m_transactions, &TransactionTableModel::failed, this, &BlockPanel::showMatches);
  connect(m_noMatch, &StateView::buttonClicked, &m_filter, &TableFilter::clear);
  connect(m_table, &DataTable::currentRowChanged, this, [this](int row) {
    if (row >= 0) Q_EMIT transactionSelected(m_transactions->numberOf(row));
  });
  // Cosignatures arrive after the block: an open one is read again until it is final.
  connect(&m_client, &EngineClient::statusChanged, this, [this] {
    if (m_block && !m_block->summary.isFinal) load();
  });
  fillTabs();
  clear();
}

void BlockPanel::showTab(int tab) { m_tabs->setCurrentIndex(tab); }

void BlockPanel::clear() {
  m_request.renew();
  m_height.reset();
  m_block.reset();
  m_transactions->clear();
  m_view->showEmpty(QStringLiteral("block"), tr("No block selected"), tr("Choose a block on the left to see what is in it."));
  m_stack->setCurrentIndex(0);
}

void BlockPanel::showBlock(Height height, std::optional<TransactionNumber> select) {
  if (select) m_filter.clear();  // which might hide it
  if (m_height == height) {      // also while it is being read: the wish for a transaction stays
    if (!select) return;
    m_select = select;
    if (m_block) selectRow(m_transactions->rowOf(*select));
    return;
  }
  m_select = select;
  m_height = height;
  m_block.reset();
  if (m_stack->currentIndex() == 0) m_view->showLoading(tr("Reading block %1").arg(numberText(height.value)));
  load();
}

void BlockPanel::load() {
  if (!m_height) return;
  m_client.ask(
      m_request, [channel = m_client.channel(), height = *m_height](Engine& e) { return e.block(channel, height); },
      [this](Result<BlockDetail> block) {
        if (!block) {
          m_view->showError(tr("This block cannot be read"), errorText(block.error()), tr("Try again"),
                            fromText(block.error().detail));
          m_stack->setCurrentIndex(0);
          return;
        }
        const bool first = !m_block;
        m_block = std::move(*block);
        if (first) m_transactions->setRange(m_block->firstTransaction, m_block->summary.transactions);
        fill();
        showMatches();
        m_stack->setCurrentIndex(1);
        if (!first) return;
        if (m_block->summary.transactions == 0) {
          Q_EMIT noTransaction();
        } else {
          selectRow(m_select ? std::max(0, m_transactions->rowOf(*m_select)) : 0);
        }
      });
}

// A row of controls over a handful of rows would only be in their way.
void BlockPanel::showMatches() {
  m_filterRow->setVisible(!m_filter.isEmpty() || (m_block && m_block->summary.transactions >= kWorthFiltering));
  const bool none = !m_filter.isEmpty() && !m_transactions->isMatching() && m_transactions->rowCount() == 0;
  if (none)
    m_noMatch->showEmpty(QStringLiteral("filter"), tr("No transaction of this block matches"),
                         tr("Change what is looked for, or clear it."), tr("Clear filters"));
  m_tableStack->setCurrentIndex(none ? 1 : 0);
}

void BlockPanel::selectRow(int row) {
  if (row < 0) return;
  const QModelIndex index = m_transactions->index(row, 0);
  m_table->setCurrentIndex(index);
  m_table->scrollTo(index);
}

void BlockPanel::fill() {
  if (!m_block) return;
  const BlockDetail& block = *m_block;
  const BlockSummary& summary = block.summary;
  const std::uint32_t cosigners = m_client.status() ? m_client.status()->cosigners : 0;
  m_card->setTitle(tr("Block %1").arg(numberText(summary.height.value)));
  m_state->setState(blockStateRole(summary), blockStateText(summary, cosigners));

  const QString transactions = summary.refused == 0
                                   ? numberText(summary.transactions)
                                   : tr("%1 (%2 refused)").arg(numberText(summary.transactions), numberText(summary.refused));
  m_facts->setFields({
      {tr("Time"), timeText(summary.time), tr("Block time, decided by the cosigning organizations' clocks"), false,
       timeExactText(summary.time)},
      {tr("Transactions"), transactions},
      {tr("Record"), shortDigest(summary.record), tr("Digest of this block's record"), true, fromText(summary.record.hex())},
      {tr("Previous"), summary.height.value == 0 ? tr("none") : shortDigest(block.previous),
       tr("Digest of the record before: this is what chains the blocks"), true, fromText(block.previous.hex())},
  });

  m_record->setFields({
      {tr("Channel"), shortDigest(block.channel), tr("Digest of the channel's first block; it names the chain."), true,
       fromText(block.channel.hex())},
      {tr("Epoch"), numberText(block.epoch), tr("Counts changes of the machine that gives the order.")},
      {tr("Height"), numberText(summary.height.value), tr("Position in the chain; the first block has 0.")},
      {tr("Batch"), numberText(block.batch.value), tr("Number that the orderer gave to these envelopes.")},
      {tr("Batch digest"), shortDigest(block.batchDigest), tr("Digest of the ordered envelopes as they were signed."), true,
       fromText(block.batchDigest.hex())},
      {tr("Cut by"), fromText(block.cutter), tr("The node that put the batch together and signed it.")},
      {tr("Previous record"), summary.height.value == 0 ? tr("none") : shortDigest(block.previous),
       tr("Digest of the record before: whoever changes an old block breaks every later one."), true,
       fromText(block.previous.hex())},
      {tr("Time"), timeText(summary.time),
       tr("In seconds; the lower median of the cosigning organizations' clocks, never earlier than the block before."), false,
       timeExactText(summary.time)},
      {tr("Configuration"), numberText(block.configuration), tr("Version of members, roles and policies that applied.")},
      {tr("Rules version"), numberText(block.rules), tr("Fixes everything that a result can depend on.")},
      {tr("Writes"), shortDigest(block.writes), tr("Digest of everything that this block wrote, in order."), true,
       fromText(block.writes.hex())},
      {tr("First leaf"), numberText(block.firstLeaf.value), tr("Where this block begins in the history tree.")},
      {tr("Record digest"), shortDigest(summary.record), tr("Digest of all the fields above; the next block names it."), true,
       fromText(summary.record.hex())},
  });

  std::vector<std::vector<TextCell>> rows;
  for (const Cosignature& cosignature : block.cosignatures) {
    const OrgInfo* org = m_client.org(cosignature.org);
    rows.push_back({TextCell{org ? titleText(org->title, org->id) : fromText(cosignature.org)},
                    TextCell{timeText(cosignature.time)},
                    cosignature.valid ? TextCell{tr("valid"), StatusRole::Good} : TextCell{tr("not valid"), StatusRole::Danger},
                    TextCell{fromText(cosignature.name).section(QLatin1Char('/'), -1), {}, false, fromText(cosignature.name)}});
  }
  m_cosignatures->setTable({tr("Organization"), tr("Signed at"), tr("Signature"), tr("Node")}, std::move(rows));
  m_cosignatureTable->setColumns({150, 158, 74, 70}, {0});
  m_checkpoint->setPlainText(fromText(block.checkpoint));
  fillTabs();
}

void BlockPanel::fillTabs() {
  m_tabs->setTabText(0, tr("Transactions"));
  m_tabs->setTabText(1, tr("Record"));
  m_tabs->setTabText(2, tr("Cosignatures"));
  m_tabs->setTabText(3, tr("Checkpoint"));
  m_tabs->tabBar()->setAccessibleName(tr("Parts of the block"));
  m_table->setAccessibleName(tr("Transactions of the block"));
  m_cosignatureTable->setAccessibleName(tr("Cosignatures of the block"));
  m_checkpoint->setAccessibleName(tr("Signed checkpoint"));
}

void BlockPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  m_transactions->retranslate();
  fillTabs();
  if (m_block) {
    fill();
  } else if (!m_height) {
    clear();
  }
}

}  // namespace mz
