#include "ledger/chain/audit_findings.h"

namespace mz {

namespace {
constexpr std::size_t kMostDamages = 1000;
}

void AuditFindings::damage(AuditPlace place, std::string part, std::string detail) {
  if (m_report.damages.size() >= kMostDamages) {
    m_report.more = true;
    return;
  }
  m_report.damages.push_back({m_report.channel, place.height, place.transaction, place.id, std::move(part), std::move(detail)});
  m_watch.damaged(m_report.damages.back());
}

bool AuditFindings::note(const Status& status, AuditPlace place, const std::string& part) {
  if (!status) damage(std::move(place), part, status.error().detail);
  return status.has_value();
}

}  // namespace mz
