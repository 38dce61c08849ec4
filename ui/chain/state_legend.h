// What the icons and colours of blocks mean, in one line. Window's thread.
#pragma once

#include <QtWidgets/QWidget>

#include "models/block_state.h"
#include "ui/theme/theme.h"

namespace mz {

class StateLegend : public QWidget {
  Q_OBJECT

 public:
  explicit StateLegend(const Theme& theme, QWidget* parent = nullptr);

  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int widthOf(BlockState state) const;
  void describe();

  const Theme& m_theme;
};

}  // namespace mz
