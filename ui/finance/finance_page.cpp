#include "ui/finance/finance_page.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDragEnterEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/channel_failure_text.h"
#include "models/error_text.h"
#include "models/finance_text.h"
#include "models/format_text.h"
#include "models/journal_note.h"
#include "models/link.h"
#include "ui/finance/breakdown_view.h"
#include "ui/finance/budget_view.h"
#include "ui/finance/filter_bar.h"
#include "ui/finance/import_dialog.h"
#include "ui/finance/months_view.h"
#include "ui/finance/payment_detail.h"
#include "ui/finance/payment_table.h"
#include "ui/parts/card.h"
#include "ui/parts/channel_failure_view.h"
#include "ui/parts/layout_keeper.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {

constexpr int kRefreshMilliseconds = 500;
constexpr const char* kContract = "public-finance";

}  // namespace

FinancePage::FinancePage(const PageContext& context, QWidget* parent)
    : Page(parent),
      m_context(context),
      m_client(context.client),
      m_payments(new FinanceTableModel(
          [this](const FinanceTableModel::Question& question, bool newest, FinanceTableModel::Answer answer) {
            const auto work = [channel = m_client.channel(), question](Engine& engine) {
              return engine.financeTable(channel, question.filter, question.order, question.offset, question.count);
            };
            if (newest) {
              m_client.ask(m_tableRequest, work, std::move(answer));
            } else {
              m_client.askAlso(m_tableRequest, work, std::move(answer));
            }
          },
          this)),
      m_bar(new FilterBar(context.client, context.theme, context.settings, m_filter, this)),
      m_notice(new QLabel(this)),
      m_tabs(new QTabBar(this)),
      m_columns(new QPushButton(this)),
      m_export(new QPushButton(this)),
      m_importButton(new QPushButton(this)),
      m_stack(nullptr),
      m_state(new StateView(context.theme, this)),
      m_split(new QSplitter(Qt::Horizontal, this)),
      m_table(new PaymentTable(context.client, context.theme, context.settings, *m_payments, m_filter, this)),
      m_detail(new PaymentDetail(context.client, context.theme, context.files, this)),
      m_breakdown(new BreakdownView(context, m_filter, this)),
      m_months(new MonthsView(context, m_filter, this)),
      m_budget(new BudgetView(context, m_filter, this)) {
  setAcceptDrops(true);
  m_notice->setObjectName(QStringLiteral("financeNotice"));
  m_notice->setProperty("notice", true);
  m_notice->setWordWrap(true);
  m_notice->setTextInteractionFlags(Qt::TextBrowserInteraction);
  connect(m_notice, &QLabel::linkActivated, this, &FinancePage::linkActivated);
  m_notice->hide();
  m_tabs->setObjectName(QStringLiteral("financeTabs"));
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  for (int i = 0; i <= static_cast<int>(Tab::Budget); ++i) m_tabs->addTab(QString());
  m_columns->setObjectName(QStringLiteral("chooseColumns"));
  m_columns->setIcon(context.theme.icon(QStringLiteral("table")));
  m_export->setObjectName(QStringLiteral("exportCsv"));
  m_export->setIcon(context.theme.icon(QStringLiteral("save")));
  m_importButton->setObjectName(QStringLiteral("importPayments"));
  m_importButton->setIcon(context.theme.icon(QStringLiteral("import")));
  m_table->setObjectName(QStringLiteral("paymentTable"));
  m_detail->setObjectName(QStringLiteral("paymentDetail"));
  m_state->setObjectName(QStringLiteral("financeState"));

  auto* tabRow = new QHBoxLayout;
  tabRow->setSpacing(kGrid);
  tabRow->addWidget(m_tabs);
  tabRow->addStretch();
  tabRow->addWidget(m_columns);
  tabRow->addWidget(m_export);
  tabRow->addWidget(m_importButton);

  auto* tableCard = new Card(m_split);
  tableCard->body()->addWidget(m_table);
  m_split->addWidget(tableCard);
  m_split->addWidget(m_detail);
  m_split->setHandleWidth(2 * kGrid);
  m_split->setChildrenCollapsible(false);
  m_split->setStretchFactor(0, 1);
  m_split->setStretchFactor(1, 0);
  m_split->setSizes({1000, 44 * kGrid});
  keepSizes(*m_split, context.settings, QStringLiteral("finance"));

  auto* stackHolder = new QWidget(this);
  m_stack = new QStackedLayout(stackHolder);
  m_stack->addWidget(m_state);
  m_failure = new ChannelFailureView(m_client, context.theme, stackHolder);
  m_stack->addWidget(m_failure);
  m_stack->addWidget(m_split);
  m_stack->addWidget(m_breakdown);
  m_stack->addWidget(m_months);
  m_stack->addWidget(m_budget);

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  all->setSpacing(kGrid + kGrid / 2);
  all->addWidget(m_bar);
  all->addWidget(m_notice);
  all->addLayout(tabRow);
  all->addWidget(stackHolder, 1);

  m_refreshSoon.setSingleShot(true);
  m_refreshSoon.setInterval(kRefreshMilliseconds);
  connect(&m_refreshSoon, &QTimer::timeout, this, &FinancePage::refresh);

  connect(&m_client, &EngineClient::networkChanged, this, &FinancePage::channelChanged);
  connect(&m_client, &EngineClient::channelChanged, this, &FinancePage::channelChanged);
  connect(&m_client, &EngineClient::statusChanged, this, &FinancePage::statusChanged);
  connect(&m_filter, &FinanceFilterModel::filterChanged, this, &FinancePage::query);
  connect(m_payments, &FinanceTableModel::damageFound, this, &FinancePage::showNotice);
  connect(m_payments, &FinanceTableModel::totalsChanged, this, [this] {
    m_answered = true;
    m_error.reset();
    m_bar->setTotals(m_payments->totals(), m_payments->isLoading());
    showState();
  });
  connect(m_payments, &FinanceTableModel::loadingChanged, this, [this] {
    m_bar->setTotals(m_answered ? std::optional(m_payments->totals()) : std::nullopt, m_payments->isLoading());
  });
  connect(m_payments, &FinanceTableModel::failed, this, &FinancePage::takeFailure);
  connect(m_payments, &FinanceTableModel::modelReset, this, [this] { hideDetail(); });
  // Rows that arrive under the current one are shown as soon as they are there; a grown ledger moves them.
  connect(m_payments, &FinanceTableModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
    const int row = m_table->currentIndex().row();
    if (row < first.row() || row > last.row()) return;
    if (const auto& shown = m_detail->payment()) {
      const FinanceRow* now = m_payments->payment(row);
      if (now != nullptr && now->payment == shown->payment) return;
      const int moved = m_payments->rowOfPayment(shown->payment);
      if (moved >= 0) m_table->setCurrentIndex(m_payments->index(moved, std::max(0, m_table->currentIndex().column())));
      return;
    }
    showDetail(row);
  });

  connect(m_tabs, &QTabBar::currentChanged, this, [this] {
    m_tabs->updateGeometry();  // the chosen one is bold and wider
    m_tabStale = true;
    loadTab();
    showState();
  });
  connect(m_table, &DataTable::currentRowChanged, this, &FinancePage::showDetail);
  connect(m_table, &DataTable::rowActivated, this, [this](int row) { showDetail(row); });
  connect(m_table, &PaymentTable::messageRaised, this, &FinancePage::messageRaised);
  connect(m_detail, &PaymentDetail::messageRaised, this, &FinancePage::messageRaised);
  connect(m_detail, &PaymentDetail::closeAsked, this, [this] {
    hideDetail();
    m_table->setFocus();
  });
  const auto toChain = [this](TransactionNumber number) { Q_EMIT linkActivated(QStringLiteral("tx/%1").arg(number.value)); };
  connect(m_detail, &PaymentDetail::chainAsked, this, toChain);
  connect(m_detail, &PaymentDetail::narrowAsked, this, [this](const FinanceFilter& addition) {
    FinanceFilter wanted = m_filter.filter();
    wanted.payees = addition.payees;
    m_filter.setFilter(wanted);
  });
  connect(m_budget, &BudgetView::transactionAsked, this, toChain);
  connect(m_budget, &BudgetView::importAsked, this, [this] { openImport(); });
  connect(m_budget, &BudgetView::departmentPicked, this, [this] { showTab(Tab::Payments); });
  connect(m_months, &MonthsView::monthPicked, this, [this] { showTab(Tab::Payments); });
  connect(m_breakdown, &BreakdownView::failed, this, &FinancePage::takeFailure);
  connect(m_months, &MonthsView::failed, this, &FinancePage::takeFailure);
  connect(m_budget, &BudgetView::failed, this, &FinancePage::takeFailure);
  connect(m_columns, &QPushButton::clicked, this, [this] {
    QMenu* menu = m_table->makeColumnMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(m_columns->mapToGlobal(QPoint(0, m_columns->height() + kGrid / 2)));
  });
  connect(m_export, &QPushButton::clicked, this, &FinancePage::askExportFile);
  connect(m_importButton, &QPushButton::clicked, this, [this] { openImport(); });
  connect(m_failure, &ChannelFailureView::verifyAsked, this, [this] { Q_EMIT linkActivated(QStringLiteral("verify")); });
  connect(m_state, &StateView::buttonClicked, this, [this] {
    if (m_error && m_error->code == ErrorCode::Damaged) {
      Q_EMIT linkActivated(QStringLiteral("verify"));
    } else if (m_error) {
      m_error.reset();
      channelChanged();
    } else if (!m_filter.isEmpty()) {
      m_filter.clear();
    } else {
      openImport();
    }
  });

  addActions();
  retranslate();
  channelChanged();
}

