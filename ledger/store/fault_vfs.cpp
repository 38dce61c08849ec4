#include "ledger/store/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <new>
#include <utility>
#include <vector>

#include "ledger/base/random.h"

namespace mz {
namespace {

constexpr std::size_t kSectorBytes = 512;
constexpr std::size_t kPathBytes = 512;

using Content = std::vector<std::uint8_t>;

// A change that has not been synced: bytes at an offset, or a new length.
struct Change {
  std::uint64_t offset = 0;
  Content bytes;
  bool truncates = false;
};

void applyTo(Content& content, const Change& change) {
  if (change.truncates) {
    content.resize(change.offset);
    return;
  }
  const std::size_t end = change.offset + change.bytes.size();
  if (content.size() < end) content.resize(end);
  std::ranges::copy(change.bytes, content.begin() + static_cast<std::ptrdiff_t>(change.offset));
}

struct Connection;

struct File {
  Content content;               // what programs see
  Content durable;               // what certainly survives
  std::vector<Change> unsynced;  // on the way from the second to the first
  // After a sync that failed, the system may take these for written and never write them again.
  std::vector<Change> doubtful;
  bool named = false;  // its directory entry is durable

  // SQLite's five locking levels among the connections here.
  std::size_t sharing = 0;
  const Connection* reserved = nullptr;
  const Connection* pending = nullptr;
  const Connection* exclusive = nullptr;

  std::vector<std::unique_ptr<Content>> sharedMemory;
  std::array<std::size_t, SQLITE_SHM_NLOCK> shmSharing{};
  std::array<const Connection*, SQLITE_SHM_NLOCK> shmExclusive{};
};

}  // namespace

struct FaultVfs::Data {
  explicit Data(std::uint64_t seed) : random(seed) {}

  SeededRandom random;
  std::string name;
  sqlite3_vfs vfs{};
  std::map<std::string, std::shared_ptr<File>> files;
  std::map<std::string, std::shared_ptr<File>> unlinked;  // deleted, but the directory has not been synced since
  std::uint64_t operations = 0;
  std::uint64_t failingOperation = 0;  // 0: none
  DiskFault fault = DiskFault::None;
  bool fired = false;
  bool powered = true;
  int lastError = 0;  // errno of the newest failure

