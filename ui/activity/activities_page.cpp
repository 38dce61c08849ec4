#include "ui/activity/activities_page.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "models/link.h"
#include "ui/activity/alarm_rules_dialog.h"
#include "ui/activity/alarm_view.h"
#include "ui/activity/journal_view.h"
#include "ui/activity/ledger_view.h"
#include "ui/parts/data_table.h"

namespace mz {

namespace {
constexpr const char* kPlaces[] = {"activity/ledger", "activity/journal", "activity/alarms"};
}  // namespace

ActivitiesPage::ActivitiesPage(const PageContext& context, QWidget* parent)
    : Page(parent),
      m_context(context),
      m_title(new QLabel(this)),
      m_tabs(new QTabBar(this)),
      m_columns(new QPushButton(this)),
      m_export(new QPushButton(this)),
      m_ledger(new LedgerView(context, this)),
      m_journal(new JournalView(context, this)),
      m_alarms(new AlarmView(context, this)) {
  m_title->setProperty("pageTitle", true);
  m_tabs->setObjectName(QStringLiteral("activityTabs"));
  m_tabs->setDrawBase(false);
  m_tabs->setExpanding(false);
  for (std::size_t i = 0; i < std::size(kPlaces); ++i) m_tabs->addTab(QString());
  m_columns->setObjectName(QStringLiteral("activityColumns"));
  m_columns->setIcon(context.theme.icon(QStringLiteral("table")));
  m_export->setObjectName(QStringLiteral("activityExport"));
  m_export->setIcon(context.theme.icon(QStringLiteral("save")));
  auto* top = new QHBoxLayout;
  top->setSpacing(2 * kGrid);
  top->addWidget(m_title);
  top->addWidget(m_tabs, 0, Qt::AlignBottom);
  top->addStretch(1);
  top->addWidget(m_columns);
  top->addWidget(m_export);
  auto* holder = new QWidget(this);
  m_stack = new QStackedLayout(holder);
  for (QWidget* view : {static_cast<QWidget*>(m_ledger), static_cast<QWidget*>(m_journal), static_cast<QWidget*>(m_alarms)}) {
    m_stack->addWidget(view);
  }
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  all->setSpacing(kGrid + kGrid / 2);
  all->addLayout(top);
  all->addWidget(holder, 1);
  setFocusProxy(m_tabs);

  connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
    m_tabs->updateGeometry();  // the chosen one is bold and wider
    m_stack->setCurrentIndex(tab);
    activate();
    Q_EMIT placeChanged();
  });
  connect(m_ledger, &LedgerView::linkActivated, this, &Page::linkActivated);
  connect(m_alarms, &AlarmView::linkActivated, this, &Page::linkActivated);
  connect(m_alarms, &AlarmView::messageRaised, this, &Page::messageRaised);
  connect(m_alarms, &AlarmView::alarmChosen, this, &Page::placeChanged);
  connect(m_alarms, &AlarmView::countChanged, this, &ActivitiesPage::retranslate);
  for (const DataTable* one : {m_ledger->table(), m_journal->table(), m_alarms->table()}) {
    connect(one->model(), &QAbstractItemModel::modelReset, this, &ActivitiesPage::enableButtons);
    connect(one->model(), &QAbstractItemModel::rowsInserted, this, &ActivitiesPage::enableButtons);
  }
  // The same actions as in every table's menu; they take the table that is seen.
  const auto press = [this](QPushButton* button, const QString& action) {
    connect(button, &QPushButton::clicked, this, [this, action] {
      if (QAction* found = m_context.actions.find(action)) found->trigger();
    });
  };
  press(m_columns, QStringLiteral("table.columns"));
  press(m_export, QStringLiteral("table.csv"));
  struct ViewAction {
    const char* id;
    const char* text;
    const char* icon;
    View view;
  };
  constexpr ViewAction kActions[] = {
      {"activity.ledger", QT_TRANSLATE_NOOP("mz::Actions", "What was done on the ledger"), "activity", View::Ledger},
      {"activity.journal", QT_TRANSLATE_NOOP("mz::Actions", "What was done in this program"), "computer", View::Journal},
      {"activity.alarms", QT_TRANSLATE_NOOP("mz::Actions", "Alarms"), "bell", View::Alarms}};
  const auto network = [this] { return m_context.client.ready() ? QString() : tr("Open a network first."); };
  for (const ViewAction& action : kActions) {
    m_context.actions.add(
        {.id = QString::fromLatin1(action.id),
         .text = action.text,
         .icon = QString::fromLatin1(action.icon),
         .category = ActionCategory::Go},
        this, [this, view = action.view] { Q_EMIT linkActivated(QString::fromLatin1(kPlaces[static_cast<int>(view)])); },
        network);
  }
  m_context.actions.add(
      {.id = QStringLiteral("activity.rules"),
       .text = QT_TRANSLATE_NOOP("mz::Actions", "Rules of the alarms…"),
       .icon = QStringLiteral("settings"),
       .category = ActionCategory::Network},
      this,
      [this] {
        Q_EMIT linkActivated(QString::fromLatin1(kPlaces[static_cast<int>(View::Alarms)]));
        m_alarms->openRules();
      },
      network);
  retranslate();
}

