#include "ui/finance/payment_detail.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/error_text.h"
#include "models/finance_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/small_file.h"
#include "ui/finance/trail_view.h"
#include "ui/parts/flow_layout.h"
#include "ui/receipt/receipt_dialog.h"

namespace mz {

namespace {

QLabel* plainLabel(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  return label;
}

QFrame* hairline(QWidget* parent) {
  auto* line = new QFrame(parent);
  line->setProperty("line", true);
  return line;
}

}  // namespace

PaymentDetail::PaymentDetail(EngineClient& client, Theme& theme, FileDialogs& files, QWidget* parent)
    : QFrame(parent), m_client(client), m_theme(theme), m_files(files) {
  setProperty("card", true);
  setMinimumWidth(40 * kGrid);
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(1, 1, 1, 1);
  m_stack = new QStackedWidget(this);
  outer->addWidget(m_stack);
  m_nothing = plainLabel(m_stack);
  m_nothing->setProperty("muted", true);
  m_nothing->setAlignment(Qt::AlignCenter);
  m_nothing->setMargin(3 * kGrid);
  m_stack->addWidget(m_nothing);

  auto* scroll = new QScrollArea(m_stack);
  scroll->setObjectName(QStringLiteral("detailScroll"));
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->viewport()->setAutoFillBackground(false);
  auto* body = new QWidget;
  body->setAutoFillBackground(false);
  auto* all = new QVBoxLayout(body);
  all->setContentsMargins(2 * kGrid, kGrid + kGrid / 2, 2 * kGrid, 2 * kGrid);
  all->setSpacing(kGrid);

  auto* head = new QHBoxLayout;
  m_amount = plainLabel(body);
  m_amount->setObjectName(QStringLiteral("detailAmount"));
  m_amount->setFont(Theme::font(TextSize::Title, true));
  m_amount->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_close = new QToolButton(body);
  m_close->setObjectName(QStringLiteral("closeDetail"));
  m_close->setIcon(theme.icon(QStringLiteral("cross")));
  m_close->setFocusPolicy(Qt::StrongFocus);
  head->addWidget(m_amount, 1);
  head->addWidget(m_close, 0, Qt::AlignTop);
  all->addLayout(head);
  m_payee = plainLabel(body);
  m_payee->setProperty("heading", true);
  m_payee->setTextInteractionFlags(Qt::TextSelectableByMouse);
  all->addWidget(m_payee);
  m_badge = new Badge(theme, body);
  m_badge->setObjectName(QStringLiteral("detailState"));
  all->addWidget(m_badge);
  m_finality = plainLabel(body);
  m_finality->setObjectName(QStringLiteral("detailFinality"));
  m_finality->setProperty("muted", true);
  all->addWidget(m_finality);

  auto* buttons = new FlowLayout(kGrid);
  m_receipt = new QPushButton(body);
  m_receipt->setObjectName(QStringLiteral("saveReceipt"));
  m_receipt->setIcon(theme.icon(QStringLiteral("receipt")));
  m_print = new QPushButton(body);
  m_print->setObjectName(QStringLiteral("openReceiptPage"));
  m_print->setIcon(theme.icon(QStringLiteral("print")));
  m_code = new QPushButton(body);
  m_code->setObjectName(QStringLiteral("openReceiptCode"));
  m_code->setIcon(theme.icon(QStringLiteral("qr")));
  m_chain = new QPushButton(body);
  m_chain->setObjectName(QStringLiteral("showInChain"));
  m_chain->setIcon(theme.icon(QStringLiteral("chain")));
  for (QPushButton* button : {m_receipt, m_print, m_code, m_chain}) buttons->addWidget(button);
  all->addLayout(buttons);

  all->addWidget(hairline(body));
  m_fields = new FieldList(theme, 1, body);
  m_fields->setObjectName(QStringLiteral("detailFields"));
  all->addWidget(m_fields);
  m_samePayee = new QPushButton(body);
  m_samePayee->setObjectName(QStringLiteral("samePayee"));
  m_samePayee->setIcon(theme.icon(QStringLiteral("filter")));
  all->addWidget(m_samePayee, 0, Qt::AlignLeft);
  all->addWidget(hairline(body));
  m_trailTitle = plainLabel(body);
  m_trailTitle->setFont(Theme::font(TextSize::Body, true));
  all->addWidget(m_trailTitle);
  m_trailNote = plainLabel(body);
  m_trailNote->setObjectName(QStringLiteral("trailNote"));
  m_trailNote->setProperty("muted", true);
  all->addWidget(m_trailNote);
  m_trail = new TrailView(client, theme, body);
  m_trail->setObjectName(QStringLiteral("detailTrail"));
  all->addWidget(m_trail);
  all->addWidget(hairline(body));
  m_ledgerTitle = plainLabel(body);
  m_ledgerTitle->setFont(Theme::font(TextSize::Body, true));
  all->addWidget(m_ledgerTitle);
  m_ledger = new FieldList(theme, 1, body);
  m_ledger->setObjectName(QStringLiteral("detailLedger"));
  all->addWidget(m_ledger);
  all->addStretch();
  scroll->setWidget(body);
  m_stack->addWidget(scroll);

  connect(m_close, &QToolButton::clicked, this, &PaymentDetail::closeAsked);
  connect(m_receipt, &QPushButton::clicked, this, [this] {
    if (m_transaction) askReceiptFile(m_transaction->summary);
  });
  connect(m_print, &QPushButton::clicked, this, [this] { openReceipt(false); });
  connect(m_code, &QPushButton::clicked, this, [this] { openReceipt(true); });
  connect(m_trail, &TrailView::chainAsked, this, &PaymentDetail::chainAsked);
  connect(m_trail, &TrailView::receiptAsked, this, &PaymentDetail::askReceiptFile);
  connect(m_chain, &QPushButton::clicked, this, [this] {
    if (m_payment) Q_EMIT chainAsked(m_payment->transaction);
  });
  connect(m_samePayee, &QPushButton::clicked, this, [this] {
    if (!m_payment) return;
    FinanceFilter addition;
    addition.payees = {m_payment->payee};
    Q_EMIT narrowAsked(addition);
  });
  retranslate();
  showNothing();
}

void PaymentDetail::showNothing() {
  m_request.renew();
  m_trailRequest.renew();
  m_payment.reset();
  m_transaction.reset();
  m_error.reset();
  m_trailError.reset();
  m_stack->setCurrentIndex(0);
}

void PaymentDetail::showPayment(const FinanceRow& payment) {
  const bool same = m_payment && m_payment->payment == payment.payment;
  m_payment = payment;
  if (!same) {
    m_transaction.reset();
    m_error.reset();
    m_trailError.reset();
    m_trail->setTrail({});
  }
  showFields();
  showTransaction();
  showTrail();
  m_stack->setCurrentIndex(1);
  if (!same) load();
}

void PaymentDetail::refresh() {
  // What is final stays so.
  if (m_payment && !(m_transaction && m_transaction->isFinal)) load();
}

void PaymentDetail::load() {
  const TransactionNumber number = m_payment->transaction;
  m_client.ask(
      m_request, [channel = m_client.channel(), number](Engine& engine) { return engine.transaction(channel, number); },
      [this](Result<TransactionDetail> answer) {
        if (answer) {
          m_transaction = std::move(*answer);
          m_error.reset();
        } else {
          m_error = answer.error();
        }
        showTransaction();
      });
  m_client.ask(
      m_trailRequest, [channel = m_client.channel(), number](Engine& engine) { return engine.paymentTrail(channel, number); },
      [this](Result<std::vector<TrailStep>> answer) {
        m_trailError = answer ? std::nullopt : std::optional(answer.error());
        m_trail->setTrail(answer ? std::move(*answer) : std::vector<TrailStep>());
        showTrail();
      });
}

void PaymentDetail::retranslate() {
  m_nothing->setText(tr("Select a payment to see who signed it and how it is proved."));
  m_close->setToolTip(tr("Close details"));
  m_close->setAccessibleName(tr("Close details"));
  m_receipt->setText(tr("Save receipt…"));
  m_print->setText(tr("Print…"));
  m_print->setAccessibleName(tr("Print receipt"));
  m_code->setText(tr("QR code…"));
  m_code->setAccessibleName(tr("Show the receipt as a QR code"));
  m_chain->setText(tr("Show in chain"));
  m_samePayee->setText(tr("All payments to this payee"));
  m_ledgerTitle->setText(tr("On the ledger"));
  m_trailTitle->setText(tr("Trail"));
}

void PaymentDetail::showFields() {
  const FinanceRow& row = *m_payment;
  m_amount->setText(moneyText(row.amount, row.currency));
  m_payee->setText(nameText(row.payee));

  std::vector<Field> fields;
  const auto add = [&fields](const QString& label, const std::string& value) {
    if (!value.empty()) fields.push_back({label, fromText(value)});
  };
  fields.push_back({tr("Date"), dateText(row.date)});
  add(tr("Department"), row.department);
  add(tr("Entity"), row.entity);
  add(tr("Programme"), row.programme);
  add(tr("Class"), row.functionalClass);
  add(tr("Description"), row.description);
  add(tr("Reference"), row.reference);
  if (!row.readable)
    fields.push_back({tr("Missing"), tr("Id, reference and description: the signed envelope is damaged on this computer.")});
  else
    fields.push_back(
        {tr("Payment id"), fromText(row.id), tr("The id under which the payment was recorded."), false, fromText(row.id)});
  m_fields->setFields(fields);
}

void PaymentDetail::showTransaction() {
  const bool known = m_transaction.has_value();
  const bool isFinal = known && m_transaction->isFinal;
  m_receipt->setEnabled(isFinal);
  m_receipt->setToolTip(isFinal ? tr("A proof of this payment that anyone can check without this program's network.")
                        : known ? tr("Receipts are given when the block is final.")
                                : QString());
  for (QPushButton* button : {m_print, m_code}) {
    button->setEnabled(isFinal);
    button->setToolTip(isFinal ? tr("The receipt as a page, and as codes that can be read from paper or screen.")
                               : m_receipt->toolTip());
  }
  m_badge->setVisible(known);
  if (!known) {
    m_finality->setText(m_error ? errorText(*m_error) : tr("Reading the transaction…"));
    m_finality->setToolTip(m_error ? fromText(m_error->detail) : QString());
    m_ledger->setFields({});
    return;
  }
  const TransactionDetail& transaction = *m_transaction;
  const TransactionSummary& summary = transaction.summary;
  if (summary.result != ResultCode::Executed) {
    m_badge->setState(StatusRole::Danger, tr("Refused"));
  } else {
    m_badge->setState(isFinal ? StatusRole::Good : StatusRole::Pending, isFinal ? tr("Final") : tr("Executed"));
  }
  const int cosigned = static_cast<int>(transaction.cosigned);
  m_finality->setToolTip({});
  m_finality->setText(
      isFinal
          ? tr("%n of %1 organizations executed the same block and signed the same result; %2 are needed.", nullptr, cosigned)
                .arg(transaction.cosigners)
                .arg(transaction.threshold)
          : tr("%n of %1 organizations have signed this block so far; %2 are needed until it is final.", nullptr, cosigned)
                .arg(transaction.cosigners)
                .arg(transaction.threshold));

  std::vector<Field> fields;
  const OrgInfo* org = m_client.org(summary.org);
  const QString orgName = org != nullptr ? titleText(org->title, org->id) : fromText(summary.org);
  fields.push_back(
      {tr("Transaction"), shortDigest(summary.id), tr("SHA-256 of the signed bytes."), true, fromText(summary.id.hex())});
  fields.push_back({tr("Block"), numberText(summary.height.value), tr("Height of the block that holds it.")});
  fields.push_back({tr("Recorded at"), timeText(summary.time), timeExactText(summary.time)});
  fields.push_back(
      {tr("Signed by"), tr("%1, %2").arg(orgName, fromText(summary.signer)), fromText(transaction.certificateSubject)});
  if (!transaction.role.empty()) fields.push_back({tr("Role"), roleText(transaction.role)});
  fields.push_back({tr("Result"), resultText(summary.result, summary.resultTitle)});
  m_ledger->setFields(fields);
}

void PaymentDetail::showTrail() {
  const std::size_t steps = m_trail->trail().size();
  m_trail->setVisible(steps > 1);
  m_trailNote->setVisible(steps <= 1);
  m_trailNote->setText(m_trailError ? errorText(*m_trailError)
                       : steps == 0 ? tr("Reading the trail…")
                                    : tr("The payment names no allocation, so no budget line is linked to it."));
  m_trailNote->setToolTip(m_trailError ? fromText(m_trailError->detail) : QString());
}

void PaymentDetail::openReceipt(bool codes) {
  if (!m_transaction || !m_transaction->isFinal) return;
  auto* dialog = new ReceiptDialog(m_client, m_theme, m_files, m_transaction->summary.number, this);
  connect(dialog, &ReceiptDialog::messageRaised, this, &PaymentDetail::messageRaised);
  dialog->showTab(codes ? ReceiptDialog::Codes : ReceiptDialog::Page);
  dialog->open();
}

void PaymentDetail::askReceiptFile(const TransactionSummary& transaction) {
  const QString name = QStringLiteral("receipt-%1.tlog-proof").arg(fromText(transaction.id.hex()).left(12));
  const QString file = m_files.saveFile(this, tr("Save receipt"), name, tr("Receipts (*.tlog-proof);;All files (*)"));
  if (!file.isEmpty()) saveReceipt(transaction.number, file);
}

void PaymentDetail::saveReceipt(TransactionNumber number, const QString& path) {
  m_client.ask(
      m_receiptRequest,
      [channel = m_client.channel(), number, path,
       deed = Deed{"receipt", whoActs(m_client), m_client.channel(), toText(path)}](Engine& engine) {
        const auto write = [&]() -> Status {
          MZ_TRY(const std::string receipt, engine.receipt(channel, number));
          return writeSmallFile(path, receipt);
        };
        return noted(engine, deed, write());
      },
      [this, path](Status answer) {
        if (answer) {
          Q_EMIT messageRaised(tr("Receipt saved as %1.").arg(path), StatusRole::Good);
        } else {
          Q_EMIT messageRaised(tr("The receipt was not saved. %1").arg(errorText(answer.error())), StatusRole::Danger);
        }
      });
}

void PaymentDetail::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() != QEvent::LanguageChange && event->type() != QEvent::LocaleChange) return;
  retranslate();
  if (m_payment) {
    showFields();
    showTransaction();
    m_trail->retranslate();
    showTrail();
  }
}

}  // namespace mz
