#include "ui/shell/identity_chip.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyleOptionToolButton>

#include "models/format_text.h"
#include "ui/shell/unlock_dialog.h"

namespace mz {

namespace {
constexpr int kCircle = 30;
constexpr int kStateIcon = 12;
}  // namespace

IdentityChip::IdentityChip(const PageContext& context, QWidget* parent)
    : QToolButton(parent), m_client(context.client), m_theme(context.theme) {
  setObjectName(QStringLiteral("identityChip"));
  setPopupMode(InstantPopup);
  setFocusPolicy(Qt::StrongFocus);
  auto* menu = new QMenu(this);
  setMenu(menu);
  connect(menu, &QMenu::aboutToShow, this, &IdentityChip::fillMenu);
  connect(&m_client, &EngineClient::identitiesChanged, this, &IdentityChip::refresh);
  connect(&m_client, &EngineClient::networkChanged, this, &IdentityChip::refresh);
  connect(&m_client, &EngineClient::channelChanged, this, &IdentityChip::refresh);
  connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
  refresh();
}

void IdentityChip::refresh() {
  const IdentityInfo* identity = m_client.identity();
  setVisible(m_client.ready());
  m_locked = !identity || identity->locked;
  if (!identity) {
    m_who = tr("Reading only");
    m_state = tr("no identity here");
    m_initial = QStringLiteral("–");
  } else {
    const OrgInfo* org = m_client.org(identity->org);
    m_who = tr("%1 · %2").arg(org ? titleText(org->title, org->id) : fromText(identity->org), roleText(identity->role));
    const QString name = fromText(identity->name);
    m_state = m_locked        ? tr("%1 · locked").arg(name)
              : m_minutesLeft ? tr("%1 · unlocked, %2 min left").arg(name).arg(*m_minutesLeft)
                              : tr("%1 · unlocked").arg(name);
    m_initial = name.isEmpty() ? m_who.left(1) : name.left(1).toUpper();
  }
  setAccessibleName(tr("Identity: %1, %2").arg(m_who, m_state));
  setToolTip(identity ? tr("Certificate valid until %1").arg(timeText(identity->until)) : QString());
  updateGeometry();
  update();
}

void IdentityChip::setMinutesLeft(std::optional<int> minutes) {
  m_minutesLeft = minutes;
  refresh();
}

QSize IdentityChip::sizeHint() const {
  const int words = std::max(QFontMetrics(Theme::font(TextSize::Body)).horizontalAdvance(m_who),
                             QFontMetrics(Theme::font(TextSize::Small)).horizontalAdvance(m_state) + kStateIcon + 4);
  return {kCircle + 4 * kGrid + words, 5 * kGrid};
}

void IdentityChip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QStyleOptionToolButton option;
  initStyleOption(&option);
  if (option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus)) {
    painter.setPen(hasFocus() ? QPen(m_theme.colour(Colour::Accent)) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.colour(Colour::Raised));
    painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), 6, 6);
  }
  const QRect circle(kGrid, (height() - kCircle) / 2, kCircle, kCircle);
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_theme.colour(Colour::Accent));
  painter.drawEllipse(circle);
  painter.setPen(m_theme.colour(Colour::AccentText));
  painter.setFont(Theme::font(TextSize::Body, true));
  painter.drawText(circle, Qt::AlignCenter, m_initial);

  const int left = circle.right() + kGrid + 1;
  painter.setPen(m_theme.colour(Colour::Text));
  painter.setFont(Theme::font(TextSize::Body));
  const auto fitting = [&](const QString& words, int room) {
    return painter.fontMetrics().elidedText(words, Qt::ElideRight, room);
  };
  painter.drawText(QRect(left, 1, width() - left, height() / 2), Qt::AlignLeft | Qt::AlignVCenter,
                   fitting(m_who, width() - left));
  const StatusRole role = m_locked ? StatusRole::Neutral : StatusRole::Good;
  const QRect icon(left, height() / 2 + 3, kStateIcon, kStateIcon);
  m_theme.icon(m_locked ? QStringLiteral("lock") : QStringLiteral("unlock"), role).paint(&painter, icon);
  painter.setPen(m_theme.statusColour(role));
  painter.setFont(Theme::font(TextSize::Small));
  const int room = width() - icon.right() - 4;
  painter.drawText(QRect(icon.right() + 4, height() / 2, room, height() / 2 - 2), Qt::AlignLeft | Qt::AlignVCenter,
                   fitting(m_state, room));
}

void IdentityChip::fillMenu() {
  menu()->clear();
  const IdentityInfo* current = m_client.identity();
  for (const IdentityInfo& identity : m_client.identities()) {
    const OrgInfo* org = m_client.org(identity.org);
    QAction* action = menu()->addAction(tr("%1 · %2 · %3")
                                            .arg(org ? titleText(org->title, org->id) : fromText(identity.org),
                                                 roleText(identity.role), fromText(identity.name)));
    action->setCheckable(true);
    action->setChecked(current && current->label == identity.label);
    connect(action, &QAction::triggered, this, [this, label = identity.label] { m_client.chooseIdentity(label); });
  }
  if (!current) {
    menu()->addAction(tr("No identity is kept in this folder."))->setEnabled(false);
    return;
  }
  menu()->addSeparator();
  if (m_locked) {
    menu()->addAction(m_theme.icon(QStringLiteral("unlock")), tr("Unlock…"), this, &IdentityChip::askToUnlock);
  } else {
    menu()->addAction(m_theme.icon(QStringLiteral("lock")), tr("Lock"), this, [this] { m_client.lock(); });
  }
}

void IdentityChip::askToUnlock() {
  auto* dialog = new UnlockDialog(m_client, window());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void IdentityChip::changeEvent(QEvent* event) {
  QToolButton::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
