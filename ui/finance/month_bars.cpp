#include "ui/finance/month_bars.h"

#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLegend>
#include <QtCharts/QValueAxis>
#include <QtGui/QCursor>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QToolTip>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "models/finance_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

struct Unit {
  double factor;
  QString name;
};

// The unit in which the largest bar reads as a short number.
Unit unitFor(double largest, const std::string& currency) {
  const bool chinese = QLocale().language() == QLocale::Chinese;
  const QString code = fromText(currency);
  if (chinese) {
    const QString yuan = currency == "CNY" ? QStringLiteral("元") : code;
    const QString gap = currency == "CNY" ? QString() : QStringLiteral(" ");
    if (largest >= 1e8) return {1e8, QStringLiteral("亿") + gap + yuan};
    if (largest >= 1e4) return {1e4, QStringLiteral("万") + gap + yuan};
    return {1, yuan};
  }
  if (largest >= 1e9) return {1e9, MonthBars::tr("%1, billions").arg(code)};
  if (largest >= 1e6) return {1e6, MonthBars::tr("%1, millions").arg(code)};
  if (largest >= 1e4) return {1e3, MonthBars::tr("%1, thousands").arg(code)};
  return {1, code};
}

}  // namespace

struct MonthBars::Parts {
  QChartView* view = nullptr;
  QChart* chart = nullptr;
  QBarSeries* series = nullptr;
  QBarSet* before = nullptr;
  QBarSet* now = nullptr;
  QBarCategoryAxis* months = nullptr;
  QValueAxis* values = nullptr;
  const FinanceMonthsModel* model = nullptr;
};

MonthBars::MonthBars(Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme), m_parts(std::make_unique<Parts>()) {
  setFocusPolicy(Qt::StrongFocus);
  Parts& p = *m_parts;
  p.chart = new QChart;
  p.chart->setBackgroundVisible(false);
  p.chart->setMargins(QMargins(0, 0, 0, 0));
  p.chart->setContentsMargins(-kGrid, -kGrid, -kGrid, -kGrid);
  p.series = new QBarSeries(p.chart);
  p.before = new QBarSet(QString(), p.series);
  p.now = new QBarSet(QString(), p.series);
  p.series->append(p.before);
  p.series->append(p.now);
  p.series->setBarWidth(0.72);
  p.chart->addSeries(p.series);
  p.months = new QBarCategoryAxis(p.chart);
  p.values = new QValueAxis(p.chart);
  p.chart->addAxis(p.months, Qt::AlignBottom);
  p.chart->addAxis(p.values, Qt::AlignLeft);
  p.series->attachAxis(p.months);
  p.series->attachAxis(p.values);
  p.months->setGridLineVisible(false);
  p.chart->legend()->setAlignment(Qt::AlignTop);
  p.chart->legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
  p.view = new QChartView(p.chart, this);
  p.view->setRenderHint(QPainter::Antialiasing);
  p.view->setFrameShape(QFrame::NoFrame);
  p.view->setBackgroundBrush(Qt::NoBrush);
  p.view->setStyleSheet(QStringLiteral("background: transparent"));
  p.chart->setLocalizeNumbers(true);
  p.view->setFocusPolicy(Qt::NoFocus);
  p.view->setMinimumHeight(26 * kGrid);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(1, 1, 1, 1);
  layout->addWidget(p.view);
  connect(p.series, &QBarSeries::clicked, this, [this](int index) {
    moveTo(index + 1);
    Q_EMIT monthPicked(index + 1);
  });
  connect(p.now, &QBarSet::hovered, this, [this](bool inside, int index) { hover(inside, index, 0); });
  connect(p.before, &QBarSet::hovered, this, [this](bool inside, int index) { hover(inside, index, -1); });
  connect(&theme, &Theme::changed, this, &MonthBars::restyle);
  restyle();
}

MonthBars::~MonthBars() = default;