FinancePage::~FinancePage() = default;

void FinancePage::addActions() {
  const auto here = [this](auto act) {
    return [this, act] {
      Q_EMIT linkActivated(QStringLiteral("page/finance"));
      act();
    };
  };
  m_context.actions.add({.id = QStringLiteral("finance.import"),
                         .text = QT_TRANSLATE_NOOP("mz::Actions", "Import payments…"),
                         .icon = QStringLiteral("import"),
                         .category = ActionCategory::Ledger},
                        this, here([this] { openImport(); }), [this] {
                          return !m_client.ready()  ? tr("Open a network first.")
                                 : !keepsPayments() ? tr("This channel keeps no payments")
                                                    : QString();
                        });
  m_context.actions.add({.id = QStringLiteral("finance.export"),
                         .text = QT_TRANSLATE_NOOP("mz::Actions", "Export payments…"),
                         .icon = QStringLiteral("save"),
                         .category = ActionCategory::Ledger},
                        this, here([this] { askExportFile(); }),
                        [this] { return m_export->isEnabled() ? QString() : tr("There are no payments to export."); });
}

bool FinancePage::keepsPayments() const {
  const ChannelInfo* channel = m_client.channelInfo();
  return channel != nullptr &&
         std::find(channel->contracts.begin(), channel->contracts.end(), kContract) != channel->contracts.end();
}

