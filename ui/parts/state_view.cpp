#include "ui/parts/state_view.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

namespace mz {

namespace {
constexpr int kIconSize = 48;
constexpr int kTextWidth = 440;
constexpr int kLeastWidth = 25 * kGrid;
}  // namespace

StateView::StateView(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_progress(new QProgressBar(this)),
      m_button(new QPushButton(this)) {
  m_title->setProperty("heading", true);
  m_title->setAlignment(Qt::AlignCenter);
  m_title->setWordWrap(true);
  m_sentence->setProperty("muted", true);
  m_sentence->setAlignment(Qt::AlignCenter);
  m_sentence->setWordWrap(true);
  m_progress->setTextVisible(false);
  m_button->setObjectName(QStringLiteral("stateButton"));
  m_button->setProperty("primary", true);
  m_icon->setFixedHeight(kIconSize);

  auto* layout = new QVBoxLayout(this);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addStretch(2);
  layout->addWidget(m_icon, 0, Qt::AlignHCenter);
  layout->addWidget(m_title, 0, Qt::AlignHCenter);
  layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
  layout->addWidget(m_progress, 0, Qt::AlignHCenter);
  layout->addSpacing(kGrid / 2);
  layout->addWidget(m_button, 0, Qt::AlignHCenter);
  layout->addStretch(3);
  connect(m_button, &QPushButton::clicked, this, &StateView::buttonClicked);
  showLoading({});
}

void StateView::showEmpty(const QString& icon, const QString& title, const QString& sentence, const QString& button) {
  show(m_theme.icon(icon, Colour::Accent), title, sentence, button, false);
}

void StateView::showLoading(const QString& title, const QString& sentence, const QString& button) {
  show(m_theme.icon(QStringLiteral("clock"), Colour::Muted), title, sentence, button, true);
  setProgress(-1);
}

void StateView::setProgress(int percent) {
  m_progress->setRange(0, percent < 0 ? 0 : 100);
  m_progress->setValue(percent);
}

void StateView::showError(const QString& title, const QString& sentence, const QString& button, const QString& detail) {
  show(m_theme.icon(QStringLiteral("danger"), StatusRole::Danger), title, sentence, button, false);
  m_sentence->setToolTip(detail);
}

QSize StateView::minimumSizeHint() const { return {kLeastWidth, QWidget::minimumSizeHint().height()}; }

void StateView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitText();
}

void StateView::fitText() {
  // The layout asks for the height at its own width, which is more than the text has: lines would be cut off.
  const int text = std::clamp(width() - 4 * kGrid, kLeastWidth - 4 * kGrid, kTextWidth);
  for (QLabel* label : {m_title, m_sentence}) {
    label->setFixedWidth(text);
    label->setMinimumHeight(0);  // else it counts in the next line
    label->setMinimumHeight(std::max(0, label->heightForWidth(text)));
  }
  m_progress->setFixedWidth(text / 2);
}

void StateView::show(const QIcon& icon, const QString& title, const QString& sentence, const QString& button, bool loading) {
  m_icon->setPixmap(icon.pixmap(kIconSize, kIconSize));
  m_title->setText(title);
  m_title->setVisible(!title.isEmpty());
  m_sentence->setText(sentence);
  fitText();
  m_sentence->setToolTip({});
  m_sentence->setVisible(!sentence.isEmpty());
  m_button->setText(button);
  m_button->setAccessibleName(button);
  m_button->setVisible(!button.isEmpty());
  m_progress->setVisible(loading);
  m_progress->setAccessibleName(title);
}

}  // namespace mz
