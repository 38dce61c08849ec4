// What the tour of pictures shows: every page and its states, in each language and theme, on a usual and on a large screen,
// with the sound network and with those of grab_networks.h. Window's thread. The object must live until the steps are done.
#pragma once

#include <QtCore/QDir>
#include <QtCore/QObject>
#include <QtCore/QSize>
#include <filesystem>
#include <vector>

#include "ui/shell/grab_networks.h"
#include "ui/shell/grabber.h"
#include "ui/theme/theme.h"

namespace mz {

class FinancePage;
class Language;

class GrabScenes : public QObject {
  Q_OBJECT

 public:
  // `scratch`: an empty folder for networks and files that the scenes need.
  GrabScenes(MainWindow& window, Theme& theme, Language& language, NetworkOpener opener, QDir scratch,
             QObject* parent = nullptr);

  // The network in this folder; an empty path: the demonstration, which is made first.
  std::vector<GrabStep> plan(const std::filesystem::path& network);

 Q_SIGNALS:
  void impossible(const QString& problem);  // a network that the scenes need could not be made or opened

 private:
  struct Look {
    QString language;
    ThemeChoice theme = ThemeChoice::Light;
    bool large = false;
  };
  static std::vector<Look> looks();       // on the usual screen
  static std::vector<Look> largeLooks();  // a few, on a large one

  void add(const QString& scene, const Look& look, std::function<void()> prepare, bool atOnce = false);
  void prepare(std::function<void()> what);

  void planStart(const std::filesystem::path& network);
  void planCreation(const Look& look);
  void planPages(const Look& look);
  void planWindow(const Look& look);
  void planLoading(const Look& look);
  void planTrail(const Look& look);
  void planAlarms(const Look& look);
  void planReceipt(const Look& look);
  void planNarrow(const Look& look);
  void planLeast(const Look& look);
  void planFilters(const Look& look);
  void planImport(const Look& look);
  void planNetworks(const std::filesystem::path& network);
  void planEmpty(const Look& look);
  void planDamaged(const Look& look);
  void planUnopened(const Look& look);
  void planCreated(const Look& look);
  void planJoining(const Look& look);

  void put(const Look& look);
  void makeNetworks();
  void watchEveryCertificate();  // raises an alarm for each that ends some day
  FinancePage& finance();
  void chooseChannel(bool main);  // the one that opens by itself, or another
  QString file(const QString& name, const QByteArray& content) const;

  MainWindow& m_window;
  Theme& m_theme;
  Language& m_language;
  NetworkOpener m_opener;
  QDir m_scratch;
  GrabNetworks m_networks;
  bool m_mayFail = false;  // the scene is of a network that does not open
  std::string m_main;      // channel
  Request m_request;
  std::vector<GrabStep> m_steps;
};

}  // namespace mz