void FinancePage::channelChanged() {
  const bool other = m_channel != m_client.channel();
  m_channel = m_client.channel();
  m_answered = false;
  m_error.reset();
  m_height = Height();
  m_payments->clear();
  m_answered = false;
  hideDetail();
  m_breakdown->clear();
  m_months->clear();
  m_budget->clear();
  m_bar->setTotals(std::nullopt, false);
  if (m_client.ready() && keepsPayments()) {
    loadNames();
    if (!other || m_filter.isEmpty()) query();
    statusChanged();
  }
  // Names of one channel mean nothing in another; asks anew where there was a filter.
  if (other) m_filter.clear();
  showState();
}

void FinancePage::query() {
  if (!m_client.ready() || !keepsPayments()) return;
  m_payments->setQuery(m_filter.filter(), m_payments->order());
  m_tabStale = true;
  loadTab();
  showState();
}

void FinancePage::statusChanged() {
  const auto& status = m_client.status();
  showState();
  loadFinality();
  if (!status || status->height == m_height || m_refreshSoon.isActive()) return;
  // The first status of a channel only says how far the first answer reaches.
  if (m_height == Height() && m_answered) m_height = status->height;
  m_refreshSoon.start();
}

void FinancePage::refresh() {
  if (!m_client.ready() || !keepsPayments() || !m_client.status()) return;
  m_height = m_client.status()->height;
  m_payments->refresh();
  loadNames();
  m_detail->refresh();
  m_tabStale = true;
  loadTab();
}

