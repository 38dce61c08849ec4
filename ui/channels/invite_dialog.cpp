#include "ui/channels/invite_dialog.h"

#include <QtCore/QDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>
#include <filesystem>

#include "models/error_text.h"
#include "models/format_text.h"
#include "models/small_file.h"
#include "ui/parts/card.h"
#include "ui/parts/fit_height.h"
#include "ui/parts/form_field.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {
constexpr int kWidth = 72 * kGrid;
constexpr int kShownDigits = 32;
constexpr int kUsualDays = 30, kMostDays = 90;

Field tellField(const QString& label, const QString& all) { return {label, all.left(kShownDigits) + u'…', {}, true, all}; }

}  // namespace

const IdentityInfo* inviterOf(const EngineClient& client) {
  const auto may = [&client](const IdentityInfo& identity) {
    const OrgInfo* org = client.org(identity.org);
    return identity.role == "admin" && org && org->voting;
  };
  const IdentityInfo* chosen = client.identity();
  if (chosen && may(*chosen)) return chosen;
  const auto found = std::ranges::find_if(client.identities(), [&](const IdentityInfo& identity) {
    return may(identity) && (!chosen || identity.org == chosen->org);
  });
  return found == client.identities().end() ? nullptr : &*found;
}

InviteDialog::InviteDialog(const PageContext& context, Reader reader, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_reader(std::move(reader)),
      m_channel(context.client.channel()),
      m_label(inviterOf(context.client)->label),
      m_form(new QWidget(this)),
      m_days(new QSpinBox(m_form)),
      m_daysField(new FormField(context.theme, m_days, m_form)),
      m_problem(new QLabel(this)),
      m_result(new QWidget(this)),
      m_written(new QLabel(m_result)),
      m_tell(new FieldList(context.theme, 1, m_result)),
      m_save(new QPushButton(tr("Save the invitation…"), this)),
      m_copy(new QPushButton(tr("Copy both"), m_result)),
      m_close(new QPushButton(tr("Cancel"), this)) {
  setObjectName(QStringLiteral("inviteDialog"));
  const ChannelInfo& channel = *context.client.channelInfo();
  const QString title = titleText(channel.title, channel.name);
  m_suggestedName = fromText(context.client.network().domain + "-" + channel.name) + QStringLiteral(".mzi");
  setWindowTitle(tr("Invite an organization"));
  auto* heading = new QLabel(tr("Invite an organization to “%1”").arg(title), this);
  heading->setProperty("pageTitle", true);
  heading->setWordWrap(true);
  auto* sentence = new QLabel(
      tr("The invitation is a signed file. Whoever gets it sees the network, the channel and its members, and can answer with "
         "the keys of their organization. They take part once the members have admitted them by a proposal."),
      this);
  sentence->setProperty("muted", true);
  sentence->setWordWrap(true);

  const IdentityInfo& inviter = *inviterOf(context.client);
  auto* facts = new FieldList(context.theme, 1, m_form);
  facts->setFields({{tr("Channel"), channel.isPublic ? tr("%1 (public)").arg(title) : tr("%1 (members only)").arg(title)},
                    {tr("Members"), numberText(channel.members.size())},
                    {tr("Signed by"), fromText(inviter.org + "/" + inviter.name)}});
  m_days->setObjectName(QStringLiteral("inviteDays"));
  m_days->setRange(1, kMostDays);
  m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_days->setValue(kUsualDays);
  m_days->setAccessibleName(tr("Valid for how many days"));
  m_days->setFixedWidth(16 * kGrid);
  m_daysField->setTexts(tr("Valid for (days)"), tr("At most 90 days. An answer that comes later is not accepted."));
  auto* form = new QVBoxLayout(m_form);
  form->setContentsMargins(0, 0, 0, 0);
  form->setSpacing(2 * kGrid);
  form->addWidget(facts);
  form->addWidget(m_daysField);

  m_problem->setObjectName(QStringLiteral("inviteProblem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_problem->hide();

  m_written->setObjectName(QStringLiteral("inviteWritten"));
  m_written->setWordWrap(true);
  m_tell->setObjectName(QStringLiteral("inviteTell"));
  auto* why =
      new QLabel(tr("Tell the invited organization these two by another way, by telephone for instance: so they know that "
                    "the file is yours and nobody exchanged it."),
                 m_result);
  why->setWordWrap(true);
  m_copy->setObjectName(QStringLiteral("inviteCopy"));
  m_copy->setIcon(context.theme.icon(QStringLiteral("copy")));
  auto* result = new QVBoxLayout(m_result);
  result->setContentsMargins(0, 0, 0, 0);
  result->setSpacing(kGrid);
  result->addWidget(m_written);
  result->addSpacing(kGrid);
  result->addWidget(why);
  result->addWidget(m_tell);
  result->addWidget(m_copy, 0, Qt::AlignLeft);
  m_result->hide();

  m_save->setObjectName(QStringLiteral("inviteSave"));
  m_save->setProperty("primary", true);
  m_save->setDefault(true);
  m_close->setObjectName(QStringLiteral("inviteClose"));
  m_close->setAutoDefault(false);
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(m_close);
  buttons->addWidget(m_save);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addSpacing(kGrid);
  layout->addWidget(m_form);
  layout->addWidget(m_problem);
  layout->addWidget(m_result);
  layout->addStretch(1);
  layout->addLayout(buttons);
  fitHeight(*this, kWidth);
  m_save->setFocus();
  connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_save, &QPushButton::clicked, this, &InviteDialog::save);
  connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_words); });
  // What it would sign with is gone.
  connect(&context.client, &EngineClient::networkChanged, this, &QDialog::reject);
}

