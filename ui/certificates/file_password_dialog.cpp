#include "ui/certificates/file_password_dialog.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "models/password_text.h"
#include "ui/parts/fit_height.h"
#include "ui/parts/form_field.h"

namespace mz {

namespace {
constexpr int kWidth = 54 * kGrid;
}

FilePasswordDialog::FilePasswordDialog(const Theme& theme, QWidget* parent)
    : QDialog(parent),
      m_password(new QLineEdit(this)),
      m_again(new QLineEdit(this)),
      m_passwordField(nullptr),
      m_againField(nullptr) {
  setObjectName(QStringLiteral("filePasswordDialog"));
  setWindowTitle(tr("Password of the file"));
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("heading", true);
  auto* sentence = new QLabel(tr("The file holds a private key. Whoever has the file and this password can sign with it: send "
                                 "them by different ways."),
                              this);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  for (QLineEdit* line : {m_password, m_again}) line->setEchoMode(QLineEdit::Password);
  m_password->setObjectName(QStringLiteral("filePassword"));
  m_again->setObjectName(QStringLiteral("filePasswordAgain"));
  m_passwordField = new FormField(theme, m_password, this);
  m_passwordField->setTexts(tr("Password"), tr("At least %n characters.", nullptr, static_cast<int>(kPasswordCharacters)));
  m_passwordField->setProblem([this] { return passwordAdvice(judgePassword(toText(m_password->text())).weakness); });
  m_againField = new FormField(theme, m_again, this);
  m_againField->setTexts(tr("Once more"), {});
  m_againField->setProblem(
      [this] { return m_again->text() == m_password->text() ? QString() : tr("The two passwords differ."); });
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setAutoDefault(false);
  auto* save = new QPushButton(tr("Save…"), this);
  save->setObjectName(QStringLiteral("filePasswordSave"));
  save->setProperty("primary", true);
  save->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(save);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addSpacing(kGrid);
  layout->addWidget(m_passwordField);
  layout->addWidget(m_againField);
  layout->addStretch(1);
  layout->addLayout(buttons);
  fitHeight(*this, kWidth);
  m_password->setFocus();
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(save, &QPushButton::clicked, this, &FilePasswordDialog::take);
}

void FilePasswordDialog::take() {
  const bool good = m_passwordField->check();
  if (!m_againField->check() || !good) return;
  const QString password = m_password->text();
  accept();
  Q_EMIT chosen(password);
}

}  // namespace mz
