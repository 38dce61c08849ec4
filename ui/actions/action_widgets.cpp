#include "ui/actions/action_widgets.h"

#include <QtWidgets/QMenu>

namespace mz {

ActionButton::ActionButton(QAction* action, QWidget* parent) : QToolButton(parent) {
  setObjectName(action->objectName() + QStringLiteral(".button"));
  setDefaultAction(action);
  setToolButtonStyle(Qt::ToolButtonIconOnly);
  setFocusPolicy(Qt::StrongFocus);
  const auto name = [this, action] { setAccessibleName(action->text()); };
  connect(action, &QAction::changed, this, name);
  name();
}

void addActionsOf(ActionCategory category, QMenu& menu, const ActionRegistry& actions) {
  menu.setToolTipsVisible(true);
  for (QAction* action : actions.all()) {
    if (actions.facts(action).category == category && action->isVisible()) menu.addAction(action);
  }
}

void addAllActions(QMenu& menu, const ActionRegistry& actions) {
  for (int i = 0; i <= static_cast<int>(ActionCategory::Help); ++i) {
    const auto category = static_cast<ActionCategory>(i);
    auto* submenu = menu.addMenu(ActionRegistry::categoryText(category));
    addActionsOf(category, *submenu, actions);
    submenu->menuAction()->setVisible(!submenu->isEmpty());
  }
}

}  // namespace mz
