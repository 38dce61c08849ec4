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

}  // namespace mz
