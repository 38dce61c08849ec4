// The window: navigation, top bar, pages, status line; opens networks and routes links between pages. Window's thread. Networks
// are opened and made through NetworkOpener, so that tests bring their own engine.
#pragma once

#include <QtWidgets/QWidget>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "ui/shell/page.h"

class QFrame;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace mz {

class IdentityChip;
class Navigation;
class StartPage;
class StatusLine;
struct PageFacts;

struct NetworkOpener {
  std::function<Result<std::unique_ptr<Engine>>(const std::filesystem::path& directory)> open;
  std::function<Status(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress)> makeDemo;
  std::filesystem::path demoDirectory;
};

class MainWindow : public QWidget {
  Q_OBJECT

 public:
  MainWindow(Theme& theme, Language& language, Settings& settings, FileDialogs& files, NetworkOpener opener);
  ~MainWindow() override;

  void openNetwork(const std::filesystem::path& directory);
  void openDemonstration();  // makes it where it is missing
  void attach(std::unique_ptr<Engine> engine);
  void showRoads();

  QStringList pages() const;  // ids of those that the chosen identity may see, in order
  void showPage(const QString& id);
  Page* page(const QString& id) const;  // null when there is none
  void openLink(const QString& link);

  EngineClient& client() { return m_client; }
  Operations& operations() { return m_operations; }
  ActionRegistry& actionRegistry() { return m_actions; }
  Notifications& notifications() { return m_notifications; }
  bool settled() const;  // nothing is being read or done

 Q_SIGNALS:
  void openingFailed(const QString& detail);  // also shown on the start page

 protected:
  void changeEvent(QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

 private:
  struct Entry {
    const PageFacts& facts;
    QString id;
    Page* page;
  };
  void addPage(const PageFacts& facts);
  void addActions();
  const Entry* entry(const QString& id) const;
  bool maySee(const Entry& entry) const;
  void identitiesChanged();
  QFrame* makeTopBar();
  void search();
  void retranslate();
  void networkChanged();
  void channelChanged();
  void chooseFolder();

  Theme& m_theme;
  Settings& m_settings;
  FileDialogs& m_files;
  NetworkOpener m_opener;
  EngineClient m_client;
  Operations m_operations;
  Notifications m_notifications;
  ActionRegistry m_actions;
  PageContext m_context;
  Request m_searching;
  std::vector<Entry> m_pages;

  Navigation* m_navigation;
  QFrame* m_top;
  QToolButton* m_network;
  QToolButton* m_channel;
  QLabel* m_demonstration;
  QLineEdit* m_search;
  IdentityChip* m_identity;
  QStackedWidget* m_stack;
  StartPage* m_start;
  StatusLine* m_status;
};

}  // namespace mz
