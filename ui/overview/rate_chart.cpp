#include "ui/overview/rate_chart.h"

#include <QtCore/QDateTime>
#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <algorithm>
#include <cmath>

#include "models/format_text.h"

namespace mz {

namespace {
constexpr double kTop = 10, kBottom = 22;
constexpr double kLabelApart = 88;
constexpr int kLines = 4;

// A round number at or above: 1, 2, 4 or 5 times a power of ten, so that a quarter of it is round too.
double niceTop(double value) {
  const double power = std::pow(10, std::floor(std::log10(std::max(value, 0.4))));
  for (const double times : {1.0, 2.0, 4.0, 8.0, 10.0}) {
    if (value <= times * power) return times * power;
  }
  return 10 * power;
}
}  // namespace

RateChart::RateChart(const Theme& theme, FileDialogs& files, QWidget* parent) : Picture(Axes::Across, theme, files, parent) {
  setObjectName(QStringLiteral("rateChart"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setAccessibleName(tr("Transactions a minute"));
}

void RateChart::setPeriods(std::vector<PeriodCount> periods, std::uint32_t seconds) {
  m_periods = std::move(periods);
  m_seconds = seconds;
  sceneChanged();
  announce();
}

QRectF RateChart::scene() const { return {0, 0, std::max(1.0, static_cast<double>(m_periods.size())), 1}; }
double RateChart::perMinute(std::uint64_t transactions) const { return static_cast<double>(transactions) * 60 / m_seconds; }

QString RateChart::itemText(int item) const {
  const PeriodCount& period = m_periods[static_cast<std::size_t>(item)];
  const QString until = QDateTime::fromSecsSinceEpoch(period.from.value + m_seconds).toString(QStringLiteral("HH:mm"));
  return tr("%1 to %2\n%n transaction(s), %3 a minute, %4 refused", nullptr, static_cast<int>(period.transactions))
      .arg(timeText(period.from), until, QLocale().toString(perMinute(period.transactions), 'f', 1),
           numberText(period.refused));
}

QString RateChart::fileName() const { return tr("transactions a minute"); }

void RateChart::draw(QPainter& painter, const PictureView& view) const {
  if (m_periods.empty()) return;
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(Theme::font(TextSize::Small));
  const double height = view.size.height() - kTop - kBottom, bottom = view.size.height() - kBottom;
  double most = 0;
  for (const PeriodCount& period : m_periods) most = std::max(most, perMinute(period.transactions));
  const double top = niceTop(most);
  const auto place = [&](std::size_t i, std::uint64_t transactions) {
    return QPointF(view.toView(QPointF(static_cast<double>(i) + 0.5, 0)).x(), bottom - perMinute(transactions) / top * height);
  };

  for (int line = 0; line <= kLines; ++line) {
    const double y = bottom - height * line / kLines;
    painter.setPen(QPen(theme().colour(Colour::Border), 1));
    painter.drawLine(QPointF(0, y), QPointF(view.size.width(), y));
  }
  const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(kLabelApart / view.scale.x() / 6) * 6));
  painter.setPen(theme().colour(Colour::Muted));
  for (std::size_t i = 0; i < m_periods.size(); i += every) {
    const double x = place(i, 0).x();
    if (x < kLabelApart / 4 || x > view.size.width() - kLabelApart / 4) continue;
    const QString time = QDateTime::fromSecsSinceEpoch(m_periods[i].from.value).toString(QStringLiteral("HH:mm"));
    painter.drawText(QRectF(x - kLabelApart / 2, bottom + 2, kLabelApart, kBottom - 2), Qt::AlignHCenter | Qt::AlignVCenter,
                     time);
  }

  QPainterPath all, refused;
  for (std::size_t i = 0; i < m_periods.size(); ++i) {
    const QPointF at = place(i, m_periods[i].transactions), bad = place(i, m_periods[i].refused);
    if (i == 0) {
      all.moveTo(at);
      refused.moveTo(bad);
    } else {
      all.lineTo(at);
      refused.lineTo(bad);
    }
  }
  QPainterPath below = all;
  below.lineTo(place(m_periods.size() - 1, 0));
  below.lineTo(place(0, 0));
  below.closeSubpath();
  QColor pale = theme().colour(Colour::Accent);
  pale.setAlphaF(0.12F);
  painter.fillPath(below, pale);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().colour(Colour::Accent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(all);
  if (std::ranges::any_of(m_periods, [](const PeriodCount& period) { return period.refused > 0; })) {
    painter.setPen(QPen(theme().statusColour(StatusRole::Danger), 1.6, Qt::DashLine));
    painter.drawPath(refused);
  }
  // The scale stands on its lines, over what is drawn. Small steps want more digits, or two lines would bear the same figure.
  const double step = top / kLines;
  const int digits =
      step >= 10 || step == std::floor(step) ? 0 : std::clamp(static_cast<int>(std::ceil(-std::log10(step))), 1, 3);
  for (int line = 1; line <= kLines; ++line) {
    const double y = bottom - height * line / kLines;
    painter.setPen(theme().colour(Colour::Muted));
    const double value = top * line / kLines;
    painter.drawText(QRectF(2, y, 80, 16), Qt::AlignLeft | Qt::AlignTop, QLocale().toString(value, 'f', digits));
  }
  if (selected() < 0) return;
  const QPointF at = place(static_cast<std::size_t>(selected()), m_periods[static_cast<std::size_t>(selected())].transactions);
  painter.setPen(QPen(theme().colour(Colour::Accent), 1));
  painter.drawLine(QPointF(at.x(), kTop), QPointF(at.x(), bottom));
  painter.setBrush(theme().colour(Colour::Surface));
  painter.setPen(QPen(theme().colour(Colour::Accent), 2));
  painter.drawEllipse(at, 4, 4);
}

void RateChart::changeEvent(QEvent* event) {
  Picture::changeEvent(event);
  if (event->type() != QEvent::LanguageChange) return;
  setAccessibleName(tr("Transactions a minute"));
  announce();
  update();
}

}  // namespace mz
