// Leaves and block records: only the one form that is written is read.
#include "ledger/format/leaf.h"
#include "tests/fuzz/fuzz.h"

namespace mz::fuzz {

void takeInput(std::string_view input) {
  if (const auto leaf = parseLeaf(input)) expect(formatLeaf(*leaf) == input, "a leaf is written back byte for byte");
}

std::vector<std::string> seeds() {
  BlockRecord record;
  record.height = Height(7);
  record.batch = BatchNumber(7);
  record.time = UnixSeconds(1'760'000'000);
  record.transactions = 3;
  TransactionLeaf transaction;
  transaction.height = Height(7);
  transaction.result = ResultCode::Expired;
  return {formatLeaf(record), formatLeaf(transaction), formatLeaf(RejectedLeaf{}), formatLeaf(GenesisLeaf{})};
}

}  // namespace mz::fuzz