void InviteDialog::save() {
  const QString file = m_context.files.saveFile(this, tr("Save the invitation"), m_suggestedName, tr("Invitations (*.mzi)"));
  if (file.isEmpty()) return;
  m_save->setEnabled(false);
  m_problem->hide();
  runSigned(
      m_context, this, tr("Writing the invitation"),
      [reader = m_reader, channel = m_channel, label = m_label, days = m_days->value(), file](
          Engine& engine, const Progress&) -> Result<InvitationInfo> {
        MZ_TRY(const std::string text, engine.invitation(channel, label, days));
        MZ_CHECK(writeSmallFile(file, text));
        return reader(std::filesystem::path(file.toStdString()));  // what is told is what the file says
      },
      [this, file](const Result<InvitationInfo>& written) {
        m_save->setEnabled(true);
        if (written) {
          showWritten(file, *written);
        } else {
          showProblem(written.error());
        }
      });
}

void InviteDialog::showWritten(const QString& file, const InvitationInfo& info) {
  const QString id = fromText(info.channel.hex());
  const QString authority = fromText(info.inviterAuthority.hex());
  m_written->setText(tr("The invitation is in %1, valid until %2. Send it to the organization. Its answer file comes back to "
                        "you: the proposal to "
                        "admit it is made of that (mz proposal draft --member-in).")
                         .arg(QDir::toNativeSeparators(file), timeText(info.expires)));
  m_tell->setFields({tellField(tr("Channel id"), id), tellField(tr("Fingerprint of your authority"), authority)});
  m_words = tr("Channel id: %1\nFingerprint of our authority: %2").arg(id, authority);
  m_form->hide();
  m_save->hide();
  m_result->show();
  m_close->setText(tr("Done"));
  m_close->setDefault(true);
  m_copy->setFocus();
  fitHeight(*this, kWidth);
}

void InviteDialog::showProblem(const Error& error) {
  m_problem->setText(
      error.code == ErrorCode::CertificateInvalid
          ? tr("The certificate of %1 may not invite to this channel: it is revoked, has ended, or is not yet on "
               "the channel.")
                .arg(fromText(m_label))
          : tr("The invitation was not written. %1").arg(errorText(error)));
  m_problem->setToolTip(fromText(error.detail));
  m_problem->show();
  m_save->setFocus();
}

}  // namespace mz
