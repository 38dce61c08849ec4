#include "ui/activity/alarm_view.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "models/alarm_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/activity/alarm_rules_dialog.h"
#include "ui/parts/card.h"
#include "ui/parts/data_table.h"
#include "ui/parts/layout_keeper.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {
constexpr int kDetailWidth = 38 * kGrid;
constexpr int kNoteHeight = 9 * kGrid;
constexpr int kMostNoteBytes = 2'000;
}  // namespace

AlarmView::AlarmView(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_model(new AlarmModel(context.client, this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("alarms"), this)),
      m_count(new QLabel(this)),
      m_check(new QPushButton(this)),
      m_rules(new QPushButton(this)),
      m_state(new StateView(context.theme, this)),
      m_split(new QSplitter(Qt::Horizontal, this)),
      m_badge(new Badge(context.theme, this)),
      m_sentence(new QLabel(this)),
      m_advice(new QLabel(this)),
      m_facts(new FieldList(context.theme, 1, this)),
      m_noteLabel(new QLabel(this)),
      m_note(new QPlainTextEdit(this)),
      m_acknowledge(new QPushButton(this)),
      m_more(new QPushButton(this)) {
  m_table->setObjectName(QStringLiteral("alarmTable"));
  m_table->setModel(m_model);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setColumns({136, 168, 280, 96, 96, 150}, {AlarmModel::DetailsColumn, AlarmModel::TakenByColumn});
  setFocusProxy(m_table);
  m_count->setObjectName(QStringLiteral("alarmCount"));
  m_count->setProperty("muted", true);
  m_check->setObjectName(QStringLiteral("checkAlarms"));
  m_check->setIcon(context.theme.icon(QStringLiteral("refresh")));
  m_rules->setObjectName(QStringLiteral("alarmRules"));
  m_rules->setIcon(context.theme.icon(QStringLiteral("settings")));
  m_state->setObjectName(QStringLiteral("alarmState"));

  auto* list = new Card(m_split);
  auto* line = new QHBoxLayout;
  line->setSpacing(kGrid);
  line->addWidget(m_count, 1);
  line->addWidget(m_check);
  line->addWidget(m_rules);
  list->body()->addLayout(line);
  auto* holder = new QWidget(list);
  m_stack = new QStackedLayout(holder);
  m_stack->addWidget(m_state);
  m_stack->addWidget(m_table);
  list->body()->addWidget(holder, 1);
  m_detail = makeDetail();
  m_split->setHandleWidth(2 * kGrid);
  m_split->setChildrenCollapsible(false);
  m_split->addWidget(list);
  m_split->addWidget(m_detail);
  m_split->setStretchFactor(0, 1);
  m_split->setStretchFactor(1, 0);
  m_split->setSizes({1000, kDetailWidth + 4 * kGrid});
  keepSizes(*m_split, context.settings, QStringLiteral("alarms"));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(m_split, 1);

  connect(m_model, &AlarmModel::stateChanged, this, &AlarmView::showState);
  connect(m_table, &DataTable::currentRowChanged, this, &AlarmView::choose);
  connect(m_table, &DataTable::rowActivated, this, [this] {
    if (m_acknowledge->isVisible()) m_note->setFocus();
  });
  connect(m_check, &QPushButton::clicked, this, [this] {
    m_model->checkNow([this](const Status& status) {
      Q_EMIT messageRaised(status ? tr("Everything that can raise an alarm was measured.") : errorText(status.error()),
                           status ? StatusRole::Good : StatusRole::Danger);
    });
  });
  connect(m_rules, &QPushButton::clicked, this, &AlarmView::openRules);
  connect(m_state, &StateView::buttonClicked, this, &AlarmView::openRules);
  connect(m_acknowledge, &QPushButton::clicked, this, &AlarmView::acknowledge);
  connect(m_more, &QPushButton::clicked, this, [this] {
    const int row = m_shown ? m_model->rowOf(*m_shown) : -1;
    if (row >= 0) Q_EMIT linkActivated(alarmLink(m_model->alarm(row).kind));
  });
  connect(m_note, &QPlainTextEdit::textChanged, this,
          [this] { m_acknowledge->setEnabled(m_note->toPlainText().toUtf8().size() <= kMostNoteBytes); });
  retranslate();
}

Card* AlarmView::makeDetail() {
  auto* card = new Card(m_split);
  card->setObjectName(QStringLiteral("alarmDetail"));
  card->setMinimumWidth(kDetailWidth);
  m_badge->setObjectName(QStringLiteral("alarmBadge"));
  m_sentence->setObjectName(QStringLiteral("alarmSentence"));
  m_sentence->setTextFormat(Qt::PlainText);
  m_sentence->setWordWrap(true);
  m_advice->setTextFormat(Qt::PlainText);
  m_advice->setWordWrap(true);
  m_advice->setProperty("muted", true);
  m_note->setObjectName(QStringLiteral("alarmNote"));
  m_note->setTabChangesFocus(true);
  m_note->setFixedHeight(kNoteHeight);
  m_noteLabel->setBuddy(m_note);
  m_acknowledge->setObjectName(QStringLiteral("acknowledgeAlarm"));
  m_acknowledge->setProperty("primary", true);
  m_acknowledge->setIcon(m_context.theme.icon(QStringLiteral("check"), Colour::AccentText));
  m_more->setObjectName(QStringLiteral("alarmPage"));
  m_more->setIcon(m_context.theme.icon(QStringLiteral("arrow-right")));
  auto* state = new QHBoxLayout;
  state->addWidget(m_badge);
  state->addStretch(1);
  card->body()->addLayout(state);
  card->body()->addWidget(m_sentence);
  card->body()->addWidget(m_advice);
  card->body()->addWidget(m_facts);
  card->body()->addSpacing(kGrid);
  card->body()->addWidget(m_noteLabel);
  card->body()->addWidget(m_note);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_acknowledge);
  buttons->addWidget(m_more);
  buttons->addStretch(1);
  card->body()->addLayout(buttons);
  card->body()->addStretch(1);
  return card;
}