void FinancePage::loadNames() {
  m_client.ask(
      m_namesRequest, [channel = m_client.channel()](Engine& engine) { return engine.financeNames(channel); },
      [this](Result<FinanceNames> names) {
        // Without names the filters still work; the table's own failure tells why they are missing.
        if (!names) return;
        m_months->setNames(*names);
        m_bar->setNames(std::move(*names));
        if (m_tabs->currentIndex() == static_cast<int>(Tab::Months)) {
          m_tabStale = true;
          loadTab();
        }
      });
}

// Everything below the first block that is not final yet is final.
void FinancePage::loadFinality() {
  const auto& status = m_client.status();
  if (!status || !keepsPayments()) return;
  if (status->finalHeight >= status->height) {
    m_finalityRequest.renew();
    m_payments->setFinalBelow(TransactionNumber(status->transactions));
    return;
  }
  m_client.ask(
      m_finalityRequest,
      [channel = m_client.channel(), height = status->finalHeight.next()](Engine& engine) {
        return engine.block(channel, height);
      },
      [this](Result<BlockDetail> block) {
        if (block) m_payments->setFinalBelow(block->firstTransaction);
      });
}

void FinancePage::loadTab() {
  if (!m_tabStale || !m_client.ready() || !keepsPayments()) return;
  m_tabStale = false;
  switch (static_cast<Tab>(m_tabs->currentIndex())) {
    case Tab::Payments: break;
    case Tab::Breakdown: m_breakdown->load(); break;
    case Tab::Months: m_months->load(); break;
    case Tab::Budget: m_budget->load(); break;
  }
}

void FinancePage::takeFailure(const Error& error) {
  if (error.code == ErrorCode::Cancelled) return;
  m_error = error;
  showState();
}

void FinancePage::showNotice() {
  const auto& status = m_client.status();
  QString notice;
  if (!keepsPayments() || m_client.channelUnreadable()) {
    // The state says why there is nothing.
  } else if (status && !status->stopped.empty()) {
    notice = stoppedText(*status);
  } else if (status && !status->financeReady) {
    notice = tr("The figures are being rebuilt from the chain; until that is done they may be incomplete.");
  } else if (m_payments->isDamaged()) {
    notice =
        tr("Some of these payments are damaged on this computer: their signed envelopes cannot be read. "
           "<a href=\"verify\">Verify</a> says which and how much.");
  } else if (m_payments->isCut() && m_tabs->currentIndex() == static_cast<int>(Tab::Payments)) {
    notice = tr("The table shows the first %1 payments in this order. Filter or turn the order round to see the others.")
                 .arg(numberText(FinanceTableModel::kMostRows));
  }
  m_notice->setText(notice);
  m_notice->setVisible(!notice.isEmpty());
}

