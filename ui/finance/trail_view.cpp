#include "ui/finance/trail_view.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "ui/parts/card.h"

namespace mz {

namespace {

using Kind = FinanceRecord::Kind;

constexpr int kMargin = 3 * kGrid;  // in which the line runs
constexpr int kDot = 10;
constexpr int kDotCentre = 11;  // from the top of a step: the middle of its first line

QLabel* wrapped(const QString& text, QWidget* parent, bool small) {
  auto* label = new QLabel(text, parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setProperty("muted", true);
  label->setProperty("small", small);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

TrailView::TrailView(const EngineClient& client, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_layout(new QVBoxLayout(this)) {
  m_layout->setContentsMargins(0, 0, 0, 0);
  m_layout->setSpacing(2 * kGrid);
  connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TrailView::setTrail(std::vector<TrailStep> trail) {
  m_trail = std::move(trail);
  fill();
}

void TrailView::retranslate() { fill(); }

void TrailView::fill() {
  for (QWidget* step : m_steps) {
    // A step may be asked to go by one of its own buttons.
    step->hide();
    step->deleteLater();
  }
  m_steps.clear();
  for (int i = 0; i < static_cast<int>(m_trail.size()); ++i) {
    m_steps.push_back(makeStep(i));
    m_layout->addWidget(m_steps.back());
  }
  // Made later than what stands below them, they would be reached last.
  QWidget* before = this;
  for (QToolButton* button : findChildren<QToolButton*>()) {
    if (!button->isVisibleTo(this)) continue;
    setTabOrder(before, button);
    before = button;
  }
  update();
}

QWidget* TrailView::makeStep(int number) {
  const TrailStep& step = m_trail[static_cast<std::size_t>(number)];
  const FinanceRecord& record = step.record;
  const TransactionSummary& transaction = step.transaction;
  QString title;
  QString what = fromText(record.text);
  switch (record.kind) {
    case Kind::Line: title = tr("Budget line of %1").arg(record.year); break;
    case Kind::Adjustment: title = record.amount.minor < 0 ? tr("Budget cut") : tr("Budget raised"); break;
    case Kind::Allocation:
      title = tr("Allocation");
      what = tr("Released to %1").arg(what);
      break;
    case Kind::Payment:
      title = tr("This payment");
      what = nameText(record.text);
      break;
  }

  auto* widget = new QWidget(this);
  widget->setObjectName(QStringLiteral("trailStep%1").arg(number));
  auto* layout = new QVBoxLayout(widget);
  layout->setContentsMargins(kMargin, 0, 0, 0);
  layout->setSpacing(2);
  auto* head = new QHBoxLayout;
  head->setSpacing(kGrid);
  auto* name = new QLabel(title, widget);
  name->setFont(Theme::font(TextSize::Body, true));
  name->setToolTip(fromText(record.id));
  QString amount = amountText(record.amount, record.currency, true);
  if (record.kind == Kind::Adjustment && record.amount.minor > 0) amount.prepend(QLatin1Char('+'));
  auto* sum = new QLabel(amount, widget);
  sum->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  head->addWidget(name);
  head->addWidget(sum, 1);
  layout->addLayout(head);
  if (!what.isEmpty()) layout->addWidget(wrapped(what, widget, false));
  if (step.drawn) {
    const Amount left = subtract(record.amount, *step.drawn).value_or(Amount());
    layout->addWidget(wrapped(tr("%1 drawn, with this payment; %2 left.")
                                  .arg(amountText(*step.drawn, record.currency), amountText(left, record.currency)),
                              widget, true));
  }
  const OrgInfo* org = m_client.org(transaction.org);
  const QString signer = org != nullptr ? titleText(org->title, org->id) : fromText(transaction.org);
  QStringList facts{fromText(record.id)};
  if (record.date) facts.append(dateText(*record.date));
  facts.append(tr("block %1").arg(numberText(transaction.height.value)));
  layout->addWidget(wrapped(facts.join(QStringLiteral(" · ")), widget, true));
  layout->addWidget(wrapped(tr("Signed by %1, %2").arg(signer, fromText(transaction.signer)), widget, true));

  auto* foot = new QHBoxLayout;
  foot->setSpacing(kGrid / 2);
  auto* badge = new Badge(m_theme, widget);
  badge->setState(step.isFinal ? StatusRole::Good : StatusRole::Pending, step.isFinal ? tr("Final") : tr("Executed"));
  badge->setToolTip(tr("Cosigned by %1 of %2 organizations; %3 are needed.")
                        .arg(numberText(step.cosigned), numberText(step.cosigners), numberText(step.threshold)));
  foot->addWidget(badge);
  foot->addStretch();
  // The payment's own are above, in words.
  if (record.kind != Kind::Payment) {
    const auto button = [&](const char* part, const char* icon, const QString& sentence) {
      auto* made = new QToolButton(widget);
      made->setObjectName(QStringLiteral("%1%2").arg(QLatin1String(part)).arg(number));
      made->setIcon(m_theme.icon(QString::fromLatin1(icon)));
      made->setFocusPolicy(Qt::StrongFocus);
      made->setToolTip(sentence);
      made->setAccessibleName(QStringLiteral("%1: %2").arg(sentence, title));
      foot->addWidget(made);
      return made;
    };
    QToolButton* receipt = button("trailReceipt", "receipt",
                                  step.isFinal ? tr("Save its receipt") : tr("Receipts are given when the block is final."));
    receipt->setEnabled(step.isFinal);
    connect(receipt, &QToolButton::clicked, this, [this, transaction] { Q_EMIT receiptAsked(transaction); });
    QToolButton* chain = button("trailChain", "chain", tr("Show it in the chain"));
    connect(chain, &QToolButton::clicked, this, [this, at = transaction.number] { Q_EMIT chainAsked(at); });
  }
  layout->addLayout(foot);
  widget->show();
  return widget;
}

void TrailView::paintEvent(QPaintEvent*) {
  if (m_steps.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const int x = kDot / 2 + 1;
  painter.setPen(QPen(m_theme.colour(Colour::Border), 2));
  painter.drawLine(x, m_steps.front()->y() + kDotCentre, x, m_steps.back()->y() + kDotCentre);
  for (std::size_t i = 0; i < m_steps.size(); ++i) {
    const QPointF centre(x, m_steps[i]->y() + kDotCentre);
    painter.setPen(QPen(m_theme.colour(Colour::Accent), 2));
    painter.setBrush(i + 1 == m_steps.size() ? m_theme.colour(Colour::Accent) : m_theme.colour(Colour::Surface));
    painter.drawEllipse(centre, kDot / 2.0 - 1, kDot / 2.0 - 1);
  }
}

}  // namespace mz
