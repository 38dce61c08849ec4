#include "ui/actions/action_registry.h"

#include <algorithm>

namespace mz {

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent) {}

QAction* ActionRegistry::add(const QString& id, Words text, const QKeySequence& shortcut, QObject* receiver,
                             std::function<void()> run) {
  Q_ASSERT(!find(id));
  auto* action = new QAction(text(), this);
  action->setObjectName(id);
  action->setShortcut(shortcut);
  action->setShortcutContext(Qt::WindowShortcut);
  connect(action, &QAction::triggered, receiver, [run = std::move(run)] { run(); });
  m_actions.push_back(action);
  m_words.push_back(std::move(text));
  return action;
}

QAction* ActionRegistry::find(const QString& id) const {
  const auto it = std::ranges::find_if(m_actions, [&](const QAction* a) { return a->objectName() == id; });
  return it == m_actions.end() ? nullptr : *it;
}

void ActionRegistry::retranslate() {
  for (std::size_t i = 0; i < m_actions.size(); ++i) m_actions[i]->setText(m_words[i]());
}

}  // namespace mz
