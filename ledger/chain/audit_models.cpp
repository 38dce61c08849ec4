#include "ledger/chain/audit_models.h"

#include <unistd.h>

#include "ledger/crypto/hash.h"

namespace mz {

AuditModels::~AuditModels() {
  m_scratch.reset();
  std::error_code ignored;
  if (!m_directory.empty()) std::filesystem::remove_all(m_directory, ignored);
}

Status AuditModels::start() {
  if (m_models.empty()) return {};
  std::string pattern = (std::filesystem::temp_directory_path() / "mingzhang-audit-XXXXXX").string();
  if (!mkdtemp(pattern.data())) return fail(ErrorCode::Io, "no temporary directory can be made");
  m_directory = pattern;
  MZ_TRY(Database opened, Database::open(m_directory / "models", OpenMode::Create));
  m_scratch = std::make_unique<Database>(std::move(opened));
  MZ_CHECK(m_scratch->begin());  // until the end: nothing of it has to survive
  for (Projection* model : m_models) MZ_CHECK(model->createTables(*m_scratch));
  return {};
}

void AuditModels::feed(const AuditedBlock& block) {
  if (!m_scratch) return;
  std::vector<ExecutedTransaction> executed;
  for (std::size_t i = 0; i < block.transactions.size(); ++i) {
    if (block.outcomeOf[i] == AuditedBlock::kNone) continue;
    const CallOutcome& outcome = block.outcomes[block.outcomeOf[i]];
    executed.push_back({block.transactions[i].number, block.stored.height, block.stored.time, &block.envelopes[i].envelope,
                        block.transactions[i].result, outcome.writes, outcome.events});
  }
  for (Projection* model : m_models)
    if (auto applied = model->apply(executed, *m_scratch); !applied) {
      m_scratch->rollback();
      m_findings.damage({block.stored.height, {}, {}}, "read_model", "it cannot be rebuilt: " + applied.error().detail);
      m_scratch.reset();
      return;
    }
  for (Projection* model : m_models) model->committed();
}

Status AuditModels::compare() {
  if (!m_scratch) return {};
  MZ_CHECK(m_scratch->commit());
  for (Projection* model : m_models) {
    MZ_TRY(Statement known, m_database.prepare("SELECT stale FROM projection WHERE name = ?1 AND version = ?2"));
    known.bindText(1, model->name()).bindInteger(2, model->version());
    MZ_TRY(const bool there, known.step());
    const bool comparable = there && known.integer(0) == 0;
    known.reset();
    if (!comparable) continue;  // it is about to be rebuilt anyway
    Sha256 stored, rebuilt;
    const auto into = [](Sha256& hash) {
      return [&hash](std::string_view line) { hash.update(bytesOf(line)).update(bytesOf("\n")); };
    };
    const auto storedDump = model->dump(m_database, into(stored));
    MZ_CHECK(model->dump(*m_scratch, into(rebuilt)));
    if (!storedDump)
      m_findings.damage({}, "read_model", std::string(model->name()) + " is not readable: " + storedDump.error().detail);
    else if (stored.finish() != rebuilt.finish())
      m_findings.damage({}, "read_model",
                        std::string(model->name()) + " does not have the rows that the chain gives; rebuild it");
  }
  return {};
}

}  // namespace mz
