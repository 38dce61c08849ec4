// Rebuilds a read model from the chain while the one in use goes on answering and blocks go on being committed. Blocks are read
// on a connection of its own and applied to a second model beside the first, a few thousand transactions at a time between two
// blocks; when it has caught up, it takes the first one's place, within one transaction. Cut off at any moment, it leaves the
// one in use as it was. Any thread; one rebuild of a model at a time. Errors: Cancelled, Damaged (the chain cannot be read),
// those of Database and of the model.
#pragma once

#include <filesystem>

#include "ledger/chain/replica.h"

namespace mz {

// `file`: the replica's. Returns the number of transactions that the model was given.
Result<std::uint64_t> rebuildProjection(Replica& replica, const std::filesystem::path& file, Projection& projection,
                                        const Progress& progress, std::string_view vfs = {});

}  // namespace mz
