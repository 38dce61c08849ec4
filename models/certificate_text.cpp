#include "models/certificate_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>
#include <algorithm>

#include "models/error_text.h"
#include "models/format_text.h"

namespace mz {

namespace {

struct CertificateWords {
  Q_DECLARE_TR_FUNCTIONS(mz::CertificateWords)
};

constexpr std::int64_t kDay = 86'400;  // seconds

struct Words {
  const char* name;
  const char* text;
};

// RFC 5280 4.2 by the names that OpenSSL gives.
constexpr Words kExtensions[] = {
    {"keyUsage", QT_TRANSLATE_NOOP("mz::CertificateWords", "Key usage")},
    {"extendedKeyUsage", QT_TRANSLATE_NOOP("mz::CertificateWords", "Purposes")},
    {"basicConstraints", QT_TRANSLATE_NOOP("mz::CertificateWords", "Kind of certificate")},
    {"subjectKeyIdentifier", QT_TRANSLATE_NOOP("mz::CertificateWords", "Identifier of the key")},
    {"authorityKeyIdentifier", QT_TRANSLATE_NOOP("mz::CertificateWords", "Key of the issuer")},
    {"subjectAltName", QT_TRANSLATE_NOOP("mz::CertificateWords", "Further names")},
    {"issuerAltName", QT_TRANSLATE_NOOP("mz::CertificateWords", "Further names of the issuer")},
    {"nameConstraints", QT_TRANSLATE_NOOP("mz::CertificateWords", "Names it may vouch for")},
    {"certificatePolicies", QT_TRANSLATE_NOOP("mz::CertificateWords", "Policies")},
    {"crlDistributionPoints", QT_TRANSLATE_NOOP("mz::CertificateWords", "Where its revocation list is")},
    {"authorityInfoAccess", QT_TRANSLATE_NOOP("mz::CertificateWords", "Where its issuer is asked")},
};

constexpr Words kUsages[] = {
    {"digital_signature", QT_TRANSLATE_NOOP("mz::CertificateWords", "sign")},
    {"non_repudiation", QT_TRANSLATE_NOOP("mz::CertificateWords", "sign so that it cannot be denied")},
    {"content_commitment", QT_TRANSLATE_NOOP("mz::CertificateWords", "sign so that it cannot be denied")},
    {"key_encipherment", QT_TRANSLATE_NOOP("mz::CertificateWords", "encrypt keys")},
    {"data_encipherment", QT_TRANSLATE_NOOP("mz::CertificateWords", "encrypt data")},
    {"key_agreement", QT_TRANSLATE_NOOP("mz::CertificateWords", "agree on keys")},
    {"key_cert_sign", QT_TRANSLATE_NOOP("mz::CertificateWords", "sign certificates")},
    {"crl_sign", QT_TRANSLATE_NOOP("mz::CertificateWords", "sign revocation lists")},
    {"encipher_only", QT_TRANSLATE_NOOP("mz::CertificateWords", "encrypt only")},
    {"decipher_only", QT_TRANSLATE_NOOP("mz::CertificateWords", "decrypt only")},
};

template <std::size_t kCount>
QString wordsOf(const Words (&table)[kCount], const std::string& name) {
  const auto* found = std::ranges::find_if(table, [&](const Words& words) { return name == words.name; });
  return found == std::end(table) ? fromText(name) : CertificateWords::tr(found->text);
}

QString itemText(const DescribedItem& item) {
  const QString value = fromText(item.value);
  if (item.kind == "ca")
    return item.value == "yes" ? CertificateWords::tr("An authority: it may sign certificates")
                               : CertificateWords::tr("Of a person or machine: it may sign no certificates");
  if (item.kind == "path_length") return CertificateWords::tr("Authorities that may follow below it: %1").arg(value);
  if (item.kind == "usage") return wordsOf(kUsages, item.value);
  if (item.kind == "permitted") return CertificateWords::tr("Only %1").arg(value);
  if (item.kind == "excluded") return CertificateWords::tr("Not %1").arg(value);
  return value;
}

}  // namespace

QString certificateStateText(CertificateState state) {
  switch (state) {
    case CertificateState::Valid: return CertificateWords::tr("Valid");
    case CertificateState::NotYetValid: return CertificateWords::tr("Not valid yet");
    case CertificateState::Expired: return CertificateWords::tr("Expired");
    case CertificateState::OnHold: return CertificateWords::tr("On hold");
    case CertificateState::Revoked: return CertificateWords::tr("Revoked");
  }
  return {};
}

std::optional<int> daysLeft(const CertificateRow& row, UnixSeconds now) {
  if (row.state != CertificateState::Valid) return std::nullopt;
  const std::int64_t days = (row.certificate.until.value - now.value) / kDay;
  return static_cast<int>(std::clamp<std::int64_t>(days, 0, 100'000));
}

QString certificateStateText(const CertificateRow& row, UnixSeconds now) {
  const auto days = daysLeft(row, now);
  if (days && *days <= kSoonDays) return CertificateWords::tr("Valid, %n days left", nullptr, *days);
  return certificateStateText(row.state);
}

StatusRole certificateStateRole(CertificateState state) {
  switch (state) {
    case CertificateState::Valid: return StatusRole::Good;
    case CertificateState::NotYetValid: return StatusRole::Pending;
    case CertificateState::Expired: return StatusRole::Neutral;
    case CertificateState::OnHold: return StatusRole::Attention;
    case CertificateState::Revoked: return StatusRole::Danger;
  }
  return StatusRole::Neutral;
}

StatusRole certificateStateRole(const CertificateRow& row, UnixSeconds now) {
  const auto days = daysLeft(row, now);
  return days && *days <= kSoonDays ? StatusRole::Attention : certificateStateRole(row.state);
}

QString keyPlaceText(KeyPlace place) {
  switch (place) {
    case KeyPlace::Elsewhere: return CertificateWords::tr("Elsewhere");
    case KeyPlace::Keystore: return CertificateWords::tr("On this computer");
    case KeyPlace::Token: return CertificateWords::tr("On a token");
  }
  return {};
}

QString revocationReasonText(RevocationReason reason) {
  switch (reason) {
    case RevocationReason::Unspecified: return CertificateWords::tr("No reason given");
    case RevocationReason::KeyCompromise: return CertificateWords::tr("The key is, or may be, in wrong hands");
    case RevocationReason::CaCompromise: return CertificateWords::tr("The authority's key is, or may be, in wrong hands");
    case RevocationReason::AffiliationChanged: return CertificateWords::tr("The person has another post");
    case RevocationReason::Superseded: return CertificateWords::tr("Another certificate has taken its place");
    case RevocationReason::CessationOfOperation: return CertificateWords::tr("No longer in use");
    case RevocationReason::CertificateHold: return CertificateWords::tr("On hold: it may be released again");
    case RevocationReason::RemoveFromCrl: return CertificateWords::tr("Released from hold");
    case RevocationReason::PrivilegeWithdrawn: return CertificateWords::tr("The right was withdrawn");
    case RevocationReason::AaCompromise: return CertificateWords::tr("The attribute authority's key is in wrong hands");
  }
  return {};
}

QString templateText(const CertificateTemplate& kind) {
  if (!kind.shipped) return fromText(kind.title.empty() ? kind.id : kind.title);
  if (kind.id == "tls-server") return CertificateWords::tr("server (TLS)");
  if (kind.id == "tls-client") return CertificateWords::tr("client (TLS)");
  return roleText(kind.id);
}

QString enrolledText(const CertificateRow& row) {
  if (row.channels == 0) return {};
  return CertificateWords::tr("%1 of %2").arg(numberText(row.enrolled), numberText(row.channels));
}

QString revokedText(const CertificateRow& row) {
  if (row.revoked == 0 && row.state != CertificateState::Revoked && row.state != CertificateState::OnHold) return {};
  return CertificateWords::tr("%1 of %2").arg(numberText(row.revoked), numberText(row.channels));
}

QString extensionTitle(const DescribedExtension& extension) { return wordsOf(kExtensions, extension.name); }

QString extensionText(const DescribedExtension& extension) {
  QStringList lines;
  bool hex = false;
  for (const DescribedItem& item : extension.items) {
    hex = hex || item.kind == "hex";
    lines << itemText(item);
  }
  // A list of uses reads as one line; what nobody takes apart is told in OpenSSL's words where it has some.
  if (hex && !extension.text.empty()) return fromText(extension.text).trimmed();
  return lines.join(extension.name == "keyUsage" || extension.name == "extendedKeyUsage" ? CertificateWords::tr(", ")
                                                                                         : QStringLiteral("\n"));
}

QString nameText(const std::vector<DescribedAttribute>& name) {
  QStringList parts;
  for (const DescribedAttribute& attribute : name)
    parts << fromText((attribute.name.empty() ? attribute.oid : attribute.name) + "=" + attribute.value);
  return parts.join(QStringLiteral(", "));
}

QString keyText(const CertificateDescription& description) {
  return CertificateWords::tr("%1, %2 bits").arg(fromText(description.keyAlgorithm)).arg(description.keyBits);
}

QString orderProblemText(const OrderFinding& finding) {
  switch (finding.problem) {
    case OrderProblem::NoAuthority: return CertificateWords::tr("The authority of this organization is not on this computer.");
    case OrderProblem::AuthorityExpired:
      return CertificateWords::tr("The authority has ended and cannot sign any more. Renew it first.");
    case OrderProblem::NoSuchRole: return CertificateWords::tr("There is no such role, or only an authority has it.");
    case OrderProblem::BadName:
      return finding.mended ? CertificateWords::tr("The name is longer than 64 bytes.")
                            : CertificateWords::tr("A name is missing, or it has characters that cannot be written.");
    case OrderProblem::AlreadyIssued:
      return CertificateWords::tr("A valid certificate of this role and name is there already. Renew it, or revoke it first.");
    case OrderProblem::OutlivesAuthority: return CertificateWords::tr("It would outlive its authority.");
    case OrderProblem::TwiceInThisList: return CertificateWords::tr("The same role and name stands in the list twice.");
    case OrderProblem::AuthorityNeedsPin:
      return CertificateWords::tr("The authority's key lies on a token that has not been logged in to.");
    case OrderProblem::BeginsBeforeAuthority: return CertificateWords::tr("It would begin before its authority.");
    case OrderProblem::EndsBeforeItBegins: return CertificateWords::tr("It would end before it begins.");
    case OrderProblem::AlreadyOver: return CertificateWords::tr("Its end has passed already.");
    case OrderProblem::NoSuchTemplate: return CertificateWords::tr("There is no such kind of certificate.");
    case OrderProblem::RoleNotOfTemplate: return CertificateWords::tr("This kind of certificate is for another role.");
    case OrderProblem::BadAlternativeName:
      return CertificateWords::tr("A host name or address is not written as one, or there are too many.");
    case OrderProblem::NameMissing: return CertificateWords::tr("A server needs a host name or address.");
    case OrderProblem::BadRequest: return CertificateWords::tr("The request cannot be read, or its own signature is wrong.");
    case OrderProblem::WeakKey: return CertificateWords::tr("The key or the hash of the request is weak by today's measure.");
    case OrderProblem::ForeignKey: return CertificateWords::tr("Certificates here cannot have a key of this kind.");
    case OrderProblem::KeyAlreadyCertified: return CertificateWords::tr("Somebody else has a certificate for this key.");
  }
  return {};
}

QString orderMendText(const OrderFinding& finding) {
  if (!finding.mended) return {};
  switch (finding.problem) {
    case OrderProblem::OutlivesAuthority: return CertificateWords::tr("End with its authority");
    case OrderProblem::BeginsBeforeAuthority: return CertificateWords::tr("Begin with its authority");
    case OrderProblem::BadName: return CertificateWords::tr("Shorten the name to “%1”").arg(fromText(finding.mended->name));
    case OrderProblem::RoleNotOfTemplate: return CertificateWords::tr("Take the role %1").arg(roleText(finding.mended->role));
    case OrderProblem::NameMissing: return CertificateWords::tr("Take its name as host name");
    default: return CertificateWords::tr("Adjust it");
  }
}

QString importKindText(const ImportFinding& finding) {
  switch (finding.kind) {
    case ImportKind::Certificate:
      return finding.hasKey ? CertificateWords::tr("Certificate with its key") : CertificateWords::tr("Certificate");
    case ImportKind::PrivateKey: return CertificateWords::tr("Private key");
    case ImportKind::Request: return CertificateWords::tr("Signing request");
    case ImportKind::RevocationList: return CertificateWords::tr("Revocation list, %n new", nullptr, pluralOf(finding.entries));
    case ImportKind::Unreadable: return CertificateWords::tr("Not readable");
  }
  return {};
}

TextCell importStandingCell(const ImportFinding& finding) {
  const QString detail = fromText(finding.failure ? finding.failure->detail : finding.detail);
  if (finding.failure && finding.failure->code == ErrorCode::Locked)
    return {CertificateWords::tr("needs its password"), StatusRole::Attention, false, detail};
  if (finding.failure) return {errorText(*finding.failure), StatusRole::Danger, false, detail};
  switch (finding.standing) {
    case ImportStanding::CanBeTaken: return {CertificateWords::tr("can be taken over"), StatusRole::Good, false, detail};
    case ImportStanding::AlreadyThere:
      return {finding.label.empty() ? CertificateWords::tr("is here already")
                                    : CertificateWords::tr("is here already as %1").arg(fromText(finding.label)),
              StatusRole::Neutral, false, detail};
    case ImportStanding::NotUsable: return {CertificateWords::tr("cannot be used here"), StatusRole::Neutral, false, detail};
  }
  return {};
}

QString settlementText(const std::vector<ChannelSettlement>& channels) {
  const auto open = static_cast<std::size_t>(
      std::ranges::count_if(channels, [](const ChannelSettlement& one) { return one.failure || one.missing > 0; }));
  if (channels.empty()) return CertificateWords::tr("No channel of the organization is on this computer.");
  if (open == 0)
    return CertificateWords::tr("Done on all %1 channels.", nullptr, pluralOf(channels.size()))
        .arg(numberText(channels.size()));
  return CertificateWords::tr("Done on %1 of %2 channels. The others follow by themselves when they can be reached.")
      .arg(numberText(channels.size() - open), numberText(channels.size()));
}

StatusRole settlementRole(const std::vector<ChannelSettlement>& channels) {
  const bool open = std::ranges::any_of(channels, [](const auto& one) { return one.failure || one.missing > 0; });
  return open || channels.empty() ? StatusRole::Attention : StatusRole::Good;
}

}  // namespace mz
