#include "ui/shell/unlock_dialog.h"

#include <QtCore/QPointer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/parts/fit_height.h"

namespace mz {

UnlockDialog::UnlockDialog(EngineClient& client, QWidget* parent)
    : QDialog(parent),
      m_client(client),
      m_password(new QLineEdit(this)),
      m_problem(new QLabel(this)),
      m_unlock(new QPushButton(tr("Unlock"), this)) {
  setObjectName(QStringLiteral("unlockDialog"));
  setWindowTitle(tr("Unlock identities"));
  auto* heading = new QLabel(tr("Unlock identities"), this);
  heading->setProperty("heading", true);
  auto* sentence = new QLabel(tr("The keys on this computer are encrypted. They stay unlocked until you lock them or close the "
                                 "program."),
                              this);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  auto* label = new QLabel(tr("&Password"), this);
  label->setBuddy(m_password);
  m_password->setObjectName(QStringLiteral("password"));
  m_password->setAccessibleName(tr("Password"));
  m_password->setEchoMode(QLineEdit::Password);
  m_problem->setObjectName(QStringLiteral("problem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_unlock->setObjectName(QStringLiteral("unlock"));
  m_unlock->setProperty("primary", true);
  m_unlock->setDefault(true);
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setAutoDefault(false);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addSpacing(kGrid);
  layout->addWidget(label);
  layout->addWidget(m_password);
  if (client.network().demonstration) {
    auto* hint = new QLabel(tr("Password of the demonstration: %1")
                                .arg(QString::fromLatin1(kDemoPassword.data(), static_cast<qsizetype>(kDemoPassword.size()))),
                            this);
    hint->setProperty("small", true);
    hint->setProperty("muted", true);
    hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(hint);
  }
  layout->addWidget(m_problem);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(m_unlock);
  layout->addLayout(buttons);
  m_problem->hide();
  fitHeight(*this, 48 * kGrid);
  m_password->setFocus();
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_unlock, &QPushButton::clicked, this, &UnlockDialog::unlock);
}

void UnlockDialog::unlock() {
  m_unlock->setEnabled(false);
  m_client.unlock(toText(m_password->text()), [self = QPointer<UnlockDialog>(this)](const Status& status) {
    if (!self) return;
    self->m_unlock->setEnabled(true);
    if (status) {
      self->accept();
      return;
    }
    self->m_problem->setText(errorText(status.error()));
    self->m_problem->show();
    self->m_password->selectAll();
    self->m_password->setFocus();
  });
}

}  // namespace mz
