// Every action of the window by a stable id, in one place: menus, shortcuts and later the command palette read it. Window's
// thread.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QAction>
#include <QtGui/QKeySequence>
#include <functional>
#include <vector>

namespace mz {

class ActionRegistry : public QObject {
  Q_OBJECT

 public:
  using Words = std::function<QString()>;  // translated when called

  explicit ActionRegistry(QObject* parent = nullptr);

  // The action belongs to the registry; its text follows the language. An id is registered once.
  QAction* add(const QString& id, Words text, const QKeySequence& shortcut, QObject* receiver, std::function<void()> run);
  QAction* find(const QString& id) const;  // null when there is none
  const std::vector<QAction*>& all() const { return m_actions; }
  void retranslate();

 private:
  std::vector<QAction*> m_actions;
  std::vector<Words> m_words;
};

}  // namespace mz
