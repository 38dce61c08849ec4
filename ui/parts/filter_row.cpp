#include "ui/parts/filter_row.h"

#include <QtCore/QDate>
#include <QtCore/QEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDateEdit>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "ui/parts/flow_layout.h"
#include "ui/parts/saved_filters.h"

namespace mz {

namespace {
constexpr int kTypingMilliseconds = 400;
constexpr int kTextWidth = 18 * kGrid;
constexpr int kChoiceWidth = 26 * kGrid;
constexpr int kDayWidth = 17 * kGrid;
}  // namespace

FilterRow::FilterRow(TableFilter& filter, const Theme& theme, Settings& settings, const QString& key, QWidget* parent)
    : QWidget(parent),
      m_filter(filter),
      m_flow(new FlowLayout(kGrid, this)),
      m_clear(new QPushButton(this)),
      m_saved(key.isEmpty() ? nullptr : new SavedFilters(theme, settings, key, [this] { return m_filter.json(); }, this)) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  m_clear->setObjectName(QStringLiteral("clearFilters"));
  m_clear->setProperty("flat", true);
  if (m_saved) connect(m_saved, &SavedFilters::chosen, &m_filter, &TableFilter::setJson);
  connect(m_clear, &QPushButton::clicked, this, [this] { m_filter.clear(); });
  m_typing.setSingleShot(true);
  m_typing.setInterval(kTypingMilliseconds);
  connect(&m_typing, &QTimer::timeout, this, &FilterRow::takeText);
  connect(&m_filter, &TableFilter::fieldsChanged, this, &FilterRow::rebuild);
  connect(&m_filter, &TableFilter::valuesChanged, this, &FilterRow::rebuild);
  rebuild();
}

QWidget* FilterRow::make(const TableFilter::Field& field) {
  using Kind = TableFilter::Field::Kind;
  const QString id = field.id;
  if (field.kind == Kind::Choice) {
    auto* box = new QComboBox(this);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMaximumWidth(kChoiceWidth);
    connect(box, &QComboBox::activated, this, [this, box, id] { m_filter.setValue(id, box->currentData().toString()); });
    return box;
  }
  if (field.kind == Kind::Text) {
    auto* line = new QLineEdit(this);
    line->setClearButtonEnabled(true);
    line->setFixedWidth(kTextWidth);
    connect(line, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(line, &QLineEdit::returnPressed, this, &FilterRow::takeText);
    return line;
  }
  auto* day = new QDateEdit(QDate::currentDate(), this);
  day->setCalendarPopup(true);
  day->setFixedWidth(kDayWidth);
  day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
  connect(day, &QDateEdit::dateChanged, this, [this, id](QDate date) { m_filter.setValue(id, date.toString(Qt::ISODate)); });
  return day;
}

void FilterRow::showField(const Control& control) {
  const QSignalBlocker quiet(control.widget);
  const TableFilter::Field& field = control.field;
  const QString value = m_filter.value(field.id);
  control.widget->setObjectName(QStringLiteral("filter.") + field.id);
  control.widget->setAccessibleName(field.title);
  control.widget->setToolTip(field.title);
  if (auto* box = qobject_cast<QComboBox*>(control.widget)) {
    box->clear();
    for (const auto& choice : field.choices) box->addItem(choice.title, choice.value);
    // One that is not offered now, as a saved filter may name it.
    if (box->findData(value) < 0) box->addItem(value, value);
    box->setCurrentIndex(box->findData(value));
  } else if (auto* line = qobject_cast<QLineEdit*>(control.widget)) {
    line->setPlaceholderText(field.title);
    if (line->text().simplified() != value) line->setText(value);
  } else if (auto* day = qobject_cast<QDateEdit*>(control.widget)) {
    const QDate date = QDate::fromString(value, Qt::ISODate);
    if (date.isValid()) day->setDate(date);
  }
}

void FilterRow::rebuild() {
  const std::vector<TableFilter::Field> fields = m_filter.fields();
  // Controls that stay keep their widget, and with it the keyboard focus.
  std::vector<Control> now;
  for (const TableFilter::Field& field : fields) {
    const auto known = std::ranges::find_if(m_controls, [&](const Control& c) { return c.field.id == field.id; });
    if (known != m_controls.end()) {
      now.push_back({field, known->widget});
      m_controls.erase(known);
    } else {
      now.push_back({field, make(field)});
      now.back().widget->show();
    }
  }
  for (const Control& gone : m_controls) {
    m_flow->removeWidget(gone.widget);
    gone.widget->hide();
    gone.widget->deleteLater();
  }
  m_controls = std::move(now);
  m_flow->removeWidget(m_clear);
  if (m_saved) m_flow->removeWidget(m_saved);
  QWidget* before = nullptr;
  for (const Control& control : m_controls) {
    m_flow->removeWidget(control.widget);
    m_flow->addWidget(control.widget);
    showField(control);
    if (before) setTabOrder(before, control.widget);
    before = control.widget;
  }
  m_flow->addWidget(m_clear);
  if (before) setTabOrder(before, m_clear);
  if (m_saved) {
    m_flow->addWidget(m_saved);
    setTabOrder(m_clear, m_saved);
  }
  m_clear->setText(tr("Clear"));
  m_clear->setAccessibleName(tr("Clear all filters"));
  m_clear->setVisible(!m_filter.isEmpty());
  m_flow->invalidate();
  updateGeometry();
  // A day that is asked for is one at once: today, until another is chosen.
  for (const Control& control : m_controls) {
    auto* day = qobject_cast<QDateEdit*>(control.widget);
    if (!day || !m_filter.value(control.field.id).isEmpty()) continue;
    m_filter.setValue(control.field.id, day->date().toString(Qt::ISODate));
    return;  // which led here again
  }
}

void FilterRow::takeText() {
  m_typing.stop();
  // A value that changes makes the row anew.
  const std::vector<Control> controls = m_controls;
  for (const Control& control : controls) {
    if (const auto* line = qobject_cast<QLineEdit*>(control.widget)) {
      m_filter.setValue(control.field.id, line->text().simplified());
    }
  }
}

void FilterRow::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) rebuild();
}

}  // namespace mz