void MonthBars::setMonths(const FinanceMonthsModel& months) {
  Parts& p = *m_parts;
  p.model = &months;
  double least = 0;
  double most = 0;
  const auto look = [&](const FinanceMonthsModel::Year& year) {
    for (const auto& cell : year) {
      const double value = chartValue(cell.sum, months.currency());
      least = std::min(least, value);
      most = std::max(most, value);
    }
  };
  look(months.thisYear());
  look(months.before());
  const Unit unit = unitFor(std::max(most, -least), months.currency());
  QStringList names;
  for (int month = 1; month <= FinanceMonthsModel::kMonths; ++month)
    names.append(QLocale().standaloneMonthName(month, QLocale::ShortFormat));
  const auto fill = [&](QBarSet* set, const FinanceMonthsModel::Year& year, int label) {
    if (set->count() > 0) set->remove(0, set->count());
    for (const auto& cell : year) set->append(chartValue(cell.sum, months.currency()) / unit.factor);
    set->setLabel(QString::number(label));
  };
  fill(p.before, months.before(), months.year() - 1);
  fill(p.now, months.thisYear(), months.year());
  p.months->setCategories(names);
  p.chart->setLocale(QLocale());
  p.values->setRange(least / unit.factor, most > least ? most / unit.factor : 1.0);
  p.values->setTickCount(5);
  p.values->applyNiceNumbers();
  const double top = std::max(std::abs(p.values->max()), std::abs(p.values->min()));
  p.values->setLabelFormat(top < 1 ? QStringLiteral("%.2f") : top < 10 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
  p.values->setTitleText(unit.name);
  if (m_current == 0) m_current = 1;
  moveTo(m_current);
  restyle();
}

void MonthBars::restyle() {
  Parts& p = *m_parts;
  const QFont small = Theme::font(TextSize::Small);
  const QColor muted = m_theme.colour(Colour::Muted);
  const QPen hairline(m_theme.colour(Colour::Border), 1);
  for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(p.months), static_cast<QAbstractAxis*>(p.values)}) {
    axis->setLabelsFont(small);
    axis->setLabelsColor(muted);
    axis->setTitleFont(small);
    axis->setTitleBrush(muted);
    axis->setLinePen(hairline);
    axis->setGridLinePen(hairline);
  }
  p.values->setLineVisible(false);
  p.chart->legend()->setFont(small);
  p.chart->legend()->setLabelColor(m_theme.colour(Colour::Text));
  p.before->setColor(m_theme.colour(Colour::Disabled));
  p.now->setColor(m_theme.colour(Colour::Accent));
  p.before->setBorderColor(Qt::transparent);
  p.now->setBorderColor(Qt::transparent);
  const bool marked = hasFocus() && m_current > 0;
  p.now->setSelectedColor(m_theme.colour(Colour::Text));
  p.now->deselectAllBars();
  if (marked) p.now->selectBar(m_current - 1);
}

void MonthBars::hover(bool inside, int index, int yearOffset) {
  const Parts& p = *m_parts;
  p.view->setCursor(inside ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (!inside || p.model == nullptr) {
    QToolTip::hideText();
    return;
  }
  const auto& cell = (yearOffset == 0 ? p.model->thisYear() : p.model->before())[static_cast<std::size_t>(index)];
  QToolTip::showText(QCursor::pos(), tr("%1: %2 in %3 payments")
                                         .arg(monthText(p.model->year() + yearOffset, index + 1),
                                              moneyText(cell.sum, p.model->currency()), numberText(cell.count)));
}

void MonthBars::moveTo(int month) {
  const Parts& p = *m_parts;
  m_current = std::clamp(month, 1, FinanceMonthsModel::kMonths);
  if (p.model != nullptr) {
    const auto& cell = p.model->thisYear()[static_cast<std::size_t>(m_current - 1)];
    setAccessibleDescription(
        tr("%1: %2 in %3 payments")
            .arg(monthText(p.model->year(), m_current), moneyText(cell.sum, p.model->currency()), numberText(cell.count)));
  }
  restyle();
}

void MonthBars::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: moveTo(m_current - 1); return;
    case Qt::Key_Right: moveTo(m_current + 1); return;
    case Qt::Key_Home: moveTo(1); return;
    case Qt::Key_End: moveTo(FinanceMonthsModel::kMonths); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT monthPicked(m_current); return;
    default: QWidget::keyPressEvent(event);
  }
}

void MonthBars::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  restyle();
}
void MonthBars::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  restyle();
}

}  // namespace mz
