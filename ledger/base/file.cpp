#include "ledger/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace mz {

namespace {

std::unexpected<Error> systemError(const char* what, const std::filesystem::path& file, int number) {
  ErrorCode code = ErrorCode::Io;
  if (number == ENOSPC || number == EDQUOT) code = ErrorCode::DiskFull;
  if (number == EROFS || number == EACCES || number == EPERM) code = ErrorCode::ReadOnly;
  if (number == ENOENT) code = ErrorCode::NotFound;
  return std::unexpected(Error(code, std::string(what) + " " + file.string() + ": " + std::generic_category().message(number))
                             .with("file", file.string()));
}

class Descriptor {
 public:
  explicit Descriptor(int fd) : m_fd(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (m_fd >= 0) ::close(m_fd);
  }
  int get() const { return m_fd; }
  // The last chance of a network file system to report a failed write.
  bool close() { return ::close(std::exchange(m_fd, -1)) == 0; }

 private:
  int m_fd;
};

// Removes the temporary file unless it has become the real one.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : m_path(std::move(path)) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (!m_path.empty()) ::unlink(m_path.c_str());
  }
  void keep() { m_path.clear(); }

 private:
  std::string m_path;
};

}  // namespace

namespace {

Status writeAll(int fd, const std::filesystem::path& file, ByteView content) {
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t written = ::write(fd, content.data() + done, content.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return systemError("cannot write", file, errno);
    done += static_cast<std::size_t>(written);
  }
  return {};
}

// So that a new name in it survives a crash.
Status syncParent(const std::filesystem::path& file) {
  const std::filesystem::path parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) return systemError("cannot make durable", parent, errno);
  return {};
}

}  // namespace

Status writeFileAtomically(const std::filesystem::path& file, ByteView content, bool secret) {
  // Beside the file, since a rename does not cross file systems; mkostemp gives 0600 and a name nobody else has.
  std::string name = file.string() + ".XXXXXX";
  Descriptor out(::mkostemp(name.data(), O_CLOEXEC));
  if (out.get() < 0) return systemError("cannot create a file beside", file, errno);
  TemporaryFile temporary(name);
  if (!secret && ::fchmod(out.get(), 0644) != 0) return systemError("cannot set the permissions of", name, errno);
  if (auto written = writeAll(out.get(), name, content); !written) return written;
  if (::fsync(out.get()) != 0) return systemError("cannot make durable", name, errno);
  if (!out.close()) return systemError("cannot close", name, errno);
  if (::rename(name.c_str(), file.c_str()) != 0) return systemError("cannot replace", file, errno);
  temporary.keep();
  return syncParent(file);
}

Status appendToFile(const std::filesystem::path& file, ByteView content) {
  const bool isNew = ::access(file.c_str(), F_OK) != 0;
  Descriptor out(::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  if (out.get() < 0) return systemError("cannot open", file, errno);
  if (auto written = writeAll(out.get(), file, content); !written) return written;
  if (::fdatasync(out.get()) != 0) return systemError("cannot make durable", file, errno);
  if (!out.close()) return systemError("cannot close", file, errno);
  return isNew ? syncParent(file) : Status();
}

Result<Bytes> readFile(const std::filesystem::path& file, std::size_t limit) {
  // Not to wait for ever at the door of a pipe, which is refused below.
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (in.get() < 0) return systemError("cannot open", file, errno);
  struct stat state{};
  if (::fstat(in.get(), &state) != 0) return systemError("cannot look at", file, errno);
  if (!S_ISREG(state.st_mode)) return fail(ErrorCode::Io, file.string() + " is not a regular file");
  const auto tooLarge = [&] {
    return fail(ErrorCode::TooLarge, file.string() + " is larger than " + std::to_string(limit) + " bytes");
  };
  if (static_cast<std::uint64_t>(state.st_size) > limit) return tooLarge();

  Bytes content;
  content.resize(static_cast<std::size_t>(state.st_size) + 1);  // one more, to see the end or that the file has grown
  std::size_t size = 0;
  for (;;) {
    const ssize_t got = ::read(in.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return systemError("cannot read", file, errno);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > limit) return tooLarge();
    if (size == content.size()) content.resize(size * 2);
  }
  content.resize(size);
  return content;
}

}  // namespace mz