void AlarmView::showAlarm(std::uint64_t number) {
  m_shown = number;
  const int row = m_model->rowOf(number);
  if (row >= 0) m_table->setCurrentIndex(m_model->index(row, 0));
  fillDetail();
}

void AlarmView::choose(int row) {
  if (row < 0) return;
  const std::uint64_t number = m_model->alarm(row).number;
  if (m_shown != number) m_note->clear();
  m_shown = number;
  fillDetail();
  Q_EMIT alarmChosen();
}

void AlarmView::showState() {
  const std::size_t waiting = m_model->waiting();
  m_count->setText(waiting == 0 ? tr("No alarm waits for anybody.")
                                : tr("%1 alarms wait for somebody.", nullptr, pluralOf(waiting)).arg(numberText(waiting)));
  m_count->setText(m_model->rowCount() > 0 ? m_count->text() : QString());
  m_check->setEnabled(!m_model->isChecking());
  m_rules->setEnabled(!m_model->rules().empty());
  Q_EMIT countChanged();
  if (!m_model->isAnswered()) {
    m_state->showLoading(tr("Reading the alarms"));
  } else if (m_model->rowCount() == 0) {
    m_state->showEmpty(QStringLiteral("bell"), tr("There has been no alarm"),
                       tr("Certificates, refusals, wrong passwords, clock, disk and the state of every channel are measured "
                          "all the time. The rules say from when on somebody is told."),
                       tr("Rules…"));
  }
  m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_state) : m_table);
  // The table was filled anew: what was chosen stays so.
  const int row = m_shown ? m_model->rowOf(*m_shown) : -1;
  const int wanted = row >= 0 ? row : m_model->rowCount() > 0 && !m_shown ? 0 : -1;
  if (wanted >= 0 && m_table->currentIndex().row() != wanted) {
    const QSignalBlocker quiet(m_table);  // nobody chose it
    m_table->setCurrentIndex(m_model->index(wanted, 0));
    m_shown = m_model->alarm(wanted).number;
  }
  fillDetail();
}

