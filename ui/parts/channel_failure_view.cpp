#include "ui/parts/channel_failure_view.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "models/channel_failure_text.h"
#include "ui/parts/card.h"

namespace mz {

namespace {
constexpr int kIcon = 5 * kGrid;
constexpr int kMostWidth = 88 * kGrid;
}  // namespace

ChannelFailureView::ChannelFailureView(EngineClient& client, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_client(client),
      m_theme(theme),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_stepHeading(new QLabel(this)),
      m_step(new QLabel(this)),
      m_factsHeading(new QLabel(this)),
      m_verify(new QPushButton(this)),
      m_facts(new FieldList(theme, 1, this)) {
  setObjectName(QStringLiteral("channelFailure"));
  m_title->setObjectName(QStringLiteral("channelFailureTitle"));
  m_title->setFont(Theme::font(TextSize::Title, true));
  m_step->setObjectName(QStringLiteral("channelFailureStep"));
  m_facts->setObjectName(QStringLiteral("channelFailureFacts"));
  m_verify->setObjectName(QStringLiteral("channelFailureVerify"));
  m_verify->setProperty("primary", true);
  m_verify->setIcon(theme.icon(QStringLiteral("verify"), Colour::AccentText));
  for (QLabel* heading : {m_stepHeading, m_factsHeading}) heading->setFont(Theme::font(TextSize::Body, true));
  for (QLabel* text : {m_title, m_sentence, m_step}) {
    text->setWordWrap(true);
    text->setTextFormat(Qt::PlainText);
  }

  auto* card = new Card(this);
  card->setMaximumWidth(kMostWidth);
  auto* head = new QHBoxLayout;
  head->setSpacing(2 * kGrid);
  head->addWidget(m_icon, 0, Qt::AlignTop);
  auto* words = new QVBoxLayout;
  words->setSpacing(kGrid / 2);
  words->addWidget(m_title);
  words->addWidget(m_sentence);
  head->addLayout(words, 1);
  QVBoxLayout* body = card->body();
  body->setSpacing(kGrid);
  body->addLayout(head);
  body->addSpacing(kGrid);
  body->addWidget(m_stepHeading);
  body->addWidget(m_step);
  body->addWidget(m_verify, 0, Qt::AlignLeft);
  auto* line = new QFrame(card);
  line->setProperty("line", true);
  body->addSpacing(kGrid);
  body->addWidget(line);
  body->addWidget(m_factsHeading);
  body->addWidget(m_facts);

  auto* inner = new QWidget(this);
  auto* middle = new QHBoxLayout(inner);
  middle->setContentsMargins(0, 0, 0, 0);
  middle->addStretch(1);
  middle->addWidget(card, 100, Qt::AlignTop);
  middle->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(inner);
  scroll->viewport()->setAutoFillBackground(false);
  inner->setAutoFillBackground(false);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  connect(m_verify, &QPushButton::clicked, this, &ChannelFailureView::verifyAsked);
  m_verify->setAccessibleName(tr("Verify the channel"));
}

void ChannelFailureView::refresh() {
  const ChannelFailureText text = channelFailureText(m_client);
  m_icon->setPixmap(m_theme.icon(Theme::statusIconName(StatusRole::Danger), StatusRole::Danger).pixmap(kIcon, kIcon));
  m_title->setText(text.title);
  m_sentence->setText(text.sentence);
  m_stepHeading->setText(tr("What to do"));
  m_step->setText(text.nextStep);
  m_factsHeading->setText(tr("What is known of it"));
  m_verify->setText(tr("Verify"));
  m_verify->setAccessibleName(tr("Verify the channel"));
  m_verify->setVisible(text.verifying);
  std::vector<Field> fields;
  for (const auto& [label, value] : text.facts) fields.push_back({label, value, {}, false, value});
  m_facts->setFields(fields);
  setAccessibleName(text.title);
  setAccessibleDescription(text.sentence + QLatin1Char(' ') + text.nextStep);
}

}  // namespace mz
