// The overview's figures as sentences, among them the four reasons to believe the ledger. Each says what is known, and where
// something cannot be known it says so. Window's thread.
#pragma once

#include <vector>

#include "models/overview.h"
#include "models/status_role.h"

namespace mz {

struct BelieveReason {
  QString name, sentence;
  StatusRole role = StatusRole::Neutral;
};
// Sharing, trust, security, contracts.
std::vector<BelieveReason> believeReasons(const OverviewFigures& figures, const NetworkInfo& network, UnixSeconds now);

struct AttentionRow {
  QString title, sentence;
  StatusRole role = StatusRole::Attention;
  QString link;  // a place as in Page::openLink, or an action's id
};
// What waits for the person, gravest first: alarms that nobody takes care of, locked identities, what was refused today.
std::vector<AttentionRow> attentionRows(const OverviewFigures& figures, const IdentityInfo* identity);

QString agoText(UnixSeconds time, UnixSeconds now);  // "2 hours ago"

}  // namespace mz
