#include "ui/finance/save_profile_dialog.h"

#include <QtGui/QRegularExpressionValidator>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "models/error_text.h"
#include "models/format_text.h"

namespace mz {

SaveProfileDialog::SaveProfileDialog(EngineClient& client, ImportOptions options, QStringList known, QWidget* parent)
    : QDialog(parent),
      m_client(client),
      m_options(std::move(options)),
      m_known(std::move(known)),
      m_name(new QLineEdit(this)),
      m_note(new QLabel(this)),
      m_problem(new QLabel(this)),
      m_save(new QPushButton(tr("Save profile"), this)) {
  setObjectName(QStringLiteral("saveProfileDialog"));
  setWindowTitle(tr("Save the mapping as a profile"));
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("heading", true);
  auto* sentence = new QLabel(tr("Files with the same headings are then recognised, with these columns, this currency and "
                                 "department, and what you set about how the file is written."),
                              this);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  auto* label = new QLabel(tr("&Name"), this);
  label->setBuddy(m_name);
  m_name->setObjectName(QStringLiteral("profileName"));
  m_name->setAccessibleName(tr("Name of the profile"));
  m_name->setPlaceholderText(tr("letters, digits, - and _"));
  // What the engine takes as a name.
  static const QRegularExpression kName(QStringLiteral("[A-Za-z0-9_-]{1,64}"));
  m_name->setValidator(new QRegularExpressionValidator(kName, m_name));
  m_note->setObjectName(QStringLiteral("profileNote"));
  m_note->setProperty("muted", true);
  m_note->setProperty("small", true);
  m_note->setWordWrap(true);
  m_problem->setObjectName(QStringLiteral("profileProblem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_save->setObjectName(QStringLiteral("profileSave"));
  m_save->setProperty("primary", true);
  m_save->setDefault(true);
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setObjectName(QStringLiteral("profileCancel"));
  cancel->setAutoDefault(false);

  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addSpacing(kGrid);
  layout->addWidget(label);
  layout->addWidget(m_name);
  layout->addWidget(m_note);
  layout->addWidget(m_problem);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(m_save);
  layout->addLayout(buttons);
  setFixedWidth(54 * kGrid);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_save, &QPushButton::clicked, this, &SaveProfileDialog::save);
  connect(m_name, &QLineEdit::textEdited, this, &SaveProfileDialog::showName);
  showName();
  m_name->setFocus();
}

QString SaveProfileDialog::name() const { return m_name->text(); }

void SaveProfileDialog::showName() {
  m_problem->hide();
  m_save->setEnabled(m_name->hasAcceptableInput());
  m_note->setText(tr("The saved profile of this name is replaced."));
  m_note->setVisible(m_known.contains(name()));
}

void SaveProfileDialog::save() {
  m_save->setEnabled(false);
  m_client.ask(
      m_request,
      [profile = toText(name()), options = m_options](Engine& engine) { return engine.saveImportProfile(profile, options); },
      [this](const Status& saved) {
        if (saved) {
          accept();
          return;
        }
        m_save->setEnabled(true);
        m_note->hide();
        m_problem->setText(saved.error().code == ErrorCode::AlreadyThere
                               ? tr("A profile that comes with Mingzhang has this name. Choose another one.")
                               : tr("The profile was not saved. %1").arg(errorText(saved.error())));
        m_problem->setToolTip(fromText(saved.error().detail));
        m_problem->show();
        m_name->selectAll();
        m_name->setFocus();
      });
}

}  // namespace mz
