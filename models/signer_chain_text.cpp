#include "models/signer_chain_text.h"

#include <QtCore/QCoreApplication>

#include "models/format_text.h"

namespace mz {

namespace {

struct SignerChain {
  Q_DECLARE_TR_FUNCTIONS(mz::SignerChain)
};

enum class Rank { Leaf, Authority, Root };

Rank rankOf(const CertificateInfo& certificate) {
  if (certificate.role != "ca") return Rank::Leaf;
  return certificate.name == "root" ? Rank::Root : Rank::Authority;
}

QString since(const CertificateLink& link) { return link.since ? numberText(link.since->value) : QString(); }

QString validBecause(const CertificateLink& link, const QString& block, const QString& org) {
  switch (rankOf(link.certificate)) {
    case Rank::Leaf:
      return SignerChain::tr(
                 "Valid at block %1, because it was enrolled in block %2, had not been revoked, the block's time lies within "
                 "its validity, and the authority of %3 below signed it.")
          .arg(block, since(link), org);
    case Rank::Authority:
      return SignerChain::tr(
                 "Valid at block %1, because the channel's configuration listed it as the authority of %3 (since block %2) "
                 "and the block's time lies within its validity. This listing is what every node trusts.")
          .arg(block, since(link), org);
    case Rank::Root: break;
  }
  return SignerChain::tr(
      "It signed the authority above, and the block's time lies within its validity. Nodes do not need it: the "
      "configuration lists the authorities themselves.");
}

QString notValidBecause(CertificateStanding standing, const QString& block) {
  switch (standing) {
    case CertificateStanding::Valid: break;
    case CertificateStanding::NotYetValid:
      return SignerChain::tr("Not valid at block %1: its validity began later.").arg(block);
    case CertificateStanding::Expired: return SignerChain::tr("Not valid at block %1: its validity was over.").arg(block);
    case CertificateStanding::Revoked: return SignerChain::tr("Not valid at block %1: it had been revoked.").arg(block);
    case CertificateStanding::NotIssued:
      return SignerChain::tr("Not valid at block %1: none of the authorities that the configuration listed had signed it.")
          .arg(block);
    case CertificateStanding::NotListed:
      return SignerChain::tr("Not valid at block %1: the configuration did not list this authority.").arg(block);
    case CertificateStanding::NotKept:
      return SignerChain::tr(
          "Its certificate is not kept on this computer; the authority above names it as its issuer. Nodes do not need "
          "it: the configuration lists the authorities themselves.");
  }
  return {};
}

}  // namespace

QString certificateTitle(const CertificateInfo& certificate, const OrgTitles& orgs) {
  switch (rankOf(certificate)) {
    case Rank::Leaf:
      return SignerChain::tr("%1 · %2 %3").arg(orgs(certificate.org), roleText(certificate.role), fromText(certificate.name));
    case Rank::Authority: return SignerChain::tr("%1 · certificate authority").arg(orgs(certificate.org));
    case Rank::Root: break;
  }
  return SignerChain::tr("Network root of %1").arg(fromText(certificate.org));
}

StatusRole standingRole(const CertificateLink& link) {
  if (link.standing == CertificateStanding::NotKept) return StatusRole::Neutral;
  if (link.standing != CertificateStanding::Valid) return StatusRole::Danger;
  return link.revoked ? StatusRole::Attention : StatusRole::Good;
}

QString standingText(CertificateStanding standing) {
  switch (standing) {
    case CertificateStanding::Valid: return SignerChain::tr("Valid");
    case CertificateStanding::NotYetValid: return SignerChain::tr("Not yet valid");
    case CertificateStanding::Expired: return SignerChain::tr("Expired");
    case CertificateStanding::Revoked: return SignerChain::tr("Revoked");
    case CertificateStanding::NotIssued: return SignerChain::tr("Not issued by a listed authority");
    case CertificateStanding::NotListed: return SignerChain::tr("Not listed");
    case CertificateStanding::NotKept: return SignerChain::tr("Not kept here");
  }
  return {};
}

QString standingReason(const CertificateLink& link, Height height, const OrgTitles& orgs) {
  const QString block = numberText(height.value);
  QString text = link.standing == CertificateStanding::Valid ? validBecause(link, block, orgs(link.certificate.org))
                                                             : notValidBecause(link.standing, block);
  if (link.revoked && link.standing != CertificateStanding::Revoked)
    text += QLatin1Char(' ') + SignerChain::tr("It was revoked later, in block %1; what it signed before stays good.")
                                   .arg(numberText(link.revoked->value));
  if (link.revoked && link.standing == CertificateStanding::Revoked)
    text += QLatin1Char(' ') + SignerChain::tr("Revoked in block %1.").arg(numberText(link.revoked->value));
  return text;
}

}  // namespace mz
