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
class Language;
class Navigation;
class StartPage;
class StatusLine;

struct NetworkOpener {
  std::function<Result<std::unique_ptr<Engine>>(const std::filesystem::path& directory)> open;
  std::function<Status(const std::filesystem::path& directory, const DemoOptions& options, const Progress& progress)> makeDemo;
  std::filesystem::path demoDirectory;
};

class MainWindow : public QWidget {
  Q_OBJECT

 public:
  MainWindow(Theme& theme, Language& language, FileDialogs& files, NetworkOpener opener);
  ~MainWindow() override;

  void openNetwork(const std::filesystem::path& directory);
  void openDemonstration();  // makes it where it is missing
  void attach(std::unique_ptr<Engine> engine);
  void showRoads();

  // "chain", "finance", "settings"
  QStringList pages() const;
  void showPage(const QString& id);
  Page* page(const QString& id) const;  // null when there is none
  void openLink(const QString& link);

  EngineClient& client() { return m_client; }
  Operations& operations() { return m_operations; }
  ActionRegistry& actionRegistry() { return m_actions; }
  bool settled() const;  // nothing is being read or done

 Q_SIGNALS:
  void openingFailed(const QString& detail);  // also shown on the start page

 protected:
  void changeEvent(QEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

 private:
  struct Entry {
    QString id;
    Page* page;
  };
  void addPage(const QString& id, const QString& icon, std::function<QString()> name, Page* page, bool bottom);
  QFrame* makeTopBar();
  void search();
  void retranslate();
  void networkChanged();
  void channelChanged();
  void chooseFolder();

  Theme& m_theme;
  Language& m_language;
  FileDialogs& m_files;
  NetworkOpener m_opener;
  EngineClient m_client;
  Operations m_operations;
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
