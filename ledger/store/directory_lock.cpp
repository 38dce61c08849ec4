#include "ledger/store/directory_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>
#include <utility>

namespace mz {
namespace {

constexpr const char* kFileName = "mingzhang.lock";

std::unexpected<Error> failSystem(const std::filesystem::path& file, int reason) {
  ErrorCode code = ErrorCode::Io;
  if (reason == ENOENT || reason == ENOTDIR) code = ErrorCode::NotFound;
  if (reason == EACCES || reason == EPERM || reason == EROFS) code = ErrorCode::ReadOnly;
  if (reason == ENOSPC || reason == EDQUOT) code = ErrorCode::DiskFull;
  return std::unexpected(
      Error(code, file.string() + ": cannot be locked: " + std::strerror(reason)).with("file", file.string()));
}

// What the holder wrote about itself; 0 when it had no time to.
long holderOf(int fd) {
  std::array<char, 32> text{};
  const ssize_t read = ::pread(fd, text.data(), text.size(), 0);
  long pid = 0;
  if (read > 0) std::from_chars(text.data(), text.data() + read, pid);
  return pid;
}

}  // namespace

Result<DirectoryLock> DirectoryLock::acquire(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / kFileName;
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (fd < 0) return failSystem(file, errno);
  DirectoryLock lock(fd);
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    if (reason == EINTR) continue;
    const long pid = reason == EWOULDBLOCK ? holderOf(fd) : 0;
    // Nothing is held, so there is nothing for the destructor to wipe.
    ::close(std::exchange(lock.m_fd, -1));
    if (reason != EWOULDBLOCK) return failSystem(file, reason);
    std::string sentence = directory.string() + ": is open in another program";
    if (pid > 0) sentence += ", process " + std::to_string(pid);
    Error error = Error(ErrorCode::InUse, sentence + "; close it first").with("directory", directory.string());
    if (pid > 0) error.parameters.emplace_back("pid", std::to_string(pid));
    return std::unexpected(std::move(error));
  }
  // The pid only helps whoever meets the lock; a full disk must not keep anyone from reading their ledger.
  const std::string pid = std::to_string(::getpid()) + "\n";
  [[maybe_unused]] const bool written = ::ftruncate(fd, 0) == 0 && ::pwrite(fd, pid.data(), pid.size(), 0) > 0;
  return lock;
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}

DirectoryLock& DirectoryLock::operator=(DirectoryLock&& other) noexcept {
  if (this != &other) {
    release();
    m_fd = std::exchange(other.m_fd, -1);
  }
  return *this;
}

DirectoryLock::~DirectoryLock() { release(); }

void DirectoryLock::release() {
  if (m_fd < 0) return;
  // The file stays: removing it would let two programs lock two files of one name. Only the pid goes.
  [[maybe_unused]] const int wiped = ::ftruncate(m_fd, 0);
  ::close(m_fd);
  m_fd = -1;
}

}  // namespace mz
