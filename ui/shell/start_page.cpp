#include "ui/shell/start_page.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "ui/first_run/creation_wizard.h"
#include "ui/parts/card.h"
#include "ui/parts/state_view.h"

namespace mz {

namespace {
constexpr int kLogo = 64;
constexpr int kCardWidth = 36 * kGrid;
constexpr int kCardHeight = 24 * kGrid;
}  // namespace

StartPage::StartPage(const PageContext& context, InvitationReader reader, const QString& networks, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_reader(std::move(reader)),
      m_networks(networks),
      m_stack(new QStackedLayout(this)),
      m_state(new StateView(context.theme, this)),
      m_logo(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_demonstrationCard(new Card(this)),
      m_demonstrationWords(new QLabel(this)),
      m_demonstration(new QPushButton(this)),
      m_creationCard(new Card(this)),
      m_creationWords(new QLabel(this)),
      m_creation(new QPushButton(this)),
      m_joiningCard(new Card(this)),
      m_joiningWords(new QLabel(this)),
      m_joining(new QPushButton(this)),
      m_folderWords(new QLabel(this)),
      m_folder(new QPushButton(this)) {
  const Theme& theme = context.theme;
  setObjectName(QStringLiteral("startPage"));
  m_demonstration->setObjectName(QStringLiteral("tryDemonstration"));
  m_demonstration->setProperty("primary", true);
  m_demonstration->setIcon(theme.icon(QStringLiteral("play"), Colour::AccentText));
  m_creation->setObjectName(QStringLiteral("createNetwork"));
  m_creation->setIcon(theme.icon(QStringLiteral("plus")));
  m_joining->setObjectName(QStringLiteral("joinNetwork"));
  m_joining->setIcon(theme.icon(QStringLiteral("link")));
  m_folder->setObjectName(QStringLiteral("openFolder"));
  m_folder->setProperty("flat", true);
  m_folderWords->setProperty("muted", true);
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
  fill(m_creationCard, m_creationWords, m_creation);
  fill(m_joiningCard, m_joiningWords, m_joining);

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
  cards->addWidget(m_creationCard);
  cards->addWidget(m_joiningCard);
  cards->addStretch(1);
  layout->addLayout(cards);
  layout->addSpacing(2 * kGrid);
  auto* folder = new QHBoxLayout;
  folder->setSpacing(kGrid / 2);
  folder->addStretch(1);
  folder->addWidget(m_folderWords);
  folder->addWidget(m_folder);
  folder->addStretch(1);
  layout->addLayout(folder);
  layout->addStretch(3);
  m_stack->addWidget(roads);
  m_stack->addWidget(m_state);

  connect(m_demonstration, &QPushButton::clicked, this, &StartPage::demonstrationChosen);
  connect(m_folder, &QPushButton::clicked, this, &StartPage::folderChosen);
  connect(m_creation, &QPushButton::clicked, this, [this] { showCreation(); });
  connect(m_joining, &QPushButton::clicked, this, [this] { showJoining(); });
  connect(m_state, &StateView::buttonClicked, this, &StartPage::buttonPressed);
  retranslate();
}

void StartPage::showRoads() {
  m_stack->setCurrentIndex(0);
  delete m_wizard;
  m_making.clear();
}

CreationWizard& StartPage::showCreation() {
  auto* wizard = new CreationWizard(m_context.theme, m_context.files, m_networks, this);
  connect(wizard, &Wizard::finished, this, [this, wizard] { Q_EMIT creationPlanned(wizard->plan(), wizard->folder()); });
  begin(wizard);
  return *wizard;
}

JoinWizard& StartPage::showJoining() {
  auto* wizard = new JoinWizard(m_context.theme, m_context.files, m_context.operations, m_reader, m_networks, this);
  connect(wizard, &Wizard::finished, this,
          [this, wizard] { Q_EMIT joiningPlanned(wizard->plan(), wizard->file(), wizard->folder()); });
  begin(wizard);
  return *wizard;
}

void StartPage::begin(Wizard* wizard) {
  delete m_wizard;
  m_wizard = wizard;
  m_stack->addWidget(wizard);
  connect(wizard, &Wizard::left, this, &StartPage::showRoads, Qt::QueuedConnection);
  m_stack->setCurrentWidget(wizard);
  wizard->showStep(0);
}

void StartPage::backToForm() {
  m_making.clear();
  if (m_wizard) {
    m_stack->setCurrentWidget(m_wizard);
    m_wizard->showStep(m_wizard->step());
  } else {
    showRoads();
  }
}

void StartPage::buttonPressed() {
  if (m_making) {
    m_making->cancel();
  } else {
    backToForm();
  }
}

void StartPage::showOpening(const QString& folder) {
  m_making.clear();
  m_state->showLoading(tr("Opening the network"), folder);
  m_stack->setCurrentIndex(1);
}

void StartPage::showMakingDemonstration(Operation* operation) {
  showMaking(operation, tr("Making the demonstration network"),
             tr("Thirteen bureaus with their certificates, a budget, and payments that each of them signs. This takes a few "
                "seconds."));
}

void StartPage::showMaking(Operation* operation, const QString& title) {
  showMaking(operation, title,
             tr("Keys, certificates and the first block, and then a first call to try it all. This takes a "
                "few seconds."));
}

void StartPage::showMaking(Operation* operation, const QString& title, const QString& sentence) {
  m_making = operation;
  m_state->showLoading(title, sentence, tr("Cancel"));
  m_stack->setCurrentIndex(1);
  connect(operation, &Operation::progressed, m_state, [this, operation] { m_state->setProgress(operation->percent()); });
}

void StartPage::showError(const QString& title, const QString& sentence, const QString& detail) {
  m_making.clear();
  m_state->showError(title, sentence, m_wizard ? tr("Back to the form") : tr("Back to the start"), detail);
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
  m_creationCard->setTitle(tr("Begin one of your own"));
  m_creationWords->setText(tr(
      "A ledger of your organization, to which others are invited later. The keys are made on this computer and stay on it."));
  m_creation->setText(tr("Create a network"));
  m_joiningCard->setTitle(tr("Join others"));
  m_joiningWords->setText(
      tr("A member of a network has sent you an invitation file. It is checked first, and shown to you, before anything is "
         "made."));
  m_joining->setText(tr("Join a network"));
  m_folderWords->setText(tr("Is there a network on this computer already?"));
  m_folder->setText(tr("Open a network folder…"));
}

void StartPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) retranslate();
}

}  // namespace mz
