// Whole files: written so that a crash leaves the old or the new content, read up to a limit. Any thread; two writers of one
// file are the caller's to prevent. Errors: NotFound, TooLarge, DiskFull, ReadOnly, Io.
#pragma once

#include <filesystem>

#include "ledger/base/bytes.h"
#include "ledger/base/error.h"

namespace mz {

// Writes a whole file so that after a crash either the old or the new content is there: temporary file, fsync, rename, fsync
// of the directory. Permissions 0600 where `secret`.
Status writeFileAtomically(const std::filesystem::path& file, ByteView content, bool secret = false);
// Adds to a file's end, making the file where it is missing, and returns when that is durable. After a failure part of the
// content may be there.
Status appendToFile(const std::filesystem::path& file, ByteView content);
Result<Bytes> readFile(const std::filesystem::path& file, std::size_t limit);

}  // namespace mz