void AlarmView::fillDetail() {
  const int row = m_shown ? m_model->rowOf(*m_shown) : -1;
  m_detail->setVisible(row >= 0);
  if (row < 0) return;
  const Alarm& alarm = m_model->alarm(row);
  m_detail->setTitle(alarmTitle(alarm.kind));
  m_badge->setState(alarmRole(alarm), alarmStateWord(alarm));
  m_sentence->setText(alarmSentence(alarm));
  m_advice->setText(alarmAdvice(alarm.kind));
  std::vector<Field> fields{{tr("Since"), timeText(alarm.raised), {}, false, timeExactText(alarm.raised)},
                            {tr("Measured"), timeText(alarm.measured), {}, false, timeExactText(alarm.measured)}};
  if (!alarm.lasts()) fields.push_back({tr("Over since"), timeText(alarm.ended)});
  if (alarm.isAcknowledged()) {
    fields.push_back({tr("Acknowledged"), timeText(alarm.acknowledged)});
    if (!alarm.acknowledgedBy.empty()) fields.push_back({tr("By"), fromText(alarm.acknowledgedBy)});
    if (!alarm.note.empty()) fields.push_back({tr("Note"), fromText(alarm.note)});
  }
  m_facts->setFields(fields);
  const bool open = alarm.lasts() && !alarm.isAcknowledged();
  for (QWidget* part :
       {static_cast<QWidget*>(m_noteLabel), static_cast<QWidget*>(m_note), static_cast<QWidget*>(m_acknowledge)}) {
    part->setVisible(open);
  }
  m_more->setVisible(!alarmLink(alarm.kind).isEmpty());
  m_more->setText(alarm.kind == "refusals"           ? tr("Show what was refused")
                  : alarm.kind == "certificate_ends" ? tr("Show what ends")
                                                     : tr("Show the chain"));
  m_more->setAccessibleName(m_more->text());
}

void AlarmView::acknowledge() {
  if (!m_shown) return;
  m_acknowledge->setEnabled(false);
  m_model->acknowledge(*m_shown, m_note->toPlainText().trimmed(), [this](const Status& status) {
    m_acknowledge->setEnabled(true);
    if (status) {
      m_note->clear();
      Q_EMIT messageRaised(tr("Acknowledged. It is not told again while it lasts, unless it gets worse."), StatusRole::Good);
    } else {
      Q_EMIT messageRaised(tr("The alarm was not acknowledged. %1").arg(errorText(status.error())), StatusRole::Danger);
    }
  });
}

void AlarmView::openRules() {
  if (m_model->rules().empty()) return;
  if (!m_rulesDialog) {
    m_rulesDialog = new AlarmRulesDialog(*m_model, m_context.theme, this);
    m_rulesDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_rulesDialog, &AlarmRulesDialog::messageRaised, this, &AlarmView::messageRaised);
  }
  m_rulesDialog->show();
  m_rulesDialog->raise();
  m_rulesDialog->activateWindow();
}

void AlarmView::retranslate() {
  m_table->setAccessibleName(tr("Alarms, those that last first"));
  m_check->setText(tr("Check now"));
  m_check->setAccessibleName(tr("Check now"));
  m_check->setToolTip(tr("Measures everything at once, whatever the intervals say."));
  m_rules->setText(tr("Rules…"));
  m_rules->setAccessibleName(tr("Rules of the alarms"));
  m_rules->setToolTip(tr("From when on an alarm is raised, how often it is measured, and when it is told again."));
  m_noteLabel->setText(tr("&Note: what is being done about it"));
  m_note->setAccessibleName(tr("Note: what is being done about it"));
  m_acknowledge->setText(tr("Acknowledge"));
  m_acknowledge->setAccessibleName(tr("Acknowledge this alarm"));
  m_model->retranslate();
  showState();
}

void AlarmView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
