#include "ui/actions/action_registry.h"

#include <QtCore/QCoreApplication>
#include <algorithm>

#include "models/settings.h"
#include "ui/shell/language.h"
#include "ui/theme/theme.h"

namespace mz {

namespace {
constexpr const char* kContext = "mz::Actions";
QString keptName(const QAction* action) { return QStringLiteral("shortcuts/") + action->objectName(); }
}  // namespace

ActionRegistry::ActionRegistry(const Theme& theme, const Language& language, Settings& settings, QObject* parent)
    : QObject(parent), m_theme(theme), m_language(language), m_settings(settings) {}

QAction* ActionRegistry::add(const ActionFacts& facts, QObject* receiver, std::function<void()> run, Obstacle obstacle) {
  Q_ASSERT(!find(facts.id));
  auto* action = new QAction(this);
  action->setObjectName(facts.id);
  action->setIcon(m_theme.icon(facts.icon));
  action->setShortcutContext(Qt::WindowShortcut);
  const QJsonValue kept = m_settings.remembered(keptName(action));
  action->setShortcut(kept.isString() ? QKeySequence(kept.toString(), QKeySequence::PortableText) : facts.shortcut);
  connect(action, &QAction::triggered, receiver, [run = std::move(run)] { run(); });
  m_actions.push_back(action);
  m_entries.push_back({facts, std::move(obstacle)});
  show(action, m_entries.back());
  Q_EMIT added(action);
  return action;
}

QAction* ActionRegistry::find(const QString& id) const {
  const auto it = std::ranges::find_if(m_actions, [&](const QAction* a) { return a->objectName() == id; });
  return it == m_actions.end() ? nullptr : *it;
}

const ActionRegistry::Entry& ActionRegistry::entry(const QAction* action) const {
  const auto it = std::ranges::find(m_actions, action);
  Q_ASSERT(it != m_actions.end());
  return m_entries[static_cast<std::size_t>(it - m_actions.begin())];
}

ActionRegistry::Entry& ActionRegistry::entry(const QAction* action) {
  return const_cast<Entry&>(std::as_const(*this).entry(action));
}

const ActionFacts& ActionRegistry::facts(const QAction* action) const { return entry(action).facts; }

QString ActionRegistry::obstacle(const QAction* action) const {
  const Entry& asked = entry(action);
  return asked.obstacle ? asked.obstacle() : QString();
}

QStringList ActionRegistry::names(const QAction* action) const { return m_language.everywhere(kContext, facts(action).text); }

QString ActionRegistry::categoryText(ActionCategory category) {
  switch (category) {
    case ActionCategory::Pages: return tr("Pages");
    case ActionCategory::Go: return tr("Go");
    case ActionCategory::Ledger: return tr("Ledger");
    case ActionCategory::Network: return tr("Network");
    case ActionCategory::Identity: return tr("Identity");
    case ActionCategory::View: return tr("View");
    case ActionCategory::Help: return tr("Help");
  }
  return {};
}

void ActionRegistry::show(QAction* action, const Entry& entry) const {
  const QString text = QCoreApplication::translate(kContext, entry.facts.text);
  const QString obstacle = entry.obstacle ? entry.obstacle() : QString();
  const bool allowed = !entry.absent && (!m_kiosk || entry.facts.inKiosk);
  const QString keys = action->shortcut().toString(QKeySequence::NativeText);
  QString words = text;
  words.remove(QStringLiteral("…"));
  action->setText(text);
  action->setToolTip(!obstacle.isEmpty() ? obstacle : keys.isEmpty() ? words : tr("%1 (%2)").arg(words, keys));
  action->setVisible(allowed);
  action->setEnabled(allowed && obstacle.isEmpty());
}

void ActionRegistry::refresh() {
  for (std::size_t i = 0; i < m_actions.size(); ++i) show(m_actions[i], m_entries[i]);
}

void ActionRegistry::setKiosk(bool kiosk) {
  m_kiosk = kiosk;
  refresh();
}

void ActionRegistry::setAbsent(QAction* action, bool absent) {
  Entry& changed = entry(action);
  changed.absent = absent;
  show(action, changed);
}

void ActionRegistry::applyShortcut(QAction* action, const QKeySequence& shortcut) {
  const QKeySequence& usual = facts(action).shortcut;
  action->setShortcut(shortcut);
  m_settings.remember(keptName(action),
                      shortcut == usual ? QJsonValue() : QJsonValue(shortcut.toString(QKeySequence::PortableText)));
}

void ActionRegistry::setShortcut(QAction* action, const QKeySequence& shortcut) {
  applyShortcut(action, shortcut);
  refresh();
  Q_EMIT shortcutsChanged();
}

void ActionRegistry::resetShortcuts() {
  for (QAction* action : m_actions) applyShortcut(action, facts(action).shortcut);
  refresh();
  Q_EMIT shortcutsChanged();
}

QAction* ActionRegistry::holderOf(const QKeySequence& shortcut, const QAction* except) const {
  if (shortcut.isEmpty()) return nullptr;
  const auto it = std::ranges::find_if(m_actions, [&](const QAction* action) {
    const QKeySequence& other = action->shortcut();
    return action != except && !other.isEmpty() &&
           (shortcut.matches(other) != QKeySequence::NoMatch || other.matches(shortcut) != QKeySequence::NoMatch);
  });
  return it == m_actions.end() ? nullptr : *it;
}

}  // namespace mz
