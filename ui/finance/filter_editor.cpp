#include "ui/finance/filter_editor.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDateEdit>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "ui/parts/flow_layout.h"

namespace mz {

namespace {

using Kind = FinanceFilterModel::Kind;

constexpr int kWidth = 360;
constexpr std::size_t kSuggestions = 50;
constexpr int kTypingMilliseconds = 150;

QLabel* mutedLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("muted", true);
  return label;
}

class PeriodEditor : public FilterEditor {
  Q_OBJECT

 public:
  PeriodEditor(const Surroundings& around, const FinanceFilter& filter, QWidget* parent)
      : FilterEditor(Kind::Period, filter, parent) {
    auto* all = static_cast<QVBoxLayout*>(layout());
    auto* presets = new QWidget(this);
    auto* flow = new FlowLayout(kGrid / 2, presets);
    for (const auto& preset : FinanceFilterModel::periodPresets(around.today, around.names.first, around.names.last)) {
      auto* button = new QPushButton(preset.title, presets);
      button->setObjectName(QStringLiteral("preset"));
      button->setToolTip(periodText(preset.from, preset.until));
      connect(button, &QPushButton::clicked, this, [this, preset] {
        m_from->setDate(toQDate(preset.from));
        m_until->setDate(toQDate(preset.until));
        m_hasFrom->setChecked(true);
        m_hasUntil->setChecked(true);
        accept();
      });
      flow->addWidget(button);
    }
    all->addWidget(presets);

    const QDate first = filter.from ? toQDate(*filter.from) : around.names.first ? toQDate(*around.names.first) : around.today;
    const QDate last = filter.until ? toQDate(*filter.until) : around.names.last ? toQDate(*around.names.last) : around.today;
    m_hasFrom = new QCheckBox(tr("From"), this);
    m_hasUntil = new QCheckBox(tr("Until"), this);
    m_from = makeDate(first, tr("First day"));
    m_until = makeDate(last, tr("Last day"));
    m_from->setObjectName(QStringLiteral("periodFrom"));
    m_until->setObjectName(QStringLiteral("periodUntil"));
    m_hasFrom->setChecked(filter.from.has_value());
    m_hasUntil->setChecked(filter.until.has_value());
    connect(m_from, &QDateEdit::dateChanged, this, [this] { m_hasFrom->setChecked(true); });
    connect(m_until, &QDateEdit::dateChanged, this, [this] { m_hasUntil->setChecked(true); });
    auto* days = new QGridLayout;
    days->addWidget(m_hasFrom, 0, 0);
    days->addWidget(m_from, 0, 1);
    days->addWidget(m_hasUntil, 1, 0);
    days->addWidget(m_until, 1, 1);
    days->setColumnStretch(1, 1);
    all->addLayout(days);
    addButtons();
  }

 protected:
  void commit() override {
    m_filter.from.reset();
    m_filter.until.reset();
    if (m_hasFrom->isChecked()) m_filter.from = fromQDate(m_from->date());
    if (m_hasUntil->isChecked()) m_filter.until = fromQDate(m_until->date());
  }

 private:
  QDateEdit* makeDate(QDate date, const QString& name) {
    auto* edit = new QDateEdit(date, this);
    edit->setCalendarPopup(true);
    edit->setStyleSheet(
        QStringLiteral("QDateEdit::drop-down { border: none; width: 24px; }"
                       "QDateEdit::down-arrow { image: url(:/icons/arrow-neutral.svg); width: 16px; height: 16px; }"));
    edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    edit->setAccessibleName(name);
    return edit;
  }

  QCheckBox *m_hasFrom = nullptr, *m_hasUntil = nullptr;
  QDateEdit *m_from = nullptr, *m_until = nullptr;
};

// Names that are chosen stay on top; below them what the ledger has for the typed text, most payments first.
class NamesEditor : public FilterEditor {
  Q_OBJECT

