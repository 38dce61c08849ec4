#include "ui/shell/start_page.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "ui/parts/card.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {
constexpr int kLogo = 64;
constexpr int kCardWidth = 40 * kGrid;
constexpr int kCardHeight = 22 * kGrid;
}  // namespace

StartPage::StartPage(const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_stack(new QStackedLayout(this)),
      m_state(new StateView(theme, this)),
      m_logo(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_demonstrationCard(new Card(this)),
      m_demonstrationWords(new QLabel(this)),
      m_demonstration(new QPushButton(this)),
      m_folderCard(new Card(this)),
      m_folderWords(new QLabel(this)),
      m_folder(new QPushButton(this)) {
  setObjectName(QStringLiteral("startPage"));
  m_demonstration->setObjectName(QStringLiteral("tryDemonstration"));
  m_demonstration->setProperty("primary", true);
  m_demonstration->setIcon(theme.icon(QStringLiteral("play"), Colour::AccentText));
  m_folder->setObjectName(QStringLiteral("openFolder"));
  m_folder->setIcon(theme.icon(QStringLiteral("folder")));
  m_logo->setPixmap(QIcon(QStringLiteral(":/icons/mingzhang.svg")).pixmap(kLogo, kLogo));
  m_title->setProperty("figure", true);
  m_sentence->setProperty("muted", true);
  m_sentence->setAlignment(Qt::AlignCenter);
  const auto fill = [](Card* card, QLabel* words, QPushButton* button) {
    words->setWordWrap(true);
    words->setProperty("muted", true);
    words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    card->body()->addWidget(words, 1);
    card->body()->addWidget(button, 0, Qt::AlignLeft);
    card->setFixedSize(kCardWidth, kCardHeight);
  };
  fill(m_demonstrationCard, m_demonstrationWords, m_demonstration);
  fill(m_folderCard, m_folderWords, m_folder);

  auto* roads = new QWidget(this);
  auto* layout = new QVBoxLayout(roads);
  layout->setSpacing(kGrid);
  layout->addStretch(2);
  layout->addWidget(m_logo, 0, Qt::AlignHCenter);
  layout->addSpacing(kGrid);
  layout->addWidget(m_title, 0, Qt::AlignHCenter);
  layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
  layout->addSpacing(3 * kGrid);
  auto* cards = new QHBoxLayout;
  cards->setSpacing(2 * kGrid);
  cards->addStretch(1);
  cards->addWidget(m_demonstrationCard);
  cards->addWidget(m_folderCard);
  cards->addStretch(1);
  layout->addLayout(cards);
  layout->addStretch(3);
  m_stack->addWidget(roads);
  m_stack->addWidget(m_state);

  connect(m_demonstration, &QPushButton::clicked, this, &StartPage::demonstrationChosen);
  connect(m_folder, &QPushButton::clicked, this, &StartPage::folderChosen);
  connect(m_state, &StateView::buttonClicked, this, &StartPage::showRoads);
  retranslate();
}

void StartPage::showRoads() { m_stack->setCurrentIndex(0); }

void StartPage::showOpening(const QString& folder) {
  m_state->showLoading(tr("Opening the network"), folder);
  m_stack->setCurrentIndex(1);
}

void StartPage::showMaking(Operation* operation) {
  m_state->showLoading(
      tr("Making the demonstration network"),
      tr("Thirteen bureaus with their certificates, a budget, and payments that each of them signs. This takes a "
         "few seconds."));
  m_stack->setCurrentIndex(1);
  connect(operation, &Operation::progressed, m_state, [this, operation] { m_state->setProgress(operation->percent()); });
}

void StartPage::showError(const QString& title, const QString& sentence, const QString& detail) {
  m_state->showError(title, sentence, tr("Back to the start"), detail);
  m_stack->setCurrentIndex(1);
}

void StartPage::retranslate() {
  m_title->setText(tr("Mingzhang"));
  m_sentence->setText(tr("Open books: a ledger that several departments keep together and anyone can check."));
  m_demonstrationCard->setTitle(tr("Look around"));
  m_demonstrationWords->setText(tr(
      "A made-up city with its bureaus, budget and payments, on this computer only. Nothing in it is real, and nothing can go "
      "wrong."));
  m_demonstration->setText(tr("Try the demonstration network"));
  m_folderCard->setTitle(tr("Open a network"));
  m_folderWords->setText(tr("Your organization already keeps a ledger: choose the folder in which it lies."));
  m_folder->setText(tr("Open a network folder…"));
}

void StartPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
