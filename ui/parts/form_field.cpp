#include "ui/parts/form_field.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace mz {

namespace {
constexpr int kIcon = 14;
}

FormField::FormField(const Theme& theme, QWidget* editor, QWidget* parent)
    : QWidget(parent),
      m_theme(theme),
      m_editor(editor),
      m_name(new QLabel(this)),
      m_icon(new QLabel(this)),
      m_words(new QLabel(this)) {
  m_editor->setParent(this);
  m_name->setBuddy(editor);
  m_name->setFont(Theme::font(TextSize::Body, true));
  m_words->setObjectName(editor->objectName() + QStringLiteral("Words"));
  m_words->setWordWrap(true);
  m_words->setProperty("small", true);
  m_words->setProperty("muted", true);
  m_words->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  m_icon->setFixedSize(kIcon, kIcon);
  auto* below = new QHBoxLayout;
  below->setSpacing(kGrid / 2);
  below->addWidget(m_icon, 0, Qt::AlignTop);
  below->addWidget(m_words, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid / 2);
  layout->addWidget(m_name);
  layout->addWidget(m_editor);
  layout->addLayout(below);
  // What is still being typed is not wrong yet; what is left is.
  if (auto* line = qobject_cast<QLineEdit*>(editor)) {
    connect(line, &QLineEdit::textChanged, this, &FormField::refresh);
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
      if (line->isModified()) touch();
    });
  }
  connect(&theme, &Theme::changed, this, &FormField::refresh);
}

void FormField::setTexts(const QString& name, const QString& hint) {
  m_name->setText(name);
  m_editor->setAccessibleName(QString(name).remove(QLatin1Char('&')));
  m_hint = hint;
  refresh();
}

void FormField::touch() {
  m_touched = true;
  refresh();
}

bool FormField::check() {
  touch();
  return isGood();
}

void FormField::refresh() {
  const QString problem = m_touched && m_problem ? m_problem() : QString();
  const bool bad = !problem.isEmpty();
  const QString words = bad ? problem : m_hint;
  m_words->setText(words);
  m_words->setVisible(!words.isEmpty());
  m_editor->setAccessibleDescription(words);
  m_icon->setVisible(bad);
  if (bad) m_icon->setPixmap(m_theme.icon(QStringLiteral("warning"), StatusRole::Danger).pixmap(kIcon, kIcon));
  if (m_words->property("problem").toBool() == bad) return;
  m_words->setProperty("muted", !bad);
  m_words->setProperty("problem", bad);
  Theme::restyle(m_words);
}

}  // namespace mz
