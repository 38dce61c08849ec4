// A read model that is kept in the block's own transaction, under a savepoint, and can be rebuilt from the chain to the same
// rows, beside the one in use (projection_rebuild.h). One that fails is marked stale and rebuilt later; it never stops a block
// or influences a result.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "ledger/base/progress.h"
#include "ledger/format/envelope.h"
#include "ledger/format/result_code.h"
#include "ledger/format/write.h"
#include "ledger/store/database.h"

namespace mz {

struct ExecutedTransaction {
  TransactionNumber number;
  Height height;
  UnixSeconds time;
  const Envelope* envelope = nullptr;
  ResultCode result = ResultCode::Executed;
  std::span<const Write> writes;
  std::span<const Event> events;
};

class Projection {
 public:
  virtual ~Projection() = default;
  virtual std::string_view name() const = 0;
  virtual int version() const = 0;  // a higher one than the file's: rebuilt
  virtual Status createTables(Database& writer) = 0;
  virtual Status dropTables(Database& writer) = 0;
  // Loads what memory holds from the tables. Called once after opening and after a failed block.
  virtual Status load(Database& reader) = 0;
  // Inside the block's transaction, on the executing thread. `transactions`: those of one block, executed or refused.
  virtual Status apply(std::span<const ExecutedTransaction> transactions, Database& writer) = 0;
  // After the block's transaction is durable: what apply() prepared becomes visible to readers.
  virtual void committed() = 0;

  // An empty one of the same kind whose tables stand in the same file under other names: what a rebuild fills.
  virtual std::unique_ptr<Projection> makeBeside() const = 0;
  // Inside a transaction: the tables of what makeBeside() gave become this one's, whose own are dropped.
  virtual Status replaceTables(Database& writer) = 0;
  // After that transaction is durable: so does what it holds in memory, visible to readers at once. It is empty after that.
  virtual void takeOver(Projection& beside) = 0;

  // All rows in a fixed order as text lines, equal for equal content whatever the history of merges.
  virtual Status dump(Database& reader, const std::function<void(std::string_view line)>& sink) const = 0;
};

}  // namespace mz
