#include "ui/first_run/wizard.h"

#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kStepsWidth = 28 * kGrid;
constexpr int kFormWidth = 66 * kGrid;
constexpr int kFormHeight = 62 * kGrid;
constexpr int kIcon = 32;
constexpr int kMark = 20;
}  // namespace

WizardStep::WizardStep(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
  m_layout->setContentsMargins(0, 0, 0, 0);
  m_layout->setSpacing(2 * kGrid);
  m_layout->addStretch(1);
}

void WizardStep::addFields(std::initializer_list<FormField*> fields) {
  m_fields.insert(m_fields.end(), fields);
  if (fields.size() == 1) {
    addWidget(*fields.begin());
    return;
  }
  auto* together = new QWidget(this);
  auto* row = new QHBoxLayout(together);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2 * kGrid);
  for (FormField* field : fields) row->addWidget(field, 1, Qt::AlignTop);
  addWidget(together);
}

void WizardStep::addWidget(QWidget* widget) { m_layout->insertWidget(m_layout->count() - 1, widget); }

QWidget* WizardStep::obstacle() {
  QWidget* first = nullptr;
  for (FormField* field : m_fields) {
    if (!field->isHidden() && !field->check() && first == nullptr) first = field->editor();
  }
  return first;
}

Wizard::Wizard(const Theme& theme, const QString& icon, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_road(new QLabel(this)),
      m_list(new QVBoxLayout),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_stack(new QStackedWidget(this)),
      m_cancel(new QPushButton(this)),
      m_back(new QPushButton(this)),
      m_next(new QPushButton(this)) {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  auto* all = new QVBoxLayout(this);
  all->addStretch(1);
  all->addWidget(card, 20, Qt::AlignHCenter);
  all->addStretch(1);

  auto* picture = new QLabel(card);
  picture->setPixmap(theme.icon(icon, Colour::Accent).pixmap(kIcon, kIcon));
  connect(&theme, &Theme::changed, picture,
          [&theme, icon, picture] { picture->setPixmap(theme.icon(icon, Colour::Accent).pixmap(kIcon, kIcon)); });
  connect(&theme, &Theme::changed, this, &Wizard::refresh);
  m_road->setProperty("heading", true);
  m_road->setWordWrap(true);
  auto* side = new QVBoxLayout;
  side->setSpacing(kGrid);
  side->addWidget(picture);
  side->addWidget(m_road);
  side->addSpacing(kGrid);
  side->addLayout(m_list);
  side->addStretch(1);
  auto* sideFrame = new QWidget(card);
  sideFrame->setLayout(side);
  sideFrame->setFixedWidth(kStepsWidth);
  side->setContentsMargins(0, 0, 2 * kGrid, 0);

  m_title->setProperty("pageTitle", true);
  m_title->setObjectName(QStringLiteral("stepTitle"));
  m_sentence->setProperty("muted", true);
  m_sentence->setWordWrap(true);
  m_cancel->setObjectName(QStringLiteral("wizardCancel"));
  m_back->setObjectName(QStringLiteral("wizardBack"));
  m_next->setObjectName(QStringLiteral("wizardNext"));
  m_next->setProperty("primary", true);
  auto* scroll = new QScrollArea(card);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(m_stack);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(m_cancel);
  buttons->addStretch(1);
  buttons->addWidget(m_back);
  buttons->addWidget(m_next);
  auto* form = new QVBoxLayout;
  form->setSpacing(kGrid);
  form->addWidget(m_title);
  form->addWidget(m_sentence);
  form->addSpacing(kGrid);
  form->addWidget(scroll, 1);
  form->addSpacing(kGrid);
  form->addLayout(buttons);
  auto* inside = new QHBoxLayout(card);
  inside->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  inside->setSpacing(3 * kGrid);
  inside->addWidget(sideFrame);
  inside->addLayout(form, 1);
  card->setFixedWidth(kStepsWidth + kFormWidth);
  card->setMaximumHeight(kFormHeight + 20 * kGrid);
  card->setMinimumHeight(60 * kGrid);

  connect(m_cancel, &QPushButton::clicked, this, &Wizard::left);
  connect(m_back, &QPushButton::clicked, this, &Wizard::back);
  connect(m_next, &QPushButton::clicked, this, &Wizard::next);
}

void Wizard::addStep(WizardStep* step) {
  m_steps.push_back(step);
  m_stack->addWidget(step);
  auto* mark = new QLabel(this);
  auto* name = new QLabel(this);
  mark->setFixedSize(kMark, kMark);
  name->setWordWrap(true);
  auto* row = new QHBoxLayout;
  row->setSpacing(kGrid);
  row->addWidget(mark, 0, Qt::AlignTop);
  row->addWidget(name, 1);
  m_list->addLayout(row);
  m_marks.push_back(mark);
  m_names.push_back(name);
}

void Wizard::setTexts(const QString& title, const QString& last) {
  m_road->setText(title);
  setAccessibleName(title);
  m_last = last;
  for (WizardStep* step : m_steps) step->retranslate();
  refresh();
}

int Wizard::step() const { return m_stack->currentIndex(); }

void Wizard::showStep(int step) {
  m_stack->setCurrentIndex(step);
  // A stack is as high as its highest page, and a step that fits needs no scroll bar for the sake of another.
  for (WizardStep* each : m_steps)
    each->setSizePolicy(QSizePolicy::Preferred,
                        each == m_stack->currentWidget() ? QSizePolicy::Preferred : QSizePolicy::Ignored);
  m_steps[static_cast<std::size_t>(step)]->entered();
  refresh();
  // The first field, as a person would begin.
  QWidget* page = m_stack->currentWidget();
  for (QWidget* at = page->nextInFocusChain(); at != nullptr && at != page; at = at->nextInFocusChain()) {
    if (!page->isAncestorOf(at) || !(at->focusPolicy() & Qt::TabFocus) || at->isHidden() || !at->isEnabled()) continue;
    at->setFocus(Qt::TabFocusReason);
    return;
  }
  m_next->setFocus(Qt::TabFocusReason);
}

void Wizard::next() {
  if (QWidget* obstacle = m_steps[static_cast<std::size_t>(step())]->obstacle()) {
    obstacle->setFocus(Qt::OtherFocusReason);
  } else if (step() + 1 < steps()) {
    showStep(step() + 1);
  } else {
    Q_EMIT finished();
  }
}

void Wizard::back() {
  if (step() > 0) showStep(step() - 1);
}

void Wizard::refresh() {
  if (m_steps.empty()) return;
  const int now = step();
  const WizardStep& shown = *m_steps[static_cast<std::size_t>(now)];
  m_title->setText(shown.title());
  m_sentence->setText(shown.sentence());
  for (int i = 0; i < steps(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    const QString icon = i < now ? QStringLiteral("check") : i == now ? QStringLiteral("arrow-right") : QStringLiteral("dot");
    m_marks[at]->setPixmap(m_theme.icon(icon, i <= now ? Colour::Accent : Colour::Disabled).pixmap(16, 16));
    m_names[at]->setText(m_steps[at]->title());
    m_names[at]->setFont(Theme::font(TextSize::Body, i == now));
    m_names[at]->setAccessibleName(i < now    ? tr("%1: done").arg(m_steps[at]->title())
                                   : i == now ? tr("%1: this step").arg(m_steps[at]->title())
                                              : tr("%1: still to come").arg(m_steps[at]->title()));
  }
  m_cancel->setText(tr("Cancel"));
  m_back->setText(tr("Back"));
  m_back->setVisible(now > 0);
  m_next->setText(now + 1 < steps() ? tr("Next") : m_last);
  for (QPushButton* button : {m_cancel, m_back, m_next}) button->setAccessibleName(button->text());
}

void Wizard::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

void Wizard::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (auto* button = qobject_cast<QAbstractButton*>(focusWidget())) {
      button->click();
    } else {
      next();
    }
  } else if (event->key() == Qt::Key_Escape) {
    Q_EMIT left();
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace mz
