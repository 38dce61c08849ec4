#include "ui/first_run/awaited_view.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "ui/first_run/copy_file.h"
#include "ui/parts/card.h"

namespace mz {

namespace {
constexpr int kWidth = 84 * kGrid;
constexpr int kMark = 16;
constexpr const char* kMarks[] = {"check", "arrow-right", "clock", "clock"};
}  // namespace

AwaitedView::AwaitedView(const PageContext& context, QWidget* parent)
    : QWidget(parent),
      m_context(context),
      m_card(new Card(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_fields(new FieldList(context.theme, 1, this)),
      m_save(new QPushButton(this)),
      m_saved(new QLabel(this)),
      m_later(new QLabel(this)) {
  setObjectName(QStringLiteral("awaitedView"));
  m_title->setObjectName(QStringLiteral("awaitedTitle"));
  m_title->setProperty("pageTitle", true);
  m_title->setWordWrap(true);
  m_sentence->setWordWrap(true);
  m_sentence->setProperty("muted", true);
  m_fields->setObjectName(QStringLiteral("awaitedFacts"));
  m_save->setObjectName(QStringLiteral("saveAnswer"));
  m_save->setProperty("primary", true);
  m_save->setIcon(context.theme.icon(QStringLiteral("save"), Colour::AccentText));
  m_saved->setObjectName(QStringLiteral("answerSaved"));
  m_saved->setWordWrap(true);
  m_saved->hide();
  m_later->setWordWrap(true);
  m_later->setProperty("muted", true);
  m_later->setProperty("small", true);

  QVBoxLayout* body = m_card->body();
  body->setContentsMargins(2 * kGrid, 2 * kGrid, 2 * kGrid, 2 * kGrid);
  body->addWidget(m_title);
  body->addWidget(m_sentence);
  body->addSpacing(kGrid);
  for (std::size_t i = 0; i < std::size(kMarks); ++i) {
    auto* mark = new QLabel(m_card);
    auto* words = new QLabel(m_card);
    mark->setFixedWidth(kMark);
    words->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(kGrid);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    body->addLayout(row);
    m_marks.push_back(mark);
    m_steps.push_back(words);
  }
  body->addSpacing(kGrid);
  body->addWidget(m_save, 0, Qt::AlignLeft);
  body->addWidget(m_saved);
  body->addSpacing(kGrid);
  body->addWidget(m_fields);
  body->addSpacing(kGrid);
  body->addWidget(m_later);
  m_card->setFixedWidth(kWidth);
  auto* layout = new QVBoxLayout(this);
  layout->addStretch(2);
  layout->addWidget(m_card, 0, Qt::AlignHCenter);
  layout->addStretch(3);
  setFocusProxy(m_save);
  connect(m_save, &QPushButton::clicked, this, &AwaitedView::saveAnswer);
  connect(&context.client, &EngineClient::networkChanged, this, &AwaitedView::refresh);
  connect(&context.theme, &Theme::changed, this, &AwaitedView::refresh);
}

QString AwaitedView::answer() const {
  return QDir(QString::fromStdString(m_context.client.network().directory.string())).filePath(QStringLiteral("answer.mza"));
}

void AwaitedView::refresh() {
  if (m_context.client.awaited().empty()) return;
  const AwaitedChannel& channel = m_context.client.awaited().front();
  const NetworkInfo& network = m_context.client.network();
  const QString title = titleText(channel.title, channel.name);
  m_title->setText(tr("Waiting for the members of “%1”").arg(title));
  m_sentence->setText(
      tr("Your organization was invited to this channel and is not a member of it yet. Nothing of it is on this "
         "computer."));
  const QString steps[] = {tr("The keys of your organization are made and lie on this computer."),
                           tr("Send the answer file to %1, and tell them the fingerprint of your authority by another way.")
                               .arg(fromText(channel.inviter)),
                           tr("The members decide whether they admit your organization."),
                           tr("The channel is fetched and verified.")};
  for (std::size_t i = 0; i < m_steps.size(); ++i) {
    const Colour colour = i <= 1 ? Colour::Accent : Colour::Muted;
    m_marks[i]->setPixmap(m_context.theme.icon(QString::fromLatin1(kMarks[i]), colour).pixmap(kMark, kMark));
    m_steps[i]->setText(steps[i]);
    m_steps[i]->setFont(Theme::font(TextSize::Body, i == 1));
  }
  m_save->setText(tr("Save the answer for sending…"));
  m_save->setAccessibleName(m_save->text());
  const QString id = fromText(channel.id.hex());
  const QString authority = fromText(channel.authority.hex());
  m_fields->setFields({{tr("Network"), titleText(network.title, network.domain)},
                       {tr("Domain"), fromText(network.domain)},
                       {tr("Kind"), channel.isPublic ? tr("A public channel") : tr("A private channel")},
                       {tr("Channel id"), id.left(32) + u'…', {}, true, id},
                       {tr("The invitation is valid until"), timeText(channel.expires)},
                       {tr("Fingerprint of your authority"), authority.left(32) + u'…', {}, true, authority},
                       {tr("Answer file"), QDir::toNativeSeparators(answer())}});
  m_later->setText(tr("The members admit by a proposal. Fetching the channel comes with a later version of this program."));
  // The card asks for the height of its sentences unbroken, and the rows would give up what is missing.
  m_card->setMinimumHeight(m_card->layout()->totalHeightForWidth(kWidth));
}

void AwaitedView::saveAnswer() {
  const QString file =
      m_context.files.saveFile(this, tr("Save the answer"), QStringLiteral("answer.mza"), tr("Answers (*.mza)"));
  if (file.isEmpty()) return;
  m_save->setEnabled(false);
  m_context.operations.run(
      tr("Saving the answer"), this, [from = answer(), file](const Progress&) { return copyFile(from, file); },
      [this, file](bool saved) {
        m_save->setEnabled(true);
        const QString place = QDir::toNativeSeparators(file);
        m_saved->setText(saved ? tr("The answer is in %1. Send it to the inviter.").arg(place)
                               : tr("The answer could not be written to %1. Choose another place.").arg(place));
        QPalette palette;
        palette.setColor(QPalette::WindowText, m_context.theme.statusColour(saved ? StatusRole::Good : StatusRole::Danger));
        m_saved->setPalette(palette);
        m_saved->show();
      });
}

void AwaitedView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
