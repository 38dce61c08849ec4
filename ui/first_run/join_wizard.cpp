#include "ui/first_run/join_wizard.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QFileInfo>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>
#include <optional>

#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/first_run/plan_steps.h"
#include "ui/parts/card.h"
#include "ui/parts/file_drop_area.h"

namespace mz {

// The first step: a file, and what it says.
class InvitationStep : public WizardStep {
  Q_OBJECT

 public:
  InvitationStep(Theme& theme, FileDialogs& files, Operations& operations, InvitationReader reader, QWidget* parent)
      : WizardStep(parent),
        m_theme(theme),
        m_files(files),
        m_operations(operations),
        m_reader(std::move(reader)),
        m_drop(new FileDropArea(theme, this)),
        m_problem(new QLabel(this)),
        m_facts(new QWidget(this)),
        m_fields(new FieldList(theme, 1, m_facts)),
        m_advice(new QLabel(m_facts)),
        m_other(new QPushButton(m_facts)) {
    m_drop->setObjectName(QStringLiteral("dropInvitation"));
    m_drop->setMaximumHeight(24 * kGrid);
    m_problem->setObjectName(QStringLiteral("invitationProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_fields->setObjectName(QStringLiteral("invitationFacts"));
    m_advice->setWordWrap(true);
    m_other->setObjectName(QStringLiteral("otherInvitation"));
    auto* facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(2 * kGrid);
    facts->addWidget(m_fields);
    facts->addWidget(m_advice);
    facts->addWidget(m_other, 0, Qt::AlignLeft);
    m_facts->hide();
    addWidget(m_drop);
    addWidget(m_problem);
    addWidget(m_facts);
    connect(m_drop, &QAbstractButton::clicked, this, &InvitationStep::choose);
    connect(m_other, &QPushButton::clicked, this, &InvitationStep::choose);
    connect(m_drop, &FileDropArea::filesDropped, this, [this](const QStringList& dropped) { open(dropped.front()); });
    connect(&theme, &Theme::changed, this, &InvitationStep::refresh);
  }

  QString title() const override { return tr("Invitation"); }
  QString sentence() const override {
    return tr("A member of the network has sent you a file that ends in .mzi. It is checked before anything is made.");
  }
  void retranslate() override {
    m_drop->setText(tr("Drop the invitation here"));
    m_drop->setSentence(tr("Or press to choose the file."));
    m_drop->setAccessibleName(tr("Choose the invitation file"));
    m_other->setText(tr("Another file…"));
    m_other->setAccessibleName(tr("Choose another invitation file"));
    m_advice->setText(
        tr("The file is whole, and signed with the key that it names. Whose key that is, only you can find out: compare the "
           "last two "
           "lines with the inviter, by telephone for instance. Joining makes the keys of your organization and an answer to be "
           "sent "
           "back; nothing of the channel comes before its members have admitted you."));
    refresh();
  }
  QWidget* obstacle() override {
    if (m_info) return nullptr;
    if (!m_error && !m_reading) m_missing = true;
    refresh();
    return m_drop;
  }
  void open(const QString& file) {
    m_file = file;
    m_info.reset();
    m_error.reset();
    m_missing = false;
    m_reading = true;
    refresh();
    m_operations.run(
        tr("Reading the invitation"), this,
        [reader = m_reader, path = std::filesystem::path(file.toStdString())](const Progress&) { return reader(path); },
        [this, file](Result<InvitationInfo> read) {
          if (file != m_file) return;  // another one was chosen meanwhile
          m_reading = false;
          if (read) {
            m_info = std::move(*read);
          } else {
            m_error = std::move(read.error());
          }
          refresh();
        });
  }
  const std::optional<InvitationInfo>& info() const { return m_info; }
  const QString& file() const { return m_file; }

 private:
  void choose() {
    const QString file = m_files.openFile(this, tr("Open an invitation"),
                                          tr("Invitations (*.mzi)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!file.isEmpty()) open(file);
  }

  void refresh() {
    const QString problem = m_reading   ? tr("Reading %1…").arg(QFileInfo(m_file).fileName())
                            : m_error   ? tr("This invitation cannot be used. %1").arg(problemText(*m_error))
                            : m_missing ? tr("Choose the invitation file first.")
                                        : QString();
    m_problem->setText(problem);
    m_problem->setToolTip(m_error ? fromText(m_error->detail) : QString());
    m_problem->setVisible(!problem.isEmpty());
    QPalette palette;
    palette.setColor(QPalette::WindowText,
                     m_reading ? m_theme.colour(Colour::Muted) : m_theme.statusColour(StatusRole::Danger));
    m_problem->setPalette(palette);
    m_drop->setVisible(!m_info);
    m_facts->setVisible(m_info.has_value());
    if (m_info) showFacts(*m_info);
  }

  static QString problemText(const Error& error) {
    switch (error.code) {
      case ErrorCode::Malformed:
      case ErrorCode::TooLarge:
        return tr("The file is no invitation, or it was cut off or altered on its way. Ask for it again.");
      case ErrorCode::BadSignature:
        return tr("It was altered after it had been signed. Ask the inviter to send it by another way.");
      case ErrorCode::CertificateInvalid: return tr("Who signed it may not invite to this channel.");
      case ErrorCode::Expired: return tr("Its time is over, or this computer's clock is wrong. Ask for a new one.");
      default: return errorText(error);
    }
  }

  void showFacts(const InvitationInfo& info) {
    QStringList members;
    for (const OrgInfo& member : info.members) members << titleText(member.title, member.id);
    const QString network = titleText(info.network, info.domain);
    m_fields->setFields(
        {{tr("Network"), info.demonstration ? tr("%1 (a demonstration)").arg(network) : network},
         {tr("Domain"), fromText(info.domain)},
         {tr("Channel"), titleText(info.channelTitle, info.channelName)},
         {tr("Who may read it"), info.isPublic ? tr("Everyone") : tr("Members only")},
         {tr("Members"), members.join(tr(", "))},
         {tr("Invited by"), fromText(info.inviterOrg + "/" + info.inviterName)},
         {tr("Valid until"), timeText(info.expires)},
         {tr("Channel id"), fromText(info.channel.hex()).left(32) + u'…', {}, true, fromText(info.channel.hex())},
         {tr("Inviter's authority"),
          fromText(info.inviterAuthority.hex()).left(32) + u'…',
          {},
          true,
          fromText(info.inviterAuthority.hex())}});
  }

  Theme& m_theme;
  FileDialogs& m_files;
  Operations& m_operations;
  InvitationReader m_reader;
  FileDropArea* m_drop;
  QLabel* m_problem;
  QWidget* m_facts;
  FieldList* m_fields;
  QLabel* m_advice;
  QPushButton* m_other;
  QString m_file;
  std::optional<InvitationInfo> m_info;
  std::optional<Error> m_error;
  bool m_missing = false, m_reading = false;
};

JoinWizard::JoinWizard(Theme& theme, FileDialogs& files, Operations& operations, InvitationReader reader,
                       const QString& networks, QWidget* parent)
    : Wizard(theme, QStringLiteral("link"), parent),
      m_networks(networks),
      m_invitation(new InvitationStep(theme, files, operations, std::move(reader), this)),
      m_org(new OrgStep(theme, this)),
      m_password(new PasswordStep(theme, files, this)) {
  setObjectName(QStringLiteral("joinWizard"));
  for (WizardStep* step : std::initializer_list<WizardStep*>{m_invitation, m_org, m_password}) addStep(step);
  m_password->setSummary([this] { return usualFolder(); }, [this] { return summary(); });
  retranslate();
}

void JoinWizard::openFile(const QString& file) { m_invitation->open(file); }

QString JoinWizard::file() const { return m_invitation->file(); }

JoinPlan JoinWizard::plan() const { return {m_org->plan(), m_org->people(), toText(m_password->password())}; }

QString JoinWizard::folder() const { return m_password->folder(); }

QString JoinWizard::usualFolder() const {
  return m_invitation->info() ? freeFolder(m_networks, fromText(m_invitation->info()->domain)) : QString();
}

QString JoinWizard::summary() const {
  if (!m_invitation->info()) return {};
  return tr("The keys of %1 with its certificate authority, you as its administrator, and an officer; and an answer to be sent "
            "to "
            "%2. The channel “%3” is then waiting for its members' approval.")
      .arg(m_org->shownTitle(), fromText(m_invitation->info()->inviterOrg),
           titleText(m_invitation->info()->channelTitle, m_invitation->info()->channelName));
}

void JoinWizard::retranslate() { setTexts(tr("Join a network"), tr("Make the keys and the answer")); }

void JoinWizard::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  Wizard::changeEvent(event);
}

}  // namespace mz

#include "join_wizard.moc"
