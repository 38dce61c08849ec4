#include "ui/overview/wall_view.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <algorithm>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {
constexpr int kColumns = 3, kRows = 2;
constexpr double kMargin = 0.04;  // of the width
}  // namespace

WallView::WallView(EngineClient& client, const Overview& overview, const Theme& theme, QWidget* page)
    : QWidget(page->window()), m_client(client), m_overview(overview), m_theme(theme), m_before(page->window()->windowState()) {
  setObjectName(QStringLiteral("wallView"));
  setAttribute(Qt::WA_DeleteOnClose);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::BlankCursor);
  setGeometry(page->window()->rect());
  page->window()->installEventFilter(this);
  connect(&m_overview, &Overview::changed, this, &WallView::describe);
  connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
  describe();
  show();
  raise();
  setFocus();
}

WallView::~WallView() = default;

void WallView::fillScreen() { window()->setWindowState(m_before | Qt::WindowFullScreen); }

std::vector<WallView::Figure> WallView::figures() const {
  const auto& known = m_overview.figures();
  if (!known) return {};
  const ChannelStatus& status = known->status;
  std::vector<Figure> out;
  const bool final = status.finalHeight == status.height;
  out.push_back({tr("Height"), numberText(status.height.value), tr("final to %1").arg(numberText(status.finalHeight.value)),
                 status.divergence ? StatusRole::Danger
                 : final           ? StatusRole::Good
                                   : StatusRole::Pending});
  out.push_back({tr("Cosigned"), QStringLiteral("%1 / %2").arg(status.cosigned).arg(status.cosigners),
                 tr("%1 are needed").arg(status.threshold),
                 status.cosigned >= status.threshold ? StatusRole::Good : StatusRole::Pending});
  out.push_back({tr("Transactions today"), numberText(known->today.transactions),
                 tr("%1 refused").arg(numberText(known->today.refused)),
                 known->today.refused > 0 ? StatusRole::Attention : StatusRole::Good});
  if (known->spending) {
    const OverviewFigures::Spending& spending = *known->spending;
    out.push_back(
        {tr("Spent in %1").arg(spending.year), shortMoneyText(spending.spent, spending.currency),
         spending.budget ? tr("of %1").arg(shortMoneyText(*spending.budget, spending.currency)) : tr("no budget is recorded"),
         StatusRole::Neutral});
  } else {
    out.push_back({tr("Spending"), QStringLiteral("—"), tr("no figures yet"), StatusRole::Neutral});
  }
  const auto open = std::ranges::count_if(known->alarms, [](const Alarm& alarm) { return !alarm.isAcknowledged(); });
  out.push_back({tr("Alarms"), numberText(static_cast<std::uint64_t>(open)),
                 open == 0 ? tr("none is waiting") : tr("not acknowledged"),
                 open == 0 ? StatusRole::Good : StatusRole::Danger});
  if (known->audit) {
    const bool clean = known->audit->damages.empty();
    out.push_back({tr("Last verified"), dayText(known->audit->ended), clean ? tr("no damage") : tr("damage was found"),
                   clean ? StatusRole::Good : StatusRole::Danger});
  } else {
    out.push_back({tr("Last verified"), QStringLiteral("—"), tr("not on this computer yet"), StatusRole::Attention});
  }
  return out;
}

void WallView::describe() {
  setAccessibleName(tr("Wall view; Escape leaves it"));
  QStringList all;
  for (const Figure& figure : figures()) all << QStringLiteral("%1: %2, %3").arg(figure.label, figure.figure, figure.note);
  setAccessibleDescription(all.join(QLatin1Char('\n')));
  update();
}

void WallView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(rect(), m_theme.colour(Colour::Window));
  const double margin = width() * kMargin, head = height() * 0.14;
  const auto font = [&](double share, bool bold) {
    QFont sized = Theme::font(TextSize::Body, bold);
    sized.setPixelSize(std::max(12, static_cast<int>(height() * share)));
    return sized;
  };
  const ChannelInfo* channel = m_client.channelInfo();
  painter.setPen(m_theme.colour(Colour::Text));
  painter.setFont(font(0.045, true));
  const QString title = channel ? tr("%1 · %2").arg(titleText(m_client.network().title, m_client.network().domain),
                                                    titleText(channel->title, channel->name))
                                : QString();
  painter.drawText(QRectF(margin, 0, width() - 2 * margin, head), Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(title, Qt::ElideRight, static_cast<int>(width() * 0.82)));
  painter.setFont(font(0.04, false));
  painter.setPen(m_theme.colour(Colour::Muted));
  painter.drawText(QRectF(margin, 0, width() - 2 * margin, head), Qt::AlignVCenter | Qt::AlignRight,
                   QDateTime::currentDateTime().toString(QStringLiteral("HH:mm")));

  const std::vector<Figure> all = figures();
  const double gap = margin / 2;
  const QSizeF each((width() - 2 * margin - (kColumns - 1) * gap) / kColumns,
                    (height() - head - margin - (kRows - 1) * gap) / kRows);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Figure& figure = all[i];
    const QRectF place(margin + static_cast<double>(i % kColumns) * (each.width() + gap),
                       head + static_cast<double>(i / kColumns) * (each.height() + gap), each.width(), each.height());
    painter.setPen(QPen(m_theme.colour(Colour::Border), 1));
    painter.setBrush(m_theme.colour(Colour::Surface));
    painter.drawRoundedRect(place, 16, 16);
    const QRectF inner = place.adjusted(gap, gap * 0.7, -gap, -gap * 0.7);
    painter.setFont(font(0.036, false));
    painter.setPen(m_theme.colour(Colour::Muted));
    painter.drawText(inner, Qt::AlignTop | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(figure.label, Qt::ElideRight, static_cast<int>(inner.width())));
    QFont large = font(0.12, true);
    while (large.pixelSize() > 16 && QFontMetricsF(large).horizontalAdvance(figure.figure) > inner.width())
      large.setPixelSize(large.pixelSize() * 9 / 10);
    painter.setFont(large);
    painter.setPen(m_theme.colour(Colour::Text));
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, figure.figure);
    painter.setFont(font(0.036, false));
    const double icon = figure.role == StatusRole::Neutral ? 0 : painter.fontMetrics().height();
    if (icon > 0) {
      const QRectF square(inner.left(), inner.bottom() - icon, icon, icon);
      m_theme.icon(Theme::statusIconName(figure.role), figure.role).paint(&painter, square.toAlignedRect());
    }
    painter.setPen(figure.role == StatusRole::Neutral ? m_theme.colour(Colour::Muted) : m_theme.statusColour(figure.role));
    const QRectF words = inner.adjusted(icon > 0 ? icon + gap / 4 : 0, 0, 0, 0);
    painter.drawText(words, Qt::AlignBottom | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(figure.note, Qt::ElideRight, static_cast<int>(words.width())));
  }
}

void WallView::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Escape) return;
  window()->setWindowState(m_before);
  close();
}

bool WallView::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) setGeometry(window()->rect());
  if (event->type() == QEvent::LanguageChange) describe();
  return QWidget::eventFilter(watched, event);
}

}  // namespace mz
