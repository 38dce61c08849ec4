#include "ui/certificates/revoke_dialog.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDateTimeEdit>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/activity_filter.h"
#include "models/certificate_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/certificates/settlement_view.h"
#include "ui/parts/data_table.h"
#include "ui/parts/form_field.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {
constexpr int kWidth = 80 * kGrid, kHeight = 66 * kGrid;
constexpr std::size_t kMostNamed = 5;
// In the order in which people need them. Those of authorities are for authorities, which are not revoked here.
constexpr RevocationReason kReasons[] = {RevocationReason::KeyCompromise,      RevocationReason::CertificateHold,
                                         RevocationReason::AffiliationChanged, RevocationReason::CessationOfOperation,
                                         RevocationReason::PrivilegeWithdrawn, RevocationReason::Superseded,
                                         RevocationReason::Unspecified};
}  // namespace

RevokeDialog::RevokeDialog(const PageContext& context, std::vector<CertificateRow> certificates, Act act, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_certificates(std::move(certificates)),
      m_act(act),
      m_steps(nullptr),
      m_reason(new QComboBox(this)),
      m_reasonField(nullptr),
      m_doubt(new QCheckBox(tr("The key is in doubt since"), this)),
      m_since(new QDateTimeEdit(QDateTime::currentDateTime(), this)),
      m_effect(new QLabel(this)),
      m_preview(new TextTableModel(this)),
      m_previewTable(new DataTable(context.theme, context.settings, QStringLiteral("revocationPreview"), this)),
      m_problem(new QLabel(this)),
      m_report(new SettlementView(context, this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_revoke(new QPushButton(this)) {
  setObjectName(QStringLiteral("revokeDialog"));
  const std::uint64_t count = m_certificates.size();
  setWindowTitle(act == Act::Release ? tr("Release certificates from hold") : tr("Revoke certificates"));
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("pageTitle", true);
  QStringList names;
  for (const CertificateRow& row : m_certificates) {
    if (static_cast<std::size_t>(names.size()) == kMostNamed) break;
    names << tr("%1 (%2)").arg(fromText(row.certificate.name), roleText(row.certificate.role));
  }
  QString who = names.join(tr(", "));
  if (count > kMostNamed) who = tr("%1 and %n more", nullptr, static_cast<int>(count - kMostNamed)).arg(who);
  auto* whose = new QLabel(
      tr("%1: %2").arg(orgTitle(context.client, context.client.channel(), m_certificates.front().certificate.org), who), this);
  whose->setObjectName(QStringLiteral("revokeWhose"));
  whose->setWordWrap(true);

  auto* pages = new QWidget(this);
  m_steps = new QStackedLayout(pages);
  m_steps->addWidget(makeForm());
  m_steps->addWidget(m_report);
  m_cancel->setObjectName(QStringLiteral("revokeCancel"));
  m_cancel->setAutoDefault(false);
  m_revoke->setObjectName(QStringLiteral("revokeNow"));
  m_revoke->setProperty("primary", true);
  m_revoke->setText(act == Act::Release ? tr("Release %1 certificates", nullptr, pluralOf(count)).arg(numberText(count))
                                        : tr("Revoke %1 certificates", nullptr, pluralOf(count)).arg(numberText(count)));
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(m_cancel);
  buttons->addWidget(m_revoke);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(heading);
  layout->addWidget(whose);
  layout->addWidget(pages, 1);
  layout->addLayout(buttons);
  resize(kWidth, kHeight);

  connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_revoke, &QPushButton::clicked, this, &RevokeDialog::revoke);
  connect(m_reason, &QComboBox::currentIndexChanged, this, &RevokeDialog::askPreview);
  connect(m_doubt, &QCheckBox::toggled, m_since, &QWidget::setEnabled);
  connect(&context.client, &EngineClient::networkChanged, this, &QDialog::reject);
  askPreview();
}

QWidget* RevokeDialog::makeForm() {
  auto* form = new QWidget(this);
  for (const RevocationReason reason : kReasons) m_reason->addItem(revocationReasonText(reason), static_cast<int>(reason));
  m_reason->setObjectName(QStringLiteral("revokeReason"));
  m_reasonField = new FormField(m_context.theme, m_reason, form);
  m_reasonField->setTexts(tr("Why"), tr("It is written on every channel, and cannot be taken back except from hold."));
  m_doubt->setObjectName(QStringLiteral("revokeDoubt"));
  m_since->setObjectName(QStringLiteral("revokeSince"));
  m_since->setCalendarPopup(true);
  m_since->setMinimumWidth(24 * kGrid);
  m_since->setMaximumDateTime(QDateTime::currentDateTime());
  m_since->setAccessibleName(tr("Since when the key is in doubt"));
  m_since->setEnabled(false);
  auto* doubt = new QHBoxLayout;
  doubt->addWidget(m_doubt);
  doubt->addWidget(m_since);
  doubt->addStretch(1);
  m_effect->setObjectName(QStringLiteral("revokeEffect"));
  m_effect->setWordWrap(true);
  m_previewTable->setObjectName(QStringLiteral("revokePreview"));
  m_previewTable->setModel(m_preview);
  m_previewTable->setAccessibleName(tr("What stops working"));
  m_problem->setObjectName(QStringLiteral("revokeProblem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_problem->hide();
  const bool release = m_act == Act::Release;
  m_reasonField->setVisible(!release);
  m_doubt->setVisible(!release);
  m_since->setVisible(!release);
  auto* layout = new QVBoxLayout(form);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(m_reasonField);
  layout->addLayout(doubt);
  layout->addWidget(m_effect);
  layout->addWidget(m_previewTable, 1);
  layout->addWidget(m_problem);
  return form;
}

RevocationOrder RevokeDialog::order() const {
  RevocationOrder order;
  order.org = m_certificates.front().certificate.org;
  for (const CertificateRow& row : m_certificates) order.serials.push_back(row.certificate.serial);
  order.reason =
      m_act == Act::Release ? RevocationReason::RemoveFromCrl : static_cast<RevocationReason>(m_reason->currentData().toInt());
  if (m_act == Act::Revoke && m_doubt->isChecked()) order.invalidSince = UnixSeconds(m_since->dateTime().toSecsSinceEpoch());
  return order;
}

void RevokeDialog::askPreview() {
  m_revoke->setEnabled(false);
  m_effect->setText(tr("Finding out what it would do…"));
  m_context.client.ask(
      m_previewing, [order = order()](Engine& engine) { return engine.certificates().preview(order); },
      [this](const Result<RevocationPreview>& preview) {
        if (preview) {
          showPreview(*preview);
        } else {
          m_effect->clear();
          showProblem(errorText(preview.error()), fromText(preview.error().detail));
        }
      });
}

void RevokeDialog::showPreview(const RevocationPreview& preview) {
  const auto refused = std::ranges::find_if(preview.certificates, [](const auto& one) { return one.refusal.has_value(); });
  if (refused != preview.certificates.end()) {
    m_effect->clear();
    m_preview->setTable({}, {});
    showProblem(tr("%1 cannot be changed so. %2").arg(fromText(refused->name), errorText(*refused->refusal)),
                fromText(refused->refusal->detail));
    return;
  }
  m_problem->hide();
  std::vector<std::vector<TextCell>> rows;
  for (const RevocationPreview::Channel& channel : preview.channels) {
    QStringList stops;
    for (const std::string& role : channel.rolesEmptied) stops << tr("nobody is left as %1").arg(roleText(role));
    if (channel.stopsHere) stops << tr("this computer's node takes no more calls");
    if (channel.failure) stops << tr("cannot be told now; it follows later");
    rows.push_back({TextCell{channelTitle(m_context.client, channel.channel)}, TextCell{numberText(channel.people)},
                    TextCell{numberText(channel.machines)},
                    stops.isEmpty() ? TextCell{tr("nothing else"), StatusRole::Neutral}
                                    : TextCell{stops.join(tr("; ")), StatusRole::Attention}});
  }
  m_effect->setText(m_act == Act::Release
                        ? tr("From the block that has it, they may sign again on these channels.")
                        : tr("From the block that has it, these channels refuse what they sign. What they signed before stays "
                             "good. No other organization is asked."));
  m_preview->setTable({tr("Channel"), tr("People"), tr("Machines"), tr("What else stops")}, std::move(rows));
  m_previewTable->setColumns({150, 70, 80, 240}, {3});
  m_revoke->setEnabled(true);
}

void RevokeDialog::revoke() {
  m_revoke->setEnabled(false);
  m_problem->hide();
  runSigned(
      m_context, this, m_act == Act::Release ? tr("Releasing certificates") : tr("Revoking certificates"),
      [order = order()](Engine& engine, const Progress& progress) { return engine.certificates().revoke(order, progress); },
      [this](const Result<RevocationReport>& report) { take(report); });
}

void RevokeDialog::take(const Result<RevocationReport>& report) {
  if (!report) {
    m_revoke->setEnabled(true);
    showProblem(tr("Nothing was changed. %1").arg(errorText(report.error())), fromText(report.error().detail));
    return;
  }
  const std::uint64_t count = m_certificates.size();
  m_report->showReport(m_act == Act::Release
                           ? tr("%1 certificates are released", nullptr, pluralOf(count)).arg(numberText(count))
                           : tr("%1 certificates are revoked", nullptr, pluralOf(count)).arg(numberText(count)),
                       tr("Written in revocation list %1 of the authority.").arg(numberText(report->number)), report->channels);
  m_steps->setCurrentIndex(1);
  m_revoke->hide();
  m_cancel->setText(tr("Close"));
  m_cancel->setDefault(true);
  m_cancel->setFocus();
  Q_EMIT revoked();
}

void RevokeDialog::showProblem(const QString& sentence, const QString& detail) {
  m_problem->setText(sentence);
  m_problem->setToolTip(detail);
  m_problem->show();
}

}  // namespace mz
