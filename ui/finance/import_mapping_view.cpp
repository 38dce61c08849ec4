#include "ui/finance/import_mapping_view.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <algorithm>

#include "models/finance_import_model.h"
#include "models/format_text.h"
#include "ui/finance/import_styles_view.h"

namespace mz {

namespace {

// What a choice stands for, as the item's data: a heading is "c" and its name.
const QString kNone = QStringLiteral("none");
const QString kFixed = QStringLiteral("fixed");
const QString kComposed = QStringLiteral("composed");
QString columnKey(const QString& heading) { return QLatin1Char('c') + heading; }

// What profiles compare of a heading: its letters and digits, in any case.
QString core(const std::string& heading) {
  QString out;
  for (const QChar c : fromText(heading)) {
    if (c.isLetterOrNumber()) out.append(c.toCaseFolded());
  }
  return out;
}

// The file's heading that a profile means; itself where the file has no such column.
std::string headingOf(const std::string& column, const std::vector<std::string>& headings) {
  if (column.starts_with('=')) return column;
  const auto found = std::find_if(headings.begin(), headings.end(),
                                  [wanted = core(column)](const std::string& heading) { return core(heading) == wanted; });
  return found == headings.end() ? column : *found;
}

}  // namespace

ImportMappingView::ImportMappingView(QWidget* parent) : QWidget(parent) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(kGrid + kGrid / 2);
  grid->setVerticalSpacing(kGrid / 2);
  grid->setColumnStretch(1, 1);
  grid->setColumnMinimumWidth(0, kImportLabelWidth);
  int row = 0;
  for (const ImportField& field : importFields()) {
    Line line;
    line.field = field.name;
    line.title = new QLabel(this);
    line.choice = new QComboBox(this);
    line.choice->setObjectName(QStringLiteral("map_%1").arg(fromText(field.name)));
    line.choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    line.choice->setMinimumContentsLength(14);
    line.fixed = new QLineEdit(this);
    line.fixed->setObjectName(QStringLiteral("fixed_%1").arg(fromText(field.name)));
    line.fixed->hide();
    grid->addWidget(line.title, row, 0);
    grid->addWidget(line.choice, row++, 1);
    grid->addWidget(line.fixed, row++, 1);
    const std::size_t number = m_lines.size();
    connect(line.choice, &QComboBox::activated, this, [this, number] { touch(number); });
    connect(line.fixed, &QLineEdit::textEdited, this, [this] { Q_EMIT changed(); });
    m_lines.push_back(line);
  }
  retranslate();
}

void ImportMappingView::touch(std::size_t number) {
  Line& line = m_lines[number];
  line.touched = line.choice->currentData().toString() != kComposed;
  line.fixed->setVisible(line.choice->currentData().toString() == kFixed);
  if (line.fixed->isVisible()) line.fixed->setFocus();
  Q_EMIT changed();
}

void ImportMappingView::reset() {
  for (Line& line : m_lines) {
    line.touched = false;
    line.fixed->clear();
    line.fixed->hide();
  }
  setRecognised({}, {});
}

void ImportMappingView::setRecognised(const std::vector<std::string>& headings, const std::vector<ImportMapping>& mapping) {
  m_headings = headings;
  m_mapping = mapping;
  for (Line& line : m_lines) {
    std::vector<std::string> columns;
    for (const ImportMapping& one : mapping) {
      if (one.field == line.field) columns.push_back(headingOf(one.column, headings));
    }
    const QString before = line.choice->currentData().toString();
    const QSignalBlocker quiet(line.choice);
    line.choice->clear();
    line.choice->addItem(tr("(not in the file)"), kNone);
    for (const std::string& heading : headings) line.choice->addItem(fromText(heading), columnKey(fromText(heading)));
    line.choice->addItem(tr("Fixed text…"), kFixed);
    // A profile may name several columns of which the first filled one counts, or put texts together: shown, not edited.
    const bool single = columns.size() == 1 && !columns.front().starts_with('=');
    const bool fixed =
        columns.size() == 1 && columns.front().starts_with('=') && columns.front().find('{') == std::string::npos;
    if (!columns.empty() && !single && !fixed) {
      QStringList texts;
      for (const std::string& column : columns) texts.append(fromText(column.starts_with('=') ? column.substr(1) : column));
      line.choice->addItem(texts.join(tr(", else ")), kComposed);
    }
    if (line.touched && line.choice->findData(before) >= 0) {
      line.choice->setCurrentIndex(line.choice->findData(before));
      continue;
    }
    line.touched = false;
    QString wanted = kNone;
    if (single) wanted = columnKey(fromText(columns.front()));
    if (fixed) wanted = columns.front().size() > 1 ? kFixed : kNone;
    if (!columns.empty() && !single && !fixed) wanted = kComposed;
    line.choice->setCurrentIndex(std::max(0, line.choice->findData(wanted)));
    if (fixed) line.fixed->setText(fromText(columns.front().substr(1)));
    line.fixed->setVisible(wanted == kFixed);
  }
}

bool ImportMappingView::offer(const std::vector<std::string>& headings) {
  const bool known = headings == m_headings;
  setRecognised(headings, {});
  if (known) return false;
  bool chosen = false;
  for (Line& line : m_lines) {
    const std::string guess = guessColumn(line.field, headings);
    if (line.touched || guess.empty()) continue;
    line.choice->setCurrentIndex(line.choice->findData(columnKey(fromText(guess))));
    line.touched = true;
    chosen = true;
  }
  return chosen;
}

std::vector<ImportMapping> ImportMappingView::overrides() const {
  std::vector<ImportMapping> out;
  for (const Line& line : m_lines) {
    if (!line.touched) {
      // A fixed text of the profile that was edited counts as touched.
      const bool edited = line.choice->currentData().toString() == kFixed && line.fixed->isModified();
      if (edited) out.push_back({line.field, '=' + toText(line.fixed->text())});
      continue;
    }
    const QString choice = line.choice->currentData().toString();
    if (choice == kNone) {
      out.push_back({line.field, "="});
    } else if (choice == kFixed) {
      out.push_back({line.field, '=' + toText(line.fixed->text())});
    } else {
      out.push_back({line.field, toText(choice.mid(1))});
    }
  }
  return out;
}

void ImportMappingView::retranslate() {
  for (Line& line : m_lines) {
    const QString title = importFieldTitle(line.field);
    bool required = false;
    for (const ImportField& field : importFields()) required = required || (field.name == line.field && field.required);
    line.title->setText(required ? tr("%1 *").arg(title) : title);
    line.title->setToolTip(importFieldHelp(line.field));
    line.choice->setToolTip(importFieldHelp(line.field));
    line.choice->setAccessibleName(tr("Column for %1").arg(title));
    line.choice->setAccessibleDescription(importFieldHelp(line.field));
    line.fixed->setAccessibleName(tr("Fixed text for %1").arg(title));
    line.fixed->setPlaceholderText(tr("The same for every row"));
  }
  setRecognised(std::vector<std::string>(m_headings), std::vector<ImportMapping>(m_mapping));
}

}  // namespace mz
