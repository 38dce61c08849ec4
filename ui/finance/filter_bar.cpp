#include "ui/finance/filter_bar.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/finance_text.h"
#include "models/format_text.h"
#include "ui/parts/flow_layout.h"
#include "ui/parts/saved_filters.h"

namespace mz {

namespace {

using Kind = FinanceFilterModel::Kind;

constexpr int kTypingMilliseconds = 250;
constexpr int kSearchWidth = 35 * kGrid;
constexpr std::size_t kSumsShown = 3;

}  // namespace

FilterChip::FilterChip(Theme& theme, Kind kind, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_kind(kind), m_edit(new QToolButton(this)), m_remove(new QToolButton(this)) {
  setObjectName(QStringLiteral("filterChip"));
  m_edit->setObjectName(QStringLiteral("chipEdit"));
  m_remove->setObjectName(QStringLiteral("chipRemove"));
  m_remove->setIcon(theme.icon(QStringLiteral("cross"), Colour::Accent));
  m_remove->setIconSize(QSize(12, 12));
  for (QToolButton* button : {m_edit, m_remove}) button->setFocusPolicy(Qt::StrongFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kGrid / 2, 1, kGrid / 2, 1);
  row->setSpacing(0);
  row->addWidget(m_edit);
  row->addWidget(m_remove);
  connect(m_edit, &QToolButton::clicked, this, &FilterChip::editAsked);
  connect(m_remove, &QToolButton::clicked, this, &FilterChip::removeAsked);
  connect(&theme, &Theme::changed, this, &FilterChip::restyle);
  restyle();
}

void FilterChip::restyle() {
  const QString accent = m_theme.colour(Colour::Accent).name();
  setStyleSheet(QStringLiteral("QFrame#filterChip { border: 1px solid %1; border-radius: 14px; background: %2; }"
                               "QToolButton { border: 1px solid transparent; border-radius: 11px; padding: 2px 5px; color: %1; "
                               "background: transparent; }"
                               "QToolButton:hover { background: %3; }"
                               "QToolButton:focus { border: 1px solid %1; }")
                    .arg(accent, m_theme.colour(Colour::Surface).name(), m_theme.colour(Colour::Selection).name()));
}

void FilterChip::setText(const QString& text, const QString& full) {
  constexpr int kMostWidth = 40 * kGrid;
  m_edit->setText(m_edit->fontMetrics().elidedText(text, Qt::ElideRight, kMostWidth));
  const QString said = QStringLiteral("%1: %2").arg(FinanceFilterModel::title(m_kind), full);
  m_edit->setToolTip(said);
  m_edit->setAccessibleName(tr("Change filter %1").arg(said));
  m_remove->setToolTip(tr("Remove this filter"));
  m_remove->setAccessibleName(tr("Remove filter %1").arg(said));
}

QWidget* FilterChip::tabAfter(QWidget* before) {
  setTabOrder(before, m_edit);
  setTabOrder(m_edit, m_remove);
  return m_remove;
}

FilterBar::FilterBar(EngineClient& client, Theme& theme, Settings& settings, FinanceFilterModel& filter, QWidget* parent)
    : QWidget(parent),
      m_client(client),
      m_theme(theme),
      m_filter(filter),
      m_search(new QLineEdit(this)),
      m_flow(nullptr),
      m_add(nullptr),
      m_clear(nullptr),
      m_saved(nullptr),
      m_count(new QLabel(this)),
      m_sums(new QLabel(this)) {
  auto* chips = new QWidget(this);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  chips->setSizePolicy(policy);
  m_flow = new FlowLayout(kGrid, chips);
  m_search->setObjectName(QStringLiteral("financeSearch"));
  m_search->setClearButtonEnabled(true);
  m_search->addAction(theme.icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
  m_search->setFixedWidth(kSearchWidth);
  m_flow->addWidget(m_search);
  m_add = new QPushButton(chips);
  m_add->setObjectName(QStringLiteral("addFilter"));
  m_add->setIcon(theme.icon(QStringLiteral("plus")));
  m_flow->addWidget(m_add);
  m_clear = new QPushButton(chips);
  m_clear->setObjectName(QStringLiteral("clearFilters"));
  m_clear->setProperty("flat", true);
  m_flow->addWidget(m_clear);
  m_saved = new SavedFilters(theme, settings, QStringLiteral("finance"), [this] { return m_filter.json(); }, chips);
  m_flow->addWidget(m_saved);

  m_count->setObjectName(QStringLiteral("financeCount"));
  m_sums->setObjectName(QStringLiteral("financeSums"));
  m_sums->setFont(Theme::font(TextSize::Title, true));
  for (QLabel* label : {m_count, m_sums}) {
    label->setAlignment(Qt::AlignRight | Qt::AlignTop);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  m_count->setProperty("muted", true);
  auto* figures = new QVBoxLayout;
  figures->setSpacing(0);
  figures->addWidget(m_sums);
  figures->addWidget(m_count);
  figures->addStretch();

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2 * kGrid);
  row->addWidget(chips, 1);
  row->addLayout(figures);

  m_typing.setSingleShot(true);
  m_typing.setInterval(kTypingMilliseconds);
  connect(&m_typing, &QTimer::timeout, this, &FilterBar::takeSearch);
  connect(m_search, &QLineEdit::textEdited, this, [this] { m_typing.start(); });
  connect(m_search, &QLineEdit::returnPressed, this, &FilterBar::takeSearch);
  connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
    if (text.isEmpty()) m_typing.start();  // the clear button is not an edit
  });
  connect(m_add, &QPushButton::clicked, this, &FilterBar::showMenu);
  connect(m_clear, &QPushButton::clicked, this, [this] { m_filter.clear(); });
  connect(m_saved, &SavedFilters::chosen, &m_filter, &FinanceFilterModel::setJson);
  connect(&m_filter, &FinanceFilterModel::filterChanged, this, &FilterBar::rebuild);
  rebuild();
  showTotals();
}

void FilterBar::takeSearch() {
  m_typing.stop();
  FinanceFilter wanted = m_filter.filter();
  wanted.text = toText(m_search->text().simplified());
  m_filter.setFilter(wanted);
}

void FilterBar::setNames(FinanceNames names) { m_names = std::move(names); }

void FilterBar::focusSearch() {
  m_search->setFocus(Qt::ShortcutFocusReason);
  m_search->selectAll();
}

void FilterBar::rebuild() {
  m_search->setPlaceholderText(tr("Search payee, text, reference"));
  m_search->setAccessibleName(tr("Search in payments"));
  m_add->setText(tr("Filter"));
  m_add->setAccessibleName(tr("Add a filter"));
  m_clear->setText(tr("Clear all"));
  m_clear->setAccessibleName(tr("Clear all filters"));

  const QString text = fromText(m_filter.filter().text);
  if (m_search->text().simplified() != text) m_search->setText(text);

  QList<Kind> kinds = m_filter.kinds();
  kinds.removeAll(Kind::Text);  // the search field is its chip
  // Chips that stay keep their widget, and with it the keyboard focus.
  for (qsizetype i = m_chips.size() - 1; i >= 0; --i) {
    if (kinds.contains(m_chips[i]->kind())) continue;
    FilterChip* gone = m_chips.takeAt(i);
    if (gone->isAncestorOf(window()->focusWidget())) m_add->setFocus();
    m_flow->removeWidget(gone);
    gone->hide();
    gone->deleteLater();
  }
  for (const Kind kind : kinds) {
    const auto known = std::find_if(m_chips.begin(), m_chips.end(), [kind](FilterChip* chip) { return chip->kind() == kind; });
    if (known != m_chips.end()) continue;
    auto* chip = new FilterChip(m_theme, kind, m_add->parentWidget());
    connect(chip, &FilterChip::editAsked, this, [this, kind] { edit(kind); });
    connect(chip, &FilterChip::removeAsked, this, [this, kind] { m_filter.remove(kind); });
    m_chips.append(chip);
    chip->show();
  }
  std::sort(m_chips.begin(), m_chips.end(), [](FilterChip* a, FilterChip* b) { return a->kind() < b->kind(); });
  m_flow->removeWidget(m_add);
  m_flow->removeWidget(m_clear);
  m_flow->removeWidget(m_saved);
  QWidget* before = m_search;
  for (FilterChip* chip : m_chips) {
    m_flow->removeWidget(chip);
    m_flow->addWidget(chip);
    chip->setText(m_filter.chipText(chip->kind()), m_filter.fullText(chip->kind()));
    before = chip->tabAfter(before);
  }
  m_flow->addWidget(m_add);
  m_flow->addWidget(m_clear);
  m_flow->addWidget(m_saved);
  setTabOrder(before, m_add);
  setTabOrder(m_add, m_clear);
  setTabOrder(m_clear, m_saved);
  m_clear->setVisible(!m_filter.isEmpty());
  m_flow->invalidate();
  updateGeometry();
}

void FilterBar::showMenu() {
  QMenu menu(this);
  menu.setObjectName(QStringLiteral("filterMenu"));
  for (const Kind kind : FinanceFilterModel::allKinds()) {
    QAction* action = menu.addAction(FinanceFilterModel::title(kind));
    connect(action, &QAction::triggered, this, [this, kind] { edit(kind); });
  }
  menu.exec(m_add->mapToGlobal(QPoint(0, m_add->height() + kGrid / 2)));
}

void FilterBar::edit(Kind kind) {
  if (kind == Kind::Text) {
    focusSearch();
    return;
  }
  delete m_editor;
  m_editor = FilterEditor::make(kind, {m_client, m_theme, m_names, QDate::currentDate()}, m_filter.filter(), this);
  connect(m_editor, &FilterEditor::accepted, this, [this](const FinanceFilter& filter) { m_filter.setFilter(filter); });
  QWidget* anchor = m_add;
  for (FilterChip* chip : m_chips) {
    if (chip->kind() == kind) anchor = chip;
  }
  m_editor->popUpUnder(anchor);
}

void FilterBar::setTotals(const std::optional<FinanceTotals>& totals, bool loading) {
  m_totals = totals;
  m_loading = loading;
  showTotals();
}

void FilterBar::showTotals() {
  if (!m_totals) {
    m_sums->clear();
    m_count->setText(m_loading ? tr("Counting…") : QString());
    return;
  }
  QStringList sums;
  for (const auto& sum : m_totals->sums) {
    if (sums.size() == static_cast<qsizetype>(kSumsShown)) break;
    sums.append(sum.overflowed ? tr("%1: too large to add up").arg(fromText(sum.currency)) : moneyText(sum.sum, sum.currency));
  }
  m_sums->setText(sums.join(QLatin1Char('\n')));
  m_sums->setFont(Theme::font(sums.size() > 1 ? TextSize::Heading : TextSize::Title, true));
  QString count = m_filter.isEmpty()
                      ? tr("%1 payments", nullptr, pluralOf(m_totals->count)).arg(numberText(m_totals->count))
                      : tr("%1 payments match", nullptr, pluralOf(m_totals->count)).arg(numberText(m_totals->count));
  if (m_totals->sums.size() > kSumsShown)
    count = tr("%1, in %n other currencies too", nullptr, static_cast<int>(m_totals->sums.size() - kSumsShown)).arg(count);
  m_count->setText(count);
  QStringList all;
  for (const auto& sum : m_totals->sums)
    all.append(
        tr("%1 payments: %2", nullptr, pluralOf(sum.count)).arg(numberText(sum.count), moneyText(sum.sum, sum.currency)));
  m_sums->setToolTip(all.join(QLatin1Char('\n')));
  m_count->setAccessibleName(QStringLiteral("%1, %2").arg(count, all.join(QLatin1String("; "))));
}

void FilterBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) {
    rebuild();
    showTotals();
  }
}

}  // namespace mz
