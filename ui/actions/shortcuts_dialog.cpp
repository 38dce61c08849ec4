#include "ui/actions/shortcuts_dialog.h"

#include <QtCore/QEvent>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QKeySequenceEdit>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/search_model.h"
#include "models/text_table_model.h"

namespace mz {

namespace {
constexpr int kActionColumn = 0;
QString plain(const QAction* action) { return action->text().remove(QStringLiteral("…")); }
QString native(const QKeySequence& keys) { return keys.toString(QKeySequence::NativeText); }
}  // namespace

ShortcutsDialog::ShortcutsDialog(const PageContext& context, QWidget* parent)
    : QDialog(parent),
      m_actions(context.actions),
      m_theme(context.theme),
      m_heading(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_filter(new QLineEdit(this)),
      m_model(new TextTableModel(this)),
      m_table(new DataTable(context.theme, context.settings, QStringLiteral("shortcuts"), this)),
      m_keysLabel(new QLabel(this)),
      m_keys(new QKeySequenceEdit(this)),
      m_set(new QPushButton(this)),
      m_none(new QPushButton(this)),
      m_usual(new QPushButton(this)),
      m_allUsual(new QPushButton(this)),
      m_close(new QPushButton(this)),
      m_conflict(new QLabel(this)) {
  setObjectName(QStringLiteral("shortcutsDialog"));
  m_heading->setProperty("heading", true);
  m_sentence->setProperty("muted", true);
  m_sentence->setWordWrap(true);
  m_filter->setObjectName(QStringLiteral("shortcutFilter"));
  m_filter->setClearButtonEnabled(true);
  m_table->setObjectName(QStringLiteral("shortcutTable"));
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_keys->setObjectName(QStringLiteral("shortcutKeys"));
  m_keysLabel->setBuddy(m_keys);
  m_set->setObjectName(QStringLiteral("setShortcut"));
  m_none->setObjectName(QStringLiteral("noShortcut"));
  m_usual->setObjectName(QStringLiteral("usualShortcut"));
  m_allUsual->setObjectName(QStringLiteral("allUsualShortcuts"));
  m_close->setObjectName(QStringLiteral("closeShortcuts"));
  m_conflict->setObjectName(QStringLiteral("shortcutConflict"));
  m_conflict->setWordWrap(true);
  for (QPushButton* button : {m_set, m_none, m_usual, m_allUsual, m_close}) button->setAutoDefault(false);

  auto* editor = new QHBoxLayout;
  editor->setSpacing(kGrid);
  editor->addWidget(m_keysLabel);
  editor->addWidget(m_keys, 1);
  editor->addWidget(m_set);
  editor->addWidget(m_none);
  editor->addWidget(m_usual);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_allUsual);
  buttons->addStretch(1);
  buttons->addWidget(m_close);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(m_heading);
  layout->addWidget(m_sentence);
  layout->addWidget(m_filter);
  layout->addWidget(m_table, 1);
  layout->addLayout(editor);
  layout->addWidget(m_conflict);
  layout->addLayout(buttons);
  resize(90 * kGrid, 80 * kGrid);

  connect(m_filter, &QLineEdit::textChanged, this, &ShortcutsDialog::fill);
  connect(m_table, &DataTable::currentRowChanged, this, &ShortcutsDialog::choose);
  connect(m_table, &DataTable::rowActivated, this, [this] { m_keys->setFocus(); });
  connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsDialog::refreshEditor);
  connect(m_set, &QPushButton::clicked, this, [this] { apply(m_keys->keySequence()); });
  connect(m_none, &QPushButton::clicked, this, [this] { apply({}); });
  connect(m_usual, &QPushButton::clicked, this, [this] { apply(m_actions.facts(m_chosen).shortcut); });
  connect(m_allUsual, &QPushButton::clicked, &m_actions, &ActionRegistry::resetShortcuts);
  connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
  connect(&m_actions, &ActionRegistry::shortcutsChanged, this, &ShortcutsDialog::fill);
  connect(&m_theme, &Theme::changed, this, &ShortcutsDialog::refreshEditor);
  m_table->setModel(m_model);
  retranslate();
  m_table->setColumns({300, 110, 130, 130}, {kActionColumn});
}

