// Every action of the window by a stable id, in one place: menus, shortcuts, the command palette and the kiosk's lockdown read
// it. An action says itself why it cannot run now, and is disabled with that sentence as its tooltip. Shortcuts can be changed
// and are kept in the settings. Window's thread.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QAction>
#include <QtGui/QKeySequence>
#include <functional>
#include <vector>

namespace mz {

class Language;
class Settings;
class Theme;

enum class ActionCategory : int { Pages, Go, Ledger, Network, Identity, View, Help };

struct ActionFacts {
  QString id;        // "chain.verify"; also the object's name
  const char* text;  // English, marked with QT_TRANSLATE_NOOP("mz::Actions", …)
  QString icon;      // of resources/icons
  ActionCategory category = ActionCategory::View;
  QKeySequence shortcut = {};  // unless the person chose another
  bool inKiosk = false;        // the others are gone there
};

class ActionRegistry : public QObject {
  Q_OBJECT

 public:
  using Obstacle = std::function<QString()>;  // why it cannot run now, for people; empty: it can

  ActionRegistry(const Theme& theme, const Language& language, Settings& settings, QObject* parent = nullptr);

  // The action belongs to the registry; its text follows the language. An id is registered once.
  QAction* add(const ActionFacts& facts, QObject* receiver, std::function<void()> run, Obstacle obstacle = {});
  QAction* find(const QString& id) const;  // null when there is none
  const std::vector<QAction*>& all() const { return m_actions; }
  const ActionFacts& facts(const QAction* action) const;
  QString obstacle(const QAction* action) const;
  QStringList names(const QAction* action) const;  // in every language of the window
  static QString categoryText(ActionCategory category);

  void refresh();  // asks for every obstacle again, and for the words
  void setKiosk(bool kiosk);
  void setAbsent(QAction* action, bool absent);  // the role may not know of it: neither in menus nor found

  void setShortcut(QAction* action, const QKeySequence& shortcut);  // the default one is not kept as a choice
  void resetShortcuts();
  // Who has these keys, or keys that begin or continue them; null: nobody but `except`.
  QAction* holderOf(const QKeySequence& shortcut, const QAction* except) const;

 Q_SIGNALS:
  void added(QAction* action);
  void shortcutsChanged();

 private:
  struct Entry {
    ActionFacts facts;
    Obstacle obstacle;
    bool absent = false;
  };
  Entry& entry(const QAction* action);
  const Entry& entry(const QAction* action) const;
  void show(QAction* action, const Entry& entry) const;
  void applyShortcut(QAction* action, const QKeySequence& shortcut);

  const Theme& m_theme;
  const Language& m_language;
  Settings& m_settings;
  std::vector<QAction*> m_actions;
  std::vector<Entry> m_entries;  // beside m_actions
  bool m_kiosk = false;
};

}  // namespace mz
