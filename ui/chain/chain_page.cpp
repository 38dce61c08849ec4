#include "ui/chain/chain_page.h"

#include <QtCore/QEvent>
#include <QtGui/QValidator>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/channel_failure_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "models/link.h"
#include "ui/chain/audit_panel.h"
#include "ui/chain/block_panel.h"
#include "ui/chain/block_strip.h"
#include "ui/chain/comparison_view.h"
#include "ui/chain/state_legend.h"
#include "ui/chain/transaction_panel.h"
#include "ui/parts/card.h"
#include "ui/parts/channel_failure_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/layout_keeper.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {
constexpr int kBlocksWidth = 46 * kGrid;
constexpr int kBlockWidth = 55 * kGrid;
constexpr int kTransactionWidth = 38 * kGrid;
constexpr int kColumnsHeight = 32 * kGrid;
}  // namespace

ChainPage::ChainPage(const PageContext& context, QWidget* parent)
    : Page(parent),
      m_context(context),
      m_client(context.client),
      m_audit(context.client, context.operations),
      m_blocks(new BlockTableModel(context.client, this)),
      m_title(new QLabel(this)),
      m_extent(new QLabel(this)),
      m_jump(new QLineEdit(this)),
      m_verify(new QPushButton(this)),
      m_report(new AuditPanel(context, m_audit, this)),
      m_strip(new BlockStrip(context.client, m_audit, context.theme, context.files, this)),
      m_scale(new QLabel(this)),
      m_zoomOut(new QToolButton(this)),
      m_zoomIn(new QToolButton(this)),
      m_showAll(new QToolButton(this)),
      m_showNewest(new QToolButton(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("blocks"), this)),
      m_block(new BlockPanel(context, this)),
      m_transaction(new TransactionPanel(context, this)),
      m_view(new StateView(context.theme, this)),
      m_failure(new ChannelFailureView(context.client, context.theme, this)),
      m_notice(new QLabel(this)),
      m_comparison(new ComparisonView(context, this)) {
  setObjectName(QStringLiteral("chainPage"));
  m_title->setProperty("pageTitle", true);
  m_extent->setProperty("muted", true);
  m_notice->setObjectName(QStringLiteral("chainNotice"));
  m_notice->setProperty("notice", true);
  m_notice->setWordWrap(true);
  m_notice->hide();
  m_extent->setObjectName(QStringLiteral("chainExtent"));
  m_jump->setObjectName(QStringLiteral("jumpToBlock"));
  m_jump->setFixedWidth(20 * kGrid);
  m_jump->setMaxLength(24);
  m_jump->addAction(context.theme.icon(QStringLiteral("block")), QLineEdit::LeadingPosition);
  m_verify->setObjectName(QStringLiteral("verify"));
  m_verify->setIcon(context.theme.icon(QStringLiteral("verify")));
  m_table->setObjectName(QStringLiteral("blockTable"));
  m_table->setModel(m_blocks);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  setFocusProxy(m_table);
  m_table->setColumns({64, 100, 48, 110}, {BlockTableModel::TimeColumn});

  auto* blocks = new Card(this);
  blocks->layout()->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
  blocks->body()->addWidget(m_table, 1);
  blocks->setMinimumWidth(kBlocksWidth);

  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setHandleWidth(2 * kGrid);
  splitter->setMinimumHeight(kColumnsHeight);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(blocks);
  splitter->addWidget(m_block);
  splitter->addWidget(m_transaction);
  m_block->setMinimumWidth(kBlockWidth);
  splitter->setSizes({kBlocksWidth, 64 * kGrid, 40 * kGrid});
  splitter->setStretchFactor(0, 0);
  splitter->setStretchFactor(1, 8);
  splitter->setStretchFactor(2, 4);
  keepSizes(*splitter, context.settings, QStringLiteral("chain"));

  auto* top = new QHBoxLayout;
  top->setSpacing(kGrid + kGrid / 2);
  top->addWidget(m_title);
  top->addWidget(m_extent, 0, Qt::AlignBottom);
  top->addStretch(1);
  top->addWidget(m_jump);
  top->addWidget(m_verify);

  auto* content = new QWidget(this);
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->setSpacing(kGrid + kGrid / 2);
  inner->addWidget(makeStripCard());
  inner->addWidget(makeCompareBar());
  // Where the window is too small for the three side by side, they are scrolled: none lies over another or is cut.
  auto* columns = new QScrollArea(content);
  columns->setObjectName(QStringLiteral("chainColumns"));
  columns->setWidgetResizable(true);
  columns->setFrameShape(QFrame::NoFrame);
  columns->setFocusPolicy(Qt::NoFocus);
  columns->setWidget(splitter);
  columns->viewport()->setAutoFillBackground(false);
  splitter->setAutoFillBackground(false);
  m_transaction->setMinimumWidth(kTransactionWidth);
  inner->addWidget(columns, 1);
  // What a verification found stays in sight also where nothing else of the channel can be shown.
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addLayout(top);
  layout->addWidget(m_notice);
  layout->addWidget(m_report);
  m_stack = new QStackedLayout;
  m_stack->addWidget(m_view);
  m_stack->addWidget(content);
  m_stack->addWidget(m_failure);
  m_stack->addWidget(m_comparison);
  layout->addLayout(m_stack, 1);

  connect(m_table, &DataTable::currentRowChanged, this, [this](int row) {
    if (row < 0) return;
    const Height height = m_blocks->heightOf(row);
    m_block->showBlock(height);
    m_strip->showBlock(height);
    // While a second block is asked for, choosing one names it.
    if (m_compared && *m_compared != height) m_compareWith->setText(numberText(height.value));
  });
  connect(m_comparison, &ComparisonView::closeAsked, this, [this] {
    m_comparison->clear();
    refresh();
    m_table->setFocus();
    Q_EMIT placeChanged();
  });
  connect(m_comparison, &ComparisonView::exchanged, this, &Page::placeChanged);
  connect(m_comparison, &ComparisonView::blockAsked, this, [this](Height height) {
    showBlock(height);
    Q_EMIT placeChanged();
  });
  connect(m_strip, &BlockStrip::blockSelected, this, [this](Height height) { showBlock(height); });
  connect(m_strip, &BlockStrip::failed, this,
          [this](const Error& error) { Q_EMIT messageRaised(errorText(error), StatusRole::Danger); });
  connect(m_strip, &Picture::messageRaised, this, &Page::messageRaised);
  connect(m_strip, &Picture::viewChanged, this, [this] {
    m_scale->setText(m_strip->scaleText());
    m_showNewest->setEnabled(!m_strip->isLive());
  });
  connect(m_block, &BlockPanel::transactionSelected, m_transaction, &TransactionPanel::showTransaction);
  connect(m_block, &BlockPanel::noTransaction, m_transaction, &TransactionPanel::showNone);
  connect(m_block, &BlockPanel::transactionSelected, this, &Page::placeChanged);
  connect(m_block, &BlockPanel::noTransaction, this, &Page::placeChanged);
  connect(m_transaction, &TransactionPanel::messageRaised, this, &Page::messageRaised);
  connect(m_report, &AuditPanel::blockActivated, this, [this](Height height) { showBlock(height); });
  connect(m_report, &AuditPanel::messageRaised, this, &Page::messageRaised);
  connect(&m_audit, &ChainAudit::changed, this, [this] {
    if (m_verify->isEnabled() != m_audit.running()) return;
    m_verify->setEnabled(!m_audit.running());
    m_context.actions.refresh();
  });
  connect(&m_audit, &ChainAudit::failed, this, [this](const Error& error) {
    Q_EMIT messageRaised(errorText(error), error.code == ErrorCode::Cancelled ? StatusRole::Neutral : StatusRole::Danger);
  });
  connect(m_blocks, &BlockTableModel::failed, this,
          [this](const Error& error) { Q_EMIT messageRaised(errorText(error), StatusRole::Danger); });
  connect(m_verify, &QPushButton::clicked, this, &ChainPage::verify);
  m_context.actions.add(
      {.id = QStringLiteral("chain.verify"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Verify the channel"),
       .icon = QStringLiteral("verify"),
       .category = ActionCategory::Ledger},
      this,
      [this] {
        Q_EMIT linkActivated(QStringLiteral("page/chain"));
        verify();
      },
      [this] {
        return !m_client.ready()   ? tr("Open a network first.")
               : m_audit.running() ? tr("A verification is under way.")
                                   : QString();
      });
  QAction* compareWith = m_context.actions.add(
      {.id = QStringLiteral("chain.compare"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Compare the block with…"),
       .icon = QStringLiteral("compare"),
       .category = ActionCategory::Ledger},
      this,
      [this] {
        if (!isVisible()) Q_EMIT linkActivated(QStringLiteral("page/chain"));
        askForComparison();
      },
      [this] { return m_block->height() ? QString() : tr("Choose a block in the chain first."); });
  connect(m_table, &DataTable::cellMenuOpening, this, [compareWith](QMenu* menu) {
    menu->addSeparator();
    menu->addAction(compareWith);
  });
  connect(m_jump, &QLineEdit::returnPressed, this, [this] {
    const auto height = heightIn(m_jump->text());
    if (!height) {
      m_jump->selectAll();
      return;
    }
    showBlock(*height);
  });
  connect(m_view, &StateView::buttonClicked, this, &ChainPage::verify);
  connect(m_failure, &ChannelFailureView::verifyAsked, this, &ChainPage::verify);
  connect(&m_client, &EngineClient::channelChanged, this, &ChainPage::restart);
  connect(&m_client, &EngineClient::statusChanged, this, &ChainPage::refresh);
  retranslate();
  restart();
}

Card* ChainPage::makeStripCard() {
  auto* card = new Card(this);
  card->layout()->setContentsMargins(kGrid + kGrid / 2, kGrid, kGrid + kGrid / 2, kGrid);
  const auto button = [&](QToolButton* made, const char* name, const char* icon, auto act) {
    made->setObjectName(QString::fromLatin1(name));
    made->setIcon(m_context.theme.icon(QString::fromLatin1(icon)));
    made->setFocusPolicy(Qt::StrongFocus);
    connect(made, &QToolButton::clicked, this, act);
  };
  const auto middle = [this] { return QPointF(m_strip->width() / 2.0, 0); };
  constexpr double kStep = 2;
  button(m_zoomOut, "stripZoomOut", "minus", [this, middle] { m_strip->zoomBy(1 / kStep, middle()); });
  button(m_zoomIn, "stripZoomIn", "plus", [this, middle] { m_strip->zoomBy(kStep, middle()); });
  button(m_showAll, "stripShowAll", "fit", [this] { m_strip->fit(); });
  button(m_showNewest, "stripShowNewest", "newest", [this] { m_strip->showNewest(); });
  m_scale->setObjectName(QStringLiteral("stripScale"));
  m_scale->setProperty("muted", true);
  m_scale->setProperty("small", true);
  auto* line = new QHBoxLayout;
  line->setSpacing(kGrid / 2);
  line->addWidget(new StateLegend(m_context.theme, card));
  line->addStretch(1);
  line->addWidget(m_scale);
  line->addSpacing(kGrid);
  for (QToolButton* made : {m_zoomOut, m_zoomIn, m_showAll, m_showNewest}) line->addWidget(made);
  card->body()->setSpacing(kGrid / 2);
  card->body()->addWidget(m_strip);
  card->body()->addLayout(line);
  return card;
}

void ChainPage::restart() {
  m_request.renew();
  m_comparison->clear();
  m_compared.reset();
  m_compareBar->hide();
  m_block->clear();
  m_transaction->showNone();
  refresh();
}

void ChainPage::refresh() {
  const auto& status = m_client.status();
  const bool readable = status && !m_client.channelUnreadable();
  m_notice->setText(readable ? stoppedText(*status) : QString());
  m_notice->setVisible(!m_notice->text().isEmpty());
  m_extent->setVisible(readable);
  m_jump->setEnabled(readable);
  if (!readable) {
    if (const auto& error = m_client.statusError()) {
      m_view->showError(tr("This channel cannot be read"), errorText(*error), tr("Verify"), fromText(error->detail));
    } else if (status) {
      m_failure->refresh();
      m_stack->setCurrentIndex(2);
      return;
    } else {
      m_view->showLoading(tr("Opening the channel"));
    }
    m_stack->setCurrentIndex(0);
    return;
  }
  const QString extent = tr("Genesis to %1, %2 on disk").arg(numberText(status->height.value), bytesText(status->bytesOnDisk));
  m_extent->setText(m_blocks->isCut() ? tr("%1; the table lists the newest %2").arg(extent, numberText(kMostTableRows))
                                      : extent);
  m_stack->setCurrentIndex(m_comparison->heights() ? 3 : 1);
  // The newest block at first; afterwards new ones come in above and leave what is being read alone.
  if (!m_block->height() && m_blocks->rowCount() > 0) m_table->setCurrentIndex(m_blocks->index(0, 0));
}

void ChainPage::showBlock(Height height, std::optional<TransactionNumber> transaction) {
  if (!m_client.status() || height > m_client.status()->height) return;
  if (m_comparison->heights()) {
    m_comparison->clear();
    m_stack->setCurrentIndex(1);
  }
  m_block->showBlock(height, transaction);
  m_strip->showBlock(height);
  const int row = m_blocks->rowOf(height);
  if (row < 0) return;  // older than what the table lists
  const QModelIndex index = m_blocks->index(row, 0);
  m_table->setCurrentIndex(index);
  m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void ChainPage::showTransaction(TransactionNumber number) {
  m_client.ask(
      m_request, [channel = m_client.channel(), number](Engine& e) { return e.transaction(channel, number); },
      [this, number](Result<TransactionDetail> detail) {
        if (detail) {
          showBlock(detail->summary.height, number);
        } else {
          Q_EMIT messageRaised(errorText(detail.error()), StatusRole::Danger);
        }
      });
}

bool ChainPage::openLink(const QString& link) {
  if (link == QLatin1StringView("verify")) {
    verify();
    return true;
  }
  if (link.startsWith(QLatin1StringView("compare/"))) {
    const QStringList parts = link.split(QLatin1Char('/'));
    bool left = false, right = false;
    const Height one(parts.value(1).toULongLong(&left)), other(parts.value(2).toULongLong(&right));
    if (!left || !right) return false;
    compare(one, other);
    return true;
  }
  const QString number = link.section(QLatin1Char('/'), 1);
  bool good = false;
  const std::uint64_t value = number.toULongLong(&good);
  if (!good) return false;
  if (link.startsWith(QLatin1StringView("tx/"))) {
    showTransaction(TransactionNumber(value));
    return true;
  }
  if (link.startsWith(QLatin1StringView("block/"))) {
    showBlock(Height(value));
    return true;
  }
  return false;
}

void ChainPage::verify() { m_audit.start(); }

QWidget* ChainPage::makeCompareBar() {
  m_compareBar = new QWidget(this);
  m_compareLabel = new QLabel(m_compareBar);
  m_compareWith = new QLineEdit(m_compareBar);
  m_compareWith->setObjectName(QStringLiteral("compareWith"));
  m_compareWith->setFixedWidth(20 * kGrid);
  m_compareWith->setMaxLength(24);
  m_compareWith->addAction(m_context.theme.icon(QStringLiteral("block")), QLineEdit::LeadingPosition);
  m_compareNow = new QPushButton(m_compareBar);
  m_compareNow->setObjectName(QStringLiteral("compareNow"));
  m_compareNow->setProperty("primary", true);
  m_compareNow->setIcon(m_context.theme.icon(QStringLiteral("compare"), Colour::AccentText));
  m_compareNot = new QPushButton(m_compareBar);
  m_compareNot->setObjectName(QStringLiteral("compareNot"));
  auto* line = new QHBoxLayout(m_compareBar);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(kGrid);
  line->addWidget(m_compareLabel);
  line->addWidget(m_compareWith);
  line->addWidget(m_compareNow);
  line->addWidget(m_compareNot);
  line->addStretch(1);
  m_compareBar->hide();
  connect(m_compareWith, &QLineEdit::returnPressed, this, &ChainPage::takeCompared);
  connect(m_compareNow, &QPushButton::clicked, this, &ChainPage::takeCompared);
  connect(m_compareNot, &QPushButton::clicked, this, [this] {
    m_compared.reset();
    m_compareBar->hide();
    m_table->setFocus();
  });
  return m_compareBar;
}

void ChainPage::askForComparison() {
  if (!m_block->height() || !m_client.status()) return;
  if (m_comparison->heights()) showBlock(m_comparison->heights()->first);
  m_compared = m_block->height();
  const std::uint64_t height = m_compared->value;
  m_compareLabel->setText(tr("Compare block %1 with block").arg(numberText(height)));
  // The one before is what most want to know.
  m_compareWith->setText(numberText(height > 0 ? height - 1 : std::min<std::uint64_t>(1, m_client.status()->height.value)));
  m_compareBar->show();
  m_compareWith->setFocus();
  m_compareWith->selectAll();
}

void ChainPage::takeCompared() {
  const auto other = heightIn(m_compareWith->text());
  if (!other || !m_compared) {
    m_compareWith->selectAll();
    return;
  }
  const Height left = *m_compared;
  compare(left, *other);
}

void ChainPage::compare(Height left, Height right) {
  m_compared.reset();
  m_compareBar->hide();
  m_comparison->compare(left, right);
  refresh();
  m_comparison->setFocus();
  Q_EMIT placeChanged();
}

// Says so where there is no such block.
std::optional<Height> ChainPage::heightIn(const QString& text) {
  QString digits = text;
  digits.remove(QLocale().groupSeparator()).remove(QLatin1Char(' '));
  bool good = false;
  const std::uint64_t height = digits.toULongLong(&good);
  if (good && m_client.status() && height <= m_client.status()->height.value) return Height(height);
  Q_EMIT messageRaised(tr("There is no block %1; the newest is %2.")
                           .arg(text, m_client.status() ? numberText(m_client.status()->height.value) : QString()),
                       StatusRole::Attention);
  return std::nullopt;
}

QString ChainPage::place() const {
  if (const auto heights = m_comparison->heights())
    return QStringLiteral("compare/%1/%2").arg(heights->first.value).arg(heights->second.value);
  if (const auto number = m_transaction->number()) return QStringLiteral("tx/%1").arg(number->value);
  if (const auto height = m_block->height()) return QStringLiteral("block/%1").arg(height->value);
  return {};
}

QString ChainPage::deepLink() const {
  Link link;
  if (const auto heights = m_comparison->heights()) {
    link.kind = Link::Kind::Comparison;
    link.channel = m_client.channel();
    link.number = heights->first.value;
    link.other = heights->second.value;
  } else if (const auto id = m_transaction->id()) {
    link.kind = Link::Kind::Transaction;
    link.transaction = *id;
  } else if (const auto height = m_block->height()) {
    link.kind = Link::Kind::Block;
    link.channel = m_client.channel();
    link.number = height->value;
  } else {
    return {};
  }
  return linkText(link);
}

QStringList ChainPage::views() const {
  return {QStringLiteral("start"),      QStringLiteral("transaction"),  QStringLiteral("certificates"),
          QStringLiteral("record"),     QStringLiteral("cosignatures"), QStringLiteral("compare"),
          QStringLiteral("comparison"), QStringLiteral("verified"),     QStringLiteral("digests"),
          QStringLiteral("history")};
}

void ChainPage::showView(const QString& view) {
  m_block->showTab(0);
  m_compareNot->click();
  m_report->dismiss();
  const auto& status = m_client.status();
  if (!status) return;
  m_strip->showNewest();
  if (view == QLatin1StringView("start")) {
    showBlock(status->height);
  } else {
    showBlock(Height(status->height.value / 2));
  }
  if (view == QLatin1StringView("transaction")) m_transaction->scrollToBottom();
  if (view == QLatin1StringView("certificates")) m_transaction->scrollToChain();
  if (view == QLatin1StringView("record")) m_block->showTab(1);
  if (view == QLatin1StringView("cosignatures")) m_block->showTab(2);
  if (view == QLatin1StringView("compare")) askForComparison();
  if (view == QLatin1StringView("comparison")) compare(Height(status->height.value / 2), status->height);
  if (view == QLatin1StringView("verified")) verify();
  if (view == QLatin1StringView("digests")) m_strip->zoomBy(100, m_strip->placeOf(Height(status->height.value / 2)));
  if (view == QLatin1StringView("history")) m_strip->fit();
}

void ChainPage::retranslate() {
  m_title->setText(tr("Chain"));
  m_jump->setPlaceholderText(tr("Go to block"));
  m_jump->setAccessibleName(tr("Go to block"));
  m_verify->setText(tr("Verify"));
  m_verify->setAccessibleName(tr("Verify the channel"));
  m_verify->setToolTip(
      tr("Checks every signature, hash, result and figure that is stored, and shows the place of any damage."));
  m_table->setAccessibleName(tr("Blocks, newest first"));
  m_compareWith->setAccessibleName(tr("Block to compare with"));
  m_compareNow->setText(tr("Compare"));
  m_compareNot->setText(tr("Cancel"));
  if (m_compared) m_compareLabel->setText(tr("Compare block %1 with block").arg(numberText(m_compared->value)));
  m_comparison->retranslate();
  const auto name = [](QToolButton* button, const QString& words, const QString& keys) {
    button->setAccessibleName(words);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(words, keys));
  };
  name(m_zoomOut, tr("Zoom out"), QStringLiteral("\u2212"));
  name(m_zoomIn, tr("Zoom in"), QStringLiteral("+"));
  name(m_showAll, tr("Show the whole history"), QStringLiteral("0"));
  name(m_showNewest, tr("Show the newest blocks"), QKeySequence(Qt::Key_End).toString(QKeySequence::NativeText));
  m_scale->setText(m_strip->scaleText());
}

void ChainPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  m_blocks->retranslate();
  refresh();
}

}  // namespace mz