void ShortcutsDialog::fill() {
  m_rows.clear();
  std::vector<std::vector<TextCell>> rows;
  for (QAction* action : m_actions.all()) {
    if (!action->isVisible()) continue;
    const QString keys = native(action->shortcut());
    QStringList names = m_actions.names(action);
    if (!keys.isEmpty()) names << keys;
    const QString filter = m_filter->text().trimmed();
    if (!filter.isEmpty() && searchRank(filter, names) == 0) continue;
    const bool own = action->shortcut() != m_actions.facts(action).shortcut;
    m_rows.push_back(action);
    // What was taken from an action, or given to two by an older file, is seen at once.
    const QAction* other = m_actions.holderOf(action->shortcut(), action);
    TextCell state{own ? tr("your choice") : tr("usual"), StatusRole::Neutral};
    if (other) state = {tr("also: %1").arg(plain(other)), StatusRole::Attention};
    rows.push_back({{plain(action)},
                    {ActionRegistry::categoryText(m_actions.facts(action).category)},
                    {keys.isEmpty() ? tr("none") : keys},
                    state});
  }
  QAction* const before = m_chosen;
  m_model->setTable({tr("Action"), tr("Group"), tr("Keys"), tr("State")}, std::move(rows));
  const auto it = std::ranges::find(m_rows, before);
  const int row = it != m_rows.end() ? static_cast<int>(it - m_rows.begin()) : m_rows.empty() ? -1 : 0;
  m_table->setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row, 0));
  choose(row);
}

void ShortcutsDialog::choose(int row) {
  m_chosen = row < 0 ? nullptr : m_rows.at(static_cast<std::size_t>(row));
  const QSignalBlocker quiet(m_keys);
  m_keys->setKeySequence(m_chosen ? m_chosen->shortcut() : QKeySequence());
  refreshEditor();
}

void ShortcutsDialog::refreshEditor() {
  const bool any = m_chosen != nullptr;
  const QKeySequence keys = m_keys->keySequence();
  const QAction* holder = any ? m_actions.holderOf(keys, m_chosen) : nullptr;
  m_keys->setEnabled(any);
  m_set->setEnabled(any && !keys.isEmpty() && (keys != m_chosen->shortcut() || holder));
  m_none->setEnabled(any && !m_chosen->shortcut().isEmpty());
  m_usual->setEnabled(any && m_chosen->shortcut() != m_actions.facts(m_chosen).shortcut);
  m_set->setText(holder ? tr("Take them over") : tr("Set"));
  m_set->setAccessibleName(m_set->text());
  m_conflict->setText(holder ? tr("%1 belongs to “%2” (%3). Taking it over leaves that action without these keys.")
                                   .arg(native(keys), plain(holder), native(holder->shortcut()))
                             : QString());
  QPalette palette = m_conflict->palette();
  palette.setColor(QPalette::WindowText, m_theme.statusColour(StatusRole::Attention));
  m_conflict->setPalette(palette);
}

void ShortcutsDialog::apply(const QKeySequence& keys) {
  if (!m_chosen) return;
  while (QAction* holder = m_actions.holderOf(keys, m_chosen)) m_actions.setShortcut(holder, {});
  m_actions.setShortcut(m_chosen, keys);
}

void ShortcutsDialog::retranslate() {
  setWindowTitle(tr("Shortcuts"));
  m_heading->setText(tr("Shortcuts"));
  m_sentence->setText(
      tr("Every action of this window and its keys. Choose an action, press the keys that you want, and set them."));
  m_filter->setPlaceholderText(tr("Filter by name or keys"));
  m_filter->setAccessibleName(tr("Filter by name or keys"));
  m_table->setAccessibleName(tr("Actions and their keys"));
  m_keysLabel->setText(tr("&New keys"));
  m_keys->setAccessibleName(tr("New keys"));
  m_none->setText(tr("No keys"));
  m_none->setAccessibleName(m_none->text());
  m_usual->setText(tr("Usual keys"));
  m_usual->setAccessibleName(m_usual->text());
  m_allUsual->setText(tr("Usual keys everywhere"));
  m_allUsual->setAccessibleName(m_allUsual->text());
  m_close->setText(tr("Close"));
  m_close->setAccessibleName(m_close->text());
  fill();
}

void ShortcutsDialog::changeEvent(QEvent* event) {
  QDialog::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
