// One program at a time on a network directory: flock on a file inside. Held until destruction, and freed by the system when
// the program dies. InUse names the other's pid (parameter "pid") where it is known. Any thread. Errors: InUse, NotFound (no
// such directory), ReadOnly, DiskFull, Io.
#pragma once

#include <filesystem>

#include "ledger/base/error.h"

namespace mz {

class DirectoryLock {
 public:
  static Result<DirectoryLock> acquire(const std::filesystem::path& directory);
  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&& other) noexcept;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int fd) : m_fd(fd) {}
  void release();

  int m_fd = -1;
};

}  // namespace mz
