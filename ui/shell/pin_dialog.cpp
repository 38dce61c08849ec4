#include "ui/shell/pin_dialog.h"

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

namespace {
constexpr int kWidth = 48 * kGrid;
constexpr int kMostPin = 64;  // characters
}  // namespace

PinDialog::PinDialog(EngineClient& client, TokenName token, QWidget* parent)
    : QDialog(parent),
      m_client(client),
      m_token(std::move(token)),
      m_pin(new QLineEdit(this)),
      m_problem(new QLabel(this)),
      m_logIn(new QPushButton(tr("Log in"), this)) {
  setObjectName(QStringLiteral("pinDialog"));
  setWindowTitle(tr("Log in to a token"));
  auto* heading = new QLabel(tr("Token “%1”").arg(fromText(m_token.label)), this);
  heading->setProperty("heading", true);
  heading->setWordWrap(true);
  auto* sentence =
      new QLabel(tr("The key that is needed lies on this token (serial number %1). Leave the PIN empty where it is "
                    "typed on the reader itself.")
                     .arg(fromText(m_token.serial)),
                 this);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  auto* label = new QLabel(tr("&PIN"), this);
  label->setBuddy(m_pin);
  m_pin->setObjectName(QStringLiteral("pin"));
  m_pin->setAccessibleName(tr("PIN of the token"));
  m_pin->setEchoMode(QLineEdit::Password);
  m_pin->setMaxLength(kMostPin);
  m_problem->setObjectName(QStringLiteral("pinProblem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_problem->hide();
  m_logIn->setObjectName(QStringLiteral("pinLogIn"));
  m_logIn->setProperty("primary", true);
  m_logIn->setDefault(true);
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setAutoDefault(false);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addSpacing(kGrid);
  layout->addWidget(label);
  layout->addWidget(m_pin);
  layout->addWidget(m_problem);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(m_logIn);
  layout->addLayout(buttons);
  fitHeight(*this, kWidth);
  m_pin->setFocus();
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_logIn, &QPushButton::clicked, this, &PinDialog::logIn);
}

void PinDialog::logIn() {
  std::string typed = toText(m_pin->text());
  m_logIn->setEnabled(false);
  m_client.logInToToken(m_token, Secret::take(typed), [self = QPointer(this)](const Result<TokenLogin>& login) {
    if (!self) return;
    self->m_logIn->setEnabled(true);
    self->m_pin->clear();
    if (login && login->failures.empty()) {
      self->accept();
    } else if (login) {
      self->showProblem(tr("The token was opened, but the key of %1 cannot be used. %2")
                            .arg(fromText(login->failures.front().first), errorText(login->failures.front().second)));
    } else {
      const std::string_view tries = login.error().parameter("tries");
      self->showProblem(tries == "last"  ? tr("The PIN is wrong. One more wrong PIN locks the token.")
                        : tries == "few" ? tr("The PIN is wrong. Few tries are left before the token is locked.")
                                         : errorText(login.error()));
    }
  });
}

void PinDialog::showProblem(const QString& sentence) {
  m_problem->setText(sentence);
  m_problem->show();
  m_pin->setFocus();
}

}  // namespace mz
