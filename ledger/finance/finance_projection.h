// The finance read model: payments as columns and dictionaries in memory, budget lines as rows, kept in the block's transaction
// as segments of columns. It follows the executed calls of contract "public-finance" (record_payment, record_budget_line,
// adjust_budget_line, record_allocation). A payment's id, reference and description stay in its envelope: the read model holds
// hashes of the first two, and the folded distinct descriptions for text search.
// createTables, dropTables, load, apply, committed: the executing thread. snapshot, budgetLines, budgetTrail: any thread, at
// any time. Errors: Malformed (arguments that the contract cannot have accepted, or a damaged segment), TooLarge, and those of
// Database. After an error apply() refuses until load() or createTables().
#pragma once

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/chain/projection.h"
#include "ledger/finance/payment_columns.h"
#include "ledger/finance/query.h"

namespace mz {

class FinanceProjection final : public Projection {
 public:
  FinanceProjection() : FinanceProjection("finance") {}
  ~FinanceProjection() override;

  std::string_view name() const override { return "finance"; }
  int version() const override { return 1; }
  Status createTables(Database& writer) override;
  Status dropTables(Database& writer) override;
  Status load(Database& reader) override;
  Status apply(std::span<const ExecutedTransaction> transactions, Database& writer) override;
  void committed() override;
  std::unique_ptr<Projection> makeBeside() const override;
  Status replaceTables(Database& writer) override;
  void takeOver(Projection& beside) override;
  Status dump(Database& reader, const std::function<void(std::string_view line)>& sink) const override;

  std::shared_ptr<const FinanceSnapshot> snapshot() const;  // never null
  std::vector<BudgetLineRow> budgetLines(int year) const;   // as committed, in ledger order; 0: all years
  // The budget line of an allocation, the line's adjustments recorded before the transaction, and the allocation itself. Empty:
  // no such allocation.
  std::vector<FinanceRecord> budgetTrail(std::string_view allocation, TransactionNumber before) const;

 private:
  struct Segment {
    std::size_t first = 0;
    std::size_t count = 0;
  };
  struct BudgetChange;
  // What apply() extends, and load() replaces as a whole.
  struct Model;

  // `tables`: what the names of its tables begin with.
  explicit FinanceProjection(std::string tables);
  std::string sql(std::string_view text) const;  // with the names of the tables instead of $
  Status applyPayment(const ExecutedTransaction& transaction);
  Status applyBudget(const ExecutedTransaction& transaction, Database& writer);
  Status writeTexts(Database& writer);
  Status writeSegments(Database& writer, std::size_t firstNewRow);
  void publish();

  const std::string m_tables;
  std::unique_ptr<Model> m_model;
  bool m_usable = false;
  std::uint64_t m_generation = 0;

  mutable std::mutex m_snapshotMutex;
  std::shared_ptr<const FinanceSnapshot> m_snapshot;
  mutable std::shared_mutex m_budgetMutex;
  std::vector<BudgetLineRow> m_budget;
  std::unordered_map<std::string, std::size_t> m_budgetIndex;
  std::vector<FinanceRecord> m_budgetRecords;  // all of them, in ledger order
  std::unordered_map<std::string, std::size_t> m_allocationIndex;
};

}  // namespace mz