ActivitiesPage::View ActivitiesPage::current() const { return static_cast<View>(m_tabs->currentIndex()); }

void ActivitiesPage::show(View view) { m_tabs->setCurrentIndex(static_cast<int>(view)); }

DataTable* ActivitiesPage::table() const {
  DataTable* const tables[] = {m_ledger->table(), m_journal->table(), m_alarms->table()};
  return tables[m_tabs->currentIndex()];
}

void ActivitiesPage::enableButtons() {
  const bool any = table()->model()->rowCount() > 0;
  m_columns->setEnabled(any);
  m_export->setEnabled(any);
}

void ActivitiesPage::activate() {
  enableButtons();
  m_ledger->setActive(isVisible() && current() == View::Ledger);
  m_journal->setActive(isVisible() && current() == View::Journal);
}

bool ActivitiesPage::openLink(const QString& link) {
  if (link == QLatin1StringView("activity/refused")) {
    show(View::Ledger);
    m_ledger->showRefusedToday();
    return true;
  }
  if (link.startsWith(QLatin1StringView("alarm/"))) {
    bool good = false;
    const std::uint64_t number = link.mid(6).toULongLong(&good);
    if (!good) return false;
    show(View::Alarms);
    m_alarms->showAlarm(number);
    return true;
  }
  for (std::size_t i = 0; i < std::size(kPlaces); ++i) {
    if (link != QLatin1StringView(kPlaces[i])) continue;
    show(static_cast<View>(i));
    return true;
  }
  return false;
}

QString ActivitiesPage::place() const {
  if (const auto alarm = m_alarms->shown(); alarm && current() == View::Alarms) return QStringLiteral("alarm/%1").arg(*alarm);
  return QString::fromLatin1(kPlaces[static_cast<int>(current())]);
}

QString ActivitiesPage::deepLink() const {
  Link link;
  link.kind = Link::Kind::Page;
  link.page = QStringLiteral("activity");
  return linkText(link);
}

QStringList ActivitiesPage::views() const {
  return {QStringLiteral("ledger"),  QStringLiteral("refused"), QStringLiteral("days"), QStringLiteral("nothing"),
          QStringLiteral("journal"), QStringLiteral("alarms"),  QStringLiteral("rules")};
}

void ActivitiesPage::showView(const QString& view) {
  if (AlarmRulesDialog* rules = m_alarms->rulesDialog()) rules->close();
  QJsonObject filter;
  if (view == QLatin1StringView("refused")) filter = {{QStringLiteral("result"), QStringLiteral("refused")}};
  if (view == QLatin1StringView("days")) filter = {{QStringLiteral("period"), QStringLiteral("days")}};
  if (view == QLatin1StringView("nothing")) filter = {{QStringLiteral("signer"), QStringLiteral("nobody")}};
  m_ledger->filter().setJson(filter);
  const bool alarms = view == QLatin1StringView("alarms") || view == QLatin1StringView("rules");
  show(alarms ? View::Alarms : view == QLatin1StringView("journal") ? View::Journal : View::Ledger);
  if (view == QLatin1StringView("rules")) m_alarms->openRules();
}

void ActivitiesPage::retranslate() {
  m_title->setText(tr("Activity"));
  const std::size_t waiting = m_alarms->alarms().waiting();
  m_tabs->setTabText(0, tr("On the ledger"));
  m_tabs->setTabText(1, tr("In this program"));
  m_tabs->setTabText(2, waiting == 0 ? tr("Alarms") : tr("Alarms (%1)").arg(numberText(waiting)));
  m_tabs->updateGeometry();  // a tab bar that is not seen says nothing of its new size
  m_tabs->setAccessibleName(tr("Views of the activity"));
  m_columns->setText(tr("Columns"));
  m_columns->setAccessibleName(tr("Choose columns"));
  m_export->setText(tr("Export CSV…"));
  m_export->setAccessibleName(tr("Export as CSV"));
  m_export->setToolTip(
      tr("The rows that are listed, in the columns that are shown. The table's menu has PDF and printing too."));
}

void ActivitiesPage::changeEvent(QEvent* event) {
  Page::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

void ActivitiesPage::showEvent(QShowEvent* event) {
  Page::showEvent(event);
  activate();
}

void ActivitiesPage::hideEvent(QHideEvent* event) {
  Page::hideEvent(event);
  activate();
}

}  // namespace mz
