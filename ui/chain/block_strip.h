// The chain as a picture: blocks in a row over the whole history, each linked to the one before by its record's digest. Zoomed
// out, blocks are taken together in ranges with their counts; zoomed in, digests can be compared by eye. Below it a bar of the
// whole history shows what has been verified, where damage is, and what part is in view. Live at the right end. Window's
// thread.
#pragma once

#include "models/block_ranges.h"
#include "models/chain_audit.h"
#include "ui/drawing/picture.h"

namespace mz {

class BlockStrip : public Picture {
  Q_OBJECT

 public:
  BlockStrip(EngineClient& client, const ChainAudit& audit, const Theme& theme, FileDialogs& files, QWidget* parent = nullptr);

  void showNewest();  // the newest blocks, each readable; stays there as new ones come
  void showBlock(Height height);
  QPointF placeOf(Height height) const;  // its middle, in the widget
  bool isLive() const;                   // the newest block is in view
  int level() const;                     // 0: single blocks; n: ranges of 4^n
  QString scaleText() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 Q_SIGNALS:
  void blockSelected(mz::Height height);
  void failed(const mz::Error& error);

 protected:
  QRectF scene() const override;
  void draw(QPainter& painter, const PictureView& view) const override;
  double mostScale() const override;
  int itemCount() const override;
  QRectF itemPlace(int item) const override;
  int itemAt(QPointF scene) const override;
  QString itemText(int item) const override;
  int firstItem() const override;
  int itemBeside(int item, int key) const override;
  QString fileName() const override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Cell;
  void grow();
  void look();
  void moveBarTo(double x);
  void moveToEnd();
  std::vector<Cell> cells(const PictureView& view) const;
  void drawTicks(QPainter& painter, const PictureView& view, const std::vector<Cell>& cells) const;
  void drawBlock(QPainter& painter, const Cell& cell, double width) const;
  void drawRange(QPainter& painter, const Cell& cell, double width, double tallest) const;
  void drawLink(QPainter& painter, const Cell& from, const Cell& to, double width) const;
  void drawBox(QPainter& painter, const QRectF& box, BlockState state, bool selected) const;
  void drawHistory(QPainter& painter, const PictureView& view) const;
  void drawIcon(QPainter& painter, BlockState state, const QRectF& place) const;

  EngineClient& m_client;
  const ChainAudit& m_audit;
  BlockRanges m_ranges;
  std::uint64_t m_count = 0;
  bool m_barPressed = false;
};

}  // namespace mz
