#include "ui/chain/transaction_panel.h"

#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStackedLayout>
#include <algorithm>

#include "models/error_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/proof_path.h"
#include "models/small_file.h"
#include "ui/chain/proof_tree.h"
#include "ui/chain/signer_chain_view.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/state_view.h"
#include "ui/receipt/receipt_dialog.h"

namespace mz {

namespace {

constexpr int kCheckIcon = 14;

QLabel* sectionHeading(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setFont(Theme::font(TextSize::Body, true));
  return label;
}

}  // namespace

TransactionPanel::Section TransactionPanel::addSection(QLayout* layout, const QString& name) {
  Section section{sectionHeading(this), new DataTable(m_theme, m_settings, name, this), new TextTableModel(this)};
  section.table->setObjectName(name);
  section.table->setModel(section.model);
  section.table->setGrowing(true);
  layout->addWidget(section.heading);
  layout->addWidget(section.table);
  return section;
}

TransactionPanel::TransactionPanel(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_client(context.client),
      m_theme(context.theme),
      m_settings(context.settings),
      m_files(context.files),
      m_view(new StateView(context.theme, this)),
      m_card(new Card(this)),
      m_result(new Badge(context.theme, this)),
      m_final(new Badge(context.theme, this)),
      m_scroll(new QScrollArea(this)),
      m_vouches(sectionHeading(this)),
      m_tree(new ProofTree(context.theme, context.files, this)),
      m_checkIcon(new QLabel(this)),
      m_check(new QLabel(this)),
      m_facts(new FieldList(context.theme, 1, this)),
      m_chainHeading(sectionHeading(this)),
      m_chain(new SignerChainView(context.client, context.theme, this)),
      m_saveReceipt(new QPushButton(this)),
      m_print(new QPushButton(this)),
      m_code(new QPushButton(this)),
      m_savePolicy(new QPushButton(this)) {
  m_result->setObjectName(QStringLiteral("transactionResult"));
  m_facts->setObjectName(QStringLiteral("transactionFacts"));
  m_check->setObjectName(QStringLiteral("proofCheck"));
  m_check->setWordWrap(true);
  m_check->setProperty("small", true);
  m_check->setProperty("muted", true);
  m_saveReceipt->setObjectName(QStringLiteral("saveReceipt"));
  m_saveReceipt->setProperty("primary", true);
  m_saveReceipt->setIcon(m_theme.icon(QStringLiteral("receipt"), Colour::AccentText));
  m_print->setObjectName(QStringLiteral("openReceiptPage"));
  m_print->setIcon(m_theme.icon(QStringLiteral("print")));
  m_code->setObjectName(QStringLiteral("openReceiptCode"));
  m_code->setIcon(m_theme.icon(QStringLiteral("qr")));
  m_savePolicy->setObjectName(QStringLiteral("savePolicy"));
  m_savePolicy->setIcon(m_theme.icon(QStringLiteral("policy")));

  auto* inner = new QWidget(m_scroll);
  auto* layout = new QVBoxLayout(inner);
  layout->setContentsMargins(0, 0, kGrid, 0);
  layout->setSpacing(kGrid);
  layout->addWidget(m_vouches);
  layout->addWidget(m_tree);
  auto* check = new QHBoxLayout;
  check->setSpacing(kGrid / 2);
  check->addWidget(m_checkIcon, 0, Qt::AlignTop);
  check->addWidget(m_check, 1);
  layout->addLayout(check);
  layout->addSpacing(kGrid / 2);
  layout->addWidget(m_facts);
  layout->addSpacing(kGrid / 2);
  layout->addWidget(m_chainHeading);
  layout->addWidget(m_chain);
  layout->addSpacing(kGrid / 2);
  m_arguments = addSection(layout, QStringLiteral("argumentTable"));
  m_writes = addSection(layout, QStringLiteral("writeTable"));
  m_events = addSection(layout, QStringLiteral("eventTable"));
  layout->addStretch(1);
  m_scroll->setWidget(inner);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setMinimumHeight(3 * kGrid);  // what is scrolled gives way to the buttons below it
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_scroll->viewport()->setAutoFillBackground(false);

  // Below the title: beside it they would keep the panel from getting narrow.
  auto* states = new QHBoxLayout;
  states->setSpacing(kGrid);
  states->addWidget(m_result);
  states->addWidget(m_final);
  states->addStretch(1);
  m_card->body()->addLayout(states);
  m_card->body()->addWidget(m_scroll, 1);
  auto* line = new QFrame(this);
  line->setProperty("line", true);
  m_card->body()->addWidget(line);
  auto* buttons = new FlowLayout(kGrid);
  for (QPushButton* button : {m_saveReceipt, m_print, m_code, m_savePolicy}) buttons->addWidget(button);
  m_card->body()->addLayout(buttons);

  m_stack = new QStackedLayout(this);
  auto* waiting = new Card(this);
  waiting->body()->addWidget(m_view, 1);
  m_stack->addWidget(waiting);
  m_stack->addWidget(m_card);

  connect(m_view, &StateView::buttonClicked, this, &TransactionPanel::load);
  connect(m_saveReceipt, &QPushButton::clicked, this, [this] {
    if (!m_transaction) return;
    save("receipt", QStringLiteral("%1.tlog-proof").arg(fromText(m_transaction->summary.id.hex().substr(0, 16))),
         tr("Receipts (*.tlog-proof)"), [channel = m_client.channel(), number = m_transaction->summary.number](Engine& e) {
           return e.receipt(channel, number);
         });
  });
  connect(m_print, &QPushButton::clicked, this, [this] { openReceipt(false); });
  connect(m_code, &QPushButton::clicked, this, [this] { openReceipt(true); });
  connect(m_savePolicy, &QPushButton::clicked, this, [this] {
    save("export", QStringLiteral("%1.policy").arg(fromText(m_client.channel())), tr("Policies (*.policy)"),
         [channel = m_client.channel()](Engine& e) { return e.policy(channel); });
  });
  connect(&m_client, &EngineClient::statusChanged, this, [this] {
    if (m_transaction && !m_transaction->isFinal) load();
  });
  connect(&m_theme, &Theme::changed, this, &TransactionPanel::fill);
  retranslate();
  showNone();
}

void TransactionPanel::retranslate() {
  m_vouches->setText(tr("Who vouches for this"));
  m_chainHeading->setText(tr("Certificates of the signer"));
  m_arguments.heading->setText(tr("Arguments"));
  m_arguments.table->setAccessibleName(tr("Arguments of the call"));
  m_writes.heading->setText(tr("Writes"));
  m_writes.table->setAccessibleName(tr("Values before and after"));
  m_events.heading->setText(tr("Events"));
  m_events.table->setAccessibleName(tr("Events"));
  m_saveReceipt->setText(tr("Save receipt…"));
  m_saveReceipt->setAccessibleName(tr("Save receipt"));
  m_print->setText(tr("Print…"));
  m_print->setAccessibleName(tr("Print receipt"));
  m_code->setText(tr("QR code…"));
  m_code->setAccessibleName(tr("Show the receipt as a QR code"));
  m_savePolicy->setText(tr("Save policy…"));
  m_savePolicy->setAccessibleName(tr("Save policy"));
  m_savePolicy->setToolTip(tr("Whoever checks a receipt needs this file once: it says whose signatures count."));
}

void TransactionPanel::showNone() {
  m_request.renew();
  m_number.reset();
  m_transaction.reset();
  m_view->showEmpty(QStringLiteral("receipt"), tr("No transaction selected"),
                    tr("Choose a transaction to see who signed it, what it changed, and who vouches for it."));
  m_stack->setCurrentIndex(0);
}

void TransactionPanel::showTransaction(TransactionNumber number) {
  if (m_number == number) return;
  m_number = number;
  m_transaction.reset();
  if (m_stack->currentIndex() == 0) m_view->showLoading(tr("Reading the transaction"));
  load();
}

void TransactionPanel::load() {
  if (!m_number) return;
  m_client.ask(
      m_request,
      [channel = m_client.channel(), number = *m_number](Engine& e) -> Result<Loaded> {
        MZ_TRY(TransactionDetail transaction, e.transaction(channel, number));
        MZ_TRY(const BlockDetail block, e.block(channel, transaction.summary.height));
        return Loaded{std::move(transaction), block.cosignatures};
      },
      [this](Result<Loaded> loaded) {
        if (!loaded) {
          m_view->showError(tr("This transaction cannot be read"), errorText(loaded.error()), tr("Try again"),
                            fromText(loaded.error().detail));
          m_stack->setCurrentIndex(0);
          return;
        }
        const bool first = !m_transaction;
        m_transaction = std::move(loaded->transaction);
        m_cosignatures = std::move(loaded->cosignatures);
        fill();
        m_stack->setCurrentIndex(1);
        if (first) m_scroll->verticalScrollBar()->setValue(0);
      });
}

void TransactionPanel::fill() {
  if (!m_transaction) return;
  const TransactionDetail& detail = *m_transaction;
  const TransactionSummary& summary = detail.summary;
  const OrgInfo* org = m_client.org(summary.org);
  const QString orgName = org ? titleText(org->title, org->id) : fromText(summary.org);
  const QString function = titleText(summary.functionTitle, summary.function);

  m_card->setTitle(summary.hasEnvelope ? function : tr("Transaction"));
  m_result->setState(resultRole(summary.result), resultText(summary.result, summary.resultTitle));
  m_final->setState(detail.isFinal ? StatusRole::Good : StatusRole::Pending,
                    (detail.isFinal ? tr("final %1/%2") : tr("cosigned %1/%2")).arg(detail.cosigned).arg(detail.cosigners));

  const std::optional<ProofPath> path = proofPath(detail);
  const bool holds = path && path->holds;
  m_tree->setPath(path, tr("root %1, cosigned %2/%3").arg(shortDigest(detail.root)).arg(detail.cosigned).arg(detail.cosigners));
  std::vector<ProofWitness> witnesses;
  for (const Cosignature& cosignature : m_cosignatures) {
    const OrgInfo* witness = m_client.org(cosignature.org);
    witnesses.push_back({witness ? titleText(witness->title, witness->id) : fromText(cosignature.org), cosignature.valid});
  }
  m_tree->setWitnesses(std::move(witnesses));
  const StatusRole role = holds ? StatusRole::Good : StatusRole::Danger;
  m_checkIcon->setPixmap(m_theme.icon(Theme::statusIconName(role), role).pixmap(kCheckIcon, kCheckIcon));
  m_check->setText(holds
                       ? tr("Computed here from leaf %1 of %2: the path ends in the root that the checkpoint names. The ringed "
                            "nodes are the proof in the receipt.")
                             .arg(numberText(path->leafIndex), numberText(path->treeSize))
                       : tr("The proof does not lead to the root that the checkpoint names. Verify the channel."));

  std::vector<Field> fields;
  if (summary.hasEnvelope) {
    const bool valid = std::ranges::all_of(detail.chain, [](const CertificateLink& link) {
      return link.standing == CertificateStanding::Valid || link.standing == CertificateStanding::NotKept;
    });
    fields.push_back(
        {tr("Signed by"), tr("%1 · %2 %3 (%4)")
                              .arg(orgName, roleText(detail.role), fromText(summary.signer),
                                   valid ? tr("certificate valid in this block") : tr("certificate not valid in this block"))});
    fields.push_back({tr("Call"), tr("%1 · %2").arg(fromText(summary.contract), fromText(summary.function))});
  } else {
    fields.push_back({tr("Content"), tr("Only its digest is recorded: it should not have been ordered."), {}});
  }
  fields.push_back({tr("Block"), tr("%1, %2").arg(numberText(summary.height.value), timeText(summary.time))});
  fields.push_back({tr("Transaction id"), shortDigest(summary.id), {}, true, fromText(summary.id.hex())});
  fields.push_back(
      {tr("Leaf hash"), shortDigest(detail.leafHash), fromText(detail.leaf), true, fromText(detail.leafHash.hex())});
  if (summary.hasEnvelope) {
    fields.push_back(
        {tr("Envelope"), tr("%1, would have expired %2").arg(bytesText(detail.envelopeBytes), timeText(detail.expiry))});
  }
  m_facts->setFields(fields);
  m_chainHeading->setVisible(!detail.chain.empty());
  m_chain->setVisible(!detail.chain.empty());
  m_chain->setChain(detail.chain, summary.height);

  const auto show = [](Section& section, QStringList headings, std::vector<std::vector<TextCell>> rows) {
    const bool any = !rows.empty();
    section.model->setTable(std::move(headings), std::move(rows));
    section.heading->setVisible(any);
    section.table->setVisible(any);
  };
  show(m_arguments, {tr("Name"), tr("Value")}, argumentRows(detail.arguments));
  m_arguments.table->setColumns({140, 200}, {1});
  show(m_writes, {tr("What"), tr("Before"), tr("After")}, writeRows(detail.writes));
  m_writes.table->setColumns({150, 100, 120}, {0, 1, 2});
  int row = 0;
  m_writes.table->clearSpans();
  for (const auto& cells : writeRows(detail.writes)) {
    if (cells.size() == 1) m_writes.table->setSpan(row, 0, 1, 3);  // the key stands over its values
    ++row;
  }
  std::vector<std::vector<TextCell>> events;
  for (const auto& [name, payload] : detail.events) events.push_back({TextCell{fromText(name)}, TextCell{fromText(payload)}});
  show(m_events, {tr("Event"), tr("Content")}, std::move(events));
  m_events.table->setColumns({140, 200}, {1});

  for (QPushButton* button : {m_print, m_code}) {
    button->setEnabled(detail.isFinal && summary.hasEnvelope);
    button->setToolTip(detail.isFinal ? tr("The receipt as a page, and as codes that can be read from paper or screen.")
                                      : tr("Receipts are given for final blocks."));
  }
  m_saveReceipt->setEnabled(detail.isFinal && summary.hasEnvelope);
  m_saveReceipt->setToolTip(detail.isFinal ? tr("A file with which anyone can check this transaction without this program.")
                                           : tr("Receipts are given for final blocks: %1 of %2 have cosigned, %3 are needed.")
                                                 .arg(detail.cosigned)
                                                 .arg(detail.cosigners)
                                                 .arg(detail.threshold));
}

ReceiptDialog* TransactionPanel::openReceipt(bool codes) {
  if (!m_transaction || !m_transaction->isFinal || !m_transaction->summary.hasEnvelope) return nullptr;
  auto* dialog = new ReceiptDialog(m_client, m_theme, m_files, m_transaction->summary.number, this);
  connect(dialog, &ReceiptDialog::messageRaised, this, &TransactionPanel::messageRaised);
  dialog->showTab(codes ? ReceiptDialog::Codes : ReceiptDialog::Page);
  dialog->open();
  return dialog;
}

void TransactionPanel::save(const char* what, const QString& suggested, const QString& filter,
                            std::function<Result<std::string>(Engine&)> make) {
  const QString path = m_files.saveFile(this, tr("Save"), suggested, filter);
  if (path.isEmpty()) return;
  m_client.ask(
      m_saving,
      [make = std::move(make), path, deed = Deed{what, whoActs(m_client), m_client.channel(), toText(path)}](Engine& e) {
        const auto write = [&]() -> Status {
          MZ_TRY(const std::string text, make(e));
          return writeSmallFile(path, text);
        };
        return noted(e, deed, write());
      },
      [this, path](const Status& saved) {
        if (saved) {
          Q_EMIT messageRaised(tr("Saved %1").arg(QFileInfo(path).fileName()), StatusRole::Good);
        } else {
          Q_EMIT messageRaised(errorText(saved.error()), StatusRole::Danger);
        }
      });
}

void TransactionPanel::scrollToChain() { m_scroll->verticalScrollBar()->setValue(m_chainHeading->y()); }

void TransactionPanel::scrollToBottom() { m_scroll->verticalScrollBar()->setValue(m_scroll->verticalScrollBar()->maximum()); }

void TransactionPanel::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  retranslate();
  if (m_transaction) {
    fill();
  } else if (!m_number) {
    showNone();
  }
}

}  // namespace mz
