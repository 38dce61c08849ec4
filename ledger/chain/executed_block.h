// A block read back from the chain as it was executed, for read models that are rebuilt. Belongs to the thread of its tables.
// Errors: Damaged (something is missing or cannot be read), Io.
#pragma once

#include <vector>

#include "ledger/chain/channel_tables.h"
#include "ledger/chain/projection.h"

namespace mz {

struct ExecutedBlock {
  Height height;
  std::vector<ExecutedTransaction> transactions;  // without those of which only the digest was kept; they point into the rest
  std::vector<Envelope> envelopes;
  std::vector<std::vector<Write>> writes;
  std::vector<std::vector<Event>> events;
};

Result<ExecutedBlock> readExecutedBlock(ChannelTables& tables, Height height);

}  // namespace mz
