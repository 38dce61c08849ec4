#include "ui/chain/signer_chain_view.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "models/format_text.h"
#include "models/signer_chain_text.h"
#include "ui/parts/card.h"

namespace mz {

namespace {
constexpr int kIcon = 18;
}

SignerChainView::SignerChainView(const EngineClient& client, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_client(client), m_theme(theme), m_layout(new QVBoxLayout(this)) {
  m_layout->setContentsMargins(0, 0, 0, 0);
  m_layout->setSpacing(0);
}

void SignerChainView::setChain(const std::vector<CertificateLink>& chain, Height height) {
  for (QWidget* link : m_links) delete link;
  m_links.clear();
  for (std::size_t i = 0; i < chain.size(); ++i) {
    m_links.push_back(makeLink(chain[i], height, i + 1 == chain.size()));
    m_layout->addWidget(m_links.back());
  }
}

QWidget* SignerChainView::makeLink(const CertificateLink& link, Height height, bool last) {
  const OrgTitles orgs = [this](const std::string& id) {
    const OrgInfo* org = m_client.org(id);
    return org != nullptr ? titleText(org->title, org->id) : fromText(id);
  };
  auto* part = new QWidget(this);
  part->setObjectName(QStringLiteral("certificateLink"));
  auto* grid = new QGridLayout(part);
  grid->setContentsMargins(0, 0, 0, last ? 0 : kGrid);
  grid->setHorizontalSpacing(kGrid);
  grid->setVerticalSpacing(kGrid / 2);
  grid->setColumnStretch(1, 1);

  const StatusRole role = standingRole(link);
  auto* icon = new QLabel(part);
  icon->setPixmap(m_theme.icon(Theme::statusIconName(role), role).pixmap(kIcon, kIcon));
  grid->addWidget(icon, 0, 0, Qt::AlignTop);
  auto* title = new QLabel(certificateTitle(link.certificate, orgs), part);
  title->setObjectName(QStringLiteral("certificateTitle"));
  title->setFont(Theme::font(TextSize::Body, true));
  title->setTextFormat(Qt::PlainText);
  title->setWordWrap(true);
  grid->addWidget(title, 0, 1);
  auto* reason = new QLabel(standingReason(link, height, orgs), part);
  reason->setObjectName(QStringLiteral("certificateReason"));
  reason->setTextFormat(Qt::PlainText);
  reason->setWordWrap(true);
  reason->setProperty("small", true);
  grid->addWidget(reason, 1, 1);
  if (!last) {  // leads to who signed it
    auto* line = new QFrame(part);
    line->setFrameShape(QFrame::VLine);
    line->setProperty("line", true);
    line->setFixedWidth(1);
    grid->addWidget(line, 1, 0, 2, 1, Qt::AlignHCenter);
  }
  if (link.standing != CertificateStanding::NotKept) {
    const CertificateInfo& certificate = link.certificate;
    auto* fields = new FieldList(m_theme, 1, part);
    fields->setFields({
        {tr("State"), standingText(link.standing)},
        {tr("Validity"), tr("%1 to %2").arg(dayText(certificate.from), dayText(certificate.until)),
         tr("Times of the certificate; the block's time decides."), false,
         tr("%1 to %2").arg(timeExactText(certificate.from), timeExactText(certificate.until))},
        {tr("Serial number"), shortHex(certificate.serial), {}, true, fromText(certificate.serial)},
        {tr("Fingerprint"), shortDigest(certificate.fingerprint), tr("SHA-256 of the certificate."), true,
         fromText(certificate.fingerprint.hex())},
    });
    grid->addWidget(fields, 2, 1);
  }
  part->setAccessibleName(title->text());
  part->setAccessibleDescription(reason->text());
  return part;
}

}  // namespace mz
