#include "ui/certificates/expiry_strip.h"

#include <QtCore/QEvent>
#include <QtCore/QLocale>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <algorithm>

#include "models/format_text.h"

namespace mz {

ExpiryStrip::ExpiryStrip(const ExpiryMonths& months, CertificateFilterModel& filter, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_months(months), m_filter(filter), m_title(new QLabel(this)) {
  setObjectName(QStringLiteral("expiryStrip"));
  m_title->setProperty("muted", true);
  auto* line = new QHBoxLayout(this);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(kGrid / 2);
  line->addWidget(m_title);
  line->addSpacing(kGrid / 2);
  for (int i = 0; i < ExpiryMonths::kMonths; ++i) {
    auto* button = new QPushButton(this);
    button->setObjectName(QStringLiteral("month%1").arg(i));
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setMinimumWidth(1);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(button, &QPushButton::clicked, this, [this, i](bool checked) {
      m_filter.setValue(QString::fromLatin1(CertificateFilterModel::kEnds),
                        checked ? CertificateFilterModel::monthValue(m_months.first().addMonths(i)) : QString());
    });
    line->addWidget(button);
    m_buttons.push_back(button);
  }
  connect(&months, &ExpiryMonths::changed, this, &ExpiryStrip::refresh);
  connect(&filter, &TableFilter::valuesChanged, this, &ExpiryStrip::refresh);
  connect(&theme, &Theme::changed, this, &ExpiryStrip::refresh);
  refresh();
}

void ExpiryStrip::refresh() {
  m_title->setText(tr("Ending"));
  // A year without any would be a line of empty months.
  const bool any = std::ranges::any_of(m_months.counts(), [](std::uint64_t count) { return count > 0; });
  setVisible(any);
  if (!any) return;
  const QString chosen = m_filter.value(QString::fromLatin1(CertificateFilterModel::kEnds));
  const QLocale locale;
  for (int i = 0; i < ExpiryMonths::kMonths; ++i) {
    QPushButton* button = m_buttons[static_cast<std::size_t>(i)];
    const QDate month = m_months.first().addMonths(i);
    const std::uint64_t count = m_months.counts()[static_cast<std::size_t>(i)];
    const QString name = locale.standaloneMonthName(month.month(), QLocale::ShortFormat);
    button->setText(count == 0 ? name : tr("%1: %2").arg(name, numberText(count)));
    button->setEnabled(count > 0 || button->isChecked());
    button->setChecked(chosen == CertificateFilterModel::monthValue(month));
    const QString said = tr("%1 certificates end in %2", nullptr, pluralOf(count))
                             .arg(numberText(count), locale.toString(month, QStringLiteral("MMMM yyyy")));
    button->setAccessibleName(said);
    button->setToolTip(said);
  }
}

void ExpiryStrip::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange) refresh();
}

}  // namespace mz
