// Transactions a minute over a day, from the blocks themselves; what was refused of them in the colour of danger. Window's
// thread.
#pragma once

#include <vector>

#include "ledger/engine.h"
#include "ui/drawing/picture.h"

namespace mz {

class RateChart : public Picture {
  Q_OBJECT

 public:
  RateChart(const Theme& theme, FileDialogs& files, QWidget* parent = nullptr);

  void setPeriods(std::vector<PeriodCount> periods, std::uint32_t seconds);
  QSize sizeHint() const override { return {480, 200}; }
  QSize minimumSizeHint() const override { return {240, 120}; }

 protected:
  QRectF scene() const override;
  void draw(QPainter& painter, const PictureView& view) const override;
  double mostScale() const override { return 64; }
  int itemCount() const override { return static_cast<int>(m_periods.size()); }
  QRectF itemPlace(int item) const override { return {static_cast<double>(item), 0, 1, 1}; }
  QString itemText(int item) const override;
  int firstItem() const override { return itemCount() - 1; }
  QString fileName() const override;
  void changeEvent(QEvent* event) override;

 private:
  double perMinute(std::uint64_t transactions) const;

  std::vector<PeriodCount> m_periods;
  std::uint32_t m_seconds = 60;
};

}  // namespace mz