void FinancePage::showState() {
  showNotice();
  const auto tab = static_cast<Tab>(m_tabs->currentIndex());
  const bool usable = m_client.ready() && keepsPayments();
  const bool rows = m_answered && m_payments->totals().count > 0;
  m_columns->setVisible(tab == Tab::Payments);
  m_columns->setEnabled(rows && !m_error);
  m_export->setEnabled(rows && !m_error);
  const bool stopped = m_client.status() && !m_client.status()->stopped.empty();
  m_importButton->setEnabled(usable && !stopped);
  m_importButton->setToolTip(stopped ? stoppedText(*m_client.status()) : tr("From a CSV file, with a preview first."));
  m_bar->setEnabled(usable);
  if (!m_client.ready()) {
    m_state->showLoading(tr("Opening the network…"));
  } else if (!keepsPayments() && !m_client.status() && !m_client.statusError()) {
    m_state->showLoading(tr("Opening the channel…"));
  } else if (m_client.channelUnreadable()) {
    m_failure->refresh();
    m_stack->setCurrentWidget(m_failure);
    return;
  } else if (!keepsPayments()) {
    m_state->showEmpty(
        QStringLiteral("finance"), tr("This channel keeps no payments"),
        tr("Payments are recorded on channels that have the public finance contract. Choose such a channel above."));
  } else if (m_error) {
    m_state->showError(tr("The payments cannot be shown"), errorText(*m_error),
                       m_error->code == ErrorCode::Damaged ? tr("Verify") : tr("Try again"), fromText(m_error->detail));
  } else if (tab == Tab::Budget) {
    m_stack->setCurrentWidget(m_budget);
    return;
  } else if (!m_answered) {
    m_state->showLoading(tr("Reading payments…"));
  } else if (!rows && m_filter.isEmpty()) {
    m_state->showEmpty(
        QStringLiteral("finance"), tr("No payments on this ledger yet"),
        tr("Here every payment of public money is listed, signed by who recorded it and provable to anyone. "
           "Start with a CSV file from your finance system; nothing is recorded before you have seen a preview."),
        tr("Import payments…"));
  } else if (!rows) {
    m_state->showEmpty(QStringLiteral("filter"), tr("No payment matches these filters"),
                       tr("Remove one of the filters above, or clear them all."), tr("Clear filters"));
  } else {
    QWidget* const views[] = {m_split, m_breakdown, m_months};
    m_stack->setCurrentWidget(views[static_cast<int>(tab)]);
    return;
  }
  m_stack->setCurrentWidget(m_state);
}

void FinancePage::showDetail(int row) {
  const FinanceRow* payment = row >= 0 ? m_payments->payment(row) : nullptr;
  if (payment != nullptr) {
    m_detail->showPayment(*payment);
    m_detail->show();
    Q_EMIT placeChanged();
  } else {
    hideDetail();
  }
}

// Without a payment the table has the whole width.
void FinancePage::hideDetail() {
  m_detail->showNothing();
  m_detail->hide();
}

void FinancePage::showTab(Tab tab) { m_tabs->setCurrentIndex(static_cast<int>(tab)); }

bool FinancePage::openLink(const QString& link) {
  FinanceFilter wanted;
  if (link.startsWith(QLatin1String("payee/"))) wanted.payees = {toText(link.mid(6))};
  if (link.startsWith(QLatin1String("department/"))) wanted.departments = {toText(link.mid(11))};
  if (!(wanted == FinanceFilter())) {
    m_filter.setFilter(wanted);
    showTab(Tab::Payments);
    return true;
  }
  if (!link.startsWith(QLatin1String("payment/"))) return false;
  bool ok = false;
  const qulonglong number = link.mid(8).toULongLong(&ok);
  if (!ok) return false;
  showTab(Tab::Payments);
  m_client.ask(
      m_linkRequest, [channel = m_client.channel(), number](Engine& engine) { return engine.payment(channel, number); },
      [this](Result<FinanceRow> payment) {
        if (!payment) {
          Q_EMIT messageRaised(errorText(payment.error()), StatusRole::Danger);
          return;
        }
        m_table->clearSelection();
        m_table->setCurrentIndex(QModelIndex());
        m_detail->show();
        m_detail->showPayment(*payment);
        Q_EMIT placeChanged();
      });
  return true;
}

QString FinancePage::place() const {
  const auto& payment = m_detail->payment();
  return payment ? QStringLiteral("payment/%1").arg(payment->payment) : QString();
}

QString FinancePage::deepLink() const {
  const auto& payment = m_detail->payment();
  if (!payment) return {};
  Link link;
  link.kind = Link::Kind::Payment;
  link.channel = m_client.channel();
  link.number = payment->payment;
  return linkText(link);
}

QStringList FinancePage::views() const {
  return {QStringLiteral("payments"), QStringLiteral("detail"), QStringLiteral("filtered"), QStringLiteral("breakdown"),
          QStringLiteral("months"),   QStringLiteral("budget"), QStringLiteral("nothing")};
}

