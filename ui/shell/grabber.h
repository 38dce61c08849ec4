// Takes pictures of the window: does one step after the other, waits until the window is still, and writes what it shows as
// PNG, with the dialogs and panels that are open over it. Window's thread.
#pragma once

#include <QtCore/QDir>
#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <functional>
#include <vector>

namespace mz {

class MainWindow;

struct GrabStep {
  QString picture;  // file name; empty: this only prepares
  std::function<void()> prepare;
  bool atOnce = false;  // before any answer comes: what a page shows while it loads
};

class Grabber : public QObject {
  Q_OBJECT

 public:
  Grabber(MainWindow& window, QDir pictures, QObject* parent = nullptr);

  void start(std::vector<GrabStep> steps);

 Q_SIGNALS:
  void finished(bool good);  // whether every file could be written

 private:
  void next();
  void take(const QString& name);

  MainWindow& m_window;
  QDir m_pictures;
  std::vector<GrabStep> m_steps;
  std::size_t m_at = 0;
  bool m_prepared = false;
  int m_quiet = 0;
  bool m_good = true;
  QTimer m_timer;
};

}  // namespace mz
