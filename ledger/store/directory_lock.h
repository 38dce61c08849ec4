// One program at a time on a network directory: flock on a file inside. Held until destruction. InUse names the other's pid.
#pragma once

#include <filesystem>

#include "ledger/base/bytes.h"

namespace mz {

class DirectoryLock {
 public:
  static Result<DirectoryLock> acquire(const std::filesystem::path& directory);
  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int fd) : m_fd(fd) {}
  int m_fd = -1;
};

// Writes a whole file so that after a crash either the old or the new content is there: temporary file, fsync, rename, fsync
// of the directory. Permissions 0600 where `secret`. DiskFull, ReadOnly, Io.
Status writeFileAtomically(const std::filesystem::path& file, ByteView content, bool secret = false);
Result<Bytes> readFile(const std::filesystem::path& file, std::size_t limit);  // NotFound, TooLarge, Io

}  // namespace mz
