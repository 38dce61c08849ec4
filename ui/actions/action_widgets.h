// Buttons and menus made of the registry's actions, so that nothing is offered in two different ways. Window's thread.
#pragma once

#include <QtWidgets/QToolButton>

#include "ui/actions/action_registry.h"

class QMenu;

namespace mz {

// Icon alone; words, shortcut and the reason why it cannot run are its tooltip.
class ActionButton : public QToolButton {
  Q_OBJECT

 public:
  explicit ActionButton(QAction* action, QWidget* parent = nullptr);
};

// Those of a category that exist here and now.
void addActionsOf(ActionCategory category, QMenu& menu, const ActionRegistry& actions);
// One submenu for each category.
void addAllActions(QMenu& menu, const ActionRegistry& actions);

}  // namespace mz