  // The fault that this operation meets.
  DiskFault count();
  void syncDirectory();
  void startWith(const std::map<std::string, Content>& survivors);
  Content survivorOf(const File& file);
  void applyTorn(Content& content, const Change& change);
  bool coin() { return random.below(2) == 0; }
};

namespace {

struct Connection {
  sqlite3_file base{};  // first: SQLite sees only this
  FaultVfs::Data* data = nullptr;
  std::shared_ptr<File> file;
  std::string deletedOnClose;
  bool isMainDatabase = false;
  int lock = SQLITE_LOCK_NONE;
  std::array<bool, SQLITE_SHM_NLOCK> shmShares{};
};

Connection& connectionOf(sqlite3_file* file) { return *reinterpret_cast<Connection*>(file); }
FaultVfs::Data& dataOf(sqlite3_vfs* vfs) { return *static_cast<FaultVfs::Data*>(vfs->pAppData); }

}  // namespace

DiskFault FaultVfs::Data::count() {
  ++operations;
  if (operations != failingOperation) return DiskFault::None;
  fired = true;
  lastError = fault == DiskFault::NoSpace || fault == DiskFault::ShortWrite ? ENOSPC : EIO;
  if (fault == DiskFault::PowerCut) powered = false;
  return fault;
}

void FaultVfs::Data::syncDirectory() {
  for (auto& [path, file] : files) file->named = true;
  unlinked.clear();
}

void FaultVfs::Data::startWith(const std::map<std::string, Content>& survivors) {
  files.clear();
  for (const auto& [path, content] : survivors) {
    auto survivor = std::make_shared<File>();
    survivor->content = survivor->durable = content;
    survivor->named = true;
    files.emplace(path, std::move(survivor));
  }
  unlinked.clear();
  fault = DiskFault::None;
  failingOperation = 0;
  powered = true;
}

// Each sector of a write arrives or not, in any order.
void FaultVfs::Data::applyTorn(Content& content, const Change& change) {
  if (change.truncates) {
    if (coin()) applyTo(content, change);
    return;
  }
  const bool whole = coin();
  for (std::size_t at = 0; at < change.bytes.size();) {
    const std::size_t sectorEnd = ((change.offset + at) / kSectorBytes + 1) * kSectorBytes - change.offset;
    const std::size_t end = std::min(sectorEnd, change.bytes.size());
    const auto begin = change.bytes.begin();
    if (whole || coin())
      applyTo(content, {change.offset + at,
                        Content(begin + static_cast<std::ptrdiff_t>(at), begin + static_cast<std::ptrdiff_t>(end)), false});
    at = end;
  }
}

Content FaultVfs::Data::survivorOf(const File& file) {
  Content content = file.durable;
  for (const Change& change : file.doubtful) applyTorn(content, change);
  // Mostly some of the last changes are lost, sometimes all or none.
  const std::uint64_t kind = random.below(4);
  for (const Change& change : file.unsynced)
    if (kind == 0)
      applyTo(content, change);
    else if (kind != 1 && coin())
      applyTorn(content, change);
  return content;
}

namespace {

// ---- One file

int closeFile(sqlite3_file* raw) {
  Connection& connection = connectionOf(raw);
  raw->pMethods->xUnlock(raw, SQLITE_LOCK_NONE);
  raw->pMethods->xShmUnmap(raw, 0);
  if (!connection.deletedOnClose.empty()) connection.data->files.erase(connection.deletedOnClose);
  connection.~Connection();
  return SQLITE_OK;
}

int readFile(sqlite3_file* raw, void* out, int amount, sqlite3_int64 offset) {
  const Connection& connection = connectionOf(raw);
  if (!connection.data->powered) return SQLITE_IOERR_READ;
  const Content& content = connection.file->content;
  const auto wanted = static_cast<std::size_t>(amount);
  const auto from = std::min(static_cast<std::size_t>(offset), content.size());
  const std::size_t there = std::min(wanted, content.size() - from);
  if (there > 0) std::memcpy(out, content.data() + from, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<std::uint8_t*>(out) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file* raw, const void* bytes, int amount, sqlite3_int64 offset) {
  Connection& connection = connectionOf(raw);
  FaultVfs::Data& data = *connection.data;
  if (!data.powered) return SQLITE_IOERR_WRITE;
  const DiskFault fault = data.count();
  if (fault == DiskFault::IoError) return SQLITE_IOERR_WRITE;
  if (fault == DiskFault::NoSpace) return SQLITE_FULL;
  auto length = static_cast<std::size_t>(amount);
  if (fault == DiskFault::ShortWrite) length = data.random.below(length);
  const auto* begin = static_cast<const std::uint8_t*>(bytes);
  Change change{static_cast<std::uint64_t>(offset), Content(begin, begin + length), false};
  if (length > 0) {
    applyTo(connection.file->content, change);
    connection.file->unsynced.push_back(std::move(change));
  }
  if (fault == DiskFault::PowerCut) return SQLITE_IOERR_WRITE;
  return fault == DiskFault::ShortWrite ? SQLITE_FULL : SQLITE_OK;
}

int truncateFile(sqlite3_file* raw, sqlite3_int64 size) {
  Connection& connection = connectionOf(raw);
  if (!connection.data->powered) return SQLITE_IOERR_TRUNCATE;
  const DiskFault fault = connection.data->count();
  if (fault != DiskFault::None && fault != DiskFault::PowerCut) return SQLITE_IOERR_TRUNCATE;
  Change change{static_cast<std::uint64_t>(size), {}, true};
  applyTo(connection.file->content, change);
  connection.file->unsynced.push_back(std::move(change));
  return fault == DiskFault::PowerCut ? SQLITE_IOERR_TRUNCATE : SQLITE_OK;
}

int syncFile(sqlite3_file* raw, int) {
  Connection& connection = connectionOf(raw);
  FaultVfs::Data& data = *connection.data;
  if (!data.powered) return SQLITE_IOERR_FSYNC;
  const DiskFault fault = data.count();
  File& file = *connection.file;
  if (fault == DiskFault::PowerCut) return SQLITE_IOERR_FSYNC;
  if (fault != DiskFault::None) {
    std::ranges::move(file.unsynced, std::back_inserter(file.doubtful));
    file.unsynced.clear();
    return SQLITE_IOERR_FSYNC;
  }
  for (const Change& change : file.doubtful) data.applyTorn(file.durable, change);
  for (const Change& change : file.unsynced) applyTo(file.durable, change);
  file.doubtful.clear();
  file.unsynced.clear();
  // As on Unix: SQLite syncs the directory together with a journal or log, and not with the database itself.
  if (!connection.isMainDatabase) data.syncDirectory();
  return SQLITE_OK;
}

int sizeOfFile(sqlite3_file* raw, sqlite3_int64* size) {
  const Connection& connection = connectionOf(raw);
  if (!connection.data->powered) return SQLITE_IOERR_FSTAT;
  *size = static_cast<sqlite3_int64>(connection.file->content.size());
  return SQLITE_OK;
}

int lockFile(sqlite3_file* raw, int level) {
  Connection& connection = connectionOf(raw);
  File& file = *connection.file;
  if (connection.lock >= level) return SQLITE_OK;
  const auto anothers = [&](const Connection* holder) { return holder != nullptr && holder != &connection; };
  if (level == SQLITE_LOCK_SHARED) {
    if (anothers(file.pending) || anothers(file.exclusive)) return SQLITE_BUSY;
    ++file.sharing;
  } else if (level == SQLITE_LOCK_RESERVED) {
    if (anothers(file.reserved)) return SQLITE_BUSY;
    file.reserved = &connection;
  } else {
    if (anothers(file.pending) || anothers(file.reserved)) return SQLITE_BUSY;
    file.pending = &connection;
    if (file.sharing > 1) {
      connection.lock = SQLITE_LOCK_PENDING;
      return SQLITE_BUSY;
    }
    file.exclusive = &connection;
  }
  connection.lock = level;
  return SQLITE_OK;
}

int unlockFile(sqlite3_file* raw, int level) {
  Connection& connection = connectionOf(raw);
  File& file = *connection.file;
  if (connection.lock <= level) return SQLITE_OK;
  for (const Connection** holder : {&file.reserved, &file.pending, &file.exclusive})
    if (*holder == &connection) *holder = nullptr;
  if (level == SQLITE_LOCK_NONE) --file.sharing;
  connection.lock = level;
  return SQLITE_OK;
}

int isReserved(sqlite3_file* raw, int* reserved) {
  const File& file = *connectionOf(raw).file;
  *reserved = file.reserved != nullptr || file.exclusive != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int controlFile(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sectorSize(sqlite3_file*) { return static_cast<int>(kSectorBytes); }
// What SQLite assumes of Unix disks, and not more.
int deviceCharacteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int mapSharedMemory(sqlite3_file* raw, int region, int bytes, int extend, void volatile** out) {
  std::vector<std::unique_ptr<Content>>& regions = connectionOf(raw).file->sharedMemory;
  const auto index = static_cast<std::size_t>(region);
  *out = nullptr;
  if (regions.size() <= index) {
    if (extend == 0) return SQLITE_OK;
    while (regions.size() <= index) regions.push_back(std::make_unique<Content>(static_cast<std::size_t>(bytes)));
  }
  *out = regions[index]->data();
  return SQLITE_OK;
}

int lockSharedMemory(sqlite3_file* raw, int offset, int count, int flags) {
  Connection& connection = connectionOf(raw);
  File& file = *connection.file;
  const auto first = static_cast<std::size_t>(offset);
  const std::size_t end = first + static_cast<std::size_t>(count);
  const bool shares = (flags & SQLITE_SHM_SHARED) != 0;
  if ((flags & SQLITE_SHM_UNLOCK) != 0) {
    for (std::size_t slot = first; slot < end; ++slot) {
      if (file.shmExclusive[slot] == &connection) file.shmExclusive[slot] = nullptr;
      if (std::exchange(connection.shmShares[slot], false)) --file.shmSharing[slot];
    }
    return SQLITE_OK;
  }
  for (std::size_t slot = first; slot < end; ++slot) {
    const Connection* holder = file.shmExclusive[slot];
    if (holder != nullptr && holder != &connection) return SQLITE_BUSY;
    const std::size_t others = file.shmSharing[slot] - (connection.shmShares[slot] ? 1 : 0);
    if (!shares && others > 0) return SQLITE_BUSY;
  }
  for (std::size_t slot = first; slot < end; ++slot) {
    if (!shares)
      file.shmExclusive[slot] = &connection;
    else if (!std::exchange(connection.shmShares[slot], true))
      ++file.shmSharing[slot];
  }
  return SQLITE_OK;
}

void sharedMemoryBarrier(sqlite3_file*) {}  // one thread

int unmapSharedMemory(sqlite3_file* raw, int deletes) {
  lockSharedMemory(raw, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
  if (deletes != 0) connectionOf(raw).file->sharedMemory.clear();
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kFileMethods = {
    2,
    closeFile,
    readFile,
    writeFile,
    truncateFile,
    syncFile,
    sizeOfFile,
    lockFile,
    unlockFile,
    isReserved,
    controlFile,
    sectorSize,
    deviceCharacteristics,
    mapSharedMemory,
    lockSharedMemory,
    sharedMemoryBarrier,
    unmapSharedMemory,
    nullptr,
    nullptr,
};

// ---- The directory

int openFile(sqlite3_vfs* vfs, const char* path, sqlite3_file* raw, int flags, int* outFlags) {
  FaultVfs::Data& data = dataOf(vfs);
  raw->pMethods = nullptr;
  if (!data.powered) return SQLITE_CANTOPEN;
  std::shared_ptr<File> file;
  if (!path) {
    file = std::make_shared<File>();
  } else if (const auto found = data.files.find(path); found != data.files.end()) {
    file = found->second;
  } else {
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    file = std::make_shared<File>();
    data.files.emplace(path, file);
  }
  auto* connection = new (raw) Connection();
  connection->data = &data;
  connection->file = std::move(file);
  connection->isMainDatabase = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  if (path && (flags & SQLITE_OPEN_DELETEONCLOSE) != 0) connection->deletedOnClose = path;
  raw->pMethods = &kFileMethods;
  if (outFlags) *outFlags = flags;
  return SQLITE_OK;
}

int deleteFile(sqlite3_vfs* vfs, const char* path, int syncDirectory) {
  FaultVfs::Data& data = dataOf(vfs);
  if (!data.powered) return SQLITE_IOERR_DELETE;
  const auto found = data.files.find(path);
  if (found == data.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (found->second->named) data.unlinked[path] = found->second;
  data.files.erase(found);
  if (syncDirectory != 0) data.syncDirectory();
  return SQLITE_OK;
}

int accessFile(sqlite3_vfs* vfs, const char* path, int, int* there) {
  const FaultVfs::Data& data = dataOf(vfs);
  if (!data.powered) return SQLITE_IOERR_ACCESS;
  *there = data.files.contains(path) ? 1 : 0;
  return SQLITE_OK;
}

int fullPath(sqlite3_vfs*, const char* path, int size, char* out) {
  const std::size_t length = std::strlen(path) + 1;
  if (length > static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
  std::memcpy(out, path, length);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs* vfs, int size, char* out) {
  dataOf(vfs).random.fill({reinterpret_cast<std::uint8_t*>(out), static_cast<std::size_t>(size)});
  return size;
}

int sleepNot(sqlite3_vfs*, int microseconds) { return microseconds; }

int julianMilliseconds(sqlite3_vfs*, sqlite3_int64* out) {
  *out = 212'000'000'000'000;  // no result depends on it
  return SQLITE_OK;
}

int julianDay(sqlite3_vfs*, double* out) {
  *out = 212'000'000'000'000 / 86'400'000.0;
  return SQLITE_OK;
}

int lastError(sqlite3_vfs* vfs, int, char*) { return dataOf(vfs).lastError; }

}  // namespace

FaultVfs::FaultVfs(std::uint64_t seed) : m_data(std::make_unique<Data>(seed)) {
  Data& data = *m_data;
  data.name = "fault-" + std::to_string(reinterpret_cast<std::uintptr_t>(&data));
  data.vfs.iVersion = 2;
  data.vfs.szOsFile = sizeof(Connection);
  data.vfs.mxPathname = kPathBytes;
  data.vfs.zName = data.name.c_str();
  data.vfs.pAppData = &data;
  data.vfs.xOpen = openFile;
  data.vfs.xDelete = deleteFile;
  data.vfs.xAccess = accessFile;
  data.vfs.xFullPathname = fullPath;
  data.vfs.xRandomness = randomness;
  data.vfs.xSleep = sleepNot;
  data.vfs.xCurrentTime = julianDay;
  data.vfs.xGetLastError = lastError;
  data.vfs.xCurrentTimeInt64 = julianMilliseconds;
  sqlite3_vfs_register(&data.vfs, 0);
}

FaultVfs::~FaultVfs() { sqlite3_vfs_unregister(&m_data->vfs); }

const std::string& FaultVfs::name() const { return m_data->name; }

void FaultVfs::failAt(std::uint64_t operation, DiskFault fault) {
  m_data->operations = 0;
  m_data->failingOperation = operation;
  m_data->fault = fault;
  m_data->fired = false;
}

std::uint64_t FaultVfs::operations() const { return m_data->operations; }
bool FaultVfs::fired() const { return m_data->fired; }

void FaultVfs::cutPower() { m_data->powered = false; }

void FaultVfs::restorePower() {
  Data& data = *m_data;
  std::map<std::string, Content> survivors;
  for (const auto& [path, file] : data.unlinked)
    if (data.coin()) survivors[path] = data.survivorOf(*file);
  for (const auto& [path, file] : data.files)
    if (file->named || data.coin()) survivors[path] = data.survivorOf(*file);
  data.startWith(survivors);
}

void FaultVfs::revive() {
  std::map<std::string, Content> survivors;
  for (const auto& [path, file] : m_data->files) survivors[path] = file->content;
  m_data->startWith(survivors);
}

void FaultVfs::corrupt(const std::string& file, std::uint64_t offset, std::uint8_t mask) {
  const auto found = m_data->files.find(file);
  if (found == m_data->files.end()) return;
  for (Content* content : {&found->second->content, &found->second->durable})
    if (offset < content->size()) (*content)[offset] ^= mask;
}

std::uint64_t FaultVfs::fileSize(const std::string& file) const {
  const auto found = m_data->files.find(file);
  return found == m_data->files.end() ? 0 : found->second->content.size();
}

}  // namespace mz
