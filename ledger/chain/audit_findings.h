// What an audit finds, as it goes: into the report, and to whoever watches. One thread.
#pragma once

#include "ledger/base/error.h"
#include "ledger/chain/audit_report.h"

namespace mz {

struct AuditPlace {  // as exactly as it is known
  std::optional<Height> height;
  std::optional<TransactionNumber> transaction;
  std::optional<TransactionId> id;
};

class AuditFindings {
 public:
  AuditFindings(std::string channel, const AuditWatch& watch) : m_watch(watch) { m_report.channel = std::move(channel); }

  void damage(AuditPlace place, std::string part, std::string detail);
  // Reports a failure as damage; true where there was none.
  bool note(const Status& status, AuditPlace place, const std::string& part);
  bool none() const { return m_report.damages.empty(); }
  AuditReport& report() { return m_report; }

 private:
  AuditReport m_report;
  const AuditWatch& m_watch;
};

}  // namespace mz
