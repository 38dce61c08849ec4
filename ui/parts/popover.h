// A panel that lies over the window at a widget (search results, notifications, running work) without taking the keyboard from
// it: Escape, a click elsewhere, or the window losing its place under it close it. Window's thread.
#pragma once

#include <QtWidgets/QFrame>

class QVBoxLayout;

namespace mz {

class Popover : public QFrame {
  Q_OBJECT

 public:
  enum class Side { Below, Above };

  // Belongs to the anchor's window; its edge lies at the anchor, left edges or right edges together.
  Popover(QWidget* anchor, Side side, Qt::Alignment edge);

  void open();
  void close();
  bool isOpen() const { return !isHidden(); }
  // As wide as asked and as high as its content, within the window. Called again when the content changed.
  void place();
  void setWidth(int width) { m_width = width; }
  QVBoxLayout* body() const { return m_body; }

 Q_SIGNALS:
  void opened();
  void closed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* m_anchor;
  Side m_side;
  Qt::Alignment m_edge;
  int m_width;
  QVBoxLayout* m_body;
};

}  // namespace mz
