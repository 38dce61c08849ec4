// The height of dialogs whose sentences wrap. Window's thread.
#pragma once

#include <QtWidgets/QLayout>
#include <QtWidgets/QWidget>

namespace mz {

// Gives it this width and the height that its layout needs for it. By itself a window would take the height of another width.
inline void fitHeight(QWidget& window, int width) {
  window.setFixedWidth(width);
  window.resize(width, window.layout()->totalHeightForWidth(width));
}

}  // namespace mz
