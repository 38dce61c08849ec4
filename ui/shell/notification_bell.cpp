#include "ui/shell/notification_bell.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

#include "ui/parts/popover.h"
#include "ui/shell/notification_list.h"

namespace mz {

namespace {
constexpr int kIcon = 20;
constexpr int kListWidth = 54 * kGrid;
constexpr int kMostShown = 99;

QString severityWord(StatusRole role) {
  switch (role) {
    case StatusRole::Danger: return NotificationBell::tr("danger");
    case StatusRole::Attention: return NotificationBell::tr("needs attention");
    default: return NotificationBell::tr("for information");
  }
}
}  // namespace

NotificationBell::NotificationBell(const PageContext& context, QWidget* parent)
    : QToolButton(parent), m_notifications(context.notifications), m_theme(context.theme) {
  setObjectName(QStringLiteral("notificationBell"));
  setIcon(m_theme.icon(QStringLiteral("bell")));
  setIconSize({kIcon, kIcon});
  setFixedSize(5 * kGrid, 4 * kGrid);
  setFocusPolicy(Qt::StrongFocus);
  connect(this, &QToolButton::clicked, this, [this] {
    if (m_popover && m_popover->isOpen()) {
      m_popover->close();
    } else {
      openList();
    }
  });
  connect(&m_notifications, &Notifications::unreadChanged, this, &NotificationBell::refresh);
  refresh();
}

void NotificationBell::openList() {
  if (!m_popover) {
    m_popover = new Popover(this, Popover::Side::Below, Qt::AlignRight);
    m_popover->setObjectName(QStringLiteral("notificationPopover"));
    m_popover->setWidth(kListWidth);
    m_list = new NotificationList(m_notifications, m_theme, m_popover);
    m_popover->body()->addWidget(m_list);
    connect(m_list, &NotificationList::resized, m_popover, [this] {
      if (m_popover->isOpen()) m_popover->place();
    });
    connect(m_list, &NotificationList::linkActivated, this, [this](const QString& link) {
      m_popover->close();
      Q_EMIT linkActivated(link);
    });
    connect(m_popover, &Popover::closed, this, [this] {
      m_list->setShown(false);
      m_notifications.markAllRead();
    });
  }
  m_list->setFixedWidth(kListWidth - 2);  // inside the frame; heights depend on it
  m_list->setShown(true);
  m_popover->open();
}

void NotificationBell::closeList() {
  if (m_popover) m_popover->close();
}

void NotificationBell::refresh() {
  const int unread = m_notifications.unread();
  const QString words =
      unread == 0
          ? tr("Notifications: nothing new")
          : tr("Notifications: %Ln new, the gravest: %1", nullptr, unread).arg(severityWord(m_notifications.gravestUnread()));
  setAccessibleName(words);
  setToolTip(words);
  update();
}

void NotificationBell::paintEvent(QPaintEvent* event) {
  QToolButton::paintEvent(event);
  const int unread = m_notifications.unread();
  if (unread == 0) return;
  const QString count = unread > kMostShown ? QStringLiteral("%1+").arg(kMostShown) : QString::number(unread);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QFont font = Theme::font(TextSize::Small, true);
  font.setPixelSize(font.pixelSize() - 2);
  painter.setFont(font);
  const int wide = std::max(16, painter.fontMetrics().horizontalAdvance(count) + 8);
  const QRect badge(width() - wide - 1, 1, wide, 16);
  const StatusRole role = m_notifications.gravestUnread();
  painter.setPen(Qt::NoPen);
  painter.setBrush(m_theme.statusColour(role));
  painter.drawRoundedRect(badge, 8, 8);
  painter.setPen(m_theme.colour(Colour::Surface));
  painter.drawText(badge, Qt::AlignCenter, count);
}

void NotificationBell::changeEvent(QEvent* event) {
  QToolButton::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
