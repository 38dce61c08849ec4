#include "ui/certificates/renew_dialog.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>
#include <algorithm>

#include "models/certificate_text.h"
#include "models/error_text.h"
#include "models/format_text.h"
#include "ui/certificates/settlement_view.h"
#include "ui/parts/form_field.h"
#include "ui/shell/signing.h"

namespace mz {

namespace {
constexpr int kWidth = 72 * kGrid, kHeight = 54 * kGrid;
constexpr int kMostDays = 36'500;
}  // namespace

RenewDialog::RenewDialog(const PageContext& context, std::vector<CertificateRow> certificates, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_certificates(std::move(certificates)),
      m_steps(nullptr),
      m_newKey(new QRadioButton(tr("With a new key"), this)),
      m_sameKey(new QRadioButton(tr("With the same key"), this)),
      m_days(new QSpinBox(this)),
      m_daysField(nullptr),
      m_revokeOld(new QCheckBox(tr("Revoke the old one at once, as replaced"), this)),
      m_problem(new QLabel(this)),
      m_report(new SettlementView(context, this)),
      m_cancel(new QPushButton(tr("Cancel"), this)),
      m_adjust(new QPushButton(tr("Adjust and renew"), this)),
      m_renew(new QPushButton(this)) {
  setObjectName(QStringLiteral("renewDialog"));
  setWindowTitle(tr("Renew certificates"));
  const std::uint64_t count = m_certificates.size();
  auto* heading = new QLabel(windowTitle(), this);
  heading->setProperty("pageTitle", true);
  auto* sentence = new QLabel(
      count == 1
          ? tr("%1 (%2) gets a new certificate with the same role and name.")
                .arg(fromText(m_certificates.front().certificate.name), roleText(m_certificates.front().certificate.role))
          : tr("%1 people and machines get new certificates with the same roles and names.").arg(numberText(count)),
      this);
  sentence->setWordWrap(true);
  sentence->setProperty("muted", true);
  auto* pages = new QWidget(this);
  m_steps = new QStackedLayout(pages);
  m_steps->addWidget(makeForm());
  m_steps->addWidget(m_report);
  m_cancel->setObjectName(QStringLiteral("renewCancel"));
  m_cancel->setAutoDefault(false);
  m_adjust->setObjectName(QStringLiteral("renewAdjusted"));
  m_adjust->setAutoDefault(false);
  m_adjust->hide();
  m_renew->setObjectName(QStringLiteral("renewNow"));
  m_renew->setProperty("primary", true);
  m_renew->setDefault(true);
  m_renew->setText(tr("Renew %1 certificates", nullptr, pluralOf(count)).arg(numberText(count)));
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  for (QPushButton* button : {m_cancel, m_adjust, m_renew}) buttons->addWidget(button);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 2 * kGrid);
  layout->setSpacing(kGrid + kGrid / 2);
  layout->addWidget(heading);
  layout->addWidget(sentence);
  layout->addWidget(pages, 1);
  layout->addLayout(buttons);
  resize(kWidth, kHeight);
  connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(m_adjust, &QPushButton::clicked, this, [this] { renew(true); });
  connect(m_renew, &QPushButton::clicked, this, [this] { renew(false); });
  connect(&context.client, &EngineClient::networkChanged, this, &QDialog::reject);
  m_renew->setFocus();
}

QWidget* RenewDialog::makeForm() {
  auto* form = new QWidget(this);
  m_newKey->setObjectName(QStringLiteral("renewNewKey"));
  m_sameKey->setObjectName(QStringLiteral("renewSameKey"));
  // A key that lies elsewhere cannot be made anew from here.
  const bool elsewhere =
      std::ranges::any_of(m_certificates, [](const CertificateRow& row) { return row.key == KeyPlace::Elsewhere; });
  m_newKey->setEnabled(!elsewhere);
  (elsewhere ? m_sameKey : m_newKey)->setChecked(true);
  auto* keyHint = new QLabel(elsewhere ? tr("Where the key lies elsewhere it stays the same.")
                                       : tr("A new key is made where the old one lies; one on a token stays the same."),
                             form);
  keyHint->setProperty("muted", true);
  keyHint->setProperty("small", true);
  keyHint->setWordWrap(true);
  m_days->setObjectName(QStringLiteral("renewDays"));
  m_days->setRange(0, kMostDays);
  m_days->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_days->setSpecialValueText(tr("As usual for this kind"));
  m_days->setSuffix(tr(" days"));
  m_daysField = new FormField(m_context.theme, m_days, form);
  m_daysField->setTexts(tr("Valid for"), {});
  m_revokeOld->setObjectName(QStringLiteral("renewRevokeOld"));
  m_problem->setObjectName(QStringLiteral("renewProblem"));
  m_problem->setWordWrap(true);
  m_problem->setProperty("problem", true);
  m_problem->hide();
  auto* layout = new QVBoxLayout(form);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(kGrid);
  layout->addWidget(m_newKey);
  layout->addWidget(m_sameKey);
  layout->addWidget(keyHint);
  layout->addSpacing(kGrid);
  layout->addWidget(m_daysField);
  layout->addSpacing(kGrid);
  layout->addWidget(m_revokeOld);
  layout->addWidget(m_problem);
  layout->addStretch(1);
  return form;
}

void RenewDialog::renew(bool adjust) {
  std::vector<RenewalOrder> orders;
  for (const CertificateRow& row : m_certificates)
    orders.push_back({row.certificate.fingerprint, m_sameKey->isChecked(), static_cast<std::uint32_t>(m_days->value()),
                      m_revokeOld->isChecked()});
  m_problem->hide();
  m_adjust->hide();
  m_renew->setEnabled(false);
  runSigned(
      m_context, this, tr("Renewing certificates"),
      [orders, adjust](Engine& engine, const Progress& progress) {
        return engine.certificates().renew(orders, adjust, progress);
      },
      [this, adjust](const Result<IssueReport>& report) { take(report, adjust); });
}

void RenewDialog::take(const Result<IssueReport>& report, bool adjusted) {
  m_renew->setEnabled(true);
  if (!report) {
    const Error& error = report.error();
    const bool mendable = !adjusted && error.parameter("problem") == orderProblemName(OrderProblem::OutlivesAuthority);
    m_problem->setText(mendable ? tr("The new certificate would outlive its authority. It can end with it instead.")
                                : tr("Nothing was renewed. %1").arg(errorText(error)));
    m_problem->setToolTip(fromText(error.detail));
    m_problem->show();
    m_adjust->setVisible(mendable);
    return;
  }
  const std::uint64_t count = report->issued.size();
  m_report->showReport(
      tr("%1 certificates are renewed", nullptr, pluralOf(count)).arg(numberText(count)),
      m_revokeOld->isChecked() ? tr("The old ones are revoked.") : tr("The old ones stay good until they end."),
      report->channels);
  m_steps->setCurrentIndex(1);
  m_renew->hide();
  m_cancel->setText(tr("Close"));
  m_cancel->setDefault(true);
  m_cancel->setFocus();
  Q_EMIT renewed();
}

}  // namespace mz
