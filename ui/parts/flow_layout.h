// Lays parts out like words: left to right, wrapping to as many lines as the width asks for. Window's thread.
#pragma once

#include <QtWidgets/QLayout>

namespace mz {

class FlowLayout : public QLayout {
 public:
  explicit FlowLayout(int spacing, QWidget* parent = nullptr);
  ~FlowLayout() override;

  void addItem(QLayoutItem* item) override;
  int count() const override;
  QLayoutItem* itemAt(int index) const override;
  QLayoutItem* takeAt(int index) override;
  Qt::Orientations expandingDirections() const override { return {}; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  void setGeometry(const QRect& rect) override;
  QSize sizeHint() const override;
  QSize minimumSize() const override;

 private:
  int place(const QRect& rect, bool move) const;  // the height it takes

  QList<QLayoutItem*> m_items;
};

}  // namespace mz
