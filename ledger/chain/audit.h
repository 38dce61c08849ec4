// Checks everything that a channel's file holds, from the bytes up: genesis against the channel id; every batch header, its
// cutter's signature and its content; every envelope, its signature and certificate, and that no id was executed twice; every
// result, write and event by executing again; every leaf and tile of the history tree; every checkpoint signature; the ordered
// keys, the indexes, and the read models by rebuilding. Reads through a connection of its own; a damaged file is read as far as
// it goes, and nothing is repaired. Any thread; helps `pool` with the signatures.
#pragma once

#include <filesystem>

#include "ledger/base/progress.h"
#include "ledger/base/work_pool.h"
#include "ledger/chain/audit_report.h"
#include "ledger/chain/projection.h"

namespace mz {

// `models`: fresh read models to rebuild and compare with what is stored. An Error only where nothing could be looked at, or
// where it was cancelled; damage is in the report.
Result<AuditReport> auditChannel(const std::filesystem::path& file, const std::string& channel, ChannelId expected,
                                 std::span<Projection* const> models, WorkPool& pool, const Progress& progress,
                                 std::string_view vfs = {}, const AuditWatch& watch = {});

}  // namespace mz
