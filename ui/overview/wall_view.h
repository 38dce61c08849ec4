// The overview for a screen on the wall: few figures in large type over the whole window, without input. Escape leaves.
// Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/overview.h"
#include "ui/theme/theme.h"

namespace mz {

class WallView : public QWidget {
  Q_OBJECT

 public:
  // Lies over the window that `page` is in; Escape also gives the window back the state that it had.
  WallView(EngineClient& client, const Overview& overview, const Theme& theme, QWidget* page);
  void fillScreen();
  ~WallView() override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Figure {
    QString label, figure, note;
    StatusRole role = StatusRole::Neutral;
  };
  std::vector<Figure> figures() const;
  void describe();

  EngineClient& m_client;
  const Overview& m_overview;
  const Theme& m_theme;
  Qt::WindowStates m_before;
};

}  // namespace mz
