#include "ui/shell/status_line.h"

#include <QtCore/QEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/shell/operations_centre.h"

namespace mz {

namespace {
constexpr int kMessageMilliseconds = 8000;
constexpr int kIcon = 14;
}  // namespace

StatusLine::StatusLine(const PageContext& context, QWidget* parent)
    : QFrame(parent), m_client(context.client), m_theme(context.theme) {
  setProperty("bar", QStringLiteral("bottom"));
  setObjectName(QStringLiteral("statusLine"));
  setFixedHeight(4 * kGrid);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(2 * kGrid, 0, 2 * kGrid, 0);
  layout->setSpacing(kGrid / 2);
  const auto label = [&](const char* name) {
    auto* made = new QLabel(this);
    made->setObjectName(QString::fromLatin1(name));
    made->setProperty("small", true);
    layout->addWidget(made);
    return made;
  };
  m_height = label("statusHeight");
  layout->addSpacing(2 * kGrid);
  m_finalIcon = label("statusFinalIcon");
  m_final = label("statusFinal");
  layout->addSpacing(2 * kGrid);
  m_note = label("statusNote");
  layout->addSpacing(2 * kGrid);
  m_connectionIcon = label("statusConnectionIcon");
  m_connection = label("statusConnection");
  m_connection->setProperty("muted", true);
  layout->addStretch(1);
  m_messageIcon = label("statusMessageIcon");
  m_message = label("statusMessage");
  layout->addSpacing(2 * kGrid);
  layout->addWidget(new OperationsCentre(context.operations, context.theme, this));
  m_height->setProperty("muted", true);
  m_note->setProperty("muted", true);

  m_messageTime.setSingleShot(true);
  m_messageTime.setInterval(kMessageMilliseconds);
  connect(&m_messageTime, &QTimer::timeout, this, [this] { showMessage({}, StatusRole::Neutral); });
  connect(&m_client, &EngineClient::statusChanged, this, &StatusLine::refresh);
  connect(&m_client, &EngineClient::channelChanged, this, &StatusLine::refresh);
  connect(&m_client, &EngineClient::networkChanged, this, &StatusLine::refresh);
  connect(&m_theme, &Theme::changed, this, &StatusLine::refresh);
  refresh();
}

void StatusLine::showMessage(const QString& sentence, StatusRole role) {
  m_message->setText(sentence);
  m_messageIcon->setVisible(!sentence.isEmpty());
  m_messageIcon->setPixmap(m_theme.icon(Theme::statusIconName(role), role).pixmap(kIcon, kIcon));
  m_messageTime.start();
}

void StatusLine::refresh() {
  const auto& status = m_client.status();
  for (QLabel* label : {m_height, m_final, m_note, m_connection}) label->clear();
  m_connectionIcon->clear();
  if (m_client.ready()) {
    m_connectionIcon->setPixmap(m_theme.icon(QStringLiteral("computer")).pixmap(kIcon, kIcon));
    m_connection->setText(tr("Read on this computer"));
    m_connection->setToolTip(tr("The ledger lies in a folder of this computer; no other node is asked."));
  }
  m_finalIcon->clear();
  const auto mark = [&](StatusRole role, const QString& words) {
    m_finalIcon->setPixmap(m_theme.icon(Theme::statusIconName(role), role).pixmap(kIcon, kIcon));
    m_final->setText(words);
    QPalette palette = m_final->palette();
    palette.setColor(QPalette::WindowText, m_theme.statusColour(role));
    m_final->setPalette(palette);
  };
  if (const auto& error = m_client.statusError()) {
    mark(StatusRole::Danger, errorText(*error));
    return;
  }
  if (!status) return;
  if (m_client.channelUnreadable()) {
    mark(StatusRole::Danger, tr("This channel cannot be opened."));
    m_final->setToolTip(fromText(status->stopped));
    return;
  }
  m_height->setText(tr("Height %1").arg(numberText(status->height.value)));
  mark(status->finalHeight == status->height ? StatusRole::Good : StatusRole::Pending,
       tr("Final to %1 (newest cosigned %2 of %3, needs %4)")
           .arg(numberText(status->finalHeight.value))
           .arg(status->cosigned)
           .arg(status->cosigners)
           .arg(status->threshold));
  if (!status->stopped.empty()) {
    mark(StatusRole::Danger, status->stoppedBy && status->stoppedBy->code == ErrorCode::Damaged
                                 ? tr("Damage was found: this channel can only be read.")
                                 : tr("This channel is stopped and can only be read."));
    m_final->setToolTip(fromText(status->stopped));
  } else if (!status->financeReady) {
    m_note->setText(tr("The finance figures are being rebuilt."));
  } else {
    m_note->setText(tr("%1 transaction(s)", nullptr, pluralOf(status->transactions)).arg(numberText(status->transactions)));
  }
}

void StatusLine::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  showMessage({}, StatusRole::Neutral);  // it was said in the other language
  refresh();
}

}  // namespace mz
