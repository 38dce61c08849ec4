#include "ui/activity/alarm_rules_dialog.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <algorithm>
#include <limits>

#include "models/alarm_text.h"
#include "models/error_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

constexpr std::uint32_t kMinute = 60, kHour = 3'600, kDay = 86'400;
constexpr std::uint32_t kIntervals[] = {10, 30, kMinute, 5 * kMinute, 15 * kMinute, kHour, 6 * kHour, kDay, 7 * kDay};

// These are raised by the matter itself, not by how much of it there is.
bool hasThreshold(const AlarmRule& rule) { return rule.kind != "divergence" && rule.kind != "channel_stopped"; }

QString intervalText(std::uint32_t seconds) {
  const auto count = [seconds](std::uint32_t unit) { return static_cast<int>(seconds / unit); };
  if (seconds % kDay == 0) return AlarmRulesDialog::tr("%n day(s)", nullptr, count(kDay));
  if (seconds % kHour == 0) return AlarmRulesDialog::tr("%n hour(s)", nullptr, count(kHour));
  if (seconds % kMinute == 0) return AlarmRulesDialog::tr("%n minute(s)", nullptr, count(kMinute));
  return AlarmRulesDialog::tr("%n second(s)", nullptr, count(1));
}

QString unitText(const std::string& unit) {
  if (unit == "days") return AlarmRulesDialog::tr(" days left");
  if (unit == "per_hour") return AlarmRulesDialog::tr(" in an hour");
  if (unit == "seconds") return AlarmRulesDialog::tr(" seconds");
  if (unit == "megabytes") return AlarmRulesDialog::tr(" MB left");
  if (unit == "count") return AlarmRulesDialog::tr(" or more");
  return {};
}

}  // namespace

AlarmRulesDialog::AlarmRulesDialog(AlarmModel& alarms, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_alarms(alarms), m_problem(new QLabel(this)), m_save(new QPushButton(tr("Save"), this)) {
  setObjectName(QStringLiteral("alarmRulesDialog"));
  setWindowTitle(tr("Rules of the alarms"));
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("heading", true);
  auto* sentence = new QLabel(tr("An alarm is raised when a measurement reaches its figure. While it lasts and nobody has "
                                 "acknowledged it, it is told again."),
                              this);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(2 * kGrid);
  grid->setVerticalSpacing(kGrid);
  const QString titles[] = {tr("Alarm"), tr("Raised from"), tr("Measured every"), tr("Told again after")};
  for (int column = 0; column < 4; ++column) {
    auto* title = new QLabel(titles[column], this);
    title->setProperty("muted", true);
    title->setProperty("small", true);
    grid->addWidget(title, 0, column);
  }
  int line = 1;
  for (const AlarmRule& rule : m_alarms.rules()) {
    const QString title = alarmTitle(rule.kind), kind = fromText(rule.kind);
    Row row{rule, new QCheckBox(title, this), nullptr, nullptr, nullptr};
    row.watched->setObjectName(QStringLiteral("watch.") + kind);
    row.watched->setAccessibleName(tr("Watch: %1").arg(title));
    row.watched->setToolTip(alarmAdvice(rule.kind));
    row.watched->setChecked(rule.enabled);
    grid->addWidget(row.watched, line, 0);
    if (hasThreshold(rule)) {
      row.threshold = new QSpinBox(this);
      row.threshold->setObjectName(QStringLiteral("threshold.") + kind);
      row.threshold->setAccessibleName(tr("%1: raised from").arg(title));
      row.threshold->setRange(0, std::numeric_limits<int>::max());
      row.threshold->setSuffix(unitText(rule.unit));
      row.threshold->setGroupSeparatorShown(true);
      row.threshold->setButtonSymbols(QAbstractSpinBox::NoButtons);
      row.threshold->setValue(static_cast<int>(std::min<std::int64_t>(rule.threshold, std::numeric_limits<int>::max())));
      grid->addWidget(row.threshold, line, 1);
    } else {
      auto* always = new QLabel(tr("as soon as it is seen"), this);
      always->setProperty("muted", true);
      grid->addWidget(always, line, 1);
    }
    row.check = makeInterval(QStringLiteral("check.") + kind, tr("%1: measured every").arg(title), rule.checkSeconds);
    row.repeat = makeInterval(QStringLiteral("repeat.") + kind, tr("%1: told again after").arg(title), rule.repeatSeconds);
    grid->addWidget(row.check, line, 2);
    grid->addWidget(row.repeat, line, 3);
    for (QWidget* part :
         {static_cast<QWidget*>(row.threshold), static_cast<QWidget*>(row.check), static_cast<QWidget*>(row.repeat)}) {
      if (!part) continue;
      part->setEnabled(rule.enabled);
      connect(row.watched, &QCheckBox::toggled, part, &QWidget::setEnabled);
    }
    m_rows.push_back(row);
    ++line;
  }
  m_problem->setObjectName(QStringLiteral("rulesProblem"));
  m_problem->setWordWrap(true);
  m_problem->hide();
  QPalette palette = m_problem->palette();
  palette.setColor(QPalette::WindowText, theme.statusColour(StatusRole::Danger));
  m_problem->setPalette(palette);
  m_save->setObjectName(QStringLiteral("saveRules"));
  m_save->setProperty("primary", true);
  m_save->setDefault(true);
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setObjectName(QStringLiteral("cancelRules"));
  cancel->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(m_save);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addLayout(grid);
  layout->addWidget(m_problem);
  layout->addLayout(buttons);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_save, &QPushButton::clicked, this, &AlarmRulesDialog::save);
}

QComboBox* AlarmRulesDialog::makeInterval(const QString& name, const QString& accessible, std::uint32_t seconds) {
  auto* box = new QComboBox(this);
  box->setObjectName(name);
  box->setAccessibleName(accessible);
  std::vector<std::uint32_t> intervals(std::begin(kIntervals), std::end(kIntervals));
  if (std::ranges::find(intervals, seconds) == intervals.end()) intervals.push_back(seconds);
  std::ranges::sort(intervals);
  for (const std::uint32_t one : intervals) box->addItem(intervalText(one), one);
  box->setCurrentIndex(box->findData(seconds));
  return box;
}

void AlarmRulesDialog::save() {
  std::vector<AlarmRule> rules;
  for (const Row& row : m_rows) {
    AlarmRule rule = row.rule;
    rule.enabled = row.watched->isChecked();
    if (row.threshold) rule.threshold = row.threshold->value();
    rule.checkSeconds = row.check->currentData().toUInt();
    rule.repeatSeconds = row.repeat->currentData().toUInt();
    rules.push_back(std::move(rule));
  }
  m_save->setEnabled(false);
  m_alarms.setRules(rules, [self = QPointer<AlarmRulesDialog>(this)](const Status& status) {
    if (!self) return;
    if (status) {
      Q_EMIT self->messageRaised(tr("The rules are saved and hold from the next measurement on."), StatusRole::Good);
      self->accept();
      return;
    }
    self->m_save->setEnabled(true);
    self->m_problem->setText(tr("The rules were not saved. %1").arg(errorText(status.error())));
    self->m_problem->show();
  });
}

}  // namespace mz
