// The chain of a signer's certificate in words: who each one is, and why it was good at a block, or was not. Window's thread.
#pragma once

#include <QtCore/QString>
#include <functional>
#include <string>

#include "ledger/engine.h"
#include "models/status_role.h"

namespace mz {

using OrgTitles = std::function<QString(const std::string& org)>;

// "Education Bureau · officer officer-0427", "Education Bureau · certificate authority", "Root of jiangcheng.example"
QString certificateTitle(const CertificateInfo& certificate, const OrgTitles& orgs);
StatusRole standingRole(const CertificateLink& link);
QString standingText(CertificateStanding standing);  // "Valid"
// "Valid at block 1,234, because …", and what became of it later.
QString standingReason(const CertificateLink& link, Height height, const OrgTitles& orgs);

}  // namespace mz