 public:
  NamesEditor(Kind kind, const Surroundings& around, const FinanceFilter& filter, QWidget* parent)
      : FilterEditor(kind, filter, parent), m_client(around.client), m_chosen(*FinanceFilterModel::names(m_filter, kind)) {
    auto* all = static_cast<QVBoxLayout*>(layout());
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("nameSearch"));
    m_search->setPlaceholderText(tr("Type part of the name"));
    m_search->setAccessibleName(tr("Search for a name"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(around.theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    all->addWidget(m_search);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("nameList"));
    m_list->setAccessibleName(FinanceFilterModel::title(kind));
    m_list->setMinimumHeight(30 * kGrid);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    all->addWidget(m_list, 1);
    m_state = mutedLabel({}, this);
    m_state->setWordWrap(true);
    all->addWidget(m_state);
    addButtons();

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, &NamesEditor::suggest);
    connect(m_search, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(m_list, &QListWidget::itemChanged, this, &NamesEditor::takeCheck);
    connect(m_list, &QListWidget::itemActivated, this, [](QListWidgetItem* item) {
      item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
    });
    setFocusProxy(m_search);
    suggest();
  }

 protected:
  void commit() override { *FinanceFilterModel::names(m_filter, m_kind) = m_chosen; }

  bool eventFilter(QObject* watched, QEvent* event) override {
    // Down leads from the text into the list, as in every completing field.
    if (watched == m_search && event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
      m_list->setFocus();
      if (m_list->currentRow() < 0) m_list->setCurrentRow(0);
      return true;
    }
    return FilterEditor::eventFilter(watched, event);
  }

 private:
  void suggest() {
    m_state->setText(tr("Looking…"));
    m_client.ask(
        m_request,
        [channel = m_client.channel(), kind = *FinanceFilterModel::grouping(m_kind), text = toText(m_search->text().trimmed())](
            Engine& engine) { return engine.financeSuggest(channel, kind, text, kSuggestions); },
        [this](Result<std::vector<FinanceNames::Entry>> answer) {
          if (!answer) {
            m_state->setText(tr("The names cannot be read."));
            m_state->setToolTip(fromText(answer.error().detail));
            return;
          }
          showEntries(*answer);
        });
  }

  void showEntries(const std::vector<FinanceNames::Entry>& entries) {
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    const auto isChosen = [this](const std::string& name) {
      return std::find(m_chosen.begin(), m_chosen.end(), name) != m_chosen.end();
    };
    for (const std::string& name : m_chosen) addName(name, nameText(name), true);
    for (const auto& entry : entries) {
      if (!isChosen(entry.name)) addName(entry.name, tr("%1  (%2)").arg(nameText(entry.name), numberText(entry.count)), false);
    }
    m_state->setText(entries.empty() && !m_search->text().trimmed().isEmpty() ? tr("No name contains this text.")
                     : entries.size() >= kSuggestions ? tr("The first %1 names; type to see others.").arg(kSuggestions)
                                                      : QString());
    m_state->setVisible(!m_state->text().isEmpty());
  }

  void addName(const std::string& name, const QString& text, bool checked) {
    auto* item = new QListWidgetItem(text, m_list);
    item->setData(Qt::UserRole, fromText(name));
    item->setToolTip(nameText(name));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
  }

  void takeCheck(QListWidgetItem* item) {
    const std::string name = toText(item->data(Qt::UserRole).toString());
    std::erase(m_chosen, name);
    if (item->checkState() == Qt::Checked) m_chosen.push_back(name);
  }

  EngineClient& m_client;
  std::vector<std::string> m_chosen;
  QLineEdit* m_search = nullptr;
  QListWidget* m_list = nullptr;
  QLabel* m_state = nullptr;
  QTimer m_typing;
  Request m_request;
};

class AmountEditor : public FilterEditor {
  Q_OBJECT

 public:
  AmountEditor(const FinanceFilter& filter, QWidget* parent) : FilterEditor(Kind::Amount, filter, parent) {
    auto* all = static_cast<QVBoxLayout*>(layout());
    auto* grid = new QGridLayout;
    m_least = makeField(tr("At least"), QStringLiteral("amountLeast"), filter.least);
    m_most = makeField(tr("At most"), QStringLiteral("amountMost"), filter.most);
    grid->addWidget(mutedLabel(tr("At least"), this), 0, 0);
    grid->addWidget(m_least, 0, 1);
    grid->addWidget(mutedLabel(tr("At most"), this), 1, 0);
    grid->addWidget(m_most, 1, 1);
    grid->setColumnStretch(1, 1);
    all->addLayout(grid);
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("amountProblem"));
    m_problem->setProperty("notice", true);
    m_problem->setWordWrap(true);
    m_problem->hide();
    all->addWidget(m_problem);
    auto* hint = mutedLabel(tr("In whole units of the currency, such as 1,500 or 20.50. Refunds are negative."), this);
    hint->setProperty("small", true);
    hint->setWordWrap(true);
    all->addWidget(hint);
    addButtons();
    setFocusProxy(m_least);
  }

 protected:
  void commit() override {
    m_complete = read(*m_least, m_filter.least) && read(*m_most, m_filter.most);
    m_problem->setVisible(!m_complete);
    if (!m_complete) {
      m_problem->setText(tr("This is not an amount. Write digits, such as 1500 or 20.50."));
      adjustSize();
    }
  }

