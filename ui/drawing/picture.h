// The base of every picture in the window, with what all of them do the same way. A picture has a scene in coordinates of its
// own and draws it through a view, which can be zoomed (+ and -, Ctrl with the wheel, pinch), moved (dragging, Shift with the
// arrow keys) and fitted (0). Its items are selected by mouse and arrow keys, named by tooltips and to screen readers; what is
// shown can be copied, or saved as PNG, SVG or PDF. Window's thread; files are written on a worker.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "models/status_role.h"
#include "ui/theme/theme.h"

class QMenu;

namespace mz {

class FileDialogs;

// Which part of a scene is drawn, and how large.
struct PictureView {
  QPointF origin;  // scene point at the top left
  QPointF scale{1, 1};
  QSizeF size;  // of what is drawn on, in pixels

  QPointF toView(QPointF scene) const { return {(scene.x() - origin.x()) * scale.x(), (scene.y() - origin.y()) * scale.y()}; }
  QPointF toScene(QPointF view) const { return {view.x() / scale.x() + origin.x(), view.y() / scale.y() + origin.y()}; }
  QRectF toView(const QRectF& scene) const { return {toView(scene.topLeft()), toView(scene.bottomRight())}; }
};

class Picture : public QWidget {
  Q_OBJECT

 public:
  enum class Axes { Both, Across };

  Picture(Axes axes, const Theme& theme, FileDialogs& files, QWidget* parent = nullptr);

  const PictureView& view() const { return m_view; }
  bool isFitted() const { return m_fitted; }
  int selected() const { return m_selected; }  // -1: none

  void select(int item);  // moves the view where it has to
  void fit();
  void zoomBy(double factor, QPointF about);  // about a point of the widget
  void moveBy(QPointF pixels);
  // The ending of the file says which kind; PNG where there is none that is known.
  void save(const QString& file);

 Q_SIGNALS:
  void selectionChanged(int item);
  void activated(int item);  // Enter or double click
  void viewChanged();
  void messageRaised(const QString& sentence, mz::StatusRole role);
  void saved(bool good);  // what save() began

 protected:
  // ---- what a picture tells
  virtual QRectF scene() const = 0;
  virtual void draw(QPainter& painter, const PictureView& view) const = 0;
  virtual double mostScale() const { return 8; }  // pixels per scene unit
  virtual int itemCount() const { return 0; }
  virtual QRectF itemPlace(int item) const;  // in the scene
  virtual int itemAt(QPointF scene) const;   // -1: none. The last of those whose place has the point
  virtual QString itemText(int item) const;
  virtual int firstItem() const { return 0; }  // that an arrow key selects while none is
  // Which item an arrow key leads to, -1: nowhere. The nearest one in that direction.
  virtual int itemBeside(int item, int key) const;
  virtual QString fileName() const = 0;       // suggested, without ending
  virtual void addActions(QMenu& menu) const  // before the common ones
  {
    Q_UNUSED(menu);
  }

  const Theme& theme() const { return m_theme; }
  void setWheelZooms(bool zooms) { m_wheelZooms = zooms; }  // also without Ctrl
  void sceneChanged();                                      // keeps the view inside; fits again where it was fitted
  void setView(PictureView view);                           // clamped
  void drawFocus(QPainter& painter) const;
  void announce();  // the selected item, to screen readers

  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool event(QEvent* event) override;

 private:
  PictureView fitted(QSizeF size) const;
  PictureView clamped(PictureView view) const;
  bool selectBeside(int key);
  void showItem(int item);
  void copy() const;
  void askAndSave();

  const Axes m_axes;
  const Theme& m_theme;
  FileDialogs& m_files;
  PictureView m_view;
  bool m_fitted = true;
  bool m_wheelZooms = false;
  int m_selected = -1;
  std::optional<QPointF> m_pressed;  // where, while a button is down
  bool m_dragging = false;
};

}  // namespace mz