void FinancePage::showView(const QString& view) {
  FinanceFilter wanted;
  if (view == QLatin1String("filtered") || view == QLatin1String("nothing")) {
    const FinanceRow* first = m_payments->payment(0);
    if (first != nullptr) wanted.departments = {first->department};
    wanted.least = Amount(10'000'00);
    if (view == QLatin1String("nothing")) wanted.text = "P-0000";
  }
  m_filter.setFilter(wanted);
  const Tab tab = view == QLatin1String("breakdown") ? Tab::Breakdown
                  : view == QLatin1String("months")  ? Tab::Months
                  : view == QLatin1String("budget")  ? Tab::Budget
                                                     : Tab::Payments;
  showTab(tab);
  m_table->setCurrentIndex(view == QLatin1String("detail") ? m_payments->index(0, 0) : QModelIndex());
  if (view == QLatin1String("detail")) showDetail(0);
}

void FinancePage::openImport(const QString& file) {
  if (!m_client.ready() || !keepsPayments()) return;
  if (!m_import) {
    m_import = new ImportDialog(m_context, this);
    connect(m_import, &ImportDialog::messageRaised, this, &FinancePage::messageRaised);
    connect(m_import, &ImportDialog::recorded, this, &FinancePage::refresh);
  }
  if (!file.isEmpty()) m_import->takeFile(file);
  m_import->show();
  m_import->raise();
  m_import->activateWindow();
}

void FinancePage::dragEnterEvent(QDragEnterEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.size() == 1 && urls.front().isLocalFile() && m_importButton->isEnabled()) event->acceptProposedAction();
}

void FinancePage::dropEvent(QDropEvent* event) {
  const QList<QUrl> urls = event->mimeData()->urls();
  if (urls.isEmpty()) return;
  event->acceptProposedAction();
  openImport(urls.front().toLocalFile());
}

void FinancePage::askExportFile() {
  const QString file =
      m_context.files.saveFile(this, tr("Export payments"), tr("payments") + QStringLiteral(".csv"), tr("CSV (*.csv)"));
  if (!file.isEmpty()) exportTo(file);
}

void FinancePage::exportTo(const QString& file) {
  const std::shared_ptr<Engine> engine = m_client.engine();
  if (!engine) return;
  PaymentExport what;
  what.channel = m_client.channel();
  what.filter = m_filter.filter();
  what.order = m_payments->order();
  what.columns = m_table->shownColumns();
  for (const int column : what.columns) what.headings.append(m_payments->headerData(column, Qt::Horizontal).toString());
  what.finalBelow = m_payments->finalBelow();
  what.finalWord = FinanceTableModel::tr("Final");
  what.executedWord = FinanceTableModel::tr("Executed");
  what.file = file;
  m_context.operations.run(
      tr("Exporting payments"), this,
      [engine, what, deed = Deed{"export", whoActs(m_client), what.channel, toText(file)}](const Progress& progress) {
        return noted(*engine, deed, exportPayments(*engine, what, progress));
      },
      [this, file](Result<std::uint64_t> answer) {
        if (answer) {
          Q_EMIT messageRaised(tr("%1 payments written to %2.", nullptr, pluralOf(*answer)).arg(numberText(*answer), file),
                               StatusRole::Good);
        } else if (answer.error().code == ErrorCode::Cancelled) {
          Q_EMIT messageRaised(tr("The export was cancelled; no file was written."), StatusRole::Neutral);
        } else {
          Q_EMIT messageRaised(tr("The export failed. %1").arg(errorText(answer.error())), StatusRole::Danger);
        }
      });
}

void FinancePage::retranslate() {
  const QString titles[] = {tr("Payments"), tr("Breakdown"), tr("Months"), tr("Budget")};
  for (int i = 0; i < m_tabs->count(); ++i) m_tabs->setTabText(i, titles[i]);
  m_tabs->updateGeometry();  // a tab bar that is not seen says nothing of its new size
  m_tabs->setAccessibleName(tr("Views of the payments"));
  m_columns->setText(tr("Columns"));
  m_columns->setAccessibleName(tr("Choose columns"));
  m_export->setText(tr("Export CSV…"));
  m_export->setToolTip(tr("All payments that the filters leave, in the columns that are shown."));
  m_importButton->setText(tr("Import payments…"));
  m_table->setAccessibleName(tr("Payments"));
  m_payments->retranslate();
  showState();
}

void FinancePage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) retranslate();
}

}  // namespace mz
