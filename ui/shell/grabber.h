// Pictures of every page and its main states, in each language and theme, as PNG: to look at what a change did. Window's
// thread.
#pragma once

#include <QtCore/QDir>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <vector>

namespace mz {

class Language;
class MainWindow;
class Theme;

class Grabber : public QObject {
  Q_OBJECT

 public:
  Grabber(MainWindow& window, Theme& theme, Language& language, QDir directory, QObject* parent = nullptr);

  // Begins once the window has a network; finished() follows with whether every file could be written.
  void start();

 Q_SIGNALS:
  void finished(bool good);

 private:
  struct Step {
    QString name;
    std::function<void()> prepare;
  };
  void plan();
  void next();

  MainWindow& m_window;
  Theme& m_theme;
  Language& m_language;
  QDir m_directory;
  std::vector<Step> m_steps;
  std::size_t m_at = 0;
  bool m_prepared = false;
  int m_quiet = 0;
  bool m_good = true;
  QTimer m_timer;
};

}  // namespace mz
