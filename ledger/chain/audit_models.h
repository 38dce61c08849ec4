// Rebuilds the read models from what was executed, in a scratch file that is gone afterwards, and compares them with the stored
// ones row by row. One thread.
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "ledger/chain/audit_findings.h"
#include "ledger/chain/audited_chain.h"
#include "ledger/chain/projection.h"

namespace mz {

class AuditModels {
 public:
  AuditModels(Database& database, std::span<Projection* const> models, AuditFindings& findings)
      : m_database(database), m_models(models), m_findings(findings) {}
  ~AuditModels();

  Status start();
  void feed(const AuditedBlock& block);
  Status compare();  // after the last block

 private:
  Database& m_database;
  std::span<Projection* const> m_models;
  AuditFindings& m_findings;
  std::filesystem::path m_directory;
  std::unique_ptr<Database> m_scratch;  // null: nothing to rebuild, or it cannot be
};

}  // namespace mz
