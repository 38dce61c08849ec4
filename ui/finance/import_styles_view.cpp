#include "ui/finance/import_styles_view.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>

#include "models/finance_import_model.h"
#include "models/format_text.h"

namespace mz {

ImportStylesView::ImportStylesView(QWidget* parent)
    : QWidget(parent),
      m_lines{{{"importEncoding", &ImportStyles::encoding, kImportEncodings},
               {"importDelimiter", &ImportStyles::delimiter, kImportDelimiters},
               {"importDates", &ImportStyles::dateStyle, kImportDateStyles},
               {"importDecimals", &ImportStyles::decimalStyle, kImportDecimalStyles}}} {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(kGrid + kGrid / 2);
  grid->setVerticalSpacing(kGrid / 2);
  grid->setColumnStretch(1, 1);
  grid->setColumnMinimumWidth(0, kImportLabelWidth);
  int row = 0;
  for (Line& line : m_lines) {
    line.title = new QLabel(this);
    line.choice = new QComboBox(this);
    line.choice->setObjectName(QString::fromLatin1(line.name));
    line.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    line.choice->setMinimumContentsLength(14);
    line.choice->addItem(QString(), QString());
    for (const std::string_view name : line.names) {
      const QString value = fromText(std::string(name));
      line.choice->addItem(value, value);
    }
    line.title->setBuddy(line.choice);
    grid->addWidget(line.title, row, 0);
    grid->addWidget(line.choice, row++, 1);
    connect(line.choice, &QComboBox::activated, this, &ImportStylesView::changed);
  }
  retranslate();
}

void ImportStylesView::reset() {
  for (Line& line : m_lines) {
    line.used.clear();
    line.detected.clear();
    line.choice->setCurrentIndex(0);
    showFound(line);
  }
}

void ImportStylesView::setFound(const ImportReport& report) {
  for (Line& line : m_lines) {
    line.used = report.styles.*line.style;
    line.detected = report.detected.*line.style;
    showFound(line);
  }
}

ImportStyles ImportStylesView::chosen() const {
  ImportStyles styles;
  for (const Line& line : m_lines) styles.*line.style = toText(line.choice->currentData().toString());
  return styles;
}

void ImportStylesView::showFound(const Line& line) const {
  const QString detected = importSettingText(line.detected);
  // What counts without a choice: a profile may say it, whatever the file looks like.
  const bool byProfile = line.choice->currentIndex() == 0 && !line.used.empty() && !line.detected.starts_with(line.used);
  line.choice->setItemText(0, byProfile               ? tr("By the profile: %1").arg(importSettingText(line.used))
                              : line.detected.empty() ? tr("Find out")
                                                      : tr("Detected: %1").arg(detected));
  line.choice->setToolTip(line.detected.empty() ? QString() : tr("Detected: %1").arg(detected));
}

void ImportStylesView::retranslate() {
  const QString titles[] = {tr("Encoding"), tr("Separator"), tr("Dates"), tr("Decimals")};
  for (std::size_t i = 0; i < m_lines.size(); ++i) {
    const Line& line = m_lines[i];
    line.title->setText(titles[i]);
    line.choice->setAccessibleName(titles[i]);
    for (int item = 1; item < line.choice->count(); ++item) {
      line.choice->setItemText(item, importSettingText(toText(line.choice->itemData(item).toString())));
    }
    showFound(line);
  }
}

}  // namespace mz
