// The window: navigation, top bar, pages, status line; the one place that knows where a link leads, and the way back. Window's
// thread. Networks are opened and made through NetworkOpener, so that tests bring their own engine.
#pragma once

#include <QtCore/QElapsedTimer>
#include <QtWidgets/QWidget>
#include <filesystem>
#include <memory>
#include <vector>

#include "models/alarm_notices.h"
#include "models/certificate_settling.h"
#include "models/history.h"
#include "models/idle_lock.h"
#include "models/link_opener.h"
#include "ui/shell/network_door.h"
#include "ui/shell/page.h"

class QStackedWidget;

namespace mz {

class AwaitedView;
class HelpPanel;
class Navigation;
class StartPage;
class StateView;
class StatusLine;
class TableCommands;
class TopBar;
struct PageFacts;

class MainWindow : public QWidget {
  Q_OBJECT

 public:
  MainWindow(Theme& theme, Language& language, Settings& settings, FileDialogs& files, NetworkOpener opener);
  ~MainWindow() override;

  void openNetwork(const std::filesystem::path& directory) { m_door->open(directory); }
  void openDemonstration() { m_door->openDemonstration(); }
  void attach(std::unique_ptr<Engine> engine);
  void showRoads();
  StartPage& start() { return *m_start; }
  void showReady(const MadeNetwork& made);  // what was made of the network that is open, and what comes next

  QStringList pages() const;  // ids of those that the chosen identity may see, in order
  void showPage(const QString& id);
  Page* page(const QString& id) const;  // null when there is none
  // A place on a page ("tx/5", "block/3", "payment/7", "payee/…"), "page/<id>", "action/<id>", "channel/<name>",
  // "identity/<label>", "network/<folder>", "in/<channel>/<place>".
  void openLink(const QString& link);
  // From outside: mingzhang:…; what leads nowhere gets a page of its own that says so.
  void openDeepLink(const QString& text);
  QString deepLink() const;  // to what is shown; empty where there is none

  EngineClient& client() { return m_client; }
  Operations& operations() { return m_operations; }
  ActionRegistry& actionRegistry() { return m_actions; }
  Notifications& notifications() { return m_notifications; }
  bool settled() const;  // nothing is being read or done

  // States of the window itself, for the tour of pictures; "" is none of them.
  static QStringList scenes();
  void showScene(const QString& scene);

 Q_SIGNALS:
  void openingFailed(const QString& detail);  // also shown on the start page

 protected:
  void changeEvent(QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;  // of the application

 private:
  struct Entry {
    const PageFacts& facts;
    QString id;
    Page* page;
  };
  void addPage(const PageFacts& facts);
  void addActions();
  void addViewActions();
  void addHelpActions();
  void invite();
  void showHelp(bool shown);
  void placeHelp();
  const Entry* entry(const QString& id) const;
  const Entry* shownEntry() const;  // null on the start page and where a link led nowhere
  bool maySee(const Entry& entry) const;
  void turnTo(const Entry& entry);
  bool awaiting() const;  // the network has no channel yet, and one is awaited
  void networkChanged();
  void channelChanged();
  void identitiesChanged();
  void showNowhere(const QString& reason, const QString& detail);
  void stepTo(const Place& place);
  void showPlace(const Place& place);
  void rememberPlace();
  void returnToPlace();
  Place placeOf(const Entry& entry) const;
  void settingChanged(Setting setting);
  void reportSettings();
  void retranslate();

  Theme& m_theme;
  Settings& m_settings;
  FileDialogs& m_files;
  EngineClient m_client;
  Operations m_operations;
  Notifications m_notifications;
  AlarmNotices m_alarmNotices;
  CertificateSettling m_settling;
  ActionRegistry m_actions;
  PageContext m_context;
  History m_history;
  QElapsedTimer m_clock = [] {
    QElapsedTimer clock;
    clock.start();
    return clock;
  }();
  IdleLock m_idleLock;
  const decltype(NetworkOpener::readInvitation) m_readInvitation;
  std::optional<Place> m_stepping;  // Back or Forward leads to a place on another channel
  std::vector<Entry> m_pages;

  Navigation* m_navigation;
  QWidget* m_content;  // the page, and the help beside or over it
  QStackedWidget* m_stack;
  StartPage* m_start;
  NetworkDoor* m_door;
  LinkOpener* m_opener;
  StateView* m_nowhere;
  AwaitedView* m_awaited;
  StatusLine* m_status;
  TopBar* m_top;
  HelpPanel* m_help;
  TableCommands* m_tables;
};

}  // namespace mz
