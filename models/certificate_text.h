// Certificates in words: their state, where their key lies, why they were revoked, what their extensions say, what speaks
// against issuing one. Window's thread.
#pragma once

#include <QtCore/QString>
#include <optional>

#include "ledger/certificates.h"
#include "models/signer_chain_text.h"
#include "models/status_role.h"
#include "models/text_table_model.h"

namespace mz {

inline constexpr int kSoonDays = 30;  // what ends within so many days needs attention

QString certificateStateText(CertificateState state);                      // "On hold"
QString certificateStateText(const CertificateRow& row, UnixSeconds now);  // "Valid, 12 days left"
StatusRole certificateStateRole(CertificateState state);
StatusRole certificateStateRole(const CertificateRow& row, UnixSeconds now);
std::optional<int> daysLeft(const CertificateRow& row, UnixSeconds now);  // of a valid one; whole days
QString keyPlaceText(KeyPlace place);
QString revocationReasonText(RevocationReason reason);
QString templateText(const CertificateTemplate& kind);
// "on 7 of 9 channels"; empty where its org has none here.
QString enrolledText(const CertificateRow& row);
QString revokedText(const CertificateRow& row);

QString extensionTitle(const DescribedExtension& extension);    // "Key usage"
QString extensionText(const DescribedExtension& extension);     // in plain words, one statement a line
QString nameText(const std::vector<DescribedAttribute>& name);  // "O=finance, OU=officer, CN=li-7"
QString keyText(const CertificateDescription& description);     // "P-256, 256 bits"

// What is wrong with an order, and what to do about it.
QString orderProblemText(const OrderFinding& finding);
QString orderMendText(const OrderFinding& finding);  // what adjusting would do; empty where it cannot be adjusted

// What a file holds, and what can be done with it.
QString importKindText(const ImportFinding& finding);
TextCell importStandingCell(const ImportFinding& finding);

// "Everything is on all 9 channels", "2 of 9 channels could not be reached; …"
QString settlementText(const std::vector<ChannelSettlement>& channels);
StatusRole settlementRole(const std::vector<ChannelSettlement>& channels);

}  // namespace mz