 private:
  QLineEdit* makeField(const QString& name, const QString& objectName, std::optional<Amount> value) {
    auto* field = new QLineEdit(this);
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    field->setAlignment(Qt::AlignRight);
    if (value) field->setText(amountText(*value, m_filter.currency));
    return field;
  }

  bool read(const QLineEdit& field, std::optional<Amount>& into) const {
    if (field.text().trimmed().isEmpty()) {
      into.reset();
      return true;
    }
    const auto amount = parseTypedAmount(field.text(), m_filter.currency);
    if (amount) into = amount;
    return amount.has_value();
  }

  QLineEdit *m_least = nullptr, *m_most = nullptr;
  QLabel* m_problem = nullptr;
};

class CurrencyEditor : public FilterEditor {
  Q_OBJECT

 public:
  CurrencyEditor(const Surroundings& around, const FinanceFilter& filter, QWidget* parent)
      : FilterEditor(Kind::Currency, filter, parent) {
    auto* all = static_cast<QVBoxLayout*>(layout());
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("currencyList"));
    m_list->setAccessibleName(tr("Currency"));
    for (const auto& entry : around.names.currencies) {
      auto* item = new QListWidgetItem(tr("%1  (%2)").arg(fromText(entry.name), numberText(entry.count)), m_list);
      item->setData(Qt::UserRole, fromText(entry.name));
      if (entry.name == filter.currency) m_list->setCurrentItem(item);
    }
    m_list->setMinimumHeight(12 * kGrid);
    connect(m_list, &QListWidget::itemActivated, this, [this] { accept(); });
    all->addWidget(m_list);
    addButtons();
    setFocusProxy(m_list);
  }

 protected:
  void commit() override {
    const QListWidgetItem* item = m_list->currentItem();
    m_filter.currency = item != nullptr ? toText(item->data(Qt::UserRole).toString()) : std::string();
  }

 private:
  QListWidget* m_list = nullptr;
};

}  // namespace

FilterEditor* FilterEditor::make(Kind kind, const Surroundings& around, const FinanceFilter& filter, QWidget* parent) {
  switch (kind) {
    case Kind::Period: return new PeriodEditor(around, filter, parent);
    case Kind::Amount: return new AmountEditor(filter, parent);
    case Kind::Currency: return new CurrencyEditor(around, filter, parent);
    case Kind::Text: return nullptr;
    default: return new NamesEditor(kind, around, filter, parent);
  }
}

FilterEditor::FilterEditor(Kind kind, const FinanceFilter& filter, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_kind(kind), m_filter(filter) {
  setObjectName(QStringLiteral("filterEditor"));
  setProperty("card", true);
  setAttribute(Qt::WA_DeleteOnClose);
  setAccessibleName(tr("Filter: %1").arg(FinanceFilterModel::title(kind)));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  all->setSpacing(kGrid);
  auto* title = new QLabel(FinanceFilterModel::title(kind), this);
  title->setProperty("heading", true);
  all->addWidget(title);
  setFixedWidth(kWidth);
}

void FilterEditor::addButtons() {
  auto* row = new QHBoxLayout;
  auto* clear = new QPushButton(tr("Remove filter"), this);
  clear->setObjectName(QStringLiteral("editorClear"));
  auto* apply = new QPushButton(tr("Apply"), this);
  apply->setObjectName(QStringLiteral("editorApply"));
  apply->setProperty("primary", true);
  connect(clear, &QPushButton::clicked, this, [this] {
    FinanceFilterModel model;
    model.setFilter(m_filter);
    model.remove(m_kind);
    Q_EMIT accepted(model.filter());
    close();
  });
  connect(apply, &QPushButton::clicked, this, &FilterEditor::accept);
  row->addWidget(clear);
  row->addStretch();
  row->addWidget(apply);
  static_cast<QVBoxLayout*>(layout())->addLayout(row);
  for (auto* field : findChildren<QLineEdit*>()) connect(field, &QLineEdit::returnPressed, this, &FilterEditor::accept);
}

void FilterEditor::accept() {
  commit();
  if (!m_complete) return;
  Q_EMIT accepted(m_filter);
  close();
}

void FilterEditor::popUpUnder(QWidget* anchor) {
  // The presets wrap: their height follows from the width, which adjustSize() alone does not ask.
  resize(kWidth, std::max(sizeHint().height(), layout()->totalHeightForWidth(kWidth)));
  QPoint at = anchor->mapToGlobal(QPoint(0, anchor->height() + kGrid / 2));
  if (const QScreen* screen = anchor->screen()) {
    const QRect room = screen->availableGeometry();
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() - width())));
    at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() - height())));
  }
  move(at);
  show();
  setFocus();
}

}  // namespace mz

#include "filter_editor.moc"
