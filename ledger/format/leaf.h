// The texts that are hashed into the history tree: one per envelope, then one block record. Lines "name value\n", first line
// the type. Digests in lower-case hex. Parsing is strict: exactly these lines in this order. Functions are pure; any thread.
//
//   mingzhang/transaction/v1        mingzhang/rejected/v1      mingzhang/genesis/v1     mingzhang/block/v1
//   height 12                       height 12                  time 1763712000          channel <hex>
//   time 1763712000                 time 1763712000            genesis <hex>            epoch 1
//   id <hex>                        envelope <hex>             writes <hex>             height 12
//   envelope <hex>                  result 3                                            batch 12 <hex>
//   result 0                        cutter <hex>                                        previous <hex>
//   writes <hex>                                                                        time 1763712000
//   events <hex>                                                                        configuration 3
//                                                                                       rules 1
//                                                                                       transactions 2000
//                                                                                       writes <hex>
#pragma once

#include <variant>

#include "ledger/base/types.h"
#include "ledger/format/result_code.h"

namespace mz {

struct TransactionLeaf {
  Height height;
  UnixSeconds time;
  TransactionId id;
  Digest envelope;  // SHA-256 of the stored envelope bytes
  ResultCode result = ResultCode::Executed;
  Digest writes;  // SHA-256 of the canonical JSON array of [contract, key, value or null] (write.h)
  Digest events;  // SHA-256 of the canonical JSON array of [contract, name, payload]
  bool operator==(const TransactionLeaf&) const = default;
};
struct RejectedLeaf {
  Height height;
  UnixSeconds time;
  Digest envelope;
  ResultCode result = ResultCode::Malformed;
  Fingerprint cutter;
  bool operator==(const RejectedLeaf&) const = default;
};
struct GenesisLeaf {
  UnixSeconds time;
  Digest genesis;  // the channel id
  Digest writes;
  bool operator==(const GenesisLeaf&) const = default;
};
struct BlockRecord {
  ChannelId channel;
  std::uint64_t epoch = 1;
  Height height;
  BatchNumber batch;
  Digest batchDigest;  // zero in the genesis block
  Digest previous;     // SHA-256 of the previous block record's text; zero in the genesis block
  UnixSeconds time;
  std::uint64_t configuration = 0;  // counts the blocks that changed it
  std::uint32_t rules = 1;
  std::uint64_t transactions = 0;  // leaves before this one in the block
  Digest writes;                   // SHA-256 over the `writes` digests of the block's transaction leaves, in order
  bool operator==(const BlockRecord&) const = default;
};
using Leaf = std::variant<TransactionLeaf, RejectedLeaf, GenesisLeaf, BlockRecord>;

std::string formatLeaf(const Leaf& leaf);
Result<Leaf> parseLeaf(std::string_view text);

}  // namespace mz
