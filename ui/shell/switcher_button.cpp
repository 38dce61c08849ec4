#include "ui/shell/switcher_button.h"

#include <QtWidgets/QMenu>
#include <algorithm>

#include "ui/theme/theme.h"

namespace mz {

namespace {
constexpr int kAroundWords = 5 * kGrid;  // icon, gap, margins
constexpr int kLeastWords = 9 * kGrid;
constexpr int kMostWords = 22 * kGrid;
}  // namespace

SwitcherButton::SwitcherButton(const QIcon& icon, const QString& name, QWidget* parent) : QToolButton(parent) {
  setObjectName(name);
  setProperty("outlined", true);
  setIcon(icon);
  setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  setPopupMode(InstantPopup);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setMenu(new QMenu(this));
  menu()->setToolTipsVisible(true);
}

void SwitcherButton::setWords(const QString& words) {
  m_words = words;
  setAccessibleName(words);
  updateGeometry();
  shorten();
}

QSize SwitcherButton::sizeHint() const {
  const int words = std::min(fontMetrics().horizontalAdvance(m_words) + 2, kMostWords);
  return {words + kAroundWords, QToolButton::sizeHint().height()};
}

QSize SwitcherButton::minimumSizeHint() const {
  const int words = std::min(fontMetrics().horizontalAdvance(m_words) + 2, kLeastWords);
  return {words + kAroundWords, QToolButton::minimumSizeHint().height()};
}

void SwitcherButton::resizeEvent(QResizeEvent* event) {
  QToolButton::resizeEvent(event);
  shorten();
}

void SwitcherButton::shorten() {
  setText(fontMetrics().elidedText(m_words, Qt::ElideRight, std::max(0, width() - kAroundWords + 2)));
}

}  // namespace mz
