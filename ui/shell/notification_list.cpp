#include "ui/shell/notification_list.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"

namespace mz {

namespace {
constexpr int kIcon = 18;
constexpr int kMostHeight = 64 * kGrid;
}  // namespace

NotificationList::NotificationList(Notifications& notifications, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_notifications(notifications),
      m_theme(theme),
      m_title(new QLabel(this)),
      m_clear(new QPushButton(this)),
      m_empty(new QLabel(this)),
      m_scroll(new QScrollArea(this)) {
  setObjectName(QStringLiteral("notificationList"));
  m_title->setProperty("heading", true);
  m_clear->setObjectName(QStringLiteral("clearNotifications"));
  m_clear->setProperty("flat", true);
  m_empty->setObjectName(QStringLiteral("noNotifications"));
  m_empty->setProperty("muted", true);
  m_empty->setWordWrap(true);
  m_empty->setContentsMargins(2 * kGrid, 0, 2 * kGrid, 2 * kGrid);
  m_scroll->setWidgetResizable(true);
  m_scroll->setFrameShape(QFrame::NoFrame);
  m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

  auto* head = new QHBoxLayout;
  head->setContentsMargins(2 * kGrid, kGrid + kGrid / 2, kGrid, kGrid);
  head->addWidget(m_title, 1);
  head->addWidget(m_clear);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addLayout(head);
  layout->addWidget(m_empty);
  layout->addWidget(m_scroll, 1);

  connect(m_clear, &QPushButton::clicked, &m_notifications, &Notifications::clear);
  const auto later = [this] {
    if (!m_shown || std::exchange(m_rebuilding, true)) return;
    QTimer::singleShot(0, this, &NotificationList::rebuild);
  };
  connect(&m_notifications, &Notifications::rowsInserted, this, later);
  connect(&m_notifications, &Notifications::rowsRemoved, this, later);
  connect(&m_notifications, &Notifications::modelReset, this, later);
  connect(&m_notifications, &Notifications::dataChanged, this, later);
}

void NotificationList::setShown(bool shown) {
  m_shown = shown;
  rebuild();
}

void NotificationList::rebuild() {
  m_rebuilding = false;
  m_title->setText(tr("Notifications"));
  m_clear->setText(tr("Clear all"));
  m_clear->setAccessibleName(tr("Clear all notifications"));
  m_empty->setText(tr("Nothing to report. Alarms, work that ended and troubles of the program appear here."));
  const int count = m_shown ? m_notifications.rowCount() : 0;
  m_empty->setVisible(count == 0);
  m_clear->setVisible(count > 0);
  m_scroll->setVisible(count > 0);
  auto* rows = new QWidget;
  auto* layout = new QVBoxLayout(rows);
  layout->setContentsMargins(0, 0, 0, kGrid);
  layout->setSpacing(0);
  for (int row = 0; row < count; ++row) layout->addWidget(makeRow(row));
  layout->addStretch(1);
  m_scroll->setWidget(rows);
  m_scroll->setFixedHeight(std::clamp(layout->totalHeightForWidth(width()), 0, kMostHeight));
  Q_EMIT resized();
}

QWidget* NotificationList::makeRow(int row) {
  const QModelIndex index = m_notifications.index(row);
  const auto severity = static_cast<StatusRole>(index.data(kStatusRole).toInt());
  const QString words = index.data().toString();
  auto* widget = new QWidget;
  auto* icon = new QLabel(widget);
  icon->setPixmap(m_theme.icon(Theme::statusIconName(severity), severity).pixmap(kIcon, kIcon));
  auto* title = new QLabel(words, widget);
  title->setTextFormat(Qt::PlainText);
  title->setWordWrap(true);
  title->setFont(Theme::font(TextSize::Body, index.data(Notifications::UnreadRole).toBool()));
  title->setObjectName(QStringLiteral("notificationTitle"));
  auto* sentence = new QLabel(index.data(Notifications::SentenceRole).toString(), widget);
  sentence->setTextFormat(Qt::PlainText);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  sentence->setVisible(!sentence->text().isEmpty());
  auto* time =
      new QLabel(timeShortText(UnixSeconds(index.data(Notifications::TimeRole).toDateTime().toSecsSinceEpoch())), widget);
  time->setProperty("muted", true);
  time->setProperty("small", true);
  auto* away = new QToolButton(widget);
  away->setObjectName(QStringLiteral("dismissNotification"));
  away->setIcon(m_theme.icon(QStringLiteral("cross")));
  away->setFocusPolicy(Qt::StrongFocus);
  away->setAccessibleName(tr("Put away: %1").arg(words));
  away->setToolTip(tr("Put away"));

  auto* text = new QVBoxLayout;
  text->setSpacing(kGrid / 2);
  text->addWidget(title);
  text->addWidget(sentence);
  if (const QString action = index.data(Notifications::ActionRole).toString(); !action.isEmpty()) {
    auto* button = new QPushButton(action, widget);
    button->setObjectName(QStringLiteral("notificationAction"));
    button->setAccessibleName(tr("%1: %2").arg(action, words));
    text->addSpacing(kGrid / 2);
    text->addWidget(button, 0, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this,
            [this, link = index.data(Notifications::LinkRole).toString()] { Q_EMIT linkActivated(link); });
  }
  auto* side = new QHBoxLayout;
  side->setSpacing(kGrid / 2);
  side->addWidget(time);
  side->addWidget(away);
  auto* layout = new QHBoxLayout(widget);
  layout->setContentsMargins(2 * kGrid, kGrid, kGrid, kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(icon, 0, Qt::AlignTop);
  layout->addLayout(text, 1);
  layout->addLayout(side, 0);
  layout->setAlignment(side, Qt::AlignTop);
  connect(away, &QToolButton::clicked, this, [this, at = QPersistentModelIndex(index)] {
    if (at.isValid()) m_notifications.remove(at.row());
  });
  return widget;
}

void NotificationList::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange && m_shown) rebuild();
}

}  // namespace mz
